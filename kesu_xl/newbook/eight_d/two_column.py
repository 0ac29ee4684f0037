"""The two-column 8D form: one A4 page, two disciplines side by side.

Both halves share their rows, so a long text on one side makes the row higher on both; a report that is longer than the
page goes on on a second one and is never printed smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Final

from openpyxl import Workbook

from kesu_xl.complaint.details import DOCUMENT_KIND, PLACE, TEAM_ROLE
from kesu_xl.newbook.eight_d.describe import QUESTIONS, draw_covered_photos, draw_photos
from kesu_xl.newbook.eight_d.letterhead import draw_facts, draw_head, draw_signatures
from kesu_xl.newbook.eight_d.sheet import EightDSheet, Slot
from kesu_xl.newbook.eight_d.solve import cause_ticks
from kesu_xl.newbook.look import HEAD, INK_2, SOFT
from kesu_xl.newbook.save import saved

__all__ = ["two_column_form"]

#: Goes up with every change of the form that is shipped.
_REVISION: Final = 2
#: Columns of a half, and of a label in it.
_HALF, _LABEL = 18, 5
_WIDTHS: Final = (*(25,) * _HALF, 14, *(25,) * _HALF)
_TEAM: Final = (Slot("role", 3), Slot("name", 4), Slot("dept", 4), Slot("title", 4), Slot("extension", 3))
_CONTAINMENT: Final = (
    Slot("place", 3), Slot("action", 5), Slot("owner", 3), Slot("introduced_on", 3, "day"), Slot("checked", 2, "count"),
    Slot("ng", 2, "count"),
)  # fmt: skip
_WHYS: Final = (Slot("level", 1, "number"), Slot("because", 8))
_VALIDATION: Final = (
    Slot("method", 6), Slot("checked", 2, "count"), Slot("ng_before", 2, "count"), Slot("ng_after", 2, "count"),
    Slot("cut_in_lot", 3), Slot("date", 3, "day"),
)  # fmt: skip
_DOCUMENTS: Final = (
    Slot("kind", 3), Slot("number", 4), Slot("revision", 2, "tag"), Slot("date", 3, "day"),
    Slot("why_not", 6, head="change"),
)  # fmt: skip

#: Draws the boxes of one half in the line that was begun.
Draw = Callable[[EightDSheet], object]


def two_column_form(lang: str) -> bytes:
    """Return the two-column 8D form in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    form = EightDSheet(sheet, lang, _WIDTHS)
    draw_head(form, "title", (5, 18, 5, 9))
    draw_facts(form, (4, 9, 4, 8, 4, 8))
    form.pairs(("d0.emergency", 4, "{{ d0.action }}", 33))
    _halves(form, "D1", _team(), "D2", _problem())
    draw_photos(form, 12, 13, 12, pixels=86)
    _halves(form, "D3", _containment(), "D4", _causes())
    draw_covered_photos(form, "d3", 12, 13, 12)
    _halves(form, "D5", _actions("d5_actions", "action", 5), "D6", _validation())
    draw_covered_photos(form, "d5", 12, 13, 12)
    _halves(form, "D7", _prevention(), "D8", _closure())
    draw_signatures(form, pixels=44)
    form.finish("8d_two_column", _REVISION)
    return saved(book, f"{form.say('document')} {form.say('title')}")


def _halves(form: EightDSheet, left_name: str, left: Sequence[Draw], right_name: str, right: Sequence[Draw]) -> None:
    """Draw two disciplines side by side, line by line; the shorter one ends with blank boxes."""
    form.gap()
    form.line(form.bar_pixels)
    form.bar(left_name, form.say(left_name), span=_HALF)
    form.column = _HALF + 2
    form.bar(right_name, form.say(right_name), span=_HALF)
    form.end()
    for draw_left, draw_right in zip_longest(left, right, fillvalue=_blank):
        form.line()
        draw_left(form)
        form.column = _HALF + 2
        draw_right(form)
        form.end()


def _blank(form: EightDSheet) -> None:
    form.box("", _HALF)


def _pair(label: str, marker: str) -> Draw:
    return lambda form: form.pair(label, _LABEL, marker, _HALF - _LABEL)


def _joined(label: str, path: str) -> Draw:
    return lambda form: form.pair(label, _LABEL, form.joined(path), _HALF - _LABEL)


def _heads(texts: str, columns: Sequence[Slot]) -> Draw:
    return lambda form: form.heads(texts, columns)


