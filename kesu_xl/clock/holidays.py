"""Public holidays and make-up workdays of a region, from the `holidays` library, for the years that it knows."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from kesu_xl.errors import KesuError

__all__ = ["Official", "official"]

_NAMES: Final = {
    word: code
    for code, words in {
        "CN": "中国 中國 china", "TW": "台湾 台灣 taiwan", "HK": "香港", "JP": "日本 japan", "DE": "德国 德國 germany",
        "US": "美国 美國 usa",
    }.items()
    for word in words.split()
}  # fmt: skip
#: Their government moved days for some years, and no longer does (Taiwan: no make-up workdays since 2026).
_NO_LONGER: Final = frozenset(("TW",))


class Official:
    """The official calendar of a region.

    Attributes:
        name: E.g. ``CN`` or ``US-CA``.
        last: The last year for which the government has said which days are moved; None where days follow a rule.
    """

    def __init__(self, name: str, where: str) -> None:
        import holidays

        code, _, part = _NAMES.get(name.strip().lower(), name.strip().upper()).replace("/", "-").partition("-")
        try:
            self._days: Any = holidays.country_holidays(code, subdiv=part or None)
        except NotImplementedError as error:
            raise KesuError("no_such_holidays", name=name, where=where) from error
        if "en_US" in self._days.supported_languages:
            self._days = holidays.country_holidays(code, subdiv=part or None, language="en_US")
        self.name = f"{code}-{part}" if part else code
        announced = [year for year, days in self._days.special_public_holidays.items() if days] if (
            self._days.has_substituted_holidays and code not in _NO_LONGER
        ) else []  # fmt: skip
        self.last = max(announced, default=None)
        self._known: dict[int, bool] = {}

    def known(self, year: int) -> bool:
        """Say whether the library knows a year: no day of it is an estimate, and what a government moves was said."""
        if year not in self._known:
            known = self._days.start_year <= year <= self._days.end_year and (self.last is None or year <= self.last)
            if known:
                self._days.get(date(year, 1, 1))
                known = not any("estimated" in name for day, name in self._days.items() if day.year == year)
            self._known[year] = known
        return self._known[year]

    def works(self, day: date) -> bool | None:
        """Return whether a day is worked although it is a weekend, or free; None where the week decides."""
        if day in self._days.weekend_workdays:
            return True
        return False if day in self._days else None


@cache
def official(name: str, where: str) -> Official:
    """Return the official calendar of a region.

    Args:
        name: Code of a country, with one of its parts after a hyphen where that matters: ``CN``, ``US-CA``.
        where: Name of the setting, for the message.

    Raises:
        KesuError: The library does not know the region.
    """
    return Official(name, where)
