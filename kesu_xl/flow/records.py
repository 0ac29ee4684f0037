"""From the rows of a register to the records of 8Ds and other forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kesu_xl.clock import Verdict
from kesu_xl.complaint import Complaint, is_open
from kesu_xl.complaint.lists import CANCELLED
from kesu_xl.eight_d import EightD, assemble
from kesu_xl.errors import KesuError
from kesu_xl.flow.photos import Photos
from kesu_xl.wording import Ref

__all__ = ["case_record", "chosen_complaints", "earlier_record"]


def chosen_complaints(
    complaints: Sequence[Complaint], cases: Collection[str], *, only_open: bool = False
) -> list[Complaint]:
    """Return the complaints that get a report.

    Raises:
        KesuError: A number is not in the register, or that of a complaint that was cancelled.
    """
    if cases:
        known = {complaint.case_no for complaint in complaints}
        if unknown := [number for number in cases if number not in known]:
            raise KesuError("no_such_case", numbers=unknown)
        chosen = [complaint for complaint in complaints if complaint.case_no in cases]
        if cancelled := [complaint.case_no for complaint in chosen if complaint.status == CANCELLED]:
            raise KesuError("case_cancelled", numbers=cancelled)
        return chosen
    return [c for c in complaints if c.status != CANCELLED and (is_open(c.status) or not only_open)]


def case_record(
    complaint: Complaint,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    verdicts: Iterable[Verdict],
    settings: Mapping[str, Any],
    photos: Photos | None = None,
    earlier: EightD | None = None,
) -> dict[str, Any]:
    """Return what fills the forms of one complaint.

    Args:
        complaint: The row of the register.
        rows: Its rows in the detail tables, by table.
        verdicts: How its clocks stand.
        settings: The values of the register's 设置 sheet.
        photos: Those of the register; None where no picture is to be shown.
        earlier: The record of the complaint that it repeats, see `earlier_record`.
    """
    if photos is not None:
        rows = {**rows, "photos": photos.of(complaint, rows.get("photos", ()))}
    words = {verdict.clock: Ref(f"clock.shown.{verdict.state}") for verdict in verdicts}
    record = assemble(complaint, rows, words, earlier).record()
    if photos is not None:
        record["photo"] = photos.own(complaint)
    record.update({name: settings[name] for name in ("company", "department") if settings.get(name)})
    return record


def earlier_record(
    complaint: Complaint,
    by_number: Mapping[str, Complaint],
    details: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]],
) -> EightD | None:
    """Return the record of the complaint that one repeats; None where it names none, itself, or one that is not there.

    Args:
        complaint: The later one.
        by_number: The complaints of the register.
        details: Complaint number -> table -> its rows.
    """
    earlier = by_number.get(complaint.repeat_of or "")
    if earlier is None or earlier is complaint:
        return None
    return assemble(earlier, details.get(earlier.case_no or "", {}))
