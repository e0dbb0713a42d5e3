"""Trail: what the outcome rests on and what people decided, for the sheet 审计轨迹 (domain 5, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.case import Case
from evidence.imported import Imported
from evidence.provenance import Provenance
from evidence.result import Result
from reports.titles import INGREDIENTS, RULINGS, TROUBLES, switch_shown


@dataclass(frozen=True, slots=True)
class Step:
    """One row: its group, what it is, and its value. No clock and no path of the machine is in it."""

    group: str
    what: str
    value: str


def trail(case: Case, result: Result, provenance: Provenance, run: str) -> tuple[Step, ...]:
    """Inputs, policy, versions, problems and rulings, in that order."""
    return (
        *_inputs(case, run),
        *_policy(case),
        *_versions(provenance),
        *_looked_up(case.imported),
        *_workings(case, result),
        *_decided(result),
    )


def _inputs(case: Case, run: str) -> Iterator[Step]:
    sources = case.submission.sources
    yield Step("运行", "运行编号", run)
    yield Step("输入", "材料包", case.submission.name)
    yield Step("输入", "收到文件", f"{len(sources)} 个，{sum(one.size for one in sources):,} 字节")
    yield Step("输入", "不同内容", f"{len({one.sha256 for one in sources})} 个（按 SHA-256）")
    yield Step("输入", "识别出的单据", f"{len(case.records)} 份")


def _policy(case: Case) -> Iterator[Step]:
    policy = case.policy
    yield Step("政策", "通知", f"{policy.notice.number}　{policy.notice.title}")
    yield Step("政策", "政策包", f"{policy.name} {policy.version}")
    yield Step("政策", "差异代码", f"{len(policy.codes)} 个")
    for name, value in sorted(policy.switches.model_dump().items()):
        title, reading = switch_shown(name, str(value))
        yield Step("政策", f"口径：{title}", reading)


def _versions(provenance: Provenance) -> Iterator[Step]:
    own = {"程序版本": provenance.gouji, "程序代码 SHA-256": provenance.code, "提取规则版本": provenance.extractors}
    own |= {"Python": provenance.python, "系统": provenance.platform}
    yield from _pairs("版本", own)
    yield from _pairs("读取器版本", provenance.readers)
    yield from _pairs("软件包", provenance.packages)
    yield from _pairs("系统库", provenance.libraries)
    yield from _pairs("设置", provenance.settings)
    for one in provenance.ingredients:
        yield Step(INGREDIENTS[one.group], one.name, one.sha256)


def _pairs(group: str, values: Mapping[str, str]) -> Iterator[Step]:
    return (Step(group, name, value) for name, value in values.items() if value)


def _looked_up(imported: Imported) -> Iterator[Step]:
    """How many rows of each table, who looked up and on which days."""
    tables = (
        ("发票查验", [(row.by, row.checked) for row in imported.invoice_status]),
        ("登记信息", [("", None) for _ in imported.registry]),
        ("既往奖补", [("", None) for _ in imported.awards]),
        ("原件核对", [(row.by, row.on) for row in imported.originals]),
        ("信用查询", [(row.by, row.checked) for row in imported.credit]),
    )
    for title, rows in tables:
        people = "、".join(sorted({by for by, _ in rows if by}))
        days = sorted({str(day) for _, day in rows if day})
        span = f"{days[0]} 至 {days[-1]}" if days else ""
        told = "，".join(filter(None, (f"{len(rows)} 条", people, span))) if rows else "未导入，相关事项列为待查证"
        yield Step("外部查证", title, told)


def _workings(case: Case, result: Result) -> Iterator[Step]:
    yield Step("核对", "多种匹配方式同样成立", f"{len(case.matching.ambiguities)} 处")
    yield Step("核对", "重复件", f"{len(case.matching.duplicates)} 份")
    yield Step("核对", "差异", f"{len(result.findings)} 项")
    if not result.problems:
        yield Step("读取问题", "—", "无")
    for one in result.problems:
        page = f" 第 {one.page} 页" if one.page else ""
        yield Step("读取问题", f"{one.file}{page}", f"{TROUBLES[one.trouble]}：{one.reason}")


def _decided(result: Result) -> Iterator[Step]:
    """Every ruling in the order it was made; none is ever dropped."""
    ruled = [(one, found) for found in result.findings for one in found.rulings]
    if not ruled:
        yield Step("人工复核", "—", "尚无复核记录")
    for one, found in sorted(ruled, key=lambda pair: (pair[0].at, pair[1].id)):
        told = f"{RULINGS[one.ruling]}　{one.by}　{one.at:%Y-%m-%d %H:%M}" + (f"　{one.note}" if one.note else "")
        yield Step("人工复核", f"{found.title}（{found.id}）", told)
