"""The mapping file: which sheet, header row and columns a register has, as a person confirmed it (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kesu_xl.complaint import COLUMNS
from kesu_xl.errors import KesuError
from kesu_xl.grid import Grid, column_letter, column_number
from kesu_xl.register.heads import Heading, Heads

__all__ = ["Mapped", "apply_mapping", "parse_mapping", "write_mapping"]

#: XFD
_LAST_COLUMN: Final = 16_384


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping file says.

    Attributes:
        name: Name of the file, for messages.
        sheet: Name of the sheet, or "" to search for it.
        header_row: Row number of the header, or 0 to search for it.
        columns: Register column -> column letter; "" for a column that must not be read.
    """

    name: str
    sheet: str = ""
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)


def parse_mapping(text: str, name: str) -> Mapped:
    """Read a mapping file.

    Raises:
        KesuError: It is not TOML, or names a column that there is none of.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KesuError("mapping_not_toml", file=name, detail=str(error)) from error
    columns: Any = content.get("columns", {})
    sheet, header_row = content.get("sheet", ""), content.get("header_row", 0)
    if not isinstance(columns, dict) or not isinstance(sheet, str) or type(header_row) is not int:
        raise KesuError("mapping_not_toml", file=name, detail="sheet, header_row, [columns]")
    letters: dict[str, str] = {}
    for known, letter in columns.items():
        if known not in COLUMNS:
            raise KesuError("mapping_unknown_field", file=name, field=known)
        if not isinstance(letter, str) or not (letter == "" or (letter.isascii() and letter.isalpha())):
            raise KesuError("mapping_bad_column", file=name, field=known, value=letter)
        if len(letter) > 3 or (letter and column_number(letter.upper()) > _LAST_COLUMN):
            raise KesuError("mapping_bad_column", file=name, field=known, value=letter)
        if letter and (other := next((n for n, taken in letters.items() if taken == letter.upper()), "")):
            raise KesuError("mapping_column_twice", file=name, value=letter.upper(), first=other, second=known)
        letters[known] = letter.upper()
    return Mapped(name, sheet, max(header_row, 0), letters)


def apply_mapping(grid: Grid, heads: Heads, mapped: Mapped) -> None:
    """Put the columns that a person decided into the header; it was read around them."""
    for field_name, letter in mapped.columns.items():
        if letter:
            column = column_number(letter)
            heads.fields[field_name] = Heading(str(grid.value(heads.row, column)), column, field_name, "mapped", 1.0)


def write_mapping(sheet: str, heads: Heads, note: str) -> str:
    """Return a mapping file that says what was found, ready to be edited.

    Args:
        sheet: Name of the sheet.
        heads: The header as it was read.
        note: What the file is for, in the user's language; becomes a comment.
    """
    lines = [f"# {line}" for line in note.splitlines()]
    lines += [f"sheet = {_quoted(sheet)}", f"header_row = {heads.row}", "", "[columns]"]
    for name, heading in heads.fields.items():
        shown = " ".join(heading.text.split())
        lines.append(
            f'{name} = "{column_letter(heading.column)}"  # {_plain(shown)} ({heading.how}, {heading.sure:.2f})'
        )
    if heads.unmapped:
        lines.append("")
        lines += [f'# ? = "{column_letter(h.column)}"  # {_plain(" ".join(h.text.split()))}' for h in heads.unmapped]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in escaped) + '"'


def _plain(text: str) -> str:
    """Return a header text fit for a comment: no control characters, which TOML forbids there too."""
    return "".join(c if c >= " " and c != "\x7f" else " " for c in text)
