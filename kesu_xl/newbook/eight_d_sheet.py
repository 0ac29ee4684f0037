"""The pen of the 8D form: sections, label-and-value lines, slot rows, tick boxes, colours of state words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from kesu_xl.complaint.lists import YES_NO
from kesu_xl.newbook.look import AT_RISK, BREACHED, GOOD, LATE, PAUSED, RUNNING, fill
from kesu_xl.newbook.paper import Horizontal, Paper
from kesu_xl.wording import say

if TYPE_CHECKING:
    from kesu_xl.complaint import ChoiceList

__all__ = ["DAY", "LINE", "EightDSheet", "words"]

#: Height of a line of one text, in pixels.
LINE: Final = 20
DAY: Final = "yyyy-mm-dd"
_COUNT: Final = "#,##0"
#: Icon of a state word -> ground and text; the icon says the state in every language.
_STATES: Final[tuple[tuple[str, str | None, str], ...]] = (
    ("●", None, GOOD),
    ("○", None, RUNNING),
    ("■", *BREACHED),
    ("▲", *AT_RISK),
    ("◆", *LATE),
    ("‖", *PAUSED),
)


def words(choices: ChoiceList, lang: str) -> list[str]:
    """Return the words of a list in `lang`."""
    return [choice.say(lang) for choice in choices.choices]


class EightDSheet(Paper):
    """The sheet of an 8D form while it is drawn."""

    def say(self, key: str, **params: object) -> str:
        """Return a text of the form."""
        return say(f"eight_d.{key}", self.lang, **params)

    def beside(self, key: str) -> str:
        """Return the English text that stands beside a Chinese one; nothing in an English form."""
        return "" if self.lang == "en" else say(f"eight_d.{key}", "en")

    @property
    def joint(self) -> str:
        """What stands between the values of a list."""
        return "; " if self.lang == "en" else "；"

    def section(self, number: str, more: str = "") -> None:
        """Begin a discipline with its bar."""
        self.bar(number, self.say(number) + more, self.beside(number))

    def pairs(self, *pairs: tuple[str, int, str, int]) -> None:
        """Draw one line of label, columns, marker, columns."""
        self.line(LINE)
        for label, label_span, marker, span in pairs:
            self.label(self.say(label), label_span)
            self.value(marker, span)
        self.end()

    def ticks(self, path: str, *options: tuple[str, str]) -> str:
        """Return the text of tick boxes: for each option the word that is looked for, and the word that is shown."""
        return "  ".join(f'{{{{ {path} | check("{word}") }}}} {shown}' for word, shown in options)

    def yes_no(self, path: str) -> str:
        """Return the text of two tick boxes."""
        return self.ticks(path, *((word, word) for word in words(YES_NO, self.lang)))

    def table(self, prefix: str, *columns: tuple[str, int, Horizontal]) -> None:
        """Draw the head of a table: name of the column, columns of the grid, alignment."""
        self.heads(*((self.say(f"{prefix}.{name}"), span, horizontal) for name, span, horizontal in columns))

    def slots(self, items: str, count: int, *columns: tuple[str, int]) -> str:
        """Draw `count` slot rows of texts and return the cells of the first column."""
        top = self.row
        for _ in range(count):
            self.line(LINE)
            for name, span in columns:
                self.value(f"{{{{ {items}[].{name} }}}}", span)
            self.end()
        return f"A{top}:A{self.row - 1}"

    def day(self, path: str, span: int = 3) -> None:
        """Draw a box for a date."""
        self.box(f"{{{{ {path} | date }}}}", span, horizontal="center", number_format=DAY, wrap=False)

    def count(self, path: str, span: int = 2, *, bold: bool = False, number_format: str = _COUNT) -> None:
        """Draw a box for a number.

        Numbers stand off the edge by their format: an indent at the right is not drawn by every program.
        """
        code = f"{number_format}_ "
        self.box(f"{{{{ {path} }}}}", span, horizontal="right", indent=0, number_format=code, wrap=False, bold=bold)

    def dropdown(self, choices: ChoiceList, cells: str) -> None:
        """Offer the words of a list in the form's language; other words may be typed."""
        rule = DataValidation(
            "list", formula1=f'"{",".join(words(choices, self.lang))}"', showErrorMessage=False, allow_blank=True
        )
        rule.add(cells)
        self.sheet.add_data_validation(rule)

    def state_colors(self, column: str, top: int, bottom: int) -> None:
        """Color the state words of a column by the icon before them."""
        for icon, ground, color in _STATES:
            self.color(
                f"{column}{top}:{column}{bottom}",
                f'LEFT(${column}{top},1)="{icon}"',
                ground=ground,
                text=Font(color=color, bold=True) if icon in "■▲" else Font(color=color),
            )

    def color(self, cells: str, formula: str, *, ground: str | None = None, text: Font | None = None) -> None:
        """Add a conditional format."""
        rule = FormulaRule([formula], fill=fill(ground) if ground else None, font=text)
        self.sheet.conditional_formatting.add(cells, rule)
