"""Bank receipts (电子回单) and acknowledgements (回执), read by their labels: any bank that prints the usual words.

An acknowledgement says of itself that it is not the final proof of the transaction (“不作为…最终依据”); it is a kind of
its own, because a formal receipt must follow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evidence.document import Box, Page
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.anchors import Sheet, Value, unbroken
from extractors.bank_slip.amounts import amounts, currency_in
from extractors.bank_slip.boxes import is_rim, without_margins
from extractors.bank_slip.labels import VOCABULARY
from extractors.bank_slip.parties import is_label, outgoing_by, parties
from extractors.bank_slip.structured import is_receipt, reconcile, structured
from extractors.facts import date_fact, day_in, flag_fact, number_fact, text_fact
from extractors.fields import SLIP as FIELDS
from extractors.part import Form, Part
from extractors.tokens import Token, around, lines_of, same_line, squeeze, tokens_of
from extractors.values.dates import find_dates

TITLE = re.compile(
    r"(?:电子|业务|客户|专用|付款|收款|入账|出账|手续费|利息|扣款|收费|借记|贷记|转账|汇入|汇出|汇款|支付|银行|收入|交易|凭证|网银|受理)"
    r"(?:\(.{1,6}\))?回[单执]|回单凭证|(?:转账|汇款|电汇|信汇)凭证|进账单|(?:付款|转账|支付)电子凭证|银行.{0,8}(?<!税)(?:付款|支付)凭证|收付款入账通知|[收入]账通知|(?:存款支取|委托贷款.{2,6}|结算业务)凭证|网上银行.{0,6}回[单执]|手续费通知单|^回单$"
)
_PHRASES = re.compile(r"请?勿重复记账|重复打印|回单专用章|电子回单|本回[单执]|第\d*次打印|[补打]打?次数|勿重复入账")
_STAMP = re.compile(r"章$|专用|^.{1,3}$|银行|财务有限|信用社|转讫|电子回单|业务受理")
_REQUEST = re.compile(r"(?:申请|审批|报销|请款|审核|借款)[单表书]$")
_LISTING = re.compile(r"(?:对账单|交易明细表?|账户明细表?|明细查询(?:结果|下载)?|流水(?:明细|清单))$")
_ACK = re.compile(r"不作为.{0,12}(?:最终依据|成功的?(?:凭证|依据))|(?:电子|受理)回执")
_NOT_A_SLIP = re.compile(r"价税合计|税率/征收率|记账凭证|合同编号.{0,80}甲方")
_REPRINT = re.compile(r"第(\d{1,3})次(?:打印|补打)|补打(?:次数)?:?(\d{1,3})")
_BANK = re.compile(
    r"中国(?:工商|建设|农业|进出口|民生|邮政储蓄|光大)银行|中国银行|交通银行|国家开发银行|[一-鿿]{2,10}?(?:农村商业银行|农村信用社|银行|农商行|财务有限公司|财务有限责任公司)"
)
_USUAL = (
    "付款",
    "收款",
    "账号",
    "帐号",
    "户名",
    "金额",
    "回单",
    "回执",
    "交易",
    "开户",
    "大写",
    "小写",
    "摘要",
    "凭证",
)
_EVIDENCE = (
    "payer_name",
    "payer_account",
    "payer_bank",
    "payee_name",
    "payee_account",
    "payee_bank",
    "payer",
    "payee",
    "name",
    "account",
    "bank",
    "amount_words",
    "pay_amount",
    "receipt_no",
    "verify_code",
    "serial_no",
    "booking_date",
    "transaction_date",
    "currency",
    "summary",
    "usage",
)


class BankSlip:
    """Reads one slip: a page, or the region of a page that holds it."""

    name = "bank_slip"
    kinds: tuple[Kind, ...] = (Kind.BANK_RECEIPT, Kind.BANK_ACK)
    fields = FIELDS
    reads: tuple[Form, ...] = ("pages", "layers")

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By title and phrases of receipts and by how many of their labels stand there."""
        if is_receipt(part.layers):
            return {Kind.BANK_RECEIPT: 1.0}
        if len(part.pages) != 1 or _NOT_A_SLIP.search(squeeze(part.text)):
            return {}
        score = likeness(part.pages[0])
        if score < 0.3:
            return {}
        return {Kind.BANK_ACK if is_ack(part.pages[0]) else Kind.BANK_RECEIPT: score}

    def extract(self, part: Part, kind: Kind) -> Record:
        """The slip's facts; a blank form gives none."""
        facts: dict[str, Fact] = {}
        if part.pages:
            facts = read_slip(part.pages[0], kind)
        if is_receipt(part.layers):
            facts = reconcile(structured(part.layers), facts)
        return part.record(kind, facts, extractor=self.name)


