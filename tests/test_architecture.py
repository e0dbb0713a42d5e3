"""The house rules a machine can hold: sizes, names, exactness of money, no way out to the network."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("evidence", "readers", "extractors", "matchers", "rules", "reports", "review", "flows", "sample_docs")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MAX_FILE, MAX_FUNCTION = 400, 60
FORBIDDEN_NAMES = re.compile(r"(utils?|helpers?|manager|common|misc|base|_v\d+|\bv\d+)$")
CALLS_OUT = re.compile(r"^\s*(?:import|from)\s+(requests|httpx|aiohttp|urllib3|ftplib|smtplib)\b", re.MULTILINE)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_FILE, f"{lines} lines: split it by nouns of the domain"
    long = {node.name: length(node) for node in functions(path) if length(node) > MAX_FUNCTION}
    assert not long, f"functions over {MAX_FUNCTION} lines: {long}"


def test_most_functions_and_files_are_small() -> None:
    sizes = [length(node) for path in SOURCES for node in functions(path)]
    assert statistics.median(sizes) <= 10, statistics.median(sizes)
    assert statistics.median(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES) <= 120


def test_files_are_nouns_of_the_domain_or_verbs_of_the_pipeline() -> None:
    bad = [path for path in SOURCES if FORBIDDEN_NAMES.search(path.stem) and "migrations" not in path.parts]
    assert not bad, bad


@pytest.mark.parametrize("package", ["evidence", "rules", "matchers"])
def test_money_never_passes_through_a_float(package: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert not found, found


def test_nobody_calls_out() -> None:
    """Evidence is confidential: no module imports a network client (the nightly command asks its own loopback)."""
    bad = [path.relative_to(ROOT) for path in SOURCES if CALLS_OUT.search(path.read_text(encoding="utf-8"))]
    assert not bad, bad


def test_broad_except_stands_only_at_the_boundary() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"except (Exception|BaseException)[^\n]*noqa: BLE001", path.read_text(encoding="utf-8"))
    ]
    assert found == ["flows/pipeline.py"]


def test_only_the_store_speaks_sql_and_only_flows_prefect() -> None:
    """Beside the import contracts: not even inside functions or strings."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if "evidence/store" not in path.as_posix():
            assert not re.search(r"^\s*(?:import|from) (sqlalchemy|alembic)\b", text, re.MULTILINE), path
        if path.relative_to(ROOT).parts[0] != "flows":
            assert not re.search(r"^\s*(?:import|from) prefect\b", text, re.MULTILINE), path


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    pattern = re.compile(r"https?://[^\s\"']*/(simple|packages)/|--index-url|--find-links|/work/main|/root/")
    bad = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            bad += [name] if pattern.search(text) and name != "tests/test_architecture.py" else []
    assert not bad, bad
