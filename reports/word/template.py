"""Template: the firm's .docx filled with values — sandboxed, so that a template lays out and does not act."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from evidence.problems import UnusableInputError
from reports.word.names import scope_of, unknown
from reports.word.package import canonical, date_properties
from reports.word.pictures import Picture
from reports.word.text import plain

_NAMED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_MARKS = re.compile(r"\{_(?=[{%])|[}%]_(?=\})")
_REMEDY = "可用的变量见 docs/report-templates.md；改正模板，或从程序自带的 configs/report 取回原模板"


class _Filled(DocxTemplate):  # type: ignore[misc]
    """docxtpl, which repairs broken XML in silence: a tag set across paragraphs must be told instead."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)


def filled(path: Path, values: Mapping[str, object], title: str, subject: str) -> bytes:
    """The template at `path` with the values laid in, as the bytes of a .docx; equal input gives equal bytes.

    Raises UnusableInputError naming the file, the variable or line, and the remedy.
    """
    template = _opened(path)
    for picture in _pictures(values):
        picture.placed_in(template.docx.part)
    environment = sandbox()
    _check_names(path, template, environment, values)
    try:
        template.render(dict(values), environment, autoescape=True)
    except UndefinedError as error:
        raise _unknown(path, template, error) from error
    except TemplateSyntaxError as error:
        raise _misspelt(path, template, error) from error
    except SecurityError as error:
        raise UnusableInputError(f"{path}: 模板要求执行程序代码，已拒绝：{error}；{_REMEDY}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise UnusableInputError(f"{path}: 模板无法填写：{error}；{_REMEDY}") from error
    except etree.XMLSyntaxError as error:
        told = "模板标签跨越了段落、单元格或表格行（成段、成行的循环须写作 {%p … %}、{%tr … %}）"
        raise UnusableInputError(f"{path}: {told}：{error.msg}；{_REMEDY}") from error
    date_properties(template.docx, title, subject)
    buffer = io.BytesIO()
    template.save(buffer)
    return canonical(buffer.getvalue())


def checked(path: Path, root: type[Any]) -> None:
    """Whether the template can be filled with the variables of `root`, as far as can be told without their values.

    Raises UnusableInputError like `filled`.
    """
    template, environment = _opened(path), sandbox()
    scope = scope_of(root)
    _check_names(path, template, environment, scope)
    for xml in _sources(template):
        name = next(unknown(environment.parse(xml), dict(scope)), None)
        if name is not None:
            raise UnusableInputError(f"{path}: 未知变量“{name}”{_where(template, name)}；{_REMEDY}")


def sandbox() -> ImmutableSandboxedEnvironment:
    """A Jinja environment in which a template reaches neither Python nor files, and a misspelt name is an error."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_safe)


def _safe(value: object) -> object:
    """Text of documents as text only: what docxtpl would turn into template marks after filling in is kept apart."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return Markup(_MARKS.sub(lambda found: found.group().replace("_", "&#95;"), escape(plain(value))))  # noqa: S704


def _opened(path: Path) -> Any:
    try:
        template = _Filled(path)
        template.init_docx()
    except FileNotFoundError as error:
        raise UnusableInputError(f"{path}: 没有这个模板文件；请从程序自带的 configs/report 取回") from error
    except PackageNotFoundError as error:
        found = "没有这个模板文件" if not path.exists() else "不是 Word 文档（.docx）或已损坏"
        raise UnusableInputError(f"{path}: {found}；请用 Word 另存为 .docx，或从 configs/report 取回原模板") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        told = f"不是 Word 文档（.docx）或已损坏（{error}）"
        raise UnusableInputError(f"{path}: {told}；请用 Word 另存为 .docx，或从 configs/report 取回原模板") from error
    return template


def _pictures(value: object) -> Iterator[Picture]:
    """Every picture among the values, however deep it lies."""
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _pictures(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _pictures(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _pictures(getattr(value, name))


def _check_names(path: Path, template: Any, environment: Any, values: Mapping[str, object]) -> None:
    """An unknown name in a branch that is not taken today would fail tomorrow: all are looked up beforehand."""
    try:
        unknown = template.get_undeclared_template_variables(environment, dict(values))
    except TemplateSyntaxError as error:
        raise _misspelt(path, template, error) from error
    if unknown:
        name = sorted(unknown)[0]
        raise UnusableInputError(f"{path}: 未知变量“{name}”{_where(template, name)}；{_REMEDY}")


def _unknown(path: Path, template: Any, error: UndefinedError) -> UnusableInputError:
    found = _NAMED.search(str(error))
    name = next((group for group in found.groups() if group), "") if found else ""
    told = f"未知变量“{name}”{_where(template, name)}" if name else f"模板中的变量无法取值：{error}"
    return UnusableInputError(f"{path}: {told}；{_REMEDY}")


def _misspelt(path: Path, template: Any, error: TemplateSyntaxError) -> UnusableInputError:
    lines = [line for line in (error.source or "").splitlines() if line]
    near = _text(lines[min(error.lineno, len(lines)) - 1]) if lines else ""
    where = f"，在“{near[:60]}”一段或其前后" if near else ""
    return UnusableInputError(f"{path}: 模板标签写法有误：{error.message}{where}；{_REMEDY}")


def _where(template: Any, name: str) -> str:
    """The paragraph whose tag names the variable, so that it can be searched for in Word."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    for paragraph in _paragraphs(template):
        if any(word.search(tag) for tag in _TAG.findall(paragraph)):
            return f"，在“{paragraph.strip()[:60]}”一段"
    return ""


def _sources(template: Any) -> Iterator[str]:
    """The body, headers and footers as Jinja reads them."""
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))


def _paragraphs(template: Any) -> Iterator[str]:
    main = template.docx.part
    parts = [main, *(one.target_part for one in main.rels.values() if not one.is_external)]
    for part in parts:
        if part.partname.endswith(".xml"):
            for found in re.findall(r"<w:p[ >].*?</w:p>", part.blob.decode("utf-8", "replace"), re.DOTALL):
                yield _text(found)


def _text(xml: str) -> str:
    bare = re.sub(r"<[^>]+>", "", xml)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
