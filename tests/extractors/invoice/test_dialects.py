import pytest

from evidence.document import Entry, Layer, Method
from evidence.fact import Status
from evidence.kind import Kind
from extractors.invoice import INVOICE
from extractors.invoice.dialects import rate

EINVOICE = {
    "EInvoice/Header/EIid": "invoice_number",
    "EInvoice/EInvoiceData/SellerInformation/SellerIdNum": "seller_tax_id",
    "EInvoice/EInvoiceData/SellerInformation/SellerName": "seller_name",
    "EInvoice/EInvoiceData/BuyerInformation/BuyerIdNum": "buyer_tax_id",
    "EInvoice/EInvoiceData/BuyerInformation/BuyerName": "buyer_name",
    "EInvoice/EInvoiceData/BasicInformation/TotalAmWithoutTax": "amount_excl_tax",
    "EInvoice/EInvoiceData/BasicInformation/TotalTaxAm": "tax",
    "EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount": "total_incl_tax",
    "EInvoice/TaxSupervisionInfo/InvoiceNumber": "invoice_number",
    "EInvoice/TaxSupervisionInfo/IssueTime": "issue_date",
}
EDRM = {
    "eInvoice/InvoiceCode": "invoice_code",
    "eInvoice/InvoiceNo": "invoice_number",
    "eInvoice/IssueDate": "issue_date",
    "eInvoice/InvoiceCheckCode": "check_code",
    "eInvoice/Buyer/BuyerName": "buyer_name",
    "eInvoice/Buyer/BuyerTaxID": "buyer_tax_id",
    "eInvoice/Seller/SellerName": "seller_name",
    "eInvoice/Seller/SellerTaxID": "seller_tax_id",
    "eInvoice/TaxInclusiveTotalAmount": "total_incl_tax",
    "eInvoice/TaxExclusiveTotalAmount": "amount_excl_tax",
    "eInvoice/TaxTotalAmount": "tax",
}
PINYIN = {
    "Invoice/Fphm": "invoice_number",
    "Invoice/Kprq": "issue_date",
    "Invoice/Xfmc": "seller_name",
    "Invoice/Xfsh": "seller_tax_id",
    "Invoice/Gfmc": "buyer_name",
    "Invoice/Gfsh": "buyer_tax_id",
    "Invoice/Hjje": "amount_excl_tax",
    "Invoice/Hjse": "tax",
    "Invoice/Jshj": "total_incl_tax",
}
CHINESE = {
    "发票/发票号码": "invoice_number",
    "发票/开票日期": "issue_date",
    "发票/购买方/名称": "buyer_name",
    "发票/购买方/纳税人识别号": "buyer_tax_id",
    "发票/销售方/名称": "seller_name",
    "发票/销售方/纳税人识别号": "seller_tax_id",
    "发票/合计金额": "amount_excl_tax",
    "发票/合计税额": "tax",
    "发票/价税合计（小写）": "total_incl_tax",
}
XBRL = {
    "xbrl/InvoiceNumber": "invoice_number",
    "xbrl/RequestTime": "issue_date",
    "xbrl/SellerName": "seller_name",
    "xbrl/SellerIdNum": "seller_tax_id",
    "xbrl/BuyerName": "buyer_name",
    "xbrl/BuyerIdNum": "buyer_tax_id",
    "xbrl/TotalAmWithoutTax": "amount_excl_tax",
    "xbrl/TotalTaxAm": "tax",
    "xbrl/TotalTax-includedAmount": "total_incl_tax",
}


def layer(name, table, truth, *more):
    entries = [Entry(path, truth[field]) for path, field in table.items()]
    return Layer(name, (*entries, *(Entry(*pair) for pair in more)), "invoice.xml")


@pytest.mark.parametrize(("name", "table"), [("einvoice", EINVOICE), ("xml", PINYIN), ("xml", CHINESE), ("edrm", EDRM)])
def test_dialects(draw, name, table):
    truth = draw.truth if table is EDRM else draw.truth20
    record = draw.record_of(layers=[layer(name, table, truth)])
    assert draw.wrong(record, truth) == {}
    assert all(fact.method is Method.XML for fact in record.facts.values())
    assert "gross=net+tax" in record.facts["total_incl_tax"].checks
    assert record.facts["total_incl_tax"].place.cell


def test_special_is_said_by_the_header(draw):
    for code, kind in (("01", Kind.INVOICE_EINV_SPECIAL), ("02", Kind.INVOICE_EINV_ORDINARY)):
        label = ("EInvoice/Header/InherentLabel/GeneralOrSpecialVAT/LabelCode", code)
        part = draw.part_of(layers=[layer("einvoice", EINVOICE, draw.truth20, label)])
        assert dict(INVOICE.claim(part)) == {kind: 0.95}


def test_rows_and_words_prove_structured_amounts(draw):
    rows = [
        (f"EInvoice/EInvoiceData/IssuItemInformation[{i}]/{leaf}", text)
        for i, amount, tax in ((1, "20000.00", "1200.00"), (2, "-1132.08", "-67.92"))
        for leaf, text in (
            ("ItemName", f"*软件服务*服务{i}"),
            ("Amount", amount),
            ("ComTaxAm", tax),
            ("TaxRate", "0.060000"),
        )
    ]
    words = ("EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmountInChinese", "贰万圆整")
    record = draw.record_of(layers=[layer("einvoice", EINVOICE, draw.truth20, words, *rows)])
    assert [row.text("amount") for row in record.rows] == ["20000.00", "-1132.08"]
    assert [row.text("tax_rate") for row in record.rows] == ["6%", "6%"]
    assert record.facts["amount_excl_tax"].status is Status.PROVEN
    assert {"gross=net+tax", "words"} <= set(record.facts["total_incl_tax"].checks)
    assert "line_sum" in record.facts["tax"].checks


