"""The outbox: a folder of .eml files that move through queued, sending, sent and failed, one rename at a time.

A mail is in one state because it lies in that folder; whatever ends the program, it lies in exactly one. What a mail is
(key, kind, envelope) stands in its own X-Kesu headers, which do not leave the house; how its delivery goes stands in
notes/, which may be lost without losing a mail. Without personal data stay: under keys/ what was queued already, under
told/ what was told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.mail.delivery import Delivered, Envelope, Permanent, Setup, Silent, Temporary, Transport, Uncertain
from kesu_xl.mail.durable import age_of, moved, read_document, write_whole
from kesu_xl.mail.kept import (
    HANDED,
    LONGEST_WAIT,
    STATES,
    Mail,
    State,
    body_only,
    for_others,
    kept_form,
    outgoing,
    read_mail,
    shown,
)  # fmt: skip
from kesu_xl.wording import Ref, Said

if TYPE_CHECKING:
    from filelock import FileLock

__all__ = ["DELIVERED", "Ending", "Outbox", "digest_of"]

#: Where the transport ``folder`` puts mails inside of the outbox, unless another folder is named.
DELIVERED: Final = "delivered"

_FOLDERS: Final = (*STATES, "notes", "keys", "told")
#: Times until the next attempt; after the last one the mail counts as failed.
_BACK_OFF: Final = (*(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)), LONGEST_WAIT)
#: What stands for the count of a mail that failed and was purged.
_NOBODY: Final = b"1 failed"
#: Seconds that a program waits for another one of ours.
_PATIENCE: Final = 180


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt to send a mail ended.

    Attributes:
        mail: The mail as it is now.
        said: One line about it; None where it went out to everybody.
    """

    mail: Mail
    said: Said | None = None


