"""A filled form back into a record, with the template that it was filled from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.form.agreed import ANY_LANGUAGE, SHOWN, FormRead, Reading, Taken, put_together, share_out
from kesu_xl.form.align import best_sheet
from kesu_xl.form.filled import FilledBook, FilledSheet, folded
from kesu_xl.form.locate import Located, Lost, label_counts, locate, sheets_without_fields, template_values
from kesu_xl.form.marker import EACH, Marker, as_text, split_markers
from kesu_xl.form.origin import Origin, read_origin
from kesu_xl.form.overlong import is_overlong_sheet, without_note
from kesu_xl.form.record import ListPlace
from kesu_xl.form.rules import (
    CELL_DELETED,
    CELL_WITHOUT_VALUE,
    CONTENT_OUTSIDE,
    HINT_LEFT,
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

__all__ = ["read_form"]

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
    reading = Reading()
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
    share_out(reading)
    _say_how(by_labels, PLACED_BY_LABELS, reading)
    _say_how(by_address, PLACED_BY_ADDRESS, reading)
    _say_lost(places.lost, read, reading)
    is_form = origin.template == template.name or any(one.how == "map" for one in places.found)
    outside = _outside(template, book, places.found, whole=is_form)
    if outside:
        name, _, ref = outside[0].rpartition("!")
        reading.problems.append(
            Problem(CONTENT_OUTSIDE, name, ref, count=len(outside), params={"cells": outside[:SHOWN]})
        )
    return put_together(reading, outside)


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


def _judge_origin(template: Template, origin: Origin, reading: Reading) -> None:
    if origin.template and origin.template != template.name:
        params = {"template": template.name}
        reading.problems.append(Problem(OTHER_TEMPLATE, value=origin.template, params=params))
    elif origin.content_hash and origin.content_hash != template.content_hash:
        reading.problems.append(Problem(OLDER_REVISION, value=template.name))


def _read_cell(one: Located, value: Any, sheet: FilledSheet, origin: Origin, reading: Reading) -> None:
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
        problem = Problem(HINT_LEFT, one.sheet, ref, one.row, fields[0], value=value[:SHOWN])
        reading.problems.append(problem)
        value = ""
    elif isinstance(value, str):
        value = without_note(value)
    if one.plan.whole is not None:
        if one.plan.picture is not None and value == "":
            if _has_picture(one, sheet, origin):
                marker = one.plan.whole
                keys = marker.keys[:-1] if marker.keys[-1:] in (("path",), ("photo",)) else marker.keys
                taken = Taken(marker, True, one.sheet, ref)
                reading.values.setdefault((_row(marker, one), (*keys, "photo")), []).append(taken)
            return
        _take(one.plan.whole, value, one, ref, reading)
        return
    text = without_note(value) if isinstance(value, str) else as_text(value, ANY_LANGUAGE)
    pieces = split_text(text, one.plan.texts) if text.strip() else [""] * len(fields)
    if pieces is None:
        params = {"fields": fields}
        problem = Problem(TEXT_AROUND_CHANGED, one.sheet, ref, one.row, fields[0], value=text[:SHOWN], params=params)
        reading.problems.append(problem)
        return
    for marker, piece in zip(_markers(one), pieces, strict=True):
        _take(marker, piece, one, ref, reading)


def _unfilled(text: str, fields: Sequence[str]) -> bool:
    """Say whether a text holds a marker of its cell, which was never filled; another marker is what somebody wrote."""
    return "{{" in text and any(isinstance(part, Marker) and part.field in fields for part in split_markers(text)[0])


def _has_picture(one: Located, sheet: FilledSheet, origin: Origin) -> bool:
    cells = sheet.area(one.row, one.column)
    return any(cells.holds(*place) for place in origin.pictures.get(one.sheet, ()))


def _row(marker: Marker, one: Located) -> ListPlace | None:
    return None if marker.items is None else (marker.items, one.items[marker.list_name])


def _take(marker: Marker, value: Any, one: Located, ref: str, reading: Reading) -> None:
    if marker.items is not None and marker.list_name not in one.items:
        return
    key = _row(marker, one), marker.keys
    check = next((step for step in marker.filters if step.name == "check"), None)
    taken = Taken(marker, value, one.sheet, ref)
    if check is not None:
        ticked = is_ticked(value)
        if ticked is None:
            params = {"fields": [marker.field]}
            reading.problems.append(
                Problem(
                    TEXT_AROUND_CHANGED, one.sheet, ref, one.row, marker.field, value=str(value)[:SHOWN], params=params
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
    reading.values.setdefault(key, []).append(Taken(marker, value, one.sheet, ref))


def _say_how(cells: list[Located], code: str, reading: Reading) -> None:
    sheets = dict.fromkeys(one.sheet for one in cells)
    for sheet in sheets:
        on_it = [one for one in cells if one.sheet == sheet]
        refs = [address(one.row, one.column) for one in on_it]
        first = on_it[0]
        reading.problems.append(
            Problem(code, sheet, refs[0], first.row, count=len(refs), params={"cells": refs[:SHOWN]})
        )


def _say_lost(lost: Iterable[Lost], found: set[str], reading: Reading) -> None:
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
