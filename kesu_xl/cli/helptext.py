"""Help on a terminal: headings in the user's language, lines that break where Chinese breaks.

click counts characters and breaks at blanks. Chinese has none, and each of its characters takes two columns: its lines
would run over the edge, and the terminal would go on at the left margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import east_asian_width

import click

from kesu_xl.wording import say

__all__ = ["HelpText", "columns", "wrapped"]

_OPENING: Final = "（“‘「『《〈"
_CLOSING: Final = "，。、；：！？）”’」』》〉…·"
_IDEOGRAPH: Final = r"\u3400-\u9fff"
#: What stays on one line: blanks, a word, or an ideograph; punctuation stays with what it opens or closes.
_UNIT: Final = re.compile(
    rf"\s+|[{_OPENING}]*(?:[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+"
)
#: click's sign that a paragraph is to stay as it is.
_AS_IT_IS: Final = "\b\n"


def columns(text: str) -> int:
    """Return how many columns a text takes; what is wide in Chinese fonts only (a dash, quotes) counts as wide."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, none of them wider than `width` columns but for a single word that is."""
    lines = [""]
    for unit in _UNIT.findall(" ".join(text.split())):
        if columns(lines[-1] + unit.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


class HelpText(click.HelpFormatter):
    """The help of our commands."""

    lang = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the call under our heading."""
        super().write_usage(prog, args, prefix or say("cli.heading_Usage", self.lang) + " ")

    def write_heading(self, heading: str) -> None:
        """Write a heading in the user's language."""
        known = heading if heading in ("Options", "Commands") else ""
        super().write_heading(say(f"cli.heading_{known}", self.lang) if known else heading)

    def write_text(self, text: str) -> None:
        """Write paragraphs; what click is told to leave alone stays as it is."""
        super().write_text(self._broken(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean in two columns."""
        required = say("cli.required", self.lang)
        listed = [
            (name, re.sub(r"(?<=\[)required\]$|(?<=; )required\]$", required.lstrip("["), text)) for name, text in rows
        ]
        # the room that click leaves for the second column
        first = min(max((len(name) for name, _ in listed), default=0), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        super().write_dl([(name, self._broken(text, width)) for name, text in listed], col_max, col_spacing)

    def _broken(self, text: str, width: int) -> str:
        paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
        return "\n\n".join(
            one if one.startswith(_AS_IT_IS) or not one.strip() else _AS_IT_IS + "\n".join(wrapped(one, width))
            for one in paragraphs
        )
