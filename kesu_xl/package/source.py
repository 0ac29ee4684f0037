"""Taking a file in, and telling from its content what it is: the ending of a name may lie.

A file is read as a whole and closed at once: on Windows an open file could not be saved by anybody else.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Literal

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import FILE_LIMIT
from kesu_xl.wording import Ref

__all__ = ["Container", "Label", "container", "label_of", "load"]

#: What is inside: a zip package (.xlsx, .xlsm, .ods), or an OLE container (.xls, encrypted .xlsx).
Container = Literal["zip", "ole"]

#: What a file is called in a message: its path as the user gave it.
Label = str | Ref

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Worksheets of Excel 2 to 4, before there were workbooks: BOF records without a container around them.
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_WEB = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|style)\b|urn:schemas-microsoft-com:office:spreadsheet"
)


def label_of(path: str) -> Label:
    """Return what to call the file in a message; a stream has no name, and no name may break the line."""
    if not path:
        return Ref("errors.nameless_workbook")
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def load(source: str | os.PathLike[str] | BinaryIO | bytes) -> tuple[bytes, str]:
    """Return the bytes of a workbook and its path as the user gave it, ``""`` for a stream or bytes.

    Raises:
        KesuError: There is nothing to read: missing, a folder, no permission, empty, far too big.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        data, path = bytes(source), ""
    elif isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        data = _load_path(path)
    else:
        data, path = source.read(FILE_LIMIT + 1), ""
    if not data:
        raise KesuError("empty_file", file=label_of(path))
    if len(data) > FILE_LIMIT:
        raise KesuError("too_large", file=label_of(path))
    return data, path


def _load_path(path: str) -> bytes:
    label = label_of(path)
    try:
        # Asked before opening: a pipe or a device would never come to an end.
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise KesuError("is_a_folder", file=label)
        if not stat.S_ISREG(status.st_mode):
            raise KesuError("not_a_workbook", file=label)
        if status.st_size > FILE_LIMIT:
            raise KesuError("too_large", file=label)
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise KesuError("file_not_found", file=label) from None
    except PermissionError:
        raise KesuError("no_permission", file=label) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise KesuError("cannot_open", file=label, reason=reason) from None


def container(data: bytes, label: Label) -> Container:
    """Return what kind of container the bytes are.

    Raises:
        KesuError: Text, a web page, an ancient or any other format.
    """
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_OLD_EXCEL):
        raise KesuError("old_excel", file=label)
    if data.startswith(b"PK"):
        # An empty zip, or one cut into volumes.
        raise KesuError("not_a_workbook", file=label)
    head = _as_ascii(data[:8192])
    if _WEB.search(head.lower()) or head.startswith(b"MIME-Version:"):
        raise KesuError("web_page", file=label)
    if _is_text(data[:8192]):
        raise KesuError("plain_text", file=label)
    raise KesuError("not_a_workbook", file=label)


def _as_ascii(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    # GBK and Big5 are bytes above 0x80 too; what no text has are control characters.
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head) and not head.startswith((b"%PDF", b"{\\rtf"))
