"""The rows of a sheet, some whole ones at a time: so that a change of a large sheet never holds all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kesu_xl.package.deflated import Segment
from kesu_xl.package.limits import HELD_LIMIT
from kesu_xl.package.rowscan import masked

__all__ = ["StoredRows", "whole_rows"]

#: Bytes of rows that are worked on at a time.
_CHUNK: Final = 1 << 19
_ROW: Final = re.compile(rb"<(?:[\w.\-]+:)?row(?=[\s/>])")
#: More than the longest prefix of an element's name, with the sign before it.
_PREFIX: Final = 256


def whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield rows that come cut anywhere in chunks of whole ones, with whatever stands between them."""
    waiting: list[bytes] = []
    size, enough = 0, _CHUNK
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size < enough:
            continue
        window = b"".join(waiting)
        cut = _last_row(window)
        if cut:
            yield window[:cut]
        waiting = [window[cut:]]
        size -= cut
        # A row that is longer than a chunk is not searched again for every piece of it.
        enough = max(_CHUNK, 2 * size)
    if size:
        yield b"".join(waiting)


def _last_row(window: bytes) -> int:
    """Return where the last row begins that is one for sure; 0 where none is known to end before."""
    mask = masked(window)
    # A comment that goes on behind the window hides what looks like a row in it.
    stop = min((at for sign in (b"<!", b"<?") if (at := mask.find(sign)) >= 0), default=len(mask))
    while (stop := mask.rfind(b"row", 0, stop)) > 0:
        start = mask.rfind(b"<", max(stop - _PREFIX, 0), stop)
        if start >= 0 and _ROW.match(mask, start):
            return start
    return 0


class StoredRows:
    """Rows that were changed: as they are while they are few, else each chunk deflated.

    Args:
        chunks: The rows, some whole ones at a time.

    Attributes:
        size: Their bytes.
        large: They are too many to be held.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.size = 0
        self.large = False
        self._segments: list[Segment] = []
        self._held: list[bytes] = []
        for chunk in _filled(chunks):
            self.size += len(chunk)
            self._held.append(chunk)
            self.large = self.size >= HELD_LIMIT
            if self.large:
                self._segments += map(Segment.of, self._held)
                self._held.clear()

    def chunks(self) -> Iterator[bytes]:
        """Yield the rows, some whole ones at a time."""
        yield from (segment.content() for segment in self._segments)
        yield from self._held

    def segments(self) -> Iterator[Segment]:
        """Yield the rows deflated."""
        yield from self._segments
        yield from map(Segment.of, self._held)


def _filled(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Join small chunks."""
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= _CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if size:
        yield b"".join(waiting)
