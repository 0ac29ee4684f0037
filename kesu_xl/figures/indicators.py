"""Every figure of the 指标 tab, for the span, the span before it, and the 13 weeks that end with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from kesu_xl.clock.counted import OPEN, elapsed, merged
from kesu_xl.clock.moment import WallClock
from kesu_xl.complaint.lists import JUSTIFIED, NOT_JUSTIFIED, UNJUSTIFIED
from kesu_xl.figures.cost import Costs
from kesu_xl.figures.estimates import QUICKLY_H, Estimates
from kesu_xl.figures.followup import FollowUp, in_window
from kesu_xl.figures.outcomes import Outcomes
from kesu_xl.figures.result import Measure, Week
from kesu_xl.figures.scope import Days, Scope, Window
from kesu_xl.figures.shipped import Shipped

__all__ = ["CLOCK_RATES", "Indicator", "Indicators"]

_CLOSING: Final = "closed_or_escalated"
#: A customer is satisfied from this score on, of 5.
_SATISFIED: Final = 4
_EFFECTS: Final = ("effect_m1", "effect_m2", "effect_m3")
_HOUR: Final = 3600
#: Clock -> name of its rate.
CLOCK_RATES: Final[Mapping[str, str]] = {
    "first_response": "response_rate",
    "owner_found": "owner_rate",
    "closed_or_escalated": "closing_rate",
    "decision": "decision_rate",
    "feedback": "feedback_rate",
    "second_contact": "second_contact_rate",
    **{step: f"{step}_rate" for step in ("D3", "D4", "D5", "D6", "D8")},
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure over time.

    Attributes:
        name: As in the catalogue.
        now: For the span.
        previous: For the days before it, as they were known then; None where the span is compared with nothing.
        weeks: For each of the last weeks, the oldest first; None for what is only known of the moment.
    """

    name: str
    now: Measure
    previous: Measure | None
    weeks: tuple[Measure | None, ...]


