"""Conclusion: what was done, what could not be done, and what the figures suggest — for a person to decide."""

from __future__ import annotations

from collections import Counter

from evidence.decision import Ruling
from evidence.finding import Severity
from evidence.money import Money
from reports.completeness import State
from reports.dossier import Dossier, Numbered
from reports.titles import TROUBLES, kind_title
from reports.word.sums import is_park, measured, numbers, tie_outs
from reports.word.variables import Intake, Material, Pair, Unread

SUPPORT, REFUSE, WAIT = "支持", "不支持", "待补充"

GAPS = 6
"""So many gaps of one material are told."""

_STATES: dict[State, str] = {
    "missing": "未见",
    "present": "有，不完整",
    "usable": "可用，待补充",
    "sufficient": "充分",
    "not_asked": "不适用",
}


def intake(dossier: Dossier) -> Intake:
    """What was received, by kind of document."""
    rows = dossier.result.documents
    kinds = Counter(kind_title(row.kind) for row in rows if row.kind is not None)
    return Intake(
        files=len({row.file for row in rows}),
        documents=sum(kinds.values()),
        pages=sum(len(row.pages) for row in rows),
        unread=len({row.file for row in rows if row.status == "unread"}),
        kinds=tuple(Pair(name, f"{count} 份") for name, count in kinds.most_common()),
    )


def unread(dossier: Dossier) -> tuple[Unread, ...]:
    """Every file or page that was not read, or only in part."""
    return tuple(
        Unread(
            file=one.file + (f"（第{one.page}页）" if one.page else ""),
            kind=TROUBLES[one.trouble],
            reason=one.reason,
            remedy=one.remedy,
        )
        for one in dossier.result.problems
    )


def materials(dossier: Dossier) -> tuple[Material, ...]:
    """What was asked for and how far it is there; of many gaps the first."""
    return tuple(
        Material(
            title=one.title,
            state=_STATES[one.state],
            files=f"{len(one.files)} 份" if one.files else "—",
            gaps="\n".join(one.gaps[:GAPS]) + (f"\n等 {len(one.gaps)} 项" if len(one.gaps) > GAPS else ""),
            clause=one.clause,
        )
        for one in dossier.completeness
    )


def checklist(dossier: Dossier) -> tuple[Pair, ...]:
    """What is looked up outside, with the answers found."""
    return tuple(Pair(one.question, one.answer or "待查证") for one in dossier.verdict.checklist)


def procedures(dossier: Dossier) -> tuple[str, ...]:
    """What was done to the submission as a whole; every sentence holds of this run."""
    case, got = dossier.case, intake(dossier)
    lines = len(case.declaration.lines)
    told = [
        f"接收申报材料 {got.files} 个文件，逐一计算哈希值并登记，识别出单据 {got.documents} 份、{got.pages} 页；"
        f"未能读取的文件 {got.unread} 个，均列于附件。",
        "对全部已读取的单据逐份核对内部勾稽关系，包括金额大小写、价税合计、税额、号码与日期、二维码与票面、"
        "结构化数据与版式内容。",
    ]
    if lines:
        links = len(case.matching.links)
        told.append(
            f"对全部 {lines} 项申报明细逐项匹配合同、发票、付款凭证和验收资料（形成单据间比对 {links} 组），"
            "按合同、开票、付款、期间、验收、支持范围和增值税口径依次测算审定数。"
        )
    told.append("对同一申报材料内及已登记的其他申报材料核对发票、付款凭证、合同和文件是否重复使用。")
    answered = [one for one in dossier.verdict.checklist if one.answer]
    if answered:
        told.append(f"导入外部查证结果，据以核对 {len(answered)} 项需另行查证的事项。")
    return tuple(told)


