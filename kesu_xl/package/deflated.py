"""Content that is compressed while it is made, and so never held inflated; a zip takes it as it stands.

A segment ends at a byte and refers to nothing before it, so segments stand one behind the other in one stream of a zip.
Source: RFC 1951, 3.2 (blocks); zlib's full flush.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

__all__ = ["Deflated", "Segment", "compact"]

#: From this size on, content is compressed quickly rather than well.
_QUICKLY: Final = 4 << 20
_ZEROS: Final = bytes(1 << 20)
#: Compressed bytes that are inflated at a time.
_STEP: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of content, deflated by itself: its length and check sum inflated, its bytes."""

    size: int
    crc: int
    data: bytes

    @classmethod
    def of(cls, content: bytes, *, last: bool = False) -> Segment:
        """Compress a stretch, `last` where the stream ends with it."""
        deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
        data = deflate.compress(content) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
        return cls(len(content), zlib.crc32(content), data)

    def content(self) -> bytes:
        """Return it inflated."""
        return zlib.decompressobj(-15).decompress(self.data)


@dataclass(frozen=True, slots=True)
class Deflated:
    """Whole content, deflated: its length and check sum inflated, its bytes one behind the other."""

    size: int
    crc: int
    data: tuple[bytes, ...]

    @classmethod
    def of(cls, pieces: Iterable[bytes], *, quickly: bool = True) -> Deflated:
        """Compress content that comes in pieces; how it was cut does not show in the result."""
        deflate = zlib.compressobj(1 if quickly else 6, zlib.DEFLATED, -15)
        size = crc = 0
        data: list[bytes] = []
        for piece in pieces:
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            data.append(deflate.compress(piece))
        data.append(deflate.flush())
        return cls(size, crc, tuple(filter(None, data)))

    @classmethod
    def whole(cls, content: bytes) -> Deflated:
        """Compress content that is at hand, as well as its size allows."""
        return cls.of((content,), quickly=len(content) >= _QUICKLY)

    @classmethod
    def joined(cls, head: bytes, segments: Iterable[Segment], tail: bytes) -> Deflated:
        """Put content around segments."""
        size = crc = 0
        data = []
        for segment in chain((Segment.of(head),), segments, (Segment.of(tail, last=True),)):
            size, crc = size + segment.size, _crc_of_both(crc, segment)
            data.append(segment.data)
        return cls(size, crc, tuple(data))

    def pieces(self) -> Iterator[bytes]:
        """Yield it inflated, some at a time."""
        inflate = zlib.decompressobj(-15)
        for data in self.data:
            for at in range(0, len(data), _STEP):
                yield inflate.decompress(data[at : at + _STEP])


def compact(pieces: Iterable[bytes]) -> bytes | Deflated:
    """Take content in that comes in pieces: as it is where it is small, deflated where it is large."""
    taken: list[bytes] = []
    size = 0
    source = iter(pieces)
    for piece in source:
        taken.append(piece)
        size += len(piece)
        if size >= _QUICKLY:
            return Deflated.of(chain(taken, source))
    return b"".join(taken)


def _crc_of_both(before: int, segment: Segment) -> int:
    """Return the check sum of what stood before and a segment, out of theirs.

    For content of one length, the sum depends on the start by exclusive or alone: so zeros of that length tell how.
    """
    shifted, zeros, left = before, 0, segment.size
    while left:
        step = _ZEROS if left >= len(_ZEROS) else _ZEROS[:left]
        shifted, zeros, left = zlib.crc32(step, shifted), zlib.crc32(step, zeros), left - len(step)
    return segment.crc ^ shifted ^ zeros
