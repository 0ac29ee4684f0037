"""Values into cells: the one place that turns what a record holds into XML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from kesu_xl.form.height import HIGHEST_ROW, needed_height
from kesu_xl.form.marker import Marker, apply_filters, as_text, plain, resolve
from kesu_xl.form.overlong import Overlong, noted
from kesu_xl.form.picture import Picture, PictureFolder, picture_caption, picture_cell, picture_path
from kesu_xl.form.place import PictureBox, Placed
from kesu_xl.form.rules import STRANGE_CHARACTERS, TEXT_CUT, TEXT_TOO_TALL
from kesu_xl.form.sheet import CellPlan
from kesu_xl.package.xstring import LONGEST_TEXT, cell_text, text_length, writable
from kesu_xl.problem import Problem

__all__ = ["EMPTY", "TEXT_END", "TEXT_START", "Items", "Writer"]

#: The item of each list that a row shows; a list without one has no entry.
Items = Mapping[str, Any]

#: What follows the attributes of a blank cell.
EMPTY: Final = b"/>"
#: What stands around an escaped text, from behind the attributes on.
TEXT_START: Final = b' t="inlineStr"><is><t xml:space="preserve">'
TEXT_END: Final = b"</t></is></c>"
_SHOWN: Final = 40
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zones
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - cells know no zones
#: The first day on which Excel's serial numbers and the calendar agree.
_FIRST_DAY: Final = datetime(1900, 3, 1)  # noqa: DTZ001 - cells know no zones
_DAY: Final = 86_400
#: A number with more digits would lose some: it is written as text.
_MOST_DIGITS: Final = 10**15


class Writer:
    """Writes the cells of one form; collects what was wrong with the values.

    Attributes:
        record: What the form is filled with.
        need: Points that the highest cell needs since it was last set to 0.
        pictures: Those of the sheet that is being written, with their places.
        overlong: Texts that no row can show.
        problems: In the order in which cells are written.
    """

    def __init__(
        self, record: Mapping[str, Any], lang: str, is_1904: bool, folder: PictureFolder | None = None
    ) -> None:
        self.record = record
        self._lang = lang
        self._epoch = _EPOCH_1904 if is_1904 else _EPOCH
        self._folder = folder or PictureFolder(None)
        self._sheet = ""
        self._lists: dict[str, list[Any]] = {}
        self._uncovered = -1
        self.need = 0.0
        self.pictures: list[Placed] = []
        self.overlong: list[Overlong] = []
        self.problems: list[Problem] = []

    def start_sheet(self, name: str) -> None:
        """Say which sheet the next cells are on, for the problems."""
        self._sheet = name
        self.pictures = []
        self.need = 0.0
        self._uncovered = -1

    def uncovers(self, row: int) -> bool:
        """Say whether a hidden row of the template is to be shown: it got a picture, or the row above it did."""
        shown = self._uncovered == row - 1 or (bool(self.pictures) and self.pictures[-1].top == row)
        if shown:
            self._uncovered = row
        return shown

    def items(self, marker: Marker) -> list[Any]:
        """Return the items of the list that `marker` names; a single value is a list of one."""
        known = self._lists.get(marker.list_name)
        if known is None:
            value = resolve(self.record, marker.items or ())
            single = [] if value is None else [value]
            known = list(value) if isinstance(value, list | tuple) else single
            self._lists[marker.list_name] = known
        return known

    def value(self, marker: Marker, items: Items) -> Any:
        """Return the value of a marker, filtered and plain; None for a slot without an item."""
        if marker.items is None:
            value = resolve(self.record, marker.keys)
        elif marker.list_name in items:
            value = resolve(items[marker.list_name], marker.keys)
        else:
            return None
        if marker.filters:
            return apply_filters(value, marker.filters, self._lang)
        return value if value is None or type(value) is str else plain(value, self._lang)

    def charted(self, cell: CellPlan, items: Items) -> str | float | None:
        """Return what a chart reads from the cell: a number, a text, nothing."""
        if cell.whole is None:
            return self._joined(cell, items) or None
        value = self.value(cell.whole, items)
        number = self.number(value, cell.shows_dates)
        if number is not None:
            return float(number)
        return as_text(value, self._lang) or None

    def cell(self, cell: CellPlan, items: Items, row: int = 0) -> bytes:
        """Return the cell's XML from behind its address and style on.

        Args:
            cell: The compiled cell.
            items: The items that the row shows.
            row: The row it is written in, where that is not the template's.
        """
        if cell.lists and not any(name in items for name in cell.lists):
            return EMPTY
        if cell.whole is None:
            return self._mixed(cell, items, row)
        if cell.picture is not None:
            self._place(cell, cell.picture, items, row)
            return EMPTY
        value = self.value(cell.whole, items)
        if value is None:
            return EMPTY
        if type(value) is not str:
            if value is True or value is False:
                return b' t="b"><v>%d</v></c>' % value
            number = self.number(value, cell.shows_dates)
            if number is not None:
                return b"><v>%s</v></c>" % number.encode()
            value = as_text(value, self._lang)
        if not value:
            return EMPTY
        text = self._clean(value, cell, row, LONGEST_TEXT)
        if cell.box is not None:
            text = self.measure(text, cell, row)
        if cell.is_rich:
            return self._rich(cell, {cell.whole: text})
        return b"%s%s%s" % (TEXT_START, cell_text(text).encode(), TEXT_END)

    def measure(self, text: str, cell: CellPlan, row: int = 0) -> str:
        """Note the height that a text needs in a cell that wraps; return what is to be written."""
        if cell.box is None:
            return text
        need = needed_height(text, cell.box)
        if need > self.need:
            self.need = min(need, HIGHEST_ROW)
            if need > HIGHEST_ROW:
                self._report(TEXT_TOO_TALL, cell, row, text, points=round(need))
                ref = self._ref(cell, row)
                self.overlong.append(Overlong(self._sheet, ref, cell.attributes, cell.box, text))
                return noted(text, self._lang)
        return text

    def _place(self, cell: CellPlan, box: PictureBox, items: Items, row: int) -> None:
        """Note the picture that a cell asks for, or what stands in its way."""
        marker = cell.whole
        assert marker is not None
        start = self.record if marker.items is None else items.get(marker.list_name)
        keys = marker.keys[:-1] if marker.keys and marker.keys[-1] in ("path", "photo") else marker.keys
        value = resolve(start, keys)
        path = picture_path(value)
        if not path:
            return
        found = self._folder.picture(value)
        if isinstance(found, Picture):
            caption, _, _ = writable(picture_caption(value))
            self.pictures.append(Placed(found, box, row or cell.row, caption))
            return
        self._report(found, cell, row, path if isinstance(path, str) else "")
        # what is to be put right stands in the register
        if source := picture_cell(value):
            problem = self.problems[-1]
            problem.sheet, problem.cell, problem.row = source.sheet, source.cell, 0

    def _mixed(self, cell: CellPlan, items: Items, row: int) -> bytes:
        values: dict[Marker, str] = {}
        room = LONGEST_TEXT - cell.fixed_length
        for part in cell.texts:
            if isinstance(part, Marker):
                values[part] = self._clean(as_text(self.value(part, items), self._lang), cell, row, room)
                room = max(0, room - text_length(values[part]))
        if cell.box is not None:
            text = "".join(part if isinstance(part, str) else values[part] for part in cell.texts)
            shown = self.measure(text, cell, row)
            first = next((part for part in cell.texts if isinstance(part, Marker)), None)
            if shown is not text and first is not None:
                # The line goes before the first value, so that the label keeps its place and its format.
                values[first] = noted(values[first], self._lang)
        return self._rich(cell, values)

    def _rich(self, cell: CellPlan, values: Mapping[Marker, str]) -> bytes:
        content = b"".join(
            part if isinstance(part, bytes) else cell_text(values[part]).encode() for part in cell.content
        )
        return b' t="inlineStr"><is>%s</is></c>' % content

    def _joined(self, cell: CellPlan, items: Items) -> str:
        return "".join(
            part if isinstance(part, str) else as_text(self.value(part, items), self._lang) for part in cell.texts
        )

    def number(self, value: Any, shows_dates: bool) -> str | None:
        """Return a number, or a date in a cell that shows dates, as the file writes it; None for all else."""
        if isinstance(value, bool):
            return None
        if isinstance(value, int):
            return str(value) if abs(value) < _MOST_DIGITS else None
        if isinstance(value, float):
            return repr(value) if value - value == 0 else None
        if not shows_dates:
            return None
        if isinstance(value, timedelta):
            return repr(value.total_seconds() / _DAY)
        if isinstance(value, time):
            return repr((value.hour * 3600 + value.minute * 60 + value.second) / _DAY)
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
            if moment < _FIRST_DAY or moment < self._epoch:
                return None
            passed = moment - self._epoch
            serial = passed.days + round(passed.seconds + passed.microseconds / 1e6) / _DAY
            return repr(serial) if passed.seconds or passed.microseconds else str(passed.days)
        return None

    def _clean(self, text: str, cell: CellPlan, row: int, room: int) -> str:
        if len(text) * 2 <= room and text.isprintable():
            return text
        clean, strange, over = writable(text, room)
        if strange:
            self._report(STRANGE_CHARACTERS, cell, row, clean, strange=strange)
        if over:
            self._report(TEXT_CUT, cell, row, clean, over=over)
        return clean

    def _ref(self, cell: CellPlan, row: int) -> str:
        return cell.ref if not row else cell.ref.rstrip("0123456789") + str(row)

    def _report(self, code: str, cell: CellPlan, row: int, text: str, **params: object) -> None:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        self.problems.append(
            Problem(code, self._sheet, self._ref(cell, row), row or cell.row, value=shown, params=params)
        )
