"""The revisions of reports in a register: which number comes next, and a row of 版本 for each that was handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kesu_xl.change import AppendRows, Cells, Change, Look, PutSheet, SetCells, Value
from kesu_xl.complaint import DETAILS, Kind
from kesu_xl.grid import Book
from kesu_xl.package.source import label_of
from kesu_xl.package.tables import table_on
from kesu_xl.register.tables import detail_sheets

__all__ = ["Revision", "newest_number", "revision_changes"]

_TABLE: Final = next(table for table in DETAILS if table.name == "revisions")
#: Number of the sheet among ours, where a register has none of that name.
_SLOT: Final = 41
_MOMENT: Final = Look(number_format="yyyy-mm-dd hh:mm")
_HEAD: Final = Look(ground="D9E2EC", bold=True, wrap=True)
#: From this day on Excel counts days.
_DAY_0: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # cells know no zones


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


def newest_number(working: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Return the number of the newest revision of a report, 0 where there is none.

    Args:
        working: The working form: revisions lie beside it.
        rows: The rows of 版本 of its complaint.
    """
    pattern = re.compile(re.escape(working.stem) + r"_r(\d{1,6})\.xlsx", re.IGNORECASE)
    names = (path.name for path in working.parent.glob("*_r*.xlsx"))
    numbers = [int(found[1]) for name in names if (found := pattern.fullmatch(name))]
    numbers += [int(row["number"]) for row in rows if isinstance(row.get("number"), int | float)]
    return max(numbers, default=0)


def revision_changes(source: bytes, path: str, book: Book, made: Sequence[Revision], lang: str) -> list[Change]:
    """Return what puts revisions into a register: rows at the end of 版本, or that sheet where there is none.

    Args:
        source: The register's bytes.
        path: What messages call it.
        book: The same register, opened.
        made: The revisions.
        lang: Language of a new sheet.

    Raises:
        KesuError: The register must not be changed.
    """
    sheet = detail_sheets(book, (_TABLE.name,), numbered=True).get(_TABLE.name)
    if sheet is None:
        return [_new_sheet(made, lang)]
    places = sheet.columns
    first = max((row.row for row in sheet.rows), default=0)
    table = table_on(source, sheet.name, max(first, sheet.head), places["case_no"], label_of(path))
    if table is None:
        return [SetCells(sheet.name, tuple(_cells(max(first, sheet.head) + 1, made, places)))]
    start = max(first, table.box.top) + 1
    free = max(0, table.last_row - start + 1)
    changes: list[Change] = []
    if made[:free]:
        changes.append(SetCells(sheet.name, tuple(_cells(start, made[:free], places))))
    if made[free:]:
        heads = {name: table.headings[column - table.box.left] for name, column in places.items()}
        rows = tuple(tuple((heads[name], value) for name, value in _values(one).items() if name in heads)
                     for one in made[free:])  # fmt: skip
        changes.append(AppendRows(table.name, rows))
    return changes


def _values(revision: Revision) -> dict[str, Value]:
    passed = revision.date - _DAY_0
    return {
        "case_no": revision.case_no,
        "number": revision.number,
        "date": passed.days + round(passed.seconds) / 86400,
        "receiver": revision.receiver or None,
        "file_hash": revision.file_hash,
    }


def _cells(start: int, made: Iterable[Revision], places: Mapping[str, int]) -> Iterable[Cells]:
    moments = {column.name for column in _TABLE.columns if column.kind is Kind.DATETIME}
    for row, one in enumerate(made, start):
        for name, value in _values(one).items():
            if name in places:
                looks = (_MOMENT,) if name in moments else ()
                yield Cells(row, row, places[name], (value,), looks)


def _new_sheet(made: Sequence[Revision], lang: str) -> PutSheet:
    columns = _TABLE.columns
    places = {column.name: number for number, column in enumerate(columns, 1)}
    head = Cells(1, 1, 1, tuple(column.say(lang) for column in columns), (_HEAD,) * len(columns))
    widths = tuple((number, column.width) for number, column in enumerate(columns, 1))
    return PutSheet(_SLOT, _TABLE.say(lang), "visible", (head, *_cells(2, made, places)), widths=widths, frozen_rows=1)
