"""Names of parties, their codes, and categories of spending."""

import pytest

from evidence.categories import category_of
from evidence.declared import Category
from evidence.names import branch_of, is_person, name_level, party_level, surely_other, uscc_valid
from evidence.settings import ROOT, load_policy


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("成都甲科技有限公司", "成都甲科技有限公司", "exact"),
        ("成都甲科技（集团）有限责任公司", "成都甲科技(集团)有限公司", "equal"),
        ("成都甲科技有限公司", "成都甲科技股份有限公司", "different"),
        ("成都锦城云图信息技术有限公司", "成都锦程云图信息技术有限公司", "close"),
        ("云图科技（成都）有限公司", "云图科技（重庆）有限公司", "different"),
        ("成都甲科技有限公司", "", "absent"),
        ("成都甲科技有限公司", "成都旧名科技有限公司", "alias"),
    ],
)
def test_levels_of_names(left, right, level):
    assert name_level(left, right, ["成都旧名科技有限公司"]) == level


def test_an_equal_code_outranks_different_names_and_old_codes_join_new_ones():
    assert party_level(("甲公司", "91510100MA6DKTQW3M"), ("乙公司", "91510100MA6DKTQW3M")) == "alias"
    assert party_level(("甲公司", "91510700205412308D"), ("乙公司", "510700205412308")) == "alias"
    assert party_level(("甲公司", ""), ("乙公司", "")) == "different"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("林知夏", True),
        ("欧阳若溪", True),
        ("周远", True),
        ("研究院", False),
        ("成都店", False),
        ("甲公司", False),
        ("Tom", False),
    ],
)
def test_persons(name, person):
    assert is_person(name) is person


def test_branches():
    assert branch_of("成都云杉智联科技有限公司绵阳分公司") == ("成都云杉智联科技有限公司", "绵阳分公司")
    assert branch_of("成都云杉智联科技有限公司") is None


def test_names_too_unlike_to_be_misread():
    assert surely_other("成都云杉智联科技有限公司", "重庆赤水商贸有限公司")
    assert not surely_other("成都云杉智联科技有限公司", "成都云衫智联料技有限公司")


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("91330681MA2BFRQ360", True),
        ("9153000077859986X2", True),
        ("91350100M0001TGQXM", False),
        ("91330681MA2BFRQ361", False),
        ("510700205412308", False),
    ],
)
def test_check_digits_of_codes(code, valid):
    assert uscc_valid(code) is valid


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("*电子计算机*服务器", Category.HARDWARE_PURCHASE),
        ("MES系统开发及操作培训", Category.SOFTWARE_DEVELOPMENT),
        ("外购或委托他人开发的软件费用", Category.OUTSOURCED_DEVELOPMENT),
        ("系统软件及工具软件购置", Category.SOFTWARE_PURCHASE),
        ("*家具*办公桌", Category.INELIGIBLE),
        ("展厅装修", Category.INELIGIBLE),
        ("人力投入（工资、社保、公积金）", Category.PERSONNEL),
        ("杂七杂八", None),
    ],
)
def test_categories_by_the_longest_word(text, category):
    assert category_of(text, load_policy("chengdu-2025", ROOT / "configs")) is category
