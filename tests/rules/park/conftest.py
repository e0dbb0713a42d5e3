"""Builders of an invented park whose papers agree with its form; each test names what differs."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import pytest

from evidence.case import Verdict
from evidence.declared import Programme
from evidence.fact import Fact
from evidence.finding import Finding
from evidence.imported import Imported
from evidence.kind import Kind
from evidence.park import IndicatorCheck
from evidence.record import Record, Row
from rules import judge

PARK = "云杉智造产业园"


class Builder:
    """Makes the records of the honest park and judges them."""

    def __init__(self, make: ModuleType) -> None:
        self.make = make

    def item(self, indicator: str, statement: str, group: str = "核心指标", **more: object) -> Row:
        """One row of the form; `met` and `figure` where given, `category` as told."""
        facts: dict[str, Fact] = {"group": self.make.fact("text", group)}
        if indicator:
            facts["indicator"] = self.make.fact("text", indicator)
        facts["statement"] = self.make.fact("text", statement)
        kinds = {"met": "flag", "figure": "number"}
        for name, value in more.items():
            if value is not None:
                shown = str(value).lower() if isinstance(value, bool) else str(value)
                facts[name] = self.make.fact(kinds.get(name, "text"), shown)
        return Row(facts=facts)

    def rule(self, statement: str, **more: object) -> Row:
        """One row of 符合性指标."""
        return self.item("", statement, "符合性指标", **more)

    def conditions(self, **changed: object) -> dict[str, Row | None]:
        """The rows of 符合性指标 by name; `changed` replaces or drops (None) one."""
        rows: dict[str, Row | None] = {
            "kind": self.rule("已纳入成都市产业园区清单或经区级以上认定的√制造业□工业总部经济园区。"),
            "direction": self.rule("园区主攻产业方向：高端装备制造。"),
            "benchmark": self.rule("园区标杆企业：成都松果机械有限公司（至少填写一家企业）。"),
            "area": self.rule(
                "制造业园区占地面积不小于8万平方米，达到 9.20 万平方米。", figure="9.20", unit="万平方米"
            ),
            "occupancy": self.rule("企业入住率不低于50%，达到 80.0 %。", figure="80.0", unit="%"),
            "revenue": self.rule("营收占比：制造业及工业总部经济营业收入占比不低于30%（含）。"),
            "accident": self.rule("园区近三年未发生过重特大安全生产事故和环保事故。", met=True),
        }
        return rows | changed  # type: ignore[operator]

    def form(self, core: Sequence[Row] = (), rows: dict[str, Row | None] | None = None, **changes: object) -> Record:
        """附件5 of the park: four stars, nothing asked for by name."""
        make = self.make
        values: dict[str, object] = {
            "applicant_name": make.APPLICANT, "applicant_uscc": make.APPLICANT_ID, "legal_rep": "苏南星",
            "park_name": PARK, "star": make.fact("text", "4"), "area": make.fact("number", "0.092"),
            "enterprises": make.fact("number", "5"),
        }  # fmt: skip
        found = make.record(Kind.FORM_A5, "申报表.docx", values | changes)
        told = [row for row in (self.conditions() if rows is None else rows).values() if row is not None]
        return found.model_copy(update={"rows": (*told, *core)})  # type: ignore[no-any-return]

    def recognition(self, issuer: object = "成都市云溪区人民政府", **changes: object) -> Record:
        """Who recognised the park."""
        area = self.make.fact("number", "92000", raw="92000平方米")
        values = {"park_name": PARK, "issuer": issuer, "area": area}
        return self.make.record(Kind.PARK_RECOGNITION, "认定.pdf", values | changes)  # type: ignore[no-any-return]

    def operation(self, operator: str = "", name: str = f"{PARK}委托运营管理合同") -> Record:
        """The contract by which the applicant, or another, runs the park."""
        values = {
            "contract_name": name,
            "party_a": "成都青禾产业投资有限公司",
            "party_b": operator or self.make.APPLICANT,
        }
        return self.make.record(Kind.SERVICE_CONTRACT, "运营合同.docx", values)  # type: ignore[no-any-return]

    def listing(self, title: str, *rows: dict[str, object], file: str = "") -> Record:
        """A list of the park; money, numbers and flags by the names of their columns."""
        kinds = dict.fromkeys(("area", "registrations", "spaces", "chargers"), "number")
        kinds |= {"revenue": "money", "large": "flag", "qualified": "flag", "end": "date"}
        made = []
        for row in rows:
            shown = {name: str(v).lower() if isinstance(v, bool) else str(v) for name, v in row.items()}
            facts = {name: self.make.fact(kinds.get(name, "text"), value) for name, value in shown.items() if value}
            made.append(Row(facts=facts))
        found = self.make.record(Kind.INDICATOR_PROOF, file or f"{title}.xlsx", {"title": title})
        return found.model_copy(update={"rows": tuple(made)})  # type: ignore[no-any-return]

    def tenants(self, *revenues: object) -> Record:
        """Five tenants, of which three make things; `revenues` in yuan, in that order."""
        trades = ("通用设备制造业", "专用设备制造业", "工业总部", "软件服务业", "餐饮业")
        given = revenues or (3_000_000, 2_000_000, 1_000_000, 1_000_000, 1_000_000)
        rows = [
            {"name": f"企业{place}有限公司", "industry": trade, "revenue": revenue, "large": place < 2}
            for place, (trade, revenue) in enumerate(zip(trades, given, strict=False))
        ]
        return self.listing("入驻企业名单及营业收入", *rows)

    def ledger(self, *rows: dict[str, object]) -> Record:
        """Premises: by default 8,000 of 10,000 square metres let to four enterprises."""
        plain = [
            {"room": f"{place}号楼", "name": f"企业{place}有限公司" if place < 4 else "", "area": "2000",
             "contract_no": f"ZL-{place}" if place < 4 else ""}
            for place in range(5)
        ]  # fmt: skip
        return self.listing("房源租售台账", *(rows or plain))

    def deed(self, place: int, area: object = "2000", **changes: object) -> Record:
        """The lease of one of the premises."""
        values: dict[str, object] = {
            "contract_no": f"ZL-{place}", "contract_name": "厂房租赁合同", "party_a": self.make.APPLICANT,
            "party_b": f"企业{place}有限公司", "area": self.make.fact("number", area), "term_end": "2027-12-31",
        }  # fmt: skip
        return self.make.record(Kind.LEASE_CONTRACT, f"租赁{place}.docx", values | changes)  # type: ignore[no-any-return]

    def said(self, indicator: str, *statements: str) -> Record:
        """A proof in prose."""
        found = self.make.record(Kind.INDICATOR_PROOF, f"{indicator}.docx", {"title": f"{indicator}指标证明材料"})
        rows = tuple(
            Row(facts={"indicator": self.make.fact("text", indicator), "statement": self.make.fact("text", text)})
            for text in statements
        )
        return found.model_copy(update={"rows": rows})  # type: ignore[no-any-return]

    def papers(self, **instead: Record | Sequence[Record] | None) -> list[Record]:
        """Everything the honest park hands in; `instead` replaces or leaves out by name."""
        scope = "园区管理服务;非居住房地产租赁"
        everything: dict[str, Record | Sequence[Record] | None] = {
            "form": self.form(), "licence": self.make.licence(business_scope=scope),
            "plan": self.make.record(Kind.PARK_PLAN, "规划.docx", {}), "recognition": self.recognition(),
            "operation": self.operation(), "tenants": self.tenants(), "ledger": self.ledger(),
            "deeds": [self.deed(place) for place in range(4)],
        }  # fmt: skip
        found: list[Record] = []
        for given in (everything | instead).values():
            found += [] if given is None else [given] if isinstance(given, Record) else list(given)
        return found

    def judged(self, *more: Record, imported: Imported | None = None, **instead: object) -> Verdict:
        """The verdict on the park."""
        case = self.make.case(
            (),
            more,
            materials=tuple(self.papers(**instead)),
            programme=Programme.PARK,  # type: ignore[arg-type]
        )
        if imported is not None:
            case = case.model_copy(update={"imported": imported})
        return judge(case)

    def found(self, verdict: Verdict, code: str) -> list[Finding]:
        """The findings of a code."""
        return [finding for finding in verdict.findings if finding.code == code]

    def check(self, verdict: Verdict, name: str) -> IndicatorCheck:
        """The check of a condition or item."""
        assert verdict.park is not None
        return next(check for check in verdict.park.checks if check.indicator + check.item == name)


@pytest.fixture(scope="session")
def park(make: ModuleType) -> Builder:
    """The builders, as a fixture: tests are imported by path and cannot import each other."""
    return Builder(make)
