"""Papers: labelled documents of many kinds, each asked for its fields by one form.

The classifier names them by their titles (extractors.other_kinds); here is what each of them says.
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.kind import Kind
from extractors.papers.bill import BILL
from extractors.papers.books import LEDGER, VOUCHER
from extractors.papers.certificates import ID, ORG, PARK, RENAMED, TAX_REGISTRATION
from extractors.papers.goods import DELIVERY, RECEIVED
from extractors.papers.letters import AUTHORISATION, COMMITMENT
from extractors.papers.paper import Paper
from extractors.papers.proofs import PROOF
from extractors.papers.receipts import CASH, RED, TAX
from extractors.papers.reports import REPORTS, SCREENS
from extractors.papers.timesheet import TIMESHEET

PAPERS: Mapping[Kind, Paper] = {
    paper.kind: paper
    for paper in (
        BILL,
        TAX,
        RED,
        CASH,
        ID,
        ORG,
        TAX_REGISTRATION,
        RENAMED,
        PARK,
        PROOF,
        DELIVERY,
        RECEIVED,
        VOUCHER,
        LEDGER,
        TIMESHEET,
        AUTHORISATION,
        COMMITMENT,
        *REPORTS,
        *SCREENS,
    )
}
