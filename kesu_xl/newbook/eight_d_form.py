"""The shipped 8D form: two A4 pages, D0 to D3 and D4 to D8, with markers where the record goes.

Drawn after the pictures of the look: dark number cell and tinted bar for each discipline, labels on a soft ground,
white boxes to fill. Slot rows stay blank where a list is shorter.
"""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from kesu_xl.newbook.eight_d_describe import draw_description
from kesu_xl.newbook.eight_d_sheet import DAY, LINE, EightDSheet
from kesu_xl.newbook.eight_d_solve import draw_solution
from kesu_xl.newbook.look import BRAND, FONTS, INK_2, WHITE
from kesu_xl.newbook.paper import GRID
from kesu_xl.newbook.save import saved

__all__ = ["REVISION", "eight_d_form"]

#: Goes up with every change of the form that is shipped.
REVISION: Final = 1
_INCHES_PER_MM: Final = 1 / 25.4


def eight_d_form(lang: str) -> bytes:
    """Return the 8D form in `lang` as the bytes of an .xlsx file; the same bytes on every call.

    Args:
        lang: One of `kesu_xl.wording.LANGUAGES`: the language of its texts and fonts.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    form = EightDSheet(sheet, lang)
    _draw_head(form)
    _draw_data(form)
    draw_description(form)
    sheet.row_breaks.append(Break(id=form.row - 1))
    draw_solution(form)
    _set_up_print(form)
    return saved(book, f"{form.say('document')} {form.say('title')}")


def _draw_head(form: EightDSheet) -> None:
    """Logo block, title, and number, version and due date at the right."""
    facts = (
        ("head.case_no", "{{ case_no }}", "General"),
        ("head.revision", "{{ revision.number }}  {{ revision.date | date }}", "General"),
        ("head.due", "{{ due_8d_at | date }}", DAY),
    )
    for number, (label, marker, number_format) in enumerate(facts):
        form.line(LINE)
        if number == 0:
            form.box("8D", 4, rows=3, size=22, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
            form.box(form.say("title"), 11, rows=2, size=18, bold=True, edge=None)
        elif number == 2:
            form.column = 5
            house = f'{{{{ company | default("{form.say("subtitle")}") }}}}  {{{{ department }}}}'
            form.box(house, 11, color=INK_2, edge=None)
        form.column = 16
        form.box(form.say(label), 3, size=8.5, color=INK_2, horizontal="right", edge=None)
        form.box(
            marker, 6, size=9 if number else 11, bold=not number, edge=None, wrap=False, number_format=number_format
        )
        form.end()
    row = form.line(4)
    for column in range(1, GRID + 1):
        form.sheet.cell(row, column).border = Border(top=Side(style="medium", color=BRAND))
    form.end()


def _draw_data(form: EightDSheet) -> None:
    """The facts of the complaint, three pairs a row."""
    form.pairs(
        ("head.customer", 3, "{{ customer }}", 6),
        ("head.customer_ref", 3, "{{ customer_ref }}", 5),
        ("head.severity", 3, "{{ severity }}", 4),
    )
    form.line(LINE)
    form.label(form.say("head.product"), 3)
    form.value("{{ product }}  {{ part_no }}", 6)
    form.label(form.say("head.lot_no"), 3)
    form.value("{{ lot_no }}", 5)
    form.label(form.say("head.quantity"), 3)
    form.count("defect_qty")
    form.count("lot_qty")
    form.end()
    row = form.line(LINE)
    # Times stand as text: a number format would show a midnight that nobody wrote.
    form.label(form.say("head.received_at"), 3)
    form.value("{{ received_at }}", 6)
    form.label(form.say("head.first_response"), 3)
    form.value("{{ first_response_at }}", 5)
    form.label(form.say("head.response_state"), 3)
    state = form.value("{{ states.first_response }}", 4)
    form.state_colors(state.rstrip("0123456789"), row, row)
    form.end()
    form.pairs(("head.demand", 3, "{{ customer_demand }}", 21))


def _set_up_print(form: EightDSheet) -> None:
    """A4 portrait, one page wide, any number of pages high."""
    sheet = form.sheet
    sheet.print_area = f"A1:X{form.row - 1}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 12 * _INCHES_PER_MM
    margins.bottom = 15 * _INCHES_PER_MM
    margins.header = margins.footer = 7 * _INCHES_PER_MM
    footer = sheet.oddFooter
    assert footer is not None
    for part, text in (
        (footer.left, form.say("template", revision=REVISION)),
        (footer.right, form.say("page", page="&P", pages="&N")),
    ):
        part.text, part.size, part.color, part.font = text, 8, INK_2, f"{FONTS[form.lang]},Regular"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
