"""`gouji doctor`: one table of what is there, what is missing, and how to get it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evidence.policy_file import load_policy
from evidence.problems import ExitCode, GoujiError
from evidence.settings import Settings
from evidence.store import Store

PACKAGES = (
    "prefect",
    "pymupdf",
    "paddleocr",
    "onnxruntime-openvino",
    "pandas",
    "invoice2data",
    "rapidfuzz",
    "zxing-cpp",
)


@dataclass(frozen=True)
class Check:
    """One line of the table. What is not `needed` only widens what Gouji can do."""

    what: str
    found: str
    remedy: str = ""
    needed: bool = True

    @property
    def good(self) -> bool:
        """Whether it is there."""
        return not self.remedy


def run() -> int:
    """Show the table; 1 when something needed is missing."""
    checks = [*_installation(), *_state(), *_programs()]
    table = Table(title="gouji doctor", show_lines=False)
    for heading in ("", "what", "found", "how to get it"):
        table.add_column(heading)
    for check in checks:
        mark = "ok" if check.good else ("MISSING" if check.needed else "absent")
        table.add_row(mark, check.what, check.found, check.remedy)
    Console().print(table)
    return int(ExitCode.OK if all(check.good for check in checks if check.needed) else ExitCode.FAILED)


def _installation() -> list[Check]:
    fits = (3, 11) <= sys.version_info[:2] < (3, 13)
    python = Check("Python", sys.version.split()[0], "" if fits else "Python 3.11 or 3.12, then scripts/setup")
    return [python, *map(_package, PACKAGES), _weights(), _fonts()]


def _package(name: str) -> Check:
    try:
        return Check(f"package {name}", version(name))
    except PackageNotFoundError:
        return Check(f"package {name}", "", "scripts/setup")


def _weights() -> Check:
    """The recognition weights come inside two wheels; look without importing them."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    weights = sorted(folder.rglob("*.onnx")) if folder else []
    found = ", ".join(path.name for path in weights)
    return Check("OCR weights", found, "" if weights else "scripts/setup (they come with the rapidocr wheel)")


def _fonts() -> Check:
    fonts = [p for folder in ("/usr/share/fonts", "/usr/local/share/fonts") for p in Path(folder).rglob("*CJK*")]
    found = fonts[0].name if fonts else ""
    return Check("a CJK font", found, "" if fonts else "scripts/debian-packages run", needed=False)


def _state() -> list[Check]:
    settings = Settings()

    def data() -> str:
        settings.data.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.data).free / 2**30
        return f"{settings.data} ({free:.0f} GB free)"

    def store() -> str:
        opened = Store.open(settings.database_url)
        runs = len(opened.runs())
        opened.close()
        return f"{runs} runs"

    def policy() -> str:
        found = load_policy(settings.policy, settings.configs)
        return f"{found.name} {found.version}, {len(found.codes)} codes"

    return [
        _try("data folder", data, "make it writable, or set GOUJI_DATA"),
        _try("store", store, "see the message; GOUJI_DATABASE chooses another"),
        _try("policy", policy, "mend the file, or set GOUJI_POLICY"),
    ]


def _try(what: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(what, look())
    except (GoujiError, OSError) as error:
        return Check(what, str(error), remedy)


def _programs() -> list[Check]:
    wanted = (
        ("chromium", "browser tests of the report", "scripts/debian-packages check"),
        ("soffice", "recalculation tests of the workbook", "scripts/debian-packages check"),
        ("psql", "store on PostgreSQL", "scripts/debian-packages check"),
        ("unrar", "RAR archives", "apt-get install unrar-free or bsdtar"),
    )
    checks = []
    for program, purpose, remedy in wanted:
        found = shutil.which(program) or ""
        checks.append(Check(f"{program} ({purpose})", found, "" if found else remedy, needed=False))
    return checks
