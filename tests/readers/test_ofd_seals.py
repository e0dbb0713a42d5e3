"""Electronic seals say whose they are: read from the seal itself and from a signature value that holds it."""

import pytest
from asn1crypto import core  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from readers.ofd_seals import seal_name

NAME = "绵竹启程数据科技有限公司"


def sequence(*values: core.Asn1Value) -> core.Asn1Value:
    return core.SequenceOf(list(values), spec=core.Any)


def packed(*values: core.Asn1Value) -> core.Any:
    return core.Any(sequence(*values))


def seal(name: str = NAME, mark: str = "ES") -> core.Any:
    header = packed(core.Any(core.IA5String(mark)), core.Any(core.Integer(4)), core.Any(core.IA5String("maker")))
    dates = [core.Any(core.UTCTime("240101000000Z")) for _ in range(3)]
    about = packed(core.Any(core.Integer(1)), core.Any(core.UTF8String(name)), core.Any(core.Integer(1)), *dates)
    picture = packed(core.Any(core.IA5String("png")), core.Any(core.OctetString(b"\x30\x03abc")))
    return packed(packed(header, core.Any(core.IA5String("510100000001")), about, picture), core.Any(core.Integer(0)))


def test_the_name_of_a_seal() -> None:
    assert seal_name(seal().dump()) == NAME


def test_the_name_of_the_seal_in_a_signature_value() -> None:
    value = packed(packed(core.Any(core.Integer(4)), seal(), core.Any(core.UTCTime("240101000000Z"))))
    assert seal_name(value.dump()) == NAME


@pytest.mark.parametrize("data", [b"", b"\x30", b"PK\x03\x04", seal(mark="XX").dump(), seal().dump()[:40]])
def test_what_holds_no_seal_has_no_name(data: bytes) -> None:
    assert seal_name(data) == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(data: bytes) -> None:
    assert isinstance(seal_name(data), str)
