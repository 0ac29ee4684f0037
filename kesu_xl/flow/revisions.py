"""The revisions of reports in a register: which number comes next, and a row of 版本 for each that was handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kesu_xl.change import Change
from kesu_xl.errors import KesuError
from kesu_xl.flow.detail_rows import RowDesk
from kesu_xl.grid import Book
from kesu_xl.package.source import label_of
from kesu_xl.package.tables import table_areas
from kesu_xl.register.tables import detail_sheets

__all__ = ["Revision", "newest_number", "numbers_in", "revision_changes"]

_TABLE: Final = "revisions"
_COPY: Final = re.compile(r"(.+)_r(\d{1,6})\.xlsx", re.IGNORECASE)
#: A higher number in a cell of 版本 is none of a revision.
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A report that was handed in: complaint, number, when (in the register's zone), to whom, sha256 of the file."""

    case_no: str
    number: int
    date: datetime
    receiver: str
    file_hash: str = ""

    def row(self) -> dict[str, Any]:
        """Return it as a row of 版本."""
        made: dict[str, Any] = {"number": self.number, "date": self.date}
        return made | ({"receiver": self.receiver} if self.receiver else {})


def numbers_in(folder: Path) -> dict[str, int]:
    """Return the stem of each working form, case-folded -> the number of its newest revision in a folder."""
    found: dict[str, int] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _COPY.fullmatch(path.name)
        if match is not None:
            stem = match[1].casefold()
            found[stem] = max(found.get(stem, 0), int(match[2]))
    return found


def newest_number(working: Path, there: Mapping[str, int], rows: Iterable[Mapping[str, Any]]) -> int:
    """Return the number of the newest revision of a report, 0 where there is none.

    Args:
        working: The working form.
        there: The revisions that lie beside it, see `numbers_in`.
        rows: The rows of 版本 of its complaint.
    """
    told = (row.get("number") for row in rows)
    numbers = [int(number) for number in told if isinstance(number, int | float) and number < _MOST]
    return max((*numbers, there.get(working.stem.casefold(), 0)))


def revision_changes(source: bytes, path: str, book: Book, made: Sequence[Revision], lang: str) -> list[Change]:
    """Return what puts revisions into a register: rows at the end of 版本, or that sheet where there is none.

    Args:
        source: The register's bytes.
        path: What messages call it.
        book: The same register, opened.
        made: The revisions.
        lang: Language of a new sheet.

    Raises:
        KesuError: The register must not be changed, or another sheet has the name.
    """
    sheets = detail_sheets(book, (_TABLE,))
    desk = RowDesk(sheets, book.sheet_names, table_areas(source, label_of(path)), lang)
    if not desk.has_room(_TABLE):
        raise KesuError("no_such_sheet", file=label_of(path), sheet=_TABLE, sheets=book.sheet_names)
    for one in made:
        desk.add(_TABLE, {"case_no": one.case_no, **one.row(), "file_hash": one.file_hash})
    return desk.changes()
