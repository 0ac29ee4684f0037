"""Texts of users as XML: what a workbook can hold, and nothing that it would take for something else."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["LONGEST_TEXT", "SURELY_SHORT", "attribute", "escaped", "markup", "text_length", "unescaped", "writable"]

#: Characters that a cell can hold, counted in UTF-16 units as Excel does.
LONGEST_TEXT: Final = 32_767

#: A text of so many characters fits, whatever they are.
SURELY_SHORT: Final = LONGEST_TEXT // 2

_LINE_BREAK: Final = re.compile("\r\n?")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel reads ``_x0041_`` as A: an underscore that would start such a group is itself written as a group.
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ENTITY: Final = re.compile(r"&(?:#(\d+)|#[xX]([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


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
        text, strange = _UNWRITABLE.subn("\ufffd", text)
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


def escaped(text: str) -> str:
    """Return `text`, which must be `writable`, as the content of a ``<t>`` element."""
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def markup(text: str) -> str:
    """Return `text`, which must be `writable`, as the content of an element that is not a cell's."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return `text` as the content of an attribute in double quotes, or of any element that is not a cell's."""
    return markup(_UNWRITABLE.sub("\ufffd", text)).replace('"', "&quot;")


def unescaped(xml: str) -> str:
    """Return the characters that the entities and character references in `xml` stand for."""
    if "&" not in xml:
        return xml
    return _ENTITY.sub(_character, xml)


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))
