"""The cells of a form that somebody filled: values, errors and merged areas by sheet name and address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kesu_xl.package.a1 import Area
from kesu_xl.package.cells import Value
from kesu_xl.package.opening import Opened
from kesu_xl.package.table import SheetFacts, Values

__all__ = ["FilledBook", "FilledSheet", "folded"]

#: A longer text is an answer, not a label.
_LONGEST_LABEL: Final = 120


def folded(text: str) -> str:
    """Return a label as it is compared: without blanks, case, width and what stands at its end."""
    return "".join(unicodedata.normalize("NFKC", text[: 4 * _LONGEST_LABEL]).casefold().split()).rstrip(":*.")


@dataclass(frozen=True)
class FilledSheet:
    """One sheet; rows and columns count from 1."""

    name: str
    values: Values
    facts: SheetFacts

    def value(self, row: int, column: int) -> Value:
        """Return what a cell holds, ``""`` for a blank one; whole numbers are int."""
        top, left, rows = self.values.top, self.values.left, self.values.rows
        if not (0 <= row - top < len(rows) and 0 <= column - left < len(rows[0])):
            return ""
        value = rows[row - top][column - left]
        return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value

    def __iter__(self) -> Iterator[tuple[int, int, Value]]:
        """Yield row, column and value of every cell that is not blank."""
        for row, values in enumerate(self.values.rows, self.values.top):
            for column, value in enumerate(values, self.values.left):
                if value != "" and (not isinstance(value, str) or value.strip()):
                    yield row, column, value

    def area(self, row: int, column: int) -> Area:
        """Return the merged area that begins at a cell, or the cell."""
        return self._merged.get((row, column), Area(row, column, row, column))

    @cached_property
    def _merged(self) -> dict[tuple[int, int], Area]:
        return {area[:2]: area for area in self.facts.merged}

    @cached_property
    def labels(self) -> dict[str, list[tuple[int, int]]]:
        """The texts that may be labels, folded, each with its places in order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for row, values in enumerate(self.values.rows, self.values.top):
            for column, value in enumerate(values, self.values.left):
                if isinstance(value, str) and value and len(value) <= _LONGEST_LABEL and "{{" not in value:
                    text = folded(value)
                    if text:
                        found.setdefault(text, []).append((row, column))
        return found


class FilledBook:
    """The sheets of a workbook, read when asked for."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._sheets: dict[str, FilledSheet] = {}
        #: Names of the worksheets in order.
        self.names = [sheet.name for sheet in opened.sheets]
        #: Defined names with their formulas.
        self.defined = opened.names()

    def sheet(self, name: str) -> FilledSheet:
        """Return one of the sheets.

        Raises:
            KesuError: It is damaged, or too large.
        """
        if name not in self._sheets:
            self._sheets[name] = FilledSheet(name, *self._opened.read(self.names.index(name)))
        return self._sheets[name]
