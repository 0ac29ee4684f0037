"""What the founding documents ask of an 8D and the record lacks: shown, never filled in.

S0 is 客诉处理流程与技巧; its numbers are those of DOMAIN, section 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.complaint.details import CAUSE_KIND, CAUSE_STATE, WHY_LAYER
from kesu_xl.complaint.lists import LIABILITY, STATUS, UNJUSTIFIED, YES_NO
from kesu_xl.eight_d.containment import unmet
from kesu_xl.eight_d.sections import Gaps
from kesu_xl.eight_d.words import shipped_words
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.eight_d.record import EightD, Row

__all__ = ["gaps_of", "stance_of"]

_VERIFIED: Final = CAUSE_STATE.choices[0]
_YES: Final = YES_NO.choices[0]
#: From this status on the improvement counts as made.
_LATE_STATES: Final = STATUS.choices[4:6]
_CHAINS: Final = tuple(zip(("whys_occ", "whys_esc", "whys_sys"), CAUSE_KIND.choices, strict=True))
_SYMPTOM, _FIRST, _BETWEEN, _FAR = WHY_LAYER.choices

_STANCES: Final[Mapping[str, Ref]] = {
    choice: Ref(f"eight_d.stance.{name}")
    for choice, name in zip(LIABILITY.choices, ("ours", "shared", "customer", "supplier"), strict=True)
}


def stance_of(record: EightD) -> Ref | None:
    """Return how to answer the customer, by whose liability it is (S0, 19)."""
    return _STANCES.get(str(record.columns.get("liability") or ""))


def gaps_of(record: EightD) -> Gaps:
    """Return what is lacking, as texts; None where nothing is."""
    return Gaps(
        containment=list(_containment(record)) or None,
        calls=list(_calls(record)) or None,
        causes=[row["cause"] for row in record.tables["causes"] if _is_unverified(row)] or None,
        layers=list(_layers(record)) or None,
        departments=_departments(record.tables["team"]),
        handovers=_handovers(record.tables["handovers"]),
        closing=list(_closing(record)) or None,
    )


def _is_unverified(row: Row) -> bool:
    return "cause" in row and row.get("state") != _VERIFIED


def _containment(record: EightD) -> Iterator[Ref]:
    state, others = record.columns.get("containment_state"), (record.d0.action, record.columns.get("initial_measure"))
    for name in unmet(state, record.d3_actions, others, record.d0.lots_blocked == _YES, shipped_words()):
        yield Ref(f"eight_d.gap.{name}")


def _calls(record: EightD) -> Iterator[Ref]:
    """Yield who was not called before D3 was done; nothing while D3 runs."""
    done = record.columns.get("d3_done_at")
    if not isinstance(done, date):
        return
    rows = record.tables["related_calls"]
    if not rows:
        yield Ref("eight_d.gap.nobody_called")
    for row in rows:
        called = row.get("called_at")
        if not isinstance(called, date) or _moment(called) > _moment(done, end=True):
            yield Ref("eight_d.gap.not_called", customer=row.get("customer") or "?")


def _moment(day: date, *, end: bool = False) -> datetime:
    """Return a day as a point in time; a day on which something was done ends with the day."""
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime(day.year, day.month, day.day, 23 if end else 0, 59 if end else 0)  # noqa: DTZ001  # as a register


def _layers(record: EightD) -> Iterator[Ref]:
    """Yield the layers of each why-chain that nothing answers: 现象 D0/D3, 一次因 D3, between D5, n次因 D7 (S0, 29)."""
    first_aid = bool(record.d0.action or record.columns.get("initial_measure") or record.d3_actions)
    contained = any(row.get("action") != record.columns.get("initial_measure") for row in record.d3_actions)
    texts: dict[str, list[str]] = {
        kind: [str(row.get(name, "")) for row in getattr(record, chain) for name in ("because", "why")]
        + [str(row["cause"]) for row in record.tables["causes"] if row.get("kind") == kind and "cause" in row]
        for chain, kind in _CHAINS
    }
    for chain, kind in _CHAINS:
        for layer, step, answered in (
            (_SYMPTOM, "D0/D3", first_aid),
            (_FIRST, "D3", contained),
            (_BETWEEN, "D5", _answered(record.d5_actions, kind, texts)),
            (_FAR, "D7", _answered(record.d7_actions, kind, texts)),
        ):
            whys = [row for row in getattr(record, chain) if row.get("layer") == layer]
            if whys and not answered:
                why = whys[-1].get("because") or whys[-1].get("why") or ""
                yield Ref("eight_d.gap.layer", chain=kind, layer=layer, step=step, why=why)


def _answered(actions: Iterable[Row], kind: str, texts: Mapping[str, list[str]]) -> bool:
    """Say whether one of the measures answers a chain: it names its kind, words of it, or nothing at all."""
    for action in actions:
        cause = action.get("cause")
        if action.get("cancelled") == _YES:
            continue
        if not cause or cause == kind:
            return True
        if cause not in texts:
            likeness = {
                other: max((_alike(str(cause), text) for text in said), default=0.0) for other, said in texts.items()
            }
            # what names no chain in particular may answer any
            if likeness[kind] >= max(likeness.values()):
                return True
    return False


def _alike(one: str, other: str) -> float:
    """Return how many of the pairs of characters of a text another one has."""
    pairs = {one[at : at + 2].casefold() for at in range(len(one) - 1)}
    return sum(pair in other.casefold() for pair in pairs) / len(pairs) if pairs else 0.0


def _departments(team: Iterable[Row]) -> list[Ref] | None:
    departments = [row.get("dept") for row in team]
    if not departments or len({str(one) for one in departments if one}) > 1:
        return None
    return [Ref("eight_d.gap.departments", dept=next((one for one in departments if one), "?"))]


def _handovers(rows: list[Row]) -> list[Ref] | None:
    if len(rows) < 2:
        return None
    people = [str(rows[0].get("from") or "?"), *(str(row.get("to") or "?") for row in rows)]
    return [Ref("eight_d.gap.handovers", count=len(rows), people=" → ".join(people))]


def _closing(record: EightD) -> Iterator[Ref]:
    """Yield what closing lacks, once the improvement is said to be made (S0, 11)."""
    columns = record.columns
    is_late = columns.get("status") in _LATE_STATES or columns.get("closed_at") is not None
    if not is_late or columns.get("valid") == UNJUSTIFIED:
        return
    rows: list[Row] = record.tables["causes"]
    if rows and not any(row.get("state") == _VERIFIED for row in rows):
        yield Ref("eight_d.gap.no_verified_cause")
    elif not columns.get("root_cause_occ") and not rows:
        yield Ref("eight_d.gap.no_cause")
    if not columns.get("owner"):
        yield Ref("eight_d.gap.no_owner")
    actions: list[Any] = [row for row in (*record.d5_actions, *record.d7_actions) if row.get("cancelled") != _YES]
    if record.tables["actions"] and not any("done" in row for row in actions):
        yield Ref("eight_d.gap.no_done_action")
    elif not actions:
        yield Ref("eight_d.gap.no_action")
