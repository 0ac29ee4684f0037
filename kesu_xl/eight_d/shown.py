"""What forms show otherwise than it is stored: a cause that nobody verified says so, what was taken over names its 8D.

Both marks are taken off again when a form is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from kesu_xl.complaint.details import CAUSE_KIND, CAUSE_STATE
from kesu_xl.wording import LANGUAGES, Ref, say

__all__ = ["as_shown", "inner", "unmarked"]

_HYPOTHESIS: Final = "eight_d.hypothesis"
_TAKEN_OVER: Final = "eight_d.taken_over"
_HYPOTHETICAL: Final = CAUSE_STATE.choices[1]
_KINDS: Final = tuple(zip(("occ", "esc", "sys"), CAUSE_KIND.choices, strict=True))
#: Where the row says the cause of a kind, too.
_ELSEWHERE: Final = {"occ": ("root_cause_occ", ""), "esc": ("root_cause_esc", ""), "sys": ("d4", "systemic")}
#: Discipline -> its lists, and the column of each that says where a row was taken from.
_LISTS: Final = {
    "D4": (("causes", "cause"), ("whys", "because"), *((f"whys_{name}", "because") for name, _ in _KINDS)),
    "D5": (("d5_actions", "action"), ("actions", "action")),
    "D6": (("validation", "action"),),
    "D7": (("d7_actions", "action"), ("actions", "action"), ("documents", "why_not")),
}
#: Texts of a discipline that are marked likewise.
_TEXTS: Final = {"D4": ("d4.systemic",), "D7": ("d7.horizontal", "d7.recommendation")}
_MARKED: Final = frozenset((
    "root_cause_occ", "root_cause_esc", "causes[].cause", "whys[].because", "actions[].action", "d5_actions[].action",
    "d7_actions[].action", "validation[].action", "documents[].why_not", "d4.systemic", "d7.horizontal",
    "d7.recommendation", *(f"cause_{name}.cause" for name, _ in _KINDS),
    *(f"whys_{name}[].because" for name, _ in _KINDS),
))  # fmt: skip


def inner(value: Ref) -> Any:
    """Return the value inside a mark of ours, None for any other text."""
    return value.params.get("value") if value.key in (_HYPOTHESIS, _TAKEN_OVER) else None


def as_shown(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as forms show it.

    Args:
        record: Nested mappings and lists under the paths of markers.
    """
    made = dict(record)
    _hypotheses(made)
    repeat = made.get("repeat")
    if isinstance(repeat, Mapping) and repeat.get("taken_over"):
        _taken_over(made, repeat["taken_over"], repeat.get("case_no"))
    return made


def _hypotheses(made: dict[str, Any]) -> None:
    rows = [row for row in made.get("causes") or () if isinstance(row, Mapping)]
    if any(row.get("state") == _HYPOTHETICAL for row in rows):
        made["causes"] = rows = [
            _wrapped(row, _HYPOTHESIS) if row.get("state") == _HYPOTHETICAL else row for row in rows
        ]
    for name, kind in _KINDS:
        merged = made.get(f"cause_{name}")
        own = [row for row in rows if (row.get("kind") or CAUSE_KIND.choices[0]) == kind and row.get("cause")]
        doubted = [row.get("state") == _HYPOTHETICAL for row in own]
        if not own and isinstance(merged, Mapping) and merged.get("state") == _HYPOTHETICAL:
            own, doubted = [_wrapped(merged, _HYPOTHESIS)], [True]
        if not any(doubted):
            continue
        causes = [row["cause"] for row in own]
        cause = causes[0] if len(causes) == 1 else causes
        if isinstance(merged, Mapping) and merged.get("cause"):
            made[f"cause_{name}"] = {**merged, "cause": cause}
        first, second = _ELSEWHERE[name]
        there = made.get(first) if not second else (made.get(first) or {}).get(second)
        if there and all(doubted):
            _put(made, first, second, there if isinstance(there, Ref) else Ref(_HYPOTHESIS, value=there))
        elif isinstance(there, list):
            _put(made, first, second, cause)


def _put(made: dict[str, Any], first: str, second: str, value: Any) -> None:
    made[first] = {**made[first], second: value} if second else value


def _wrapped(row: Mapping[str, Any], key: str, column: str = "cause", **params: object) -> dict[str, Any]:
    value = row.get(column)
    if value in (None, "") or (isinstance(value, Ref) and value.key == key):
        return dict(row)
    return {**row, column: Ref(key, value=value, **params)}


def _taken_over(made: dict[str, Any], disciplines: list[str], case_no: Any) -> None:
    for discipline in disciplines:
        for name, column in _LISTS.get(discipline, ()):
            rows = made.get(name)
            if isinstance(rows, list):
                made[name] = [
                    _wrapped(row, _TAKEN_OVER, column, case_no=case_no) if _is_of(row, name, discipline) else row
                    for row in rows
                ]
        for path in _TEXTS.get(discipline, ()):
            first, _, second = path.partition(".")
            if isinstance(made.get(first), Mapping):
                made[first] = _wrapped(made[first], _TAKEN_OVER, second, case_no=case_no)
        if discipline == "D4":
            for name in ("root_cause_occ", "root_cause_esc"):
                made.update({name: _wrapped(made, _TAKEN_OVER, name, case_no=case_no)[name]} if made.get(name) else {})
            for name, _ in _KINDS:
                if isinstance(made.get(f"cause_{name}"), Mapping):
                    made[f"cause_{name}"] = _wrapped(made[f"cause_{name}"], _TAKEN_OVER, case_no=case_no)


def _is_of(row: Mapping[str, Any], name: str, discipline: str) -> bool:
    """Say whether a row belongs to a discipline; only the measures of all of them stand in one list."""
    step = row.get("step")
    return name != "actions" or (step not in ("D0", "D3") and (step == "D7") == (discipline == "D7"))


def unmarked(text: str, path: str) -> tuple[str, bool]:
    """Return a text of a form without our marks, and whether it said that it is a hypothesis."""
    if path not in _MARKED:
        return text, False
    was_hypothesis = False
    for pattern, key in _patterns():
        match = pattern.fullmatch(text.strip())
        if match is not None:
            text, was_hypothesis = match["value"], was_hypothesis or key == _HYPOTHESIS
    return text, was_hypothesis


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_pattern(key, lang) for key in (_TAKEN_OVER, _HYPOTHESIS) for lang in LANGUAGES)


def _pattern(key: str, lang: str) -> tuple[re.Pattern[str], str]:
    shown = re.escape(say(key, lang, value="\ue000", case_no="\ue001"))
    return re.compile(shown.replace("\ue000", "(?P<value>.+)").replace("\ue001", "[^（()）]*"), re.DOTALL), key
