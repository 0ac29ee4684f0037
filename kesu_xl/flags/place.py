"""Where a register is, and how its cells are named in formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kesu_xl.clock import Limit
from kesu_xl.notation import ROW_LIMIT, column_letter

__all__ = ["READY", "SPARE", "Place", "runs"]

#: So many rows below the last complaint are flagged for those to come.
SPARE: Final = 500
#: The same in a register with computed columns of its own, which would be empty beyond.
READY: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the register is.

    Attributes:
        sheet: Name of its sheet.
        header_row: Row of the heads; titles may stand above.
        first_row: First complaint.
        last_row: Last complaint.
        columns: field -> column number, from 1.
        right: Last column in use; without our own visible columns, which the hidden name ``_kesu.columns`` tells.
        case_chars: Length of the longest complaint number.
        band: The row above the heads has room for a title of our visible columns.
        computed: Computed columns that the register has of its own: key (`kesu_xl.flags.columns`) -> column number.
        spare: So many rows below the last complaint are flagged at least; by what the register has where left out.
    """

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    right: int
    case_chars: int = 11
    band: bool = True
    computed: Mapping[str, int] = field(default_factory=dict)
    spare: int | None = None

    @property
    def last_covered(self) -> int:
        """The last row that is flagged: new complaints are, as soon as they are typed."""
        usual = READY if self.computed else SPARE
        spare = usual if self.spare is None else self.spare
        return min(self.last_row + max(spare, (self.last_row - self.first_row) // 10), ROW_LIMIT)

    def may_have(self, limit: Limit) -> bool:
        """Say whether a complaint here can have a clock: it is unknown without its start, or a column can start it."""
        return not limit.only_once_started or any(field in self.columns for field in limit.start)

    def range_of(self, number: int) -> str:
        """Return the covered cells of a column, e.g. ``B5:B700``."""
        letters = column_letter(number)
        return f"{letters}{self.first_row}:{letters}{self.last_covered}"


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbours in a rising sequence."""
    first = numbers[0]
    for before, number in zip(numbers, (*numbers[1:], None), strict=True):
        if number is None or number != before + 1:
            yield first, before
            first = number or 0
