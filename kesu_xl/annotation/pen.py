"""How the sheets look that list something: palette, fonts, heights of rows, and what a sheet can hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from kesu_xl.change import Look
from kesu_xl.flags.tones import BRAND, FONTS, HAIRLINE
from kesu_xl.wording import say

__all__ = [
    "BRAND", "HAIRLINE", "HEAD", "INK", "INK_2", "LINK", "MOST_LINKS", "SENTENCE", "SOFT", "Pen", "cut",
    "height",
]  # fmt: skip

INK, INK_2, SOFT, HEAD, LINK = "1C2B36", "4F5F6D", "F3F6F8", "E6EBEF", "0B5CAD"
#: A cell shows so much of a value, and of a sentence that may have one in it; the register has the rest.
_SHOWN: Final = 120
SENTENCE: Final = 600
#: Links that Excel opens on one sheet, pixels of a row.
MOST_LINKS: Final = 65_530
_TALLEST: Final = 545


class Pen:
    """Looks in one language's font, and the texts of one area of the wording."""

    def __init__(self, area: str, lang: str) -> None:
        self.lang = lang
        self._area = area
        self._font, self._size = FONTS[lang]

    def look(self, ink: str = INK, ground: str | None = None, *, bold: bool = False, size: float = 0,
             wrap: bool = False, line: str | None = None, number_format: str | None = None,
             horizontal: Literal["left", "right"] = "left") -> Look:  # fmt: skip
        """Return how a cell looks."""
        return Look(
            ground, ink, bold, number_format, self._font, size or self._size, horizontal, "center", 1, wrap, line
        )

    def say(self, name: str, **params: object) -> str:
        """Return a text of the sheet."""
        return say(f"{self._area}.{name}", self.lang, **params)


def cut(text: str, longest: int = _SHOWN) -> str:
    """Return a text as a cell shows it."""
    return text if len(text) <= longest else text[:longest] + "…"


def height(texts: Iterable[tuple[str, int]]) -> int:
    """Return the pixels that a row needs.

    Args:
        texts: Its texts, each with the pixels of its column.
    """
    lines = max(-(-_pixels(text) // (width - 24)) for text, width in texts)
    return min(16 + 19 * max(lines, 1), _TALLEST)


def _pixels(text: str) -> int:
    return sum(9 if character.isascii() else 15 for character in text)
