"""What a filled form changes in a register: the differences, which of them are taken, and the changes that take them.

Nothing is written here: a command applies the changes to the file, the ribbon to the workbook that is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from kesu_xl.change import Change
from kesu_xl.complaint import COLUMNS, DETAILS, Column, Complaint
from kesu_xl.eight_d import LETTERHEAD, EightD, Remembered, assemble, is_worked_out, typed
from kesu_xl.eight_d.differ import Difference, differences
from kesu_xl.eight_d.record import leaving
from kesu_xl.eight_d.remembered import plain
from kesu_xl.eight_d.sections import ANSWERS
from kesu_xl.eight_d.stored import Place
from kesu_xl.flow.detail_rows import RowDesk, fits, said
from kesu_xl.flow.form_results import Entered
from kesu_xl.flow.opening import Opened, spoken_language
from kesu_xl.flow.records import case_record, earlier_record
from kesu_xl.flow.shipped import template_language
from kesu_xl.form import FormRead, Origin, Template, read_form
from kesu_xl.package.tables import TableArea
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import DetailRow, DetailSheet
from kesu_xl.wording import LANGUAGES

__all__ = ["EnteredForm", "FormToEnter", "Register"]

#: The register's cell changed since the form was made, and stays.
NEWER: Final = rule("F221", "warning", "entering", "kesu_xl")
#: A cell or a row of the form was emptied: the register keeps its own.
EMPTIED: Final = rule("F222", "warning", "entering", "kesu_xl")
#: The register has no place for a value of the form.
NO_PLACE: Final = rule("F223", "warning", "entering", "kesu_xl")
#: A value of the form is not what its column holds.
NOT_OF_KIND: Final = rule("F224", "error", "entering", "DOMAIN 3")
#: No complaint of the register has the form's number.
CASE_UNKNOWN: Final = rule("F225", "error", "entering", "kesu_xl")
#: The form names no complaint.
CASE_MISSING: Final = rule("F226", "error", "entering", "kesu_xl")
#: The form does not say what it was filled with.
NOT_REMEMBERED: Final = rule("F227", "info", "entering", "kesu_xl")
#: Several rows of the register have the form's number.
CASE_TWICE: Final = rule("F228", "error", "entering", "kesu_xl")
#: Rows of a list cannot be told apart.
ROWS_UNCLEAR: Final = rule("F229", "warning", "entering", "kesu_xl")

#: What was typed over only shows what the register says elsewhere.
ONLY_SHOWN: Final = rule("F230", "info", "entering", "kesu_xl")

_INDEX: Final = re.compile(r"\[\d+\]")
_TABLES: Final = {table.name: table for table in DETAILS}
_SHOWN: Final = 60
#: What a field of 变更记录 keeps of a long text.
_LOGGED: Final = 2000


@dataclass(frozen=True, slots=True)
class FormToEnter:
    """A form that was read, with the template that it was filled from."""

    path: str
    template: Template
    read: FormRead
    origin: Origin


@dataclass(slots=True)
class EnteredForm:
    """What one form says otherwise than the register."""

    case_no: str
    differences: list[Entered] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)


class Register:
    """A register that forms are entered into, one after the other; each complaint once.

    Args:
        opened: The register.
        as_of: When it happens, aware: stands in 变更记录.
        areas: The Excel tables of the workbook.
        lang: Language of list values in cells; the register's where left out.
    """

    def __init__(self, opened: Opened, as_of: datetime, areas: Sequence[TableArea] = (), lang: str = "") -> None:
        self._opened = opened
        self.lang = spoken_language(opened, lang)
        self._now = as_of.astimezone(opened.settings.zone).replace(tzinfo=None, microsecond=0)
        self._complaints: dict[str, list[Complaint]] = {}
        for complaint in opened.checked(as_of).complaints():
            if complaint.case_no is not None:
                self._complaints.setdefault(complaint.case_no, []).append(complaint)
        self._by_number = {number: rows[0] for number, rows in self._complaints.items()}
        self._sheets = opened.details
        self._rows = _by_case(self._sheets)
        self._desk = RowDesk(self._sheets, opened.book.sheet_names, areas, self.lang)

    def changes(self) -> list[Change]:
        """Return everything that was taken so far, as changes."""
        return self._desk.changes()

    def enter(self, form: FormToEnter, *, theirs: bool, who: str) -> EnteredForm:
        """Compare a form with its complaint, and take what is to be taken.

        Args:
            form: The form.
            theirs: Take the form's values also where the register's are newer, and what was emptied or taken out.
            who: Who changed the form, for 变更记录.
        """
        record = typed(form.read.record, form.read.overlaid)
        number = plain(record.get("case_no"))
        sheet, _, cell = form.read.cells.get("case_no", "!").rpartition("!")
        if not number:
            return EnteredForm("", [], [Problem(CASE_MISSING, field="case_no", value=form.path)])
        rows = self._complaints.get(number, [])
        if len(rows) != 1:
            code = CASE_TWICE if rows else CASE_UNKNOWN
            told = {"register": self._opened.path, "rows": [str(row.row) for row in rows]}
            return EnteredForm(
                number, [], [Problem(code, sheet, cell, field="case_no", case_no=number, value=number, params=told)]
            )
        case = _Case(self._desk, self._opened, rows[0], self._rows.get(number, {}), self._sheets, self.lang)
        details = {one: _values(self._rows.get(one, {})) for one in {number, rows[0].repeat_of or ""}}
        earlier = earlier_record(rows[0], self._by_number, details)
        made = case.compare(form, record, earlier, theirs=theirs, who=who)
        if made.logged and not self._desk.has_room("log"):
            told = {"field": "log", "where": _TABLES["log"].say(self.lang)}
            made.found.append(Problem(NO_PLACE, sheet, cell, field="log", value=made.logged[0][0], params=told))
            made.logged.clear()
        for difference, old, new in made.logged:
            self._desk.add("log", {
                "case_no": number, "at": self._now, "by": who, "field": difference,
                "old": old[:_LOGGED] or None, "new": new[:_LOGGED] or None,
            })  # fmt: skip
        for problem in made.found:
            problem.case_no = number
        return EnteredForm(number, made.differences, made.found)


def _by_case(sheets: Mapping[str, DetailSheet]) -> dict[str, dict[str, list[DetailRow]]]:
    """Return complaint number -> table -> its rows that say something, as the record has them."""
    found: dict[str, dict[str, list[DetailRow]]] = {}
    for table, sheet in sheets.items():
        columns = leaving(table).keys() - {"case_no"}
        for row in sheet.rows:
            number = row.values.get("case_no")
            if number is not None and any(row.values.get(column) not in (None, "") for column in columns):
                found.setdefault(str(number), {}).setdefault(table, []).append(row)
    return found


def _values(rows: Mapping[str, list[DetailRow]]) -> dict[str, list[dict[str, Any]]]:
    return {table: [row.values for row in members] for table, members in rows.items()}


@dataclass(slots=True)
class _Case:
    """One complaint of the register, while a form is compared with it."""

    desk: RowDesk
    opened: Opened
    complaint: Complaint
    rows: Mapping[str, list[DetailRow]]
    sheets: Mapping[str, DetailSheet]
    lang: str
    differences: list[Entered] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)
    logged: list[tuple[str, str, str]] = field(default_factory=list)

    def compare(
        self, form: FormToEnter, theirs_record: Mapping[str, Any], earlier: EightD | None, *, theirs: bool, who: str
    ) -> _Case:
        details = _values(self.rows)
        record = assemble(self.complaint, details, earlier=earlier)
        shown = case_record(self.complaint, details, (), self.opened.settings.values, None, earlier)
        values, ours = _as_the_form_shows(form, shown)
        unsure = _unsure(form.read.problems)
        fields = tuple(one for one in form.template.fields if one not in unsure)
        before = Remembered(form.origin.remembered, form.template.fields)
        stored = {table: len(rows) for table, rows in self.rows.items()}
        found = differences(record, stored, fields, ours, theirs_record, before)
        if not before.is_known and found:
            self.found.append(Problem(NOT_REMEMBERED, value=form.path, count=len(found)))
        self._take(found, record, form.read.cells, theirs=theirs, who=who)
        self._say_only_shown(form, values)
        return self

    def _say_only_shown(self, form: FormToEnter, values: Mapping[str, Any]) -> None:
        """Say which cells of the form hold other words than the register works out: those go nowhere."""
        for path, value in _typed_over(form, values):
            sheet, _, cell = form.read.cells.get(path, "!").rpartition("!")
            ours, theirs = (said(one, self.lang)[:_SHOWN] for one in (values.get(path), value))
            self.found.append(
                Problem(ONLY_SHOWN, sheet, cell, field=path, value=theirs, params={"field": path, "ours": ours})
            )

    def _take(
        self, found: Sequence[Difference], record: EightD, cells: Mapping[str, str], *, theirs: bool, who: str
    ) -> None:
        new: dict[int, list[tuple[Difference, Entered]]] = {}
        for one in found:
            if one.place is None and one.field.endswith("[]"):
                self._say(ROWS_UNCLEAR, one, "", "", {"ours": str(one.ours), "theirs": str(one.theirs)})
                continue
            newer = one.newer and not self._typed_before(one, record, who)
            entered = self._entered(one, cells, newer, taken=theirs or not (newer or one.theirs is None))
            column = _column(one.place)
            if one.place is None or column is None or not self._has(one.place):
                entered = self._refused(NO_PLACE, one, entered, cells)
            elif one.theirs is not None and entered.form_cell and not fits(_as_text(one, self.lang), column):
                entered = self._refused(NOT_OF_KIND, one, entered, cells, label=column)
            elif one.item is not None:
                new.setdefault(one.item, []).append((one, entered))
                continue
            elif not entered.taken:
                self._kept(one, entered)
            else:
                self._write(one, one.place, column, entered)
            self.differences.append(entered)
        for members in new.values():
            self._add(members)

    def _has(self, place: Place) -> bool:
        if not place.table:
            return place.column in self.opened.register.heads.fields
        return self.desk.has_room(place.table) and (not place.column or self.desk.has_column(place.table, place.column))

    def _typed_before(self, one: Difference, record: EightD, who: str) -> bool:
        """Say whether the newer value came from the same person's form: the last entry of 变更记录 says so."""
        key = _logged_field(one)
        entries = [row for row in record.tables["log"] if row.get("field") == key]
        return bool(entries) and entries[-1].get("by") == who and entries[-1].get("new") == said(one.ours, self.lang)

    def _entered(self, one: Difference, cells: Mapping[str, str], newer: bool, *, taken: bool) -> Entered:
        sheet, cell = self._where(one.place)
        ours = one.ours if not one.is_removed else " | ".join(said(value, self.lang) for value in one.ours.values())
        return Entered(
            one.field, sheet, cell, said(ours, self.lang), said(one.theirs, self.lang), cells.get(one.field, ""), newer,
            taken,
        )  # fmt: skip

    def _where(self, place: Place | None) -> tuple[str, str]:
        register = self.opened.register
        if place is None:
            return "", ""
        if not place.table:
            if place.column not in register.heads.fields:
                return register.sheet, ""
            position = self.complaint.row - register.grid.top
            return register.sheet, register.cell(place.column, register.indexes.index(position))
        if place.row is None:
            return self.desk.sheet_name(place.table), ""
        row = self.rows[place.table][place.row].row
        return self.desk.sheet_name(place.table), self.desk.cell(place.table, row, place.column or "case_no")

    def _write(self, one: Difference, place: Place, column: Column, entered: Entered) -> None:
        if one.is_removed and place.row is not None:
            self.desk.empty_row(place.table, self.rows[place.table][place.row].row)
        else:
            value, was_blank = _as_text(one, self.lang), one.ours is None
            if place.table and place.row is not None:
                row = self.rows[place.table][place.row].row
                number = self.sheets[place.table].columns[place.column]
                self.desk.put(entered.sheet, row, number, value, column.kind, was_blank=was_blank)
            else:
                number = self.opened.register.heads.fields[place.column].column
                self.desk.put(entered.sheet, self.complaint.row, number, value, column.kind, was_blank=was_blank)
        self.logged.append((_logged_field(one), entered.ours, entered.theirs))

    def _add(self, members: list[tuple[Difference, Entered]]) -> None:
        """Put in a row; it is one thing, and is taken or kept out as a whole."""
        first = members[0][0]
        assert first.place is not None
        typed = [(one, entered) for one, entered in members if not one.is_implied]
        if not typed:
            return  # all that was typed was refused
        if not all(entered.taken for _, entered in members):
            self.differences += [entered for _, entered in typed]
            self._kept(*typed[0])
            return
        values = {one.place.column: _as_text(one, self.lang) for one, _ in members if one.place is not None}
        table = first.place.table
        sheet, row = self.desk.add(table, {"case_no": self.complaint.case_no, **values})
        for one, entered in typed:
            assert one.place is not None
            cell = self.desk.cell(table, row, one.place.column)
            self.differences.append(replace(entered, sheet=sheet, cell=cell))
            self.logged.append((_logged_field(one), entered.ours, entered.theirs))

    def _refused(
        self, code: str, one: Difference, entered: Entered, cells: Mapping[str, str], **params: object
    ) -> Entered:
        sheet, _, cell = cells.get(one.field, "!").rpartition("!")
        where = entered.sheet or (self.desk.sheet_name(one.place.table) if one.place is not None else "")
        self._say(code, one, sheet, cell, {"where": where or one.field, **params}, entered.theirs)
        return replace(entered, taken=False)

    def _kept(self, one: Difference, entered: Entered) -> None:
        code = EMPTIED if one.theirs is None else NEWER
        place = f"{entered.sheet}!{entered.cell}" if entered.cell else entered.sheet
        params = {
            "place": place,
            "ours": entered.ours[:_SHOWN],
            "theirs": entered.theirs[:_SHOWN],
            "form": entered.form_cell,
        }
        self._say(code, one, entered.sheet, entered.cell, params, entered.theirs)

    def _say(
        self, code: str, one: Difference, sheet: str, cell: str, params: Mapping[str, object], value: str = ""
    ) -> None:
        told = {"field": one.field, **params}
        self.found.append(Problem(code, sheet, cell, field=one.field, value=value[:_SHOWN], params=told))


