"""Papers around a park as Word documents: recognition, operation contract, leases, sale, proofs of indicators."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from sample_docs.generator import office, seals
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import Company
from sample_docs.generator.park.plan import ParkPlan, Premises, Proof
from sample_docs.generator.sheet import Paper


def _letter(title: str, body: Sequence[str], tail: Sequence[str], sealed: Sequence[Company | str]) -> bytes:
    """A title, paragraphs, right-aligned last lines, and a seal a name over them."""
    document = docx.Document()
    office.plain_style(document, "仿宋", 12)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(head, title, "黑体", 16, bold=True)
    for text in body:
        office.run(document.add_paragraph(), text, "仿宋", 12)
    last = document.add_paragraph()
    for text in tail:
        last = document.add_paragraph()
        last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        office.run(last, text, "仿宋", 12)
    for place, name in enumerate(sealed):
        seal = seals.company(name if isinstance(name, str) else name.name, dpi=130)
        office.floating_seal(last, seal, 42, (95 - 70 * place, -16))
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), title)


def recognition(plan: ParkPlan) -> bytes:
    """The recognition of the park as a PDF with the seal of who recognises it."""
    paper = Paper("园区认定")
    sheet = paper.sheet(210, 297)
    district = plan.applicant.address[3:6]
    year = plan.opened.year + 1
    sheet.text(105, 34, plan.issuer, 20, align="center", color=(0.8, 0.1, 0.1), bold=True)
    sheet.text(105, 46, f"{district[:2]}府函〔{year}〕{17 + plan.seed}号", 12, align="center")
    sheet.line(25, 50, 185, 50, (0.8, 0.1, 0.1), 1.2)
    sheet.text(105, 66, f"关于认定{plan.name}的批复", 17, align="center", bold=True)
    sheet.text(25, 82, f"{plan.owner.name}：", 12)
    body = (
        f"    你单位报来的园区认定申请收悉。经研究，同意认定{plan.name}为区级制造业产业园区。园区位于"
        f"{plan.applicant.address[:12]}，占地面积{plan.land_m2}平方米，主导产业为装备制造。"
    )
    y = sheet.wrapped(25, 92, body, 160, 12, leading=1.7)
    sheet.text(25, y + 4, "    特此批复。", 12)
    sheet.text(180, 200, plan.issuer, 12, align="right")
    sheet.text(180, 209, day(plan.opened.replace(year=year)), 12, align="right")
    sheet.stamp(138, 182, 42, 42, seals.company(plan.issuer))
    return paper.pdf()


def operation(plan: ParkPlan) -> bytes:
    """The contract by which the owner lets the operator run the park."""
    signed = plan.opened.replace(year=plan.opened.year + 1)
    body = (
        f"合同编号：YY-{signed.year}-001",
        f"签订日期：{day(signed)}",
        f"甲方（委托方）：{plan.owner.name}",
        f"统一社会信用代码：{plan.owner.uscc}",
        f"乙方（运营方）：{plan.operator.name}",
        f"统一社会信用代码：{plan.operator.uscc}",
        f"    根据《中华人民共和国民法典》，甲乙双方就{plan.name}委托运营管理事宜协商一致，订立本合同。",
        f"第一条 甲方委托乙方负责{plan.name}的招商、运营、管理和企业服务。",
        f"第二条 合同期限自{day(signed)}起至{day(signed.replace(year=signed.year + 15))}止。",
        "第三条 付款方式：甲方按年度考核结果支付运营管理费，具体金额另行约定。",
        "第四条 违约责任：任何一方违约的，应赔偿对方损失。争议解决：由园区所在地人民法院管辖。",
        "第五条 本合同一式四份，具有同等法律效力，自双方盖章之日起生效。",
    )
    return _letter(f"{plan.name}委托运营管理合同", body,
                   (f"甲方（盖章）：{plan.owner.name}", f"乙方（盖章）：{plan.operator.name}"),
                   (plan.operator, plan.owner))  # fmt: skip


def deed(plan: ParkPlan, part: Premises) -> bytes:
    """The lease or the sale of one part."""
    if part.tenant is None:
        raise ValueError(f"{part.name} has no tenant")
    other = plan.tenants[part.tenant].company
    return _sale(plan, part, other) if part.sold else _lease(plan, part, other)


def _lease(plan: ParkPlan, part: Premises, tenant: Company) -> bytes:
    rent = part.area * 26
    body = (
        f"合同编号：{part.number}",
        f"签订日期：{day(part.start)}",
        f"甲方（出租方）：{plan.applicant.name}",
        f"统一社会信用代码：{plan.applicant.uscc}",
        f"乙方（承租方）：{tenant.name}",
        f"统一社会信用代码：{tenant.uscc}",
        f"第一条 甲方将位于{plan.name}{part.name}的厂房出租给乙方使用，建筑面积为{part.area}平方米，用途为生产、办公。",
        f"第二条 租赁期限自{day(part.start)}起至{day(part.end)}止。",
        f"第三条 月租金为{rent:.2f}元，乙方按季度支付。付款方式：银行转账。",
        "第四条 违约责任：逾期支付租金的，按日支付违约金。争议解决：由房屋所在地人民法院管辖。",
        "第五条 本合同一式四份，自双方盖章之日起生效。",
    )
    return _letter("厂房租赁合同", body, (f"甲方（盖章）：{plan.applicant.name}", f"乙方（盖章）：{tenant.name}"),
                   (tenant, plan.applicant))  # fmt: skip


def _sale(plan: ParkPlan, part: Premises, buyer: Company) -> bytes:
    price = part.area * 4200
    body = (
        f"合同编号：{part.number}",
        f"签订日期：{day(part.start)}",
        f"甲方（出卖人）：{plan.owner.name}",
        f"统一社会信用代码：{plan.owner.uscc}",
        f"乙方（买受人）：{buyer.name}",
        f"统一社会信用代码：{buyer.uscc}",
        f"第一条 乙方购买位于{plan.name}{part.name}的厂房，建筑面积为{part.area}平方米。",
        f"第二条 合同总价（含税）为人民币{price:,.2f}元。付款方式：合同签订后30日内一次付清。",
        "第三条 违约责任：任何一方违约的，应赔偿对方损失。争议解决：由厂房所在地人民法院管辖。",
        "第四条 本合同一式四份，自双方盖章之日起生效。",
    )
    return _letter("厂房买卖合同", body, (f"甲方（盖章）：{plan.owner.name}", f"乙方（盖章）：{buyer.name}"),
                   (buyer, plan.owner))  # fmt: skip


def proof(plan: ParkPlan, found: Proof) -> bytes:
    """The statement about one indicator."""
    return _letter(f"{found.indicator}指标证明材料"
                   f"", ["    " + text if text[0] != "（" else text for text in found.sentences],
                   (plan.applicant.name, day(plan.signed)), (plan.applicant,))  # fmt: skip
