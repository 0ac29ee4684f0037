"""The first sheet of the 8D form of many sheets: what each discipline says, by formulas and nothing else.

No program makes a row higher when a formula's text gets longer. So each answer and each item has a line of its own, and
a text that is longer than its line ends in an ellipsis that names the sheet: nothing is cut silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.newbook.eight_d.sheet import DAY, EightDSheet
from kesu_xl.newbook.look import BRAND, BRAND_TINT, INK_2, SOFT, WHITE
from kesu_xl.newbook.paper import Horizontal
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["draw_overview"]

#: Pixels of discipline, label, answer, owner, date.
_WIDTHS: Final = (96, 104, 408, 80, 80)
#: A list that grows reaches no further down its sheet than this.
_LAST_ROW: Final = 500
#: Height of a short and of a long answer, and how many Chinese characters stand in each.
_ONE, _TWO = (19, 42), (36, 62)
#: English answers stand in one line, which is printed smaller where it is long.
_ENGLISH: Final = 84
#: Characters of an owner, and of what stands as the label of an item; they are printed smaller where they are long.
_SHORT: Final = 18
#: A cell whose value begins with a field; others may follow it.
_FIELD: Final = re.compile(r"\{\{ (\S+)(?: \|[^{}]*)? \}\}(?:  \{\{.*)?")


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer with its label.

    Attributes:
        path: The answer.
        lines: Height and characters of its line.
        owner: Path of the owner.
        date: Path of the date.
        label: Name of the label's text, where it is not the path.
    """

    path: str
    lines: tuple[int, int] = _TWO
    owner: str = ""
    date: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Items:
    """The first items of a list, a line each.

    Attributes:
        label: Column that stands as their label.
        columns: Columns that are quoted.
        count: How many items.
        owner: Column of the owner.
        date: Column of the date.
    """

    label: str
    columns: tuple[str, ...]
    count: int
    owner: str = ""
    date: str = ""


