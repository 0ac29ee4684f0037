"""From a policy to the changes that mark a register's cells live.

One hidden sheet works out due time and state of every clock, row beside row with the register; conditional formats
on the register read it through defined names. Both follow the row they stand in, so a sort, an inserted or a deleted
row never gives a complaint another one's verdict. Nothing visible is added unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from kesu_xl.change import (
    AddName,
    Cells,
    Change,
    DropOurs,
    Formula,
    Look,
    PutSheet,
    Rule,
    SetCells,
    SetRules,
    SetWidths,
    tag,
)
from kesu_xl.clock import Policy, State, formula
from kesu_xl.complaint import COLUMNS, Group
from kesu_xl.wording import say

__all__ = ["BLOCK", "SLOT", "Place", "flag_changes"]

#: Number of our hidden sheet.
SLOT: Final = 1
#: Hidden name of the visible columns of `flag_changes`.
BLOCK: Final = "_kesu.columns"

_SHEET: Final = "_kesu"
_NOW: Final = "kesu_now"
#: Present in whole seconds, on the hidden sheet.
_NOW_S: Final = "$A$2"
#: Excel's day 0; a date before March 1900 is no date of a complaint.
_DAY_0: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial has no zone
#: What a former run left, and the plain grey of closed rows in a new register, which would overlap with ours.
_RULES_BEFORE: Final = ("flag.", "over")
_NAMES_BEFORE: Final = ("kesu_c_", "kesu_s_", "kesu_t_", "kesu_e_", "kesu_d_", "kesu_l_")
#: A row with nothing but a number is a prepared one, not a complaint.
_CONTENT: Final = ("customer", "defect")

_INK_2, _SOFT, _COMPUTED, _BRAND, _BRAND_TINT, _HAIRLINE = "4F5F6D", "F3F6F8", "EEF4F5", "0F4C5C", "DCEBEE", "E1E6EA"
_CLOSED: Final = Look(ink="616E79")
_TINT: Final = Look(ground="FBE5E3", ink="A4161A")
#: Only breached is dark: that holds in greyscale and for the colour-blind.
_TONES: Final = {
    State.BREACHED: Look(ground="A4161A", ink="FFFFFF", bold=True),
    State.AT_RISK: Look(ground="FFD262", ink="4A3200", bold=True),
    State.PAUSED: Look(ground="E6E1F3", ink="4A3A80"),
    State.UNKNOWN: Look(ground=_SOFT, ink=_INK_2),
    State.MET_LATE: Look(ground="F0DEDA", ink="7A2219"),
}
_QUIET: Final = {State.MET: Look(ink="1E6B4F"), State.RUNNING: Look(ink="35526B")}
_FONTS: Final = {"zh-Hans": ("微软雅黑", 10), "zh-Hant": ("Microsoft JhengHei", 10), "en": ("Calibri", 11)}
#: Pixels: of one character of a case number in bold, of icon and word before it, of a cell's padding.
_DIGIT_PX: Final = 8
_WORD_PX: Final = {"zh-Hans": 76, "zh-Hant": 76, "en": 92}
_PADDING_PX: Final = 10
#: Pixels of a done time with its shape: month and day only, or with the year.
_SHORT_PX, _LONG_PX = 112, 146
_STATE_PX: Final = {"zh-Hans": 98, "zh-Hant": 98, "en": 102}
_WORST_PX: Final = 130
_DUE_PX: Final = 112
_LEFT_PX: Final = {"zh-Hans": 112, "zh-Hant": 112, "en": 104}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the register is.

    Attributes:
        sheet: Name of its sheet.
        header_row: Row of the heads; titles may stand above.
        first_row: First complaint.
        last_row: Last complaint.
        columns: field -> column number, from 1.
        right: Last column in use; without our own visible columns, which the name `BLOCK` tells.
        case_chars: Length of the longest complaint number.
    """

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    right: int
    case_chars: int = 11

    @property
    def last_covered(self) -> int:
        """The last row that is flagged: new complaints are, as soon as they are typed."""
        return self.last_row + max(500, (self.last_row - self.first_row) // 5)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the hidden sheet: its letters, what it holds, the formula of a row."""

    letters: str
    key: str
    text: str
    number_format: str | None = None


def flag_changes(
    place: Place, policy: Policy, lang: str, now: datetime | None, *, add_columns: bool = False
) -> list[Change]:
    """Return the changes that flag a register; applied again, they replace what they put there.

    Args:
        place: Where the register is.
        policy: Its clocks.
        lang: Language of the words in the cells.
        now: A time that freezes the verdicts, in the register's zone; None: they follow the clock of the computer.
        add_columns: Also put visible columns to the right of the register: state, due time and time left.
    """
    columns = _hidden_columns(place, policy, with_left=add_columns)
    return [
        DropOurs(rules=_RULES_BEFORE, names=_NAMES_BEFORE, blocks=(BLOCK,)),
        *(_visible_columns(place, policy, lang, now) if add_columns else ()),
        _hidden_sheet(place, columns, lang, now),
        *_names(place, columns),
        SetRules(place.sheet, tuple(_rules(place, policy, lang))),
        SetWidths(place.sheet, tuple(_widths(place, policy, lang))),
    ]


# --- the hidden sheet ---------------------------------------------------------------------------------------------


def _hidden_columns(place: Place, policy: Policy, *, with_left: bool) -> list[_Column]:
    made: dict[str, _Column] = {}

    def add(key: str, text: str, number_format: str | None = None) -> str:
        # Column A belongs to the present time.
        made[key] = _Column(_letters(len(made) + 2), key, text, number_format)
        return here(key)

    def here(key: str) -> str:
        return f"${made[key].letters}{{row}}" if key in made else "0"

    def cell(field: str) -> str:
        return here(f"t_{field}")

    def raw(field: str) -> str:
        return f"INDEX(kesu_c_{field},ROW())"

    for field in policy.times:
        if field in place.columns:
            add(f"t_{field}", formula.time_of(raw(field)))
    for field in dict.fromkeys(other for limit in policy.limits for _, other in limit.together):
        if field in place.columns:
            add(f"t_{field}", formula.filled(raw(field)))
    content = [f"{cell(field)}<>0" for field in policy.times if field in place.columns]
    content += [f"{formula.filled(raw(field))}=1" for field in _CONTENT if field in place.columns]
    case = add("case", f"IF(OR({','.join(content) or 'FALSE'}),1,0)")
    status = "status" in place.columns
    decided = add("decided", formula.is_one_of(raw("status"), formula.DECIDED_WORDS) if status else "0")
    add("s_closed", formula.is_one_of(raw("status"), formula.CLOSED_WORDS) if status else "0")
    for limit in policy.limits:
        name = limit.clock
        begun = add(f"b_{name}", formula.start(limit, cell))
        stopped = add(f"e_{name}", formula.stop(limit, cell, begun, decided))
        is_there = f"AND({case}=1,{formula.exists(limit, cell, begun)})"
        lacking = limit.stop[0] not in place.columns or not any(field in place.columns for field in limit.start)
        if lacking:
            due, state, left = '""', f'"{State.UNKNOWN}"', '""'
        else:
            due = formula.due(limit, begun)
            state = formula.state(limit, policy, begun, stopped, _NOW_S)
            left = formula.hours_left(limit, begun, stopped, _NOW_S)
        add(f"d_{name}", f'IF({is_there},{due},"")', "yyyy-mm-dd hh:mm:ss")
        add(f"s_{name}", f'IF({is_there},{state},"")')
        if with_left:
            add(f"l_{name}", f'IF({is_there},{left},"")', "0.0")
    add("s_worst", formula.worst_of(here(f"s_{limit.clock}") for limit in policy.limits))
    return list(made.values())


def _hidden_sheet(place: Place, columns: Sequence[_Column], lang: str, now: datetime | None) -> PutSheet:
    present: Formula | float = Formula("NOW()") if now is None else _serial(now)
    note = say("flag.note.live", lang) if now is None else say("flag.note.frozen", lang, now=f"{now:%Y-%m-%d %H:%M:%S}")
    plain = Look(number_format="yyyy-mm-dd hh:mm:ss")
    return PutSheet(
        SLOT,
        _SHEET,
        "hidden",
        (
            Cells(1, 1, 1, (present,), (plain,)),
            Cells(2, 2, 1, (Formula("ROUND($A$1*86400,0)"),)),
            Cells(3, 3, 1, (note,)),
            Cells(place.header_row, place.header_row, 2, tuple(column.key for column in columns)),
            Cells(
                place.first_row,
                place.last_covered,
                2,
                tuple(Formula(column.text) for column in columns),
                tuple(Look(number_format=column.number_format) if column.number_format else None for column in columns),
            ),
        ),
    )


def _names(place: Place, columns: Sequence[_Column]) -> Iterator[AddName]:
    yield AddName(_NOW, "$A$1", hidden=False, slot=SLOT)
    used = {column.key for column in columns}
    for field, number in place.columns.items():
        if f"t_{field}" in used or field in ("status", *_CONTENT):
            letters = _letters(number)
            yield AddName(f"kesu_c_{field}", f"{_quoted(place.sheet)}!${letters}:${letters}")
    for column in columns:
        if column.key.startswith(("s_", "t_", "e_", "d_", "l_")):
            yield AddName(f"kesu_{column.key}", f"${column.letters}:${column.letters}", slot=SLOT)


# --- conditional formats ------------------------------------------------------------------------------------------


def _rules(place: Place, policy: Policy, lang: str) -> Iterator[Rule]:
    """Yield the rules. No two of one cell ever hold at once: other programs do not keep their order."""
    own = {limit.stop[0] for limit in policy.limits} | {"case_no", "customer"}
    own |= {field for limit in policy.limits for field in limit.stop}
    if "case_no" in place.columns:
        cells = _range(place, "case_no")
        for state, look in _TONES.items():
            word = say(f"clock.shown.{state}", lang).replace('"', '""')
            shown = f'"{word} "General;"{word} "-General;"{word} "General;"{word} "@'
            yield _rule(f"case.{state}", cells, _is("worst", state), _formatted(look, shown))
        flagged = _any(_is("worst", state) for state in _TONES)
        yield _rule("case.closed", cells, f"{_closed()},NOT({flagged})", _CLOSED)
    if "customer" in place.columns:
        cells = _range(place, "customer")
        yield _rule("customer.breached", cells, _is("worst", State.BREACHED), _TINT)
        yield _rule("customer.closed", cells, f"{_closed()},NOT({_is('worst', State.BREACHED)})", _CLOSED)
    yield from _stop_rules(place, policy)
    others = [number for number in range(1, place.right + 1) if number not in {place.columns.get(name) for name in own}]
    if others:
        cells = " ".join(
            f"{_letters(first)}{place.first_row}:{_letters(last)}{place.last_covered}" for first, last in _runs(others)
        )
        yield _rule("closed", cells, _closed(), _CLOSED)


def _stop_rules(place: Place, policy: Policy) -> Iterator[Rule]:
    stops = dict.fromkeys(field for limit in policy.limits for field in limit.stop if field in place.columns)
    for field in stops:
        cells = _range(place, field)
        waiting = [limit for limit in policy.limits if limit.stop[0] == field]
        late = _any(
            f"AND({_is(limit.clock, State.MET_LATE)},{_read(f't_{field}')}={_read(f'e_{limit.clock}')})"
            for limit in policy.limits
            if field in limit.stop
        )
        taken = [late]
        for state in (State.BREACHED, State.AT_RISK) if waiting else ():
            holds = _any(_is(limit.clock, state) for limit in waiting)
            yield _rule(f"{field}.{state}", cells, f"{holds},NOT({_any(taken)})", _TONES[state])
            taken.append(holds)
        shown = f'"◆ "{_format_of(field)}'
        yield _rule(f"{field}.{State.MET_LATE}", cells, late, _formatted(_TONES[State.MET_LATE], shown))
        yield _rule(f"{field}.closed", cells, f"{_closed()},NOT({_any(taken)})", _CLOSED)


def _rule(name: str, cells: str, condition: str, look: Look) -> Rule:
    return Rule(f"flag.{name}", cells, f"AND({tag(f'flag.{name}')},{condition})", look)


def _formatted(look: Look, number_format: str) -> Look:
    return Look(ground=look.ground, ink=look.ink, bold=look.bold, number_format=number_format)


def _read(key: str) -> str:
    return f"INDEX(kesu_{key},ROW())"


def _closed() -> str:
    return f"{_read('s_closed')}=1"


def _any(conditions: Iterable[str]) -> str:
    return f"OR({','.join(conditions)})"


def _is(clock: str, state: State) -> str:
    return f'{_read(f"s_{clock}")}="{state}"'


def _format_of(field: str) -> str:
    return "mm-dd hh:mm" if COLUMNS[field].group is Group.CLOCKS else "yyyy-mm-dd hh:mm"


def _range(place: Place, field: str) -> str:
    letters = _letters(place.columns[field])
    return f"{letters}{place.first_row}:{letters}{place.last_covered}"


def _widths(place: Place, policy: Policy, lang: str) -> Iterator[tuple[int, int]]:
    if "case_no" in place.columns:
        yield place.columns["case_no"], place.case_chars * _DIGIT_PX + _WORD_PX[lang] + _PADDING_PX
    for field in dict.fromkeys(field for limit in policy.limits for field in limit.stop):
        if field in place.columns:
            yield place.columns[field], _SHORT_PX if _format_of(field).startswith("mm") else _LONG_PX


# --- visible columns ----------------------------------------------------------------------------------------------


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
        yield _Shown(due, _read(f"d_{limit.clock}"), "mm-dd hh:mm", "left", _DUE_PX)
        yield _Shown(name, _word_of(limit.clock, lang), "@", "left", _STATE_PX[lang], limit.clock)
        yield _Shown(left, _read(f"l_{limit.clock}"), say("flag.format.left", lang), "right", _LEFT_PX[lang])


def _visible_columns(place: Place, policy: Policy, lang: str, now: datetime | None) -> list[Change]:
    shown = list(_shown(policy, lang, now))
    first, last = place.right + 1, place.right + len(shown)
    font, size = _FONTS[lang]
    band = Look(_BRAND, "FFFFFF", True, font=font, size=9, horizontal="left", vertical="center", indent=1)
    heads = tuple(
        Look(_BRAND_TINT, _BRAND, True, None, font, size, column.horizontal, "top", 1, wrap=True) for column in shown
    )
    row = tuple(Formula(column.text) for column in shown)
    blocks = [
        Cells(place.header_row, place.header_row, first, tuple(column.head for column in shown), heads),
        Cells(place.first_row, place.last_row, first, row, _looks(shown, lang, _COMPUTED)),
        Cells(place.last_row + 1, place.last_covered, first, row, _looks(shown, lang, None)),
    ]
    top = place.header_row
    if top > 1:
        top -= 1
        title = (say("flag.band", lang), *(None,) * (len(shown) - 1))
        blocks.insert(0, Cells(top, top, first, title, (band,) * len(shown)))
    rules = tuple(
        _rule(f"column.{column.states_of}.{state}", _span(place, number), _is(column.states_of, state), look)
        for number, column in enumerate(shown, start=first)
        if column.states_of
        for state, look in {**_TONES, **_QUIET}.items()
    )
    return [
        SetCells(place.sheet, tuple(blocks)),
        AddName(BLOCK, f"{_quoted(place.sheet)}!${_letters(first)}${top}:${_letters(last)}${place.last_covered}"),
        SetRules(place.sheet, rules),
        SetWidths(place.sheet, tuple((number, column.width) for number, column in enumerate(shown, start=first))),
    ]


def _looks(shown: Sequence[_Shown], lang: str, ground: str | None) -> tuple[Look, ...]:
    font, size = _FONTS[lang]
    line = _HAIRLINE if ground else None
    return tuple(
        Look(ground, None, None, column.number_format, font, size, column.horizontal, "center", 1, line_below=line)
        for column in shown
    )


def _word_of(clock: str, lang: str) -> str:
    """Return the formula that says a state with its icon."""
    states = list(State)
    codes = ",".join(f'"{state}"' for state in states)
    words = ",".join(f'"{say(f"clock.shown.{state}", lang)}"' for state in states)
    return f'IFERROR(CHOOSE(MATCH({_read(f"s_{clock}")},{{{codes}}},0),{words}),"")'


def _span(place: Place, number: int) -> str:
    return f"{_letters(number)}{place.first_row}:{_letters(number)}{place.last_covered}"


# --- addresses ----------------------------------------------------------------------------------------------------


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _letters(number: int) -> str:
    """Return the letters of a column: 28 -> ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbours in a rising sequence."""
    first = numbers[0]
    for before, number in zip(numbers, (*numbers[1:], None), strict=True):
        if number is None or number != before + 1:
            yield first, before
            first = number or 0


def _serial(moment: datetime) -> float:
    """Return a wall time as Excel counts it, rounded to the second."""
    passed = moment.replace(tzinfo=None) - _DAY_0
    return round(passed.total_seconds()) / 86400
