"""Writes the papers of a purchase: contracts, invoices and slips that agree with each other to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.faults.draft import Bill, Bought, Draft, Fen, Paper, rounded
from evidence.kind import Kind
from sample_docs.generator.identity import Company, digits

SPECIAL = (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_VAT_SPECIAL)
ORDINARY = (Kind.INVOICE_EINV_ORDINARY, Kind.INVOICE_VAT_ORDINARY)
LEGACY = (Kind.INVOICE_VAT_SPECIAL, Kind.INVOICE_VAT_ORDINARY)


def net_amount(rng: Random, least: int = 2_000_000, most: int = 30_000_000) -> int:
    """A price in fen: half of them multiples of twelve yuan, which months and taxes divide."""
    amount = rng.randint(least, most)
    return amount // 1200 * 1200 if rng.random() < 0.5 else amount


def invoice(draft: Draft, seller: Company, kind: Kind, items: list[tuple[str, int]], rate: int, day: date) -> Paper:
    """An invoice of that kind; `items` are names with net amounts in fen."""
    rng = draft.rng
    rows: list[dict[str, object]] = [
        {"item": name, "amount": Fen(net), "tax_rate": f"{rate}%", "tax": Fen(rounded(net, rate, 100))}
        for name, net in items
    ]
    net = sum(amount for _, amount in items)
    tax = sum(rounded(amount, rate, 100) for _, amount in items)
    number = digits(rng, 8) if kind in LEGACY else f"{day:%y}512{digits(rng, 15)}"
    fields: dict[str, object] = {
        "invoice_number": number,
        "issue_date": day,
        "buyer_name": draft.applicant.name,
        "buyer_tax_id": draft.applicant.uscc,
        "seller_name": seller.name,
        "seller_tax_id": seller.uscc,
        "amount_excl_tax": Fen(net),
        "tax": Fen(tax),
        "total_incl_tax": Fen(net + tax),
        "total_words": Fen(net + tax),
        "qr_number": number,
        "qr_date": day,
        "qr_amount": Fen(net if kind in LEGACY else net + tax),
    }
    if kind in LEGACY:
        fields["invoice_code"] = f"51{digits(rng, 8)}"
    return Paper(kind, f"发票/{seller.name}-{number}.pdf", fields, rows)


def slip(draft: Draft, payee: Company, amount: int, day: date) -> Paper:
    """A bank receipt of a transfer from the applicant."""
    number = f"HD{day:%Y%m%d}{digits(draft.rng, 9)}"
    fields: dict[str, object] = {
        "receipt_no": number,
        "serial_no": f"SN{digits(draft.rng, 14)}",
        "pay_date": day,
        "payer": draft.applicant.name,
        "payer_account": draft.applicant.account.number,
        "payee": payee.name,
        "payee_account": payee.account.number,
        "payee_bank": payee.account.branch,
        "pay_amount": Fen(amount),
        "amount_words": Fen(amount),
        "usage": "货款",
    }
    return Paper(Kind.BANK_RECEIPT, f"回单/{number}.pdf", fields)


def contract(draft: Draft, seller: Company, about: str, amounts: tuple[int, int], day: date) -> Paper:
    """A signed contract over (net, gross) fen, paid in two instalments."""
    net, gross = amounts
    number = f"{draft.rng.choice(('CG', 'HT', 'XM'))}-{day:%Y%m}-{digits(draft.rng, 6)}"
    fields: dict[str, object] = {
        "contract_no": number,
        "contract_name": f"{about}合同",
        "party_a": draft.applicant.name,
        "party_a_tax_id": draft.applicant.uscc,
        "party_b": seller.name,
        "party_b_tax_id": seller.uscc,
        "payee_bank": seller.account.branch,
        "payee_account": seller.account.number,
        "sign_date": day,
        "contract_amount": Fen(gross),
        "amount_words": Fen(gross),
        "net_amount": Fen(net),
        "tax": Fen(gross - net),
        "subject": about,
        "signed_a": True,
        "signed_b": True,
    }
    return Paper(Kind.CONTRACT, f"合同/{number}.pdf", fields)


def acceptance(line: Bought, day: date) -> Paper:
    """The applicant accepts what a line bought."""
    main = line.contracts[0]
    fields: dict[str, object] = {
        "project": line.description,
        "contract_no": main.fields["contract_no"],
        "party_a": main.fields["party_a"],
        "party_b": main.fields["party_b"],
        "conclusion": "验收合格",
        "accept_date": day,
    }
    return Paper(Kind.ACCEPTANCE, f"验收/{line.number:02d}.pdf", fields)


def pay_each(draft: Draft, seller: Company, bills: list[Bill], day: date) -> None:
    """One slip for every invoice, on the days after."""
    for place, bill in enumerate(bills):
        made = slip(draft, seller, bill.gross, day + timedelta(days=3 * place))
        bill.slips = [(made, bill.gross)]


def pay_together(draft: Draft, seller: Company, bills: list[Bill], day: date) -> None:
    """One slip for all invoices."""
    made = slip(draft, seller, sum(bill.gross for bill in bills), day)
    for bill in bills:
        bill.slips = [(made, bill.gross)]


def pay_in_parts(draft: Draft, seller: Company, bills: list[Bill], day: date) -> None:
    """Every invoice in two or three instalments."""
    for bill in bills:
        left, count, slips = bill.gross, draft.rng.choice((2, 3)), []
        for place in range(count):
            piece = left if place == count - 1 else bill.gross * (3 - place) // 8
            slips.append((slip(draft, seller, piece, day + timedelta(days=20 * place)), piece))
            left -= piece
        bill.slips = slips
