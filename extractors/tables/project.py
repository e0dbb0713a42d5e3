"""Project lists (项目清单) and fund-use lists (资金使用情况明细表): what is declared, row by row, with its papers."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.document import Method
from evidence.fact import Fact
from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.cell import squeeze
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.proof import prove_total
from extractors.tables.sheet import Facts, Line, Shape, Sheet
from extractors.tables.surroundings import labelled

_FUND_TITLES = ("资金使用", "资金明细", "费用明细", "使用情况明细", "支出明细")
_LIST_TITLES = listed("项目清单 投资清单 投入清单 项目投资 投资明细 投入明细 支出清单 费用清单")
_FROM_ABOVE = 0.8
"""Confidence of a category taken from the merged cell or section title above."""

_INHERITED = ("description", "supplier", "contract_no")
"""What the further rows of a contract share with its first one, category aside: cells merged downwards."""
_NAMING = ("description", "category", "supplier", "number", "invoice_no", "receipt_no", "contract_no")
"""Fields one of which a row shows that is no sum: a further invoice of a contract shows no more than its number."""

COLUMNS = (
    Column("number", "text", listed("序号 编号 行号 项次 no 序")),
    Column(
        "category",
        "text",
        listed(
            "费用类别 类别 投资类别 支出类别 费用类型 投入类别 类型 投入类型 费用科目 科目 投资类型 "
            "支出类型 资金用途 投资分类 支出科目 分类 费用大类 项目类别 投入方向"
        ),
        pattern=r"^(费用|支出|投资|投入|资金).*(类别|类型|科目|分类|大类|类)$",
    ),
    Column(
        "description",
        "text",
        listed(
            "项目名称 内容 项目内容 名称 明细 支出内容 投入内容 建设内容 费用名称 采购内容 摘要 "
            "设备名称 货物名称 货物或服务名称 支出事项 费用内容 投资内容 具体内容 说明 支出明细 "
            "服务内容 设备软件名称 内容描述 费用说明 产品名称 使用内容 用途说明 合同内容 合同名称 "
            "资金使用内容 投资项目 项目 采购事项 采购名称 支出项目"
        ),
        pattern=r"^(主要|具体|实施|工作|项目|建设|采购|支出|投入|投资|使用|费用|服务|研发|开发|合同)+(内容|事项)(说明|描述|摘要|名称)?$",
    ),
    Column(
        "supplier",
        "name",
        listed(
            "供应商 供应商名称 供货单位 收款单位 销售方 服务商 销售方名称 开票单位 供方 合同乙方 "
            "对方单位 乙方 收款方 服务单位 承担单位 供应单位 供货商 合作单位 收款人 供应商乙方 供应方 "
            "提供单位 承接单位"
        ),
        pattern=r"^(设备|软件|服务|产品|货物|云|云资源|云服务)?(供应|供货|销售|服务|收款|合作|承建|承接|提供|开票|服务提供).*(商|方|单位|厂家)(名称|全称)?$",
        never=r"金额|号|日期|账|合同",
    ),
    Column(
        "contract_no",
        "codes",
        listed("合同编号 合同号 合同号码 协议编号 订单编号 合同编码 合同订单编号 合同协议编号"),
        pattern=r"^(合同|协议|订单).*(号|编号|号码)$",
    ),
    Column(
        "invoice_no",
        "codes",
        listed("发票号码 发票号 发票编号 票据号码 发票票号 票号 发票代码及号码 数电票号码 发票号码数电票号码"),
        pattern=r"发票.*(号|号码|编号)(数电)?$",
        never=r"日期|金额|合同|税号",
    ),
    Column(
        "receipt_no",
        "codes",
        listed(
            "银行回单号 回单编号 回单号 付款凭证号 银行流水号 付款凭证 流水号 银行回单编号 回单号码 "
            "交易流水号 付款回单号 付款凭证编号 银行凭证号 支付凭证号 付款单号 银行付款凭证号 "
            "回单流水号 银行付款凭证 支付凭证"
        ),
    ),
    Column(
        "contract_amount",
        "money",
        listed("合同金额 合同总价 合同价款 合同总金额 合同额 合同价 合同含税金额"),
    ),
    Column(
        "invoice_amount",
        "money",
        listed("发票金额 开票金额 发票含税金额 价税合计 票面金额 发票总额 发票价税合计 已开票金额"),
    ),
    Column(
        "paid_amount",
        "money",
        listed("付款金额 支付金额 已付金额 实付金额 已支付金额 实际支付金额 回单金额 已付款金额 实际付款金额 付款额"),
    ),
    Column(
        "declared",
        "money",
        listed(
            "申报金额 申报数 申报投入金额 申报投资额 投入金额 投资金额 投资额 列支金额 支出金额 "
            "使用金额 金额 本次申报金额 申报额 申报投资金额 计入项目金额 计入投资金额 项目投入 "
            "项目投资额 申请认定金额 申报列支金额 费用金额 投入额 资金使用金额 列支数 本项目列支金额 "
            "认定申报金额 投资总额 上云投入金额 实际投入金额 资金支出金额"
        ),
    ),
    Column("invoice_date", "date", ("开票日期", "发票日期", "开票时间", "发票开具日期", "发票开票日期")),
    Column("pay_date", "date", listed("付款日期 支付日期 付款时间 支付时间 回单日期 实际付款日期 银行付款日期")),
    Column(
        "_excluding_tax",
        "money",
        listed("不含税金额 不含税价 税前金额 未税金额 不含税申报金额 不含税发票金额"),
    ),
    Column("_tax", "money", ("税额", "税金", "增值税额", "进项税额")),
    Column("_price", "money", ("单价", "含税单价", "不含税单价")),
    Column("_quantity", "number", ("数量", "数额")),
    Column("_remark", "text", ("备注", "附注")),
)


class ProjectList(TableExtractor):
    """The list behind the declared total. Which amount is declared follows its heading; several are never mixed."""

    name = "project_list"
    kinds: tuple[Kind, ...] = (Kind.PROJECT_LIST, Kind.FUND_DETAIL)
    shape = Shape(
        COLUMNS,
        required=(
            ("declared",),
            ("description", "category"),
            listed("supplier contract_no invoice_no receipt_no category paid_amount invoice_amount"),
        ),
        row=(("declared", "invoice_amount", "paid_amount"), _NAMING),
        titles=_FUND_TITLES + _LIST_TITLES,
    )
    totals = {"declared": "total"}
    more = ("applicant_name",)

    def kind(self, titles: Sequence[str]) -> Kind:
        """A fund-use list by its title, else a project list."""
        said = [squeeze(text) for text in titles]
        funds = any(word in text for text in said for word in _FUND_TITLES)
        listed = any(word in text for text in said for word in _LIST_TITLES[:3])
        return Kind.FUND_DETAIL if funds and not listed else Kind.PROJECT_LIST

    def rows(self, part: Part, sheet: Sheet) -> list[Facts]:
        """The rows; what is blank below a merged cell or section title is that of the cell above."""
        rows: list[Facts] = []
        carried, section, position = None, None, -1
        for line in sheet.lines:
            row = self.row(line, sheet)
            if rows and line.position == position + 1 and line.section is section and _continues(row):
                row = row | {name: _from_above(rows[-1][name]) for name in _INHERITED if name in rows[-1]}
            position = line.position
            if line.section is not section:
                section, carried = line.section, None
            if "category" in row:
                carried = row["category"]
            elif carried is not None:
                row = row | {"category": _from_above(carried)}
            rows.append(row)
        return rows

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row, with the section title as its category where the table has no such column."""
        facts = dict(line.facts)
        if line.section is not None and "category" not in sheet.header.columns:
            title = sheet.origin.fact("text", squeeze(line.section.text), line.section)
            facts["category"] = _from_above(title)
        return facts

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The total (of the total row, else a labelled one) and who declares."""
        facts = super().facts(part, sheets, rows)
        if "total" not in facts:
            labels = listed("申报金额合计 投资总额 申报总额 项目总投入 总投资额 合计金额 申报总金额 投入总额")
            total = labelled(part, sheets, labels, "money")
            if total:
                facts["total"] = prove_total(total, [row.get("declared") for row in rows])
        labels = listed("申报单位 项目申报单位 申报单位名称 企业名称 单位名称 编制单位 申报企业 填报单位 公司名称")
        applicant = labelled(part, sheets, labels, "name")
        return facts | ({"applicant_name": applicant} if applicant else {})


def _continues(row: Facts) -> bool:
    """Whether a row is a further invoice or payment of the row above: it says what it is no more than by its papers."""
    return not any(name in row for name in ("number", "category", *_INHERITED))


def _from_above(fact: Fact) -> Fact:
    """What a cell above says, for the row below."""
    return fact.model_copy(update={"method": Method.DERIVED, "confidence": min(fact.confidence, _FROM_ABOVE)})