def _column(place: Place | None) -> Column | None:
    if place is None:
        return None
    if not place.table:
        return COLUMNS[place.column]
    columns = {column.name: column for column in _TABLES[place.table].columns}
    return columns.get(place.column or "case_no")


def _as_text(one: Difference, lang: str) -> Any:
    """Return the value that a cell gets: several values of one field are a text."""
    is_answer = one.place is not None and one.place.table == "answers" and one.place.column == "value"
    if isinstance(one.theirs, list) or (is_answer and one.field in ANSWERS and one.theirs is not None):
        return said(one.theirs, lang)
    return one.theirs


def _logged_field(one: Difference) -> str:
    """Return what 变更记录 calls a field: a column of the row, an answer by its path, a column of a table."""
    if one.place is None or not one.place.table or one.place.table == "answers":
        return one.field if one.place is None or one.place.table else one.place.column
    return f"{one.place.table}.{one.place.column}" if one.place.column else one.place.table


def _unsure(problems: Sequence[Problem]) -> set[str]:
    """Return the fields that could not be read for certain: nothing is taken from them."""
    unsure = set()
    for problem in problems:
        if problem.level != "info":
            unsure.add(problem.field)
            fields = problem.params.get("fields", ())
            unsure.update(fields if isinstance(fields, list | tuple) else ())
    return unsure


