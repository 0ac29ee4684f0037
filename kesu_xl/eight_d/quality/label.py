"""What a field of the record is called by people: ``actions[].owner`` is "措施 · 责任人"."""

from __future__ import annotations

from functools import cache
from typing import Final

from kesu_xl.complaint import COLUMNS, DETAILS
from kesu_xl.eight_d.record import table_of
from kesu_xl.wording import Ref, Said

__all__ = ["field_label"]

_TABLES: Final = {table.name: (table, {column.name: column for column in table.columns}) for table in DETAILS}


@cache
def field_label(path: str) -> Said:
    """Return the name of a field, in words of each language.

    Args:
        path: A column of the register, an answer, or ``table[].column``.
    """
    if path in COLUMNS:
        return COLUMNS[path]
    name, is_list, column = path.partition("[].")
    if not is_list:
        return Ref(f"quality.{path}" if path.startswith("report.") else f"eight_d.{path}")
    table, columns = _TABLES[table_of(name)]
    return Ref("quality.column", table=table, column=columns[column])
