"""A template: compiled once, filled as often as there are records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.form.archive import Archive, read_archive
from kesu_xl.form.book import (
    Book,
    add_sheets,
    calculated_on_load,
    continued_part,
    read_book,
    sheet_names,
    with_names,
    without_names,
)
from kesu_xl.form.chart import ChartedSheets, charted_sheets, compile_chart
from kesu_xl.form.dialect import plain_archive
from kesu_xl.form.drawing import Drawings, with_drawings
from kesu_xl.form.drop import without_sheets
from kesu_xl.form.fill import Continuation, FilledSheet, continued_name, fill_sheet
from kesu_xl.form.map import MAP_PREFIX, copied_names, map_names, order_of
from kesu_xl.form.marker import Marker
from kesu_xl.form.named import named_cells
from kesu_xl.form.overlong import overlong_sheet
from kesu_xl.form.picture import PictureFolder
from kesu_xl.form.place import Placed
from kesu_xl.form.plan import SheetPlan, compile_sheet
from kesu_xl.form.properties import CORE, CUSTOM, core_properties, with_filled, with_properties
from kesu_xl.form.scan import scan_sheet, shared_strings
from kesu_xl.form.sheet import without_cached
from kesu_xl.form.shift import grown_names, grown_ref_attributes
from kesu_xl.form.style import CellStyle, read_styles
from kesu_xl.form.write import Writer
from kesu_xl.problem import Problem
from kesu_xl.wording import say

__all__ = ["Filled", "Sources", "Template", "compile_template", "read_sources", "refused_in_one_line"]

#: Templates that stay compiled: those of a batch with many customers.
_KEPT: Final = 64


@dataclass(slots=True)
class Filled:
    """A filled form.

    Attributes:
        data: The .xlsx file.
        problems: What was wrong with markers or values, in the order of the sheets.
    """

    data: bytes
    problems: list[Problem]


class Template:
    """A workbook with markers, ready to be filled; made by `compile_template`.

    It does not change: one template may be filled from several threads. A pickled one is its file, which is compiled
    again once in each process.

    Attributes:
        name: What the file's properties and messages call it.
        fields: Every field path that it asks for, in the order of sheets, rows and columns.
        problems: What is wrong with its markers and names.
        data: The .xlsx file with the markers.
        content_hash: sha256 of that file.
        sheets: Number of each sheet with markers (from 1, as the file lists them) -> its plan.
        order: What tells whether the map of a form is in the order of this template.
    """

    __slots__ = (
        "_archive",
        "_book",
        "_by_name",
        "_charts",
        "_custom",
        "_drawings",
        "_dropped",
        "_map",
        "_workbook",
        "content_hash",
        "data",
        "fields",
        "name",
        "order",
        "problems",
        "sheets",
    )

    def __init__(
        self,
        data: bytes,
        name: str,
        dropped: frozenset[str],
        archive: Archive,
        book: Book,
        sheets: Mapping[int, SheetPlan],
        charts: Sequence[str],
        drawings: Drawings | None,
        problems: Sequence[Problem],
        order: str,
        names: bytes,
    ) -> None:
        self.name = name
        self.fields = tuple(dict.fromkeys(_fields(sheets.values())))
        self.problems = (*problems, *(problem for plan in sheets.values() for problem in plan.problems))
        self.data = data
        self.content_hash = sha256(data).hexdigest()
        self.sheets = sheets
        self.order = order
        self._dropped = dropped
        self._archive = archive
        self._book = book
        self._drawings = drawings
        self._custom = archive.read(CUSTOM)
        # where a list grows, the other names follow; those of the map are put in once it is all there
        self._map = names
        self._workbook = without_names(archive.read(book.workbook), MAP_PREFIX)
        self._by_name = {plan.name: plan for plan in sheets.values()}
        self._charts = {part: compile_chart(archive.read(part), self._by_name) for part in charts}
        archive.expect(
            {CORE: b"", CUSTOM: b"", **dict.fromkeys(charts, b""), **{plan.part: plan.tail for plan in sheets.values()}}
        )

    def __reduce__(self) -> tuple[Any, tuple[bytes, str, frozenset[str]]]:
        return compile_template, (self.data, self.name, self._dropped)

    def fill(
        self,
        record: Mapping[str, Any],
        lang: str,
        *,
        title: str = "",
        drop_sheets: Collection[str] = (),
        pictures: PictureFolder | None = None,
        remembered: str = "",
    ) -> Filled:
        """Fill the form with one record.

        Args:
            record: Nested mappings or objects; the keys are the segments of the marker paths. Missing is blank.
            lang: Language of the form: of values with a `say` method, and of the names of continuation sheets.
            title: The document's title.
            drop_sheets: Names of worksheets that this form leaves out; each choice of sheets is compiled once.
            pictures: Where pictures may be read from; without it only those that the record holds as bytes are put in.
            remembered: What the form is to say of what it was filled with; letters and digits.
        """
        if drop_sheets:
            return compile_template(self.data, self.name, self._dropped.union(drop_sheets)).fill(
                record, lang, title=title, pictures=pictures, remembered=remembered
            )
        writer = Writer(record, lang, self._book.is_1904, pictures)
        writer.problems += self.problems
        changed: dict[str, bytes] = {}
        continued: list[tuple[int, Continuation]] = []
        placed: dict[str, Sequence[Placed]] = {}
        grown: list[tuple[SheetPlan, FilledSheet]] = []
        names = [self._map]
        for number, plan in self.sheets.items():
            filled = fill_sheet(plan, writer)
            changed[plan.part] = filled.xml
            continued += [(number, one) for one in filled.continuations]
            if filled.pictures:
                placed[plan.part] = filled.pictures
            if filled.copies is not None:
                grown.append((plan, filled))
                names.append(copied_names(plan, number, plan.name, filled.copies))
        if self._charts:
            charted = ChartedSheets(self._by_name, writer)
            changed |= {part: chart.filled(charted) for part, chart in self._charts.items()}
        workbook = self._grown(grown, changed)
        if continued or writer.overlong:
            taken = (sheet.name for sheet in self._book.sheets)
            wanted = [continued_name(one.lists, lang) for _, one in continued]
            tabs = sheet_names(taken, [*wanted, say("form.overlong_sheet", lang)])
            sheets = [(tab, one.xml) for tab, (_, one) in zip(tabs, continued, strict=False)]
            for tab, (number, one) in zip(tabs, continued, strict=False):
                names.append(copied_names(self.sheets[number], number, tab, one.copies))
            if writer.overlong:
                head = next(iter(self.sheets.values())).head
                sheets.append((tabs[-1], overlong_sheet(head, writer.overlong)))
            changed |= add_sheets(self._book, self._archive, with_names(workbook, b"".join(names)), sheets)
            for at, (tab, (_, one)) in enumerate(zip(tabs, continued, strict=False), 1):
                if one.pictures:
                    placed[continued_part(self._book, at)] = one.pictures
                for problem in one.problems:
                    problem.sheet = tab
        elif grown:
            changed[self._book.workbook] = with_names(workbook, b"".join(names))
        if placed and self._drawings is not None:
            changed |= self._drawings.drawn(placed, changed)
        changed[CORE] = core_properties(title)
        changed[CUSTOM] = with_filled(self._custom, remembered) if remembered else self._custom
        return Filled(self._archive.pack(changed), writer.problems)

    def _grown(self, grown: Sequence[tuple[SheetPlan, FilledSheet]], changed: dict[str, bytes]) -> bytes:
        """Let tables and names follow the lists that grew; return the workbook part, without the map."""
        workbook = self._workbook
        for plan, filled in grown:
            sheet = next(sheet for sheet in self._book.sheets if sheet.part == plan.part)
            for table in sheet.tables:
                changed[table] = grown_ref_attributes(self._archive.read(table), filled.last, filled.extra)
            workbook = grown_names(workbook, plan.name, filled.last, filled.extra)
        return workbook


def _fields(plans: Iterable[SheetPlan]) -> list[str]:
    return [
        part.field
        for plan in plans
        for _, cell in sorted(plan.plans.items())
        for part in cell.texts
        if isinstance(part, Marker)
    ]


@dataclass(frozen=True, slots=True)
class Sources:
    """A workbook that may be a template, taken apart.

    Attributes:
        archive: Its entries.
        book: Where everything in it is.
        sheets: Number of each sheet with markers, or with faults in them (from 1, as the file lists them) -> its plan.
        charted: The sheets that each chart part shows, by its entry.
        shared: The shared strings as XML.
        printed: Names of the sheets with a print area.
        problems: What is wrong with its defined names.
    """

    archive: Archive
    book: Book
    sheets: Mapping[int, SheetPlan]
    charted: Mapping[str, set[str]]
    shared: Sequence[bytes]
    printed: frozenset[str]
    problems: Sequence[Problem]


def read_sources(data: bytes, name: str, dropped: frozenset[str] = frozenset()) -> Sources:
    """Take a workbook apart; without markers it has no sheets in it.

    Args:
        data: The .xlsx file.
        name: What messages call it.
        dropped: Names of worksheets to leave out.

    Raises:
        KesuError: It is no workbook that could be a template.
    """
    archive = plain_archive(read_archive(data, name), name)
    book, archive = read_book(archive, name)
    # the numbers of the template's sheets, so that a form without some of them is read back like any other
    numbers = {sheet.part: number for number, sheet in enumerate(book.sheets, 1)}
    if dropped:
        book, archive = read_book(without_sheets(archive, book, dropped), name)
    styles: Sequence[CellStyle] = read_styles(archive.read(book.styles)) if book.styles else ()
    shared = shared_strings(archive.read(book.strings)) if book.strings else ()
    charted = {part: charted_sheets(archive.read(part)) for part in book.charts}
    named, problems = named_cells(archive.read(book.workbook))
    sheets: dict[int, SheetPlan] = {}
    for sheet in book.sheets:
        xml = archive.read(sheet.part)
        keep = any(sheet.name in names for names in charted.values())
        plan = compile_sheet(sheet.part, sheet.name, xml, shared, styles, sheet.drawn_to, keep, named)
        if plan is not None:
            sheets[numbers[sheet.part]] = plan
    printed = frozenset(sheet.name for sheet in book.sheets if sheet.index in book.printed)
    return Sources(archive, book, sheets, charted, shared, printed, problems)


@contextmanager
def refused_in_one_line(name: str) -> Iterator[None]:
    """Say what a damaged part of a template means, inside the block; `name` is what messages call the template.

    Raises:
        KesuError: In place of what XML, numbers and places that make no sense raise.
    """
    from lxml.etree import XMLSyntaxError

    try:
        yield
    except XMLSyntaxError as fault:
        raise KesuError("template_damaged", part=name) from fault
    except (ValueError, IndexError) as fault:
        raise KesuError("template_dialect", name=name) from fault


@lru_cache(maxsize=_KEPT)
def compile_template(data: bytes, name: str, dropped: frozenset[str] = frozenset()) -> Template:
    """Compile a workbook with markers; the same bytes are compiled once.

    Args:
        data: The .xlsx file.
        name: What the filled forms' properties and messages call it.
        dropped: Names of worksheets to leave out.

    Raises:
        KesuError: It is no workbook that can be filled, or has no marker.
    """
    with refused_in_one_line(name):
        return _compiled(data, name, dropped)


def _compiled(data: bytes, name: str, dropped: frozenset[str]) -> Template:
    sources = read_sources(data, name, dropped)
    archive, book, sheets, charted = sources.archive, sources.book, dict(sources.sheets), sources.charted
    changed: dict[str, bytes] = {}
    has_formulas = False
    planned = {plan.part for plan in sheets.values()}
    for sheet in book.sheets:
        xml = archive.read(sheet.part)
        if b"<f>" in xml or b"<f " in xml:
            has_formulas = True
            if sheet.part not in planned:
                changed[sheet.part] = _without_results(xml)
    if not any(plan.plans for plan in sheets.values()):
        raise KesuError("template_no_markers", name=name)
    # the file may have been a filled form once
    workbook = without_names(archive.read(book.workbook), MAP_PREFIX)
    names = b"".join(map_names(plan, number) for number, plan in sheets.items())
    workbook = with_names(workbook, names)
    order = order_of(sheets)
    changed[book.workbook] = calculated_on_load(workbook) if has_formulas else workbook
    archive = with_properties(archive.replaced(changed), name, sha256(data).hexdigest(), order)
    drawings = None
    if pictured := [plan.part for plan in sheets.values() if any(cell.picture for cell in plan.plans.values())]:
        archive, drawings, tails = with_drawings(archive, book, pictured, name)
        sheets = {number: replace(plan, tail=tails.get(plan.part, plan.tail)) for number, plan in sheets.items()}
    filled = {plan.name for plan in sheets.values()}
    charts = [part for part, names in charted.items() if names & filled]
    return Template(data, name, dropped, archive, book, sheets, charts, drawings, sources.problems, order, names)


def _without_results(xml: bytes) -> bytes:
    sheet = scan_sheet(xml)
    rows = (b"%s>%s</row>" % (row.head, b"".join(without_cached(cell).xml for cell in row.cells)) for row in sheet.rows)
    return b"".join((sheet.head, *rows, sheet.tail))
