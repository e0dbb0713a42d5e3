"""Pages of the applicant's books: vouchers (记账凭证) and ledgers of cost (辅助账, 明细账)."""

from __future__ import annotations

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.money import CENT
from extractors.facts import contradicted, proven
from extractors.papers.asked import Ask, Form, code, company, day, line, number
from extractors.papers.paper import Facts, Paper, Seen, dated
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Shape

_SUMMARY = Column("summary", "text", listed("摘要 业务摘要 内容摘要"))
_ACCOUNT = Column(
    "account",
    "text",
    listed("会计科目 科目 科目名称 总账科目 一级科目 科目编码名称 会计科目名称 费用科目"),
    r"^(?:会计|总账|明细)?科目",
)
_DETAIL = Column("detail", "text", listed("明细科目 二级科目 辅助核算 子目 明细账科目 项目 费用项目"))
_DEBIT = Column("debit", "money", listed("借方金额 借方 借方发生额 本期借方 借方本币"), r"^借方")
_CREDIT = Column("credit", "money", listed("贷方金额 贷方 贷方发生额 本期贷方 贷方本币"), r"^贷方")


class Entries(TableExtractor):
    """The entries of a voucher."""

    name = "entries"
    kinds = (Kind.VOUCHER,)
    shape = Shape(
        (_SUMMARY, _ACCOUNT, _DETAIL, _DEBIT, _CREDIT),
        required=(("summary", "account"), ("debit",), ("credit",)),
        row=(("account", "summary"), ("debit", "credit")),
        titles=listed("记账凭证 凭证"),
    )
    totals = {"debit": "debit_total", "credit": "credit_total"}


class Ledger(TableExtractor):
    """The lines of a ledger, each with its voucher."""

    name = "ledger"
    kinds = (Kind.COST_LEDGER,)
    shape = Shape(
        (
            Column("date", "date", listed("日期 凭证日期 记账日期 业务日期 制单日期")),
            Column("voucher_no", "code", listed("凭证号 凭证字号 凭证编号 凭证号数 凭证号码 凭证种类号数")),
            _SUMMARY,
            _ACCOUNT,
            _DETAIL,
            _DEBIT,
            _CREDIT,
            Column("amount", "money", listed("金额 发生额 费用金额 入账金额 会计凭证记载金额 凭证金额")),
            Column("direction", "text", listed("方向 借贷 借或贷 余额方向")),
            Column("balance", "money", listed("余额 期末余额")),
        ),
        required=(("voucher_no", "date"), ("summary",), ("debit", "amount"), ("voucher_no", "balance", "account")),
        row=(("summary",), ("debit", "credit", "amount", "balance")),
        titles=listed("辅助账 明细账 研发支出"),
    )
    totals = {"debit": "debit_total", "credit": "credit_total", "amount": "total"}


def _balanced(seen: Seen, facts: Facts) -> Facts:
    """A voucher balances: its two totals prove each other (会计法: 有借必有贷，借贷必相等)."""
    facts = dated(seen, facts, "date")
    debit, credit = facts.get("debit_total"), facts.get("credit_total")
    if debit is None or credit is None:
        return facts
    both = (debit, credit), (credit, debit)
    marked: list[Fact] = [
        proven(one, "debit=credit")
        if abs(one.number - other.number) <= CENT
        else contradicted(one, "debit=credit", other)
        for one, other in both
    ]
    return facts | {"debit_total": marked[0], "credit_total": marked[1]}


VOUCHER = Paper(
    Kind.VOUCHER,
    Form(
        (
            Ask("employer", r"(?:核算|编制|记账)?单位(?:名称)?|公司名称|企业名称|账套", company),
            Ask(
                "voucher_no",
                r"凭证(?:字号|编号|号码|号)|字第|记字第|编号",
                code(r"[A-Za-z一-鿿]{0,3}[\-第]?\d{1,8}(?:号|/\d+)?"),
            ),
            Ask("date", r"(?:制单|凭证|记账|填制)?日期", day),
            Ask("attachments", r"附(?:单据|件|单据数|件数)(?:数)?", number),
        ),
        r"摘要|会计科目|总账科目|明细科目|借方(?:金额)?|贷方(?:金额)?|合计|记账|过账|审核|复核|出纳|制单|制证|会计主管|财务主管|经办|附件|张|号|币别",
    ),
    Entries(),
    _balanced,
)
LEDGER = Paper(
    Kind.COST_LEDGER,
    Form(
        (
            Ask("employer", r"(?:核算|编制)?单位(?:名称)?|公司名称|企业名称|纳税人名称", company),
            Ask("project", r"项目(?:名称)?|研发项目(?:名称)?", line),
            Ask("account", r"(?:会计|总账)?科目(?:名称|编码)?", line),
            Ask("period", r"(?:会计)?期间|所属期间|年度|日期范围", line),
        ),
        r"摘要|凭证.{0,3}号|借方.{0,3}|贷方.{0,3}|余额|方向|合计|制表|打印|币种|金额单位|单位:元|项目编号|完成情况|支出类型",
    ),
    Ledger(),
)
