"""Bank batches of wages (代发明细): who was paid how much, and whether the bank carried it out."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, ColumnType, listed
from extractors.tables.person import NAME
from extractors.tables.proof import prove_total
from extractors.tables.sheet import Facts, Shape, Sheet
from extractors.tables.surroundings import labelled, month_of

_AROUND: tuple[tuple[str, ColumnType, tuple[str, ...]], ...] = (
    (
        "payer",
        "name",
        listed(
            "付款人 付款户名 付款单位 付款人名称 付款账户名称 代发单位 单位名称 付款人户名 付款方户名 "
            "付款方名称 付款方 付方户名 户名"
        ),
    ),
    (
        "payer_account",
        "code",
        listed("付款账号 付款人账号 代发账号 付款账户 单位账号 转出账号 扣款账号 付款方账号 付方账号 付款卡号"),
    ),
    (
        "pay_date",
        "date",
        listed(
            "交易日期 付款日期 代发日期 发放日期 入账日期 记账日期 处理日期 代发时间 交易时间 "
            "付款时间 入账时间 发放时间 日期"
        ),
    ),
    (
        "receipt_no",
        "code",
        listed("回单编号 批次号 交易流水号 代发批次号 批次编号 业务编号 流水号 回单号"),
    ),
)


class BankBatch(TableExtractor):
    """The detail list behind one debit for wages; only its successful rows moved money."""

    name = "bank_batch"
    kinds: tuple[Kind, ...] = (Kind.BANK_BATCH,)
    words = listed("代发 批量 工资 处理结果 发放 薪")
    shape = Shape(
        (
            Column(
                "name",
                "name",
                (*NAME.words, "户名", "收款人", "收款户名", "收款人名称", "收款人户名", "账户名称", "客户姓名"),
            ),
            Column(
                "account",
                "code",
                listed(
                    "账号 卡号 收款账号 银行卡号 收款人账号 银行账号 工资卡号 收款卡号 账户 收款账户 "
                    "账号卡号 帐号 收款人卡号 账卡号"
                ),
            ),
            Column(
                "amount",
                "money",
                listed(
                    "金额 代发金额 发放金额 实发金额 交易金额 付款金额 转账金额 实发工资 成功金额 入账金额 工资金额"
                ),
                pattern=r"^(实发|代发|发放|付款|交易|转账|入账|成功|实付|工资)?(金额|发生额)$",
            ),
            Column(
                "outcome",
                "text",
                listed("处理结果 状态 交易状态 处理状态 交易结果 发放状态 结果 转账状态 处理标志 代发结果 入账状态"),
            ),
            Column("_date", "date", ("交易日期", "入账日期", "代发日期", "发放日期", "日期")),
        ),
        required=(("name",), ("account",), ("amount",)),
        row=(("name", "account"), ("amount",)),
        titles=listed("代发 工资发放明细 批量付款 批量代付 代付明细 工资发放清单"),
    )
    totals = {"amount": "total"}
    stacked = True
    more = ("month", *(name for name, _, _ in _AROUND))

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The total (of the total row or printed above), the payer, the day and the batch's number."""
        facts = super().facts(part, sheets, rows)
        if "total" not in facts:
            total = labelled(part, sheets, listed("总金额 合计金额 代发总金额 成功金额 代发金额 总金额元"), "money")
            if total:
                facts["total"] = prove_total(total, [row.get("amount") for row in rows])
        for name, type_, labels in _AROUND:
            fact = labelled(part, sheets, labels, type_)
            if fact:
                facts[name] = fact
        days = {row["_date"].value: row["_date"] for row in rows if "_date" in row}
        if "pay_date" not in facts and len(days) == 1:
            facts["pay_date"] = next(iter(days.values()))
        month = month_of(part, sheets[0]) if sheets else None
        return facts | ({"month": month} if month else {})
