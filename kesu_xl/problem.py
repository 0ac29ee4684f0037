"""A fault in the data as a value, and the catalogue of the rules that find faults.

Each room registers the rules it knows with `rule`, at import. The texts of a rule stand in
``kesu_xl/wording/<room>.py`` under ``<code>.message``, ``<code>.remedy`` and ``<code>.what`` (the entry of the
catalogue); docs/rules.md is generated from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kesu_xl.wording import say

__all__ = ["RULES", "Level", "Problem", "Rule", "rule"]

#: error: the row cannot be trusted; warning: somebody should look; info: nothing to do, but nothing was silent.
Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue: what can be wrong, how bad it is, where the rule comes from."""

    code: str
    level: Level
    room: str
    source: str

    def what(self, lang: str) -> str:
        """Return what the rule finds, as the catalogue says it."""
        return say(f"{self.room}.{self.code}.what", lang)

    def remedy(self, lang: str) -> str:
        """Return what to do about it, as the catalogue says it."""
        return say(f"{self.room}.{self.code}.remedy", lang)


#: Every rule of every room that was imported, by code.
RULES: dict[str, Rule] = {}


def rule(code: str, level: Level, room: str, source: str) -> str:
    """Put a rule into the catalogue and return its code.

    Args:
        code: A letter and three digits, unique in the product, e.g. ``C101``.
        level: How bad it is.
        room: Module of `kesu_xl.wording` that holds its texts.
        source: Document or standard that the rule comes from.

    Raises:
        ValueError: The code is in it already.
    """
    if code in RULES:
        raise ValueError(f"rule {code} is registered twice")
    RULES[code] = Rule(code, level, room, source)
    return code


@dataclass(slots=True)
class Problem:
    """One fault at one place: where, what, what to do.

    Attributes:
        code: Code of the rule.
        sheet: Name of the sheet, empty for a fault of the whole file.
        cell: A1 address, e.g. ``F12``; the first one where `count` is more than one.
        row: Row number in the sheet, 1-based; 0 for a fault that has no row.
        field: Name of the register column (`kesu_xl.complaint`), empty where none is meant.
        case_no: Complaint number of the row, as it stands there.
        value: What the cell shows, as text.
        count: How many cells this stands for (infos are counted per column and kind).
        params: What goes into the texts besides `value`, `cell`, `sheet`, `case_no`, `row` and `count`.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    field: str = ""
    case_no: str = ""
    value: str = ""
    count: int = 1
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How bad it is."""
        return RULES[self.code].level

    def message(self, lang: str) -> str:
        """Return what is wrong, in `lang`."""
        return self._say("message", lang)

    def remedy(self, lang: str) -> str:
        """Return what to do, in `lang`."""
        return self._say("remedy", lang)

    def _say(self, part: str, lang: str) -> str:
        own: dict[str, Any] = {
            "value": self.value, "cell": self.cell, "sheet": self.sheet, "case_no": self.case_no,
            "row": self.row, "count": self.count,
        }  # fmt: skip
        return say(f"{RULES[self.code].room}.{self.code}.{part}", lang, **{**own, **self.params})
