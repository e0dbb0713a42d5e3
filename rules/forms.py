"""The application form by itself: its edition, what it must state, its lengths, its commitment, the district's row.

Which fields a form asks for is data of the notice (`forms` of the policy). What a form read from pixels does not show
may have escaped the reader: that is asked, never stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evidence.declared import Category, Programme
from evidence.document import Method
from evidence.fact import Fact
from evidence.fen import fen, yuan
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key, number_key
from evidence.policy import FormTerms
from evidence.record import Record, Row
from evidence.views import sure
from rules.papers import Papers
from rules.recognition import Workings

WHOLE = 0.7
"""From this share of the required fields on, the form was understood, and what is missing was left blank."""
MUCH = Decimal("0.3")
"""From this share of all purchases on, servers are no accessory."""


_PROGRAMMES = {Programme.PLATFORM: "示范平台", Programme.CLOUD: "上云", Programme.PARK: "园区"}


def form_of(papers: Papers) -> Record | None:
    """The application form; None where none was found."""
    return papers.records.get(papers.case.declaration.form)


def terms_of(papers: Papers) -> FormTerms:
    """What the form of the programme asks for."""
    return papers.policy.forms.get(papers.case.declaration.programme or Programme.PLATFORM, FormTerms())


def understood(form: Record, terms: FormTerms) -> bool:
    """Whether so much of the form was read that what is missing was left blank."""
    there = sum(field in form.facts for field in terms.required)
    return bool(terms.required) and there >= WHOLE * len(terms.required)


def _by_pixels(form: Record) -> bool:
    return any(fact.method is Method.OCR for fact in form.facts.values())


def blank_fields(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Required fields left blank; single choices without a tick or with several."""
    form, terms = form_of(papers), terms_of(papers)
    if form is None or not understood(form, terms):
        return
    missing = [field for field in terms.required if field not in form.facts and field not in terms.choices]
    if missing:
        named = "、".join(terms.required[field] for field in missing)
        code = "rule_cannot_determine" if _by_pixels(form) else "form_field_missing"
        tail = "未填写或未能识别" if _by_pixels(form) else "未填写"
        subjects = (form.id,) if code == "form_field_missing" else (form.id, "form_field_missing")
        yield papers.finding(code, f"申报表{named}{tail}", subjects, (Evidence.of(form, missing[0]),))
    for field in terms.choices:
        fact = form.facts.get(field)
        if _by_pixels(form) or (fact is not None and "、" not in fact.value):
            continue
        state = f"勾选了多项（{fact.value}）" if fact else "未勾选或勾选了多项"
        message = f"申报表“{terms.required[field]}”为单选项，{state}"
        yield papers.finding("form_choice_invalid", message, (form.id, field), (Evidence.of(form, field),))


def long_texts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Texts longer than the form allows, white space not counted."""
    form, terms = form_of(papers), terms_of(papers)
    for field, most in terms.limits.items() if form else ():
        fact = form.facts.get(field) if form else None
        length = len("".join(fact.value.split())) if fact else 0
        if form and fact and fact.method is not Method.OCR and length > most:
            message = f"申报表“{terms.required.get(field, field)}”{length}字，超过{most}字"
            yield papers.finding("text_over_limit", message, (form.id, field), (Evidence.of(form, field),))


def editions(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A form whose title prints another year than the notice's."""
    form, terms = form_of(papers), terms_of(papers)
    fact = form.facts.get("edition") if form else None
    if form and fact and terms.edition and sure(fact) and fact.number != terms.edition:
        message = f"申报表标题为{fact.value}年度，与本次申报通知（{terms.edition}年度）不符"
        yield papers.finding("form_version_wrong", message, (form.id,), (Evidence.of(form, "edition"),))


