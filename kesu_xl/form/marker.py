"""The marker grammar: a field path and named filters in double braces, and nothing else.

``{{ d2.what }}``, ``{{ actions[].owner | default("-") }}``; templates/README.md has it on one page. No expression is
evaluated and no code runs from a template: a path is looked up in the record, a filter is one of seven.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from kesu_xl.wording import LANGUAGES, Said, say

__all__ = ["Filter", "Marker", "apply_filters", "as_text", "parse_marker", "plain", "resolve", "split_markers"]

_BRACES: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_SEGMENT: Final = r"[^\W\d]\w*"
_PATH: Final = re.compile(rf"{_SEGMENT}(?:\[\d{{0,4}}\])?(?:\.{_SEGMENT}(?:\[\d{{0,4}}\])?)*")
_PICTURE: Final = re.compile(r"(?:^|\.)photos\[\d*\](?:\.(?:path|photo))?$|^photo$")
_FILTER: Final = re.compile(r"\|\s*([a-z]+)\s*(?:\(\s*(?:\"([^\"]*)\"|“([^“”]*)”|'([^']*)')\s*\))?\s*")
#: Filter -> whether it takes a text in parentheses (None: it may).
_FILTERS: Final[Mapping[str, bool | None]] = {
    "date": False,
    "datetime": False,
    "percent": False,
    "label": False,
    "default": True,
    "join": True,
    "check": None,
}
#: The key that stands for every item of a list: ``{{ team[].name | join(", ") }}``.
EACH: Final = "[]"
TICKED: Final = "☑"
UNTICKED: Final = "☐"


@dataclass(frozen=True, slots=True)
class Filter:
    """One named filter and the text in its parentheses, if any."""

    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker of a template.

    Attributes:
        field: The path as the template gives it, e.g. ``"actions[].owner"``.
        items: Keys that lead to the list whose items fill the slot rows; None for a plain field.
        keys: Keys that lead to the value: from the record, or from the item; `EACH` goes into all items of a list.
        list_name: Path of the list, e.g. ``"d3.stock"``; empty for a plain field.
        filters: In the order in which they work.
    """

    field: str
    items: tuple[str | int, ...] | None
    keys: tuple[str | int, ...]
    list_name: str = ""
    filters: tuple[Filter, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether it asks for a picture: an item of ``photos``, the path in one, or the register's own ``photo``."""
        return _PICTURE.search(self.field) is not None


def split_markers(text: str) -> tuple[list[str | Marker], list[str]]:
    """Cut a cell's text into what stands around markers and the markers.

    Returns:
        The parts in order, and what stands in double braces (or behind two opening ones) without being a marker; that
        is also among the parts, as text.
    """
    parts: list[str | Marker] = []
    broken: list[str] = []
    end = 0
    for match in _BRACES.finditer(text):
        try:
            marker = parse_marker(match.group())
        except ValueError:
            broken.append(match.group())
            continue
        parts.append(text[end : match.start()])
        parts.append(marker)
        end = match.end()
    parts.append(text[end:])
    rest = _BRACES.sub("", text)
    lonely = rest.find("{{")
    if lonely >= 0:
        broken.append(rest[lonely:])
    return [part for part in parts if part != ""], broken


def parse_marker(text: str) -> Marker:
    """Return the marker that `text`, braces included, stands for.

    Raises:
        ValueError: It is no marker: an unknown filter, an expression, two lists in one path.
    """
    inner = text[2:-2].strip()
    path = _PATH.match(inner)
    if path is None:
        raise ValueError(text)
    field = path.group()
    filters = []
    at = len(field)
    while at < len(inner) and inner[at].isspace():
        at += 1
    while at < len(inner):
        match = _FILTER.match(inner, at)
        if match is None:
            raise ValueError(text)
        name = match.group(1)
        argument = next((group for group in match.groups()[1:] if group is not None), None)
        if name not in _FILTERS or _FILTERS[name] is (argument is None):
            raise ValueError(text)
        filters.append(Filter(name, argument))
        at = match.end()
    before, is_list, after = field.partition("[]")
    if "[]" in after or (is_list and after and not after.startswith(".")):
        raise ValueError(text)
    if is_list and any(step.name == "join" for step in filters):
        # all items in one cell: no slot of a list
        return Marker(field, None, (*_keys(before), EACH, *_keys(after[1:])), "", tuple(filters))
    if is_list:
        return Marker(field, _keys(before), _keys(after[1:]), before, tuple(filters))
    return Marker(field, None, _keys(field), "", tuple(filters))


def _keys(path: str) -> tuple[str | int, ...]:
    keys: list[str | int] = []
    for segment in filter(None, path.split(".")):
        name, _, index = segment.rstrip("]").partition("[")
        keys.append(name)
        if index:
            keys.append(int(index))
    return tuple(keys)


def resolve(start: Any, keys: tuple[str | int, ...]) -> Any:
    """Follow `keys` through mappings, attributes and lists; None where the way ends."""
    value = start
    for number, key in enumerate(keys):
        if key == EACH:
            items = value if isinstance(value, list | tuple) else []
            return [resolve(item, keys[number + 1 :]) for item in items]
        if isinstance(value, dict):
            value = value.get(key)
        elif value is None:
            return None
        elif isinstance(key, int):
            value = value[key] if isinstance(value, list | tuple) and key < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(key)
        elif key.startswith("_") or isinstance(value, str | int | float):
            return None
        else:
            value = getattr(value, key, None)
            if callable(value) and not isinstance(value, Said):
                return None
    return value


def plain(value: Any, lang: str) -> Any:
    """Return `value` as one of: None, str, bool, int, float, date, datetime, time, timedelta, or a list of these."""
    if value is None or type(value) in (str, bool, int, float, date, datetime):
        return value
    if isinstance(value, Said):
        return value.say(lang)
    if isinstance(value, Enum):
        return plain(value.value, lang)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)
    if isinstance(value, list | tuple):
        return [plain(item, lang) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item, lang) for item in value), key=str)
    if isinstance(value, int | float | date | time | timedelta):
        return value
    return None


