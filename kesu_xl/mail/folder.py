"""Mail into a folder of .eml files: the transport that needs no server. Somebody else takes them there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

from kesu_xl.mail.delivery import Delivered, Envelope, Setup
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
            self._written(b"X-Unsent: 1\r\n" + mail).replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise self._unwritable(error) from error
        return Delivered(str(self.folder / f"{name}.eml"))

    def try_out(self) -> str:
        """Write into the folder, and return where it is."""
        try:
            self._written(b"").unlink()
        except OSError as error:
            raise self._unwritable(error) from error
        return str(self.folder)

    def _written(self, data: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return Path(name)

    def _unwritable(self, error: OSError) -> Setup:
        return Setup(Ref("mail.no_folder", folder=str(self.folder), detail=error.strerror or str(error)))
