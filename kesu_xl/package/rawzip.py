"""A zip file as byte ranges: an entry that does not change is copied as it stands, nobody needs to understand it.

The range of an entry goes from its local header to the next one, so compressed bytes, data descriptors, padding and
zip64 fields come along; only the offset in the directory is written anew. What two readers could understand in two
ways is refused. Source: APPNOTE 4.3 (records), 4.4.4 (flags), 4.5.3 (zip64).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.limits import ENTRY_LIMIT, FILE_LIMIT, PART_LIMIT, RATIO_FROM, RATIO_LIMIT
from kesu_xl.package.source import Label

__all__ = ["Content", "Pieces", "RawZip"]

#: Gives a part in pieces, from its beginning, as often as it is asked.
Pieces = Callable[[], Iterable[bytes]]
#: What a part can be given as.
Content = bytes | Pieces | Deflated

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_END64: Final = struct.Struct("<4sQ2H2I4Q")
_LOCATOR: Final = struct.Struct("<4sIQI")
_ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800
#: 1980-01-01, the first day that a zip can name: what we write does not depend on the clock.
_DATE: Final = 0x21
_VERSION: Final = 20
#: Compressed bytes that are inflated at a time.
_STEP: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: its range, its compressed bytes in it, its directory record and where the offset stands in that."""

    raw_name: bytes
    record: bytes
    offset_at: int
    wide_offset: bool
    start: int
    end: int
    body: int
    packed: int
    size: int
    crc: int
    method: int


