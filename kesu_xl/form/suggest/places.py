"""The places for one discipline's answers: its tables, its labels, and what is left, which is the answer itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kesu_xl.form.suggest.answers import LINES, block_fields, field_in, marker, signed_on
from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.headings import Heading, numbered
from kesu_xl.form.suggest.labelled import Labelled, labelled
from kesu_xl.form.suggest.lexicon import column_lexicon, inside_lexicon
from kesu_xl.form.suggest.marks import Mark
from kesu_xl.form.suggest.regions import Region, size
from kesu_xl.form.suggest.tables import tables_in
from kesu_xl.form.suggest.words import gaps, is_hint
from kesu_xl.wording import Ref

__all__ = ["Places", "places_for"]

#: A box is a line when it is one row, and no higher than this.
_LINE: Final = 30.0
#: Share of the region's width from which a box can hold the answer.
_WIDE_SHARE: Final = 0.33
#: Fields that go with an answer but are none.
_BESIDES: Final = frozenset(
    ("owner", "photos[0]", "lot_no", "lot_qty", "defect_qty", "department", "d1.leader", "d1.champion", "closed_at", "company",
     "customer", "part_no", "product", "case_no", "received_at", "due_8d_at", "d8.customer_accepted", "remark", "status",
     "d3_done_at", "d8_done_at", "owner_assigned_at", "cause_occ.share", "d3.effectiveness", "d5.effectiveness", "d8.costs")
)  # fmt: skip


@dataclass(slots=True)
class Places:
    """What was found for one heading.

    Attributes:
        marks: The markers.
        unused: Labels that are known, with nothing in the record for them or no cell left.
        content: Texts that stand where the answer should go and are no hints.
        repeated: Boxes of a second table of the same list.
        locked: The answer's place must not be written.
    """

    marks: list[Mark] = field(default_factory=list)
    unused: list[Labelled] = field(default_factory=list)
    content: list[Box] = field(default_factory=list)
    repeated: list[Box] = field(default_factory=list)
    locked: Box | None = None

    @property
    def answered(self) -> bool:
        """Some marker asks for the discipline's own answer."""
        return any(mark.field not in _BESIDES and not mark.field.endswith(_ENDS) for mark in self.marks)


_ENDS: Final = (".owner", ".due", ".done", "_by", "_on")


def places_for(
    sheet: Sheet, heading: Heading, region: Region | None, taken: set[str], row_heads: Sequence[Box]
) -> Places:
    """Find the places for the answer to a heading.

    Args:
        sheet: The sheet.
        heading: The heading.
        region: Where they may be.
        taken: Addresses that are spoken for, headings among them; those that are used are added.
        row_heads: Heads of the columns, where the disciplines are rows of a table.
    """
    places = Places()
    if region is not None:
        area = region.area
        if (region.where == "beside" and area.top == area.bottom) or row_heads:
            _table_row(places, sheet, heading, region, taken, row_heads)
        _tables(places, sheet, heading, area, taken)
        _labels(places, sheet, heading, area, taken)
        if not places.answered:
            _block(places, sheet, heading, region, taken)
    if not places.answered:
        _inside_heading(places, sheet, heading, taken)
    return places


def _mark(sheet: Sheet, box: Box, name: str, sure: float, why: Ref, *, slot: bool = False) -> Mark:
    if sheet.protected:
        # not locked on a protected sheet: whoever made the form meant it to be filled
        sure = min(1.0, sure + 0.05)
    return Mark(sheet.name, box, name, marker(name, slot=slot), round(sure, 2), why)


def _tables(places: Places, sheet: Sheet, heading: Heading, area: Rect, taken: set[str]) -> None:
    shown: set[str] = set()
    for table in tables_in(sheet, area, heading.d, taken):
        taken.update(box.ref for box in table.head)
        if table.name in shown:
            places.repeated.append(table.slots[0][0])
            taken.update(box.ref for slot in table.slots for box in slot)
            continue
        shown.add(table.name)
        for slot in table.slots:
            for box, (head, known) in zip(slot, table.columns, strict=True):
                sure = heading.sure * known.sure * (0.75 if table.named else 1.0)
                why = Ref("suggest.why_column", head=" ".join(head.text.split())[:40], rows=len(table.slots))
                places.marks.append(_mark(sheet, box, f"{table.name}[].{known.field}", sure, why, slot=True))
                taken.add(box.ref)


def _labels(places: Places, sheet: Sheet, heading: Heading, area: Rect, taken: set[str]) -> None:
    boxes = [box for box in sheet.inside(area) if box.right <= area.right]
    found = labelled(
        sheet,
        boxes,
        area,
        inside_lexicon(heading.d),
        taken,
        lambda signer: signed_on(heading.d) if "@" in signer else "",
    )
    for one in found:
        name = field_in(one.known.field, heading.d)
        if not name or one.value is None:
            places.unused.append(one)
            continue
        made = _mark(sheet, one.value, name, one.sure * min(1.0, heading.sure + 0.05), one.why)
        places.marks.append(Mark(made.sheet, made.box, name, made.marker, made.sure, made.why, one.gap))


def _table_row(
    places: Places, sheet: Sheet, heading: Heading, region: Region, taken: set[str], row_heads: Sequence[Box]
) -> None:
    """Take a row of a table whose rows are the disciplines: the heads say which cell is whose."""
    words = column_lexicon(heading.d) or column_lexicon(5)
    boxes = [box for box in sheet.inside(region.area) if box.open and box.ref not in taken]
    if len(boxes) < 2 or words is None:
        return
    widest = max(boxes, key=lambda box: size(sheet, box))
    for box in boxes:
        head = next(
            (one for one in row_heads if one.left <= box.left <= one.right or box.left <= one.left <= box.right), None
        )
        if box is widest or head is None:
            continue
        known = words.find(head.text) or inside_lexicon(heading.d).find(head.text)
        name = _of_row(known.field if known else "", heading.d)
        if name and known:
            why = Ref("suggest.why_row", head=" ".join(head.text.split())[:40], heading=heading.box.ref)
            places.marks.append(_mark(sheet, box, name, heading.sure * min(known.sure, 0.75), why))
        taken.add(box.ref)


