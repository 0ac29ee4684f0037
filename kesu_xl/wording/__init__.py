"""Every text that a person sees, by key, in zh-Hans, zh-Hant and en.

A key is ``area.name``: `area` is a module of this package (one per room), loaded when the first of its texts is
shown. A module holds ``TEXTS: dict[str, Text]``, where a `Text` is the three wordings in the order of `LANGUAGES`.
A text may have ``{placeholders}``; what is put in is never parsed again, so a user's braces stay braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol, runtime_checkable

__all__ = ["LANGUAGES", "Ref", "Said", "Text", "in_language", "nearest_language", "say"]

#: The languages of the product, in the order of every `Text`.
LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")

#: One text in the order of `LANGUAGES`.
Text = tuple[str, str, str]


@runtime_checkable
class Said(Protocol):
    """A value that knows its words in each language: a column, a list value, a reference to another text."""

    def say(self, lang: str) -> str:
        """Return the words in `lang`."""
        ...


class Ref:
    """A text inside another text: shown in the language of the text around it."""

    __slots__ = ("key", "params")

    def __init__(self, key: str, **params: object) -> None:
        self.key = key
        self.params = params

    def say(self, lang: str) -> str:
        """Return the referenced text in `lang`."""
        return say(self.key, lang, **self.params)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ref) and (self.key, self.params) == (other.key, other.params)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Ref({self.key!r})"


def say(key: str, lang: str, /, **params: object) -> str:
    """Return the text `key` in `lang` with its placeholders filled.

    Args:
        key: ``area.name``, e.g. ``"check.C101.message"``.
        lang: One of `LANGUAGES`.
        params: What goes into the placeholders; a `Said` value is put in `lang` first.

    Raises:
        KeyError: There is no such text (a fault in the program, found by the tests).
    """
    area, _, name = key.partition(".")
    text = _area(area)[name][LANGUAGES.index(lang)]
    if not params:
        return text
    return text.format_map({name: in_language(value, lang) for name, value in params.items()})


def in_language(value: Any, lang: str) -> Any:
    """Return `value` as it is, or its words in `lang` when it is a `Said` (a list of them is joined)."""
    if type(value) in (str, int, float):
        return value
    if hasattr(value, "say"):  # a `Said`, asked in the quick way; a list value is a str as well, and says itself
        return value.say(lang)
    if isinstance(value, list | tuple):
        joint = ", " if lang == "en" else "、"
        return joint.join(str(in_language(item, lang)) for item in value)
    return value


def nearest_language(tag: str | None) -> str | None:
    """Return the language of the product for a locale or language tag, e.g. ``zh_TW.UTF-8`` -> ``zh-Hant``.

    Returns:
        One of `LANGUAGES`, or None where the tag says nothing that we speak.
    """
    if not tag:
        return None
    plain = tag.replace("_", "-").split(".")[0].split("@")[0].lower()
    if plain in ("zh-hant", "zh-tw", "zh-hk", "zh-mo") or plain.startswith("zh-hant-"):
        return "zh-Hant"
    if plain == "zh" or plain.startswith(("zh-", "chinese")):
        return "zh-Hans"
    if plain == "en" or plain.startswith(("en-", "english")):
        return "en"
    return None


@cache
def _area(area: str) -> Mapping[str, Text]:
    texts: Mapping[str, Text] = import_module(f"kesu_xl.wording.{area}").TEXTS
    return texts