class RawZip:
    """The entries of a zip file in the order in which they lie in it.

    Args:
        data: The whole file.
        label: What the file is called in messages.

    Raises:
        KesuError: Damaged, or not as spreadsheet programs write it; the text says what is odd.
    """

    def __init__(self, data: bytes, label: Label) -> None:
        self._data = data
        self.label = label
        try:
            self._entries = self._listed()
        except (struct.error, IndexError, ValueError) as error:
            raise KesuError("damaged_file", file=label) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return the content of an entry.

        Raises:
            KesuError: Damaged, or far larger than a part of a workbook.
        """
        return b"".join(self.pieces(name))

    def size(self, name: str) -> int:
        """Return how long an entry says that its content is."""
        return self._entries[name].size

    def has(self, name: str, content: bytes | Deflated) -> bool:
        """Say whether the content of an entry is this one."""
        entry = self._entries[name]
        # The sum decides almost always, and spares inflating a large part.
        if isinstance(content, Deflated):
            return (entry.size, entry.crc) == (content.size, content.crc) and _same(self.pieces(name), content.pieces())
        return entry.size == len(content) and entry.crc == zlib.crc32(content) and self.read(name) == content

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of an entry in pieces of a few hundred kB.

        Raises:
            KesuError: Damaged, or far larger than a part of a workbook.
        """
        entry = self._entries[name]
        body = memoryview(self._data)[entry.body : entry.body + entry.packed]
        if entry.size > PART_LIMIT or (entry.size > RATIO_FROM and entry.size > entry.packed * RATIO_LIMIT):
            raise KesuError("too_large", file=self.label)
        inflate = zlib.decompressobj(-15)
        size = crc = 0
        try:
            for at in range(0, entry.packed, _STEP):
                piece = bytes(body[at : at + _STEP])
                if entry.method:
                    piece = inflate.decompress(piece, entry.size - size + 1)
                size, crc = size + len(piece), zlib.crc32(piece, crc)
                if size > entry.size:
                    break
                yield piece
        except zlib.error as error:
            raise KesuError("damaged_part", file=self.label, part=name) from error
        if size != entry.size or crc != entry.crc:
            raise KesuError("damaged_part", file=self.label, part=name)

    def written(self, contents: Mapping[str, Content | None]) -> bytes:
        """Return the file with some entries changed; the others as they stand.

        Args:
            contents: New contents by name: in the place of the old entry, or at the end; None takes the entry out.
        """
        if not contents:
            return self._data
        body: list[bytes | memoryview] = []
        records: dict[str, bytes] = {}
        offset = 0
        source = memoryview(self._data)
        for name in [*self._entries, *(name for name in contents if name not in self._entries)]:
            content = contents.get(name)
            entry = self._entries.get(name)
            if entry is not None and name not in contents:
                local: list[bytes | memoryview] = [source[entry.start : entry.end]]
                record = _moved(entry, offset)
            elif content is None:
                continue
            else:
                raw_name = entry.raw_name if entry else name.encode()
                local, record = _packed(raw_name, content, offset)
            body += local
            records[name] = record
            offset += sum(map(len, local))
        count = len(records)
        # The directory may be in another order than the entries.
        listing = b"".join([records.pop(name) for name in self._order if name in records] + list(records.values()))
        if offset + len(listing) > FILE_LIMIT or count > ENTRY_LIMIT:
            raise KesuError("too_large", file=self.label)
        end = _END.pack(
            b"PK\x05\x06", 0, 0, count, count, len(listing), offset, len(self._comment)
        )  # fmt: skip
        return b"".join((*body, listing, end, self._comment))

    # --- the directory ------------------------------------------------------------------------------------------------

    def _listed(self) -> dict[str, _Entry]:
        count, size, start = self._end()
        if count > ENTRY_LIMIT:
            raise KesuError("too_large", file=self.label)
        found: list[tuple[int, str, _Entry]] = []
        at = start
        for _ in range(count):
            name, local, entry = self._record(at)
            found.append((local, name, entry))
            at += len(entry.record)
        if at != start + size:
            raise ValueError("directory of another length")
        in_place = sorted(found, key=lambda one: one[0])
        if in_place and in_place[0][0] != 0:
            raise KesuError("zip_surrounded", file=self.label)
        self._check_names([name for _, name, _ in found])
        ends = [offset for offset, _, _ in in_place[1:]] + [start]
        entries = {
            name: self._placed(entry, name, offset, end)
            for (offset, name, entry), end in zip(in_place, ends, strict=True)
        }
        self._order = [name for _, name, _ in found]
        return {name: entries[name] for _, name, _ in in_place}

    def _end(self) -> tuple[int, int, int]:
        """Return number of entries, length and offset of the directory."""
        at = self._data.rfind(b"PK\x05\x06")
        if at < 0:
            raise ValueError("no end record")
        _, disk, _, _, count, size, offset, comment = _END.unpack_from(self._data, at)
        if at + _END.size + comment != len(self._data):
            raise KesuError("zip_surrounded", file=self.label)
        self._comment = self._data[at + _END.size :]
        listed_to = at
        if 0xFFFF in (count, disk) or 0xFFFFFFFF in (size, offset):
            signature, _, end64, _ = _LOCATOR.unpack_from(self._data, at - _LOCATOR.size)
            if signature != b"PK\x06\x07":
                raise ValueError("no zip64 locator")
            signature, _, _, _, _, _, _, count, size, offset = _END64.unpack_from(self._data, end64)
            if signature != b"PK\x06\x06":
                raise ValueError("no zip64 end record")
            listed_to = end64
        elif disk:
            raise ValueError("in several volumes")
        if offset + size != listed_to:
            raise KesuError("zip_inconsistent", file=self.label, part="PK")
        return count, size, offset

    def _record(self, at: int) -> tuple[str, int, _Entry]:
        fields = _CENTRAL.unpack_from(self._data, at)
        signature, flags, method, crc, packed, size = fields[0], fields[3], fields[4], fields[7], fields[8], fields[9]
        name_size, extra_size, comment_size, offset = fields[10], fields[11], fields[12], fields[16]
        if signature != b"PK\x01\x02":
            raise ValueError("no directory record")
        first = at + _CENTRAL.size
        raw_name = self._data[first : first + name_size]
        name = _decoded(raw_name)
        if flags & _ENCRYPTED:
            raise KesuError("encrypted", file=self.label)
        if method not in (0, 8):
            raise KesuError("zip_method", file=self.label, part=name)
        offset_at, wide = _CENTRAL.size - 4, False
        extra_at = first + name_size
        for kind, start, end in self._extras(extra_at, extra_at + extra_size):
            if kind != 1:
                continue
            if size == 0xFFFFFFFF:
                size, start = self._wide(start, end), start + 8
            if packed == 0xFFFFFFFF:
                packed, start = self._wide(start, end), start + 8
            if offset == 0xFFFFFFFF:
                offset, offset_at, wide = self._wide(start, end), start - at, True
        whole = _CENTRAL.size + name_size + extra_size + comment_size
        record = self._data[at : at + whole]
        return name, offset, _Entry(raw_name, record, offset_at, wide, 0, 0, 0, packed, size, crc, method)

    def _extras(self, at: int, end: int) -> Iterator[tuple[int, int, int]]:
        while at + 4 <= end:
            kind, length = struct.unpack_from("<2H", self._data, at)
            yield kind, at + 4, min(at + 4 + length, end)
            at += 4 + length

    def _wide(self, at: int, end: int) -> int:
        if at + 8 > end:
            raise ValueError("zip64 field cut off")
        return int(struct.unpack_from("<Q", self._data, at)[0])

    def _placed(self, entry: _Entry, name: str, start: int, end: int) -> _Entry:
        fields = _LOCAL.unpack_from(self._data, start)
        body = start + _LOCAL.size + fields[9] + fields[10]
        raw_name = self._data[start + _LOCAL.size : start + _LOCAL.size + fields[9]]
        same = fields[0] == b"PK\x03\x04" and raw_name == entry.raw_name and fields[3] == entry.method
        if not same or fields[2] & _ENCRYPTED or body + entry.packed > end:
            raise KesuError("zip_inconsistent", file=self.label, part=name)
        return _Entry(
            entry.raw_name, entry.record, entry.offset_at, entry.wide_offset,
            start, end, body, entry.packed, entry.size, entry.crc, entry.method,
        )  # fmt: skip

    def _check_names(self, names: list[str]) -> None:
        seen: set[str] = set()
        for name in names:
            if "\\" in name or name.startswith("/") or ".." in name.split("/") or not name or "\0" in name:
                raise KesuError("zip_bad_name", file=self.label, part=name)
            if name.casefold() in seen:
                raise KesuError("zip_twice", file=self.label, part=name)
            seen.add(name.casefold())


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _moved(entry: _Entry, offset: int) -> bytes:
    form = "<Q" if entry.wide_offset else "<I"
    place = struct.pack(form, offset)
    return entry.record[: entry.offset_at] + place + entry.record[entry.offset_at + len(place) :]


def _same(one: Iterable[bytes], other: Iterable[bytes]) -> bool:
    """Say whether two contents are the same that come in pieces of different lengths."""
    source = filter(None, other)
    ahead = b""
    for piece in filter(None, one):
        while len(ahead) < len(piece):
            more = next(source, b"")
            if not more:
                return False
            ahead += more
        if not ahead.startswith(piece):
            return False
        ahead = ahead[len(piece) :]
    return not ahead and not next(source, b"")


def _packed(raw_name: bytes, content: Content, offset: int) -> tuple[list[bytes | memoryview], bytes]:
    """Return local entry, in pieces, and directory record of new content."""
    if isinstance(content, bytes):
        content = Deflated.whole(content)
    elif not isinstance(content, Deflated):
        content = Deflated.of(content())
    packed = sum(map(len, content.data))
    flags = 0 if raw_name.isascii() else _UTF8_NAME
    common = (_VERSION, flags, 8, 0, _DATE, content.crc, packed, content.size, len(raw_name), 0)
    local: list[bytes | memoryview] = [_LOCAL.pack(b"PK\x03\x04", *common), raw_name, *content.data]
    return local, _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, offset) + raw_name
