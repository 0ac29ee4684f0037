"""What the detail tables say that clocks need (联系记录, 8D进度, 暂停): read, and every fault reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.checks import rules
from kesu_xl.checks.dates import EARLIEST, LATEST, from_number, read_text, rounded, shown
from kesu_xl.clock import CLOCKS, History, Pause, Planned
from kesu_xl.complaint.details import STEP
from kesu_xl.problem import Problem
from kesu_xl.register.label import folded
from kesu_xl.register.tables import DetailRow, DetailSheet
from kesu_xl.wording import LANGUAGES, say

__all__ = ["TABLES", "moment_of", "order_of", "read_histories", "usable"]

#: The tables that are read here.
TABLES: Final = ("contacts", "steps", "pauses")
#: Without these columns a sheet only shares its name with a table.
_NEEDED: Final = {"contacts": {"at"}, "steps": {"step", "done"}, "pauses": {"clock", "from"}}
#: Words that name every clock that can be paused.
_ALL: Final = frozenset(map(folded, ("全部", "所有", "全部时钟", "全部時鐘", "all", "all clocks", "*")))


@dataclass(slots=True)
class _Told:
    """A `History` while its rows come in."""

    contacts: list[date] = field(default_factory=list)
    steps: dict[str, list[date]] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    promises: list[Planned] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Reader:
    zone: ZoneInfo
    now: datetime
    date1904: bool
    numbers: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    told: dict[str, _Told] = field(default_factory=dict)

    def read(self, table: str, sheet: DetailSheet) -> None:
        take: Callable[[_Told, DetailSheet, DetailRow], None] = {
            "contacts": self._contact, "steps": self._step, "pauses": self._pause,
        }[table]  # fmt: skip
        for row in sheet.rows:
            number = row.values.get("case_no")
            if number is None:
                self._report(rules.DETAIL_WITHOUT_CASE, sheet, row, "case_no")
                continue
            if str(number) not in self.numbers:
                self._report(rules.DETAIL_OF_NO_CASE, sheet, row, "case_no")
                continue
            take(self.told.setdefault(str(number), _Told()), sheet, row)

    def _contact(self, told: _Told, sheet: DetailSheet, row: DetailRow) -> None:
        moment, readable = self._moment(sheet, row, "at")
        if not readable:
            told.unreadable.add("contacts")
        elif moment is None:
            self._report(rules.DETAIL_WITHOUT_TIME, sheet, row, "at")
        else:
            self._happened(sheet, row, "at", moment)
            told.contacts.append(moment)
        due, due_read = self._moment(sheet, row, "promise_due")
        done, done_read = self._moment(sheet, row, "promise_done")
        if done is not None:
            self._happened(sheet, row, "promise_done", done)
        if due is not None and due_read and done_read:
            told.promises.append(Planned(str(row.values.get("promise") or ""), due, done))

    def _step(self, told: _Told, sheet: DetailSheet, row: DetailRow) -> None:
        typed = row.values.get("step")
        step = _steps().get(folded(str(typed))) if typed is not None else None
        moment, readable = self._moment(sheet, row, "done")
        due, _ = self._moment(sheet, row, "due")
        if step is None:
            if row.values.get("done") is not None or due is not None:
                self._report(rules.UNKNOWN_STEP, sheet, row, "step")
        elif not readable:
            told.unreadable.add(step)
        elif moment is not None:
            self._happened(sheet, row, "done", moment)
            told.steps.setdefault(step, []).append(moment)
        if step is not None and due is not None and readable:
            told.planned.append(Planned(step, due, moment))

    def _pause(self, told: _Told, sheet: DetailSheet, row: DetailRow) -> None:
        begin, begin_read = self._moment(sheet, row, "from")
        end, end_read = self._moment(sheet, row, "to")
        word = row.values.get("clock")
        clock = _clocks().get(folded(str(word))) if word is not None else None
        if begin is None and begin_read:
            self._report(rules.PAUSE_WITHOUT_BEGIN, sheet, row, "from")
        if clock is None:
            self._report(rules.PAUSE_OF_NO_CLOCK, sheet, row, "clock")
        if clock == "first_response":
            self._report(rules.PAUSE_WITHOUT_EFFECT, sheet, row, "clock")
            return
        if begin is None or not end_read or clock is None:
            told.unreadable.add("pauses")
            return
        if end is not None and order_of(end) < order_of(begin):
            self._report(rules.PAUSE_BACKWARDS, sheet, row, "to", begin=shown(begin))
            told.unreadable.add("pauses")
            return
        for name, moment in (("from", begin), ("to", end)):
            if moment is not None and not isinstance(moment, datetime):
                self._report(rules.PAUSE_BY_DAY, sheet, row, name)
        told.pauses.append(Pause(begin, end, clock, str(row.values.get("reason") or "")))

    def _moment(self, sheet: DetailSheet, row: DetailRow, name: str) -> tuple[date | None, bool]:
        """Return a cell's time, and whether the cell could be read; what cannot be read is reported."""
        value = row.values.get(name)
        if value is None:
            return None, True
        moment = moment_of(value, self.zone, date1904=self.date1904)
        if moment is None:
            self._report(rules.DETAIL_UNREADABLE, sheet, row, name)
        elif isinstance(value, str):
            self._report(rules.DETAIL_TEXT_DATE, sheet, row, name, read=shown(moment))
        return moment, moment is not None

    def _happened(self, sheet: DetailSheet, row: DetailRow, name: str, moment: date) -> None:
        if order_of(moment) > self.now:
            self._report(rules.DETAIL_IN_THE_FUTURE, sheet, row, name)

    def _report(self, code: str, sheet: DetailSheet, row: DetailRow, name: str, **params: object) -> None:
        value = row.values.get(name)
        typed = "" if value is None else shown(value) if isinstance(value, date) else str(value)
        number = row.values.get("case_no")
        case_no, cell = "" if number is None else str(number), sheet.cell(name, row.row)
        told = {"table": sheet.name, **params}
        self.problems.append(Problem(code, sheet.name, cell, row.row, "", case_no, typed, params=told))


