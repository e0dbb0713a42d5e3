"""docs/rules.md and the rules name the same codes."""

import re

from evidence.settings import ROOT

CODE = re.compile(r"`([a-z]+(?:_[a-z0-9]+)+)`")


def test_the_page_names_exactly_the_codes_that_are_raised(make):
    known = set(make.POLICY.codes)
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "rules").rglob("*.py") if path.name != "basis.py"
    )
    raised = {code for code in known if f'"{code}"' in source}
    raised |= {material.code for asked in make.POLICY.materials.values() for material in asked}
    raised |= {item.code for item in make.POLICY.checklist}
    described = {code for code in CODE.findall((ROOT / "docs/rules.md").read_text(encoding="utf-8")) if code in known}
    assert described == raised


def test_every_raised_code_quotes_a_clause_or_a_standard(make):
    from rules.basis import basis_of

    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    for code in set(CODE.findall(page)) & set(make.POLICY.codes):
        assert basis_of(code, make.POLICY), code
