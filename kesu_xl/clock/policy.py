"""Policies: which clocks run, from which column to which, for how long. They are data: one TOML file per profile."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kesu_xl.clock.calendar import Calendar
from kesu_xl.errors import KesuError
from kesu_xl.problem import Problem

__all__ = [
    "CLOCKS",
    "DAYS_SUFFICE_S",
    "SCOPES",
    "SCOPE_FIELDS",
    "Limit",
    "Policy",
    "Special",
    "Terms",
    "load_policy",
    "plain",
]

#: From this limit on (seconds) a date without a time of day is exact enough for a verdict.
DAYS_SUFFICE_S: Final = 3 * 86400

#: Every clock that a profile may have.
CLOCKS: Final = (
    "first_response", "owner_found", "closed_or_escalated", "decision", "feedback", "second_contact",
    "D3", "D4", "D5", "D6", "D8",
)  # fmt: skip

#: What may stand between the parts of a key in 设置, and so does not count in a name.
_APART = re.compile(r"[\s.·/:]+")
_PROFILES: Final = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock of a policy.

    Attributes:
        clock: Its name, e.g. ``first_response``.
        hours: The limit.
        start: Columns that start it; the first filled one counts.
        stop: Columns that stop it; the earliest counts. A register must have the first one, or the sheet of
            `contact` or `step`: without it nobody can know whether the clock was stopped.
        together: Pairs (time column, other column): the time counts only where the other cell is filled as well.
        restart: Column that starts it anew; stops before that time belong to the former round.
        ended_by: Columns that also end it for a complaint that is 不成立 or 已取消; the first filled one counts.
        only_once_started: It does not exist while its start is empty, instead of being unknown.
        stops_after_start: Stops before its start belong to something else, instead of being out of order.
        not_after: It does not exist where this time lies before its start, ...
        unless: ... unless this column is filled.
        contact: A row of 联系记录 stops it as well.
        step: A row of 8D进度 for this step stops it; the columns of `stop` count only where there is none.
        repeats: Every contact ends one period of it and begins the next, until a stop.
        pausable: A pause (暂停) takes time off it.
        calendar_hours: It counts every hour, also where the policy has working hours.
    """

    clock: str
    hours: float
    start: tuple[str, ...]
    stop: tuple[str, ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    restart: str | None = None
    ended_by: tuple[str, ...] = ()
    only_once_started: bool = False
    stops_after_start: bool = False
    not_after: str | None = None
    unless: str | None = None
    contact: bool = False
    step: str = ""
    repeats: bool = False
    pausable: bool = True
    calendar_hours: bool = False

    @property
    def seconds(self) -> int:
        """The limit in whole seconds."""
        return round(self.hours * 3600)

    @property
    def sources(self) -> tuple[str, ...]:
        """What tells whether it was stopped, the first one first: columns of the register, names of detail tables."""
        return (*self.stop[:1], *(("contacts",) if self.contact else ()), *(("steps",) if self.step else ()))

    @property
    def times(self) -> tuple[str, ...]:
        """Every time column that it reads, each once."""
        optional = (self.restart, self.not_after, self.unless)
        return tuple(dict.fromkeys((*self.start, *self.stop, *self.ended_by, *filter(None, optional))))


@dataclass(frozen=True, slots=True)
class Special:
    """A limit that a register sets itself, for all its complaints or for some.

    Attributes:
        scope: ``safety``, ``customer``, ``grade`` or ``priority``; "" for all.
        word: Which customer, grade or priority, in `plain` form.
        clock: Name of the clock.
        hours: The limit.
        worked: Whether it counts working hours; None: as the clock does.
        shown: The customer, grade or priority as it was typed.
    """

    scope: str
    word: str
    clock: str
    hours: float
    worked: bool | None = None
    shown: str = ""

    def of(self, limit: Limit) -> Limit:
        """Return a clock with this limit."""
        calendar_hours = limit.calendar_hours if self.worked is None else not self.worked
        return replace(limit, hours=self.hours, calendar_hours=calendar_hours)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a customer's row in 客户 says about working hours.

    Attributes:
        calendar: The customer's calendar.
        own: It replaces the register's; None then means calendar hours.
        broken: The row cannot be read, so that nobody knows.
    """

    calendar: Calendar | None
    own: bool
    broken: bool = False


#: Whose limit counts first, and the column that says who.
SCOPE_FIELDS: Final = {
    "safety": "safety_flag", "customer": "customer", "grade": "customer_grade", "priority": "priority",
}  # fmt: skip
SCOPES: Final = tuple(SCOPE_FIELDS)


@dataclass(frozen=True)
class Policy:
    """A set of clocks under a name.

    Attributes:
        name: Name of the profile, e.g. ``default``.
        limits: Its clocks in the order in which they are shown.
        at_risk: Share of a limit from which a running clock is at risk.
        calendar: The working hours that its clocks count; None: calendar hours.
        specials: Limits for some complaints only.
        customers: Customer in `plain` form -> working hours of its own.
        problems: What is wrong with the rows of 客户.
    """

    name: str
    limits: tuple[Limit, ...]
    at_risk: float = 0.8
    calendar: Calendar | None = None
    specials: tuple[Special, ...] = ()
    customers: Mapping[str, Terms] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def special(self, limit: Limit, who: Mapping[str, str]) -> Special | None:
        """Return the limit that a clock has for a complaint, or None where it has its usual one.

        Args:
            limit: The clock.
            who: Scope -> word of the complaint, in `plain` form; ``safety`` -> "" only where it is a safety issue.
        """
        for scope in SCOPES:
            for special in self.specials:
                if (special.scope, special.clock) == (scope, limit.clock) and who.get(scope) == special.word:
                    return special
        return None

    def limit(self, clock: str) -> Limit:
        """Return one clock by name.

        Raises:
            KeyError: The policy has no such clock.
        """
        for limit in self.limits:
            if limit.clock == clock:
                return limit
        raise KeyError(clock)

    def warn_s(self, limit: Limit) -> int:
        """Return the first whole second at which a clock is at risk."""
        # Rounded before the ceiling: 0.8 has no exact binary form, and 80 % itself is at risk.
        return -int(-round(self.at_risk * limit.seconds, 6) // 1)

    @cached_property
    def times(self) -> tuple[str, ...]:
        """Every time column that its clocks read, each once."""
        return tuple(dict.fromkeys(field for limit in self.limits for field in limit.times))

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """The time columns that start a clock whether or not their time has come."""
        starts = (field for limit in self.limits if not limit.only_once_started for field in limit.start)
        return tuple(dict.fromkeys(starts))

    @cached_property
    def happened(self) -> tuple[str, ...]:
        """The time columns that count once their time has come."""
        found = (
            field
            for limit in self.limits
            for field in limit.times
            if limit.only_once_started or field not in limit.start
        )
        return tuple(dict.fromkeys(found))


def plain(text: str) -> str:
    """Return a word in the form in which words are compared: width, case, blanks and marks between do not count."""
    return _APART.sub("", unicodedata.normalize("NFKC", text)).casefold()


def load_policy(name: str) -> Policy:
    """Return a shipped profile.

    Args:
        name: ``default``, ``dealer`` or ``oem``.

    Raises:
        KesuError: There is no such profile.
    """
    known = {path.stem: path for path in sorted(_PROFILES.glob("*.toml"))}
    if name not in known:
        raise KesuError("no_such_profile", name=name, known=list(known))
    read = tomllib.loads(known[name].read_text(encoding="utf-8"))
    return Policy(name, tuple(_limit(clock) for clock in read["clock"]), float(read["at_risk"]))


def _limit(read: Mapping[str, Any]) -> Limit:
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in read.items()}
    told["clock"] = told.pop("name")
    told["together"] = tuple(told.get("together", {}).items())
    return Limit(**told)
