"""The D-table 8D form: one table on A4 landscape, a discipline a row: number, question, answer, owner, date.

A discipline with a list has a line for each item; number and question stand beside all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break

from kesu_xl.complaint.details import DOCUMENT_KIND, PLACE, TEAM_ROLE
from kesu_xl.newbook.eight_d.describe import QUESTIONS, draw_covered_photos, draw_hint, draw_photos
from kesu_xl.newbook.eight_d.letterhead import draw_facts, draw_head, draw_signatures
from kesu_xl.newbook.eight_d.sheet import EightDSheet, Slot
from kesu_xl.newbook.eight_d.solve import cause_ticks, color_chain
from kesu_xl.newbook.look import BRAND, BRAND_TINT, HEAD, INK_2, SOFT, WHITE
from kesu_xl.newbook.save import saved

__all__ = ["table_form"]

#: Goes up with every change of the form that is shipped.
_REVISION: Final = 2
_WIDTHS: Final = (32,) * 36
#: Columns of the grid: number, question, answer, owner, date.
_NUMBER, _QUESTION, _ANSWER, _OWNER, _DATE = 2, 5, 22, 4, 3
_REST: Final = _ANSWER + _OWNER + _DATE
_TEAM: Final = (
    Slot("role", 3), Slot("name", 3), Slot("dept", 4), Slot("title", 3), Slot("extension", 3), Slot("mail", 6),
)  # fmt: skip
_IS_ISNOT: Final = (Slot("question", 4), Slot("is", 5), Slot("is_not", 5), Slot("difference", 4), Slot("change", 4))
_CONTAINMENT: Final = (
    Slot("place", 3), Slot("action", 9), Slot("checked", 2, "count"), Slot("ng", 2, "count"), Slot("evidence", 6),
    Slot("owner", 4), Slot("introduced_on", 3, "day"),
)  # fmt: skip
_WHYS: Final = (Slot("level", 1, "number"), Slot("layer", 3, "tag"), Slot("why", 8, "grey"), Slot("because", 10))
_VALIDATION: Final = (
    Slot("action", 7), Slot("method", 9), Slot("checked", 2, "count"), Slot("ng_before", 2, "count"),
    Slot("ng_after", 2, "count"), Slot("cut_in_lot", 4), Slot("date", 3, "day"),
)  # fmt: skip
_DOCUMENTS: Final = (
    Slot("kind", 4), Slot("number", 5), Slot("revision", 2, "tag"), Slot("why_not", 15), Slot("date", 3, "day"),
)  # fmt: skip


def table_form(lang: str) -> bytes:
    """Return the D-table 8D form in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    form = EightDSheet(sheet, lang, _WIDTHS)
    draw_head(form, "title", (5, 18, 5, 8))
    draw_facts(form, (4, 9, 4, 8, 4, 7))
    form.gap()
    heads = form.line(24)
    for name, span in (
        ("number", _NUMBER), ("question", _QUESTION), ("answer", _ANSWER), ("owner", _OWNER), ("date", _DATE),
    ):  # fmt: skip
        form.box(
            form.say(f"table.{name}"), span, bold=True, color=WHITE, ground=BRAND,
            horizontal="center" if name in ("number", "date") else "left",
        )  # fmt: skip
    form.end()
    _emergency(form)
    _team(form)
    _problem(form)
    sheet.row_breaks.append(Break(id=form.row - 1))
    _containment(form)
    _causes(form)
    sheet.row_breaks.append(Break(id=form.row - 1))
    _actions(form)
    _validation(form)
    _prevention(form)
    _closure(form)
    draw_signatures(form, pixels=48)
    form.finish("8d_table", _REVISION, landscape=True, repeated=f"{heads}:{heads}")
    return saved(book, f"{form.say('document')} {form.say('title')}")


@contextmanager
def _discipline(form: EightDSheet, name: str, owner: str = "", date: str = "") -> Iterator[None]:
    """Put number and question beside the lines that are drawn inside.

    Args:
        form: The sheet.
        name: The discipline.
        owner: Marker of the owner of all lines; lines that have their own are drawn up to the last column.
        date: Marker of their date.
    """
    top = form.row
    form.left = form.column = _NUMBER + _QUESTION + 1
    yield
    below, form.left = form.row, 1
    lines = below - top
    form.row, form.column = top, 1
    form.box(name, _NUMBER, rows=lines, size=14, bold=True, color=WHITE, ground=BRAND, horizontal="center")
    form.box(form.say(name), _QUESTION, bold=True, ground=BRAND_TINT, wrap=False, shrink=True)
    if owner:
        form.column += _ANSWER
        form.box(owner, _OWNER, rows=lines)
        form.box(date, _DATE, rows=lines, horizontal="center")
    form.row, form.column = top + 1, _NUMBER + 1
    question = form.say(f"ask.{name}")
    form.box(question, _QUESTION, rows=lines - 1, size=8.5, color=INK_2, ground=SOFT, vertical="top")
    form.row, form.column = below, 1


def _emergency(form: EightDSheet) -> None:
    with _discipline(form, "D0", "{{ received_by }}", "{{ first_response_at | date }}"):
        form.pairs(
            ("d0.needed", 4, form.yes_no("d0.needed"), 5),
            ("d0.customer_protected", 4, form.yes_no("d0.customer_protected"), 9),
        )
        form.pairs(("d0.suspect_lots", 4, "{{ d0.suspect_lots }}", _ANSWER - 4))
        form.pairs(("d0.action", 4, "{{ d0.action }}", _ANSWER - 4))