def _slots(items: str, columns: Sequence[Slot]) -> Draw:
    return lambda form: form.slots(items, columns)


def _team() -> list[Draw]:
    def member(form: EightDSheet) -> None:
        form.dropdown(TEAM_ROLE, form.slots("team", _TEAM)["role"])

    return [_heads("team", _TEAM), *[member] * 6]


def _problem() -> list[Draw]:
    return [_pair(f"d2.{name}", f"{{{{ d2.{name} }}}}") for name in QUESTIONS]


def _containment() -> list[Draw]:
    def place(form: EightDSheet) -> None:
        form.dropdown(PLACE, form.slots("d3_actions", _CONTAINMENT)["place"])

    def total(form: EightDSheet) -> None:
        form.box(form.say("d3.total"), 3, bold=True, ground=HEAD)
        form.pair("d3.effectiveness", 4, "{{ d3.effectiveness }}", 7)
        form.count("d3.checked", bold=True)
        form.count("d3.ng", bold=True)

    def state(form: EightDSheet) -> None:
        form.label(form.say("d3.state"), _LABEL)
        form.box('{{ containment_state | default("—") }}', _HALF - _LABEL, ground=SOFT, size=8.5, color=INK_2)

    return [
        _heads("d3_actions", _CONTAINMENT),
        *[place] * 5,
        total,
        state,
        _joined("d3.dispositions", "d3.dispositions"),
    ]


def _causes() -> list[Draw]:
    def heads(form: EightDSheet) -> None:
        for heading in ("d4.occurrence", "d4.escape"):
            form.head(f"{form.say(heading)} 5Why", _HALF // 2)

    def why(form: EightDSheet) -> None:
        for items in ("whys_occ", "whys_esc"):
            form.slots(items, _WHYS)

    def cause(items: str, label: str) -> Draw:
        def draw(form: EightDSheet) -> None:
            form.label(form.say(label), _LABEL)
            form.value(form.joined(f"{items}.cause"), 7, bold=True)
            form.box(cause_ticks(form, items), 6, size=8.5, color=INK_2)

        return draw

    return [
        heads,
        *[why] * 5,
        cause("cause_occ", "cause.occurrence"),
        cause("cause_esc", "cause.escape"),
        _pair("d4.systemic", "{{ d4.systemic }}"),
    ]


def _actions(items: str, heading: str, slots: int) -> list[Draw]:
    columns = (
        Slot("n", 1, "number"), Slot("action", 8, head=heading), Slot("owner", 3), Slot("due", 3, "day"),
        Slot("done", 3, "day"),
    )  # fmt: skip
    return [_heads("actions", columns), *[_slots(items, columns)] * slots]


def _validation() -> list[Draw]:
    return [
        _heads("validation", _VALIDATION),
        *[_slots("validation", _VALIDATION)] * 3,
        _pair("d6.containment_removed_at", "{{ d6.containment_removed_at }}"),
        _pair("d6.customer_confirmed", "{{ d6.customer_confirmed }}"),
    ]


def _prevention() -> list[Draw]:
    def document(form: EightDSheet) -> None:
        form.dropdown(DOCUMENT_KIND, form.slots("documents", _DOCUMENTS)["kind"])

    return [
        _heads("documents", _DOCUMENTS),
        *[document] * 3,
        *_actions("d7_actions", "prevention", 2),
        _pair("d7.horizontal", "{{ d7.horizontal }}"),
    ]


def _closure() -> list[Draw]:
    def effect(form: EightDSheet) -> None:
        form.label(form.say("d8.effect"), _LABEL)
        for month, span in ((1, 5), (2, 4), (3, 4)):
            form.value(f"{{{{ effect_m{month} }}}}", span)

    def costs(form: EightDSheet) -> None:
        form.label(form.say("d8.costs"), _LABEL)
        form.count("cost_total", 4, number_format="#,##0.00")
        form.value(form.joined("d8.costs"), _HALF - _LABEL - 4)

    return [
        _pair("d8.customer_accepted", "{{ d8.customer_accepted }}"),
        effect,
        _pair("d8.summary", "{{ d8.summary }}"),
        _joined("d7.lessons", "d7.lessons"),
        _pair("d8.recognition", "{{ d8.recognition }}"),
        costs,
        lambda form: form.pair("d8.all_done", _LABEL, form.yes_no("d8.all_done"), _HALF - _LABEL),
        _pair("head.closed_at", "{{ closed_at }}"),
    ]
