"""Slips of many banks, drawn as words with boxes: the same facts must come out of every arrangement of labels."""

import random
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from evidence.document import Box, Document, Entry, Layer, Method, Page, Seal, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record
from extractors import extract
from extractors.bank_slip import BANK_SLIP, read_slip
from extractors.part import Part

PAYER, PAYEE = "蓉城智造科技有限公司", "锦江云图软件有限公司"
PAYER_ACCOUNT, PAYEE_ACCOUNT = "4402200109000012345", "51050188083600009876"
PAYER_BANK, PAYEE_BANK = "中国工商银行成都高新支行", "中国建设银行成都天府支行"
WORDS, FIGURES = "壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123,456.78"
VALUES = {
    "payer": PAYER,
    "payee": PAYEE,
    "payer_account": PAYER_ACCOUNT,
    "payee_account": PAYEE_ACCOUNT,
    "payer_bank": PAYER_BANK,
    "payee_bank": PAYEE_BANK,
    "words": WORDS,
    "figures": FIGURES,
}
HEIGHT = 20.0


def word(x: float, y: float, text: str, height: float = HEIGHT) -> Word:
    width = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text) * height
    return Word(text, Box(x, y, x + width, y + height))


def page(*placed: tuple[float, float, str], width: float = 1100, height: float = 600) -> Page:
    return Page(1, width, height, tuple(word(*one) for one in placed))


def _layouts() -> dict[str, Page]:
    source = yaml.safe_load((Path(__file__).parent / "slip_layouts.yaml").read_text(encoding="utf-8"))
    return {name: page(*((x, y, text.format(**VALUES)) for x, y, text in words)) for name, words in source.items()}


LAYOUTS = _layouts()
PSBC = LAYOUTS["psbc"]


def document(*pages: Page, layers: tuple[Layer, ...] = ()) -> Document:
    return Document("a" * 64, "slip.pdf", "pdf", "1", "application/pdf", pages, layers=layers)


def only(*pages: Page, layers: tuple[Layer, ...] = ()) -> Record:
    records = extract(document(*pages, layers=layers)).records
    assert len(records) == 1
    return records[0]


def check(record: Record) -> None:
    expected = {
        "payer": PAYER,
        "payee": PAYEE,
        "payer_account": PAYER_ACCOUNT,
        "payee_account": PAYEE_ACCOUNT,
        "payer_bank": PAYER_BANK,
        "payee_bank": PAYEE_BANK,
        "pay_amount": "123456.78",
        "pay_date": "2024-03-05",
    }
    assert {name: record.text(name) for name in expected} == expected
    assert record.facts["pay_amount"].status is Status.PROVEN
    assert "软件开发费" in {record.text(name) for name in ("usage", "summary", "remark")}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_facts(name: str) -> None:
    record = only(LAYOUTS[name])
    assert record.kind is Kind.BANK_RECEIPT
    check(record)


def jittered(source: Page, seed: int) -> Page:
    """As a scan reads: boxes off by a few pixels, full-width colons, confidences below one."""
    dice = random.Random(seed)
    words = []
    for one in source.words:
        dx, dy, grow = dice.uniform(-3, 3), dice.uniform(-3, 3), dice.uniform(-2, 3)
        box = Box(one.box.x0 + dx, one.box.y0 + dy, one.box.x1 + dx, one.box.y1 + dy + grow)
        words.append(Word(one.text.replace(":", "："), box, dice.uniform(0.85, 1.0), Method.OCR))
    dice.shuffle(words)
    return replace(source, words=tuple(words), method=Method.OCR)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_jitter_of_a_scan_changes_nothing(name: str, seed: int) -> None:
    record = only(jittered(LAYOUTS[name], seed))
    check(record)
    assert record.facts["payer"].method is Method.OCR
    assert 0.85 <= record.facts["pay_amount"].confidence < 1


KNOWN = (
    PAYER,
    PAYEE,
    PAYER_ACCOUNT,
    PAYEE_ACCOUNT,
    PAYER_BANK,
    PAYEE_BANK,
    PAYER_BANK[:9],
    PAYER_BANK[9:],
    WORDS,
    FIGURES,
    "98765432",
    "240305001",
    "软件开发费",
)


