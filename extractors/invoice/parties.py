"""Buyer and seller: the two blocks of an invoice, each a few labels and the lines printed beside them.

Print is often shifted against the form, so lines are not matched to the nearest label. All lines of a block are
assigned to its labels at once, in order, by the assignment that fits positions and contents best; a line that fits
nowhere (a piece of a seal, a remark) is left out.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence.document import Method
from evidence.fact import Place
from evidence.names import plain_name
from extractors.invoice.face import Face
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings
from extractors.invoice.tokens import Token, merged, rows_of
from extractors.values.identifiers import compact, parse_tax_id

_SLOTS = (Label.NAME, Label.TAX_ID, Label.ADDRESS, Label.BANK)
_SHIFTS = (0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2, 1.6)
_SKIP_COST = 2.2
_STRAY_COST = 2.0
_JOINT = 1.5
"""Lines of print beyond which two words on a row are not one value."""
_LINES_MAX = 9
_BANK = re.compile(r"银行|信用社|支行|分行|分理处|农商|[工农中建交招]行|账号|信用联社|营业部|财务公司")
_STREET = re.compile(r"[路街道号室楼层村镇区县市栋幢座巷弄园]")
_LABEL_REST = re.compile(r"^\s*\S{0,2}[:;,]\s*")
"""The end of a misread label before a name: no name has a colon in its first characters."""
_HEAD_VALUE = re.compile(r"\d{8}|\d{10}|\d{12}|\d{20}|20\d\d年\d{1,2}月\d{1,2}日")
"""Numbers and dates of the head, where their labels cannot be read."""
_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}$|1\d{10}$|\d{3,4}-\d{7,8}")
_COMPANY = re.compile(
    r"(?:公司|集团|厂|店|部|所|院|中心|银行|学校|大学|协会|合作社|馆|站|社|局|行|会|户|室|园|城|铺|坊|厅|吧|屋|庄|场|厨房|工作室)"
    r"(?:\(.{1,12}\))?$"
)
_LABEL_WORDS = re.compile(
    r"纳税人|识别号|开户行|账号|地址|电话|名称:?$|统一社会|密码|发票|合计|规格型号|税率|单价|购买方|销售方"
)


@dataclass(frozen=True, slots=True)
class Block:
    """The rectangle of one party, its labels, and the lines of values beside them."""

    party: str
    labels: dict[Label, Token]
    lines: list[Token]
    height: float
    column: float | None = None
    """Where the values begin, from the tax id, for a block whose labels cannot be read."""


def read_parties(face: Face, readings: Readings) -> None:
    """Add names, tax ids and the seller's bank from both blocks, and what the seal says."""
    for block in _blocks(face):
        taken = assign(block)
        name = _name(taken.get(Label.NAME, []), labelled=Label.NAME in block.labels)
        if name is not None:
            readings.add(f"{block.party}_name", name)
        for token in taken.get(Label.TAX_ID, []):
            for reading in _tax_ids(token):
                readings.add(f"{block.party}_tax_id", reading)
        bank = taken.get(Label.BANK, [])
        if bank and block.party == "seller":
            token = merged(bank, " ")
            readings.add("seller_bank", _reading(token, token.text, token.confidence))
    _labelled_parties(face, readings)
    _seal(face, readings)


def _labelled_parties(face: Face, readings: Readings) -> None:
    """Labels that name the party themselves (购买方名称, 销方识别号), wherever they stand, as on rolls."""
    for label in face.labelled(Label.NAME, Label.TAX_ID):
        party = {"购": "buyer", "销": "seller"}.get(label.squeezed[:1])
        found = face.right_of(label)
        if party is None or not found:
            continue
        token = next(_lines(found, face.height))
        for reading in [_name([token])] if label.is_label(Label.NAME) else list(_tax_ids(token)):
            readings.add(f"{party}_{'name' if label.is_label(Label.NAME) else 'tax_id'}", reading)


def _blocks(face: Face) -> Iterator[Block]:
    """The two blocks: side by side above the items (数电票), or one above the items and one below the total."""
    height = face.height
    upper = [t for t in face.labelled(Label.NAME, Label.TAX_ID) if t.y < face.frame.items]
    split = _split(face, upper)
    if split is not None:
        top = _upper_top(face)
        yield _block(face, "buyer", (0.0, top, split, face.frame.items - 0.5 * height), aligned=False)
        yield _block(face, "seller", (split, top, face.page.width, face.frame.items - 0.5 * height), aligned=False)
        return
    yield _block(face, "buyer", (0.0, _upper_top(face), _upper_right(face), face.frame.items - 0.5 * height))
    lower = face.frame.words + 0.7 * height
    yield _block(face, "seller", (0.0, lower, _lower_right(face), _lower_bottom(face)))


