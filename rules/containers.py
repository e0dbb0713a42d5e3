"""What the file around a document says: digests of signed parts, and content that whoever opens it does not see."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.fact import Place
from evidence.finding import Evidence, Finding
from rules.papers import Papers
from rules.recognition import Workings

_MISMATCH = "mismatch:"
_MARKS = ("freetext", "stamp", "text", "ink", "square", "highlight")
"""Annotations that readers of a file put on it."""
_UNSEEN = {
    "hidden_sheet": "含隐藏工作表“{}”，其内容已一并读取",
    "hidden_rows": "工作表{}，其内容已一并读取",
    "tracked_changes": "含未接受的修订，已按接受修订后的文字读取",
    "hidden_text": "含设为隐藏的文字，该文字未作为内容读取",
}
"""Notes of readers about content that is in the file and not in the picture a person has of it."""


def changed_parts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """OFD files of which a signed part is no longer what was signed, or is gone (GB/T 33190-2016, 18.2)."""
    for source, file in _files(papers).items():
        notes = papers.case.notes.get(source, ())
        parts = [value.removeprefix(_MISMATCH) for key, value in notes if key == "ofd_digest" and _MISMATCH in value]
        if parts:
            told = "、".join(dict.fromkeys(parts))
            message = f"“{file}”签名所保护的部件与签名摘要不一致：{told}，存在签名后内容变动情形"
            yield papers.finding("ofd_digest_mismatch", message, (_subject(papers, source),), (_spot(source, file),))


def changed_after_signing(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """PDF whose signed bytes no longer fit their signature, or that were changed after it (ISO 32000-1, 12.8).

    Where notes, marks or stamps of a viewer were added, they explain a change, and it is only asked about.
    """
    for source, file in _files(papers).items():
        notes = dict(papers.case.notes.get(source, ()))
        broken = notes.get("signature_integrity") == "broken"
        if not broken and notes.get("changed_after_signing") != "yes":
            continue
        signer = f"（签名者{notes['signer']}）" if "signer" in notes else ""
        subjects, spot = (_subject(papers, source),), (_spot(source, file),)
        if broken:
            message = f"“{file}”电子签名{signer}与文件内容不一致，存在签名后内容变动情形，请提供原件核验"
        else:
            message = f"“{file}”在电子签名{signer}之后存在修改保存情形，请提供原件核验"
        if not broken and any(f"annotation_{mark}" in notes for mark in _MARKS):
            yield papers.finding("rule_cannot_determine", f"{message}（含批注或图章）", (*subjects, "signed"), spot)
        else:
            yield papers.finding("tampering_suspected", message, subjects, spot)


def unverified_signatures(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Files whose signatures could not be worked out; one finding for all."""
    states = (("signature_integrity", "unknown"), ("ofd_digest", "unchecked"))
    found = {
        source: file
        for source, file in _files(papers).items()
        if any(state in papers.case.notes.get(source, ()) for state in states)
    }
    if found:
        names = list(found.values())
        listed = "、".join(f"“{name}”" for name in names[:5]) + (f"等{len(names)}个文件" if len(names) > 5 else "")
        message = f"{listed}的电子签名未能验证（算法或格式不支持），提请以签发方验证工具核验"
        evidence = [_spot(source, file) for source, file in found.items()]
        yield papers.finding("signature_unverified", message, ("signatures",), evidence)


def not_as_shown(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Hidden sheets, rows and text, and revisions nobody accepted: whether they count is for a person to say."""
    for source, file in _files(papers).items():
        for key, value in papers.case.notes.get(source, ()):
            if key in _UNSEEN:
                message = f"“{file}”{_UNSEEN[key].format(value)}，是否作为申报依据提请人工确认"
                subjects = (_subject(papers, source), f"{key}:{value}")
                yield papers.finding("rule_cannot_determine", message, subjects, (_spot(source, file),))


def _files(papers: Papers) -> dict[str, str]:
    """Path of each file by its hash; the first of equal files."""
    return {source.sha256: source.path for source in reversed(papers.case.submission.sources)}


def _subject(papers: Papers, source: str) -> str:
    """The first record of a file, so that its finding goes to the line it supports; else the file's hash."""
    return next((record.id for record in papers.case.records if record.source == source), source)


def _spot(source: str, file: str) -> Evidence:
    return Evidence(source=source, file=file, place=Place(page=1))


RULES = (changed_parts, changed_after_signing, unverified_signatures, not_as_shown)
