"""What to change in a workbook, as plain values: said by `flag` and others, done by `package` or in open Excel.

Nothing here knows a file format. A text is a text: only a `Formula` becomes a formula. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

__all__ = [
    "AddColumns",
    "AddName",
    "AppendRows",
    "Cells",
    "Change",
    "DropOurs",
    "Formula",
    "GraftSheets",
    "Link",
    "Look",
    "PutSheet",
    "Rule",
    "SetCells",
    "SetLinks",
    "SetLists",
    "SetRules",
    "SetWidths",
    "Value",
    "WebLink",
    "rows",
    "serial",
    "tag",
]

#: Stands for the row number in the formulas of `Cells`.
_ROW = "{row}"
#: Excel's day 0; a date before March 1900 is no date of a complaint.
_DAY_0: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial has no zone
#: Excel's longest address of a link.
_LONGEST_ADDRESS = 2079


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in the file's own form: English function names, commas, no leading equals sign."""

    text: str


#: What a cell can hold; a point in time is its serial number under a number format.
Value = str | int | float | bool | Formula | None


@dataclass(frozen=True, slots=True)
class Look:
    """How cells look; None leaves a property as it is. Colours are six hexadecimal digits, sizes points.

    A `Rule` uses `ground`, `ink`, `bold` and `number_format` only.
    """

    ground: str | None = None
    ink: str | None = None
    bold: bool | None = None
    number_format: str | None = None
    font: str | None = None
    size: float | None = None
    horizontal: Literal["left", "center", "right"] | None = None
    vertical: Literal["top", "center"] | None = None
    indent: int = 0
    wrap: bool = False
    line_below: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The same cells in each row of a block: values, or formulas with ``{row}`` where the row number belongs.

    Attributes:
        first: First row.
        last: Last row.
        column: Column of the first value.
        values: One row of them.
        looks: Their looks, one each; empty: none is touched.
    """

    first: int
    last: int
    column: int
    values: tuple[Value, ...]
    looks: tuple[Look | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SetCells:
    """Write cells of a sheet that is there; whatever stood in them is replaced, how they look is kept.

    Attributes:
        sheet: Its name.
        blocks: The cells.
        block: Hidden name under which `AddName` marks the cells as ours, where they are to be taken out again.
        spares_formulas: Nothing is written where a cell holds a formula.
    """

    sheet: str
    blocks: tuple[Cells, ...]
    block: str = ""
    spares_formulas: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another place in the workbook, e.g. ``'Sheet'!B5``; `shown` is what the tip says."""

    row: int
    column: int
    target: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class WebLink:
    """A cell that leads out of the workbook; `shown` is what the tip says.

    Attributes:
        row: Its row.
        column: Its column.
        address: ``http://``, ``https://`` or ``mailto:``; never what a user typed into a cell.
        shown: See above.

    Raises:
        ValueError: Another kind of address, or longer than Excel takes.
    """

    row: int
    column: int
    address: str
    shown: str | None = None

    def __post_init__(self) -> None:
        outside = self.address.casefold().startswith(("http://", "https://", "mailto:"))
        if not outside or len(self.address) > _LONGEST_ADDRESS or not self.address.isprintable() or " " in self.address:
            raise ValueError(f"{self.address!r} is no address that a cell may lead to")


@dataclass(frozen=True, slots=True)
class SetLinks:
    """Let cells of a sheet lead somewhere; ours in the same cells are replaced, other people's are left."""

    sheet: str
    links: tuple[Link | WebLink, ...]


