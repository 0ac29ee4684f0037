"""The pen of the 8D forms: sections, label-and-value lines, slot rows, tick boxes, colours of state words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from kesu_xl.complaint.lists import YES_NO
from kesu_xl.newbook.look import (
    AT_RISK,
    BRAND,
    BRAND_TINT,
    BREACHED,
    GOOD,
    HEAD,
    INK_2,
    LATE,
    PAUSED,
    RUNNING,
    WHITE,
    fill,
)
from kesu_xl.newbook.paper import Horizontal, Paper
from kesu_xl.wording import say

if TYPE_CHECKING:
    from kesu_xl.complaint import ChoiceList

__all__ = ["DAY", "EightDSheet", "Slot", "words"]

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
#: Ground of the layer that the temporary measure answers (the look's note box).
_NOTE: Final = "FFF3D1"

#: What a column of a list holds: text, text in grey, a short word in the middle, a running number, a day, a count.
SlotKind = Literal["text", "grey", "tag", "number", "day", "count"]
_STANDS: Final[dict[SlotKind, Horizontal]] = {
    "text": "left", "grey": "left", "tag": "center", "number": "center", "day": "center", "count": "right",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a list.

    Attributes:
        name: Column of the list.
        span: Columns of the grid.
        kind: What it holds.
        head: Name of the text over it, where that is not the column's.
    """

    name: str
    span: int
    kind: SlotKind = "text"
    head: str = ""


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

    def joined(self, path: str) -> str:
        """Return the marker of an answer that may be several texts."""
        return f'{{{{ {path} | join("{"; " if self.lang == "en" else "；"}") }}}}'

    def section(self, name: str, more: str = "", *, number: str = "") -> None:
        """Begin a discipline with its bar.

        Args:
            name: Name of its text.
            more: What stands behind it.
            number: What the dark cell says; the name where left out.
        """
        self.gap()
        self.line(self.bar_pixels)
        self.bar(number or name, self.say(name) + more, self.beside(name))
        self.end()

    def finish(self, template: str, revision: int, *, landscape: bool = False, repeated: str = "") -> None:
        """Set up the printing; the foot says the template and its revision."""
        name = self.say(f"template.{template}")
        self.set_up_print(
            self.say("template", name=name, revision=revision),
            self.say("page", page="&P", pages="&N"),
            landscape=landscape,
            repeated=repeated,
        )

    def pairs(self, *pairs: tuple[str, int, str, int], pixels: float | None = None) -> None:
        """Draw one line of label, columns, marker, columns."""
        self.line(pixels)
        for label, label_span, marker, span in pairs:
            self.pair(label, label_span, marker, span)
        self.end()

    def pair(self, label: str, label_span: int, marker: str, span: int) -> str:
        """Draw label and value in the line that was begun, and return the address of the value."""
        self.label(self.say(label), label_span)
        return self.value(marker, span)

    def dated(self, label: str, label_span: int, path: str, span: int) -> str:
        """Draw label and date in the line that was begun, and return the address of the date."""
        self.label(self.say(label), label_span)
        return self.box(f"{{{{ {path} | date }}}}", span, number_format=DAY, wrap=False, shrink=True)

    def ticks(self, path: str, *options: tuple[str, str]) -> str:
        """Return the text of tick boxes: for each option the word that is looked for, and the word that is shown."""
        return "  ".join(f'{{{{ {path} | check("{word}") }}}} {shown}' for word, shown in options)

    def yes_no(self, path: str) -> str:
        """Return the text of two tick boxes."""
        return self.ticks(path, *((word, word) for word in words(YES_NO, self.lang)))

    def heads(self, texts: str, columns: Sequence[Slot]) -> None:
        """Draw the heads of a list in the line that was begun; `texts` is what the names of its texts begin with."""
        for column in columns:
            self.head(self.say(f"{texts}.{column.head or column.name}"), column.span, _STANDS[column.kind])

    def slots(self, items: str, columns: Sequence[Slot]) -> dict[str, str]:
        """Draw one slot of a list in the line that was begun, and return the address of each column."""
        return {column.name: self._slot(f"{items}[].{column.name}", column) for column in columns}

    def _slot(self, path: str, column: Slot) -> str:
        match column.kind:
            case "text":
                return self.value(f"{{{{ {path} }}}}", column.span)
            case "grey":
                return self.box(f"{{{{ {path} }}}}", column.span, color=INK_2)
            case "tag":
                return self.box(f"{{{{ {path} }}}}", column.span, size=8.5, horizontal="center")
            case "number":
                return self.box(f"{{{{ {path} }}}}", column.span, color=INK_2, horizontal="center", wrap=False)
            case "day":
                return self.day(path, column.span)
            case "count":
                return self.count(path, column.span)

    def table(
        self, items: str, count: int, columns: Sequence[Slot], *, texts: str = "", pixels: float | None = None
    ) -> dict[str, str]:
        """Draw a list: its heads and `count` slots. Returns the cells of each column, such as ``A5:A9``."""
        self.line()
        self.heads(texts or items, columns)
        self.end()
        drawn = []
        for _ in range(count):
            self.line(pixels)
            drawn.append(self.slots(items, columns))
            self.end()
        return {name: f"{drawn[0][name]}:{drawn[-1][name]}" for name in drawn[0]}

    def day(self, path: str, span: int = 3) -> str:
        """Draw a box for a date."""
        return self.box(
            f"{{{{ {path} | date }}}}", span, horizontal="center", number_format=DAY, wrap=False, shrink=True
        )

    def count(self, path: str, span: int = 2, *, bold: bool = False, number_format: str = _COUNT) -> str:
        """Draw a box for a number.

        Numbers stand off the edge by their format: an indent at the right is not drawn by every program.
        """
        return self.box(
            f"{{{{ {path} }}}}",
            span,
            horizontal="right",
            indent=0,
            number_format=f"{number_format}_ ",
            wrap=False,
            shrink=True,
            bold=bold,
        )

    def dropdown(self, choices: ChoiceList, cells: str) -> None:
        """Offer the words of a list in the form's language; other words may be typed."""
        rule = DataValidation(
            "list", formula1=f'"{",".join(words(choices, self.lang))}"', showErrorMessage=False, allow_blank=True
        )
        rule.add(cells)
        self.sheet.add_data_validation(rule)

    def state_colors(self, cells: str) -> None:
        """Color state words by the icon before them."""
        first = cells.partition(":")[0]
        for icon, ground, color in _STATES:
            text = Font(color=color, bold=True) if icon in "■▲" else Font(color=color)
            self.color(cells, f'LEFT({first},1)="{icon}"', ground=ground, text=text)

    def layer_colors(self, layers: str, because: str, layer_words: Sequence[str]) -> None:
        """Color the tag of each why by its layer, and print the root bold.

        Args:
            layers: Cells of the tags.
            because: Cells of the answers, in the same rows.
            layer_words: Words of the layers, from the symptom to the root.
        """
        first = layers.partition(":")[0]
        for word, ground in zip(layer_words, (HEAD, _NOTE, BRAND_TINT), strict=False):
            self.color(layers, f'{first}="{word}"', ground=ground)
        is_root = f'${first}="{layer_words[-1]}"'
        self.color(layers, is_root, ground=BRAND, text=Font(color=WHITE, bold=True))
        self.color(because, is_root, text=Font(bold=True))

    def color(self, cells: str, formula: str, *, ground: str | None = None, text: Font | None = None) -> None:
        """Add a conditional format; the formula is that of the first cell."""
        rule = FormulaRule([formula], fill=fill(ground) if ground else None, font=text)
        self.sheet.conditional_formatting.add(cells, rule)
