"""The 问题 sheet: how many problems there are, and each with a link to its cell, what it is and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kesu_xl.annotation.frame import (
    CARDS_ROW,
    FIRST_ROW,
    HEAD_ROW,
    band,
    card,
    head,
    link_to,
    list_sheet,
    more,
    that_fit,
)
from kesu_xl.annotation.pen import HAIRLINE, INK, INK_2, LINK, MOST_LINKS, SENTENCE, SOFT, Pen, cut, height
from kesu_xl.annotation.place import Marked
from kesu_xl.change import Cells, PutSheet
from kesu_xl.complaint import COLUMNS
from kesu_xl.problem import RULES, Level, Problem

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


def problem_sheet(marked: Marked, problems: Sequence[Problem], lang: str, heading: str) -> PutSheet:
    """Return the sheet with every problem, the worst first, then by row.

    Args:
        marked: Where the register is.
        problems: Its problems.
        lang: Language of the sheet.
        heading: What stands under its title.
    """
    order = list(_LEVELS)
    by_level = sorted(problems, key=lambda problem: (order.index(problem.level), problem.row))
    listed, others = that_fit(by_level)
    pen = Pen("annotation", lang)
    heads = [pen.say(f"head_{name}") for name in _COLUMNS]
    return list_sheet(
        _SLOT,
        pen.say("sheet"),
        (
            *_top(marked, problems, pen, heading),
            head(HEAD_ROW, heads, pen, wrap=False),
            *_list(marked, listed, pen),
            *more(others, pen),
        ),
        (
            link_to(row, 2, problem.sheet, problem.cell or "A1")
            for row, problem in enumerate(listed[:MOST_LINKS], start=FIRST_ROW)
            if problem.sheet
        ),
        _WIDTHS,
        list(_heights(listed, lang)),
        frozen_columns=2,
        head_height=34,
    )


def _heights(problems: Sequence[Problem], lang: str) -> Iterator[int]:
    """Yield the pixels that the longest text of each row needs; programs do not agree on heights of their own."""
    for problem in problems:
        texts = (cut(problem.value), cut(problem.message(lang), SENTENCE), cut(problem.remedy(lang), SENTENCE))
        yield height(zip(texts, _WIDTHS[4:7], strict=True))


def _top(marked: Marked, problems: Sequence[Problem], pen: Pen, heading: str) -> Iterator[Cells]:
    yield from band(len(_COLUMNS), pen.say("title"), heading, pen)
    counts = Counter(problem.level for problem in problems)
    rows = {level: len({p.row for p in problems if p.level == level and p.row}) for level in _LEVELS}
    cards: list[tuple[str, int, str]] = [
        (f"{_ICONS[level]} {pen.say(f'level_{level}')}", counts[level], pen.say("in_rows", rows=rows[level]))
        for level in _LEVELS
    ]
    cards.append((pen.say("clean"), marked.clean_rows, pen.say("of_rows", rows=marked.rows)))
    for column, (label, number, note) in zip((1, 3, 5, 6), cards, strict=True):
        yield from card(column, label, number, note, pen)
    most = Counter(problem.code for problem in problems if problem.level != "info").most_common(1)
    if most:
        code, times = most[0]
        soft = pen.look(INK_2, SOFT, size=9)
        yield Cells(CARDS_ROW - 1, CARDS_ROW - 1, 7, (pen.say("most"),), (soft,))
        shown = pen.say("most_is", times=times, what=RULES[code].what(pen.lang), code=code)
        yield Cells(CARDS_ROW, CARDS_ROW, 7, (shown,), (pen.look(INK, SOFT, bold=True, wrap=True),))
        yield Cells(CARDS_ROW + 1, CARDS_ROW + 1, 7, (None,), (soft,))


def _list(marked: Marked, problems: Sequence[Problem], pen: Pen) -> Iterator[Cells]:
    plain, bold = pen.look(wrap=True, line=HAIRLINE), pen.look(bold=True, wrap=True, line=HAIRLINE)
    link, quiet = pen.look(LINK, line=HAIRLINE), pen.look(INK_2, line=HAIRLINE)
    levels = {
        level: pen.look(ink, ground, bold=is_bold, line=HAIRLINE) for level, (ground, ink, is_bold) in _LEVELS.items()
    }
    for row, problem in enumerate(problems, start=FIRST_ROW):
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
        place = link if row < FIRST_ROW + MOST_LINKS else quiet
        yield Cells(row, row, 1, values, (levels[problem.level], place, plain, bold, plain, plain, plain, quiet))
