"""The causes of a report and the actions against them: which action answers which cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.complaint.details import CAUSE_KIND, CAUSE_STATE
from kesu_xl.complaint.lists import CUSTOMERS, SUPPLIERS, YES_NO
from kesu_xl.eight_d.quality.case import Case, is_told
from kesu_xl.eight_d.record import Row
from kesu_xl.eight_d.typed import recognised

__all__ = ["CAUSES_READ", "CHAINS", "D5_READ", "D7_READ", "ESCAPE", "OCCURRENCE", "SYSTEM", "Cause", "answered",
           "causes_of", "column_of", "is_ours", "live_actions"]  # fmt: skip

OCCURRENCE, ESCAPE, SYSTEM = CAUSE_KIND.choices
_YES, _ = YES_NO.choices
_VERIFIED, _HYPOTHESIS = CAUSE_STATE.choices
#: Kind of cause -> the list with its why-chain.
CHAINS: Final = {OCCURRENCE: "whys_occ", ESCAPE: "whys_esc", SYSTEM: "whys_sys"}
#: Kind of cause -> the field that holds it where there is no table.
_COLUMNS: Final = {OCCURRENCE: "root_cause_occ", ESCAPE: "root_cause_esc", SYSTEM: "d4.systemic"}
_COUNTED: Final = re.compile(r"\D{0,4}(\d{1,2})\D?")
#: Fields that the list of causes is made of, and those of the actions of D5 and of D7.
CAUSES_READ: Final = (
    "causes[].kind causes[].cause root_cause_occ root_cause_esc d4.systemic whys[].chain whys[].because whys[].level"
)
D5_READ: Final = "actions[].step actions[].action actions[].cause actions[].cancelled action_occ action_esc"
D7_READ: Final = "actions[].step actions[].action actions[].cause actions[].cancelled"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: its kind, its words, and the row that it came from, {} for a column of the register."""

    kind: str
    text: str
    row: Row

    @property
    def is_verified(self) -> bool:
        """It was made to come and go, or nobody said that it is a guess."""
        return bool(self.row.get("state", _VERIFIED) == _VERIFIED)

    def is_named_by(self, words: str) -> bool:
        """Say whether an action's words for a cause mean this one: its kind, or a part of its text."""
        said, own = _plain(words), _plain(self.text)
        return recognised(words, CAUSE_KIND) == self.kind or (len(said) > 1 and (said in own or own in said))


def causes_of(case: Case) -> list[Cause]:
    """Return the causes; what the register row or the answers say where the table has none of a kind."""
    if "causes" not in case.known:
        case.known["causes"] = _causes(case)
    known: list[Cause] = case.known["causes"]
    return known


def _causes(case: Case) -> list[Cause]:
    found = [
        Cause(kind if (kind := row.get("kind")) in CHAINS else OCCURRENCE, str(row["cause"]), row)
        for row in case.rows("causes")
        if is_told(row.get("cause"))
    ]
    kinds = {cause.kind for cause in found}
    return found + [
        Cause(kind, case.text(path), {}) for kind, path in _COLUMNS.items() if kind not in kinds and case.told(path)
    ]


def column_of(kind: str) -> str:
    """Return the column of the register, or the answer, that a kind of cause stands in."""
    return _COLUMNS[kind]


def is_ours(case: Case) -> bool:
    """Say whether the escape is ours to explain: not where customer or supplier are liable."""
    return case.value("liability") not in (CUSTOMERS, SUPPLIERS)


def live_actions(case: Case, name: str) -> list[Row]:
    """Return the actions of a list that say what is done and were not cancelled."""
    return [row for row in case.rows(name) if row.get("cancelled") != _YES and is_told(row.get("action"))]


def answered(action: Row, causes: list[Cause]) -> Iterator[Cause]:
    """Yield the causes that an action names: by kind, by words, or by their number in the table."""
    words: Any = action.get("cause")
    if not is_told(words):
        return
    counted = _COUNTED.fullmatch(str(words).strip())
    for number, cause in enumerate(causes, 1):
        if (counted and int(counted[1]) == number) or cause.is_named_by(str(words)):
            yield cause


def _plain(words: str) -> str:
    return re.sub(r"[\s，。、；,.;:：]+", "", words).casefold()
