"""Which contracts are those of customers: by name, former name or code, never by a doubtful role."""

import pytest

from evidence.declared import Applicant
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from evidence.record import Record
from extractors.customers import by_role

APPLICANT = Applicant(name="云杉织造科技有限公司", uscc="91510100MAY00A0045", former_names=("云杉织造有限公司",))


def contract(kind: Kind = Kind.CONTRACT, **fields: str) -> Record:
    facts = {
        name: Fact(type="text", value=value, raw=value, place=Place(), method=Method.TEXT)
        for name, value in fields.items()
    }
    return Record(id="R-1", kind=kind, source="a" * 64, file="合同.docx", pages=(1,), facts=facts)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"party_a": "锦城机械有限公司", "party_b": "云杉织造科技有限公司"}, Kind.SERVICE_CONTRACT),
        ({"party_a": "锦城机械有限公司", "party_b": "云杉织造有限公司"}, Kind.SERVICE_CONTRACT),
        (
            {"party_a": "锦城机械有限公司", "party_b": "云衫织造", "party_b_tax_id": "91510100MAY00A0045"},
            Kind.SERVICE_CONTRACT,
        ),
        ({"party_a": "云杉织造科技有限公司", "party_b": "锦城机械有限公司"}, Kind.CONTRACT),
        ({"party_a": "云杉织造有限公司", "party_b": "云杉织造科技有限公司"}, Kind.CONTRACT),
        ({"party_b": "云杉织造科技有限公司"}, Kind.CONTRACT),
        ({}, Kind.CONTRACT),
    ],
)
def test_the_role_of_the_applicant_decides(fields: dict[str, str], kind: Kind) -> None:
    (record,) = by_role([contract(**fields)], APPLICANT)
    assert record.kind is kind


def test_without_an_applicant_and_for_other_kinds_nothing_changes() -> None:
    fields = {"party_a": "锦城机械有限公司", "party_b": "云杉织造科技有限公司"}
    acceptance = contract(Kind.ACCEPTANCE, **fields)
    assert by_role([acceptance], APPLICANT) == (acceptance,)
    assert by_role([contract(**fields)], Applicant()) == (contract(**fields),)
