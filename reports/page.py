"""report.html: the discrepancy report in one file that opens offline, with the pixels behind every finding."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evidence.fact import Fact, Status
from evidence.finding import Severity
from evidence.money import Money
from evidence.result import DocumentOut
from reports import chart, titles
from reports.dossier import Dossier, Numbered
from reports.exhibit import Exhibit
from reports.plates import Plates
from reports.sheets.indexes import position
from reports.story import LineStory, stories

BUDGET = 24_000_000
"""Bytes of pictures in the page."""

SHOWN_AT_ONCE = 6
"""Exhibits a finding shows; more of them are folded away."""


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.html."""
    path = out / "report.html"
    path.write_text(render(dossier, plates), encoding="utf-8", newline="\n")
    return path


def render(dossier: Dossier, plates: Plates) -> str:
    """The report as HTML; it refers to nothing outside itself."""
    told = stories(dossier)
    recognition = dossier.verdict.recognition
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            dossier=dossier,
            result=dossier.result,
            figures=dossier.figures,
            policy=dossier.case.policy,
            recognition=recognition,
            verdict=dossier.verdict,
            line_numbers={line.id: line.number for line in dossier.case.declaration.lines},
            form_total=_form_total(dossier),
            stories=told,
            images=_images(_pictured(dossier, told), plates),
            placed=_Placed(),
            waterfall=chart.waterfall(dossier.figures, recognition),
            readings=chart.readings(recognition),
            unread=[row for row in dossier.result.documents if row.status == "unread"],
            citing=_citing(dossier),
            titles=titles,
            shown_at_once=SHOWN_AT_ONCE,
            severities=list(Severity),
        )
    )


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


def _pictured(dossier: Dossier, told: tuple[LineStory, ...]) -> Iterator[Exhibit]:
    """The exhibits with a place for a picture: those of findings first, then of the documents behind lines."""
    of_findings = {item.number: item for one in dossier.findings for item in one.exhibits}
    of_lines = {paper.exhibit.number: paper.exhibit for story in told for paper in story.papers}
    for group in (of_findings, of_lines):
        yield from (group[number] for number in sorted(group))


def _images(wanted: Iterable[Exhibit], plates: Plates) -> dict[str, str]:
    """Data URLs by exhibit number, as far as the budget allows; what comes later is named with file and place only."""
    found: dict[str, str] = {}
    spent = 0
    for one in wanted:
        if one.number in plates.crops and one.number not in found and spent <= BUDGET:
            found[one.number] = "data:image/jpeg;base64," + base64.b64encode(plates.crops[one.number]).decode("ascii")
            spent += len(found[one.number])
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
    )
    environment.filters |= {"money": money, "pages": pages, "position": position, "rate": rate}
    environment.tests["doubtful"] = lambda status: status not in (None, Status.PROVEN)
    return environment


def money(value: Money | Decimal | str) -> str:
    """`1,234.50`."""
    if isinstance(value, Money):
        return value.shown()
    return Money(amount=Decimal(value)).shown()


def pages(row: DocumentOut) -> str:
    """The pages of a document: `1`, `2-4`, `1、3`."""
    numbers = row.pages
    if len(numbers) > 1 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}-{numbers[-1]}"
    return "、".join(map(str, numbers))


def rate(part: Money, whole: Money) -> str:
    """A share as per cent with two decimals; empty for a share of nothing."""
    return f"{part.amount / whole.amount:.2%}" if whole else ""
