"""Mail into a folder of .eml files: the transport that needs no server. Somebody else takes them there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from kesu_xl.mail.delivery import Delivered, Envelope, Setup
from kesu_xl.mail.durable import write_whole
from kesu_xl.wording import Ref

__all__ = ["Folder"]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that gets the mails.

    Attributes:
        folder: Where it lies; made where it is missing.
    """

    folder: Path

    def send(self, mail: bytes, envelope: Envelope, handing: Callable[[], None]) -> Delivered:
        """Write the mail as a file; the same mail again is the same file."""
        message = BytesParser(policy=policy.default).parsebytes(mail, headersonly=True)
        name = sha256(str(message["Message-ID"]).encode() + repr(envelope.to).encode()).hexdigest()[:16]
        try:
            # Outlook opens such a file ready to be sent
            file = self._written(f"{name}.eml", b"X-Unsent: 1\r\n" + mail)
        except OSError as error:
            raise self._unwritable(error) from error
        return Delivered(str(file))

    def try_out(self) -> str:
        """Write into the folder, and return where it is."""
        try:
            self._written(f".{uuid4().hex}.tmp", b"").unlink()
        except OSError as error:
            raise self._unwritable(error) from error
        return str(self.folder)

    def _written(self, name: str, data: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / name, data)
        return self.folder / name

    def _unwritable(self, error: OSError) -> Setup:
        return Setup(Ref("mail.no_folder", folder=str(self.folder), detail=error.strerror or str(error)))
