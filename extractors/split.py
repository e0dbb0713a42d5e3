"""Splitting: the documents inside one file, as parts in a stable order (by page, then top to bottom, then by sheet).

Pages are claimed one by one: a page that begins a document (an invoice face, a slip, a title) opens a part, a page
that claims nothing continues a contract or report but never an invoice or a slip. Repeated marks cut a page that
holds several documents. In a workbook every sheet is a part; one without headings continues the sheet before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from evidence.document import Document, Layer, Page, Table
from evidence.kind import Kind
from extractors.acceptance import PROJECT, labelled
from extractors.anchors import Sheet
from extractors.bank_slip import TITLE as SLIP_TITLE
from extractors.bank_slip import likeness as slip_likeness
from extractors.bank_slip.labels import VOCABULARY as SLIP_LABELS
from extractors.classify import ENOUGH, PLAIN_TEXT, classify
from extractors.contract import CONTRACT
from extractors.contract.flow import Flow
from extractors.contract.terms import contract_no, title_line
from extractors.invoice import continues as invoice_continues
from extractors.other_kinds import page_lines
from extractors.part import Extractor, Part
from extractors.regions import side_by_side, stacked
from extractors.tokens import same_line, squeeze, tokens_of

_OPENS = 0.6
"""Least score with which a single page opens a document."""
_ONE_PAGE = frozenset(
    {
        Kind.BANK_RECEIPT,
        Kind.BANK_ACK,
        Kind.LICENCE,
        Kind.ID_CARD,
        Kind.CASH_RECEIPT,
        Kind.SYSTEM_SCREENSHOT,
        Kind.CLOUD_SCREENSHOT,
        Kind.BILL_OF_EXCHANGE,
        Kind.VOUCHER,
        Kind.TAX_PAYMENT,
        Kind.ORG_CODE_CERT,
        Kind.TAX_REG_CERT,
    }
)
_REPEATING = frozenset(
    {Kind.BANK_STATEMENT, Kind.PAYROLL, Kind.SOCIAL_INSURANCE, Kind.HOUSING_FUND, Kind.BANK_BATCH, Kind.PROJECT_LIST}
)
"""Kinds whose heading may be printed again on every page."""
_FORMS = frozenset({Kind.FORM_A3, Kind.FORM_A4, Kind.FORM_A5})
_ENDS_OF_FORMS = frozenset({Kind.COMMITMENT, Kind.CLOUD_PLAN_REPORT, Kind.PARK_PLAN})
"""What the last page of a form looks like by itself: its rows 申报单位承诺, 上云情况 or 建设概况."""
_TITLED = re.compile(r"^.{0,40}(?:承诺书|承诺函|报告|方案|规划|总结)$")
_FOLLOWS = re.compile(
    r"第([2-9]|[1-9]\d+)页|([2-9]|[1-9]\d+)/(?:[2-9]|[1-9]\d+)$|续(?:表|页|上页)|\(续\)|Page([2-9]|\d\d)of"
)
_ONCE_A_SLIP = ("receipt_no", "amount_words", "pay_amount", "payer", "payer_name", "payer_account", "serial_no")
"""Labels a slip prints once: where one repeats further down, another slip begins."""
_ANNEX = re.compile(r"附件|附录|附表|合同附件|补充条款")
_NO_DOCUMENT = Document("", "", "", "", "")


@dataclass(slots=True)
class _Open:
    """A part while its pages are gathered."""

    kind: Kind
    pages: list[Page] = field(default_factory=list)


def split(document: Document, extractors: Sequence[Extractor]) -> list[Part]:
    """The documents of a file; at least one part for every file that was read at all. Plain text stays in one."""
    if document.media_type == PLAIN_TEXT:
        return [Part(document, document.pages)]
    groups = _page_groups(document, extractors)
    written = any(page.words for page in document.pages)
    if document.tables and not written:
        parts = [Part(document, (), tables) for tables in _sheets(document.tables)]
    elif groups:
        parts = [_with_tables(document, group, len(groups) == 1) for group in groups]
    else:
        parts = [Part(document, document.pages)]
    parts = _with_layers(parts, document.layers)
    return [replace(part, position=position) for position, part in enumerate(parts)]


def _page_groups(document: Document, extractors: Sequence[Extractor]) -> list[tuple[Page, ...]]:
    opened: list[_Open] = []
    for page in document.pages:
        regions = regions_of(page)
        if len(regions) > 1:
            opened += [_Open(_kind_of(document, region, extractors), [region]) for region in regions]
            continue
        kind = _kind_of(document, page, extractors)
        if opened and _continues(opened[-1], page, kind):
            opened[-1].pages.append(page)
        else:
            opened.append(_Open(kind, [page]))
    return [tuple(part.pages) for part in opened]


def _kind_of(document: Document, page: Page, extractors: Sequence[Extractor]) -> Kind:
    """What the page alone would be; OTHER where nothing on it opens a document."""
    found = classify(Part(document, (page,)), extractors)
    return found.kind if found.scores.get(found.kind.value, 0.0) >= _OPENS else Kind.OTHER


def _continues(current: _Open, page: Page, kind: Kind) -> bool:
    """Whether the page goes on with the document before it."""
    if not page.words:
        return True
    if current.kind.is_invoice:
        return invoice_continues(current.pages[0], page)
    if current.kind in _ONE_PAGE or kind is Kind.OTHER:
        return current.kind not in (*_ONE_PAGE, Kind.INVOICE_LIST)
    if current.kind in _FORMS and kind in _ENDS_OF_FORMS:
        return not _TITLED.search(next(iter(page_lines(tokens_of(page))), ""))
    if current.kind in CONTRACT.kinds and kind not in _ONE_PAGE and not kind.is_invoice:
        return _goes_on(current, page, kind)
    return kind is current.kind and _repeats(current, page)


def _repeats(current: _Open, page: Page) -> bool:
    """Whether a page of the same kind is only its next page: numbered so, or under the same head and subject."""
    headed = _same_head(current.pages[0], page)
    if current.kind in _REPEATING or current.kind is Kind.INVOICE_LIST:
        return headed or bool(_FOLLOWS.search(squeeze(page.text)))
    return headed and _same_subject(current.pages, page)


def _goes_on(current: _Open, page: Page, kind: Kind) -> bool:
    """Whether a contract goes on: with an annex, without a title, or under the same title and number."""
    if _ANNEX.match(next(iter(page_lines(tokens_of(page))), "")):
        return True
    if kind not in CONTRACT.kinds:
        return False
    title, first = (_title(one) for one in (page, current.pages[0]))
    return not title or (title == first and _same_subject(current.pages, page))


def _title(page: Page) -> str:
    line = title_line(Flow.of(Part(_NO_DOCUMENT, (page,))))
    return line.squeezed if line else ""


def _same_head(first: Page, page: Page) -> bool:
    """Whether both pages begin with the same headline, as a cover and its first page or a running header do."""
    heads = [{line for line in page_lines(tokens_of(one))[:3] if 4 <= len(line) <= 40} for one in (first, page)]
    return any(":" not in line for line in heads[0] & heads[1])


def _same_subject(pages: Sequence[Page], page: Page) -> bool:
    """False where both name a contract number or project and these differ."""
    before = set().union(*(_subjects(one) for one in pages))
    here = _subjects(page)
    return not before or not here or bool(before & here)


def _subjects(page: Page) -> set[str]:
    flow = Flow.of(Part(_NO_DOCUMENT, (page,)))
    return {fact.value for fact in (contract_no(flow), labelled(flow, PROJECT)) if fact is not None}


def regions_of(page: Page) -> list[Page]:
    """The documents on one page: stacked or neighbouring slips or invoices, or the page as it is."""
    if not page.words:
        return [page]
    tokens = tokens_of(page)
    flat = [token for token in tokens if token.box.height < 1.6 * token.box.width]
    for pattern, least in ((r"价税合计", 1), (r"电子发票\(|增值税.{0,4}(?:专用|普通)发票", 1)):
        marks = [token.box for token in flat if re.search(pattern, squeeze(token.text))]
        for cut in (side_by_side, stacked):
            regions = cut(page, marks)
            if len(regions) > least and all("价税合计" in squeeze(region.text) for region in regions):
                return [deeper for region in regions for deeper in regions_of(region)]
    return _slips(page)


def _slips(page: Page) -> list[Page]:
    """The slips of a page, by the marks that cut it into the most whole ones."""
    if not slip_likeness(page):
        return [page]
    sheet = Sheet.of(page, SLIP_LABELS)
    flat = [token for token in tokens_of(page) if token.box.height < 1.6 * token.box.width]
    titles = [
        token.box
        for token in flat
        if len(squeeze(token.text)) < 28 and SLIP_TITLE.search(squeeze(token.text)) and "章" not in token.text
    ]
    marks = (titles, *([label.box for label in sheet.named(name)] for name in _ONCE_A_SLIP))
    best = _whole_slips(stacked(page, one) for one in marks)
    level = [a for a in titles if any(same_line(a, b) and abs(a.x0 - b.x0) > 0.35 * page.width for b in titles)]
    neighbours = side_by_side(page, level)
    best = best or (_whole_slips([neighbours]) if _apart(neighbours) else [])
    return [deeper for region in best for deeper in _slips(region)] or [page]


def _whole_slips(cuts: Iterable[list[Page]]) -> list[Page]:
    """The cut into the most regions that are all whole slips; nothing where no cut is."""
    distinct = {tuple(len(region.words) for region in regions): regions for regions in cuts if len(regions) > 1}
    return max((regions for regions in distinct.values() if all(map(_is_whole_slip, regions))), key=len, default=[])


def _apart(regions: Sequence[Page]) -> bool:
    """Whether columns are documents of their own: no word reaches over from one into the next."""
    boxes = [[word.box for word in one.words] for one in regions if one.words]
    edges = [(min(box.x0 for box in found), max(box.x1 for box in found)) for found in boxes]
    return all(right <= left for (_, right), (left, _) in pairwise(edges))


def _is_whole_slip(region: Page) -> bool:
    """Whether a region has what no slip lacks: an amount and a party."""
    if slip_likeness(region) < ENOUGH:
        return False
    names = {label.name for label in Sheet.of(region, SLIP_LABELS).labels}
    party = any(name.partition("_")[0] in ("payer", "payee", "own", "counter", "name", "account") for name in names)
    return party and bool(names & {"pay_amount", "amount_words"})


def _with_tables(document: Document, pages: tuple[Page, ...], alone: bool) -> Part:
    numbers = {page.number for page in pages}
    tables = tuple(table for table in document.tables if alone or table.page in numbers)
    return Part(document, pages, tables)


def _sheets(tables: Sequence[Table]) -> list[tuple[Table, ...]]:
    """Every sheet alone; one without headings whose rows are as wide as the sheet's before it continues that."""
    groups: list[list[Table]] = []
    for table in tables:
        if not any(cell.text.strip() for row in table.rows for cell in row):
            continue
        if groups and _is_continuation(groups[-1][-1], table):
            groups[-1].append(table)
        else:
            groups.append([table])
    return [tuple(group) for group in groups] or [tuple(tables)]


