"""The extractor of the three application forms: which form it is, and everything it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.fields import OPERATING, of_rows
from extractors.form.answer import Answer, answers, cell_answer, method_of
from extractors.form.commitment import commitment_facts
from extractors.form.enterprises import typical_enterprises
from extractors.form.facts import fact_of
from extractors.form.heading import heading_facts
from extractors.form.indicators import indicator_rows
from extractors.form.labels import APPLICANT, CLOUD, PARK, PLATFORM, Field, find_label
from extractors.form.operating import operating_facts
from extractors.form.subdomains import ticked_rows
from extractors.form.ticks import without_marks
from extractors.part import Form, Part
from extractors.tables.cell import squeeze

_TITLES = {
    Kind.FORM_A3: re.compile(r"工业互联网.{0,4}示范平台.{0,4}申报(?:表|书)"),
    Kind.FORM_A4: re.compile(r"星级上云企业.{0,4}申报(?:表|书)"),
    Kind.FORM_A5: re.compile(r"(?:星级)?智慧园区.{0,4}申报(?:表|书)"),
}
_FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.FORM_A3: (*APPLICANT, *PLATFORM),
    Kind.FORM_A4: (*APPLICANT, *CLOUD),
    Kind.FORM_A5: (*PARK, *APPLICANT),
}
_OWN = {Kind.FORM_A3: PLATFORM, Kind.FORM_A4: CLOUD, Kind.FORM_A5: PARK}
_ROWS = {
    Kind.FORM_A3: "name description",
    Kind.FORM_A4: "class domain subdomain ticked usage",
    Kind.FORM_A5: "group category indicator item statement met figure unit",
}
_READ_ROWS: dict[Kind, Callable[[Part], list[dict[str, Fact]]]] = {
    Kind.FORM_A3: typical_enterprises,
    Kind.FORM_A4: ticked_rows,
    Kind.FORM_A5: indicator_rows,
}
_LABELS_ENOUGH = 4
_TITLE_LENGTH = 40


class ApplicationForm:
    """附件3, 附件4 or 附件5. A blank form is recognised as one and gives no values."""

    name = "application_form"
    kinds: tuple[Kind, ...] = (Kind.FORM_A3, Kind.FORM_A4, Kind.FORM_A5)
    reads: tuple[Form, ...] = ("pages", "tables")
    fields: Mapping[Kind, tuple[str, ...]] = {
        kind: (
            *(field.name for field in fields),
            *(("industry_other",) if kind is Kind.FORM_A5 else ()),
            *OPERATING,
            *("commitment", "commitment_date", "commitment_signed", "edition"),
            *of_rows(_ROWS.get(kind, "")),
        )
        for kind, fields in _FIELDS.items()
    }

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """A form by its title and the labels it prints; labels alone (a page torn from its title) count less."""
        texts = [text for text, _ in _texts(part)]
        whole = squeeze("".join(texts))
        scores: dict[Kind, float] = {}
        for kind, title in _TITLES.items():
            if sum(any(squeeze(label) in whole for label in field.labels) for field in _FIELDS[kind]) < _LABELS_ENOUGH:
                continue
            labels = _labels(texts, _FIELDS[kind])
            own = _labels(texts, _OWN[kind])
            titled = any(len(squeeze(text)) <= _TITLE_LENGTH and title.search(squeeze(text)) for text in texts)
            if len(labels) >= _LABELS_ENOUGH and (titled or len(own) >= _LABELS_ENOUGH):
                scores[kind] = round(min(0.98, (0.7 if titled else 0.4) + 0.02 * len(own | labels)), 3)
        return scores

    def extract(self, part: Part, kind: Kind) -> Record:
        """The fields of that form, its operating years, commitment and rows."""
        fields = _FIELDS[kind]
        found = answers(part, fields) | dict(_inline(part, fields))
        facts = {
            field.name: fact for field in fields if field.name in found and (fact := fact_of(field, found[field.name]))
        }
        if kind is Kind.FORM_A3:
            facts = _provider(found) | facts
        if kind is Kind.FORM_A5:
            facts |= _other_industry(found, facts)
        facts |= operating_facts(part) | heading_facts(part, _TITLES[kind]) | commitment_facts(part)
        return part.record(kind, facts, _READ_ROWS[kind](part), self.name)


def _texts(part: Part) -> Iterator[tuple[str, Answer | None]]:
    """Every cell and every word, with its place where it is a cell."""
    method = method_of(part)
    for table in part.tables:
        for row in table.rows:
            for cell in row:
                if cell.text.strip():
                    yield cell.text, cell_answer(table, cell, method)
    for page in part.pages:
        for word in page.words:
            yield word.text, None


def _labels(texts: list[str], fields: tuple[Field, ...]) -> set[str]:
    """The fields whose labels begin one of the texts or one of its lines."""
    lines = (line for text in texts for line in text.split("\n") if line.strip())
    found = (find_label(line, fields) for line in lines)
    return {hit[0].name for hit in found if hit is not None and hit[0].name}


def _inline(part: Part, fields: tuple[Field, ...]) -> Iterator[tuple[str, Answer]]:
    """Counts printed as `接入设备数：128（台/套）` on the lines of one cell."""
    numbers = [(field, _counted(field)) for field in fields if field.type == "number"]
    for text, answer in _texts(part):
        for line in text.split("\n") if answer is not None else ():
            for field, pattern in numbers:
                match = pattern.search(line)
                if match and answer is not None:
                    yield field.name, answer.part(match["figure"])


@lru_cache(maxsize=64)
def _counted(field: Field) -> re.Pattern[str]:
    labels = "|".join(map(re.escape, field.labels))
    return re.compile(rf"(?:{labels})\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*[_＿\s]*(?P<figure>-?\d[\d,，.]*\s*万?)")


def _provider(found: Mapping[str, Answer]) -> dict[str, Fact]:
    """Whose infrastructure is rented: the name behind 服务商 in the IaaS answer."""
    answer = found.get("iaas")
    match = re.search(r"服务商(?:名称)?\s*[:：]?\s*[_＿\s]*([^_＿\s：:][^_＿\n]*)", answer.text) if answer else None
    if answer is None or match is None:
        return {}
    name = without_marks(match[1]).strip("_＿ ：:")
    return {"iaas_provider": answer.part(match[0]).fact("text", name)} if name else {}


def _other_industry(found: Mapping[str, Answer], facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """What is written behind 其他 among the leading industries, where 其他 is ticked."""
    answer, chosen = found.get("industry"), facts.get("industry")
    if answer is None or chosen is None or "其他" not in chosen.value:
        return {}
    match = re.search(r"其他\s*[:：(（]?[\s_＿]*([^\s_＿:：()（）]{2,30})", without_marks(answer.text))
    return {"industry_other": answer.part(match[0]).fact("text", match[1])} if match else {}
