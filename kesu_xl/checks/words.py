"""The words of a list as cells say them: three languages, other people's words, the register's own list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kesu_xl.complaint import LISTS, Choice, ChoiceList
from kesu_xl.register import EMPTY_MARKS
from kesu_xl.register.label import folded, simplified

__all__ = ["Words", "words_of"]

#: A proposal is made when a listed word is at least so close (0..100).
_NEAR: Final = 60.0
#: What turns a word into its opposite, however alike the two are: 未完成 and 已完成, unsolved and solved.
_NEGATED: Final = re.compile("[未不非没沒无無否]|^(?:not|non|un)")


class Words:
    """The words of one list.

    Attributes:
        exact: Every word that may stand in a cell as it is -> the value.
        names: The values in the order of the list.
    """

    def __init__(self, choices: ChoiceList, own: Sequence[str] = ()) -> None:
        """Take a shipped list; `own` are the words of the register's 列表 sheet, which replace the shipped ones."""
        self.exact: dict[object, Choice | str] = {}
        self._loose: dict[str, Choice | str] = {}
        shipped = {word: choice for choice in choices.choices for word in choice.texts}
        self.names: list[Choice | str] = list(choices.choices)
        if own and not choices.fixed:
            self.names = [shipped.get(word, word) for word in own]
        for name in self.names:
            for word in name.texts if isinstance(name, Choice) else (name,):
                # "无" in a cell means that there is nothing, also where a list of the register's own has it
                if word not in EMPTY_MARKS:
                    self.exact.setdefault(word, name)
                self._loose.setdefault(folded(word), name)
        for name in self.names:
            if isinstance(name, Choice):
                for word in name.also:
                    self._loose.setdefault(folded(word), name)
        if choices.name == "yes_no":
            self.exact.update({True: choices.choices[0], False: choices.choices[1]})

    def read(self, text: str) -> Choice | str | None:
        """Return the value that a word means, however it is spaced or written, or None."""
        found = self._loose.get(folded(text))
        return found if found is not None else self._loose.get(folded(simplified(text)))

    def nearest(self, text: str) -> Choice | str:
        """Return the listed value that a word is most like, or "" where it is like none; never its opposite."""
        from rapidfuzz import fuzz, process

        word = folded(text)
        negated = _NEGATED.search(word) is None
        choices = [known for known in self._loose if (_NEGATED.search(known) is None) == negated]
        found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._loose[found[0]] if found else ""


def words_of(own: Mapping[str, Sequence[str]]) -> dict[str, Words]:
    """Return the words of every list.

    Args:
        own: List name -> words of the register's 列表 sheet.
    """
    return {choices.name: Words(choices, own.get(choices.name, ())) for choices in LISTS}
