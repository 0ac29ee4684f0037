"""Whose complaints they are: the handlers who get a weekly mail of their own, with the rows that are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kesu_xl.alerting import Addressee, handlers
from kesu_xl.checks import Checked
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.pending import is_pending
from kesu_xl.flow.alerting import places_of
from kesu_xl.flow.opening import Opened
from kesu_xl.flow.summarising import Span
from kesu_xl.mail.config import is_address
from kesu_xl.problem import Problem
from kesu_xl.register.tables import detail_sheets

__all__ = ["cases_of_handlers"]


def cases_of_handlers(
    registers: Sequence[Opened], checked: Sequence[Checked], span: Span, now: datetime, lang: str
) -> tuple[list[tuple[Addressee, list[list[int]]]], list[Problem]]:
    """Return each handler with the positions of the own complaints in each register, and what leads to no address.

    Two names with one address are one handler. Who has nothing that is open, or that began or ended in the span, is not
    looked up: people leave, and their old complaints stay.

    Args:
        registers: The registers.
        checked: Their rows.
        span: First and last day.
        now: Aware.
        lang: Language of a person whose row in 人员 names none.
    """
    cases: dict[str, tuple[Addressee, list[list[int]]]] = {}
    problems: list[Problem] = []
    for at, (opened, rows) in enumerate(zip(registers, checked, strict=True)):
        mine = _positions(rows)
        known = {
            owner: next((one for one in map(rows.complaint, positions) if _matters(one, span, now)), None)
            for owner, positions in mine.items()
        }
        people = detail_sheets(opened.book, ("people",)).get("people")
        owners = {owner: complaint for owner, complaint in known.items() if complaint is not None}
        named, found = handlers(owners, people, places_of(opened), is_address, lang)
        problems += found
        for owner, addressees in named.items():
            for person in addressees:
                _, positions = cases.setdefault(person.mail.casefold(), (person, [[] for _ in checked]))
                positions[at] += mine[owner]
    return [(person, [sorted(own) for own in positions]) for person, positions in cases.values()], problems


def _positions(rows: Checked) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, owner in enumerate(rows.columns.get("owner", ())):
        if owner:
            found.setdefault(str(owner), []).append(position)
    return found


def _matters(complaint: Complaint, span: Span, now: datetime) -> bool:
    """Say whether a complaint is open, or began or ended in the span."""
    moments = [moment for moment in (complaint.received_at, complaint.closed_at) if moment is not None]
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in moments]
    return is_pending(complaint, now.replace(tzinfo=None)) or any(span[0] <= day <= span[1] for day in days)
