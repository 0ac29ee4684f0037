"""Whether somebody still works on a complaint at a moment: told by its times, as the clocks tell it."""

from __future__ import annotations

from datetime import datetime, time

from kesu_xl.complaint.lists import CANCELLED, NOT_JUSTIFIED
from kesu_xl.complaint.model import Complaint, Moment

__all__ = ["instant", "is_after", "is_pending", "is_refused"]


def is_refused(complaint: Complaint, now: datetime) -> bool:
    """Say whether a complaint was refused or cancelled by a moment.

    Args:
        complaint: The row.
        now: The moment, naive, in the register's zone.
    """
    if complaint.status not in (NOT_JUSTIFIED, CANCELLED):
        return False
    decisions = [moment for moment in (complaint.approved_at, complaint.closed_at) if moment is not None]
    return not decisions or not all(is_after(moment, now) for moment in decisions)


def is_pending(complaint: Complaint, now: datetime) -> bool:
    """Say whether a complaint is not closed at a moment, or reopened, and neither refused nor cancelled.

    Args:
        complaint: The row.
        now: See `is_refused`.
    """
    if is_refused(complaint, now):
        return False
    closed, reopened = complaint.closed_at, complaint.reopened_at
    if closed is None or is_after(closed, now):
        return True
    return reopened is not None and instant(reopened) > instant(closed) and not is_after(reopened, now)


def instant(moment: Moment) -> datetime:
    """Return a moment as a point in time; a bare date is its first second."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def is_after(moment: Moment, now: datetime) -> bool:
    """Say whether a moment lies after another; a bare date is its first second."""
    return instant(moment) > now
