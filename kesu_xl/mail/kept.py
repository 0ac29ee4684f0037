"""A mail as it is kept: one .eml file; its first headers, X-Kesu, say what it is and do not leave the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from kesu_xl.mail.delivery import Envelope

__all__ = [
    "HANDED",
    "LONGEST_WAIT",
    "STATES",
    "Mail",
    "State",
    "body_only",
    "for_others",
    "kept_form",
    "mail_key",
    "outgoing",
    "read_mail",
    "shown",
]

State = Literal["queued", "sending", "sent", "failed"]
STATES: Final[tuple[State, ...]] = ("queued", "sending", "sent", "failed")
#: Lies beside a mail in sending/ from the moment after which it may arrive.
HANDED: Final = ".handed"
#: The longest time until the next attempt.
LONGEST_WAIT: Final = timedelta(days=1)
_PREFIX: Final = b"X-Kesu-"
_GAP: Final = b"\r\n\r\n"
#: Bytes that hold the headers of any mail of ours.
_HEAD: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the outbox.

    Attributes:
        id: Names it at every door.
        kind: ``weekly`` or ``alert``.
        state: Where it lies.
        key: What makes it the same mail as another one.
        envelope: Where it goes.
        subject: Its subject.
        path: Its file.
        attempts: How often it was tried.
        next_at: When it is tried again; None: at the next occasion.
        said: What was said last about it.
        handed: It was handed to a server, and nobody knows whether it arrived.
        urgent: It is marked as important.
    """

    id: str
    kind: str
    state: State
    key: str
    envelope: Envelope
    subject: str
    path: Path
    attempts: int = 0
    next_at: datetime | None = None
    said: str = ""
    handed: bool = False
    urgent: bool = False

    def waits(self, now: datetime) -> bool:
        """Say whether it is too early for the next attempt.

        A time that is further away than any of ours was noted while the clock ran ahead: nobody waits for it.
        """
        return self.next_at is not None and now < self.next_at <= now + LONGEST_WAIT

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "id": self.id, "kind": self.kind, "state": self.state, "key": self.key, "to": list(self.envelope.to),
            "subject": self.subject, "attempts": self.attempts,
            "next_at": self.next_at.isoformat() if self.next_at else None, "said": self.said, "uncertain": self.handed,
        }  # fmt: skip


def mail_key(kind: str, register: str, span: str, to: Sequence[str]) -> str:
    """Return what makes a mail the same: register, week, and the recipients whatever their order and case."""
    return "\n".join((kind, register, span, *sorted({address.strip().lower() for address in to})))


def kept_form(message: EmailMessage, kind: str, key: str, envelope: Envelope) -> bytes:
    """Return a message as its file in the outbox."""
    own = [("Kind", kind), ("Key", sha256(key.encode()).hexdigest()), ("Sender", envelope.sender)]
    own += [("To", address) for address in envelope.to]
    head = b"".join(_PREFIX + f"{title}: {value}\r\n".encode("ascii") for title, value in own)
    return head + message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def read_mail(path: Path, state: State, note: Mapping[str, Any]) -> Mail:
    """Return the mail in a file.

    Args:
        path: The file.
        state: Where it lies.
        note: What is noted about its delivery.

    Raises:
        FileNotFoundError: It has moved on.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)  # not the workbook: an outbox holds many
    message = BytesParser(policy=policy.default).parsebytes(head.partition(_GAP)[0], headersonly=True)
    prefix = _PREFIX.decode("ascii")
    at, key = note.get("next_at"), note.get("key") or message[f"{prefix}Key"]
    return Mail(
        path.stem,
        str(message[f"{prefix}Kind"] or ""),
        state,
        str(key or ""),
        Envelope(str(message[f"{prefix}Sender"] or ""), tuple(str(to) for to in message.get_all(f"{prefix}To") or ())),
        str(message["Subject"] or ""),
        path,
        int(note.get("attempts") or 0),
        datetime.fromisoformat(at) if at and state == "queued" else None,
        str(note.get("said") or ""),
        path.with_suffix(HANDED).exists(),
        message["Importance"] == "high",
    )


def outgoing(data: bytes) -> bytes:
    """Return a mail without our own headers."""
    head, gap, body = data.partition(_GAP)
    return b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(_PREFIX)) + gap + body


def for_others(data: bytes, to: Iterable[str]) -> bytes:
    """Return a mail with another envelope: its own headers stay as they are."""
    head, gap, body = data.partition(_GAP)
    kept = [line for line in head.split(b"\r\n") if not line.startswith(_PREFIX + b"To:")]
    kept[:0] = [_PREFIX + f"To: {address}".encode("ascii") for address in to]
    return b"\r\n".join(kept) + gap + body


def body_only(data: bytes) -> bytes:
    """Return a mail without its attachments."""
    # its headers stay as they are: folded anew, our own would take up two lines
    message = BytesParser(policy=policy.SMTP.clone(refold_source="none")).parsebytes(data)
    assert isinstance(message, EmailMessage)
    if message.get_content_type() == "multipart/mixed":
        parts: list[Any] = [part for part in message.iter_parts() if not part.is_attachment()]
        message.set_payload(parts)
    return message.as_bytes()


def shown(data: bytes) -> tuple[dict[str, str], str]:
    """Return the headers of a mail that leave the house, and its plain text."""
    message = BytesParser(policy=policy.default).parsebytes(outgoing(data))
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = "" if body is None else str(body.get_content())
    return {title: str(value) for title, value in message.items()}, text.replace("\r\n", "\n")
