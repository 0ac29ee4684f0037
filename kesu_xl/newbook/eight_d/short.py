"""The short confirmation: D0 to D3 on one A4 page, sent as soon as the customer is protected."""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook

from kesu_xl.newbook.eight_d.describe import (
    draw_containment,
    draw_covered_photos,
    draw_emergency,
    draw_photos,
    draw_questions,
    draw_team,
    open_containment,
)
from kesu_xl.newbook.eight_d.letterhead import draw_facts, draw_head, draw_signatures
from kesu_xl.newbook.eight_d.sheet import EightDSheet
from kesu_xl.newbook.save import saved

__all__ = ["short_form"]

#: Goes up with every change of the form that is shipped.
_REVISION: Final = 2


def short_form(lang: str) -> bytes:
    """Return the short confirmation in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "D0-D3"
    form = EightDSheet(sheet, lang)
    draw_head(form, "title.short")
    draw_facts(form)
    form.section("D0")
    draw_emergency(form)
    form.section("D1")
    draw_team(form, 5)
    form.section("D2")
    draw_questions(form)
    form.pairs(("d2.history", 4, "{{ d2.history }}", 8), ("d2.other_parts", 4, "{{ d2.other_parts }}", 8))
    draw_photos(form, 8, 8, 8, pixels=90)
    open_containment(form)
    draw_containment(form, 5)
    form.pairs(("d3.firewall", 3, "{{ d3.firewall }}", 9), ("d3.informed", 4, "{{ d3.informed }}", 8))
    draw_covered_photos(form, "d3", 8, 8, 8)
    form.section("next", number="D4+")
    form.pairs(("next.suspected", 4, "{{ d4.candidates }}", 8), ("d2.risk", 4, "{{ d2.risk }}", 8))
    form.line()
    form.dated("next.promised", 4, "promised_at", 8)
    form.pair("next.owner", 4, "{{ owner }}", 8)
    form.end()
    draw_signatures(form, pixels=48)
    form.finish("8d_short", _REVISION)
    return saved(book, f"{form.say('document')} {form.say('title.short')}")
