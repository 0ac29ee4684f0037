"""Saving what we author: the same workbook gives the same bytes, and passes the Open XML SDK validator."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kesu_xl.package.tidy import tidied

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["saved"]

#: A fixed time stamp: a build must not depend on the day it was made.
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001  # the file format holds a naive time


def saved(workbook: Workbook, title: str = "") -> bytes:
    """Return the workbook as the bytes of an .xlsx file.

    Args:
        workbook: A workbook made with openpyxl by us.
        title: Its title in the document properties.
    """
    properties = workbook.properties
    properties.creator = "kesu_xl"
    properties.title = title or None
    properties.created = properties.modified = _MADE
    written = BytesIO()
    workbook.save(written)
    return tidied(written.getvalue())
