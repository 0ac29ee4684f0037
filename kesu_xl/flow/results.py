"""What the commands give back: plain values, and their JSON shapes (INTERFACE)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kesu_xl.clock import Verdict
from kesu_xl.flow.shown import ShownClock, ShownProblem, problem_json
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, Said, in_language

__all__ = [
    "CheckResult",
    "ClocksResult",
    "ColumnFound",
    "Found",
    "Made",
    "MapResult",
    "Missing",
    "Problem",
    "ReportsResult",
    "SummaryResult",
    "Written",
]


class Found:
    """A result that names problems."""

    __slots__ = ()

    found: list[Problem]
    lang: str

    @property
    def problems(self) -> list[ShownProblem]:
        """The problems, in the language of the result."""
        return [ShownProblem(problem, self.lang) for problem in self.found]

    @property
    def clean(self) -> bool:
        """No error and no warning; infos do not count."""
        return all(problem.level == "info" for problem in self.found)


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of the register that was found: `column` is its letter, `sure` 0 to 1."""

    field: str
    header: str
    column: str
    how: str = "exact"
    sure: float = 1.0


@dataclass(slots=True)
class CheckResult(Found):
    """What ``check`` found.

    Attributes:
        register: Path as given.
        sheet: Name of the sheet.
        header_row: Row number of the header.
        rows: How many complaints.
        valid: How many of them have no error.
        columns: The columns that were read.
        found: All problems; `problems` are the same in the language of the result.
        lang: The language of its texts.
    """

    register: str
    sheet: str
    header_row: int
    rows: int
    valid: int
    columns: list[ColumnFound]
    found: list[Problem]
    lang: str

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "register": self.register,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "rows": self.rows,
            "valid": self.valid,
            "columns": [{"field": c.field, "header": c.header, "column": c.column} for c in self.columns],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """A column that the register lacks, and what it would be needed for."""

    field: str
    label: Said
    needed_for: Sequence[Ref]


@dataclass(slots=True)
class MapResult(Found):
    """What ``map`` found: sheet, header row, columns, what means nothing to us, what is missing."""

    register: str
    sheet: str
    header_row: int
    rows: int
    columns: list[ColumnFound]
    unmapped: list[ColumnFound]
    missing: list[Missing]
    found: list[Problem]
    lang: str
    mapping: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "register": self.register,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "rows": self.rows,
            "columns": [
                {"field": c.field, "header": c.header, "column": c.column, "how": c.how, "sure": c.sure}
                for c in self.columns
            ],
            "unmapped": [{"header": c.header, "column": c.column} for c in self.unmapped],
            "missing": [
                {"field": m.field, "needed_for": in_language(list(m.needed_for), self.lang)} for m in self.missing
            ],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(slots=True)
class ClocksResult(Found):
    """Every clock of every complaint as of one time."""

    register: str
    as_of: datetime
    policy: str
    timezone: str
    origin: Ref
    verdicts: list[Verdict]
    lang: str
    found: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "register": self.register,
            "as_of": self.as_of.isoformat(),
            "policy": self.policy,
            "timezone": self.timezone,
            "timezone_from": self.timezone_from,
            "clocks": [self._clock(clock) for clock in self.clocks],
        }

    @property
    def timezone_from(self) -> str:
        """Where the zone came from."""
        return self.origin.say(self.lang)

    @property
    def clocks(self) -> list[ShownClock]:
        """The clocks, in the language of the result."""
        return [ShownClock(verdict, self.lang) for verdict in self.verdicts]

    def _clock(self, clock: ShownClock) -> dict[str, Any]:
        return {
            "case_no": clock.case_no,
            "row": clock.row,
            "clock": clock.clock,
            "n": clock.n,
            "start": _iso(clock.start),
            "due": _iso(clock.due),
            "stop": _iso(clock.stop),
            "elapsed_h": clock.elapsed_h,
            "limit_h": clock.limit_h,
            "excluded_h": clock.excluded_h,
            "state": clock.state,
            "explanation": clock.explanation,
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


@dataclass(frozen=True, slots=True)
class Made:
    """One report that was made."""

    case_no: str
    path: str
    template: str


@dataclass(slots=True)
class ReportsResult(Found):
    """The 8D reports that were made, and what stood in the way of the others."""

    register: str
    made: list[Made]
    found: list[Problem]
    lang: str
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "made": [{"case_no": m.case_no, "path": m.path, "template": m.template} for m in self.made],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class SummaryResult(Found):
    """A summary workbook: its bytes, or where it was written."""

    path: str
    complaints: int
    found: list[Problem]
    lang: str
    notes: list[Ref] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "path": self.path,
            "complaints": self.complaints,
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(slots=True)
class Written:
    """A file that was written, and how much of what it holds (rows that are flagged, say)."""

    path: str
    rows: int
    lang: str
    notes: list[Ref] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {"path": self.path, "rows": self.rows, "notes": [note.say(self.lang) for note in self.notes]}
