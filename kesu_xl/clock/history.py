"""What the detail tables of a complaint say that its clocks need, as plain values: contacts, steps, pauses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

__all__ = ["NOTHING", "History", "Pause", "Planned"]


@dataclass(frozen=True, slots=True)
class Pause:
    """One row of 暂停.

    Attributes:
        begin: First moment that does not count, in the register's zone.
        end: The moment from which time counts again; None while that is open.
        clock: The clock that it stops, "" for all that can be paused.
        reason: Why, as it was typed.
    """

    begin: date
    end: date | None = None
    clock: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A date that was given for something: a promise of 联系记录, a step of 8D进度.

    Attributes:
        what: The promise as it was typed, or the step.
        due: By when; a date without a time means the end of that day.
        done: When it was done; None while it is not.
    """

    what: str
    due: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The detail rows of one complaint.

    Attributes:
        contacts: Times of 联系记录.
        steps: Step, e.g. ``D4`` -> times at which 8D进度 says that it was done.
        pauses: The rows of 暂停, in any order; they may overlap.
        unreadable: What could not be read, so that nobody can tell what it says: ``contacts``, ``pauses``, or a step.
        promises: The rows of 联系记录 with a date for what was promised.
        planned: The rows of 8D进度 with a due time of their own.
    """

    contacts: tuple[date, ...] = ()
    steps: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    unreadable: Collection[str] = ()
    promises: tuple[Planned, ...] = ()
    planned: tuple[Planned, ...] = ()

    def moved(self, there: Callable[[date | None], Any]) -> History:
        """Return it with every time as `there` gives it: the same moments on the wall of another zone."""

        def plans(found: tuple[Planned, ...]) -> tuple[Planned, ...]:
            return tuple(replace(one, due=there(one.due), done=there(one.done)) for one in found)

        return replace(
            self,
            contacts=tuple(map(there, self.contacts)),
            steps={step: tuple(map(there, moments)) for step, moments in self.steps.items()},
            pauses=tuple(replace(one, begin=there(one.begin), end=there(one.end)) for one in self.pauses),
            promises=plans(self.promises),
            planned=plans(self.planned),
        )


#: Of a complaint without detail rows.
NOTHING: Final = History()
