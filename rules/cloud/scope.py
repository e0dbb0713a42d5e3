"""Only spending on sub-domains that count is recognised (上云费用仅认定企业申报星级评定所要求子域的相关投入): CLD-06.

Bills are judged row by row, invoices item by item; what names no sub-domain itself takes that of its contract and line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.categories import category_of
from evidence.declared import Category, DeclaredLine
from evidence.fen import fen, part
from evidence.finding import Evidence
from evidence.views import sure
from rules.bills import RECHARGE, Used, inside
from rules.cloud.ladder import down, in_basis
from rules.faults import Fault
from rules.papers import Papers
from rules.subdomains import Survey
from rules.waterfall import Ladder, Piece

SHOWN_NAMES = 4
"""So many products stand in one sentence."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Why something does not count, and its sentence's end."""

    code: str
    why: str


def limit_by_scope(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece]) -> None:
    """v9: rows of bills, else items of invoices, else the line as a whole. Without a readable form nothing is cut."""
    found = papers.subdomains
    if found is None or not found.rows:
        return
    own = _line_judged(papers, found, line)
    period = papers.policy.period
    used = [one for one in papers.used.get(line.id, ()) if inside(one, period.start, period.end)]
    if used and all(one.sure for one in used):
        _bills(papers, line, used, (ladder, pieces))
    elif pieces:
        for piece in pieces:
            faults = [f for f in _items(papers, found, piece, own) if not _answered(papers, line, f.code)]
            piece.lower("v9", piece.left - sum(fault.amount for fault in faults), faults)
        met = [fault for piece in pieces for fault in piece.faults.get("v9", []) if fault.amount]
        ladder.down("v9", sum(piece.value for piece in pieces), met)
    elif own and not _answered(papers, line, own.code):
        why = f"第{line.number}项“{line.description}”{own.why}"
        down(ladder, pieces, "v9", [Fault(own.code, ladder.value, why, _line_at(papers, line))])


MISSING = ("fund_detail_row_unmatched", "contract_missing", "invoice_missing")
"""Papers that, were they there, would say which sub-domain was bought."""


def _answered(papers: Papers, line: DeclaredLine, code: str) -> bool:
    """Whether the scenario supposes an answer, by itself or by the papers that come."""
    codes = (code, *MISSING) if code == "cloud_cost_untagged" else (code,)
    return any(papers.scenario.answers(line.id, one) for one in codes)


def _judge(papers: Papers, found: Survey, text: str) -> Judged | bool | None:
    """True where the text names a sub-domain that counts, why it does not count, or None where it says nothing."""
    tags = found.words.tags(text)
    if any(found.counts(key) for key in tags):
        return True
    if tags:
        return _uncounted(found, tags)
    if any(word in text for word in RECHARGE):
        return None
    if found.words.is_outside(text) or category_of(text, papers.policy) is Category.INELIGIBLE:
        return Judged("cloud_cost_out_of_scope", "不属于云资源及服务费用")
    return None


def _uncounted(found: Survey, tags: frozenset[str]) -> Judged:
    """Sub-domains that do not count: ticked without papers, perhaps ticked, or surely not ticked."""
    names = "、".join(sorted({key.rsplit("/", 1)[-1] for key in tags}))
    rows = {row.key: row for row in found.rows}
    if any(rows[key].ticked for key in tags if key in rows):
        return Judged("cloud_cost_untagged", f"对应的勾选子域“{names}”未见佐证，未能归入可计数子域")
    if not all(key in rows and rows[key].sure for key in tags):
        return Judged("cloud_cost_untagged", f"对应子域“{names}”，申报表中是否勾选未能确认")
    why = f"对应子域“{names}”未在申报表中勾选，不属于所申报星级要求子域的投入"
    return Judged("cloud_cost_out_of_scope", why)


_UNTAGGED = Judged("cloud_cost_untagged", "未能对应到申报表所列子域")


def _line_judged(papers: Papers, found: Survey, line: DeclaredLine) -> Judged | None:
    """The line by all that is said of it together; None where it counts."""
    contracts = papers.contracts_of(line)
    texts = [line.description, *(text for c in contracts for text in (c.subject, c.name, c.record.text("scope")))]
    texts += [fact.value for name in ("category",) if (fact := line.facts.get(name))]
    invoices = (papers.invoices.get(a.record) for a in papers.evidence(line).invoices)
    texts += [item for invoice in invoices if invoice for item in invoice.items]
    verdicts = [_judge(papers, found, text) for text in texts]
    if any(verdict is True for verdict in verdicts):
        return None
    return next((verdict for verdict in verdicts if isinstance(verdict, Judged)), _UNTAGGED)


def _line_at(papers: Papers, line: DeclaredLine) -> tuple[Evidence, ...]:
    return papers.cell(line, "description") or papers.cell(line)


def _items(papers: Papers, found: Survey, piece: Piece, own: Judged | None) -> list[Fault]:
    """The share of an invoice whose items do not count."""
    record = piece.invoice.record
    rows = [(row, fen(row.money("amount"))) for row in record.rows if row.text("item") and sure(row.facts["item"])]
    whole = sum(amount for _, amount in rows)
    if whole <= 0:
        return [_whole(piece, own)] if own else []
    costs: dict[Judged, int] = defaultdict(int)
    names: dict[Judged, list[str]] = defaultdict(list)
    for row, amount in rows:
        said = _judge(papers, found, f"{row.text('item')} {row.text('spec')}")
        judged = own if said is None else said if isinstance(said, Judged) else None
        if judged:
            costs[judged] += amount
            names[judged].append(row.text("item"))
    number = piece.invoice.number
    at = {row.text("item"): Evidence.at(record, "item", row.facts["item"]) for row, _ in rows}
    return [
        Fault(
            judged.code,
            part(piece.left, amount, whole),
            f"发票{number}所列“{_some(names[judged])}”{judged.why}",
            tuple(at[name] for name in dict.fromkeys(names[judged])),
        )
        for judged, amount in costs.items()
    ]


def _whole(piece: Piece, own: Judged) -> Fault:
    why = f"发票{piece.invoice.number}{own.why}"
    return Fault(own.code, piece.left, why, (Evidence.of(piece.invoice.record, "total_incl_tax"),))


def _some(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    return "、".join(listed[:SHOWN_NAMES]) + (f"等{len(listed)}项" if len(listed) > SHOWN_NAMES else "")


def _bills(papers: Papers, line: DeclaredLine, used: Sequence[Used], state: tuple[Ladder, list[Piece]]) -> None:
    """Rows of bills that do not count, as far as the line claims more than the rest of the bills."""
    ladder, pieces = state
    found = papers.subdomains
    if found is None:
        return
    costs: dict[Judged, int] = defaultdict(int)
    rows: dict[Judged, list[Used]] = defaultdict(list)
    for one in used:
        said = _judge(papers, found, f"{one.product} {one.row.text('item')}")
        judged = _UNTAGGED if said is None else said if isinstance(said, Judged) else None
        if judged and not _answered(papers, line, judged.code):
            costs[judged] += one.cash
            rows[judged].append(one)
    claimed = max(0, ladder.value - in_basis(sum(one.cash for one in used) - sum(costs.values()), pieces))
    for judged, amount in costs.items():
        taken = min(claimed, in_basis(amount, pieces))
        claimed -= taken
        why = f"云账单所列“{_some(one.product for one in rows[judged])}”{judged.why}"
        down(ladder, pieces, "v9", [Fault(judged.code, taken, why, tuple(one.at("product") for one in rows[judged]))])
