"""Proposals of repeats: an earlier complaint of the same customer about the same part, with a similar text.

Offline, and in any language: the texts are compared character by character, so Chinese needs no word list. People
decide: a proposal is counted nowhere until 重复客诉 is filled.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from heapq import nlargest
from typing import Final

from kesu_xl.figures.scope import Scope, Window

__all__ = ["MOST_COMPARED", "MOST_PROPOSED", "SIMILAR", "WITHIN_DAYS", "Repeat", "proposals", "told"]

#: How far back an earlier complaint may lie.
WITHIN_DAYS: Final = 90
#: From this similarity on (0 to 100, share of characters that agree in their order) two texts tell the same.
SIMILAR: Final = 70
#: The newest complaints are compared first; more of them than this are not.
MOST_COMPARED: Final = 2000
MOST_PROPOSED: Final = 100
#: Earlier texts that one complaint is compared with, the newest first.
_MOST_EARLIER: Final = 200
_MARKS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A complaint and the earlier one that it repeats.

    Attributes:
        case_no: The complaint.
        earlier: The earlier one.
        customer: Their customer.
        part: Their part number, else their product.
        received: Day of receipt; None where it is not known.
        days: Days between the two; None where they are not known.
        defect: Text of the complaint.
        earlier_defect: Text of the earlier one; None where the register has no such complaint.
        similarity: 0 to 1; None for one that the register names itself.
    """

    case_no: str | None
    earlier: str | None
    customer: str | None
    part: str | None
    received: date | None
    days: int | None
    defect: str | None
    earlier_defect: str | None
    similarity: float | None


def _plain(text: str | None) -> str:
    """Return a text as it is compared: width, case, blanks and marks do not count."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def proposals(scope: Scope, window: Window | None) -> tuple[list[Repeat], int]:
    """Return the proposed repeats of complaints received in a window, and how many complaints were not compared.

    The newest come first; those that name an earlier one themselves are not proposed again. What comes after the last
    proposal that the list has room for is not compared, either.
    """
    cases = scope.cases
    named, defect = cases.column("repeat_of"), cases.column("defect")
    customer, part, product = cases.column("customer"), cases.column("part_no"), cases.column("product")
    asked = [
        at for at in scope.received_in(window)
        if not named[at] and defect[at] and customer[at] and (part[at] or product[at]) and scope.received[at]
    ]  # fmt: skip
    if not asked:
        return [], 0
    # tuples, and no key: a function called a hundred thousand times is slower than all comparisons
    newest = nlargest(MOST_COMPARED, ((scope.received[at], cases.rows[at], at) for at in asked))
    chosen = [at for _, _, at in newest]
    from rapidfuzz import fuzz, process

    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    # the same customers and parts come again and again
    plain = cache(_plain)
    wanted = {(plain(customer[at]), plain(part[at] or product[at])) for at in chosen}
    since = min(moment for at in chosen if (moment := scope.received[at])) - timedelta(days=WITHIN_DAYS)
    for at, moment in enumerate(scope.received):
        if moment is not None and moment >= since and scope.counted[at] and defect[at]:
            key = plain(customer[at]), plain(part[at] or product[at])
            if key in wanted:
                families[key].append(at)
    texts = {at: _plain(defect[at]) for family in families.values() for at in family}
    for family in families.values():
        family.sort(key=lambda at: (scope.received[at] or scope.now, cases.rows[at]))
    places = {at: place for family in families.values() for place, at in enumerate(family)}
    found: list[Repeat] = []
    compared = 0
    for at in chosen:
        if len(found) == MOST_PROPOSED:
            break
        compared += 1
        family = families[plain(customer[at]), plain(part[at] or product[at])]
        earlier = list(_earlier(scope, family, places[at]))
        if not earlier or not texts[at]:
            continue
        best = process.extractOne(
            texts[at], [texts[one] for one in earlier], scorer=fuzz.ratio, processor=None, score_cutoff=SIMILAR
        )
        if best is not None:
            found.append(_repeat(scope, at, earlier[best[2]], best[1] / 100))
    return found, len(asked) - compared


def _earlier(scope: Scope, family: list[int], place: int) -> Iterator[int]:
    """Yield the complaints of a family before one of them, the newest first, as far as the days reach."""
    moment = scope.received[family[place]]
    assert moment is not None
    since = moment - timedelta(days=WITHIN_DAYS)
    for at in family[max(place - _MOST_EARLIER, 0) : place][::-1]:
        begun = scope.received[at]
        if begun is None or begun < since:
            return
        yield at


def told(scope: Scope, window: Window | None, most: int) -> list[Repeat]:
    """Return the complaints of a window that name an earlier one themselves, the newest first."""
    cases = scope.cases
    named = cases.column("repeat_of")
    chosen = [at for at in scope.received_in(window) if named[at]]
    chosen.sort(key=lambda at: (scope.received[at] is not None, scope.received[at], cases.rows[at]), reverse=True)
    return [_repeat(scope, at, scope.repeated.get(at), None) for at in chosen[:most]]


def _repeat(scope: Scope, at: int, earlier: int | None, similarity: float | None) -> Repeat:
    cases = scope.cases
    moment, before = scope.received[at], None if earlier is None else scope.received[earlier]
    return Repeat(
        case_no=cases.column("case_no")[at],
        earlier=cases.column("repeat_of")[at] if earlier is None else cases.column("case_no")[earlier],
        customer=cases.column("customer")[at],
        part=cases.column("part_no")[at] or cases.column("product")[at],
        received=None if moment is None else moment.date(),
        days=None if moment is None or before is None else (moment.date() - before.date()).days,
        defect=cases.column("defect")[at],
        earlier_defect=None if earlier is None else cases.column("defect")[earlier],
        similarity=similarity,
    )