def moment_of(value: Any, zone: ZoneInfo, *, date1904: bool) -> date | None:
    """Return the day or the time that a cell of a detail table means, None where nobody can tell."""
    if isinstance(value, str):
        found = read_text(value, zone)
        readings = list(found.readings.values()) if found else []
        return readings[0] if len(readings) == 1 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_number(value, date1904=date1904)
    if isinstance(value, datetime):
        return rounded(value) if EARLIEST <= value.date() < LATEST else None
    return value if isinstance(value, date) and EARLIEST <= value < LATEST else None


def usable(sheets: Mapping[str, DetailSheet]) -> dict[str, DetailSheet]:
    """Return the sheets that have the columns without which nothing can be read from them."""
    return {
        table: sheets[table] for table in TABLES if table in sheets and _NEEDED[table] <= sheets[table].columns.keys()
    }


def read_histories(
    sheets: Mapping[str, DetailSheet], numbers: Collection[str], zone: ZoneInfo, now: datetime, *, date1904: bool
) -> tuple[dict[str, History], list[Problem]]:
    """Return complaint number -> what the detail tables say that its clocks need, and the problems of these tables.

    Args:
        sheets: Table name -> its sheet.
        numbers: Numbers of the complaints in the register.
        zone: The register's time zone.
        now: As-of time, naive, in that zone.
        date1904: Serial numbers count from 1904.
    """
    reader = _Reader(zone, now, date1904, numbers)
    for table in TABLES:
        if table in sheets:
            reader.read(table, sheets[table])
    histories = {
        number: History(
            tuple(told.contacts),
            {step: tuple(moments) for step, moments in told.steps.items()},
            tuple(told.pauses),
            frozenset(told.unreadable),
            tuple(told.promises),
            tuple(told.planned),
        )
        for number, told in reader.told.items()
    }
    return histories, reader.problems


def order_of(moment: date) -> datetime:
    """Return a day or a time as a time, to be compared."""
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001


@cache
def _clocks() -> dict[str, str]:
    """Return word -> name of the clock; "" for all of them."""
    words = {
        folded(word): clock for clock in CLOCKS for word in (clock, *(say(f"clock.{clock}", x) for x in LANGUAGES))
    }
    return {**words, **dict.fromkeys(_ALL, "")}


@cache
def _steps() -> dict[str, str]:
    return {folded(word): str(step) for step in STEP.choices for word in (*step.texts, *step.also)}
