"""What is not in a copy that leaves the house, and which formulas point at it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from kesu_xl.package.formulas import names_names, names_sheets, renamed

__all__ = ["Gone", "is_public"]

_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
#: Another workbook, by its number: ``[1]Sheet1!A1``, ``'[1]Sheet 1'!A1``, ``[1]!name``.
_OTHER_BOOK: Final = re.compile(r"(?:^|[^\w\]])'?\[\d+\]")
#: A place on a disk or in the house's net, or another workbook by its name, in a text of a formula.
_PATH: Final = re.compile(r"^\s*'?(?:file:|[a-z]:[\\/]|\\\\|//|[^:\"]*\[[^\[\]]+\.xl\w*\])", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"^\s*[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_LINKS: Final = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)


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
        """Say whether a formula points at something that is gone, or names a place that outsiders must not know."""
        if '"' in formula and _names_a_place(formula):
            return True
        if _OTHER_BOOK.search(_TEXT.sub('""', formula)) or "#REF!" in formula:
            return True
        if self.sheets and "!" in formula and names_sheets(formula, self.sheets):
            return True
        if self.names and names_names(formula, self.names):
            return True
        return bool(self.tables) and renamed(formula, {}, dict.fromkeys(self.tables, "\ue000")) != formula


def _names_a_place(formula: str) -> bool:
    texts = [text[1:-1].replace('""', '"') for text in _TEXT.findall(formula)]
    if any(map(_PATH.match, texts)):
        return True
    return bool(_LINKS.search(formula)) and any(_ADDRESS.match(text) and not is_public(text) for text in texts)


def is_public(target: str) -> bool:
    """Say whether a link leads into the public net, or to a mail address."""
    try:
        parts = urlsplit(target.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return True
    return parts.scheme in ("http", "https") and "." in host and not parts.username and not host[-1].isdigit()
