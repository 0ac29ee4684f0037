"""The zip file around a form: entries that do not change are copied as they are compressed.

What a template's entries need is prepared once, so that a report costs one deflate of what changed. Nothing in the
result depends on the clock: our entries carry the date 1980-01-01.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from kesu_xl.errors import KesuError

__all__ = ["Archive", "read_archive"]

_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_VERSION: Final = 20
_UTF8: Final = 0x800
_DATE: Final = 0x21  # 1980-01-01
_LEVEL: Final = 6
#: A part that unpacks to more is no form.
_LARGEST_PART: Final = 128 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    method: int
    crc: int
    size: int
    data: bytes

    @property
    def flags(self) -> int:
        return 0 if self.name.isascii() else _UTF8

    def local(self) -> bytes:
        head = _LOCAL.pack(
            b"PK\x03\x04", _VERSION, self.flags, self.method, 0, _DATE,
            self.crc, len(self.data), self.size, len(self.name), 0,
        )  # fmt: skip
        return b"".join((head, self.name, self.data))

    def central(self, offset: int) -> bytes:
        head = _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, _VERSION, self.flags, self.method, 0, _DATE,
            self.crc, len(self.data), self.size, len(self.name), 0, 0, 0, 0, 0, offset,
        )  # fmt: skip
        return head + self.name


def _deflated(name: str, content: bytes) -> _Entry:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    return _Entry(name.encode(), 8, zlib.crc32(content), len(content), data)


class Archive:
    """The entries of a template, ready to be written again with some of them changed."""

    def __init__(self, entries: Mapping[str, _Entry]) -> None:
        self._entries = dict(entries)
        self._prepared: dict[frozenset[str], tuple[bytes, bytes, int]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> tuple[str, ...]:
        """Return the names of all entries in the order of the file."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """Return the content of one entry.

        Raises:
            KesuError: It is damaged, or larger than any form.
        """
        entry = self._entries[name]
        if entry.size > _LARGEST_PART:
            raise KesuError("template_too_large", part=name)
        if entry.method == 0:
            content = entry.data
        else:
            try:
                content = zlib.decompressobj(-15).decompress(entry.data, entry.size + 1)
            except zlib.error:
                content = b""
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise KesuError("template_damaged", part=name)
        return content

    def replaced(self, contents: Mapping[str, bytes]) -> Archive:
        """Return an archive in which the named entries have (or get, at the end) these contents."""
        return Archive({**self._entries, **{name: _deflated(name, data) for name, data in contents.items()}})

    def without(self, names: Collection[str]) -> Archive:
        """Return an archive that lacks the named entries."""
        return Archive({name: entry for name, entry in self._entries.items() if name not in names})

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with `changed` entries replaced or added; the others as they are compressed.

        Unchanged entries come first; changed content types stand at the very start, where readers look for them.
        """
        first = [_deflated(name, changed[name]) for name in changed if name == "[Content_Types].xml"]
        start = b"".join(entry.local() for entry in first)
        body, directory, count = self._unchanged(frozenset(changed), len(start))
        parts = [start, body]
        central = [entry.central(0) for entry in first] + [directory]
        offset = len(start) + len(body)
        for name, content in changed.items():
            if name == "[Content_Types].xml":
                continue
            entry = _deflated(name, content)
            local = entry.local()
            parts.append(local)
            central.append(entry.central(offset))
            offset += len(local)
            count += 1
        count += len(first)
        listing = b"".join(central)
        parts += (listing, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0))
        return b"".join(parts)

    def _unchanged(self, changed: frozenset[str], start: int) -> tuple[bytes, bytes, int]:
        """Return the entries that stay, their directory (they begin at `start`), and their number."""
        if start == 0 and changed in self._prepared:
            return self._prepared[changed]
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = start
        for name, entry in self._entries.items():
            if name in changed:
                continue
            local = entry.local()
            body.append(local)
            directory.append(entry.central(offset))
            offset += len(local)
        made = b"".join(body), b"".join(directory), len(body)
        if start == 0:
            self._prepared[changed] = made
        return made


def read_archive(data: bytes, name: str) -> Archive:
    """Return the entries of a workbook file, still compressed.

    Args:
        data: The file.
        name: What messages call it.

    Raises:
        KesuError: It is no zip file, encrypted, damaged, or made in a way that no spreadsheet program does.
    """
    if data[:4] == _OLE:
        raise KesuError("template_old_or_encrypted", name=name)
    entries: dict[str, _Entry] = {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
        for info in infos:
            if info.is_dir():
                continue
            if info.flag_bits & 1 or info.compress_type not in (0, 8) or info.filename in entries:
                raise KesuError("template_damaged", part=info.filename)
            head = _LOCAL.unpack_from(data, info.header_offset)
            start = info.header_offset + _LOCAL.size + head[9] + head[10]
            content = data[start : start + info.compress_size]
            if head[0] != b"PK\x03\x04" or len(content) != info.compress_size:
                raise KesuError("template_damaged", part=info.filename)
            entry = _Entry(info.filename.encode(), info.compress_type, info.CRC, info.file_size, content)
            entries[info.filename] = entry
    except (BadZipFile, struct.error, NotImplementedError, UnicodeError) as fault:
        raise KesuError("template_not_workbook", name=name) from fault
    return Archive(entries)
