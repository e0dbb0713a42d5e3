"""VAT invoices: paper, electronic and 数电票, from structured data, text layers and pictures."""

from extractors.invoice.claim import continues, is_face, is_goods_list
from extractors.invoice.extractor import VatInvoices

__all__ = ["INVOICE", "VatInvoices", "continues", "is_face", "is_goods_list"]

INVOICE = VatInvoices()
"""The extractor as the classifier asks it."""
