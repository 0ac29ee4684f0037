"""Formulas as text: moved with their cell, or following a sheet or a table that got another name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kesu_xl.notation import quoted
from kesu_xl.package.a1 import column_letter, column_number
from kesu_xl.package.limits import COLUMN_LIMIT, ROW_LIMIT

__all__ = ["moved", "names_names", "names_sheets", "renamed", "renamed_names"]

#: No formula holds this letter.
_MARKER: Final = "\ue000"

#: An address, outside texts, sheet names, names of functions, columns of tables.
_IN_FORMULA: Final = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|[A-Za-z_\\\u0080-\uffff][\w.\\]*(?=[(!\[])|\[[^\]]*\])"""
    r"""|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w.(])"""
)
#: A sheet before an exclamation mark, alone or as a span of sheets; a table before a bracket.
_NAMED: Final = re.compile(
    r"""("(?:[^"]|"")*")|(?:'((?:[^']|'')+)'|([^\s'"!,;()<>=+\-*/&^%{}\[\]:]+(?::[^\s'"!,;()<>=+\-*/&^%{}\[\]:]+)?))!"""
    r"""|([A-Za-z_\\\u0080-\uffff][\w.\\]*)(?=\[)"""
)
#: A word that may be a defined name.
_WORD: Final = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])|(?<![\w.$\\])[A-Za-z_\\\u0080-\uffff][\w.\\]*(?![\w.\\(!\[])"""
)


def moved(formula: str, rows: int, columns: int = 0) -> str:
    """Return a formula as it reads when its cell is copied: relative addresses move, absolute ones stay."""

    def replace(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        column = column_number(match[3]) + (0 if match[2] else columns)
        row = int(match[5]) + (0 if match[4] else rows)
        if not 1 <= column <= COLUMN_LIMIT or not 1 <= row <= ROW_LIMIT:
            return "#REF!"
        return f"{match[2]}{column_letter(column)}{match[4]}{row}"

    return _IN_FORMULA.sub(replace, formula)


def renamed(formula: str, sheets: Mapping[str, str], tables: Mapping[str, str]) -> str:
    """Return a formula that names sheets and tables as they are called now.

    Args:
        formula: The formula.
        sheets: Old name, case-folded -> new name.
        tables: The same for tables.
    """

    def replace(match: re.Match[str]) -> str:
        text, in_quotes, bare, table = match.groups()
        if text is not None:
            return text
        if table is not None:
            return tables.get(table.casefold(), table)
        old = in_quotes.replace("''", "'") if in_quotes else bare
        if old.casefold() in sheets:
            return f"{quoted(sheets[old.casefold()])}!"
        first, colon, last = old.partition(":")
        if colon and first.casefold() in sheets and last.casefold() in sheets:
            return f"{quoted(f'{sheets[first.casefold()]}:{sheets[last.casefold()]}')}!"
        return match[0]

    return _NAMED.sub(replace, formula)


def renamed_names(formula: str, names: Mapping[str, str]) -> str:
    """Return a formula in which defined names are called as they are now (old name, case-folded -> new name)."""
    if not names:
        return formula

    def replace(match: re.Match[str]) -> str:
        return match[0] if match[1] is not None else names.get(match[0].casefold(), match[0])

    return _WORD.sub(replace, formula)


def names_sheets(formula: str, sheets: Iterable[str]) -> bool:
    """Say whether a formula refers to one of some sheets."""
    return _MARKER in renamed(formula, {sheet.casefold(): _MARKER for sheet in sheets}, {})


def names_names(formula: str, names: Iterable[str]) -> bool:
    """Say whether a formula reads one of some defined names."""
    return _MARKER in renamed_names(formula, {name.casefold(): _MARKER for name in names})
