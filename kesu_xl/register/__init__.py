"""The register inside a workbook: which sheet, which header row, which columns, which rows are complaints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kesu_xl.complaint import COLUMNS, Kind
from kesu_xl.errors import KesuError
from kesu_xl.grid import Grid, Value, address, position
from kesu_xl.problem import Problem
from kesu_xl.register import rules
from kesu_xl.register.heads import SEARCHED, Heading, Heads, best_row, find_heads, read_heads
from kesu_xl.register.label import multiplier
from kesu_xl.register.mapping import Mapped, apply_mapping, parse_mapping, write_mapping
from kesu_xl.register.merges import filled_down
from kesu_xl.register.rows import EMPTY_MARKS, find_rows

if TYPE_CHECKING:
    from kesu_xl.grid import Book

__all__ = [
    "EMPTY_MARKS",
    "Heading",
    "Heads",
    "Mapped",
    "Register",
    "Value",
    "find_register",
    "parse_mapping",
    "register_in",
    "write_mapping",
]

#: Hidden name in registers that we made: it points at the first header cell.
OURS: Final = "_kesu.register"
#: A second sheet counts as a register as well when it names so many of the first one's columns.
_STACKED: Final = 0.7
#: A header that names only so many of our columns is looked at more closely.
_FEW: Final = 2
#: Columns whose values a unit in the header can multiply.
_QUANTITIES: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY)


@dataclass(slots=True)
class Register:
    """A register that was found: its sheet, its header, its rows.

    Attributes:
        grid: The sheet's values.
        heads: Header row and columns.
        indexes: Positions of the complaints in ``grid.rows``.
        problems: What is wrong with the register as a whole.
    """

    grid: Grid
    heads: Heads
    indexes: list[int]
    problems: list[Problem] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.grid.name

    def row_number(self, position: int) -> int:
        """Return the row number in the sheet of the complaint at `position`."""
        return self.grid.top + self.indexes[position]

    def cell(self, field_name: str, position: int) -> str:
        """Return the A1 address of one complaint's cell."""
        return address(self.row_number(position), self.heads.fields[field_name].column)

    def value(self, field_name: str, position: int) -> Value:
        """Return one complaint's raw value."""
        return self.grid.value(self.row_number(position), self.heads.fields[field_name].column)


def find_register(book: Book, *, sheet: str = "", mapped: Mapped | None = None) -> Register:
    """Find the register in a workbook.

    The sheet that the caller or the mapping names; else the one that our hidden name points at; else the visible sheet
    whose header names most of our columns. Other sheets that look like registers as well are said, not read.

    Raises:
        KesuError: No such sheet, no header, or two columns with the same label.
    """
    wanted = sheet or (mapped.sheet if mapped else "")
    row = mapped.header_row if mapped else 0
    if wanted:
        return register_in(book.grid(wanted), mapped, row)
    place = _our_place(book)
    if place is not None:
        return register_in(book.grid(place[0]), mapped, row or place[1])
    return _best_sheet(book, mapped, row)


def _our_place(book: Book) -> tuple[str, int] | None:
    """Return sheet and header row that our hidden name points at, if it is there and still right."""
    formula = book.names.get(OURS, "")
    sheet, mark, cell = formula.rpartition("!")
    if not mark:
        return None
    sheet = sheet.removeprefix("=")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if sheet not in book.sheet_names:
        return None
    try:
        return sheet, position(cell.replace("$", ""))[0]
    except ValueError:
        return None


