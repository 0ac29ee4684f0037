"""Changing a workbook: a copy beside it, or in its place with a backup; and taking everything out again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kesu_xl.annotation import Listed, Marked, annotate_changes, clock_sheet
from kesu_xl.change import Change, DropOurs, PutSheet
from kesu_xl.complaint.pending import is_pending
from kesu_xl.errors import KesuError
from kesu_xl.flags import SPARE
from kesu_xl.flow.checking import clocks_of, result_of
from kesu_xl.flow.opening import Opened, Source, as_of_in, open_register
from kesu_xl.flow.output import write_output
from kesu_xl.flow.results import CheckResult, ClocksResult, Written
from kesu_xl.grid import Value, column_letter, read_book
from kesu_xl.notation import ROW_LIMIT
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.dangling import formulas_on_ours
from kesu_xl.package.saving import Origin, read_for_change, save_over
from kesu_xl.register import Register
from kesu_xl.wording import Ref, nearest_language, say

__all__ = ["Target", "annotate", "clean", "heading_of", "listed_clocks", "mark_of", "show_clocks", "target_of"]

#: Workbooks that changes can be written into; .xls and .ods are read only.
_WRITABLE: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")
#: From here on a number is shown with an exponent by some programs.
_EXACT: Final = 10**15


@dataclass(frozen=True, slots=True)
class Target:
    """A workbook that is about to be changed: the bytes that everything is made from, and where the result goes.

    Attributes:
        path: The workbook as the user gave it, "" for an open file.
        data: Its bytes.
        out: Where the copy goes; None: in place.
        origin: What must still be there when it is saved in place.
        force: Replace an `out` that is not as we wrote it; in place, also in a cloud folder.
    """

    path: str
    data: bytes
    out: Path | None
    origin: Origin | None
    force: bool

    def apply(self, changes: Sequence[Change]) -> tuple[str, list[Ref]]:
        """Make changes and write the workbook; return where to, and what there is to say about it.

        Raises:
            KesuError: It cannot be changed or written; nothing was written then.
        """
        return self.write(apply_changes(self.data, changes, self.path))

    def write(self, data: bytes) -> tuple[str, list[Ref]]:
        """Write the changed bytes; return where to, and what there is to say about it.

        Raises:
            KesuError: It was opened or changed meanwhile, or cannot be written; nothing was written then.
        """
        if self.out is not None:
            write_output(self.out, data, force=self.force, source=self.path)
            return str(self.out), []
        assert self.origin is not None
        backup = save_over(self.origin, data, force=self.force)
        return self.path, [Ref("cli.backup", path=str(backup)) if backup else Ref("cli.unchanged")]


def target_of(source: Source, out: str | os.PathLike[str] | None, *, force: bool = False) -> Target:
    """Read a workbook that is to be changed.

    Args:
        source: Path of the workbook; an open binary file only together with `out`.
        out: Where the copy goes; None: in place, with a backup.
        force: See `Target`.

    Raises:
        KesuError: It cannot be read, or must not be written: open in a program, read-only, .xls, .ods.
    """
    if not isinstance(source, str | os.PathLike):
        if out is None:
            raise KesuError("no_path_in_place")
        source.seek(0)
        return Target("", source.read(), Path(out), None, force)
    path = os.fspath(source)
    ending = Path(path).suffix.lower()
    if ending in (".xls", ".ods"):
        raise KesuError("save_as_xlsx", file=path)
    if out is None:
        _refuse_other_files(path)
        data, origin = read_for_change(path, force=force)
        return Target(path, data, None, origin, force)
    wanted = ending if ending in _WRITABLE else ".xlsx"
    copy = Path(out)
    if copy.suffix.lower() != wanted:
        raise KesuError("wrong_ending", file=str(copy), ending=wanted)
    _refuse_other_files(path)
    return Target(path, Path(path).read_bytes(), copy, None, force)


def _refuse_other_files(path: str) -> None:
    """Say what a file is, where it is no workbook; one without worksheets is one, and tabs can go into it."""
    try:
        read_book(path)
    except KesuError as error:
        if error.code != "no_worksheets":
            raise


def annotate(
    source: Source,
    out: str | os.PathLike[str] | None,
    *,
    as_of: datetime,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> tuple[CheckResult, Written]:
    """Check a register and show its problems in it: a sheet that lists them, colours on their cells.

    Args:
        source: Path of a register; an open binary file only together with `out`.
        out: Where the copy goes; None: into the register itself, with a backup.
        as_of: What counts as now; a naive time is in the register's zone.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the sheet; the register's where left out.
        force: See `Target`.

    Raises:
        KesuError: It cannot be read, changed or written; nothing was written then.
    """
    target = target_of(source, out, force=force)
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone, data=target.data)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    result = result_of(opened, checked, lang)
    heading = heading_of(opened, now, result.lang)
    changes = annotate_changes(
        mark_of(opened.register, checked.rows, checked.valid), checked.problems, result.lang, heading
    )
    where, notes = target.apply(changes)
    return result, Written(where, checked.rows, result.lang, notes)


def heading_of(opened: Opened, now: datetime, lang: str) -> str:
    """Return what stands above a list of problems: which register they are of, as of when."""
    return say(
        "annotation.heading", lang, file=Path(opened.path).name, sheet=opened.register.sheet,
        row=opened.register.heads.row, as_of=now.astimezone(opened.settings.zone).strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip


def show_clocks(
    source: Source,
    out: str | os.PathLike[str] | None,
    *,
    as_of: datetime,
    with_closed: bool = False,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> tuple[ClocksResult, Written]:
    """List the clocks of a register in it: a sheet 时效 with every clock of every open complaint.

    Args:
        source: Path of a register; an open binary file only together with `out`.
        out: Where the copy goes; None: into the register itself, with a backup.
        as_of: What counts as now; a naive time is in the register's zone.
        with_closed: Also those of the complaints that are no longer open, below.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the sheet; the register's where left out.
        force: See `Target`.

    Raises:
        KesuError: It cannot be read, changed or written; nothing was written then.
    """
    target = target_of(source, out, force=force)
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone, data=target.data)
    result, put = listed_clocks(opened, as_of_in(as_of, opened.settings), lang, with_closed=with_closed)
    where, notes = target.apply([put])
    return result, Written(where, len(opened.register.indexes), result.lang, notes)


def listed_clocks(
    opened: Opened, now: datetime, lang: str = "", *, with_closed: bool = False
) -> tuple[ClocksResult, PutSheet]:
    """Return the clocks of a register as of an aware time, and the 时效 sheet as the change that puts it in.

    Args:
        opened: The register.
        now: The time.
        lang: Language of the sheet; the register's where left out.
        with_closed: See `show_clocks`.
    """
    checked, register = opened.checked(now), opened.register
    complaints = checked.complaints()
    result = clocks_of(opened, checked, complaints, now, lang)
    local = result.as_of.replace(tzinfo=None)
    heading = say(
        "clocksheet.heading", result.lang, file=Path(opened.path).name, sheet=register.sheet, policy=result.policy,
        as_of=local.strftime("%Y-%m-%d %H:%M"), zone=result.timezone,
    )  # fmt: skip
    heads = register.heads.fields
    column = heads["case_no"].column if "case_no" in heads else register.grid.left
    listed = Listed(
        register.sheet,
        column_letter(column),
        {complaint.row: complaint.customer or "" for complaint in complaints},
        {complaint.row for complaint in complaints if is_pending(complaint, local)},
        with_closed,
    )
    return result, clock_sheet(listed, result.verdicts, result.lang, heading)


def mark_of(register: Register, checked: int = 0, valid: int = 0, *, spare: int = SPARE) -> Marked:
    """Return where a register's cells are, and how its rows are found again.

    Args:
        register: The register.
        checked: How many complaints were checked.
        valid: How many of them have no error.
        spare: So many rows below the last complaint can be coloured, once a button has found problems there.
    """
    grid, heads = register.grid, register.heads
    rows = [register.row_number(position) for position in range(len(register.indexes))]
    numbers = {}
    if "case_no" in heads.fields:
        for position, row in enumerate(rows):
            number = _as_formulas_read(register.value("case_no", position))
            if number:
                numbers[row] = number
    counted = Counter(number.casefold() for number in numbers.values())
    columns = {name: heading.column for name, heading in heads.fields.items()}
    return Marked(
        register.sheet,
        heads.row,
        heads.last_row_of_head + 1,
        min(max(rows, default=heads.last_row_of_head + 1) + spare, ROW_LIMIT),
        min(columns.values(), default=grid.left),
        max(columns.values(), default=grid.right),
        columns,
        {column: text for column in columns.values() if isinstance(text := grid.value(heads.row, column), str)},
        numbers,
        {number for number in numbers.values() if counted[number.casefold()] > 1},
        checked,
        valid,
    )


def _as_formulas_read(number: Value) -> str:
    """Return a complaint number as ``A5&""`` gives it, "" where programs may differ: dates, fractions, more digits."""
    if isinstance(number, str):
        return number
    if isinstance(number, bool) or not isinstance(number, int | float):
        return ""
    return str(int(number)) if number == int(number) and abs(number) < _EXACT else ""


def clean(source: Source, out: str | os.PathLike[str] | None, *, lang: str = "", force: bool = False) -> Written:
    """Take everything out of a workbook that we ever put into it.

    Args:
        source: Path of a workbook; an open binary file only together with `out`.
        out: Where the copy goes; None: in place, with a backup.
        lang: Language of the notes.
        force: See `Target`.

    Raises:
        KesuError: It cannot be read, changed or written; nothing was written then.
    """
    target = target_of(source, out, force=force)
    left = formulas_on_ours(target.data, target.path)
    where, notes = target.apply([DropOurs(everything=True)])
    if left:
        notes.append(Ref("cli.dangling", places=left[:10]))
    return Written(where, 0, nearest_language(lang) or "zh-Hans", notes)
