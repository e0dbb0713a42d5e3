"""Case and verdict → result.json, the working paper, the report (HTML and Word), and the letter to the applicant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evidence.case import Case, Verdict
from evidence.engagement import UNNAMED, Engagement
from evidence.provenance import UNKNOWN, Provenance
from evidence.result import Result
from reports import data, draft, letter, manifest, page, pdf, restricted, workbook
from reports.crop import Pixels
from reports.dossier import Dossier
from reports.plates import Picture, Plates, draw, pages
from reports.summary import summarise

__all__ = ["WRITERS", "Picture", "Pixels", "Writer", "check", "summarise", "write"]

Writer = Callable[[Dossier, Path, Plates], Path]
"""Writes one file into a folder and gives its path."""

WRITERS: dict[str, Writer] = {
    "json": data.write,
    "xlsx": workbook.write,
    "html": page.write,
    "docx": draft.write,
    "letter": letter.write,
    "pdf": pdf.write,
}
"""Every output by its name; the last, which shows only pages that findings cite, is made beside the others."""


def check(engagement: Engagement) -> None:
    """UnusableInputError where a template of the firm could not be filled: told before an audit, not after it."""
    draft.check(engagement)
    letter.check(engagement)


def write(
    case: Case,
    verdict: Verdict,
    result: Result,
    out: Path,
    picture: Picture,
    engagement: Engagement = UNNAMED,
    provenance: Provenance = UNKNOWN,
) -> tuple[Path, ...]:  # what a report is made of
    """Write all outputs into `out` (made if missing) and give their paths. Equal input gives equal bytes.

    `result` must be the summary of the same case and verdict. The manifest is written last: where it does not fit
    the other files, the run did not finish. LayoutError where only the PDF could not be made; the rest stands then.
    """
    out.mkdir(parents=True, exist_ok=True)
    dossier = Dossier.of(case, verdict, result, engagement, provenance)
    cited, others = pages(dossier)
    *most, slowest = WRITERS.values()
    with ThreadPoolExecutor(1, thread_name_prefix="pdf") as beside:
        seen = draw(cited, out, picture)
        paper = beside.submit(slowest, dossier, out, seen)
        seen |= draw(others, out, picture)
        files = [writer(dossier, out, seen) for writer in most]
        secret = restricted.write(dossier, out)
        failure = paper.exception()
    if failure is None:
        files.append(paper.result())
    drawn = sorted({out / path for path in seen.files.values()})
    plain = {secret.path: secret.plain} if secret else {}
    files.extend(plain)
    files.append(manifest.write(out, case.submission, result, provenance, (*files, *drawn), plain))
    if failure is not None:
        raise failure
    return tuple(files)
