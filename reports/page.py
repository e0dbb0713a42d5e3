"""report.html: the report in one file that opens offline, and the same template laid out for paper (reports/pdf.py)."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence.fact import Fact, Status
from evidence.finding import Severity
from evidence.money import Money
from evidence.result import DocumentOut
from reports import titles
from reports.charts import charts
from reports.charts.drawing import NAMESPACE, printable
from reports.dossier import Dossier, Numbered
from reports.exhibit import Exhibit
from reports.figures import code_title
from reports.months import months
from reports.particulars import particulars
from reports.plates import Plates
from reports.story import LineStory, Paper, stories
from reports.word import conclusion, issues, opening, sums

Medium = Literal["screen", "paper"]

SHOWN_AT_ONCE = 6
"""Exhibits a finding shows on the screen; more of them are folded away."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many pictures a medium carries: bytes in all, and exhibits with a picture for one finding."""

    size: int
    each: int


BUDGETS: dict[Medium, Budget] = {"screen": Budget(24_000_000, 1000), "paper": Budget(9_000_000, 3)}


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.html."""
    path = out / "report.html"
    path.write_text(render(dossier, plates), encoding="utf-8", newline="\n")
    return path


def render(dossier: Dossier, plates: Plates, medium: Medium = "screen") -> str:
    """The report as HTML; beside itself it refers to the pictures of pages only, and on paper to nothing."""
    told = stories(dossier)
    images = _images(_pictured(dossier, told, medium, plates), plates, BUDGETS[medium].size)
    weighty = [one for one in dossier.findings if issues.bears(dossier, one)]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            paper=medium == "paper",
            dossier=dossier,
            result=dossier.result,
            figures=dossier.figures,
            policy=dossier.case.policy,
            recognition=dossier.verdict.recognition,
            verdict=dossier.verdict,
            engagement=dossier.engagement,
            line_numbers={line.id: line.number for line in dossier.case.declaration.lines},
            form_total=_form_total(dossier),
            stories=told,
            images=images,
            plates=plates.files if medium == "screen" else {},
            months=months(dossier.case),
            charts={one.name: one for one in charts(dossier)},
            placed=_Placed(),
            unread=[row for row in dossier.result.documents if row.status == "unread"],
            citing=_citing(dossier),
            weighty=weighty,
            notable=[one for one in dossier.findings if one not in weighty],
            particulars=particulars(dossier),
            papers=_papers(dossier),
            titles=titles,
            titled=lambda code: code_title(dossier.case.policy, code),
            said=_said(dossier),
            rulings=titles.RULINGS,
            shown_at_once=SHOWN_AT_ONCE,
            severities=list(Severity),
        )
    )


def _said(dossier: Dossier) -> dict[str, object]:
    """What the Word draft says in sentences: both reports say the same."""
    return {
        "suggestion": conclusion.suggestion(dossier),
        "conclusions": conclusion.conclusions(dossier),
        "intake": conclusion.intake(dossier),
        "procedures": conclusion.procedures(dossier),
        "limits": conclusion.limits(dossier),
        "materials": conclusion.materials(dossier),
        "firm": opening.firm(dossier),
        "period": opening.period(dossier),
        "cap": sums.cap(dossier),
        "switches": sums.switches(dossier),
        "asked": sum(len(group.inquiries) for group in dossier.inquiries),
    }


def _form_total(dossier: Dossier) -> tuple[Fact, Exhibit] | None:
    """The total printed in the application form, where it was read in yuan."""
    declaration = dossier.case.declaration
    fact, form = declaration.declared_total, dossier.records.get(declaration.form)
    if fact is None or form is None or fact.type != "money" or fact.currency != "CNY":
        return None
    exhibit = dossier.exhibits.of_fact(form, "declared_investment", fact)
    return (fact, exhibit) if exhibit else None


class _Placed:
    """Remembers which exhibits the page has shown, so that each picture stands in it once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def first(self, number: str) -> bool:
        """Whether it is shown for the first time."""
        new = number not in self._seen
        self._seen.add(number)
        return new

    def has(self, number: str) -> bool:
        """Whether it was shown."""
        return number in self._seen


