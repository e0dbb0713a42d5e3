"""Contracts from text documents, text PDFs and scans: who, what, when, how much, and in which instalments.

Supplement, framework, order, labour and lease contracts are told apart by title and content. Whether the applicant
sells or buys cannot be known here: a customer's contract stays a contract, and the matcher decides by role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.contract.amounts import totals
from extractors.contract.flow import Flow
from extractors.contract.kin import by_kind, rows_of
from extractors.contract.nodes import payment_nodes, proven_nodes
from extractors.contract.parties import mentions, parties
from extractors.contract.roles import PAID, PAYING
from extractors.contract.scope import scope
from extractors.contract.stages import staged
from extractors.contract.terms import head, sign_date, term, title_line
from extractors.fields import CONTRACT as FIELDS
from extractors.part import Form, Part
from extractors.tokens import squeeze

_CLAUSES = (
    r"第[一二三四五六七八九十\d]{1,3}条",
    r"违约(?:责任|金)",
    r"争议(?:的)?解决|仲裁|人民法院",
    r"一式.{1,4}份|具有同等(?:法律)?效力",
    r"验收(?:标准|方式)?",
    r"付款(?:方式|条件)|支付方式|结算方式",
    r"保密",
    r"不可抗力",
    r"双方(?:协商|经|达成|约定|签)|本(?:合同|协议)",
    r"签(?:订|署)(?:日期|时间|地点)",
    r"合同(?:编号|号)",
)
_NEVER = re.compile(
    r"增值税(?:专用|普通)发票(?:联|监制)|价税合计\(|回单编号|电子回单|营业执照.{0,40}统一社会信用代码|记账凭证"
)
_NOT_A_TITLE = re.compile(r"验收|台账|清单$|明细|汇总|登记|目录|审批|评审|说明|通知")
_KINDS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.CONTRACT_SUPPLEMENT, r"补充(?:协议|合同)|变更(?:协议|合同)|补充条款", ""),
    (Kind.LABOUR_CONTRACT, r"劳动合同|劳务合同|聘用合同|劳务协议|聘用协议|劳动协议|实习协议|保密及竞业", ""),
    (
        Kind.LEASE_CONTRACT,
        r"租赁|租房|房屋|(?:厂房|商品房|物业|楼宇|不动产).{0,6}(?:买卖|转让|出售|销售)",
        r"房屋|厂房|办公(?:用房|场地|楼)|写字楼|建筑面积|物业",
    ),
    (Kind.FRAMEWORK_CONTRACT, r"框架(?:合作|采购|服务)?(?:合同|协议)|战略合作|框架", ""),
    (Kind.ORDER, r"(?:采购|销售|订购|订货)?订单|采购单|订购单|订货单", ""),
)
_ORDERED = re.compile(r"(?:订单|采购单|订购单|订货单)(?:\([^()]{1,12}\))?$")
"""An order under a framework names the framework in its title, and is an order all the same."""


class Contract:
    """Reads contracts and their kin."""

    name = "contract"
    kinds: tuple[Kind, ...] = (Kind.CONTRACT, *(kind for kind, _, _ in _KINDS))
    fields = FIELDS
    reads: tuple[Form, ...] = ("pages", "tables")

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By title, by both parties named in their roles, and by the clauses every contract has."""
        body = squeeze(part.text)
        if len(body) < 20 or _NEVER.search(body):
            return {}
        flow = Flow.of(part)
        line = title_line(flow)
        title = line.squeezed if line else ""
        if title and _NOT_A_TITLE.search(title):
            return {}
        clauses = sum(bool(re.search(clause, body)) for clause in _CLAUSES)
        sides = {mention.side for mention in mentions(flow)}
        paired = bool(re.search("甲方", body) and re.search("乙方", body)) or len(sides) == 2 or _both_roles(body)
        score = 0.45 * bool(title) + 0.2 * paired + 0.1 * bool(sides) + 0.05 * min(clauses, 7)
        if not title and (not paired or clauses < 4):
            return {}
        return {kind_of(title, body): round(min(score, 0.98), 3)} if score >= 0.3 else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """Everything the contract states; placeholders of a template give no value."""
        flow = Flow.of(part)
        facts: dict[str, Fact] = head(flow) | scope(flow) | parties(flow, part.pages) | totals(flow) | term(flow)
        day = sign_date(flow)
        if day is not None:
            facts["sign_date"] = day
        facts |= by_kind(kind, flow, facts)
        nodes, facts = proven_nodes(staged(part) or payment_nodes(flow), facts)
        return part.record(kind, facts, rows_of(kind, part, nodes), extractor=self.name)


def _both_roles(body: str) -> bool:
    return bool(re.search(rf"(?:{PAYING})(?:\(|:|名称)", body) and re.search(rf"(?:{PAID})(?:\(|:|名称)", body))


def kind_of(title: str, body: str) -> Kind:
    """The kind by its title, and for leases by what is let (a leased server is an ordinary contract)."""
    if _ORDERED.search(title):
        return Kind.ORDER
    for kind, pattern, content in _KINDS:
        if re.search(pattern, title) and (not content or re.search(content, body)):
            return kind
    return Kind.CONTRACT


CONTRACT = Contract()
