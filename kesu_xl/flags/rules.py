"""The conditional formats on the register's own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kesu_xl.change import Look, Rule, tag
from kesu_xl.clock import Policy, State
from kesu_xl.flags.place import Place, runs
from kesu_xl.flags.row import read
from kesu_xl.flags.tones import CLOSED, TINT, TONES
from kesu_xl.notation import column_letter
from kesu_xl.wording import say

__all__ = ["RULES", "is_state", "register_rules", "register_widths", "rule_for"]

#: Beginnings of the names of what a former run left.
RULES: Final = ("flag.",)

#: Times that stand outside the clocks' group, where the year is shown.
_WITH_YEAR: Final = ("closed_at",)
#: Pixels: of one character of a case number in bold, of icon and word before it, of a cell's padding.
_DIGIT_PX: Final = 8
_WORD_PX: Final = {"zh-Hans": 76, "zh-Hant": 76, "en": 92}
_PADDING_PX: Final = 10
#: More characters than any number of a complaint has, and the pixels of the widest column that Excel knows.
_MOST_CHARS: Final = 40
_WIDEST_PX: Final = 255 * 7
#: Pixels of a done time with its shape: month and day only, or with the year.
_SHORT_PX, _LONG_PX = 112, 146


def register_rules(place: Place, policy: Policy, lang: str) -> Iterator[Rule]:
    """Yield the rules. No two of one cell ever hold at once: other programs do not keep their order."""
    own = {"case_no", "customer"} | {field for limit in policy.limits for field in limit.stop}
    if "case_no" in place.columns and "worst" in place.computed:
        # the state has its column, with shape and word: the number is only tinted
        cells = place.range_of(place.columns["case_no"])
        yield rule_for("case.breached", cells, is_state("worst", State.BREACHED), TINT)
        yield rule_for("case.closed", cells, f"{_closed()},NOT({is_state('worst', State.BREACHED)})", CLOSED)
    elif "case_no" in place.columns:
        cells = place.range_of(place.columns["case_no"])
        for state, look in TONES.items():
            word = say(f"clock.shown.{state}", lang).replace('"', '""')
            shown = f'"{word} "General;"{word} "-General;"{word} "General;"{word} "@'
            yield rule_for(f"case.{state}", cells, is_state("worst", state), _formatted(look, shown))
        flagged = _any(is_state("worst", state) for state in TONES)
        yield rule_for("case.closed", cells, f"{_closed()},NOT({flagged})", CLOSED)
    if "customer" in place.columns:
        cells = place.range_of(place.columns["customer"])
        yield rule_for("customer.breached", cells, is_state("worst", State.BREACHED), TINT)
        yield rule_for("customer.closed", cells, f"{_closed()},NOT({is_state('worst', State.BREACHED)})", CLOSED)
    yield from _stop_rules(place, policy)
    toned = {place.columns.get(name) for name in own}
    toned |= {number for key, number in place.computed.items() if key == "worst" or key.startswith("state_")}
    others = [number for number in range(1, place.right + 1) if number not in toned]
    if others:
        areas = ((column_letter(first), column_letter(last)) for first, last in runs(others))
        cells = " ".join(f"{first}{place.first_row}:{last}{place.last_covered}" for first, last in areas)
        yield rule_for("closed", cells, _closed(), CLOSED)


def _stop_rules(place: Place, policy: Policy) -> Iterator[Rule]:
    stops = dict.fromkeys(field for limit in policy.limits for field in limit.stop if field in place.columns)
    for field in stops:
        cells = place.range_of(place.columns[field])
        # what contacts stop again and again does not wait for the cell that ends it for good
        waiting = [limit for limit in policy.limits if limit.stop[:1] == (field,) and not limit.repeats]
        late = _any(
            f"AND({is_state(limit.clock, State.MET_LATE)},{read(f't_{field}')}={read(f'e_{limit.clock}')})"
            for limit in policy.limits
            if field in limit.stop
        )
        taken = [late]
        for state in (State.BREACHED, State.AT_RISK) if waiting else ():
            holds = _any(is_state(limit.clock, state) for limit in waiting)
            yield rule_for(f"{field}.{state}", cells, f"{holds},NOT({_any(taken)})", TONES[state])
            taken.append(holds)
        shown = f'"◆ "{_format_of(field)}'
        yield rule_for(f"{field}.{State.MET_LATE}", cells, late, _formatted(TONES[State.MET_LATE], shown))
        yield rule_for(f"{field}.closed", cells, f"{_closed()},NOT({_any(taken)})", CLOSED)


def rule_for(name: str, cells: str, condition: str, look: Look) -> Rule:
    """Return a rule that is known as ours."""
    return Rule(f"flag.{name}", cells, f"AND({tag(f'flag.{name}')},{condition})", look)


def _formatted(look: Look, number_format: str) -> Look:
    return Look(ground=look.ground, ink=look.ink, bold=look.bold, number_format=number_format)


def _closed() -> str:
    return f"{read('s_closed')}=1"


def _any(conditions: Iterable[str]) -> str:
    return f"OR({','.join(conditions)})"


def is_state(clock: str, state: State) -> str:
    """Return the condition that a clock, or ``worst``, is in a state."""
    return f'{read(f"s_{clock}")}="{state}"'


def _format_of(field: str) -> str:
    return "yyyy-mm-dd hh:mm" if field in _WITH_YEAR else "mm-dd hh:mm"


def register_widths(place: Place, policy: Policy, lang: str) -> Iterator[tuple[int, int]]:
    """Yield columns with the pixels that icon, word and content need."""
    if "case_no" in place.columns and "worst" not in place.computed:
        needed = min(place.case_chars, _MOST_CHARS) * _DIGIT_PX + _WORD_PX[lang] + _PADDING_PX
        yield place.columns["case_no"], min(needed, _WIDEST_PX)
    for field in dict.fromkeys(field for limit in policy.limits for field in limit.stop):
        if field in place.columns:
            yield place.columns[field], _SHORT_PX if _format_of(field).startswith("mm") else _LONG_PX
