"""D0, emergency response: is the customer protected, which lots are under suspicion, which report is it to be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from kesu_xl.complaint.lists import YES_NO
from kesu_xl.eight_d.quality.case import Case
from kesu_xl.eight_d.quality.check import Lack, check, demands
from kesu_xl.eight_d.report_form import READS, proposed_form

_YES, _NO = YES_NO.choices


@check("d0.1", "G8D", "d0.customer_protected d0.customer_protected_at", blocking=True)
def _customer_protected(case: Case) -> Iterable[Lack]:
    if not case.told("d0.customer_protected"):
        yield Lack("d0.customer_protected")
    if case.day("d0.customer_protected_at") is None:
        yield Lack("d0.customer_protected_at")


demands("d0.2", "OEM", "safety_flag", blocking=True)


@check("d0.3", "OEM", "d0.suspect_lots d0.lots_blocked")
def _suspect_lots(case: Case) -> Iterable[Lack]:
    if not case.filled("d0.suspect_lots"):
        yield Lack("d0.suspect_lots")
    elif case.told("d0.suspect_lots") and case.value("d0.lots_blocked") != _YES:
        yield Lack("d0.lots_blocked", "open")


@check("d0.4", "G8D", "d0.form d0.form_reason", *READS)
def _form_decided(case: Case) -> Iterable[Lack]:
    proposed = proposed_form(case.value)
    if not case.told("d0.form"):
        yield Lack.of("d0.form", "undecided", form=proposed.form, reason=proposed.reason)
    elif not case.told("d0.form_reason"):
        differs = case.value("d0.form") != proposed.form
        yield Lack.of("d0.form_reason", "differs" if differs else "unexplained", form=proposed.form,
                      reason=proposed.reason, chosen=case.value("d0.form"))  # fmt: skip


@check("d0.5", "kesu_xl", "d0.detected_at received_at first_response_at")
def _order_of_times(case: Case) -> Iterable[Lack]:
    if not case.filled("d0.detected_at"):
        yield Lack("d0.detected_at")
    elif _is_later(case.value("d0.detected_at"), case.value("received_at")):
        yield Lack("d0.detected_at", "later")
    if _is_later(case.value("received_at"), case.value("first_response_at")):
        yield Lack("first_response_at", "before")


def _is_later(first: Any, second: Any) -> bool:
    """Say whether a moment lies behind another one; by days where one of the two is a day."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        has_time = time() not in (first.time(), second.time())
        # what comes from a form has no zone, and all times of a register are in one
        return first.replace(tzinfo=None) > second.replace(tzinfo=None) if has_time else first.date() > second.date()
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in (first, second)]
    return isinstance(days[0], date) and isinstance(days[1], date) and days[0] > days[1]
