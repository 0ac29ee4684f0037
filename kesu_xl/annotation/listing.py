"""The 问题 sheet: how many problems there are, and each with a link to its cell, what it is and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kesu_xl.annotation.pen import (
    BRAND,
    HAIRLINE,
    HEAD,
    INK,
    INK_2,
    LINK,
    MOST_LINKS,
    SENTENCE,
    SOFT,
    Pen,
    cut,
    height,
)  # fmt: skip
from kesu_xl.annotation.place import Marked
from kesu_xl.change import ROW_LIMIT, Cells, Link, PutSheet, quoted
from kesu_xl.complaint import COLUMNS
from kesu_xl.problem import RULES, Level, Problem
from kesu_xl.wording import say

__all__ = ["problem_sheet"]

_SLOT: Final = 2
#: Ground, text and weight of the level cell.
_LEVELS: Final[dict[Level, tuple[str | None, str, bool]]] = {
    "error": ("A4161A", "FFFFFF", True),
    "warning": ("FFD262", "4A3200", True),
    "info": (None, "35526B", False),
}
_ICONS: Final = {"error": "■", "warning": "▲", "info": "○"}
_COLUMNS: Final = ("level", "place", "case_no", "column", "value", "what", "remedy", "rule")
_WIDTHS: Final = (92, 94, 130, 122, 180, 330, 330, 64)
_CARDS_ROW, _HEAD_ROW, _FIRST_ROW = 4, 7, 8


def problem_sheet(marked: Marked, problems: Sequence[Problem], lang: str, heading: str) -> PutSheet:
    """Return the sheet with every problem, the worst first, then by row.

    Args:
        marked: Where the register is.
        problems: Its problems.
        lang: Language of the sheet.
        heading: What stands under its title.
    """
    order = list(_LEVELS)
    listed = sorted(problems, key=lambda problem: (order.index(problem.level), problem.row))
    more = max(len(listed) - (ROW_LIMIT - _FIRST_ROW), 0)
    listed = listed[: len(listed) - more]
    pen = Pen("annotation", lang)
    return PutSheet(
        _SLOT,
        say("annotation.sheet", lang),
        "visible",
        (*_top(marked, problems, pen, heading), *_head(pen), *_list(marked, listed, pen), *_more(more, pen)),
        widths=tuple(enumerate(_WIDTHS, start=1)),
        heights=((1, 40), (2, 24), (3, 22), (4, 34), (5, 22), (6, 10), (7, 34), *_heights(listed, lang)),
        printed=True,
        frozen_rows=_HEAD_ROW,
        frozen_columns=2,
        filtered=f"A{_HEAD_ROW}:H{max(_HEAD_ROW + len(listed), _FIRST_ROW)}",
        links=tuple(
            Link(row, 2, f"{quoted(problem.sheet)}!{problem.cell or 'A1'}")
            for row, problem in enumerate(listed[:MOST_LINKS], start=_FIRST_ROW)
            if problem.sheet
        ),
    )


def _more(count: int, pen: Pen) -> Iterator[Cells]:
    """Yield what stands in the last row of the sheet where it cannot hold every problem."""
    if count:
        yield Cells(ROW_LIMIT, ROW_LIMIT, 1, (pen.say("more", count=f"{count:,}"),), (pen.look(bold=True),))


def _heights(problems: Sequence[Problem], lang: str) -> Iterator[tuple[int, int]]:
    """Yield rows with the pixels that their longest text needs; programs do not agree on heights of their own."""
    for row, problem in enumerate(problems, start=_FIRST_ROW):
        texts = (cut(problem.value), cut(problem.message(lang), SENTENCE), cut(problem.remedy(lang), SENTENCE))
        yield row, height(zip(texts, _WIDTHS[4:7], strict=True))


def _top(marked: Marked, problems: Sequence[Problem], pen: Pen, heading: str) -> Iterator[Cells]:
    band, under = pen.look("FFFFFF", BRAND, bold=True, size=16), pen.look("CFE3E8", BRAND, size=9)
    width = len(_COLUMNS)
    yield Cells(1, 1, 1, (pen.say("title"), *[None] * (width - 1)), (band,) * width)
    yield Cells(2, 2, 1, (heading, *[None] * (width - 1)), (under,) * width)
    counts = Counter(problem.level for problem in problems)
    rows = {level: len({p.row for p in problems if p.level == level and p.row}) for level in _LEVELS}
    cards: list[tuple[str, int, str]] = [
        (f"{_ICONS[level]} {pen.say(f'level_{level}')}", counts[level], pen.say("in_rows", rows=rows[level]))
        for level in _LEVELS
    ]
    cards.append((pen.say("clean"), marked.clean_rows, pen.say("of_rows", rows=marked.rows)))
    soft = pen.look(INK_2, SOFT, size=9)
    for place, (label, number, note) in zip((1, 3, 5, 6), cards, strict=True):
        yield Cells(_CARDS_ROW - 1, _CARDS_ROW - 1, place, (label,), (soft,))
        yield Cells(_CARDS_ROW, _CARDS_ROW, place, (number,), (pen.look(INK, SOFT, bold=True, size=18),))
        yield Cells(_CARDS_ROW + 1, _CARDS_ROW + 1, place, (note,), (soft,))
    most = Counter(problem.code for problem in problems if problem.level != "info").most_common(1)
    if most:
        code, times = most[0]
        yield Cells(_CARDS_ROW - 1, _CARDS_ROW - 1, 7, (pen.say("most"),), (soft,))
        shown = pen.say("most_is", times=times, what=RULES[code].what(pen.lang), code=code)
        yield Cells(_CARDS_ROW, _CARDS_ROW, 7, (shown,), (pen.look(INK, SOFT, bold=True, wrap=True),))
        yield Cells(_CARDS_ROW + 1, _CARDS_ROW + 1, 7, (None,), (soft,))


def _head(pen: Pen) -> Iterator[Cells]:
    look = pen.look(INK, HEAD, bold=True, line=BRAND)
    yield Cells(_HEAD_ROW, _HEAD_ROW, 1, tuple(pen.say(f"head_{name}") for name in _COLUMNS), (look,) * len(_COLUMNS))


def _list(marked: Marked, problems: Sequence[Problem], pen: Pen) -> Iterator[Cells]:
    plain, bold = pen.look(wrap=True, line=HAIRLINE), pen.look(bold=True, wrap=True, line=HAIRLINE)
    link, quiet = pen.look(LINK, line=HAIRLINE), pen.look(INK_2, line=HAIRLINE)
    levels = {
        level: pen.look(ink, ground, bold=is_bold, line=HAIRLINE) for level, (ground, ink, is_bold) in _LEVELS.items()
    }
    for row, problem in enumerate(problems, start=_FIRST_ROW):
        column = COLUMNS.get(problem.field)
        where = problem.cell or problem.sheet
        if problem.row >= marked.first_row and problem.field in marked.columns and marked.by_address(problem):
            where = pen.say("by_address", cell=where)
        values = (
            f"{_ICONS[problem.level]} {pen.say(f'level_{problem.level}')}",
            where,
            cut(problem.case_no),
            column.say(pen.lang) if column else "",
            cut(problem.value),
            cut(problem.message(pen.lang), SENTENCE),
            cut(problem.remedy(pen.lang), SENTENCE),
            problem.code,
        )
        place = link if row < _FIRST_ROW + MOST_LINKS else quiet
        yield Cells(row, row, 1, values, (levels[problem.level], place, plain, bold, plain, plain, plain, quiet))
