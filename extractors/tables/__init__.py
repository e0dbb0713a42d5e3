"""Documents that are tables: payrolls, insurance lists, project lists, bank statements and their like."""

from __future__ import annotations

from extractors.part import Extractor
from extractors.tables.cloud_bill import CloudBill
from extractors.tables.insurance import HousingFund, SocialInsurance
from extractors.tables.park import ParkList
from extractors.tables.payroll import Payroll
from extractors.tables.project import ProjectList
from extractors.tables.roster import Roster, ServedEnterprises
from extractors.tables.statement import BankStatement
from extractors.tables.wages import BankBatch

TABLE_EXTRACTORS: tuple[Extractor, ...] = (
    Payroll(),
    SocialInsurance(),
    HousingFund(),
    BankBatch(),
    Roster(),
    ServedEnterprises(),
    ProjectList(),
    BankStatement(),
    CloudBill(),
    ParkList(),
)
