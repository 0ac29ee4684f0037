"""Copy a sheet into its own or another open book, rename it, delete it, as Excel does it: references follow."""

from __future__ import annotations

import re
from copy import copy, deepcopy
from typing import Any, Final

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from excel.fault import ComError
from excel.openbook import OpenBook, cells_of
from excel.place import OpenSheet, same_style

__all__ = ["copy_sheet", "delete_sheet", "rename_sheet"]

#: A sheet in a formula, not behind the name of a workbook.
_SHEET: Final = re.compile(r"(?<![\]\w.'])(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")


def copy_sheet(source: OpenSheet, target: OpenBook, index: int) -> OpenSheet:
    """Copy a sheet with all that openpyxl knows of it; formulas that look at other sheets become links to the source.

    Args:
        source: The sheet.
        target: Where the copy goes; it may be the source's own book.
        index: Place of the copy among the target's sheets, from 0.

    Raises:
        ComError: The target's structure is protected.
    """
    target.check_structure()
    old: Any = source.sheet
    new: Any = target.workbook.create_sheet(target.free_title(old.title), index)
    own, link = old.title.lower(), "" if target is source.book else f"[{source.book.name}]"
    others = {one.title.lower(): f"{link}{one.title}" for one in source.book.sheets} if link else {}
    renamed = _References({**others, own: new.title})
    _copy_layout(old, new)
    _copy_cells(source, target, new)
    for rules in old.conditional_formatting:
        for rule in rules.rules:
            new.conditional_formatting.add(str(rules.sqref), deepcopy(rule))
    new.data_validations = deepcopy(old.data_validations)
    new._charts = list(old._charts)
    _copy_tables(old, new, target)
    _copy_names(source, target, new, renamed)
    _rename_in(new, renamed)
    target.saved = False
    return OpenSheet(target, new)


def rename_sheet(place: OpenSheet, title: str) -> None:
    """Rename a sheet with all references to it in its book.

    Raises:
        ComError: The structure is protected, or another sheet has the title.
    """
    book, sheet = place.book, place.sheet
    book.check_structure()
    if title.lower() in {one.title.lower() for one in book.sheets if one is not sheet}:
        raise ComError("That name is already taken. Try a different one.")
    renamed = _References({sheet.title.lower(): title})
    sheet.title = title
    _rename_in_book(book, renamed)


def delete_sheet(place: OpenSheet) -> None:
    """Delete a sheet; what referred to it says #REF! from then on."""
    place.book.workbook.remove(place.sheet)
    place.book.results.pop(place.sheet, None)
    _rename_in_book(place.book, _References({place.sheet.title.lower(): "#REF"}))


def _rename_in_book(book: OpenBook, renamed: _References) -> None:
    for defined in book.workbook.defined_names.values():
        defined.attr_text = renamed.formula(defined.attr_text)
    for one in book.sheets:
        _rename_in(one, renamed)
    book.saved = False


def _rename_in(sheet: Any, renamed: _References) -> None:
    for defined in sheet.defined_names.values():
        defined.attr_text = renamed.formula(defined.attr_text)
    for cell in cells_of(sheet).values():
        if cell.data_type == "f":
            cell._value = renamed.formula(cell.value)
    for rules in sheet.conditional_formatting:
        for rule in rules.rules:
            rule.formula = [renamed.formula(text) for text in rule.formula]
    for validation in sheet.data_validations.dataValidation:
        validation.formula1 = renamed.formula(validation.formula1)
        validation.formula2 = renamed.formula(validation.formula2)
    sheet._charts = [_chart(chart, renamed) for chart in sheet._charts]


