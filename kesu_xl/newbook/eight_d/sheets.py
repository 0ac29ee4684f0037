"""The 8D form with a sheet for each discipline: room for every answer, lists that grow at the end of their sheet.

The first sheet sums up the others; it holds formulas only (see `kesu_xl.newbook.eight_d.overview`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from openpyxl import Workbook

from kesu_xl.complaint.details import PLACE, TEAM_ROLE
from kesu_xl.newbook.eight_d.describe import QUESTIONS, draw_emergency, draw_hint, draw_photos
from kesu_xl.newbook.eight_d.letterhead import draw_facts, draw_signatures
from kesu_xl.newbook.eight_d.overview import draw_overview
from kesu_xl.newbook.eight_d.sheet import EightDSheet, Slot
from kesu_xl.newbook.eight_d.solve import (
    color_chain,
    draw_causes,
    draw_closure,
    draw_documents,
    draw_why_chains,
)
from kesu_xl.newbook.look import BRAND, INK_2, WHITE
from kesu_xl.newbook.save import saved
from kesu_xl.wording import say

__all__ = ["sheets_form"]

#: Goes up with every change of the form that is shipped.
_REVISION: Final = 2
#: Height of a line, and of an answer, which has room for two lines.
_LINE: Final = 26
_ANSWER: Final = 40
_TEAM: Final = (
    Slot("role", 3), Slot("name", 4), Slot("dept", 3), Slot("title", 4), Slot("extension", 3), Slot("mail", 7),
)  # fmt: skip
_IS_ISNOT: Final = (Slot("question", 4), Slot("is", 5), Slot("is_not", 5), Slot("difference", 5), Slot("change", 5))
_CONTAINMENT: Final = (
    Slot("place", 3), Slot("action", 6), Slot("owner", 2), Slot("introduced_on", 3, "day"),
    Slot("effective_from", 3, "day"), Slot("checked", 2, "count"), Slot("ng", 2, "count"), Slot("evidence", 3),
)  # fmt: skip
_SYSTEM_WHYS: Final = (Slot("level", 1, "number"), Slot("layer", 3, "tag"), Slot("why", 9, "grey"), Slot("because", 11))
_MEASURES: Final = (
    Slot("n", 1, "number"), Slot("cause", 3), Slot("action", 6), Slot("owner", 2), Slot("due", 3, "day"),
    Slot("done", 3, "day"), Slot("state", 3), Slot("result", 3),
)  # fmt: skip
_VALIDATION: Final = (
    Slot("action", 5), Slot("method", 7), Slot("checked", 2, "count"), Slot("ng_before", 2, "count"),
    Slot("ng_after", 2, "count"), Slot("cut_in_lot", 3), Slot("date", 3, "day"),
)  # fmt: skip


def sheets_form(lang: str) -> bytes:
    """Return the 8D form of many sheets in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    first = book.worksheets[0]
    for number, draw in enumerate(_DISCIPLINES):
        form = EightDSheet(book.create_sheet(f"D{number}"), lang, pixels=_LINE)
        _head(form, f"D{number}")
        draw(form)
        form.finish("8d_sheets", _REVISION)
    draw_overview(first, lang, [sheet for sheet in book.worksheets if sheet is not first], _REVISION)
    return saved(book, f"{say('eight_d.document', lang)} {say('eight_d.title', lang)}")


