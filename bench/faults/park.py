"""Clean park applications: conditions, ticks and ratios of the form agree with ledger, leases, lists and proofs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from bench.faults.draft import Draft, Fen, Paper
from evidence.declared import Programme
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from sample_docs.generator.identity import Company, Registry

AWARDS = {3: 100_000_000, 4: 200_000_000, 5: 300_000_000}
"""The award of each star in fen (申报指南 三)."""
GROUP = "符合性指标"
MAKERS = ("通用设备制造业", "专用设备制造业", "仪器仪表制造业", "食品制造业")
OTHERS = ("软件服务业", "餐饮业", "物流业")
PROOFS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("安全保障", "(1)", ("园区设独立监控中心", "监控中心配置监控坐席12个")),
    ("安全保障", "(2)", ("重要点位配置高清摄像头120台", "视频数据存储90天", "视频数据汇聚到园区视频监控系统")),
    ("安全保障", "(3)", ("消防设施按法规配置并通过验收", "建成自动报警的智慧消防平台")),
    ("绿色低碳", "", ("实时监测空气质量", "实时监测水质", "实时监测噪声", "监测结果在园区大屏公布")),
    ("生活配套", "(3)", ("公共区域照明采用感应控制",)),
)
"""Indicator, item, and one sentence for each of its conditions."""


def park(seed: int) -> Draft:
    """A park of three to five stars with eight to sixteen premises, most of them let."""
    rng = Random(f"park-{seed}")
    registry = Registry(rng)
    applicant = registry.company("园区运营管理", ("ICBC",))
    name, star = f"{applicant.name[2:4]}智造产业园", rng.choice(sorted(AWARDS))
    metres = rng.randrange(90_000, 400_000, 1_000)
    tenants = [registry.company("机械") for _ in range(rng.randint(8, 16))]
    asked = AWARDS[star]
    draft = Draft(
        seed=seed,
        programme=Programme.PARK,
        rng=rng,
        registry=registry,
        applicant=applicant,
        lines=[],
        workers=[],
        form=_form(rng, applicant, (name, star, metres), tenants),
        listing=_ledger(rng, tenants),
        licence=_licence(applicant),
        served=_tenants(rng, tenants),
        others=[
            Paper(Kind.PARK_PLAN, "规划/园区建设规划.docx", {}, method=Method.OFFICE),
            _recognition(name, metres),
            _operation(registry, applicant, name),
        ],
        star=star,
        asked=asked,
    )
    draft.others += [_deed(draft, row) for row in draft.listing.rows if row.get("name")]
    draft.form.rows = _conditions(draft, metres, tenants[0])
    _core(draft)
    return draft


def number(text: str) -> Decimal:
    """A number as printed."""
    return Decimal(text)


def _decimal(value: int, unit: int, places: int) -> Decimal:
    """So many units, to that many places."""
    return (Decimal(value) / unit).quantize(Decimal(1).scaleb(-places))


def square_metres(metres: int) -> Fact:
    """An area with its unit, as a recognition prints it."""
    return Fact(type="number", value=str(metres), raw=f"{metres}平方米", place=Place(), method=Method.TEXT)


def let_share(draft: Draft) -> str:
    """The share of the ledger that is let, as a form prints it."""
    whole = sum(_area(row) for row in draft.listing.rows)
    let = sum(_area(row) for row in draft.listing.rows if row.get("name"))
    return f"{let * 100 / whole:.1f}"


def _area(row: dict[str, object]) -> int:
    value = row["area"]
    return value if isinstance(value, int) else 0


def of_kind(draft: Draft, kind: Kind) -> list[Paper]:
    """The papers of a kind among the others."""
    return [paper for paper in draft.others if paper.kind is kind]


def rule(draft: Draft, word: str) -> dict[str, object]:
    """The row of the form's conditions whose statement has the word."""
    return next(row for row in draft.form.rows if word in str(row["statement"]) and row["group"] == GROUP)


def _form(rng: Random, applicant: Company, about: tuple[str, int, int], tenants: list[Company]) -> Paper:
    name, star, metres = about
    fields: dict[str, object] = {
        "applicant_name": applicant.name,
        "applicant_uscc": applicant.uscc,
        "legal_rep": applicant.legal_rep,
        "park_name": name,
        "opened": date(2016, rng.randint(1, 12), 8),
        "district": "金牛区",
        "address": applicant.address,
        "contact": "温岚",
        "phone": f"028-8500{rng.randint(1000, 9999)}",
        "industry": "装备制造",
        "star": star,
        "area": _decimal(metres, 1_000_000, 3),
        "enterprises": len(tenants),
        "employees": rng.randint(400, 4000),
        "overview": "建成园区综合管理平台，覆盖安防、能源与招商服务。",
        "commitment": True,
        "commitment_date": date(2025, 6, 3),
        "commitment_signed": True,
        "edition": 2025,
    }
    return Paper(Kind.FORM_A5, "申报表.docx", fields, method=Method.OFFICE)


def _licence(applicant: Company) -> Paper:
    fields: dict[str, object] = {
        "name": applicant.name,
        "uscc": applicant.uscc,
        "legal_rep": applicant.legal_rep,
        "address": applicant.address,
        "business_scope": "园区管理服务；非居住房地产租赁；企业管理咨询",
        "reg_date": applicant.founded,
    }
    return Paper(Kind.LICENCE, "证照/营业执照.pdf", fields)


