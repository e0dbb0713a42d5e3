"""Payer and payee of a slip: every name, account and bank goes to the block whose heading governs it.

The heading decides, never the side of the page: the account holder's block stands left on the slips of one bank and
right on those of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.fact import Fact
from extractors.anchors import Label, Sheet, Value, unbroken
from extractors.bank_slip.boxes import of_one, without_rims
from extractors.bank_slip.labels import VOCABULARY
from extractors.facts import text_fact
from extractors.tokens import same_line, squeeze

SIDES = ("payer", "payee")
_PARTS = ("name", "account", "bank")
_OUT = re.compile(r"借方?|支|付|D|出账|转出", re.IGNORECASE)
_IN = re.compile(r"贷方?|收|C|入账|转入", re.IGNORECASE)
_BANKISH = re.compile(
    r"银行|支行|分行|营业部|营业室|信用社|联社|农信|农商|财务|国库|储蓄所|支付|网络技术|分理处|BANK", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.\-*]{2,40}@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
"""Accounts with payment firms go by a mail address."""
_STAMPED = re.compile(r"[专用电子回单业务受理章]{2}")
"""What a seal over the end of a number leaves: the number may go on beneath it."""
_NOT_A_NAME = re.compile(
    r"^(?:\d|[¥￥])|专用章|业务章|受理章|电子回单|回单|重要提示|温馨提示|请勿|人民币|第\d*次|打印|^整$|转讫|^[A-Z]{3}$|[:。！!?]"
)


def parties(sheet: Sheet, outgoing: bool | None) -> dict[str, Fact]:
    """The facts payer, payer_account, payer_bank and the same of the payee; `outgoing` places 本方 and 对方."""
    found: dict[str, Fact] = {}
    for label in sorted(sheet.labels, key=lambda x: (x.box.y0, x.box.x0)):
        side, part = side_of(label, sheet, outgoing)
        if not side or _heads_a_list(label, sheet):
            continue
        field = side if part == "name" else f"{side}_{part}"
        fact = _read(sheet, label, part)
        if fact is not None:
            found.setdefault(field, fact)
    for side in SIDES:
        if side not in found:
            fact = _beside_heading(sheet, side)
            if fact is not None:
                found[side] = fact
    return found


def _heads_a_list(label: Label, sheet: Sheet) -> bool:
    """Whether a label is the heading of a column: the receipt of a batch lists its payees behind 序号."""
    return any(x.text == "序号" and x.tail is None and same_line(x.box, label.box) for x in sheet.labels)


def side_of(label: Label, sheet: Sheet, outgoing: bool | None) -> tuple[str, str]:
    """Which party and which part of it a label asks for; empty strings where it asks for neither."""
    head, _, part = label.name.partition("_")
    if part in _PARTS and head in SIDES:
        return head, part
    if part in _PARTS and head in ("own", "counter"):
        return _sided(head, outgoing), part
    if label.name in _PARTS:
        head = _governing(label, sheet)
        return (head if head in SIDES else _sided(head, outgoing)), label.name
    return "", ""


def _sided(head: str, outgoing: bool | None) -> str:
    if outgoing is None:
        return ""
    return "payer" if (head == "own") is outgoing else "payee"


def _governing(label: Label, sheet: Sheet) -> str:
    """The head (payer, payee, own, counter) of a bare label: from a heading left of or above it, or its fellows."""
    headings = [other for other in sheet.labels if other.name in (*SIDES, "own", "counter") and _is_heading(other)]
    paired = _by_pairs(label, sheet, headings) or _by_margin(label, sheet, headings)
    if paired:
        return paired
    fellows = [x for x in sheet.labels if x.name.partition("_")[2] in _PARTS]
    best = min((*headings, *fellows), key=lambda x: _distance(x, label), default=None)
    if best is not None and _distance(best, label) < float("inf"):
        return best.name.partition("_")[0]
    return _complement(sheet)


def _is_heading(label: Label) -> bool:
    return label.tail is None


def _by_pairs(label: Label, sheet: Sheet, headings: Sequence[Label]) -> str:
    """Two equal labels on one line under (or right of) two headings: left belongs to left, right to right."""
    twins = sorted(
        (x for x in sheet.labels if x.name == label.name and same_line(x.box, label.box)), key=lambda x: x.box.x0
    )
    if len(twins) != 2:
        return ""
    for heading in sorted(headings, key=lambda x: abs(x.box.center[1] - label.box.center[1])):
        pair = sorted((x for x in headings if same_line(x.box, heading.box)), key=lambda x: x.box.x0)
        if len(pair) == 2 and pair[0].box.center[1] < label.box.center[1] + 4 * label.box.height:
            return pair[twins.index(label)].name
    return ""


def _by_margin(label: Label, sheet: Sheet, headings: Sequence[Label]) -> str:
    """Two headings one below the other in the margin, each at the middle of its rows: the nearer governs.

    That they stand at the middle shows where a label begins above the upper one; else they head what follows.
    """
    pair = sorted((x for x in headings if x.name in SIDES), key=lambda x: x.box.y0)
    if len(pair) != 2 or pair[0].name == pair[1].name or abs(pair[0].box.x0 - pair[1].box.x0) > pair[0].box.width:
        return ""
    span, edge = pair[1].box.center[1] - pair[0].box.center[1], max(x.box.x1 for x in pair)
    rows = [x for x in sheet.labels if x.name in _PARTS and x.box.x0 >= edge]
    above = [x for x in rows if 0 < pair[0].box.center[1] - x.box.center[1] < span / 2 and x.box.y1 < pair[0].box.y1]
    if not any(not same_line(x.box, pair[0].box) for x in above):
        return ""
    nearest = min(pair, key=lambda x: abs(x.box.center[1] - label.box.center[1]))
    near = abs(nearest.box.center[1] - label.box.center[1]) < span / 2 + label.box.height
    return nearest.name if near and label.box.x0 >= edge else ""


def _distance(heading: Label, label: Label) -> float:
    """How far a heading (or a label that names its party) is from a bare label it may govern."""
    h, x = heading.box, label.box
    dy = max(0.0, x.y0 - h.y1, h.y0 - x.y1)
    governs = heading.name in (*SIDES, "own", "counter") or same_line(h, x)
    if h.x1 <= x.x0 + 0.3 * x.height and dy < 2.5 * x.height and governs:
        return (x.x0 - h.x1) + 2 * dy
    above = h.center[1] < x.center[1] and not same_line(h, x)
    if above and x.y0 - h.y1 < 9 * x.height:
        dx = max(0.0, x.x0 - h.x1, h.x0 - x.x1)
        return 2 * dy + 1.5 * dx
    return float("inf")


def _complement(sheet: Sheet) -> str:
    """Bare labels without heading are the account holder's; beside labels of one party they are the other's."""
    named = {label.name.partition("_")[0] for label in sheet.labels if label.name.partition("_")[2] in _PARTS}
    if "payee" in named and "payer" not in named:
        return "payer"
    if "payer" in named and "payee" not in named:
        return "payee"
    return "own"


def _read(sheet: Sheet, label: Label, part: str) -> Fact | None:
    value = sheet.value(label)
    return None if value is None else read_part(without_rims(unbroken(value)), part)


def read_part(value: Value, part: str) -> Fact | None:
    """The value as a name, account or bank, or None where it cannot be one."""
    if part == "name":
        value = of_one(value)
    text = value.squeezed.strip(":;,。")
    if part == "account" and _MAIL.fullmatch(text):
        return text_fact(value, text)
    if part == "account":
        digits = re.sub(r"[\s\-—_/]", "", text)
        match = re.match(r"[A-Z]{0,4}[\d*]{6,34}", digits)
        rest = digits[match.end() :] if match is not None else ""
        if match is None or sum(char.isdigit() for char in match[0]) < 4 or len(rest) > 12 or _STAMPED.match(rest):
            return None
        return text_fact(value, match[0])
    if part == "bank":
        return text_fact(value) if len(text) >= 4 and _BANKISH.search(text) and not is_label(text) else None
    return text_fact(value) if is_name(text) else None


def is_name(text: str) -> bool:
    """Whether a text can name a person or company: letters, no label, no phrase of the form."""
    text = squeeze(text)
    letters = sum(char.isalpha() for char in text)
    return letters >= 2 and len(text) <= 60 and not _NOT_A_NAME.search(text) and not is_label(text)


def is_label(text: str) -> bool:
    """Whether the text is itself one of the form's labels."""
    return VOCABULARY.whole(text) is not None


def _beside_heading(sheet: Sheet, side: str) -> Fact | None:
    """`付款人：某公司`, where the heading itself is the label of the name."""
    for heading in sheet.named(side):
        value = sheet.value(heading, below=heading.colon)
        fact = read_part(without_rims(value), "name") if value is not None else None
        if fact is not None:
            return fact
    return None


def outgoing_by(text: str) -> bool | None:
    """Whether money left the account holder, by the value of 借贷标志 (借 is out) or 收付标志; None if unclear."""
    bare = squeeze(text)
    leaves, enters = bool(_OUT.search(bare)), bool(_IN.search(bare))
    return leaves if leaves != enters else None
