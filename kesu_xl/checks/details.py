"""What is wrong in the detail tables that no clock reads: 小组, 措施, 移交 and rows of no complaint in any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.checks import rules
from kesu_xl.checks.dates import shown
from kesu_xl.checks.history import TABLES, moment_of, order_of
from kesu_xl.complaint.details import TEAM_ROLE
from kesu_xl.problem import Problem
from kesu_xl.register.label import folded
from kesu_xl.register.tables import DetailRow, DetailSheet

__all__ = ["MOST_MEMBERS", "check_details"]

#: More people than this are no team (DOMAIN 2, d1.4).
MOST_MEMBERS: Final = 10
_LEADER: Final = frozenset(folded(word) for word in (*TEAM_ROLE.choices[1].texts, *TEAM_ROLE.choices[1].also))


def check_details(
    sheets: Mapping[str, DetailSheet], received: Mapping[str, date | None], zone: ZoneInfo, *, date1904: bool
) -> list[Problem]:
    """Return the problems of the detail tables, in their order.

    Args:
        sheets: Table name -> its sheet.
        received: Complaint number -> when it was received, as it stands in the register.
        zone: The register's time zone.
        date1904: Serial numbers count from 1904.
    """
    found: list[Problem] = []
    checks: Mapping[str, Callable[[DetailSheet, list[DetailRow]], Iterator[Problem]]] = {
        "team": _team,
        "handovers": _handovers,
        "actions": lambda sheet, rows: _actions(sheet, rows, received, zone, date1904=date1904),
    }
    for table, sheet in sheets.items():
        by_case: dict[str, list[DetailRow]] = {}
        for row in sheet.rows:
            number = row.values.get("case_no")
            if number is not None and str(number) in received:
                by_case.setdefault(str(number), []).append(row)
            elif table not in TABLES:
                code = rules.DETAIL_WITHOUT_CASE if number is None else rules.DETAIL_OF_NO_CASE
                found.append(_problem(code, sheet, row, "case_no"))
        if table in checks:
            for rows in by_case.values():
                found += checks[table](sheet, rows)
    return found


def _team(sheet: DetailSheet, rows: list[DetailRow]) -> Iterator[Problem]:
    leaders = [row for row in rows if folded(str(row.values.get("role") or "")) in _LEADER]
    for row in leaders[1:]:
        yield _problem(rules.TWO_LEADERS, sheet, row, "role", leader=str(leaders[0].values.get("name") or "?"))
    if len(rows) > MOST_MEMBERS:
        yield _problem(rules.TEAM_TOO_LARGE, sheet, rows[MOST_MEMBERS], "name", members=len(rows), most=MOST_MEMBERS)


def _handovers(sheet: DetailSheet, rows: list[DetailRow]) -> Iterator[Problem]:
    if len(rows) > 1:
        people = [str(row.values.get(name) or "?") for row, name in ((rows[0], "from"), *((row, "to") for row in rows))]
        yield _problem(rules.HANDED_OVER_OFTEN, sheet, rows[-1], "to", times=len(rows), people=" → ".join(people))


def _actions(
    sheet: DetailSheet, rows: list[DetailRow], received: Mapping[str, date | None], zone: ZoneInfo, *, date1904: bool
) -> Iterator[Problem]:
    for row in rows:
        began = received[str(row.values["case_no"])]
        for name in ("due", "done"):
            value = row.values.get(name)
            if value is None:
                continue
            moment = moment_of(value, zone, date1904=date1904)
            if moment is None:
                yield _problem(rules.DETAIL_UNREADABLE, sheet, row, name)
            elif began is not None and order_of(_day(moment)) < order_of(_day(began)):
                yield _problem(rules.ACTION_BEFORE_COMPLAINT, sheet, row, name, received=shown(_day(began)))


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _problem(code: str, sheet: DetailSheet, row: DetailRow, name: str, **params: object) -> Problem:
    value: Any = row.values.get(name)
    number = row.values.get("case_no")
    typed = "" if value is None else shown(value) if isinstance(value, date) else str(value)
    return Problem(
        code, sheet.name, sheet.cell(name, row.row), row.row, "", "" if number is None else str(number), typed,
        params={"table": sheet.name, **params},
    )  # fmt: skip