class _References:
    """What references to sheets become: by their titles in lower case."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._titles = titles

    def formula(self, text: Any) -> Any:
        """Return a formula with its references to sheets as they are now; text only."""
        return _SHEET.sub(self._sheet, text) if isinstance(text, str) else text

    def _sheet(self, found: re.Match[str]) -> str:
        title = (found[1] or found[2]).replace("''", "'")
        if title.lower() not in self._titles:
            return found[0]
        new = self._titles[title.lower()]
        plain = new == "#REF" or (
            re.fullmatch(r"[^\W\d][\w.]*", new) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", new)
        )
        return f"{new}!" if plain else "'" + new.replace("'", "''") + "'!"


def _copy_layout(old: Any, new: Any) -> None:
    for merged in old.merged_cells.ranges:
        new.merge_cells(str(merged))
    new.views = deepcopy(old.views)
    new.sheet_view.tabSelected = False
    new.sheet_format = copy(old.sheet_format)
    new.sheet_properties = deepcopy(old.sheet_properties)
    new.sheet_properties.codeName = None
    new.protection = copy(old.protection)
    new.page_margins, new.page_setup = copy(old.page_margins), copy(old.page_setup)
    new.page_setup._parent = new
    new.print_options, new.HeaderFooter = copy(old.print_options), deepcopy(old.HeaderFooter)
    new.row_breaks, new.col_breaks = deepcopy(old.row_breaks), deepcopy(old.col_breaks)
    new.auto_filter = deepcopy(old.auto_filter)
    if old.print_area:
        new.print_area = re.sub(r"'(?:[^']|'')+'!|[^,!]+!", "", old.print_area)
    new.print_title_rows, new.print_title_cols = old.print_title_rows, old.print_title_cols


class _Styles:
    """Styles of one book in another: openpyxl knows a style by numbers that only its own book can read."""

    def __init__(self, same_book: bool) -> None:
        self._same_book = same_book
        self._known: dict[tuple[int, ...], Any] = {}

    def give(self, old: Any, new: Any) -> None:
        key = tuple(old._style)
        if self._same_book:
            same_style(new, old)
        elif key in self._known:
            new._style = copy(self._known[key])
        else:
            for part in ("font", "fill", "border", "alignment", "protection"):
                setattr(new, part, copy(getattr(old, part)))
            new.number_format = old.number_format
            new._style.quotePrefix = old._style.quotePrefix
            self._known[key] = copy(new._style)


def _copy_cells(source: OpenSheet, target: OpenBook, new: Any) -> None:
    old = source.sheet
    styles = _Styles(target is source.book)
    for (row, column), cell in cells_of(old).items():
        made: Any = new.cell(row, column)
        if cell.has_style:
            styles.give(cell, made)
        if isinstance(cell, MergedCell):
            continue
        made._value = cell.value
        made.data_type = cell.data_type
        if cell.hyperlink:
            link = copy(cell.hyperlink)
            link.ref, link.id = made.coordinate, None
            made._hyperlink = link
            new._hyperlinks.append(link)
        if cell.comment:
            made.comment = Comment(cell.comment.text, cell.comment.author, cell.comment.height, cell.comment.width)
    for key, band in old.column_dimensions.items():
        made_band = new.column_dimensions[key]
        for part in ("min", "max", "hidden", "outlineLevel", "collapsed", "bestFit"):
            setattr(made_band, part, getattr(band, part))
        made_band.width = band.width
        if band.has_style:
            styles.give(band, made_band)
    for number, line in old.row_dimensions.items():
        made_line = new.row_dimensions[number]
        for part in ("hidden", "outlineLevel", "collapsed"):
            setattr(made_line, part, getattr(line, part))
        made_line.height = line.height
        if line.has_style:
            styles.give(line, made_line)
    if source.book.results.get(old):
        target.results[new] = dict(source.book.results[old])


def _copy_tables(old: Worksheet, new: Worksheet, target: OpenBook) -> None:
    taken = {name.lower() for sheet in target.sheets for name in sheet.tables}
    taken |= {name.lower() for name in target.workbook.defined_names}
    for table in old.tables.values():
        made = deepcopy(table)
        name, n = table.displayName, 1
        while name.lower() in taken:
            n += 1
            name = f"{table.displayName}{n}"
        taken.add(name.lower())
        made.name = made.displayName = name
        new.add_table(made)


def _chart(chart: Any, renamed: _References) -> Any:
    made = deepcopy(chart)
    seen: set[int] = set()

    def walk(part: Any) -> None:
        if id(part) in seen or isinstance(part, str | int | float | bytes) or part is None:
            return
        seen.add(id(part))
        if isinstance(part, list | tuple):
            for one in part:
                walk(one)
            return
        inner = getattr(part, "__dict__", {})
        for name, one in inner.items():
            if name == "f" and isinstance(one, str):
                part.f = renamed.formula(one)
            else:
                walk(one)

    walk(made)
    return made


def _copy_names(source: OpenSheet, target: OpenBook, new: Worksheet, renamed: _References) -> None:
    """A name of the sheet goes with it; one of the book that looks at the sheet comes along, where it is free."""
    for name, defined in source.sheet.defined_names.items():
        new.defined_names[name] = copy(defined)
    own = source.sheet.title.replace("'", "''")
    for name, defined in source.book.workbook.defined_names.items():
        text = defined.attr_text or ""
        if not re.match(rf"(?:'{re.escape(own)}'|{re.escape(own)})!", text, re.IGNORECASE):
            continue
        made = DefinedName(name, attr_text=renamed.formula(text), hidden=defined.hidden)
        names = target.workbook.defined_names
        if target is not source.book and name.lower() not in {one.lower() for one in names}:
            names[name] = made
        else:
            new.defined_names[name] = made
