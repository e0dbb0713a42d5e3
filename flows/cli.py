"""The command line. Every command imports what it needs itself, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

app = App(
    name="gouji",
    help="Gouji (勾稽): ties every declared yuan of an application for public money to its evidence.",
    version="0.1.0",
)


@app.command
def audit(
    submission: Path,
    *,
    out: Path | None = None,
    policy: str = "",
    programme: Literal["auto", "platform", "cloud", "park"] = "auto",
    prefect: bool = True,
    fail_on: Literal["S1", "S2"] | None = None,
    imports: Path | None = None,
) -> int:
    """Audit a submission and write its discrepancy report.

    Exit status: 0 also with findings, 2 when the input cannot be used, 3 when some documents could not be read,
    4 when --fail-on asks for it.

    Args:
        submission: a folder or an archive with everything the applicant handed in.
        out: where the report goes; by default out/NAME in the current folder.
        policy: the notice to judge by: a name in configs/policies or a YAML file.
        programme: the programme applied for; auto takes it from the application form.
        prefect: run as a Prefect flow (the default) or, with --no-prefect, as plain Python; same result.
        fail_on: exit with 4 when there is a finding of this severity or worse.
        imports: a folder with tables of what was looked up outside (docs/lookups.md).
    """
    from flows.commands.audit import run  # noqa: PLC0415

    target = out or Path("out") / submission.resolve().name
    return run(submission, target, policy, programme, prefect, fail_on, imports)


@app.command
def extract(files: Annotated[list[Path], Parameter(negative=())], /, *, jsonl: Path | None = None) -> int:
    """Read, classify and extract files, one JSON object a document.

    Args:
        files: the files, in any format Gouji reads.
        jsonl: write the objects there, one a line, instead of to the terminal.
    """
    from flows.commands.extract import run  # noqa: PLC0415

    return run(files, jsonl)


@app.command
def nightly(
    *,
    inbox: Path,
    out: Path = Path("out"),
    policy: str = "",
    serve: bool = False,
    cron: str = "",
    prefect: bool = True,
) -> int:
    """Audit every new or changed submission in an inbox, each once.

    Args:
        inbox: a folder whose folders and archives are submissions.
        out: each report goes to a folder of the submission's name below it.
        policy: the notice to judge by.
        serve: stay and run on the schedule of prefect.yaml, as a Prefect deployment.
        cron: another schedule for --serve, such as "30 1 * * *".
        prefect: run each audit as a Prefect flow, or with --no-prefect as plain Python.
    """
    from flows.commands.nightly import run, stay  # noqa: PLC0415

    return stay(inbox, out, policy, cron) if serve else run(inbox, out, policy, prefect)


@app.command
def review(*, port: int = 8477) -> int:
    """Open the review pages on the loopback: look, decide, and keep the decision.

    Args:
        port: where they answer.
    """
    from flows.commands.review import run  # noqa: PLC0415

    return run(port)


@app.command
def verify(
    out: Path,
    *,
    evidence: Path | None = None,
    policy: str = "",
    imports: Path | None = None,
    strict: bool = False,
    noted: str = "",
) -> int:
    """Re-check a report folder by its manifest and say what differs (docs/reproducibility.md).

    Exit status: 0 when everything agrees, 5 when something differs, 2 when there is nothing to check by.

    Args:
        out: the folder an audit wrote.
        evidence: the submission, folder or archive, to be taken in again and compared file by file.
        policy: the policy file to compare with, where it is none of configs/policies.
        imports: the folder with the looked-up tables, to be compared as well.
        strict: also fail when versions, configuration or models are no longer those of the audit.
        noted: the run or the SHA-256 of manifest.json as noted on the signed paper.
    """
    from flows.commands.verify import run  # noqa: PLC0415

    return run(out, evidence, policy=policy, imports=imports, strict=strict, noted=noted)


@app.command
def diff(old: Path, new: Path) -> int:
    """Say what changed between two audits: amounts, lines, cuts, findings, documents, rulings, versions.

    Args:
        old: the folder an audit wrote, or its result.json.
        new: the other one.
    """
    from flows.commands.diff import run  # noqa: PLC0415

    return run(old, new)


policies = App(name="policy", help="Notices as files: check one, or begin a new one.")
app.command(policies)


@policies.command
def check(policy: str) -> int:
    """Say line by line what is wrong with a policy file; exit status 2 when something is.

    Args:
        policy: a name in configs/policies or a YAML file.
    """
    from flows.commands.policy import check as run  # noqa: PLC0415

    return run(policy)


@policies.command
def new(path: Path, *, like: str = "chengdu-2025") -> int:
    """Write a policy file for another notice, to be filled in.

    Args:
        path: the YAML file to write.
        like: the policy whose figures, words and lists it starts from.
    """
    from flows.commands.policy import new as run  # noqa: PLC0415

    return run(path, like)


@app.command
def doctor() -> int:
    """Say in one table what is there, what is missing, and how to get it."""
    from flows.commands.doctor import run  # noqa: PLC0415

    return run()


def main() -> None:
    """The `gouji` command: exceptions of ours become one clear line and their exit status."""
    try:
        status = app(sys.argv[1:], result_action="return_value")
    except KeyboardInterrupt:
        sys.stderr.write("gouji: stopped\n")
        sys.exit(130)
    except Exception as error:
        from evidence.problems import GoujiError  # noqa: PLC0415  - not needed for `--help`

        if not isinstance(error, GoujiError):
            raise
        sys.stderr.write(f"gouji: {error}\n")
        sys.exit(int(error.exit_code))
    sys.exit(status if isinstance(status, int) else 0)
