"""Which cells show a date or a duration: a cell's style names a number format, and the format says it.

Source: ECMA-376 part 1, 18.8.10 (cellXfs), 18.8.30 (numFmt and the formats that every program has), 18.8.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pyexpat import ExpatError
from typing import Final, Literal

from kesu_xl.errors import KesuError
from kesu_xl.package.source import Label
from kesu_xl.package.textstream import text_pieces
from kesu_xl.package.xmlparts import local, safe_parser

__all__ = ["FormatKind", "kind_of_format", "read_styles"]

#: What the number of a cell stands for.
FormatKind = Literal["number", "date", "duration"]

# Formats that files name by their number only; 27-36 and 50-58 are the dates and times of East Asian programs.
_BUILT_IN: Final[dict[int, FormatKind]] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date"),
    46: "duration",
}
# What is no part of the format's own letters: quoted text, an escaped letter, a gap as wide as a letter, a letter that
# fills the cell.
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|"', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]?")
_GENERAL = re.compile(r"general", re.IGNORECASE)
# Years of the Japanese and Taiwan calendars (e, g, b) count as dates only beside another letter of a date.
_DATE_LETTER = re.compile(r"[ymdhsYMDHS]|[aA]/[pP]|上午/下午|[年月日]")
_STYLE_LIMIT: Final = 1_000_000


@cache
def kind_of_format(code: str) -> FormatKind:
    """Return what the format code of a number makes of it.

    Only the first section counts, which is the one for positive numbers: ``yyyy-mm-dd;@`` is a date.
    """
    bare = _GENERAL.sub("", _LITERAL.sub("", code)).partition(";")[0]
    if _ELAPSED.search(bare):
        return "duration"
    return "date" if _DATE_LETTER.search(_BRACKETS.sub("", bare)) else "number"


def read_styles(chunks: Iterator[bytes], label: Label) -> list[FormatKind]:
    """Return what each cell style (``s`` of a cell counts from 0) makes of a number.

    Args:
        chunks: The inflated styles part.
        label: Name of the file, for messages.

    Raises:
        KesuError: Not well-formed, or with a DOCTYPE.
    """
    codes: dict[int, str] = {}
    used: list[int] = []
    path: list[str] = []

    def start(qualified: str, attributes: dict[str, str]) -> None:
        name = local(qualified)
        above = path[-1] if path else ""
        path.append(name)
        if name == "xf" and above == "cellXfs":
            if len(used) >= _STYLE_LIMIT:
                raise KesuError("too_large", file=label)
            used.append(_number(attributes.get("numFmtId", "")))
        elif name == "numFmt" and above == "numFmts":
            codes[_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")

    def end(_: str) -> None:
        path.pop()

    parser = safe_parser(label)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for piece in text_pieces(chunks):
            parser.Parse(piece, False)
        parser.Parse("", True)
    except (ExpatError, LookupError, ValueError) as error:
        raise KesuError("damaged_file", file=label) from error
    # A code that the file gives to one of the built-in numbers is the one that counts.
    return [kind_of_format(codes[form]) if form in codes else _BUILT_IN.get(form, "number") for form in used]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
