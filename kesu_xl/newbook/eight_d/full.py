"""The full 8D form: two A4 pages, D0 to D3 and D4 to D8, with markers where the record goes.

Drawn after the pictures of the look: dark number cell and tinted bar for each discipline, labels on a soft ground,
white boxes to fill. Slot rows stay blank where a list is shorter.
"""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break

from kesu_xl.newbook.eight_d.describe import (
    draw_containment,
    draw_covered_photos,
    draw_emergency,
    draw_is_isnot,
    draw_photos,
    draw_questions,
    draw_team,
    open_containment,
)
from kesu_xl.newbook.eight_d.letterhead import draw_facts, draw_head, draw_signatures
from kesu_xl.newbook.eight_d.sheet import EightDSheet
from kesu_xl.newbook.eight_d.solve import (
    draw_actions,
    draw_causes,
    draw_closure,
    draw_documents,
    draw_validation,
    draw_why_chains,
)
from kesu_xl.newbook.save import saved

__all__ = ["full_form"]

#: Goes up with every change of the form that is shipped.
_REVISION: Final = 3


def full_form(lang: str) -> bytes:
    """Return the full 8D form in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    form = EightDSheet(sheet, lang)
    draw_head(form, "title")
    draw_facts(form)
    form.section("D0")
    draw_emergency(form)
    form.section("D1")
    draw_team(form, 5)
    form.section("D2")
    draw_questions(form)
    draw_is_isnot(form, 4)
    form.pairs(("d2.history", 4, "{{ d2.history }}", 8), ("d2.other_parts", 4, "{{ d2.other_parts }}", 8))
    draw_photos(form, 8, 8, 8, pixels=118)
    open_containment(form)
    draw_containment(form, 5)
    draw_covered_photos(form, "d3", 8, 8, 8)
    form.section("D4")
    # the gap above the bar stays on the first page
    sheet.row_breaks.append(Break(id=form.row - 2))
    draw_why_chains(form, 5, pixels=28)
    draw_causes(form)
    form.section("D5")
    draw_actions(form, "d5_actions", "action", 5)
    form.pairs(("d5.verification", 5, "{{ d5.verification }}", 19))
    draw_covered_photos(form, "d5", 8, 8, 8, pixels=78)
    form.section("D6")
    draw_validation(form, 3)
    form.section("D7")
    draw_documents(form, 3)
    draw_actions(form, "d7_actions", "prevention", 2)
    form.pairs(("d7.horizontal", 4, "{{ d7.horizontal }}", 20))
    form.pairs(("d7.lessons", 4, form.joined("d7.lessons"), 20))
    form.section("D8")
    draw_closure(form)
    draw_signatures(form)
    form.finish("8d", _REVISION)
    return saved(book, f"{form.say('document')} {form.say('title')}")
