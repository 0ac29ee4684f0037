"""Where the answer to a heading can stand: the cells below it or beside it, up to the next heading of its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.headings import Heading

__all__ = ["Region", "region_of", "size"]

Where = Literal["below", "beside"]

#: Digits and points from which an empty box takes an answer.
_WIDE: Final = 12.0
_SPACER: Final = 9.0


@dataclass(frozen=True, slots=True)
class Region:
    """The cells that belong to a heading.

    Attributes:
        area: The rectangle.
        where: Below the heading, or right of it.
    """

    area: Rect
    where: Where


def region_of(sheet: Sheet, heading: Heading, others: Sequence[Heading]) -> Region | None:
    """Return the region of a heading; None where nothing is left for one.

    Args:
        sheet: The sheet.
        heading: The heading.
        others: All headings of the sheet; they end the region.
    """
    own, title = heading.area, heading.title
    rest = [other for other in others if other.box != heading.box]
    reach = _reach(sheet, heading, rest)
    bottom = _bottom(sheet, heading, rest, reach)
    right = _right(sheet, heading, rest, reach, bottom)
    if heading.box.bottom > title.bottom and heading.title != heading.box:
        # a tall number with its title at the top: the rows beside the number
        return Region(Rect(own.top, title.left, min(own.bottom, bottom), right), "below")
    beside = Rect(own.top, own.right + 1, own.bottom, right)
    below = Rect(own.bottom + 1, own.left, bottom, right)
    best_beside = _best(sheet, beside, bottom)
    if best_beside is not None and best_beside.bottom > own.bottom:
        beside = Rect(own.top, own.right + 1, best_beside.bottom, right)
    best_below = _best(sheet, below)
    if best_beside is None and best_below is None:
        # nothing to write into: perhaps hints, or what somebody wrote
        return (
            Region(below, "below") if bottom > own.bottom else Region(beside, "beside") if right > own.right else None
        )
    if best_beside is None:
        return Region(below, "below")
    if best_below is None:
        return Region(beside, "beside")
    a_label = own.bottom > own.top or sheet.width(own) < sheet.width(best_beside)
    substantial = best_beside.merged or sheet.width(best_beside) >= 2 * _WIDE
    if a_label and substantial and size(sheet, best_beside) >= 0.6 * size(sheet, best_below):
        return Region(beside, "beside")
    return Region(below, "below")


def size(sheet: Sheet, box: Rect) -> float:
    """Return how much room a box has."""
    return sheet.width(box) * sheet.height(box)


def _best(sheet: Sheet, area: Rect, bottom: int = 0) -> Box | None:
    """Return the largest open box that begins in an area and ends in it, or by row `bottom`."""
    opened = [
        box
        for box in sheet.inside(area)
        if box.open
        and box.right <= area.right
        and box.bottom <= max(area.bottom, bottom)
        and sheet.width(box) >= _SPACER
        and sheet.height(box) > _SPACER
    ]
    return max(opened, key=lambda box: size(sheet, box), default=None)


def _reach(sheet: Sheet, heading: Heading, rest: Sequence[Heading]) -> int:
    """Return the last column of the heading's own column of the form: as wide as itself or what lies beneath."""
    own = heading.area
    beneath = sheet.at(own.bottom + 1, own.left)
    reach = max(own.right, beneath.right if beneath.left == own.left else own.right)
    beside = [other.area.left for other in rest if other.area.top == own.top and other.area.left > own.right]
    return min([reach, *(left - 1 for left in beside)])


def _bottom(sheet: Sheet, heading: Heading, rest: Sequence[Heading], reach: int) -> int:
    own = heading.area
    ends = [other.area.top for other in rest if _ends(sheet, heading, other, rest, reach)]
    return max(min(ends, default=sheet.bottom + 1) - 1, own.bottom)


def _ends(sheet: Sheet, heading: Heading, other: Heading, rest: Sequence[Heading], reach: int) -> bool:
    """Say whether another heading further down ends a heading's region."""
    own, its = heading.area, other.area
    if its.top <= own.bottom:
        return False
    if its.left <= reach and its.right >= own.left:
        return True
    if its.left > reach:
        # further right: another column of the form, unless the heading itself is one narrow cell of a wide form
        return heading.box.merged is False and not _is_second_column(its, rest, own)
    # further left: it ends this one, unless a box of this column lies across its row
    across = sheet.at(its.top, own.left)
    if across.top < its.top <= across.bottom and across.left >= own.left:
        return False
    return not any(
        k.area.top == its.top and its.left < k.area.left <= own.left for k in rest
    ) and not _is_second_column(own, rest, its)


def _is_second_column(its: Rect, rest: Sequence[Heading], own: Rect) -> bool:
    """Say whether a heading stands in a column of headings right of another column of headings."""
    mates = [k for k in rest if k.area.left == its.left and k.area != its]
    return bool(mates) and its.left > own.left


def _right(sheet: Sheet, heading: Heading, rest: Sequence[Heading], reach: int, bottom: int) -> int:
    own = heading.area
    beside = [
        other.area.left - 1
        for other in rest
        if other.area.left > max(reach, own.right) and other.area.top <= bottom and other.area.bottom >= own.top
    ]
    return min([sheet.right, *beside])
