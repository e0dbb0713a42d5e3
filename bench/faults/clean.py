"""Clean submissions: everything declared is contracted, invoiced, paid and inside the year."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.faults.draft import Bill, Bought, Draft, Fen, Paper
from bench.faults.goods import GOODS, Good
from bench.faults.people import hire, write_staff
from bench.faults.write import (
    ORDINARY,
    SPECIAL,
    acceptance,
    contract,
    invoice,
    net_amount,
    pay_each,
    pay_in_parts,
    pay_together,
)
from evidence.declared import Programme
from evidence.document import Method
from evidence.kind import Kind
from sample_docs.generator.identity import Company, Registry

SHAPES = ("single", "pairs", "pairs", "lump", "instalments", "frame", "supplement", "mixed", "equal")
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))
PAID = {"single": pay_each, "pairs": pay_each, "mixed": pay_each, "equal": pay_each, "lump": pay_together}


def clean(seed: int, least: int = 0) -> Draft:
    """A platform application: nine to fifteen purchases or `least`, three to six people, all materials."""
    rng = Random(f"clean-{seed}")
    registry = Registry(rng)
    applicant = registry.company("智联科技", ("ICBC",))
    draft = Draft(
        seed=seed,
        programme=Programme.PLATFORM,
        rng=rng,
        registry=registry,
        applicant=applicant,
        lines=[],
        workers=[hire(registry, rng, MONTHS) for _ in range(rng.randint(3, 6))],
        form=_form(rng, applicant),
        listing=Paper(
            Kind.PROJECT_LIST, "清单/项目清单.xlsx", {"applicant_name": applicant.name}, method=Method.OFFICE
        ),
        licence=_licence(applicant),
        served=_served(registry, rng),
        others=[Paper(Kind.IMPLEMENTATION_REPORT, "报告/实施报告.docx", {}, method=Method.OFFICE)],
    )
    naming = rng.choice(("all", "all", "contract", "bare", "each"))
    previous: Company | None = None
    while len(draft.lines) < max(least, rng.randint(9, 15)) or _too_cheap(draft):
        repeated = previous if previous and rng.random() < 0.15 else None
        named = rng.choice(("all", "contract", "bare")) if naming == "each" else naming
        previous = _buy(draft, rng.choice(SHAPES), named, repeated)
    if any("服务器" in line.description for line in draft.lines):
        draft.form.fields["iaas"] = "自建"
    draft.form.rows = [{"name": row["name"], "description": "接入设备并优化能耗"} for row in draft.served.rows[:4]]
    write_staff(draft)
    draft.free_lines, draft.free_workers = list(draft.lines), list(draft.workers)
    rng.shuffle(draft.free_lines)
    return draft


def _too_cheap(draft: Draft) -> bool:
    """Whether the wages would exceed half of the total."""
    wages = sum(month.cost for worker in draft.workers for month in worker.months)
    return wages * 3 > sum(line.declared for line in draft.lines)


def _buy(draft: Draft, shape: str, named: str, known: Company | None) -> Company:
    """Add a line of that shape; from a supplier of an earlier line where one is given."""
    rng = draft.rng
    good = rng.choice(GOODS)
    seller = known or draft.registry.company(good.trade)
    signed = date(2024, 1, 4) + timedelta(days=rng.randint(0, 60))
    first = signed + timedelta(days=rng.randint(10, 60))
    kinds = [rng.choice(SPECIAL if rng.random() < 0.7 else ORDINARY)] * 4
    if shape == "mixed":
        kinds = [rng.choice(SPECIAL), rng.choice(ORDINARY)]
    bills = [
        Bill(_billed(draft, seller, kind, good, first + timedelta(days=9 * place)), [], good.rate)
        for place, kind in enumerate(kinds[: _count(rng, shape)])
    ]
    if shape == "equal":
        bills = _alike(draft, seller, bills, good, first)
    PAID.get(shape, pay_in_parts)(draft, seller, bills, bills[-1].paper_day + timedelta(days=rng.randint(2, 30)))
    contracts = _contracts(draft, seller, good, shape, bills, signed)
    line = Bought(
        number=len(draft.lines) + 1,
        shape=shape,
        category=good.category,
        description=good.description,
        supplier=seller,
        bills=bills,
        contracts=contracts,
        declared=sum(bill.claimable for bill in bills),
        contract_no=str(contracts[0].fields["contract_no"]),
        named=named,
    )
    if named == "all":
        line.invoice_nos = [str(bill.paper.fields["invoice_number"]) for bill in bills]
        line.receipt_nos = [str(paper.fields["receipt_no"]) for paper in line.slips]
    draft.lines.append(line)
    draft.others.append(acceptance(line, bills[-1].paper_day))
    return seller


def _count(rng: Random, shape: str) -> int:
    """How many invoices a line of the shape has."""
    if shape in ("single", "instalments", "frame"):
        return 1
    return 2 if shape in ("mixed", "equal") else rng.randint(2, 4)


def _billed(draft: Draft, seller: Company, kind: Kind, good: Good, day: date) -> Paper:
    items = [(name, net_amount(draft.rng)) for name in good.items[: draft.rng.randint(1, len(good.items))]]
    return invoice(draft, seller, kind, items, good.rate, day)


def _alike(draft: Draft, seller: Company, bills: list[Bill], good: Good, day: date) -> list[Bill]:
    """Two invoices of one kind and amount, a month apart."""
    first = bills[0].paper
    items = [(str(row["item"]), row["amount"]) for row in first.rows]
    again = invoice(
        draft,
        seller,
        first.kind,
        [(name, int(net)) for name, net in items if isinstance(net, Fen)],
        good.rate,
        day + timedelta(days=30),
    )
    return [bills[0], Bill(again, [], good.rate)]


def _contracts(draft: Draft, seller: Company, good: Good, shape: str, bills: list[Bill], signed: date) -> list[Paper]:
    """The contract of the line; a framework with its order, or a contract with its supplement, where the shape says."""
    net, gross = sum(bill.net for bill in bills), sum(bill.gross for bill in bills)
    main = contract(draft, seller, good.description, (net, gross), signed)
    number = main.fields["contract_no"]
    if shape == "frame":
        order = contract(draft, seller, good.description, (net, gross), signed + timedelta(days=2))
        order.kind, order.fields["contract_no"] = Kind.ORDER, number
        main.kind = Kind.FRAMEWORK_CONTRACT
        for name in ("contract_amount", "amount_words", "net_amount", "tax"):
            del main.fields[name]
        return [main, order]
    if shape == "supplement":
        part = (net // 5, gross // 5)
        more = contract(draft, seller, good.description, part, signed + timedelta(days=5))
        more.kind, more.fields["contract_no"] = Kind.CONTRACT_SUPPLEMENT, number
        rest = {"net_amount": net - part[0], "tax": gross - net - (part[1] - part[0])}
        rest |= {"contract_amount": gross - part[1], "amount_words": gross - part[1]}
        main.fields |= {name: Fen(amount) for name, amount in rest.items()}
        return [main, more]
    return [main]


def _form(rng: Random, applicant: Company) -> Paper:
    fields: dict[str, object] = {
        "applicant_name": applicant.name,
        "applicant_uscc": applicant.uscc,
        "reg_address": applicant.address,
        "legal_rep": applicant.legal_rep,
        "district": "武侯区",
        "reg_date": applicant.founded,
        "reg_capital": "2000万元",
        "main_business": "工业互联网平台研发与服务",
        "contact": "岑砚",
        "phone": f"028-8500{rng.randint(1000, 9999)}",
        "platform_name": f"{applicant.name[2:4]}工业互联网平台",
        "positioning": "行业级",
        "built_date": date(2024, rng.randint(6, 11), 18),
        "iaas": "租用",
        "commitment": True,
        "commitment_date": date(2025, 6, 3),
        "commitment_signed": True,
        "edition": 2025,
    }
    counted = ("devices_connected", "protocols", "industrial_apps", "mechanism_models", "microservices", "solutions")
    fields |= {name: rng.randint(5, 400) for name in counted}
    fields |= {"service_income": rng.randint(80, 900)}
    fields |= {
        f"{name}_{year}": rng.randint(900, 9000) for name in ("revenue", "tax", "profit") for year in (2022, 2023, 2024)
    }
    fields |= dict.fromkeys(
        ("profile", "overview", "strengths", "plans"), "面向装备制造企业提供设备接入与数据分析服务。"
    )
    return Paper(Kind.FORM_A3, "申报表/申报表.docx", fields, [], Method.OFFICE)


def _licence(applicant: Company) -> Paper:
    fields: dict[str, object] = {
        "name": applicant.name,
        "uscc": applicant.uscc,
        "legal_rep": applicant.legal_rep,
        "address": applicant.address,
        "business_scope": "软件开发；工业互联网数据服务；信息系统集成服务",
        "reg_date": applicant.founded,
        "reg_capital": "2000万元",
    }
    return Paper(Kind.LICENCE, "证照/营业执照.pdf", fields)


def _served(registry: Registry, rng: Random) -> Paper:
    """The users of the platform, more than the twenty that the notice asks for."""
    firms = [registry.company("机械制造") for _ in range(rng.randint(22, 40))]
    rows: list[dict[str, object]] = [
        {"name": firm.name, "uscc": firm.uscc, "registered": date(2024, 3, 1), "last_login": date(2024, 12, 20)}
        for firm in firms
    ]
    return Paper(Kind.BACKEND_EXPORT, "服务/用户清单.xlsx", {}, rows, Method.OFFICE)
