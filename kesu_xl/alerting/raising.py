"""From verdicts, complaints and detail tables to alerts: what has to be told at a moment.

Decided in DOMAIN, section 4, and here:

- A clock is told when it is at risk and when it is breached; a breached step of the 8D is an overdue step. The decision
  clock is told while it runs as well: whom a complaint was escalated to has to hear that a decision is due.
- A step is overdue past the due time of its row in 8D进度, the last step (D8) also past 8D要求完成日. A step that is
  told of by its own date is not told again of by its clock in the same run.
- A commitment is a promise of 联系记录 with a date, or 承诺完成时间 (调整后期限 in its place once it is approved).
  A promise ends when it is kept (承诺完成), not when the complaint is closed.
- An action of 措施 is a commitment as well, also after the complaint was closed; one that is cancelled is none.
- A follow-up (回访日期) of a closed complaint is overdue until the satisfaction is known, or somebody spoke with the
  customer about this complaint after it was closed. A register without 联系记录 cannot tell.
- A due date without a time of day means the end of that day.
- A customer is silent who has an open complaint and with whom nobody spoke for seven days, about whichever complaint.
  A register without 联系记录 cannot tell.
- Safety and crisis are told for open complaints, and again when the crisis level changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kesu_xl.alerting.alert import Action, Alert, Kind, Place, key_of
from kesu_xl.clock import NOTHING, History, State, Verdict, WallClock, is_bare, plain
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.complaint.pending import is_pending, is_refused
from kesu_xl.complaint.promised import promised_by
from kesu_xl.wording import Ref

__all__ = ["SILENT_AFTER", "raised"]

#: So long nobody may leave a customer with an open complaint without a word (DOMAIN, section 4).
SILENT_AFTER: Final = timedelta(days=7)
_YES: Final = YES_NO.choices[0]
_STEPS: Final = ("D3", "D4", "D5", "D6", "D8")
_LAST_STEP: Final = "D8"


def raised(
    verdicts: Iterable[Verdict],
    complaints: Iterable[Complaint],
    histories: Mapping[str, History],
    now: datetime,
    zone: ZoneInfo,
    *,
    contacts_known: bool,
    actions: Iterable[Action] = (),
) -> list[Alert]:
    """Return the alerts of a register, in the order of its rows; nobody is named in them yet.

    Args:
        verdicts: The verdicts of its clocks as of `now`.
        complaints: Its rows.
        histories: Complaint number -> what the detail tables say.
        now: An aware time.
        zone: The register's zone.
        contacts_known: The register has a sheet 联系记录.
        actions: The rows of 措施.
    """
    raising = _Raising(list(complaints), histories, now, zone)
    found = [*raising.emergencies(), *raising.plans(), *raising.promises(), *raising.actions(actions)]
    told = {(alert.row, alert.clock) for alert in found if alert.kind is Kind.STEP_OVERDUE}
    found += [alert for alert in raising.clocks(verdicts) if (alert.row, alert.clock) not in told]
    if contacts_known:
        found += [*raising.visits(), *raising.silences()]
    return sorted(found, key=lambda alert: alert.row)


class _Raising:
    """A register at one moment."""

    def __init__(
        self, complaints: list[Complaint], histories: Mapping[str, History], now: datetime, zone: ZoneInfo
    ) -> None:
        self.complaints = complaints
        self.rows = {complaint.row: complaint for complaint in complaints}
        self.histories = histories
        self.wall = WallClock(zone)
        self.now = now.astimezone(zone)
        self.naive = self.now.replace(tzinfo=None)

    def history(self, complaint: Complaint) -> History:
        return self.histories.get(complaint.case_no or "", NOTHING)

    def alert(
        self, kind: Kind, complaint: Complaint, why: Verdict | Ref, *, clock: str = "", n: int = 1, state: str = "",
        due: datetime | None = None, since: datetime | None = None, urgent: bool = False, whose: str = "",
        about: tuple[Complaint, ...] = (), by: tuple[str, Place] | None = None, what: str = "",
    ) -> Alert:  # fmt: skip
        # without a number, only the row tells one complaint from the other
        whose = whose or complaint.case_no or f"@{complaint.row}"
        key = key_of(kind, whose, clock, n, state, since or due, what)
        return Alert(
            kind, complaint.case_no, complaint.row, complaint.customer, clock, n, due, state, key, urgent, why,
            about or (complaint,), by,
        )  # fmt: skip

    def emergencies(self) -> Iterator[Alert]:
        for complaint in self.complaints:
            if not is_pending(complaint, self.naive):
                continue
            if complaint.safety_flag == _YES:
                why = Ref("alerting.safety", case=complaint.case_no or "", customer=complaint.customer or "")
                yield self.alert(Kind.SAFETY, complaint, why, state="safety", urgent=True)
            if complaint.crisis_level or complaint.media_flag == _YES:
                level = str(complaint.crisis_level or "")
                key = "alerting.crisis" if level else "alerting.media"
                why = Ref(key, case=complaint.case_no or "", customer=complaint.customer or "", level=level)
                yield self.alert(Kind.CRISIS, complaint, why, state=level or "media", urgent=True)

    def clocks(self, verdicts: Iterable[Verdict]) -> Iterator[Alert]:
        for verdict in verdicts:
            state = verdict.state
            kind = Kind.BREACHED if state is State.BREACHED else Kind.AT_RISK
            if verdict.clock == "decision":
                kind = Kind.DECISION_DUE
            elif state is State.BREACHED and verdict.clock in _STEPS:
                kind = Kind.STEP_OVERDUE
            if state in (State.BREACHED, State.AT_RISK) or (kind is Kind.DECISION_DUE and state is State.RUNNING):
                yield self.alert(
                    kind, self.rows[verdict.row], verdict, clock=verdict.clock, n=verdict.n, state=str(state),
                    due=verdict.due, since=verdict.due or verdict.start,
                )  # fmt: skip

    def plans(self) -> Iterator[Alert]:
        """Yield the steps that are not done by the date that was set for them."""
        for complaint in self.complaints:
            if is_refused(complaint, self.naive):
                continue
            history = self.history(complaint)
            late: dict[str, datetime] = {}
            for plan in history.planned:
                due = self._overdue(plan.due, plan.done)
                if due is not None:
                    late[plan.what] = max(due, late.get(plan.what, due))
            if complaint.due_8d_at is not None and _LAST_STEP not in {*late, *history.unreadable}:
                done = [*history.steps.get(_LAST_STEP, ()), *filter(None, [complaint.d8_done_at])]
                due = self._overdue(complaint.due_8d_at, min(done, key=self._first, default=None))
                if due is not None:
                    late[_LAST_STEP] = due
            for step, due in late.items():
                why = Ref("alerting.step", step=step, due=_shown(due))
                yield self.alert(Kind.STEP_OVERDUE, complaint, why, clock=step, state="overdue", due=due)

    def promises(self) -> Iterator[Alert]:
        for complaint in self.complaints:
            same: Counter[tuple[str, datetime]] = Counter()
            for promise in self.history(complaint).promises:
                # one that was kept keeps its place: those after it must not take its number, which was told
                same[one := (plain(promise.what), self._last(promise.due))] += 1
                due = self._overdue(promise.due, promise.done)
                if due is not None:
                    why = Ref("alerting.promise", promise=promise.what, due=_shown(due))
                    yield self.alert(
                        Kind.COMMITMENT_OVERDUE, complaint, why, n=same[one], state="overdue", due=due,
                        what=promise.what,
                    )  # fmt: skip
            promised = promised_by(
                complaint.promised_at, complaint.revised_due_at, complaint.approved_at, self.naive
            )  # fmt: skip
            if promised is not None and is_pending(complaint, self.naive):
                due = self._overdue(promised, None)
                if due is not None:
                    why = Ref("alerting.promised", due=_shown(due))
                    yield self.alert(
                        Kind.COMMITMENT_OVERDUE, complaint, why, clock="promised_at", state="overdue", due=due
                    )

    def actions(self, actions: Iterable[Action]) -> Iterator[Alert]:
        numbered: dict[str, Complaint] = {}
        for complaint in self.complaints:
            numbered.setdefault(complaint.case_no or "", complaint)
        same: Counter[tuple[str, str, datetime]] = Counter()
        for action in actions:
            found = numbered.get(action.case_no)
            if not action.case_no or found is None or is_refused(found, self.naive):
                continue
            what = f"{action.step} {action.what}"
            same[one := (action.case_no, plain(what), self._last(action.due))] += 1
            due = self._overdue(action.due, action.done)
            if due is not None:
                why = Ref(
                    "alerting.action", step=action.step and f"{action.step} ", action=action.what, due=_shown(due)
                )
                yield self.alert(
                    Kind.COMMITMENT_OVERDUE, found, why, clock="actions", n=same[one], state="overdue", due=due,
                    by=(action.owner, action.place) if action.owner else None, what=what,
                )  # fmt: skip

    def visits(self) -> Iterator[Alert]:
        for complaint in self.complaints:
            closed, planned = complaint.closed_at, complaint.follow_up_due
            if closed is None or planned is None or is_refused(complaint, self.naive):
                continue
            history = self.history(complaint)
            spoken = (self._first(moment) for moment in history.contacts)
            # the end of the closing day, where only that is known: a word on that day may have been the closing
            since = self._last(closed)
            if complaint.satisfaction is not None or "contacts" in history.unreadable:
                continue
            if is_pending(complaint, self.naive) or any(since < moment <= self.now for moment in spoken):
                continue
            due = self._overdue(planned, None)
            if due is not None:
                why = Ref("alerting.visit", due=_shown(due))
                yield self.alert(
                    Kind.COMMITMENT_OVERDUE, complaint, why, clock="follow_up_due", state="overdue", due=due
                )

    def silences(self) -> Iterator[Alert]:
        by_customer: dict[str, list[Complaint]] = {}
        for complaint in self.complaints:
            if complaint.customer:
                by_customer.setdefault(plain(complaint.customer), []).append(complaint)
        for customer, every in by_customer.items():
            since_when = {one.row: self._first(one.received_at) for one in every if one.received_at is not None}
            waiting = [one for one in every if one.row in since_when and is_pending(one, self.naive)]
            waiting.sort(key=lambda one: since_when[one.row])
            told = [self.history(one) for one in every]
            # a contact that nobody can read may be the last one
            if not waiting or any("contacts" in history.unreadable for history in told):
                continue
            contacts = [moment for history in told for moment in map(self._first, history.contacts)]
            since = max([since_when[waiting[0].row], *(moment for moment in contacts if moment <= self.now)])
            due = since + SILENT_AFTER
            if self.now > due:
                why = Ref(
                    "alerting.silent", customer=waiting[0].customer or "", count=len(waiting),
                    case=waiting[0].case_no or "", since=_shown(since), days=(self.now - since).days,
                )  # fmt: skip
                yield self.alert(
                    Kind.CUSTOMER_SILENT, waiting[0], why, state="silent", due=due, whose=customer,
                    about=tuple(waiting),
                )  # fmt: skip

    def _overdue(self, due: date, done: date | None) -> datetime | None:
        """Return the last second that was in time, where it is past and nothing was done by now."""
        if done is not None and self._first(done) <= self.now:
            return None
        last = self._last(due)
        return last if self.now > last else None

    def _last(self, moment: date) -> datetime:
        """Return the last second that a wall time can mean: the end of the day for a bare date."""
        if is_bare(moment):
            return self._first(moment + timedelta(days=1)) - timedelta(seconds=1)
        return self._first(moment)

    def _first(self, moment: date) -> datetime:
        """Return a wall time as an aware one; a bare date is its first second."""
        return self.wall.moment(self.wall.seconds(moment))


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
