"""The reading room: one file's misfortune is its own, whatever it does to its child."""

import io
import operator
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil  # type: ignore[import-untyped]
import pymupdf
import pytest
from PIL import Image

from evidence.packing import unpack
from evidence.problems import GoujiError, ReadError, Trouble
from evidence.settings import OcrSettings, ReadLimits, Settings
from evidence.source import Source
from extractors import extract
from readers import sniff, vault
from readers.room import ReadingRoom

SETTINGS = Settings(ocr=OcrSettings(workers=1))


def source_of(data: bytes, folder: Path) -> Source:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder / "vault", 1 << 28)
    return Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)


def pdf(text: str) -> bytes:
    with pymupdf.open() as made:
        made.new_page().insert_text((50, 100), f"An ordinary page with some forty characters: {text}")
        return bytes(made.tobytes())


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(SETTINGS) as opened:
        yield opened


@pytest.fixture
def pipe(tmp_path: Path) -> Source:
    """A file whose reading never ends: a pipe that nobody writes to, said to be a large TIFF."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return Source(sha256="1" * 64, path="挂起.tif", size=1_000_000, media_type=sniff.TIFF, blob=path)


def wait_for_reader(pipe: Path) -> int:
    """Return once somebody reads the pipe; the end to write to, which keeps the reader waiting."""
    for _ in range(600):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody reads")


def child() -> psutil.Process:
    """The only reading child: the one among our descendants that has no children of its own and is a grandchild."""
    servers = psutil.Process().children()
    found = [worker for server in servers for worker in server.children()]
    assert found
    return found[-1]


def test_many_threads_read_at_once_and_get_their_own_answers(room: ReadingRoom, tmp_path: Path) -> None:
    sources = [source_of(pdf(f"no {n}."), tmp_path) for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        documents = list(threads.map(room.read, sources))
    assert [document.sha256 for document in documents] == [source.sha256 for source in sources]
    assert all(f"no {n}." in document.pages[0].text for n, document in enumerate(documents))


def test_text_does_not_load_the_ocr(room: ReadingRoom, tmp_path: Path) -> None:
    room.read(source_of(pdf("text"), tmp_path))
    assert room._ask(eval, "sorted({'paddleocr', 'paddlex'} & set(__import__('sys').modules))") == []


def test_children_have_one_thread_for_linear_algebra(room: ReadingRoom) -> None:
    assert room._ask(os.getenv, "OMP_NUM_THREADS") == "1"


def test_a_read_error_comes_back_whole(room: ReadingRoom, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        room.read(source_of(b"%PDF-1.4 broken", tmp_path))
    assert caught.value.trouble is Trouble.BROKEN
    assert caught.value.remedy.startswith("请")
    assert room.look(source_of(b"%PDF-1.4 broken", tmp_path), 1, np.shape) is None


def test_a_bug_comes_back_as_our_error_and_the_room_goes_on(room: ReadingRoom, tmp_path: Path) -> None:
    gone = Source(sha256="2" * 64, path="a.xml", size=9, media_type=sniff.XML, blob=tmp_path / "gone")
    with pytest.raises(GoujiError, match="FileNotFoundError") as caught:
        room.read(gone)
    assert not isinstance(caught.value, ReadError)
    assert room.read(source_of(pdf("after"), tmp_path)).pages


def test_a_file_that_takes_too_long_times_out_and_the_others_go_on(pipe: Source, tmp_path: Path) -> None:
    settings = Settings(ocr=OcrSettings(workers=1), read=ReadLimits(seconds=1))
    with ReadingRoom(settings) as room, ThreadPoolExecutor(3) as threads:
        stuck = threads.submit(room.read, pipe)
        others = [threads.submit(room.read, source_of(pdf(f"no {n}."), tmp_path)) for n in range(3)]
        with pytest.raises(ReadError) as caught:
            stuck.result(240)
        assert caught.value.trouble is Trouble.TIMED_OUT
        assert all(other.result(240).pages for other in others)


def test_a_child_that_is_killed_costs_only_its_file(pipe: Source, tmp_path: Path) -> None:
    with ReadingRoom(SETTINGS) as room, ThreadPoolExecutor(3) as threads:
        room.read(source_of(pdf("warm"), tmp_path))
        stuck = threads.submit(room.read, pipe)
        other = threads.submit(room.read, source_of(pdf("other"), tmp_path))
        end = wait_for_reader(pipe.blob)
        child().send_signal(signal.SIGKILL)
        with pytest.raises(ReadError) as caught:
            stuck.result(240)
        os.close(end)
        assert caught.value.trouble is Trouble.CRASHED
        assert "终止" in caught.value.reason
        assert other.result(240).pages


def test_an_idle_child_that_dies_is_replaced(tmp_path: Path) -> None:
    with ReadingRoom(SETTINGS) as room:
        room.read(source_of(pdf("first"), tmp_path))
        dead = child()
        dead.send_signal(signal.SIGKILL)
        psutil.wait_procs([dead], timeout=5)
        assert room.read(source_of(pdf("second"), tmp_path)).pages


def test_a_crash_is_a_read_error(tmp_path: Path) -> None:
    with ReadingRoom(SETTINGS) as room:
        with pytest.raises(ReadError) as caught:
            room._ask(os.abort)
        assert caught.value.trouble is Trouble.CRASHED
        assert room.read(source_of(pdf("after"), tmp_path)).pages


def test_a_picture_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("L", (9000, 9000), 255).save(buffer, "PNG")
    settings = Settings(ocr=OcrSettings(workers=1), read=ReadLimits(megabytes=128))
    with ReadingRoom(settings) as room:
        with pytest.raises(ReadError) as caught:
            room.read(source_of(buffer.getvalue(), tmp_path))
        assert caught.value.trouble is Trouble.OUT_OF_MEMORY
        assert room.read(source_of(pdf("after"), tmp_path)).pages


def test_a_file_is_read_and_understood_in_one_go(room: ReadingRoom, tmp_path: Path) -> None:
    source = source_of(pdf("understood"), tmp_path)
    understood = room.understand(source, operator.attrgetter("pages"))
    assert understood.document == room.read(source) == unpack(understood.packed)
    assert understood.answer == understood.document.pages


def test_a_model_comes_back_as_it_left(room: ReadingRoom, tmp_path: Path) -> None:
    understood = room.understand(source_of(b"<Invoice><Name>one</Name></Invoice>", tmp_path), extract)
    assert understood.answer == extract(understood.document)
    assert understood.answer is not None and understood.answer.records


def test_a_step_that_fails_leaves_the_reading(room: ReadingRoom, tmp_path: Path) -> None:
    source = source_of(pdf("kept"), tmp_path)
    understood = room.understand(source, operator.attrgetter("nothing"))
    assert (understood.document.sha256, understood.answer) == (source.sha256, None)
    with pytest.raises(GoujiError, match="AttributeError"):
        room.apply(operator.attrgetter("nothing"), understood.document)


def test_children_are_recycled(tmp_path: Path) -> None:
    settings = Settings(ocr=OcrSettings(workers=1, recycle_pages=4))
    with ReadingRoom(settings) as room:
        pids = [room._ask(os.getpid) for _ in range(6)]
    assert len(set(pids)) == 3
    assert os.getpid() not in pids


def test_a_page_is_drawn_upright(room: ReadingRoom, tmp_path: Path) -> None:
    source = source_of(pdf("drawn"), tmp_path)
    assert room.look(source, 1, np.shape, dpi=72) == (842, 595, 3)
    assert room.look(source, 2, np.shape) is None
    assert room.look(source_of(b"<a><b>1</b></a>", tmp_path), 1, np.shape) is None


def test_closing_leaves_no_children(tmp_path: Path) -> None:
    room = ReadingRoom(SETTINGS)
    room.read(source_of(pdf("x"), tmp_path))
    worker = child()
    room.close()
    gone, alive = psutil.wait_procs([worker], timeout=10)
    assert not alive
    assert threading.active_count() < 50
    assert gone


@pytest.mark.slow
def test_ocr_fits_into_the_default_memory(tmp_path: Path) -> None:
    with pymupdf.open() as drawn:
        drawn.new_page(width=500, height=300).insert_text((60, 100), "TOTAL 1234.50", fontsize=24)
        image = drawn[0].get_pixmap(dpi=150).tobytes("png")
    with ReadingRoom(SETTINGS) as room:
        document = room.read(source_of(image, tmp_path))
    assert "1234.50" in document.pages[0].text
