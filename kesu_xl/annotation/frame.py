"""The frame of every list that we put into a workbook: title, cards, header, rows, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from kesu_xl.annotation.pen import BRAND, HEAD, INK, INK_2, SOFT, Pen
from kesu_xl.change import Cells, Link, PutSheet
from kesu_xl.notation import ROW_LIMIT, column_letter, quoted

__all__ = ["CARDS_ROW", "FIRST_ROW", "HEAD_ROW", "band", "card", "head", "link_to", "list_sheet", "more", "that_fit"]

#: Of a list with cards: row of their numbers, of the header, of the first thing that is listed.
CARDS_ROW, HEAD_ROW, FIRST_ROW = 4, 7, 8
#: Pixels of the rows above the header.
_HEIGHTS: Final = (40, 24, 22, 34, 22, 10)

_Listed = TypeVar("_Listed")


def list_sheet(
    slot: int,
    name: str,
    cells: Iterable[Cells],
    links: Iterable[Link],
    widths: Sequence[int],
    heights: Sequence[int],
    *,
    frozen_columns: int,
    head_row: int = HEAD_ROW,
    head_height: int = 40,
) -> PutSheet:
    """Return the sheet of a list, with a filter over its columns and the header frozen.

    Args:
        slot: Number of the sheet among ours.
        name: What its tab says.
        cells: Everything on it.
        links: Its links.
        widths: Pixels of its columns.
        heights: Pixels of the rows that are listed.
        frozen_columns: So many columns stay in sight.
        head_row: Row of the header.
        head_height: Pixels of the header.
    """
    above = (*_HEIGHTS[: head_row - 1], head_height)
    return PutSheet(
        slot,
        name,
        "visible",
        tuple(cells),
        widths=tuple(enumerate(widths, start=1)),
        heights=tuple(enumerate((*above, *heights), start=1)),
        printed=True,
        frozen_rows=head_row,
        frozen_columns=frozen_columns,
        filtered=f"A{head_row}:{column_letter(len(widths))}{head_row + max(len(heights), 1)}",
        links=tuple(links),
    )


def band(width: int, title: str, heading: str, pen: Pen) -> Iterator[Cells]:
    """Yield the title and what stands under it, over so many columns."""
    above, under = pen.look("FFFFFF", BRAND, bold=True, size=16), pen.look("CFE3E8", BRAND, size=9)
    yield Cells(1, 1, 1, (title, *[None] * (width - 1)), (above,) * width)
    yield Cells(2, 2, 1, (heading, *[None] * (width - 1)), (under,) * width)


def card(column: int, label: str, number: int, note: str, pen: Pen) -> Iterator[Cells]:
    """Yield a number with what it counts above it and a note below it."""
    soft, big = pen.look(INK_2, SOFT, size=9), pen.look(INK, SOFT, bold=True, size=18)
    yield Cells(CARDS_ROW - 1, CARDS_ROW - 1, column, (label,), (soft,))
    yield Cells(CARDS_ROW, CARDS_ROW, column, (number,), (big,))
    yield Cells(CARDS_ROW + 1, CARDS_ROW + 1, column, (note,), (soft,))


def head(row: int, heads: Sequence[str], pen: Pen, *, wrap: bool = True) -> Cells:
    """Return the header."""
    look = pen.look(INK, HEAD, bold=True, line=BRAND, wrap=wrap)
    return Cells(row, row, 1, tuple(heads), (look,) * len(heads))


def that_fit(rows: Sequence[_Listed]) -> tuple[Sequence[_Listed], int]:
    """Return what a sheet has room for below its header, but for its last row, and how many more there are."""
    room = ROW_LIMIT - FIRST_ROW
    return rows[:room], max(len(rows) - room, 0)


def more(count: int, pen: Pen, row: int = 0) -> Iterator[Cells]:
    """Yield what says that a list goes on: in a row, or in the last one of the sheet."""
    if count:
        row = row or ROW_LIMIT
        yield Cells(row, row, 1, (pen.say("more", count=f"{count:,}"),), (pen.look(bold=True),))


def link_to(row: int, column: int, sheet: str, cell: str) -> Link:
    """Return the link of a cell to one on another sheet."""
    return Link(row, column, f"{quoted(sheet)}!{cell}")