def _team(form: EightDSheet) -> None:
    with _discipline(form, "D1", "{{ d1.leader }}"):
        form.dropdown(TEAM_ROLE, form.table("team", 5, _TEAM)["role"])


def _problem(form: EightDSheet) -> None:
    with _discipline(form, "D2", "{{ received_by }}", "{{ received_at | date }}"):
        for name in QUESTIONS:
            form.pairs((f"d2.{name}", 4, f"{{{{ d2.{name} }}}}", _ANSWER - 4))
        form.table("is_isnot", 3, _IS_ISNOT)
        draw_photos(form, 7, 8, 7, pixels=96)


def _containment(form: EightDSheet) -> None:
    with _discipline(form, "D3"):
        form.dropdown(PLACE, form.table("d3_actions", 6, _CONTAINMENT)["place"])
        form.line()
        form.box(form.say("d3.total"), 3, bold=True, ground=HEAD)
        form.pair("d3.effectiveness", 3, "{{ d3.effectiveness }}", 6)
        form.count("d3.checked", bold=True)
        form.count("d3.ng", bold=True)
        form.pair("d3.dispositions", 3, form.joined("d3.dispositions"), 10)
        form.end()
        form.pairs(("d3.clean_point", 4, "{{ d3.clean_point }}", 8), ("d3.calls", 4, "{{ d3.calls }}", 13))
        draw_hint(form, 4)
        draw_covered_photos(form, "d3", 7, 8, 7)


def _causes(form: EightDSheet) -> None:
    with _discipline(form, "D4", "{{ d1.leader }}"):
        for kind, items, cause in (
            ("occurrence", "whys_occ", "cause_occ"), ("escape", "whys_esc", "cause_esc"),
        ):  # fmt: skip
            form.line()
            form.head(f"{form.say(f'd4.{kind}')} 5Why", _ANSWER)
            form.end()
            drawn = []
            for _ in range(5):
                form.line()
                drawn.append(form.slots(items, _WHYS))
                form.end()
            color_chain(form, drawn)
            form.line()
            form.label(form.say("cause.cause"), 4)
            form.value(form.joined(f"{cause}.cause"), 11, bold=True)
            form.box(cause_ticks(form, cause), 5, size=8.5, color=INK_2)
            form.box(f"{{{{ {cause}.share }}}}", 2, size=8.5, color=INK_2, horizontal="center")
            form.end()
            form.pairs(("cause.method", 4, f"{{{{ {cause}.method }}}}  {{{{ {cause}.evidence }}}}", _ANSWER - 4))
        form.pairs(("d4.systemic", 4, "{{ d4.systemic }}", _ANSWER - 4))


def _measures(form: EightDSheet, items: str, heading: str, slots: int) -> None:
    columns = (
        Slot("n", 1, "number"), Slot("cause", 5), Slot("action", 10, head=heading), Slot("due", 3, "day"),
        Slot("state", 3), Slot("owner", 4), Slot("done", 3, "day"),
    )  # fmt: skip
    form.state_colors(form.table(items, slots, columns, texts="actions")["state"])


def _actions(form: EightDSheet) -> None:
    with _discipline(form, "D5"):
        _measures(form, "d5_actions", "action", 5)
        form.pairs(("d5.verification", 4, "{{ d5.verification }}", _REST - 4))
        draw_covered_photos(form, "d5", 9, 10, _REST - 19)


def _validation(form: EightDSheet) -> None:
    with _discipline(form, "D6"):
        form.table("validation", 3, _VALIDATION)
        form.pairs(
            ("d6.containment_removed_at", 4, "{{ d6.containment_removed_at }}", 10),
            ("d6.customer_confirmed", 4, "{{ d6.customer_confirmed }}", 11),
        )


def _prevention(form: EightDSheet) -> None:
    with _discipline(form, "D7"):
        form.dropdown(DOCUMENT_KIND, form.table("documents", 3, _DOCUMENTS)["kind"])
        _measures(form, "d7_actions", "prevention", 2)
        form.pairs(("d7.horizontal", 4, "{{ d7.horizontal }}", _REST - 4))
        form.pairs(("d7.lessons", 4, form.joined("d7.lessons"), _REST - 4))


def _closure(form: EightDSheet) -> None:
    with _discipline(form, "D8", "{{ owner }}", "{{ closed_at | date }}"):
        form.pairs(("d8.customer_accepted", 4, "{{ d8.customer_accepted }}", _ANSWER - 4))
        form.line()
        form.label(form.say("d8.effect"), 4)
        for month in (1, 2, 3):
            form.value(f"{{{{ effect_m{month} }}}}", (_ANSWER - 4) // 3)
        form.end()
        form.pairs(("d8.summary", 4, "{{ d8.summary }}", _ANSWER - 4))
        form.pairs(("d8.recognition", 4, "{{ d8.recognition }}", 9), ("d8.all_done", 4, form.yes_no("d8.all_done"), 5))
        form.line()
        form.label(form.say("d8.costs"), 4)
        form.count("cost_total", 4, number_format="#,##0.00")
        form.value(form.joined("d8.costs"), _ANSWER - 8)
        form.end()
