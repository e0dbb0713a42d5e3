"""What each sheet of the working paper tells, by its columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from evidence.case import Case, Verdict
from evidence.cloud import CloudStanding, Count, StarStep, SubdomainState
from evidence.decision import Decision, Ruling
from evidence.declared import Programme
from evidence.engagement import Engagement
from evidence.finding import Evidence
from evidence.imported import Imported, InvoiceStatus
from evidence.money import Money
from evidence.park import IndicatorCheck, ParkStanding
from evidence.provenance import UNKNOWN
from evidence.recognition import Alternative, Checked, Question, Reach
from evidence.served import ServedEnterprise, ServedStanding
from reports import summarise
from reports.dossier import Dossier
from reports.plates import Plates
from reports.sheets.index import PURPOSES
from reports.workbook import write

Made = Callable[..., Workbook]
ENGAGEMENT = Engagement(
    firm="成都某某会计师事务所", client="成都市某局", preparer="李审计", reviewer="王复核", answer_days=4
)


@pytest.fixture
def made(case: Case, verdict: Verdict, tmp_path: Path) -> Made:
    """The book of the invented application with some parts changed, each exhibit with a picture."""

    def make(
        *, cached: bool = True, decisions: tuple[Decision, ...] = (), changed: Case = case, judged: Verdict = verdict
    ) -> Workbook:
        known = UNKNOWN.model_copy(update={"gouji": "9.8"})
        dossier = Dossier.of(changed, judged, summarise(changed, judged, decisions), ENGAGEMENT, known)
        pictured = (one for one in dossier.exhibits.all if one.picturable and one.place.box)
        plates = Plates(crops={}, files={one.number: f"plates/{one.source[:12]}-p1.jpg" for one in pictured})
        return openpyxl.load_workbook(write(dossier, tmp_path, plates), data_only=cached)

    return make


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet below its titles, by title."""
    rows = list(book[name].iter_rows(min_row=5, values_only=True))
    titles = [str(title) for title in rows[0]]
    return [dict(zip(titles, row, strict=True)) for row in rows[1:]]


def pairs(book: Workbook, name: str) -> dict[str, str]:
    """Labels of the first column and what stands beside them; the first of a label."""
    found: dict[str, str] = {}
    for row in book[name].iter_rows(max_col=2, values_only=True):
        found.setdefault(str(row[0]), str(row[1]) if row[1] is not None else "")
    return found


def test_the_cover_names_run_and_people_and_leaves_what_people_fill_in(made: Made) -> None:
    cover = pairs(made(), "封面")
    assert cover["运行编号"].startswith("RUN-")
    assert (cover["程序版本"], cover["政策包版本"]) == ("9.8", "chengdu-2025 1.0")
    assert (cover["材料截止时间"], cover["签发人 / 日期"]) == ("", "")
    assert cover["编制人 / 日期"].strip() == "李审计"
    assert cover["委托方"] == "成都市某局"
    assert "未经注册会计师复核签署" in cover["声明"]


def test_every_sheet_is_on_the_cover_with_an_index_number_of_its_own(made: Made) -> None:
    book = made()
    listed = {row[3]: row[2] for row in book["封面"].iter_rows(min_row=6, values_only=True) if row[3]}
    assert list(listed) == [name for name in book.sheetnames if name not in ("封面", "核验")]
    assert len(set(listed.values())) == len(listed)
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        assert sheet.page_setup.orientation == "landscape"
        foot = sheet.oddFooter
        assert foot is not None
        assert foot.right is not None
        assert foot.left is not None
        assert "第 &P 页 / 共 &N 页" in str(foot.right.text)
        assert "编制人：李审计" in str(foot.left.text)
        if sheet.title in PURPOSES:
            assert any(str(cell.value).startswith("审计目标：") for cell in sheet[4]), sheet.title


def test_readings_quote_the_notice_and_tell_what_others_would_come_to(made: Made, verdict: Verdict, case: Case) -> None:
    other = Alternative(
        switch="vat_basis", reading="gross", recognised=Money(amount=600000), subsidy=Money(amount=90000)
    )
    sheet = made(judged=verdict.model_copy(update={"sensitivity": (other,)}))["口径说明"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "增值税口径"]
    assert rows[0][1] == "专用发票按不含税金额认定，其余按含税金额认定"
    assert rows[0][2] == f"“{case.policy.clauses['subsidy']}”"
    assert rows[1][1] == "按含税金额认定"
    assert rows[1][3:6] == (600000, 33962.26, 90000)
    assert next(row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "上云费用归集") == "与本申报方向无关"


