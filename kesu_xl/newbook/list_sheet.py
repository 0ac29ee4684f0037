"""The 列表 sheet: one column per list, and the defined names through which the dropdowns read them."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from kesu_xl.complaint import COLUMNS, DETAILS, LISTS, TABLES, ChoiceList, Table
from kesu_xl.newbook import look
from kesu_xl.newbook.entry import CUSTOMERS, PEOPLE, list_name
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.table_sheet import page_set_up, set_heights
from kesu_xl.wording import say

__all__ = ["add_list_sheet", "every_list", "name_growing"]

#: A list may grow to this many values.
_LONGEST: Final = 500
_WIDTH, _WIDTH_ENGLISH = 112, 138


def every_list() -> list[ChoiceList]:
    """Return the lists of the register, then those that only detail tables use, each once."""
    columns = [*COLUMNS.values(), *(column for table in (*DETAILS, *TABLES) for column in table.columns)]
    by_name = {choices.name: choices for choices in LISTS}
    for column in columns:
        if column.choices is not None:
            by_name.setdefault(column.choices.name, column.choices)
    return list(by_name.values())


def add_list_sheet(pen: Pen, table: Table) -> None:
    """Add the sheet of lists: heading in row 1, values below; the values of a fixed list stand on grey."""
    lang = pen.lang
    sheet = pen.workbook.create_sheet(table.say(lang))
    set_heights(sheet)
    lists = every_list()
    longest = max(len(choices.choices) for choices in lists)
    fixed_mark = f'@"  ({say("newbook.list.fixed", lang)})"'
    sheet.row_dimensions[1].height = look.pixels_to_points(40)
    for at, choices in enumerate(lists, start=1):
        letter = get_column_letter(at)
        head = pen.style(
            bold=True, ground=look.HEAD, line=look.RULE, vertical="top", indent=1, wrap=True,
            number_format=fixed_mark if choices.fixed else "General",
        )  # fmt: skip
        plain = pen.style(indent=1, number_format="@")
        value = pen.style(
            indent=1, number_format="@", line=look.HAIRLINE, ground=look.SOFT if choices.fixed else None,
            color=look.INK_2 if choices.fixed else look.INK,
        )  # fmt: skip
        pen.column(sheet, letter, _WIDTH_ENGLISH if lang == "en" else _WIDTH, plain)
        pen.put(sheet, 1, at, choices.say(lang), head)
        for row in range(2, longest + 2):
            known = row - 2 < len(choices.choices)
            if known or not choices.fixed:
                pen.put(sheet, row, at, choices.choices[row - 2] if known else None, value)
        if choices.fixed:
            name_range(pen, list_name(choices.name), sheet.title, f"${letter}$2:${letter}${len(choices.choices) + 1}")
        else:
            name_growing(pen, list_name(choices.name), sheet.title, letter)
    sheet.freeze_panes = "A2"
    page_set_up(sheet, lang, get_column_letter(len(lists)), "1:1", wide=3)


def name_range(pen: Pen, name: str, sheet: str, cells: str) -> None:
    """Give a range a hidden name."""
    pen.workbook.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(sheet)}!{cells}", hidden=True)


def name_growing(pen: Pen, name: str, sheet: str, letter: str) -> None:
    """Name the filled cells of a column from row 2 down.

    Blanks inside the range would make Excel accept any value, so the name ends at the last value.
    """
    first = f"{quote_sheetname(sheet)}!${letter}$2"
    whole = f"{first}:${letter}${_LONGEST + 1}"
    formula = f"OFFSET({first},0,0,MAX(1,COUNTA({whole})),1)"
    pen.workbook.defined_names[name] = DefinedName(name, attr_text=formula, hidden=True)


def name_proposals(pen: Pen, customers: Table, people: Table) -> None:
    """Name the customers and the people, which the register proposes while somebody types."""
    name_growing(pen, CUSTOMERS, customers.say(pen.lang), "A")
    name_growing(pen, PEOPLE, people.say(pen.lang), "A")