@dataclass(frozen=True, slots=True)
class FilePaper:
    """One document as the printed index lists it, with its exhibits."""

    row: DocumentOut
    exhibits: tuple[Exhibit, ...]


def _papers(dossier: Dossier) -> tuple[FilePaper, ...]:
    """Every document with its exhibits; those of a file without such a document stand with its first row."""
    by_record: dict[str, list[Exhibit]] = {}
    by_file: dict[str, list[Exhibit]] = {}
    known = {(row.file, row.id) for row in dossier.result.documents}
    for item in dossier.exhibits.all:
        if (item.file, item.record) in known:
            by_record.setdefault(f"{item.file}|{item.record}", []).append(item)
        else:
            by_file.setdefault(item.file, []).append(item)
    found = []
    for file, rows in groupby(dossier.result.documents, key=lambda row: row.file):
        for position_, row in enumerate(rows):
            own = by_record.get(f"{file}|{row.id}", [])
            found.append(FilePaper(row, tuple(own + (by_file.pop(file, []) if position_ == 0 else []))))
    return tuple(found)


def _pictured(dossier: Dossier, told: tuple[LineStory, ...], medium: Medium, plates: Plates) -> Iterator[Exhibit]:
    """The exhibits with a place for a picture: those of findings first, then of the documents behind lines."""
    if medium == "paper":
        for one in dossier.findings:
            yield from [item for item in one.exhibits if item.number in plates.crops][: BUDGETS[medium].each]
        return
    of_findings = {item.number: item for one in dossier.findings for item in one.exhibits}
    of_lines = {paper.exhibit.number: paper.exhibit for story in told for paper in story.papers}
    for group in (of_findings, of_lines):
        yield from (group[number] for number in sorted(group))


def _images(wanted: Iterable[Exhibit], plates: Plates, budget: int) -> dict[str, Markup]:
    """Data URLs by exhibit number, as far as the budget allows; what comes later is named with file and place only."""
    found: dict[str, Markup] = {}
    spent = 0
    for one in wanted:
        if one.number in plates.crops and one.number not in found and spent <= budget:
            data = base64.b64encode(plates.crops[one.number]).decode("ascii")
            found[one.number] = Markup("data:image/jpeg;base64,") + data  # base64 has no character of markup
            spent += len(data)
    return found


def _citing(dossier: Dossier) -> dict[str, list[Numbered]]:
    found: dict[str, list[Numbered]] = {}
    for one in dossier.findings:
        for item in one.exhibits:
            found.setdefault(item.number, []).append(one)
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.filters |= {
        "money": money,
        "rate": rate,
        "drawn": drawn,
        "by_role": by_role,
    }
    environment.tests["doubtful"] = lambda status: status not in (None, Status.PROVEN)
    return environment


def _clean(value: object) -> object:
    """Text of documents without characters that a page may not hold or that turn the direction of reading."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def drawn(svg: str) -> Markup:
    """A chart of ours as markup; its labels were escaped where it was drawn. Inside a page it needs no namespace."""
    return Markup(svg.replace(f' xmlns="{NAMESPACE}"', "", 1))  # noqa: S704 - reports.charts.drawing escapes every label


def money(value: Money | Decimal | str) -> str:
    """`1,234.50`."""
    if isinstance(value, Money):
        return value.shown()
    return Money(amount=Decimal(value)).shown()


def by_role(papers: Sequence[Paper]) -> list[tuple[str, list[Paper]]]:
    """The documents of a line by their role, in the order they come."""
    return [(role, list(own)) for role, own in groupby(papers, key=lambda paper: paper.role)]


def rate(part: Money, whole: Money) -> str:
    """A share as per cent with two decimals; empty for a share of nothing."""
    return f"{part.amount / whole.amount:.2%}" if whole else ""
