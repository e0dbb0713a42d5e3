"""Look: the formats of the working paper's cells, the same on every sheet."""

from __future__ import annotations

from typing import Literal

from evidence.fact import Status

Align = Literal["text", "money", "whole", "center", "percent", "wan"]

FONT = "微软雅黑"
"""A font of every office on Windows and macOS; elsewhere a Chinese font of the system stands in."""

MONEY = "#,##0.00_);(#,##0.00);0.00_)"
WAN = "#,##0.00####_);(#,##0.00####);0.00_)"
"""万元: two decimals at least, six at most."""

BORDER: dict[str, object] = {"border": 1, "border_color": "#BBBBBB"}
HEADING: dict[str, object] = {
    "bold": True,
    "bg_color": "#E3E8EE",
    "border": 1,
    "border_color": "#8893A0",
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
}
TOTAL: dict[str, object] = {"bold": True, "top": 2, "bg_color": "#F2F4F7"}
ALIGNED: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True},
    "money": {"align": "right", "num_format": MONEY},
    "wan": {"align": "right", "num_format": WAN},
    "whole": {"align": "right", "num_format": "0_)"},
    "percent": {"align": "right", "num_format": "0.00%_)"},
    "center": {"align": "center", "text_wrap": True},
}
DOUBT: dict[Status, dict[str, object]] = {
    Status.UNPROVEN: {"bg_color": "#FFF3BF", "num_format": '"待核 "#,##0.00_);"待核 "(#,##0.00);"待核 "0.00_)'},
    Status.CONTRADICTED: {
        "bg_color": "#F4B6A6",
        "bold": True,
        "pattern": 1,
        "num_format": '"矛盾 "#,##0.00_);"矛盾 "(#,##0.00);"矛盾 "0.00_)',
    },
}
NOTES = {
    Status.UNPROVEN: "待核：仅有一处读数，未经其他要素印证，请对照原件。",
    Status.CONTRADICTED: "存在矛盾：其他要素给出不同读数，请对照原件。",
}