def _best_sheet(book: Book, mapped: Mapped | None, row: int) -> Register:
    candidates: list[tuple[int, int, Grid, set[str]]] = []
    for name in book.visible:
        if name in book.ours:
            continue  # what we say about complaints is no register of them
        # Of a large sheet of other data, nothing but its first rows is read.
        if book.large(name) and best_row(book.first_rows(name, SEARCHED))[1] < _FEW:
            continue
        grid = book.grid(name)
        found, named = best_row(grid)
        fields = set(_fields_named(grid, found)) if named >= _FEW else set()
        # two labels alone are a form's or a list's, unless they say that it is about complaints
        if named > _FEW or not fields.isdisjoint(("case_no", "defect")):
            # a log of complaints is recognised by what only it has, then by how much it says
            weight = named + 2 * ("defect" in fields) + 2 * ("case_no" in fields) + ("status" in fields)
            candidates.append((weight, len(grid.rows), grid, fields))
    if not candidates:
        first = book.visible[0] if book.visible else (book.sheet_names or [""])[0]
        raise KesuError("no_header", sheet=first)
    best = max(candidates, key=lambda item: (item[0], item[1]))
    register = register_in(best[2], mapped, row)
    for _, _, grid, fields in candidates:
        if grid is not best[2] and len(fields & best[3]) >= max(3, _STACKED * len(best[3])):
            register.problems.append(
                Problem(rules.OTHER_SHEET, grid.name, value=grid.name, params={"read": best[2].name})
            )
    return register


def _fields_named(grid: Grid, row: int) -> list[str]:
    """Return the columns that a header row names; none where it cannot be read."""
    try:
        return list(read_heads(grid, row).fields)
    except KesuError:
        # two columns of one label: still a register, and said once it is the one that is read
        return ["case_no", "defect"]


def register_in(grid: Grid, mapped: Mapped | None = None, header_row: int = 0) -> Register:
    """Read the register on one sheet.

    Args:
        grid: The sheet.
        mapped: What a person decided, if anybody did.
        header_row: Row number of the header where it is known; else it is searched for.

    Raises:
        KesuError: The sheet is empty, has no header, or two columns with the same label.
    """
    if not grid.rows:
        raise KesuError("empty_sheet", sheet=grid.name)
    if header_row:
        if not grid.top <= header_row <= grid.bottom:
            raise KesuError("no_header_in_row", sheet=grid.name, row=header_row)
        heads = read_heads(grid, header_row, mapped.columns if mapped else {})
    else:
        heads = find_heads(grid, mapped.columns if mapped else {})
    if mapped is not None:
        apply_mapping(grid, heads, mapped)
    if not heads.fields:
        raise KesuError("no_header", sheet=grid.name)
    rows = find_rows(grid, heads)
    grid, filled = filled_down(grid, heads, rows.indexes)
    register = Register(grid, heads, rows.indexes)
    register.problems += heads.problems + _missing_columns(grid, heads) + _unknown_columns(grid, heads)
    register.problems += _multiplied_units(grid, heads) + rows.problems + filled
    if not grid.errors_known:
        register.problems.append(Problem(rules.ERRORS_UNKNOWN, grid.name))
    return register


def _missing_columns(grid: Grid, heads: Heads) -> list[Problem]:
    """Name each column that complaints need and the register lacks: once, at the header row."""
    last = max((h.column for h in heads.fields.values()), default=grid.right)
    problems = []
    for name, column in COLUMNS.items():
        if name in heads.fields or column.required_from is None:
            continue
        code = rules.COLUMN_MISSING if column.required_from == "N" else rules.COLUMN_MISSING_LATER
        problems.append(Problem(code, grid.name, address(heads.row, last), heads.row, name, params={"label": column}))
    return problems


def _multiplied_units(grid: Grid, heads: Heads) -> list[Problem]:
    return [
        Problem(rules.MULTIPLIED_UNIT, grid.name, address(heads.row, heading.column), heads.row, name,
                value=" ".join(heading.text.split()), params={"unit": unit, "label": COLUMNS[name]})
        for name, heading in heads.fields.items()
        if COLUMNS[name].kind in _QUANTITIES and (unit := multiplier(heading.text))
    ]  # fmt: skip


def _unknown_columns(grid: Grid, heads: Heads) -> list[Problem]:
    said = {problem.cell for problem in heads.problems}
    return [
        Problem(
            rules.UNKNOWN_COLUMN, grid.name, address(heads.row, h.column), heads.row, value=" ".join(h.text.split())
        )
        for h in heads.unmapped
        if h.column not in heads.elsewhere and address(heads.row, h.column) not in said
    ]
