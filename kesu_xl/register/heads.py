"""Which row of a sheet is the header, and which column is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kesu_xl.complaint import COLUMNS
from kesu_xl.errors import KesuError
from kesu_xl.grid import Grid, Value, address, column_letter, column_number
from kesu_xl.problem import Problem
from kesu_xl.register import rules
from kesu_xl.register.label import How, folded, read_label

__all__ = ["SEARCHED", "Heading", "Heads", "best_row", "find_heads", "read_heads"]

#: Rows that are searched for the header; a letterhead, legend or title above it is rarely longer.
SEARCHED: Final = 30
#: A row is a header when it names at least so many columns of ours.
_ENOUGH: Final = 2
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
#: A header goes on over so many rows at most; what is merged further down is a title at the side.
_DEEPEST: Final = 3
#: A header cell is short; a long text is a legend.
_LONG: Final = 60
#: A name of so few letters below a common label is only a part of one: 日期, No.
_SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """One header cell and what it was taken for.

    Attributes:
        text: The header as it stands.
        column: Column number in the sheet, 1-based.
        field: Register column, or "" for one that we do not know.
        how: How it was recognised.
        sure: 0 to 1.
    """

    text: str
    column: int
    field: str = ""
    how: How = "exact"
    sure: float = 0.0


@dataclass(slots=True)
class Heads:
    """The header of a register.

    Attributes:
        row: Row number of the header (the lowest one where several rows are joined).
        fields: Register column -> its heading.
        unmapped: Headings that mean nothing to us, or whose meaning another column has.
        problems: What had to be decided, and should be seen.
        last_row_of_head: Data starts below this row.
        elsewhere: Columns of other tables on the sheet, which are not read.
    """

    row: int
    fields: dict[str, Heading] = field(default_factory=dict)
    unmapped: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    last_row_of_head: int = 0
    elsewhere: set[int] = field(default_factory=set)


def best_row(grid: Grid) -> tuple[int, int]:
    """Return the row number that looks most like a header, and how many columns of ours it names (0 for none)."""
    best, most = 0, 0
    for index, values in enumerate(grid.rows[:SEARCHED]):
        texts = [value for value in values if isinstance(value, str) and 0 < len(value) <= _LONG]
        if len(texts) <= most:
            continue  # it cannot name more: below a good header nothing is read
        named = {reading.field for text in texts if (reading := read_label(text, similar=False))}
        if len(named) > most:
            best, most = grid.top + index, len(named)
    return best, most


def find_heads(grid: Grid, decided: Mapping[str, str] = _NOTHING) -> Heads:
    """Find the header row by scoring the first rows, and read it.

    Args:
        grid: The sheet.
        decided: Register column -> column letter, as a person decided; where it says something, one column of ours in
            the header row is enough.

    Raises:
        KesuError: No header was found, or two columns have the same label.
    """
    row, named = best_row(grid)
    if named < (1 if decided else _ENOUGH):
        raise KesuError("no_header", sheet=grid.name)
    return read_heads(grid, row, decided)


def read_heads(grid: Grid, row: int, decided: Mapping[str, str] = _NOTHING) -> Heads:
    """Read the header in `row`: every header cell, the best match for every column that nobody decided."""
    heads = Heads(row, last_row_of_head=row)
    taken = {column_number(letter) for letter in decided.values() if letter}
    blocks = _blocks(grid, row, _header_cells(grid, row))
    # a person who decided about a column means the table that it stands in
    first = next((block for block in blocks if any(column in taken for _, column in block)), None)
    if first is None:
        first = max(blocks, key=lambda block: len({r.field for text, _ in block if (r := read_label(text))}))
    for block in [block for block in blocks if block is not first]:
        if _is_another_table(first, block):
            text, column = next(iter(block))
            heads.problems.append(
                Problem(rules.SECOND_TABLE, grid.name, address(row, column), row, value=text,
                        params={"columns": f"{column_letter(column)}:{column_letter(block[-1][1])}"})
            )  # fmt: skip
            heads.unmapped.extend(Heading(text, column) for text, column in block)
            heads.elsewhere.update(range(column, block[-1][1] + 1))
        else:
            first = first + block
    _match(grid, heads, [cell for cell in first if cell[1] not in taken], decided)
    _second_head_row(grid, heads)
    heads.unmapped.sort(key=lambda heading: heading.column)
    return heads


def _header_cells(grid: Grid, row: int) -> list[tuple[str, int]]:
    """Return the texts of the header row with their columns; a cell merged downwards into the row counts as its."""
    above = {
        (first_row, first_column): first_column
        for first_row, first_column, last_row, _ in grid.merged
        if first_row < row <= last_row
    }
    texts = {column: grid.value(row, column) for column in range(grid.left, grid.right + 1)}
    for (first_row, first_column), column in above.items():
        if texts.get(column) == "":
            texts[column] = grid.value(first_row, first_column)
    return [
        (text if isinstance(text, str) else _shown(text), column)
        for column, text in sorted(texts.items())
        if text != "" and (not isinstance(text, str) or text.strip())
    ]


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _blocks(grid: Grid, row: int, cells: list[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """Split the header where a column has neither header nor values: tables that stand side by side."""
    blocks: list[list[tuple[str, int]]] = [[]]
    previous = None
    for text, column in cells:
        if previous is not None and any(
            _is_blank_column(grid, between, row) for between in range(previous + 1, column)
        ):
            blocks.append([])
        blocks[-1].append((text, column))
        previous = column
    return blocks


def _is_blank_column(grid: Grid, column: int, row: int) -> bool:
    if any(c1 <= column <= c2 and r1 <= row <= r2 for r1, c1, r2, c2 in grid.merged):
        return False
    return all(grid.value(below, column) == "" for below in range(row, min(row + 50, grid.bottom) + 1))


def _is_another_table(first: list[tuple[str, int]], block: list[tuple[str, int]]) -> bool:
    """Say whether a block repeats labels of the first one: then it is a table of its own."""
    names = {folded(text) for text, _ in first}
    meant = {reading.field for text, _ in first if (reading := read_label(text))}
    again = [text for text, _ in block if folded(text) in names or ((r := read_label(text)) and r.field in meant)]
    if len(again) >= 2 or (len(again) == len(block) and bool(again)):
        return True
    # a small list at the side: the same label a second time is no column of the register
    return len(block) <= len(first) and any(folded(text) in names for text in again)


def _match(grid: Grid, heads: Heads, cells: Iterable[tuple[str, int]], decided: Container[str]) -> None:
    """Give every column its best header; the other header of the same meaning is left out, and said."""
    meant: dict[str, list[tuple[tuple[int, int], Heading]]] = {}
    for text, column in cells:
        reading = read_label(text)
        if reading is None or reading.field in decided:
            heads.unmapped.append(Heading(text, column))
            continue
        heading = Heading(text, column, reading.field, reading.how, reading.sure)
        meant.setdefault(reading.field, []).append((reading.rank, heading))
    for name, found in meant.items():
        found.sort(key=lambda item: (item[0], item[1].column))
        best = found[0][1]
        for _, other in found[1:]:
            if folded(other.text) == folded(best.text):
                raise KesuError(
                    "same_label", sheet=grid.name, label=" ".join(best.text.split()),
                    first=address(heads.row, min(best.column, other.column)),
                    second=address(heads.row, max(best.column, other.column)),
                )  # fmt: skip
            heads.unmapped.append(Heading(other.text, other.column))
            heads.problems.append(
                Problem(rules.SAME_MEANING, grid.name, address(heads.row, other.column), heads.row, name,
                        value=other.text,
                        params={"label": COLUMNS[name], "used": best.text,
                                "used_cell": address(heads.row, best.column)})
            )  # fmt: skip
        heads.fields[name] = best
        if best.how == "similar":
            heads.problems.append(
                Problem(rules.SIMILAR_LABEL, grid.name, address(heads.row, best.column), heads.row, name,
                        value=best.text, params={"label": COLUMNS[name]})
            )  # fmt: skip


def _second_head_row(grid: Grid, heads: Heads) -> None:
    """See whether the header goes on above or below its row: said, and never taken for a complaint."""
    below = heads.row + 1
    first = heads.fields["case_no"].column if "case_no" in heads.fields else grid.left
    columns = [c for c in range(grid.left, grid.right + 1) if c not in heads.elsewhere]
    deepest = _deepest(grid, heads)
    if deepest > heads.row:
        heads.last_row_of_head = deepest
        for row in range(below, deepest + 1):
            if found := next((c for c in columns if grid.value(row, c) != ""), 0):
                heads.problems.append(_joined(grid, row, found))
                return
    elif filled := {c: value for c in columns if (value := grid.value(below, c)) != ""}:
        if _repeats(heads, filled) or _splits(grid, heads.row, filled) or _goes_on(heads, filled):
            heads.last_row_of_head = below
            heads.problems.append(_joined(grid, below, first if first in filled else min(filled)))
            return
    if halved := _half_named(grid, heads):
        heads.problems.append(_joined(grid, heads.row, halved))


def _half_named(grid: Grid, heads: Heads) -> int:
    """Return the first column whose name is only whole together with the merged label above it; 0 where none is.

    A label above columns with names of their own only groups them.
    """
    ours = {heading.column for heading in heads.fields.values()}
    for first_row, first_column, last_row, last_column in sorted(grid.merged):
        below = range(first_column, last_column + 1)
        if first_column == last_column or last_row != heads.row - 1 or not ours.isdisjoint(below):
            continue
        if grid.value(first_row, first_column) == "" or not heads.elsewhere.isdisjoint(below):
            continue
        for column in below:
            name = grid.value(heads.row, column)
            # a blank one counts where it has values below it
            said = not _is_blank_column(grid, column, heads.row + 1) if name == "" else len(folded(str(name))) <= _SHORT
            if said:
                return column
    return 0


def _deepest(grid: Grid, heads: Heads) -> int:
    """Return the last row of a header whose cells are merged downwards; its own row where they are not."""
    ours = {heading.column for heading in heads.fields.values()}
    ends = Counter(r2 for r1, c1, r2, _ in grid.merged if r1 <= heads.row < r2 <= heads.row + _DEEPEST and c1 in ours)
    return max((row for row, count in ends.items() if count >= _ENOUGH), default=heads.row)


def _repeats(heads: Heads, below: Mapping[int, Value]) -> bool:
    """Say whether the row below says the same columns once more, as a header in two languages does."""
    again = 0
    for heading in heads.fields.values():
        value = below.get(heading.column)
        reading = read_label(value, similar=False) if isinstance(value, str) else None
        again += reading is not None and reading.field == heading.field
    return again >= _ENOUGH and again * 2 >= len(heads.fields)


def _splits(grid: Grid, row: int, below: Mapping[int, Value]) -> bool:
    """Say whether the row below only says what a header cell over several columns is made of."""
    groups = [(c1, c2) for r1, c1, r2, c2 in grid.merged if r1 <= row <= r2 and c1 < c2]
    inside = {c for c1, c2 in groups for c in range(c1, c2 + 1)}
    if not inside.issuperset(below) or not all(isinstance(value, str) for value in below.values()):
        return False
    return any(sum(1 for c in below if c1 <= c <= c2) >= _ENOUGH for c1, c2 in groups)


def _goes_on(heads: Heads, below: Mapping[int, Value]) -> bool:
    """Say whether the row below names columns that the header row leaves blank."""
    named = {heading.column for heading in (*heads.fields.values(), *heads.unmapped)}
    if named.intersection(below):
        return False
    labels = [value for value in below.values() if isinstance(value, str) and read_label(value, similar=False)]
    return len(labels) >= _ENOUGH and len(labels) * 2 >= len(below)


def _joined(grid: Grid, row: int, column: int) -> Problem:
    value = grid.value(row, column)
    return Problem(rules.JOINED_HEADER, grid.name, address(row, column), row, value=str(value))
