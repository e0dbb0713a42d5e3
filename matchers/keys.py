"""Numbers for parties and documents in columns: every distinct name is normalised once, copies are found by number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evidence.names import name_key


def number_parties(*columns: np.ndarray) -> tuple[list[np.ndarray], int]:
    """A number for each name in columns of names, equal for equal name keys, -1 for none; and how many parties."""
    codes, names = pd.factorize(np.concatenate(columns))
    keys, parties = pd.factorize(np.array([name_key(str(name)) for name in names], dtype=object))
    empty = np.flatnonzero(parties == "")
    keys = np.where(np.isin(keys, empty), -1, keys)
    numbers = np.where(codes < 0, -1, keys[codes])
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1]), len(parties)


def number_documents(*columns: np.ndarray) -> np.ndarray:
    """A number for each document, equal where all columns (document number, amount, …) are equal."""
    whole = pd.factorize(columns[0])[0].astype(np.int64)
    for column in columns[1:]:
        codes, values = pd.factorize(column)
        whole = pd.factorize(whole * max(1, len(values)) + codes)[0]
    return whole


def second_copies(submission: np.ndarray, document: np.ndarray) -> np.ndarray:
    """Which rows repeat a document of their submission; the first row is the one that counts."""
    return np.asarray(pd.Series(number_documents(submission, document)).duplicated(), dtype=bool)


def seen_elsewhere(submission: np.ndarray, document: np.ndarray) -> np.ndarray:
    """Which rows show a document that another submission hands in as well."""
    first = pd.Series(submission).groupby(document, sort=False)
    return np.asarray(first.transform("min") != first.transform("max"), dtype=bool)
