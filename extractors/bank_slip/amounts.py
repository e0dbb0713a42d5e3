"""The amount of a slip, in figures and in capitals: two readings of one sum, which prove each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from evidence.document import Box, Method
from evidence.fact import Fact
from extractors.anchors import Label, Sheet, Value
from extractors.bank_slip.boxes import in_boxes
from extractors.bank_slip.capitals import fits, is_clean, whole_capitals
from extractors.facts import contradicted, figures_in, money_fact, proven
from extractors.tokens import squeeze
from extractors.values.words import to_words

_CURRENCIES = {
    "人民币": "CNY",
    "CNY": "CNY",
    "RMB": "CNY",
    "156": "CNY",
    "美元": "USD",
    "USD": "USD",
    "欧元": "EUR",
    "EUR": "EUR",
    "港币": "HKD",
    "港元": "HKD",
    "HKD": "HKD",
    "日元": "JPY",
    "JPY": "JPY",
    "英镑": "GBP",
    "GBP": "GBP",
}


def currency_in(text: str) -> str:
    """The ISO code of the currency a text names, empty where it names none."""
    bare = squeeze(text).upper()
    return next((code for name, code in _CURRENCIES.items() if name in bare and not name.isdigit()), "")


def amounts(sheet: Sheet, currency: str, seals: Sequence[Box] = ()) -> dict[str, Fact]:
    """pay_amount and amount_words, proven where figures and capitals agree, contradicted where they do not.

    Where they differ and only one of them lies under a seal, the other has the word; neither is proven then.
    """
    values = [
        (label, value)
        for name in ("pay_amount", "amount_words")
        for label in sheet.named(name)
        if (value := sheet.value(label)) is not None
    ]
    boxed = in_boxes(sheet)
    figures = [fact for _, fact in sorted(_figures(values, currency, boxed), key=lambda pair: pair[0])]
    words = next((fact for _, value in values if (fact := _words(value, currency)) is not None), None) or _loose_words(
        sheet, currency
    )
    if words is None:
        return {"pay_amount": figures[0], **_misread(values, figures[0])} if figures else {}
    equal = next((fact for fact in figures if fact.value == words.value), None) or _repaired(values, words, currency)
    if equal is not None:
        return _agreeing(equal, words, seals)
    return _disagreeing(figures[0], words, seals) if figures else {"pay_amount": words, "amount_words": words}


def _agreeing(figures: Fact, words: Fact, seals: Sequence[Box]) -> dict[str, Fact]:
    """Both prove each other, unless one seal may have taken the beginning of both."""
    both = any(_under(figures, [seal]) and _under(words, [seal]) for seal in seals)
    if both and words.method is Method.OCR and not is_clean(words.raw):
        return {"pay_amount": figures, "amount_words": words}
    return {"pay_amount": proven(figures, "words"), "amount_words": proven(words, "words")}


def _disagreeing(figures: Fact, words: Fact, seals: Sequence[Box]) -> dict[str, Fact]:
    if _is_fragment(figures, words):
        return {"pay_amount": contradicted(words, "figures", figures), "amount_words": words}
    spoilt = figures.method is Method.OCR and _under(figures, seals) and not _under(words, seals)
    return {
        "pay_amount": contradicted(words, "figures", figures) if spoilt else contradicted(figures, "words", words),
        "amount_words": contradicted(words, "words", figures),
    }


def _under(fact: Fact, seals: Sequence[Box]) -> bool:
    """Whether a part of a value lies under one of the seals."""
    return fact.place.box is not None and any(seal.overlap(Box(*fact.place.box)) > 0 for seal in seals)


def _misread(values: list[tuple[Label, Value]], figures: Fact) -> dict[str, Fact]:
    """amount_words where the capitals were read in part only and what was read fits the figures and nothing else."""
    for label, value in values:
        if label.name == "amount_words" and value.method is Method.OCR and fits(value, Decimal(figures.value)):
            fact = money_fact(value, Decimal(figures.value), figures.currency)
            return {"amount_words": fact.model_copy(update={"repair": f"{value.squeezed}→{to_words(fact.number)}"})}
    return {}


def _is_fragment(figures: Fact, words: Fact) -> bool:
    """Whether recognised figures are what a seal left of the amount in capitals: its digits, with some missing.

    Capitals that lost a character hardly make an amount any more, figures that lost a digit do.
    """
    if figures.method is not Method.OCR:
        return False
    whole = iter(f"{Decimal(words.value):.2f}".replace(".", ""))
    left = [char for char in figures.raw if char.isdigit()]
    return len(left) > 0 and all(digit in whole for digit in left)


def _figures(
    values: list[tuple[Label, Value]], currency: str, boxed: tuple[Value, Decimal] | None
) -> list[tuple[int, Fact]]:
    found = [(0, money_fact(*boxed, currency))] if boxed is not None else []
    taken = {id(token) for token in boxed[0].tokens} if boxed is not None else set()
    for label, value in values:
        if any(id(token) in taken for token in value.tokens):
            continue
        amount = figures_in(value, ocr=value.method is Method.OCR)
        if amount is not None:
            found.append((_rank(label), money_fact(value, amount, currency_in(value.raw) or currency)))
    return found


def _rank(label: Label) -> int:
    """Labels that say 小写 first, then those of the whole transaction, then the rest."""
    text = squeeze(label.text)
    if "小写" in text:
        return 0
    return 1 if any(word in text for word in ("交易金额", "发生额", "付款金额", "合计")) or text == "金额" else 2


def _words(value: Value, currency: str) -> Fact | None:
    amount = whole_capitals(value)
    return None if amount is None else money_fact(value, amount, currency)


def _loose_words(sheet: Sheet, currency: str) -> Fact | None:
    """The only amount in capitals on the slip, where it stands apart from its label (as on a line of its own)."""
    found = [fact for token in sheet.free if "章" not in token.text and (fact := _words(Value((token,)), currency))]
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _repaired(values: list[tuple[Label, Value]], words: Fact, currency: str) -> Fact | None:
    """Figures whose other reading (such as the one without the seal) agrees with the capitals."""
    wanted = Decimal(words.value)
    for _, value in values:
        for token in value.tokens:
            for text in token.alternatives:
                other = Value((replace(token, text=text),))
                if figures_in(other, ocr=True) == wanted:
                    fact = money_fact(value, wanted, currency)
                    return fact.model_copy(update={"repair": f"{token.text}→{text}"})
    return None
