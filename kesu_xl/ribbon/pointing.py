"""Formulas and names of users that point at sheets of ours: kept over the moment in which such a sheet is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kesu_xl.package.formulas import names_sheets
from kesu_xl.package.names import sheet_in

if TYPE_CHECKING:
    from xlwings import Book

    from kesu_xl.ribbon.openbook import Read

__all__ = ["Pointing"]


class Pointing:
    """What points at some sheets now; `write` makes it point at the sheets that have these names then.

    Args:
        book: The workbook.
        read: The same as it was read.
        sheets: Names of the sheets that are about to be replaced.
    """

    def __init__(self, book: Book, read: Read, sheets: set[str]) -> None:
        self._book = book
        self._cells: list[tuple[str, str | tuple[int, int], str]] = []
        self._names: list[tuple[str, str]] = []
        if not sheets:
            return
        known = read.pointing_at_ours()
        if known is None:
            self._cells = list(self._searched(sheets))
            self._names = [(name, f"={text}") for name, text in read.names.items() if _meant(name, text, sheets)]
            return
        for place in known:
            sheet, mark, cell = place.rpartition("!")
            if mark:
                formula = str(book.sheets[sheet_in(place)].range(cell).formula)
                if names_sheets(formula.removeprefix("="), sheets):
                    self._cells.append((sheet_in(f"{sheet}!"), cell, formula))
            elif _meant(place, read.names.get(place, ""), sheets):
                self._names.append((place, f"={read.names[place]}"))

    def _searched(self, sheets: set[str]) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Yield the cells of all other sheets whose formulas name one of these: sheet, cell, formula."""
        for sheet in self._book.sheets:
            name = str(sheet.name)
            if name in sheets:
                continue
            used = sheet.used_range
            top, left = used.row, used.column
            formulas: Any = used.formula
            for at, row in enumerate(formulas if isinstance(formulas, tuple | list) else ((formulas,),)):
                for place, text in enumerate(row if isinstance(row, tuple | list) else (row,)):
                    if isinstance(text, str) and text[:1] == "=" and "!" in text and names_sheets(text[1:], sheets):
                        yield name, (top + at, left + place), text

    def write(self) -> None:
        """Write the formulas and names again, as they were."""
        for sheet, cell, formula in self._cells:
            self._book.sheets[sheet].range(cell).formula = formula
        for name, formula in self._names:
            self._book.names[name].refers_to = formula


def _meant(name: str, text: str, sheets: set[str]) -> bool:
    return not name.startswith(("_kesu.", "kesu_")) and bool(names_sheets(text, sheets))
