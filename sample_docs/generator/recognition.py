"""What an exact auditor would recognise of a plan: the waterfall of the notice, each yuan cut once, net for 专票.

It looks at the plan's facts (parties, dates, numbers), never at the list of planted faults, so that the two can be
held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from sample_docs.generator.plan import CENT, PERIOD, ZERO, Invoice, Line, Payment, Plan

_WATERFALL = (
    "contract_missing", "invoice_over_contract", "duplicate_invoice", "buyer_not_applicant",
    "seller_not_contract_party", "invoice_out_of_period", "payment_evidence_missing", "duplicate_payment",
    "payer_not_applicant", "payee_not_contract_party", "payment_out_of_period", "category_ineligible",
)  # fmt: skip
"""The reasons in the order in which they are asked: contract, invoices, payments, eligibility."""
RATE, CAP, FLOOR = Decimal("0.15"), Decimal(5_000_000), Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Recognised:
    """One line: declared, cut by code in waterfall order, recognised."""

    number: str
    declared: Decimal
    cuts: tuple[tuple[str, Decimal], ...]

    @property
    def recognised(self) -> Decimal:
        """Declared minus every cut."""
        return self.declared - sum((amount for _, amount in self.cuts), ZERO)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole submission."""

    lines: tuple[Recognised, ...]
    personnel_before_cap: Decimal
    personnel_allowed: Decimal

    @property
    def declared(self) -> Decimal:
        """Sum of the list."""
        return sum((line.declared for line in self.lines), ZERO)

    @property
    def recognised(self) -> Decimal:
        """Sum after all cuts and the personnel cap."""
        return sum((line.recognised for line in self.lines), ZERO)

    @property
    def subsidy(self) -> Decimal:
        """15 %, capped; nothing below the floor (both on the unrounded amount); whole yuan downwards."""
        unrounded = self.recognised * RATE
        if unrounded < FLOOR:
            return ZERO
        return min(unrounded, CAP).quantize(Decimal(1), ROUND_DOWN).quantize(CENT)


def recognise(plan: Plan) -> Outcome:
    """Judge every line in the order of the list, then apply the personnel cap min(P, N)."""
    seen_invoices: dict[str, str] = {}
    seen_receipts: dict[str, str] = {}
    purchases = tuple(_line(plan, line, seen_invoices, seen_receipts) for line in plan.lines)
    personnel = _personnel(plan)
    before = personnel.recognised
    allowed = min(before, sum((line.recognised for line in purchases), ZERO))
    if before > allowed:
        personnel = Recognised(
            personnel.number, personnel.declared, (*personnel.cuts, ("personnel_cap_exceeded", before - allowed))
        )
    return Outcome((*purchases, personnel), before, allowed)


def printed_total(plan: Plan) -> str:
    """What the form says was invested, in 万元 with two decimals, as applicants fill it in."""
    return f"{(recognise(plan).declared + plan.form_excess) / 10_000:.2f}"


def _line(plan: Plan, line: Line, seen_invoices: dict[str, str], seen_receipts: dict[str, str]) -> Recognised:
    cuts: dict[str, Decimal] = defaultdict(lambda: ZERO)
    declared = sum((plan.invoices[key].claimable for key in line.invoices), ZERO)
    repeated = {
        key
        for key in line.invoices
        if seen_invoices.setdefault(plan.invoices[key].identity, line.number) != line.number
    }
    for pair in line.pairs:
        invoice, payment = plan.invoices[pair.invoice], plan.payments.get(pair.payment)
        code = _reason(plan, line, invoice, payment, pair.invoice in repeated, seen_receipts)
        if payment is not None:
            seen_receipts.setdefault(payment.receipt_no, payment.key)
        if code:
            cuts[code] += (pair.amount * invoice.claimable / invoice.gross).quantize(CENT, ROUND_HALF_UP)
    over = _over_contract(plan, line)
    if over and not cuts:
        cuts["invoice_over_contract"] = over
    ordered = sorted(cuts.items(), key=lambda cut: _WATERFALL.index(cut[0]))
    return Recognised(line.number, declared, tuple(ordered))


def _over_contract(plan: Plan, line: Line) -> Decimal:
    """How far the invoices of a line (all ordinary, so gross) exceed its contract."""
    invoiced = sum((plan.invoices[key].gross for key in line.invoices), ZERO)
    if line.contract is None or not line.contract_handed_in or invoiced <= line.contract.total:
        return ZERO
    if any(plan.invoices[key].family.is_special for key in line.invoices):
        raise ValueError(f"line {line.number}: over-contract is planned for ordinary invoices only")
    return invoiced - line.contract.total


def _reason(
    plan: Plan, line: Line, invoice: Invoice, payment: Payment | None, repeated: bool, receipts: dict[str, str]
) -> str:
    """The first reason of the waterfall against one pair, or nothing."""
    supplier = line.supplier.name
    if not line.contract_handed_in:
        return "contract_missing"
    if repeated:
        return "duplicate_invoice"
    tests = [
        ("buyer_not_applicant", invoice.buyer.name != plan.applicant.name),
        ("seller_not_contract_party", invoice.seller.name != supplier),
        ("invoice_out_of_period", not PERIOD[0] <= invoice.issued <= PERIOD[1]),
    ]
    if payment is None:
        tests.append(("payment_evidence_missing", True))
    else:
        reused = receipts.get(payment.receipt_no, payment.key) != payment.key
        tests += [
            ("duplicate_payment", reused),
            ("payer_not_applicant", payment.payer.name != plan.applicant.name),
            ("payee_not_contract_party", payment.payee.name != supplier),
            ("payment_out_of_period", not PERIOD[0] <= payment.booked <= PERIOD[1]),
        ]
    tests.append(("category_ineligible", not line.eligible))
    return next((code for code, hit in tests if hit), "")


def _personnel(plan: Plan) -> Recognised:
    declared = sum((row.cost for row in plan.payroll), ZERO)
    uninsured = sum((row.cost for row in plan.payroll if not row.si_listed), ZERO)
    short = sum((row.bank_short for row in plan.payroll if row.si_listed), ZERO)
    cuts = (("personnel_si_missing_month", uninsured), ("personnel_wage_bank_mismatch", short))
    return Recognised(plan.personnel_number, declared, tuple(cut for cut in cuts if cut[1]))
