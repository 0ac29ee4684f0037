"""How our workbooks look: palette, fonts, borders.

White cell = type here, pale teal = computed; colour only where somebody must act.
"""

from __future__ import annotations

from typing import Final, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

__all__ = [
    "ACCENT",
    "AT_RISK",
    "BOX",
    "BRAND",
    "BRAND_2",
    "BRAND_LIGHT",
    "BRAND_TINT",
    "BREACHED",
    "CLOSED_TEXT",
    "COMPUTED",
    "FONTS",
    "GOOD",
    "GREY_BAR",
    "GROUP_BANDS",
    "HAIRLINE",
    "HEAD",
    "INK",
    "INK_2",
    "LATE",
    "LINK",
    "PAUSED",
    "RULE",
    "RUNNING",
    "SOFT",
    "SUBTITLE",
    "WHITE",
    "aligned",
    "bottom_line",
    "fill",
    "font",
    "pixels_to_points",
    "pixels_to_width",
]

WHITE: Final = "FFFFFF"
INK: Final = "1C2B36"
INK_2: Final = "4F5F6D"
RULE: Final = "8A97A3"
HAIRLINE: Final = "E1E6EA"
BOX: Final = "BFC9D1"
SOFT: Final = "F3F6F8"
COMPUTED: Final = "EEF4F5"
HEAD: Final = "E6EBEF"
BRAND_TINT: Final = "DCEBEE"
BRAND: Final = "0F4C5C"
BRAND_2: Final = "1F7A8C"
BRAND_LIGHT: Final = "6794A0"
SUBTITLE: Final = "CFE3E8"
ACCENT: Final = "C27600"
GREY_BAR: Final = "A3B4BC"
GOOD: Final = "1E6B4F"
RUNNING: Final = "35526B"
CLOSED_TEXT: Final = "616E79"
LINK: Final = "0B5CAD"
#: Ground and text of a state.
BREACHED: Final = ("A4161A", "FFFFFF")
AT_RISK: Final = ("FFD262", "4A3200")
LATE: Final = ("F0DEDA", "7A2219")
PAUSED: Final = ("E6E1F3", "4A3A80")
#: Bands over the register's column groups: 案件 登记 时效 8D 结案.
GROUP_BANDS: Final = ("1C2B36", "33475A", "0F4C5C", "4A4A78", "4D5B4F")
#: The font of every cell; the workbook's Normal style stays Calibri 11, which column widths are counted in.
FONTS: Final = {"zh-Hans": "微软雅黑", "zh-Hant": "Microsoft JhengHei", "en": "Calibri"}


def font(lang: str, size: float = 10, *, bold: bool = False, color: str = INK, underline: bool = False) -> Font:
    """Return the font of a cell; English is set one size up, as Calibri is small."""
    points = size + 1 if lang == "en" and size < 12 else size
    return Font(name=FONTS[lang], size=points, bold=bold, color=color, underline="single" if underline else None)


def fill(color: str) -> PatternFill:
    """Return a plain ground."""
    return PatternFill("solid", fgColor=color, bgColor=color)


def aligned(
    horizontal: str = "left", vertical: str = "center", *, indent: int = 0, wrap: bool = False, shrink: bool = False
) -> Alignment:
    """Return an alignment; the horizontal one is always named, as an indent has no effect without it."""
    return Alignment(horizontal=horizontal, vertical=vertical, indent=indent, wrap_text=wrap, shrink_to_fit=shrink)


def bottom_line(color: str = HAIRLINE, style: Literal["thin", "medium", "hair"] = "thin") -> Border:
    """Return a line under a cell."""
    return Border(bottom=Side(style=style, color=color))


def pixels_to_width(pixels: int) -> float:
    """Return the column width as the file has it: in digits of Calibri 11, 7 px each, the padding included."""
    return round(pixels / 7, 4)


def pixels_to_points(pixels: float) -> float:
    """Return a row height in points (96 dpi)."""
    return pixels * 0.75