def test_findings_have_five_parts_a_treatment_and_every_ruling(made: Made, verdict: Verdict) -> None:
    subject = next(one.id for one in verdict.findings if one.code == "cash_or_personal_payment")
    decisions = tuple(
        Decision(subject=subject, ruling=ruling, by=by, at=datetime(2025, 6, day, 9, 30, tzinfo=UTC), note=note)
        for ruling, by, day, note in (
            (Ruling.CORRECT, "李审计", 3, "原件为对公账户"),
            (Ruling.CONFIRM, "王复核", 9, ""),
        )
    )
    book = made(decisions=decisions)
    rows = {row["代码"]: row for row in table(book, "差异清单")}
    row = rows["cash_or_personal_payment"]
    assert all(row[part] for part in ("事实", "标准", "差异", "影响", "建议"))
    assert row["申报单位意见"] is None
    assert row["状态"] == "确认"
    assert row["审计复核意见"] == ("更正（李审计，2025-06-03 09:30）：原件为对公账户\n确认（王复核，2025-06-09 09:30）")
    assert {row["处理"] for row in rows.values()} <= {"核减", "暂不认定", "补充", "关注"}
    assert rows["near_threshold_warning"]["状态"] == "待复核"
    corrections = [row[0] for row in book["识别质量"].iter_rows(values_only=True) if row[0]]
    assert any("更正（李审计" in str(told) for told in corrections)
    assert any("没有人工更正记录" in str(row[0]) for row in made()["识别质量"].iter_rows(values_only=True))
    assert {row["自动/人工"] for row in table(book, "明细核对")[:2]} == {"人工复核", "自动"}


def test_the_letter_sheet_asks_and_neither_grades_nor_suspects(made: Made, verdict: Verdict) -> None:
    sheet = made()["补充资料通知"]
    rows = table(made(), "补充资料通知")
    assert rows
    assert "4 个工作日" in str(sheet["A1"].value)
    assert all(row["请提供或说明"] and row["答复期限"] is None for row in rows)
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for word in ("S1", "S2", "S3", "重大", "嫌疑", "涉嫌", "虚假", *(one.code for one in verdict.findings)):
        assert word not in text


def test_evidence_tells_custody_and_links_to_page_and_findings(made: Made, case: Case) -> None:
    book = made()
    sheet, rows = book["证据索引"], table(book, "证据索引")
    assert [row["编号"] for row in rows] == [f"E-{n:04d}" for n in range(1, len(rows) + 1)]
    invoice = next(row for row in rows if row["文件"] == "01/发票.pdf" and row["要素"] == "价税合计")
    assert (invoice["对应明细"], invoice["原件已核"], invoice["图像"]) == ("1", "未核", "原图")
    source = next(one for one in case.submission.sources if one.path == "01/发票.pdf")
    assert invoice["SHA-256"] == source.sha256
    assert invoice["SM3"] == (source.sm3 or None)
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=6) for cell in row if cell.hyperlink]
    assert {link.target for link in links if link.target} == {
        f"plates/{one.sha256[:12]}-p1.jpg" for one in case.submission.sources if one.path.startswith("01/")
    }
    assert all(str(link.location).startswith("'差异清单'!A") for link in links if not link.target)
    assert not [row for row in rows if row["文件"] == "人员/工资表2024-03.xlsx" and row["图像"]]


def test_what_a_contract_leaves_unpaid_is_a_formula(made: Made) -> None:
    live, worked = table(made(cached=False), "合同台账")[0], table(made(), "合同台账")[0]
    assert live["未付"] == "=ROUND(I6-P6,2)"
    assert (worked["合同金额（含税）"], worked["已付款（列报）"], worked["未付"]) == (500000, 300000, 200000)
    assert worked["签章"] == "甲方有"


def test_a_contract_of_no_line_is_not_said_to_be_unpaid(made: Made, case: Case) -> None:
    lines = tuple(found.model_copy(update={"contracts": ()}) for found in case.matching.lines)
    other = case.model_copy(update={"matching": case.matching.model_copy(update={"lines": lines})})
    row = table(made(changed=other), "合同台账")[0]
    assert (row["对应明细"], row["已付款（列报）"], row["未付"]) == ("未匹配", None, None)


def test_many_findings_of_one_line_are_counted_in_the_link(made: Made) -> None:
    assert table(made(), "明细核对")[0]["差异"] == "D-001 等 4 项"


def test_an_invoice_shows_what_was_looked_up_and_by_whom(made: Made, case: Case) -> None:
    assert table(made(), "发票清单")[0]["查验状态"] == "未查验"
    row = InvoiceStatus(number="00000000012345678901", status="partly_red", checked=date(2025, 7, 1), by="李审计")
    other = case.model_copy(update={"imported": Imported(invoice_status=(row,))})
    shown = table(made(changed=other), "发票清单")[0]
    assert (shown["查验状态"], shown["查验时间/人"]) == ("部分红冲", "2025-07-01\n李审计")
    assert shown["重复"] == "发票副本.pdf"
    assert shown["认定金额"] == 283018.87


def test_open_questions_and_the_range_stand_on_the_totals(made: Made, verdict: Verdict) -> None:
    finding = next(one for one in verdict.findings if one.code == "cash_or_personal_payment")
    reach = Reach(
        certain=Money(amount=100),
        possible=Money(amount=900),
        subsidy_certain=Money(amount=15),
        subsidy_possible=Money(amount=135),
        questions=(Question(finding=finding.id, code=finding.code, line="L-1", moves=Money(amount=800)),),
    )
    open_ = (Checked(code="invoice_status_unverified", question="发票是否已查验"),)
    book = made(judged=verdict.model_copy(update={"reach": reach, "checklist": open_}))
    totals = pairs(book, "汇总")
    assert (totals["现有材料可确认（下限）"], totals["全部补充说明均获采信（上限）"]) == ("100", "900")
    assert totals["结论建议（由项目负责人勾选）"].startswith("□ 支持　　□ 不支持　　□ 待补充")
    assert totals["系统提示"].startswith("待补充")
    asked = [row for row in table(book, "审计程序表") if row["审计程序"] == "发票是否已查验"]
    assert [(row["执行"], row["范围/结果"]) for row in asked] == [("待执行", "尚未查证")]


