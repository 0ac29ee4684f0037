"""D8, closure: everything done, signed, accepted, paid; and a repeat that says whether it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kesu_xl.complaint.details import STEP_RESULT
from kesu_xl.complaint.lists import CLOSED, IMPLEMENTED
from kesu_xl.eight_d.quality.case import Case, day_of, is_told
from kesu_xl.eight_d.quality.causes import CAUSES_READ, D5_READ, causes_of, live_actions
from kesu_xl.eight_d.quality.check import Lack, check, demands
from kesu_xl.eight_d.quality.label import field_label

_ACCEPTED: Final = STEP_RESULT.choices[0]
_EFFECTS: Final = ("effect_m1", "effect_m2", "effect_m3")
#: Days that lie before the closing, where they are known.
_DAYS: Final = (
    "d6.containment_removed_at",
    "d8.prepared_on",
    "d8.reviewed_on",
    "d8.approved_on",
    "d3_done_at",
    "d8_done_at",
)
_DATED_ROWS: Final = (
    ("actions", "done"),
    ("validation", "date"),
    ("documents", "date"),
    ("containment", "introduced_on"),
)


@check("d8.1", "CN", D5_READ, "actions[].done", *_EFFECTS)
def _all_done(case: Case) -> Iterable[Lack]:
    for name in ("d5_actions", "d7_actions"):
        for action in live_actions(case, name):
            if day_of(action.get("done")) is None:
                yield Lack.of("actions[].done", "open", action=action["action"])
    for path in _EFFECTS:
        if not case.filled(path):
            yield Lack(path)


@check("d8.2", "OEM", "d8.approved_by d8.approved_on")
def _signed(case: Case) -> Iterable[Lack]:
    if not case.told("d8.approved_by"):
        yield Lack("d8.approved_by")
    if case.day("d8.approved_on") is None:
        yield Lack("d8.approved_on")


@check("d8.3", "OEM, CIEE", "d8.customer_accepted steps[].step steps[].result")
def _accepted(case: Case) -> Iterable[Lack]:
    last = [row for row in case.rows("steps") if row.get("step") == "D8" and row.get("result") == _ACCEPTED]
    if not last and not case.told("d8.customer_accepted"):
        yield Lack("d8.customer_accepted")


demands("d8.4", "G8D", "d8.recognition")


@check("d8.5", "kesu_xl", "closed_at", *_DAYS, *(f"{table}[].{column}" for table, column in _DATED_ROWS))
def _closed_last(case: Case) -> Iterable[Lack]:
    closed = case.day("closed_at")
    if closed is None:
        yield Lack("closed_at")
        return
    later = [(day, path) for day, path in _dated(case) if day > closed]
    if later:
        day, path = max(later)
        yield Lack.of("closed_at", "later", day=day.isoformat(), other=field_label(path))


def _dated(case: Case) -> Iterator[tuple[date, str]]:
    for path in _DAYS:
        if (day := case.day(path)) is not None:
            yield day, path
    for table, column in _DATED_ROWS:
        for row in case.rows(table):
            if (day := day_of(row.get(column))) is not None:
                yield day, f"{table}[].{column}"


@check("d8.6", "nextbuy", "costs[].kind costs[].amount costs[].currency costs[].state cost_total")
def _costs(case: Case) -> Iterable[Lack]:
    booked = any(is_told(row.get("amount")) for row in case.rows("costs"))
    if not booked and not case.filled("cost_total"):
        yield Lack("cost_total")


@check("d8.7", "S0", CAUSES_READ, D5_READ, "owner actions[].done status", blocking=True)
def _gate(case: Case) -> Iterable[Lack]:
    if not causes_of(case):
        yield Lack("root_cause_occ", "cause")
    if not case.told("owner"):
        yield Lack("owner", "owner")
    # where there is only the register's row, its status says whether its actions were implemented
    by_status = not case.rows("actions") and case.value("status") in (IMPLEMENTED, CLOSED)
    actions = live_actions(case, "d5_actions")
    if not any(by_status or day_of(action.get("done")) for action in actions):
        yield Lack("actions[].done", "action")