def _recognition(name: str, metres: int) -> Paper:
    fields: dict[str, object] = {"park_name": name, "issuer": "成都市金牛区人民政府", "area": square_metres(metres)}
    return Paper(Kind.PARK_RECOGNITION, "认定/园区认定文件.pdf", fields)


def _operation(registry: Registry, applicant: Company, name: str) -> Paper:
    owner = registry.company("产业投资")
    fields: dict[str, object] = {
        "contract_name": f"{name}委托运营管理合同",
        "contract_no": "YY-2021-018",
        "party_a": owner.name,
        "party_b": applicant.name,
        "sign_date": date(2021, 3, 9),
        "signed_a": True,
        "signed_b": True,
    }
    return Paper(Kind.SERVICE_CONTRACT, "合同/委托运营.pdf", fields)


def _ledger(rng: Random, tenants: list[Company]) -> Paper:
    """All premises: one for each tenant, and some that stand empty."""
    rows: list[dict[str, object]] = []
    for place, tenant in enumerate(tenants, 1):
        rows.append(
            {
                "room": f"{place}号楼",
                "name": tenant.name,
                "area": rng.randrange(1_500, 3_000, 50),
                "contract_no": f"ZL-{place:03d}",
            }
        )
    empty = rng.randint(1, max(1, len(tenants) // 4))
    rows += [{"room": f"{len(tenants) + n}号楼", "area": rng.randrange(1_500, 3_000, 50)} for n in range(1, empty + 1)]
    return Paper(Kind.INDICATOR_PROOF, "证明/房源租售台账.xlsx", {"title": "房源租售台账"}, rows, Method.OFFICE)


def _deed(draft: Draft, row: dict[str, object]) -> Paper:
    fields: dict[str, object] = {
        "contract_no": row["contract_no"],
        "contract_name": "厂房租赁合同",
        "party_a": draft.applicant.name,
        "party_b": row["name"],
        "area": row["area"],
        "sign_date": date(2023, 5, 9),
        "term_start": date(2023, 6, 1),
        "term_end": date(2028, 5, 31),
        "signed_a": True,
        "signed_b": True,
    }
    return Paper(Kind.LEASE_CONTRACT, f"租赁/{row['contract_no']}.pdf", fields)


def _tenants(rng: Random, tenants: list[Company]) -> Paper:
    """The tenants with their trades and revenue; half of the revenue or more is made by makers."""
    rows: list[dict[str, object]] = []
    for place, tenant in enumerate(tenants):
        maker = place % 3 != 2
        rows.append(
            {
                "name": tenant.name,
                "industry": rng.choice(MAKERS if maker else OTHERS),
                "revenue": Fen(rng.randint(900_000_000, 1_800_000_000)),
                "large": place < 4,
            }
        )
    title: dict[str, object] = {"title": "入驻企业名单及营业收入"}
    return Paper(Kind.INDICATOR_PROOF, "证明/入驻企业名单.xlsx", title, rows, Method.OFFICE)


def _conditions(draft: Draft, metres: int, benchmark: Company) -> list[dict[str, object]]:
    wan = _decimal(metres, 10_000, 2)
    share = let_share(draft)
    rows: list[dict[str, object]] = [
        {"statement": "已纳入成都市产业园区清单或经区级以上认定的√制造业□工业总部经济园区。"},
        {"statement": "园区主攻产业方向：高端装备制造。"},
        {"statement": f"园区标杆企业：{benchmark.name}（至少填写一家企业）。"},
        {
            "statement": f"制造业园区占地面积不小于8万平方米，达到 {wan} 万平方米。",
            "figure": wan,
            "unit": "万平方米",
        },
        {"statement": f"企业入住率不低于50%，达到 {share} %。", "figure": number(share), "unit": "%"},
        {"statement": "营收占比：制造业及工业总部经济营业收入占比不低于30%（含）。"},
        {"statement": "园区近三年未发生过重特大安全生产事故和环保事故。", "met": True},
    ]
    return [{"group": GROUP} | row for row in rows]


def _core(draft: Draft) -> None:
    """Ticked items with their proofs, and the share of tenants that moved to the cloud with its list."""
    for indicator, item, sentences in draft.rng.sample(PROOFS, draft.rng.randint(3, len(PROOFS))):
        row: dict[str, object] = {
            "group": "核心指标",
            "indicator": indicator,
            "statement": f"{indicator}{item}",
            "met": True,
        }
        draft.form.rows.append(row | ({"item": item} if item else {}))
        told: list[dict[str, object]] = [{"indicator": indicator, "statement": f"{text}。"} for text in sentences]
        title: dict[str, object] = {"title": f"{indicator}{item}指标证明材料"}
        draft.others.append(Paper(Kind.INDICATOR_PROOF, f"证明/{indicator}{item}.docx", title, told, Method.OFFICE))
    names = [row["name"] for row in draft.served.rows]
    moved = draft.rng.randint(2, len(names) - 1)
    figure = number(f"{moved * 100 / len(names):.1f}")
    draft.form.rows.append(
        {
            "group": "核心指标",
            "indicator": "推进企业上云",
            "statement": "园区企业上云数量比例",
            "figure": figure,
            "unit": "%",
        }
    )
    rows: list[dict[str, object]] = [{"name": name, "qualified": place < moved} for place, name in enumerate(names)]
    draft.others.append(
        Paper(Kind.INDICATOR_PROOF, "证明/企业上云.xlsx", {"title": "企业上云情况名单"}, rows, Method.OFFICE)
    )
