"""Making a form again that somebody typed into: what they typed stays.

The old form is read with its template, and so is a form filled with what the register says now. Where the two differ
and the old one is not blank, the old one wins; only what is worked out (states, totals, numbers) is always new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kesu_xl.eight_d import as_shown, is_worked_out, typed
from kesu_xl.eight_d.record import Both
from kesu_xl.errors import KesuError
from kesu_xl.flow.reading import template_of
from kesu_xl.form import FormRead, Template, read_form, read_origin
from kesu_xl.problem import Problem, rule
from kesu_xl.wording import Ref

__all__ = ["Merged", "merged"]

#: A value that somebody typed into a form was kept.
KEPT: Final = rule("F210", "info", "flow", "INTERFACE")
#: A form was not made again, because something else in it would be lost.
NOT_UPDATED: Final = rule("F211", "warning", "flow", "INTERFACE")

_KEY: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_INDEX: Final = re.compile(r"\[\d+\]")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Merged:
    """What a form is made of again.

    Attributes:
        record: The register's record with what people typed; None where the form had better be left alone.
        kept: Whether anything in it was typed.
        found: What was kept, or why the form is left alone.
    """

    record: Mapping[str, Any] | None
    kept: bool
    found: list[Problem]


def merged(path: Path, record: Mapping[str, Any], template: Template, lang: str) -> Merged:
    """Put together what the register says and what somebody typed into a form.

    Args:
        path: The form.
        record: What the register says now.
        template: What the form will be filled from again.
        lang: Language of the form.
    """
    try:
        data = path.read_bytes()
        before = _template_before(data, path, template)
        old = read_form(data, before, path.name)
    except (KesuError, OSError) as error:
        reason: object = error if isinstance(error, KesuError) else error.strerror or str(error)
        return Merged(None, kept=False, found=[_left(path, Ref("flow.lost.unread", reason=reason))])
    filled = before.fill(record, lang).data
    new = read_form(filled, before)
    if old.outside:
        return Merged(None, kept=False, found=[_left(path, Ref("flow.lost.outside", cells=old.outside[:_SHOWN]))])
    if read_origin(data, "").attached > read_origin(filled, "").attached:
        return Merged(None, kept=False, found=[_left(path, Ref("flow.lost.attached"))])
    # what could not be read might be what somebody typed
    unsure = [problem for problem in old.problems if problem.level != "info"]
    if unsure:
        cells = [f"{problem.sheet}!{problem.cell}" for problem in unsure]
        return Merged(None, kept=False, found=[*unsure, _left(path, Ref("flow.lost.unclear", cells=cells))])
    made = _kept(path, record, old, new)
    unplaced = [problem for problem in made.found if not _asks(template, problem.field)]
    if unplaced:
        cells = [f"{problem.sheet}!{problem.cell}" for problem in unplaced]
        reason = Ref("flow.lost.no_place", template=template.name, cells=cells)
        return Merged(None, kept=False, found=[_left(path, reason)])
    return made


def _asks(template: Template, field: str) -> bool:
    """Say whether a form has a place for a field; for an item of a list, any slot of it is one."""
    return not {field, _INDEX.sub("[]", field)}.isdisjoint(template.fields)


def _template_before(data: bytes, path: Path, template: Template) -> Template:
    """Return the template that a form was filled from: the one for the new form, or a shipped one."""
    name = read_origin(data, path.name).template
    return template if name in ("", template.name) else template_of(data, str(path))


def _left(path: Path, what: Ref) -> Problem:
    return Problem(NOT_UPDATED, value=str(path), params={"file": path.name, "what": what})


def _kept(path: Path, record: Mapping[str, Any], old: FormRead, new: FormRead) -> Merged:
    values = typed(old.record, old.overlaid)
    made: Any = record
    found = []
    for field, value in old.values.items():
        if is_worked_out(_INDEX.sub("[]", field)) or _same(value, new.values.get(field)):
            continue
        keys = tuple(_keys(field))
        wanted = _at(values, keys)
        made = _with(made, keys, wanted.word if isinstance(wanted, Both) else wanted)
        sheet, _, cell = old.cells[field].rpartition("!")
        register = new.values.get(field)
        params = {"file": path.name, "field": field, "register": "" if register is None else str(register)[:_SHOWN]}
        found.append(Problem(KEPT, sheet, cell, field=field, value=str(value)[:_SHOWN], params=params))
    return Merged(as_shown(made), bool(found), found)


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() == new.strip()
    return bool(old == new)


def _keys(path: str) -> Iterator[str | int]:
    for name, index in _KEY.findall(path):
        yield name or int(index)


def _at(value: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        value = value[key]
    return value


def _with(value: Any, keys: tuple[str | int, ...], new: Any) -> Any:
    """Return a copy of a record with one value set; lists and mappings on the way to it are made where missing."""
    if not keys:
        return Both(list(value), new) if isinstance(value, Both) else new
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        rows = list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
        rows += [None] * (key + 1 - len(rows))
        rows[key] = _with(rows[key], rest, new)
        return Both(rows, value.word) if isinstance(value, Both) else rows
    known = dict(value) if isinstance(value, Mapping) else {}
    known[key] = _with(known.get(key), rest, new)
    return known
