"""What the buttons in Excel ask for: which complaints are selected, where the next one goes, where reports are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kesu_xl.complaint import TABLES
from kesu_xl.complaint.numbering import next_number
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.flow.opening import Given, Opened, as_of_in, open_register

__all__ = [
    "Chosen", "NewCase", "Selected", "chosen_cases", "form_file", "new_case", "own_sheet_labels", "reports_of",
    "selected_rows",
]  # fmt: skip


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


def selected_rows(opened: Opened, selected: Selected | None) -> list[int]:
    """Return the rows of complaints that are selected."""
    register = opened.register
    if selected is None or selected.sheet != register.sheet:
        return []
    return selected.among(register.row_number(position) for position in range(len(register.indexes)))


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
    picked = set(selected_rows(opened, selected))
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


def reports_of(folder: Path, number: str) -> list[Path]:
    """Return the 8D reports of a complaint, submitted copies included, the one that was changed last first."""
    from kesu_xl.flow.reports import report_name

    made = Path(report_name(number))
    mine = re.compile(rf"{re.escape(made.stem)}(_r[0-9]+)?{re.escape(made.suffix)}", re.IGNORECASE)
    found = [path for path in folder.iterdir() if mine.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def form_file(name: str, number: str) -> str:
    """Return the file name of a form for a complaint: ``8d_short_KS-2611-042.xlsx``; never that of its 8D report."""
    from kesu_xl.flow.reports import report_name

    stem = Path(name).name.removesuffix(".xlsx")
    if stem.casefold() == "8d":  # Windows does not tell capitals from small letters
        stem = f"{stem}_form"
    return f"{stem}_{report_name(number).removeprefix('8D_')}"


def own_sheet_labels(which: str) -> Sequence[str]:
    """Return what a sheet of a register of ours may be called: ``settings`` or ``help``."""
    return next(table.labels for table in TABLES if table.name == which)