def as_text(value: Any, lang: str) -> str:
    """Return a `plain` value as people write it inside a sentence."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return say("form.yes" if value else "form.no", lang)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return f"{as_text(round(value.total_seconds() / 3600, 2), lang)} h"
    if isinstance(value, list):
        return say("form.joint", lang).join(text for text in (as_text(item, lang) for item in value) if text)
    return str(value)


def apply_filters(value: Any, filters: tuple[Filter, ...], lang: str) -> Any:
    """Return what the filters make of a value from the record, as a `plain` value.

    A filter that does not fit the value (`date` of a word) leaves it as it is.
    """
    original = value
    value = plain(value, lang)
    for step in filters:
        if step.name == "default":
            value = step.text if value is None or value in ("", []) else value
        elif step.name == "join":
            if isinstance(value, list):
                value = (step.text or "").join(text for text in (as_text(item, lang) for item in value) if text)
        elif step.name == "date":
            value = value.date() if isinstance(value, datetime) else value
        elif step.name == "datetime":
            if isinstance(value, date) and not isinstance(value, datetime):
                value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells know no zones
        elif step.name == "percent":
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = f"{as_text(round(value * 100, 1), lang)}%"
        elif step.name == "check":
            value = TICKED if _is_ticked(original, value, step.text) else UNTICKED
    return value


def _is_ticked(original: Any, value: Any, wanted: str | None) -> bool:
    if wanted is None:
        return bool(value)
    if isinstance(original, Said):
        return wanted in {original.say(lang) for lang in LANGUAGES}
    if isinstance(original, list | tuple | set | frozenset):
        return any(_is_ticked(item, item, wanted) for item in original)
    if isinstance(value, bool):
        return wanted in {say("form.yes" if value else "form.no", lang) for lang in LANGUAGES}
    return value is not None and str(value) == wanted