def test_served_enterprises_are_counted_four_ways(made: Made, case: Case, verdict: Verdict) -> None:
    form = next(one for one in case.records if one.file == "申报表.docx")
    spot = Evidence.of(form, "applicant_name")
    rows = (
        ServedEnterprise(
            key="甲", name="四川甲厂有限公司", by_contract=True, by_records=True, counted=True, evidence=(spot,)
        ),
        ServedEnterprise(key="乙", name="四川乙厂有限公司", by_records=True, counted=True),
        ServedEnterprise(key="", name="四川乙厂有限公司", why="名单内重复列示"),
        ServedEnterprise(key="", name="贺兰", why="为个人"),
    )
    standing = ServedStanding(contracts=1, users=2, both=1, either=2, least=20, proof="either", doubtful=0, rows=rows)
    book = made(judged=verdict.model_copy(update={"served": standing}))
    sheet = {str(row[1]): row[2] for row in book["服务企业核对"].iter_rows(max_col=3, values_only=True)}
    counts = ("有服务合同 n_contract", "有后台记录 n_backend", "两者兼有 n_both", "有其一 n_either", "数量条件")
    assert [sheet[name] for name in counts] == [1, 2, 1, 2, "未达到"]
    listed = table(book, "服务企业核对")[:4]
    assert [row["是否计数"] for row in listed] == ["是", "是", "否", "否"]
    assert listed[3]["名称"] == "贺*"
    assert listed[3]["不计数原因"] == "为个人"


def test_a_cloud_has_its_sub_domains_and_no_personnel_limit(made: Made, case: Case, verdict: Verdict) -> None:
    names: tuple[tuple[str, str, bool], ...] = (("云主机", "counted", True), ("云盘", "overlapping", True))
    rows = tuple(
        SubdomainState.model_validate(
            {"group": "基础上云", "domain": "计算", "name": name, "ticked": tick, "state": state, "instead": ""}
        )
        for name, state, tick in (*names, ("云备份", "unticked", False))
    )
    star = StarStep(star=3, classes_min=2, subdomains_min=6, by_ticks=True, by_papers=False, subsidy=Money(amount=20))
    one, two = (Count(classes=1, subdomains=n) for n in (1, 2))
    standing = CloudStanding(
        applied=4, granted=3, state="fail", ticked=two, evidenced=two, counted=one, stars=(star,), subdomains=rows
    )
    declaration = case.declaration.model_copy(update={"programme": Programme.CLOUD})
    recognition = verdict.recognition.model_copy(update={"readings": ()})
    book = made(
        changed=case.model_copy(update={"declaration": declaration}),
        judged=verdict.model_copy(update={"cloud": standing, "recognition": recognition}),
    )
    assert "人员限额" not in book.sheetnames
    assert "园区指标核对" not in book.sheetnames
    shown = table(book, "上云子域核对")
    assert [(row["勾选"], row["核对"], row["计数"]) for row in shown[:3]] == [
        ("√", "计入", 1),
        ("√", "交叉，不另计", 0),
        (None, "未勾选", 0),
    ]
    assert pairs(book, "汇总")["测算采用星级"] == "3 星"


def test_a_park_has_its_indicators_and_no_lines(made: Made, case: Case, verdict: Verdict) -> None:
    check = IndicatorCheck(
        group="核心指标", indicator="安全保障", item="(2)", declared="是", found="视频保存15天", state="fail",
        codes=("park_indicator_overclaimed",),
    )  # fmt: skip
    due = Money(amount=1000000)
    park = ParkStanding(star=4, asked=due, standard=Money(amount=2000000), received=due, due=due, checks=(check,))
    declaration = case.declaration.model_copy(update={"programme": Programme.PARK, "lines": ()})
    recognition = verdict.recognition.model_copy(
        update={"lines": (), "declared": due, "recognised": due, "subsidy": due, "readings": (), "deductions": ()}
    )
    book = made(
        changed=case.model_copy(update={"declaration": declaration}),
        judged=verdict.model_copy(update={"park": park, "recognition": recognition}),
    )
    assert "明细核对" not in book.sheetnames
    assert "服务企业核对" not in book.sheetnames
    assert "发票清单" in book.sheetnames  # invoices were handed in all the same
    row = table(book, "园区指标核对")[0]
    assert (row["指标"], row["申报"], row["结论"]) == ("安全保障", "是", "不符")
    totals = pairs(book, "汇总")
    assert (float(totals["应予奖励（补差）"]), float(totals["测算奖励"])) == (1000000, 1000000)