_QUOTED: Final[dict[str, tuple[_Answer | _Items, ...]]] = {
    "D0": (_Answer("d0.action", owner="received_by"), _Answer("d0.suspect_lots", _ONE)),
    "D1": (_Items("team[].role", ("team[].name", "team[].dept", "team[].title"), 3),),
    "D2": (
        _Answer("d2.what", _ONE, "received_by"), _Answer("d2.where", _ONE), _Answer("d2.when", _ONE),
        _Answer("d2.how_many", _ONE),
    ),
    "D3": (
        _Items(
            "d3_actions[].place", ("d3_actions[].action",), 4, "d3_actions[].owner", "d3_actions[].introduced_on",
        ),
        _Answer("d3.effectiveness", _ONE, date="d3_done_at"),
    ),
    "D4": (
        _Answer("cause_occ.cause", owner="d1.leader", label="cause.occurrence"),
        _Answer("cause_esc.cause", label="cause.escape"),
        _Answer("d4.systemic"),
    ),
    "D5": (_Items("d5_actions[].cause", ("d5_actions[].action",), 4, "d5_actions[].owner", "d5_actions[].done"),),
    "D6": (
        _Items("validation[].cut_in_lot", ("validation[].method",), 2, date="validation[].date"),
        _Answer("d6.customer_confirmed", _ONE),
    ),
    "D7": (
        _Items("documents[].kind", ("documents[].number", "documents[].revision"), 3, date="documents[].date"),
        _Items("d7_actions[].cause", ("d7_actions[].action",), 2, "d7_actions[].owner", "d7_actions[].done"),
        _Answer("d7.horizontal"),
    ),
    "D8": (
        _Answer("d8.customer_accepted", _ONE, "d8.approved_by", "closed_at"), _Answer("d8.summary"),
    ),
}  # fmt: skip
_FACTS: Final = ("case_no", "customer", "customer_ref", "product", "lot_no", "received_at")


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
    last_rows = {other.title: other.max_row for other in others}
    form.line(36)
    form.box("8D", 1, size=16, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
    form.box(form.say("title"), 4, size=18, bold=True, edge=None)
    form.end()
    form.rule()
    for name in _FACTS:
        form.line(20)
        form.label(form.say(f"head.{name}"), 2)
        form.box(f"={_line([places[name][0]], _ENGLISH)}", 3, bold=name == "case_no", wrap=False, shrink=True)
        form.end()
    form.gap(6)
    form.line(24)
    for name, span in (("discipline", 1), ("summary", 2), ("owner", 1), ("date", 1)):
        horizontal: Horizontal = "center" if name == "date" else "left"
        form.box(
            form.say(f"table.{name}"), span, bold=True, color=WHITE, ground=BRAND, edge=None, horizontal=horizontal
        )
    form.end()
    for name, quotes in _QUOTED.items():
        top = form.row
        form.left = form.column = 2
        for quote in quotes:
            if isinstance(quote, _Answer):
                _draw_answer(form, quote, places, name)
            else:
                _draw_items(form, quote, places, name, last_rows[name])
        below, form.left = form.row, 1
        form.row, form.column = top, 1
        form.box(f"{name}  {form.say(name)}", 1, rows=below - top, bold=True, ground=BRAND_TINT)
        form.row, form.column = below, 1
    form.gap(6)
    form.line(24)
    form.box(form.say("overview.note"), 5, size=8.5, color=INK_2, ground=SOFT, edge=None)
    form.end()
    form.finish("8d_sheets", revision)


def _draw_answer(form: EightDSheet, quote: _Answer, places: dict[str, list[str]], sheet: str) -> None:
    is_english = form.lang == "en"
    pixels, characters = quote.lines
    form.line(min(pixels, 26) if is_english else pixels)
    form.label(form.say(quote.label or quote.path), 1)
    _draw_text(form, [places[quote.path][0]], characters, sheet, wrap=quote.lines is _TWO and not is_english)
    _draw_who_and_when(form, *(places[path][0] if path else "" for path in (quote.owner, quote.date)))


def _draw_items(form: EightDSheet, quote: _Items, places: dict[str, list[str]], sheet: str, last_row: int) -> None:
    for number in range(quote.count):
        form.line(_ONE[0])
        label = f"={_line([places[quote.label][number]], _SHORT)}"
        form.box(label, 1, size=8.5, color=INK_2, ground=SOFT, wrap=False, shrink=True)
        _draw_text(form, [places[path][number] for path in quote.columns], _ONE[1], sheet, wrap=False)
        _draw_who_and_when(form, *(places[path][number] if path else "" for path in (quote.owner, quote.date)))
    count = f"COUNTA({_down(places[quote.columns[0]], last_row)})"
    before, behind = (_quoted(text) for text in form.say("overview.more", sheet=sheet).split("…"))
    form.line(16)
    form.box("", 1, ground=SOFT)
    text = f'=IF({count}>{quote.count},{before}&{count}&{behind},"")'
    form.box(text, 3, size=8, color=INK_2, wrap=False)
    form.end()


def _draw_text(form: EightDSheet, cells: Sequence[str], characters: int, sheet: str, *, wrap: bool) -> None:
    characters = _ENGLISH if form.lang == "en" else characters
    form.box("=" + _line(cells, characters, f"… → {sheet}"), 1, wrap=wrap, shrink=not wrap)


def _line(cells: Sequence[str], characters: int, rest: str = "…") -> str:
    """Return the expression of the texts of some cells in one line, which ends in `rest` where it is longer."""
    together = '&"  "&'.join(cells)
    text = f'SUBSTITUTE({together},CHAR(10)," ")'
    return f"IF(LEN({text})>{characters},LEFT({text},{characters - len(rest)})&{_quoted(rest)},TRIM({text}))"


def _draw_who_and_when(form: EightDSheet, owner: str, date: str) -> None:
    form.box(f"={_line([owner], _SHORT)}" if owner else "", 1, wrap=False, shrink=True)
    shown = _shown(date) if date else ""
    form.box(shown, 1, horizontal="center", number_format=DAY, wrap=False, shrink=True)
    form.end()


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


def _down(places: Sequence[str], last_row: int) -> str:
    """Return a column of a list from its first slot to its last one, or to where it may grow."""
    column, last = re.findall("[A-Z]+|[0-9]+", places[-1].partition("!")[2])
    return f"{places[0]}:{column}{_LAST_ROW if int(last) == last_row else last}"
