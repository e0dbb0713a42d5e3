"""The reading room: untrusted files are read in child processes with limits, so that one file ends only itself."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool
from pydantic import BaseModel, SecretStr

import readers
from evidence.document import Document
from evidence.packing import pack, unpack
from evidence.problems import GoujiError, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers.raster import Picture

PAGE_SECONDS = 10
"""What each page adds to the time a file may take: several times what OCR of a dense page needs on a slow core."""
_PAGES_A_FILE = 2
"""Pages a file has on the average; turns `recycle_pages` into files, which is what a pool counts."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Understood(Generic[Answer]):
    """A document, also packed as it came from its child, and what a step made of it; None where the step failed."""

    document: Document
    packed: bytes
    answer: Answer | None


class ReadingRoom:
    """Reads files and draws pages in child processes; to be used as a context manager, from any number of threads.

    A child that takes too long, too much memory, or dies, costs its own file a ReadError (TIMED_OUT, OUT_OF_MEMORY,
    CRASHED) and is replaced. Children are forked from a server that has the readers loaded, never from this process,
    whose threads a fork would break; OCR is loaded by a child when the first picture has to be read.
    """

    def __init__(self, settings: Settings, preload: tuple[str, ...] = ()) -> None:
        """`preload` names further modules the children are to have loaded, such as those of the steps of `apply`."""
        self.settings = settings.model_copy(update={"restricted_password": SecretStr("")})
        self.workers = settings.ocr.workers or os.cpu_count() or 1
        self._preload = ["readers.warm", *preload]
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None

    def __enter__(self) -> ReadingRoom:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children; files being read are given up."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def read(self, source: Source) -> Document:
        """Read one file; raises ReadError for everything that is wrong with it or that it did to its child."""
        return self._ask(_read, source, self.settings)

    def look(
        self, source: Source, page: int, step: Callable[[Picture], Answer], dpi: int = 110, turn: int | None = None
    ) -> Answer | None:
        """Have a child draw a page, upright, and work on the pixels, which are too many to be sent.

        `turn` is the page's rotation as in the document; without it, it is found again, which for scans costs a
        reading. None for data and Office files, and where no picture can be made. `step` is named to the child like
        that of `apply`.
        """
        try:
            answer: Answer | None = self._ask(_look, step, source, self.settings, page, dpi, turn)
        except ReadError:
            return None
        return answer

    def apply(self, step: Callable[[Document], Answer], document: Document) -> Answer:
        """Have a child work on what was read: odd content may cost a step as much as odd bytes cost a reader.

        `step` is a function of a module, so that it can be named to the child; raises ReadError like `read`.
        """
        answer: Answer = self._ask(_apply, step, document, self.settings)
        return answer

    def understand(self, source: Source, step: Callable[[Document], Answer]) -> Understood[Answer]:
        """Read one file and work on it, in one child without sending the document back and forth.

        The answer is None where the step failed; `apply` then says why. Raises ReadError like `read`. Where the step
        ended its child, the file is read once more, so that the reading at least is kept.
        """
        try:
            packed, model, answer = self._ask(_understand, source, step, self.settings)
        except ReadError as error:
            if error.trouble not in (Trouble.TIMED_OUT, Trouble.CRASHED):
                raise
            document = self.read(source)
            return Understood(document, pack(document), None)
        document = unpack(packed)
        return Understood(document, packed, answer if model is None else model.model_validate_json(answer))

    def _ask(self, job: Callable[..., Answer], *arguments: Any) -> Answer:
        """Have a child do a job; once more with fresh children where the pool itself broke."""
        limits = self.settings.read
        patience = 2 * (limits.seconds + limits.pages * PAGE_SECONDS)
        for last in (False, True):
            pool = self._children()
            try:
                answer: Answer = pool.schedule(job, args=arguments, timeout=patience).result()
            except ProcessExpired as error:
                raise _ended(error.exitcode, limits.seconds) from error
            except FutureTimeoutError as error:
                raise _timed_out(limits.seconds) from error
            except (BrokenProcessPool, RuntimeError) as error:
                if last or not self._discard(pool):
                    raise GoujiError(f"the reading room's children do not start: {error}") from error
            else:
                return answer
        raise AssertionError("unreachable")

    def _children(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(self._preload)
                self._pool = ProcessPool(
                    max_workers=self.workers,
                    max_tasks=max(1, self.settings.ocr.recycle_pages // _PAGES_A_FILE),
                    context=context,
                )
            return self._pool

    def _discard(self, pool: ProcessPool) -> bool:
        """Give up a pool that broke; whether that was the trouble, and not a room that was closed."""
        with self._lock:
            if self._pool is None:
                return False
            if self._pool is pool:
                self._pool = None
        pool.stop()  # type: ignore[no-untyped-call]
        return True


def _timed_out(seconds: int) -> ReadError:
    return ReadError(
        Trouble.TIMED_OUT,
        f"读取超时（每份文件 {seconds} 秒，另加每页 {PAGE_SECONDS} 秒）",
        "请检查该文件是否异常，或拆分后重新提交，或调高 read.seconds 设置",
    )


def _ended(code: int | None, seconds: int) -> ReadError:
    """What the end of a child means for its file."""
    if code == -signal.SIGALRM:
        return _timed_out(seconds)
    reason = "读取程序被系统终止（可能是内存不足）" if code == -signal.SIGKILL else "读取该文件时程序崩溃"
    return ReadError(Trouble.CRASHED, reason, "请重新导出或转换格式后提交；如仍失败请联系技术支持", f"exit code {code}")


def _out_of_memory(megabytes: int, detail: str) -> ReadError:
    return ReadError(
        Trouble.OUT_OF_MEMORY,
        f"读取该文件所需内存超过 {megabytes} MB 的上限",
        "请降低扫描分辨率或拆分后重新提交，或调高 read.megabytes 设置",
        detail,
    )


def _read(source: Source, settings: Settings) -> Document:
    """In the child: read within the limits."""
    with _limited(settings), _ferried(settings):
        pages = readers.count_pages(source)
        _alarm(settings.read.seconds + PAGE_SECONDS * min(pages, settings.read.pages))
        return readers.read(source, settings)


def _look(
    step: Callable[[Picture], Answer], source: Source, settings: Settings, page: int, dpi: int, turn: int | None
) -> Answer | None:
    """In the child: draw and work on the drawing within the limits."""
    with _limited(settings), _ferried(settings):
        drawn = readers.picture(source, page, settings, dpi, turn)
        return None if drawn is None else step(drawn)


def _apply(step: Callable[[Document], Answer], document: Document, settings: Settings) -> Answer:
    """In the child: work on a document within the limits."""
    with _limited(settings), _ferried(settings):
        _alarm(settings.read.seconds + len(document.pages))
        return step(document)


def _understand(
    source: Source, step: Callable[[Document], Answer], settings: Settings
) -> tuple[bytes, type[BaseModel] | None, Any]:
    """In the child: read within the limits, then work on the document within limits of its own.

    The document is sent packed, and an answer that is a model as its class and JSON.
    """
    document = _read(source, settings)
    packed = _apply(pack, document, settings)
    try:
        answer = _apply(step, document, settings)
    except GoujiError:
        return packed, None, None
    if isinstance(answer, BaseModel):
        return packed, type(answer), answer.model_dump_json()
    return packed, None, answer


def _alarm(seconds: float) -> None:
    """Let the kernel end this process after so long: no library can hold that up, as it could hold up a thread."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


@contextmanager
def _limited(settings: Settings) -> Iterator[None]:
    """Limits of time and memory around one job.

    Memory means private writable pages (RLIMIT_DATA) beyond what the child has already, so that the networks and
    libraries mapped before, gigabytes of address space, do not count.
    """
    _alarm(settings.read.seconds)
    held = _private_bytes()
    resource.setrlimit(resource.RLIMIT_DATA, (held + (settings.read.megabytes << 20), resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _private_bytes() -> int:
    """The VmData of this process; 0 where the kernel does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
            line = next((line for line in status if line.startswith("VmData:")), "VmData: 0")
    except OSError:
        return 0
    return int(line.split()[1]) << 10


class _ferried:
    """What leaves the child as an exception must survive pickling: one that did not would end the whole pool.

    ReadError passes as it is, lack of memory becomes one, anything else a GoujiError with the traceback as its text.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, ReadError | SystemExit | KeyboardInterrupt):
            return
        gc.collect()
        if isinstance(error, MemoryError) or _speaks_of_memory(error):
            raise _out_of_memory(self.settings.read.megabytes, str(error)) from None
        raise GoujiError("".join(traceback.format_exception(error))) from None


def _speaks_of_memory(error: BaseException) -> bool:
    """Whether a library's own exception means that it got no memory (MuPDF, OpenCV, ONNX Runtime, Pillow)."""
    text = str(error).lower()
    return any(mark in text for mark in ("malloc", "bad_alloc", "insufficient memory", "bad allocation", "calloc"))
