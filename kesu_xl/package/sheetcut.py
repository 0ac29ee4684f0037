"""Where the rows of a worksheet part begin and end, found without holding the rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import SMALL_PART_LIMIT
from kesu_xl.package.markup import Coding, decoded, scan
from kesu_xl.package.rawzip import Pieces
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import encoding_of

__all__ = ["Cut", "cut"]

_OPEN: Final = re.compile(rb"<(?:[\w.\-]+:)?sheetData(?=[\s/>])[^>]*>")
_CLOSE: Final = re.compile(rb"</(?:[\w.\-]+:)?sheetData\s*>")
#: More than the longest tag that can be cut by the end of a piece.
_OVERLAP: Final = 512


@dataclass(frozen=True, slots=True)
class Cut:
    """A part in pieces: before, tag of the rows, rows (None: not held), closing tag (none for ``<x/>``), behind.

    ``start`` and ``end`` are the place of the rows among the bytes of the part.
    """

    head: bytes
    opened: bytes
    rows: bytes | None
    closed: bytes
    tail: bytes
    coding: Coding
    pieces: Pieces
    start: int
    end: int


def cut(source: bytes | Pieces, label: Label) -> Cut:
    """Take a worksheet part apart.

    Raises:
        KesuError: It has no rows element, or far too much around it.
    """
    if isinstance(source, bytes):
        return _cut_whole(source, label)
    head = bytearray()
    for piece in source():
        head += piece
        opened = _OPEN.search(head, max(0, len(head) - len(piece) - _OVERLAP))
        if opened or len(head) > SMALL_PART_LIMIT:
            break
    else:
        raise KesuError("damaged_file", file=label)
    if opened is None:
        raise KesuError("too_large", file=label)
    if opened[0].endswith(b"/>") or encoding_of(bytes(head[:512])) != "utf-8":
        return _cut_whole(b"".join(source()), label)
    bom = b"\xef\xbb\xbf" if head.startswith(b"\xef\xbb\xbf") else b""
    start, tag, before = opened.end(), bytes(opened[0]), bytes(head[len(bom) : opened.start()])
    end, rest = _end(source, start, label)
    if _inside_comment(before, rest):
        return _cut_whole(b"".join(source()), label)
    closed = _CLOSE.match(rest)
    size = closed.end() if closed else 0
    return Cut(before, tag, None, rest[:size], rest[size:], Coding(bom, "utf-8"), source, start, end)


def _end(source: Pieces, start: int, label: Label) -> tuple[int, bytes]:
    """Return where the rows end, and everything from there on."""
    window = bytearray()
    base, end = 0, -1
    for piece in source():
        window += piece
        if base + len(window) <= start:
            base, window = base + len(window), bytearray()
            continue
        found = _last(window, max(start - base, 0))
        if found is not None and base + found > end:
            end = base + found
            base, window = end, window[found:]
        elif end < 0 and len(window) > _OVERLAP:
            base, window = base + len(window) - _OVERLAP, window[-_OVERLAP:]
        if len(window) > SMALL_PART_LIMIT + len(piece):
            raise KesuError("too_large", file=label)
    if end < 0:
        raise KesuError("damaged_file", file=label)
    return end, bytes(window)


def _last(window: bytes | bytearray, first: int) -> int | None:
    """Return where the last closing tag of the rows begins."""
    at = len(window)
    while True:
        at = window.rfind(b"sheetData", first, at)
        if at < 0:
            return None
        start = window.rfind(b"</", first, at)
        if start >= 0 and _CLOSE.match(window, start):
            return start


def _cut_whole(raw: bytes, label: Label) -> Cut:
    xml, coding = decoded(raw, label)
    opened = _OPEN.search(xml)
    if opened is None:
        raise KesuError("damaged_file", file=label)
    if opened[0].endswith(b"/>"):
        head, tail = xml[: opened.start()], xml[opened.end() :]
        if _inside_comment(head, tail):
            return _cut_exactly(raw, xml, coding, label)
        return Cut(head, opened[0], b"", b"", tail, coding, lambda: (raw,), 0, 0)
    last = _last(xml, opened.end())
    closed = _CLOSE.match(xml, last) if last is not None else None
    if closed is None:
        raise KesuError("damaged_file", file=label)
    rows = xml[opened.end() : closed.start()]
    head, tail = xml[: opened.start()], xml[closed.end() :]
    if _inside_comment(head, tail):
        return _cut_exactly(raw, xml, coding, label)
    return Cut(head, opened[0], rows, closed[0], tail, coding, lambda: (raw,), 0, 0)


def _inside_comment(head: bytes, tail: bytes) -> bool:
    """Say whether a tag was found that is none: in a comment, a processing instruction or a CDATA section."""
    return any(
        head.rfind(begin) > head.rfind(end) or -1 < tail.find(end) < (tail + begin).find(begin)
        for begin, end in ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<![CDATA[", b"]]>"))
    )


def _cut_exactly(raw: bytes, xml: bytes, coding: Coding, label: Label) -> Cut:
    """Take a part apart where a parser finds the rows; for XML in which a search could be misled."""
    found = next((span for span in scan(xml, label, 1) if span.depth == 1 and span.name == "sheetData"), None)
    if found is None:
        raise KesuError("damaged_file", file=label)
    opened, closed = xml[found.start : found.inner], xml[found.close : found.end]
    head, tail = xml[: found.start], xml[found.end :]
    return Cut(head, opened, xml[found.inner : found.close], closed, tail, coding, lambda: (raw,), 0, 0)
