"""附件3 2025年度工业互联网市级示范平台事项申报表, filled in, and the report on how the platform was built."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from sample_docs.generator import office, seals
from sample_docs.generator.contracts import day
from sample_docs.generator.plan import Plan
from sample_docs.generator.recognition import printed_total

_PROMISES = (
    "1．本项目申报的所有材料，包括本申报书及相关附件，均真实、完整、合法、有效，不存在伪造、编造、抄袭等虚假情形；",
    "2．本单位为依法经营的企业及相关组织机构，近三年信用良好，未发生较大及以上安全事故、突发环境事件等，未在严重违法失信名单、"
    "安全生产严重失信名单、环境信用评价“不良企业”有效期内，涉及项目应符合成都产业发展政策和安全、环保、节能、消防、统计等法律规定。",
)


class FormTable:
    """A grid of six columns filled row by row, cells joined as the printed form has them."""

    def __init__(self, document: Any) -> None:
        self.table = document.add_table(rows=0, cols=6, style="Table Grid")
        self.table.autofit = False

    def row(self, *cells: tuple[str, int]) -> list[Any]:
        """One row of (text, how many columns it spans); returns the cells."""
        made = self.table.add_row().cells
        for cell in made:
            cell.width = Mm(27)
        start, found = 0, []
        for text, span in cells:
            cell = made[start] if span == 1 else made[start].merge(made[start + span - 1])
            for index, part in enumerate(text.split("\n")):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                office.run(paragraph, part, "宋体", 10.5)
            found.append(cell)
            start += span
        return found


def application(plan: Plan) -> bytes:
    """The form as DOCX."""
    document = docx.Document()
    office.plain_style(document, "宋体", 10.5)
    office.run(document.add_paragraph(), "附件3", "黑体", 14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, "2025年度工业互联网市级示范平台事项申报表", "黑体", 18, bold=True)
    table = FormTable(document)
    company(table, plan)
    _platform(table, plan)
    commitment(table, plan)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), "2025年度工业互联网市级示范平台事项申报表")


def company(table: FormTable, plan: Plan, about: str = "企业简介") -> None:
    """The applicant's block, which the forms of platforms and clouds share; its text has another title in each."""
    applicant, platform = plan.applicant, plan.platform
    table.row(("企业名称", 1), (applicant.name, 5))
    table.row(("注册地址", 1), (applicant.address, 5))
    table.row(("法人代表", 1), (applicant.legal_rep, 2), ("所属区（市）县", 1), (applicant.address[3:6], 2))
    table.row(("注册时间", 1), (day(applicant.founded), 2), ("注册资金", 1), (platform.capital, 2))
    table.row(("主营业务", 1), (platform.main_business, 5))
    table.row(("经营状况", 1), ("主营业务收入（万元）", 2), ("税收（万元）", 1), ("利润（万元）", 2))
    for year, income, tax, profit in platform.operating:
        table.row((f"{year}年度", 1), (income, 2), (tax, 1), (profit, 2))
    name, duty, phone, mail = platform.contact
    first = table.row(("联系人", 1), ("姓名", 1), (name, 1), ("职务", 1), (duty, 2))
    second = table.row(("", 1), ("电话", 1), (phone, 1), ("邮箱", 1), (mail, 2))
    first[0].merge(second[0])
    table.row((f"{about}（300字以内）：\n{platform.texts[about]}", 6))


def _platform(table: FormTable, plan: Plan) -> None:
    platform = plan.platform
    table.row(("平台名称", 1), (platform.name, 5))
    table.row(("发展定位", 1), ("√行业级平台  □区域级平台  □跨行业跨领域平台", 5))
    built = day(platform.built)
    table.row(("认定期内\n投资金额", 1), (f"{printed_total(plan)}万元", 2), ("建成时间", 1), (built, 2))
    table.row(("IaaS基础设施", 1), ("√自建             □租用   服务商______________", 5))
    metrics = "\n".join(f"{name}：{value}{unit}" for name, value, unit in platform.metrics)
    table.row(("平台核心指标", 1), (metrics, 5))
    for section in ("平台概述", "能力和发展优势", "发展方向和计划"):
        table.row((f"{section}（300字以内）", 1), (platform.texts[section], 5))
    typical = "\n".join(
        f"{index}．{served.name}：{what}，{how}。"
        for index, (served, (what, how)) in enumerate(zip(plan.served, platform.typical, strict=False), 1)
    )
    table.row(("平台典型应用企业名称", 1), (typical, 5))


def commitment(table: FormTable, plan: Plan) -> None:
    """The promise with the legal representative's name, the day and the seal."""
    signed = f"法定代表人（签名/印章）：{plan.applicant.legal_rep}"
    date_line = f"{plan.platform.signed:%Y}年{plan.platform.signed.month}月{plan.platform.signed.day}日"
    text = "\n".join((*_PROMISES, "", signed, "", date_line))
    cells = table.row(("申报单位承诺", 1), (text, 5))
    for paragraph in cells[1].paragraphs[-3:]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    seal = seals.company(plan.applicant.name, dpi=150)
    office.floating_seal(cells[1].paragraphs[-2], seal, 42, (82, -6))


def report(plan: Plan) -> bytes:
    """平台实施情况报告: plan, progress, results."""
    document = docx.Document()
    office.plain_style(document, "仿宋", 12)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, f"{plan.platform.name}实施情况报告", "黑体", 18, bold=True)
    names = "、".join(line.description for line in plan.lines[:4])
    sections = (
        ("一、建设方案", f"{plan.platform.texts['平台概述']}2024年度建设内容包括{names}等。"),
        ("二、实施进展", f"项目于2024年1月启动，{day(plan.platform.built)}完成全部建设内容并通过验收上线运行，"
                     f"平台研发及运营专职人员{len(plan.staff)}人。"),
        ("三、取得成效", f"{plan.platform.texts['能力和发展优势']}截至2024年底，平台服务企业{len(plan.served)}家。"),
    )  # fmt: skip
    for heading, body in sections:
        office.run(document.add_paragraph(), heading, "黑体", 14, bold=True)
        office.run(document.add_paragraph(), "    " + body, "仿宋", 12)
    tail = document.add_paragraph()
    tail.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    office.run(tail, f"{plan.applicant.name}\n{day(plan.platform.signed)}", "仿宋", 12)
    office.floating_seal(tail, seals.company(plan.applicant.name, dpi=150), 42, (95, -14))
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), "平台实施情况报告")