def blanked(source: Page) -> Page:
    """The layout as an empty form: every value taken away, every label and note kept."""
    words = []
    for one in source.words:
        text = one.text
        for value in KNOWN:
            text = text.replace(value, "")
        for date in (
            "2024年03月05日",
            "2024年3月5日",
            "2024-03-05",
            "2024-03-04",
            "20240305102030",
            "20240305",
            "2024/03/05",
        ):
            text = text.replace(date, "年 月 日" if "年" in date else "")
        if text.strip(" :¥0123456789"):
            words.append(replace(one, text=text))
    return replace(source, words=tuple(words))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_form_gives_no_party_amount_or_day(name: str) -> None:
    facts = read_slip(blanked(LAYOUTS[name]))
    invented = {
        "payer",
        "payee",
        "payer_account",
        "payee_account",
        "payer_bank",
        "payee_bank",
        "pay_amount",
        "amount_words",
        "pay_date",
    }
    assert {field: facts[field].value for field in invented & set(facts)} == {}


def test_a_reprint_and_its_codes() -> None:
    record = only(LAYOUTS["icbc_table"])
    assert record.facts["print_count"].number == 1
    assert record.text("receipt_no") == "0012-3456-7890-1234"
    assert record.text("verify_code") == "aBcD1234EfGh="
    assert record.text("bank") == "中国工商银行"


def test_booking_date_outranks_transaction_date() -> None:
    record = only(LAYOUTS["abc"])
    assert record.facts["pay_date"].day.isoformat() == "2024-03-05"
    assert record.facts["transaction_date"].day.isoformat() == "2024-03-04"


def test_an_acknowledgement_is_not_a_receipt() -> None:
    head = replace(
        LAYOUTS["ccb_paper"], words=(word(350, 10, "中国建设银行网上银行电子回执"), *LAYOUTS["ccb_paper"].words[1:])
    )
    note = word(
        20, 520, "重要提示：银行受理成功，本回执不作为收、付款方交易的最终依据，正式回单请在交易成功第二日打印。"
    )
    record = only(replace(head, words=(*head.words, note)))
    assert record.kind is Kind.BANK_ACK
    assert record.facts["is_ack"].flag
    check(record)


def test_no_basis_for_shipping_is_still_a_receipt() -> None:
    assert only(LAYOUTS["spdb"]).kind is Kind.BANK_RECEIPT


def retold(source: Page, old: str, new: str, alternatives: tuple[str, ...] = ()) -> Page:
    return replace(
        source,
        words=tuple(
            replace(w, text=w.text.replace(old, new), alternatives=alternatives) if old in w.text else w
            for w in source.words
        ),
    )


def test_words_against_figures_is_contradicted_with_both_kept() -> None:
    fact = only(retold(PSBC, FIGURES, "123,456.73")).facts["pay_amount"]
    assert fact.status is Status.CONTRADICTED
    assert fact.value == "123456.73"
    assert [candidate.value for candidate in fact.candidates] == ["123456.78"]
    assert "not:words" in fact.checks


def test_a_reading_without_the_seal_that_agrees_with_the_words_wins() -> None:
    page_ = retold(PSBC, FIGURES, "123,466.78", alternatives=(FIGURES,))
    fact = only(page_).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.PROVEN)
    assert fact.repair


def test_figures_alone_stay_unproven() -> None:
    fact = only(replace(PSBC, words=tuple(w for w in PSBC.words if w.text != WORDS))).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.UNPROVEN)


def test_foreign_currency_is_never_yuan() -> None:
    page_ = retold(retold(PSBC, "人民币", "美元"), WORDS, "")
    record = only(page_)
    assert record.text("currency") == "USD"
    assert record.facts["pay_amount"].currency == "USD"


def test_the_text_of_a_seal_is_no_value() -> None:
    seal = Seal(Box(150, 150, 420, 260), text="锦城商业银行股份有限公司")
    form = blanked(PSBC)
    stamped = replace(
        form,
        words=(*form.words, word(230, 180, "锦城商业银行股份有限公司"), word(250, 215, "电子回单专用章")),
        seals=(seal,),
    )
    facts = read_slip(stamped)
    assert not {"payer", "payer_bank", "payee", "amount_words"} & set(facts)


def test_print_that_runs_on_beyond_a_seal_is_kept() -> None:
    bank = next(w for w in PSBC.words if w.text == PAYEE_BANK)
    x, y = bank.box.center
    stamped = replace(PSBC, seals=(Seal(Box(x - 60, y - 60, x + 60, y + 60)),))
    assert only(stamped).text("payee_bank") == PAYEE_BANK


