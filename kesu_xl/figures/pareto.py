"""Bars of a Pareto chart: which are the vital few, what runs up to 100 %, what stands under each bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kesu_xl.figures.bars import bar_label
from kesu_xl.figures.result import Category
from kesu_xl.wording import in_language, say

__all__ = ["TOP_BARS", "merged", "pareto", "vital_few"]

#: The few that make up most of the complaints end where this share is reached.
_VITAL: Final = 0.8
#: Bars of the overview.
TOP_BARS: Final = 7


def vital_few(categories: Sequence[Category]) -> tuple[int, int]:
    """Return how many of the largest named bars it takes to reach 80 % of all, and how many complaints they hold.

    All named bars where they do not reach it: what has no name is nothing to begin with.
    """
    total = sum(one.count for one in categories)
    few = part = 0
    for one in categories:
        if one.kind != "named" or part >= _VITAL * total:
            break
        few += 1
        part += one.count
    return few, part


def pareto(categories: Sequence[Category], lang: str, most: int | None = None) -> list[dict[str, Any]]:
    """Return the bars of a Pareto with shares and running shares.

    Args:
        categories: The named ones by size, then the rest, then the blank one.
        lang: Language of the names of the last two.
        most: No more bars than this; more named ones become part of the rest.
    """
    bars = merged(categories, most) if most else list(categories)
    few, _ = vital_few(bars)
    total = sum(one.count for one in bars)
    rows: list[dict[str, Any]] = []
    sofar = 0
    for at, one in enumerate(bars):
        sofar += one.count
        share = one.count / total
        name = _category_name(one, lang)
        is_vital = at < few
        rows.append(
            {
                "rank": at + 1 if one.kind == "named" else None,
                "name": name,
                "count": one.count,
                "share": share,
                "running": sofar / total,
                "label": bar_label(name, one.count),
                "vital": share if is_vital else None,
                "other": None if is_vital else share,
                "line": _VITAL,
            }
        )
    return rows


def merged(categories: Sequence[Category], most: int) -> list[Category]:
    """Return at most `most` bars: named ones that are too many become part of the rest."""
    if len(categories) <= most:
        return list(categories)
    named = [one for one in categories if one.kind == "named"]
    blank = [one for one in categories if one.kind == "blank"]
    keep = most - 1 - len(blank)
    behind = named[keep:] + [one for one in categories if one.kind == "rest"]
    rest = Category(None, "rest", sum(one.count for one in behind), sum(one.groups for one in behind))
    return [*named[:keep], rest, *blank]


def _category_name(category: Category, lang: str) -> str:
    if category.kind == "named":
        return str(in_language(category.name, lang))
    return say(f"summary.{category.kind}", lang)
