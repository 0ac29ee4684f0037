"""Problems and verdicts as they are shown: in one language, with the fields of their JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kesu_xl.clock import Verdict
from kesu_xl.complaint import COLUMNS
from kesu_xl.errors import KesuError
from kesu_xl.problem import Problem

__all__ = ["ShownClock", "ShownProblem", "problem_json", "quoting", "registers_json", "without_internal"]


def problem_json(problem: Problem, lang: str) -> dict[str, Any]:
    """Return a problem in the shape that every command shows."""
    return {
        "code": problem.code,
        "level": problem.level,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "count": problem.count,
        "field": problem.field,
        "case_no": problem.case_no,
        "value": problem.value,
        "message": problem.message(lang),
        "remedy": problem.remedy(lang),
    }


def registers_json(
    read: Iterable[tuple[str, int]], failed: Iterable[tuple[str, KesuError]], lang: str
) -> list[dict[str, Any]]:
    """Return each of several registers: how many complaints it has, or why it could not be read."""
    found: list[dict[str, Any]] = [{"register": path, "complaints": count} for path, count in read]
    return found + [{"register": path, "failed": error.say(lang)} for path, error in failed]


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem in one language: the fields of its JSON."""

    problem: Problem
    lang: str

    @property
    def code(self) -> str:
        """Code of the rule."""
        return self.problem.code

    @property
    def level(self) -> str:
        """``error``, ``warning`` or ``info``."""
        return self.problem.level

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.problem.sheet

    @property
    def cell(self) -> str:
        """A1 address."""
        return self.problem.cell

    @property
    def row(self) -> int:
        """Row number in the sheet."""
        return self.problem.row

    @property
    def count(self) -> int:
        """How many cells it stands for."""
        return self.problem.count

    @property
    def field(self) -> str:
        """Register column."""
        return self.problem.field

    @property
    def case_no(self) -> str:
        """Complaint number of the row."""
        return self.problem.case_no

    @property
    def value(self) -> str:
        """What the cell shows."""
        return self.problem.value

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.problem.message(self.lang)

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.problem.remedy(self.lang)


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A verdict in one language: the fields of its JSON; times are aware, durations hours."""

    verdict: Verdict
    lang: str

    @property
    def case_no(self) -> str | None:
        """Complaint number."""
        return self.verdict.case_no

    @property
    def row(self) -> int:
        """Row number in the sheet."""
        return self.verdict.row

    @property
    def clock(self) -> str:
        """Name of the clock."""
        return self.verdict.clock

    @property
    def n(self) -> int:
        """Which round of the clock."""
        return self.verdict.n

    @property
    def start(self) -> datetime | None:
        """From when it runs."""
        return self.verdict.start

    @property
    def due(self) -> datetime | None:
        """When it is due."""
        return self.verdict.due

    @property
    def stop(self) -> datetime | None:
        """When it was stopped."""
        return self.verdict.stop

    @property
    def elapsed_h(self) -> float | None:
        """How long it ran."""
        return None if self.verdict.elapsed_s is None else round(self.verdict.elapsed_s / 3600, 4)

    @property
    def limit_h(self) -> float:
        """How long it may run."""
        return self.verdict.limit_s / 3600

    @property
    def excluded_h(self) -> float:
        """What was not counted."""
        return self.verdict.excluded_s / 3600

    @property
    def state(self) -> str:
        """How it stands."""
        return str(self.verdict.state)

    @property
    def explanation(self) -> str:
        """The verdict in one sentence."""
        return self.verdict.explain(self.lang)


def without_internal(problem: Problem) -> Problem:
    """Return a problem that quotes nothing of an internal column."""
    column = COLUMNS.get(problem.field)
    return quoting(problem, _hidden) if column is not None and column.internal else problem


def quoting(problem: Problem, hide: Callable[[str], str]) -> Problem:
    """Return a problem whose texts went through `hide`."""
    params = {name: hide(value) if type(value) is str else value for name, value in problem.params.items()}
    return replace(problem, value=hide(problem.value), params=params)


def _hidden(text: str) -> str:
    return "***" if text else ""
