"""E-mails: head and body as lines; their attachments were unpacked at the intake."""

from __future__ import annotations

import re
from email.message import EmailMessage

from lxml import etree, html

from evidence.document import Document
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff
from readers.mail_parts import attachments, head, mail_of
from readers.plain import page_of

_HEAD = (("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"), ("Date", "日期"), ("Subject", "主题"))


class MailReader:
    """Reads EML files (RFC 5322)."""

    name = "mail"
    version = "2"
    media_types = frozenset({sniff.EML})

    def read(self, source: Source, settings: Settings) -> Document:
        """One page: the head, then the body as plain text."""
        mail = mail_of(source.blob)
        lines = [f"{label}：{typed}" for key, label in _HEAD if (typed := head(mail, key))]
        lines += _body(mail).splitlines()
        attached = [name for name, _ in attachments(mail)]
        lines += [f"附件：{name}" for name in attached]
        page = page_of(lines)
        if not page.words:
            raise ReadError(Trouble.EMPTY, "邮件中没有文字", "请核对文件内容后重新提交")
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(page,),
            notes=(("attachments", str(len(attached))),),
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Mail has no pages to look at."""
        return


def _body(mail: EmailMessage) -> str:
    """The body's text; HTML without its marks."""
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, KeyError):
        content = (part.get_payload(decode=True) or b"").decode("gb18030", "replace")  # type: ignore[union-attr]
    if part.get_content_type() != "text/html" or not content.strip():
        return str(content)
    try:
        tree = html.fromstring(content)
    except (etree.ParserError, ValueError):
        return ""
    return re.sub(r"\n\s*\n+", "\n", "\n".join(str(text) for text in tree.itertext()))
