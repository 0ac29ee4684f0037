"""Looking a label up: exactly, by one of its parts, misspelt, or as a part of a longer label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kesu_xl.form.suggest.answers import Aspect, aspect_of
from kesu_xl.form.suggest.labels import AMBIGUOUS, COLUMNS, HEAD, INSIDE, SIGN_DATES, Words
from kesu_xl.form.suggest.words import close_words, folded, pieces

__all__ = ["Known", "Lexicon", "column_lexicon", "head_lexicon", "inside_lexicon", "sign_date_lexicon"]

#: How sure a label is by the way in which it was found.
_WHOLE: Final = 0.95
_PIECE: Final = 0.9
_CLOSE: Final = 0.78
_QUESTION: Final = 0.82
_SIDE: Final = 0.78
_PART: Final = 0.7
#: A label with more letters than this is a sentence.
_LONGEST: Final = 70
#: A known word has to be so much of a longer label.
_MOST_OF_IT: Final = 0.5
#: What a form is called ends so.
_TITLE: Final = re.compile(r"(?:\b(?:request|report|form|bericht|formblatt|raporu|formu)|报告|报告书|表单|보고서)$")


@dataclass(frozen=True, slots=True)
class Known:
    """A label that was recognised: the field it asks for, how sure, the known word."""

    field: str
    sure: float
    word: str


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(folded(word) for word in AMBIGUOUS.split("|"))


class Lexicon:
    """Labels and their fields; a field that ends in ``?`` is one of several that the label may mean."""

    def __init__(self, tables: Iterable[Words], sides: Mapping[Aspect, str] | None = None) -> None:
        self._sides = sides or {}
        self._fields: dict[str, tuple[str, str]] = {}
        for table in tables:
            for field, words in table.items():
                for word in words.split("|"):
                    plain = folded(word)
                    unsure = table is HEAD and plain in _ambiguous()
                    name = f"{field.rstrip('?')}?" if unsure else field
                    self._fields.setdefault(plain.replace(" ", ""), (name, plain))
        self._latin = [(word, field) for field, word in self._fields.values() if word.isascii()]
        self._east = sorted(
            (tight for tight, (_, word) in self._fields.items() if not word.isascii() and len(tight) > 1),
            key=len,
            reverse=True,
        )

    def find(self, text: str) -> Known | None:
        """Return what a label asks for, if it is known."""
        if not text.strip() or len(text) > _LONGEST:
            return None
        best: Known | None = None
        parts = list(pieces(text))
        for number, part in enumerate(parts):
            tight = folded(part).replace(" ", "")
            if tight in self._fields:
                field, word = self._fields[tight]
                sure = _WHOLE if number == 0 else _PIECE
                if best is None or sure > best.sure:
                    best = self._known(field, sure, word)
        return best or self._asked(text) or self._side(text) or self._nearly(parts)

    def _side(self, text: str) -> Known | None:
        """Return the field for the side of a cause or measure that a label names: ``Why it was not detected``."""
        side = aspect_of(text)
        return self._known(self._sides[side], _SIDE, side) if side and side in self._sides else None

    def _asked(self, text: str) -> Known | None:
        """Return what a question asks for: ``Where was it found?`` by its first words."""
        if not text.rstrip().endswith(("?", "？")):
            return None
        words = folded(text).split()
        for count in (2, 1):
            tight = "".join(words[:count])
            if tight in self._fields:
                field, word = self._fields[tight]
                return self._known(field, _QUESTION, word)
        return None

    def _nearly(self, parts: list[str]) -> Known | None:
        if parts and _TITLE.search(folded(parts[0])):
            return None  # "Corrective Action Request" is what the form is called
        for part in parts:
            plain = folded(part)
            if plain.isascii():
                found = self._misspelt(plain)
                if found is not None:
                    return found
        for part in parts[:2]:
            tight = folded(part).replace(" ", "")
            for word in self._east:
                if word in tight and len(word) >= max(2, _MOST_OF_IT * len(tight)):
                    return self._known(self._fields[word][0], _PART, word)
        return None

    def _misspelt(self, plain: str) -> Known | None:
        words = plain.split()
        for word, field in self._latin:
            known = word.split()
            if len(known) == len(words) and all(
                one == other or close_words(one, other) for one, other in zip(words, known, strict=True)
            ):
                return self._known(field, _CLOSE, word)
        for word, field in self._latin:
            # "Name of the customer", "Part number (OEM)"
            if len(word) > 4 and f" {word} " in f" {plain} " and len(word) >= _MOST_OF_IT * len(plain):
                return self._known(field, _PART, word)
        return None

    @staticmethod
    def _known(field: str, sure: float, word: str) -> Known:
        return Known(field.rstrip("?"), min(sure, 0.6) if field.endswith("?") else sure, word)


def head_lexicon(more: Mapping[str, Sequence[str]]) -> Lexicon:
    """Return the labels around the 8D; `more` are others by field, which count where no label of ours is known."""
    return Lexicon((HEAD, {field: "|".join(words) for field, words in more.items()}))


_SIDES: Final[Mapping[int, Mapping[Aspect, str]]] = {
    4: {"occ": "root_cause_occ", "esc": "root_cause_esc", "sys": "d4.systemic"},
    5: {"occ": "action_occ", "esc": "action_esc"},
}


@cache
def inside_lexicon(number: int) -> Lexicon:
    """Return the labels inside a discipline."""
    return Lexicon((INSIDE[number], HEAD), _SIDES.get(number))


@cache
def column_lexicon(number: int) -> Lexicon | None:
    """Return the heads of the columns of a discipline's tables; None where it has none."""
    return Lexicon((COLUMNS[number],)) if number in COLUMNS else None


@cache
def sign_date_lexicon() -> Lexicon:
    """Return the labels of dates beside who signed."""
    return Lexicon((SIGN_DATES,))
