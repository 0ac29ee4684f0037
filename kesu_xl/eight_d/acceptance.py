"""Whether a customer accepted a report at first pass: what 8D进度 says of the steps that were handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kesu_xl.complaint.details import STEP_RESULT
from kesu_xl.eight_d.typed import recognised

__all__ = ["FirstVerdict", "first_pass", "first_verdicts"]

_ACCEPTED, _REFUSED = STEP_RESULT.choices


@dataclass(frozen=True, slots=True)
class FirstVerdict:
    """What a customer said when a step was handed in for the first time; `submitted` is None where nobody wrote it."""

    step: str
    submitted: datetime | None
    accepted: bool


def first_verdicts(rows: Iterable[Mapping[str, Any]]) -> list[FirstVerdict]:
    """Return the first verdict on each step of one complaint, in the order of the steps.

    A step that was handed in again has several rows: the one that was submitted first counts, rows without a time in
    their order. A row without a verdict says nothing yet.

    Args:
        rows: The rows of 8D进度 of the complaint.
    """
    found: dict[str, FirstVerdict] = {}
    for row in rows:
        result = recognised(row.get("result"), STEP_RESULT)
        if result not in (_ACCEPTED, _REFUSED):
            continue
        step = str(row.get("step") or "").strip().upper()
        one = FirstVerdict(step, _moment(row.get("submitted")), result == _ACCEPTED)
        known = found.get(step)
        if known is None or (one.submitted and known.submitted and one.submitted < known.submitted):
            found[step] = one
    return [found[step] for step in sorted(found)]


def first_pass(rows: Iterable[Mapping[str, Any]]) -> bool | None:
    """Say whether every step of a complaint was accepted when it was handed in first; None where nothing was judged.

    The figure is the share of True among the complaints that are not None.
    """
    verdicts = first_verdicts(rows)
    return all(one.accepted for one in verdicts) if verdicts else None


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else None  # noqa: DTZ001 - as cells
