"""Business licences: labels set apart or torn, the code proven by its check digits, terms without end."""

from evidence.document import Box, Code, Document, Page, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.names import USCC_ALPHABET, uscc_valid
from evidence.record import Record
from extractors import extract
from extractors.values.identifiers import org_code_valid


def word(x: float, y: float, text: str) -> Word:
    return Word(text, Box(x, y, x + 18 * len(text), y + 20))


def licence(
    code: str,
    term: str = "2015年06月01日至2035年05月31日",
    payload: str = "",
    scope: str = "软件开发；信息系统集成服务；",
) -> Record:
    words = (
        word(300, 20, "营业执照"),
        word(360, 60, "（副本）"),
        word(40, 100, "统一社会信用代码"),
        word(220, 100, code),
        word(40, 160, "名"),
        word(110, 160, "称"),
        word(220, 160, "蓉城智造科技有限公司"),
        word(40, 200, "类"),
        word(110, 200, "型"),
        word(220, 200, "有限责任公司(自然人投资或控股)"),
        word(40, 240, "住"),
        word(110, 240, "所"),
        word(220, 240, "成都市高新区天府大道99号"),
        word(40, 280, "法定代表人"),
        word(220, 280, "王一一"),
        word(40, 320, "注册资本"),
        word(220, 320, "伍仟万元整"),
        word(40, 360, "成立日期"),
        word(220, 360, "2015年06月01日"),
        word(40, 400, "营业期限"),
        word(220, 400, term),
        word(40, 440, "经营范围"),
        word(220, 440, scope),
        word(220, 462, "物联网技术服务。（依法须经批准的项目除外）"),
        word(500, 560, "登记机关"),
        word(500, 600, "2020年1月8日"),
    )
    codes = (Code(payload, Box(700, 60, 780, 140)),) if payload else ()
    page = Page(1, 900, 640, words, codes=codes)
    (record,) = extract(Document("a" * 64, "执照.jpg", "image", "1", "image/jpeg", (page,))).records
    assert record.kind is Kind.LICENCE
    return record


def valid_code() -> str:
    """A credit code of an invented company that passes both check digits."""
    for organisation in range(10000, 99999):
        for check in "0123456789X":
            body = f"91510100MA6{organisation}{check}"
            if org_code_valid(body[8:]):
                return next(body + last for last in USCC_ALPHABET if uscc_valid(body + last))
    raise AssertionError


def test_all_fields() -> None:
    code = valid_code()
    record = licence(code)
    assert {name: fact.value for name, fact in record.facts.items()} == {
        "uscc": code,
        "name": "蓉城智造科技有限公司",
        "company_type": "有限责任公司(自然人投资或控股)",
        "address": "成都市高新区天府大道99号",
        "legal_rep": "王一一",
        "reg_capital": "伍仟万元整",
        "reg_date": "2015-06-01",
        "valid_until": "2035-05-31",
        "business_scope": "软件开发;信息系统集成服务;物联网技术服务。(依法须经批准的项目除外)",
    }
    assert record.facts["uscc"].status is Status.PROVEN


def test_a_code_that_fails_its_check_is_kept_but_not_proven() -> None:
    code = valid_code()
    wrong = code[:-1] + ("1" if code[-1] != "1" else "2")
    fact = licence(wrong).facts["uscc"]
    assert fact.status is Status.UNPROVEN


def test_the_code_on_the_page_proves_even_an_early_code() -> None:
    record = licence("91350100M0001TGQXM", payload="http://gsxt.example.cn/91350100M0001TGQXM")
    assert (record.text("uscc"), record.facts["uscc"].checks) == ("91350100M0001TGQXM", ("qr",))


def test_a_term_without_end_has_no_last_day() -> None:
    assert "valid_until" not in licence(valid_code(), "2015年06月01日至长期").facts


def test_what_is_left_of_the_label_does_not_stand_in_the_code() -> None:
    from extractors.licence import _of_length

    code = "91510105MAYXCNEG70"
    assert _of_length(f"马{code}") == code
    assert _of_length(f":{code}副本") == code


def test_a_scope_that_begins_with_what_looks_like_a_label_is_whole() -> None:
    record = licence(valid_code(), scope="一般项目：园区管理服务；非居住房地产租赁；")
    assert record.text("business_scope").startswith("园区管理服务;非居住房地产租赁;")
