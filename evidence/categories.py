"""Which kind of spending a text speaks of, by the words of the policy."""

from __future__ import annotations

import unicodedata

from evidence.declared import Category
from evidence.policy import Policy


def category_of(text: str, policy: Policy) -> Category | None:
    """The category whose longest word stands in the text, the first listed among equals; None where none does."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    best: Category | None = None
    length = 0
    for category, terms in policy.categories.items():
        for word in (terms.title, *terms.words):
            if len(word) > length and word in folded:
                best, length = category, len(word)
    return best
