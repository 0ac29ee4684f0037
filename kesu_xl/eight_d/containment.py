"""What has to be done at once, by the state of the problem: one rule for the gaps that forms show and for check d3.8.

S0 (客诉处理流程与技巧) is the source; 20 is the number of the rule in DOMAIN, section 1. A measure is recognised by its
words (words.toml), in every language, wherever it was written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kesu_xl.complaint.details import PLACE
from kesu_xl.complaint.lists import CONTAINMENT, YES_NO, Choice

if TYPE_CHECKING:
    from kesu_xl.eight_d.record import Row
    from kesu_xl.eight_d.words import WordLists

__all__ = ["LISTS", "STATE_RULES", "Demand", "unmet"]

_ONGOING, _OCCURRED, _NOT_YET = CONTAINMENT.choices
_AT_CUSTOMER, _, _, _IN_PROCESS, _ = PLACE.choices
_YES: Final = YES_NO.choices[0]


class Demand(NamedTuple):
    """What a state of the problem demands: words of some lists in any measure, or in one at a place.

    Attributes:
        name: Name of the demand, and of the sentence that says it is not met.
        anywhere: Lists of words; one of them meets the demand wherever it stands.
        place: A place of containment.
        there: Lists of words that meet it in an action at that place.
        is_answered: That suspect lots are blocked meets it, too (``d0.lots_blocked``).
        only_there: It is only asked where there is an action at that place.
    """

    name: str
    anywhere: tuple[str, ...] = ()
    place: Choice | None = None
    there: tuple[str, ...] = ()
    is_answered: bool = False
    only_there: bool = False


#: State of the problem -> what it demands. 发生中: 立即中止 or 原因查询, or what is in process is looked through.
#: 已发生: 不良筛选 and 管制; at the customer 派人处置 or 代为封存. 未发生: 加大检测频度和管控等级 or 试产.
STATE_RULES: Final[Mapping[str, tuple[Demand, ...]]] = {
    _ONGOING: (Demand("ongoing", ("stop", "search"), _IN_PROCESS, ("sort",)),),
    _OCCURRED: (
        Demand("sort", ("sort",)),
        Demand("block", ("block",), is_answered=True),
        Demand("customer", (), _AT_CUSTOMER, ("send", "seal", "sort"), only_there=True),
    ),
    _NOT_YET: (Demand("not_yet", ("tighten", "trial")),),
}
#: State -> every list that its demands search measures for, wherever they stand.
LISTS: Final = {
    state: tuple([name for demand in demands for name in demand.anywhere]) for state, demands in STATE_RULES.items()
}


def unmet(state: Any, rows: Iterable[Row], others: Iterable[Any], is_blocked: bool, words: WordLists) -> Iterator[str]:
    """Yield the names of the demands of a state that nothing meets.

    Args:
        state: State of the problem; one that is not known demands nothing.
        rows: The containment actions; cancelled ones do not count.
        others: What else says what was done at once: texts, or None.
        is_blocked: The suspect lots are said to be blocked.
        words: The lists.
    """
    demands = STATE_RULES.get(state, ()) if isinstance(state, str) else ()
    if not demands:
        return
    live = [row for row in rows if row.get("cancelled") != _YES]
    texts = [str(row[name]) for row in live for name in ("action", "evidence") if row.get(name)]
    texts += [str(text) for text in others if text]
    for demand in demands:
        there = [str(row.get("action") or "") for row in live if demand.place and row.get("place") == demand.place]
        if (demand.only_there and not there) or (demand.is_answered and is_blocked):
            continue
        if not words.having(demand.anywhere, texts) and not words.having(demand.there, there):
            yield demand.name
