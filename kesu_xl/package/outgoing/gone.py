"""What is not in a copy that leaves the house, and which formulas point at it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kesu_xl.package.formulas import names_names, names_sheets, renamed

__all__ = ["Gone"]

_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
#: Another workbook, by its number: ``[1]Sheet1!A1``, ``'[1]Sheet 1'!A1``, ``[1]!name``.
_OTHER_BOOK: Final = re.compile(r"(?:^|[^\w\]])'?\[\d+\]")


@dataclass(slots=True)
class Gone:
    """Collects what is left out.

    Attributes:
        sheets: Names of the sheets.
        names: Defined names, case-folded.
        tables: Names of tables, case-folded.
        found: Kind of what was left out -> what it was called, in the order in which it was found.
    """

    sheets: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, what: str | Iterable[str]) -> None:
        """Remember that something was left out; the same thing counts once."""
        known = self.found.setdefault(kind, [])
        known += [one for one in dict.fromkeys([what] if isinstance(what, str) else what) if one not in known]

    def breaks(self, formula: str) -> bool:
        """Say whether a formula points at something that is gone."""
        if _OTHER_BOOK.search(_TEXT.sub('""', formula)) or "#REF!" in formula:
            return True
        if self.sheets and "!" in formula and names_sheets(formula, self.sheets):
            return True
        if self.names and names_names(formula, self.names):
            return True
        return bool(self.tables) and renamed(formula, {}, dict.fromkeys(self.tables, "\ue000")) != formula
