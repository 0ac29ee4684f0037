"""Quiet hours: when alerts wait until somebody is at work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["QuietHours"]

_SPAN: Final = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-–—~～至]\s*([01]?\d|2[0-3])[:：]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day to another, over midnight where the second is earlier; the end is not quiet any more."""

    first: time
    last: time

    @classmethod
    def of(cls, text: str) -> QuietHours | None:
        """Return what ``22:00-07:00`` says; None for "".

        Raises:
            KesuError: It says something else.
        """
        if not text.strip():
            return None
        found = _SPAN.fullmatch(text.strip())
        hours = [int(part) for part in found.groups()] if found else [0, 0, 0, 0]
        first, last = time(hours[0], hours[1]), time(hours[2], hours[3])
        if first == last:  # never, or always? nobody knows what is meant
            raise KesuError("mail_setting_wrong", name="quiet_hours", value=text.strip(), choices="22:00-07:00")
        return cls(first, last)

    def hold(self, now: datetime) -> bool:
        """Say whether a local time is quiet."""
        at = now.time()
        if self.first <= self.last:
            return self.first <= at < self.last
        return at >= self.first or at < self.last
