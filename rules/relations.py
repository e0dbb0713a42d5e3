"""Accounts and people that sellers share with the applicant or with each other, and bills handed on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from evidence.document import Method
from evidence.fact import Fact, Status
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import is_person, name_key, name_level, surely_other
from evidence.record import Record
from evidence.views import Payment, day_of, sure
from rules.faults import main_contract
from rules.papers import Papers
from rules.recognition import Workings

_SAME = (Level.EXACT, Level.EQUAL, Level.ALIAS)
_RUN = re.compile(r"\d{8,}")
_STOPPED = ("拒付", "挂失", "止付", "冻结", "追索", "公示催告")
_SHORTEST = 8


def account_of(fact: Fact | None) -> str:
    """The digits of an account that is printed whole and was read beyond doubt; empty otherwise."""
    if fact is None or not sure(fact) or "*" in fact.raw or "＊" in fact.raw:
        return ""
    if fact.method is Method.OCR and fact.status is not Status.PROVEN:
        return ""
    digits = re.sub(r"\D", "", fact.value)
    return digits if len(digits) >= _SHORTEST else ""


def _accounts_in(fact: Fact | None) -> set[str]:
    """Accounts printed beside the bank of a seller."""
    if fact is None or not sure(fact) or (fact.method is Method.OCR and fact.status is not Status.PROVEN):
        return set()
    return set(_RUN.findall(re.sub(r"(?<=\d)[\s-](?=\d)", "", fact.value)))


def payee_accounts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Money that reached the seller on an account that neither contract nor invoice names."""
    for line in papers.case.declaration.lines:
        contract = main_contract(papers, line)
        if contract is None or not contract.seller:
            continue
        papers_of_line = [item.record for item in papers.contracts_of(line)]
        spots = [(record, "payee_account") for record in papers_of_line]
        faces = [
            papers.invoices[a.record].record for a in papers.evidence(line).invoices if a.record in papers.invoices
        ]
        spots += [(face, "seller_bank") for face in faces]
        named = {number for record, field in spots for number in _accounts_in(record.facts.get(field))}
        doubtful = any(field in record.facts and not _accounts_in(record.facts[field]) for record, field in spots)
        for allocation in papers.evidence(line).payments if named and not doubtful else ():
            payment = papers.payments.get(allocation.record)
            account = account_of(payment.record.facts.get("payee_account")) if payment else ""
            level = name_level(contract.seller, payment.payee, papers.names_of(contract.seller)) if payment else None
            if payment and account and level in _SAME and not any(account in n or n in account for n in named):
                number = payment.receipt_no or payment.serial_no
                message = f"付款凭证{number}收款账户尾号{account[-4:]}，与合同、发票载明的收款账户不一致，请说明"
                evidence = [Evidence.of(payment.record, "payee_account")]
                evidence += [Evidence.of(record, field) for record, field in spots if field in record.facts]
                yield papers.finding("payee_account_not_in_contract", message, (payment.id,), evidence)


