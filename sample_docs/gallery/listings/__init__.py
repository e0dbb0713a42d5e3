"""Workbooks and other lists: wages, insurances, batches, statements, cloud bills, served enterprises."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sample_docs.gallery.document import Rendering, Sample
from sample_docs.gallery.listings import clouds, payrolls, projects, rolls, statements, wages
from sample_docs.gallery.listings.table import rendered, xlsx
from sample_docs.gallery.listings.wages import Made

_R = Rendering
Layouts = dict[str, tuple[Callable[[random.Random], Made], tuple[Rendering, ...]]]
PAYROLL: Layouts = {
    "payroll_monthly": (wages.monthly, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "payroll_long": (wages.long_list, (_R.XLSX, _R.CSV_GBK)),
    "payroll_levels": (wages.levels, (_R.XLSX, _R.PDF)),
    "payroll_quarter": (wages.quarter, (_R.XLSX,)),
    "payroll_wan": (payrolls.ten_thousands, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "payroll_across": (payrolls.across, (_R.XLSX, _R.PDF)),
    "payroll_departments": (payrolls.departments, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "payroll_slips": (payrolls.slips, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "insurance_kinds": (rolls.insurance_kinds, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "insured_person": (rolls.insured_person, (_R.PDF, _R.SCANNED_PDF)),
    "fund_book": (rolls.fund_book, (_R.XLSX, _R.CSV_GBK, _R.PDF, _R.SCANNED_PDF)),
    "batch_columns": (rolls.batch_columns, (_R.PDF, _R.SCANNED_PDF)),
    "batch_outcomes": (rolls.batch_outcomes, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "roster_hired": (rolls.hired, (_R.XLSX, _R.CSV_GBK, _R.PDF, _R.SCANNED_PDF)),
    "insurance": (wages.insurance, (_R.XLSX, _R.CSV_GBK, _R.PDF, _R.SCANNED_PDF)),
    "fund": (wages.fund, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "batch": (wages.batch, (_R.XLSX, _R.PDF)),
    "roster": (wages.roster, (_R.XLSX,)),
}
LISTS: Layouts = {
    "statement_two_columns": (statements.two_columns, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "statement_signed": (statements.signed, (_R.XLSX, _R.CSV_GBK)),
    "cloud_bill": (statements.cloud, (_R.XLSX, _R.CSV_GBK)),
    "cloud_resources": (clouds.resources, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "cloud_components": (clouds.components, (_R.XLSX, _R.CSV_GBK, _R.PDF, _R.SCANNED_PDF)),
    "project_merged": (projects.merged, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "project_ledger": (projects.ledger, (_R.XLSX, _R.CSV_GBK, _R.PDF)),
    "project_by_invoice": (projects.by_invoice, (_R.XLSX, _R.PDF, _R.SCANNED_PDF)),
    "cloud_funds": (projects.cloud_funds, (_R.XLSX, _R.CSV_GBK, _R.PDF, _R.SCANNED_PDF)),
    "served": (statements.served, (_R.XLSX, _R.CSV_GBK)),
}
_ENDS = {_R.XLSX: "xlsx", _R.CSV_GBK: "csv", _R.PDF: "pdf", _R.SCANNED_PDF: "pdf"}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout in all its renderings."""
    make, renderings = (PAYROLL | LISTS)[layout]
    for rendering in renderings:
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        tables, records = make(rng)
        one_sheet = layout == "payroll_quarter"
        data = xlsx([tables]) if one_sheet else rendered(tables, rendering, rng)
        yield Sample(f"list-{layout}-{rendering}.{_ENDS[rendering]}", data, layout, rendering, records)
