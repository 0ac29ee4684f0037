"""D6, implementation and validation: done when, proven with how many parts, containment off afterwards."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from kesu_xl.eight_d.quality.case import Case, day_of, days_of, is_told, number_of
from kesu_xl.eight_d.quality.causes import D5_READ, live_actions
from kesu_xl.eight_d.quality.check import Lack, check

#: Chance of seeing no bad part although nothing got better, at most.
_CHANCE: Final = 0.05
_VALIDATION: Final = "validation[].action validation[].date"


@check(
    "d6.1",
    "kesu_xl",
    D5_READ,
    "actions[].done actions[].planned_start steps[].step steps[].done",
    blocking=True,
    needs=lambda case: live_actions(case, "d5_actions"),
)
def _done(case: Case) -> Iterable[Lack]:
    chosen = [day for row in case.rows("steps") if row.get("step") == "D5" and (day := day_of(row.get("done")))]
    for action in live_actions(case, "d5_actions"):
        done, planned = day_of(action.get("done")), day_of(action.get("planned_start"))
        if done is None:
            yield Lack.of("actions[].done", "open", action=action["action"])
            continue
        if planned is not None and done < planned:
            yield Lack.of("actions[].done", "early", action=action["action"], planned=planned.isoformat())
        if chosen and done < min(chosen):
            yield Lack.of("actions[].done", "before", action=action["action"], chosen=min(chosen).isoformat())


@check("d6.2", "G8D, OEM", _VALIDATION, "validation[].checked validation[].ng_before validation[].ng_after",
       "validation[].method", blocking=True)  # fmt: skip
def _validated(case: Case) -> Iterable[Lack]:
    rows = case.rows("validation")
    if not rows:
        yield Lack("validation[].checked", "none")
    for number, row in enumerate(rows, 1):
        for column in ("checked", "ng_before", "ng_after"):
            if number_of(row.get(column)) is None:
                yield Lack.of(f"validation[].{column}", "row", n=number)
        if not is_told(row.get("method")):
            yield Lack.of("validation[].method", "row", n=number)


@check("d6.3", "OEM", "validation[].checked defect_qty lot_qty", needs=lambda case: case.rows("validation"))
def _sample(case: Case) -> Iterable[Lack]:
    bad, lot = case.number("defect_qty"), case.number("lot_qty")
    least = _least_sample(bad / lot) if bad and lot and 0 < bad < lot else 1
    for number, row in enumerate(case.rows("validation"), 1):
        checked = number_of(row.get("checked"))
        if checked is not None and checked < least:
            yield Lack.of("validation[].checked", "few", n=number, checked=f"{checked:g}", least=least)


def _least_sample(rate: float) -> int:
    """Return how many good parts show that a rate of bad ones is gone: ln 0.05 / ln (1 - rate), the rule of three."""
    return math.ceil(math.log(_CHANCE) / math.log1p(-rate))


@check("d6.4", "G8D, OEM", "d6.containment_removed_at validation[].date")
def _containment_removed(case: Case) -> Iterable[Lack]:
    removed = case.day("d6.containment_removed_at")
    validated = days_of(row.get("date") for row in case.rows("validation"))
    if removed is None:
        yield Lack("d6.containment_removed_at")
    elif not validated:
        yield Lack("validation[].date", "open")
    elif removed < max(validated):
        yield Lack.of("d6.containment_removed_at", "early", validated=max(validated).isoformat())


@check("d6.5", "G8D", "d6.customer_confirmed")
def _confirmed(case: Case) -> Iterable[Lack]:
    if not case.told("d6.customer_confirmed"):
        yield Lack("d6.customer_confirmed")


@check("d6.6", "CN", "validation[].cut_in_lot validation[].date")
def _cut_in(case: Case) -> Iterable[Lack]:
    rows = case.rows("validation")
    if not any(is_told(row.get("cut_in_lot")) and day_of(row.get("date")) for row in rows):
        yield Lack("validation[].cut_in_lot", "none")