def _split(face: Face, upper: Sequence[Token]) -> float | None:
    """Where the seller's block begins, if both blocks stand side by side; None otherwise."""
    height = face.height
    for kind in (Label.NAME, Label.TAX_ID):
        same = [t for t in upper if t.label is kind]
        for a, b in itertools.combinations(sorted(same, key=lambda t: t.box.x0), 2):
            if abs(a.y - b.y) < 1.5 * height and b.box.x0 - a.box.x1 > 4 * height:
                return b.box.x0 - 0.6 * height
    ids = [t for t in face.values if t.y < face.frame.items and _is_id(t.text)]
    for a, b in itertools.combinations(sorted(ids, key=lambda t: t.box.x0), 2):
        if abs(a.y - b.y) < 1.2 * height and b.box.x0 > a.box.x1 and a.box.x1 < face.frame.middle + 4 * height:
            names = [
                t for t in face.values if t.y < face.frame.items and t.box.x0 > a.box.x1 and abs(t.y - b.y) < 4 * height
            ]
            return min(t.box.x0 for t in [*names, b]) - 0.5 * height
    return None


def _upper_top(face: Face) -> float:
    """Where the buyer's block begins: a little above its first label, else below the head."""
    height, items = face.height, face.frame.items
    first = [t.y for t in face.labelled(Label.NAME) if t.y < items]
    if first:
        return min(first) - 0.9 * height
    cipher = [t.box.y0 for t in face.cipher if t.y < items]
    if cipher:
        return min(cipher) - 0.8 * height
    for kind, lines in ((Label.TAX_ID, 3.0), (Label.ADDRESS, 5.0)):
        other = [t.y for t in face.labelled(kind) if t.y < items]
        if other:
            return min(other) - lines * height
    head = face.labelled(Label.CODE, Label.NUMBER, Label.DATE, Label.CHECK, Label.MACHINE)
    head += [t for t in face.values if t.x > face.frame.middle and _HEAD_VALUE.fullmatch(t.squeezed)]
    return max((t.box.y1 for t in head if t.y < items), default=0.0)


def _upper_right(face: Face) -> float:
    """Where the buyer's block ends: at the cipher block, or its label, or past the middle."""
    height = face.height
    edges = [t.box.x0 for t in face.cipher if t.y < face.frame.items]
    edges += [t.box.x0 for t in face.labelled(Label.CIPHER) if t.y < face.frame.items]
    far = [x for x in edges if x > face.frame.left + 8 * height]
    return min(far) - 0.2 * height if far else face.frame.left + 0.62 * (face.frame.right - face.frame.left)


def _lower_right(face: Face) -> float:
    """Where the seller's block ends: at the remarks, or where the cipher block begins above, or past the middle."""
    height, words = face.height, face.frame.words
    marks = [t for t in face.labels if t.y > words and (t.is_label(Label.REMARK) or t.squeezed in ("备", "注"))]
    far = [t.box.x0 for t in marks if t.box.x0 > face.frame.left + 8 * height]
    if far:
        return min(far) - 0.2 * height
    return _upper_right(face) - height


def _lower_bottom(face: Face) -> float:
    """Where the seller's block ends below: above the signatures."""
    height, words = face.height, face.frame.words
    signs = [t.y for t in face.labelled(Label.PAYEE, Label.REVIEWER, Label.DRAWER) if t.y > words + 2 * height]
    return min(signs) - 0.35 * height if signs else words + 9 * height


def _block(face: Face, party: str, zone: tuple[float, float, float, float], *, aligned: bool = True) -> Block:
    """The labels and lines inside a zone; `aligned` where all values of the block begin in one column."""
    left, top, right, bottom = zone
    labels: dict[Label, Token] = {}
    for token in face.labelled(*_SLOTS):
        if left - face.height <= token.box.x0 and token.x < right and top <= token.y <= bottom + 0.3 * face.height:
            labels.setdefault(token.label or Label.NAME, token)
    edge = min((t.box.x1 for t in labels.values()), default=left) - 1.5 * face.height
    first = min((t.box.x0 for t in labels.values()), default=left) - face.height
    inside = [
        t
        for t in face.values
        if (edge <= t.box.x0 or (first <= t.box.x0 and t.box.x1 > edge + 4 * face.height))
        and t.box.x0 < right
        and top <= t.y <= bottom
        and t.x < right + 2 * face.height
    ]
    inside = [t for t in inside if not _is_upright(t) and not _under_label(t, labels)]
    lines = list(_lines(inside, face.height))
    ids = [line.box.x0 for line in lines if _is_id(line.text)]
    return Block(party, labels, lines, face.height, min(ids) if ids and aligned and not labels else None)


