"""How much of the truth the recognised text of photos holds: the share of true values found, by field.

    python bench/ocr_recall.py [--corpus FOLDER] [--folder invoice_image] [--peer] [--misses]

The corpus is a folder with truth.csv (a `file` column and one column a field) beside folders of pictures. A value
counts as present when it occurs in one word, or in the joined text of the words, after NFKC and without spaces; a
second reading (alternative) of a word counts apart. `--peer` measures RapidOCR's defaults the same way.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from evidence.settings import OcrSettings
from readers.ocr import read_picture

FIELDS = (
    "invoice_code",
    "invoice_number",
    "issue_date",
    "buyer_name",
    "buyer_tax_id",
    "seller_name",
    "seller_tax_id",
    "amount_excl_tax",
    "tax",
    "total_incl_tax",
)


def squeeze(text: str) -> str:
    """The text after NFKC, without spaces and thousands separators."""
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def shapes(field: str, value: str) -> list[str]:
    """The ways a value may be printed."""
    value = squeeze(value)
    if field.endswith("_date"):
        year, month, day = value.split("-")
        return [f"{year}年{month}月{day}日", f"{year}-{month}-{day}", f"{year}{month}{day}", f"{year}.{month}.{day}"]
    return [value]


def found(field: str, value: str, texts: Iterable[str]) -> bool:
    """Whether the value stands in one of the texts; amounts must stand alone, not inside a longer number."""
    wanted = shapes(field, value)
    if field in ("amount_excl_tax", "tax", "total_incl_tax"):
        pattern = re.compile(r"(?<![\d.])" + re.escape(wanted[0].removeprefix("-")) + r"(?!\d)")
        return any(pattern.search(text) for text in texts)
    return any(shape in text for text in texts for shape in wanted)


def ours(image: np.ndarray) -> tuple[list[str], list[str]]:
    """The words read, and their other readings."""
    words = read_picture(image, OcrSettings()).words
    return [word.text for word in words], [text for word in words for text in word.alternatives]


def peer() -> object:
    """RapidOCR with its defaults, as a function of a picture."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    reader = RapidOCR(params={"Global.log_level": "error"})
    return lambda image: (list(reader(image).txts or ()), [])


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpus")
    parser.add_argument("--folder", default="invoice_image")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    read = peer() if options.peer else ours
    total, hit, second = Counter[str](), Counter[str](), Counter[str]()
    with (options.corpus / "truth.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["file"].startswith(options.folder + "/")]
    complete = 0
    for row in rows:
        image = cv2.imread(str(options.corpus / row["file"]))
        if image is None:
            continue
        words, others = read(image)
        texts = [*map(squeeze, words), squeeze("".join(words))]
        missing = []
        for field in FIELDS:
            if not (value := row.get(field, "")):
                continue
            total[field] += 1
            hit[field] += (in_words := found(field, value, texts))
            in_second = not in_words and found(field, value, map(squeeze, others))
            second[field] += in_second
            if not in_words:
                missing.append(f"{field}={value}" + (" (other reading)" if in_second else ""))
        complete += not missing
        if missing and options.misses:
            print(row["file"], *missing, sep="\n    ")
    for field in FIELDS:
        if total[field]:
            print(
                f"{field:18} {hit[field]:4}/{total[field]:<4} {hit[field] / total[field]:7.1%}  +{second[field]} other"
            )
    print(f"{'every value':18} {complete:4}/{len(rows):<4}")


if __name__ == "__main__":
    main()
