"""The open complaints, the most pressing first: the list, the few of the overview, the agenda of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kesu_xl.complaint.lists import YES_NO
from kesu_xl.figures.followup import FollowUp
from kesu_xl.figures.outcomes import MOST_LISTED, Outcomes, Pressing
from kesu_xl.figures.result import Urgent
from kesu_xl.figures.scope import Scope

__all__ = ["OpenCase", "Topic", "agenda_of", "open_rows", "ordered", "urgent_of"]

_URGENT: Final = 10
#: No meeting takes up more.
_MOST_TOPICS: Final = 100
_YES: Final = YES_NO.choices[0]
_DAY_H: Final = 24
#: Why a complaint is taken up, the gravest first.
_REASONS: Final = ("crisis", "undecided", "breached", "at_risk", "overdue")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open complaint.

    Attributes:
        age_days: Since the receipt; None without one.
        left_h: Of its most pressing clock, `clock`; below zero it is over, None where nothing runs.
        escalated: It was escalated.
        overdue: Actions and promises that are overdue.
    """

    case_no: str | None
    customer: str | None
    product: str | None
    defect: str | None
    department: str | None
    owner: str | None
    received: datetime | date | None
    age_days: float | None
    clock: str | None
    left_h: float | None
    state: str
    escalated: bool
    overdue: int


@dataclass(frozen=True, slots=True)
class Topic:
    """What a meeting takes up: an open complaint and the reasons, the gravest first."""

    case: OpenCase
    reasons: tuple[str, ...]


def ordered(scope: Scope, outcomes: Outcomes) -> list[int]:
    """Return the positions of the open complaints, the most pressing first."""
    idle = Pressing(5, None, "", "unknown")
    found = [at for at, flag in enumerate(scope.open) if flag]
    return sorted(found, key=lambda at: (*outcomes.pressing.get(at, idle).key, scope.cases.rows[at]))


def urgent_of(scope: Scope, outcomes: Outcomes, order: Sequence[int]) -> tuple[Urgent, ...]:
    """Return the first few."""
    column = scope.cases.column
    found = []
    for at in order[:_URGENT]:
        pressing = outcomes.pressing.get(at)
        found.append(
            Urgent(
                case_no=column("case_no")[at],
                customer=column("customer")[at],
                defect=column("defect_class")[at],
                department=column("owner_dept")[at],
                owner=column("owner")[at],
                clock=pressing.clock if pressing else None,
                left_h=pressing.left_h if pressing else None,
                state=pressing.state if pressing else "unknown",
            )
        )
    return tuple(found)


def open_rows(scope: Scope, outcomes: Outcomes, follow_up: FollowUp, order: Sequence[int]) -> tuple[OpenCase, ...]:
    """Return the first of the open complaints, as far as the list goes."""
    overdue = follow_up.overdue()
    return tuple(_row(scope, outcomes, overdue.get(at, 0), at) for at in order[:MOST_LISTED])


def _row(scope: Scope, outcomes: Outcomes, overdue: int, at: int) -> OpenCase:
    column, pressing, begun = scope.cases.column, outcomes.pressing.get(at), scope.received[at]
    escalated = scope.cases.instants("escalated_at")[at]
    return OpenCase(
        case_no=column("case_no")[at],
        customer=column("customer")[at],
        product=column("product")[at],
        defect=column("defect")[at],
        department=column("owner_dept")[at],
        owner=column("owner")[at],
        received=column("received_at")[at],
        age_days=None if begun is None else scope.hours(begun, scope.now) / _DAY_H,
        clock=pressing.clock if pressing else None,
        left_h=pressing.left_h if pressing else None,
        state=pressing.state if pressing else "unknown",
        escalated=bool(escalated is not None and escalated <= scope.now and column("escalated_to")[at]),
        overdue=overdue,
    )


def agenda_of(
    scope: Scope, outcomes: Outcomes, follow_up: FollowUp, undecided: frozenset[int], order: Sequence[int]
) -> tuple[tuple[Topic, ...], int]:
    """Return what the meeting takes up, the gravest first, as far as the list goes; and how many there are in all."""
    overdue = follow_up.overdue()
    ranks = {at: one.rank for at, one in outcomes.pressing.items()}
    holds = {
        "crisis": _crises(scope),
        "undecided": undecided,
        "breached": {at for at, rank in ranks.items() if rank == 0},
        "at_risk": {at for at, rank in ranks.items() if rank == 1},
        "overdue": overdue.keys(),
    }
    found: dict[int, None] = {}
    for reason in _REASONS:
        found |= dict.fromkeys(at for at in order if at in holds[reason])
    topics = (
        Topic(_row(scope, outcomes, overdue.get(at, 0), at), tuple(one for one in _REASONS if at in holds[one]))
        for at in list(found)[:_MOST_TOPICS]
    )
    return tuple(topics), len(found)


def _crises(scope: Scope) -> set[int]:
    """Return the complaints about safety, with the media in them, or of a crisis level."""
    column = scope.cases.column
    found = {at for at, level in enumerate(column("crisis_level")) if level}
    for name in ("safety_flag", "media_flag"):
        found |= {at for at, flag in enumerate(column(name)) if flag == _YES}
    return found