def _is_upright(token: Token) -> bool:
    """Text running down the page: margin notes, 购买方, pieces of a seal."""
    return len(token.squeezed) > 1 and token.printed.height > 1.5 * token.printed.width


def _under_label(token: Token, labels: dict[Label, Token]) -> bool:
    """Whether a short piece stands left of where the labels end: a torn label, not a value."""
    return bool(labels) and len(token.squeezed) <= 2 and token.box.x1 <= min(t.box.x1 for t in labels.values())


def _lines(tokens: Iterable[Token], height: float) -> Iterator[Token]:
    """The values line by line, neighbours on a line joined."""
    for row in rows_of(tokens, height):
        run = [row[0]]
        for token in row[1:]:
            if token.box.x0 - run[-1].box.x1 > _JOINT * height:
                yield _line(run)
                run = []
            run.append(token)
        yield _line(run)


def _line(run: list[Token]) -> Token:
    cjk = all(re.search(r"[^\x00-\x7f]", t.text) for t in run)
    return merged(run, "" if cjk else " ") if len(run) > 1 else run[0]


def assign(block: Block) -> dict[Label, list[Token]]:
    """The lines of a block by the label they answer: in order, at the least cost over positions and contents."""
    lines = [line for line in block.lines if len(line.squeezed) > 1]
    lines = sorted(lines, key=lambda t: (t.y, t.box.x0))[:_LINES_MAX]
    if not lines:
        return {}
    shifts = _SHIFTS if len(block.labels) >= 2 else (0.0,)
    options = [(*_best(block, lines, shift), shift) for shift in shifts]
    _, slots, _ = min(options, key=lambda option: option[0] + 0.35 * abs(option[2]))
    taken: dict[Label, list[Token]] = {}
    for line, slot in zip(lines, slots, strict=True):
        if slot is not None:
            taken.setdefault(_SLOTS[slot], []).append(line)
    return taken


def _best(block: Block, lines: Sequence[Token], shift: float) -> tuple[float, list[int | None]]:
    """The cheapest assignment of lines to slots in order, for one shift of the print: dynamic programming."""
    states: dict[int, tuple[float, list[int | None]]] = {0: (0.0, [])}
    for line in lines:
        costs = [_cost(block, line, slot, shift) for slot in range(len(_SLOTS))]
        following: dict[int, tuple[float, list[int | None]]] = {}
        for reached, (spent, path) in states.items():
            _keep(following, reached, spent + _SKIP_COST, [*path, None])
            for slot in range(reached, len(_SLOTS)):
                again = _again(lines, path, slot, line, block.height)
                _keep(following, slot, spent + costs[slot] + again, [*path, slot])
        states = following
    return min(states.values(), key=lambda state: state[0])


def _again(lines: Sequence[Token], path: list[int | None], slot: int, line: Token, height: float) -> float:
    """What a further line in a slot costs: little below the first one or right behind it, much elsewhere."""
    if slot not in path:
        return 0.0
    first = lines[path.index(slot)]
    aligned = abs(line.box.x0 - first.box.x0) < 2.5 * height and abs(line.y - first.y) > 0.6 * height
    follows = abs(line.y - first.y) < 0.6 * height and 0 <= line.box.x0 - first.box.x1 < 2.5 * height
    return 0.25 if aligned or follows else _STRAY_COST


def _keep(states: dict[int, tuple[float, list[int | None]]], slot: int, cost: float, path: list[int | None]) -> None:
    if slot not in states or cost < states[slot][0]:
        states[slot] = (cost, path)


def _cost(block: Block, line: Token, slot: int, shift: float) -> float:
    """How badly a line fits a slot: by its content, and by its distance from the label's row."""
    kind = _SLOTS[slot]
    label = block.labels.get(kind)
    if label is None:
        position = 0.4 if not block.labels else 0.9 if len(block.labels) != 2 else 1.6
        if block.column is not None:
            position += min(0.25 * abs(line.box.x0 - block.column) / block.height, 2.0)
    else:
        position = min(0.75 * abs(line.y - label.y - shift * block.height) / block.height, 4.0)
    return position + content_cost(line, kind)


