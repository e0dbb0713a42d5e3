"""The desk: everything one command works with, opened once and closed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from evidence.document import Document
from evidence.engagement import UNNAMED, Engagement, load_engagement
from evidence.imported import NOTHING, Imported
from evidence.policy import Policy
from evidence.policy_file import load_policy, policy_path
from evidence.provenance import Provenance
from evidence.record import Extraction
from evidence.settings import Settings
from evidence.source import Source
from evidence.store import Store
from extractors import extract
from flows.provenance import gather
from readers import reader_of
from readers.imported import read_imported
from readers.room import ReadingRoom
from reports.restricted import check_password


class Progress(Protocol):
    """Told how far a command has come; drawing it is the caller's business."""

    def start(self, step: str, total: int) -> None:
        """A step over so many documents begins."""

    def advance(self, pages: int = 0) -> None:
        """One more document is done, with so many pages."""


class Silent:
    """Shows nothing: for tests, scripts and flows."""

    def start(self, step: str, total: int) -> None:
        """Say nothing."""

    def advance(self, pages: int = 0) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Desk:
    """Settings, policy, store and reading room of one command."""

    settings: Settings
    policy: Policy
    store: Store
    room: ReadingRoom
    progress: Progress
    imported: Imported = NOTHING
    """What the auditor looked up outside, for the one submission of this command."""
    engagement: Engagement = UNNAMED
    """Who audits for whom, and how the firm words its papers."""
    imports: Path | None = None
    """Where the imported tables lie."""
    notice: Path | None = None
    """The policy's file."""
    _understood: dict[str, Extraction] = field(default_factory=dict)

    @property
    def vault(self) -> Path:
        """Where received files are kept by hash."""
        return self.settings.data / "vault"

    @property
    def provenance(self) -> Provenance:
        """What this command's audits rest on beside the evidence, as installed now."""
        return gather(self.settings, self.notice, self.imports)

    def read(self, source: Source) -> Document:
        """What a reader sees in the file: from the cache, or read in a child process and remembered.

        The child that reads a file understands it in one go; what it understood is kept for `extract`.
        """
        reader, version = reader_of(source.media_type)
        document = self.store.reading(source, reader, version)
        if document is None:
            understood = self.room.understand(source, extract)
            document = understood.document
            self.store.keep_reading(document, understood.packed)
            if understood.answer is not None:
                self._understood[document.sha256] = understood.answer
        self.progress.advance(len(document.pages))
        return document

    def extract(self, document: Document) -> Extraction:
        """What the extractors make of a document, in a child process unless it was understood when it was read."""
        known = self._understood.get(document.sha256)
        if known is not None and known.file == document.file:
            return known
        return self.room.apply(extract, document)

    def understand(self, source: Source) -> tuple[Document, Extraction]:
        """Both in one go."""
        document = self.read(source)
        return document, self.extract(document)


@contextmanager
def open_desk(
    settings: Settings, policy: str = "", progress: Progress | None = None, imports: Path | None = None
) -> Iterator[Desk]:
    """Open everything a command needs; children and connections end with the block."""
    imported = read_imported(imports) if imports else NOTHING
    found = load_policy(policy or settings.policy, settings.configs)
    check_password(settings.restricted_password)
    engagement = load_engagement(settings.configs / "report", settings.restricted_password)
    store = Store.open(settings.database_url)
    try:
        with ReadingRoom(settings, preload=("flows.warm",)) as room:
            yield Desk(
                settings=settings,
                policy=found,
                store=store,
                room=room,
                progress=progress or Silent(),
                imported=imported,
                engagement=engagement,
                imports=imports,
                notice=policy_path(policy or settings.policy, settings.configs),
            )
    finally:
        store.close()
