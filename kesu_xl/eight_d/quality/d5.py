"""D5, corrective actions: each against a cause, with somebody and a day, and more than an appeal."""

from __future__ import annotations

from collections.abc import Iterable

from kesu_xl.complaint.details import ACTION_KIND
from kesu_xl.eight_d.quality.case import Case, day_of, is_told, percent_of
from kesu_xl.eight_d.quality.causes import (
    CAUSES_READ,
    D5_READ,
    ESCAPE,
    OCCURRENCE,
    SYSTEM,
    answered,
    causes_of,
    is_ours,
    live_actions,
)
from kesu_xl.eight_d.quality.check import Lack, check
from kesu_xl.eight_d.record import Row

_TRAINING, _INSPECTION = ACTION_KIND.choices[-2:]


def _actions(case: Case) -> list[Row]:
    return live_actions(case, "d5_actions")


@check("d5.1", "G8D, OEM", CAUSES_READ, D5_READ, blocking=True)
def _cause_and_action(case: Case) -> Iterable[Lack]:
    causes, actions = causes_of(case), _actions(case)
    met = []
    for action in actions:
        named = list(answered(action, causes))
        met += named
        if not is_told(action.get("cause")):
            yield Lack.of("actions[].cause", "no_cause", action=action["action"])
        elif not named:
            yield Lack.of("actions[].cause", "stranger", action=action["action"], cause=action["cause"])
    if not actions:
        yield Lack("actions[].action", "none")
    for cause in causes:
        # what the system let happen is met in D7
        if actions and cause.kind != SYSTEM and cause not in met:
            yield Lack.of("actions[].cause", "unmet", cause=cause.text)


@check("d5.2", "G8D", CAUSES_READ, D5_READ, "liability")
def _both_kinds(case: Case) -> Iterable[Lack]:
    causes = causes_of(case)
    kinds = {cause.kind for action in _actions(case) for cause in answered(action, causes)}
    for kind in (OCCURRENCE, ESCAPE) if is_ours(case) else (OCCURRENCE,):
        if kind not in kinds:
            yield Lack.of("actions[].cause", "kind", kind=kind)


@check("d5.3", "G8D", "d5.verification d5.side_effects")
def _verified_before(case: Case) -> Iterable[Lack]:
    for path in ("d5.verification", "d5.side_effects"):
        if not case.told(path):
            yield Lack(path)


@check("d5.4", "MTU", D5_READ, "owner actions[].owner actions[].due", blocking=True, needs=_actions)
def _who_and_when(case: Case) -> Iterable[Lack]:
    for action in _actions(case):
        if not is_told(action.get("owner")):
            yield Lack.of("actions[].owner", "of", action=action["action"])
        if day_of(action.get("due")) is None:
            yield Lack.of("actions[].due", "of", action=action["action"])


@check("d5.5", "OEM, CN, S0", D5_READ, "actions[].kind d5.justification", blocking=True, needs=_actions)
def _more_than_an_appeal(case: Case) -> Iterable[Lack]:
    actions = _actions(case)
    if not case.told("d5.justification") and all(_is_soft(case, action) for action in actions):
        words = [word for action in actions for word in _soft_words(case, str(action["action"]))]
        yield Lack.of("actions[].action", "only", words=", ".join(dict.fromkeys(words)) or str(actions[0]["kind"]))


def _is_soft(case: Case, action: Row) -> bool:
    """Say whether an action only trains, admonishes or inspects."""
    # the kind is easily said: a reminder stays one where it is called corrective
    if action.get("kind") in (_TRAINING, _INSPECTION):
        return True
    return bool(_soft_words(case, str(action["action"])))


def _soft_words(case: Case, text: str) -> list[str]:
    """Return the words that make an action an appeal or an inspection; none where something is built or changed."""
    words = case.house.words
    found = words.found("appeal", text) + words.found("inspection", text)
    rest = text
    for word in found:
        rest = rest.replace(word, "，")
    return [] if words.found("measure", rest) else found


@check("d5.6", "G8D", "d5.effectiveness")
def _effectiveness(case: Case) -> Iterable[Lack]:
    if percent_of(case.value("d5.effectiveness")) is None:
        yield Lack("d5.effectiveness", "percent")
