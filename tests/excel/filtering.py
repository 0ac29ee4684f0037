"""The filter of a table or of a sheet: criteria as COM takes and gives them, rows hidden accordingly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal, NamedTuple

from openpyxl.worksheet.filters import AutoFilter, CustomFilter, CustomFilters, FilterColumn, Filters

from excel.cellvalue import shown
from excel.fault import ComError
from excel.openbook import cells_of
from excel.place import Area, OpenSheet, parse_areas

__all__ = ["XL_AND", "XL_FILTER_VALUES", "XL_OR", "Criteria", "Filtering"]

XL_AND: Final = 1
XL_OR: Final = 2
XL_FILTER_VALUES: Final = 7

_Operator = Literal["equal", "lessThan", "lessThanOrEqual", "notEqual", "greaterThanOrEqual", "greaterThan"]
#: Longer signs first: they are looked for in this order.
_OPERATORS: Final[dict[str, _Operator]] = {
    ">=": "greaterThanOrEqual",
    "<=": "lessThanOrEqual",
    "<>": "notEqual",
    ">": "greaterThan",
    "<": "lessThan",
    "=": "equal",
}
_SIGNS: Final = {name: sign for sign, name in _OPERATORS.items()}


class Criteria(NamedTuple):
    """Criteria of one column as COM gives them back."""

    first: str | tuple[str, ...]
    operator: int = 0
    second: str | None = None


class Filtering:
    """A filter: its arrows in the header row, its criteria, the rows that they hide."""

    def __init__(self, place: OpenSheet, filter_: AutoFilter, footer: int = 0) -> None:
        self.place = place
        self.filter = filter_
        self._footer = footer

    @property
    def area(self) -> Area:
        """Header row and data."""
        return parse_areas(str(self.filter.ref))[0]

    def criteria(self, field: int) -> Criteria | None:
        """Return the criteria of a column, counted from 1; None where it has none."""
        column = self._column(field)
        if column is None:
            return None
        if column.customFilters:
            first, *rest = (_sign(one) for one in column.customFilters.customFilter)
            operator = XL_AND if column.customFilters._and else XL_OR
            return Criteria(first, operator, rest[0]) if rest else Criteria(first)
        plain = column.filters or Filters()
        values = [f"={value}" for value in plain.filter] + ["="] * bool(plain.blank)
        match values:
            case [only]:
                return Criteria(only)
            case [first, second]:
                return Criteria(first, XL_OR, second)
        return Criteria(tuple(values), XL_FILTER_VALUES)

    @property
    def active(self) -> bool:
        """Whether any column has criteria."""
        return bool(self.filter.filterColumn)

    def _column(self, field: int) -> FilterColumn | None:
        if not 1 <= field <= self.area.columns:
            raise ComError("AutoFilter method of Range class failed")
        return next((one for one in self.filter.filterColumn if one.colId == field - 1), None)

    def set(self, field: int, first: object = None, operator: int = XL_AND, second: str | None = None) -> None:
        """Give a column criteria, or take them away."""
        self.place.check_unprotected()
        before = self._column(field)
        if before is not None:
            self.filter.filterColumn.remove(before)
        if first is not None:
            self.filter.filterColumn.append(_criteria(field - 1, first, operator, second))
            self.filter.filterColumn.sort(key=lambda one: one.colId)
        self._hide()

    def clear(self) -> None:
        """Show all rows again; the arrows stay."""
        self.place.check_unprotected()
        self.filter.filterColumn.clear()
        self._hide()

    def _hide(self) -> None:
        area, sheet = self.area, self.place.sheet
        tests = [(area.column + column.colId, _test(column)) for column in self.filter.filterColumn]
        for row in range(area.row + 1, area.last_row + 1 - self._footer):
            hidden = not all(test(shown(self._value(row, column))) for column, test in tests)
            if hidden or row in sheet.row_dimensions:
                sheet.row_dimensions[row].hidden = hidden
        self.place.book.saved = False

    def _value(self, row: int, column: int) -> Any:
        cell = cells_of(self.place.sheet).get((row, column))
        if cell is not None and cell.data_type == "f":
            cell = self.place.book.results.get(self.place.sheet, {}).get((row, column))
        return None if cell is None else cell.value


def _criteria(column: int, first: object, operator: int, second: str | None) -> FilterColumn:
    if operator == XL_FILTER_VALUES:
        values = [str(one).removeprefix("=") for one in _several(first)]
        blank = "" in values
        return FilterColumn(colId=column, filters=Filters(blank=blank or None, filter=[one for one in values if one]))
    if operator not in (XL_AND, XL_OR, 0):
        raise NotImplementedError(f"AutoFilter with operator {operator}")
    texts = [str(first)] if second is None else [str(first), second]
    plain = [_split(text) for text in texts]
    if len(plain) == 1 and plain[0][0] == "=" and not re.search(r"(?<!~)[*?]", plain[0][1]):
        value = _unescaped(plain[0][1])
        return FilterColumn(colId=column, filters=Filters(blank=not value or None, filter=[value] if value else []))
    customs = [CustomFilter(operator=_OPERATORS[sign], val=value or " ") for sign, value in plain]
    return FilterColumn(
        colId=column, customFilters=CustomFilters(_and=len(customs) > 1 and operator == XL_AND, customFilter=customs)
    )


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _split(text: str) -> tuple[str, str]:
    sign = next((sign for sign in _OPERATORS if text.startswith(sign)), None)
    return (sign, text[len(sign) :]) if sign else ("=", text)


def _sign(one: CustomFilter) -> str:
    return f"{_SIGNS[one.operator or 'equal']}{one.val.strip()}"


def _unescaped(text: str) -> str:
    return re.sub(r"~([~*?])", r"\1", text)


def _test(column: FilterColumn) -> Callable[[str], bool]:
    if column.customFilters:
        tests = [_custom(one) for one in column.customFilters.customFilter]
        every = all if column.customFilters._and else any
        return lambda text: every(test(text) for test in tests)
    if column.filters:
        values = {str(value).lower() for value in column.filters.filter}
        blank = bool(column.filters.blank)
        return lambda text: blank if not text.strip() else text.lower() in values
    raise NotImplementedError("a filter by colour, date group or top ten")


def _custom(one: CustomFilter) -> Callable[[str], bool]:
    operator, value = one.operator or "equal", str(one.val).strip()
    if operator in ("equal", "notEqual"):
        if not value:
            return (lambda text: not text.strip()) if operator == "equal" else (lambda text: bool(text.strip()))
        pattern = re.compile(_wildcards(value), re.IGNORECASE | re.DOTALL)
        return lambda text: (pattern.fullmatch(text) is not None) == (operator == "equal")
    limit = float(value)
    compare: dict[str, Callable[[float], bool]] = {
        "greaterThan": lambda number: number > limit,
        "greaterThanOrEqual": lambda number: number >= limit,
        "lessThan": lambda number: number < limit,
        "lessThanOrEqual": lambda number: number <= limit,
    }
    return lambda text: _is_number(text) and compare[operator](float(text))


def _wildcards(text: str) -> str:
    tokens = re.findall(r"~[~*?]|.", text, re.DOTALL)
    return "".join(".*" if one == "*" else "." if one == "?" else re.escape(one[-1]) for one in tokens)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
