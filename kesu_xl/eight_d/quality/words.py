"""Lists of words that outgoing texts are searched for: over-promising, blaming, placeholders ... in three languages.

The lists are data (words.toml); kesu.toml adds to them and takes from them. A match counts only where no negation
stands before it in the same clause ("我们不能保证", "we do not guarantee"), and not inside of a longer text that is
excepted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from kesu_xl.errors import KesuError

__all__ = ["SEARCHED", "WordLists", "shipped_words"]

#: The lists that all texts are searched for.
SEARCHED: Final = ("placeholder", "over_promise", "blame_customer", "compensation")
_FILE: Final = Path(__file__).with_name("words.toml")
#: So much of the text before a match is searched for a negation.
_BEFORE: Final = 40
#: What makes a match right behind it harmless: a negation, or that somebody else demands it. The words that only look
#: like a negation are left out (不但, 未来, 无论 ...).
_NEGATED: Final = re.compile(
    r"(?:(?:不(?!但|仅|僅|断|斷|管|良|同|止)|未(?!来|來|必)|没有?(?!问题)|沒有?(?!問題)|无(?!论|論|条件)|無(?!論|條件)|并非"
    r"|並非|避免|防止|排除|勿|禁止|(?<!按)(?<!按客户)(?<!按客戶)要求)[^，。；：！？,.;:!?\n]{0,2}"
    r"|\b(?:not|no|never|cannot|without|nor|neither|avoid|prevent|asks? (?:for|that)|asked (?:for|that)"
    r"|demands?|demanded|requests?|requested|\w+n['’]t)\s+(?:[\w'’]+\s+){0,2})$",
    re.IGNORECASE,
)
#: What "…" in a word stands for: a few characters or words of one clause, and no negation.
_GAP: Final = r"[^，。；：！？、,.;:!?\n不未没沒无無非防避排]{0,8}?"
_LATIN_GAP: Final = r"\s+(?:(?!(?:not|no|never|without)\b|\w+n['’]t\b)[\w'’%-]+\s+){0,4}?"
_SIGN: Final = re.compile(" … |.")
#: What a text is cut into to see whether a Latin word may be in it.
_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+|[^\w\s]")
#: A text is searched up to here; an answer is no book.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to search for, Latin ones and others apart: a pattern of plain letters is searched for much faster.

    Attributes:
        latin: Finds the Latin ones.
        heads: The first word, or mark, of each of them: a text without any of these is not searched.
        other: Finds the others.
    """

    latin: re.Pattern[str] | None
    heads: frozenset[str]
    other: re.Pattern[str] | None

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        if self.other is not None and not text.isascii():
            yield from self.other.finditer(text)
        if self.latin is not None and not self.heads.isdisjoint(_TOKEN.findall(text.lower())):
            yield from self.latin.finditer(text)

    def match_in(self, text: str) -> bool:
        if self.other is not None and not text.isascii() and self.other.search(text) is not None:
            return True
        if self.latin is None or self.heads.isdisjoint(_TOKEN.findall(text.lower())):
            return False
        return self.latin.search(text) is not None


