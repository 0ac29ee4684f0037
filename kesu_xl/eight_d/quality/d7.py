"""D7, prevention: documents, similar parts, lessons, and an action against the last why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from kesu_xl.complaint.details import DOCUMENT_KIND, WHY_LAYER
from kesu_xl.eight_d.quality.case import Case, day_of, is_told
from kesu_xl.eight_d.quality.causes import CAUSES_READ, CHAINS, D7_READ, SYSTEM, answered, causes_of, live_actions
from kesu_xl.eight_d.quality.check import Lack, check, demands

_ROOT: Final = WHY_LAYER.choices[-1]


@check("d7.1", "IATF, OEM", "documents[].kind documents[].number documents[].revision documents[].date",
       "documents[].why_not fmea_no")  # fmt: skip
def _documents(case: Case) -> Iterable[Lack]:
    rows = case.rows("documents")
    for kind in DOCUMENT_KIND.choices:
        own = [row for row in rows if row.get("kind") == kind]
        if not own:
            yield Lack.of("documents[].kind", "none", kind=kind)
        elif not any(_is_settled(row) for row in own):
            yield Lack.of("documents[].revision", "open", kind=kind)


def _is_settled(row: dict[str, Any]) -> bool:
    """Say whether a document has its new revision with date, or the reason why it needs none."""
    revised = is_told(row.get("revision")), day_of(row.get("date")) is not None
    return all(revised) or (not any(revised) and is_told(row.get("why_not")))


@check("d7.2", "G8D, CN", "d7.horizontal d7.horizontal_result horizontal_parts")
def _similar(case: Case) -> Iterable[Lack]:
    if not case.filled("d7.horizontal"):
        yield Lack("d7.horizontal")
    elif case.told("d7.horizontal") and not case.told("d7.horizontal_result"):
        yield Lack("d7.horizontal_result")


demands("d7.3", "G8D, QMS", "d7.lessons", also="lessons[].lesson")


@check("d7.4", "G8D", "d7.recommendation d7.recommendation_owner")
def _recommendation(case: Case) -> Iterable[Lack]:
    if not case.filled("d7.recommendation"):
        yield Lack("d7.recommendation")
    elif case.told("d7.recommendation") and not case.told("d7.recommendation_owner"):
        yield Lack("d7.recommendation_owner")


@check("d7.5", "S0", CAUSES_READ, D7_READ, "whys[].layer")
def _against_the_last_why(case: Case) -> Iterable[Lack]:
    actions = live_actions(case, "d7_actions")
    roots = [
        re.sub(r"\s+", "", str(row["because"]))
        for name in CHAINS.values()
        for row in case.rows(name)
        if row.get("layer") == _ROOT and is_told(row.get("because"))
    ]
    if not roots:
        yield Lack("whys[].layer", "rootless")
    if not actions:
        yield Lack("actions[].action", "none")
        return
    systemic = [cause for cause in causes_of(case) if cause.kind == SYSTEM]
    for action in actions:
        words = re.sub(r"\s+", "", str(action.get("cause") or ""))
        names_root = len(words) > 1 and any(words in root or root in words for root in roots)
        if names_root or any(answered(action, systemic)):
            return
    yield Lack("actions[].cause", "unlinked")
