"""Levels: every way two documents, or a document and a declared line, are told to belong together.

One table for code, report and docs: a key, how well it agrees, the sentence an auditor reads, and its meaning.
`python -m evidence.levels` prints docs/matching.md; a test holds the page against it.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from evidence.match import Comparison, Ground, Level


class Told(NamedTuple):
    """One row: the level, the Chinese sentence (a template), what it means, and when it is said."""

    level: Level
    sentence: str
    meaning: str


COMPARED: dict[str, Told] = {
    "absent": Told(Level.ABSENT, "一方未载明", "one side does not show the field; it says nothing"),
    "name_same": Told(Level.EXACT, "名称一致", "names equal as printed"),
    "name_key": Told(Level.EQUAL, "名称规范化后一致", "equal after normalisation: width, brackets, 有限责任公司"),
    "name_code": Told(Level.ALIAS, "统一社会信用代码一致，名称写法不同", "same tax id, names written differently"),
    "name_former": Told(Level.ALIAS, "为曾用名", "a former name of the applicant"),
    "name_renamed": Told(Level.ALIAS, "名称变更通知书载明为同一主体（{old}→{new}）", "joined by a notice of renaming"),
    "name_entrusted": Told(
        Level.ALIAS, "{agreement}载明由“{agent}”代为收付", "another party, by an agreement naming both"
    ),
    "name_branch": Told(Level.ALIAS, "为同一法人的分支机构", "a branch and its company, or two branches of it"),
    "name_close": Told(Level.CLOSE, "名称相近，需人工核对", "nearly equal; a person has to look"),
    "name_different": Told(Level.DIFFERENT, "名称不一致", "other names"),
    "amount_equal": Told(Level.EXACT, "金额一致", "equal to the fen"),
    "amount_part": Told(Level.DIFFERENT, "金额为其一部分，差额{difference}元", "the second is a part of the first"),
    "amount_over": Told(Level.DIFFERENT, "金额超出{difference}元", "the second exceeds the first"),
    "number_equal": Told(Level.EXACT, "编号一致", "the same number"),
    "number_named": Told(Level.EQUAL, "载明编号{number}", "the second document mentions the number of the first"),
    "number_different": Told(Level.DIFFERENT, "编号不一致", "other numbers"),
    "day_same": Told(Level.EXACT, "日期相同", "the same day"),
    "day_later": Told(Level.CLOSE, "晚{days}日", "later, inside the usual window"),
    "day_earlier": Told(Level.CLOSE, "早{days}日", "earlier, inside the usual window"),
    "day_far": Told(
        Level.DIFFERENT, "相隔{days}日，超出通常期间", "outside the usual window (180 days before, 365 after)"
    ),
    "red_named": Told(Level.EXACT, "红字发票载明冲销该发票", "the red-letter invoice names the blue one"),
    "red_mirrored": Told(
        Level.CLOSE, "红字发票与该发票金额相反、销售方一致", "it names none, but mirrors amount and seller"
    ),
}
"""How one field of two documents agrees."""

SETTLED: dict[str, Told] = {
    "slip_listed": Told(Level.EXACT, "项目清单载明该付款凭证编号", "the list names the slip"),
    "slip_booked": Told(
        Level.EXACT, "发票入账信息载明该银行电子回单号码", "the invoice's booking data name the receipt"
    ),
    "slip_names_invoice": Told(Level.EXACT, "付款用途载明发票号码", "the slip's usage names the invoice"),
    "paid_equal": Told(Level.EXACT, "金额一致", "slip and open invoice are equal to the fen"),
    "paid_one_for_several": Told(Level.EQUAL, "一笔付款等于{bills}张发票合计", "one slip for several invoices"),
    "paid_in_instalments": Told(Level.EQUAL, "{slips}笔付款合计等于发票金额", "several slips for one invoice"),
    "paid_several_for_several": Told(Level.EQUAL, "{slips}笔付款合计等于{bills}张发票合计", "several for several"),
    "paid_foreseen": Told(
        Level.EQUAL, "{slips}笔付款合计等于{bills}张发票合计，且为合同约定节点金额", "foreseen instalments"
    ),
    "paid_net_of_red": Told(Level.EQUAL, "付款等于发票金额减红字冲销后的余额", "exact after red-letter invoices"),
    "paid_with_fee": Told(
        Level.CLOSE,
        "付款与发票相差{difference}元，凭证载明手续费；差额不计入认定",
        "exact but for a bank fee up to 200 yuan",
    ),
    "paid_under_contract": Told(Level.CLOSE, "付款用途载明该合同编号，按日期先后对应", "the slip names the contract"),
    "paid_by_date": Told(Level.CLOSE, "收款人一致，金额不等，按日期先后对应", "the oldest open invoices of the payee"),
    "paid_other_payee": Told(Level.CLOSE, "金额一致，收款人与销售方不同", "equal amount, another payee"),
    "slip_again": Told(Level.CLOSE, "该付款凭证已用于其他发票，重复提供", "a slip, or a copy of it, that is used up"),
}
"""Why a payment settles an invoice."""

GROUNDS: dict[str, Told] = {
    "contract_listed": Told(Level.EXACT, "项目清单载明合同编号{number}", "the list names the contract"),
    "contract_misread": Told(Level.CLOSE, "供应商一致，合同编号与清单相近", "one number misread or mistyped"),
    "contract_amount": Told(Level.EQUAL, "供应商一致，合同金额与申报金额一致", "party and amount"),
    "contract_sum": Told(Level.EQUAL, "供应商一致，{lines}项申报合计等于合同金额", "several lines under one contract"),
    "contract_subject": Told(Level.CLOSE, "供应商一致，按标的相近程度对应", "party and likeness of the subject"),
    "contract_only": Told(Level.CLOSE, "该供应商仅有此一份合同", "the one contract of the party"),
    "contract_booked": Told(
        Level.EXACT, "所附发票入账信息载明该合同编号{number}", "booking data of its invoice name the contract"
    ),
    "contract_supplement": Told(Level.EQUAL, "为主合同{number}的补充协议", "a supplement of the main contract"),
    "contract_order": Told(Level.EQUAL, "为框架协议{number}项下订单", "an order under the frame contract"),
    "contract_framework": Told(Level.EQUAL, "为订单所属的框架协议", "the frame contract of the order"),
    "invoice_listed": Told(Level.EXACT, "项目清单载明发票号码", "the list names the invoice"),
    "invoice_booked": Told(
        Level.EXACT, "发票入账信息载明合同编号{number}", "its booking data name the line's contract"
    ),
    "invoice_remark": Told(
        Level.EXACT, "发票备注载明合同（订单）编号{number}", "its remark names the line's contract or order"
    ),
    "invoice_amount": Told(Level.EQUAL, "销售方一致，发票金额与申报（合同）金额一致", "party and amount, gross or net"),
    "invoice_mistyped": Told(
        Level.EQUAL, "销售方、金额一致，发票号码与清单相近", "party, amount and nearly the number"
    ),
    "invoice_sum": Told(Level.EQUAL, "销售方一致，{invoices}张发票合计与申报金额一致", "party and sum, gross or net"),
    "invoice_of_party": Told(Level.CLOSE, "销售方一致，金额不等", "what is left of the supplier's invoices"),
    "invoice_other_party": Told(Level.CLOSE, "金额与申报一致，销售方不同", "amount alone"),
    "invoice_again": Told(Level.CLOSE, "为已用发票的另一份，重复提供", "another copy of an invoice that a line used"),
    "payment_listed": Told(Level.EXACT, "项目清单载明该付款凭证编号", "the list names the slip"),
    "payment_of_invoice": Told(
        Level.EQUAL, "支付本项发票（{how}）", "it settles an invoice of the line; how stands in brackets"
    ),
    "payment_of_party": Told(
        Level.CLOSE, "收款人为本项供应商，未见对应发票", "paid to the supplier beyond the invoices"
    ),
    "acceptance": Told(Level.EQUAL, "验收（交付）单据载明本项合同编号或供应商", "names the contract or the supplier"),
    "personnel": Told(Level.EQUAL, "为人员费用佐证材料", "behind the personnel lines"),
}
"""Why a document belongs to a declared line."""

TABLES = (
    ("Two documents, field by field", COMPARED),
    ("Why a payment settles an invoice", SETTLED),
    ("Why a document belongs to a line", GROUNDS),
)


def compared(field: str, key: str, left: str, right: str, **values: object) -> Comparison:
    """A comparison of that key; the values fill its sentence."""
    told = COMPARED[key]
    return Comparison(
        field=field, level=told.level, left=left, right=right, why=told.sentence.format(**values), key=key
    )


def settled(key: str, **values: object) -> str:
    """The sentence of a settlement."""
    return SETTLED[key].sentence.format(**values)


def ground(record: str, key: str, **values: object) -> Ground:
    """Why the record belongs to its line."""
    return Ground(record=record, key=key, why=GROUNDS[key].sentence.format(**values))


_HEAD = """# Matching

