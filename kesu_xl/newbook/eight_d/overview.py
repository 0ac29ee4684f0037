"""The first sheet of the 8D form of many sheets: what each discipline says, by formulas and nothing else.

An answer stands in one cell that is not merged, in a row without a height: then the program that opens the form makes
the row as high as the text, which nobody knows before the formulas are worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.newbook.eight_d.sheet import DAY, EightDSheet
from kesu_xl.newbook.look import BRAND, BRAND_TINT, INK_2, SOFT, WHITE
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["draw_overview"]

#: Pixels of number, name, answer, owner, date.
_WIDTHS: Final = (44, 132, 412, 90, 90)
#: A list that grows reaches no further down its sheet than this.
_LAST_ROW: Final = 500
#: Items of a list that are quoted; of longer ones the number is said.
_QUOTED: Final = 8
#: A cell whose value begins with a field; others may follow it.
_FIELD: Final = re.compile(r"\{\{ (\S+)(?: \|[^{}]*)? \}\}(?:  \{\{.*)?")


@dataclass(frozen=True, slots=True)
class _Line:
    """What the overview quotes of a discipline.

    Attributes:
        name: The discipline.
        answers: Paths of answers, with the names of their labels.
        items: Columns of a list that are quoted, one item a line.
        owner: Path of the owner; of a column of the list where it ends in that.
        date: Path of the date; of a list the latest.
    """

    name: str
    answers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    owner: str = ""
    date: str = ""


_LINES: Final = (
    _Line("D0", ("d0.action", "d0.suspect_lots"), owner="received_by"),
    _Line("D1", items=("team[].role", "team[].name", "team[].dept"), owner="d1.leader"),
    _Line("D2", ("d2.what", "d2.where", "d2.when", "d2.how_many"), owner="received_by"),
    _Line(
        "D3", ("d3.effectiveness",), ("d3_actions[].place", "d3_actions[].action"), "d3_actions[].owner", "d3_done_at",
    ),
    _Line("D4", ("cause_occ.cause", "cause_esc.cause", "d4.systemic"), owner="d1.leader"),
    _Line("D5", (), ("d5_actions[].n", "d5_actions[].action"), "d5_actions[].owner", "d5_actions[].done"),
    _Line("D6", ("d6.customer_confirmed",), ("validation[].action", "validation[].method"), date="validation[].date"),
    _Line(
        "D7", ("d7.horizontal",), ("d7_actions[].n", "d7_actions[].action"), "d7_actions[].owner", "d7_actions[].done",
    ),
    _Line("D8", ("d8.customer_accepted", "d8.summary"), owner="d8.approved_by", date="closed_at"),
)  # fmt: skip
_FACTS: Final = ("case_no", "customer", "customer_ref", "product", "lot_no", "received_at")
_LABELS: Final = {
    "cause_occ.cause": "cause.occurrence", "cause_esc.cause": "cause.escape", "product": "head.product",
}  # fmt: skip


def draw_overview(sheet: Worksheet, lang: str, others: Sequence[Worksheet], revision: int) -> None:
    """Draw the overview.

    Args:
        sheet: An empty sheet.
        lang: Language of its texts.
        others: The sheets of the disciplines, drawn.
        revision: Revision of the form.
    """
    sheet.title = say("eight_d.sheet.summary", lang)
    form = EightDSheet(sheet, lang, _WIDTHS)
    places = _places(others)
    form.line(40)
    form.box("8D", 1, size=16, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
    form.box(form.say("title"), 4, size=18, bold=True, edge=None)
    form.end()
    form.rule()
    for name in _FACTS:
        form.label(form.say(_LABELS.get(name, f"head.{name}")), 2)
        form.box(_shown(places[name][0]), 1, bold=name == "case_no")
        form.box("", 2)
        form.end()
    form.gap(8)
    form.line(24)
    for name in ("number", "discipline", "summary", "owner", "date"):
        form.box(form.say(f"table.{name}"), 1, bold=True, color=WHITE, ground=BRAND, edge=None)
    form.end()
    for line in _LINES:
        form.box(line.name, 1, size=11, bold=True, color=WHITE, ground=BRAND, horizontal="center")
        form.box(form.say(line.name), 1, bold=True, ground=BRAND_TINT)
        form.box(_answer(form, line, places), 1)
        form.box(_owners(form, places[line.owner]) if line.owner else "", 1)
        form.box(
            _latest(places[line.date]) if line.date else "", 1, horizontal="center", number_format=DAY, shrink=True
        )
        form.end()
    form.gap(8)
    form.line(24)
    form.box(form.say("overview.note"), 5, size=8.5, color=INK_2, ground=SOFT, edge=None)
    form.end()
    form.finish("8d_sheets", revision)


def _places(sheets: Sequence[Worksheet]) -> dict[str, list[str]]:
    """Return where each field stands, as formulas name the cells; of a list its slots from top to bottom."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                match = _FIELD.fullmatch(str(cell.value or ""))
                if match and (match[1].count("[]") or match[1] not in found):
                    found.setdefault(match[1], []).append(f"'{sheet.title}'!{cell.coordinate}")
    return found


def _shown(place: str) -> str:
    return f'=IF({place}="","",{place})'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _answer(form: EightDSheet, line: _Line, places: dict[str, list[str]]) -> str:
    """Return the formula that puts all that is quoted of a discipline into lines."""
    colon = ": " if form.lang == "en" else "："
    parts: list[str] = []
    for item in zip(*(places[path] for path in line.items), strict=True):
        if len(parts) < _QUOTED:
            blank = ",".join(f'{place}=""' for place in item)
            together = '&"  "&'.join(item)
            parts.append(f'IF(AND({blank}),"",CHAR(10)&{together})')
    if line.items:
        column = places[line.items[-1]]
        count = f"COUNTA({_down(column[0])})"
        before, behind = (_quoted(text) for text in form.say("overview.more").split("…"))
        parts.append(f'IF({count}>{min(_QUOTED, len(column))},CHAR(10)&{before}&{count}&{behind},"")')
    for path in line.answers:
        label = form.say(_LABELS.get(path, path)) + colon
        parts.append(f'IF({places[path][0]}="","",CHAR(10)&{_quoted(label)}&{places[path][0]})')
    return f"=MID({'&'.join(parts)},2,32000)"


def _down(place: str) -> str:
    """Return the column from a cell down to where no list reaches."""
    sheet, _, cell = place.partition("!")
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]  # an address of ours
    return f"{sheet}!{column}{row}:{column}{_LAST_ROW}"


def _owners(form: EightDSheet, column: Sequence[str]) -> str:
    """Return the formula that names the owners of the first items, each once."""
    if len(column) == 1:
        return _shown(column[0])
    joint = ", " if form.lang == "en" else "、"
    parts = [f'IF({column[0]}="","",{_quoted(joint)}&{column[0]})']
    for number, place in enumerate(column[1:_QUOTED], 1):
        named = ",".join(f"{place}={before}" for before in column[:number])
        parts.append(f'IF(OR({place}="",{named}),"",{_quoted(joint)}&{place})')
    return f"=MID({'&'.join(parts)},{len(joint) + 1},32000)"


def _latest(column: Sequence[str]) -> str:
    """Return the formula of a date, of a list the latest."""
    if len(column) == 1:
        return _shown(column[0])
    cells = _down(column[0])
    return f'=IF(COUNT({cells})=0,"",MAX({cells}))'
