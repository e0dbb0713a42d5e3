"""The waterfall of hundreds of thousands of lines at once: columns in, cuts by line, step and code out.

It takes the steps of `rules.waterfall` that columns can express: v2 to v7 and the input tax of v10; contracts (v1),
service periods (v8) and what the notice supports (v9) need the papers themselves. All values are sure, whole fen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rules.wide_ladder import CODES, Cuts, Ladder, falls, parts, sums_before

_V3 = tuple(
    CODES.index(code)
    for code in (
        "invoice_void",
        "invoice_red_offset",
        "duplicate_invoice",
        "buyer_not_applicant",
        "seller_not_contract_party",
    )
)
MOST_MIXED = 16
"""More invoices than this are not searched for a mixture of bases."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Declared lines: fen, whether they were declared net of deductible tax, and the fen that rounding may hide."""

    declared: np.ndarray
    net: np.ndarray
    slack: np.ndarray


@dataclass(frozen=True, slots=True)
class Faces:
    """Invoices: gross and net fen, tax rate in hundredths of a percent (-1 where there are several), and flags.

    `offset` is what red invoices take back; `deductible` whether the policy leaves the tax out; `ours` whether the
    buyer is the applicant; `timely` whether it was issued in the period.
    """

    gross: np.ndarray
    net: np.ndarray
    rate: np.ndarray
    deductible: np.ndarray
    void: np.ndarray
    offset: np.ndarray
    ours: np.ndarray
    timely: np.ndarray


@dataclass(frozen=True, slots=True)
class Shares:
    """Invoices in lines, sorted by line: line, invoice, fen (gross), whether the seller is the contract's.

    `over` is what earlier lines have already claimed of the invoice, see `overdrawn`.
    """

    line: np.ndarray
    invoice: np.ndarray
    amount: np.ndarray
    party: np.ndarray
    over: np.ndarray


@dataclass(frozen=True, slots=True)
class Uses:
    """Parts of payments that pay a share: the share, fen, and flags of the payment.

    `over` is what earlier lines have claimed of it; `personal` cash or a person's account; `ours` whether the
    applicant paid; `party` whether the contract's seller was paid; `timely` whether it was booked in the period.
    """

    share: np.ndarray
    amount: np.ndarray
    over: np.ndarray
    personal: np.ndarray
    ours: np.ndarray
    party: np.ndarray
    timely: np.ndarray


@dataclass(frozen=True, slots=True)
class Judged:
    """What is left of every line, and what was cut: line, step (2 to 10), place of the code in CODES, fen."""

    recognised: np.ndarray
    cuts: Cuts


@dataclass(slots=True)
class _Pieces:
    """What is left of every share while its line falls, and its ratio in the basis of the line."""

    line: np.ndarray
    left: np.ndarray
    over: np.ndarray
    under: np.ndarray

    def value(self, left: np.ndarray, which: np.ndarray | None = None) -> np.ndarray:
        """Fen in the basis of the line."""
        over, under = (self.over, self.under) if which is None else (self.over[which], self.under[which])
        return parts(left, over, under)


