"""Lists of words that outgoing texts are searched for: over-promising, blaming, placeholders ... in three languages.

The lists are data (words.toml); kesu.toml adds to them and takes from them. A match counts only where no negation
stands before it in the same clause ("我们不能保证", "we do not guarantee"), where the clause does not say that it was
ruled out ("排除了人为原因"), and not inside of a longer text that is excepted. A word may name another list:
"<customer>使用不当" finds it behind any word of the list "customer".

Patterns are made when they are first searched with: most runs need few of them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from kesu_xl.errors import KesuError

__all__ = ["SEARCHED", "WordLists", "shipped_words"]

#: The lists that all texts are searched for.
SEARCHED: Final = ("placeholder", "over_promise", "blame_customer", "compensation")
_FILE: Final = Path(__file__).with_name("words.toml")
#: So much of the text before and behind a match is searched for what denies it.
_BEFORE: Final = 40
_BEHIND: Final = 60
#: What makes a match right behind it harmless: a negation, or that somebody else demands it. The words that only look
#: like a negation are left out (不但, 未来, 无论 ...).
_NEGATED: Final = re.compile(
    r"(?:(?:不(?!但|仅|僅|断|斷|管|良|同|止)|未(?!来|來|必)|没有?(?!问题)|沒有?(?!問題)|无(?!论|論|条件)|無(?!論|條件)|并非"
    r"|並非|避免|防止|排除|勿|禁止|(?<!按)(?<!按客户)(?<!按客戶)要求)[^，。；：！？,.;:!?\n]{0,2}"
    r"|\b(?:not|no|never|cannot|without|nor|neither|avoid|prevent|asks? (?:for|that)|asked (?:for|that)"
    r"|demands?|demanded|requests?|requested|\w+n['’]t)\s+(?:[\w'’]+\s+){0,2})$",
    re.IGNORECASE,
)
#: What a clause ends with.
_CLAUSE: Final = re.compile(r"[，。；：！？,;:!?\n]|\.(?!\d)")
#: What "…" in a word stands for: a few characters or words of one clause, and no negation.
_GAP: Final = r"[^，。；：！？、,.;:!?\n不未没沒无無非防避排]{0,8}?"
_LATIN_GAP: Final = r"\s+(?:(?!(?:not|no|never|without)\b|\w+n['’]t\b)[\w'’%-]+\s+){0,4}?"
_SIGN: Final = re.compile(r" … |<[a-z_]+>|.")
_GROUP: Final = re.compile(r"<([a-z_]+)>")
#: What "。" at the end of a word stands for.
_END: Final = r"(?=\s*(?:[，。；：！？、,.;:!?)）\]】\n]|$))"
#: What stands between texts that are searched as one: no word goes across it.
_APART: Final = "\0"
#: What a text is cut into to see whether a Latin word may be in it.
_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+|[^\w\s]|_")
#: A text is searched up to here; an answer is no book.
_LONGEST: Final = 20_000


class _Words:
    """Words to search for, by script: a pattern that a text cannot match is neither made nor searched with."""

    def __init__(self, words: Iterable[str], groups: Mapping[str, Sequence[str]]) -> None:
        """Take the words, and the lists that "<name>" in them stands for."""
        listed = sorted({word.strip() for word in words}, key=lambda word: (-len(word), word))
        self._groups = groups
        self._latin = [word for word in listed if _is_latin(word)]
        others = [word for word in listed if not _is_latin(word)]
        self._traditional = [word for word in others if _has_traditional(word)]
        self._others = [word for word in others if not _has_traditional(word)]

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The first word, or else mark, of each Latin one: a text without any of these is not searched."""
        firsts: list[str] = []
        for word in self._latin:
            group = _GROUP.match(word)
            firsts += self._listed(group[1], latin=True) if group else [word]
        tokens = [_TOKEN.findall(first.lower()) for first in firsts]
        return frozenset(next(filter(str.isalpha, found), found[0]) for found in tokens)

    @cached_property
    def _latin_pattern(self) -> re.Pattern[str]:
        return re.compile(_any_of([self._latin_signs(word) for word in self._latin]), re.IGNORECASE)

    @cached_property
    def _other_patterns(self) -> list[re.Pattern[str]]:
        return self._chinese(self._others)

    @cached_property
    def _traditional_patterns(self) -> list[re.Pattern[str]]:
        return self._chinese(self._traditional)

    def _chinese(self, words: Iterable[str]) -> list[re.Pattern[str]]:
        """Return what finds words that are not Latin: those that begin with plain characters, and for each list those
        that begin with it. Patterns whose first characters are known are searched for much faster.
        """
        begun: dict[str, list[list[str]]] = {}
        for word in words:
            first, *rest = _SIGN.findall(word)
            signs = [self._sign(sign) for sign in rest]
            if len(first) > 1:
                begun.setdefault(self._sign(first), []).append(signs)
            else:
                begun.setdefault("", []).append([re.escape(first), *signs])
        return [re.compile(f"{first}(?:{_any_of(rests)})") for first, rests in begun.items()]

    def matches(self, text: str, tokens: Collection[str] | None = None) -> Iterator[re.Match[str]]:
        """Yield where the words stand in a text.

        Args:
            text: The text.
            tokens: Its tokens, where they are known.
        """
        if not text.isascii():
            for pattern in self._other_patterns:
                yield from pattern.finditer(text)
            if self._traditional and _has_traditional(text):
                for pattern in self._traditional_patterns:
                    yield from pattern.finditer(text)
        if self._latin and not self._heads.isdisjoint(tokens if tokens is not None else _tokens(text)):
            yield from self._latin_pattern.finditer(text)

    def _listed(self, name: str, *, latin: bool) -> list[str]:
        return [word for word in self._groups[name] if _is_latin(word) is latin]

    def _sign(self, sign: str) -> str:
        if sign.startswith("<") and len(sign) > 1:
            return f"(?:{_any_of([list(map(re.escape, one)) for one in self._listed(sign[1:-1], latin=False)])})"
        return {"…": _GAP, "。": _END}.get(sign) or re.escape(sign)

    def _latin_signs(self, word: str) -> list[str]:
        """Return what finds one Latin word: it ends where a word ends, and is no head of a part number ("XXX-200")."""
        inner = {" … ": _LATIN_GAP, " ": r"\s+", "'": "['’]", "。": _END}
        before = r"(?<![0-9A-Za-z])" if word[0].isalnum() or word[0] == "<" else ""
        after = r"(?![0-9A-Za-z]|-\d)" if word[-1].isalnum() or word[-1] == ">" else ""
        signs = []
        for sign in _SIGN.findall(word):
            if sign.startswith("<") and len(sign) > 1:
                listed = self._listed(sign[1:-1], latin=True)
                signs.append(f"(?:{'|'.join(re.escape(one).replace(chr(92) + ' ', '[ ]+') for one in listed)})")
            else:
                signs.append(inner.get(sign) or re.escape(sign))
        return [before, *signs, after]


