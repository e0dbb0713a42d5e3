"""Extractors: from a document's words to records of named facts."""

from __future__ import annotations

from evidence.document import Document
from evidence.record import Extraction, Record
from extractors.acceptance import ACCEPTANCE
from extractors.bank_slip import BANK_SLIP
from extractors.classify import classify
from extractors.contract import CONTRACT
from extractors.form import FORM_EXTRACTORS
from extractors.invoice import INVOICE
from extractors.licence import LICENCE
from extractors.other_kinds import OTHER_KINDS
from extractors.part import Extractor, Part
from extractors.split import split
from extractors.statement_data import STATEMENT_DATA
from extractors.tables import TABLE_EXTRACTORS
from extractors.template_invoice import TEMPLATES
from extractors.travel import TRAVEL
from extractors.vehicle import VEHICLE

VERSION = "6"
"""Part of the cache key of extractions: raised whenever any extractor reads differently."""

EXTRACTORS: tuple[Extractor, ...] = (
    INVOICE,
    TRAVEL,
    VEHICLE,
    TEMPLATES,
    BANK_SLIP,
    STATEMENT_DATA,
    CONTRACT,
    LICENCE,
    ACCEPTANCE,
    *FORM_EXTRACTORS,
    *TABLE_EXTRACTORS,
    OTHER_KINDS,
)


def extract(document: Document) -> Extraction:
    """The records of one file: split into parts, each classified and read; every part becomes a record."""
    records = tuple(_record(part) for part in split(document, EXTRACTORS))
    return Extraction(source=document.sha256, file=document.file, records=records)


def _record(part: Part) -> Record:
    found = classify(part, EXTRACTORS)
    reader = found.extractor
    record = reader.extract(part, found.kind) if reader is not None else part.record(found.kind, {})
    return record.model_copy(update={"scores": found.scores})
