"""What a picture file says beside its pixels: where and when it was taken, by whom, with which program.

The segments and chunks that may say such things are cut out; the pixels and what shows them right stay as they are.
Sources: ISO 10918-1, annex B (segments of a JPEG); PNG, 11.3 (ancillary chunks); GIF89a, 23 to 26 (extensions); RFC
9649, 2.7 (chunks of a WebP).
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


#: Extensions of a GIF that are more than words: how a picture is shown, and how often (NETSCAPE2.0).
_GRAPHIC: Final = 0xF9
_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
#: Chunks of a WebP with camera data and XMP, and the bits of its header that say that they are there.
_WEBP_CHUNKS: Final = (b"EXIF", b"XMP ")
_WEBP_FLAGS: Final = 0x0C


def without_tags(data: bytes) -> bytes:
    """Return a PNG, JPEG, GIF or WebP without its metadata; anything else, and what is damaged, as it is."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _gif(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
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


def _gif(data: bytes) -> bytes:
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        end = at
        if data[at] == 0x2C:
            # place and size, colours, and the width of its codes
            end += 10 + _colours(data[at + 9]) + 1
            is_kept = True
        elif data[at] == 0x21:
            is_kept = data[at + 1] == _GRAPHIC or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _LOOPS)
            end += 2
        else:
            return data
        while data[end]:
            end += 1 + data[end]
        end += 1
        if is_kept:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, b";"))


def _colours(flags: int) -> int:
    """Return the length of the table of colours that a byte of flags speaks of."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> bytes:
    kept = [b"WEBP"]
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        chunk = data[at:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_FLAGS,)) + chunk[9:]
        if kind not in _WEBP_CHUNKS:
            kept.append(chunk)
        at = end
    body = b"".join(kept)
    return struct.pack("<4sI", b"RIFF", len(body)) + body
