"""Which way out the settings name, and the secret that it needs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kesu_xl.mail.config import MailConfig
from kesu_xl.mail.delivery import Transport
from kesu_xl.mail.outbox import DELIVERED

__all__ = ["outbox_folder", "transport_of"]

#: Name under which the system's keyring keeps the password.
SERVICE: Final = "kesu_xl"


def transport_of(config: MailConfig, environ: Mapping[str, str] = os.environ) -> Transport:
    """Return the transport that the settings name."""
    if config.transport == "outlook":
        from kesu_xl.mail.outlook import Outlook

        return Outlook()
    if config.transport == "folder":
        from kesu_xl.mail.folder import Folder

        return Folder(Path(config.folder) if config.folder else outbox_folder(config) / DELIVERED)
    from kesu_xl.mail.smtp import Smtp

    return Smtp(config, lambda: environ.get("KESU_MAIL_PASSWORD") or _kept_password(config))


def outbox_folder(config: MailConfig) -> Path:
    """Return the folder of the outbox: the one that is named, else one of the user's own."""
    if config.outbox:
        return Path(config.outbox)
    from platformdirs import user_data_path

    return user_data_path("kesu", appauthor=False) / "outbox"


def _kept_password(config: MailConfig) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, f"{config.user}@{config.host}") or ""
    except KeyringError:
        return ""  # a machine without a keyring; the message says both ways
