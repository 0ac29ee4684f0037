"""The number of a new complaint, by the pattern in the register's 设置 sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["next_number"]

_PLACE: Final = re.compile(r"\{(yyyy|yy|mm|dd|n{1,9})\}")
_DATES: Final = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d"}
#: Excel shows so many letters of a file name or sheet at most; a number goes into both.
_LONGEST: Final = 60


def next_number(pattern: str, taken: Iterable[str], day: date) -> str:
    """Return the number after the highest one of the same period.

    ``KS-{yy}{mm}-{nnn}`` on 2026-11-21, where ``KS-2611-041`` is the highest of November -> ``KS-2611-042``

    Args:
        pattern: Text with ``{yyyy}``, ``{yy}``, ``{mm}``, ``{dd}`` and one count, ``{n}`` to ``{nnnnnnnnn}``, whose
            letters say how many digits it has at least. It begins anew whenever the rest changes.
        taken: The numbers that are there; upper and lower case are the same.
        day: Today, in the register's zone.

    Raises:
        KesuError: Another place in braces, no count or two, nothing that a number can be.
    """
    parts = _PLACE.split(pattern.strip())
    counts = [place for place in parts[1::2] if place.startswith("n")]
    literal = "".join(parts[::2])
    if len(counts) != 1 or "{" in literal or "}" in literal or not literal.isprintable() or len(pattern) > _LONGEST:
        raise KesuError("number_pattern", pattern=pattern)
    texts = [day.strftime(_DATES[part]) if at % 2 and part in _DATES else part for at, part in enumerate(parts)]
    at = next(place for place in range(1, len(parts), 2) if parts[place].startswith("n"))
    before, after = "".join(texts[:at]), "".join(texts[at + 1 :])
    known = re.compile(re.escape(before) + r"([0-9]{1,9})" + re.escape(after), re.IGNORECASE)
    found = (known.fullmatch(number.strip()) for number in taken)
    highest = max((int(match[1]) for match in found if match is not None), default=0)
    return f"{before}{highest + 1:0{len(counts[0])}d}{after}"