def _is_continuation(before: Table, table: Table) -> bool:
    first = next((row for row in table.rows if any(cell.text.strip() for cell in row)), ())
    numeric = sum(bool(re.fullmatch(r"[\d.,:\-/\s]+", cell.text)) for cell in first if cell.text.strip())
    width = max((len(row) for row in before.rows), default=0)
    return len(first) == width and width >= 3 and numeric >= max(2, width // 3)


def _with_layers(parts: list[Part], layers: Sequence[Layer]) -> list[Part]:
    """Each layer to the part it speaks of: by page, else by a number both show, else to the first part."""
    given: dict[int, list[Layer]] = {}
    for layer in layers:
        given.setdefault(_owner(parts, layer), []).append(layer)
    return [replace(part, layers=tuple(given.get(i, ()))) for i, part in enumerate(parts)]


def _owner(parts: Sequence[Part], layer: Layer) -> int:
    if len(parts) == 1:
        return 0
    pages = {entry.page for entry in layer.entries if entry.page}
    numbers = {entry.text for entry in layer.entries if re.fullmatch(r"[A-Za-z0-9]{8,40}", entry.text)}
    for i, part in enumerate(parts):
        text = squeeze(part.text)
        if pages & {page.number for page in part.pages} or any(number in text for number in numbers):
            return i
    return 0
