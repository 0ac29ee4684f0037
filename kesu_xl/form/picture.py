"""Pictures for forms: found below the register's folder or in its cells, and drawn anew without their metadata.

A path comes from a cell that anybody may have typed into, and the form leaves the house: so only files below the
folders that the caller allows are ever read, links followed first. What a header says is measured before anything is
decoded.
"""

from __future__ import annotations

import os
import stat
import struct
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kesu_xl.form.photo import MOST_PIXELS, redrawn
from kesu_xl.form.rules import (
    NO_PICTURE,
    PICTURE_MISSING,
    PICTURE_OUTSIDE,
    PICTURE_TOO_LARGE,
    PICTURE_UNREADABLE,
)

__all__ = ["MIME_TYPES", "Picture", "PictureCell", "PictureFolder", "picture_caption", "picture_cell", "picture_path"]

#: Ending -> content type of the pictures that stand in a form.
MIME_TYPES: Final[Mapping[str, str]] = {"png": "image/png", "jpeg": "image/jpeg"}
#: A larger file would make a form that nobody can mail.
_LARGEST: Final = 50_000_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: Pictures that stay drawn, for the reports of one complaint and the next.
_KEPT: Final = 32
#: JPEG segments without a length, and the frame headers that say the size (part 1 of ISO 10918, table B.1).
_BARE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class PictureCell:
    """A cell of the register that means a picture: the path that it says or the picture in it, and where it is.

    Only this module looks into it: no marker of a template may show a path.
    """

    __slots__ = ("_content", "cell", "sheet")

    def __init__(self, content: str | bytes, sheet: str, cell: str) -> None:
        self._content = content
        self.sheet = sheet
        self.cell = cell

    def __str__(self) -> str:
        """Return what is the same for the same picture; no marker can ask for it."""
        return self._content if isinstance(self._content, str) else sha256(self._content).hexdigest()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it stands in a form: its content, its kind as an ending, its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


class PictureFolder:
    """Where a form's pictures may be read from.

    Args:
        folder: The register's folder: paths are relative to it, and what lies below it may be read. None: no file.
        allowed: Further folders whose files may be named by an absolute path.
    """

    def __init__(self, folder: str | os.PathLike[str] | None, allowed: Collection[str | os.PathLike[str]] = ()) -> None:
        self._folder = None if folder is None else Path(os.path.realpath(folder))
        roots = [] if self._folder is None else [self._folder]
        self._roots = [*roots, *(Path(os.path.realpath(one)) for one in allowed)]
        self._drawn: OrderedDict[bytes, Picture | str] = OrderedDict()

    def __getstate__(self) -> dict[str, Any]:
        # what is drawn already does not travel to another process
        return {**self.__dict__, "_drawn": OrderedDict()}

    def picture(self, value: Any) -> Picture | str:
        """Return the picture that a value of a record means, or the code of the rule that says why there is none.

        Args:
            value: Bytes, a path, or a row with ``path``.
        """
        found = picture_path(value)
        if isinstance(found, bytes):
            return self._once(found) if len(found) <= _LARGEST else PICTURE_TOO_LARGE
        try:
            path = self._inside(found)
            if path is None:
                return PICTURE_OUTSIDE
            status = path.stat()
            # A pipe or a device would never come to an end.
            if not stat.S_ISREG(status.st_mode):
                return PICTURE_UNREADABLE
            if status.st_size > _LARGEST:
                return PICTURE_TOO_LARGE
            return self._once(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return PICTURE_MISSING
        except (OSError, ValueError):
            return PICTURE_UNREADABLE

    def _once(self, data: bytes) -> Picture | str:
        """Draw a picture anew, the same one only once."""
        key = sha256(data).digest()
        known = self._drawn.get(key)
        if known is None:
            known = self._drawn[key] = _drawn(data)
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return known

    def _inside(self, text: str) -> Path | None:
        """Return the file that a path means, if it lies below one of the folders."""
        # what a browser would fetch is no file of ours, whatever a path may look like
        if not self._roots or "://" in text:
            return None
        # People type either slash, whatever the machine.
        path = Path(text.strip().replace("\\", "/"))
        if not path.is_absolute() and self._folder is None:
            return None
        real = Path(os.path.realpath(path if self._folder is None else self._folder / path))
        return real if any(real.is_relative_to(root) for root in self._roots) else None


def picture_path(value: Any) -> str | bytes:
    """Return path or content of the picture that a value means; ``""`` for none.

    A row of 照片 names it in ``path``, or in the cell meant for the picture itself.
    """
    if isinstance(value, Mapping):
        value = value.get("path") or value.get("photo")
    if isinstance(value, PictureCell):
        value = value._content
    elif not isinstance(value, str | bytes | os.PathLike) and hasattr(value, "path"):
        value = value.path
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    return value if isinstance(value, str | bytes) else ""


def picture_cell(value: Any) -> PictureCell | None:
    """Return the cell of the register that names a picture, where that is known."""
    named = value.get("path") or value.get("photo") if isinstance(value, Mapping) else value
    return named if isinstance(named, PictureCell) else None


def picture_caption(value: Any) -> str:
    """Return what a row of 照片 says about its picture."""
    caption = value.get("caption") if isinstance(value, Mapping) else getattr(value, "caption", None)
    return caption if isinstance(caption, str) else ""


def _drawn(data: bytes) -> Picture | str:
    """Return a picture as it may leave, or the code of the rule for what is none or unpacks to too much."""
    try:
        width, height = next(_sizes(data))
    except (StopIteration, struct.error, IndexError):
        return NO_PICTURE
    if width <= 0 or height <= 0:
        return NO_PICTURE
    if width * height > MOST_PIXELS:
        return PICTURE_TOO_LARGE
    made = redrawn(data)
    return NO_PICTURE if made is None else Picture(*made)


def _sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height as the header of a whole picture file says them."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and _is_whole_png(data):
        yield struct.unpack_from(">2I", data, 16)
    elif data.startswith(b"\xff\xd8\xff"):
        yield from _jpeg_size(data)
    elif data[:6] in (b"GIF87a", b"GIF89a"):
        yield struct.unpack_from("<2H", data, 6)
    elif data.startswith(b"BM"):
        (header,) = struct.unpack_from("<I", data, 14)
        # The first kind of header has half the width; a negative height says that the rows run downwards.
        width, height = struct.unpack_from("<2H" if header == 12 else "<2i", data, 18)
        yield width, abs(height)


def _is_whole_png(data: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        at += 12 + int(length)
        if kind == b"IEND":
            return at <= len(data)
    return False


def _jpeg_size(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    size = None
    while data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF or kind in _BARE:
            at += 1 if kind == 0xFF else 2
            continue
        if kind in _FRAMES:
            height, width = struct.unpack_from(">2H", data, at + 5)
            size = width, height
        elif kind == 0xDA:
            # Inside the picture's data this pair of bytes only stands at its end.
            if size is not None and data.find(b"\xff\xd9", at) > 0:
                yield size
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length
