"""The answer itself: a block below or beside its heading, lines, a hint to be replaced, the first cell of a row."""

from __future__ import annotations

from typing import Final

from kesu_xl.form.suggest.answers import LINES, block_fields
from kesu_xl.form.suggest.blank import Box, Sheet
from kesu_xl.form.suggest.found import Places, mark_for
from kesu_xl.form.suggest.headings import Heading, numbered
from kesu_xl.form.suggest.marks import Mark
from kesu_xl.form.suggest.regions import Region, size
from kesu_xl.form.suggest.words import gaps, is_hint
from kesu_xl.wording import Ref

__all__ = ["place_block", "place_inside_heading"]

#: A box is a line when it is one row, and no higher than this.
_LINE: Final = 30.0
_TALL: Final = 40.0
#: Points below which a row is only a gap.
_THIN: Final = 7.5
#: Share of the region's width from which a box can hold the answer.
_WIDE_SHARE: Final = 0.33
#: Share of the region from which a box that labels and tables left over still asks for an answer.
_LARGE_SHARE: Final = 0.3


class _Room:
    """The free boxes of a region, by what they are good for."""

    def __init__(self, sheet: Sheet, region: Region, taken: set[str], heading: Heading) -> None:
        area = region.area
        enough = _WIDE_SHARE * sheet.width(area)
        self.free = [box for box in sheet.inside(area) if box.ref not in taken and box.right <= area.right]
        large = [box for box in self.free if sheet.width(box) >= enough and sheet.height(box) > _THIN]
        wide = [box for box in large if box.open]
        # a cell beside a label that we do not know is that label's, as long as there is another
        own = [box for box in wide if box.left == area.left or not _label_before(sheet, box, heading)]
        self.labelled = not own
        self.wide = own or wide
        self.texts = [box for box in large if box.text and not box.formula]
        hints = [box for box in self.texts if not box.locked and is_hint(box.text) and numbered(box.text) is None]
        self.biggest = max(self.wide, key=lambda box: size(sheet, box), default=None)
        contents = [box for box in self.texts if box not in hints and not gaps(box.text) and box.merged]
        if (
            self.labelled
            and self.biggest is not None
            and any(size(sheet, box) >= size(sheet, self.biggest) for box in contents)
        ):
            self.biggest = None  # somebody's text has the place; what is free belongs to a label
            self.free = [box for box in self.free if box.text]
        self.hint = max(hints, key=lambda box: size(sheet, box), default=None)


def _label_before(sheet: Sheet, box: Box, heading: Heading) -> bool:
    before = sheet.at(box.top, box.left - 1)
    return bool(before.text) and before.ref not in (heading.box.ref, heading.title.ref)


def place_block(
    places: Places, sheet: Sheet, heading: Heading, region: Region, taken: set[str], fields: tuple[str, ...]
) -> None:
    """Place the answer to a heading.

    Args:
        places: What was found so far; the markers are added.
        sheet: The sheet.
        heading: The heading.
        region: Where it may be.
        taken: Addresses that are spoken for; those that are used are added.
        fields: What the answer consists of.
    """
    room = _Room(sheet, region, taken, heading)
    biggest, hint, at = room.biggest, room.hint, heading.box.ref
    if places.answered and (biggest is None or size(sheet, biggest) < _LARGE_SHARE * size(sheet, region.area)):
        return  # what is left is a gap of the form

    def put(box: Box, sure: float, why: str) -> None:
        taken.add(box.ref)
        places.marks += [mark_for(sheet, box, name, heading.sure * sure, Ref(why, heading=at)) for name in fields]

    why = "suggest.why_below" if region.where == "below" else "suggest.why_right"
    if hint is not None and (biggest is None or size(sheet, hint) >= 1.5 * size(sheet, biggest)):
        put(hint, 0.92, "suggest.why_hint")
    elif biggest is not None and (biggest.merged or not any(box.formula for box in room.free)):
        first = room.wide[0]
        if size(sheet, biggest) < 3 * size(sheet, first):
            biggest = first
        lines = _lines(sheet, room.wide, biggest)
        if len(lines) > 1:
            _put_lines(places, sheet, heading, lines, taken, fields)
        else:
            put(biggest, 0.6 if room.labelled and region.where == "below" else 0.97 if biggest.merged else 0.88, why)
    else:
        places.content += [box for box in room.texts if not gaps(box.text)]
        loose = [box for box in room.free if box.open]
        summed = next((box for box in room.free if box.formula), None)
        if summed is not None and not any(box.merged for box in loose):
            places.locked = summed  # the answer stands elsewhere; the cells beside the formula are no place for it
            return
        merged = [box for box in loose if box.merged]
        if merged:
            put(max(merged, key=lambda box: size(sheet, box)), 0.75, why)
        elif loose and not places.content:
            first = next((box for box in loose if box.left == region.area.left), loose[0])
            alone = not any(box.text for box in room.free if box.top == first.top)
            put(first, 0.88 if alone else 0.7, "suggest.why_first_cell")
        elif not loose:
            places.locked = next((box for box in room.free if not box.text and (box.locked or box.formula)), None)


def _lines(sheet: Sheet, wide: list[Box], first: Box) -> list[Box]:
    """Return the boxes of one row that follow each other, from `first` on."""
    lines: list[Box] = []
    for box in wide[wide.index(first) :]:
        alike = box.left == first.left and box.right == first.right and box.top == box.bottom
        if not alike or sheet.height(box) > _LINE or (lines and box.top != lines[-1].bottom + 1) or not box.merged:
            break
        lines.append(box)
    return lines


def _put_lines(
    places: Places, sheet: Sheet, heading: Heading, lines: list[Box], taken: set[str], fields: tuple[str, ...]
) -> None:
    """Let each line take one item of the discipline's list; without a list the whole text goes into the first."""
    name = LINES.get(heading.d)
    taken.update(box.ref for box in lines)
    if name is None or (len(fields) == 1 and "[]" not in fields[0]):
        # cause and escape stand in the first two lines; a single text in the first
        why = Ref("suggest.why_first_line", heading=heading.box.ref, rows=len(lines))
        places.marks += [
            mark_for(sheet, lines[min(at, len(lines) - 1)], one, heading.sure * 0.9, why)
            for at, one in enumerate(fields)
        ]
        return
    why = Ref("suggest.why_lines", heading=heading.box.ref, rows=len(lines))
    places.marks += [mark_for(sheet, box, name, heading.sure * 0.94, why, slot=True) for box in lines]


def place_inside_heading(places: Places, sheet: Sheet, heading: Heading, taken: set[str]) -> None:
    """Write behind the heading's own colon where no cell is left: ``D8 Closure: ________``."""
    box = heading.title
    found = [gap for gap in gaps(box.text) if gap.empty and gap.colon and gap.end >= len(box.text)]
    if not found or box.locked or places.content or places.locked is not None or places.marks:
        return
    why = Ref("suggest.why_inside", label=found[-1].label[:40])
    for name in block_fields(heading.d, box.text):
        # a tall cell is made for a text behind its heading
        made = mark_for(sheet, box, name, heading.sure * (0.88 if sheet.height(box) > _TALL else 0.62), why)
        places.marks.append(Mark(made.sheet, box, name, made.marker, made.sure, why, found[-1]))
    taken.add(box.ref)
