"""The places for one discipline's answers: its tables, its labels, and what is left, which is the answer itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kesu_xl.form.suggest.answers import aspect_of, block_fields, field_in, signed_on
from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.block import place_block, place_inside_heading
from kesu_xl.form.suggest.found import Places, mark_for
from kesu_xl.form.suggest.headings import Heading, is_title
from kesu_xl.form.suggest.labelled import Labelled, labelled
from kesu_xl.form.suggest.labels import LISTS
from kesu_xl.form.suggest.lexicon import column_lexicon, inside_lexicon
from kesu_xl.form.suggest.marks import SURE, Mark
from kesu_xl.form.suggest.regions import Region, size
from kesu_xl.form.suggest.tables import tables_in
from kesu_xl.form.suggest.whys import whys_in
from kesu_xl.form.suggest.words import gaps, is_hint
from kesu_xl.wording import Ref

__all__ = ["places_for"]

#: A column of a row whose head says who or when is less sure than one of a table of its own.
_ROW_SURE: Final = 0.75


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
        if row_heads:
            _table_row(places, sheet, heading, region, taken, row_heads)
        _tables(places, sheet, heading, area, taken)
        if heading.d in (2, 4):
            _whys(places, sheet, heading, area, taken)
        _labels(places, sheet, heading, region, taken)
        wanted = _still_wanted(places, heading)
        if wanted:
            place_block(places, sheet, heading, region, taken, wanted)
    if not places.answered:
        place_inside_heading(places, sheet, heading, taken)
    return places


def _still_wanted(places: Places, heading: Heading) -> tuple[str, ...]:
    """Return the fields of the answer itself that no table and no label has taken."""
    wanted = tuple(name for d in (heading.d, *heading.also) for name in block_fields(d, heading.title.text))
    if not places.answered:
        return wanted
    placed = {mark.field for mark in places.marks}
    shown = LISTS.get(heading.d, "")
    has_table = any(mark.field.startswith(f"{shown}[]") for mark in places.marks) if shown else False
    if has_table or (heading.d in (1, 4, 5) and placed & {*wanted, "d4.systemic"}):
        return ()
    return tuple(name for name in wanted if name not in placed)


def _tables(places: Places, sheet: Sheet, heading: Heading, area: Rect, taken: set[str]) -> None:
    shown: set[str] = set()
    for table in tables_in(sheet, area, heading.d, taken):
        left, right = min(box.left for box in table.head), max(box.right for box in table.head)
        rows = Rect(table.slots[0][0].top, left, table.slots[-1][0].bottom, right)
        taken.update(box.ref for box in table.head)
        taken.update(box.ref for box in sheet.inside(rows) if box.text)  # the names of the rows
        taken.update(box.ref for slot in table.slots for box in slot)
        if table.name in shown:
            places.repeated.append(table.slots[0][0])
            continue
        shown.add(table.name)
        filled = {head.ref for head, _ in table.columns}
        under = [(sheet.at(rows.top, head.left), head) for head in table.head if head.ref not in filled]
        places.empty += [(box, head) for box, head in under if box.open]
        for slot in table.slots:
            for box, (head, known) in zip(slot, table.columns, strict=True):
                sure = heading.sure * known.sure * (0.75 if table.named else 1.0)
                why = Ref("suggest.why_column", head=" ".join(head.text.split())[:40], rows=len(table.slots))
                places.marks.append(mark_for(sheet, box, f"{table.name}[].{known.field}", sure, why, slot=True))


def _whys(places: Places, sheet: Sheet, heading: Heading, area: Rect, taken: set[str]) -> None:
    """Place the levels of why-chains; of two chains the second one is that of the escape."""
    chain = "whys_esc" if aspect_of(heading.title.text) == "esc" else "whys_occ"
    seen: set[int] = set()
    for box, level in whys_in(box for box in sheet.inside(area) if box.ref not in taken):
        beside, below = sheet.at(box.top, box.right + 1), sheet.at(box.bottom + 1, box.left)
        value = next((one for one in (beside, below) if one.open and area.holds(one) and one.ref not in taken), None)
        if value is None:
            continue
        chain = "whys_esc" if level in seen else chain
        seen.add(level)
        taken.update((box.ref, value.ref))
        why = Ref("suggest.why_beside" if value is beside else "suggest.why_under", label=box.text.strip()[:40])
        sure = heading.sure * (0.85 if chain == "whys_occ" else 0.75)
        places.marks.append(mark_for(sheet, value, f"{chain}[{level - 1}].because", sure, why))


def _labels(places: Places, sheet: Sheet, heading: Heading, region: Region, taken: set[str]) -> None:
    area, own = region.area, heading.area
    if region.where == "below" and own.bottom == area.top - 1:
        # what stands right of the heading on its own row belongs to it as well: "% effective", "Date"
        area = Rect(own.top, min(own.left, area.left), area.bottom, area.right)
    boxes = [box for box in sheet.inside(area) if box.right <= area.right]
    title = heading.title
    if title == heading.box and any(not is_title(title.text, gap.label) for gap in gaps(title.text)):
        boxes = [
            heading.title,
            *(box for box in boxes if box.ref != heading.title.ref),
        ]  # "D3 Containment    Owner:      Date:"
        taken.discard(heading.title.ref)
    found = labelled(
        sheet,
        boxes,
        area,
        inside_lexicon(heading.d),
        taken,
        lambda signer: signed_on(heading.d) if signer.startswith(("owner", "d8.prepared_by@")) else "",
    )
    taken.add(heading.title.ref)
    names = [_name_in(one, heading.d) for one in found]
    counted: dict[str, int] = {}
    for one, name in zip(found, names, strict=True):
        if not name or one.value is None:
            places.unused.append(one)
            continue
        if "[]" in name and names.count(name) > 1:
            # "Member: / Member: ...": one item each
            at = counted[name] = counted.get(name, -1) + 1
            name = name.replace("[]", f"[{at}]")
        made = mark_for(sheet, one.value, name, one.sure * min(1.0, heading.sure + 0.05), one.why)
        places.marks.append(Mark(made.sheet, made.box, name, made.marker, made.sure, made.why, one.gap))


def _name_in(one: Labelled, d: int) -> str:
    """Return the field that a label means in a discipline; a mere "date" there is the day of its section."""
    if one.known.field == "received_at" and one.known.sure < SURE and d:
        return signed_on(d)
    return field_in(one.known.field, d)


def _table_row(
    places: Places, sheet: Sheet, heading: Heading, region: Region, taken: set[str], row_heads: Sequence[Box]
) -> None:
    """Take a row of a table whose rows are the disciplines: the heads say which cell is whose."""
    words = column_lexicon(heading.d) or column_lexicon(5)
    own = heading.area
    row = region.area if region.where == "beside" else Rect(own.top, own.right + 1, own.bottom, region.area.right)
    boxes = [box for box in sheet.inside(row) if box.open and box.ref not in taken]
    taken.update(head.ref for head in row_heads)
    if words is None:
        return
    # the answer itself is below, or the widest cell of the row
    rivals = [*boxes, *(box for box in sheet.inside(row) if box.text and box.ref not in taken and is_hint(box.text))]
    widest = max(rivals, key=lambda box: size(sheet, box), default=None) if region.where == "beside" else None
    for box in boxes:
        head = next((one for one in row_heads if one.left <= box.right and box.left <= one.right), None)
        if box is widest or head is None:
            continue
        known = words.find(head.text) or inside_lexicon(heading.d).find(head.text)
        name = _of_row(known.field if known else "", heading.d)
        if name and known:
            why = Ref("suggest.why_row", head=" ".join(head.text.split())[:40], heading=heading.box.ref)
            places.marks.append(mark_for(sheet, box, name, heading.sure * min(known.sure, _ROW_SURE), why))
        else:
            places.empty.append((box, head))
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
