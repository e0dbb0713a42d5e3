"""附件5 2025年度星级智慧园区申报表 with its indicators, and the park's plan (建设规划)."""

from __future__ import annotations

import io
from decimal import Decimal

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from sample_docs.generator import office, seals
from sample_docs.generator.contracts import day
from sample_docs.generator.form import FormTable
from sample_docs.generator.park.plan import TEN_THOUSAND, ParkPlan

TITLE = "2025年度星级智慧园区申报表"
_STARS = ("一星级", "二星级", "三星级", "四星级", "五星级")
_INDUSTRIES = ("电子信息", "汽车制造", "食品饮料", "装备制造", "生物医药", "航空航天", "轨道交通", "节能环保", "新材料",
               "新能源", "其他")  # fmt: skip
_PROMISE = (
    "1．本项目申报的所有材料，包括本申报书及相关附件，均真实、完整、合法、有效，不存在伪造、编造、抄袭等虚假情形；",
    "2．本单位为依法经营的企业及相关组织机构，近三年信用良好，未发生较大及以上安全事故、突发环境事件等。",
)


def application(plan: ParkPlan) -> bytes:
    """The form as DOCX, sealed."""
    document = docx.Document()
    office.plain_style(document, "宋体", 10.5)
    office.run(document.add_paragraph(), "附件5", "黑体", 14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, TITLE, "黑体", 18, bold=True)
    table = FormTable(document)
    _profile(table, plan)
    _conformity(table, plan)
    _core(table, plan)
    _extra(table)
    signed = f"法定代表人（签名/印章）：{plan.applicant.legal_rep}"
    cells = table.row(("申报单位承诺", 1), ("\n".join((*_PROMISE, "", signed, "", day(plan.signed))), 5))
    office.floating_seal(cells[1].paragraphs[-2], seals.company(plan.applicant.name, dpi=150), 42, (82, -6))
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), TITLE)


def _chosen(options: tuple[str, ...], chosen: str) -> str:
    return "  ".join(("√" if option == chosen else "□") + option for option in options)


def _tick(plan: ParkPlan, item: str, yes: str = "是") -> str:
    """`√是  □否` as the plan ticks the item; both boxes empty where it leaves the item open."""
    value = plan.ticks.get(item, True)
    return f"{'√' if value else '□'}{yes}/{'√' if value is False else '□'}否"


def _profile(table: FormTable, plan: ParkPlan) -> None:
    name, post, phone = plan.contact
    table.row(("申报单位", 1), (plan.applicant.name, 5))
    table.row(("申请星级", 1), (_chosen(_STARS, _STARS[plan.star - 1]), 5))
    table.row(("申请奖励资金（万元）", 1), (f"{plan.asked / TEN_THOUSAND:.2f}", 2), ("园区名称", 1), (plan.name, 2))
    area = f"{(Decimal(plan.land_m2) / 1_000_000).normalize():f}"
    table.row(("建园时间", 1), (day(plan.opened), 2), ("园区面积（平方公里）", 1), (area, 2))
    table.row(("所在区县", 1), (plan.applicant.address[3:6], 2), ("园区地址", 1), (plan.applicant.address[:12], 2))
    table.row(("联系人", 1), (name, 2), ("职务", 1), (post, 2))
    table.row(("联系电话", 1), (phone, 2), ("邮箱", 1), ("park@example.com", 2))
    table.row(("园区主导产业", 1), (_chosen(_INDUSTRIES, "装备制造"), 5))
    table.row(("已入驻企业总数", 1), (str(len(plan.tenants)), 2), ("园区从业人员数", 1), ("3260", 2))
    table.row(
        ("智慧园区建设概况及成效（300字以内）", 1), ("园区建成统一的智慧运营平台，接入安防、能耗、停车等系统。", 5)
    )


