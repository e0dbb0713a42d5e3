"""Custody: what is known of every received file — hashes, origin, signature, original seen (domain 5, 7.1 sheet 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.case import Case
from evidence.document import Method
from evidence.imported import OriginalSeen
from evidence.kind import SCREENS
from evidence.sheet import Sheet
from evidence.source import Source


@dataclass(frozen=True, slots=True)
class Custody:
    """One content; the same bytes handed in under two names are one, with both names."""

    sha256: str
    sm3: str
    """Empty where nobody took it."""
    files: tuple[str, ...]
    size: int
    media_type: str
    origin: str
    """结构化原件, 版式文件, PDF（文字）, 扫描件, 图片, 系统截图, Office 文件; empty where nothing was read."""
    signature: str
    """What the signatures of the container say; `无签名` where a container that can carry one has none."""
    seen: str
    """Whether the original was seen on site: 是, 否, 未核."""
    seen_note: str
    """Who saw it, and when."""
    pages: int


def custody(case: Case) -> dict[str, Custody]:
    """Every file taken in, by its SHA-256, in the order of the paths."""
    named: dict[str, list[Source]] = {}
    for source in case.submission.sources:
        named.setdefault(source.sha256, []).append(source)
    screens = {record.source for record in case.records if record.kind in SCREENS}
    return {sha256: _custody(case, own, sha256 in screens) for sha256, own in named.items()}


def _custody(case: Case, own: list[Source], is_screen: bool) -> Custody:
    first = own[0]
    sheets = case.sheets.get(first.sha256, ())
    notes = dict(reversed(case.notes.get(first.sha256, ())))
    rows = [row for row in case.imported.originals if any(source.path.endswith(row.file) for source in own)]
    return Custody(
        sha256=first.sha256,
        sm3=first.sm3,
        files=tuple(source.path for source in own),
        size=first.size,
        media_type=first.media_type,
        origin="系统截图" if is_screen and _pixels(sheets) else _origin(first.media_type, sheets),
        signature=_signature(first.media_type, notes, bool(sheets)),
        seen=_seen(rows),
        seen_note="；".join(filter(None, (_told(row) for row in rows))),
        pages=len(sheets) or len(case.page_sizes.get(first.sha256, ())),
    )


def _pixels(sheets: tuple[Sheet, ...]) -> bool:
    return bool(sheets) and all(sheet.method is Method.OCR for sheet in sheets)


_ORIGINS = {Method.XML: "结构化原件", Method.OFD: "OFD 版式文件", Method.OFFICE: "Office 文件"}


def _origin(media_type: str, sheets: tuple[Sheet, ...]) -> str:
    """How the file carries what it says, by the way its pages were read."""
    methods = {sheet.method for sheet in sheets}
    for method, title in _ORIGINS.items():
        if method in methods:
            return title
    if media_type.startswith("image/"):
        return "图片（扫描或照片）"
    if Method.TEXT in methods:
        return "PDF（部分扫描）" if Method.OCR in methods else "PDF（文字）"
    return "PDF 扫描件" if Method.OCR in methods else ""


def _signature(media_type: str, notes: Mapping[str, str], was_read: bool) -> str:
    """The state of the container's signature in words; it says nothing of who may sign."""
    if "signature_integrity" in notes:
        state = {"ok": "签名有效", "broken": "签名与内容不符"}.get(notes["signature_integrity"], "签名未能核验")
        changed = "，签名后有改动" if notes.get("changed_after_signing") == "yes" else ""
        return state + changed
    digest = notes.get("ofd_digest", "")
    if digest and digest != "absent":
        if digest.startswith("mismatch:"):
            return "摘要与内容不符"
        return {"ok": "摘要相符"}.get(digest, "签名未能核验")
    signable = media_type == "application/pdf" or digest == "absent"
    return "无签名" if signable and was_read else ""


def _seen(rows: list[OriginalSeen]) -> str:
    if not rows:
        return "未核"
    return "是" if all(row.seen for row in rows) else "否"


def _told(row: OriginalSeen) -> str:
    return "，".join(filter(None, (row.by, str(row.on) if row.on else "")))
