"""What contracts in use are about: one piece of work divided, and invoices for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from evidence.categories import category_of
from evidence.declared import Category
from evidence.fen import fen, yuan
from evidence.finding import Evidence, Finding, Severity
from evidence.kind import Kind
from evidence.names import name_key, similarity
from evidence.views import Contract, sure
from rules.papers import Papers
from rules.recognition import Workings
from rules.terms import invoices_of

SAME_WORK = 0.85
"""From this likeness on, two contracts' subjects are one piece of work divided."""
CLOSE_DAYS = timedelta(days=30)


MOST = 200
"""More contracts with one seller than this are not compared pair by pair."""
ENOUGH = 3
"""So many contracts of one name are told; two of one name are the daily bread of purchasing."""


_GOODS = {Category.HARDWARE_PURCHASE}


_SERVICES = {
    Category.SOFTWARE_DEVELOPMENT,
    Category.TECHNICAL_SERVICE,
    Category.SYSTEM_DESIGN,
    Category.OUTSOURCED_DEVELOPMENT,
}


_ANYWHERE = {"服务", "系统", "软件", "技术", "设备", "平台", "项目", "采购", "合同", "信息", "工业", "数据", "开发"}
"""Pairs of characters that show no kinship between two descriptions."""
_NUMERALS = re.compile(r"[一二三四五六七八九十\d]+|期|批|标段|包")


def divided(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts with one seller within thirty days that differ in numerals only: two parts, or three as a note."""
    sellers: dict[str, list[Contract]] = {}
    for contract in papers.contracts_in_use:
        if contract.record.kind is Kind.CONTRACT and contract.signed:
            sellers.setdefault(name_key(contract.seller), []).append(contract)
    groups = [
        {c.id: c for pair in combinations(own, 2) if _one_work(*pair) for c in pair}
        for own in sellers.values()
        if len(own) <= MOST
    ]
    for contracts in filter(None, groups):
        found = list(contracts.values())
        plain = len({name_key(contract.name) for contract in found}) == 1
        if len(found) < ENOUGH and plain:
            continue
        total = sum(fen(contract.amount) for contract in found)
        days = sorted(contract.signed for contract in found if contract.signed)
        message = (
            f"与“{found[0].seller}”于{days[0]}至{days[-1]}就同类内容签订{len(found)}份合同，合计{yuan(total).shown()}元，"
            "提请关注采购程序"
        )
        evidence = [Evidence.of(contract.record, "sign_date") for contract in found]
        told = papers.finding("contract_split_suspected", message, tuple(contracts), evidence)
        yield told.model_copy(update={"severity": Severity.S4}) if plain else told


def _one_work(one: Contract, other: Contract) -> bool:
    facts = [contract.record.facts.get(name) for contract in (one, other) for name in ("party_b", "sign_date")]
    if not one.signed or not other.signed or not all(sure(fact) for fact in facts):
        return False
    names = [_NUMERALS.sub("", contract.name or contract.subject) for contract in (one, other)]
    near = abs(one.signed - other.signed) <= CLOSE_DAYS and name_key(one.seller) == name_key(other.seller)
    return near and one.number != other.number and all(names) and similarity(*names) >= SAME_WORK


def other_items(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices for services under a contract for goods, or the other way, with no word in common."""
    for line in papers.case.declaration.lines:
        for contract in papers.contracts_of(line)[:1]:
            agreed = f"{contract.name} {contract.record.text('subject')}"
            rows = " ".join(row.text("item") for row in contract.record.rows)
            kind = category_of(agreed, papers.policy)
            opposite = _SERVICES if kind in _GOODS else _GOODS if kind in _SERVICES else set()
            for invoice in invoices_of(papers, line) if opposite else ():
                items = [row.facts["item"] for row in invoice.record.rows if "item" in row.facts]
                kinds = {category_of(item.value, papers.policy) for item in items}
                alike = _pairs(f"{agreed} {rows}") & _pairs(" ".join(item.value for item in items))
                if items and kinds <= opposite and not alike and all(sure(item) for item in items):
                    named = contract.name or contract.subject
                    message = f"发票{invoice.number}所列“{items[0].value}”与合同标的“{named}”不一致"
                    spots = (Evidence.at(invoice.record, "item", items[0]), Evidence.of(contract.record, "subject"))
                    yield papers.finding("invoice_contract_item_mismatch", message, (invoice.id, contract.id), spots)


def _pairs(text: str) -> set[str]:
    """Neighbouring Chinese characters, without those that stand anywhere and without the tax classification."""
    bare = re.sub(r"\*[^*]*\*|[^一-鿿]", " ", text)
    return {bare[at : at + 2] for at in range(len(bare) - 1) if " " not in bare[at : at + 2]} - _ANYWHERE


RULES = (
    divided,
    other_items,
)
