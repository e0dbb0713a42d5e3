"""`gouji verify`: re-check a report folder, and with the evidence everything it rests on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.manifest import Manifest
from evidence.policy_file import policy_path
from evidence.problems import ExitCode
from evidence.settings import Settings
from evidence.source import Submission
from flows.commands.plain import tell
from flows.provenance import gather
from readers.intake import take_in
from reports.manifest import open_manifest
from reports.verification import verify


def run(
    out: Path,
    evidence: Path | None = None,
    *,
    policy: str = "",
    imports: Path | None = None,
    strict: bool = False,
    noted: str = "",
) -> int:
    """Say what is as it was and what is not; 5 when something differs."""
    settings = Settings()
    manifest, _ = open_manifest(out)
    installed = gather(settings, _policy(policy, manifest, settings), imports)
    with _taken_again(evidence, settings) as submission:
        found = verify(
            out,
            evidence=submission,
            installed=installed,
            strict=strict,
            password=settings.restricted_password.get_secret_value(),
            noted=noted,
        )
    tell(found.render())
    return int(ExitCode.OK if found.agrees else ExitCode.DIFFERS)


def _policy(name: str, manifest: Manifest, settings: Settings) -> Path | None:
    """The policy file asked for, else the one the manifest names, where it lies among ours."""
    if name:
        return policy_path(name, settings.configs)
    home = settings.configs.resolve()
    named = [(home / one.name).resolve() for one in manifest.provenance.of_group("policy")]
    return next((path for path in named if path.is_relative_to(home) and path.is_file()), None)


@contextmanager
def _taken_again(evidence: Path | None, settings: Settings) -> Iterator[Submission | None]:
    """The evidence through the same intake, into a vault that is thrown away; the one of the audits stays as it is."""
    if evidence is None:
        yield None
        return
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=settings.data) as folder:
        yield take_in(evidence, Path(folder), settings.read)
