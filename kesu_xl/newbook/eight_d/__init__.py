"""The shipped 8D forms: one module a form, and the pen and the sections that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kesu_xl.newbook.eight_d.full import full_form
from kesu_xl.newbook.eight_d.sheets import sheets_form
from kesu_xl.newbook.eight_d.short import short_form
from kesu_xl.newbook.eight_d.table import table_form
from kesu_xl.newbook.eight_d.two_column import two_column_form

__all__ = ["EIGHT_D_FORMS"]

#: Every 8D form: name of its file without ending, and what draws it in a language, the same bytes on every call.
EIGHT_D_FORMS: Final[tuple[tuple[str, Callable[[str], bytes]], ...]] = (
    ("8d", full_form),
    ("8d_two_column", two_column_form),
    ("8d_table", table_form),
    ("8d_sheets", sheets_form),
    ("8d_short", short_form),
)
