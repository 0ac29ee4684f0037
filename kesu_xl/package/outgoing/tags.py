"""What a picture file says beside its pixels: where and when it was taken, by whom, with which program.

The segments and chunks that may say such things are cut out; the pixels and what shows them right stay as they are.
Sources: ISO 10918-1, annex B (segments of a JPEG); PNG, 11.3 (ancillary chunks).
"""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["without_tags"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that hold texts, camera data or a time.
_CHUNKS: Final = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
#: Segments of a JPEG for other data (APP1 Exif and XMP, APP3 to APP13) and comments; APP0, APP2 and APP14 say how its
#: colours are meant.
_SEGMENTS: Final = frozenset((0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE))
_NO_LENGTH: Final = frozenset((0x01, *range(0xD0, 0xD9)))


def without_tags(data: bytes) -> bytes:
    """Return a PNG or JPEG without its metadata; anything else, and what is damaged, as it is."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        return _jpeg(data) if data.startswith(b"\xff\xd8\xff") else data
    except (struct.error, IndexError):
        return data


def _png(data: bytes) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + int(length)
        if kind not in _CHUNKS:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    at = 2
    while data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF or kind in _NO_LENGTH:
            step = 1 if kind == 0xFF else 2
            kept.append(data[at : at + step])
            at += step
            continue
        if kind == 0xDA:
            # behind the pixels phones keep further pictures, with what they say
            end = data.find(b"\xff\xd9", at)
            return b"".join((*kept, data[at : end + 2 if end > 0 else len(data)]))
        (length,) = struct.unpack_from(">H", data, at + 2)
        if kind not in _SEGMENTS:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return data
