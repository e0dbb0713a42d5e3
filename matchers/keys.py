"""Numbers for parties and documents in columns: every distinct name is normalised once, copies are found by number."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Repeated:
    """Documents that are there more than once: row, and a number that is equal for rows of the same document."""

    row: np.ndarray
    document: np.ndarray


def repeated(*columns: np.ndarray) -> Repeated:
    """The rows that are equal in all columns (document number, amount, …) to another row.

    Hashes only choose the few rows to compare; the columns themselves decide.
    """
    whole = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        whole = whole * np.uint64(0x9E3779B97F4A7C15) + pd.util.hash_array(column, categorize=False)
    order = np.argsort(whole)
    equal = np.zeros(len(order) + 1, dtype=bool)
    equal[1:-1] = whole[order][1:] == whole[order][:-1]
    rows = np.sort(order[equal[1:] | equal[:-1]])
    document = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(column[rows])
        document = pd.factorize(document * max(1, len(values)) + codes)[0]
    many = np.bincount(document)[document] > 1
    return Repeated(rows[many], document[many])


def second_copies(submission: np.ndarray, found: Repeated) -> np.ndarray:
    """Which rows repeat a document of their own submission; the first row is the one that counts."""
    pairs = pd.DataFrame({"submission": submission[found.row], "document": found.document})
    result = np.zeros(len(submission), dtype=bool)
    result[found.row] = pairs.duplicated()
    return result


def seen_elsewhere(submission: np.ndarray, found: Repeated) -> np.ndarray:
    """Which rows show a document that another submission hands in as well."""
    groups = pd.Series(submission[found.row]).groupby(found.document)
    result = np.zeros(len(submission), dtype=bool)
    result[found.row] = groups.transform("min") != groups.transform("max")
    return result
