"""Rules over more than one cell of a row, and over a column as a whole."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.checks import rules
from kesu_xl.checks.dates import shown
from kesu_xl.checks.read import Typed
from kesu_xl.clock import NOTHING, History, Policy, State, verdicts
from kesu_xl.complaint import COLUMNS, Complaint, demanded, is_open
from kesu_xl.complaint.demands import others_liability
from kesu_xl.complaint.lists import CLOSED, NEW, NOT_JUSTIFIED, UNDECIDED, UNJUSTIFIED
from kesu_xl.register.label import folded

__all__ = ["RowRules"]

#: Events: they have happened, so they cannot lie in the future. Due times and promises can.
_EVENTS: Final = (
    "received_at", "registered_at", "production_at", "owner_assigned_at", "first_response_at", "customer_agreed_at",
    "approved_at", "d3_done_at", "d8_done_at", "closed_at", "escalated_at", "reopened_at", "oem_answered_at",
)  # fmt: skip
#: What a closed complaint lacks has a rule of its own: cause, owner, action, time (S0, 客诉一定要…).
_CLOSING: Final = {
    "root_cause_occ": rules.CLOSED_WITHOUT_CAUSE,
    "root_cause_esc": rules.CLOSED_WITHOUT_CAUSE,
    "owner": rules.CLOSED_WITHOUT_OWNER,
    "action_occ": rules.CLOSED_WITHOUT_ACTION,
    "action_esc": rules.CLOSED_WITHOUT_ACTION,
    "closed_at": rules.CLOSED_WITHOUT_TIME,
    "first_response_at": rules.CLOSED_WITHOUT_RESPONSE,
}
_OWN_LIABILITY: Final = frozenset(name for name, column in COLUMNS.items() if column.own_liability_only)
_PAUSED: Final = frozenset(map(folded, ("暂停", "暫停", "挂起", "Pending", "On hold")))
#: Two columns of which neither can be filled alone: (filled, the one that is then missing, rule).
_TOGETHER: Final = (
    ("escalated_at", "escalated_to", rules.ESCALATED_WITHOUT_ADDRESSEE),
    ("escalated_to", "escalated_at", rules.ESCALATED_WITHOUT_TIME),
    ("revised_due_at", "revise_reason", rules.REVISED_WITHOUT_REASON),
    ("revise_reason", "revised_due_at", rules.REASON_WITHOUT_REVISED),
    ("revised_due_at", "approved_at", rules.REVISED_WITHOUT_APPROVAL),
)
#: What ends the time that a complaint may take; where one of them is reported missing, "late" would only repeat that.
_ENDING: Final = frozenset(("closed_at", "escalated_at", "escalated_to", "approved_at"))
#: Below this limit a clock needs the time of day (DOMAIN 4).
_NEEDS_TIME: Final = 72.0


@dataclass(slots=True)
class RowRules:
    """The rules that look at several cells, over the typed columns of one register.

    Attributes:
        columns: Field -> its typed values; a column that the register lacks is not in it.
        rows: Row numbers in the sheet.
        policy: The register's clocks.
        now: As-of time, naive, in the register's zone.
        zone: The register's time zone.
        report: Called with code, field, position, raw value, further params.
        note: The same for infos.
        histories: Complaint number -> what the detail tables say.
        tables: Names of the detail tables that the register has.
    """

    columns: Mapping[str, Typed]
    rows: Sequence[int]
    policy: Policy
    now: datetime
    zone: ZoneInfo
    report: Callable[..., None]
    note: Callable[..., None]
    histories: Mapping[str, History] = dataclasses.field(default_factory=dict)
    tables: Collection[str] = ()
    _unended: set[int] = dataclasses.field(default_factory=set, init=False)

    def run(self) -> None:
        """Apply every rule."""
        self._missing()
        self._together()
        self._times()
        self._order()
        self._closing()
        self._numbers()
        self._quantities()
        self._statements()
        self._late_reason()

    def _values(self, field: str) -> Sequence[Any]:
        """Return a column's values; all empty where the register lacks it."""
        typed = self.columns.get(field)
        return typed.values if typed is not None else [None] * len(self.rows)

    def _empty(self, field: str) -> list[int]:
        """Return the positions where a cell of the column is really empty; none where the register lacks it."""
        typed = self.columns.get(field)
        return typed.empty() if typed is not None else []

    def _missing(self) -> None:
        status = self._values("status")
        liability = self._values("liability")
        needed = {word: frozenset(demanded(word)) for word in {*status}}
        fields = frozenset().union(*needed.values()) if needed else frozenset()
        for field in COLUMNS:
            if field not in fields:
                continue
            for position in self._empty(field):
                word = status[position]
                if field not in needed[word]:
                    continue
                if field in _OWN_LIABILITY and others_liability(liability[position]):
                    continue
                code = _CLOSING.get(field, rules.MISSING) if word == CLOSED else rules.MISSING
                self.report(code, field, position, "", label=COLUMNS[field], status=word or NEW)
                if field in _ENDING:
                    self._unended.add(position)

    def _together(self) -> None:
        for filled, other, code in _TOGETHER:
            if filled not in self.columns or other not in self.columns:
                continue
            values = self.columns[filled].values
            for position in self._empty(other):
                if values[position] is not None:
                    self.report(code, other, position, "")
                    if other in _ENDING:
                        self._unended.add(position)
        media, level = self._values("media_flag"), self._values("crisis_level")
        for position in self._empty("crisis_level"):
            if media[position] == "是":
                self.report(rules.MEDIA_WITHOUT_LEVEL, "crisis_level", position, "")
        unread = self.columns["media_flag"].unreadable if "media_flag" in self.columns else ()
        for position, flag in enumerate(media if "media_flag" in self.columns else ()):
            if level[position] is not None and flag != "是" and position not in unread:
                self.report(rules.LEVEL_WITHOUT_MEDIA, "media_flag", position, flag or "", level=level[position])

    def _times(self) -> None:
        now, today = self.now, self.now.date()
        for field in _EVENTS:
            typed = self.columns.get(field)
            if typed is None:
                continue
            for position, value in enumerate(typed.values):
                if value is not None and value > (now if value.__class__ is datetime else today):
                    self.report(rules.IN_THE_FUTURE, field, position, shown(value))
        for field in self._timed_fields():
            typed = self.columns.get(field)
            if typed is None:
                continue
            bare = [position for position, value in enumerate(typed.values) if value.__class__ is date]
            if len(bare) > 1 and len(bare) == sum(1 for value in typed.values if value is not None):
                self.report(rules.COLUMN_WITHOUT_TIMES, field, bare[0], str(typed.values[bare[0]]),
                            label=COLUMNS[field], count=len(bare))  # fmt: skip
            else:
                for position in bare:
                    self.report(rules.DATE_WITHOUT_TIME, field, position, str(typed.values[position]))

    def _timed_fields(self) -> list[str]:
        """Return the columns in which a clock of the policy needs the time of day."""
        fields = dict.fromkeys(
            field for limit in self.policy.limits if limit.hours < _NEEDS_TIME for field in (*limit.start, *limit.stop)
        )
        return [field for field in fields if field in COLUMNS]

    def _order(self) -> None:
        now, today = self.now, self.now.date()
        for order in rules.ORDER:
            if order.earlier not in self.columns or order.later not in self.columns:
                continue
            earlier, later = self.columns[order.earlier].values, self.columns[order.later].values
            for position, (first, second) in enumerate(zip(earlier, later, strict=True)):
                if first is None or second is None:
                    continue
                # spelled out for two moments of one kind, which nearly all are: a call each would take most of the time
                if second < first if second.__class__ is first.__class__ else _before(second, first):
                    if order.earlier in _EVENTS and first > (now if first.__class__ is datetime else today):
                        continue  # it has not happened yet: that fault is said at its own cell
                    self.report(order.code, order.later, position, shown(second), earlier=shown(first),
                                earlier_label=COLUMNS[order.earlier], later_label=COLUMNS[order.later])  # fmt: skip

    def _closing(self) -> None:
        if "closed_at" not in self.columns:
            return
        closed = self.columns["closed_at"].values
        if "first_response_at" in self.columns:
            received = self._values("received_at")
            for position, answer in enumerate(self.columns["first_response_at"].values):
                end = closed[position]
                if end is None or answer is None or not _before(end, answer):
                    continue
                if received[position] is not None and _before(end, received[position]):
                    continue  # closed before it was received: that fault is said at closed_at
                self.report(
                    rules.CLOSED_BEFORE_RESPONSE, "first_response_at", position, shown(answer), closed=shown(end)
                )
        if "status" in self.columns:
            typed = self.columns["status"]
            reopened = self._values("reopened_at")
            for position, status in enumerate(typed.values):
                end = closed[position]
                if end is None or position in typed.unreadable or not is_open(status):
                    continue
                again = reopened[position]
                if again is not None and not _before(again, end):
                    continue  # reopened after it was closed
                self.report(rules.CLOSED_BUT_OPEN, "status", position, str(status or ""), closed=shown(end))

    def _numbers(self) -> None:
        if "case_no" not in self.columns:
            return
        numbers = self.columns["case_no"].values
        first: dict[str, int] = {}
        seen: dict[str, list[int]] = {}
        for position, number in enumerate(numbers):
            if number is None:
                continue
            key = _compared(number)
            earlier = first.setdefault(key, position)
            if earlier != position:
                seen.setdefault(key, [earlier]).append(position)
        for positions in seen.values():
            # of a number that ten thousand rows have, each names the first few others
            first_rows = positions[:6]
            for position in positions:
                others = [self.rows[other] for other in first_rows if other != position][:5]
                named = ", ".join(map(str, others)) + (" …" if len(positions) > 6 else "")
                self.report(rules.DUPLICATE_NUMBER, "case_no", position, numbers[position], rows=named)
        if "repeat_of" in self.columns:
            for position, number in enumerate(self.columns["repeat_of"].values):
                if number is None:
                    continue
                key = _compared(number)
                if numbers[position] is not None and key == _compared(numbers[position]):
                    self.report(rules.REPEATS_ITSELF, "repeat_of", position, number)
                elif key not in first:
                    self.report(rules.UNKNOWN_REPEAT, "repeat_of", position, number)

    def _quantities(self) -> None:
        if "defect_qty" not in self.columns or "lot_qty" not in self.columns:
            return
        whole = self.columns["lot_qty"].values
        for position, part in enumerate(self.columns["defect_qty"].values):
            if part is not None and whole[position] is not None and part > whole[position]:
                self.report(rules.MORE_THAN_LOT, "defect_qty", position, str(part), lot=whole[position])

    def _statements(self) -> None:
        status = self._values("status")
        if "valid" in self.columns and "status" in self.columns:
            for position, valid in enumerate(self.columns["valid"].values):
                if valid is None or status[position] is None:
                    continue
                if (valid == UNJUSTIFIED) != (status[position] == NOT_JUSTIFIED) and (
                    valid == UNJUSTIFIED or status[position] == NOT_JUSTIFIED
                ):
                    self.report(
                        rules.JUSTIFIED_OR_NOT, "valid", position, str(valid), valid=valid, status=status[position]
                    )
                elif valid == UNDECIDED and status[position] == CLOSED:
                    self.report(rules.CLOSED_UNDECIDED, "valid", position, str(valid), valid=valid)
        for position, raw in self.columns["status"].odd if "status" in self.columns else ():
            if isinstance(raw, str) and folded(raw) in _PAUSED:
                self.report(rules.PAUSE_UNDATED, "status", position, raw)
        for position in self._empty("photo"):
            self.note(rules.NO_PHOTO, "photo", position, "")

    def _late_reason(self) -> None:
        """A complaint that was closed late, or is late now, must say why."""
        limit = next((limit for limit in self.policy.limits if limit.clock == "closed_or_escalated"), None)
        received, closed, due = self._values("received_at"), self._values("closed_at"), self._values("due_8d_at")
        span = timedelta(hours=limit.hours) if limit else timedelta.max
        aware = self.now.replace(tzinfo=self.zone)
        for position in self._empty("late_reason"):
            start, end = received[position], closed[position]
            if end is not None and due[position] is not None and _before(due[position], end):
                self.report(rules.LATE_WITHOUT_REASON, "late_reason", position, "")
                continue
            # the clock itself is asked only about the few that can be late
            if position in self._unended:
                continue
            if limit and start.__class__ is datetime and (_end_of_day(end) or self.now) - start > span:
                complaint = self._complaint(position)
                for verdict in verdicts(
                    complaint,
                    self.policy,
                    aware,
                    self.zone,
                    {*self.columns, *self.tables},
                    self._unreadable(position),
                    self.histories.get(complaint.case_no or "", NOTHING),
                ):
                    late = verdict.state in (State.BREACHED, State.MET_LATE)
                    if verdict.clock == "closed_or_escalated" and late:
                        self.report(rules.LATE_WITHOUT_REASON, "late_reason", position, "")
                        break

    def _unreadable(self, position: int) -> set[str]:
        return {field for field, typed in self.columns.items() if position in typed.unreadable}

    def _complaint(self, position: int) -> Complaint:
        values = {field: typed.values[position] for field, typed in self.columns.items()}
        return Complaint(**values, row=self.rows[position])


def _compared(number: str) -> str:
    """Return a complaint number in the form in which numbers are compared: full-width, case and blanks do not count."""
    plain = number if number.isascii() else unicodedata.normalize("NFKC", number)
    return "".join(plain.casefold().split())


def _end_of_day(moment: date | None) -> datetime | None:
    if moment is None or isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, datetime.max.time())


def _before(one: date, other: date) -> bool:
    """Say whether `one` lies before `other`; a date against a date-time compares days."""
    if one.__class__ is other.__class__:
        return one < other
    first = one.date() if isinstance(one, datetime) else one
    second = other.date() if isinstance(other, datetime) else other
    return first < second
