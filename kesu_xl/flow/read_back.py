"""What a filled form changes in the register that is open in Excel: values for its cells, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kesu_xl.change import AppendRows, Cells, Change, Formula, PutSheet, SetCells, SetLists
from kesu_xl.errors import KesuError
from kesu_xl.flow.entered import Register
from kesu_xl.flow.entering import form_to_enter, who_changed
from kesu_xl.flow.form_results import Entered
from kesu_xl.flow.made_sheets import Sheets, sheets_alone
from kesu_xl.flow.opening import Given, as_of_in, open_register
from kesu_xl.flow.reading import form_report
from kesu_xl.package.celltext import DAYS_TO_1904
from kesu_xl.package.numberformat import kind_of_format
from kesu_xl.package.tables import TableArea
from kesu_xl.problem import Problem

__all__ = ["NewRow", "Plain", "ReadBack", "Run", "read_back"]

#: What a cell gets: a text, a number, nothing; never a formula.
Plain = str | int | float | bool | None

#: Of a submitted copy nobody can say what its cells hold: it is no form that is filled in.
NO_FORM: Final = "form_template_unnamed"


@dataclass(frozen=True, slots=True)
class Run:
    """Cells side by side that are there already.

    Attributes:
        sheet: Name of the sheet.
        row: Their row.
        column: Column of the first.
        values: Their values; a day is its number, counted from 1900.
        formats: Number format of each that needs one, "" for those that keep theirs.
    """

    sheet: str
    row: int
    column: int
    values: tuple[Plain, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row at the end of an Excel table: offset of a column in the table -> its value."""

    sheet: str
    table: str
    values: Mapping[int, Plain]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a form says otherwise than the register, and what is written where it is taken.

    Attributes:
        path: The form.
        lang: Language of the register's texts.
        differences: What the two say differently.
        found: What could not be read, was kept, or has no place.
        runs: Cells that are there already.
        rows: Rows at the end of tables, in order.
        sheets: Detail tables that the register did not have; they are the user's own from then on.
    """

    path: Path
    lang: str
    differences: list[Entered]
    found: list[Problem]
    runs: tuple[Run, ...]
    rows: tuple[NewRow, ...]
    sheets: Sheets | None


def read_back(
    given: Given, forms: Iterable[tuple[Path, bytes]], number: str, *, as_of: datetime, areas: Sequence[TableArea]
) -> ReadBack:
    """Compare the newest filled form of a complaint with the register, as ``kesu read --into`` does.

    Args:
        given: The register.
        forms: Files of the complaint's reports, the newest first; submitted copies are passed over.
        number: The complaint.
        as_of: When it happens, aware: stands in 变更记录.
        areas: The Excel tables of the register's workbook.

    Raises:
        KesuError: There is no register in it, no report is a form that can be read back, or it is another complaint's.
    """
    opened = open_register(given)
    submitted: KesuError | None = None
    for path, data in forms:
        try:
            form = form_to_enter(data, str(path), None, opened)
        except KesuError as error:
            if error.code != NO_FORM:
                raise
            submitted = submitted or error
            continue
        report = form_report(form.path, form.template, form.read)
        if report.case_no and report.case_no != number:
            raise KesuError("form_of_another", file=path.name, number=number, other=report.case_no)
        register = Register(opened, as_of_in(as_of, opened.settings), areas)
        # a book without a folder cannot say where the form lies from there
        base = opened.path if opened.folder is not None else form.path
        entered = register.enter(form, theirs=False, who=who_changed(form, base))
        changes = register.changes()
        sheets = [change for change in changes if isinstance(change, PutSheet | SetLists)]
        if opened.book.date1904:
            sheets = [_counted_from_1904(one) if isinstance(one, PutSheet) else one for one in sheets]
        return ReadBack(
            path, register.lang, entered.differences, [*report.found, *entered.found], tuple(_runs(changes)),
            tuple(_new_rows(changes, areas)), sheets_alone(sheets) if sheets else None,
        )  # fmt: skip
    assert submitted is not None, "a complaint without a report"
    raise submitted


def _runs(changes: Sequence[Change]) -> Iterator[Run]:
    """Yield the cells that are set, those side by side as one."""
    for change in changes:
        if not isinstance(change, SetCells):
            continue
        run: Run | None = None
        for block in sorted(change.blocks, key=lambda block: (block.first, block.column)):
            for one in _rows_of(change.sheet, block):
                if run is not None and (one.row, one.column) == (run.row, run.column + len(run.values)):
                    run = replace(run, values=run.values + one.values, formats=run.formats + one.formats)
                    continue
                if run is not None:
                    yield run
                run = one
        if run is not None:
            yield run


def _rows_of(sheet: str, block: Cells) -> Iterator[Run]:
    looks = block.looks or (None,) * len(block.values)
    formats = tuple((look.number_format or "") if look else "" for look in looks)
    for row in range(block.first, block.last + 1):
        yield Run(sheet, row, block.column, tuple(_plain(value) for value in block.values), formats)


def _new_rows(changes: Sequence[Change], areas: Sequence[TableArea]) -> Iterator[NewRow]:
    known = {area.name: area for area in areas}
    for change in changes:
        if isinstance(change, AppendRows):
            area = known[change.table]
            offsets = {heading: offset for offset, heading in enumerate(area.headings)}
            for row in change.rows:
                yield NewRow(area.sheet, area.name, {offsets[heading]: _plain(value) for heading, value in row})


def _plain(value: object) -> Plain:
    """Return what a cell gets; a form has no formulas to give."""
    assert not isinstance(value, Formula)
    return value if isinstance(value, str | int | float) else None


def _counted_from_1904(sheet: PutSheet) -> PutSheet:
    """Return a sheet for a workbook whose first day is in 1904: Excel copies the numbers of days as they stand."""
    blocks = []
    for block in sheet.blocks:
        looks = block.looks or (None,) * len(block.values)
        values = tuple(
            value - DAYS_TO_1904
            if look is not None
            and kind_of_format(look.number_format or "") == "date"
            and isinstance(value, int | float)
            and not isinstance(value, bool)
            else value
            for value, look in zip(block.values, looks, strict=True)
        )
        blocks.append(replace(block, values=values))
    return replace(sheet, blocks=tuple(blocks))