@dataclass(frozen=True, slots=True)
class _List:
    listed: tuple[str, ...]
    words: _Words
    excepted: _Words

    def found(self, text: str, *, negatable: bool) -> list[str]:
        matches = list(self.words.matches(text))
        if not matches:
            return []
        spared = [match.span() for match in self.excepted.matches(text)]
        kept = []
        for match in matches:
            first, last = match.span()
            if any(start <= first and last <= end for start, end in spared):
                continue
            if negatable and _NEGATED.search(text, max(first - _BEFORE, 0), first):
                continue
            kept.append(match)
        return list(dict.fromkeys(match.group() for match in sorted(kept, key=lambda match: match.start())))


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists, ready to search with."""

    lists: Mapping[str, _List] = field(default_factory=dict)
    _together: dict[tuple[str, ...], _Words] = field(default_factory=dict)

    def found(self, name: str, text: str, *, negatable: bool = True) -> list[str]:
        """Return the words of a list that a text has, each once, in the order of the text.

        Args:
            name: Name of the list.
            text: The text.
            negatable: A negation before a word makes it harmless.
        """
        return self.lists[name].found(text[:_LONGEST], negatable=negatable) if text else []

    def has(self, names: tuple[str, ...], text: str) -> bool:
        """Say whether any word of some lists stands in a text, harmless or not: quicker than to look closely."""
        if names not in self._together:
            self._together[names] = _pattern(word for name in names for word in self.lists[name].listed)
        return self._together[names].match_in(text)

    def changed(self, changes: Mapping[str, Any]) -> WordLists:
        """Return the lists with what kesu.toml says under ``[words.<list>]``.

        Raises:
            KesuError: It names a list that there is not, or something else than lists of texts.
        """
        return WordLists(_compiled(_merged(_shipped(), changes))) if changes else self


def _shipped() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def shipped_words() -> WordLists:
    """Return the lists as they are shipped."""
    return WordLists(_compiled(_shipped()))


def _merged(lists: dict[str, dict[str, list[str]]], changes: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    for name, change in changes.items():
        if name not in lists or not isinstance(change, Mapping):
            raise KesuError("no_such_word_list", name=name, names=", ".join(lists))
        for key, words in change.items():
            is_list = isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)
            if key not in ("add", "drop", "except") or not is_list:
                raise KesuError("bad_word_list", name=name, key=key)
        dropped = {word.casefold() for word in change.get("drop", ())}
        kept = {key: [w for w in words if key == "except" or w.casefold() not in dropped]
                for key, words in lists[name].items()}  # fmt: skip
        kept["added"] = list(change.get("add", ()))
        kept["except"] = [*kept.get("except", ()), *change.get("except", ())]
        lists[name] = kept
    return lists


def _compiled(lists: Mapping[str, Mapping[str, list[str]]]) -> dict[str, _List]:
    made = {}
    for name, parts in lists.items():
        listed = tuple(word for key, words in parts.items() if key != "except" for word in words)
        made[name] = _List(listed, _pattern(listed), _pattern(parts.get("except", ())))
    return made


def _pattern(words: Iterable[str]) -> _Words:
    """Return what finds any of the words; the longest one where several begin at one place."""
    listed = sorted({word.strip() for word in words}, key=lambda word: (-len(word), word))
    latin = [word for word in listed if word.replace("…", "").isascii()]
    other = [[_GAP if sign == "…" else re.escape(sign) for sign in word] for word in listed if word not in latin]
    return _Words(
        re.compile(_any_of([_latin(word) for word in latin]), re.IGNORECASE) if latin else None,
        frozenset(_TOKEN.findall(word.lower())[0] for word in latin),
        re.compile(_any_of(other)) if other else None,
    )


def _any_of(patterns: Iterable[Sequence[str]]) -> str:
    """Return what finds any of some patterns; what several begin with is looked for once: seven times as fast."""
    rests: dict[str, list[Sequence[str]]] = {}
    for pattern in patterns:
        rests.setdefault(pattern[0] if pattern else "", []).append(pattern[1:])
    return "|".join(
        head + ("".join(rest[0]) if len(rest) == 1 else f"(?:{_any_of(rest)})") for head, rest in rests.items()
    )


def _latin(word: str) -> list[str]:
    """Return what finds one Latin word: it ends where a word ends, and is no head of a part number ("XXX-200")."""
    inner = {" … ": _LATIN_GAP, " ": r"\s+", "'": "['’]"}
    before = r"(?<![0-9A-Za-z])" if word[0].isalnum() else ""
    after = r"(?![0-9A-Za-z]|-\d)" if word[-1].isalnum() else ""
    signs = [inner.get(sign) or re.escape(sign) for sign in _SIGN.findall(word)]
    return [before, *signs, after]
