"""Tables that an office already keeps, as lookups: invoice verification, registry, awards, originals, credit.

`read_imported(folder)` takes `invoice_status`, `registry`, `awards`, `originals` and `credit` as CSV (UTF-8 or GB18030)
or XLSX, with Chinese or English headings. These are the auditor's own files, so a wrong cell is refused with file, row,
column and remedy, and not recorded as a problem of the applicant's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
from pydantic import ValidationError
from rapidfuzz import fuzz, process

from evidence.frozen import Frozen
from evidence.imported import Award, CreditRecord, Imported, InvoiceStatus, OriginalSeen, Registered
from evidence.problems import UnusableInputError

Item = TypeVar("Item", bound=Frozen)
ALIKE = 80
"""A heading this like (0 to 100) to a known wording is that column."""

_HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "invoice_status": {
        "number": ("发票号码", "数电票号码"),
        "code": ("发票代码",),
        "status": ("查验状态", "发票状态", "查验结果"),
        "checked": ("查验日期", "查验时间"),
        "by": ("查验人",),
    },
    "registry": {
        "name": ("企业名称", "名称"),
        "uscc": ("统一社会信用代码",),
        "founded": ("成立日期", "注册时间"),
        "status": ("登记状态", "经营状态"),
        "legal_rep": ("法定代表人",),
        "industry_code": ("行业代码",),
        "address": ("住所", "注册地址"),
        "phone": ("联系电话", "电话"),
        "shareholders": ("股东", "股东名称"),
    },
    "awards": {
        "applicant": ("获奖单位", "申报单位", "企业名称"),
        "uscc": ("统一社会信用代码",),
        "programme": ("项目类别", "申报方向"),
        "year": ("年度",),
        "star": ("星级",),
        "amount": ("金额", "奖补金额"),
        "invoices": ("发票号码", "列支发票"),
    },
    "originals": {
        "file": ("文件", "文件名"),
        "seen": ("已见原件", "是否见原件"),
        "by": ("核对人",),
        "on": ("核对日期",),
    },
    "credit": {
        "name": ("企业名称",),
        "listed_in": ("名单", "查询名单"),
        "adverse": ("是否不良", "有无不良记录"),
        "checked": ("查询日期",),
        "by": ("查询人",),
    },
}
_STATUS = {
    "正常": "normal", "作废": "void", "已作废": "void", "红冲": "red", "已红冲": "red", "全额红冲": "red",
    "部分红冲": "partly_red", "异常": "abnormal", "失控": "abnormal", "查无此票": "not_found",
}  # fmt: skip
_YES, _NO = ("是", "有", "y", "yes", "true", "1"), ("否", "无", "n", "no", "false", "0")


def read_imported(folder: Path) -> Imported:
    """Every table that lies in the folder; UnusableInputError names the file, row and column that cannot be used."""
    if not folder.is_dir():
        raise UnusableInputError(f"{folder}: no such folder of lookups; see docs/lookups.md")
    known = {f"{name}{suffix}" for name in _HEADINGS for suffix in (".csv", ".xlsx")}
    strangers = sorted(p.name for p in folder.iterdir() if p.suffix in (".csv", ".xlsx") and p.name not in known)
    if strangers:
        names = ", ".join(sorted(known))
        raise UnusableInputError(f"{folder / strangers[0]}: not a known lookup; name it one of {names}")
    return Imported(
        invoice_status=_table(folder, "invoice_status", InvoiceStatus, _invoice),
        registry=_table(folder, "registry", Registered, _company),
        awards=_table(folder, "awards", Award, _award),
        originals=_table(folder, "originals", OriginalSeen, _flagged("seen")),
        credit=_table(folder, "credit", CreditRecord, _flagged("adverse")),
    )


def _table(
    folder: Path, name: str, model: type[Item], shape: Callable[[dict[str, Any]], dict[str, Any]]
) -> tuple[Item, ...]:
    path = next((p for p in (folder / f"{name}.csv", folder / f"{name}.xlsx") if p.is_file()), None)
    if path is None:
        return ()
    frame = _frame(path)
    columns = _columns(path, list(frame.columns), name)
    items: list[Item] = []
    for number, row in enumerate(frame.to_dict("records"), 2):
        cells = {field: str(row[heading]).strip() for field, heading in columns.items()}
        values = {field: text for field, text in cells.items() if text}
        if not values:
            continue
        try:
            items.append(model.model_validate(shape(values)))
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0]) if first["loc"] else name
            where = f"{path}, row {number}, column {columns.get(field, field)}"
            told = f"{first['msg']} ({values.get(field, 'empty')!r})"
            raise UnusableInputError(f"{where}: {told}; correct the cell") from error
    return tuple(items)


def _frame(path: Path) -> pd.DataFrame:
    """All cells as text, nothing converted: leading zeros and long numbers stay."""
    options: dict[str, Any] = {"dtype": str, "keep_default_na": False}
    if path.suffix == ".xlsx":
        return pd.DataFrame(pd.read_excel(path, **options))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return pd.DataFrame(pd.read_csv(path, encoding=encoding, **options))
        except UnicodeDecodeError:
            continue
    raise UnusableInputError(f"{path}: neither UTF-8 nor GB18030; save it as CSV UTF-8")


def _columns(path: Path, headings: list[str], name: str) -> dict[str, str]:
    """Field to heading: the field's own name, a known wording, or one very like it."""
    wordings = {word: field for field, words in _HEADINGS[name].items() for word in (field, *words)}
    found: dict[str, str] = {}
    for heading in headings:
        alike = process.extractOne(str(heading).strip(), wordings.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if alike:
            found.setdefault(wordings[alike[0]], heading)
    first = next(iter(_HEADINGS[name]))
    if first not in found:
        title = _HEADINGS[name][first][0]
        raise UnusableInputError(f"{path}: no column {title} ({first}); the first row has to name the columns")
    return found


def _invoice(values: Mapping[str, str]) -> dict[str, Any]:
    return {**values, "status": _STATUS.get(values.get("status", ""), values.get("status", ""))}


def _company(values: Mapping[str, str]) -> dict[str, Any]:
    return {**values, "shareholders": _several(values.get("shareholders", ""))}


def _award(values: Mapping[str, str]) -> dict[str, Any]:
    amount = {"amount": values.get("amount", "").replace(",", "")}
    return {**values, "amount": amount, "invoices": _several(values.get("invoices", ""))}


def _several(text: str) -> tuple[str, ...]:
    """A cell with several names or numbers, parted by 、 or ; or blanks."""
    for mark in "、；;，,\n":
        text = text.replace(mark, " ")
    return tuple(text.split())


def _flagged(field: str) -> Callable[[Mapping[str, str]], dict[str, Any]]:
    def shape(values: Mapping[str, str]) -> dict[str, Any]:
        text = values.get(field, "").lower()
        return {**values, field: True if text in _YES else False if text in _NO else text or None}

    return shape
