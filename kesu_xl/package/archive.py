"""The entries of a zip package, inflated within limits or taken as they are compressed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import ENTRY_LIMIT, PART_LIMIT, RATIO_FROM, RATIO_LIMIT, SMALL_PART_LIMIT
from kesu_xl.package.repack import end_record, entry_records
from kesu_xl.package.source import Label

__all__ = ["Archive", "Packed", "write_zip"]

_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 0x1
_CHUNK = 1 << 18
_STEP = 1 << 15

#: (method, crc, inflated size, compressed bytes) of an entry, ready to be put into another zip.
Packed = tuple[int, int, int, bytes]


class Archive:
    """A zip package in memory: its entries by name.

    Args:
        data: The whole file.
        label: What the file is called in messages.

    Raises:
        KesuError: Damaged or cut off, or more entries than any workbook has.
    """

    def __init__(self, data: bytes, label: Label) -> None:
        self.label = label
        self._data = memoryview(data)
        self._inflated: set[str] = set()
        try:
            with zipfile.ZipFile(BytesIO(data)) as opened:
                self._entries = {info.filename: info for info in opened.infolist()}
                count = len(opened.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, struct.error) as error:
            raise KesuError("damaged_file", file=label) from error
        if count > ENTRY_LIMIT:
            raise KesuError("too_large", file=label)
        # Names are compared without case and with either slash, as the packaging standard and Excel do.
        self._folded = {_folded(name): name for name in reversed(self._entries)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def find(self, name: str) -> str | None:
        """Return the entry that holds the part `name`, or None."""
        return name if name in self._entries else self._folded.get(_folded(name))

    def size(self, name: str) -> int:
        """Return how long an entry says that it is, inflated."""
        return self._entries[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield an entry inflated, in pieces of a few hundred kB.

        Raises:
            KesuError: Damaged, encrypted, or beyond the limits (raised while iterating).
        """
        info, body = self._body(name)
        if info.compress_type == zipfile.ZIP_STORED:
            if len(body) > PART_LIMIT:
                raise KesuError("too_large", file=self.label)
            for start in range(0, len(body), _CHUNK):
                yield bytes(body[start : start + _CHUNK])
            return
        inflate = zlib.decompressobj(-15)
        total = 0
        try:
            for start in range(0, len(body), _STEP):
                piece = inflate.decompress(body[start : start + _STEP])
                total += len(piece)
                if total > min(RATIO_FROM, PART_LIMIT):
                    self._check_size(total, len(body))
                if piece:
                    yield piece
                if inflate.eof:
                    self._inflated.add(name)
                    return
        except zlib.error as error:
            raise KesuError("damaged_file", file=self.label) from error
        if len(body) or info.file_size:
            raise KesuError("damaged_file", file=self.label)

    def read(self, name: str, limit: int = SMALL_PART_LIMIT) -> bytes:
        """Return an entry inflated, as a whole.

        Raises:
            KesuError: Damaged, encrypted, or larger than `limit` bytes.
        """
        pieces = []
        total = 0
        for piece in self.chunks(name):
            total += len(piece)
            if total > limit:
                raise KesuError("too_large", file=self.label)
            pieces.append(piece)
        return b"".join(pieces)

    def packed(self, name: str) -> Packed:
        """Return an entry as it is compressed, after making sure that it inflates within the limits."""
        info, body = self._body(name)
        tried = info.compress_type == zipfile.ZIP_STORED or name in self._inflated
        # Deflate never gives more than 1,032 times its input, so a small entry needs no trial.
        if not tried and len(body) * 1032 > RATIO_FROM:
            for _ in self.chunks(name):
                pass
        return info.compress_type, info.CRC, info.file_size, bytes(body)

    def _body(self, name: str) -> tuple[zipfile.ZipInfo, memoryview]:
        info = self._entries[name]
        if info.flag_bits & _ENCRYPTED:
            raise KesuError("encrypted", file=self.label)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise KesuError("damaged_file", file=self.label)
        start = info.header_offset
        if start < 0 or start + _LOCAL.size > len(self._data):
            raise KesuError("damaged_file", file=self.label)
        fields = _LOCAL.unpack_from(self._data, start)
        start += _LOCAL.size + fields[9] + fields[10]
        if fields[0] != b"PK\x03\x04" or start + info.compress_size > len(self._data):
            raise KesuError("damaged_file", file=self.label)
        return info, self._data[start : start + info.compress_size]

    def _check_size(self, inflated: int, compressed: int) -> None:
        if inflated > PART_LIMIT or inflated > compressed * RATIO_LIMIT:
            raise KesuError("too_large", file=self.label)


def write_zip(entries: Iterable[tuple[str, Packed]]) -> bytes:
    """Return a zip of entries that are compressed already (everything below 4 GB)."""
    body: list[bytes | memoryview] = []
    records: list[bytes] = []
    offset = 0
    for name, (method, crc, size, content) in entries:
        local, record = entry_records(name.encode(), (content,), crc, size, offset, method)
        body += local
        records.append(record)
        offset += sum(map(len, local))
    listing = b"".join(records)
    return b"".join((*body, listing, end_record(len(records), len(listing), offset, b"")))


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
