"""What is counted: complaints by column, the verdicts of their clocks, and the rows of their detail tables.

Columns, because a register may have a hundred thousand rows: a column is counted as a whole. Several registers are one
after the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.clock import History, Track, Verdict, is_bare, tracks_of
from kesu_xl.complaint import COLUMNS, Complaint, Kind

__all__ = ["TABLES", "Cases", "Earlier", "Item", "Score", "as_moment", "as_number"]

#: The tables that figures read; what clocks need of others comes with the histories.
TABLES: Final = (
    "actions", "costs", "handovers", "lessons", "related_calls", "revisions", "shipped", "steps",
)  # fmt: skip
#: Table -> the columns that say when a row happened, the first that is filled; the other tables do not say it.
_HAPPENED: Final = {
    "costs": ("date",),
    "handovers": ("at",),
    "lessons": ("date",),
    "related_calls": ("called_at",),
    "revisions": ("date",),
    "steps": ("submitted", "done"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a detail table.

    Attributes:
        position: That of its complaint.
        values: Column -> value as the sheet has it.
        at: When it happened; None where nobody says.
    """

    position: int
    values: Mapping[str, Any]
    at: datetime | None = None

    @classmethod
    def of(cls, table: str, position: int, values: Mapping[str, Any]) -> Item:
        """Return a row of a table."""
        found = (as_moment(values.get(name)) for name in _HAPPENED.get(table, ()))
        return cls(position, values, next((moment for moment in found if moment is not None), None))


@dataclass(frozen=True, slots=True)
class Score:
    """How good an 8D report is.

    Attributes:
        own: By our checks, 0 to 100.
        customer: The customer's own score as it stands there; None without one that is a number.
    """

    own: float
    customer: float | None = None


@dataclass(slots=True)
class Earlier:
    """What clocks said at an earlier moment, with which the figures are compared.

    Attributes:
        now: The moment, aware.
        tracks: Clock -> its verdicts at it.
    """

    now: datetime
    tracks: dict[str, Track]


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
        has_contacts: There is a table of contacts.
        shipped: The rows of 出货.
        orphans: Detail rows that belong to no complaint.
        earlier: The clocks at the moment that the summary is compared with; None where it is compared with nothing.
        scores: Position -> the score of its 8D report, for complaints that have one.
        registers: Position of the first complaint of each register.
    """

    count: int = 0
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    histories: dict[int, History] = field(default_factory=dict)
    shipped: list[Mapping[str, Any]] = field(default_factory=list)
    orphans: int = 0
    has_contacts: bool = False
    earlier: Earlier | None = None
    scores: dict[int, Score] = field(default_factory=dict)
    registers: list[int] = field(default_factory=lambda: [0])
    _instants: dict[str, tuple[list[Any], list[datetime | None]]] = field(default_factory=dict)

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
        known = self._instants.get(name)
        if known is None or known[0] is not values:
            is_exact = set(map(type, values)) <= {datetime, type(None)}
            known = self._instants[name] = values, values if is_exact else [as_moment(value) for value in values]
        return known[1]

    def register_of(self, position: int) -> int:
        """Return which register a complaint stands in, the first is 1."""
        return bisect_right(self.registers, position)

    def add_details(self, tables: Mapping[str, Sequence[Mapping[str, Any]]], histories: Mapping[str, History]) -> None:
        """Add the detail rows of a register.

        Args:
            tables: Table -> its rows, each with its complaint number; ``shipped`` has none.
            histories: Complaint number -> what its clocks need.
        """
        numbers: dict[str, int] = {}
        # a register without details does not look its numbers up
        for position, number in enumerate(self.column("case_no") if histories or any(tables.values()) else ()):
            if number:
                numbers.setdefault(str(number), position)
        for name, rows in tables.items():
            if name == "shipped":
                self.shipped += rows
            if name not in TABLES or name == "shipped":
                continue
            items = self.items.setdefault(name, [])
            for values in rows:
                at = numbers.get(str(values.get("case_no") or ""))
                if at is None:
                    self.orphans += 1
                else:
                    items.append(Item.of(name, at, values))
        for number, history in histories.items():
            if number in numbers:
                self.histories[numbers[number]] = history
        self.has_contacts = "contacts" in tables

    def moved(self, source: ZoneInfo, target: ZoneInfo) -> None:
        """Say all times in another zone: several registers are counted by the days of the first one's zone."""
        if source.key == target.key:
            return

        def there(moment: Any) -> Any:
            if not isinstance(moment, datetime):
                return moment
            return moment.replace(tzinfo=source).astimezone(target).replace(tzinfo=None)

        def day_or_there(moment: Any) -> Any:
            # what says no time of day means the day, in any zone
            return moment if not isinstance(moment, datetime) or is_bare(moment) else there(moment)

        for name, values in self.columns.items():
            if COLUMNS[name].kind == Kind.DATETIME:
                self.columns[name] = [there(value) for value in values]
        for track in (*self.tracks.values(), *(self.earlier.tracks.values() if self.earlier else ())):
            track.due, track.stop = [there(one) for one in track.due], [there(one) for one in track.stop]
        for table, items in self.items.items():
            items[:] = [
                Item.of(table, item.position, {name: day_or_there(value) for name, value in item.values.items()})
                for item in items
            ]  # fmt: skip
        self.histories = {at: history.moved(day_or_there) for at, history in self.histories.items()}

    def extend(self, other: Cases) -> None:
        """Add the complaints of a further register."""
        names = {*self.columns, *other.columns}
        self._instants.clear()
        for name in names:
            self.column(name).extend(other.column(name))
        self._add_tracks(self.tracks, other.tracks)
        if self.earlier is not None and other.earlier is not None:
            self._add_tracks(self.earlier.tracks, other.earlier.tracks)
        for name, items in other.items.items():
            moved = [replace(item, position=item.position + self.count) for item in items]
            self.items.setdefault(name, []).extend(moved)
        self.histories |= {position + self.count: history for position, history in other.histories.items()}
        self.scores |= {position + self.count: score for position, score in other.scores.items()}
        self.shipped += other.shipped
        self.has_contacts |= other.has_contacts
        self.orphans += other.orphans
        self.rows += other.rows
        self.registers += [start + self.count for start in other.registers]
        self.count += other.count

    def _add_tracks(self, tracks: dict[str, Track], others: Mapping[str, Track]) -> None:
        for name, track in others.items():
            tracks.setdefault(name, Track(name)).extend(track, self.count)

    def at_earlier(self) -> Cases:
        """Return the same complaints with their clocks at the earlier moment, of which there is one."""
        assert self.earlier is not None
        return replace(self, tracks=self.earlier.tracks, earlier=None)


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