def _conformity(table: FormTable, plan: ParkPlan) -> None:
    table.row(("（一）符合性指标", 6))
    for text in (
        "已纳入成都市产业园区清单或经区（市）县及以上相关部门认定的，建设规划科学、产业定位明确、基础设施良好、运营服务优质的"
        "√制造业□工业总部经济园区。（提供认定材料，需有区（市）县及以上相关部门盖章）",
        f"园区主攻产业方向：{plan.direction}。",
        f"园区标杆企业：{plan.benchmark}（至少填写一家企业）。",
        f"制造业园区占地面积不小于8万平方米，达到 {plan.indicator_area} 万平方米。",
        f"企业入住率：企业入住率不低于50%，达到 {plan.figures['入住率']} %。（提供租赁及买卖合同）",
        "营收占比：园区入驻企业营业收入中，制造业及工业总部经济营业收入占比不低于30%（含）。",
        f"园区近三年未发生过重特大安全生产事故和环保事故。{_tick(plan, '事故')}",
    ):
        table.row((text, 6))


def _core(table: FormTable, plan: ParkPlan) -> None:
    table.row(("（二）核心指标（未满足单条三级指标所有情况的，均选否）", 6))
    last = ""
    for category, indicator, text in (*_planning(), *_transformation(plan), *_ground(plan), *_operation(plan)):
        table.row((category if category != last else "", 1), (indicator, 1), (text, 4))
        last = category


def _planning() -> tuple[tuple[str, str, str], ...]:
    group = "建设规划"
    return (
        (group, "目标定位", "园区定位清晰，目标明确，至少包括未来五年的发展思路和具体目标。"),
        (group, "重点任务", "重点任务明确、路径清晰，至少包括产业数字化发展、基础设施建设、智慧运营服务等内容。"),
        (group, "保障措施", "发展保障有力、措施可行，至少包括组织保障、资金保障、人员保障等内容。"),
    )


def _transformation(plan: ParkPlan) -> tuple[tuple[str, str, str], ...]:
    group, figures = "智改数转", plan.figures
    return (
        (group, "总体发展", f"园区规上工业企业智改数转自评估等级L1及以上的比例 {figures['总体发展']} %。（附件"
                            f"提供企业名单和等级）"),
        (group, "标志性企业", f"园区或园内企业获评市级及以上智改数转相关试点示范企业数量 {figures['标志性企业']} 家。"),
        (group, "标准化应用", f"两化融合、DCMM、CMMM等贯标认证企业数量比例 {figures['标准化应用']} %。"),
        (group, "推进企业上云", f"园区企业上云数量比例 {figures['推进企业上云']} %。"),
        (group, "标识解析应用", f"（1）园区接入工业互联网标识的企业数量 {figures['标识解析应用(1)']} 家。（均需"
                                f"附件提供企业名单及系统使用截图）\n"
         f"（2）园区企业工业互联网标识注册量 {figures['标识解析应用(2)']} 万条。"),
    )  # fmt: skip


def _ground(plan: ParkPlan) -> tuple[tuple[str, str, str], ...]:
    group, figures = "基础设施", plan.figures
    return (
        (group, "基础网络", f"（1）主要道路已建成通信管网比例达到 {figures['基础网络']} %（含），各建筑物采用全"
                            f"光网络接入，保证光纤到楼。\n"
         "（2）园区公共区域和企业办公场所、厂房等区域应实现公众移动通信信号全覆盖，重点区域实现5G和Wi-Fi网络覆盖。"),
        (group, "数据管理", "园区管理平台预留数据接口，根据智慧蓉城建设需要，按照全市统一的数据和接口标准，实现"
                            "与区（市）县及以上"
         f"政务平台的数据互通。{_tick(plan, '数据管理')}"),
        (group, "安全保障", f"（1）园区设置独立监控中心，面积在 {figures['监控中心']} 平方米（含）以上，"
                            f"{_tick(plan, '安全保障(1)')}配置监控坐席。\n"
         f"（2）在园区重要点位{_tick(plan, '安全保障(2)')}配置高清摄像头，视频数据存储超过30天，视频数据能汇聚"
         f"到视频监控系统。\n"
         f"（3）园区消防设施应{_tick(plan, '安全保障(3)')}按照消防相关法律法规进行配置，并建设具备自动报警功能"
         f"的智能消防系统。\n"
         f"（4）设置完善的信息安全制度、管理机构及专职安全人员，园区系统{_tick(plan, '安全保障(4)')}达到等级保"
         f"护二级标准。"),
        (group, "绿色低碳", f"{_tick(plan, '绿色低碳')}对园区空气、水质和噪音实时监测并公布。（提供系统截图）"),
    )  # fmt: skip


