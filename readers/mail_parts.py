"""The parts of an e-mail (RFC 5322, RFC 2045): its head as typed, its body, and everything else that came with it.

What is not the body is an attachment, wherever it hangs: pictures pasted into the text, a mail that is nothing but a
PDF, files beside an alternative. Forwarded messages stay whole, to be taken in as mails of their own.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

_NAME = re.compile(r"""name="?([^";]+)""", re.IGNORECASE)


def mail_of(path: Path) -> EmailMessage:
    """The mail in a file; damage shows in its parts."""
    with path.open("rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def head(mail: EmailMessage, key: str) -> str:
    """A line of the head as it was typed, also where its bytes are GB 18030 without saying so."""
    text = str(mail[key] or "")
    return _typed(_raw(mail, key)) if "\ufffd" in text else text


def attachments(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """(name, content) of all that is not the body; a forwarded message as the bytes of an EML file."""
    bodies = {id(part) for kind in ("plain", "html") if (part := mail.get_body(preferencelist=(kind,))) is not None}
    leaves = (part for part in _leaves(mail) if id(part) not in bodies and not _is_text(part))
    for number, part in enumerate(leaves, 1):
        forwarded = part.get_content_type() == "message/rfc822"
        name = _file_name(part) or f"attachment-{number}{'' if forwarded else _ending(part)}"
        if forwarded:
            yield (name if name.lower().endswith(".eml") else f"{name}.eml"), _forwarded(part)
        else:
            content = part.get_payload(decode=True)
            yield name, content if isinstance(content, bytes) else b""


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that have no parts; forwarded messages count as one."""
    if not part.is_multipart() or part.get_content_type() == "message/rfc822":
        yield part
        return
    for inner in part.iter_parts():
        if isinstance(inner, EmailMessage):
            yield from _leaves(inner)


def _is_text(part: EmailMessage) -> bool:
    """Whether a part is running text: what servers add below, or another form of the body."""
    return part.get_content_maintype() == "text" and not part.is_attachment() and not _file_name(part)


def _file_name(part: EmailMessage) -> str:
    name = part.get_filename() or ""
    if "\ufffd" not in name:
        return name
    raw = (_NAME.search(_raw(part, key)) for key in ("Content-Disposition", "Content-Type"))
    return next((_typed(found[1]) for found in raw if found), name)


def _ending(part: EmailMessage) -> str:
    subtype = part.get_content_subtype()
    return f".{subtype}" if re.fullmatch(r"[a-z]{3,5}", subtype) else ""


def _raw(part: EmailMessage, key: str) -> str:
    """A head line with its undecoded bytes as surrogates."""
    return next((str(value) for name, value in part.raw_items() if name.lower() == key.lower()), "")


def _typed(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("gb18030", "replace").strip()


def _forwarded(part: EmailMessage) -> bytes:
    """The message inside a part of type message/rfc822."""
    inner = part.get_payload()
    message = inner[0] if isinstance(inner, list) and inner else part
    return message.as_bytes() if isinstance(message, EmailMessage) else b""
