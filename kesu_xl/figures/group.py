"""Groups of complaints by what a column says, and their order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import compress
from typing import Final

from kesu_xl.complaint import Choice
from kesu_xl.figures.result import Category, Tally

__all__ = ["MOST_BARS", "OTHER", "Groups", "group_key", "ranked"]

#: Bars with a name in a Pareto; what is left is one bar behind them.
MOST_BARS: Final = 10
#: The list value for everything that has no value of its own: never a bar with a name.
OTHER: Final = frozenset(("其他", "其它", "Other", "other", "Others"))


class Groups:
    """Counters by the text of a column; spellings that differ in width and blanks only are one group.

    Args:
        texts: The column.

    Attributes:
        tallies: The groups; the first spelling is the name, as the user wrote it.
        ids: For each place of the column the index of its group. An empty cell has a group of its own, without a name.
    """

    def __init__(self, texts: Sequence[str | None]) -> None:
        self.tallies: list[Tally] = []
        by_key: dict[str, int] = {}
        by_text: dict[str | None, int] = {}
        for text in dict.fromkeys(texts):
            key = group_key(text) if text else ""
            if key not in by_key:
                shown = text if isinstance(text, Choice) else " ".join((text or "").split())
                by_key[key] = len(self.tallies)
                self.tallies.append(Tally(name=shown or None))
            by_text[text] = by_key[key]
        self.ids: list[int] = list(map(by_text.__getitem__, texts))

    def counted(self, chosen: bytes) -> Iterable[tuple[Tally, int]]:
        """Yield each group with how many of the chosen places it has."""
        for at, count in Counter(compress(self.ids, chosen)).items():
            yield self.tallies[at], count

    def by_count(self) -> tuple[Tally, ...]:
        """Return the groups that hold something, the largest first, the one without a name last."""
        return tuple(sorted(self._shown(), key=_largest_first))

    def by_rate(self) -> tuple[Tally, ...]:
        """Return the groups that hold something, lowest rate of closing first, those without a rate last."""

        def order(tally: Tally) -> tuple[bool, bool, float, int, str]:
            rate = tally.rate("closed_or_escalated").value
            return tally.name is None, rate is None, rate or 0.0, -tally.count, str(tally.name)

        return tuple(sorted(self._shown(), key=order))

    def _shown(self) -> list[Tally]:
        return [tally for tally in self.tallies if tally.count or tally.open or any(tally.decided) or tally.hours]


def _largest_first(tally: Tally) -> tuple[bool, int, int, str]:
    return tally.name is None, -tally.count, -tally.open, str(tally.name)


def group_key(text: str) -> str:
    """Return what is the same for spellings of one group."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


def ranked(groups: Groups) -> tuple[Category, ...]:
    """Return the bars of a Pareto: the ten largest, then the rest as one, then what is not filled."""
    tallies = [tally for tally in groups.tallies if tally.count]
    told = [tally for tally in tallies if tally.name is not None]
    named = [tally for tally in told if str(tally.name) not in OTHER]
    # a column of free text has a group for nearly every complaint: they are not all put in order
    largest = nsmallest(MOST_BARS, named, key=_largest_first)
    bars = [Category(tally.name, "named", tally.count) for tally in largest]
    if len(told) > len(largest):
        rest = sum(tally.count for tally in told) - sum(tally.count for tally in largest)
        bars.append(Category(None, "rest", rest, len(told) - len(largest)))
    blank = sum(tally.count for tally in tallies if tally.name is None)
    if blank:
        bars.append(Category(None, "blank", blank))
    return tuple(bars)
