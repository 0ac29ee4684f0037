"""D3, containment: every place where bad parts may be, what was checked there, and who else was told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kesu_xl.complaint.details import PLACE
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.eight_d.containment import STATE_RULES, unmet
from kesu_xl.eight_d.quality.case import Case, day_of, is_told, number_of, percent_of, shown
from kesu_xl.eight_d.quality.check import Lack, check, demands
from kesu_xl.eight_d.record import Row
from kesu_xl.eight_d.words import WordLists

_YES, _ = YES_NO.choices
_CUSTOMER, _IN_TRANSIT, _WAREHOUSE, _IN_PROCESS, _ = PLACE.choices
#: Places that have to be looked at.
_COVERED: Final = (_CUSTOMER, _IN_TRANSIT, _WAREHOUSE, _IN_PROCESS)
#: What is said of every containment action.
_SAID: Final = ("owner", "place", "introduced_on", "effective_from")
#: The fields that make up the list of containment actions.
_ACTIONS: Final = (
    "containment[].action containment[].cancelled actions[].step actions[].action actions[].cancelled initial_measure"
)


def _actions(case: Case) -> list[Row]:
    return [row for row in case.rows("d3_actions") if row.get("cancelled") != _YES and is_told(row.get("action"))]


@check("d3.1", "SON", _ACTIONS, blocking=True)
def _one_action(case: Case) -> Iterable[Lack]:
    if not _actions(case):
        yield Lack("containment[].action", "none")


@check("d3.2", "BOSCH", _ACTIONS, "containment[].owner containment[].place containment[].introduced_on",
       "containment[].effective_from actions[].owner actions[].done", needs=_actions)  # fmt: skip
def _who_where_when(case: Case) -> Iterable[Lack]:
    # what stands among the actions has no place of its own
    others = [row.get("action") for row in case.rows("actions") if row.get("step") in ("D0", "D3")]
    for row in _actions(case):
        for column in ("owner", "introduced_on") if row["action"] in others else _SAID:
            if not is_told(row.get(column)):
                yield Lack.of(f"containment[].{column}", "of", action=row["action"])


@check("d3.3", "CN", "containment[].place containment[].checked containment[].ng containment[].cancelled")
def _places(case: Case) -> Iterable[Lack]:
    rows = [row for row in case.rows("d3_actions") if row.get("cancelled") != _YES]
    for place in _COVERED:
        there = [row for row in rows if row.get("place") == place]
        if not there:
            yield Lack.of("containment[].place", "place", place=place)
        for column in ("checked", "ng"):
            if there and not any(number_of(row.get(column)) is not None for row in there):
                yield Lack.of(f"containment[].{column}", "count", place=place)


@check("d3.4", "G8D, MTU", "d3.proof d3.effectiveness")
def _effective(case: Case) -> Iterable[Lack]:
    if not case.told("d3.proof"):
        yield Lack("d3.proof")
    if percent_of(case.value("d3.effectiveness")) is None:
        yield Lack("d3.effectiveness", "percent")


demands("d3.5", "BOSCH, CN", "d3.clean_point")
demands("d3.6", "BOSCH", "d3.firewall")


@check("d3.7", "OEM", _ACTIONS, needs=_actions)
def _done_not_planned(case: Case) -> Iterable[Lack]:
    for row in _actions(case):
        if words := _planned(case.house.words, str(row["action"])):
            yield Lack.of("containment[].action", "words", action=row["action"], words=", ".join(words))


def _planned(words: WordLists, text: str) -> list[str]:
    """Return the words that only plan an action; none where another word says that it was done."""
    found = words.found("future", text)
    rest = text
    for word in found:
        rest = rest.replace(word, "，")
    return [] if words.found("done", rest) else found


@check("d3.8", "S0", _ACTIONS, "containment_state containment[].place containment[].evidence actions[].result",
       "actions[].verification d0.action d0.lots_blocked")  # fmt: skip
def _state_rule(case: Case) -> Iterable[Lack]:
    state = case.value("containment_state")
    if not isinstance(state, str) or state not in STATE_RULES:
        yield Lack("containment_state")
    others, is_blocked = (case.text("d0.action"), case.text("initial_measure")), case.value("d0.lots_blocked") == _YES
    for name in unmet(state, case.rows("d3_actions"), others, is_blocked, case.house.words):
        yield Lack("containment[].action", f"eight_d.gap.{name}")


@check("d3.9", "S0", "disposition[].kind disposition[].qty defect_qty")
def _dispositions(case: Case) -> Iterable[Lack]:
    rows, quantity = case.rows("disposition"), case.number("defect_qty")
    counted = [number for row in rows if (number := number_of(row.get("qty"))) is not None]
    if not counted:
        yield Lack("disposition[].qty", "none")
    elif quantity is not None and sum(counted) != quantity:
        yield Lack.of("disposition[].qty", "sum", sum=shown(sum(counted)), register=shown(quantity))


@check("d3.10", "S0", "related_calls[].called_at related_calls[].result d3_done_at")
def _related_customers(case: Case) -> Iterable[Lack]:
    rows, done = case.rows("related_calls"), case.day("d3_done_at")
    if not rows:
        yield Lack("related_calls[].called_at", "none")
    for number, row in enumerate(rows, 1):
        called = day_of(row.get("called_at"))
        if called is None:
            yield Lack.of("related_calls[].called_at", "open", n=number)
        elif done is not None and called > done:
            yield Lack.of("related_calls[].called_at", "late", n=number)
        if not is_told(row.get("result")):
            yield Lack.of("related_calls[].result", "open", n=number)


def _asks_for_secured_quantity(case: Case) -> list[str]:
    return case.house.words.found("secured_quantity", case.text("customer"), negatable=False)


@check("d3.11", "OEM", "customer d3.secured_qty", needs=_asks_for_secured_quantity)
def _secured_quantity(case: Case) -> Iterable[Lack]:
    if case.number("d3.secured_qty") is None:
        yield Lack("d3.secured_qty")


demands("d3.12", "BOSCH", "d3.informed")
