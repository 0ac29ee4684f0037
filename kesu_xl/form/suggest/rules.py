"""What can stand in the way when a blank form becomes a template: the codes of room `form`, suggest."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import rule

__all__ = [
    "FORMATS_LOST",
    "LABEL_UNKNOWN",
    "LABEL_UNUSED",
    "NO_HEADING",
    "NO_PLACE",
    "OPTIONS_LEFT",
    "PLACE_LOCKED",
    "SHEET_SKIPPED",
    "TABLE_REPEATED",
    "TEXT_IN_PLACE",
]

#: A discipline without a heading.
NO_HEADING: Final = rule("F401", "warning", "suggest", "customers' forms")
#: A heading without a cell for its answer.
NO_PLACE: Final = rule("F402", "warning", "suggest", "customers' forms")
#: A text stands where the answer should go, and it does not look like a hint.
TEXT_IN_PLACE: Final = rule("F403", "warning", "suggest", "customers' forms")
#: The answer's cell is locked on a protected sheet, or holds a formula.
PLACE_LOCKED: Final = rule("F404", "warning", "suggest", "customers' forms")
#: A label that is known, with no cell left or nothing in the record for it.
LABEL_UNUSED: Final = rule("F405", "info", "suggest", "customers' forms")
#: A sheet that shows how to fill in the form; or one of formulas only.
SHEET_SKIPPED: Final = rule("F406", "info", "suggest", "kesu_xl")
#: A second table for the items of one list.
TABLE_REPEATED: Final = rule("F407", "warning", "suggest", "customers' forms")
#: A label with several formats became plain, as the marker stands in the same cell.
FORMATS_LOST: Final = rule("F408", "info", "suggest", "kesu_xl")
#: A label that is not known beside an empty cell.
LABEL_UNKNOWN: Final = rule("F409", "info", "suggest", "customers' forms")
#: Boxes to tick: which one is meant for what nobody can tell from the form.
OPTIONS_LEFT: Final = rule("F410", "info", "suggest", "kesu_xl")
