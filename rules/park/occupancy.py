"""Occupancy (PRK-04): the premises let or sold over all premises, and how much of that lease and sale contracts bear.

The park's own ledger of premises is the claim; a contract bears the part it names by number, or by enterprise and
area. A lease that ended before the window opened, and a part of a building let twice, count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.finding import Evidence
from evidence.names import name_key, number_key
from evidence.record import Record, Row
from evidence.views import day_of, sure
from rules.park.site import CONFORMITY, Check, Said, Site, conform, figure_of, half_step, number_of, percent

NAME = "入驻率"
_EMPTY = ("空置", "未租", "未售", "待租", "待售", "闲置")


@dataclass(frozen=True, slots=True)
class Measured:
    """Square metres: all, let by the ledger, of these without what ended or was let twice, and borne by contracts."""

    whole: Decimal
    listed: Decimal
    standing: Decimal
    borne: Decimal
    ended: tuple[str, ...]
    twice: tuple[str, ...]


def occupancy(site: Site) -> Check:
    """The share by ledger and by contracts, against the least share and against the form's own figure."""
    row = site.item("入住率", "入驻率", group=CONFORMITY)
    stated, ledger = figure_of(row), site.listing("area")
    declared = f"{stated}%" if stated is not None else ""
    evidence = site.at(row, "figure", "statement")
    found = _measured(site, ledger) if ledger else None
    if ledger is None or found is None or not found.whole:
        message = f"未见可核算入驻率的房源租售清单，所附租售合同{len(site.deeds)}份，入驻率未能核实{site.note}"
        said = Said("park_occupancy_unsupported", message, (site.form.id, NAME), evidence)
        return conform(NAME, declared, message, (said,), known=False)
    evidence = (*evidence, *_first(ledger), *(Evidence.of(deed, "area") for deed in site.deeds))
    told = _told(found)
    least, text = site.terms.occupancy_min * 100, f"{site.terms.occupancy_min:.0%}"
    said_all: list[Said] = []
    if percent(found.standing, found.whole) < least:
        said_all.append(Said("park_occupancy_below_min", f"{told}，低于{text}", (site.form.id, NAME), evidence))
    elif percent(found.borne, found.whole) < least:
        message = f"{told}，租售合同支持部分低于{text}，请补充合同{site.note}"
        said_all.append(Said("park_occupancy_unsupported", message, (site.form.id, NAME), evidence))
    by_ledger = percent(found.listed, found.whole)
    if stated is not None and abs(by_ledger - stated) > half_step(stated):
        message = f"申报表入驻率{stated}%，按房源租售清单为{by_ledger:.2f}%，不一致"
        said_all.append(Said("park_ratio_mismatch", message, (site.form.id, NAME), evidence))
    return conform(NAME, declared, told, tuple(said_all), known=True)


def _told(found: Measured) -> str:
    text = (
        f"可租售面积{found.whole:,.0f}平方米，"
        f"清单已租售{found.listed:,.0f}平方米（{percent(found.listed, found.whole):.2f}%），"
        f"租售合同支持{found.borne:,.0f}平方米（{percent(found.borne, found.whole):.2f}%）"
    )
    if found.ended:
        text += f"；租期已届满：{'、'.join(found.ended[:5])}"
    if found.twice:
        text += f"；同一房源重复列报：{'、'.join(found.twice[:5])}"
    return text


def _first(ledger: Record) -> tuple[Evidence, ...]:
    row = next((row for row in ledger.rows if "area" in row.facts), None)
    return (Evidence.at(ledger, "area", row.facts["area"]),) if row else ()


def _measured(site: Site, ledger: Record) -> Measured | None:
    """The ledger part by part; None where an area was read badly."""
    rows = [row for row in ledger.rows if "area" in row.facts]
    if any(number_of(row, "area") is None for row in rows):
        return None
    totals = dict.fromkeys(("whole", "listed", "standing", "borne"), Decimal(0))
    ended: list[str] = []
    twice: list[str] = []
    rooms: dict[str, Decimal] = {}
    left = list(site.deeds)
    for row in rows:
        size, room = number_of(row, "area") or Decimal(0), name_key(row.text("room"))
        let = bool(row.text("name")) and not any(word in row.text("state") for word in _EMPTY)
        again = bool(room) and room in rooms and rooms[room] == size
        if not again:
            totals["whole"] += size
        if not let:
            rooms.setdefault(room, size)
            continue
        totals["listed"] += size
        deed = _deed_of(row, size, left)
        over = _over(site, row, deed)
        ended += [row.text("contract_no") or row.text("name")] if over else []
        twice += [row.text("room")] if again else []
        if not over and not again:
            totals["standing"] += size
            totals["borne"] += min(size, _size(deed)) if deed else Decimal(0)
        if deed:
            left.remove(deed)
        rooms.setdefault(room, size)
    return Measured(**totals, ended=tuple(ended), twice=tuple(twice))


def _deed_of(row: Row, size: Decimal, deeds: Sequence[Record]) -> Record | None:
    """The contract of a part: by its number, else by the enterprise and the area."""
    number, name = number_key(row.text("contract_no")), name_key(row.text("name"))
    for deed in deeds:
        if number and number_key(deed.text("contract_no")) == number and name in _names(deed):
            return deed
    return next((deed for deed in deeds if name in _names(deed) and _size(deed) == size), None)


def _names(deed: Record) -> set[str]:
    return {name_key(deed.text(side)) for side in ("party_a", "party_b", "lessee")}


def _size(deed: Record) -> Decimal:
    fact = deed.facts.get("area")
    return fact.number if fact is not None and fact.type == "number" and sure(fact) else Decimal(0)


def _over(site: Site, row: Row, deed: Record | None) -> bool:
    """Whether the lease had ended when the window opened, as its contract says, else as the ledger does."""
    end = day_of(deed, "term_end") if deed is not None and sure(deed.facts.get("term_end")) else None
    end = end or (day_of(row, "end") if sure(row.facts.get("end")) else None)
    return end is not None and end < site.papers.policy.window.start