def _of_row(column: str, d: int) -> str:
    """Return the field for a cell of a discipline's row, from the column that its head names."""
    if column in ("owner", "owner@D", "name", "role"):
        return "d1.leader" if d == 1 else field_in("owner@D", d)
    if column in ("due", "due@D"):
        return "d3_done_at" if d == 3 else field_in("due@D", d) if d in (5, 6, 7) else ""
    if column in ("done", "done@D", "introduced_on", "d3_done_at", "d8_done_at", "closed_at", "received_at"):
        return field_in("done@D", d)
    return ""


def _block(places: Places, sheet: Sheet, heading: Heading, region: Region, taken: set[str]) -> None:
    """Place the answer itself: one block, or lines."""
    area = region.area
    whole = sheet.width(area)
    free = [box for box in sheet.inside(area) if box.ref not in taken and box.right <= area.right]
    wide = [
        box for box in free if box.open and sheet.width(box) >= _WIDE_SHARE * whole and sheet.height(box) > _LINE / 4
    ]
    hints = [
        box
        for box in free
        if box.text and not box.locked and not box.formula and sheet.width(box) >= _WIDE_SHARE * whole
    ]
    hinted = [box for box in hints if is_hint(box.text) and numbered(box.text) is None]
    biggest = max(wide, key=lambda box: size(sheet, box), default=None)
    hint = max(hinted, key=lambda box: size(sheet, box), default=None)
    why_place = "suggest.why_below" if region.where == "below" else "suggest.why_right"
    if hint is not None and (biggest is None or size(sheet, hint) >= 1.5 * size(sheet, biggest)):
        _put(places, sheet, heading, hint, 0.92, Ref("suggest.why_hint", heading=heading.box.ref), taken)
        return
    if biggest is None:
        places.content += [
            box for box in free if box.text and sheet.width(box) >= _WIDE_SHARE * whole and not gaps(box.text)
        ]
        loose = [box for box in free if box.open]
        merged = [box for box in loose if box.merged]
        if merged:
            _put(places, sheet, heading, max(merged, key=lambda box: size(sheet, box)), 0.75,
                 Ref(why_place, heading=heading.box.ref), taken)  # fmt: skip
        elif loose and not places.content:
            first = next((box for box in loose if box.left == area.left), loose[0])
            _put(places, sheet, heading, first, 0.8, Ref("suggest.why_first_cell", heading=heading.box.ref), taken)
        elif not loose:
            places.locked = next((box for box in free if not box.text and (box.locked or box.formula)), None)
        return
    first = wide[0]
    if size(sheet, biggest) < 3 * size(sheet, first):
        biggest = first
    lines = _lines(sheet, wide, biggest)
    if len(lines) > 1:
        _put_lines(places, sheet, heading, lines, taken)
        return
    _put(
        places,
        sheet,
        heading,
        biggest,
        0.97 if biggest.merged else 0.88,
        Ref(why_place, heading=heading.box.ref),
        taken,
    )


def _lines(sheet: Sheet, wide: list[Box], first: Box) -> list[Box]:
    """Return the boxes of one row that follow each other, from `first` on."""
    lines: list[Box] = []
    for box in wide[wide.index(first) :]:
        alike = box.left == first.left and box.right == first.right and box.top == box.bottom
        if not alike or sheet.height(box) > _LINE or (lines and box.top != lines[-1].bottom + 1) or not box.merged:
            break
        lines.append(box)
    return lines


def _put_lines(places: Places, sheet: Sheet, heading: Heading, lines: list[Box], taken: set[str]) -> None:
    fields = block_fields(heading.d, heading.title.text)
    name = LINES.get(heading.d)
    taken.update(box.ref for box in lines)
    if name is None or (len(fields) == 1 and "[]" not in fields[0]):
        why = Ref("suggest.why_first_line", heading=heading.box.ref, rows=len(lines))
        places.marks += [_mark(sheet, lines[0], one, heading.sure * 0.9, why) for one in fields]
        return
    why = Ref("suggest.why_lines", heading=heading.box.ref, rows=len(lines))
    places.marks += [_mark(sheet, box, name, heading.sure * 0.94, why, slot=True) for box in lines]


def _put(places: Places, sheet: Sheet, heading: Heading, box: Box, sure: float, why: Ref, taken: set[str]) -> None:
    taken.add(box.ref)
    for d in (heading.d, *heading.also):
        for name in block_fields(d, heading.title.text):
            places.marks.append(_mark(sheet, box, name, heading.sure * sure, why))


def _inside_heading(places: Places, sheet: Sheet, heading: Heading, taken: set[str]) -> None:
    """Write behind the heading's own colon where no cell is left: ``D8: Closure: ________``."""
    box = heading.title
    found = [gap for gap in gaps(box.text) if gap.empty and gap.colon and gap.end >= len(box.text)]
    if not found or box.locked or places.content or places.locked is not None:
        return
    why = Ref("suggest.why_inside", label=found[-1].label[:40])
    for name in block_fields(heading.d, box.text):
        made = _mark(sheet, box, name, 0.6, why)
        places.marks.append(Mark(made.sheet, box, name, made.marker, 0.6, why, found[-1]))
    taken.add(box.ref)
