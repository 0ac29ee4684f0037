"""What changed between two reports of a complaint, field by field: two revisions, or one and the working form."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kesu_xl.eight_d.differ import matched
from kesu_xl.eight_d.record import is_worked_out
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_results import FormReport, shown_value
from kesu_xl.flow.opening import Source
from kesu_xl.flow.reading import read_with, template_of
from kesu_xl.flow.results import Found
from kesu_xl.flow.shipped import template_named
from kesu_xl.flow.shown import problem_json
from kesu_xl.form import Template
from kesu_xl.package.source import load
from kesu_xl.problem import Problem

__all__ = ["Comparison", "Difference", "compare"]

#: A field of a row of a list: list, number, column.
_ITEM: Final = re.compile(r"([\w.]+)\[(\d+)\]\.(\w+)")
#: A copy that was handed in, and the working form beside it: ``8D_K-1_r2.xlsx`` -> ``8D_K-1.xlsx``.
_COPY: Final = re.compile(r"(.+)_r\d{1,6}(\.xlsx)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two forms say differently: its path, its cell in the later one, both values; None for blank."""

    field: str
    cell: str
    before: Any
    after: Any


@dataclass(slots=True)
class Comparison(Found):
    """What changed from one form to another.

    Attributes:
        before: Path of the earlier one.
        after: Path of the later one.
        template: Name of the template that both were read with.
        case_no: The complaint's number.
        differences: The fields that differ, in the order of the form.
        found: What could not be read, or not surely.
        lang: Language of the texts.
    """

    before: str
    after: str
    template: str
    case_no: str
    differences: list[Difference]
    found: list[Problem]
    lang: str

    def as_json(self) -> dict[str, Any]:
        """Return what differs."""
        return {
            "before": self.before,
            "after": self.after,
            "template": self.template,
            "case_no": self.case_no,
            "differences": [
                {
                    "field": one.field,
                    "cell": one.cell,
                    "before": shown_value(one.before, self.lang),
                    "after": shown_value(one.after, self.lang),
                }
                for one in self.differences
            ],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


def compare(
    before: Source, after: Source, template: str | os.PathLike[str] | None = None, *, lang: str = ""
) -> Comparison:
    """Compare two filled forms of one complaint.

    Args:
        before: The earlier one: a path, or an open binary file.
        after: The later one.
        template: The template that they were filled from: a path, or the name of a shipped one; where left out, the
            shipped one that one of them names, or the working form beside a copy that was handed in.
        lang: Language of messages and list values; that of the template where left out.

    Raises:
        KesuError: A form cannot be read, nobody says which template they were filled from, or they are of different
            complaints.
    """
    forms = [load(one) for one in (before, after)]
    chosen = template_named(os.fspath(template)) if template is not None else _template(forms)
    first, second = (read_with(data, path, chosen, lang=lang) for data, path in forms)
    if first.case_no and second.case_no and first.case_no != second.case_no:
        raise KesuError("other_complaint", before=first.case_no, after=second.case_no)
    earlier, cells = _placed_alike(first, second)
    differences = [
        Difference(field, second.cells.get(field) or cells[field], earlier.get(field), second.values.get(field))
        for field in dict.fromkeys((*second.values, *earlier))
        if not _same(earlier.get(field), second.values.get(field))
    ]
    found = [problem for problem in (*first.found, *second.found) if problem.level != "info"]
    number = second.case_no or first.case_no
    return Comparison(first.path, second.path, chosen.name, number, differences, found, second.lang)


def _placed_alike(first: FormReport, second: FormReport) -> tuple[dict[str, Any], dict[str, str]]:
    """Return values and cells of the earlier form, the rows of its lists under the numbers that they have in the later.

    A row that is gone gets a number behind those of the later form.
    """
    ours, theirs = _lists(first), _lists(second)
    numbers: dict[tuple[str, int], int] = {}
    for name, rows in ours.items():
        later = theirs.get(name, {})
        columns = sorted({column for row in (*rows.values(), *later.values()) for column in row})
        typed = [column for column in columns if not is_worked_out(f"{name}[].{column}")]
        pairs = matched(name, list(rows.values()), list(later.values()), typed)
        places, left = list(rows), list(later)
        for mine, place in enumerate(places):
            same = next((their for their, own in pairs.items() if own == mine), None)
            numbers[name, place] = left[same] if same is not None else 1 + max(left, default=-1) + mine

    def renamed(field: str) -> str:
        item = _ITEM.fullmatch(field)
        return f"{item[1]}[{numbers[item[1], int(item[2])]}].{item[3]}" if item else field

    def told(field: str) -> bool:
        item = _ITEM.fullmatch(field)
        # the number of a row that moved is no change
        return item is None or not is_worked_out(f"{item[1]}[].{item[3]}") or renamed(field) == field

    values = {renamed(field): value for field, value in first.values.items() if told(field)}
    for field, value in second.values.items():
        item = _ITEM.fullmatch(field)
        if field not in values and item is not None and is_worked_out(f"{item[1]}[].{item[3]}"):
            values[field] = value
    return values, {renamed(field): cell for field, cell in first.cells.items()}


def _lists(form: FormReport) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the rows of the lists of a form by their numbers."""
    lists: dict[str, dict[int, dict[str, Any]]] = {}
    for field, value in form.values.items():
        if item := _ITEM.fullmatch(field):
            lists.setdefault(item[1], {}).setdefault(int(item[2]), {})[item[3]] = value
    return lists


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return bool(one == other)


def _template(forms: list[tuple[bytes, str]]) -> Template:
    refused: KesuError | None = None
    beside = [
        working for _, path in forms if (found := _COPY.fullmatch(Path(path).name)) is not None
        and (working := Path(path).with_name(found[1] + found[2])).is_file()
    ]  # fmt: skip
    for data, path in (*forms, *(load(working) for working in beside)):
        try:
            return template_of(data, path)
        except KesuError as error:
            refused = refused or error
    assert refused is not None
    raise refused
