"""Texts as cells hold them: what fits, and nothing that a program would take for something else.

Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): ``_xHHHH_`` stands for a character.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "LONGEST_TEXT", "SURELY_SHORT", "UNWRITABLE", "cell_text", "plain_text", "text_length", "unambiguous", "writable",
]  # fmt: skip

#: Characters that a cell can hold, counted in UTF-16 units as Excel does.
LONGEST_TEXT: Final = 32_767

#: A text of so many characters fits, whatever they are.
SURELY_SHORT: Final = LONGEST_TEXT // 2

_LINE_BREAK: Final = re.compile("\r\n?")
#: What no XML can hold.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel reads ``_x0041_`` as A: an underscore that would start such a group is itself written as a group.
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def text_length(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def writable(text: str, room: int = LONGEST_TEXT) -> tuple[str, int, int]:
    """Make `text` one that a cell can hold.

    Args:
        text: Anything.
        room: UTF-16 units that the cell has left.

    Returns:
        The text (line breaks as LF), how many characters became U+FFFD, how many units were cut.
    """
    strange = 0
    if "\r" in text:
        text = _LINE_BREAK.sub("\n", text)
    if not text.isprintable():
        text, strange = UNWRITABLE.subn("\ufffd", text)
    if len(text) * 2 <= room:
        return text, strange, 0
    length = text_length(text)
    if length <= room:
        return text, strange, 0
    # Cutting whole characters may take up to twice as many as there are units over; then some fit again.
    keep = text[:room]
    while text_length(keep) > room:
        keep = keep[: -max(1, (text_length(keep) - room) // 2)]
    return keep, strange, length - text_length(keep)


def cell_text(text: str) -> str:
    """Return `text`, which must be `writable`, as the content of a ``<t>`` element."""
    if "_x" in text:
        text = unambiguous(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def unambiguous(text: str) -> str:
    """Return `text` with nothing in it that reads as an escape: ``_x0041_`` -> ``_x005F_x0041_``."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def plain_text(text: str) -> str:
    """Return a text with its ``_xHHHH_`` escapes decoded, ``_x005F_`` being the underscore itself.

    Half of a pair of surrogates is no letter in any encoding and becomes U+FFFD.
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATE.search(decoded):
        decoded = decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return decoded
