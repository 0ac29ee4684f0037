"""The photos of a complaint: what 照片 and the register's photo column say, and the pictures in their cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from kesu_xl.complaint import Complaint
from kesu_xl.eight_d import PHOTOS
from kesu_xl.flow.opening import Opened
from kesu_xl.form import PictureCell, PictureFolder
from kesu_xl.grid import address
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import detail_sheets

__all__ = ["Photos", "unplaced"]

#: Photos that the form of a complaint has no place for.
NO_ROOM: Final = rule("F256", "info", "submit", "kesu_xl")

_TABLE: Final = "photos"
_COLUMN: Final = "photo"
#: Of a larger picture only so much is read as it takes to know that.
_MOST: Final = 50_000_000


class Photos:
    """Finds the photos of the complaints of one register; a register without any costs nothing.

    Attributes:
        folder: Where their files may lie: in the register's folder or below it.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.folder = PictureFolder(opened.folder)

    def of(self, complaint: Complaint, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the photos of a complaint as rows of 照片 whose photo is a `PictureCell`.

        Args:
            complaint: The row of the register; its own photo counts where 照片 has none of it.
            rows: Its rows of 照片.
        """
        if rows or self._has_pictures:
            found = self._by_case.get(str(complaint.case_no), [])
            if found:
                return found
        own = self.own(complaint)
        return [{_COLUMN: own}] if own is not None else []

    def own(self, complaint: Complaint) -> PictureCell | None:
        """Return what the photo column of the register holds for a complaint."""
        register = self._opened.register
        heading = register.heads.fields.get(_COLUMN)
        if heading is None:
            return None
        pictures = self._in_register
        row, column = complaint.row, heading.column
        inside = pictures.find(row, column, register.grid.value(row, column), _MOST) if pictures is not None else None
        content = inside if inside is not None else complaint.photo
        return PictureCell(content, register.sheet, address(row, column)) if content else None

    @cached_property
    def _in_register(self) -> Any:
        return self._opened.book.pictures(self._opened.register.sheet)

    @cached_property
    def _has_pictures(self) -> bool:
        # one workbook: either every sheet may have some, or none
        return self._in_register is not None

    @cached_property
    def _by_case(self) -> dict[str, list[Mapping[str, Any]]]:
        sheet = detail_sheets(self._opened.book, (_TABLE,), numbered=True).get(_TABLE)
        found: dict[str, list[Mapping[str, Any]]] = {}
        column = sheet.columns.get(_COLUMN) if sheet is not None else None
        if sheet is None or column is None:
            return found
        pictures = self._opened.book.pictures(sheet.name)
        for row in sheet.rows:
            value = row.values.get(_COLUMN)
            inside = pictures.find(row.row, column, value, _MOST) if pictures is not None else None
            content = inside if inside is not None else str(value or "")
            number = row.values.get("case_no")
            if content and number is not None:
                cell = PictureCell(content, sheet.name, sheet.cell(_COLUMN, row.row))
                found.setdefault(str(number), []).append({**row.values, _COLUMN: cell})
        return found


def unplaced(record: Mapping[str, Any], fields: Collection[str]) -> Iterator[Problem]:
    """Yield one problem for the photos of a record that a form does not show, with the cell of the first.

    Args:
        record: What fills the form.
        fields: Every path that the form asks for.
    """
    shown: set[int] = set()
    for name in ("photos", *PHOTOS):
        section, _, _ = name.rpartition(".")
        rows = (record.get(section) or {}).get("photos") if section else record.get("photos")
        for number, row in enumerate(rows or ()):
            place = re.compile(rf"{re.escape(name)}\[{number}?\](?:\.(?:path|photo))?$")
            if any(map(place.match, fields)):
                shown.add(id(row))
    left = [row for row in record.get("photos") or () if id(row) not in shown and row.get(_COLUMN)]
    if left:
        cell = left[0][_COLUMN]
        sheet, ref = (cell.sheet, cell.cell) if isinstance(cell, PictureCell) else ("", "")
        yield Problem(NO_ROOM, sheet, ref, field=_COLUMN, count=len(left))
