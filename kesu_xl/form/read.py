"""A filled form back into a record, with the template that it was filled from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.form.align import best_sheet
from kesu_xl.form.filled import FilledBook, FilledSheet, folded
from kesu_xl.form.locate import Located, Lost, label_counts, locate, sheets_without_fields, template_values
from kesu_xl.form.marker import EACH, Filter, Marker, apply_filters, as_text, split_markers
from kesu_xl.form.origin import Origin, read_origin
from kesu_xl.form.overlong import is_overlong_sheet, without_note
from kesu_xl.form.record import Keys, ListPlace, nested, path_text
from kesu_xl.form.rules import (
    CELL_DELETED,
    CELL_WITHOUT_VALUE,
    CONTENT_OUTSIDE,
    FIELD_DIFFERS,
    HINT_LEFT,
    ITEMS_DIFFER,
    NOT_PLACED,
    OLDER_REVISION,
    OTHER_TEMPLATE,
    PLACED_BY_ADDRESS,
    PLACED_BY_LABELS,
    SLOT_MISSING,
    TEXT_AROUND_CHANGED,
)
from kesu_xl.form.split import is_ticked, split_text, unfiltered
from kesu_xl.form.template import Template
from kesu_xl.package.a1 import address
from kesu_xl.package.opening import open_file
from kesu_xl.package.source import Label
from kesu_xl.problem import Problem

__all__ = ["FormRead", "read_form"]

#: Filters that leave something of a value out: another cell of the field may know more.
_LOSSY: Final = frozenset(("date", "percent", "join"))
#: What blank forms have in the places of answers.
_HINT: Final = re.compile(
    r"[_＿.…·\-—~～]{2,}"
    r"|[\s_＿]*年[\s_＿]*月[\s_＿]*日[\s_＿]*"
    r"|[(（\[【<《]?\s*(?:yyyy|yy|年)\s*[-/.年]?\s*(?:mm|m|月)\s*[-/.月]?\s*(?:dd|d|日)?\s*日?\s*[)）\]】>》]?"
    r"|[(（\[【<《]?\s*(?:请|請)(?:在此|於此)?(?:填写|填寫|输入|輸入|说明|說明|描述).{0,60}"
    r"|(?:点击|點擊|单击|按一下)(?:此处|此處|这里|這裡).{0,60}"
    r"|[(\[<]?\s*(?:click|tap)(?: or tap)? here.{0,60}"
    r"|[(\[<]\s*(?:please )?(?:enter|fill in|describe|insert|type)\b.{0,60}[)\]>]",
    re.IGNORECASE | re.DOTALL,
)
_SHOWN: Final = 60
#: The language of dates and numbers inside texts: they are the same in all.
_ANY: Final = "en"


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
class _Taken:
    """One value as one cell gives it; None for blank."""

    marker: Marker
    value: Any
    sheet: str
    ref: str


@dataclass(slots=True)
class _Reading:
    """Everything that the cells gave, field by field."""

    values: dict[tuple[ListPlace | None, Keys], list[_Taken]] = field(default_factory=dict)
    boxes: dict[tuple[ListPlace | None, Keys], list[tuple[str | None, bool, _Taken]]] = field(default_factory=dict)
    joined: dict[Keys, list[tuple[Keys, list[Any], _Taken]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_form(data: bytes, template: Template, label: Label = "") -> FormRead:
    """Read a filled form with its template.

    Args:
        data: The file; also an .xls or .ods that it was saved as.
        template: The template that it was filled from, or another revision of it.
        label: What messages call the file.

    Raises:
        KesuError: It cannot be read, or it is no form of this template.
    """
    book = FilledBook(open_file(data))
    origin = read_origin(data, label)
    places = locate(template, book, origin)
    if not places.found:
        raise KesuError("form_not_recognised", file=label, template=template.name)
    reading = _Reading()
    _judge_origin(template, origin, reading)
    labels = label_counts(template)
    read: set[str] = set()
    by_labels: list[Located] = []
    by_address: list[Located] = []
    for one in places.found:
        if one.plan.lists and not one.items:
            continue  # a list that ended above goes on beside another one that did not: the cell is blank
        sheet = book.sheet(one.sheet)
        value = sheet.value(one.row, one.column)
        if one.how != "map" and isinstance(value, str) and value and _is_label(value, one, sheet, labels):
            places.lost.append(Lost(one.sheet, one.plan, deleted=False))
            continue
        read.update(marker.field for marker in _markers(one))
        if one.how == "labels":
            by_labels.append(one)
        elif one.how == "address":
            by_address.append(one)
        _read_cell(one, value, sheet, origin, reading)
    _share_out(reading)
    _say_how(by_labels, PLACED_BY_LABELS, reading)
    _say_how(by_address, PLACED_BY_ADDRESS, reading)
    _say_lost(places.lost, read, reading)
    is_form = origin.template == template.name or any(one.how == "map" for one in places.found)
    outside = _outside(template, book, places.found, whole=is_form)
    if outside:
        name, _, ref = outside[0].rpartition("!")
        reading.problems.append(
            Problem(CONTENT_OUTSIDE, name, ref, count=len(outside), params={"cells": outside[:_SHOWN]})
        )
    return _put_together(reading, outside)


def _is_label(value: str, one: Located, sheet: FilledSheet, labels: Mapping[str, int]) -> bool:
    """Say whether a label of the template stands where a value was looked for.

    One that stands there besides all of its own is a value: the customer is asked for, and is a place of containment.
    """
    text = folded(value)
    return text in labels and not (one.how == "labels" and len(sheet.labels.get(text, ())) > labels[text])


def _outside(template: Template, book: FilledBook, found: Iterable[Located], *, whole: bool) -> list[str]:
    """Return the cells with something in them that the template does not have.

    Of a workbook that cells were pasted into (not `whole`), only the sheets with these cells are looked at.
    """
    fixed = template_values(template)
    # what a formula of the template gives is not known
    calculates = any(plan.formulas for plan in template.sheets.values())
    taken: dict[str, set[tuple[int, int]]] = {name: set() for name in (book.names if whole else ())}
    for one in found:
        taken.setdefault(one.sheet, set()).add((one.row, one.column))
    for labels in sheets_without_fields(template):
        # what formulas show there is written elsewhere
        own = best_sheet(labels, [book.sheet(name) for name, places in taken.items() if not places])
        if own is not None:
            del taken[own.name]
    return [
        f"{name}!{address(row, column)}"
        for name, places in taken.items()
        if not is_overlong_sheet(name)
        for row, column, value in book.sheet(name)
        if (row, column) not in places and value not in fixed and not (calculates and not isinstance(value, str))
    ]


def _markers(one: Located) -> list[Marker]:
    return [part for part in one.plan.texts if isinstance(part, Marker)]


def _judge_origin(template: Template, origin: Origin, reading: _Reading) -> None:
    if origin.template and origin.template != template.name:
        params = {"template": template.name}
        reading.problems.append(Problem(OTHER_TEMPLATE, value=origin.template, params=params))
    elif origin.content_hash and origin.content_hash != template.content_hash:
        reading.problems.append(Problem(OLDER_REVISION, value=template.name))


def _read_cell(one: Located, value: Any, sheet: FilledSheet, origin: Origin, reading: _Reading) -> None:
    place = one.row, one.column
    ref = address(*place)
    shown = sheet.facts.errors.get(place, "=…" if place in sheet.facts.uncalculated else "")
    fields = [marker.field for marker in _markers(one)]
    if shown:
        params = {"fields": fields}
        reading.problems.append(
            Problem(CELL_WITHOUT_VALUE, one.sheet, ref, one.row, fields[0], value=shown, params=params)
        )
        return
    if isinstance(value, str) and _unfilled(value, fields):
        value = ""
    elif isinstance(value, str) and one.how in ("labels", "address") and _HINT.fullmatch(value.strip()):
        problem = Problem(HINT_LEFT, one.sheet, ref, one.row, fields[0], value=value[:_SHOWN])
        reading.problems.append(problem)
        value = ""
    elif isinstance(value, str):
        value = without_note(value)
    if one.plan.whole is not None:
        if one.plan.picture is not None and value == "":
            if _has_picture(one, sheet, origin):
                marker = one.plan.whole
                keys = marker.keys[:-1] if marker.keys[-1:] in (("path",), ("photo",)) else marker.keys
                taken = _Taken(marker, True, one.sheet, ref)
                reading.values.setdefault((_row(marker, one), (*keys, "photo")), []).append(taken)
            return
        _take(one.plan.whole, value, one, ref, reading)
        return
    text = without_note(value) if isinstance(value, str) else as_text(value, _ANY)
    pieces = split_text(text, one.plan.texts) if text.strip() else [""] * len(fields)
    if pieces is None:
        params = {"fields": fields}
        problem = Problem(TEXT_AROUND_CHANGED, one.sheet, ref, one.row, fields[0], value=text[:_SHOWN], params=params)
        reading.problems.append(problem)
        return
    for marker, piece in zip(_markers(one), pieces, strict=True):
        _take(marker, piece, one, ref, reading)


def _unfilled(text: str, fields: Sequence[str]) -> bool:
    """Say whether a text holds a marker of its cell, which was never filled; another marker is what somebody wrote."""
    return "{{" in text and any(isinstance(part, Marker) and part.field in fields for part in split_markers(text)[0])


def _has_picture(one: Located, sheet: FilledSheet, origin: Origin) -> bool:
    top, left, bottom, right = sheet.area(one.row, one.column)
    places = origin.pictures.get(one.sheet, ())
    return any(top <= row <= bottom and left <= column <= right for row, column in places)


def _row(marker: Marker, one: Located) -> ListPlace | None:
    return None if marker.items is None else (marker.items, one.items[marker.list_name])


def _take(marker: Marker, value: Any, one: Located, ref: str, reading: _Reading) -> None:
    if marker.items is not None and marker.list_name not in one.items:
        return
    key = _row(marker, one), marker.keys
    check = next((step for step in marker.filters if step.name == "check"), None)
    taken = _Taken(marker, value, one.sheet, ref)
    if check is not None:
        ticked = is_ticked(value)
        if ticked is None:
            params = {"fields": [marker.field]}
            reading.problems.append(
                Problem(
                    TEXT_AROUND_CHANGED, one.sheet, ref, one.row, marker.field, value=str(value)[:_SHOWN], params=params
                )
            )
            return
        reading.boxes.setdefault(key, []).append((check.text, ticked, taken))
        return
    value = unfiltered(without_note(value) if isinstance(value, str) else value, marker.filters)
    if isinstance(value, str) and not value.strip():
        value = None
    if EACH in marker.keys:
        if value is not None:
            at = marker.keys.index(EACH)
            items = value if isinstance(value, list) else [value]
            reading.joined.setdefault(marker.keys[:at], []).append((marker.keys[at + 1 :], items, taken))
        return
    reading.values.setdefault(key, []).append(_Taken(marker, value, one.sheet, ref))


def _share_out(reading: _Reading) -> None:
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
                one = _Taken(taken.marker, item, taken.sheet, taken.ref)
                reading.values.setdefault(((name, (number, 0)), keys), []).append(one)


def _say_how(cells: list[Located], code: str, reading: _Reading) -> None:
    sheets = dict.fromkeys(one.sheet for one in cells)
    for sheet in sheets:
        on_it = [one for one in cells if one.sheet == sheet]
        refs = [address(one.row, one.column) for one in on_it]
        first = on_it[0]
        reading.problems.append(
            Problem(code, sheet, refs[0], first.row, count=len(refs), params={"cells": refs[:_SHOWN]})
        )


def _say_lost(lost: Iterable[Lost], found: set[str], reading: _Reading) -> None:
    groups: dict[tuple[str, str], list[tuple[str, Lost]]] = {}
    for one in lost:
        fields = list(dict.fromkeys(part.field for part in one.plan.texts if isinstance(part, Marker)))
        for name in fields:
            code = SLOT_MISSING if name in found else CELL_DELETED if one.deleted else NOT_PLACED
            groups.setdefault((code, one.sheet), []).append((name, one))
    for (code, sheet), members in groups.items():
        cells = list(dict.fromkeys(one.plan.ref for _, one in members))
        names = list(dict.fromkeys(name for name, _ in members))
        first = members[0][1].plan
        reading.problems.append(
            Problem(
                code, sheet, first.ref, first.row, names[0], count=len(cells), params={"fields": names, "cells": cells}
            )
        )


def _put_together(reading: _Reading, outside: list[str]) -> FormRead:
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


def _agreed(cells: list[_Taken], reading: _Reading) -> tuple[Any, _Taken | None]:
    """Return the value that the cells of one field hold, and report those that hold another one."""
    filled = [one for one in cells if one.value is not None]
    if not filled:
        return None, None
    best = min(
        filled, key=lambda one: (sum(step.name in _LOSSY for step in one.marker.filters), type(one.value) is str)
    )
    for other in cells:
        if other is not best and not _same(best, other):
            _differ(best, other, as_text(best.value, _ANY), as_text(other.value, _ANY), reading)
    return best.value, best


def _left_out(one: _Taken) -> tuple[int, bool]:
    """Return how much of the value the cell may have left out: by its filters, by being text."""
    return sum(step.name in _LOSSY for step in one.marker.filters), isinstance(one.value, str)


def _same(best: _Taken, other: _Taken) -> bool:
    if other.value is None:
        return False
    is_day = any(step.name == "date" for step in other.marker.filters)
    value = unfiltered(best.value, (Filter("datetime"),)) if is_day else best.value
    shown = as_text(apply_filters(value, other.marker.filters, _ANY), _ANY).strip()
    return as_text(other.value, _ANY).strip() in (shown, as_text(best.value, _ANY).strip()) or best.value == other.value


def _differ(best: _Taken, other: _Taken, value: str, says: str, reading: _Reading) -> None:
    row = int(re.sub(r"\D", "", best.ref))
    params: Mapping[str, object] = {
        "field": best.marker.field,
        "other": f"{other.sheet}!{other.ref}",
        "says": says[:_SHOWN],
    }
    reading.problems.append(
        Problem(FIELD_DIFFERS, best.sheet, best.ref, row, best.marker.field, value=value[:_SHOWN], params=params)
    )


def _with_boxes(
    value: Any, taken: _Taken | None, boxes: list[tuple[str | None, bool, _Taken]], reading: _Reading
) -> tuple[Any, _Taken | None]:
    """Return the value with what the tick boxes of the field say."""
    if not boxes:
        return value, taken
    words = list(dict.fromkeys(word for word, ticked, _ in boxes if ticked and word is not None))
    first = next((one for _, ticked, one in boxes if ticked), boxes[0][2])
    if value is not None and taken is not None:
        if words and as_text(value, _ANY).strip() not in words:
            _differ(taken, first, as_text(value, _ANY), as_text(words, _ANY), reading)
        return value, taken
    if words:
        return (words[0] if len(words) == 1 else words), first
    bare = [ticked for word, ticked, _ in boxes if word is None]
    return (any(bare), first) if bare else (None, None)