@dataclass(frozen=True, slots=True)
class PutSheet:
    """Put in a sheet of ours, or replace it as a whole where it is.

    Attributes:
        slot: Number of its hidden name ``_kesu.sheet.<slot>``, by which it is found again after a rename.
        name: Its name where it is new; another one is made up where the name is taken.
        state: Whether people see it.
        blocks: Its cells.
        widths: Columns with their pixels.
        frozen_rows: So many rows stay in sight.
        frozen_columns: So many columns stay in sight.
        filtered: Range with filter buttons, e.g. ``A4:H90``.
        links: Its links.
        heights: Rows with their pixels; a row without one is as high as its text needs.
        printed: People print it: A4 landscape, one page wide, the last frozen row on every page; no gridlines on the
            screen.
        given: It is the user's own from then on: without a hidden name, so that nothing of ours replaces it or takes it
            out.
    """

    slot: int
    name: str
    state: Literal["visible", "hidden"]
    blocks: tuple[Cells, ...]
    widths: tuple[tuple[int, int], ...] = ()
    frozen_rows: int = 0
    frozen_columns: int = 0
    filtered: str = ""
    links: tuple[Link, ...] = ()
    heights: tuple[tuple[int, int], ...] = ()
    printed: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class GraftSheets:
    """Put sheets of a workbook that we made into this one, or replace them as a whole where they are.

    Attributes:
        source: That workbook, .xlsx; its sheets refer to each other only.
        sheets: Numbers of their hidden names ``_kesu.sheet.<slot>``, with their names in `source`.
    """

    source: bytes
    sheets: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Put rows at the end of an Excel table; what covers its columns (rules, lists, filter) grows with it.

    Attributes:
        table: Name of the table.
        rows: Values by the heading of their column; columns without one keep their formula or stay empty.
    """

    table: str
    rows: tuple[tuple[tuple[str, Value], ...], ...]


@dataclass(frozen=True, slots=True)
class AddColumns:
    """Put columns at the right end of an Excel table.

    Attributes:
        table: Name of the table.
        columns: Their headings; one that is there is left alone.
    """

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetLists:
    """Let cells take only values of a list; ours for exactly the same cells is replaced, everybody else's are left.

    Attributes:
        sheet: Name of the sheet.
        cells: Ranges separated by blanks.
        formula: What gives the list: a defined name, or ``"a,b,c"`` in quotes.
    """

    sheet: str
    cells: str
    formula: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional format of ours.

    Attributes:
        name: Found again by it, e.g. ``flag.case.breached``; `tag` of it has to stand in the formula.
        cells: Ranges separated by blanks, e.g. ``A5:A99 C5:C99``.
        formula: A condition that names no other sheet.
        look: What the cells look like where it holds.
    """

    name: str
    cells: str
    formula: str
    look: Look


@dataclass(frozen=True, slots=True)
class SetRules:
    """Put conditional formats on a sheet; ours of the same names are replaced, everybody else's are left."""

    sheet: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AddName:
    """Define a name for the whole workbook; ours of the same name is replaced, anybody else's is in the way.

    Attributes:
        name: The name.
        refers_to: What it stands for, e.g. ``'Sheet'!$E:$E``; without the sheet where `slot` is given.
        hidden: It does not show in the Name Manager.
        slot: The cells are on this sheet of ours, whatever it is called by now.
    """

    name: str
    refers_to: str
    hidden: bool = True
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class SetWidths:
    """Make columns at least so many pixels wide (7 px a digit, 5 px padding)."""

    sheet: str
    at_least: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DropOurs:
    """Take out what we put in before.

    Attributes:
        rules: Beginnings of the names of the conditional formats, e.g. ``flag.``; on every sheet that we put some on.
        sheet: On this sheet too, where they came with the workbook.
        kept: Names of conditional formats that stay on that sheet, as they are about to be put in again where they are.
        names: Beginnings of the defined names; those that somebody else defined stay.
        blocks: Defined names of blocks of cells of ours; those cells are emptied.
        slots: Numbers of our sheets.
        everything: All that we ever put in; afterwards every part is as it was, up to styles that were appended.
    """

    rules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    sheet: str = ""
    kept: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    everything: bool = False


#: Any of them.
Change = (
    SetCells
    | PutSheet
    | GraftSheets
    | AppendRows
    | AddColumns
    | SetLinks
    | SetLists
    | SetRules
    | AddName
    | SetWidths
    | DropOurs
)


def tag(name: str) -> str:
    """Return the condition, always true, by which a rule of ours is found again after other programs' saves."""
    return f'N("kesu.{name}")=0'


def rows(block: Cells) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield each row of a block: its number and its values, the row number put into the formulas."""
    for row in range(block.first, block.last + 1):
        yield (
            row,
            tuple(
                Formula(value.text.replace(_ROW, str(row))) if isinstance(value, Formula) else value
                for value in block.values
            ),
        )


def serial(moment: datetime) -> float:
    """Return a wall time as Excel counts it, in whole seconds; in a workbook of 1904 `package` moves it."""
    return round((moment.replace(tzinfo=None) - _DAY_0).total_seconds()) / 86400
