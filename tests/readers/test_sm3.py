"""SM3 against the vectors of GB/T 32905-2016, annex A, by both libraries."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.settings import ReadLimits
from readers import intake, sm3, vault

VECTORS = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}


def without_sm3(name: str, *_: object, **__: object) -> object:
    raise ValueError(f"unsupported hash type {name}")


@pytest.mark.parametrize("message", VECTORS)
def test_the_vectors_of_the_standard(message: bytes) -> None:
    hashed = sm3.sm3()
    hashed.update(message)
    assert hashed.hexdigest() == VECTORS[message]


@pytest.mark.parametrize("message", VECTORS)
def test_a_python_whose_openssl_lacks_it_comes_to_the_same(message: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "new", without_sm3)
    hashed = sm3.sm3()
    for byte in message:
        hashed.update(bytes([byte]))
    assert hashed.hexdigest() == VECTORS[message]
    assert hashed.hexdigest() == VECTORS[message], "saying it does not end it"


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_the_pieces_do_not_matter(pieces: list[bytes]) -> None:
    apart, whole = sm3.sm3(), sm3.sm3()
    for piece in pieces:
        apart.update(piece)
    whole.update(b"".join(pieces))
    assert apart.hexdigest() == whole.hexdigest()


def test_the_vault_takes_both_hashes_in_one_pass(tmp_path: Path) -> None:
    kept = vault.keep(io.BytesIO(b"abc"), tmp_path, 10)
    assert kept.sm3 == VECTORS[b"abc"]
    assert kept.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert kept.size == 3


def test_intake_names_every_file_by_both_hashes_also_inside_archives(tmp_path: Path) -> None:
    import zipfile

    folder = tmp_path / "申报材料"
    folder.mkdir()
    (folder / "甲.txt").write_bytes(b"abc")
    with zipfile.ZipFile(folder / "乙.zip", "w") as packed:
        packed.writestr("丙.txt", b"abcd" * 16)
    taken = intake.take_in(folder, tmp_path / "vault", ReadLimits())
    assert {source.path: source.sm3 for source in taken.sources} == {
        "甲.txt": VECTORS[b"abc"],
        "乙.zip/丙.txt": VECTORS[b"abcd" * 16],
    }