def _operation(plan: ParkPlan) -> tuple[tuple[str, str, str], ...]:
    group, figures = "智慧运营", plan.figures
    can = [_tick(plan, f"智慧运营({place})", "能") for place in range(1, 4)]
    return (
        (group, "办公配套", f"（1）园区{_tick(plan, '办公配套(1)')}具备“一窗受理、集成服务”能力，实现“园区事园"
                            f"区办、企业办事不出园”。\n"
         f"（2）统一提供咨询、融资、贷款等金融服务，服务案例 {figures['金融']} 个。\n"
         f"（3）统一提供咨询、专利、代理等法务服务，服务案例 {figures['法务']} 个。\n"
         f"（4）统一提供咨询、招聘、推荐等人才服务，服务案例 {figures['人才']} 个。（需提供案例情况）"),
        (group, "生活配套", f"（1）园区食堂{_tick(plan, '生活配套(1)', '能')}实现线上预约点餐、自动结算、自助充"
                            f"值及食品安全监控等功能。\n"
         f"（2）园区公寓实现智慧化应用，{_tick(plan, '生活配套(2)', '能')}为企业员工提供高效服务。\n"
         f"（3）{_tick(plan, '生活配套(3)', '能')}实现对园区内照明设备利用感光、声音、红外等设备进行感应控制。\n"
         f"（4）在停车场设置电动汽车充电设施，充电车位占总车位的比例 {figures['充电车位']} %。"),
        (group, "智慧运营", f"（1）园区产业智能分析应用，{can[0]}实现园区企业信息、产业规模、产业结构、投入产出"
                            f"等信息的数字化分析展示。\n"
         f"（2）园区建设数字化招商应用，{can[1]}实现招商对象资格审查、入驻审批、招商对象的CRM管理、在线验房、装修手续办理、"
         "线上企业退租、入驻情况统计等功能。\n"
         f"（3）园区建设项目管理应用，{can[2]}对园区的工程建设项目、技术改造项目等进行管理，准确掌控各类项目的完成情况。\n"
         f"（4）园区建设资产管理应用，{_tick(plan, '智慧运营(4)')}满足园区各类终端设备的标准化接入，并具备资产"
         f"基本信息管理、巡检签到、"
         "巡检排班、统计分析等功能。\n"
         f"（5）园区{_tick(plan, '智慧运营(5)')}建设能源监控应用，对园区内水、电、燃气等能源的使用情况进行实时"
         f"采集和监控。\n"
         f"（6）{_tick(plan, '智慧运营(6)')}实现远程抄表、线上报修、电梯安全监控、访客线上预约等功能。"),
    )  # fmt: skip


def _extra(table: FormTable) -> None:
    table.row(("（三）加分指标", 6))
    for name in ("影响力企业", "科技创新", "知名产品", "专业人才"):
        table.row((name, 1), ("无", 5))


def planning(plan: ParkPlan) -> bytes:
    """The park's plan with the three parts that the indicators ask for."""
    document = docx.Document()
    office.plain_style(document, "仿宋", 12)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(title, f"{plan.name}智慧园区建设规划", "黑体", 18, bold=True)
    for heading, body in (
        ("一、目标定位", f"园区以{plan.direction}为主攻方向。未来五年的发展思路是以数字化带动产业升级，具体目标"
                         f"为到2029年智慧应用全覆盖。"),
        ("二、重点任务", "推进产业数字化发展，完善园区基础设施建设，提升智慧运营服务水平。"),
        ("三、保障措施", "成立园区数字化领导小组，落实组织保障；设立专项资金，落实资金保障；配备专职团队，落实"
                         "人员保障。"),
    ):  # fmt: skip
        office.run(document.add_paragraph(), heading, "黑体", 14, bold=True)
        office.run(document.add_paragraph(), "    " + body, "仿宋", 12)
    tail = document.add_paragraph()
    tail.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    office.run(tail, f"{plan.applicant.name}\n{day(plan.signed)}", "仿宋", 12)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), "智慧园区建设规划")
