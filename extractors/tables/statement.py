"""Bank statements (对账单, 账户明细): every movement with its running balance, which proves the rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.document import Cell
from evidence.fact import Fact, Status
from evidence.kind import Kind
from evidence.money import CENT
from extractors.part import Part
from extractors.tables.cell import plain_amount, read_cell
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, ColumnType, listed
from extractors.tables.proof import prove_total
from extractors.tables.sheet import Facts, Line, Shape, Sheet
from extractors.tables.surroundings import labelled

_OUT = {"借", "借方", "d", "支出", "付", "付款", "转出", "支", "出", "1借", "dr", "支取"}
_IN = {"贷", "贷方", "c", "收入", "收", "收款", "转入", "入", "存", "2贷", "cr", "存入"}
_CHECK = "running_balance"

_AROUND: tuple[tuple[str, ColumnType, tuple[str, ...]], ...] = (
    ("account", "code", listed("账号 查询账号 账户号 银行账号 卡号 账户 本方账号 客户账号")),
    ("account_name", "name", listed("户名 账户名称 公司名称 客户名称 账户名 单位名称 本方户名")),
    ("bank", "text", listed("开户行 开户行名称 开户机构 开户银行 开户网点 开户行名")),
    ("opening_balance", "money", listed("期初余额 对账单初期余额 上期余额 承前余额 起始余额 上页余额")),
    ("closing_balance", "money", ("期末余额", "对账单余额", "当前余额", "本期余额", "终止余额")),
)
_TOTALS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "debit_total",
        "debit",
        listed("借方发生额 支出合计 累计借金额 借记总额 支出发生额 支出总金额 借方合计 支出总额 借方发生额合计"),
    ),
    (
        "credit_total",
        "credit",
        listed("贷方发生额 收入合计 累计贷金额 贷记总额 收入发生额 收入总金额 贷方合计 收入总额 贷方发生额合计"),
    ),
)


class BankStatement(TableExtractor):
    """The movements of one account. `debit` is money that left it, `credit` money that came in, both positive."""

    name = "bank_statement"
    kinds: tuple[Kind, ...] = (Kind.BANK_STATEMENT,)
    more = (*(name for name, _, _ in _AROUND), *(name for name, _, _ in _TOTALS))
    shape = Shape(
        (
            Column(
                "date",
                "date",
                listed(
                    "记账日期 账务日期 会计日期 账务日 记账日 会计日 入账日期 交易日期 交易日 日期 发生日期 交易时间"
                ),
            ),
            Column("_time", "text", listed("交易时间 时间 交易时间戳 起息日 入账时间 交易日期 记账日期")),
            Column(
                "debit",
                "money",
                listed(
                    "借方发生额 借方金额 支出金额 转出金额 付款金额 借方 支出 借方发生额支取 "
                    "借方金额支出 支取金额 付出金额 支出发生额 借方发生金额 取出金额 借记金额 支出借方"
                ),
                pattern=r"^(借方|支出|转出|付款|支取|付出|借记|取出)(发生额|金额|发生金额)?(支出|支取|借方|转出)?$",
            ),
            Column(
                "credit",
                "money",
                listed(
                    "贷方发生额 贷方金额 收入金额 转入金额 收款金额 贷方 收入 贷方发生额收入 "
                    "贷方金额收入 存入金额 存入 收入发生额 贷方发生金额 贷记金额 收入贷方"
                ),
                pattern=r"^(贷方|收入|转入|收款|存入|贷记)(发生额|金额|发生金额)?(收入|存入|贷方|转入)?$",
            ),
            Column("_amount", "money", listed("发生额 交易金额 金额 发生金额 交易发生额 交易额")),
            Column(
                "_direction",
                "text",
                listed("借贷标志 收支标识 借贷 收支 收入支出 收支标志 借贷方向 方向 借贷标识 收付标志"),
            ),
            Column(
                "balance",
                "money",
                listed("余额 账户余额 本次余额 交易后余额 当前余额 联机余额 账面余额 本次账户余额"),
            ),
            Column(
                "counterparty",
                "name",
                listed(
                    "对方户名 对方名称 对方单位 对方账户名称 对方单位名称 收付方名称 交易对手 交易对方 "
                    "对方 对手户名 交易对手名称 对方账户名 对方姓名 收付款人名称"
                ),
                pattern=r"(对方|对手|收付).*(户名|名称|单位|姓名)$",
                never=r"行|账号|帐号|机构|银行",
            ),
            Column(
                "counterparty_account",
                "code",
                listed("对方账号 对方账户号 收付方账号 对方账户 交易对手账号 对手账号 对方卡号 对方帐号"),
                pattern=r"(对方|对手|收付|交易对).*(账号|帐号|账户|卡号)$",
                never=r"名|行",
            ),
            Column(
                "counterparty_bank",
                "text",
                listed("对方行名 对方银行 对方开户行 对方开户机构 对方行名称 对方银行机构 收付方开户行名 对方开户行名"),
            ),
            Column("summary", "text", listed("摘要 交易摘要 业务摘要 交易类型 交易说明 业务名称")),
            Column("usage", "text", listed("用途 附言 交易附言 用途附言 交易用途 转账附言")),
            Column("remark", "text", ("备注", "个性化信息", "回单个性化信息", "其它摘要")),
            Column(
                "serial_no",
                "code",
                listed("交易流水号 银行流水号 流水号 账户明细编号交易流水号 交易日志号 企业流水号 交易编号 核心流水号"),
            ),
            Column("_voucher", "code", ("凭证号", "凭证号码", "凭证代号", "交易凭证号", "票据号")),
        ),
        required=(
            ("date", "_time"),
            ("debit", "credit", "_amount"),
            ("balance", "counterparty", "counterparty_account", "_direction"),
        ),
        row=(("date", "_time"), ("debit", "credit", "_amount")),
        titles=listed("对账单 交易明细 账户明细 明细查询 historydetail 银行流水 活期明细 往来明细 HISTORYDETAIL"),
    )

    def rows(self, part: Part, sheet: Sheet) -> list[Facts]:
        """The movements in printed order, each proven where its balance follows from the one before it."""
        return with_running_balance([self.row(line, sheet) for line in sheet.lines])

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """One movement with positive `debit` or `credit`."""
        facts = _sided(line.facts)
        time = facts.get("_time")
        if "date" not in facts and time is not None:
            day = read_cell(Cell(time.raw, time.place.cell.rpartition("!")[2]), "date", sheet.origin)
            facts |= {"date": day.model_copy(update={"place": time.place})} if day else {}
        return {name: fact for name, fact in facts.items() if name not in ("debit", "credit") or fact.number}

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The account, its balances and the printed sums of both sides."""
        facts: Facts = {}
        for name, type_, labels in _AROUND:
            fact = labelled(part, sheets, labels, type_)
            if fact:
                facts[name] = fact
        for name, side, labels in _TOTALS:
            total = labelled(part, sheets, labels, "money")
            if total:
                facts[name] = prove_total(total, [row.get(side) for row in rows])
        return facts


