"""What the documents promise is there, and what is there is documented."""

import re
from pathlib import Path

import pytest
import yaml

from evidence.problems import ExitCode
from evidence.settings import Settings
from flows.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "sample_docs" / "README.md"])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def commands() -> list[str]:
    return sorted(name for name in app if not name.startswith("-"))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"gouji {command}" in README


def test_every_exit_status_of_an_audit_is_in_the_readme() -> None:
    told = README[README.index("Exit status of `audit`") :]
    for code in (ExitCode.OK, ExitCode.UNUSABLE_INPUT, ExitCode.SOME_UNREAD, ExitCode.FINDINGS):
        assert re.search(rf"\b{int(code)}\b", told), code


def test_every_target_of_the_makefile_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_settings_file_names_only_settings_and_states_their_defaults() -> None:
    """What stands in the file is what holds without it, so that deleting a line changes nothing."""
    written = yaml.safe_load((ROOT / "configs" / "default.yaml").read_text(encoding="utf-8"))
    fields = Settings.model_fields
    assert set(written) <= set(fields)
    for name in ("read", "ocr"):
        assert written[name] == fields[name].annotation().model_dump()  # type: ignore[misc]


def test_the_prefect_deployment_names_a_flow_that_is_there() -> None:
    deployment = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"][0]
    file, flow = deployment["entrypoint"].split(":")
    assert f"def {flow}(" in (ROOT / file).read_text(encoding="utf-8")
    assert deployment["schedules"][0]["cron"]