def shared_accounts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A seller that is paid on an account of the applicant or of another seller."""
    holders: dict[str, dict[str, tuple[str, Evidence]]] = defaultdict(dict)
    ours = name_key(papers.applicant.name)
    for account, name, spot in _held(papers):
        holders[account].setdefault(name_key(name), (name, spot))
    for account, named in holders.items():
        others = [value for key, value in named.items() if key != ours]
        unlike = [name for name, _ in others]
        if ours in named and others and surely_other(others[0][0], papers.applicant.name):
            told = f"销售方“{others[0][0]}”收款账户（尾号{account[-4:]}）与申报单位付款账户相同"
        elif len(others) > 1 and surely_other(unlike[0], unlike[1]):
            told = f"销售方“{unlike[0]}”与“{unlike[1]}”收款账户（尾号{account[-4:]}）相同"
        else:
            continue
        evidence = [spot for _, spot in named.values()]
        message = f"{told}，请说明相互关系并提供交易定价公允性资料，提请关注"
        yield papers.finding("related_party_transaction", message, (others[0][0],), evidence)


def _held(papers: Papers) -> Iterator[tuple[str, str, Evidence]]:
    """Accounts with the companies that hold them, by slips and contracts in use."""
    for line in papers.case.declaration.lines:
        for contract in papers.contracts_of(line):
            account = account_of(contract.record.facts.get("payee_account"))
            if account and contract.seller and sure(contract.record.facts.get("party_b")):
                yield account, contract.seller, Evidence.of(contract.record, "payee_account")
        contract_seller = next((c.seller for c in papers.contracts_of(line)), "")
        for allocation in papers.evidence(line).payments:
            payment = papers.payments.get(allocation.record)
            yield from _sides(papers, payment, contract_seller) if payment else ()


def _sides(papers: Papers, payment: Payment, seller: str) -> Iterator[tuple[str, str, Evidence]]:
    for field, name, expected in (("payer", payment.payer, papers.applicant.name), ("payee", payment.payee, seller)):
        account = account_of(payment.record.facts.get(f"{field}_account"))
        if account and name_level(expected, name) in _SAME and sure(payment.record.facts.get(field)):
            yield account, expected, Evidence.of(payment.record, f"{field}_account")


def shared_people(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A seller whose licence among the papers shows the applicant's legal representative or address."""
    own = [r for r in papers.records.values() if r.kind is Kind.LICENCE and _names(papers.applicant.name, r)]
    form = papers.records.get(papers.case.declaration.form)
    mine = [*own, *([form] if form else [])]
    sellers = {name_key(i.seller): i.seller for i in papers.invoices.values() if i.seller} | {
        name_key(c.seller): c.seller for c in papers.contracts.values() if c.seller
    }
    for record in papers.records.values():
        seller = sellers.get(name_key(record.text("name")), "")
        if record.kind not in (Kind.LICENCE, Kind.ORG_CODE_CERT, Kind.TAX_REG_CERT) or not seller:
            continue
        if not surely_other(seller, papers.applicant.name):
            continue
        shared = [
            (title, field, other)
            for title, field, theirs in (("法定代表人", "legal_rep", "legal_rep"), ("地址", "address", "reg_address"))
            for other in mine
            if _equal(record, field, other, theirs if other.kind is not Kind.LICENCE else field)
        ]
        if shared:
            told = "、".join(dict.fromkeys(title for title, _, _ in shared))
            message = f"销售方“{seller}”与申报单位{told}相同，存在关联关系情形，请提供交易定价公允性资料，提请关注"
            evidence = [Evidence.of(record, field) for _, field, _ in shared]
            yield papers.finding("related_party_transaction", message, (seller,), evidence)


def _names(name: str, record: Record) -> bool:
    return name_level(name, record.text("name")) in _SAME


def _equal(left: Record, field: str, right: Record, other: str) -> bool:
    one, two = left.facts.get(field), right.facts.get(other)
    if one is None or two is None or not sure(one) or not sure(two):
        return False
    if field == "legal_rep" and not is_person(one.value):
        return False
    return len(name_key(one.value)) > 1 and name_key(one.value) == name_key(two.value)


def endorsements(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Bills whose chain of endorsements breaks, that are stopped, or that fall due after the days of applying."""
    for payment in papers.payments_in_use:
        record = payment.record
        if record.kind is not Kind.BILL_OF_EXCHANGE:
            continue
        told = [*_broken(record), *_open(papers, record)]
        if told:
            number = record.text("bill_no") or record.text("receipt_no")
            message = f"票据{number}" + "；".join(sentence for sentence, _ in told) + "，请补充说明"
            yield papers.finding("bill_endorsement_incomplete", message, (record.id,), [spot for _, spot in told])


def _broken(record: Record) -> Iterator[tuple[str, Evidence]]:
    """Where an endorser is not the one to whom the bill had come."""
    holder = record.facts.get("first_payee") or (None if record.rows else record.facts.get("payee"))
    for row in record.rows:
        endorser = row.facts.get("endorser")
        if holder and endorser and sure(holder) and sure(endorser) and surely_other(holder.value, endorser.value):
            told = f"背书链条不连续：背书人“{endorser.value}”并非前手被背书人“{holder.value}”"
            yield told, Evidence.at(record, "endorser", endorser)
        holder = row.facts.get("endorsee")


def _open(papers: Papers, record: Record) -> Iterator[tuple[str, Evidence]]:
    due, status = day_of(record, "due_date"), record.facts.get("status")
    if due and sure(record.facts.get("due_date")) and due > papers.policy.window.end:
        yield f"到期日{due}晚于申报截止日{papers.policy.window.end}，尚未到期", Evidence.of(record, "due_date")
    if status and sure(status) and any(word in status.value for word in _STOPPED):
        yield f"票据状态为“{status.value}”", Evidence.of(record, "status")


RULES = (payee_accounts, shared_accounts, shared_people, endorsements)