def likeness(page: Page) -> float:
    """How much a page looks like a slip, 0 to 1."""
    text = squeeze(page.text)
    if sum(word in text for word in _USUAL) < 3:
        return 0.0
    sheet = Sheet.of(page, VOCABULARY)
    labels = {label.name for label in sheet.labels} & set(_EVIDENCE)
    titled = any(TITLE.search(squeeze(token.text)) and len(squeeze(token.text)) < 30 for token in tokens_of(page))
    sides = {label.partition("_")[0] for label in labels} & {"payer", "payee"}
    score = 0.4 * titled + 0.25 * bool(_PHRASES.search(text)) + 0.06 * min(len(labels), 8) + 0.05 * len(sides)
    lines = [line for line in map(squeeze, page.text.split("\n")) if len(line) < 24 and ":" not in line]
    listing = any(_LISTING.search(line) or _REQUEST.search(line) for line in lines)
    return round(min(score, 0.98), 3) if len(labels) >= 3 and not listing else 0.0


def is_ack(page: Page) -> bool:
    """Whether the page calls itself an acknowledgement, or no final proof."""
    return _ACK.search(squeeze(page.text)) is not None


def read_slip(page: Page, kind: Kind = Kind.BANK_RECEIPT) -> dict[str, Fact]:
    """All facts of one slip."""
    sheet = Sheet(without_margins(_without_seals(page)), VOCABULARY)
    sheet.claim_right()
    facts = parties(sheet, _outgoing(sheet, squeeze(page.text)))
    currency = _first(sheet, "currency")
    if currency is not None and currency_in(currency.raw):
        facts["currency"] = text_fact(currency, currency_in(currency.raw))
    facts |= amounts(
        sheet, facts["currency"].value if "currency" in facts else "CNY", [seal.box for seal in page.seals]
    )
    facts |= _dates(sheet)
    facts |= _codes(sheet)
    for name in ("usage", "summary", "remark"):
        value = _prose(sheet, name)
        if value is not None:
            facts[name] = text_fact(value)
    facts |= _head(sheet, page, kind)
    return facts


def _without_seals(page: Page) -> list[Token]:
    """The tokens of a page without its stamps: phrases and bank names inside a seal, and what its rim says."""
    kept = []
    for token in tokens_of(page):
        text = squeeze(token.text)
        over = [seal for seal in page.seals if seal.box.contains(*token.box.center)]
        within = any(_inside(token.box, seal.box) for seal in over)
        stamped = any(text in squeeze(seal.text) for seal in over) or (within and _STAMP.search(text))
        if not stamped or any(char.isdigit() for char in text):
            kept.append(token)
    return kept


def _inside(box: Box, seal: Box) -> bool:
    """Whether a text lies within a seal; what runs on beyond its rim was printed on the paper."""
    return box.overlap(seal) > 0.85 * box.width * box.height


def _codes(sheet: Sheet) -> dict[str, Fact]:
    """Receipt, serial and verification numbers; 凭证号 is the serial of some banks and the receipt number of others."""
    facts: dict[str, Fact] = {}
    for name, pattern in _CODES.items():
        for value in (unbroken(found) for label in sheet.named(name) if (found := sheet.value(label)) is not None):
            code = re.sub(r"\s", "", value.raw).strip(":")
            code = next(iter(re.findall(rf"^{pattern}(?=[一-鿿])", code)), code)
            if re.fullmatch(pattern, code) and any(char.isdigit() or char.isupper() for char in code):
                facts.setdefault(name, text_fact(value, code))
    voucher = facts.pop("voucher_no", None)
    if voucher is not None and voucher.value.strip("0"):
        facts.setdefault("receipt_no" if "serial_no" in facts else "serial_no", voucher)
    paper = facts.pop("paper_no", None)
    if paper is not None and paper.value.strip("0"):
        facts.setdefault("receipt_no", paper)
    return facts


_CODES = {
    "receipt_no": r"[A-Za-z0-9*\-_/]{4,40}",
    "serial_no": r"[A-Za-z0-9*\-_/]{4,60}",
    "verify_code": r"[A-Za-z0-9+/=\-]{4,40}",
    "voucher_no": r"[A-Za-z0-9\-]{4,40}",
    "paper_no": r"[A-Za-z0-9\-]{4,40}",
}


def _first(sheet: Sheet, name: str) -> Value | None:
    return next((value for label in sheet.named(name) if (value := sheet.value(label)) is not None), None)