def _sided(facts: Facts) -> Facts:
    """The movement with its amount on one side: by the direction printed, else by the sign."""
    sided = dict(facts)
    amount = sided.pop("_amount", None)
    direction = sided.pop("_direction", None)
    if amount is None:
        return sided
    word = direction.value.lower() if direction else ""
    if word in _OUT or (not word and amount.number < 0):
        sided["debit"] = amount.model_copy(update={"value": plain_amount(abs(amount.number))})
    elif word in _IN or not word:
        sided["credit"] = amount
    return sided


def with_running_balance(rows: Sequence[Facts]) -> list[Facts]:
    """Rows proven where balance = balance before − debit + credit, oldest or newest first as fits more rows."""
    down = _holding(rows, 1)
    up = _holding(rows, -1)
    step, holding = (1, down) if len(down) >= len(up) else (-1, up)
    compared = {i for i in range(len(rows)) if _balance(rows, i) is not None and _balance(rows, i - step) is not None}
    out = []
    for i, row in enumerate(rows):
        if i in holding:
            out.append(_stated(row, Status.PROVEN, _CHECK))
        elif i in compared and len(holding) > len(compared) / 2:
            out.append(_stated(row, Status.CONTRADICTED, f"not:{_CHECK}"))
        else:
            out.append(dict(row))
    return out


def _holding(rows: Sequence[Facts], step: int) -> set[int]:
    """The rows whose balance follows from the neighbour's `step` rows before."""
    found = set()
    for i, row in enumerate(rows):
        now, before = _balance(rows, i), _balance(rows, i - step)
        if now is not None and before is not None and abs(before + _change(row) - now) <= CENT / 2:
            found.add(i)
    return found


def _balance(rows: Sequence[Facts], i: int) -> Decimal | None:
    fact = rows[i].get("balance") if 0 <= i < len(rows) else None
    return fact.number if fact else None


def _change(row: Facts) -> Decimal:
    credit, debit = row.get("credit"), row.get("debit")
    return (credit.number if credit else Decimal(0)) - (debit.number if debit else Decimal(0))


def _stated(row: Facts, status: Status, check: str) -> Facts:
    marked: dict[str, Fact] = dict(row)
    for name in ("debit", "credit", "balance"):
        if name in marked:
            fact = marked[name]
            marked[name] = fact.model_copy(update={"status": status, "checks": (*fact.checks, check)})
    return marked
