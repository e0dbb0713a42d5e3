"""Variables: everything a template of the report may name, each with the Chinese words the guide explains it by.

docs/report-templates.md is drawn from these classes. Amounts are yuan as `1,234.50`; a value nobody filled in is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reports.word.pictures import Picture

Pairs = tuple["Pair", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cells of a list of terms or steps."""

    name: Annotated[str, "名称"]
    value: Annotated[str, "内容"]


@dataclass(frozen=True, slots=True)
class Firm:
    """What the firm states of itself (configs/report/engagement.yaml)."""

    name: Annotated[str, "会计师事务所名称"]
    city: Annotated[str, "签署地"]
    client: Annotated[str, "委托方；未填时为通知的发文单位"]
    reference: Annotated[str, "报告文号"]
    secrecy: Annotated[str, "密级或使用限制"]
    standard: Annotated[str, "执业依据"]
    preparer: Annotated[str, "编制人"]
    reviewer: Annotated[str, "复核人"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applied, as read from the form."""

    name: Annotated[str, "申报单位名称"]
    uscc: Annotated[str, "统一社会信用代码"]
    legal_rep: Annotated[str, "法定代表人（只留姓）"]
    registered: Annotated[str, "成立日期"]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice the application answers."""

    number: Annotated[str, "通知文号"]
    title: Annotated[str, "通知标题"]
    issuer: Annotated[str, "发文单位"]
    date: Annotated[str, "发文日期"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of the whole application, as in result.json."""

    declared: Annotated[str, "申报数"]
    cut: Annotated[str, "核减"]
    recognised: Annotated[str, "审定数"]
    subsidy: Annotated[str, "测算补助（智慧园区为测算奖励）"]
    declared_wan: Annotated[str, "申报数，万元，四舍五入两位"]
    cut_wan: Annotated[str, "核减，万元"]
    recognised_wan: Annotated[str, "审定数，万元"]
    subsidy_wan: Annotated[str, "测算补助，万元"]
    rate: Annotated[str, "核减率"]
    subsidy_title: Annotated[str, "“测算补助”或“测算奖励”"]
    doubts: Annotated[tuple[str, ...], "审定数中凭证金额待核、存在矛盾的提示，每条一句"]


@dataclass(frozen=True, slots=True)
class Severity:
    """How many findings of one severity."""

    title: Annotated[str, "重大、较大、一般、提示"]
    count: Annotated[int, "项数"]


@dataclass(frozen=True, slots=True)
class Cut:
    """All that one reason cut."""

    title: Annotated[str, "核减原因"]
    lines: Annotated[str, "涉及明细项数，或“项目层面”"]
    amount: Annotated[str, "核减金额"]
    share: Annotated[str, "占申报数"]
    findings: Annotated[str, "相关差异编号"]


@dataclass(frozen=True, slots=True)
class Category:
    """One category of spending, before the personnel cap."""

    title: Annotated[str, "支出类别"]
    lines: Annotated[int, "明细项数"]
    declared: Annotated[str, "申报数"]
    cut: Annotated[str, "核减"]
    recognised: Annotated[str, "审定数（人员限额前）"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the personnel cap."""

    title: Annotated[str, "读法"]
    allowed: Annotated[str, "人员投入可认定数"]
    total: Annotated[str, "审定数"]
    subsidy: Annotated[str, "测算补助"]
    applied: Annotated[bool, "是否本次采用"]


@dataclass(frozen=True, slots=True)
class Cap:
    """The personnel cap: what it allows and what it cuts."""

    sentence: Annotated[str, "限额计算的完整表述"]
    non_personnel: Annotated[str, "非人员投入审定"]
    personnel: Annotated[str, "人员投入（限额前）"]
    allowed: Annotated[str, "人员投入可认定数"]
    over: Annotated[str, "超限核减"]
    readings: Annotated[tuple[Reading, ...], "三种读法"]


@dataclass(frozen=True, slots=True)
class Star:
    """One star of a cloud application."""

    title: Annotated[str, "星级，注明申请、测算采用"]
    asks: Annotated[str, "数量要求"]
    by_ticks: Annotated[str, "按勾选是否达到"]
    by_papers: Annotated[str, "按佐证是否达到"]
    subsidy: Annotated[str, "按审定数参考测算补助"]


@dataclass(frozen=True, slots=True)
class Subdomain:
    """One ticked sub-domain."""

    place: Annotated[str, "类、域"]
    name: Annotated[str, "子域"]
    state: Annotated[str, "计入、交叉、未见佐证"]
    files: Annotated[str, "佐证所在文件"]


@dataclass(frozen=True, slots=True)
class Cloud:
    """Where a cloud application stands."""

    sentence: Annotated[str, "星级核对的完整表述"]
    stars: Annotated[tuple[Star, ...], "各星级"]
    subdomains: Annotated[tuple[Subdomain, ...], "勾选的子域"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One condition or item of a park's form."""

    group: Annotated[str, "类别"]
    title: Annotated[str, "条件或指标"]
    declared: Annotated[str, "申报"]
    state: Annotated[str, "符合、不符、待核"]
    found: Annotated[str, "依据材料核算情况"]


@dataclass(frozen=True, slots=True)
class Park:
    """Where a park's application stands."""

    sentence: Annotated[str, "奖励核算的完整表述"]
    checks: Annotated[tuple[Indicator, ...], "条件与指标"]


@dataclass(frozen=True, slots=True)
class Switch:
    """One reading the calculation rests on."""

    title: Annotated[str, "口径事项"]
    reading: Annotated[str, "本次采用"]
    effect: Annotated[str, "改用其他口径时审定数的变化"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The outcome under another reading of one switch."""

    title: Annotated[str, "口径事项"]
    reading: Annotated[str, "改按"]
    recognised: Annotated[str, "审定数"]
    difference: Annotated[str, "与本次相差"]
    subsidy: Annotated[str, "测算补助"]


@dataclass(frozen=True, slots=True)
class Reach:
    """Between what holds now and what would hold were every question answered for the applicant."""

    certain: Annotated[str, "已可确定的审定数"]
    possible: Annotated[str, "全部待定事项均予认可时的审定数"]
    subsidy_certain: Annotated[str, "已可确定的测算补助"]
    subsidy_possible: Annotated[str, "全部认可时的测算补助"]
    questions: Annotated[tuple[str, ...], "影响最大的待定事项，每条一句"]


@dataclass(frozen=True, slots=True)
class Charts:
    """Drawings; one that has nothing to show is empty."""

    waterfall: Annotated[Picture | None, "从申报数到审定数的瀑布图"]
    cap: Annotated[Picture | None, "人员限额三种读法"]
    months: Annotated[Picture | None, "各月开票、付款与认定期"]
    severities: Annotated[Picture | None, "差异按严重程度"]
    stars: Annotated[Picture | None, "子域数量与各星级要求"]
    indicators: Annotated[Picture | None, "园区指标核对情况"]


@dataclass(frozen=True, slots=True)
class Shot:
    """The pixels of one exhibit."""

    picture: Annotated[Picture, "证据截图（已框选、已遮盖个人信息）"]
    caption: Annotated[str, "证据编号、文件、页、要素、读数"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding in five parts."""

    number: Annotated[str, "差异编号 D-001"]
    severity: Annotated[str, "严重程度"]
    title: Annotated[str, "标题"]
    about: Annotated[str, "所涉明细；项目层面为空"]
    amount: Annotated[str, "涉及金额；无则为空"]
    fact: Annotated[str, "事实"]
    standard: Annotated[str, "标准"]
    difference: Annotated[str, "差异"]
    effect: Annotated[str, "影响"]
    advice: Annotated[str, "建议"]
    evidence: Annotated[str, "证据编号及位置"]
    shots: Annotated[tuple[Shot, ...], "证据截图"]
    rulings: Annotated[str, "审计人员已作的判断；无则为空"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the applicant."""

    number: Annotated[str, "编号 Q-001"]
    about: Annotated[str, "所涉事项"]
    ask: Annotated[str, "请提供或说明"]
    files: Annotated[str, "所涉文件"]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions about one supplier, about persons, or about the application."""

    title: Annotated[str, "供应商、人员投入、申报材料总体或文件读取"]
    questions: Annotated[tuple[Question, ...], "问题"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or page that could not be read, or only in part."""

    file: Annotated[str, "文件与页"]
    kind: Annotated[str, "问题"]
    reason: Annotated[str, "原因"]
    remedy: Annotated[str, "处理建议"]


@dataclass(frozen=True, slots=True)
class Material:
    """One material the notice or the audit asks for."""

    title: Annotated[str, "材料"]
    state: Annotated[str, "未见、有但不完整、可用待补充、充分、不适用"]
    files: Annotated[str, "文件份数"]
    gaps: Annotated[str, "缺页、存疑与不足"]
    clause: Annotated[str, "依据"]


@dataclass(frozen=True, slots=True)
class Line:
    """One declared line."""

    number: Annotated[str, "序号"]
    category: Annotated[str, "支出类别"]
    description: Annotated[str, "内容"]
    supplier: Annotated[str, "供应商"]
    declared: Annotated[str, "申报数"]
    cut: Annotated[str, "核减"]
    recognised: Annotated[str, "审定数（人员限额前）"]
    doubt: Annotated[str, "凭证金额待核或存在矛盾；无则为空"]
    reasons: Annotated[str, "核减原因与金额"]
    evidence: Annotated[str, "凭证及其证据编号"]


@dataclass(frozen=True, slots=True)
class LineTotals:
    """The foot of the table of lines."""

    declared: Annotated[str, "申报数合计"]
    cut: Annotated[str, "明细核减合计"]
    recognised: Annotated[str, "明细审定合计（人员限额前）"]
    over_cap: Annotated[str, "人员超限核减；无则为空"]
    result: Annotated[str, "审定数"]


@dataclass(frozen=True, slots=True)
class Cited:
    """One exhibit that a finding rests on."""

    number: Annotated[str, "证据编号 E-0001"]
    file: Annotated[str, "文件"]
    kind: Annotated[str, "单据类型"]
    place: Annotated[str, "页或单元格"]
    field: Annotated[str, "要素"]
    raw: Annotated[str, "原文（已遮盖）"]
    findings: Annotated[str, "引用的差异编号"]


@dataclass(frozen=True, slots=True)
class Intake:
    """What was received and how much of it was read."""

    files: Annotated[int, "收到文件数"]
    documents: Annotated[int, "识别出的单据数"]
    pages: Annotated[int, "单据页数"]
    unread: Annotated[int, "未能读取的文件数"]
    kinds: Annotated[Pairs, "单据类型及份数"]


@dataclass(frozen=True, slots=True)
class ReportVariables:
    """All that configs/report/report.docx may name."""

    draft: Annotated[str, "初稿声明，封面与页脚必须保留"]
    firm: Annotated[Firm, "事务所与约定事项"]
    applicant: Annotated[Applicant, "申报单位"]
    programme: Annotated[str, "申报方向"]
    submission: Annotated[str, "材料包名称"]
    period: Annotated[str, "认定期"]
    policy: Annotated[str, "政策包名称与版本"]
    run: Annotated[str, "运行编号，与清单 manifest.json 一致"]
    notice: Annotated[Notice, "政策依据"]
    measured: Annotated[bool, "金额是否已能测算"]
    amounts: Annotated[Amounts, "全项目金额"]
    form_total: Annotated[str, "申报表填列金额与明细合计的比较；未读到为空"]
    suggestion: Annotated[str, "结论建议：支持、不支持、待补充"]
    conclusions: Annotated[tuple[str, ...], "结论建议的说明，每条一句"]
    tie_outs: Annotated[str, "勾稽核对的结果"]
    severities: Annotated[tuple[Severity, ...], "差异按严重程度"]
    intake: Annotated[Intake, "收到的材料"]
    procedures: Annotated[tuple[str, ...], "已实施的程序，每条一句"]
    limits: Annotated[tuple[str, ...], "未能实施的程序与限制，每条一句"]
    switches: Annotated[tuple[Switch, ...], "口径"]
    cuts: Annotated[tuple[Cut, ...], "按原因核减，项目层面的在后"]
    largest: Annotated[tuple[Cut, ...], "金额最大的五项核减"]
    categories: Annotated[tuple[Category, ...], "按支出类别"]
    cap: Annotated[Cap | None, "人员投入限额；无人员投入时为空"]
    steps: Annotated[Pairs, "补助测算步骤"]
    cloud: Annotated[Cloud | None, "上云星级核对；其他方向为空"]
    park: Annotated[Park | None, "园区核对；其他方向为空"]
    charts: Annotated[Charts, "图表"]
    issues: Annotated[tuple[Issue, ...], "问题与核减（影响认定的差异）"]
    notices: Annotated[tuple[Issue, ...], "需关注事项（不影响审定数的差异）"]
    groups: Annotated[tuple[QuestionGroup, ...], "请申报单位补充或说明的事项"]
    checklist: Annotated[Pairs, "需另行查证的事项与结果"]
    unread: Annotated[tuple[Unread, ...], "未能读取或部分读取的文件"]
    reach: Annotated[Reach | None, "审定数区间"]
    sensitivity: Annotated[tuple[Alternative, ...], "会改变结果的其他口径"]
    lines: Annotated[tuple[Line, ...], "申报明细"]
    totals: Annotated[LineTotals, "明细合计"]
    cited: Annotated[tuple[Cited, ...], "差异引用的证据"]
    materials: Annotated[tuple[Material, ...], "材料完整性清单"]


@dataclass(frozen=True, slots=True)
class LetterVariables:
    """All that configs/report/letter.docx may name; nothing of severity, codes or cuts is among it."""

    firm: Annotated[Firm, "事务所与约定事项"]
    applicant: Annotated[Applicant, "申报单位"]
    programme: Annotated[str, "申报方向"]
    period: Annotated[str, "认定期"]
    notice: Annotated[Notice, "政策依据"]
    answer_days: Annotated[int, "补充资料的期限，工作日"]
    count: Annotated[int, "问题总数"]
    groups: Annotated[tuple[QuestionGroup, ...], "问题，按供应商、人员、申报材料分组"]
