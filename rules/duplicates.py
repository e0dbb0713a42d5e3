"""The same file handed in several times; invoices, slips and contracts claimed twice are cut by the waterfall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evidence.elsewhere import Kept
from evidence.fact import Place
from evidence.finding import Evidence, Finding
from evidence.names import name_key
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.recognition import Workings


def duplicate_files(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Files of equal content under several paths; empty files are no copies of each other."""
    paths: dict[str, list[str]] = defaultdict(list)
    for source in papers.case.submission.sources:
        if source.size:
            paths[source.sha256].append(source.path)
    for sha256, files in paths.items():
        if len(files) > 1:
            message = f"下列{len(files)}个文件内容完全相同，仅按一份计：{'、'.join(files)}"
            evidence = [Evidence(source=sha256, file=file, place=Place()) for file in files]
            yield papers.finding("duplicate_file", message, (sha256,), evidence)


def claimed_elsewhere(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices and slips that another applicant, or the same one for another programme, handed in as well (GEN-12).

    Nothing is cut: which application may bear the cost is for a person to decide.
    """
    foreign = [kept for kept in papers.case.elsewhere if kept.trait is None and not same_claim(papers, kept)]
    for record in papers.case.records:
        if not (record.kind.is_invoice or record.kind.is_payment):
            continue
        again = [kept for kept in foreign if record.source == kept.sha256 or _same_number(record, kept)]
        if again:
            field = "invoice_number" if record.kind.is_invoice else "receipt_no"
            where = "、".join(
                dict.fromkeys(f"“{kept.submission}”（{kept.applicant or '申报单位未识别'}）" for kept in again)
            )
            message = f"票据{record.text(field)}同时见于另一份申报材料{where}，存在同一支出跨项目申报情形，提请核实"
            evidence = (Evidence.of(record, field),)
            yield papers.finding("cost_claimed_in_two_programmes", message, (record.id,), evidence)


def same_claim(papers: Papers, kept: Kept) -> bool:
    """Whether the other submission is this application again: the same applicant, programme and notice."""
    declaration = papers.case.declaration
    applicant, programme = declaration.applicant, declaration.programme.value if declaration.programme else ""
    if kept.uscc and applicant.uscc:
        same = kept.uscc == applicant.uscc
    else:
        same = bool(applicant.name) and name_key(kept.applicant) == name_key(applicant.name)
    return same and kept.programme == programme and kept.notice in ("", papers.policy.notice.number)


def _same_number(record: Record, kept: Kept) -> bool:
    """Whether the number that both print is the same; a doubtful reading of ours says nothing."""
    names = ("invoice_code", "invoice_number") if record.kind.is_invoice else ("receipt_no",)
    numbers = [record.text(name) for name in names]
    surely = all(sure(record.facts[name]) for name in names if name in record.facts)
    return surely and bool(numbers[-1]) and kept.key.split(":")[1:] == numbers
