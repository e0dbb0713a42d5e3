"""Names of parties, their codes, and categories of spending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.categories import category_of
from evidence.declared import Category
from evidence.names import (
    branch_of,
    is_person,
    loose_key,
    name_key,
    name_level,
    party_level,
    plain_name,
    surely_other,
    uscc_valid,
)
from evidence.policy_file import load_policy
from evidence.settings import ROOT


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
        ("成都銀杏雲圖網絡科技集團有限公司", "成都银杏云图网络科技集团有限公司", "equal"),
        ("成都 甲 科技〔集团〕有限公司", "成都甲科技集团有限责任公司", "equal"),
        ("四川省成都市云图科技有限公司", "成都云图科技有限公司", "close"),
        ("成都末来有限公司", "成都未来有限公司", "close"),
        ("成都甲科技有限公司", "成都甲科技有限公司绵阳分公司", "different"),
    ],
)
def test_levels_of_names(left, right, level):
    assert name_level(left, right, ["成都旧名科技有限公司"]) == level


def test_an_equal_code_outranks_different_names_and_old_codes_join_new_ones():
    assert party_level(("甲公司", "91510100MA6DKTQW3M"), ("乙公司", "91510100MA6DKTQW3M")) == "alias"
    assert party_level(("甲公司", "91510100MA6DKTQW3M"), ("乙公司", "510100MA6DKTQW3")) == "alias"
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


def test_variants_share_a_key():
    assert name_key("成都Ａ科技（集团）有限责任公司") == name_key("成都A科技(集团) 有限公司")
    assert name_key("甲科技股份有限公司") != name_key("甲科技有限公司")
    assert name_key("甲（成都）科技有限公司") != name_key("甲（重庆）科技有限公司")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("甲科技有限公司成都分公司", ("甲科技有限公司", "成都分公司")),
        ("乙银行股份有限公司成都高新支行", ("乙银行股份有限公司", "成都高新支行")),
        ("甲科技有限公司", None),
        ("丙会计师事务所（特殊普通合伙）四川分所", ("丙会计师事务所", "(特殊普通合伙)四川分所")),
        ("", None),
    ],
)
def test_branches_and_their_parents(name, parts):
    assert branch_of(name) == parts


def test_spaces_inside_foreign_names_stay():
    assert plain_name("Acme  Cloud Ltd.") == "Acme Cloud Ltd."
    assert plain_name("甲 科技【成都】有限 公司") == "甲科技(成都)有限公司"


@given(st.text(alphabet="甲乙科技有限责任公司(（）)[] Ａab·\u3000"))
def test_key_is_stable(text):
    assert name_key(plain_name(text)) == name_key(text)


@given(st.text())
def test_any_text_is_safe(text):
    name_key(text)
    branch_of(text)


NAMES = st.text(alphabet="成都市四川省銀银杏雲云有限責任责任公司股份集團团(（）)〔〕 Ａａ·未末\u3000", max_size=24)


@given(NAMES | st.text(max_size=20))
def test_keys_of_keys_are_themselves(name):
    assert name_key(name_key(name)) == name_key(name)
    assert plain_name(plain_name(name)) == plain_name(name)


@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter(left, right):
    assert name_level(left, right) == name_level(right, left)
    assert surely_other(left, right) == surely_other(right, left)
    if name_key(left) == name_key(right):
        assert loose_key(left) == loose_key(right)