@pytest.mark.parametrize("left", ["456.78", "123,456.7", "123,456"])
def test_figures_that_a_seal_cut_yield_to_the_words(left: str) -> None:
    cut = replace(PSBC, words=tuple(replace(w, method=Method.OCR) for w in PSBC.words), method=Method.OCR)
    fact = only(retold(cut, FIGURES, left)).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.CONTRADICTED)
    assert fact.candidates


def boxed(figures: str) -> Page:
    """A form with the amount one figure a box under its places."""
    places = "亿千百十万千百十元角分"
    shown = figures.rjust(len(places))
    words = tuple(w for w in LAYOUTS["icbc_flat"].words if "小写" not in w.text)
    heads = tuple(word(560 + 24 * i, 300, place) for i, place in enumerate(places))
    digits = tuple(word(560 + 24 * i, 326, digit) for i, digit in enumerate(shown) if digit.strip())
    return replace(LAYOUTS["icbc_flat"], words=(*words, *heads, *digits))


def test_one_figure_a_box_is_an_amount_to_the_fen() -> None:
    fact = only(boxed("¥12345678")).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.PROVEN)


@pytest.mark.parametrize("lost", ["¥1234567 ", "¥123 5678"])
def test_figures_missing_from_their_boxes_are_no_amount(lost: str) -> None:
    assert only(boxed(lost)).facts["pay_amount"].status is not Status.PROVEN


def recognised(source: Page, *seals: Seal) -> Page:
    words = tuple(replace(w, method=Method.OCR) for w in source.words)
    return replace(source, words=words, method=Method.OCR, seals=seals)


def test_a_seal_over_the_beginning_of_figures_and_words_proves_nothing() -> None:
    spoilt = retold(retold(PSBC, FIGURES, "23,456.78"), WORDS, "人民壹佩贰万叁仟肆佰伍拾陆元柒角捌分")
    facts = only(recognised(spoilt)).facts
    assert facts["pay_amount"].status is not Status.PROVEN
    assert "amount_words" not in facts


def test_words_without_their_end_are_no_amount() -> None:
    facts = only(recognised(retold(PSBC, WORDS, "壹拾贰万"))).facts
    assert facts["pay_amount"].value == "123456.78"
    assert "amount_words" not in facts


def test_misread_words_that_fit_the_figures_and_nothing_else() -> None:
    facts = only(recognised(retold(PSBC, WORDS, "壹拾贰方叁仟肆佰伍拾陆元柒角捌分"))).facts
    assert (facts["amount_words"].value, facts["amount_words"].status) == ("123456.78", Status.UNPROVEN)
    assert facts["amount_words"].repair
    assert facts["pay_amount"].status is Status.UNPROVEN


def test_of_words_and_figures_the_one_clear_of_the_seal_has_the_word() -> None:
    spoilt = retold(PSBC, FIGURES, "123,499.78")
    over = next(w.box for w in spoilt.words if "123,499.78" in w.text)
    fact = only(recognised(spoilt, Seal(Box(over.x0 + 5, over.y0 - 5, over.x1, over.y1 + 2)))).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.CONTRADICTED)
    assert [candidate.value for candidate in fact.candidates] == ["123499.78"]


def test_a_piece_of_the_rim_of_a_seal_is_no_part_of_a_name() -> None:
    at = next(w.box for w in PSBC.words if w.text == PAYEE)
    rim = word(at.x1 + 10, at.y0 - 4, "份有限公司")
    assert only(recognised(replace(PSBC, words=(*PSBC.words, rim)))).text("payee") == PAYEE


def test_a_note_down_the_margin_belongs_to_nothing() -> None:
    note = tuple(word(1060, 60 + 22 * i, char) for i, char in enumerate("此联是收款人开户银行交给收款人的通知"))
    check(only(replace(LAYOUTS["icbc_table"], words=(*LAYOUTS["icbc_table"].words, *note))))


def test_a_number_that_runs_into_a_seal_is_not_cut_there() -> None:
    facts = only(retold(PSBC, PAYEE_ACCOUNT, PAYEE_ACCOUNT[:15] + "用章")).facts
    assert "payee_account" not in facts


def test_a_card_number_in_the_label_of_an_account() -> None:
    plain = LAYOUTS["psbc"]
    words = tuple(w for w in plain.words if w.text not in (PAYEE_ACCOUNT, PAYER_ACCOUNT))
    added = (word(20, 560, f"付款人账号(卡号)：{PAYER_ACCOUNT}"), word(560, 560, f"收款人账号(卡号)：{PAYEE_ACCOUNT}"))
    record = only(replace(plain, words=(*words, *added)))
    assert (record.text("payer_account"), record.text("payee_account")) == (PAYER_ACCOUNT, PAYEE_ACCOUNT)


