"""Lists of words that outgoing texts are searched for: over-promising, blaming, placeholders ... in three languages.

The lists are data (words.toml); kesu.toml adds to them and takes from them. A match counts only where no negation stands
before it in the same clause ("我们不能保证", "we do not guarantee"), and not inside of a longer text that is excepted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from kesu_xl.errors import KesuError

__all__ = ["WordLists", "shipped_words"]

_FILE: Final = Path(__file__).with_name("words.toml")
#: So much of the text before a match is searched for a negation.
_BEFORE: Final = 40
#: What makes a match right behind it harmless: a negation, or that somebody else demands it. The words that only look
#: like a negation are left out (不但, 未来, 无论 ...).
_NEGATED: Final = re.compile(
    r"(?:(?:不(?!但|仅|僅|断|斷|管|良|同|止)|未(?!来|來|必)|没有?(?!问题)|沒有?(?!問題)|无(?!论|論|条件)|無(?!論|條件)|并非|並非|避免|防止|勿|禁止|(?<!按)(?<!按客户)(?<!按客戶)要求)"
    r"[^，。；：！？,.;:!?\n]{0,2}"
    r"|\b(?:not|no|never|cannot|without|nor|neither|avoid|prevent|asks? for|asked for|demands?|demanded|requests?|requested|\w+n['’]t)\s+(?:[\w'’]+\s+){0,2})$",
    re.IGNORECASE,
)
#: A Latin word or mark that is worth a search.
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2}|\?\?|\{\{|100")
#: A text is searched up to here; an answer is no book.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to search for, Latin ones and others apart: a pattern of plain letters is searched for much faster."""

    latin: re.Pattern[str] | None
    other: re.Pattern[str] | None

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        if self.other is not None and not text.isascii():
            yield from self.other.finditer(text)
        if self.latin is not None and _LATIN_WORD.search(text):
            yield from self.latin.finditer(text)


@dataclass(frozen=True, slots=True)
class _List:
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

    def found(self, name: str, text: str, *, negatable: bool = True) -> list[str]:
        """Return the words of a list that a text has, each once, in the order of the text.

        Args:
            name: Name of the list.
            text: The text.
            negatable: A negation before a word makes it harmless.
        """
        return self.lists[name].found(text[:_LONGEST], negatable=negatable) if text else []

    def has(self, name: str, text: str) -> bool:
        """Say whether any word of a list stands in a text, harmless or not: quicker than to look closely."""
        return any(True for _ in self.lists[name].words.matches(text))

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
    return {
        name: _List(
            _pattern(word for key, words in parts.items() if key != "except" for word in words),
            _pattern(parts.get("except", ())),
        )
        for name, parts in lists.items()
    }


def _pattern(words: Iterable[str]) -> _Words:
    """Return what finds any of the words; the longest one where several begin at one place."""
    listed = sorted({word.strip() for word in words}, key=lambda word: (-len(word), word))
    latin = [_latin(word) for word in listed if word.isascii()]
    other = [re.escape(word) for word in listed if not word.isascii()]
    return _Words(
        re.compile("|".join(latin), re.IGNORECASE) if latin else None, re.compile("|".join(other)) if other else None
    )


def _latin(word: str) -> str:
    """Return what finds one Latin word: letters and digits at its ends end where a word ends."""
    inner = re.escape(word).replace("\\ ", r"\s+").replace("'", "['’]")
    before = r"(?<![0-9A-Za-z])" if word[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if word[-1].isalnum() else ""
    return f"{before}{inner}{after}"