How documents are tied to each other and to the declared lines (`matchers/`), and how each tie explains itself. The
tables are generated from `evidence/levels.py` by `python -m evidence.levels > docs/matching.md`; the report prints the
same sentences.

## The order
1. Numbers first: what the list names, what a remark or usage mentions, and what the booking data of an invoice (the
   receiver's view of its XBRL) say: `ContractNumber` leads to the contract, `NumberOfBankElectronicReceipt` to the
   slip.
2. Then party and amount, exact to the fen. Contracts and lines, invoices and lines, slips and invoices of one party
   are each chosen as one optimum (HiGHS): more exact groups first, then fewer documents in them, then nearness.
3. Then what is left of a party, by date, inside the usual window; a slip to another payee last, by amount.

Orders and supplements stand beside the frame or main contract they name. Red-letter invoices reduce what an invoice
asks to be paid. Money that came back under a word such as 退款 is tied to the payment it takes back: one that came back
as a whole pays only what nothing else pays, and what a refund costs is for the rules to say (`refund_not_netted`). A
slip and an invoice that differ by a bank fee of at most 200 yuan are tied where the slip speaks of a fee; the
difference is never recognised. A slip of another payer or payee counts as the party's where an agreement among the
papers names both. A bill of exchange pays by its face amount, to the last endorsee, on the day of the last endorsement.

What could have gone another way just as well is told (`link_ambiguous`) with the number of ways and the first of them;
nothing is picked in silence. Exchanging papers of equal amount where all of them are used changes nothing and is not
told.

## Levels
`exact`, `equal` (after normalisation or by an exact sum), `alias` (another name of one party), `close` (a person
should look), `different`, `absent` (says nothing).
"""


def page() -> str:
    """docs/matching.md as Markdown."""
    parts = [_HEAD]
    for title, table in TABLES:
        rows = (f"| `{key}` | {one.level.value} | {one.sentence} | {one.meaning} |" for key, one in table.items())
        parts.append("\n".join((f"## {title}", "| key | level | sentence | meaning |", "|---|---|---|---|", *rows, "")))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
