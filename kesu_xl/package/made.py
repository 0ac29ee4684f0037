"""What we made around our own things, remembered in the workbook itself: so that it can be taken out to the byte.

A hidden name ``_kesu.made`` lists it in words: ``definedNames`` (the element was not there), ``definedNames/`` (it was
empty), ``calcPr``, ``fullCalcOnLoad``, ``name:kesu_now``. What stood in a sheet before is kept by hidden names of that
sheet: ``_kesu.was.cols``, ``_kesu.was.dimension``, each with a check sum of what we put there instead.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from kesu_xl.package.names import Names

__all__ = [
    "BUTTON_NAMES",
    "MADE_NAME",
    "RULES_MARK",
    "SEPARATOR",
    "Made",
    "remember",
    "text_formula",
    "text_in",
    "what_was",
]

MADE_NAME: Final = "_kesu.made"
#: Hidden name of a sheet that has rules of ours, so that nobody has to look through all sheets.
RULES_MARK: Final = "_kesu.rules"
#: What the hidden names begin with that the buttons in Excel leave, to know what they did.
BUTTON_NAMES: Final = "_kesu.button."
#: Stands between the lines of a text in a name; line breaks would not survive every program.
SEPARATOR: Final = "\u241e"
#: Excel's longest text in a formula, and longest formula of a name, with room to spare.
_PIECE: Final = 250
_LONGEST: Final = 8000


class Made:
    """The list, read from the names and written back to them.

    Args:
        names: The workbook's names.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        known = names.get(MADE_NAME)
        self.words: dict[str, None] = dict.fromkeys(text_in(known.text).split()) if known else {}

    def add(self, word: str) -> None:
        """Put a word in."""
        self.words[word] = None

    def take(self, word: str) -> bool:
        """Take a word out; say whether it was there."""
        if word not in self.words:
            return False
        del self.words[word]
        return True

    def write(self) -> None:
        """Write the list to the names."""
        if self.words:
            self._names.put(MADE_NAME, text_formula(" ".join(sorted(self.words))), hidden=True)
        else:
            self._names.drop(lambda name: name.name == MADE_NAME and name.scope is None)


def remember(names: Names, scope: int, what: str, before: bytes, after: bytes) -> None:
    """Keep what stood in a sheet before we changed it.

    Args:
        names: The workbook's names.
        scope: Place of the sheet.
        what: Name of the element.
        before: It as it was, empty where there was none.
        after: It as it is now.
    """
    known = what_was(names, scope, what, before)
    text = f"{zlib.crc32(after)}|" + (known if known is not None else before).decode()
    if len(text) + 3 * (len(text) // _PIECE) + text.count('"') < _LONGEST:
        names.put(f"_kesu.was.{what}", text_formula(text), hidden=True, scope=scope)


def what_was(names: Names, scope: int, what: str, now: bytes) -> bytes | None:
    """Return what stood there before we changed it; None where it is not as we left it, or never was ours."""
    known = names.get(f"_kesu.was.{what}", scope)
    if known is None:
        return None
    mark, _, before = text_in(known.text).partition("|")
    return before.encode() if mark == str(zlib.crc32(now)) else None


def text_formula(text: str) -> str:
    """Return the formula of a name that stands for a text, in pieces as long as Excel takes them."""
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def text_in(formula: str) -> str:
    """Return the text that such a formula stands for."""
    return "".join(piece.replace('""', '"') for piece in re.findall(r'"((?:[^"]|"")*)"', formula))
