"""Values of many lines that can only go down, with the reason of every step; each fen is cut once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from evidence.fen import part

CODES = (
    "invoice_missing",
    "payment_over_invoice",
    "declared_line_mismatch",
    "invoice_void",
    "invoice_red_offset",
    "duplicate_invoice",
    "buyer_not_applicant",
    "seller_not_contract_party",
    "invoice_out_of_period",
    "payment_evidence_missing",
    "invoice_unpaid",
    "duplicate_payment",
    "cash_or_personal_payment",
    "payer_not_applicant",
    "payee_not_contract_party",
    "payment_out_of_period",
    "input_vat_deducted",
    "tax_basis_mismatch",
)
"""The codes of the waterfall over columns, in the order of its steps."""
_EXACT = 2**31
"""Products of numbers below this fit in 64 bits even doubled; larger ones are taken one by one."""


def parts(amount: np.ndarray, share: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """`evidence.fen.part` of each: amount times share over whole (share at most whole), half up to the fen."""
    times, rest = np.divmod(amount, whole)
    result = np.asarray(times * share + (2 * rest * share + whole) // (2 * whole), dtype=np.int64)
    for place in np.flatnonzero(whole >= _EXACT):
        result[place] = part(int(amount[place]), int(share[place]), int(whole[place]))
    return result


def sums_before(group: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """What comes before each amount in its group; groups lie together."""
    before = np.cumsum(amount) - amount
    new = np.ones(len(group), dtype=bool)
    new[1:] = np.diff(group) != 0
    first = np.flatnonzero(new)
    sizes = np.diff(np.append(first, len(group)))
    return np.asarray(before - np.repeat(before[first], sizes))


def falls(fall: np.ndarray, line: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """How much of each line's fall each amount takes, the first first; amounts are sorted by line."""
    return np.asarray(np.clip(fall[line] - sums_before(line, amount), 0, amount))


@dataclass(frozen=True, slots=True)
class Cuts:
    """What was cut: line, step, place of the code in CODES, fen; one row for each line, step and code."""

    line: np.ndarray
    step: np.ndarray
    code: np.ndarray
    amount: np.ndarray


@dataclass(slots=True)
class Ladder:
    """The value of every line, and its cuts so far."""

    value: np.ndarray
    taken: list[tuple[int, np.ndarray, np.ndarray, np.ndarray]] = field(default_factory=list)

    def by_line(self, line: np.ndarray, amount: np.ndarray) -> np.ndarray:
        """Sums of amounts by line."""
        total = np.zeros(len(self.value), dtype=np.int64)
        np.add.at(total, line, amount)
        return total

    def down_at_once(self, step: int, limit: np.ndarray, code: np.ndarray) -> None:
        """Lower each line to its limit for one reason."""
        fall = self._fall(limit)
        some = np.flatnonzero(fall)
        self.taken.append((step, some, code[some], fall[some]))

    def down(self, step: int, limit: np.ndarray, line: np.ndarray, code: np.ndarray, amount: np.ndarray) -> None:
        """Lower each line to its limit; the faults (sorted by line) share the fall in their order."""
        fall = self._fall(limit)
        some = np.flatnonzero((amount > 0) & (fall[line] > 0))
        line, code, amount = line[some], code[some], amount[some]
        taken = falls(fall, line, amount)
        if (self.by_line(line, taken) != fall).any():
            raise ValueError(f"v{step}: cut without a reason")
        real = taken > 0
        self.taken.append((step, line[real], code[real], taken[real]))

    def _fall(self, limit: np.ndarray) -> np.ndarray:
        fall = self.value - np.minimum(self.value, np.maximum(0, limit))
        self.value = self.value - fall
        return np.asarray(fall)

    def cuts(self) -> Cuts:
        """All cuts, added up by line, step and code."""
        line, code, amount = (np.concatenate([part[place] for part in self.taken]) for place in (1, 2, 3))
        step = np.repeat([part[0] for part in self.taken], [len(part[1]) for part in self.taken])
        key = (line * 16 + step) * len(CODES) + code
        order = np.argsort(key, kind="stable")
        first = np.flatnonzero(np.diff(key[order], prepend=-1))
        total = np.add.reduceat(amount[order], first) if len(first) else amount
        chosen = order[first]
        return Cuts(line[chosen], step[chosen], code[chosen], total)