@dataclass(slots=True)
class Outbox:
    """The outbox in one folder.

    Attributes:
        folder: Where it lies; made where it is missing.
        lang: Language in which it is noted how sending ended.
    """

    folder: Path
    lang: str = "en"
    _ready: bool = field(default=False, repr=False)
    _lock: FileLock | None = field(default=None, repr=False)

    def queue(
        self, kind: str, key: str, message: EmailMessage, envelope: Envelope, *, again: bool = False
    ) -> tuple[Mail, bool]:
        """Put a mail into the outbox, once.

        Args:
            kind: ``weekly`` or ``alert``.
            key: See `mail_key`.
            message: The mail; gets its Message-ID here.
            envelope: Where it goes.
            again: Queue it although it was queued before.

        Returns:
            The mail, and whether it is new; else the one that was queued before (where it still lies there).

        Raises:
            KesuError: The folder cannot be written, or another program holds it.
        """
        digest = digest_of(key)
        with self.held():
            count = self._queued_times(digest)
            if self.was_queued(digest) and not again:
                found = self._of_digest(digest)
                gone = Mail(f"{digest}-{count}", kind, "sent", key, envelope, str(message["Subject"]), self.folder)
                return (found[-1] if found else gone), False
            name = f"{digest}-{count + 1}"
            del message["Message-ID"]
            domain = envelope.sender.rpartition("@")[2] or "localhost"
            message["Message-ID"] = f"<kesu.{digest}.{count + 1}@{domain}>"
            self._note(name, {"key": key})
            write_whole(self._path("queued", name), kept_form(message, kind, key, envelope))
            write_whole(self.folder / "keys" / digest, str(count + 1).encode("ascii"))
            return self._read(self._path("queued", name), "queued"), True

    def mails(self) -> list[Mail]:
        """Return every mail, by state and age."""
        self._make()
        found = [(path, state) for state in STATES for path in sorted((self.folder / state).glob("*.eml"), key=age_of)]
        read = []
        for path, state in found:
            with suppress(FileNotFoundError):  # it has moved on meanwhile
                read.append(self._read(path, state))
        return read

    def due(self, now: datetime) -> list[Mail]:
        """Return what waits in the queue and may be tried."""
        return [mail for mail in self.mails() if mail.state == "queued" and not mail.waits(now)]

    def content(self, mail: Mail) -> tuple[dict[str, str], str]:
        """Return the headers of a mail that leave the house, and its plain text."""
        return shown(mail.path.read_bytes())

    def find(self, name: str) -> Mail:
        """Return a mail by its id, or by a beginning that only one has.

        Raises:
            KesuError: There is none, or there are several.
        """
        found = [mail for mail in self.mails() if mail.id == name] or [
            mail for mail in self.mails() if name and mail.id.startswith(name)
        ]
        if len(found) != 1:
            raise KesuError("several_mails" if found else "no_such_mail", id=name)
        return found[0]

    def send(self, transport: Transport, now: datetime, only: Sequence[str] | None = None) -> Iterator[Ending]:
        """Send what is due, oldest first, and say how each attempt ended.

        What a program left behind in the middle of sending is told first: it goes back into the queue where nothing
        was handed over, and stays where it is otherwise.

        Args:
            transport: The way out.
            now: What counts as now, with a zone.
            only: Ids of the mails to be sent, whether they are due or not.

        Raises:
            KesuError: The folder cannot be written, or another program holds it.
        """
        with self.held():
            left = list(self._left_behind())
        yield from left
        for mail in self.mails():
            if mail.state != "queued" or (only is not None and mail.id not in only):
                continue
            with self.held():
                if not mail.path.exists():
                    continue  # another program has sent it
                mail = self._read(mail.path, "queued")  # or has tried it
                if only is None and mail.waits(now):
                    continue
                ending, goes_on = self._attempt(mail, transport, now)
            yield ending
            if not goes_on:
                return

    def retry(self, mail: Mail, *, without_workbook: bool = False) -> Mail:
        """Put a mail that failed, or whose arrival is uncertain, back into the queue.

        Args:
            mail: The mail.
            without_workbook: Take the attachments out, for a server that finds it too large.

        Raises:
            KesuError: It was sent already.
        """
        with self.held():
            mail = self.find(mail.id)  # another program may have sent it meanwhile
            if mail.state == "sent":
                raise KesuError("mail_already_sent", id=mail.id)
            self._note(mail.id, {"attempts": 0, "next_at": None})
            if without_workbook:
                write_whole(mail.path, body_only(mail.path.read_bytes()))
            return self._move(mail, "queued")

    def arrived(self, mail: Mail) -> Mail:
        """Count a mail as sent of which nobody knew whether it arrived, as a recipient has it.

        Raises:
            KesuError: It is none of those.
        """
        with self.held():
            mail = self.find(mail.id)
            if not mail.handed:
                raise KesuError("mail_not_uncertain", id=mail.id)
            return self._move(mail, "sent")

    def purge(self, before: datetime) -> list[Mail]:
        """Delete what was sent or has failed before a time; that it was queued stays known, unless nobody got it.

        With it goes what the transport ``folder`` put into the outbox, and what programs that were killed left half
        written: mails hold personal data. A folder that kesu.toml names is not ours.
        """
        with self.held():
            for name in (*_FOLDERS, DELIVERED):
                for half in (self.folder / name).glob(".*.tmp"):
                    half.unlink(missing_ok=True)
            for put in (self.folder / DELIVERED).glob("*.eml"):
                if age_of(put) < before.timestamp():
                    put.unlink(missing_ok=True)
            gone = [
                mail
                for mail in self.mails()
                if mail.state in ("sent", "failed") and age_of(mail.path) < before.timestamp()
            ]
            for mail in gone:
                digest, _, number = mail.id.partition("-")
                if mail.state == "failed" and number == "1" == str(self._queued_times(digest)):
                    # before the mail: whoever is told that it was sent would never miss it
                    write_whole(self.folder / "keys" / digest, _NOBODY)
                mail.path.unlink(missing_ok=True)
            # a note holds the addresses; a program may have been killed before it wrote the mail
            left = {mail.id for mail in self.mails()}
            for note in (self.folder / "notes").glob("*.json"):
                if note.stem not in left:
                    note.unlink(missing_ok=True)
        return gone

    def was_queued(self, digest: str) -> bool:
        """Say whether a mail was ever queued whose key has a digest; one that failed and was purged does not count."""
        times = self._queued_times(digest)
        return times > 1 or (times == 1 and not (self._kept_count(digest) == _NOBODY and not self._of_digest(digest)))

    def noted_state(self, name: str) -> dict[str, Any]:
        """Return what `note_state` wrote under a name; nothing where it wrote nothing."""
        return read_document(self.folder / "told" / name)

    def note_state(self, name: str, data: bytes) -> None:
        """Keep a JSON document beside the mails, whole or not at all."""
        write_whole(self.folder / "told" / name, data)

    # -- one attempt

    def _attempt(self, mail: Mail, transport: Transport, now: datetime) -> tuple[Ending, bool]:
        mail = self._move(mail, "sending")
        handed = mail.path.with_suffix(HANDED)
        handed.unlink(missing_ok=True)
        try:
            done = transport.send(outgoing(mail.path.read_bytes()), mail.envelope, lambda: write_whole(handed, b""))
        except Uncertain as failure:
            write_whole(handed, b"")
            self._note(mail.id, {"said": failure.reason.say(self.lang)})
            return Ending(replace(mail, handed=True), Ref("mail.uncertain", id=mail.id, reason=failure.reason)), True
        except Setup as failure:
            return self._ended(mail, "queued", failure.reason, now), False
        except Temporary as failure:
            tried = mail.attempts + 1
            if tried > len(_BACK_OFF):
                return self._ended(mail, "failed", failure.reason, now, attempts=tried, next_at=None), True
            at = (now + _BACK_OFF[tried - 1]).isoformat()
            goes_on = not isinstance(failure, Silent)
            return self._ended(mail, "queued", failure.reason, now, attempts=tried, next_at=at), goes_on
        except Permanent as failure:
            return self._ended(mail, "failed", failure.reason, now, attempts=mail.attempts + 1), True
        return self._delivered(mail, done, now), True

    def _delivered(self, mail: Mail, done: Delivered, now: datetime) -> Ending:
        self._rest(mail, "queued", done.later, now)
        self._rest(mail, "failed", done.refused, now)
        self._note(mail.id, {"said": done.said, "attempts": mail.attempts + 1, "next_at": None})
        sent = self._move(mail, "sent")
        left_out = {**done.later, **done.refused}
        reasons = [Ref("mail.of_address", address=address, reason=reason) for address, reason in left_out.items()]
        return Ending(sent, Ref("mail.partly", id=mail.id, reasons=reasons) if left_out else None)

    def _rest(self, mail: Mail, state: State, group: Mapping[str, Said], now: datetime) -> None:
        """Keep the mail once more for those who were refused: the others have it."""
        if not group:
            return
        name = f"{mail.id}-{digest_of(' '.join(group))[:6]}"
        self._note(name, {
            "key": mail.key, "attempts": mail.attempts + 1, "said": next(iter(group.values())).say(self.lang),
            "next_at": (now + _BACK_OFF[min(mail.attempts, len(_BACK_OFF) - 1)]).isoformat(),
        })  # fmt: skip
        write_whole(self._path(state, name), for_others(mail.path.read_bytes(), group))

    def _ended(self, mail: Mail, state: State, reason: Said, now: datetime, **note: Any) -> Ending:
        self._note(mail.id, {"said": reason.say(self.lang), "at": now.isoformat(), **note})
        moved = self._move(mail, state)
        return Ending(moved, Ref("mail.waits" if state == "queued" else "mail.failed", id=mail.id, reason=reason))

    def _left_behind(self) -> Iterator[Ending]:
        # whoever holds the lock knows that nobody else is sending
        for path in sorted((self.folder / "sending").glob("*.eml"), key=age_of):
            mail = self._read(path, "sending")
            if mail.handed:
                yield Ending(mail, Ref("mail.left_handed", id=mail.id))
            else:
                self._move(mail, "queued")

    # -- files

    def _read(self, path: Path, state: State) -> Mail:
        return read_mail(path, state, self._noted(path.stem))

    def _move(self, mail: Mail, state: State) -> Mail:
        to = self._path(state, mail.id)
        if to == mail.path:
            return mail
        moved(mail.path, to)
        if state in ("sent", "failed"):
            os.utime(to)  # `purge` counts from here
        mail.path.with_suffix(HANDED).unlink(missing_ok=True)
        return self._read(to, state)

    def _path(self, state: State, name: str) -> Path:
        return self.folder / state / f"{name}.eml"

    def _of_digest(self, digest: str) -> list[Mail]:
        found = [mail for mail in self.mails() if mail.id.startswith(f"{digest}-")]
        return sorted(found, key=lambda mail: (_number(mail.path), mail.id))

    def _queued_times(self, digest: str) -> int:
        """Return how often a key was queued; a program that died between the mail and its count is no excuse."""
        try:
            count = int(self._kept_count(digest).split()[0])
        except (IndexError, ValueError):
            count = 0
        for state in STATES:
            for path in (self.folder / state).glob(f"{digest}-*.eml"):
                count = max(count, _number(path))
        return count

    def _kept_count(self, digest: str) -> bytes:
        try:
            return (self.folder / "keys" / digest).read_bytes()
        except FileNotFoundError:
            return b""

    def _noted(self, name: str) -> dict[str, Any]:
        return read_document(self.folder / "notes" / f"{name}.json")

    def _note(self, name: str, values: dict[str, Any]) -> None:
        text = json.dumps({**self._noted(name), **values}, ensure_ascii=False)
        write_whole(self.folder / "notes" / f"{name}.json", text.encode())

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the outbox: no other program changes it meanwhile. May be held several times over.

        Raises:
            KesuError: The folder cannot be written, or another program holds it.
        """
        from filelock import FileLock, Timeout

        self._make()
        if self._lock is None:
            self._lock = FileLock(self.folder / "lock", timeout=_PATIENCE)
        try:
            with self._lock:
                yield
        except Timeout as error:
            raise KesuError("outbox_busy", folder=str(self.folder)) from error
        except OSError as error:
            raise KesuError("cannot_write", file=str(self.folder), detail=error.strerror or str(error)) from error

    def _make(self) -> None:
        if self._ready:
            return
        try:
            for name in _FOLDERS:
                # mails hold personal data: nobody else's business
                (self.folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise KesuError("cannot_write", file=str(self.folder), detail=error.strerror or str(error)) from error
        self._ready = True


def _number(path: Path) -> int:
    """Return which of the mails of its key a file is."""
    return int(path.stem.split("-")[1])


def digest_of(key: str) -> str:
    """Return what stands for a key where it may be read by others."""
    return sha256(key.encode()).hexdigest()[:16]
