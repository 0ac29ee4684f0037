"""The 问题 sheet: how many problems there are, and each with a link to its cell, what it is and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kesu_xl.annotation.place import Marked
from kesu_xl.change import Cells, Link, Look, PutSheet, quoted
from kesu_xl.complaint import COLUMNS
from kesu_xl.problem import RULES, Level, Problem
from kesu_xl.wording import say

__all__ = ["problem_sheet"]

_SLOT: Final = 2
_FONTS: Final = {"zh-Hans": ("微软雅黑", 10), "zh-Hant": ("Microsoft JhengHei", 10), "en": ("Calibri", 11)}
_INK, _INK_2, _BRAND, _SOFT, _HEAD, _HAIRLINE, _LINK = (
    "1C2B36", "4F5F6D", "0F4C5C", "F3F6F8", "E6EBEF", "E1E6EA", "0B5CAD",
)  # fmt: skip
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
#: A cell shows so much of a value, and of a sentence that may have one in it; the register has the rest.
_SHOWN: Final = 120
_SENTENCE: Final = 600
#: Links that Excel opens on one sheet, rows of a sheet, pixels of a row.
_MOST_LINKS: Final = 65_530
_LAST_ROW: Final = 1_048_576
_TALLEST: Final = 545


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
    more = max(len(listed) - (_LAST_ROW - _FIRST_ROW), 0)
    listed = listed[: len(listed) - more]
    pen = _Pen(lang)
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
            for row, problem in enumerate(listed[:_MOST_LINKS], start=_FIRST_ROW)
            if problem.sheet
        ),
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _more(count: int, pen: _Pen) -> Iterator[Cells]:
    """Yield what stands in the last row of the sheet where it cannot hold every problem."""
    if count:
        yield Cells(_LAST_ROW, _LAST_ROW, 1, (pen.say("more", count=f"{count:,}"),), (pen.look(bold=True),))


def _heights(problems: Sequence[Problem], lang: str) -> Iterator[tuple[int, int]]:
    """Yield rows with the pixels that their longest text needs; programs do not agree on heights of their own."""
    for row, problem in enumerate(problems, start=_FIRST_ROW):
        texts = (
            _cut(problem.value, _SHOWN),
            _cut(problem.message(lang), _SENTENCE),
            _cut(problem.remedy(lang), _SENTENCE),
        )
        lines = max(-(-_pixels(text) // (width - 24)) for text, width in zip(texts, _WIDTHS[4:7], strict=True))
        yield row, min(16 + 19 * max(lines, 1), _TALLEST)


def _pixels(text: str) -> int:
    return sum(9 if character.isascii() else 15 for character in text)


class _Pen:
    """Looks in one language's font."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._font, self._size = _FONTS[lang]

    def look(self, ink: str = _INK, ground: str | None = None, *, bold: bool = False, size: float = 0,
             wrap: bool = False, line: str | None = None) -> Look:  # fmt: skip
        return Look(ground, ink, bold, None, self._font, size or self._size, "left", "center", 1, wrap, line)

    def say(self, name: str, **params: object) -> str:
        return say(f"annotation.{name}", self.lang, **params)


def _top(marked: Marked, problems: Sequence[Problem], pen: _Pen, heading: str) -> Iterator[Cells]:
    band, under = pen.look("FFFFFF", _BRAND, bold=True, size=16), pen.look("CFE3E8", _BRAND, size=9)
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
    soft = pen.look(_INK_2, _SOFT, size=9)
    for place, (label, number, note) in zip((1, 3, 5, 6), cards, strict=True):
        yield Cells(_CARDS_ROW - 1, _CARDS_ROW - 1, place, (label,), (soft,))
        yield Cells(_CARDS_ROW, _CARDS_ROW, place, (number,), (pen.look(_INK, _SOFT, bold=True, size=18),))
        yield Cells(_CARDS_ROW + 1, _CARDS_ROW + 1, place, (note,), (soft,))
    most = Counter(problem.code for problem in problems if problem.level != "info").most_common(1)
    if most:
        code, times = most[0]
        yield Cells(_CARDS_ROW - 1, _CARDS_ROW - 1, 7, (pen.say("most"),), (soft,))
        shown = pen.say("most_is", times=times, what=RULES[code].what(pen.lang), code=code)
        yield Cells(_CARDS_ROW, _CARDS_ROW, 7, (shown,), (pen.look(_INK, _SOFT, bold=True, wrap=True),))
        yield Cells(_CARDS_ROW + 1, _CARDS_ROW + 1, 7, (None,), (soft,))


def _head(pen: _Pen) -> Iterator[Cells]:
    look = pen.look(_INK, _HEAD, bold=True, line=_BRAND)
    yield Cells(_HEAD_ROW, _HEAD_ROW, 1, tuple(pen.say(f"head_{name}") for name in _COLUMNS), (look,) * len(_COLUMNS))


def _list(marked: Marked, problems: Sequence[Problem], pen: _Pen) -> Iterator[Cells]:
    plain, bold = pen.look(wrap=True, line=_HAIRLINE), pen.look(bold=True, wrap=True, line=_HAIRLINE)
    link, quiet = pen.look(_LINK, line=_HAIRLINE), pen.look(_INK_2, line=_HAIRLINE)
    levels = {
        level: pen.look(ink, ground, bold=is_bold, line=_HAIRLINE) for level, (ground, ink, is_bold) in _LEVELS.items()
    }
    for row, problem in enumerate(problems, start=_FIRST_ROW):
        column = COLUMNS.get(problem.field)
        where = problem.cell or problem.sheet
        if problem.row >= marked.first_row and problem.field in marked.columns and marked.by_address(problem):
            where = pen.say("by_address", cell=where)
        values = (
            f"{_ICONS[problem.level]} {pen.say(f'level_{problem.level}')}",
            where,
            _cut(problem.case_no, _SHOWN),
            column.say(pen.lang) if column else "",
            _cut(problem.value, _SHOWN),
            _cut(problem.message(pen.lang), _SENTENCE),
            _cut(problem.remedy(pen.lang), _SENTENCE),
            problem.code,
        )
        place = link if row < _FIRST_ROW + _MOST_LINKS else quiet
        yield Cells(row, row, 1, values, (levels[problem.level], place, plain, bold, plain, plain, plain, quiet))
