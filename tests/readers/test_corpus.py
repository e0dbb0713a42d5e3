"""Every real document gets an answer: a document with something in it, or a ReadError with a remedy. No crash."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evidence.document import Box, Document, Method, Word
from evidence.problems import ReadError
from evidence.settings import OcrSettings, ReadLimits, Settings
from evidence.source import Source, Submission
from readers import intake, ocr, picture, read, sniff


@pytest.fixture(scope="module")
def submission(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Submission:
    return intake.take_in(corpus, tmp_path_factory.mktemp("vault"), ReadLimits())


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR that sees one word on every picture: what it really sees is measured elsewhere, in hours."""

    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        assert image.ndim == 3
        assert image.dtype == np.uint8
        word = Word("字", Box(0, 0, 9, 9), 0.9, Method.OCR)
        return ocr.Sight((word,), 0, image.shape[1], image.shape[0])

    monkeypatch.setattr(ocr, "read_picture", seen)


def test_every_file_is_taken_in(submission: Submission, corpus: Path) -> None:
    files = [path for path in corpus.rglob("*") if path.is_file()]
    assert len(submission.sources) == len(files)
    assert submission.problems == ()
    assert sniff.UNKNOWN not in {source.media_type for source in submission.sources}


def holds_something(document: Document) -> bool:
    cells = any(cell.text for table in document.tables for row in table.rows for cell in row)
    return bool(any(page.words for page in document.pages) or cells or document.layers)


@pytest.mark.usefixtures("blind")
def test_every_file_is_answered_for(submission: Submission) -> None:
    settings = Settings()
    unanswered = []
    for source in submission.sources:
        try:
            document = read(source, settings)
        except ReadError as error:
            assert error.remedy
            unanswered.append(source.path)
            continue
        assert holds_something(document), source.path
        for page in document.pages:
            assert all(0 <= word.box.center[0] <= page.width for word in page.words), source.path
            assert all(0 <= word.box.center[1] <= page.height for word in page.words), source.path
    assert unanswered == []


@pytest.mark.usefixtures("blind")
def test_text_invoices_are_read_without_ocr_and_with_their_codes(submission: Submission) -> None:
    def is_invoice(source: Source) -> bool:
        return source.path.startswith("invoice_pdf/") and "foreign" not in source.path

    documents = [read(source, Settings()) for source in submission.sources if is_invoice(source)]
    assert all(page.method is Method.TEXT for document in documents for page in document.pages)
    assert all(document.pages[0].codes for document in documents)


def test_signed_packages_are_whole(submission: Submission) -> None:
    states = set()
    for source in submission.sources:
        if source.media_type == sniff.OFD:
            states |= {value for key, value in read(source, Settings()).notes if key == "ofd_digest"}
            assert picture(source, 1, Settings(), 60) is not None
    assert states <= {"ok", "absent"}
    assert "ok" in states