class Indicators:
    """The figures of one summary.

    Args:
        scope: What counts.
        outcomes: Its clocks.
        estimates: Whether estimates are wanted.
        currency: The currency of the amounts; that of most complaints where left out.
    """

    def __init__(
        self, scope: Scope, outcomes: Outcomes, estimates: Estimates | None, currency: str | None = None
    ) -> None:
        self._scope, self._outcomes, self._estimates = scope, outcomes, estimates
        self._sorted: dict[tuple[str, int], tuple[Sequence[int], list[float]]] = {}
        self._filled: dict[str, bool] = {}
        self.costs = Costs(scope)
        self.follow_up = FollowUp(scope)
        self.shipped = Shipped(scope)
        self.currency = self.costs.main_currency() if currency is None else currency

    def over_time(
        self, window: Window | None, weeks_shown: Sequence[Week], earlier: Mapping[str, Measure] | None
    ) -> tuple[Indicator, ...]:
        """Return all figures, in the order in which they are shown.

        Args:
            window: The span, with both ends; None for everything.
            weeks_shown: The weeks, with what was open at their ends.
            earlier: `measures` of the span before, of its own moment; None where there is none.
        """
        now, previous = self.measures(window), earlier
        weeks = []
        for week in weeks_shown:
            monday = week.monday.toordinal()
            weeks.append(self._of((monday, monday + 6)) | {"open": Measure.count(week.backlog)})
        return tuple(
            Indicator(
                name, now[name], None if previous is None else previous.get(name), tuple(w.get(name) for w in weeks)
            )
            for name in now
        )

    def measures(self, window: Window | None) -> dict[str, Measure]:
        """Return the figures of a span and of the moment."""
        found = self._of(window) | self._current()
        return found if self._estimates is None else found | self._estimated(window)

    def _of(self, window: Window | None) -> dict[str, Measure]:
        scope = self._scope
        received, closed = scope.received_in(window), scope.closed_days.within(window)
        found = {
            "received": Measure.count(len(received)),
            "closed": Measure.count(len(closed)),
            "not_justified": Measure.count(sum(map(scope.refused.__getitem__, received))),
            "justified_rate": self._justified(received),
        }
        for clock, name in CLOCK_RATES.items():
            if clock in scope.cases.tracks:
                rate = self._outcomes.rate(clock, window)
                found[name] = Measure(rate.value, rate.whole)
        found |= self._answered(window) | self._closing(closed)
        found |= self.shipped.measures(window)
        found["rejection_rate"] = self._rejected(received)
        repeats = self._scope.cases.column("repeat_of")
        found["repeat_rate"] = Measure.share(sum(1 for at in received if repeats[at]), len(received))
        found |= self._returned(window)
        found["escalated"] = Measure.count(sum(in_window(moment, window) for moment in self._escalations))
        found |= self.follow_up.measures(window)
        found |= self._scored(closed)
        found |= self.costs.measures(window, self.currency)
        return found | self._afterwards(closed)

    def _current(self) -> dict[str, Measure]:
        """Return the figures of the moment."""
        scope = self._scope
        return {
            "open": Measure.count(sum(scope.open)),
            "breached": Measure.count(sum(one.rank == 0 for one in self._outcomes.pressing.values())),
            "at_risk": Measure.count(sum(one.rank == 1 for one in self._outcomes.pressing.values())),
            "undecided": Measure.count(len(self.undecided)),
            **self.follow_up.current(),
        }

    @cached_property
    def escalated_open(self) -> int:
        """How many open complaints were escalated, with time and addressee."""
        return len(self._escalated_open)

    @cached_property
    def _escalated_open(self) -> list[tuple[int, datetime]]:
        scope = self._scope
        told = scope.cases.column("escalated_to")
        return [
            (at, moment) for at, moment in enumerate(scope.cases.instants("escalated_at"))
            if moment is not None and scope.open[at] and told[at] and moment <= scope.now
        ]  # fmt: skip

    @cached_property
    def undecided(self) -> frozenset[int]:
        """The open complaints that were escalated and about which nobody has decided since."""
        approved = self._scope.cases.instants("approved_at")
        return frozenset(
            at for at, moment in self._escalated_open
            if (answer := approved[at]) is None or not moment <= answer <= self._scope.now
        )  # fmt: skip

    @cached_property
    def _escalations(self) -> list[datetime]:
        scope = self._scope
        told, moments = scope.cases.column("escalated_to"), scope.cases.instants("escalated_at")
        return [
            moment for at, moment in enumerate(moments)
            if moment is not None and moment <= scope.now and told[at] and scope.counted[at]
        ]  # fmt: skip

    def _justified(self, received: Sequence[int]) -> Measure:
        valid, refused = self._scope.cases.column("valid"), self._scope.refused
        status = self._scope.cases.column("status")
        yes = sum(1 for at in received if valid[at] == JUSTIFIED and not refused[at])
        # who refused it only after the moment had not said so before
        no = sum(1 for at in received if refused[at] or (valid[at] == UNJUSTIFIED and status[at] != NOT_JUSTIFIED))
        return Measure.share(yes, yes + no)

    @cached_property
    def _responses(self) -> Days:
        scope = self._scope
        moments = scope.cases.instants("first_response_at")
        return Days.of(moments, scope.counted, scope.now)

    def _answered(self, window: Window | None) -> dict[str, Measure]:
        hours = self.hours_between("first_response_at", self._responses.within(window))
        return {
            "response_mean": Measure.mean(hours),
            "response_median": Measure.at(hours, 0.5),
            "response_p90": Measure.at(hours, 0.9),
        }

    def hours_between(self, name: str, positions: Sequence[int]) -> list[float]:
        """Return the hours from the receipt to a time, sorted."""
        hours = self._scope.hours_to(name)
        known = self._sorted.get((name, id(positions)))
        if known is None:
            found = sorted([one for at in positions if (one := hours[at]) is not None])
            # the positions are kept: their identity stands for them
            known = self._sorted[name, id(positions)] = positions, found
        return known[1]

    def _closing(self, closed: Sequence[int]) -> dict[str, Measure]:
        gross = net = self.hours_between("closed_at", closed)
        if waited := [at for at in closed if at in self._waited]:
            plain = self.hours_between("closed_at", [at for at in closed if at not in self._waited])
            net = sorted([*plain, *map(self._waited.__getitem__, waited)])
        found = {}
        for kind, hours in (("close", gross), ("net", net)):
            found[f"{kind}_mean"] = Measure.mean(hours)
            found[f"{kind}_median"] = Measure.at(hours, 0.5)
            found[f"{kind}_p90"] = Measure.at(hours, 0.9)
        return found

    @cached_property
    def _waited(self) -> dict[int, float]:
        """Hours from receipt to closing without the pauses, for the complaints that have pauses."""
        scope, found = self._scope, {}
        clock = WallClock(scope.zone)
        received, closed = scope.cases.column("received_at"), scope.cases.column("closed_at")
        for at, history in scope.cases.histories.items():
            pauses = [pause for pause in history.pauses if pause.clock in ("", _CLOSING)]
            if pauses and isinstance(received[at], datetime) and isinstance(closed[at], datetime):
                spans = merged(
                    (clock.seconds(one.begin), OPEN if one.end is None else clock.seconds(one.end)) for one in pauses
                )
                start, stop = clock.seconds(received[at]), clock.seconds(closed[at])
                if start <= stop:
                    found[at] = elapsed(start, stop, None, spans) / _HOUR
        return found

    @cached_property
    def _closings(self) -> Days:
        """All that were ever closed by the moment, by the day of closing: those reopened since, too."""
        scope = self._scope
        moments = scope.cases.instants("closed_at")
        return Days.of(moments, scope.justified, scope.now)

    def _returned(self, window: Window | None) -> dict[str, Measure]:
        """Return how many closed complaints came back: reopened by the moment, or complained about again."""
        closed = self._closings.within(window)
        again = self._scope.cases.instants("reopened_at")
        now = self._scope.now
        reopened = {at for at in closed if (moment := again[at]) is not None and moment <= now}
        returned = reopened.union(self._complained_again.intersection(closed)) if self._complained_again else reopened
        return {
            "reopen_rate": Measure.share(len(reopened), len(closed)),
            "first_fix_rate": Measure.share(len(closed) - len(returned), len(closed)),
        }

    @cached_property
    def _complained_again(self) -> set[int]:
        return set(self._scope.repeated.values())

    def _rejected(self, received: Sequence[int]) -> Measure:
        """Return pieces complained about against the lots that they come from."""
        scope = self._scope
        bad, lot = scope.cases.column("defect_qty"), scope.cases.column("lot_qty")
        known = [at for at in received if lot[at] and bad[at] is not None and scope.justified[at]] if any(lot) else []
        return Measure.share(sum(bad[at] for at in known), sum(lot[at] for at in known))

    def _scored(self, closed: Sequence[int]) -> dict[str, Measure]:
        scores = self._scope.cases.scores
        found = [scores[at] for at in closed if at in scores] if scores else []
        told = [one.customer for one in found if one.customer is not None]
        return {"score_8d": Measure.mean([one.own for one in found]), "customer_score_8d": Measure.mean(told)}

    def _afterwards(self, closed: Sequence[int]) -> dict[str, Measure]:
        """Return what happened to closed complaints afterwards: asked, content, spread to similar parts."""
        scope = self._scope
        cases = scope.cases
        score, due, spread = (
            cases.column("satisfaction"),
            cases.instants("follow_up_due"),
            cases.column("horizontal_parts"),
        )
        # a column that nobody fills is not looked at once for every complaint
        scores = [score[at] for at in closed if score[at] is not None] if self._is_filled("satisfaction") else []
        asked = (
            [at for at in closed if (day := due[at]) is not None and day <= scope.now]
            if self._is_filled("follow_up_due") else []
        )  # fmt: skip
        effects = [cases.column(name) for name in _EFFECTS if self._is_filled(name)]
        tracked = sum(any(effect[at] for effect in effects) for at in closed) if effects else 0
        return {
            "satisfaction": Measure.mean(scores),
            "satisfied_rate": Measure.share(sum(one >= _SATISFIED for one in scores), len(scores)),
            "visit_rate": Measure.share(
                sum(score[at] is not None or self._called_after(at) for at in asked), len(asked)
            ),
            "horizontal_rate": Measure.share(
                sum(1 for at in closed if spread[at]) if self._is_filled("horizontal_parts") else 0, len(closed)
            ),
            "effect_rate": Measure.share(tracked, len(closed)),
        }

    def _is_filled(self, name: str) -> bool:
        """Say whether anybody fills a column; it is looked at once, not for each week again."""
        if name not in self._filled:
            self._filled[name] = any(self._scope.cases.column(name))
        return self._filled[name]

    def _called_after(self, at: int) -> bool:
        history, closed = self._scope.cases.histories.get(at), self._scope.closed[at]
        if history is None or closed is None:
            return False
        # a contact without a time of day came afterwards where its day did
        return any(
            closed <= moment <= self._scope.now if isinstance(moment, datetime)
            else closed.date() < moment <= self._scope.today for moment in history.contacts
        )  # fmt: skip

    def _estimated(self, window: Window | None) -> dict[str, Measure]:
        assert self._estimates is not None
        scope = self._scope
        closed = scope.closed_days.within(window)
        quick = sum(hours <= QUICKLY_H for hours in self.hours_between("closed_at", closed))
        return self._estimates.measures(len(scope.received_in(window)), quick, len(closed), sum(scope.open))
