"""A zip file that is written again and again with the same entries changed: all that does not change is made once.

The changed entries stand behind all others, whose bytes and directory records are then the same every time. What a
changed entry always ends with is compressed once, too: a deflate stream may go on with blocks that were made before, as
long as they refer to nothing ahead of them. Source: RFC 1951, 3.2 (blocks), APPNOTE 4.3 (records).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["END", "Repacker", "end_record", "entry_records"]

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
END: Final = struct.Struct("<4s4H2IH")
_UTF8_NAME: Final = 0x800
#: 1980-01-01, the first day that a zip can name: what we write does not depend on the clock.
_DATE: Final = 0x21
_VERSION: Final = 20
#: Window and memory of the compression: sheets repeat themselves within a few rows, and a small window is quicker.
_WINDOW: Final = (-13, 7)
#: A shorter content is stored: to set up the compression would take longer than it saves.
_STORED: Final = 512


def entry_records(
    raw_name: bytes, data: Sequence[bytes], crc: int, size: int, offset: int, method: int = 8
) -> tuple[list[bytes | memoryview], bytes]:
    """Return local entry, in pieces, and directory record of new content.

    Args:
        raw_name: Name of the entry.
        data: The content as it is stored, in pieces.
        crc: Checksum of the content.
        size: Its length.
        offset: Where the entry begins in the file.
        method: 8 compressed, 0 not.
    """
    flags = 0 if raw_name.isascii() else _UTF8_NAME
    packed = sum(map(len, data))
    common = (_VERSION, flags, method, 0, _DATE, crc, packed, size, len(raw_name), 0)
    local: list[bytes | memoryview] = [_LOCAL.pack(b"PK\x03\x04", *common), raw_name, *data]
    return local, _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, offset) + raw_name


def end_record(count: int, length: int, offset: int, comment: bytes) -> bytes:
    """Return what stands at the end of a zip: how many entries, how long the directory is and where it begins."""
    return END.pack(b"PK\x05\x06", 0, 0, count, count, length, offset, len(comment)) + comment


@dataclass(frozen=True, slots=True)
class _Changed:
    """An entry that changes: its name, what its content mostly ends with, and that compressed."""

    raw_name: bytes
    end: bytes
    packed_end: bytes


class Repacker:
    """Writes the file with its changed entries.

    Args:
        before: All other entries.
        listing: Their directory records.
        count: How many they are.
        comment: The zip's comment.
        ends: What changes: name -> what the content mostly ends with (to be compressed once), or nothing.
    """

    def __init__(self, before: bytes, listing: bytes, count: int, comment: bytes, ends: Mapping[str, bytes]) -> None:
        self._before = before
        self._listing = listing
        self._count = count
        self._comment = comment
        self._changed = {name: _Changed(name.encode(), end, _deflated(end)) for name, end in ends.items()}

    @property
    def names(self) -> frozenset[str]:
        """The entries that change."""
        return frozenset(self._changed)

    def written(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the file; `contents` are those of all entries that change."""
        pieces: list[bytes | memoryview] = [self._before]
        records = [self._listing]
        offset = len(self._before)
        for name, one in self._changed.items():
            content = contents[name]
            size, crc, method = len(content), zlib.crc32(content), 8
            if size < _STORED:
                data, method = [content], 0
            else:
                deflate = zlib.compressobj(6, zlib.DEFLATED, *_WINDOW)
                if one.end and content.endswith(one.end):
                    # A full flush ends at a byte and leaves nothing that the rest could refer to.
                    rest = memoryview(content)[: size - len(one.end)]
                    data = [deflate.compress(rest), deflate.flush(zlib.Z_FULL_FLUSH), one.packed_end]
                else:
                    data = [deflate.compress(content), deflate.flush()]
            local, record = entry_records(one.raw_name, data, crc, size, offset, method)
            pieces += local
            records.append(record)
            offset += sum(map(len, local))
        listing = b"".join(records)
        return b"".join(
            (*pieces, listing, end_record(self._count + len(self._changed), len(listing), offset, self._comment))
        )


def _deflated(end: bytes) -> bytes:
    if not end:
        return b""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(end) + deflate.flush()
