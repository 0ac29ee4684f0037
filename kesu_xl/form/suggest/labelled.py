"""Labels and where their values go: behind a colon in the same cell, in the cell to the right, in the cell below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.headings import is_title
from kesu_xl.form.suggest.lexicon import Known, Lexicon, sign_date_lexicon
from kesu_xl.form.suggest.words import Gap, gaps, is_instruction, is_skeleton
from kesu_xl.wording import Ref

__all__ = ["Labelled", "labelled"]

#: Digits below which an empty box beside a label is only a gap in the grid.
_NARROW: Final = 4.0
_TICKS: Final = re.compile("[□☐☑■◻]")
#: A label-only cell that is so many times as wide as its text, and some digits more, has room for the value.
_ROOMY: Final = 2.0
_ROOM_FOR_VALUE: Final = 10.0
_WIDE_FROM: Final = 0x1100
_GUESS: Final = 0.5
_GUESS_FROM: Final = 0.9
#: So many like cells side by side are no place for one value.
_MANY: Final = 4
_SIGNERS: Final = {
    "d8.prepared_by": "d8.prepared_on", "d8.reviewed_by": "d8.reviewed_on", "d8.approved_by": "d8.approved_on",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label that was recognised.

    Attributes:
        label: The box that it stands in.
        known: What it asks for; its field is empty where we have nothing for it.
        value: Where the value goes; None where no cell is left for it.
        gap: The stretch inside the label's own cell where it goes.
        sure: 0 to 1, of label and place.
        why: What speaks for it.
    """

    label: Box
    known: Known
    value: Box | None
    gap: Gap | None
    sure: float
    why: Ref


#: Says which field the date beside a signature stands for, from the field of the signature.
SignedOn = Callable[[str], str]


def labelled(
    sheet: Sheet, boxes: Iterable[Box], area: Rect, words: Lexicon, taken: set[str], signed_on: SignedOn
) -> list[Labelled]:
    """Find the labels among some boxes, and a place for the value of each.

    Args:
        sheet: The sheet.
        boxes: Where labels may stand.
        area: Values stay inside it.
        words: Which labels are known.
        taken: Addresses that are spoken for; those that are used are added.
        signed_on: See `SignedOn`.
    """
    found: list[Labelled] = []
    signed: list[Labelled] = []
    texts = [
        box for box in boxes if box.text and box.ref not in taken and not box.formula and not is_instruction(box.text)
    ]
    for box in texts:
        parts = gaps(box.text)
        # "D3 Containment   % effective:" is a heading, and what is below answers that
        alone = not parts or (len(parts) == 1 and box.text.lstrip().startswith(parts[0].label))
        if not parts:
            parts = [Gap(box.text.strip(), len(box.text), len(box.text), True, colon=False)]
        for number, gap in enumerate(parts):
            known = None if is_title(box.text, gap.label) else _known(gap.label, words, box, signed, signed_on)
            if known is None or _TICKS.search(gap.label):
                continue
            one = _placed(sheet, box, gap, alone, number == len(parts) - 1, known, area, taken)
            found.append(one)
            if known.field:
                if one.value is not None:
                    taken.add(one.value.ref)
                if one.gap is not None or one.value is not None:
                    taken.add(box.ref)
            if known.field in _SIGNERS or known.field.endswith("@sign") or known.field.startswith("owner"):
                signed.append(one)
    return found


def _known(label: str, words: Lexicon, box: Box, signed: list[Labelled], signed_on: SignedOn) -> Known | None:
    """Return what a label asks for; the date behind or below a signature is that signature's."""
    found = words.find(label)
    day = sign_date_lexicon().find(label)
    if day is not None and day.sure >= 0.8 and (found is None or found.field not in _SIGNERS):
        for one in reversed(signed):
            near = one.label.top == box.top and box.left - one.label.right <= 12
            under = box.top - one.label.bottom in (1, 2) and box.left <= one.label.right and box.right >= one.label.left
            if near or under:
                field = _SIGNERS.get(one.known.field) or signed_on(one.known.field)
                own = one.known.field in _SIGNERS
                if not field and not one.known.field.endswith("@sign"):
                    break
                return Known(field, min(day.sure, 0.85 if own else 0.5), day.word)
    if found is not None and found.field.endswith("@sign"):
        return Known(found.field, 0.5, found.word)
    return found


