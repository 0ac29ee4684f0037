"""How mail leaves the house, from kesu.toml and the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.mail.quiet import QuietHours

__all__ = ["MAIL_KEYS", "MailConfig", "is_address", "mail_config", "one_address"]

_PORTS: Final[Mapping[str, int]] = {"starttls": 587, "tls": 465, "none": 25}
_LOCAL: Final = frozenset(("localhost", "127.0.0.1", "::1"))
#: Keys of ``[mail]`` in kesu.toml; each also as ``KESU_MAIL_<KEY>``. The password is none of them.
MAIL_KEYS: Final = (
    "transport", "host", "port", "security", "user", "sender", "sender_name", "to", "token_command", "outbox", "folder",
    "templates", "quiet_hours",
)  # fmt: skip
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class MailConfig:
    """The settings of mail.

    Attributes:
        transport: ``smtp``, ``outlook`` or ``folder``.
        host: The SMTP server.
        port: Its port.
        security: ``starttls``, ``tls`` or ``none``, the last for this machine only.
        user: Name to log in with; "" for none.
        sender: Address that mails come from.
        sender_name: Name beside it.
        to: Those who get the weekly mail where the command names nobody.
        token_command: Prints an access token (XOAUTH2) in place of a password.
        outbox: Folder of the outbox; "" for the user's own.
        folder: Where the transport ``folder`` puts mails; "" for ``delivered`` inside of the outbox.
        templates: Folder of the user's own mail bodies.
        quiet_hours: ``22:00-07:00``: no mail of alerts then, urgent ones excepted.
    """

    transport: str = "folder"
    host: str = ""
    port: int = 0
    security: str = "starttls"
    user: str = ""
    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    token_command: str = ""
    outbox: str = ""
    folder: str = ""
    templates: str = ""
    quiet_hours: str = ""


def mail_config(values: Mapping[str, Any]) -> MailConfig:
    """Return the settings of mail.

    Args:
        values: ``[mail]`` of kesu.toml with the environment over it.

    Raises:
        KesuError: One of them cannot be used; a password among them is refused.
    """
    if "password" in values:
        raise KesuError("mail_password_in_file")
    values = dict(values)
    if values.pop("shared_command", None) and not values.get("token_command"):
        raise KesuError("mail_command_shared", file="kesu.toml")
    if unknown := sorted(values.keys() - set(MAIL_KEYS)):
        raise KesuError("mail_setting_unknown", name=unknown[0], known=", ".join(MAIL_KEYS))
    text = {name: _text(name, value) for name, value in values.items() if name != "to"}
    transport = text.get("transport") or ("smtp" if text.get("host") else "folder")
    security = text.get("security") or "starttls"
    if transport not in ("smtp", "outlook", "folder"):
        raise KesuError("mail_setting_wrong", name="transport", value=transport, choices="smtp, outlook, folder")
    if security not in ("starttls", "tls", "none"):
        raise KesuError("mail_setting_wrong", name="security", value=security, choices="starttls, tls, none")
    host, port = text.get("host", ""), text.get("port", "")
    if transport == "smtp" and not host:
        raise KesuError("mail_setting_missing", name="host")
    if security == "none" and transport == "smtp" and host.lower() not in _LOCAL:
        raise KesuError("mail_unprotected", host=host)
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise KesuError("mail_setting_wrong", name="port", value=port, choices="1 - 65535")
    sender = text.get("sender", "")
    if sender or transport != "outlook":
        sender = one_address(sender or "kesu@localhost", "sender")
    to = values.get("to", "")
    listed = re.split(r"[,;]", to) if isinstance(to, str) else to
    if not isinstance(listed, list) or not all(isinstance(address, str) for address in listed):
        raise KesuError("mail_setting_wrong", name="to", value=str(to), choices='["name@example.com"]')
    addresses = tuple(one_address(address, "to") for address in listed if address.strip())
    QuietHours.of(text.get("quiet_hours", ""))
    return MailConfig(
        transport, host, int(port or _PORTS[security]), security, text.get("user", ""), sender,
        text.get("sender_name", ""), addresses,
        text.get("token_command", ""), _folder(text, "outbox"), _folder(text, "folder"), _folder(text, "templates"),
        text.get("quiet_hours", ""),
    )  # fmt: skip


def _text(name: str, value: Any) -> str:
    if name == "port" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        raise KesuError("mail_setting_no_text", name=name, value=str(value))
    return value.strip()


def _folder(text: Mapping[str, str], name: str) -> str:
    return str(Path(text[name]).expanduser()) if text.get(name) else ""


def is_address(text: str) -> bool:
    """Say whether a text is a mail address in ASCII, and nothing else."""
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text and not text.startswith(".") and ".@" not in text


def one_address(text: str, where: str) -> str:
    """Return an address, or refuse what is none: nothing else may reach a header or the server.

    Raises:
        KesuError: It is no address in ASCII.
    """
    address = text.strip()
    if not is_address(address):
        raise KesuError("no_address", text=address, where=where)
    return address
