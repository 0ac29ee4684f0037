"""What was found in a blank form: which marker goes into which cell, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kesu_xl.form.suggest.blank import Box
from kesu_xl.form.suggest.words import Gap
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref

__all__ = ["SURE", "FoundHeading", "Mark", "Suggestion", "written"]

#: From here on a place counts as sure.
SURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading: ``d`` as ``D1``, the sheet, the cell."""

    d: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One marker for one cell.

    Attributes:
        sheet: Name of the sheet.
        box: Where it goes.
        field: The path that it asks for.
        marker: The marker as it is written, braces included.
        sure: 0 to 1.
        why: What speaks for it.
        gap: The stretch behind a label in the same cell where it belongs; None: it replaces what stands there.
    """

    sheet: str
    box: Box
    field: str
    marker: str
    sure: float
    why: Ref
    gap: Gap | None = None


@dataclass(slots=True)
class Suggestion:
    """What is proposed for a blank form; problems are what could not be placed."""

    headings: list[FoundHeading] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def written(marks: list[Mark]) -> str:
    """Return the text of a cell with its markers in it: one to a line, or each behind its label."""
    inside = [mark for mark in marks if mark.gap is not None]
    if not inside:
        return "\n".join(dict.fromkeys(mark.marker for mark in marks))
    text = marks[0].box.text
    behind: dict[tuple[int, int], list[str]] = {}
    for mark in inside:
        if mark.gap is not None:
            behind.setdefault((mark.gap.start, mark.gap.end), []).append(mark.marker)
    for (start, end), markers in sorted(behind.items(), reverse=True):
        filler, rest = text[start:end], text[end:]
        before = " " if text[start - 1 : start] != "：" else ""
        after = "\n" if "\n" in filler and rest else "    " if rest else ""
        text = text[:start] + before + "  ".join(markers) + after + rest
    return text
