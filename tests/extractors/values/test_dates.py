import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.dates import DateError, find_dates, find_month, parse_date, parse_month

DAY = date(2024, 3, 5)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日",
        "2024年03月05日",
        "2024 年 3 月 5 日",
        "2024-03-05",
        "2024-3-5",
        "2024.3.5",
        "2024/03/05",
        "20240305",
        "２０２４年３月５日",
        "二〇二四年三月五日",
        "二零二四年三月五日",
        "二○二四年三月五日",
        "贰零贰肆年零叁月零伍日",
        "2024      03     05",
        "2024-03-05 12:30:00",
        "2024-03-05T12:30:00+08:00",
        "20240305123000",
        "2024年3月5日12时30分",
        "2024-03-05T08:00:00.123Z",
    ],
)
def test_reads_printed_days(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年 月 日",
        "  年  月  日",
        "2024",
        "2024-03",
        "100.00",
        "12345678901234567890",
        "合计",
        "3月5日",
        "2024年3月",
    ],
)
def test_blank_and_noise_are_no_day(text):
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["2024年13月5日", "2024-02-30", "二〇二四年二月三十日", "2023-02-29"])
def test_impossible_days(text):
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024年3月", "2024-03"),
        ("2024-03", "2024-03"),
        ("202403", "2024-03"),
        ("2024.3", "2024-03"),
        ("二〇二四年三月", "2024-03"),
        ("2024年3月份", "2024-03"),
        ("2024-03-05", "2024-03"),
        ("工资", None),
        ("", None),
    ],
)
def test_months(text, month):
    assert parse_month(text) == month


def test_impossible_month():
    with pytest.raises(DateError):
        parse_month("2024年13月")


def test_dates_inside_a_text():
    text = "本合同于2024年3月5日签订，自2024.04.01至2025.03.31有效，编号20240230"
    assert [found.day for found in find_dates(text)] == [DAY, date(2024, 4, 1), date(2025, 3, 31)]
    assert text[find_dates(text)[0].start : find_dates(text)[0].end] == "2024年3月5日"
    assert find_month("某公司2024年3月工资发放表") == "2024-03"
    assert find_month("工资表") is None


HAN = "〇一二三四五六七八九"


def han(number):
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else HAN[tens]) + "十") + (HAN[ones] if ones or not tens else "")


@given(DAYS)
def test_round_trip(day):
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%Y%m%d}") == day
    year = "".join(HAN[int(c)] for c in str(day.year))
    assert parse_date(f"{year}年{han(day.month)}月{han(day.day)}日") == day


@given(st.text(alphabet="0123456789年月日 -./二〇零壹十拾廿:T", max_size=24))
def test_any_mixture_gives_day_none_or_date_error(text):
    for parse in (parse_date, parse_month):
        with contextlib.suppress(DateError):
            parse(text)
    find_dates(text)
    find_month(text)


@given(st.text())
def test_any_text(text):
    for parse in (parse_date, parse_month):
        with contextlib.suppress(DateError):
            parse(text)
    find_dates(text)


def test_a_year_that_lost_its_round_zero_is_of_this_century() -> None:
    assert parse_date("二二四年六月七日") == date(2024, 6, 7)
    (found,) = find_dates("双方于二一九年十二月三十一日签订")
    assert found.day == date(2019, 12, 31)
    assert find_dates("第三二四年六月七日") == ()