def test_structured_rows_that_do_not_add_up(draw):
    row = ("EInvoice/EInvoiceData/IssuItemInformation/Amount", "1.00")
    record = draw.record_of(layers=[layer("einvoice", EINVOICE, draw.truth20, row)])
    assert "not:line_sum" in record.facts["amount_excl_tax"].checks


def test_layers_agree_with_the_page(draw):
    page = draw.digital(draw.Invoice(draw.truth20)).page()
    record = draw.record_of(page, layers=[layer("einvoice", EINVOICE, draw.truth20)])
    assert record.facts["seller_name"].checks == ("layers:xml,text",)
    assert record.facts["seller_name"].status is Status.PROVEN
    assert "layers:xml,text" in record.facts["total_incl_tax"].checks


def test_layer_outranks_the_page_and_the_conflict_is_kept(draw):
    other = {**draw.truth20, "seller_name": "成都别处信息技术有限公司", "total_incl_tax": "21000.00"}
    page = draw.digital(draw.Invoice(draw.truth20)).page()
    record = draw.record_of(page, layers=[layer("einvoice", EINVOICE, other)])
    name, gross = record.facts["seller_name"], record.facts["total_incl_tax"]
    assert name.value == other["seller_name"]
    assert name.status is Status.CONTRADICTED
    assert "not:layers:xml,text" in name.checks
    assert draw.truth20["seller_name"] in [c.value for c in name.candidates]
    assert gross.status is Status.CONTRADICTED
    assert "not:layers:xml,text" in gross.checks
    assert {gross.value, *(c.value for c in gross.candidates)} >= {"20000.00", "21000.00"}


def test_custom_data_of_ofd_without_names(draw):
    table = {
        "发票号码": "invoice_number",
        "合计金额": "amount_excl_tax",
        "合计税额": "tax",
        "开票日期": "issue_date",
        "购买方纳税人识别号": "buyer_tax_id",
        "销售方纳税人识别号": "seller_tax_id",
    }
    page = draw.digital(draw.Invoice(draw.truth20)).page()
    record = draw.record_of(page, layers=[layer("ofd_custom_data", table, draw.truth20)])
    assert draw.wrong(record, draw.truth20) == {}
    assert record.facts["amount_excl_tax"].status is Status.PROVEN


def test_stars_for_the_tax(draw):
    truth = {**draw.truth20, "amount_excl_tax": "100.00", "tax": "***", "total_incl_tax": "100.00"}
    record = draw.record_of(layers=[layer("xml", PINYIN, truth)])
    assert "tax" not in record.facts
    assert "gross=net+tax" in record.facts["total_incl_tax"].checks


def test_red_invoice(draw):
    truth = {**draw.truth20, "amount_excl_tax": "-100.00", "tax": "-6.00", "total_incl_tax": "-106.00"}
    record = draw.record_of(layers=[layer("xml", CHINESE, truth, ("发票/被红冲蓝字发票号码", "24512000000099887766"))])
    assert record.facts["is_red"].flag
    assert record.text("red_of") == "24512000000099887766"


def test_xbrl_instance_of_an_issuer(draw):
    record = draw.record_of(layers=[layer("xbrl", XBRL, draw.truth20)])
    assert draw.wrong(record, {k: v for k, v in draw.truth20.items() if k != "issue_date"}) == {}


def test_booking_data_alone_is_no_invoice(draw):
    booked = ("xbrl/InformationOfAccountingDocumentsTuple/PostingDate", "2024-06-01")
    assert INVOICE.claim(draw.part_of(layers=[layer("xbrl", XBRL, draw.truth20, booked)])) == {}
    empty = Layer("xbrl", (Entry("xbrl/IdentificationCodeOfIssuer", "5101"), Entry("xbrl/Currency", "CNY")))
    assert INVOICE.claim(draw.part_of(layers=[empty])) == {}


def test_near_empty_layer_falls_back_to_the_page(draw):
    empty = Layer("xbrl", (Entry("xbrl/InvoiceNumber", "1"), Entry("xbrl/Currency", "CNY")))
    record = draw.record_of(draw.digital(draw.Invoice(draw.truth20)).page(), layers=[empty])
    assert draw.wrong(record, draw.truth20) == {}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.060000", "6%"),
        ("0.13", "13%"),
        ("6%", "6%"),
        ("6.00%", "6%"),
        ("0.015", "1.5%"),
        ("3", "3%"),
        ("免税", "免税"),
        ("***", "***"),
        ("0", "0%"),
        ("1.5%", "1.5%"),
    ],
)
def test_rates(text, shown):
    assert rate(text) == shown


def test_odd_values_are_left_out(draw):
    odd = {**draw.truth20, "issue_date": "昨天", "total_incl_tax": "1.2.3", "seller_tax_id": "无"}
    record = draw.record_of(layers=[layer("xml", PINYIN, odd)])
    assert "issue_date" not in record.facts
    assert "seller_tax_id" not in record.facts


def test_the_receivers_view_names_contract_and_receipt(draw):
    booked = [
        ("xbrl/ContractNumber", "CG-2024-017"),
        ("xbrl/NumberOfBankElectronicReceipt", "HD20240612000001"),
        ("xbrl/WhetherEinvoiceHasBeenBooked", "true"),
        ("xbrl/InformationOfAccountingDocumentsTuple/PostingDate", "2024-06-30"),
    ]
    page = draw.digital(draw.Invoice(draw.truth20)).page()
    record = draw.record_of(page, layers=[layer("xbrl", XBRL, draw.truth20, *booked)])
    assert (record.text("contract_no"), record.text("receipt_no")) == ("CG-2024-017", "HD20240612000001")
    assert record.facts["contract_no"].method is Method.XML
