"""What formulas look up because no cell of the row says it: working windows, pauses, contacts and steps, as numbers.

All times are whole seconds of the sheet's wall clock (a serial number times 86,400). Rows of one calendar or complaint
stand together; a formula finds the first of them and how many there are. They are a snapshot: what is typed into the
other sheets later is seen when the register is flagged again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kesu_xl.clock.calendar import Calendar
from kesu_xl.clock.counted import merged
from kesu_xl.clock.counting import case_key, place_of_end
from kesu_xl.clock.history import History
from kesu_xl.clock.moment import DAY_S, WallClock, is_bare
from kesu_xl.clock.policy import Limit, Policy, plain
from kesu_xl.clock.ready import Rule, Rules
from kesu_xl.complaint import Complaint

__all__ = ["ENDLESS", "Block", "PauseRow", "Tabled", "Window", "tabled"]

#: End of an open pause: far later than any time, and exact where times are added to it.
ENDLESS: Final = 10**15
_DAY_0: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial has no zone
#: So many years after the last complaint are worked out.
_AHEAD: Final = 3

#: First row, from 1, and how many.
Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A working window: begin, end, and what to add to a moment in it to get the worked seconds."""

    begin: int
    end: int
    shift: int

    @property
    def before(self) -> int:
        """The seconds worked before it."""
        return self.begin + self.shift


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A merged pause of one clock of a complaint.

    Attributes:
        begin: First second that does not count.
        end: First second that counts again.
        worked_begin: The same in worked seconds, as its `end` is in `worked_end`.
        worked_end: See there.
        counted: Worked seconds up to it without those of the pauses before it.
        vague: It is a date without a time somewhere.
    """

    begin: int
    end: int
    worked_begin: int
    worked_end: int
    counted: int
    vague: bool


@dataclass(slots=True)
class Tabled:
    """The tables.

    Attributes:
        windows: The windows of all calendars.
        calendars: Block of windows, first and last second that the calendar knows, of each; the first is number 1.
        customers: Customer as typed -> number of its calendar; 0: calendar hours, -1: nobody knows.
        usual: Number of the register's calendar; 0: calendar hours.
        cases: Complaint numbers by how they end (`kesu_xl.clock.counting.ENDS`), in the order of the blocks below.
        pauses: The pauses; `pause_blocks` says which are whose.
        pause_blocks: Clock -> block by complaint.
        contacts: Times of contacts: timed ones, days without a time, and both together.
        contact_blocks: The blocks of those three by complaint.
        steps: Step -> earliest time and earliest day without a time by complaint, 0 for none.
        unknown: Clock -> whether a contact or step of it cannot be read, by complaint.
        pauses_unknown: Whether a pause cannot be read, by complaint.
    """

    windows: list[Window] = field(default_factory=list)
    calendars: list[tuple[Block, int, int]] = field(default_factory=list)
    customers: dict[str, int] = field(default_factory=dict)
    usual: int = 0
    cases: list[str] = field(default_factory=list)
    pauses: list[PauseRow] = field(default_factory=list)
    pause_blocks: dict[str, list[Block]] = field(default_factory=dict)
    contacts: tuple[list[int], list[int], list[int]] = field(default_factory=lambda: ([], [], []))
    contact_blocks: tuple[list[Block], list[Block], list[Block]] = field(default_factory=lambda: ([], [], []))
    steps: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unknown: dict[str, list[bool]] = field(default_factory=dict)
    pauses_unknown: list[bool] = field(default_factory=list)

    def worked(self, calendar: int, moment: int) -> int:
        """Return the worked seconds up to a moment, as the formulas count them."""
        if calendar <= 0:
            return moment
        (first, count), _, _ = self.calendars[calendar - 1]
        rows = self.windows[first - 1 : first - 1 + count]
        window = rows[bisect_right([row.begin for row in rows], moment) - 1]
        return min(moment, window.end) + window.shift


def tabled(
    policy: Policy,
    complaints: Iterable[Complaint],
    histories: Mapping[str, History],
    zone: ZoneInfo,
    customers: Iterable[str] = (),
    until: date | None = None,
) -> Tabled:
    """Work out the tables of a register.

    Args:
        policy: Its clocks.
        complaints: Its rows.
        histories: Complaint number -> what the detail tables say.
        zone: The register's zone.
        customers: The customers of 客户 as typed: those with a calendar of their own are found by these names.
        until: A day that the windows have to reach.
    """
    rows = list(complaints)
    times = [t for row in rows for t in (row.received_at, row.reopened_at, row.escalated_at) if t is not None]
    years = [moment.year for moment in times] + ([until.year] if until else [])
    span = (min(years, default=2000), max(years, default=2000) + _AHEAD)
    made = Tabled()
    numbers: dict[int, int] = {}

    def number_of(calendar: Calendar | None) -> int:
        if calendar is None:
            return 0
        if id(calendar) not in numbers:
            _add_calendar(made, calendar, WallClock(zone), span)
            numbers[id(calendar)] = len(made.calendars)
        return numbers[id(calendar)]

    made.usual = number_of(policy.calendar)
    for name in customers:
        terms = policy.customers.get(plain(name))
        if terms is not None and terms.own:
            made.customers[name] = -1 if terms.broken else number_of(terms.calendar)
    rules, known = Rules(policy, None), set[str]()
    pausing = [limit for limit in policy.limits if limit.pausable]
    for limit in pausing:
        made.pause_blocks[limit.clock] = []
    for limit in policy.limits:
        made.unknown[limit.clock] = []
        if limit.step:
            made.steps[limit.step] = []
    for row in sorted(rows, key=lambda row: place_of_end(row.case_no or "")):
        history = histories.get(row.case_no or "")
        if history is None or row.case_no is None or (key := case_key(row.case_no)) in known:
            continue
        known.add(key)
        made.cases.append(row.case_no)
        made.pauses_unknown.append("pauses" in history.unreadable)
        if any(limit.contact for limit in policy.limits):
            _add_contacts(made, history)
        for rule in rules.of(row):
            limit = rule.limit
            made.unknown[limit.clock].append(_is_unknown(limit, history))
            if limit.step:
                made.steps[limit.step].append(_earliest(history.steps.get(limit.step, ())))
            if limit.pausable:
                made.pause_blocks[limit.clock].append(_add_pauses(made, rule, history, number_of(rule.calendar)))
    return made


def _add_calendar(made: Tabled, calendar: Calendar, wall: WallClock, span: tuple[int, int]) -> None:
    first, last = _known(calendar, *span)
    rows = [Window(0, 0, 0)]
    done, end = 0, 0
    same = calendar.wall.zone.key == wall.zone.key
    windows = calendar.spans(date(first, 1, 1), date(last, 12, 31)) if first <= last else ()
    for day, opens, closes in windows:
        begin, stop = (
            _sheet(day, second) if same else _elsewhere(calendar, wall, day, second) for second in (opens, closes)
        )
        if begin <= end and len(rows) > 1:
            done += max(stop - end, 0)
            begin, end = rows[-1].begin, max(stop, end)
            rows[-1] = Window(begin, end, rows[-1].shift)
        elif stop > begin:
            rows.append(Window(begin, stop, done - begin))
            done += stop - begin
            end = stop
    block = (len(made.windows) + 1, len(rows))
    made.windows += rows
    made.calendars.append((block, _sheet(date(first, 1, 1), 0), _sheet(date(last, 12, 31), DAY_S)))


def _known(calendar: Calendar, first: int, last: int) -> tuple[int, int]:
    """Return the years of a span that are known without a gap, the latest ones."""
    while last >= first and not calendar.knows(last):
        last -= 1
    begin = last
    while begin > first and calendar.knows(begin - 1):
        begin -= 1
    return begin, last


def _sheet(day: date, second: int) -> int:
    return (datetime.combine(day, time()) - _DAY_0).days * DAY_S + second


def _elsewhere(calendar: Calendar, wall: WallClock, day: date, second: int) -> int:
    """Return a time of another zone's wall clock on the register's wall clock."""
    there = datetime.combine(day, time()) + timedelta(seconds=second)
    return _number(wall.moment(calendar.wall.seconds(there)).replace(tzinfo=None))


def _number(moment: date) -> int:
    if not isinstance(moment, datetime):
        return _sheet(moment, 0)
    passed = moment - _DAY_0
    return passed.days * DAY_S + passed.seconds + (passed.microseconds >= 500_000)


def _add_contacts(made: Tabled, history: History) -> None:
    timed = sorted({_number(moment) for moment in history.contacts if not is_bare(moment)})
    days = sorted({_number(moment) for moment in history.contacts if is_bare(moment)})
    for place, moments in enumerate((timed, days, sorted({*timed, *days}))):
        made.contact_blocks[place].append((len(made.contacts[place]) + 1, len(moments)))
        made.contacts[place].extend(moments)


def _is_unknown(limit: Limit, history: History) -> bool:
    return (limit.contact and "contacts" in history.unreadable) or limit.step in history.unreadable


def _earliest(done: Iterable[date]) -> tuple[int, int]:
    moments = list(done)
    timed = min((_number(moment) for moment in moments if not is_bare(moment)), default=0)
    return timed, min((_number(moment) for moment in moments if is_bare(moment)), default=0)


def _add_pauses(made: Tabled, rule: Rule, history: History, calendar: int) -> Block:
    spans, vague = [], []
    for pause in history.pauses:
        if pause.clock not in ("", rule.limit.clock):
            continue
        begin = _number(pause.begin)
        end = ENDLESS if pause.end is None else _number(pause.end)
        if not rule.days_suffice and (is_bare(pause.begin) or (pause.end is not None and is_bare(pause.end))):
            vague.append((begin, end))
        if end > begin:
            spans.append((begin, end))
    first, before = len(made.pauses) + 1, 0
    for begin, end in merged(spans):
        worked = made.worked(calendar, begin)
        resumed = ENDLESS if end == ENDLESS else made.worked(calendar, end)
        made.pauses.append(PauseRow(begin, end, worked, resumed, worked - before, vague=False))
        before += resumed - worked
    for begin, end in vague:
        # takes nothing off: it only says where nobody can tell
        made.pauses.append(PauseRow(begin, end, ENDLESS, ENDLESS, ENDLESS, vague=True))
    return first, len(made.pauses) + 1 - first
