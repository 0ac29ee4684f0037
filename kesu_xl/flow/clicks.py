"""What the buttons in Excel ask for: everything is said as values, and nothing is written here but files of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kesu_xl.annotation import annotate_changes
from kesu_xl.change import PutSheet, rows
from kesu_xl.clock import State, Verdict
from kesu_xl.complaint import TABLES
from kesu_xl.complaint.numbering import next_number
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.flow.changing import heading_of, listed_clocks, mark_of
from kesu_xl.flow.checking import result_of, verdicts_of
from kesu_xl.flow.opening import Given, Opened, as_of_in, open_register
from kesu_xl.flow.reports import report_name
from kesu_xl.flow.results import CheckResult, SummaryResult
from kesu_xl.flow.summarising import FIRST_SLOT, summary
from kesu_xl.grid import read_book
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.blank import blank_book
from kesu_xl.wording import Ref

__all__ = [
    "Chosen", "ClockCounts", "Keys", "NewCase", "ProblemList", "Selected", "Sheets", "chosen_cases", "clock_counts",
    "clock_list", "form_file", "new_case", "newest_report", "own_sheet_labels", "problem_list", "summary_tabs",
]  # fmt: skip

#: What somebody has to see to.
_LATE: Final = (State.BREACHED, State.AT_RISK)


@dataclass(frozen=True, slots=True)
class Selected:
    """What a user has selected.

    Attributes:
        sheet: Name of the sheet.
        rows: First and last row of each area.
    """

    sheet: str
    rows: tuple[tuple[int, int], ...]

    def among(self, numbers: Iterable[int]) -> list[int]:
        """Return those of the row numbers that are selected."""
        return [number for number in numbers if any(first <= number <= last for first, last in self.rows)]


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of ours in a workbook of their own, from where they are copied.

    Attributes:
        data: That workbook, .xlsx.
        slots: Numbers of their hidden names ``_kesu.sheet.<slot>``, with their names in it.
    """

    data: bytes
    slots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What the rules of a flagged register look its problems up by: values of a hidden sheet of ours.

    Attributes:
        slot: Number of the hidden name of that sheet.
        names: The defined names that stand for its columns, from A on.
        rows: Its values from A1 on.
    """

    slot: int
    names: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class ProblemList:
    """The problems of a register, and the sheet that lists them.

    Attributes:
        result: The problems.
        selected: How many rows were checked because they were selected; 0: all.
        sheets: The 问题 sheet.
        keys: What colours the cells in a register that has the rules for it.
    """

    result: CheckResult
    selected: int
    sheets: Sheets
    keys: Keys


def problem_list(given: Given, *, as_of: datetime, lang: str = "", selected: Selected | None = None) -> ProblemList:
    """Check a register and list its problems as ``check --annotate`` does.

    Args:
        given: The register.
        as_of: What counts as now; a naive time is in the register's zone.
        lang: Language of the list; the register's where left out.
        selected: Where more than one of its complaints are selected, only their problems are listed.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    opened = open_register(given)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    result = result_of(opened, checked, lang)
    marked = mark_of(opened.register, checked.rows, checked.valid)
    heading = heading_of(opened, now, result.lang)
    only = _selected_rows(opened, selected)
    if len(only) > 1:
        wanted = set(only)
        result.found = [problem for problem in result.found if problem.row in wanted]
        clean = len(wanted - checked.rows_with_errors)
        result.rows, result.valid = len(only), clean
        marked = replace(marked, rows=len(only), clean_rows=clean)
        heading = f"{heading} · {Ref('buttons.selected_rows', count=len(only)).say(result.lang)}"
    changes = annotate_changes(marked, result.found, result.lang, heading)
    shown, hidden = [change for change in changes if isinstance(change, PutSheet)]
    names = tuple(f"kesu_problem_{level}" for level in ("error", "warning"))
    return ProblemList(
        result, len(only) if len(only) > 1 else 0, _alone(shown), Keys(hidden.slot, names, _as_values(hidden))
    )


def _selected_rows(opened: Opened, selected: Selected | None) -> list[int]:
    """Return the rows of complaints that are selected."""
    register = opened.register
    if selected is None or selected.sheet != register.sheet:
        return []
    return selected.among(register.row_number(position) for position in range(len(register.indexes)))


