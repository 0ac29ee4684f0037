"""What Excel itself can check while somebody types: dropdowns, dates, counts, lengths, each with a message.

Only what would break the register is refused: a second complaint of the same number, a word that is not in a fixed
list. Everything else is asked about and may stay, as old data can be stranger than any rule; pasting asks nothing.

Dropdowns read the 列表 sheet through defined names, so that a list may grow and may be longer than the 255 characters
that a validation can hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kesu_xl.complaint import Column, Kind
from kesu_xl.newbook.layout import Computed
from kesu_xl.newbook.shape import LONG
from kesu_xl.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["CASES", "CUSTOMERS", "PEOPLE", "guard", "list_name"]

#: Defined names that the dropdowns read.
CASES: Final = "kesu_cases"
CUSTOMERS: Final = "kesu_customers"
PEOPLE: Final = "kesu_people"

#: Columns whose values usually stand on another sheet; any other value is fine.
_PROPOSED: Final = {
    "customer": CUSTOMERS,
    "owner": PEOPLE,
    "received_by": PEOPLE,
    "approved_by": PEOPLE,
    "escalated_to": PEOPLE,
}
#: Serial numbers of 2000-01-01 and 2100-01-01: what lies outside was typed wrongly.
_FIRST_DAY, _LAST_DAY = "36526", "73051"
#: Worked out at the moment of typing: `kesu_now` may be as old as the last edit.
_NOW: Final = "NOW()"
#: Characters of a text in a narrow and in a wide column; a longer one is cut in lists and grows rows in forms.
_SHORT_TEXT, _LONG_TEXT = 100, 1000
#: Times that cannot be before the complaint was received.
_AFTER_RECEIPT: Final = (
    "registered_at", "owner_assigned_at", "first_response_at", "customer_agreed_at", "approved_at", "escalated_at",
    "oem_answered_at", "d3_done_at", "d8_done_at", "closed_at", "reopened_at",
)  # fmt: skip
_PROMPTS: Final = {
    Kind.DATETIME: "prompt.datetime",
    Kind.DATE: "prompt.date",
    Kind.COUNT: "prompt.count",
    Kind.POSITIVE: "prompt.count",
    Kind.MONEY: "prompt.money",
    Kind.SCORE: "prompt.score",
}
_TITLE: Final = 32


def list_name(name: str) -> str:
    """Return the defined name under which a dropdown finds a list."""
    return f"kesu_list_{name}"


def guard(sheet: Worksheet, columns: Sequence[Column], lang: str, first_row: int, last_row: int) -> None:
    """Put the validations of a table on its sheet.

    Args:
        sheet: The sheet; the first of `columns` stands in column A.
        columns: The columns of the table, in order.
        lang: Language of the messages.
        first_row: First row of values.
        last_row: Last row that a validation covers: the table will grow.
    """
    letters = {column.name: get_column_letter(at) for at, column in enumerate(columns, start=1)}
    received = letters.get("received_at")
    for at, column in enumerate(columns, start=1):
        cell = f"{get_column_letter(at)}{first_row}"
        validation = _validation(column, cell, lang, f"${received}{first_row}" if received else None, at == 1)
        if validation is None:
            continue
        validation.add(f"{cell}:{get_column_letter(at)}{last_row}")
        sheet.add_data_validation(validation)


def _validation(column: Column, cell: str, lang: str, received: str | None, is_first: bool) -> DataValidation | None:
    if isinstance(column, Computed):
        return None
    if column.choices is not None:
        return _from_list(column, lang)
    if column.name in _PROPOSED and received:
        # a proposal: people and customers that are not listed yet may complain and answer as well
        return DataValidation(type="list", formula1=_PROPOSED[column.name], allow_blank=True, showErrorMessage=False)
    if column.kind is Kind.CASE or column.name == "case_no":
        return _case_number(column, cell, lang, received is not None and is_first)
    return _typed(column, lang, received)


def _from_list(column: Column, lang: str) -> DataValidation:
    assert column.choices is not None
    own = column.choices.own
    validation = _told(column, lang, "own_list" if own else "list", type="list")
    validation.formula1 = list_name(column.choices.name)
    validation.errorStyle = "warning" if own else "stop"
    if own:
        _prompt(validation, column, lang, "prompt.own_list")
    return validation


def _case_number(column: Column, cell: str, lang: str, is_new: bool) -> DataValidation:
    validation = _told(column, lang, "case_new" if is_new else "case_known", type="custom")
    # COUNTIF would take * and ? in a number for wildcards
    seen = f"SUMPRODUCT(--({CASES}={cell}))"
    validation.formula1 = f"{seen}<=1" if is_new else f"{seen}>=1"
    validation.errorStyle = "stop" if is_new else "warning"
    if is_new:
        _prompt(validation, column, lang, "prompt.case_new")
    return validation


def _typed(column: Column, lang: str, received: str | None) -> DataValidation | None:
    match column.kind:
        case Kind.DATETIME if received and column.name in _AFTER_RECEIPT:
            validation = _told(column, lang, "not_before_receipt", type="date", operator="between")
            validation.formula1, validation.formula2 = f"MAX({_FIRST_DAY},{received})", _LAST_DAY
        case Kind.DATETIME if received and column.name == "received_at":
            validation = _told(column, lang, "not_after_now", type="date", operator="between")
            validation.formula1, validation.formula2 = _FIRST_DAY, _NOW
        case Kind.DATETIME | Kind.DATE:
            with_time = column.kind is Kind.DATETIME
            validation = _told(column, lang, "datetime" if with_time else "date", type="date", operator="between")
            validation.formula1, validation.formula2 = _FIRST_DAY, _LAST_DAY
        case Kind.COUNT | Kind.POSITIVE:
            positive = column.kind is Kind.POSITIVE
            validation = _told(
                column, lang, "positive" if positive else "count", type="whole", operator="greaterThanOrEqual"
            )
            validation.formula1 = str(int(positive))
        case Kind.MONEY:
            validation = _told(column, lang, "money", type="decimal", operator="greaterThanOrEqual")
            validation.formula1 = "0"
        case Kind.SCORE:
            validation = _told(column, lang, "score", type="whole", operator="between")
            validation.formula1, validation.formula2 = "1", "5"
        case Kind.TEXT:
            longest = _LONG_TEXT if column.width >= LONG else _SHORT_TEXT
            validation = _told(column, lang, "length", type="textLength", operator="lessThanOrEqual", longest=longest)
            validation.formula1 = str(longest)
        case _:
            return None
    validation.errorStyle = "warning"
    if column.kind is not Kind.TEXT:
        _prompt(validation, column, lang, _PROMPTS[column.kind])
    return validation


def _told(
    column: Column, lang: str, message: str, *, type: str, operator: str | None = None, **params: object
) -> DataValidation:
    """Return a validation with its error message, whose placeholders `params` fill."""
    validation = DataValidation(type=type, operator=operator, allow_blank=True, showErrorMessage=True)  # type: ignore[arg-type]  # plain words
    validation.errorTitle = say("newbook.entry.refused", lang)
    validation.error = say(f"newbook.entry.{message}", lang, column=column, **params)
    return validation


def _prompt(validation: DataValidation, column: Column, lang: str, key: str) -> None:
    validation.showInputMessage = True
    validation.promptTitle = column.say(lang)[:_TITLE]
    validation.prompt = say(f"newbook.{key}", lang)