def limits(dossier: Dossier) -> tuple[str, ...]:
    """What was not done, so that nobody relies on it."""
    known = dossier.case.imported
    told = []
    if not known.invoice_status:
        told.append("未联网查验发票状态，也未导入查验结果；发票是否作废、红冲或异常以税务机关查验平台的结果为准。")
    if not known.originals:
        told.append("未核对原件，本报告所列单据均为申报单位提交的电子件。")
    told.append("未实施现场勘查、访谈和函证；设备、系统和人员的实际情况由项目组另行查明。")
    open_items = sum(1 for one in dossier.verdict.checklist if not one.answer)
    if open_items:
        told.append(f"需另行查证的事项尚有 {open_items} 项未取得结果，见“未决事项”。")
    if dossier.result.problems:
        told.append(f"有 {len(dossier.result.problems)} 处文件未能读取或仅部分读取，其内容未完整纳入核对。")
    return tuple(told)


def suggestion(dossier: Dossier) -> str:
    """支持, 不支持 or 待补充: only what no open matter can overturn is either of the first two."""
    if not measured(dossier) or not dossier.figures.holds or dossier.figures.contradicted or _pending(dossier):
        return WAIT
    reach, known = dossier.verdict.reach, dossier.verdict.recognition
    if reach is not None and reach.subsidy_certain != reach.subsidy_possible:
        return WAIT
    return SUPPORT if known.subsidy > Money.zero() else REFUSE


def conclusions(dossier: Dossier) -> tuple[str, ...]:
    """The suggestion in sentences."""
    known, pending = dossier.verdict.recognition, _pending(dossier)
    word = "奖励" if is_park(dossier) else "补助"
    if not measured(dossier):
        return ("未从申报材料中读到申报明细，金额未能测算，本报告不形成结论。",)
    cut = known.declared - known.recognised
    told = [
        f"按现有材料和本次口径，申报数 {known.declared.shown()} 元，核减 {cut.shown()} 元，"
        f"审定数 {known.recognised.shown()} 元，测算{word} {known.subsidy.shown()} 元。"
    ]
    if not dossier.figures.holds:
        told.append(tie_outs(dossier))
    if pending:
        told.append(f"{numbers(pending)} 属重大事项，在查明之前建议暂缓定论。")
    told.extend(_open(dossier, word))
    told.append(
        {
            SUPPORT: f"建议：支持，{word}金额以委托方审定为准。",
            REFUSE: "建议：不支持，理由见审定结果与问题说明；申报单位如有新的资料，经复核后调整。",
            WAIT: "建议：待补充，在未决事项了结、补充资料复核后形成最终结论。",
        }[suggestion(dossier)]
    )
    return tuple(told)


def _open(dossier: Dossier, word: str) -> list[str]:
    told: list[str] = []
    reach = dossier.verdict.reach
    if reach is not None and dossier.figures.lines and reach.certain != reach.possible:
        told.append(
            f"待定事项全部查清后，审定数在 {reach.certain.shown()} 元至 {reach.possible.shown()} 元之间，"
            f"测算{word}在 {reach.subsidy_certain.shown()} 元至 {reach.subsidy_possible.shown()} 元之间。"
        )
    asked = sum(len(group.inquiries) for group in dossier.inquiries)
    outside = sum(1 for one in dossier.verdict.checklist if not one.answer)
    if asked:
        told.append(f"尚有 {asked} 项事项需申报单位补充资料或说明。")
    if outside:
        told.append(f"另有 {outside} 项事项需由项目组查证，以上结果以查证未见不利情形为前提。")
    return told


def _pending(dossier: Dossier) -> list[Numbered]:
    """Grave matters that hold recognition up and that no auditor has set aside."""
    held = []
    for one in dossier.findings:
        terms, rulings = dossier.case.policy.codes.get(one.finding.code), one.finding.rulings
        grave = one.finding.severity is Severity.S1 and (terms is None or terms.effect != "cut")
        if grave and not (rulings and rulings[-1].ruling is Ruling.REJECT):
            held.append(one)
    return held
