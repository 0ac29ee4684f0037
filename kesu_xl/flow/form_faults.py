"""What a filled form says that cannot be: two leaders, a team of hundreds, actions before the complaint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from kesu_xl.checks.details import MOST_MEMBERS
from kesu_xl.complaint.details import TEAM_ROLE
from kesu_xl.problem import Problem, rule

__all__ = ["form_faults"]

TWO_LEADERS: Final = rule("F231", "warning", "entering", "DOMAIN 2")
TEAM_TOO_LARGE: Final = rule("F232", "warning", "entering", "DOMAIN 2")
ACTION_BEFORE_COMPLAINT: Final = rule("F233", "warning", "entering", "DOMAIN 2")

_LEADER: Final = TEAM_ROLE.choices[1]


_ACTIONS: Final = ("actions", "d5_actions", "d7_actions")


def form_faults(record: Mapping[str, Any], cells: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with what a form says.

    Args:
        record: The record of the form, typed.
        cells: Path of each value -> its cell, e.g. ``8D!D5``.
    """
    return [*_team(_rows(record, "team"), cells), *_dates(record, cells)]


def _rows(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = record.get(name)
    return [row if isinstance(row, Mapping) else {} for row in value] if isinstance(value, list) else []


def _team(rows: list[Mapping[str, Any]], cells: Mapping[str, str]) -> Iterator[Problem]:
    leaders = [number for number, row in enumerate(rows) if row.get("role") == _LEADER]
    for number in leaders[1:]:
        first = str(rows[leaders[0]].get("name") or "?")
        yield _problem(TWO_LEADERS, f"team[{number}].role", cells, rows[number].get("name"), leader=first)
    if len(rows) > MOST_MEMBERS:
        yield _problem(TEAM_TOO_LARGE, f"team[{MOST_MEMBERS}].name", cells, None, members=len(rows), most=MOST_MEMBERS)


def _dates(record: Mapping[str, Any], cells: Mapping[str, str]) -> Iterator[Problem]:
    received = record.get("received_at")
    if not isinstance(received, date):
        return
    for name in _ACTIONS:
        for number, row in enumerate(_rows(record, name)):
            for column in ("due", "done"):
                moment = row.get(column)
                if isinstance(moment, date) and _day(moment) < _day(received):
                    path = f"{name}[{number}].{column}"
                    yield _problem(
                        ACTION_BEFORE_COMPLAINT, path, cells, _day(moment), received=_day(received).isoformat()
                    )


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _problem(code: str, path: str, cells: Mapping[str, str], value: object, **params: object) -> Problem:
    sheet, _, cell = cells.get(path, "!").rpartition("!")
    return Problem(code, sheet, cell, field=path, value="" if value is None else str(value), params=params)
