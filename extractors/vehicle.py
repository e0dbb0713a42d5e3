"""Unified invoices for vehicles: 机动车销售统一发票 and 二手车销售统一发票 (codes: domain 3.1), one vehicle each.

A new vehicle's invoice prints net price, tax and total, which prove one another; a used one prints the total only, in
figures and in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.anchors import Sheet
from extractors.facts import contradicted, proven
from extractors.papers.asked import Ask, Form, capitals, code, company, credit_code, day, merged, money, named, text
from extractors.papers.sheets import sheets_of
from extractors.part import Form as Reads
from extractors.part import Part
from extractors.tokens import squeeze

_TITLE = re.compile(r"(?:机动车|二手车)销售统一发票")
_FORM = Form(
    (
        Ask("invoice_code", r"发票代码", code(r"\d{12}")),
        Ask("invoice_number", r"发票号码", code(r"\d{8}|\d{20}")),
        Ask("issue_date", r"开票日期", day),
        Ask("buyer_name", r"购买方名称|购货单位(?:\(人\))?|买方单位/个人|买方单位", named),
        Ask("seller_name", r"销货单位名称|销售方名称|卖方单位/个人|卖方单位", company),
        Ask("total_words", r"价税合计(?:\(大写\))?|车价合计(?:\(大写\))?|合计金额\(大写\)", capitals),
        Ask("total_incl_tax", r"\(?小写\)?", money),
        Ask("tax", r"增值税税额", money),
        Ask("amount_excl_tax", r"不含税价(?:\(小写\)|小写)?", money),
        Ask(
            "tax_id",
            r"(?:统一社会信用代码/)?纳税人识别号(?:/统一社会信用代码)?(?:/身份证明号码)?|单位代码/身份证号码|"
            r"身份证号码/组织机构代码|组织机构代码",
            credit_code,
        ),
        Ask("item", r"车辆类型", text),
        Ask("spec", r"厂牌型号", text),
    ),
    r"机器编号|合格证号|进口证明书号|商检单号|发动机号码|车辆识别代号(?:/车架号码)?|车架号码|电话|账号|地址|开户银行|"
    r"增值税税率(?:或征收率)?|主管税务机关(?:及代码)?|完税凭证号码|吨位|限乘人数|产地|税控码|买方单位/个人住址|车牌照号|"
    r"登记证号|转入地车辆(?:车)?管理所名称|开票人|备注",
)
_ROW = ("item", "spec")
_FIELDS = tuple(name for name in _FORM.names if name not in (*_ROW, "tax_id"))


class Vehicle:
    """Reads the invoices of vehicles."""

    name = "vehicle"
    kinds: tuple[Kind, ...] = (Kind.INVOICE_OTHER,)
    reads: tuple[Reads, ...] = ("pages",)
    fields: Mapping[Kind, tuple[str, ...]] = {Kind.INVOICE_OTHER: (*_FIELDS, "buyer_tax_id", "seller_tax_id")}

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By the title, on one page."""
        lines = map(squeeze, part.pages[0].text.split("\n")) if len(part.pages) == 1 else ()
        return {Kind.INVOICE_OTHER: 0.97} if any(_TITLE.search(line) and len(line) < 40 for line in lines) else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """Numbers, day, parties, amounts, and the vehicle as the one row."""
        facts = _FORM.answers(sheets_of(part, _FORM.vocabulary))
        told = {name: fact for name, fact in facts.items() if name in _FIELDS}
        told = merged(told, _tax_ids(sheets_of(part, _FORM.vocabulary), facts))
        vehicle = {name: facts[name] for name in _ROW if name in facts}
        return part.record(kind, _checked(told), [vehicle] if vehicle else [], extractor=self.name)


def _tax_ids(sheets: Sequence[Sheet], facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Buyer above, seller below: the one printed from the seller's name downwards is the seller's."""
    found: dict[str, Fact] = {}
    seller = facts.get("seller_name")
    border = seller.place.box[1] - 2 if seller and seller.place.box else float("inf")
    for sheet in sheets:
        for label in sheet.named("tax_id"):
            value = sheet.value(label, below=False, above=False)
            fact = credit_code(value) if value is not None else None
            if fact is not None and fact.place.box is not None:
                found.setdefault("seller_tax_id" if fact.place.box[1] >= border else "buyer_tax_id", fact)
    return found


def _checked(facts: dict[str, Fact]) -> dict[str, Fact]:
    """The amounts held against one another: net + tax = gross, words = figures."""
    gross, words = facts.get("total_incl_tax"), facts.get("total_words")
    if gross is not None and words is not None:
        same = gross.number == words.number
        facts |= {"total_incl_tax": proven(gross, "words") if same else contradicted(gross, "words", words)}
        facts |= {"total_words": proven(words, "figures") if same else words}
    gross, net, tax = (facts.get(name) for name in ("total_incl_tax", "amount_excl_tax", "tax"))
    if gross is not None and net is not None and tax is not None:
        holds = net.number + tax.number == gross.number
        for name in ("total_incl_tax", "amount_excl_tax", "tax"):
            fact = facts[name]
            facts[name] = proven(fact, "gross=net+tax") if holds else contradicted(fact, "gross=net+tax", gross)
    return facts


VEHICLE = Vehicle()
