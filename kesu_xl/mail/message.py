"""A mail as it leaves: plain text, HTML and attachments under headers into which nothing can be slipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any, Final

__all__ = ["Attachment", "compose", "one_line"]

#: Characters of a subject: what is longer is cut off by every program anyway.
_LONGEST: Final = 200


class _Policy(EmailPolicy):
    """The usual policy, which loses blanks of a long subject between Chinese words; this one does not."""

    def fold(self, name: str, value: Any) -> str:
        """Return a header as it is written."""
        if name == "Subject" and not str(value).isascii():
            return f"{name}: {Header(str(value), 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


_POLICY: Final = _Policy(linesep=SMTP.linesep)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail.

    Attributes:
        name: Its name in any language.
        plain: A name in ASCII, for programs that understand no other.
        data: Its bytes.
        kind: Its type, e.g. ``application/pdf``.
    """

    name: str
    plain: str
    data: bytes
    kind: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def compose(
    sender: tuple[str, str], to: Sequence[str], subject: str, bodies: tuple[str, str], dated: datetime,
    attachments: Sequence[Attachment] = (), *, urgent: bool = False,
) -> EmailMessage:  # fmt: skip
    """Return a mail; its Message-ID is given by the outbox.

    Args:
        sender: Name, which may be "", and address.
        to: Addresses; none for a mail that is only looked at.
        subject: Its subject; line breaks and control characters become blanks.
        bodies: Plain text and HTML.
        dated: When it was written, with a zone.
        attachments: Files.
        urgent: Mark it as important.
    """
    mail = EmailMessage(policy=_POLICY)
    name, address = sender
    mail["From"] = Address(one_line(name), addr_spec=address)
    if to:
        mail["To"] = [Address(addr_spec=one) for one in to]
    mail["Subject"] = one_line(subject)
    mail["Date"] = format_datetime(dated)
    # no answers of people who are away, in either dialect
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if urgent:
        mail["Importance"] = "high"
    text, html = bodies
    # base64: Chinese is short in it, and no server on the way may break a line
    mail.set_content(text, cte="base64")
    mail.add_alternative(html, subtype="html", cte="base64")
    for one in attachments:
        main, _, sub = one.kind.partition("/")
        mail.add_attachment(one.data, maintype=main, subtype=sub, filename=one_line(one.name))
        [*_, part] = mail.iter_attachments()
        # the name in the disposition is RFC 2231; whoever does not know that looks here
        part.set_param("name", one.plain)
    return mail


def one_line(text: str, longest: int = _LONGEST) -> str:
    """Return a text without line breaks and characters that are not seen, such as those that turn its direction.

    Args:
        text: The text.
        longest: Characters after which it is cut.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
