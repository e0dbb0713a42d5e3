"""A draft as the case that the rules judge: facts, records, sources, declaration, matching."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bench.faults.draft import Bought, Draft, Fen, Paper
from bench.faults.oracle import wages_declared
from evidence.case import Case
from evidence.declared import Applicant, Category, Declaration, DeclaredLine, Programme
from evidence.document import Method
from evidence.fact import Fact, FactType, Place
from evidence.fen import yuan
from evidence.money import Money
from evidence.policy import Policy
from evidence.policy_file import load_policy
from evidence.record import Record, Row, record_id
from evidence.settings import ROOT
from evidence.source import Source, Submission
from matchers import match


@lru_cache(maxsize=1)
def policy() -> Policy:
    """The notice the drafts are made for."""
    return load_policy("chengdu-2025", ROOT / "configs")


def case_of(draft: Draft) -> Case:
    """The draft as a matched case."""
    papers = list(draft.papers())
    _declare(draft)
    records = {paper: record(paper) for paper in papers}
    declaration = _declaration(draft, records)
    given = tuple(records.values())
    sources = tuple(
        Source(sha256=r.source, path=r.file, size=1, media_type="application/pdf", blob=Path(r.file)) for r in given
    )
    return Case(
        submission=Submission(name=f"试样{draft.seed}", root=Path("试样"), sources=sources),
        records=given,
        problems=tuple(draft.problems),
        declaration=declaration,
        matching=match(declaration, given, policy()),
        policy=policy(),
        notes={record(paper).source: paper.notes for paper in papers if paper.notes},
        elsewhere=tuple(draft.elsewhere),
        imported=draft.imported,
    )


def _declare(draft: Draft) -> None:
    """Write the sums into form and list, where no fault has put other figures."""
    if draft.programme is Programme.PARK:
        draft.form.fields.setdefault("declared_subsidy", Fen(draft.asked))
        return
    total = sum(line.declared for line in draft.lines) + wages_declared(draft)
    draft.listing.fields.setdefault("total", Fen(total))
    stated = (total + draft.form_extra) // draft.form_unit
    draft.form.fields.setdefault("declared_investment", Fen(stated))
    if draft.programme is Programme.CLOUD:
        return
    draft.form.fields.setdefault("declared_subsidy", Fen(min(stated * 15 // 100, 500_000_000)))
    draft.form.fields.setdefault("enterprises_served", len(draft.served.rows))


def fact(value: object, method: Method) -> Fact:
    """A fact of the type its Python value says."""
    if isinstance(value, Fact):
        return value
    kind, text = _typed(value)
    return Fact(type=kind, value=text, raw=text, place=Place(), method=method)


def _typed(value: object) -> tuple[FactType, str]:
    if isinstance(value, Fen):
        return "money", f"{Decimal(int(value)) / 100:.2f}"
    if isinstance(value, bool):
        return "flag", str(value).lower()
    if isinstance(value, int | Decimal):
        return "number", str(value)
    if isinstance(value, date):
        return "date", value.isoformat()
    return "text", str(value)


def record(paper: Paper) -> Record:
    """The record that a perfect reading of the paper gives."""
    sha = hashlib.sha256((paper.copy_of or paper.file).encode()).hexdigest()
    return Record(
        id=record_id(sha, 0),
        kind=paper.kind,
        source=sha,
        file=paper.file,
        pages=(1,),
        facts={name: fact(value, paper.method) for name, value in paper.fields.items()},
        rows=tuple(Row(facts={name: fact(value, paper.method) for name, value in row.items()}) for row in paper.rows),
    )


def _declaration(draft: Draft, records: dict[Paper, Record]) -> Declaration:
    listed = record(draft.listing).id
    form = records.get(draft.form)
    applicant = draft.applicant
    lines = [_line(line, listed) for line in draft.lines]
    if draft.programme is Programme.PLATFORM:
        lines.append(_wages(draft, listed))
    return Declaration(
        applicant=Applicant(
            name=applicant.name, uscc=applicant.uscc, legal_rep=applicant.legal_rep, reg_date=applicant.founded
        ),
        programme=draft.programme,
        declared_total=form.facts.get("declared_investment") if form else None,
        declared_total_step=Money(amount=Decimal("0.005")),
        declared_subsidy=form.facts.get("declared_subsidy") if form else None,
        lines=tuple(lines),
        form=form.id if form else "",
        lists=() if draft.programme is Programme.PARK else (listed,),
    )


def _wages(draft: Draft, listed: str) -> DeclaredLine:
    """The line of a platform's own people."""
    number, amount = draft.personnel_number, wages_declared(draft)
    return DeclaredLine(
        id=f"L-{number}",
        number=number,
        category=Category.PERSONNEL,
        description="人力投入",
        declared=yuan(amount),
        record=listed,
        facts={"declared": fact(Fen(amount), Method.OFFICE)},
    )


def _line(line: Bought, listed: str) -> DeclaredLine:
    contract_no = line.contract_no if line.named != "bare" else ""
    cells = {"declared": Fen(line.declared), "description": line.description, "supplier": line.supplier.name}
    return DeclaredLine(
        id=f"L-{line.number}",
        number=str(line.number),
        category=line.category,
        description=line.description,
        declared=yuan(line.declared),
        supplier=line.supplier.name,
        contract_no=contract_no,
        invoice_nos=tuple(line.invoice_nos),
        receipt_nos=tuple(line.receipt_nos),
        record=listed,
        row=line.number,
        facts={name: fact(value, Method.OFFICE) for name, value in cells.items()},
    )
