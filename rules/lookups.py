"""What was looked up outside: verification of invoices, registry, earlier awards, originals, credit.

Nobody's lookup is no result: rules speak only of rows that stand in an imported table; what is open stays on the
checklist (rules/checklist.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evidence.declared import Programme
from evidence.finding import Evidence, Finding
from evidence.imported import Award, Registered
from evidence.money import Money
from evidence.names import name_key, number_key
from evidence.views import Invoice
from rules.faults import status_of
from rules.papers import Papers
from rules.recognition import Workings, star_of

NEW_COMPANY = timedelta(days=183)
"""A seller younger than this at the day of its invoice is looked at (domain 2.6, finding 2)."""
GONE = ("注销", "吊销", "撤销", "迁出")
_TOLD = {"abnormal": "异常或失控", "not_found": "查无此票", "partly_red": "部分红冲"}


def _used(papers: Papers) -> Iterator[Invoice]:
    """The invoices behind declared lines, without second copies."""
    return (invoice for invoice in papers.invoices_in_use if invoice.id not in papers.kept)


def abnormal_statuses(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices that the platform does not know, calls abnormal, or calls offset in part by an amount not told."""
    for invoice in _used(papers):
        row = status_of(papers, invoice)
        if row is None or row.status not in _TOLD:
            continue
        by = "，".join(filter(None, (f"{row.checked}查验" if row.checked else "", row.by)))
        told = f"{_TOLD[row.status]}”{f'（{by}）' if by else ''}"
        message = f"发票{invoice.number}查验结果为“{told}，相关支出暂不认定，提请核实"
        code = "invoice_red_offset" if row.status == "partly_red" else "invoice_status_abnormal"
        yield papers.finding(code, message, (invoice.id,), (Evidence.of(invoice.record, "invoice_number"),))


