"""A compound file: storages and streams in one file, as the VBA project is kept. Source: MS-CFB, version 3."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["Storage", "compound_file"]

#: Names -> contents: bytes of a stream, or another storage.
Storage = Mapping[str, "bytes | Storage"]

_SECTOR: Final = 512
_MINI_SECTOR: Final = 64
#: Streams shorter than this lie in the mini stream (2.2).
_CUT_OFF: Final = 4096
_FREE, _END, _FAT_SECTOR, _NO_ENTRY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ENTRIES: Final = _SECTOR // 4
#: Sectors of the allocation table that the header itself lists; more would need a table of their own (2.2, DIFAT).
_LISTED: Final = 109
_HEADER: Final = struct.Struct("<8s16x5H6x10I")
_ENTRY: Final = struct.Struct("<64sH2B3I16xI16xIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass(slots=True)
class _Entry:
    """A directory entry: ids of its neighbours in the tree of siblings, and of the top of its own children."""

    name: str
    kind: int
    content: bytes = b""
    colour: int = _BLACK
    left: int = _NO_ENTRY
    right: int = _NO_ENTRY
    child: int = _NO_ENTRY
    start: int = 0


def compound_file(root: Storage) -> bytes:
    """Return a compound file; the same storages and streams give the same bytes.

    Raises:
        ValueError: A name is longer than 31 characters, or all of it is larger than 7 MB.
    """
    entries = [_Entry("Root Entry", _ROOT)]
    _add_children(entries, 0, root)
    mini, mini_table = _mini_stream(entries)
    entries[0].content = mini

    chains = [_padded(mini_table, _FREE.to_bytes(4, "little")), mini]
    chains += [entry.content for entry in entries if entry.kind == _STREAM and len(entry.content) >= _CUT_OFF]
    directory_sectors = -(-len(entries) * _ENTRY.size // _SECTOR)
    others = directory_sectors + sum(_sectors(chain) for chain in chains)
    fat_sectors = 1
    while fat_sectors * _ENTRIES < fat_sectors + others:
        fat_sectors += 1
    if fat_sectors > _LISTED:
        raise ValueError("too large for a compound file without a second table")

    table = [_FAT_SECTOR] * fat_sectors
    directory_at = _chain(table, directory_sectors)
    starts = [_chain(table, _sectors(chain)) for chain in chains]
    large = iter(starts[2:])
    for entry in entries:
        if entry.kind == _STREAM and len(entry.content) >= _CUT_OFF:
            entry.start = next(large)
    entries[0].start = starts[1]

    table += [_FREE] * (-len(table) % _ENTRIES)
    listed = [*range(fat_sectors), *[_FREE] * (_LISTED - fat_sectors)]
    header = _HEADER.pack(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory_at, 0, _CUT_OFF, starts[0], _sectors(chains[0]), _END, 0, listed[0],
    )  # fmt: skip
    pieces = [header, struct.pack(f"<{_LISTED - 1}I", *listed[1:]), struct.pack(f"<{len(table)}I", *table)]
    pieces += [_directory(entries), *(_padded(chain) for chain in chains)]
    return b"".join(pieces)


def _add_children(entries: list[_Entry], parent: int, storage: Storage) -> None:
    # Siblings are a search tree by length of name, then by name in capitals (2.6.4).
    ids = []
    for name in sorted(storage, key=lambda name: (len(name), name.upper())):
        if len(name) > 31:
            raise ValueError(f"name of more than 31 characters: {name}")
        content = storage[name]
        ids.append(len(entries))
        entries.append(_Entry(name, _STREAM, content) if isinstance(content, bytes) else _Entry(name, _STORAGE))
    entries[parent].child = top = _tree(entries, ids, len(ids).bit_length())
    if ids:
        entries[top].colour = _BLACK
    for one in ids:
        child = storage[entries[one].name]
        if not isinstance(child, bytes):
            _add_children(entries, one, child)


def _tree(entries: list[_Entry], ids: list[int], levels: int) -> int:
    """Make siblings a balanced tree and return its top; black but for its last level, so every path has as many blacks.

    Args:
        entries: The directory.
        ids: The siblings in their order.
        levels: How many levels the tree has from here on.
    """
    if not ids:
        return _NO_ENTRY
    middle = len(ids) // 2
    top = entries[ids[middle]]
    top.colour = _RED if levels == 1 else _BLACK
    top.left = _tree(entries, ids[:middle], levels - 1)
    top.right = _tree(entries, ids[middle + 1 :], levels - 1)
    return ids[middle]


def _mini_stream(entries: list[_Entry]) -> tuple[bytes, bytes]:
    """Put the short streams one behind the other; return them and their allocation table."""
    mini = bytearray()
    table: list[int] = []
    for entry in entries:
        if entry.kind != _STREAM or len(entry.content) >= _CUT_OFF:
            continue
        entry.start = _chain(table, -(-len(entry.content) // _MINI_SECTOR))
        mini += entry.content + bytes(-len(entry.content) % _MINI_SECTOR)
    return bytes(mini), struct.pack(f"<{len(table)}I", *table)


def _chain(table: list[int], sectors: int) -> int:
    """Append a chain of sectors to an allocation table and return where it starts."""
    if not sectors:
        return _END
    first = len(table)
    table += [*range(first + 1, first + sectors), _END]
    return first


def _sectors(content: bytes) -> int:
    return -(-len(content) // _SECTOR)


def _padded(content: bytes, filler: bytes = b"\0") -> bytes:
    return content + filler * (-len(content) % _SECTOR // len(filler))


def _directory(entries: list[_Entry]) -> bytes:
    packed = []
    for entry in entries:
        name = entry.name.encode("utf-16-le")
        size = len(entry.content)
        packed.append(
            _ENTRY.pack(name, len(name) + 2, entry.kind, entry.colour, entry.left, entry.right, entry.child,
                        0, entry.start, size)
        )  # fmt: skip
    unused = _ENTRY.pack(b"", 0, 0, 0, _NO_ENTRY, _NO_ENTRY, _NO_ENTRY, 0, 0, 0)
    packed += [unused] * (-len(entries) % (_SECTOR // _ENTRY.size))
    return b"".join(packed)