def _alone(sheet: PutSheet) -> Sheets:
    return Sheets(apply_changes(blank_book(), [sheet]), ((sheet.slot, sheet.name),))


def _as_values(sheet: PutSheet) -> tuple[tuple[str | None, ...], ...]:
    """Return the texts of a sheet as a rectangle from A1 on."""
    texts = {
        (row, column): str(value)
        for block in sheet.blocks
        for row, values in rows(block)
        for column, value in enumerate(values, start=block.column)
    }
    last, right = max(row for row, _ in texts), max(column for _, column in texts)
    return tuple(tuple(texts.get((row, column)) for column in range(1, right + 1)) for row in range(1, last + 1))


@dataclass(frozen=True, slots=True)
class NewCase:
    """A complaint that is about to be registered.

    Attributes:
        number: Its number.
        sheet: Where it goes.
        header_row: Row of the header.
        row: Where it goes.
        free: That row is empty; otherwise a row has to be made.
        cells: Column number -> value; times are naive, in the register's zone.
        column: Column of the number.
        next_column: Column of what is to be typed next.
    """

    number: str
    sheet: str
    header_row: int
    row: int
    free: bool
    cells: Mapping[int, str | datetime]
    column: int
    next_column: int


def new_case(given: Given, *, now: datetime, user: str) -> NewCase:
    """Say what a new complaint's row holds and where it goes: below the last complaint.

    Args:
        given: The register.
        now: The time, aware.
        user: Who receives it.

    Raises:
        KesuError: There is no register, it has no column for numbers, or its pattern of numbers is none.
    """
    opened = open_register(given)
    register, heads, zone = opened.register, opened.register.heads, opened.settings.zone
    if "case_no" not in heads.fields:
        raise KesuError("no_number_column", sheet=register.sheet)
    local = now.astimezone(zone).replace(microsecond=0, tzinfo=None)
    grid, column = register.grid, heads.fields["case_no"].column
    # also those that somebody typed in before there was a complaint
    numbers = [str(grid.value(row, column)) for row in range(heads.last_row_of_head + 1, grid.bottom + 1)]
    pattern = opened.settings.values.get("case_no_pattern") or SETTING_KEYS["case_no_pattern"].default("en")
    number = next_number(pattern, numbers, local.date())
    last = register.row_number(len(register.indexes) - 1) if register.indexes else heads.last_row_of_head
    row = last + 1
    columns = {name: heading.column for name, heading in heads.fields.items()}
    values: dict[str, str | datetime] = {"case_no": number, "received_at": local, "received_by": user}
    cells = {columns[name]: value for name, value in values.items() if name in columns}
    free = all(grid.value(row, column) == "" for column in columns.values())
    following = [column for column in sorted(columns.values()) if column not in cells and column > columns["case_no"]]
    return NewCase(
        number, register.sheet, heads.row, row, free, cells, columns["case_no"],
        following[0] if following else columns["case_no"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClockCounts:
    """How the complaints of a register stand.

    Attributes:
        sheet: Its sheet.
        header_row: Row of its header.
        last_row: Row of its last complaint.
        left: Its first column.
        right: Its last column.
        number_column: Column of the numbers; 0 where it has none.
        as_of: As of when, in the register's zone.
        counts: How many complaints have a clock in a state.
        late: Numbers of the complaints that are breached or at risk, as their cells show them.
        numberless: How many of those have no number.
    """

    sheet: str
    header_row: int
    last_row: int
    left: int
    right: int
    number_column: int
    as_of: datetime
    counts: Mapping[str, int]
    late: tuple[str, ...]
    numberless: int


def clock_counts(given: Given, *, as_of: datetime) -> ClockCounts:
    """Count the complaints by the states of their clocks, and name those that somebody has to see to.

    Args:
        given: The register.
        as_of: What counts as now; a naive time is in the register's zone.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    opened = open_register(given)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    return _counted(opened, verdicts_of(opened, checked, checked.complaints(), now), now)


def clock_list(given: Given, *, as_of: datetime) -> tuple[ClockCounts, Sheets]:
    """Count them, and list every clock of the open complaints on the 时效 sheet, as ``kesu clocks -o`` does.

    Args:
        given: The register.
        as_of: What counts as now; a naive time is in the register's zone.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    opened = open_register(given)
    now = as_of_in(as_of, opened.settings)
    result, sheet = listed_clocks(opened, now)
    return _counted(opened, result.verdicts, now), _alone(sheet)


def _counted(opened: Opened, verdicts: Iterable[Verdict], now: datetime) -> ClockCounts:
    states: dict[int, set[State]] = {}
    for verdict in verdicts:
        states.setdefault(verdict.row, set()).add(verdict.state)
    counts = Counter(str(state) for found in states.values() for state in found)
    register, columns = opened.register, opened.register.heads.fields
    late_rows = [row for row, found in states.items() if not found.isdisjoint(_LATE)]
    numbers = mark_of(register).numbers
    used = [heading.column for heading in columns.values()]
    return ClockCounts(
        register.sheet,
        register.heads.row,
        max(states, default=register.heads.last_row_of_head),
        min(used, default=register.grid.left),
        max(used, default=register.grid.right),
        columns["case_no"].column if "case_no" in columns else 0,
        now.astimezone(opened.settings.zone),
        counts,
        tuple(dict.fromkeys(numbers[row] for row in late_rows if row in numbers)),
        sum(1 for row in late_rows if row not in numbers),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The complaints of the selected rows.

    Attributes:
        numbers: Their numbers.
        folder: Where their reports go; None where the workbook was never saved and its settings name no whole path.
        outside: That folder is not in the folder of the workbook.
    """

    numbers: tuple[str, ...]
    folder: Path | None
    outside: bool


def chosen_cases(given: Given, selected: Selected | None, *, as_of: datetime) -> Chosen:
    """Return which complaints are selected, and where reports of this register go.

    Args:
        given: The register.
        selected: What is selected.
        as_of: What counts as now; a naive time is in the register's zone.

    Raises:
        KesuError: No row of a complaint with a number is selected.
    """
    opened = open_register(given)
    checked = opened.checked(as_of_in(as_of, opened.settings))
    picked = set(_selected_rows(opened, selected))
    numbers = [c.case_no for c in checked.complaints() if c.row in picked and c.case_no]
    if not numbers:
        raise KesuError("no_case_selected", sheet=opened.register.sheet)
    named = opened.settings.values.get("report_folder", "").strip() or "8D"
    if not named.isprintable():
        raise KesuError("report_folder", folder=named)
    path, base = Path(named), opened.folder
    folder = path if path.is_absolute() else base / path if base is not None else None
    outside = folder is not None and not (base is not None and folder.resolve().is_relative_to(base.resolve()))
    return Chosen(tuple(dict.fromkeys(numbers)), folder, outside)


def newest_report(folder: Path, number: str) -> Path | None:
    """Return the 8D report of a complaint that was changed last, submitted copies included; None: there is none."""
    made = Path(report_name(number))
    mine = re.compile(rf"{re.escape(made.stem)}(_r[0-9]+)?{re.escape(made.suffix)}", re.IGNORECASE)
    found = [path for path in folder.iterdir() if mine.fullmatch(path.name)] if folder.is_dir() else []
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def form_file(name: str, number: str) -> str:
    """Return the file name of a form for a complaint: ``8d_short_KS-2611-042.xlsx``."""
    stem = Path(name).name.removesuffix(".xlsx")
    return f"{stem}_{report_name(number).removeprefix('8D_')}"


def summary_tabs(given: Given, folder: Path, *, as_of: datetime) -> tuple[SummaryResult, Sheets]:
    """Make the summary tabs of a register.

    Args:
        given: The register.
        folder: An empty folder, where they are made.
        as_of: What counts as now; a naive time is in the register's zone.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    path = folder / "summary.xlsx"
    result = summary(given, path, as_of=as_of)
    data = path.read_bytes()
    return result, Sheets(data, tuple(enumerate(read_book(data).visible, start=FIRST_SLOT)))


def own_sheet_labels(which: str) -> Sequence[str]:
    """Return what a sheet of a register of ours may be called: ``settings`` or ``guide``."""
    return next(table.labels for table in TABLES if table.name == which)
