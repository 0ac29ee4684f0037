"""What is counted: complaints by column, the verdicts of their clocks, and the rows of their detail tables.

Columns, because a register may have a hundred thousand rows: a column is counted as a whole. Several registers are one
after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from kesu_xl.clock import History, Track, Verdict, tracks_of
from kesu_xl.complaint import COLUMNS, Complaint

__all__ = ["Cases", "Item", "as_moment", "as_number"]

#: Detail tables that figures read.
TABLES: Final = ("actions", "contacts", "costs", "handovers", "lessons", "related_calls", "revisions", "steps")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a detail table: the position of its complaint, and column -> value as the sheet has it."""

    position: int
    values: Mapping[str, Any]


@dataclass(slots=True)
class Cases:
    """Complaints by column.

    Attributes:
        count: How many.
        rows: Their row numbers.
        columns: Column -> one value for each; a register without the column has None.
        tracks: Clock -> its verdicts.
        items: Detail table -> its rows, for the tables that a register has.
        histories: Position -> what the detail tables say that clocks need.
        shipped: The rows of 出货.
        orphans: Detail rows that belong to no complaint.
        is_mapped: The columns are there; False for a column that no register has.
    """

    count: int = 0
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    histories: dict[int, History] = field(default_factory=dict)
    shipped: list[Mapping[str, Any]] = field(default_factory=list)
    orphans: int = 0

    @classmethod
    def of(cls, complaints: Sequence[Complaint], verdicts: Iterable[Verdict]) -> Cases:
        """Return complaints with verdicts in their order.

        Raises:
            KeyError: A verdict belongs to none of the complaints.
        """
        columns = {name: [getattr(one, name) for one in complaints] for name in COLUMNS}
        return cls(len(complaints), [one.row for one in complaints], columns, tracks_of(complaints, verdicts))

    def column(self, name: str) -> list[Any]:
        """Return a column; of None where no register has it."""
        values = self.columns.get(name)
        if values is None:
            values = self.columns[name] = [None] * self.count
        return values

    def instants(self, name: str) -> list[datetime | None]:
        """Return a column of times as points in time: a bare date is its first second."""
        values = self.column(name)
        if set(map(type, values)) <= {datetime, type(None)}:
            return values
        return [as_moment(value) for value in values]

    def add_details(
        self, tables: Mapping[str, Sequence[Mapping[str, Any]]], histories: Mapping[str, History], begin: int = 0
    ) -> None:
        """Add the detail rows of the register whose complaints begin at a position.

        Args:
            tables: Table -> its rows, each with its complaint number; ``shipped`` has none.
            histories: Complaint number -> what its clocks need.
            begin: The position.
        """
        numbers: dict[str, int] = {}
        for position, number in enumerate(self.column("case_no")[begin:], begin):
            if number:
                numbers.setdefault(str(number), position)
        for name, rows in tables.items():
            if name == "shipped":
                self.shipped += rows
                continue
            items = self.items.setdefault(name, [])
            for values in rows:
                at = numbers.get(str(values.get("case_no") or ""))
                if at is None:
                    self.orphans += 1
                else:
                    items.append(Item(at, values))
        for number, history in histories.items():
            if number in numbers:
                self.histories[numbers[number]] = history

    def extend(self, other: Cases) -> None:
        """Add the complaints of a further register."""
        names = {*self.columns, *other.columns}
        for name in names:
            self.column(name).extend(other.column(name))
        for name, track in other.tracks.items():
            self.tracks.setdefault(name, Track(name)).extend(track, self.count)
        for name, items in other.items.items():
            moved = [Item(item.position + self.count, item.values) for item in items]
            self.items.setdefault(name, []).extend(moved)
        self.histories |= {position + self.count: history for position, history in other.histories.items()}
        self.shipped += other.shipped
        self.orphans += other.orphans
        self.rows += other.rows
        self.count += other.count


def as_moment(value: object) -> datetime | None:
    """Return a cell's time as a point in time: a bare date is its first second; None for what is no time."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  # a wall time of the register
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip().replace("/", "-")).replace(tzinfo=None)
        except ValueError:
            return None
    return None


def as_number(value: object) -> float | None:
    """Return a cell's number, also one that is text with thousands separators; None for what is no number."""
    if isinstance(value, str):
        try:
            value = float(value.replace(",", "").replace("，", ""))
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