def overdrawn(unit: np.ndarray, asked: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """What each use asks of a document beyond its whole amount; uses come in the order of the lines."""
    order = np.argsort(unit, kind="stable")
    before = sums_before(unit[order], asked[order])
    result = np.zeros(len(asked), dtype=np.int64)
    result[order] = np.clip(before + asked[order] - whole[order], 0, asked[order])
    return result


def judge(lines: Lines, faces: Faces, shares: Shares, uses: Uses, paid: np.ndarray) -> Judged:
    """Let every line fall. `paid` is what payments beside each line come to, -1 where it has none.

    In a line declared net, invoices without deductible tax stay gross, unless every invoice was declared net.
    """
    over, under = _ratios(faces)
    ladder = Ladder(lines.declared.astype(np.int64))
    nets = ladder.by_line(shares.line, parts(shares.amount, over[shares.invoice], under[shares.invoice]))
    all_net = np.abs(lines.declared - nets) <= lines.slack
    net = lines.net[shares.line] & (all_net[shares.line] | faces.deductible[shares.invoice])
    pieces = _Pieces(
        shares.line,
        shares.amount.astype(np.int64),
        np.where(net, over[shares.invoice], 1),
        np.where(net, under[shares.invoice], 1),
    )
    _too_few(ladder, pieces, paid)
    _invoices(ladder, pieces, faces, shares)
    _payments(ladder, pieces, uses, paid)
    taxed = np.where(faces.deductible, under - over, 0)[shares.invoice] > 0
    _input_tax(ladder, pieces, lines, shares, np.stack((over[shares.invoice], under[shares.invoice], taxed)))
    return Judged(ladder.value, ladder.cuts())


def _ratios(faces: Faces) -> tuple[np.ndarray, np.ndarray]:
    """Net to gross of each invoice: by its one tax rate where that gives the printed net, else as printed."""
    hundred = np.where(faces.rate >= 0, 10000 + faces.rate, 10000).astype(np.int64)
    whole = np.full(len(hundred), 10000, dtype=np.int64)
    by_rate = (faces.rate >= 0) & (parts(faces.gross, whole, hundred) == faces.net)
    printed = (faces.net > 0) & (faces.net <= faces.gross)
    over = np.where(by_rate, whole, np.where(printed, faces.net, 1))
    return over, np.where(by_rate, hundred, np.where(printed, faces.gross, 1))


def _too_few(ladder: Ladder, pieces: _Pieces, paid: np.ndarray) -> None:
    """v2: no invoice, more paid than invoiced, or only declared too high."""
    count = np.bincount(pieces.line, minlength=len(ladder.value))
    more = paid > ladder.by_line(pieces.line, pieces.left)
    code = np.where(more, CODES.index("payment_over_invoice"), CODES.index("declared_line_mismatch"))
    code = np.where(count == 0, CODES.index("invoice_missing"), code)
    ladder.down_at_once(2, ladder.by_line(pieces.line, pieces.value(pieces.left)), code)


def _invoices(ladder: Ladder, pieces: _Pieces, faces: Faces, shares: Shares) -> None:
    """v3 what is not valid, the gravest first; v4 what was issued outside the period."""
    share, face = shares.amount, shares.invoice
    columns = (
        np.where(faces.void[face], share, 0),
        np.minimum(share, faces.offset[face]),
        shares.over,
        np.where(faces.ours[face], 0, share),
        np.where(shares.party, 0, share),
    )
    target = np.maximum(0, pieces.left - np.sum(columns, axis=0))
    drops = []
    for amount in columns:
        left = np.maximum(target, pieces.left - amount)
        drops.append(pieces.value(pieces.left) - pieces.value(left))
        pieces.left = left
    line, code = np.repeat(pieces.line, len(_V3)), np.tile(_V3, len(share))
    ladder.down(3, ladder.by_line(pieces.line, pieces.value(pieces.left)), line, code, np.stack(drops, axis=1).ravel())
    left = np.where(faces.timely[face], pieces.left, 0)
    late = pieces.value(pieces.left) - pieces.value(left)
    pieces.left = left
    code = np.full(len(share), CODES.index("invoice_out_of_period"))
    ladder.down(4, ladder.by_line(pieces.line, pieces.value(left)), pieces.line, code, late)


def _payments(ladder: Ladder, pieces: _Pieces, uses: Uses, paid: np.ndarray) -> None:
    """v5 paid at all, v6 by and to the right party, v7 inside the period."""
    reach = np.zeros(len(pieces.left), dtype=np.int64)
    np.add.at(reach, uses.share, uses.amount)
    pieces.left = np.minimum(pieces.left, reach)
    none = np.where(paid < 0, CODES.index("payment_evidence_missing"), CODES.index("invoice_unpaid"))
    ladder.down_at_once(5, ladder.by_line(pieces.line, pieces.value(pieces.left)), none)
    again, good = uses.over > 0, ~uses.personal & uses.ours & uses.party
    code = np.select([again, uses.personal, ~uses.ours], [CODES.index(name) for name in _V6[:3]], CODES.index(_V6[3]))
    wrong = np.where(again, np.minimum(uses.amount, uses.over), np.where(good, 0, uses.amount))
    late = np.where(again | ~good | uses.timely, 0, uses.amount)
    late_code = np.full(len(late), CODES.index("payment_out_of_period"))
    order = np.argsort(uses.share, kind="stable")
    for step, amount, codes in ((6, wrong, code), (7, late, late_code)):
        share = uses.share[order]
        np.subtract.at(reach, share, amount[order])
        target = np.minimum(pieces.left, np.maximum(0, reach))
        before = sums_before(share, amount[order])
        highest = np.maximum(target[share], pieces.left[share] - before)
        lowest = np.maximum(target[share], pieces.left[share] - before - amount[order])
        drops = pieces.value(highest, share) - pieces.value(lowest, share)
        pieces.left = target
        limit = ladder.by_line(pieces.line, pieces.value(target))
        ladder.down(step, limit, pieces.line[share], codes[order], drops)


_V6 = ("duplicate_payment", "cash_or_personal_payment", "payer_not_applicant", "payee_not_contract_party")


def _input_tax(ladder: Ladder, pieces: _Pieces, lines: Lines, shares: Shares, ratios: np.ndarray) -> None:
    """v10: the deductible tax inside what is left of lines declared gross, invoice by invoice."""
    over, under, taxed = ratios[0], ratios[1], ratios[2].astype(bool)
    mixed = _mixed(lines, shares, np.where(taxed, shares.amount - parts(shares.amount, over, under), 0))
    nets = np.where(taxed, parts(pieces.left, over, under), pieces.left)
    limit = np.where(mixed, ladder.by_line(pieces.line, nets), ladder.value)
    ladder.down_at_once(10, limit, np.full(len(limit), CODES.index("tax_basis_mismatch")))
    counted = falls(ladder.value, pieces.line, pieces.left)
    tax = np.where(taxed & ~(lines.net | mixed)[pieces.line], counted - parts(counted, over, under), 0)
    code = np.full(len(tax), CODES.index("input_vat_deducted"))
    ladder.down(10, ladder.value - ladder.by_line(pieces.line, tax), pieces.line, code, tax)


def _mixed(lines: Lines, shares: Shares, tax: np.ndarray) -> np.ndarray:
    """The lines declared with some deductible invoices gross and others net; few lines come near enough to try."""
    gross, taxes = (np.zeros(len(lines.declared), dtype=np.int64) for _ in range(2))
    np.add.at(gross, shares.line, shares.amount)
    np.add.at(taxes, shares.line, tax)
    near = ~lines.net & (lines.declared < gross) & (lines.declared > gross - taxes)
    mixed = np.zeros(len(gross), dtype=bool)
    some = np.flatnonzero(near[shares.line] & (tax > 0))
    for place in np.split(some, np.flatnonzero(np.diff(shares.line[some])) + 1):
        if len(place):
            line = shares.line[place[0]]
            mixed[line] = _reached(tax[place][:MOST_MIXED], int(gross[line] - lines.declared[line]))
    return mixed


def _reached(taxes: np.ndarray, target: int) -> bool:
    """Whether some of the taxes add up to the target."""
    sums = np.zeros(1, dtype=np.int64)
    for tax in taxes:
        sums = np.union1d(sums, sums + tax)
    return bool(np.isin(target, sums))
