"""How VBA source is compressed in a project. Source: MS-OVBA 2.4.1."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

__all__ = ["compressed"]

_SIGNATURE: Final = 0x01
#: Bytes of source in a chunk; every chunk is compressed for itself.
_CHUNK: Final = 4096
#: A copy token stands for three bytes or more.
_SHORTEST: Final = 3
#: Flag and signature of a compressed chunk, and the header of one that is stored as it is.
_COMPRESSED: Final = 0xB000
_STORED: Final = 0x3FFF
#: Earlier places that are tried for a copy, the newest first: more find little more in source text.
_TRIED: Final = 32


def compressed(source: bytes) -> bytes:
    """Return `source` as a compressed container.

    Raises:
        ValueError: Its last chunk cannot be compressed (random bytes, never text): what is stored as it is gets padded
            to 4,096 bytes, and would come back longer.
    """
    container = bytearray([_SIGNATURE])
    for start in range(0, len(source), _CHUNK):
        chunk = source[start : start + _CHUNK]
        tokens = _tokens(chunk)
        if len(tokens) <= _CHUNK:
            container += (_COMPRESSED | len(tokens) - 1).to_bytes(2, "little") + tokens
        elif len(chunk) == _CHUNK:
            container += _STORED.to_bytes(2, "little") + chunk
        else:
            raise ValueError("source that cannot be compressed")
    return bytes(container)


def _tokens(chunk: bytes) -> bytes:
    """Return a chunk as token sequences: a byte of flags, then eight literals or copies."""
    result = bytearray()
    places: dict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(chunk):
        flags_at = len(result)
        result.append(0)
        for bit in range(8):
            if at == len(chunk):
                break
            length, offset = _longest(chunk, at, places[chunk[at : at + _SHORTEST]])
            if length:
                result[flags_at] |= 1 << bit
                result += (offset - 1 << 16 - _offset_bits(at) | length - _SHORTEST).to_bytes(2, "little")
            else:
                result.append(chunk[at])
                length = 1
            for passed in range(at, at + length):
                places[chunk[passed : passed + _SHORTEST]].append(passed)
            at += length
    return bytes(result)


def _longest(chunk: bytes, at: int, places: list[int]) -> tuple[int, int]:
    """Return length and offset of the longest copy of what stands at `at`; length 0 where there is none."""
    most = min(len(chunk) - at, (0xFFFF >> _offset_bits(at)) + _SHORTEST)
    best, offset = 0, 0
    if most < _SHORTEST:
        return 0, 0
    for place in reversed(places[-_TRIED:]):
        length = _SHORTEST
        while length < most and chunk[place + length] == chunk[at + length]:
            length += 1
        if length > best:
            best, offset = length, at - place
            if best == most:
                break
    return best, offset


def _offset_bits(at: int) -> int:
    """Return how many bits of a copy token hold the offset, which is at most `at` (2.4.1.3.19.1)."""
    return max(4, (at - 1).bit_length())
