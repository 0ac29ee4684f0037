"""Alerts: what has to be told about a register as of one time, and whom. Nothing is sent, nothing is remembered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kesu_xl.alerting import Action, Alert, Place, addressed, raised
from kesu_xl.checks import Checked
from kesu_xl.checks.history import moment_of
from kesu_xl.clock import plain
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.flow.checking import verdicts_of, zone_origin
from kesu_xl.flow.opening import Opened, Source, as_of_in, open_register, spoken_language
from kesu_xl.flow.results import Found
from kesu_xl.flow.shown import problem_json
from kesu_xl.mail.config import is_address
from kesu_xl.problem import Problem
from kesu_xl.register.tables import DetailSheet, detail_sheets
from kesu_xl.wording import Ref

__all__ = ["AlertsResult", "alerts", "alerts_of", "places_of"]

#: Columns of 措施 that are read as texts, and the words that say yes.
_NAMED: Final = ("case_no", "action", "step", "owner")
_YES: Final = frozenset(plain(word) for word in (*YES_NO.choices[0].texts, *YES_NO.choices[0].also))


@dataclass(slots=True)
class AlertsResult(Found):
    """The alerts of a register as of one time.

    Attributes:
        register: Path as given.
        as_of: That time, in the register's zone.
        timezone: The zone.
        origin: Where the zone came from.
        alerts: The alerts in the order of the rows.
        found: Names that lead to no address; what is wrong with the rows is said by `check`.
        lang: The language of its texts.
    """

    register: str
    as_of: datetime
    timezone: str
    origin: Ref
    alerts: list[Alert]
    found: list[Problem]
    lang: str

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "register": self.register,
            "as_of": self.as_of.isoformat(),
            "timezone": self.timezone,
            "timezone_from": self.origin.say(self.lang),
            "alerts": [_alert_json(alert, self.lang) for alert in self.alerts],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


def _alert_json(alert: Alert, lang: str) -> dict[str, Any]:
    return {
        "kind": str(alert.kind),
        "case_no": alert.case_no,
        "row": alert.row,
        "customer": alert.customer,
        "clock": alert.clock,
        "n": alert.n,
        "due": alert.due.isoformat() if alert.due is not None else None,
        "state": alert.state,
        "key": alert.key,
        "urgent": alert.urgent,
        "to": [{"name": to.name, "mail": to.mail, "lang": to.lang, "role": to.role} for to in alert.to],
        "explanation": alert.explain(lang),
    }


def alerts(
    source: Source,
    *,
    as_of: datetime,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    lang: str = "",
) -> AlertsResult:
    """Return what has to be told about the complaints of a register, with the people who are told.

    Args:
        source: Path of a workbook, or an open binary file.
        as_of: What counts as now; a naive time is in the register's zone.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone, over its 设置 sheet and kesu.toml.
        lang: Language of the texts, and of people whose row in 人员 names none; the register's where left out.

    Raises:
        KesuError: The register cannot be read.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    now = as_of_in(as_of, opened.settings).astimezone(opened.settings.zone)
    return alerts_of(opened, opened.checked(now), now, lang)


def alerts_of(opened: Opened, checked: Checked, now: datetime, lang: str) -> AlertsResult:
    """Return the alerts of a register that was checked as of a time in its zone; see `alerts`."""
    spoken = spoken_language(opened, lang)
    complaints = checked.complaints()
    verdicts = verdicts_of(opened, checked, complaints, now)
    sheets = detail_sheets(opened.book, ("people", "customers", "settings", "actions"))
    told = raised(
        verdicts, complaints, checked.histories, now, opened.settings.zone,
        contacts_known="contacts" in checked.tables, actions=_actions(opened, sheets.get("actions")),
    )  # fmt: skip
    found, problems = addressed(
        told, sheets.get("people"), sheets.get("customers"), _default_supervisor(opened, sheets.get("settings")),
        places_of(opened), is_address, spoken,
    )  # fmt: skip
    return AlertsResult(
        opened.path, now, opened.settings.zone.key, zone_origin(opened.settings), found, problems, spoken
    )


def _actions(opened: Opened, sheet: DetailSheet | None) -> Iterator[Action]:
    """Yield the actions with a due date; of one whose dates cannot be read, nobody can tell (`check` says so)."""
    # somebody's own sheet of something else is none of ours
    for row in sheet.rows if sheet is not None and {"due", "done"} <= sheet.columns.keys() else ():
        read = {
            name: moment_of(row.values[name], opened.settings.zone, date1904=opened.book.date1904)
            for name in ("due", "done")
            if row.values.get(name) is not None
        }
        due = read.get("due")
        if due is None or None in read.values() or plain(str(row.values.get("cancelled") or "")) in _YES:
            continue
        assert sheet is not None
        case_no, what, step, owner = (str(row.values.get(name) or "").strip() for name in _NAMED)
        place = Place(sheet.name, sheet.cell("owner", row.row), row.row, "", case_no)
        yield Action(case_no, what, step, owner, place, due, read.get("done"))


def _default_supervisor(opened: Opened, sheet: DetailSheet | None) -> tuple[str, Place]:
    """Return 默认主管 and its cell."""
    name = opened.settings.values.get("supervisor", "")
    for row in sheet.rows if sheet is not None else ():
        if str(row.values.get("key") or "") in SETTING_KEYS["supervisor"].labels:
            assert sheet is not None
            return name, Place(sheet.name, sheet.cell("value", row.row), row.row)
    return name, Place(sheet.name if sheet is not None else "")


def places_of(opened: Opened) -> Callable[[str, Complaint], Place]:
    """Return what finds the cell of a column in a complaint's row."""
    register = opened.register
    positions = {register.row_number(position): position for position in range(len(register.indexes))}

    def place(field: str, complaint: Complaint) -> Place:
        # a register without an owner's column is said at the complaint itself
        known = next((name for name in (field, "case_no") if name in register.heads.fields), "")
        cell = register.cell(known, positions[complaint.row]) if known else ""
        return Place(register.sheet, cell, complaint.row, field, complaint.case_no or "")

    return place