def unverified_invoices(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Where a verification table was imported: the invoices in use that it does not name."""
    if not papers.case.imported.invoice_status:
        return
    missing = [invoice for invoice in _used(papers) if status_of(papers, invoice) is None]
    if missing:
        names = "、".join(invoice.number for invoice in missing[:5]) + ("等" if len(missing) > 5 else "")
        evidence = [Evidence.of(invoice.record, "invoice_number") for invoice in missing]
        message = f"{len(missing)}张列报发票未见查验结果：{names}"
        yield papers.finding("invoice_status_unverified", message, ("invoice_status",), evidence)


def _registered(papers: Papers, name: str, uscc: str) -> Registered | None:
    rows = papers.case.imported.registry
    same = (row for row in rows if (uscc and row.uscc == uscc) or name_key(row.name) == name_key(name))
    return next(same, None) if name or uscc else None


def new_sellers(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Sellers founded within half a year before their invoice, or after it."""
    for invoice in _used(papers):
        row = _registered(papers, invoice.seller, invoice.seller_id)
        if row is None or row.founded is None or invoice.issued is None:
            continue
        if row.founded + NEW_COMPANY > invoice.issued:
            message = (
                f"发票{invoice.number}销售方“{invoice.seller}”成立于{row.founded}，"
                f"距开票日期{invoice.issued}不足半年，提请关注"
            )
            evidence = (Evidence.of(invoice.record, "seller_name"),)
            yield papers.finding("seller_newly_established", message, (invoice.id,), evidence)


def related_parties(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Sellers that share a legal representative, shareholder, address or telephone with the applicant."""
    ours = _registered(papers, papers.applicant.name, papers.applicant.uscc)
    told: set[str] = set()
    for invoice in _used(papers):
        row = _registered(papers, invoice.seller, invoice.seller_id)
        relation = _relation(papers, ours, row) if row and name_key(row.name) not in told else ""
        if row and relation:
            told.add(name_key(row.name))
            message = f"销售方“{row.name}”与申报单位{relation}，请提供交易定价公允性资料，提请关注"
            evidence = (Evidence.of(invoice.record, "seller_name"),)
            yield papers.finding("related_party_transaction", message, (row.name,), evidence)


def _relation(papers: Papers, ours: Registered | None, theirs: Registered) -> str:
    """How the two are related, in words; empty where nothing shows it."""
    representative = (ours.legal_rep if ours else "") or papers.applicant.legal_rep
    owners = {name_key(name) for name in theirs.shareholders}
    own_owners = {name_key(name) for name in ours.shareholders} if ours else set()
    if representative and theirs.legal_rep == representative:
        return "法定代表人为同一姓名"
    if name_key(papers.applicant.name) in owners:
        return "存在股权关系（申报单位为其股东）"
    if owners & own_owners:
        return "存在相同股东"
    if name_key(theirs.name) in own_owners:
        return "存在股权关系（其为申报单位股东）"
    shared = [what for what, a, b in _contacts(ours, theirs) if a and a == b]
    return f"登记的{'、'.join(shared)}相同" if shared else ""


def _contacts(ours: Registered | None, theirs: Registered) -> Iterator[tuple[str, str, str]]:
    if ours:
        yield "地址", "".join(ours.address.split()), "".join(theirs.address.split())
        yield "电话", number_key(ours.phone), number_key(theirs.phone)


def closed_applicants(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """An applicant that the registry calls closed or revoked."""
    row = _registered(papers, papers.applicant.name, papers.applicant.uscc)
    if row and any(word in row.status for word in GONE):
        message = f"登记信息显示申报单位状态为“{row.status}”，申报主体资格提请核实"
        yield papers.finding("applicant_ineligible", message, ("applicant",), papers.whole())


def _own_awards(papers: Papers) -> Iterator[Award]:
    ours = papers.applicant
    for award in papers.case.imported.awards:
        same = award.uscc == ours.uscc if award.uscc and ours.uscc else name_key(award.applicant) == name_key(ours.name)
        if same and (ours.uscc or ours.name):
            yield award


def paid_for_before(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices on which public money was granted before, to whomever."""
    for invoice in _used(papers):
        awards = [a for a in papers.case.imported.awards if invoice.number in map(number_key, a.invoices)]
        for award in awards[:1]:
            message = (
                f"发票{invoice.number}已列入{award.applicant}{award.year}年度“{award.programme}”财政资金支持，"
                f"存在同一支出重复申请财政资金情形，提请核实"
            )
            evidence = (Evidence.of(invoice.record, "invoice_number"),)
            amount = invoice.gross or Money.zero()
            yield papers.finding("prior_award_same_cost", message, (invoice.id,), evidence, amount=amount)


def earlier_stars(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """An earlier cloud award of the same or a higher star: the grant is given once (CLD-09)."""
    star = star_of(papers)
    if papers.case.declaration.programme is not Programme.CLOUD or not star:
        return
    for award in _own_awards(papers):
        if "上云" in award.programme and award.star >= star:
            message = (
                f"申报单位{award.year}年度已获{award.star}星级上云企业资金补助{award.amount.shown()}元，"
                f"补助为一次性，提请核实"
            )
            yield papers.finding("prior_star_award_exists", message, ("star",), papers.whole())


def originals(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Documents whose original was asked for on site and not shown."""
    for row in papers.case.imported.originals:
        files = [record for record in papers.records.values() if record.file.endswith(row.file)]
        if files and not row.seen:
            message = f"现场核对未见“{files[0].file}”原件，请提供原件"
            evidence = (Evidence.of(files[0], ""),)
            yield papers.finding("original_not_presented", message, (files[0].source,), evidence)


def credit_records(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Adverse entries of the applicant in a public list that was looked up."""
    for row in papers.case.imported.credit:
        if row.adverse and name_key(row.name) == name_key(papers.applicant.name):
            when = f"（{row.checked}查询）" if row.checked else ""
            message = f"申报单位见于“{row.listed_in}”{when}，是否符合申报条件提请核实"
            yield papers.finding("adverse_credit_record", message, (row.listed_in,), papers.whole())


RULES = (
    abnormal_statuses,
    unverified_invoices,
    new_sellers,
    related_parties,
    closed_applicants,
    paid_for_before,
    earlier_stars,
    originals,
    credit_records,
)
