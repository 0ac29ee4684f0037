"""What the cells of a filled form say together: one value for each field, and those that say something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kesu_xl.form.marker import Filter, Marker, apply_filters, as_text
from kesu_xl.form.record import Keys, ListPlace, nested, path_text
from kesu_xl.form.rules import FIELD_DIFFERS, ITEMS_DIFFER
from kesu_xl.form.split import unfiltered
from kesu_xl.problem import Problem

__all__ = ["ANY_LANGUAGE", "SHOWN", "FormRead", "Reading", "Taken", "put_together", "share_out"]

#: Filters that leave something of a value out: another cell of the field may know more.
_LOSSY: Final = frozenset(("date", "percent", "join"))
#: Letters of a text, or cells of a list, that a problem names.
SHOWN: Final = 60
#: The language of dates and numbers inside texts: they are the same in all.
ANY_LANGUAGE: Final = "en"


@dataclass(slots=True)
class FormRead:
    """What a filled form says.

    Attributes:
        record: Nested mappings and lists under the paths of the markers; what is blank is not in it.
        overlaid: Values of fields whose name is also that of a list in the record, by path.
        values: The same values by path, e.g. ``"actions[1].owner"``.
        cells: Path of each value -> its cell, e.g. ``"8D!D5"``.
        places: Path of each value -> all cells that show it; `cells` has the one that it was taken from.
        outside: Cells that hold something that the template does not know, e.g. ``"8D!Z3"``.
        problems: What could not be read, or not surely.
    """

    record: dict[str, Any]
    overlaid: dict[str, Any]
    values: dict[str, Any]
    cells: dict[str, str]
    places: dict[str, list[str]]
    outside: list[str]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Taken:
    """One value as one cell gives it; None for blank."""

    marker: Marker
    value: Any
    sheet: str
    ref: str


@dataclass(slots=True)
class Reading:
    """Everything that the cells gave, field by field."""

    values: dict[tuple[ListPlace | None, Keys], list[Taken]] = field(default_factory=dict)
    boxes: dict[tuple[ListPlace | None, Keys], list[tuple[str | None, bool, Taken]]] = field(default_factory=dict)
    joined: dict[Keys, list[tuple[Keys, list[Any], Taken]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def put_together(reading: Reading, outside: list[str]) -> FormRead:
    """Return what all cells say together, and report those that contradict each other.

    Args:
        reading: What each cell gave.
        outside: Cells that hold something that the template does not know.
    """
    plain: dict[Keys, Any] = {}
    rows: dict[ListPlace, dict[Keys, Any]] = {}
    refs: dict[tuple[ListPlace | None, Keys], str] = {}
    for key in dict.fromkeys((*reading.values, *reading.boxes)):
        value, taken = _agreed(reading.values.get(key, []), reading)
        value, taken = _with_boxes(value, taken, reading.boxes.get(key, []), reading)
        if value is None or taken is None:
            continue
        refs[key] = f"{taken.sheet}!{taken.ref}"
        place, keys = key
        if place is None:
            plain[keys] = value
        else:
            rows.setdefault(place, {})[keys] = value
    record, overlaid, where = nested(plain, rows)
    cells: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for (place, keys), ref in refs.items():
        path = path_text(keys if place is None else (*where[place], *keys))
        cells[path] = ref
        shown = [f"{one.sheet}!{one.ref}" for one in reading.values.get((place, keys), ()) if one.value is not None]
        places[path] = list(dict.fromkeys((ref, *shown)))
        values[path] = plain[keys] if place is None else rows[place][keys]
    words = {path_text(keys): value for keys, value in overlaid.items()}
    return FormRead(record, words, values, cells, places, outside, reading.problems)


def share_out(reading: Reading) -> None:
    """Make rows of lists that stand in single cells, one cell for each of their columns."""
    for name, columns in reading.joined.items():
        counts = [len(items) for _, items, _ in columns]
        if len(set(counts)) > 1:
            # Blank items are left out when a list is joined: nobody can tell which row lacks something.
            taken = columns[0][2]
            params = {"list": path_text(name), "counts": [str(count) for count in counts]}
            reading.problems.append(
                Problem(ITEMS_DIFFER, taken.sheet, taken.ref, field=taken.marker.field, params=params)
            )
        for keys, items, taken in columns:
            for number, item in enumerate(items):
                one = Taken(taken.marker, item, taken.sheet, taken.ref)
                reading.values.setdefault(((name, (number, 0)), keys), []).append(one)


def _agreed(cells: list[Taken], reading: Reading) -> tuple[Any, Taken | None]:
    """Return the value that the cells of one field hold, and report those that hold another one."""
    filled = [one for one in cells if one.value is not None]
    if not filled:
        return None, None
    best = min(filled, key=_left_out)
    for other in cells:
        if other is not best and not _same(best, other):
            _differ(best, other, as_text(best.value, ANY_LANGUAGE), as_text(other.value, ANY_LANGUAGE), reading)
    return best.value, best


def _left_out(one: Taken) -> tuple[int, bool]:
    """Return how much of the value the cell may have left out: by its filters, by being text."""
    return sum(step.name in _LOSSY for step in one.marker.filters), isinstance(one.value, str)


def _same(best: Taken, other: Taken) -> bool:
    if other.value is None:
        return False
    is_day = any(step.name == "date" for step in other.marker.filters)
    value = unfiltered(best.value, (Filter("datetime"),)) if is_day else best.value
    shown = as_text(apply_filters(value, other.marker.filters, ANY_LANGUAGE), ANY_LANGUAGE).strip()
    return (
        as_text(other.value, ANY_LANGUAGE).strip() in (shown, as_text(best.value, ANY_LANGUAGE).strip())
        or best.value == other.value
    )


def _differ(best: Taken, other: Taken, value: str, says: str, reading: Reading) -> None:
    row = int(re.sub(r"\D", "", best.ref))
    params: Mapping[str, object] = {
        "field": best.marker.field,
        "other": f"{other.sheet}!{other.ref}",
        "says": says[:SHOWN],
    }
    reading.problems.append(
        Problem(FIELD_DIFFERS, best.sheet, best.ref, row, best.marker.field, value=value[:SHOWN], params=params)
    )


def _with_boxes(
    value: Any, taken: Taken | None, boxes: list[tuple[str | None, bool, Taken]], reading: Reading
) -> tuple[Any, Taken | None]:
    """Return the value with what the tick boxes of the field say."""
    if not boxes:
        return value, taken
    words = list(dict.fromkeys(word for word, ticked, _ in boxes if ticked and word is not None))
    first = next((one for _, ticked, one in boxes if ticked), boxes[0][2])
    if value is not None and taken is not None:
        if words and as_text(value, ANY_LANGUAGE).strip() not in words:
            _differ(taken, first, as_text(value, ANY_LANGUAGE), as_text(words, ANY_LANGUAGE), reading)
        return value, taken
    if words:
        return (words[0] if len(words) == 1 else words), first
    bare = [ticked for word, ticked, _ in boxes if word is None]
    return (any(bare), first) if bare else (None, None)