def recommended(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The applicant's row in the district's summary (附件1) against the form; silent where no row names it."""
    form = form_of(papers)
    ours = name_key(papers.applicant.name)
    for record in papers.records.values():
        rows = record.rows if record.kind is Kind.FORM_A1 and form and ours else ()
        own = [row for row in rows if name_key(row.text("applicant_name")) == ours]
        for row in own[:1]:
            wrong = list(_differences(papers, form, row)) if form else []
            if form and wrong:
                message = "推荐汇总表与申报表不一致：" + "；".join(told for told, *_ in wrong)
                evidence = [Evidence.at(record, field, fact) for _, field, fact in wrong]
                yield papers.finding("recommendation_row_mismatch", message, (record.id,), evidence)
        named = [row for row in rows if sure(row.facts.get("applicant_name"))]
        if named and len(named) == len(rows) and not own:
            message = f"推荐汇总表未见申报单位“{papers.applicant.name}”"
            evidence = [Evidence.at(record, "applicant_name", row.facts["applicant_name"]) for row in named[:3]]
            yield papers.finding("recommendation_row_mismatch", message, (record.id,), evidence)


def _differences(papers: Papers, form: Record, row: Row) -> Iterator[tuple[str, str, Fact]]:
    programme = papers.case.declaration.programme
    stated = row.facts.get("programme")
    if programme and stated and sure(stated) and _PROGRAMMES[programme] not in stated.value:
        others = [word for key, word in _PROGRAMMES.items() if key is not programme and word in stated.value]
        if others:
            yield f"申报方向为“{stated.value}”", "programme", stated
    for field, title, key in (("contact", "联系人", name_key), ("phone", "联系电话", number_key)):
        left, right = row.facts.get(field), form.facts.get(field)
        if left and right and sure(left) and sure(right) and key(left.value) != key(right.value):
            yield f"{title}“{left.value}”，申报表为“{right.value}”", field, left


def early_years(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Income stated for a year that ended before the company was founded, by its licence."""
    form = form_of(papers)
    licences = [record for record in papers.records.values() if record.kind is Kind.LICENCE]
    founded = [licence.facts["reg_date"] for licence in licences if sure(licence.facts.get("reg_date"))]
    if form is None or len(founded) != 1 or founded[0].type != "date":
        return
    for field, fact in form.facts.items():
        name, _, year = field.partition("_")
        if name != "revenue" or not year.isdigit() or fact.type != "number" or not sure(fact):
            continue
        if int(year) < founded[0].day.year and fact.number:
            message = f"营业执照载明成立日期{founded[0].day}，申报表{year}年度主营业务收入为{fact.value}万元，提请核实"
            evidence = (Evidence.of(form, field), Evidence.at(licences[0], "reg_date", founded[0]))
            yield papers.finding("operating_data_inconsistent", message, (form.id, year), evidence)


def infrastructure(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rented infrastructure beside large purchases of servers, or one's own beside cloud rent and no hardware."""
    form = form_of(papers)
    fact = form.facts.get("iaas") if form else None
    lines = [line for line in papers.case.declaration.lines if not line.is_personnel]
    if form is None or not sure(fact) or fact is None or not lines:
        return
    whole = sum(fen(line.declared) for line in lines)
    servers = [line for line in lines if line.category is Category.HARDWARE_PURCHASE and "服务器" in line.description]
    bought = sum(fen(line.declared) for line in servers)
    rented = [line for line in lines if line.category is Category.CLOUD_SERVICE]
    hardware = any(line.category is Category.HARDWARE_PURCHASE for line in lines)
    if fact.value == "租用" and bought > MUCH * whole:
        told, shown = f"申报表IaaS基础设施为租用，项目清单列有服务器购置{yuan(bought).shown()}元", servers
    elif fact.value == "自建" and rented and not hardware:
        told, shown = "申报表IaaS基础设施为自建，项目清单仅列有云资源支出、未列硬件购置", rented
    else:
        return
    evidence = [Evidence.of(form, "iaas"), *(spot for line in shown for spot in papers.cell(line, "description"))]
    yield papers.finding("iaas_declaration_conflict", f"{told}，提请说明", (form.id,), evidence)


RULES = (
    infrastructure,
    blank_fields,
    long_texts,
    editions,
    recommended,
    early_years,
)
