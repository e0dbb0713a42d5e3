import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.names import is_branch, name_key, plain_name, split_branch


def test_variants_share_a_key():
    assert name_key("成都Ａ科技（集团）有限责任公司") == name_key("成都A科技(集团) 有限公司")
    assert name_key("甲科技股份有限公司") != name_key("甲科技有限公司")
    assert name_key("甲（成都）科技有限公司") != name_key("甲（重庆）科技有限公司")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("甲科技有限公司成都分公司", ("甲科技有限公司", "成都分公司")),
        ("乙银行股份有限公司成都高新支行", ("乙银行股份有限公司", "成都高新支行")),
        ("甲科技有限公司", ("甲科技有限公司", "")),
        ("丙会计师事务所（特殊普通合伙）四川分所", ("丙会计师事务所", "(特殊普通合伙)四川分所")),
        ("", ("", "")),
    ],
)
def test_branches(name, parts):
    assert split_branch(name) == parts
    assert is_branch(name) == bool(parts[1])


def test_spaces_inside_foreign_names_stay():
    assert plain_name("Acme  Cloud Ltd.") == "Acme Cloud Ltd."
    assert plain_name("甲 科技【成都】有限 公司") == "甲科技(成都)有限公司"


@given(st.text(alphabet="甲乙科技有限责任公司(（）)[] Ａab·\u3000"))
def test_key_is_stable(text):
    assert name_key(plain_name(text)) == name_key(text)


@given(st.text())
def test_any_text_is_safe(text):
    name_key(text)
    split_branch(text)
