"""Invented records of thousands of submissions as columns: what invoices and slips of audits look like in the mass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FIRST, LAST = 738886, 739251
"""Ordinals of 2024-01-01 and 2024-12-31."""
SUPPLIERS, LINES = 40, 2
"""Suppliers of a submission, lines a supplier."""
MIX = {"lump": 0.015, "part": 0.02, "unpaid": 0.01, "refund": 0.01, "twice": 0.01, "payee": 0.02}
"""Deals by document that are not one invoice for one payment; as many instalments as lump sums, advances as unpaid."""
KINDS = (*MIX, "instalments", "advance", "plain")
PLACES = ("成都", "重庆", "绵阳", "德阳", "宜宾", "泸州", "南充", "乐山")
WORDS = ("云杉", "松果", "青禾", "远山", "百川", "星河", "明德", "嘉陵", "锦绣", "天府")
TRADES = ("软件", "信息", "网络", "数据", "智能", "电子", "机电", "自动化")


@dataclass(frozen=True, slots=True)
class Invoices:
    """One row an invoice; `deal` is the truth, which nothing but the count of right answers may look at."""

    submission: np.ndarray
    line: np.ndarray
    number: np.ndarray
    seller: np.ndarray
    buyer: np.ndarray
    gross: np.ndarray
    net: np.ndarray
    rate: np.ndarray
    day: np.ndarray
    void: np.ndarray
    special: np.ndarray
    red_of: np.ndarray
    deal: np.ndarray


@dataclass(frozen=True, slots=True)
class Payments:
    """One row a payment."""

    submission: np.ndarray
    number: np.ndarray
    payer: np.ndarray
    payee: np.ndarray
    amount: np.ndarray
    day: np.ndarray
    deal: np.ndarray


@dataclass(frozen=True, slots=True)
class Records:
    """All records, the applicant of each submission, the contract's seller and the declared fen of each line."""

    invoices: Invoices
    payments: Payments
    applicants: np.ndarray
    sellers: np.ndarray
    declared: np.ndarray


