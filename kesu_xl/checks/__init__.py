"""Every problem of every row in one pass, and the complaints that the rows are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kesu_xl.checks.details import check_details
from kesu_xl.checks.history import TABLES, read_histories, usable
from kesu_xl.checks.lots import ROWS, FirstLook, first_look
from kesu_xl.checks.read import ColumnReader, Typed
from kesu_xl.checks.rows import RowRules
from kesu_xl.checks.words import Words, words_of
from kesu_xl.clock import SCOPE_FIELDS, History, Policy, idle_limits
from kesu_xl.collecting import without_collecting
from kesu_xl.complaint import COLUMNS, Complaint
from kesu_xl.problem import RULES, Problem
from kesu_xl.register import Register
from kesu_xl.register.tables import DetailSheet
from kesu_xl.settings import Settings

__all__ = ["TABLES", "Checked", "check_register"]


@dataclass(slots=True)
class Checked:
    """A register that was checked.

    Attributes:
        register: The register.
        columns: Field -> typed values, one per complaint.
        problems: All problems: of the register, then of the rows in their order.
        rows_with_errors: Row numbers of the complaints that have an error.
        unreadable: Row number -> the columns whose cell holds something that could not be read.
        histories: Complaint number -> what the detail tables say that its clocks need.
        tables: Names of the detail tables that clocks were read from.
    """

    register: Register
    columns: dict[str, list[Any]]
    problems: list[Problem]
    rows_with_errors: set[int] = field(default_factory=set)
    unreadable: dict[int, set[str]] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        """How many complaints there are."""
        return len(self.register.indexes)

    @property
    def valid(self) -> int:
        """How many of them have no error."""
        return self.rows - len(self.rows_with_errors)

    def complaint(self, position: int) -> Complaint:
        """Return one of the complaints, counted from 0."""
        complaint = Complaint(row=self.register.row_number(position))
        for name, values in self.columns.items():
            if values[position] is not None:
                setattr(complaint, name, values[position])
        return complaint

    def complaints(self) -> list[Complaint]:
        """Return the complaints, one per row; a cell that could not be read is None."""
        names = list(self.columns)
        numbers = [self.register.row_number(position) for position in range(self.rows)]
        if not names:
            return [Complaint(row=number) for number in numbers]
        made = []
        for number, values in zip(numbers, zip(*self.columns.values(), strict=True), strict=True):
            complaint = Complaint(row=number)
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    setattr(complaint, name, value)
            made.append(complaint)
        return made


class _Desk:
    """Where problems arrive: gives each its cell and number, and counts infos per column and kind."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._numbers: list[Any] = []
        self._infos: dict[tuple[str, str, str], Problem] = {}
        self.problems: list[Problem] = []

    def know_numbers(self, numbers: list[Any]) -> None:
        """Take the complaint numbers, which every problem names."""
        self._numbers = numbers

    def report(
        self, code: str, field_name: str, position: int, value: object, *, count: int = 1, **params: Any
    ) -> None:
        """Add one problem at one cell."""
        number = self._numbers[position] if self._numbers else None
        self.problems.append(
            Problem(
                code,
                self._register.sheet,
                self._register.cell(field_name, position),
                self._register.row_number(position),
                field_name,
                number or "",
                str(value),
                count,
                params,
            )
        )

    def note(self, code: str, field_name: str, position: int, value: object, **params: Any) -> None:
        """Add an info, or count it to the one that its column and kind already has."""
        key = (code, field_name, str(params.get("order", "")))
        known = self._infos.get(key)
        if known is None:
            self.report(code, field_name, position, value, label=COLUMNS[field_name], **params)
            self._infos[key] = self.problems[-1]
        else:
            known.count += 1


