from __future__ import annotations

from datetime import UTC, date, datetime

from evidence.case import Case, Verdict
from evidence.decision import Decision, Ruling
from evidence.imported import Imported, InvoiceStatus
from evidence.provenance import UNKNOWN, Ingredient
from reports import summarise
from reports.trail import Step, trail


def told(case: Case, verdict: Verdict, decisions: tuple[Decision, ...] = ()) -> tuple[Step, ...]:
    model = Ingredient(group="model", name="det.onnx", sha256="0" * 64)
    known = UNKNOWN.model_copy(update={"gouji": "9.8", "packages": {"lxml": "6"}, "ingredients": (model,)})
    return trail(case, summarise(case, verdict, decisions), known, "RUN-1")


def value(steps: tuple[Step, ...], group: str, what: str) -> str:
    return next(one.value for one in steps if one.group == group and one.what == what)


def test_inputs_policy_and_versions_are_told(case: Case, verdict: Verdict) -> None:
    steps = told(case, verdict)
    assert value(steps, "运行", "运行编号") == "RUN-1"
    assert value(steps, "输入", "收到文件").startswith(f"{len(case.submission.sources)} 个")
    assert value(steps, "政策", "政策包") == f"{case.policy.name} {case.policy.version}"
    assert value(steps, "版本", "程序版本") == "9.8"
    assert value(steps, "软件包", "lxml") == "6"
    assert value(steps, "识别模型", "det.onnx") == "0" * 64


def test_what_could_not_be_read_is_told_file_by_file(case: Case, verdict: Verdict) -> None:
    steps = told(case, verdict)
    assert "文件已加密" in value(steps, "读取问题", "03/加密.pdf")
    assert "压缩包损坏" in value(steps, "读取问题", "04/坏包.zip")


def test_every_ruling_stays_in_the_order_it_was_made(case: Case, verdict: Verdict) -> None:
    assert value(told(case, verdict), "人工复核", "—") == "尚无复核记录"
    subject = verdict.findings[1].id
    decisions = tuple(
        Decision(subject=subject, ruling=ruling, by=by, at=datetime(2025, 6, day, 9, 30, tzinfo=UTC), note=note)
        for ruling, by, day, note in ((Ruling.REJECT, "王复核", 9, "原件相符"), (Ruling.CONFIRM, "李审计", 3, ""))
    )
    rows = [one.value for one in told(case, verdict, decisions) if one.group == "人工复核"]
    assert rows == ["确认　李审计　2025-06-03 09:30", "不予采纳　王复核　2025-06-09 09:30　原件相符"]


def test_who_looked_up_what_and_when(case: Case, verdict: Verdict) -> None:
    assert value(told(case, verdict), "外部查证", "发票查验") == "未导入，相关事项列为待查证"
    rows = tuple(
        InvoiceStatus(number=str(n), status="normal", checked=date(2025, 7, n), by="李审计") for n in (1, 3, 2)
    )
    other = case.model_copy(update={"imported": Imported(invoice_status=rows)})
    assert value(told(other, verdict), "外部查证", "发票查验") == "3 条，李审计，2025-07-01 至 2025-07-03"
