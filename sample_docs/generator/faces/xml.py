"""A 数电票 as the XML file the tax bureau delivers (element names of the EInvoice dialect)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from sample_docs.generator.faces.wording import item_name, plain
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Family, Invoice, Item

_Tree = dict[str, "str | _Tree | list[_Tree]"]


def file(invoice: Invoice) -> bytes:
    """The whole file, UTF-8 with a declaration."""
    root = ET.Element("EInvoice")
    _grow(root, _tree(invoice))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _grow(parent: ET.Element, tree: _Tree) -> None:
    for name, value in tree.items():
        for one in value if isinstance(value, list) else [value]:
            child = ET.SubElement(parent, name)
            if isinstance(one, str):
                child.text = one
            else:
                _grow(child, one)


def _label(code: str, name: str) -> _Tree:
    return {"LabelCode": code, "LabelName": name}


def _tree(invoice: Invoice) -> _Tree:
    special = invoice.family is Family.EINV_SPECIAL
    seller, buyer = invoice.seller, invoice.buyer
    moment = f"{invoice.issued:%Y-%m-%d} 10:24:36"
    return {
        "Header": {
            "EIid": invoice.number,
            "EInvoiceTag": "SWEI5100",
            "Version": "0.33",
            "InherentLabel": {
                "InIssuType": _label("Y", "是否蓝字发票标志"),
                "EInvoiceType": _label("01", "电子发票"),
                "GeneralOrSpecialVAT": _label("01", "增值税专用发票") if special else _label("02", "普通发票"),
                "TaxpayerType": _label("1", "一般纳税人"),
            },
        },
        "EInvoiceData": {
            "SellerInformation": {
                "SellerIdNum": seller.uscc,
                "SellerName": seller.name,
                "SellerAddr": seller.address,
                "SellerTelNum": seller.phone,
                "SellerBankName": seller.account.branch,
                "SellerBankAccNum": seller.account.number,
            },
            "BuyerInformation": {
                "BuyerIdNum": buyer.uscc,
                "BuyerName": buyer.name,
                "BuyerAddr": buyer.address,
                "BuyerTelNum": buyer.phone,
                "BuyerBankName": buyer.account.branch,
                "BuyerBankAccNum": buyer.account.number,
            },
            "BasicInformation": {
                "TotalAmWithoutTax": f"{invoice.net:.2f}",
                "TotalTaxAm": f"{invoice.tax:.2f}",
                "TotalTax-includedAmount": f"{invoice.gross:.2f}",
                "TotalTax-includedAmountInChinese": words(invoice.gross),
                "Drawer": invoice.drawer,
                "RequestTime": moment,
            },
            "IssuItemInformation": [_item(item) for item in invoice.items],
            "AdditionalInformation": {"Remark": invoice.remark},
        },
        "SellerAuthentication": {"AuthenticationMethods": "01"},
        "TaxSupervisionInfo": {
            "InvoiceNumber": invoice.number,
            "IssueTime": moment,
            "TaxBureauCode": "15101000000",
            "TaxBureauName": "国家税务总局四川省税务局",
        },
    }


def _item(item: Item) -> _Tree:
    return {
        "ItemName": item_name(item),
        "SpecMod": item.spec,
        "MeaUnits": item.unit,
        "Quantity": plain(item.quantity),
        "UnPrice": plain(item.unit_price),
        "Amount": f"{item.amount:.2f}",
        "TaxRate": f"{item.rate:.6f}",
        "ComTaxAm": f"{item.tax:.2f}",
        "TotaltaxIncludedAmount": f"{item.amount + item.tax:.2f}",
    }
