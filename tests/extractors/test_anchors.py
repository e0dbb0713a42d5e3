"""Labels found whole, glued, torn or stacked; values right of, around, below them; labels that are never values."""

import pytest

from evidence.document import Box, Page, Word
from extractors.anchors import Sheet, Value
from extractors.tokens import Token, lines_of, normal, reading_order, slice_token, squeeze
from extractors.vocabulary import Vocabulary, hits

WORDS = Vocabulary(
    {
        "name": r"(?:付款人)?户名|全称",
        "account": r"账号",
        "use": r"用途",
        "amount": r"(?:交易)?金额(?:\((?:大|小)写\))?",
    },
    r"打印日期|摘要",
)


def word(x: float, y: float, text: str, height: float = 20) -> Word:
    return Word(text, Box(x, y, x + len(text) * height, y + height))


def sheet(*words: Word) -> Sheet:
    return Sheet.of(Page(1, 1000, 1000, words), WORDS)


def value(found: Sheet, name: str, **options: bool) -> str | None:
    label = found.named(name)[0]
    answer = found.value(label, **options)
    return answer.raw if answer else None


@pytest.mark.parametrize(
    ("text", "labels", "tail"),
    [
        ("户名：甲公司", ["name"], "甲公司"),
        ("户　名：甲公司", ["name"], "甲公司"),
        ("户 名 甲公司", ["name"], "甲公司"),
        ("付款人户名甲乙有限公司", ["name"], "甲乙有限公司"),
        ("户名甲乙有限公司", ["name"], "甲乙有限公司"),
        ("账号4402200109", ["account"], "4402200109"),
        ("金额¥12.00", ["amount"], "¥12.00"),
        ("帐号：4402", ["account"], "4402"),
    ],
)
def test_a_label_and_what_follows_it_in_the_same_word(text: str, labels: list[str], tail: str) -> None:
    found = sheet(word(10, 10, text))
    assert [label.name for label in found.labels] == labels
    assert found.labels[0].tail is not None
    assert found.labels[0].tail.text == tail


@pytest.mark.parametrize("text", ["户名单", "用途广泛的软件", "甲公司的账号"])
def test_words_that_only_contain_a_label(text: str) -> None:
    assert sheet(word(10, 10, text)).labels == []


def test_several_labels_in_one_word() -> None:
    found = sheet(word(10, 10, "户名：甲公司 账号：4402 用途："))
    assert [(label.name, label.tail.text.strip() if label.tail else None) for label in found.labels] == [
        ("name", "甲公司"),
        ("account", "4402"),
        ("use", None),
    ]


def test_the_tail_has_its_share_of_the_box() -> None:
    tail = sheet(Word("户名：甲公司", Box(0, 0, 120, 20))).labels[0].tail
    assert tail is not None
    assert tail.box.x0 == pytest.approx(54.5, abs=2)
    assert tail.box.x1 == 120


def test_torn_labels_are_put_together() -> None:
    across = sheet(word(10, 10, "户"), word(60, 10, "名"), word(120, 10, "甲公司"))
    assert value(across, "name") == "甲公司"
    down = sheet(word(10, 10, "全"), word(10, 40, "称"), word(60, 25, "甲公司"))
    assert [label.name for label in down.labels] == ["name"]


def test_the_next_label_ends_a_value() -> None:
    found = sheet(word(10, 10, "户名"), word(100, 10, "甲公司"), word(300, 10, "账号"), word(400, 10, "4402"))
    assert (value(found, "name"), value(found, "account")) == ("甲公司", "4402")


def test_a_label_is_never_a_value() -> None:
    found = sheet(
        word(10, 10, "户名"),
        word(100, 10, "账号"),
        word(10, 40, "用途"),
        word(100, 40, "摘要"),
        word(10, 70, "打印日期"),
    )
    assert [value(found, name) for name in ("name", "account", "use")] == [None, None, None]


def test_an_unknown_label_ends_a_value_too() -> None:
    found = sheet(word(10, 10, "户名："), word(120, 10, "交易网点：123"))
    assert value(found, "name") is None


def test_a_value_of_two_lines_around_its_label() -> None:
    found = sheet(word(10, 20, "户名"), word(100, 8, "甲乙丙丁科技"), word(100, 32, "有限公司"), word(10, 90, "账号"))
    assert value(found, "name") == "甲乙丙丁科技 有限公司"


def test_a_value_that_goes_on_below() -> None:
    found = sheet(word(10, 10, "用途"), word(100, 10, "支付软件"), word(100, 32, "开发费"), word(10, 80, "摘要"))
    assert value(found, "use") == "支付软件 开发费"


def test_a_value_below_unless_forbidden_or_taken() -> None:
    found = sheet(word(10, 10, "户名"), word(300, 10, "账号"), word(10, 38, "甲公司"), word(300, 38, "4402"))
    assert (value(found, "name"), value(found, "account")) == ("甲公司", "4402")
    assert value(found, "name", below=False) is None
    rows = sheet(word(60, 10, "户名"), word(10, 38, "摘要"), word(60, 38, "货款"))
    rows.claim_right()
    assert value(rows, "name") is None


def test_what_stands_far_away_is_no_answer() -> None:
    found = sheet(word(10, 10, "户名"), word(700, 10, "专用章"), word(10, 300, "尾"))
    assert value(found, "name") is None


def test_values_tell_their_place_and_weakest_word() -> None:
    tokens = (Token("甲", Box(0, 0, 10, 10), 3, 0.9), Token("乙", Box(20, 0, 30, 12), 3, 0.7))
    joined = Value(tokens)
    assert (joined.raw, joined.squeezed, joined.confidence) == ("甲 乙", "甲乙", 0.7)
    assert (joined.place.page, joined.place.box) == (3, (0, 0, 30, 12))


def test_slices_of_a_vertical_word_run_downwards() -> None:
    token = Token("付款人", Box(0, 0, 10, 90))
    assert slice_token(token, 1, 2).box == Box(0, 30, 10, 60)


def test_text_is_compared_in_one_form() -> None:
    assert normal("金额（小写）：\n１２") == "金额(小写): 12"
    assert squeeze(" 帐 号 ") == "账号"


def test_lines_and_reading_order() -> None:
    tokens = [Token(t, Box(x, y, x + 10, y + 10)) for t, x, y in (("c", 0, 30), ("b", 50, 2), ("a", 0, 0))]
    assert [token.text for token in reading_order(tokens)] == ["a", "b", "c"]
    assert [[token.text for token in line] for line in lines_of(tokens)] == [["a", "b"], ["c"]]


def test_hits_cover_only_their_label() -> None:
    (hit,) = hits("户 名：甲", WORDS)
    assert (hit.name, "户 名：甲"[hit.start : hit.end], hit.colon) == ("name", "户 名", True)
