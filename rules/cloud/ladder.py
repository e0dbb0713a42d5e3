"""Cutting a whole line and not one of its invoices: the line's value falls, and its last invoices with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.fen import part
from rules.faults import Fault
from rules.waterfall import Cut, Ladder, Piece


def down(ladder: Ladder, pieces: Sequence[Piece], step: str, faults: Iterable[Fault]) -> None:
    """Cut each fault's amount (fen, in the basis of the line) as far as anything is left."""
    for fault in faults:
        amount = min(fault.amount, ladder.value)
        if amount > 0:
            ladder.value -= amount
            ladder.supposed = min(ladder.supposed, ladder.value)
            ladder.cuts.append(Cut(step, fault, amount))
            _lower(pieces, amount)


def _lower(pieces: Sequence[Piece], amount: int) -> None:
    for piece in reversed(pieces):
        taken = min(piece.value, amount)
        piece.left -= min(piece.left, part(taken, piece.ratio[1], piece.ratio[0]))
        amount -= taken


def in_basis(amount: int, pieces: Sequence[Piece]) -> int:
    """A gross amount in the basis of the line: net of tax where its invoices are taken net."""
    gross = sum(piece.share for piece in pieces)
    net = sum(part(piece.share, *piece.ratio) for piece in pieces)
    return part(amount, net, gross) if gross and net != gross else amount
