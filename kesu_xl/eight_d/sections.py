"""The parts of an 8D record that have fields of their own: D0 to D8, and what is worked out from the whole of it.

A field is an answer (what somebody wrote into 8D内容 or into the form) unless it is marked as derived. The label of an
answer is the text ``eight_d.<path>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from kesu_xl.complaint import ChoiceList, Kind
from kesu_xl.complaint.lists import YES_NO, Choice

__all__ = [
    "ANSWERS",
    "ANSWER_KINDS",
    "D0",
    "D1",
    "D2",
    "D3",
    "D4",
    "D5",
    "D6",
    "D7",
    "D8",
    "REPORT_FORM",
    "SECTIONS",
    "Gaps",
    "Repeat",
    "Report",
]

#: Full report, short confirmation, or what some customers ask for in between.
REPORT_FORM: Final = ChoiceList(
    "report_form",
    ("报告形式", "報告形式", "Report form"),
    (
        Choice("完整", "完整", "Full", "完整8D, 8D"),
        Choice("简版", "簡版", "Short", "D0-D3"),
        Choice("3D", also="D1-D3"),
        Choice("4D", also="D1-D4"),
        Choice("5D", also="D1-D5"),
    ),
    fixed=True,
)

_CHOICES: Final = "choices"
_KIND: Final = "kind"
_YES_NO: Final = {_CHOICES: YES_NO, _KIND: Kind.YES_NO}
_WHEN: Final = {_KIND: Kind.DATETIME}
_DAY: Final = {_KIND: Kind.DATE}
_COUNT: Final = {_KIND: Kind.COUNT}
_DERIVED: Final = {"derived": True}


@dataclass(slots=True)
class D0:
    """D0, emergency response: what was done before anything was known, and which report it needs."""

    needed: Any = field(default=None, metadata=_YES_NO)
    action: Any = None
    customer_protected: Any = field(default=None, metadata=_YES_NO)
    customer_protected_at: Any = field(default=None, metadata=_WHEN)
    detected_at: Any = field(default=None, metadata=_WHEN)
    suspect_lots: Any = None
    lots_blocked: Any = field(default=None, metadata=_YES_NO)
    form: Any = field(default=None, metadata={_CHOICES: REPORT_FORM, _KIND: Kind.LIST})
    form_reason: Any = None


@dataclass(slots=True)
class D1:
    """D1, team: the names of its leader and its champion; the members are the rows of ``team``."""

    leader: Any = field(default=None, metadata=_DERIVED)
    champion: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D2:
    """D2, problem description: 5W2H and what goes with it."""

    object: Any = None
    what: Any = None
    where: Any = None
    when: Any = field(default=None, metadata=_WHEN)
    who: Any = None
    why: Any = None
    how: Any = None
    how_many: Any = None
    is_real_problem: Any = field(default=None, metadata=_YES_NO)
    history: Any = None
    other_parts: Any = None
    verbatim: Any = None
    risk: Any = None
    returned_qty: Any = field(default=None, metadata=_COUNT)


@dataclass(slots=True)
class D3:
    """D3, containment: what proves it; totals, dispositions and calls are summed up from the tables."""

    effectiveness: Any = None
    proof: Any = None
    clean_point: Any = None
    firewall: Any = None
    informed: Any = None
    secured_qty: Any = field(default=None, metadata=_COUNT)
    hint: Any = field(default=None, metadata=_DERIVED)
    checked: Any = field(default=None, metadata=_DERIVED)
    ng: Any = field(default=None, metadata=_DERIVED)
    dispositions: Any = field(default=None, metadata=_DERIVED)
    calls: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D4:
    """D4, root causes: what the tables ``causes`` and ``whys`` do not hold."""

    candidates: Any = None
    explains_is_isnot: Any = field(default=None, metadata=_YES_NO)
    systemic: Any = None
    failure_category: Any = None
    not_reproduced: Any = field(default=None, metadata=_YES_NO)
    no_trouble_found: Any = None


@dataclass(slots=True)
class D5:
    """D5, corrective actions: what was checked before they were introduced."""

    verification: Any = None
    side_effects: Any = None
    effectiveness: Any = None
    justification: Any = None


@dataclass(slots=True)
class D6:
    """D6, implementation and validation: what the table ``validation`` does not hold."""

    containment_removed_at: Any = field(default=None, metadata=_DAY)
    customer_confirmed: Any = None


@dataclass(slots=True)
class D7:
    """D7, prevention: where else it applies, and what was learnt."""

    horizontal: Any = None
    horizontal_result: Any = None
    lessons: Any = None
    recommendation: Any = None
    recommendation_owner: Any = None


@dataclass(slots=True)
class D8:
    """D8, closure: acceptance, recognition, costs, signatures."""

    customer_accepted: Any = None
    summary: Any = None
    recognition: Any = None
    prepared_by: Any = None
    prepared_on: Any = field(default=None, metadata=_DAY)
    reviewed_by: Any = None
    reviewed_on: Any = field(default=None, metadata=_DAY)
    approved_by: Any = None
    approved_on: Any = field(default=None, metadata=_DAY)
    costs: Any = field(default=None, metadata=_DERIVED)
    all_done: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class Repeat:
    """The earlier complaint that this one repeats, and which disciplines were taken over from its 8D."""

    case_no: Any = field(default=None, metadata=_DERIVED)
    status: Any = field(default=None, metadata=_DERIVED)
    closed_at: Any = field(default=None, metadata=_DERIVED)
    root_cause_occ: Any = field(default=None, metadata=_DERIVED)
    root_cause_esc: Any = field(default=None, metadata=_DERIVED)
    taken_over: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class Report:
    """The form that the record was read from or is shown in: its template, its revision, its language."""

    template: Any = field(default=None, metadata=_DERIVED)
    revision: Any = field(default=None, metadata=_DERIVED)
    language: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class Gaps:
    """What the founding documents ask for and the record lacks, as texts; None where nothing is lacking.

    Attributes:
        containment: What the state of the problem demands and no measure says (S0, 20).
        calls: Related customers who were not called before D3 was done (S0, 10).
        causes: Causes that nobody has verified (S3, 10).
        layers: Layers of the why-chains that no action of their discipline answers (S0, 29).
        departments: The team is of one department (S0, 26).
        handovers: The owner changed more than once (S0, 5).
        closing: What closing still needs: cause, owner, implemented action (S0, 11).
    """

    containment: Any = field(default=None, metadata=_DERIVED)
    calls: Any = field(default=None, metadata=_DERIVED)
    causes: Any = field(default=None, metadata=_DERIVED)
    layers: Any = field(default=None, metadata=_DERIVED)
    departments: Any = field(default=None, metadata=_DERIVED)
    handovers: Any = field(default=None, metadata=_DERIVED)
    closing: Any = field(default=None, metadata=_DERIVED)


#: The parts of a record that have fields of their own.
SECTIONS: Final[Mapping[str, type[Any]]] = {
    "d0": D0, "d1": D1, "d2": D2, "d3": D3, "d4": D4, "d5": D5, "d6": D6, "d7": D7, "d8": D8,
    "repeat": Repeat, "report": Report, "gaps": Gaps,
}  # fmt: skip


def _answers() -> Iterator[tuple[str, ChoiceList | None]]:
    for section, kind in SECTIONS.items():
        for item in fields(kind):
            if "derived" not in item.metadata:
                yield f"{section}.{item.name}", item.metadata.get(_CHOICES)
    yield "customer_score", None


#: Every answer by its path, as 8D内容 names it, with the list of its values where it has one.
ANSWERS: Final[Mapping[str, ChoiceList | None]] = dict(_answers())
#: What an answer holds; one that is not here is a text.
ANSWER_KINDS: Final[Mapping[str, Kind]] = {
    f"{section}.{item.name}": item.metadata[_KIND]
    for section, kind in SECTIONS.items()
    for item in fields(kind)
    if _KIND in item.metadata
}
