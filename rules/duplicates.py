"""The same file handed in several times; invoices, slips and contracts claimed twice are cut by the waterfall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evidence.fact import Place
from evidence.finding import Evidence, Finding
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