class _List:
    """One list: what it searches for, and what is excepted from that."""

    def __init__(self, parts: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]) -> None:
        self.words = _Words([word for key, words in parts.items() if key != "except" for word in words], groups)
        self.excepted = _Words(parts.get("except", ()), groups)


class WordLists:
    """All lists, ready to search with."""

    def __init__(self, lists: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Take the words of each list by key: languages, and ``except``.

        Raises:
            KesuError: A word names a list that there is not, or one whose words name lists themselves.
        """
        groups = {name: [word for key in parts if key != "except" for word in parts[key]]
                  for name, parts in lists.items()}  # fmt: skip
        for words in [*groups.values(), *(parts.get("except", ()) for parts in lists.values())]:
            for name in {name for word in words for name in _GROUP.findall(word)}:
                if name not in groups or any(_GROUP.search(word) for word in groups[name]):
                    raise KesuError("no_such_word_list", name=name, names=", ".join(groups))
        self.lists = {name: _List(parts, groups) for name, parts in lists.items()}

    def found(self, name: str, text: str, *, negatable: bool = True) -> list[str]:
        """Return the words of a list that a text has, each once, in the order of the text.

        Args:
            name: Name of the list.
            text: The text.
            negatable: A negation before a word makes it harmless, and that it was ruled out.
        """
        text, listed = text[:_LONGEST], self.lists[name]
        matches = list(listed.words.matches(text))
        if not matches:
            return []
        spared = [match.span() for match in listed.excepted.matches(text)]
        kept = [
            match
            for match in matches
            if not any(start <= match.start() and match.end() <= end for start, end in spared)
            and not (negatable and self._is_denied(text, *match.span()))
        ]
        return list(dict.fromkeys(match.group() for match in sorted(kept, key=lambda match: match.start())))

    def _is_denied(self, text: str, first: int, last: int) -> bool:
        """Say whether a text denies what stands between two places in it."""
        if _NEGATED.search(text, max(first - _BEFORE, 0), first):
            return True
        before, after = text[max(first - _BEFORE, 0) : first], text[last : last + _BEHIND]
        clause = _CLAUSE.split(before)[-1] + _APART + _CLAUSE.split(after, maxsplit=1)[0]
        return any(True for _ in self.lists["ruled_out"].words.matches(clause))

    def having(self, names: tuple[str, ...], texts: Iterable[str]) -> set[str]:
        """Return those of many texts that have any word of some lists, harmless or not: one search for all of them."""
        listed = list(dict.fromkeys(texts))
        starts = list(accumulate((len(text) + len(_APART) for text in listed), initial=0))
        joined = _APART.join(listed)
        tokens = _tokens(joined)
        return {
            listed[bisect_right(starts, match.start()) - 1]
            for name in names
            for match in self.lists[name].words.matches(joined, tokens)
        }

    def changed(self, changes: Mapping[str, Any]) -> WordLists:
        """Return the lists with what kesu.toml says under ``[words.<list>]``.

        Raises:
            KesuError: It names a list that there is not, or something else than lists of texts.
        """
        return WordLists(_merged(_shipped(), changes)) if changes else self


def _shipped() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def shipped_words() -> WordLists:
    """Return the lists as they are shipped."""
    return WordLists(_shipped())


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


def _tokens(text: str) -> set[str]:
    return set(_TOKEN.findall(text.lower()))


@cache
def _is_traditional(character: str) -> bool:
    """Say whether a character is none of simplified Chinese."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return "\u4e00" <= character <= "\u9fff"
    return False


def _has_traditional(text: str) -> bool:
    return any(map(_is_traditional, set(text)))


def _is_latin(word: str) -> bool:
    """Say whether a word is searched for as Latin ones are; of lists alone it is where blanks part them."""
    plain = _GROUP.sub("", word)
    return plain.rstrip("。").replace("…", "").isascii() and not (plain != word and not re.search("[A-Za-z ]", plain))


def _any_of(patterns: Iterable[Sequence[str]]) -> str:
    """Return what finds any of some patterns; what several begin with is looked for once: seven times as fast."""
    rests: dict[str, list[Sequence[str]]] = {}
    for pattern in dict.fromkeys(map(tuple, patterns)):
        rests.setdefault(pattern[0] if pattern else "", []).append(pattern[1:])
    return "|".join(
        head + ("".join(rest[0]) if len(rest) == 1 else f"(?:{_any_of(rest)})") for head, rest in rests.items()
    )
