"""What leaves with a mail: personal data is masked, internal-only columns are left out.

Masked are the customers' people: names, numbers and addresses in the personal columns of the register and its tables,
wherever they turn up in a text; and whatever looks like a mobile number or a mail address. Our own people stay by name:
a manager has to know whom to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, TABLES
from kesu_xl.eight_d.masked import masked, personal_words
from kesu_xl.figures import Cases
from kesu_xl.flow.opening import Opened
from kesu_xl.flow.shown import quoting, without_internal
from kesu_xl.problem import Problem
from kesu_xl.register.tables import detail_sheets

__all__ = ["Mask", "leave_out_internal", "mask_of"]

#: Tables of our own people.
_OURS: Final = frozenset(("team", "people"))
#: Keys of figures that name who is responsible, and for whom: they are what the mail is about.
_NAMED: Final = frozenset(("owner", "customer", "department", "case_no", "register"))
#: Lists of figures whose rows have such a ``name``; those of others are what somebody typed as a cause or a defect.
_LISTS: Final = frozenset(("owners", "customers", "departments", "owner_bars", "department_bars"))
_LOOKS_PERSONAL: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\d)(?:\+86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)",
    re.ASCII,
)
_LATIN: Final = re.compile(r"[A-Za-z0-9]")


class Mask:
    """Masks texts.

    Args:
        words: What is personal wherever it stands -> what is written instead.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)

    def text(self, text: str) -> str:
        """Return a text without personal data."""
        text = _LOOKS_PERSONAL.sub(lambda found: masked(found[0]), text)
        if not self._words:
            return text
        # looked up place by place: a register may name thousands of people
        found, place = [], 0
        while place < len(text):
            word = self._at(text, place)
            found.append(self._words[word] if word else text[place])
            place += len(word) or 1
        return "".join(found)

    def _at(self, text: str, place: int) -> str:
        """Return the longest of the words that begins at a place, "" for none."""
        for size in self._lengths:
            word = text[place : place + size]
            if word in self._words and self._stands_alone(word, text, place):
                return word
        return ""

    def _stands_alone(self, word: str, text: str, place: int) -> bool:
        if not word.isascii():
            return True
        # a Latin name is a word of its own, not a part of one
        around = text[max(place - 1, 0) : place], text[place + len(word) : place + len(word) + 1]
        return not any(_LATIN.match(letter) for letter in around)

    def record(self, values: Any, kept: frozenset[str] = _NAMED) -> Any:
        """Return what a form is filled with, every text in it masked but for who is responsible.

        Args:
            values: Nested mappings and lists.
            kept: Keys whose values stay.
        """
        if isinstance(values, str):
            return self.text(values)
        if isinstance(values, Mapping):
            return {
                key: value if key in kept else self.record(value, _NAMED | {"name"} if key in _LISTS else _NAMED)
                for key, value in values.items()
            }
        if isinstance(values, list | tuple):
            return [self.record(value, kept) for value in values]
        return values

    def problem(self, problem: Problem) -> Problem:
        """Return a problem that quotes nothing personal, and nothing of an internal column."""
        column = COLUMNS.get(problem.field)
        if column is not None and column.internal:
            return without_internal(problem)
        return quoting(problem, masked if column is not None and column.personal else self.text)


def mask_of(registers: Iterable[tuple[Opened, Mapping[str, Sequence[Any]]]]) -> Mask:
    """Return what masks the texts of some registers, each given with its columns."""
    personal = [name for name, column in COLUMNS.items() if column.personal]
    wanted = tuple(
        table.name for table in (*DETAILS, *TABLES)
        if table.name not in _OURS and any(column.personal for column in table.columns)
    )  # fmt: skip
    words: dict[str, str] = {}
    for opened, columns in registers:
        tables: dict[str, list[Mapping[str, Any]]] = {
            name: [row.values for row in sheet.rows] for name, sheet in detail_sheets(opened.book, wanted).items()
        }
        tables[""] = [{name: value} for name in personal for value in set(columns.get(name, ())) if value]
        words |= personal_words(tables)
    return Mask(words)


def leave_out_internal(cases: Cases) -> None:
    """Take the internal-only columns out of what is counted."""
    for name, column in COLUMNS.items():
        if column.internal:
            cases.columns.pop(name, None)
