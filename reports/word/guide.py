"""Guide: docs/report-templates.md, the page that tells a firm how to make the Word files its own.

`python -m reports.word.guide` prints the page; a test holds it against the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from reports.word.names import bare
from reports.word.pictures import Picture
from reports.word.variables import LetterVariables, ReportVariables

_HEAD = """# 报告模板：让 Word 报告用上事务所自己的格式

每次审计都会写出两份 Word 文件：

| 文件 | 模板 | 给谁 |
|---|---|---|
| `report.docx` 专项审计报告初稿 | `configs/report/report.docx` | 事务所内部复核、定稿 |
| `letter.docx` 补充资料通知 | `configs/report/letter.docx` | 申报单位 |

模板就是普通的 `.docx`，用 Word 或 WPS 打开即可修改，不需要写程序。

## 一次填好事务所信息：`configs/report/engagement.yaml`
| 项 | 用在哪里 |
|---|---|
| `firm` | 封面、签署页、补充资料通知的落款 |
| `city` | 签署页的签署地 |
| `client` | 委托方；留空时为通知的发文单位 |
| `reference` | 封面和页眉的文号 |
| `secrecy` | 封面的密级或使用限制 |
| `standard` | “执业依据”一段；由委托方与事务所约定后填写 |
| `preparer`、`reviewer` | 签署页的编制人、复核人（只印姓名，不代签） |
| `answer_days` | 补充资料通知中的答复期限（工作日） |

留空的项在文件中印成空白，由人手填。程序从不填写日期，也从不签名、盖章。

## 用语表：`configs/report/wording.yaml`
每个差异代码两句话：`ask` 是通知中向申报单位提出的请求，`advice` 是报告中的“建议”。可以改写；`ask` 留空表示不提问。
`ask` 只提出要求、不作评价：不出现严重程度、代码、核减金额，也不出现怀疑性的词语。

## 修改模板
1. 复制整个 `configs` 文件夹，修改副本中的 `report/*.docx`，再以环境变量 `GOUJI_CONFIGS` 指向副本；或直接修改原文件。
2. 文字、字体、页边距、页眉页脚、表格线、标题样式可以随意修改，徽标可以插入。标题请继续使用“标题 1／2／3”样式，
   导航窗格和目录才会正常。
3. 双大括号中的是变量，填写时换成内容：`{{ applicant.name }}`。
4. 百分号大括号中的是控制语句，单独占一段（`{%p … %}`）或单独占一个表格行（`{%tr … %}`），填写后该段、该行消失：

   | 写法 | 含义 |
   |---|---|
   | `{%p if cap %}` … `{%p endif %}` | 有内容时才出现的段落 |
   | `{%p for one in issues %}` … `{%p endfor %}` | 每项重复一次的段落和表格 |
   | `{%tr for one in lines %}` … `{%tr endfor %}` | 每项重复一次的表格行 |
   | `{% if firm.reference %}{{ firm.reference }}{% else %}＿＿{% endif %}` | 一段之内的选择 |

5. 变量前后的标签要成对，不要只删去其中一个；不需要的章节请从 `{%p if … %}` 删到对应的 `{%p endif %}`。
6. 目录是 Word 的目录域：章节名已列出，页码在打开文件时按提示更新后出现（WPS 中请右击目录选“更新域”）。
   改动章节标题后目录随之更新。
7. “初稿声明” `{{ draft }}` 在封面和页脚必须保留。

变量写错、标签不成对或文件损坏时，程序停下并指出文件、变量或所在段落，不会写出残缺的报告。模板在沙箱中填写，只能排版，
不能执行程序、读取文件或访问网络。申报材料中的文字一律按文字填入，即使其中含有 `{{ … }}`、链接或域代码。

## 变量
`金额`均为人民币元，形如 `1,234.50`；没有的内容为空。类型一栏：文字、数字、是/否、图片；“一组”可以用 `for` 逐项取出，
“一项”用点取其下的内容，如 `amounts.declared`。
"""

_TITLES = {str: "文字", int: "数字", bool: "是/否", Picture: "图片"}


def page() -> str:
    """docs/report-templates.md as Markdown."""
    parts = [_HEAD]
    for title, root in (("report.docx", ReportVariables), ("letter.docx", LetterVariables)):
        parts.append(f"### {title}\n" + _table(root))
    for one in _inner((ReportVariables, LetterVariables)):
        parts.append(f"### {one.__name__}\n" + _table(one))
    return "\n".join(parts)


def _table(one: type[Any]) -> str:
    hints = get_type_hints(one, include_extras=True)
    rows = (f"| `{known.name}` | {_type(hints[known.name])} | {_said(hints[known.name])} |" for known in fields(one))
    return "\n".join(("| 变量 | 类型 | 内容 |", "|---|---|---|", *rows, ""))


def _said(hint: Any) -> str:
    return str(hint.__metadata__[0])


def _type(hint: Any) -> str:
    """`一组 Line`, `一项 Cap`, `文字`."""
    found = bare(hint)
    if get_origin(found) is tuple:
        inner = get_args(found)[0]
        return f"一组 {_TITLES.get(inner) or _link(inner)}"
    return _TITLES.get(found) or f"一项 {_link(found)}"


def _link(one: type[Any]) -> str:
    return f"[{one.__name__}](#{one.__name__.lower()})"


def _inner(roots: tuple[type[Any], ...]) -> Iterator[type[Any]]:
    """Every class of values the roots lead to, once, in the order they are met."""
    seen: dict[type[Any], None] = {}
    waiting = list(roots)
    while waiting:
        known = waiting.pop(0)
        for hint in get_type_hints(known, include_extras=True).values():
            found = bare(hint)
            inner = get_args(found)[0] if get_origin(found) is tuple else found
            if is_dataclass(inner) and inner not in seen and isinstance(inner, type):
                seen[inner] = None
                waiting.append(inner)
    return iter(seen)


if __name__ == "__main__":
    sys.stdout.write(page())
