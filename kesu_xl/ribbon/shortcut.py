"""A Windows shortcut: a program with its arguments, started without a command shell. Source: MS-SHLLINK.

A shell would read a file name as part of its command (``&`` in a name starts a program); a shortcut hands names over.
"""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["shortcut"]

_CLASS: Final = bytes.fromhex("0114020000000000c000000000000046")
#: What is in it: arguments, text in UTF-16, no place on a disk, the target with environment variables (2.1.1).
_FLAGS: Final = 0x20 | 0x80 | 0x100 | 0x200
_SHOW_NORMAL: Final = 1
#: Size and signature of the block that names the target (2.5.4); its two texts have places of a fixed length.
_BLOCK: Final = struct.Struct("<II260s520s")
_SIGNATURE: Final = 0xA0000001


def shortcut(target: str, arguments: str) -> bytes:
    """Return a shortcut as the bytes of an .lnk file.

    Args:
        target: Path of the program; may hold variables such as ``%USERPROFILE%``.
        arguments: What comes before the names of the files that it is used on.

    Raises:
        ValueError: The path is longer than Windows takes.
    """
    wide = target.encode("utf-16-le")
    if len(wide) > 518:
        raise ValueError("path of more than 259 characters")
    header = struct.pack(
        "<I16sII24xIIIHHII", 0x4C, _CLASS, _FLAGS, 0, 0, 0, _SHOW_NORMAL, 0, 0, 0, 0
    )  # fmt: skip
    text = struct.pack("<H", len(arguments)) + arguments.encode("utf-16-le")
    # Windows reads the wide text; the other one is for programs that know no other.
    block = _BLOCK.pack(_BLOCK.size, _SIGNATURE, target.encode("ascii", "replace"), wide)
    return header + text + block + bytes(4)
