"""Issues: the findings in five parts with their evidence, and what of the evidence can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from reports.dossier import Dossier, Numbered
from reports.exhibit import Exhibit
from reports.plates import Plates
from reports.statement import cut_of
from reports.titles import RULINGS, SEVERITIES, field_title, kind_title
from reports.word.pictures import Picture
from reports.word.variables import Cited, Issue, Shot

MOST = 4
"""Pictures that one finding shows; the rest are named with file and place."""

NAMED = 8
"""Spots that one finding names; the index lists all."""

BUDGET = 12_000_000
"""Bytes of pictures in the whole file: Word and mail must still carry it."""

LONGEST = 48
"""Characters of what was read that are quoted beside a picture."""

ROOM = (12.6, 5.8)
"""Centimetres that a picture of evidence may fill."""


def told(dossier: Dossier, plates: Plates) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """The findings that bear on the recognised amount, and those to be noted; each picture shown once."""
    shown = _Shown(plates)
    lines = {line.id: f"第 {line.number} 项　{line.description}" for line in dossier.case.declaration.lines}
    issues: list[Issue] = []
    notices: list[Issue] = []
    for one in dossier.findings:
        counts = bears(dossier, one)
        issue = _issue(one, lines.get(one.finding.line or "", ""), shown.of(one.exhibits) if counts else ())
        (issues if counts else notices).append(issue)
    return tuple(issues), tuple(notices)


def bears(dossier: Dossier, one: Numbered) -> bool:
    """Whether the finding cuts or holds up recognition, by its code's effect or by what the waterfall did."""
    terms = dossier.case.policy.codes.get(one.finding.code)
    return (terms is not None and terms.effect in ("cut", "hold")) or cut_of(dossier.verdict, one.finding) is not None


def cited(dossier: Dossier) -> tuple[Cited, ...]:
    """The exhibits that findings rest on, in the order of their numbers."""
    citing: dict[str, list[str]] = {}
    for one in dossier.findings:
        for item in one.exhibits:
            citing.setdefault(item.number, []).append(one.number)
    return tuple(
        Cited(
            number=item.number,
            file=item.file,
            kind=kind_title(item.kind),
            place=where(item),
            field=field_title(item.field) if item.field else "—",
            raw=shortened(item.raw),
            findings="、".join(citing[item.number]),
        )
        for item in dossier.exhibits.all
        if item.number in citing
    )


def where(item: Exhibit) -> str:
    """The page, or the cell, of a spot."""
    return item.place.cell or f"第{item.place.page}页"


def _issue(one: Numbered, about: str, shots: tuple[Shot, ...]) -> Issue:
    found, said = one.finding, one.statement
    return Issue(
        number=one.number,
        severity=SEVERITIES[found.severity],
        title=found.title,
        about=about,
        amount=_grouped(found.amount),
        fact=said.fact,
        standard=said.standard,
        difference=said.difference,
        effect=said.effect,
        advice=said.advice,
        evidence=_evidence(one.exhibits),
        shots=shots,
        rulings="\n".join(
            f"{RULINGS[item.ruling]}（{item.by}，{item.at:%Y-%m-%d}）" + (f"：{item.note}" if item.note else "")
            for item in found.rulings
        ),
    )


def _grouped(amount: str | None) -> str:
    whole, _, rest = (amount or "").partition(".")
    return f"{int(whole):,}.{rest}" if whole else ""


def _evidence(exhibits: tuple[Exhibit, ...]) -> str:
    named = [_named(item) for item in exhibits[:NAMED]]
    if len(exhibits) > NAMED:
        named.append(f"等 {len(exhibits)} 处，其余见附件二")
    return "\n".join(named) or "无单页证据，见事实所述。"


def _named(item: Exhibit) -> str:
    field = f" {field_title(item.field)}" if item.field else ""
    return f"{item.number}　{item.file}（{where(item)}{field}）"


class _Shown:
    """Which exhibits the report has shown, and how much room is left for more."""

    def __init__(self, plates: Plates) -> None:
        self._crops, self._seen, self._left = plates.crops, set[str](), BUDGET

    def of(self, exhibits: Iterable[Exhibit]) -> tuple[Shot, ...]:
        """Pictures of the exhibits not shown before, as far as there is room."""
        found: list[Shot] = []
        for item in exhibits:
            crop = self._crops.get(item.number)
            if crop is None or item.number in self._seen or len(found) == MOST or len(crop) > self._left:
                continue
            self._seen.add(item.number)
            self._left -= len(crop)
            found.append(Shot(Picture(item.number, crop, ROOM, _named(item)), _caption(item)))
        return tuple(found)


def _caption(item: Exhibit) -> str:
    told = item.raw and shortened(item.raw) == item.raw
    return _named(item) + (f"　读数：{item.raw}" if told else "")


def shortened(raw: str) -> str:
    """What was read, on one line; of a long text, such as a code's whole content, its beginning."""
    line = " ".join(raw.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
