"""附件4 2025年度星级上云企业事项申报表, filled in, and the report on why and how the company moved."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from sample_docs.generator import office, seals
from sample_docs.generator.cloud.plan import CloudPlan
from sample_docs.generator.contracts import day
from sample_docs.generator.form import FormTable, commitment, company

TITLE = "2025年度星级上云企业事项申报表"
SUBDOMAINS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("基础上云", "计算资源", ("云服务器", "裸金属服务器", "云容器", "弹性伸缩")),
    ("基础上云", "存储资源", ("云硬盘", "云备份", "对象存储", "文件存储", "块存储", "数据库服务")),
    ("基础上云", "网络资源", ("云专线", "虚拟专用网络", "云解析服务", "云网关", "CDN")),
    ("基础上云", "安全资源", ("主机安全", "网络安全", "应用安全", "数据安全", "安全运维")),
    ("业务上云", "管理办公", ("人力资源", "财务管理", "行政管理", "协同办公")),
    ("业务上云", "研发设计", ("开发、测试、运维平台", "研发管理", "产品设计", "协同研发")),
    ("业务上云", "生产制造", ("生产排产", "制造执行", "质量管理", "过程控制", "能源管理")),
    ("业务上云", "供应链", ("供应链关系管理", "采购管理", "仓储管理", "物流管理", "销售管理")),
    ("业务上云", "销售服务", ("电商系统", "营销管理", "销售管理", "客户资源管理", "客户服务", "售后服务")),
    ("业务上云", "数据应用", ("产品质量分析与优化", "基于数据监测分析的安全生产", "市场交易分析和预测",
        "企业运营分析和预测", "其他数据应用")),
    ("设备上云", "物联网与边缘计算", ("物联网数据采集", "数据处理", "数据分析")),
    ("设备上云", "设备管理", ("设备台账", "设备点检", "工单管理", "维修保养")),
    ("设备上云", "数据监控", ("实时数据", "数据报表", "信息追溯", "组态画面", "异常报警")),
    ("设备上云", "决策优化", ("反向控制", "执行优化")),
    ("设备上云", "新技术新模式应用", ("个性化定制", "网络化协同制造", "服务型制造",
        "5G、大数据、人工智能、区块链、数字孪生、标识解析等技术应用")),
)  # fmt: skip
"""类, 域 and 子域 as 附件4 prints them: 67 rows."""
_STARS = {3: "三星级", 4: "四星级", 5: "五星级"}


def printed_total(plan: CloudPlan) -> str:
    """What the form says was spent, in 万元 with two decimals."""
    return f"{plan.declared / 10_000:.2f}"


def application(plan: CloudPlan) -> bytes:
    """The form as DOCX."""
    document = docx.Document()
    office.plain_style(document, "宋体", 10.5)
    office.run(document.add_paragraph(), "附件4", "黑体", 14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, TITLE, "黑体", 18, bold=True)
    table = FormTable(document)
    company(table, plan.base, "企业情况")
    stars = "  ".join(("√" if star == plan.star else "□") + name for star, name in _STARS.items())
    table.row(("申请上云星级", 1), (stars, 5))
    table.row(
        ("上一自然年上云投入金额（万元）", 2), (printed_total(plan), 1), ("启动上云时间", 1), (day(plan.started), 2)
    )
    table.row(("云服务部署模型", 1), ("□公有云  □私有云  √混合云", 5))
    table.row(("云资源提供单位", 1), (plan.provider, 5))
    table.row(("类", 1), ("域", 1), ("子域", 2), ("√", 1), ("使用情况", 1))
    _subdomains(table, plan)
    table.row(("上云情况（300字内）", 1), (plan.base.platform.texts["上云情况"], 5))
    commitment(table, plan.base)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), TITLE)


def _subdomains(table: FormTable, plan: CloudPlan) -> None:
    for group, domain, names in SUBDOMAINS:
        for name in names:
            ticked = f"{group}/{domain}/{name}" in plan.ticks
            table.row((group, 1), (domain, 1), (name, 2), ("√" if ticked else "", 1), ("已使用" if ticked else "", 1))


def report(plan: CloudPlan) -> bytes:
    """企业上云情况: background, plan, results."""
    document = docx.Document()
    office.plain_style(document, "仿宋", 12)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, "企业上云情况报告", "黑体", 18, bold=True)
    names = "、".join(line.description for line in plan.base.lines[1:5])
    sections = (
        ("一、上云背景", plan.base.platform.texts["企业情况"]),
        ("二、上云方案", f"采用混合云部署，2024年度内容包括云资源租用、{names}等，覆盖基础、业务和设备三类子域。"),
        ("三、上云成效", plan.base.platform.texts["上云情况"]),
    )
    for heading, body in sections:
        office.run(document.add_paragraph(), heading, "黑体", 14, bold=True)
        office.run(document.add_paragraph(), "    " + body, "仿宋", 12)
    tail = document.add_paragraph()
    tail.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    office.run(tail, f"{plan.base.applicant.name}\n{day(plan.base.platform.signed)}", "仿宋", 12)
    office.floating_seal(tail, seals.company(plan.base.applicant.name, dpi=150), 42, (95, -14))
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), "企业上云情况报告")
