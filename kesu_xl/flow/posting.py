"""The outbox as the settings of a register, or of this user, name it: what is in it, and sending it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kesu_xl.flow.opening import Opened, register_language
from kesu_xl.flow.shipped import shipped, template
from kesu_xl.mail.bodies import Bodies
from kesu_xl.mail.config import MailConfig, mail_config, one_address
from kesu_xl.mail.delivery import Envelope, NotSent, Transport
from kesu_xl.mail.kept import Mail, mail_key
from kesu_xl.mail.leaving import outbox_folder, transport_of
from kesu_xl.mail.message import compose
from kesu_xl.mail.outbox import Ending, Outbox
from kesu_xl.package.ours import IDENTITY_NAME
from kesu_xl.settings import load_config
from kesu_xl.wording import Ref

__all__ = ["Posting", "identity_of", "posting_here", "posting_of"]


@dataclass
class Posting:
    """Mail as one kesu.toml sets it up.

    Attributes:
        config: The settings.
        lang: Language of what is noted in the outbox.
    """

    config: MailConfig
    lang: str = "zh-Hans"

    @cached_property
    def outbox(self) -> Outbox:
        """The outbox."""
        return Outbox(outbox_folder(self.config), self.lang)

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies: the user's own before ours."""
        own = [Path(self.config.templates)] if self.config.templates else []
        return Bodies([*own, shipped("templates") / "mail"])

    def own_workbook(self, lang: str) -> str:
        """Return the user's own template of the weekly workbook, beside the bodies; "" where there is none."""
        own = Path(self.config.templates, template("weekly", lang).name)
        return str(own) if self.config.templates and own.is_file() else ""

    @cached_property
    def transport(self) -> Transport:
        """The way out."""
        return transport_of(self.config)

    def addresses(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return addresses, each once; those of the settings where none is given.

        Raises:
            KesuError: One of them is none.
        """
        parts = [part for text in given for part in text.replace(";", ",").split(",") if part.strip()]
        found = [one_address(part, "--to") for part in parts] or list(self.config.to)
        return tuple({address.casefold(): address for address in found}.values())

    def send(self, now: datetime, only: Sequence[str] | None = None) -> list[Ending]:
        """Send what is due, or the mails of some ids whether they are due or not.

        Raises:
            KesuError: The outbox cannot be written, or another program holds it.
        """
        return list(self.outbox.send(self.transport, now, only))

    def said_of(self, mail: Mail) -> Ref:
        """Return what is said of a mail that was sent."""
        to = list(mail.envelope.to)
        if self.config.transport == "folder":
            return Ref("mail.put", id=mail.id, file=mail.said, to=to)
        return Ref("mail.sent", id=mail.id, to=to)

    def queue_test(self, to: str, subject: str, text: str, now: datetime) -> str:
        """Queue a mail that only shows that mail works, and return its id.

        Raises:
            KesuError: That is no address, or the outbox cannot be written.
        """
        addresses = self.addresses([to])
        sender = (self.config.sender_name, self.config.sender)
        message = compose(sender, addresses, subject, (text, f"<p>{text}</p>"), now)
        key = mail_key("test", "", now.isoformat(), addresses)
        mail, _ = self.outbox.queue("test", key, message, Envelope(self.config.sender, addresses), again=True)
        return mail.id

    def try_out(self) -> str | NotSent:
        """Return what answers at the other end, or why nothing does."""
        try:
            return self.transport.try_out()
        except NotSent as failure:
            return failure


def posting_of(opened: Opened) -> Posting:
    """Return the mail of a register: kesu.toml beside it, else the user's own.

    Raises:
        KesuError: A setting cannot be used.
    """
    path = Path(opened.path) if opened.path else None
    return _posting(path.parent if path is not None and path.is_file() else None, register_language(opened))


def posting_here() -> Posting:
    """Return the mail of the current folder: kesu.toml in it, else the user's own.

    Raises:
        KesuError: A setting cannot be used.
    """
    return _posting(Path.cwd())


def _posting(folder: Path | None, lang: str = "") -> Posting:
    config = load_config(folder, os.environ)
    return Posting(mail_config(config.mail), lang or config.lang or "zh-Hans")


def identity_of(opened: Opened) -> str:
    """Return what a register is known by: the name that we gave it, else its resolved path."""
    own = opened.book.names.get(IDENTITY_NAME, "").strip('"')
    return own or os.path.realpath(opened.path or "-")