def _outgoing(sheet: Sheet, text: str) -> bool | None:
    """Whether the account holder paid: by 借贷标志, else by the words of the title."""
    value = _first(sheet, "direction")
    if value is not None:
        marked = outgoing_by(value.raw)
        if marked is not None:
            return marked
    leaves = bool(
        re.search(r"付款回单|\(付款\)|出账回单|借方回单|借记回单|转账支取|支取|手续费|收费回单|扣款|往账", text)
    )
    enters = bool(re.search(r"收款回单|\(收款\)|入账回单|贷方回单|贷记回单|收入回单|转账存入|来账|入账通知", text))
    return leaves if leaves != enters else None


def _dates(sheet: Sheet) -> dict[str, Fact]:
    """pay_date is the booking date where one is printed, else the transaction date (period test of the notice)."""
    facts: dict[str, Fact] = {}
    booking, transaction = _day(sheet, "booking_date"), _day(sheet, "transaction_date") or _day(sheet, "paper_date")
    transaction = transaction or _loose_day(sheet)
    if transaction is not None:
        facts["transaction_date"] = transaction
    pay = booking or transaction
    if pay is not None:
        facts["pay_date"] = pay
    return facts


def _day(sheet: Sheet, name: str) -> Fact | None:
    for label in sheet.named(name):
        value = sheet.value(label)
        day = day_in(value) if value is not None else None
        if value is not None and day is not None:
            return date_fact(value, day)
    return None


def _loose_day(sheet: Sheet) -> Fact | None:
    """A date without label in the head of the slip, set as `2024 年 3 月 5 日` between title and table."""
    stops = [label for label in sheet.labels if label.name == "stop" and label.tail is None]
    for line in lines_of(sheet.free):
        value = Value(tuple(line))
        found = find_dates(value.raw) or find_dates(value.squeezed)
        printed = any(same_line(stop.box, value.box) and "打印" in stop.text for stop in stops)
        if (
            len(found) == 1
            and not printed
            and len(value.squeezed) < 30
            and not re.search(r"https?:|\d{1,2}:\d{2}$", value.raw)
        ):
            return date_fact(value, found[0].day)
    return None


def _prose(sheet: Sheet, name: str) -> Value | None:
    """Free text such as the purpose, never a label or a phrase of the form."""
    for label in sheet.named(name):
        value = sheet.value(label, below=not label.colon)
        if value is None:
            continue
        whole = unbroken(value)
        tokens = tuple(token for token in whole.tokens if not _is_form(token.text) and not _is_over(token, whole))
        if tokens:
            return Value(tokens)
    return None


def _is_over(token: Token, value: Value) -> bool:
    """Whether a token beside others is a piece of a seal's rim."""
    return len(value.tokens) > 1 and is_rim(token) and len(squeeze(token.text)) > 2


def _is_form(text: str) -> bool:
    bare = squeeze(text)
    return (
        is_label(bare)
        or bool(re.search(r"专用章|业务章|受理章|转讫|请勿重复|重复打印|[银行]盖章", bare))
        or bool(re.match(r"以上(?:款项|存款|贷款|本息)", bare))
        or (len(bare) == 1 and not bare.isalnum())
        or bare in ("整", "回", "单")
    )


def _head(sheet: Sheet, page: Page, kind: Kind) -> dict[str, Fact]:
    """The issuing bank, how often it was printed, and whether it is only an acknowledgement."""
    facts: dict[str, Fact] = {}
    middle = around(word.box for word in page.words).center[1] if page.words else 0.0
    for token in sheet.loose():
        match = _BANK.search(squeeze(token.text))
        if (
            match
            and not re.search(r"(?:网上|手机|电子|企业|开户|公司)银行$", match[0])
            and token.box.center[1] < middle
        ):
            facts["bank"] = text_fact(Value((token,)), match[0])
            break
    for token in tokens_of(page):
        match = _REPRINT.search(squeeze(token.text)) or _other_reading(token)
        if match:
            facts["print_count"] = number_fact(Value((token,)), int(match[1] or match[2]))
    value = _first(sheet, "print_count")
    if value is not None and (digits := re.match(r"第?\(?(\d{1,2})(?!\d)次?\)?", value.squeezed)):
        facts["print_count"] = number_fact(value, int(digits[1]))
    if kind is Kind.BANK_ACK:
        said = next((t for t in tokens_of(page) if "回执" in t.text or "最终依据" in t.text), None)
        if said is not None:
            facts["is_ack"] = flag_fact(Value((said,)))
    return facts


def _other_reading(token: Token) -> re.Match[str] | None:
    """How often it was printed, where only another reading of the label's word shows the figure."""
    if VOCABULARY.whole(token.text) != "print_count":
        return None
    found = (re.fullmatch(r"[打印次数补份]+:?(\d{1,2})()次?", squeeze(text)) for text in token.alternatives)
    return next(filter(None, found), None)


BANK_SLIP = BankSlip()
