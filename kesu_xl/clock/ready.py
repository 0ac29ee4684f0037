"""The clocks of a policy made ready for many complaints: whose limit counts for whom, in which hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from kesu_xl.clock.policy import DAYS_SUFFICE_S, Limit, Policy, Special, Terms, plain
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import YES_NO

__all__ = ["YES", "Rule", "Rules"]

YES: Final = YES_NO.choices[0]


class Rule:
    """A clock, made ready for many complaints."""

    __slots__ = ("broken", "calendar", "days_suffice", "lacking", "limit", "limit_s", "policy", "special", "warn_s")

    def __init__(
        self, limit: Limit, policy: Policy, present: Collection[str] | None, special: Special | None, terms: Terms
    ) -> None:
        if special is not None:
            limit = special.of(limit)
        self.limit = limit
        self.special = special
        self.broken = terms.broken and not limit.calendar_hours
        self.calendar = None if limit.calendar_hours else terms.calendar
        self.policy = policy.name
        self.limit_s = limit.seconds
        self.warn_s = policy.warn_s(limit)
        self.days_suffice = self.limit_s >= DAYS_SUFFICE_S
        self.lacking = None if present is None else lacking_of(limit, present)


class Rules:
    """The clocks of a policy in one register.

    Args:
        policy: The policy.
        present: Names of the columns and detail tables that the register has; None: all.
    """

    def __init__(self, policy: Policy, present: Collection[str] | None) -> None:
        self.policy = policy
        self.present = present
        self.varies = bool(policy.specials or policy.customers)
        self.usual = self._of({})
        self._known: dict[tuple[object, ...], list[Rule]] = {}

    def _of(self, who: Mapping[str, str]) -> list[Rule]:
        policy = self.policy
        terms = policy.customers.get(who.get("customer", ""))
        if terms is None or not terms.own:
            terms = Terms(policy.calendar, own=False)
        return [Rule(limit, policy, self.present, policy.special(limit, who), terms) for limit in policy.limits]

    def of(self, complaint: Complaint) -> list[Rule]:
        """Return the clocks of a complaint: its safety, customer, grade and priority may have limits of their own."""
        key = (complaint.safety_flag, complaint.customer, complaint.customer_grade, complaint.priority)
        rules = self._known.get(key)
        if rules is None:
            who = {"customer": key[1], "grade": key[2], "priority": key[3]}
            told = {scope: plain(str(word)) for scope, word in who.items() if word is not None}
            if key[0] == YES:
                told["safety"] = ""
            rules = self._known[key] = self._of(told)
        return rules


def lacking_of(limit: Limit, present: Collection[str]) -> str | None:
    """Return what a register would need for a clock and does not have."""
    if not any(name in present for name in limit.start):
        return limit.start[0]
    # what repeats needs to know of every contact; any other clock can be stopped by one thing or another
    lacks = [name for name in limit.sources if name not in present]
    return lacks[0] if lacks and (limit.repeats or len(lacks) == len(limit.sources)) else None
