"""What was found for one heading, while it is being worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kesu_xl.form.suggest.answers import marker
from kesu_xl.form.suggest.blank import Box, Sheet
from kesu_xl.form.suggest.labelled import Labelled
from kesu_xl.form.suggest.marks import Mark
from kesu_xl.wording import Ref

__all__ = ["Places", "mark_for"]

#: Fields that go with an answer but are none.
_BESIDES: Final = frozenset(
    (
        "owner", "photos[0]", "lot_no", "lot_qty", "defect_qty", "department", "d1.leader", "d1.champion", "closed_at",
        "company", "customer", "part_no", "product", "case_no", "received_at", "due_8d_at", "d8.customer_accepted",
        "remark", "status", "d3_done_at", "d8_done_at", "owner_assigned_at", "cause_occ.share", "d3.effectiveness",
        "d5.effectiveness", "d8.costs", "fmea_no", "documents[].number", "d2.history", "d2.other_parts", "d2.risk",
        "d3.clean_point", "d3.informed", "d3.checked", "d3.ng", "d3.secured_qty", "defect", "production_at",
        "d2.verbatim", "cause_occ.method",
    )
)  # fmt: skip
_ENDS: Final = (".owner", ".due", ".done", "_by", "_on", ".introduced_on")


@dataclass(slots=True)
class Places:
    """What was found for one heading.

    Attributes:
        marks: The markers.
        unused: Labels that are known, with nothing in the record for them or no cell left.
        content: Texts that stand where the answer should go and are no hints.
        repeated: Boxes of a second table of the same list.
        empty: Cells of a row of a table, with the heads of their columns, that nothing goes into.
        locked: The answer's place must not be written.
    """

    marks: list[Mark] = field(default_factory=list)
    unused: list[Labelled] = field(default_factory=list)
    content: list[Box] = field(default_factory=list)
    repeated: list[Box] = field(default_factory=list)
    empty: list[tuple[Box, Box]] = field(default_factory=list)
    locked: Box | None = None

    @property
    def answered(self) -> bool:
        """Some marker asks for the discipline's own answer."""
        return any(mark.field not in _BESIDES and not mark.field.endswith(_ENDS) for mark in self.marks)


def mark_for(sheet: Sheet, box: Box, name: str, sure: float, why: Ref, *, slot: bool = False) -> Mark:
    """Return the marker for a field in a box."""
    if sheet.protected:
        # not locked on a protected sheet: whoever made the form meant it to be filled
        sure = min(1.0, sure + 0.05)
    return Mark(sheet.name, box, name, marker(name, slot=slot), round(sure, 2), why)
