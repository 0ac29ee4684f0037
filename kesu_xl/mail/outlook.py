"""Mail through the Outlook of this Windows machine, by COM; the new Outlook has none, and says nothing about it.

Written after Microsoft's documentation of Outlook's object model; not run yet, as no Outlook was at hand.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kesu_xl.mail.delivery import Delivered, Envelope, Setup, Temporary, Uncertain
from kesu_xl.wording import Ref

__all__ = ["Outlook"]

_MAIL_ITEM: Final = 0
_BY_VALUE: Final = 1
_IMPORTANT: Final = 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """The Outlook of whoever runs this; mails come from their own account."""

    def send(self, mail: bytes, envelope: Envelope, handing: Callable[[], None]) -> Delivered:
        """Hand one mail to Outlook, which sends it when it can; see `Transport.send`."""
        application = _application()
        message = BytesParser(policy=policy.default).parsebytes(mail)
        assert isinstance(message, EmailMessage)
        with tempfile.TemporaryDirectory(prefix="kesu-") as folder:
            try:
                item = application.CreateItem(_MAIL_ITEM)
                item.To = "; ".join(envelope.to)
                item.Subject = str(message["Subject"])
                body = message.get_body(("html", "plain"))
                assert body is not None
                item.HTMLBody = body.get_content()
                if message["Importance"] == "high":
                    item.Importance = _IMPORTANT
                for number, part in enumerate(message.iter_attachments()):
                    # in HTML mails Outlook shows the name of the file, whatever name it is told; each has a folder of
                    # its own, as two may have one name
                    path = Path(folder) / str(number) / _file_name(part.get_filename() or "")
                    path.parent.mkdir()
                    path.write_bytes(part.get_content())
                    item.Attachments.Add(str(path), _BY_VALUE)
            except Exception as error:  # com_error has no type that can be named without pywin32
                raise Temporary(Ref("mail.outlook_failed", detail=str(error))) from error
            handing()
            try:
                item.Send()
            except Exception as error:
                raise Uncertain(Ref("mail.outlook_failed", detail=str(error))) from error
            # an Outlook that was started for this closes when we let go of it: it has to send first
            with suppress(Exception):
                application.Session.SendAndReceive(False)
        return Delivered("Outlook")

    def try_out(self) -> str:
        """Return Outlook's version.

        Raises:
            NotSent: There is none that can be reached.
        """
        return f"Outlook {_application().Version}"


def _file_name(name: str) -> str:
    """Return the name of an attachment as one that Windows takes, and that leads into no other folder."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).strip(". ")[-100:] or "attachment"


def _application() -> Any:
    if sys.platform != "win32":
        raise Setup(Ref("mail.outlook_windows_only"))
    try:
        return import_module("win32com.client").Dispatch("Outlook.Application")
    except ImportError as error:
        raise Setup(Ref("mail.outlook_needs_pywin32")) from error
    except Exception as error:
        raise Setup(Ref("mail.outlook_missing")) from error