def check_register(
    register: Register,
    settings: Settings,
    policy: Policy,
    now: datetime,
    *,
    date1904: bool,
    details: Mapping[str, DetailSheet] | None = None,
) -> Checked:
    """Check every row of a register.

    Args:
        register: The register that was found.
        settings: Its settings: time zone and lists.
        policy: Its clocks: they say which times need a time of day, and what is late.
        now: As-of time, aware.
        date1904: Serial numbers in its cells count from 1904.
        details: The sheets of the detail tables that the workbook has.

    Returns:
        Typed columns and all problems. No row is left out: a cell that cannot be read is None and a problem.
    """
    with without_collecting():
        local = now.astimezone(settings.zone).replace(tzinfo=None)
        desk = _Desk(register)
        words = words_of(settings.lists)
        reader = ColumnReader(settings.zone, local, date1904, words, desk.report, desk.note)
        looks = _first_looks(register, words)
        errors, uncalculated = _unusable(register)
        typed: dict[str, Typed] = {}
        for name in sorted(looks, key=lambda name: name != "case_no"):
            typed[name] = reader.read(looks[name], errors.get(name, {}), uncalculated.get(name, set()))
            if name == "case_no":
                desk.know_numbers(typed[name].values)
                _name_the_early(desk.problems, register, typed[name].values)
        rows = [register.grid.top + index for index in register.indexes]
        sheets = usable(details or {})
        numbers = {number for number in typed["case_no"].values if number} if "case_no" in typed else set()
        histories, faults = read_histories(sheets, numbers, settings.zone, local, date1904=date1904)
        received = dict.fromkeys(numbers)
        if "case_no" in typed and "received_at" in typed:
            received |= dict(zip(typed["case_no"].values, typed["received_at"].values, strict=True))
        faults += check_details(details or {}, received, settings.zone, date1904=date1904)
        RowRules(typed, rows, policy, local, settings.zone, desk.report, desk.note, histories, frozenset(sheets)).run()
        columns = {name: typed[name].values for name in register.heads.fields}
        order = {heading.field: heading.column for heading in register.heads.fields.values()}
        desk.problems.sort(key=lambda problem: (problem.row, order[problem.field], problem.code))
        wrong = {problem.row for problem in desk.problems if RULES[problem.code].level == "error"}
        unreadable: dict[int, set[str]] = {}
        for name, column in typed.items():
            for position in column.unreadable:
                unreadable.setdefault(rows[position], set()).add(name)
        named = {scope: set(columns.get(name, ())) for scope, name in SCOPE_FIELDS.items() if scope != "safety"}
        idle = idle_limits(policy, settings, named)
        problems = [*register.problems, *settings.problems, *policy.problems, *idle, *desk.problems, *faults]
        return Checked(register, columns, problems, wrong, unreadable, histories, frozenset(sheets))


def _name_the_early(problems: list[Problem], register: Register, numbers: list[Any]) -> None:
    """Give the problems of the number column itself their number where there is one."""
    if not problems:
        return
    by_row = {register.grid.top + index: number for index, number in zip(register.indexes, numbers, strict=True)}
    for problem in problems:
        problem.case_no = by_row.get(problem.row) or ""


def _first_looks(register: Register, words: Mapping[str, Words]) -> dict[str, FirstLook]:
    """Look at all cells of every known column once, lot by lot."""
    grid, indexes = register.grid, register.indexes
    looks = {name: first_look(COLUMNS[name], words) for name in register.heads.fields}
    places = [(look, register.heads.fields[name].column - grid.left) for name, look in looks.items()]
    for start in range(0, len(indexes), ROWS):
        lot = [grid.rows[index] for index in indexes[start : start + ROWS]]
        columns = list(zip(*lot, strict=True))
        for look, place in places:
            # a mapping may name a column right of everything that is filled
            look.take(columns[place] if 0 <= place < len(columns) else ("",) * len(lot))
    return looks


def _unusable(register: Register) -> tuple[Mapping[str, dict[int, str]], Mapping[str, set[int]]]:
    """Return error cells and uncalculated formulas by column and position."""
    grid = register.grid
    errors: dict[str, dict[int, str]] = {}
    uncalculated: dict[str, set[int]] = {}
    if not grid.errors and not grid.uncalculated:
        return errors, uncalculated
    fields = {heading.column: name for name, heading in register.heads.fields.items()}
    positions = {grid.top + index: position for position, index in enumerate(register.indexes)}
    for (row, column), shown in grid.errors.items():
        if column in fields and row in positions:
            errors.setdefault(fields[column], {})[positions[row]] = shown
    for row, column in grid.uncalculated:
        if column in fields and row in positions:
            uncalculated.setdefault(fields[column], set()).add(positions[row])
    return errors, uncalculated
