"""The 说明 sheet: one page on how the register is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kesu_xl.complaint import Table
from kesu_xl.newbook import look
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.register_sheet import clocks_in_words
from kesu_xl.newbook.table_sheet import page_set_up, set_heights
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["add_guide_sheet"]

_MARGIN, _NUMBER, _LABEL, _TEXT = 14, 34, 300, 470
_COLOURS: Final = (
    ("guide.colours.white", "", look.WHITE, look.INK, False),
    ("guide.colours.computed", "", look.COMPUTED, look.INK, False),
    ("state.breached", "■", *look.BREACHED, True),
    ("state.at_risk", "▲", *look.AT_RISK, True),
    ("state.late", "◆", *look.LATE, False),
    ("state.paused", "‖", *look.PAUSED, False),
    ("guide.colours.closed", "", look.WHITE, look.CLOSED_TEXT, False),
)
_COMMANDS: Final = (
    ("check", "kesu check {file}"),
    ("clocks", "kesu clocks {file}"),
    ("flag", "kesu flag {file} -o {marked}"),
    ("renew", "kesu flag {file} --in-place"),
    ("8d", "kesu 8d {file} -o 8D"),
    ("summary", "kesu summary {file} -o {summary}"),
)


class _Page:
    """Writes the guide from the top down: number or swatch in B, label in C, text in D."""

    def __init__(self, pen: Pen, sheet: Worksheet) -> None:
        self.pen = pen
        self.sheet = sheet
        self.row = 1

    def title(self, title: str, subtitle: str) -> None:
        band = self.pen.style(ground=look.BRAND)
        for row, pixels, text, size, bold, color in (
            (1, 40, title, 16, True, look.WHITE),
            (2, 24, subtitle, 9, False, look.SUBTITLE),
        ):
            self.pen.fill_row(self.sheet, row, 5, band)
            style = self.pen.style(size=size, bold=bold, color=color, ground=look.BRAND)
            self.pen.put(self.sheet, row, 2, text, style)
            self._height(row, pixels)
        self.row = 3

    def section(self, text: str) -> None:
        self._height(self.row, 10)
        self.row += 1
        ruled = self.pen.style(size=11, bold=True, color=look.BRAND, line=look.RULE, vertical="bottom")
        for column in (2, 3, 4):
            self.pen.put(self.sheet, self.row, column, text if column == 2 else None, ruled)
        self._height(self.row, 28)
        self.row += 1

    def step(self, number: str, text: str) -> None:
        """Write one sentence over label and text, on two lines where it needs them."""
        self.pen.put(
            self.sheet, self.row, 2, number, self.pen.style(bold=True, color=look.BRAND, vertical="top", indent=1)
        )
        style = self.pen.style(wrap=True, vertical="top")
        self.pen.put(self.sheet, self.row, 3, text, style)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=3, end_column=4)
        wide = sum(13.4 if character > "\u2e7f" else 6.2 for character in text)
        self._height(self.row, 24 if wide < _LABEL + _TEXT - 20 else 42)
        self.row += 1

    def pair(self, label: str, text: str, ground: str | None = None, color: str = look.INK, bold: bool = False) -> None:
        """Write a label, on its own ground where it stands for a colour, with its meaning."""
        shown = self.pen.style(bold=bold, color=color, ground=ground, line=look.HAIRLINE, indent=1)
        self.pen.put(self.sheet, self.row, 3, label, shown)
        self.pen.put(self.sheet, self.row, 4, text, self.pen.style(line=look.HAIRLINE, indent=1))
        self._height(self.row, 24)
        self.row += 1

    def _height(self, row: int, pixels: int) -> None:
        self.sheet.row_dimensions[row].height = look.pixels_to_points(pixels)


def add_guide_sheet(pen: Pen, table: Table, profile: str, *, live: bool, buttons: bool) -> None:
    """Add the guide, in the language of the register.

    Args:
        pen: Writes the workbook.
        table: The sheet gets its name.
        profile: Name of the policy.
        live: The register shows its clocks.
        buttons: The workbook gets macros, and with them the ribbon tab.
    """
    lang = pen.lang
    sheet = pen.workbook.create_sheet(table.say(lang))
    set_heights(sheet)
    for letter, pixels in zip("ABCDE", (_MARGIN, _NUMBER, _LABEL, _TEXT, _MARGIN), strict=True):
        pen.column(sheet, letter, pixels)
    page = _Page(pen, sheet)
    page.title(say("newbook.guide.title", lang), say("newbook.guide.subtitle", lang))
    page.section(say("newbook.guide.daily", lang))
    for number in range(1, 6):
        page.step(str(number), say(f"newbook.guide.daily.{number}", lang))
    page.section(say("newbook.guide.colours", lang))
    for key, icon, ground, color, bold in _COLOURS:
        meaning = key.removeprefix("guide.colours.").removeprefix("state.")
        label = f"{icon} {say(f'newbook.{key}', lang)}".strip()
        page.pair(label, say(f"newbook.guide.colours.{meaning}.meaning", lang), ground, color, bold)
    if live:
        _live(page, buttons=buttons)
    page.section(say("newbook.guide.clocks", lang))
    page.step("·", clocks_in_words(profile, lang))
    for number in (1, 2):
        page.step("·", say(f"newbook.guide.clocks.{number}", lang))
    page.section(say("newbook.guide.commands", lang))
    file = say("newbook.guide.file", lang)
    if buttons:
        file = file.replace(".xlsx", ".xlsm")
    for name, command in _COMMANDS:
        # a register that shows its clocks needs no marked copy, and another one has nothing to renew
        if name == ("flag" if live else "renew"):
            continue
        marked, summary = say("newbook.guide.marked", lang), say("newbook.guide.summary", lang)
        typed = command.format(file=file, marked=marked, summary=summary)
        page.pair(typed, say(f"newbook.guide.commands.{name}", lang), look.SOFT)
    page.section(say("newbook.guide.sheets", lang))
    for number in (1, 2):
        page.step("·", say(f"newbook.guide.sheets.{number}", lang))
    page_set_up(sheet, lang, "E", None, wide=1, landscape=False)


def _live(page: _Page, *, buttons: bool) -> None:
    """Write how the colours follow the time, and where the buttons are."""
    lang = page.pen.lang
    kind = "macros" if buttons else "plain"
    page.section(say("newbook.guide.live", lang))
    for name in (f"now.{kind}", "beyond", "check"):
        page.step("·", say(f"newbook.guide.live.{name}", lang))
    page.section(say("newbook.guide.buttons", lang))
    for name in ("macros.1", "macros.2", "macros.3") if buttons else ("plain",):
        page.step("·", say(f"newbook.guide.buttons.{name}", lang))
