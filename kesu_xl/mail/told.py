"""What somebody was told already: each alert once for each address, whatever ends the program in between.

A file for each register beside the outbox, without personal data: hashes and days. Before a mail is queued its alerts
stand there as begun under the mail; the next run looks whether that mail was queued, and so knows what was told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from kesu_xl.mail.outbox import Outbox, digest_of

__all__ = ["Told"]

#: So long what is raised no more stays known.
_KEPT: Final = timedelta(days=400)


class Told:
    """What the people of one register were told.

    Args:
        outbox: The outbox; it is held while this is in use, unless nothing is told.
        register: What the register is known by.
        today: The day, by the clock: what has not been raised for long by then is forgotten.
    """

    def __init__(self, outbox: Outbox, register: str, today: date) -> None:
        self._outbox = outbox
        self._today = today
        self._name = f"{_mark(register)}.json"
        kept = outbox.noted_state(self._name)
        self._told: dict[str, str] = dict(kept.get("told") or {})
        begun: dict[str, list[str]] = dict(kept.get("begun") or {})
        for digest, marks in begun.items():
            if outbox.was_queued(digest):
                self._told.update(dict.fromkeys(marks, today.isoformat()))

    def is_told(self, alert: str, address: str) -> bool:
        """Say whether an address was told an alert."""
        mark = _mark(alert, address)
        if mark not in self._told:
            return False
        self._told[mark] = max(self._told[mark], self._today.isoformat())  # still raised
        return True

    def telling(self, key: str, alerts: Iterable[str], address: str, queue: Callable[[], None]) -> None:
        """Queue the mail that tells somebody something, and remember it.

        Args:
            key: The key of the mail.
            alerts: The keys of what it tells.
            address: To whom.
            queue: Queues it.
        """
        marks = [_mark(alert, address) for alert in alerts]
        self._write({digest_of(key): marks})
        queue()
        self._told.update(dict.fromkeys(marks, self._today.isoformat()))
        self._write({})

    def close(self) -> None:
        """Forget what has not been raised for long, and write the rest."""
        last = (self._today - _KEPT).isoformat()
        self._told = {mark: day for mark, day in self._told.items() if day >= last}
        self._write({})

    def _write(self, begun: dict[str, list[str]]) -> None:
        self._outbox.note_state(self._name, json.dumps({"told": self._told, "begun": begun}).encode("ascii"))


def _mark(*parts: str) -> str:
    return sha256("\n".join(part.casefold() for part in parts).encode()).hexdigest()[:20]
