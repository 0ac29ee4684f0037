"""Sheets of ours for a workbook that is open in Excel: made beside it, and copied in by Excel itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kesu_xl.annotation import annotate_changes
from kesu_xl.change import PutSheet, SetLists, rows
from kesu_xl.clock import State, Verdict
from kesu_xl.flow.changing import heading_of, listed_clocks, mark_of
from kesu_xl.flow.checking import result_of, verdicts_of
from kesu_xl.flow.clicks import Selected, selected_rows
from kesu_xl.flow.opening import Given, Opened, as_of_in, open_register
from kesu_xl.flow.results import CheckResult
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.blank import blank_book
from kesu_xl.register.rules import OTHER_SHEET
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.flow.results import SummaryResult
    from kesu_xl.flow.score_results import ScoreResult

__all__ = [
    "ClockCounts", "Keys", "ProblemList", "Sheets", "clock_counts", "clock_list", "problem_list", "score_list",
    "sheets_alone", "summary_tabs",
]  # fmt: skip

#: What somebody has to see to.
_LATE: Final = (State.BREACHED, State.AT_RISK)


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
        unread: Sheets that look like registers too, and were not read.
    """

    result: CheckResult
    selected: int
    sheets: Sheets
    keys: Keys
    unread: tuple[str, ...]


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
    only = selected_rows(opened, selected)
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
    keys = Keys(hidden.slot, names, _as_values(hidden))
    return ProblemList(result, len(only) if len(only) > 1 else 0, sheets_alone([shown]), keys, _unread(opened))


def _unread(opened: Opened) -> tuple[str, ...]:
    return tuple(problem.sheet for problem in opened.register.problems if problem.code == OTHER_SHEET)


def sheets_alone(changes: Sequence[PutSheet | SetLists]) -> Sheets:
    """Return new sheets, with the lists of their cells, in a workbook of their own."""
    slots = tuple((sheet.slot, sheet.name) for sheet in changes if isinstance(sheet, PutSheet))
    return Sheets(apply_changes(blank_book(), changes), slots)


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
        unread: Sheets that look like registers too, and were not read.
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
    unread: tuple[str, ...]


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
    return _counted(opened, result.verdicts, now), sheets_alone([sheet])


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
        _unread(opened),
    )


def score_list(given: Given, *, as_of: datetime, selected: Selected | None = None) -> tuple[ScoreResult, int, Sheets]:
    """Judge the 8Ds of a register and list the verdicts as ``kesu score --in-place`` does.

    Args:
        given: The register.
        as_of: What counts as now; a naive time is in the register's zone.
        selected: Where complaints are selected, only theirs are judged.

    Returns:
        The verdicts, how many rows were selected (0: all were judged), the sheets 评分 and 评分明细.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    # the checks of 8Ds, which the other buttons do without
    from kesu_xl.flow.scoring import listed_scores

    opened = open_register(given)
    only = selected_rows(opened, selected)
    result, sheets = listed_scores(opened, as_of, rows=only)
    return result, len(only), sheets_alone(sheets)


def summary_tabs(given: Given, folder: Path, *, as_of: datetime) -> tuple[SummaryResult, Sheets]:
    """Make the summary tabs of a register.

    Args:
        given: The register.
        folder: An empty folder, where they are made.
        as_of: What counts as now; a naive time is in the register's zone.

    Raises:
        KesuError: There is no register in it, or it cannot be read.
    """
    # forms and charts, which the other buttons do without
    from kesu_xl.flow.summarising import summary, summary_slots
    from kesu_xl.grid import read_book

    path = folder / "summary.xlsx"
    result = summary(given, path, as_of=as_of)
    data = path.read_bytes()
    return result, Sheets(data, summary_slots(read_book(data).visible))
