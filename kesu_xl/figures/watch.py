"""The watch list: top categories stay on it until their share falls (S0: 直到该项投诉比例最终降低)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from kesu_xl.figures.group import OTHER, Groups
from kesu_xl.figures.scope import Scope

__all__ = ["RECENT_WEEKS", "WATCHED", "WEEKS", "Watched", "watch_list"]

#: So many categories are watched: the most frequent ones of the weeks before the recent ones.
WATCHED: Final = 5
WEEKS, RECENT_WEEKS = 13, 4


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched category.

    Attributes:
        name: List value or text.
        before: Its share of the complaints received in the weeks before the recent ones.
        recent: Its share in the recent weeks; None where nothing was received in them.
        count: How many of them.
    """

    name: str
    before: float
    recent: float | None
    count: int

    @property
    def has_fallen(self) -> bool:
        """Whether its share has fallen, so that it may leave the list; with nothing received nobody knows."""
        return self.recent is not None and self.recent < self.before


def watch_list(scope: Scope, groups: Groups, last: int) -> tuple[Watched, ...]:
    """Return the categories on the list, for weeks that end with the week of a day (its ordinal)."""
    end = last - (last - 1) % 7 + 6
    split, begin = end - 7 * RECENT_WEEKS, end - 7 * WEEKS
    before = Counter(groups.ids[at] for at in scope.received_in((begin + 1, split)))
    recent = Counter(groups.ids[at] for at in scope.received_in((split + 1, end)))
    total, lately = sum(before.values()), sum(recent.values())
    named = [
        (at, count) for at, count in before.items()
        if (name := groups.tallies[at].name) is not None and str(name) not in OTHER
    ]  # fmt: skip
    named.sort(key=lambda pair: (-pair[1], str(groups.tallies[pair[0]].name)))
    return tuple(
        Watched(name, count / total, recent[at] / lately if lately else None, recent[at])
        for at, count in named[:WATCHED]
        if (name := groups.tallies[at].name) is not None
    )
