"""The visible columns: state, due time and time left of every clock.

A register of `kesu new` has them among its own columns; beside other people's they stand for those who ask for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from kesu_xl.change import AddName, Cells, Change, Formula, Look, Rule, SetCells, SetRules, SetWidths
from kesu_xl.clock import Policy, State
from kesu_xl.flags.place import Place
from kesu_xl.flags.row import read
from kesu_xl.flags.rules import is_state, rule_for
from kesu_xl.flags.tones import BRAND, BRAND_TINT, COMPUTED, FONTS, HAIRLINE, QUIET, TONES
from kesu_xl.notation import column_letter, quoted
from kesu_xl.wording import LANGUAGES, say

__all__ = ["BLOCK", "WORST", "Shown", "computed_in", "shown_columns", "visible_columns"]

#: Hidden name of the block of cells.
BLOCK: Final = "_kesu.columns"
#: Key of the column that says the worst state of all clocks.
WORST: Final = "worst"

#: Widths in pixels.
_WORST_PX: Final = 150
_STATE_PX: Final = {"zh-Hans": 98, "zh-Hant": 98, "en": 102}
_DUE_PX: Final = 112
_LEFT_PX: Final = {"zh-Hans": 112, "zh-Hant": 112, "en": 104}


@dataclass(frozen=True, slots=True)
class Shown:
    """A visible column.

    Attributes:
        key: `WORST`, or ``due_``, ``state_`` or ``left_`` and the name of the clock.
        head: Its head; no two are the same, nor that of a column of the register.
        text: Formula of a row; the same in every row.
        number_format: Format of its values.
        horizontal: Where they stand.
        width: Pixels.
        states_of: The clock whose state it says, ``worst``, or "".
    """

    key: str
    head: str
    text: str
    number_format: str
    horizontal: Literal["left", "right"]
    width: int
    states_of: str = ""


def shown_columns(policy: Policy, lang: str, now: datetime | None = None) -> Iterator[Shown]:
    """Yield the columns that show clocks: the worst state, then due time, state and time left of each clock.

    Args:
        policy: The clocks.
        lang: Language of heads and states.
        now: A time that freezes the verdicts; the first head says it.
    """
    head = "flag.head.worst" if now is None else "flag.head.worst_frozen"
    worst = say(head, lang, now=f"{now:%m-%d %H:%M}" if now else "")
    # a table may grow beyond the rows that are flagged: there nobody knows
    unknown = say("clock.shown.unknown", lang)
    told = f'IFERROR(IF(ISBLANK({read("s_worst")}),"{unknown}",{_word_of("worst", lang)}),"")'
    yield Shown(WORST, worst, told, "General", "left", _WORST_PX, "worst")
    for limit in policy.limits:
        clock = limit.clock
        name = say(f"clock.{clock}", lang)
        due, state, left = (say(f"flag.head.{key}", lang, clock=name) for key in ("due", "state", "left"))
        yield Shown(f"due_{clock}", due, _number_of(f"d_{clock}"), "mm-dd hh:mm", "left", _DUE_PX)
        yield Shown(f"state_{clock}", state, _word_of(clock, lang), "General", "left", _STATE_PX[lang], clock)
        left_format = say("flag.format.left", lang)
        yield Shown(f"left_{clock}", left, _number_of(f"l_{clock}"), left_format, "right", _LEFT_PX[lang])


def computed_in(heads: Mapping[int, str], policy: Policy) -> dict[str, int]:
    """Return which of a register's own computed columns is which: key -> column number.

    Args:
        heads: Column number -> head, in any language.
        policy: The clocks that are looked for.
    """
    keys = {shown.head: shown.key for lang in LANGUAGES for shown in shown_columns(policy, lang)}
    found: dict[str, int] = {}
    for column, head in sorted(heads.items()):
        if head in keys:
            found.setdefault(keys[head], column)
    return found


def visible_columns(place: Place, policy: Policy, lang: str, now: datetime | None, *, beside: bool) -> Iterator[Change]:
    """Yield the changes that fill the register's own computed columns, and put the others to its right.

    Args:
        place: Where the register is.
        policy: Its clocks.
        lang: Language of heads and states.
        now: A time that freezes the verdicts, or None.
        beside: Put those to the right that it does not have.
    """
    shown = list(shown_columns(policy, lang, now))
    inside = {place.computed[column.key]: column for column in shown if column.key in place.computed}
    if inside:
        blocks = [
            Cells(place.first_row, place.last_row, number, (Formula(column.text),)) for number, column in inside.items()
        ]
        yield SetCells(place.sheet, tuple(blocks))
        yield SetRules(place.sheet, tuple(_rules(place, inside)))
    more = [column for column in shown if column.key not in place.computed]
    if beside and more:
        yield from _beside(place, more, lang)


def _beside(place: Place, shown: Sequence[Shown], lang: str) -> Iterator[Change]:
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
    numbered = dict(enumerate(shown, start=first))
    yield SetCells(place.sheet, tuple(blocks), BLOCK)
    yield AddName(
        BLOCK, f"{quoted(place.sheet)}!${column_letter(first)}${top}:${column_letter(last)}${place.last_covered}"
    )
    yield SetRules(place.sheet, tuple(_rules(place, numbered)))
    yield SetWidths(place.sheet, tuple((number, column.width) for number, column in numbered.items()))


def _rules(place: Place, shown: Mapping[int, Shown]) -> Iterator[Rule]:
    """Yield the rules that colour states."""
    for number, column in shown.items():
        for state, look in {**TONES, **QUIET}.items() if column.states_of else ():
            name = f"column.{column.states_of}.{state}"
            yield rule_for(name, place.range_of(number), is_state(column.states_of, state), look)


def _looks(shown: Sequence[Shown], lang: str, ground: str | None) -> tuple[Look, ...]:
    font, size = FONTS[lang]
    line = HAIRLINE if ground else None
    return tuple(
        Look(ground, None, None, column.number_format, font, size, column.horizontal, "center", 1, line_below=line)
        for column in shown
    )


def _number_of(key: str) -> str:
    """Return the formula that reads a number; an empty text where there is none, also in a row not flagged yet."""
    return f'IFERROR(IF(ISBLANK({read(key)}),"",{read(key)}),"")'


def _word_of(clock: str, lang: str) -> str:
    """Return the formula that says a state with its icon."""
    states = list(State)
    codes = ",".join(f'"{state}"' for state in states)
    words = ",".join(f'"{say(f"clock.shown.{state}", lang)}"' for state in states)
    return f'IFERROR(CHOOSE(MATCH({read(f"s_{clock}")},{{{codes}}},0),{words}),"")'