def _typed_over(form: FormToEnter, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield path and words of the cells that only show something, and show something else than `values`."""
    unsure = _unsure(form.read.problems)
    for path, value in form.read.values.items():
        if path not in unsure and _is_only_shown(path) and plain(value) not in ("", plain(values.get(path))):
            yield path, value


def _is_only_shown(path: str) -> bool:
    """Say whether a cell only shows what stands elsewhere; states go with the time, and are not compared."""
    if path.startswith("states.") or path.endswith(".state"):
        return False
    return path in LETTERHEAD or path.endswith(".caption") or is_worked_out(_INDEX.sub("[]", path))


def _as_the_form_shows(form: FormToEnter, shown: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return what a form that is filled with the register's values gives back, in the form's language.

    Returns:
        The values of its cells, and the record that they make.
    """
    known = template_language(form.template.name)
    best: tuple[int, Mapping[str, Any], Mapping[str, Any]] = (-1, {}, {})
    # a template in one language may have been filled in another, by the customer's row of 客户
    for lang in sorted(LANGUAGES, key=lambda one: one != known):
        back = read_form(form.template.fill(shown, lang).data, form.template)
        same = sum(form.read.values.get(path) == value for path, value in back.values.items())
        if same > best[0]:
            best = same, back.values, typed(back.record, back.overlaid)
        if known == lang and not any(_typed_over(form, back.values)):
            break
    return best[1:]