def shifted(source: Page, dy: float, number: str) -> tuple[Word, ...]:
    moved = (replace(w, box=Box(w.box.x0, w.box.y0 + dy, w.box.x1, w.box.y1 + dy)) for w in source.words)
    return tuple(replace(w, text=w.text.replace("240305001", number)) for w in moved)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("scanned", [False, True])
def test_three_slips_on_one_page(name: str, scanned: bool) -> None:
    source = jittered(LAYOUTS[name], 7) if scanned else LAYOUTS[name]
    words = tuple(w for i in range(3) for w in shifted(source, 560 * i, f"24030500{i}"))
    records = extract(document(Page(1, 1100, 1700, words))).records
    assert [record.position for record in records] == [0, 1, 2]
    for record in records:
        assert record.kind is Kind.BANK_RECEIPT
        check(record)
    numbers = [record.text("receipt_no") for record in records]
    if "240305001" in numbers:
        assert numbers == ["240305000", "240305001", "240305002"]
    assert len({record.id for record in records}) == 3


def test_two_titles_read_out_of_three_do_not_swallow_a_slip() -> None:
    words = [w for i in range(3) for w in shifted(PSBC, 560 * i, f"24030500{i}")]
    words = [w for w in words if not (w.text == "企业网上银行电子回单" and w.box.y0 > 1000)]
    assert len(extract(document(Page(1, 1100, 1700, tuple(words)))).records) == 3


def xbrl(**elements: str) -> Layer:
    return Layer("xbrl", tuple(Entry(f"xbrl/{name}", text) for name, text in elements.items()))


def test_structured_data_proves_the_page() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="240305001",
        AccountNameOfPayer=PAYER,
        AccountNameOfPayee=PAYEE,
        TransactionAmountInFigures="123456.78",
        DateOfBookkeeping="2024-03-05",
    )
    record = only(PSBC, layers=(layer,))
    assert record.facts["payer"].status is Status.PROVEN
    assert "xbrl" in record.facts["pay_amount"].checks
    assert record.facts["pay_date"].status is Status.PROVEN


def test_structured_data_against_the_page_is_contradicted() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="240305001",
        AccountNameOfPayer="他人有限公司",
        TransactionAmountInFigures="123456.79",
    )
    fact = only(PSBC, layers=(layer,)).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.79", Status.CONTRADICTED)
    assert "123456.78" in [candidate.value for candidate in fact.candidates]


def test_an_almost_empty_instance_leaves_the_page_to_speak() -> None:
    check(only(PSBC, layers=(xbrl(IdentificationCodeOfIssuer="B0009", Currency="CNY"),)))


def test_a_slip_as_data_only() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="9",
        AccountNameOfPayer=PAYER,
        AccountNameOfPayee=PAYEE,
        TransactionAmountInFigures="88.00",
        DateOfBookkeeping="20240305",
        Usage="null",
    )
    record = only(layers=(layer,))
    assert record.kind is Kind.BANK_RECEIPT
    assert (record.text("payer"), record.text("pay_amount"), record.text("pay_date")) == (PAYER, "88.00", "2024-03-05")
    assert "usage" not in record.facts


def test_the_claim_needs_labels_not_only_a_title() -> None:
    words = page((400, 10, "关于电子回单打印的通知"), (20, 60, "各分公司财务部："), (20, 100, "请于月底前完成打印。"))
    assert BANK_SLIP.claim(Part(document(words), (words,))) == {}


def test_a_payment_request_is_no_slip() -> None:
    form = page(
        (400, 10, "付款申请单"),
        (20, 60, "申请部门"),
        (150, 60, "研发部"),
        (560, 60, "日期"),
        (700, 60, "2024-03-01"),
        (20, 100, "收款单位"),
        (150, 100, PAYEE),
        (20, 140, "开户银行"),
        (150, 140, PAYEE_BANK),
        (560, 140, "账号"),
        (700, 140, PAYEE_ACCOUNT),
        (20, 180, "金额大写"),
        (150, 180, WORDS),
        (560, 180, "小写"),
        (700, 180, FIGURES),
        (20, 220, "用途"),
        (150, 220, "软件开发费"),
        (20, 260, "审批人"),
    )
    assert only(form).kind is Kind.INTERNAL_DOC