def _placed(
    sheet: Sheet, box: Box, gap: Gap, single: bool, last: bool, known: Known, area: Rect, taken: set[str]
) -> Labelled:
    behind = gap.start < len(box.text) or gap.colon
    beside = _beside(sheet, box, area, taken) if last else None
    below = _below(sheet, box, area, taken) if single else None
    trailing = gap.end - gap.start > 0 and bool(box.text[gap.start : gap.end].strip(" \u00a0\u3000"))
    if beside is not None and not (trailing and gap.empty) and not _is_head(sheet, box, below, taken):
        why = Ref("suggest.why_beside", label=_shown(gap.label))
        sure = known.sure * (0.6 if _in_row_of_cells(sheet, beside, area) else 1.0)
        return Labelled(box, known, beside, None, sure, why)
    if below is not None and below.right == box.right and gap.colon and gap.end == gap.start:
        # "Date:" over an empty cell of its own width
        return Labelled(box, known, below, None, known.sure * 0.9, Ref("suggest.why_under", label=_shown(gap.label)))
    if behind and gap.empty and not box.locked and (gap.colon or not single):
        return Labelled(box, known, box, gap, known.sure, Ref("suggest.why_inside", label=_shown(gap.label)))
    if below is not None and not gap.colon:
        return Labelled(box, known, below, None, known.sure * 0.95, Ref("suggest.why_under", label=_shown(gap.label)))
    if gap.colon is False and gap.end > gap.start and not box.locked:
        return Labelled(box, known, box, gap, known.sure, Ref("suggest.why_inside", label=_shown(gap.label)))
    roomy = sheet.width(box) >= _ROOMY * sum(2 if ord(c) > _WIDE_FROM else 1 for c in box.text) + _ROOM_FOR_VALUE
    if (
        single
        and known.sure >= _GUESS_FROM
        and known.field
        and not known.field.startswith("photos")
        and box.merged
        and not box.locked
        and roomy
    ):
        # a wide cell with nothing but a label and no cell beside it: perhaps the value goes behind the label
        behind_all = Gap(gap.label, len(box.text), len(box.text), True, colon=False)
        return Labelled(box, known, box, behind_all, _GUESS, Ref("suggest.why_inside", label=_shown(gap.label)))
    return Labelled(box, known, None, None, 0.0, Ref("suggest.why_inside", label=_shown(gap.label)))


def _shown(label: str) -> str:
    return " ".join(label.split())[:40]


def _beside(sheet: Sheet, box: Box, area: Rect, taken: set[str]) -> Box | None:
    """Return the open box right of a label, across narrow columns of the grid."""
    column = box.right + 1
    narrow: Box | None = None
    while column <= area.right:
        beside = sheet.at(box.top, column)
        if beside.left < column or (beside.top != box.top and not beside.top <= box.top <= beside.bottom):
            return None
        if beside.text and not (is_skeleton(beside.text) and not beside.locked):
            return None if narrow is None else narrow
        if beside.formula or beside.ref in taken:
            return None
        if (sheet.width(beside) >= _NARROW or beside.merged) and not beside.locked:
            return beside if beside.bottom <= area.bottom else None
        if beside.locked and sheet.width(beside) >= _NARROW:
            return None
        narrow = narrow if narrow is not None or beside.locked else beside
        column = beside.right + 1
    return narrow


def _in_row_of_cells(sheet: Sheet, box: Box, area: Rect) -> bool:
    """Say whether a row of like cells begins with a box: a bar of dates, a table that we did not understand."""
    row: list[Box] = []
    column = box.left
    while column <= area.right and (cell := sheet.at(box.top, column)).open and sheet.mentions(cell):
        row.append(cell)
        column = cell.right + 1
    return len(row) >= _MANY and len({round(sheet.width(cell)) for cell in row}) == 1 and not box.merged


def _below(sheet: Sheet, box: Box, area: Rect, taken: set[str]) -> Box | None:
    below = sheet.at(box.bottom + 1, box.left)
    fits = below.left == box.left and below.top == box.bottom + 1 and below.bottom <= area.bottom
    # an area under several labels belongs to none of them
    others = any(sheet.at(box.top, column).text for column in range(box.right + 1, min(below.right, area.right) + 1))
    return (
        below if fits and below.open and below.ref not in taken and below.right <= area.right and not others else None
    )


def _is_head(sheet: Sheet, box: Box, below: Box | None, taken: set[str]) -> bool:
    """Say whether a label is one of a row of heads over a row of values: its neighbour's value is below, too."""
    if below is None or below.right != box.right:
        return False
    before = sheet.at(box.top, box.left - 1) if box.left > 1 else None
    if before is None or not before.text or before.top != box.top or before.bottom != box.bottom:
        return False
    under = sheet.at(before.bottom + 1, before.left)
    return under.left == before.left and under.right == before.right and (under.open or under.ref in taken)
