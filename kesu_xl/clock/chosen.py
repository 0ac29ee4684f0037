"""The policy of a register: its profile, the limits that its 设置 sheet sets, its calendar and its customers'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from kesu_xl.clock.calendar import Calendar
from kesu_xl.clock.holidays import official
from kesu_xl.clock.moment import WallClock
from kesu_xl.clock.policy import CLOCKS, Limit, Policy, Special, Terms, load_policy, plain
from kesu_xl.clock.week import Week, read_week
from kesu_xl.complaint.lists import CUSTOMER_GRADE, PRIORITY
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.problem import Problem, rule
from kesu_xl.settings import Customer, Settings, named_zone
from kesu_xl.wording import LANGUAGES, Ref, say

__all__ = ["idle_limits", "policy_of", "unknown_years"]

#: A customer's calendar or zone cannot be used.
BAD_CUSTOMER: Final = rule("S203", "error", "settings", "DOMAIN 4")
#: Holidays of a year that the library does not know yet.
UNKNOWN_YEAR: Final = rule("S204", "warning", "settings", "DOMAIN 4")

#: A limit that can never count: for somebody whom nothing else names, or of a clock that the profile does not have.
LIMIT_FOR_NOBODY: Final = rule("S205", "warning", "settings", "DOMAIN 4")
LIMIT_OF_OTHERS: Final = rule("S206", "warning", "settings", "DOMAIN 4")

_APART = re.compile(r"[\s.·/:]+")
_REGION = re.compile(r"[A-Za-z]{2}(?:[-/][A-Za-z0-9]{1,3})?")
#: Words for calendar hours in a customer's calendar cell.
_ALWAYS: Final = ("自然时间", "日历时间", "日曆時間", "calendar", "calendar hours", "24h", "24/7")
_SCOPES: Final = {
    word: scope
    for scope, words in {
        "safety": ("安全", "安全问题", "安全問題", "safety"),
        "customer": ("客户", "客戶", "customer"),
        "grade": ("等级", "等級", "客户等级", "客戶等級", "grade"),
        "priority": ("优先级", "優先級", "priority"),
    }.items()
    for word in words
}
_CHOICES: Final = {"grade": CUSTOMER_GRADE, "priority": PRIORITY}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([^\d\s]*)\s*([^\d]*)")
_UNITS: Final = {
    **dict.fromkeys(("", "h", "hour", "hours", "小时", "小時", "时"), 1.0),
    **dict.fromkeys(("min", "分", "分钟", "分鐘"), 1 / 60),
    **dict.fromkeys(("d", "day", "days", "天", "日", "自然日"), 24.0),
}
_WORKED: Final = ("工时", "工時", "工作小时", "工作小時", "working", "business", "working h", "workinghours")
_CALENDAR: Final = ("自然", "自然时间", "自然小时", "日曆時間", "calendar", "calendarhours")
#: Ten years: a longer limit is a slip of the keyboard.
_LONGEST_H: Final = 10 * 366 * 24


def policy_of(settings: Settings) -> Policy:
    """Return the policy of a register.

    Args:
        settings: Its settings.

    Raises:
        KesuError: The profile, a limit, the working hours or the holidays in 设置 cannot be used.
    """
    policy = load_policy(settings.profile)
    if share := settings.values.get("at_risk"):
        policy = replace(policy, at_risk=_share(share))
    wall = WallClock(settings.zone)
    hours, region = settings.values.get("working_hours", ""), settings.values.get("holidays", "")
    week = read_week(hours, _key("working_hours")) if hours else None
    public = official(region, _key("holidays")) if region else None
    calendar = Calendar(week, wall, settings.days, public, region) if week else None
    limits, specials = list(policy.limits), []
    for key, value in settings.limits:
        special = _special(key, value)
        if special.worked and calendar is None:
            raise KesuError("limit_without_hours", key=key)
        if special.scope:
            specials.append(special)
            continue
        for at, limit in enumerate(limits):
            if limit.clock == special.clock:
                limits[at] = special.of(limit)
    _check(limits, policy)
    problems: list[Problem] = []
    terms = {}
    for customer in settings.customers:
        if customer.timezone or customer.calendar:
            terms[plain(customer.name)] = _terms(customer, settings, week, problems)
    return replace(
        policy, limits=tuple(limits), calendar=calendar, specials=tuple(specials), customers=terms,
        problems=tuple(problems),
    )  # fmt: skip


def unknown_years(policy: Policy) -> Iterator[Problem]:
    """Yield a problem for each year that clocks had to count into and whose holidays nobody knows."""
    calendars = [policy.calendar, *(terms.calendar for terms in policy.customers.values())]
    said: set[tuple[str, int]] = set()
    for calendar in calendars:
        if calendar is None or calendar.public is None:
            continue
        for year in sorted(calendar.unknown):
            if (calendar.public.name, year) not in said:
                said.add((calendar.public.name, year))
                yield Problem(UNKNOWN_YEAR, value=str(year), params={"region": calendar.public.name, "year": year})


def idle_limits(policy: Policy, settings: Settings, words: Mapping[str, Iterable[object]]) -> Iterator[Problem]:
    """Yield a problem for each limit of 设置 that can never count: its name is probably misspelled.

    Args:
        policy: The register's policy.
        settings: Its settings.
        words: Customers, grades and priorities of its rows, by scope.
    """
    known = {scope: {plain(str(word)) for word in of_rows if word is not None} for scope, of_rows in words.items()}
    known.setdefault("customer", set()).update(plain(customer.name) for customer in settings.customers)
    for scope, choices in _CHOICES.items():
        listed = (*choices.choices, *settings.lists.get(choices.name, ()))
        known.setdefault(scope, set()).update(plain(str(word)) for word in listed)
    clocks = {limit.clock for limit in policy.limits}
    for key, value in settings.limits:
        special = _special(key, value)
        cell, row = settings.limit_cells.get(key, ("", 0))
        if special.clock not in clocks:
            told = {"clock": Ref(f"clock.{special.clock}"), "profile": policy.name}
            yield Problem(LIMIT_OF_OTHERS, settings.sheet, cell, row, value=key, params=told)
        elif special.scope in known and special.word not in known[special.scope]:
            yield Problem(LIMIT_FOR_NOBODY, settings.sheet, cell, row, value=key, params={"word": special.shown})


def _key(name: str) -> str:
    return SETTING_KEYS[name].labels[0]


def _share(text: str) -> float:
    number = text.strip().removesuffix("%").strip()
    try:
        share = float(number)
    except ValueError:
        share = 0.0
    if "%" in text or share >= 2:
        share /= 100
    if not 0 < share < 1:
        raise KesuError("bad_share", value=text, where=_key("at_risk"))
    return share


def _special(key: str, value: str) -> Special:
    """Read one row of 设置 that sets a limit: ``时限 首次回复 等级 A`` = ``2``."""
    parts = [part for part in _APART.split(unicodedata.normalize("NFKC", key)) if part][1:]
    clock, used = "", 0
    for count in range(len(parts), 0, -1):
        clock = _clocks().get(plain("".join(parts[:count])), "")
        if clock:
            used = count
            break
    if not clock:
        raise KesuError("limit_of_no_clock", key=key, clocks=[say(f"clock.{name}", "zh-Hans") for name in CLOCKS])
    scope, word = "", ""
    shown = " ".join(parts[used + 1 :])
    if parts[used:]:
        scope = _SCOPES.get(parts[used].casefold(), "")
        word = plain("".join(parts[used + 1 :]))
        if not scope or (scope == "safety") == bool(word):
            raise KesuError("limit_for_nobody", key=key)
    choices = _CHOICES.get(scope)
    for choice in choices.choices if choices else ():
        if word in map(plain, (*choice.texts, *choice.also)):
            word = plain(choice)
    hours, worked = _hours(key, value)
    return Special(scope, word, clock, hours, worked, shown)


def _hours(key: str, value: str) -> tuple[float, bool | None]:
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", value).strip().lower())
    if match:
        unit, rest = match[2], match[3].replace(" ", "")
        worked = None
        if rest in _WORKED or unit in _WORKED:
            worked = True
        elif rest in _CALENDAR or unit in _CALENDAR:
            worked = False
        if (rest == "" or worked is not None) and (unit in _UNITS or (worked is not None and rest == "")):
            hours = float(match[1]) * _UNITS.get(unit, 1.0)
            if 0 < round(hours * 3600) <= _LONGEST_H * 3600:
                return hours, worked
    raise KesuError("bad_clock_limit", key=key, value=value)


def _check(limits: list[Limit], policy: Policy) -> None:
    """Refuse a first response that may take longer than the whole case."""
    hours = {limit.clock: limit.hours for limit in limits if not limit.calendar_hours}
    first, closing = hours.get("first_response"), hours.get("closed_or_escalated")
    if first and closing and first > closing:
        raise KesuError("response_after_closing", first=f"{first:g}", closing=f"{closing:g}")


def _terms(customer: Customer, settings: Settings, week: Week | None, problems: list[Problem]) -> Terms:
    """Return a customer's own calendar; a row that cannot be used is a problem, and its clocks are unknown."""
    try:
        zone = named_zone(customer.timezone, customer.name) if customer.timezone else settings.zone
        text = unicodedata.normalize("NFKC", customer.calendar).strip()
        if text.casefold() in _ALWAYS:
            return Terms(None, own=True)
        first, _, rest = text.partition(" ")
        region, hours = (first, rest) if _REGION.fullmatch(first) else ("", text)
        own = read_week(hours, customer.name) if hours.strip() else week
        if own is None:
            if region:
                raise KesuError("customer_without_hours", customer=customer.name)
            return Terms(None, own=False)
        region = region or settings.values.get("holidays", "")
        public = official(region, customer.name) if region else None
        return Terms(Calendar(own, WallClock(zone), settings.days, public, region), own=True)
    except KesuError as error:
        row = int(re.sub(r"\D", "", customer.cell) or 0)
        params = {"table": settings.customer_sheet, "customer": customer.name, "detail": error}
        problems.append(
            Problem(BAD_CUSTOMER, settings.customer_sheet, customer.cell, row, value=customer.calendar, params=params)
        )
        return Terms(None, own=True, broken=True)


@cache
def _clocks() -> dict[str, str]:
    """Return word -> name of the clock, as the keys of 设置 name it."""
    names = {clock: (clock, *(say(f"clock.{clock}", lang) for lang in LANGUAGES)) for clock in CLOCKS}
    return {plain("".join(_APART.split(word))): clock for clock, words in names.items() for word in words}
