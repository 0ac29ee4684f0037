"""What one clock says about one complaint, and why, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kesu_xl.clock.calendar import Calendar
from kesu_xl.clock.counted import OPEN, elapsed
from kesu_xl.clock.history import Pause
from kesu_xl.clock.moment import WallClock
from kesu_xl.clock.policy import Special
from kesu_xl.clock.state import State
from kesu_xl.complaint import COLUMNS, DETAILS, TABLES, Column, Table
from kesu_xl.wording import Ref, say

__all__ = ["Verdict", "clock_name", "span"]

#: What a sentence can name: columns of the register, and its other sheets.
_NAMED: Final[dict[str, Column | Table]] = {**{table.name: table for table in (*DETAILS, *TABLES)}, **COLUMNS}


@dataclass(slots=True)
class Verdict:
    """The verdict of one clock.

    Attributes:
        case_no: Complaint number, as the register has it.
        row: Row number in the sheet.
        clock: Name of the clock, e.g. ``first_response``.
        n: Which of several clocks of that name.
        state: The verdict.
        reason: Why; key of the sentence in `kesu_xl.wording.clock`.
        fields: The columns and sheets that the sentence is about: the start, then what stopped it or would; or the
            one to fill.
        start_s: POSIX time of the start in seconds, None where it is not known; so are `due_s` and `stop_s`.
        elapsed_s: Counted seconds to the stop, or to now; None where it is not known.
        limit_s: The limit in seconds.
        excluded_s: Seconds between start and end that do not count.
        policy: Name of the policy.
        now_s: POSIX time of the verdict.
        wall: The register's zone.
        pauses: The rows of 暂停 from which the pauses of this clock were taken.
        calendar: The working hours that it counts; None: calendar hours.
        special: The limit of its own that the register sets for this complaint.
    """

    case_no: str | None
    row: int
    clock: str
    n: int
    state: State
    reason: str
    fields: tuple[str, ...]
    start_s: int | None
    due_s: int | None
    stop_s: int | None
    elapsed_s: int | None
    limit_s: int
    excluded_s: int
    policy: str
    now_s: int
    wall: WallClock
    pauses: tuple[Pause, ...] = ()
    calendar: Calendar | None = None
    special: Special | None = None

    @property
    def start(self) -> datetime | None:
        """When it began, in the register's zone."""
        return None if self.start_s is None else self.wall.moment(self.start_s)

    @property
    def due(self) -> datetime | None:
        """The last second that is still in time, in the register's zone."""
        return None if self.due_s is None else self.wall.moment(self.due_s)

    @property
    def stop(self) -> datetime | None:
        """When it was stopped, in the register's zone; None while it runs."""
        return None if self.stop_s is None else self.wall.moment(self.stop_s)

    def explain(self, lang: str) -> str:
        """Return the verdict as one sentence: which clock, from when, minus what, due when, by which rule.

        For an unknown one: which cell to fill, and how.
        """
        labels = [_NAMED[name] for name in self.fields]
        elapsed = self.elapsed_s or 0
        name = clock_name(self.clock)
        return say(
            f"clock.why.{self.reason}",
            lang,
            clock=name if self.n == 1 else Ref("clock.numbered", clock=name, n=self.n),
            limit=span(self.limit_s, lang),
            first=labels[0],
            last=labels[1:],
            start=_shown(self.start),
            # behind an open pause nobody can say yet
            due=_shown(self.due) or Ref("clock.no_due"),
            stop=_shown(self.stop),
            now=_shown(self.wall.moment(self.now_s)),
            used=span(elapsed, lang),
            left=span(max(self.limit_s - elapsed, 0), lang),
            over=span(max(elapsed - self.limit_s, 0), lang),
            minus=self._minus(lang),
            policy=self._rule(),
        )

    def _rule(self) -> object:
        """Return which rule set the limit."""
        if self.special is None:
            return self.policy
        return Ref(f"clock.rule_{self.special.scope}", policy=self.policy, word=self.special.shown)

    def _minus(self, lang: str) -> Ref:
        """Return what was taken off, and why."""
        parts: list[Ref] = []
        paused = 0
        if self.start_s is not None and self.pauses:
            end = self.now_s if self.stop_s is None else self.stop_s
            paused = elapsed(self.start_s, max(end, self.start_s), self.calendar, ()) - (self.elapsed_s or 0)
            if paused:
                reasons = [pause.reason for pause in self.pauses if pause.reason and self._touched(pause, end)]
                key = "clock.paused_for" if reasons else "clock.paused"
                parts.append(Ref(key, length=span(paused, lang), reasons=list(dict.fromkeys(reasons))))
        if self.excluded_s > paused:
            parts.insert(0, Ref("clock.off_hours", length=span(self.excluded_s - paused, lang)))
        if self.calendar is None:
            return Ref("clock.minus" if parts else "clock.all_hours", excluded=parts)
        return Ref("clock.working_hours" if parts else "clock.all_working_hours", excluded=parts)

    def _touched(self, pause: Pause, end: int) -> bool:
        if pause.clock not in ("", self.clock):
            return False
        assert self.start_s is not None
        begin = self.wall.seconds(pause.begin)
        resumed = OPEN if pause.end is None else self.wall.seconds(pause.end)
        return begin < end and resumed > self.start_s


def clock_name(clock: str) -> Ref:
    """Return the name of a clock, in the language of the text around it."""
    return Ref(f"clock.{clock}")


def span(seconds: int, lang: str) -> str:
    """Return a length of time in hours, minutes and seconds: ``26 h``, ``3 h 20 min``, ``1 s``."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "clock.h"), (minutes, "clock.min"), (left, "clock.s")]
    filled = [(count, unit) for count, unit in parts if count] or [(0, "clock.h")]
    return " ".join(f"{count} {say(unit, lang)}" for count, unit in filled)


def _shown(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M")