def _head(form: EightDSheet, name: str) -> None:
    """Draw the discipline as the sheet's title, and which complaint it is about."""
    form.line(32)
    form.box(name, 3, size=16, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
    form.box(form.say(name), 12, size=14, bold=True, edge=None)
    form.box(form.say("head.case_no"), 3, size=8.5, color=INK_2, horizontal="right", edge=None)
    form.box("{{ case_no }}", 6, size=11, bold=True, edge=None, wrap=False, shrink=True)
    form.end()
    form.rule()


def _answers(form: EightDSheet, *paths: str) -> None:
    for path in paths:
        form.pairs((path, 5, form.joined(path) if path == "d7.lessons" else f"{{{{ {path} }}}}", 19), pixels=_ANSWER)


def _emergency(form: EightDSheet) -> None:
    draw_facts(form)
    form.gap()
    draw_emergency(form)
    form.pairs(
        ("d0.detected_at", 4, "{{ d0.detected_at }}", 8),
        ("d0.customer_protected_at", 4, "{{ d0.customer_protected_at }}", 8),
    )
    form.pairs(("head.received_by", 4, "{{ received_by }}", 8), ("next.owner", 4, "{{ owner }}", 8))
    form.pairs(("d0.lots_blocked", 4, form.yes_no("d0.lots_blocked"), 20))
    _answers(form, "d0.form_reason")


def _team(form: EightDSheet) -> None:
    form.pairs(("d1.leader", 4, "{{ d1.leader }}", 8), ("d1.champion", 4, "{{ d1.champion }}", 8))
    form.gap()
    form.dropdown(TEAM_ROLE, form.table("team", 8, _TEAM)["role"])


def _problem(form: EightDSheet) -> None:
    _answers(form, "d2.object", *(f"d2.{name}" for name in QUESTIONS))
    _answers(form, "d2.verbatim", "d2.risk")
    form.pairs(("d2.history", 5, "{{ d2.history }}", 7), ("d2.other_parts", 4, "{{ d2.other_parts }}", 8))
    form.pairs(
        ("d2.is_real_problem", 5, form.yes_no("d2.is_real_problem"), 7),
        ("d2.returned_qty", 4, "{{ d2.returned_qty }}", 8),
    )
    form.gap()
    draw_photos(form, 8, 8, 8, pixels=150)
    draw_photos(form, 8, 8, 8, first=3, pixels=150)
    form.gap()
    form.table("is_isnot", 7, _IS_ISNOT)


def _containment(form: EightDSheet) -> None:
    draw_hint(form, 5)
    form.line()
    form.pair("d3.state", 5, "{{ containment_state }}", 7)
    form.dated("d3.done", 4, "d3_done_at", 8)
    form.end()
    _answers(form, "d3.proof", "d3.clean_point", "d3.firewall", "d3.informed")
    form.pairs(("d3.dispositions", 5, form.joined("d3.dispositions"), 7), ("d3.calls", 4, "{{ d3.calls }}", 8))
    form.pairs(("d3.secured_qty", 5, "{{ d3.secured_qty }}", 7), ("d3.effectiveness", 4, "{{ d3.effectiveness }}", 8))
    form.line()
    form.label(form.say("d3.total_checked"), 5)
    form.count("d3.checked", 7, bold=True)
    form.label(form.say("d3.total_ng"), 4)
    form.count("d3.ng", 8, bold=True)
    form.end()
    form.gap()
    form.dropdown(PLACE, form.table("d3_actions", 8, _CONTAINMENT)["place"])


def _causes(form: EightDSheet) -> None:
    _answers(form, "d4.candidates", "d4.failure_category", "d4.no_trouble_found")
    form.pairs(
        ("d4.explains_is_isnot", 5, form.yes_no("d4.explains_is_isnot"), 7),
        ("d4.not_reproduced", 4, form.yes_no("d4.not_reproduced"), 8),
    )
    form.gap()
    draw_causes(form)
    form.gap()
    form.line()
    form.head(f"{form.say('d4.system')} {form.beside('d4.system')}".strip(), 24)
    form.end()
    drawn = []
    for _ in range(5):
        form.line()
        drawn.append(form.slots("whys_sys", _SYSTEM_WHYS))
        form.end()
    color_chain(form, drawn)
    form.gap()
    draw_why_chains(form, 7)


def _actions(form: EightDSheet) -> None:
    _answers(form, "d5.verification", "d5.effectiveness", "d5.side_effects", "d5.justification")
    form.gap()
    form.state_colors(form.table("d5_actions", 8, _MEASURES, texts="actions")["state"])


def _validation(form: EightDSheet) -> None:
    _answers(form, "d6.containment_removed_at", "d6.customer_confirmed")
    form.gap()
    form.table("validation", 6, _VALIDATION)


def _prevention(form: EightDSheet) -> None:
    _answers(form, "d7.horizontal", "d7.horizontal_result", "d7.lessons", "d7.recommendation")
    form.pairs(("d7.recommendation_owner", 5, "{{ d7.recommendation_owner }}", 19))
    form.gap()
    draw_documents(form, 6)
    form.gap()
    form.state_colors(form.table("d7_actions", 6, _MEASURES, texts="actions")["state"])


def _closure(form: EightDSheet) -> None:
    form.pixels = _ANSWER
    draw_closure(form)
    form.pixels = _LINE
    form.line()
    form.pair("customer_score", 4, "{{ customer_score }}", 8)
    form.dated("head.closed_at", 4, "closed_at", 8)
    form.end()
    draw_signatures(form, pixels=72)


#: What draws the sheet of each discipline, from D0 on.
_DISCIPLINES: Final[tuple[Callable[[EightDSheet], None], ...]] = (
    _emergency, _team, _problem, _containment, _causes, _actions, _validation, _prevention, _closure,
)  # fmt: skip
