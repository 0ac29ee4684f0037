"""By when a complaint is promised to be solved: 承诺完成时间, or 调整后期限 in its place once it is approved."""

from __future__ import annotations

from datetime import datetime

from kesu_xl.complaint.model import Moment
from kesu_xl.complaint.pending import is_after

__all__ = ["promised_by"]


def promised_by(
    promised: Moment | None, revised: Moment | None, approved: Moment | None, now: datetime
) -> Moment | None:
    """Return the promised time that counts at a moment; None where nothing is promised.

    Args:
        promised: 承诺完成时间.
        revised: 调整后期限.
        approved: 批准时间: 调整后期限 counts from it on; until then, and without it, the first promise stands.
        now: The moment, naive, in the register's zone.
    """
    if revised is not None and approved is not None and not is_after(approved, now):
        return revised
    return promised