def content_cost(line: Token, kind: Label) -> float:
    """How unlike a text is to what the slot holds; 0 is typical, 3 and more is out of the question."""
    return _content_cost(line.text, kind)


@lru_cache(maxsize=2048)
def _content_cost(printed: str, kind: Label) -> float:
    """The same few lines are weighed for every slot and shift."""
    text, is_id = "".join(printed.split()), _is_id(printed)
    if kind is Label.TAX_ID:
        return 0.0 if is_id else 1.2 if len(re.findall(r"\d", text)) >= 10 and len(text) <= 22 else 3.5
    if kind is Label.NAME:
        return _name_cost(text, is_id=is_id)
    bank = bool(_BANK.search(text)) and bool(re.search(r"\d{5}", text))
    if kind is Label.BANK:
        return 0.0 if bank else 0.4 if re.search(r"\d{8}", text) or _BANK.search(text) else 1.2
    wrong = 1.5 if bank else 2.0 if is_id else 0.0
    likely = bool(_STREET.search(text)) or bool(_PHONE.search(text))
    return wrong + (0.0 if likely and not _COMPANY.search(text) else 0.8)


def _name_cost(text: str, *, is_id: bool) -> float:
    cost = 0.0
    if is_id:
        cost += 4.0
    if not re.search(r"[^\W\d_]{2}", text):
        cost += 3.0
    if re.search(r"\d{5}", text):
        cost += 2.0
    elif _PHONE.search(text):
        cost += 1.5
    if _LABEL_WORDS.search(text):
        cost += 2.5
    if not _COMPANY.search(text):
        cost += 0.5 + 0.7 * bool(_STREET.search(text) and re.search(r"\d", text))
    return cost


@lru_cache(maxsize=1024)
def _is_id(printed: str) -> bool:
    """Whether a text has the shape of a tax id; the check code and other long numbers have not."""
    text = re.sub(r"^[^0-9A-Z]+", "", compact(printed))
    if not re.fullmatch(r"[0-9A-Z]{15,20}", text) or sum(c.isdigit() for c in text) < 7:
        return False
    if len(text) == 20 and not re.match(r"\d{6}(?:19|20)\d\d[01]\d[0-3]\d", text):
        return False
    return not re.search(r"[A-Z]{6}", text) or text[:2] == "91"


def _name(lines: Sequence[Token], *, labelled: bool = True) -> Reading | None:
    """The name, its lines joined; without a label of its own, what the label became is taken off."""
    if not lines:
        return None
    kept = [line for line in lines if _name_cost(line.squeezed, is_id=_is_id(line.text)) < 2.5] or []
    if not kept:
        return None
    token = merged(kept)
    text = plain_name(_LABEL_REST.sub("", token.text).strip(" :·.,、|"))
    if not labelled and token.method is Method.OCR and len(text) >= 5 and text[0] in "称你稱祢":
        text = text[1:]
    return _reading(token, text, token.confidence) if len(text) >= 2 else None


def _tax_ids(token: Token) -> Iterator[Reading]:
    """The tax id of a line, and those of its other readings."""
    for text in (token.text, *token.alternatives):
        found = re.sub(r"^[^0-9A-Za-z]+", "", text)
        tax_id = parse_tax_id(found)
        if tax_id is not None:
            yield _reading(token, tax_id.text, token.confidence if text == token.text else token.confidence * 0.8)


def _reading(token: Token, value: str, confidence: float) -> Reading:
    return Reading(value, token.text, token.method, Place.at(token.page, token.printed), "page", confidence, weight=2.0)


def _seal(face: Face, readings: Readings) -> None:
    """What the invoice seal (发票专用章) says of the seller: its name and tax id, a second print of both."""
    if face.page.method is not Method.OCR:
        return
    left, words = _lower_right(face), face.frame.words
    heights = [t.box.height for t in face.values] or [face.height]
    for token in face.values:
        if token.x < left or token.y < words - 3 * face.height:
            continue
        for text in (token.text, *token.alternatives):
            found = re.search(r"[0-9A-Z]{15,20}", compact(text))
            if found and parse_tax_id(found[0]) is not None:
                readings.add("seller_tax_id", _seal_reading(token, found[0]))
            elif (
                re.search(r"(?:公司|店|厂|中心|部)$", text)
                and len(text) >= 6
                and token.box.height > statistics.median(heights)
            ):
                readings.add("seller_name", _seal_reading(token, plain_name(text)))


def _seal_reading(token: Token, value: str) -> Reading:
    place = Place.at(token.page, token.printed)
    return Reading(value, token.text, token.method, place, "seal", token.confidence * 0.5, weight=0.1)
