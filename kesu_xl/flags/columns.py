"""The visible columns beside the register, for those who ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from kesu_xl.change import AddName, Cells, Change, Formula, Look, SetCells, SetRules, SetWidths, letters_of, quoted
from kesu_xl.clock import Policy, State
from kesu_xl.flags.place import Place
from kesu_xl.flags.row import read
from kesu_xl.flags.rules import is_state, rule_for
from kesu_xl.flags.tones import BRAND, BRAND_TINT, COMPUTED, FONTS, HAIRLINE, QUIET, TONES
from kesu_xl.wording import say

__all__ = ["BLOCK", "visible_columns"]

#: Hidden name of the block of cells.
BLOCK: Final = "_kesu.columns"

#: Widths in pixels.
_WORST_PX: Final = 150
_STATE_PX: Final = {"zh-Hans": 98, "zh-Hant": 98, "en": 102}
_DUE_PX: Final = 112
_LEFT_PX: Final = {"zh-Hans": 112, "zh-Hant": 112, "en": 104}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A visible column: head, formula of a row, format, alignment, width in pixels, the clock whose state it says."""

    head: str
    text: str
    number_format: str
    horizontal: Literal["left", "right"]
    width: int
    states_of: str = ""


def _shown(policy: Policy, lang: str, now: datetime | None) -> Iterator[_Shown]:
    head = "flag.head.worst" if now is None else "flag.head.worst_frozen"
    worst = say(head, lang, now=f"{now:%m-%d %H:%M}" if now else "")
    yield _Shown(worst, _word_of("worst", lang), "@", "left", _WORST_PX, "worst")
    for limit in policy.limits:
        name = say(f"clock.{limit.clock}", lang)
        due, left = (say(f"flag.head.{key}", lang, clock=name) for key in ("due", "left"))
        yield _Shown(due, read(f"d_{limit.clock}"), "mm-dd hh:mm", "left", _DUE_PX)
        yield _Shown(name, _word_of(limit.clock, lang), "@", "left", _STATE_PX[lang], limit.clock)
        yield _Shown(left, read(f"l_{limit.clock}"), say("flag.format.left", lang), "right", _LEFT_PX[lang])


def visible_columns(place: Place, policy: Policy, lang: str, now: datetime | None) -> list[Change]:
    """Return the changes that put state, due time and time left to the right of the register."""
    shown = list(_shown(policy, lang, now))
    first, last = place.right + 1, place.right + len(shown)
    font, size = FONTS[lang]
    band = Look(BRAND, "FFFFFF", True, font=font, size=9, horizontal="left", vertical="center", indent=1)
    heads = tuple(
        Look(BRAND_TINT, BRAND, True, None, font, size, column.horizontal, "top", 1, wrap=True) for column in shown
    )
    row = tuple(Formula(column.text) for column in shown)
    blocks = [
        Cells(place.header_row, place.header_row, first, tuple(column.head for column in shown), heads),
        Cells(place.first_row, place.last_row, first, row, _looks(shown, lang, COMPUTED)),
        Cells(place.last_row + 1, place.last_covered, first, row, _looks(shown, lang, None)),
    ]
    top = place.header_row
    if top > 1 and place.band:
        top -= 1
        title = (say("flag.band", lang), *(None,) * (len(shown) - 1))
        blocks.insert(0, Cells(top, top, first, title, (band,) * len(shown)))
    rules = tuple(
        rule_for(f"column.{column.states_of}.{state}", place.range_of(number), is_state(column.states_of, state), look)
        for number, column in enumerate(shown, start=first)
        if column.states_of
        for state, look in {**TONES, **QUIET}.items()
    )
    return [
        SetCells(place.sheet, tuple(blocks), BLOCK),
        AddName(BLOCK, f"{quoted(place.sheet)}!${letters_of(first)}${top}:${letters_of(last)}${place.last_covered}"),
        SetRules(place.sheet, rules),
        SetWidths(place.sheet, tuple((number, column.width) for number, column in enumerate(shown, start=first))),
    ]


def _looks(shown: Sequence[_Shown], lang: str, ground: str | None) -> tuple[Look, ...]:
    font, size = FONTS[lang]
    line = HAIRLINE if ground else None
    return tuple(
        Look(ground, None, None, column.number_format, font, size, column.horizontal, "center", 1, line_below=line)
        for column in shown
    )


def _word_of(clock: str, lang: str) -> str:
    """Return the formula that says a state with its icon."""
    states = list(State)
    codes = ",".join(f'"{state}"' for state in states)
    words = ",".join(f'"{say(f"clock.shown.{state}", lang)}"' for state in states)
    return f'IFERROR(CHOOSE(MATCH({read(f"s_{clock}")},{{{codes}}},0),{words}),"")'
