"""Acceptance and delivery: whether and when what was paid for arrived, how much of it, what proves the completion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from evidence.declared import DeclaredLine
from evidence.document import Method
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key
from evidence.record import Record, Row
from evidence.views import day_of, sure
from rules.amounts import definite
from rules.papers import Papers
from rules.recognition import Workings

DELIVERED = (Kind.DELIVERY_NOTE, Kind.GOODS_RECEIPT)
_CLASS = re.compile(r"\*[^*]*\*")


def _note(papers: Papers) -> str:
    """What must be looked through before anything is called missing; empty where every file was read and named."""
    unknown = sum(record.kind is Kind.OTHER for record in papers.records.values())
    unknown += sum(problem.fatal for problem in (*papers.case.submission.problems, *papers.case.problems))
    return f"（另有{unknown}个文件未能读取或归类，请先核对）" if unknown else ""


def _accepted(papers: Papers, line: DeclaredLine) -> list[Record]:
    return [papers.records[name] for name in papers.evidence(line).acceptances if name in papers.records]


def not_accepted(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Lines with contract and invoice but without acceptance or delivery, where most lines have one."""
    lines = [line for line in papers.case.declaration.lines if papers.evidence(line).invoices]
    with_one = [line for line in lines if papers.evidence(line).acceptances]
    if 2 * len(with_one) <= len(lines):
        return
    papers_of = [record for record in papers.records.values() if record.kind in (Kind.ACCEPTANCE, *DELIVERED)]
    sellers = {name_key(record.text(side)) for record in papers_of for side in ("party_a", "party_b")}
    for line in lines:
        contracts = papers.contracts_of(line)
        if line in with_one or not contracts or any(name_key(contract.seller) in sellers for contract in contracts):
            continue
        message = f"未见第{line.number}项“{line.description}”的验收或到货资料{_note(papers)}"
        yield papers.finding("acceptance_missing", message, (line.id,), papers.cell(line), line=line)


def early_acceptances(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Acceptances dated before their contract was signed, or before the first delivery of their line."""
    seen: set[str] = set()
    for line in papers.case.declaration.lines:
        found = _accepted(papers, line)
        limits = [*_signed(papers, line), *_first_delivery(found)]
        for record in found:
            fact = record.facts.get("accept_date")
            if record.kind is not Kind.ACCEPTANCE or record.id in seen or not sure(fact) or record.id in papers.kept:
                continue
            day = day_of(record, "accept_date")
            for limit, what, spot in limits:
                if day and day < limit:
                    seen.add(record.id)
                    message = f"“{record.file}”验收日期{day}早于{what}{limit}，时序提请说明"
                    evidence = (Evidence.of(record, "accept_date"), spot)
                    yield papers.finding("acceptance_before_delivery", message, (record.id,), evidence)
                    break


def _signed(papers: Papers, line: DeclaredLine) -> Iterator[tuple[date, str, Evidence]]:
    for contract in papers.contracts_of(line)[:1]:
        if contract.signed and sure(contract.record.facts.get("sign_date")):
            yield contract.signed, "合同签订日期", Evidence.of(contract.record, "sign_date")


def _first_delivery(found: Iterable[Record]) -> Iterator[tuple[date, str, Evidence]]:
    notes = [r for r in found if r.kind in DELIVERED and sure(r.facts.get("accept_date")) and day_of(r, "accept_date")]
    for note in sorted(notes, key=lambda record: record.text("accept_date"))[:1]:
        yield note.facts["accept_date"].day, "首次到货日期", Evidence.of(note, "accept_date")


def quantities(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Goods of which fewer were delivered than invoiced, by name; only papers of the line alone count."""
    for line in papers.case.declaration.lines:
        notes = [r for r in _accepted(papers, line) if r.kind in DELIVERED and papers.owners.get(r.id) == line.id]
        invoices = [papers.invoices[a.record] for a in papers.evidence(line).invoices if a.record in papers.invoices]
        if not notes or not all(note.rows for note in notes):
            continue
        billed = _counted([invoice.record for invoice in invoices if not invoice.red])
        kinds = [_counted([note for note in notes if note.kind is kind]) for kind in DELIVERED]
        for item, (count, row, record) in billed.items():
            there = [counts[item] for counts in kinds if item in counts]
            most = max((number for number, *_ in there), default=None)
            if most is not None and most < count:
                message = (
                    f"第{line.number}项“{row.text('item')}”开票数量{count:f}，到货（入库）资料载明数量{most:f}，"
                    "提请关注（未影响本项审定金额）"
                )
                note = next(one for one in there if one[0] == most)
                evidence = [
                    Evidence.at(record, "quantity", row.facts["quantity"]),
                    Evidence.at(note[2], "quantity", note[1].facts["quantity"]),
                ]
                yield papers.finding("delivery_quantity_mismatch", message, (line.id, item), evidence, line=line)


def _counted(records: Iterable[Record]) -> dict[str, tuple[Decimal, Row, Record]]:
    """How many of each item the records list, with the first row; items of which a quantity is unsure are left out."""
    counts: dict[str, tuple[Decimal, Row, Record]] = {}
    unsure: set[str] = set()
    for record in records:
        for row in record.rows:
            item = name_key(_CLASS.sub("", row.text("item")) + row.text("spec"))
            fact = row.facts.get("quantity")
            if fact is None or fact.type != "number" or not definite(fact) or fact.method is Method.DERIVED:
                unsure.add(item)
                continue
            before = counts.get(item)
            counts[item] = (fact.number + (before[0] if before else 0), *(before[1:] if before else (row, record)))
    return {item: found for item, found in counts.items() if item and item not in unsure}


def completion(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A day of completion that no acceptance supports, or that acceptances after the notice's day contradict."""
    form = papers.records.get(papers.case.declaration.form)
    fact = form.facts.get("built_date") if form else None
    limit = date.fromisoformat(papers.policy.built_by)
    if form is None or fact is None or fact.type != "date" or not sure(fact) or fact.day > limit:
        return
    accepted = [record for record in papers.records.values() if record.kind in (Kind.ACCEPTANCE, *DELIVERED)]
    late = [r for r in accepted if sure(r.facts.get("accept_date")) and (day_of(r, "accept_date") or limit) > limit]
    if not accepted:
        message = f"申报表载明建成时间{fact.day}，未见验收、上线等佐证材料{_note(papers)}"
        yield papers.finding("built_date_unsupported", message, (form.id,), (Evidence.of(form, "built_date"),))
    elif late:
        latest = max(late, key=lambda record: record.text("accept_date"))
        message = (
            f"申报表载明建成时间{fact.day}，“{latest.file}”验收日期为{latest.text('accept_date')}，"
            f"晚于{limit}，提请说明"
        )
        evidence = (Evidence.of(form, "built_date"), Evidence.of(latest, "accept_date"))
        yield papers.finding("built_date_unsupported", message, (form.id,), evidence)


RULES = (not_accepted, early_acceptances, quantities, completion)
