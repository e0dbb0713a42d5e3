"""Seals on pages: copies without one, and rims that name somebody else.

A seal that was not found is a question: ink may be pale and a copy grey.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.document import Method
from evidence.finding import Finding
from evidence.kind import Kind
from evidence.names import name_key, similarity
from rules.papers import Papers
from rules.recognition import Workings
from rules.sheets import lying_on, spot

OTHER_NAME = 0.5
"""Below this likeness the rim of a seal names somebody else, whatever was misread."""
_COPIES = {Kind.LICENCE: "营业执照", Kind.ID_CARD: "法定代表人身份证"}


_AUTHORITIES = ("监督管理", "工商行政", "税务", "行政审批", "公安", "监制", "银行", "登记")


_COMPANY = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司")


_PARTIES = ("party_a", "party_b", "applicant_name", "name", "seller_name", "promisor", "principal", "agent", "employer")


def bare_copies(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Scans of licence and identity card without a seal in colour: none at all, or only the authority's own."""
    for record in papers.records.values():
        title = _COPIES.get(record.kind)
        sheets = [sheet for sheet in lying_on(papers, record) if sheet.method is Method.OCR]
        if not title or not sheets or record.id in papers.kept:
            continue
        seals = [seal for sheet in sheets for seal in sheet.seals]
        if not seals and record.kind is Kind.LICENCE:
            message = f"“{record.file}”（{title}）未识别到红色印章，可能为黑白复印件，请补充加盖鲜章的扫描件"
            yield papers.finding("seal_not_fresh", message, (record.id,), (spot(record, sheets[0].number),))
        elif all(any(word in seal.text for word in _AUTHORITIES) for seal in seals):
            message = f"“{record.file}”（{title}）未识别到申报单位印章，请补充加盖鲜章的扫描件"
            yield papers.finding("seal_missing", message, (record.id,), (spot(record, sheets[0].number),))


def other_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Seals of contracts, forms and certificates that name a company which is none of the document's parties."""
    for record in papers.records.values():
        if not (record.kind.is_contract or record.kind in (*_COPIES, Kind.COMMITMENT, Kind.ACCEPTANCE, Kind.FORM_A3)):
            continue
        names = [record.text(field) for field in _PARTIES if record.text(field)]
        names += [papers.applicant.name, *papers.applicant.former_names]
        for sheet in lying_on(papers, record):
            for seal in sheet.seals:
                if _names_another(seal.text, names) and len(sheet.seals) <= 2 and record.id not in papers.kept:
                    known = "、".join(f"“{name}”" for name in dict.fromkeys(names[:2]))
                    shown = f"“{record.file}”第{sheet.number}页印章文字为“{seal.text}”"
                    message = f"{shown}，与文件所载主体{known}不一致，提请核实"
                    subjects = (record.id, seal.text)
                    yield papers.finding("seal_name_mismatch", message, subjects, (spot(record, sheet.number),))


def _names_another(text: str, names: list[str]) -> bool:
    """Whether a rim reads like a company's name and like none of these."""
    if "公司" not in text or len(name_key(text)) < 8 or any(word in text for word in _AUTHORITIES) or not any(names):
        return False
    return all(similarity(_stem(text), _stem(name)) < OTHER_NAME for name in names if name)


def _stem(name: str) -> str:
    """A name up to what every company is called."""
    return _COMPANY.split(name, maxsplit=1)[0]


RULES = (
    bare_copies,
    other_names,
)