def names(count: int, kind: str) -> np.ndarray:
    """So many different company names."""
    made = []
    for n in range(count):
        place, word, trade = PLACES[n % 8], WORDS[n // 8 % 10], TRADES[n // 80 % 8]
        made.append(f"{place}{word}{trade}{kind}{n // 640:04d}号有限公司")
    return np.array(made, dtype=object)


def spelt(name: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The names as papers print them: now and then with a space, or as 有限责任公司."""
    codes, every = pd.factorize(name)
    ways = np.stack(
        (
            every,
            every,
            every,
            np.array([n.replace("有限公司", "有限责任公司") for n in every], dtype=object),
            np.array([f"{n[:2]} {n[2:]}" for n in every], dtype=object),
        )
    )
    return ways[rng.integers(0, len(ways), len(name)), codes]


def amounts(count: int, rng: np.random.Generator) -> np.ndarray:
    """Fen: mostly odd, three in ten round to 100 yuan, a tenth one of a few monthly fees."""
    fen = np.exp(rng.normal(13.5, 1.2, count)).astype(np.int64) + 10_000
    kind = rng.random(count)
    fees = np.array([300_000, 500_000, 880_000, 1_200_000])
    fen = np.where(kind < 0.3, (fen // 10_000 + 1) * 10_000, fen)
    return np.where(kind > 0.9, fees[rng.integers(0, 4, count)], fen)


def generate(submissions: int, each: int, seed: int = 20240101) -> Records:
    """`each` invoices and as many payments a submission, one submission after the other, inside it in no order."""
    rng = np.random.default_rng(seed)
    deals = _deals(submissions * each, submissions * SUPPLIERS * LINES, rng)
    applicants, pool = names(submissions, "科技"), names(max(2 * SUPPLIERS, submissions * 4), "技术")
    sellers = pool[rng.integers(0, len(pool), submissions * SUPPLIERS)].repeat(LINES)
    invoices = _invoices(deals, applicants, sellers, rng)
    payments = _payments(deals, applicants, sellers, pool, rng)
    return Records(invoices, payments, applicants, sellers, _declared(invoices, len(sellers), rng))


@dataclass(frozen=True, slots=True)
class _Deals:
    """Deals by kind (place in KINDS), line, day and whole fen; and their pieces where one side has several."""

    kind: np.ndarray
    line: np.ndarray
    day: np.ndarray
    fen: np.ndarray
    piece_deal: np.ndarray
    piece_fen: np.ndarray

    def of(self, *kinds: str) -> np.ndarray:
        """Which deals are of these kinds."""
        return np.isin(self.kind, [KINDS.index(kind) for kind in kinds])


def _deals(documents: int, lines: int, rng: np.random.Generator) -> _Deals:
    """Deals that come to so many invoices, and as many payments."""
    count = {kind: int(documents * share) for kind, share in MIX.items()}
    sizes = rng.integers(2, 5, count["lump"])
    used = count["lump"] + int(sizes.sum()) + count["part"] + count["unpaid"] + count["payee"]
    used += 2 * (count["refund"] + count["twice"])
    count |= {"instalments": count["lump"], "advance": count["unpaid"], "plain": documents - used}
    kind = np.repeat(np.arange(len(KINDS)), [count[name] for name in KINDS])
    size = np.ones(len(kind), dtype=np.int64)
    for name in ("lump", "instalments"):
        size[kind == KINDS.index(name)] = sizes
    piece = np.repeat(np.arange(len(kind)), size)
    fen, whole = amounts(len(piece), rng), np.zeros(len(kind), dtype=np.int64)
    np.add.at(whole, piece, fen)
    day = rng.integers(FIRST - 5, LAST + 5, len(kind))
    return _Deals(kind, rng.integers(0, lines, len(kind)), day, whole, piece, fen)


def _rows(deals: _Deals, several: str, without: str) -> tuple[np.ndarray, np.ndarray]:
    """Deal and fen of the documents of one side: the pieces of one kind, one document of the others."""
    pieces = deals.of(several)[deals.piece_deal]
    single = np.flatnonzero(~deals.of(several, without))
    deal = np.concatenate((deals.piece_deal[pieces], single))
    return deal, np.concatenate((deals.piece_fen[pieces], deals.fen[single]))


def _again(deals: _Deals, deal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows handed in a second time and those taken back."""
    return np.flatnonzero(deals.of("twice")[deal]), np.flatnonzero(deals.of("refund")[deal])


def _invoices(deals: _Deals, applicants: np.ndarray, sellers: np.ndarray, rng: np.random.Generator) -> Invoices:
    deal, fen = _rows(deals, "lump", "advance")
    twice, back = _again(deals, deal)
    row = np.concatenate((np.arange(len(deal)), twice, back))
    number = _numbers(len(deal) + len(back), 24_512_000_000_000_000_000 // 10**6, rng)
    red_of = np.full(len(row), "", dtype=object)
    red_of[len(deal) + len(twice) :] = number[back]
    gross = np.concatenate((fen, fen[twice], -fen[back]))
    rate = np.array([600, 1300, 300, 100])[rng.choice(4, len(deal), p=(0.6, 0.25, 0.1, 0.05))][row]
    line = deals.line[deal][row]
    line[len(deal) : len(deal) + len(twice) // 2] = rng.integers(0, len(sellers), len(twice) // 2)
    submission = line // (SUPPLIERS * LINES)
    order = np.lexsort((rng.random(len(row)), submission))
    columns = Invoices(
        submission=submission,
        line=line,
        number=np.concatenate((number[: len(deal)], number[twice], number[len(deal) :])),
        seller=spelt(sellers[line], rng),
        buyer=_mostly(spelt(applicants[submission], rng), applicants, rng),
        gross=gross,
        net=(2 * gross * 10_000 + 10_000 + rate) // (2 * (10_000 + rate)),
        rate=rate,
        day=deals.day[deal][row].astype(np.int32),
        void=(rng.random(len(deal)) < 0.003)[row],
        special=(rng.random(len(deal)) < 0.6)[row],
        red_of=red_of,
        deal=deal[row],
    )
    return Invoices(*(_in(order, getattr(columns, name)) for name in Invoices.__slots__))


def _payments(
    deals: _Deals, applicants: np.ndarray, sellers: np.ndarray, pool: np.ndarray, rng: np.random.Generator
) -> Payments:
    deal, fen = _rows(deals, "instalments", "unpaid")
    twice, back = _again(deals, deal)
    row = np.concatenate((np.arange(len(deal)), twice, back))
    part = deals.of("part")[deal]
    fen = np.where(part, np.maximum(1, fen * rng.integers(2, 9, len(fen)) // 10), fen)
    line = deals.line[deal]
    payee = spelt(sellers[line], rng)
    others = np.flatnonzero(deals.of("payee")[deal])
    payee[others] = pool[rng.integers(0, len(pool), len(others))]
    where = line[row] // (SUPPLIERS * LINES)
    where[len(deal) : len(deal) + len(twice) // 2] = rng.integers(0, len(applicants), len(twice) // 2)
    number = _numbers(len(deal) + len(back), 10**13, rng)
    order = np.lexsort((rng.random(len(row)), where))
    columns = Payments(
        submission=where,
        number=np.concatenate((number[: len(deal)], number[twice], number[len(deal) :])),
        payer=_mostly(spelt(applicants[where], rng), applicants, rng),
        payee=payee[row],
        amount=np.concatenate((fen, fen[twice], -fen[back])),
        day=(deals.day[deal] + rng.integers(0, 60, len(deal)))[row].astype(np.int32),
        deal=deal[row],
    )
    return Payments(*(_in(order, getattr(columns, name)) for name in Payments.__slots__))


def _in(order: np.ndarray, column: np.ndarray) -> np.ndarray:
    """The column in that order; texts are made anew, as if each document had just been read."""
    ordered = column[order]
    return ordered.astype(str).astype(object) if ordered.dtype == object else ordered


def _numbers(count: int, first: int, rng: np.random.Generator) -> np.ndarray:
    """So many different document numbers, in no order."""
    return (first + rng.permutation(count)).astype(str).astype(object)


def _mostly(own: np.ndarray, applicants: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The names, one in a hundred somebody else's."""
    other = np.flatnonzero(rng.random(len(own)) < 0.01)
    own[other] = applicants[rng.integers(0, len(applicants), len(other))]
    return own


def _declared(invoices: Invoices, lines: int, rng: np.random.Generator) -> np.ndarray:
    """What each line declares: its invoices, one in fifty a little more."""
    total = np.zeros(lines, dtype=np.int64)
    np.add.at(total, invoices.line, np.maximum(0, invoices.gross))
    return np.where(rng.random(lines) < 0.02, total + total // 50, total)
