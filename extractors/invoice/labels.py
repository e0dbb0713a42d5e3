"""The labels printed on invoices, and where they stand in a text."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a printed label announces."""

    NAME = "name"
    TAX_ID = "tax_id"
    ADDRESS = "address"
    BANK = "bank"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    CHECK = "check"
    MACHINE = "machine"
    BUYER = "buyer"
    SELLER = "seller"
    CIPHER = "cipher"
    REMARK = "remark"
    ITEM = "item"
    SPEC = "spec"
    UNIT = "unit"
    QUANTITY = "quantity"
    PRICE = "price"
    AMOUNT = "amount"
    RATE = "rate"
    TAX = "tax"
    OTHER_COLUMN = "other_column"
    SUM = "sum"
    GROSS = "gross"
    SMALL = "small"
    PAYEE = "payee"
    REVIEWER = "reviewer"
    DRAWER = "drawer"
    SIGN = "sign"
    NOISE = "noise"
    PIECE = "piece"


_INSIDE: tuple[tuple[Label, str], ...] = (
    (Label.NAME, r"(?:购买方|销售方|购方|销方)?名?称[:;]|名称$|名称(?=[^\W\d_]{2})|称(?=[^\W\d_]{3})"),
    (
        Label.TAX_ID,
        r"(?:购买?方|销售?方)?(?:统一社会信用代码/?)?纳税人?识别.{0,1}号?:|(?:统一社会信用代码/?)?纳税人识别号(?=[0-9A-Z]{15})"
        r"|(?:统一社会信用代码/?)?纳税人识别号$|统一社会信用代码/?:?$|税号:",
    ),
    (Label.ADDRESS, r"地址?[、,.·]?电话:|地址?[、,.·]?电话$|地址[、,.·]?电话(?=\S{4})|地址[、,]?$|地址:|电话:"),
    (Label.BANK, r"开户银?行(?:及|、)?[账帐]?号?:|开户银?行及[账帐]号$|开户银?行及[账帐]号(?=\S{4})|电子支付标识:"),
    (Label.CODE, r"发票代码:|发票代码$|发票代码(?=\d{10,12}$)"),
    (Label.NUMBER, r"发票号码:|发票号码$|发票号码(?=\d{8,20}$)|N[oO0º°Q][.:]?(?=\d{8}$)|№"),
    (Label.DATE, r"开票日期:|开票日期$|开票日期(?=\d)|填开日期:"),
    (Label.CHECK, r"校验码:|校验码$|校验码(?=\d)"),
    (Label.MACHINE, r"机器编号:|机器编号$|机器编号(?=\d)"),
    (Label.GROSS, r"(?:价税合计|合计金额)\(?大写\)?:?|价税合计:?"),
    (Label.SMALL, r"(?:合计金额)?\(?小写\)?:?"),
    (Label.PAYEE, r"收款人:|收款人$|收款人(?=[^:]{2,4}$)"),
    (Label.REVIEWER, r"复核人?:|复核人?$"),
    (Label.DRAWER, r"开票人:|开票人$"),
    (Label.SIGN, r"销[售货][方单]位?:?\(?章\)?|销[售货][方单]位?:$"),
    (Label.REMARK, r"备注:"),
)
_WHOLE: tuple[tuple[Label, str], ...] = (
    (Label.NAME, r"名称"),
    (Label.BUYER, r"购买?方(?:信息)?|购[货貨]单位"),
    (Label.SELLER, r"销售?方(?:信息)?|销[货貨]单位"),
    (Label.CIPHER, r"密码区?"),
    (Label.REMARK, r"备注"),
    (Label.ITEM, r".?货物或应税劳务.{0,6}名称|货物\(劳务\).{0,4}名称|商品名称|项目名称|货物或应税劳务、?服务|服务名称"),
    (Label.SPEC, r"规格型号|规格"),
    (Label.UNIT, r"单位"),
    (Label.QUANTITY, r"数量"),
    (Label.PRICE, r"单价"),
    (Label.AMOUNT, r".?金[额額].?"),
    (Label.RATE, r"税率.{0,4}|税率\(%\)"),
    (Label.TAX, r"税.?[额額]"),
    (
        Label.OTHER_COLUMN,
        r"序号|车牌号|类型|通行日期起|通行日期止|(?:建筑服务发生地|建筑项目名称|运输工具.*|起运地|到达地|产权证书.*)",
    ),
    (Label.SUM, r"[合小总]计:?"),
    (
        Label.NOISE,
        r"第.{1,2}联.*|.*税总函.*|.*印[制刷钞].{0,3}公司|发票专用章|.*全国统一发票监制.*|国家税.{0,4}[局务].*"
        r"|.{2,4}税务局|下载次数:?\d*|共\d+页.*|第\d+页.*",
    ),
    (Label.PIECE, r"[购买销售方货貨单位密码区备注信息名称合计年月日]|[购销][买售]|[名合]|总局|年月日|[月日]{1,2}"),
)
_PATTERN = re.compile("|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(_INSIDE)))
_WHOLE_PATTERN = re.compile("|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(_WHOLE)))
_TORN = (
    "名称:", "名称", "合计", "合计:", "金额", "税额", "税率", "数量", "单价", "单位", "备注", "密码区", "密码",
    "购买方", "销售方", "校验码:", "校验码", "复核:", "地址、电话:", "收款人:", "开票人:", "规格型号", "购货单位",
    "销货单位", "金額", "税額", "开票日期:", "发票代码:", "发票号码:", "机器编号:", "项目名称",
)  # fmt: skip
PIECES = {word[:n]: True for word in _TORN for n in range(1, len(word) + 1)}
"""Every beginning of a label that is often printed with wide gaps."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a text without white space: `text[start:end]`, its colon included."""

    label: Label
    start: int
    end: int


@functools.lru_cache(maxsize=4096)
def whole_label(text: str) -> Label | None:
    """The label that is the whole text (without white space), or None."""
    for pattern, table in ((_WHOLE_PATTERN, _WHOLE), (_PATTERN, _INSIDE)):
        match = pattern.fullmatch(text)
        if match is not None and match.lastgroup is not None:
            return table[int(match.lastgroup[1:])][0]
    return None


@functools.lru_cache(maxsize=4096)
def find_labels(text: str) -> tuple[Hit, ...]:
    """The labels in a text without white space: at its start, or behind another one with a colon of its own."""
    label = whole_label(text)
    if label is not None:
        return (Hit(label, 0, len(text)),)
    hits: list[Hit] = []
    for match in _PATTERN.finditer(text):
        begins = match.start() <= 1 and not text[: match.start()].isalnum()
        has_colon = match[0].endswith(":") and len(match[0]) > 2
        torn = not hits and text[: match.start()][-1:].isalnum() and match["p0"] is not None
        if match.lastgroup is None or not (begins or (has_colon and not torn) or "写)" in match[0]):
            continue
        end = match.end() + (text[match.end() : match.end() + 1] == ":")
        hits.append(Hit(_INSIDE[int(match.lastgroup[1:])][0], match.start(), end))
    return tuple(hits)
