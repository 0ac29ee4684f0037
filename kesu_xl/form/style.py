"""What a cell's style says about printing a text in it: font, wrapping, and whether it shows numbers as dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kesu_xl.package.strict import in_transitional

__all__ = ["CellStyle", "read_styles"]

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_IDS: Final = frozenset((9, 10))
#: Parts of a number format that are text or colour, not a code.
_NOT_CODE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The part of a cell format that decides how a filled value is written and how high its row must be.

    Attributes:
        size: Font size in points.
        wrap: Long text continues on the next line, and nothing turns or shrinks it.
        indent: Steps of the alignment's indent.
        shows_dates: The number format shows a serial number as a date or a time.
        shows_percent: The number format shows 0.5 as 50 %.
    """

    font: str = "Calibri"
    size: float = 11.0
    bold: bool = False
    wrap: bool = False
    indent: int = 0
    shows_dates: bool = False
    shows_percent: bool = False


def read_styles(xml: bytes) -> tuple[CellStyle, ...]:
    """Return the styles of a styles part; a cell's ``s`` is the index."""
    from lxml import etree

    root = etree.fromstring(in_transitional(xml), etree.XMLParser(resolve_entities=False, no_network=True))
    fonts = []
    for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font"):
        name, size, bold = (font.find(_MAIN + tag) for tag in ("name", "sz", "b"))
        fonts.append(
            (
                str(name.get("val") or "Calibri") if name is not None else "Calibri",
                float(size.get("val") or 11) if size is not None else 11.0,
                bold is not None and bold.get("val") not in ("0", "false"),
            )
        )
    codes = {
        int(item.get("numFmtId") or 0): str(item.get("formatCode") or "")
        for item in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    styles = []
    for xf in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        font_id, number = int(xf.get("fontId") or 0), int(xf.get("numFmtId") or 0)
        name, size, bold = fonts[font_id] if font_id < len(fonts) else ("Calibri", 11.0, False)
        code = _NOT_CODE.sub("", codes.get(number, ""))
        alignment = xf.find(_MAIN + "alignment")
        aligned = dict(alignment.attrib) if alignment is not None else {}
        is_turned = aligned.get("textRotation", "0") != "0" or aligned.get("shrinkToFit") in ("1", "true")
        styles.append(
            CellStyle(
                font=name,
                size=size,
                bold=bold,
                wrap=aligned.get("wrapText") in ("1", "true") and not is_turned,
                indent=int(aligned.get("indent") or 0),
                shows_dates=number in _DATE_IDS or bool(code and re.search("[ymdhs]", code, re.IGNORECASE)),
                shows_percent=number in _PERCENT_IDS or "%" in code,
            )
        )
    return tuple(styles)
