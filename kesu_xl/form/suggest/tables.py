"""Tables with a fixed number of rows: a row of heads that name columns of a list, and empty rows beneath."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.labels import LISTS
from kesu_xl.form.suggest.lexicon import Known, column_lexicon
from kesu_xl.form.suggest.words import gaps

__all__ = ["Table", "tables_in"]

#: More rows than a printed form has are not slots.
_MOST_SLOTS: Final = 200
_IS_ISNOT: Final = "is_isnot"


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: The list that it shows.
        columns: The heads that are known, with the columns of the list.
        slots: For each empty row the boxes under these heads.
        named: Some column that is not filled has texts in these rows: each row is meant for one thing.
        head: The boxes of the row of heads.
    """

    name: str
    columns: tuple[tuple[Box, Known], ...]
    slots: tuple[tuple[Box, ...], ...]
    named: bool
    head: tuple[Box, ...]


def tables_in(sheet: Sheet, area: Rect, d: int, taken: set[str]) -> Iterator[Table]:
    """Yield the tables in the region of a discipline; addresses in `taken` are no part of one."""
    words = column_lexicon(d)
    if words is None:
        return
    row = area.top
    while row < area.bottom:
        heads = [
            box for box in sheet.inside(Rect(row, area.left, row, area.right)) if box.text and box.ref not in taken
        ]
        known = [(box, word) for box in heads if not gaps(box.text) and (word := words.find(box.text)) is not None]
        alike = len({word.field for _, word in known}) < 2 or len(known) * 5 < len(heads) * 3
        found = None if alike else _table(sheet, area, d, heads, _once(known))
        if found is None:
            row += 1
            continue
        yield found
        row = found.slots[-1][0].bottom + 1


def _once(known: list[tuple[Box, Known]]) -> list[tuple[Box, Known]]:
    """Keep one head for each column of the list, the surest."""
    kept: dict[str, tuple[Box, Known]] = {}
    for box, found in known:
        if found.field and (found.field not in kept or kept[found.field][1].sure < found.sure):
            kept[found.field] = (box, found)
    return list(kept.values())


def _table(sheet: Sheet, area: Rect, d: int, heads: list[Box], known: list[tuple[Box, Known]]) -> Table | None:
    fields = {found.field for _, found in known}
    name = LISTS.get(d, _IS_ISNOT)
    if (name == _IS_ISNOT and not {"is", "is_not"} <= fields) or not fields - {"n", "question"}:
        return None
    if d == 2:
        known = [(box, found) for box, found in known if found.field != "question"]
    below = max(box.bottom for box in heads) + 1
    columns = [(box, found) for box, found in known if _slot(sheet, box, below, area) is not None]
    if not [found for _, found in columns if found.field != "n"]:
        return None
    slots: list[tuple[Box, ...]] = []
    named = False
    at = below
    while at <= area.bottom and len(slots) < _MOST_SLOTS:
        cells = [_slot(sheet, box, at, area) for box, _ in columns]
        if any(cell is None for cell in cells):
            break
        row = tuple(cell for cell in cells if cell is not None)
        others = [sheet.at(at, box.left) for box in heads if box not in [head for head, _ in columns]]
        texts = [other.text for other in others if other.text and not other.text.strip(" .)#").isdigit()]
        if texts and not named and slots:
            break  # what follows the empty rows is something else
        named = named or bool(texts)
        slots.append(row)
        at = max(cell.bottom for cell in row) + 1
    if not slots:
        return None
    return Table(name, tuple(columns), tuple(slots), named, tuple(heads))


def _slot(sheet: Sheet, head: Box, row: int, area: Rect) -> Box | None:
    """Return the empty box under a head in a row; None where it is not as wide as the head, or not in the form."""
    box = sheet.at(row, head.left)
    fits = box.top == row and box.left == head.left and box.right == head.right and box.bottom <= area.bottom
    return box if fits and box.open and sheet.mentions(box) else None
