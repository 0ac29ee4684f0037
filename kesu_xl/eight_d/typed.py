"""What a form says, as the record means it: words of lists become list values, texts become dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, ChoiceList, Column, Kind
from kesu_xl.complaint.details import CAUSE_STATE
from kesu_xl.complaint.lists import YES_NO, Choice
from kesu_xl.eight_d.record import Both, Row, known_paths, table_of
from kesu_xl.eight_d.sections import ANSWERS
from kesu_xl.eight_d.shown import unmarked
from kesu_xl.wording import LANGUAGES, Ref, say

__all__ = ["moment", "recognised", "shown_text", "typed"]

_DAYS: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENTS: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?")
_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?")
_HYPOTHESIS: Final = CAUSE_STATE.choices[1]
_COUNTS: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE)
_TABLES: Final[Mapping[str, Mapping[str, Column]]] = {
    table.name: {column.name: column for column in table.columns} for table in DETAILS
}
#: Fields that are worked out and shown in words: path, with [] for the rows of a list -> beginning of the texts' keys.
_SHOWN: Final[Mapping[str, str]] = {
    "d3.hint": "eight_d.hint.",
    "d5_actions[].state": "eight_d.state.",
    "d7_actions[].state": "eight_d.state.",
    **{path: "clock.shown." for path in known_paths() if path.startswith("states.")},
}
_SHOWN_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "eight_d.hint.": ("ongoing", "occurred", "not_yet"),
    "eight_d.state.": ("done", "late", "running"),
    "clock.shown.": ("met", "met_late", "running", "at_risk", "breached", "paused", "unknown", "not_applicable"),
}
#: Answers that are worked out, with the list of their values.
_DERIVED_CHOICES: Final[Mapping[str, ChoiceList]] = {"d8.all_done": YES_NO}


def recognised(value: Any, choices: ChoiceList | None) -> Any:
    """Return the list's own value for a word in any language, anything else as it is."""
    if choices is None or not isinstance(value, str) or isinstance(value, Choice):
        return value
    return _words(choices).get(_plain(value), value)


@cache
def _words(choices: ChoiceList) -> Mapping[str, Choice]:
    return {_plain(word): choice for choice in choices.choices for word in (*choice.also, *choice.texts)}


def _plain(word: str) -> str:
    return "".join(word.casefold().split())


def typed(record: Mapping[str, Any], words: Mapping[str, Any] | None = None) -> Row:
    """Return a record that was read from a form with the types of the register's columns.

    Args:
        record: Nested mappings and lists under the paths of markers.
        words: Values of columns that share their name with a list in the record.

    Returns:
        A new record: what a form of any language can be filled with. A word or text that does not fit stays as it is.
    """
    made = {name: _typed(value, name) for name, value in record.items()}
    for column, cause in (("root_cause_occ", "cause_occ"), ("root_cause_esc", "cause_esc"), ("d4", "cause_sys")):
        told = record.get(column)
        path = "d4.systemic" if column == "d4" else column
        if isinstance(told, dict):
            told = told.get("systemic")
        if isinstance(told, str) and unmarked(told, path)[1] and isinstance(made.get(cause, {}), dict):
            made[cause] = {"state": _HYPOTHESIS, **made.get(cause, {})}
    for name, word in (words or {}).items():
        if isinstance(made.get(name), list):
            made[name] = Both(made[name], _value(word, name))
    return made


def _typed(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        made = {name: _typed(one, f"{path}.{name}") for name, one in value.items()}
        cause = value.get("cause")
        if isinstance(cause, str) and unmarked(cause, f"{path}.cause")[1]:
            # a form without a place for the state says it in the text
            made.setdefault("state", _HYPOTHESIS)
        return made
    if isinstance(value, list):
        # rows of a list, or several values of one field
        return [_typed(one, f"{path}[]") if isinstance(one, dict) else _value(one, path) for one in value]
    return _value(value, path)


def _value(value: Any, path: str) -> Any:
    if isinstance(value, str) and not isinstance(value, Choice):
        value = unmarked(value, path)[0]
    if path in _SHOWN and isinstance(value, str):
        return shown_text(value, path)
    if path in ANSWERS or path in _DERIVED_CHOICES:
        return recognised(value, ANSWERS.get(path) or _DERIVED_CHOICES.get(path))
    column = _column(path)
    return value if column is None else _of_kind(recognised(value, column.choices), column.kind)


def shown_text(value: str, path: str) -> Any:
    """Return the text of ours that a field shows in words, such as the state of an action; other words as they are."""
    return _shown(_SHOWN[path]).get(value.strip(), value) if path in _SHOWN else value


@cache
def _shown(area: str) -> Mapping[str, Ref]:
    return {say(area + name, lang): Ref(area + name) for name in _SHOWN_NAMES[area] for lang in LANGUAGES}


@cache
def _column(path: str) -> Column | None:
    """Return the column that a path shows: of the register, or of the detail table whose rows a list has."""
    if path in COLUMNS:
        return COLUMNS[path]
    name, _, column = path.replace("[]", "").partition(".")
    return _TABLES.get(table_of(name), {}).get(column)


def _of_kind(value: Any, kind: Kind) -> Any:
    if kind in _COUNTS:
        return _number(value) if isinstance(value, str) else value
    if kind in (Kind.DATE, Kind.DATETIME):
        return moment(value) if isinstance(value, str) else value
    # a number that a spreadsheet program made of a lot number is that lot number
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.15g}" if is_number and kind is not Kind.PICTURE else value


def _number(text: str) -> Any:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    number = float(match.group().replace(",", ""))
    return int(number) if number.is_integer() else number


def moment(text: str) -> Any:
    """Return the day or the point in time that a text in the ISO form is; any other text as it is."""
    plain = text.strip()
    try:
        if _DAYS.fullmatch(plain):
            return date.fromisoformat(plain)
        return datetime.fromisoformat(plain) if _MOMENTS.fullmatch(plain) else text
    except ValueError:
        return text
