"""What was promised, planned, called, handed over and answered by the customer: the detail tables, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kesu_xl.clock import is_bare
from kesu_xl.complaint.details import STEP_RESULT
from kesu_xl.complaint.promised import promised_by
from kesu_xl.figures.cases import Item, as_moment, as_number
from kesu_xl.figures.group import group_key
from kesu_xl.figures.result import Measure
from kesu_xl.figures.scope import Scope, Window

__all__ = ["SILENT_DAYS", "STEPS", "FollowUp", "Plan", "in_window"]

#: A customer with an open complaint hears from us at least so often (DOMAIN 1, S0 13).
SILENT_DAYS: Final = 7
#: The steps of an 8D that have dates.
STEPS: Final = tuple(f"D{n}" for n in range(1, 9))
_ACCEPTED, _REFUSED = (frozenset((*choice.texts, *choice.also)) for choice in STEP_RESULT.choices)


def in_window(moment: datetime | None, window: Window | None) -> bool:
    """Say whether a time lies in a window; everything has a place in None."""
    if window is None:
        return True
    return moment is not None and window[0] <= moment.toordinal() <= window[1]


@dataclass(frozen=True, slots=True)
class Plan:
    """Something to be done by a time; a bare date means the end of that day, and against it only days compare.

    Attributes:
        done: When it was done; None while, at the moment of the summary, it is not.
    """

    position: int
    due: datetime
    is_day: bool
    done: datetime | None

    @classmethod
    def of(cls, position: int, due: object, done: object, now: datetime) -> Plan:
        """Return the plan of two cells, of which the first holds a time, as it is known at a moment."""
        by, at = as_moment(due), as_moment(done)
        assert by is not None
        if at is not None and at > now:
            at = None
        return cls(position, by, is_bare(by) or (at is not None and is_bare(at)), at)

    def is_kept(self) -> bool:
        """Say whether it was done in time."""
        if self.done is None:
            return False
        return self.done.date() <= self.due.date() if self.is_day else self.done <= self.due

    def is_past(self, now: datetime) -> bool:
        """Say whether the time has passed."""
        return self.due.date() < now.date() if self.is_day else self.due < now

    def is_overdue(self, now: datetime) -> bool:
        """Say whether it is not done although the time has passed."""
        return self.done is None and self.is_past(now)


class FollowUp:
    """The detail rows of the complaints that count; plans, of those that are justified."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.actions = list(self._actions())
        self.promises = list(self._promised())
        self._steps: dict[str, list[Plan]] = defaultdict(list)
        for position, history in scope.cases.histories.items():
            if scope.justified[position]:
                for one in history.promises:
                    self.promises.append(Plan.of(position, one.due, one.done, scope.now))
                for one in history.planned:
                    self._steps[one.what].append(Plan.of(position, one.due, one.done, scope.now))

    def _actions(self) -> Iterator[Plan]:
        for item in self._scope.items("actions"):
            due = item.values.get("due")
            if as_moment(due) is not None and self._scope.justified[item.position]:
                yield Plan.of(item.position, due, item.values.get("done"), self._scope.now)

    def _promised(self) -> Iterator[Plan]:
        """Yield what the register itself promises, kept by the closing."""
        scope = self._scope
        column = scope.cases.column
        closed, approved = column("closed_at"), column("approved_at")
        for position, (first, revised) in enumerate(zip(column("promised_at"), column("revised_due_at"), strict=True)):
            if (first is None and revised is None) or not scope.justified[position]:
                continue
            due = promised_by(first, revised, approved[position], scope.now)
            if due is not None:
                yield Plan.of(position, due, None if scope.open[position] else closed[position], scope.now)

    def overdue(self) -> dict[int, int]:
        """Return position -> how many of its actions and promises are overdue."""
        now = self._scope.now
        return Counter(plan.position for plan in (*self.actions, *self.promises) if plan.is_overdue(now))

    def measures(self, window: Window | None) -> dict[str, Measure]:
        """Return the figures of a window."""
        found = {
            "promise_rate": self._kept(self.promises, window),
            "action_rate": self._kept(self.actions, window),
            **{f"plan_{step}": self._kept(self._steps[step], window) for step in STEPS if step in self._steps},
        }
        handed = Counter(item.position for item in self._in("handovers", window))
        found["handovers"] = Measure.count(handed.total())
        found["handed_twice"] = Measure.count(sum(times > 1 for times in handed.values()))
        found["related_calls"] = Measure.count(sum(1 for _ in self._in("related_calls", window)))
        found["lessons"] = Measure.count(sum(1 for _ in self._in("lessons", window)))
        found |= self._accepted(window)
        return found

    def current(self) -> dict[str, Measure]:
        """Return the figures of the moment."""
        now = self._scope.now
        return {
            "actions_overdue": Measure.count(sum(plan.is_overdue(now) for plan in self.actions)),
            "promises_overdue": Measure.count(sum(plan.is_overdue(now) for plan in self.promises)),
            "call_coverage": self._coverage(),
        }

    def _in(self, table: str, window: Window | None) -> Iterator[Item]:
        return (item for item in self._scope.items(table) if in_window(item.at, window))

    def _kept(self, plans: Iterable[Plan], window: Window | None) -> Measure:
        """Return the share kept of those that are due in the window and decided: done, or past."""
        now = self._scope.now
        decided = [plan for plan in plans if in_window(plan.due, window) and (plan.done or plan.is_past(now))]
        return Measure.share(sum(plan.is_kept() for plan in decided), len(decided))

    def _accepted(self, window: Window | None) -> dict[str, Measure]:
        """Return how many 8D were accepted at once, of those with a verdict whose latest lies in the window."""
        verdicts: dict[int, list[tuple[datetime | None, bool]]] = defaultdict(list)
        for item in self._scope.items("steps"):
            word = str(item.values.get("result") or "").strip()
            if word in _ACCEPTED or word in _REFUSED:
                verdicts[item.position].append((item.at, word in _REFUSED))
        versions: dict[int, float] = {}
        for item in self._scope.items("revisions"):
            number = as_number(item.values.get("number")) or 0
            versions[item.position] = max(number, versions.get(item.position, 0))
        part = whole = refused = 0
        for position, answers in verdicts.items():
            refused += sum(is_refused and in_window(at, window) for at, is_refused in answers)
            latest = max((at for at, _ in answers if at), default=None)
            if in_window(latest, window):
                whole += 1
                part += not any(is_refused for _, is_refused in answers) and versions.get(position, 0) <= 1
        return {"first_pass": Measure.share(part, whole), "refused_8d": Measure.count(refused)}

    def _coverage(self) -> Measure:
        """Return the share of customers with an open complaint whom somebody talked to in the last days."""
        scope = self._scope
        customers = scope.cases.column("customer")
        names = {customers[at] for at, flag in enumerate(scope.open) if flag and customers[at]}
        waiting = set(map(group_key, names))
        if not scope.cases.has_contacts:
            return Measure(None, len(waiting))
        since = scope.now - timedelta(days=SILENT_DAYS)
        heard = {
            group_key(customers[position] or "")
            for position, history in scope.cases.histories.items()
            if any(_is_recent(moment, since, scope.now) for moment in history.contacts)
        }
        return Measure.share(len(waiting & heard), len(waiting))


def _is_recent(moment: date, since: datetime, now: datetime) -> bool:
    if not isinstance(moment, datetime):
        return since.date() <= moment <= now.date()
    return since <= moment <= now
