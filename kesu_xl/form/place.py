"""Where a picture goes on a sheet: into the area of its cell, as large as fits, in its own proportions.

The size is worked out from the template's columns and rows (a digit of 7 pixels), and does not follow them later: so
the proportions stay in a program with other column widths, and rows that grow with their texts only make more room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.picture import Picture
from kesu_xl.package.markup import attribute

__all__ = ["EMU", "PictureBox", "Placed", "anchor"]

#: English metric units in a pixel.
EMU: Final = 9525
#: Pixels that stay free around a picture, where the area has them.
_MARGIN: Final = 5


@dataclass(frozen=True, slots=True)
class PictureBox:
    """The area of a cell for a picture: its first column (from 1), pixels of its columns and of its rows."""

    left: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in an area whose first row is `top`, with the words for those who cannot see it."""

    picture: Picture
    box: PictureBox
    top: int
    caption: str


def anchor(placed: Placed, number: int, key: str, drawing: str, main: str, office: str) -> str:
    """Return the picture as an element of a drawing part.

    Args:
        placed: The picture and where it goes.
        number: Its number in the drawing, which no other shape has.
        key: Id of the relationship to its file.
        drawing: Namespace of drawings on sheets.
        main: Namespace of drawings.
        office: Namespace of relationships.
    """
    box, picture = placed.box, placed.picture
    across, down = _inner(sum(box.widths)), _inner(sum(box.heights))
    scale = min(across / picture.width, down / picture.height)
    width, height = max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
    column, x = _start(box.widths, (sum(box.widths) * EMU - width) // 2)
    row, y = _start(box.heights, (sum(box.heights) * EMU - height) // 2)
    described = f' descr="{attribute(placed.caption)}"' if placed.caption else ""
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{drawing}" xmlns:a="{main}" xmlns:r="{office}">'
        f"<xdr:from><xdr:col>{box.left - 1 + column}</xdr:col><xdr:colOff>{x}</xdr:colOff>"
        f"<xdr:row>{placed.top - 1 + row}</xdr:row><xdr:rowOff>{y}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="kesu {number}"{described}/>'
        f'<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )


def _inner(pixels: int) -> int:
    """Return the EMU of a length without the margins; of a length that has no room for them, a third."""
    return max(pixels - 2 * _MARGIN, pixels // 3, 1) * EMU


def _start(sizes: Sequence[int], offset: int) -> tuple[int, int]:
    """Return in which column or row an offset in EMU lies, and how far in it."""
    offset = max(0, offset)
    for index, pixels in enumerate(sizes):
        if offset < pixels * EMU:
            return index, offset
        offset -= pixels * EMU
    return 0, 0
