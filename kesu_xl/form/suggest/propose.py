"""From a blank form to the markers that belong into it: headings, their answers, then the labels around them.

Nothing is guessed silently: each marker says how sure it is and why, and what found no place is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.form.suggest.answers import aspect_of, block_fields, field_in, marker
from kesu_xl.form.suggest.blank import Box, Rect, Sheet, read_blank
from kesu_xl.form.suggest.found import Places
from kesu_xl.form.suggest.headings import Heading, find_headings
from kesu_xl.form.suggest.labelled import Labelled, labelled
from kesu_xl.form.suggest.lexicon import column_lexicon, head_lexicon
from kesu_xl.form.suggest.marks import FoundHeading, Mark, Suggestion
from kesu_xl.form.suggest.places import places_for
from kesu_xl.form.suggest.regions import Region, region_of, size
from kesu_xl.form.suggest.rules import (
    FORMATS_LOST,
    LABEL_UNKNOWN,
    LABEL_UNUSED,
    NO_HEADING,
    NO_PLACE,
    OPTIONS_LEFT,
    PLACE_LOCKED,
    SHEET_SKIPPED,
    TABLE_REPEATED,
    TEXT_IN_PLACE,
)
from kesu_xl.form.suggest.words import folded
from kesu_xl.problem import Problem

__all__ = ["propose"]

_MARKER: Final = re.compile(r"\{\{\s*[^\W\d][\w.\[\]]*[^{}]*\}\}")
#: Sheets that explain the form, or show a filled one.
_GUIDES: Final = re.compile(
    r"instruction|guide|help|how ?to|example|sample|legend|read ?me|anleitung|hilfe|beispiel|legende|ausfullhinweis|talimat|kilavuz|ornek|yardim"
    r"|说明|指南|填写要求|范例|示例|样例|例子|案例|帮助|작성 ?요령|작성 ?방법|예시|안내|사례"
)
#: More texts than the pages of a form hold.
_MOST_TEXTS: Final = 1500
#: A form asks for this many disciplines at least.
_FEWEST: Final = 2
_OPTIONS: Final = re.compile("[□☐☑■◻]")
_LONGEST_LABEL: Final = 60
#: So many disciplines with a text in the place of the answer: the form is filled.
_FILLED_FROM: Final = 3
#: Disciplines that are the rows of a table have heads over their columns, of which so many are known.
_ROWS_OF_A_TABLE: Final = 3
_KNOWN_HEADS: Final = 2
_REGISTER_COLUMNS: Final = 6


class _Worked:
    """One sheet with its headings and what was found for each."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.all = find_headings(sheet)
        self.regions: dict[str, Region | None] = {h.box.ref: region_of(sheet, h, self.all) for h in self.all}
        self.headings = self._chosen()
        self.taken = {ref for h in self.all for ref in (h.box.ref, h.title.ref)}
        self.places: dict[str, Places] = {}
        for heading in self.headings:
            self.places[heading.box.ref] = places_for(
                sheet, heading, self.regions[heading.box.ref], self.taken, self._row_heads(heading)
            )

    def _chosen(self) -> list[Heading]:
        """Of several headings for one discipline (or one part), take the one with the most room for an answer."""
        kept = []
        for heading in self.all:
            side = _side(heading)
            rivals = [h for h in self.all if (h.d, h.part, _side(h)) == (heading.d, heading.part, side)]
            if heading is max(rivals, key=self._room):
                kept.append(heading)
        return kept

    def _room(self, heading: Heading) -> tuple[float, float]:
        region = self.regions[heading.box.ref]
        opened = [box for box in self.sheet.inside(region.area) if box.open] if region else []
        return round(heading.sure, 1), max((size(self.sheet, box) for box in opened), default=0.0)

    def _row_heads(self, heading: Heading) -> list[Box]:
        """Return the heads of the columns where the disciplines are the rows of a table, else nothing."""
        mates = [h for h in self.all if h.box.left == heading.box.left]
        if len(mates) < _ROWS_OF_A_TABLE:
            return []
        own, sheet = heading.area, self.sheet
        top = min(h.area.top for h in mates)
        lefts = {box.left for box in sheet.inside(Rect(own.top, own.right + 1, own.top, sheet.right)) if box.open}
        above = [box for box in sheet.texts() if box.bottom == top - 1 and box.left in lefts]
        words = column_lexicon(5)
        return above if words and sum(1 for box in above if words.find(box.text)) >= _KNOWN_HEADS else []

    @property
    def answered(self) -> set[int]:
        """The disciplines with a place for their answer on this sheet."""
        return {d for h in self.headings if self.places[h.box.ref].answered for d in (h.d, *h.also)}


def _side(heading: Heading) -> str:
    """Return what parts two headings of one discipline: symptom and response, occurrence and escape."""
    if heading.d == 0:
        return block_fields(0, heading.title.text)[0]
    return aspect_of(heading.title.text) if heading.d in (4, 5) else ""


def propose(data: bytes, name: str, vocabulary: Mapping[str, Sequence[str]]) -> Suggestion:
    """Propose markers for a blank form.

    Args:
        data: The .xlsx file.
        name: What messages call it.
        vocabulary: Field -> labels that people use for it, besides those known here.

    Raises:
        KesuError: It cannot become a template: no workbook, already one, filled, a register, no 8D form.
    """
    sheets = read_blank(data, name)
    _refuse_template(sheets, name)
    result = Suggestion()
    worked = []
    for sheet in sheets:
        guide = len(sheets) > 1 and _GUIDES.search(folded(sheet.name))
        if guide or len(sheet.texts()) > _MOST_TEXTS:
            result.problems.append(Problem(SHEET_SKIPPED, sheet.name))
            continue
        worked.append(_Worked(sheet))
    if len({heading.d for one in worked for heading in one.all}) < _FEWEST:
        raise KesuError(
            "form_is_register" if any(_is_register(one, vocabulary) for one in worked) else "form_no_headings",
            name=name,
        )
    _refuse_filled(worked, name)
    answered = set().union(*(one.answered for one in worked))
    for one in worked:
        _report(one, answered, result)
        _around(one, vocabulary, result)
    _complete(worked, answered, result)
    said = {(p.code, p.sheet, p.cell, p.params.get("d")): p for p in reversed(result.problems)}
    result.problems = list(reversed(said.values()))  # a cell with three labels is one problem
    result.marks.sort(key=lambda mark: ([s.name for s in sheets].index(mark.sheet), mark.box.top, mark.box.left))
    for mark in _first_of_each(result.marks):
        if mark.gap is not None and mark.box.rich:
            result.problems.append(
                Problem(FORMATS_LOST, mark.sheet, mark.box.ref, mark.box.top, value=mark.box.text[:60])
            )
    return result


def _refuse_template(sheets: Sequence[Sheet], name: str) -> None:
    for sheet in sheets:
        for box in sheet.texts():
            if _MARKER.search(box.text):
                raise KesuError("form_has_markers", name=name, sheet=sheet.name, cell=box.ref)


def _refuse_filled(worked: Sequence[_Worked], name: str) -> None:
    contents: dict[int, tuple[Sheet, Box]] = {}
    for one in worked:
        for heading in one.headings:
            places = one.places[heading.box.ref]
            if places.content and not places.answered:
                contents.setdefault(heading.d, (one.sheet, places.content[0]))
    open_ones = set().union(*(one.answered for one in worked))
    if len(contents) >= _FILLED_FROM and len(contents) >= len(open_ones):
        sheet, box = contents[min(contents)]
        raise KesuError("form_filled", name=name, sheet=sheet.name, cell=box.ref, count=len(contents))


def _is_register(one: _Worked, vocabulary: Mapping[str, Sequence[str]]) -> bool:
    words = head_lexicon(vocabulary)
    rows: dict[int, int] = {}
    for box in one.sheet.texts()[:400]:
        if words.find(box.text) is not None:
            rows[box.top] = rows.get(box.top, 0) + 1
    best = max(rows, key=lambda row: rows[row], default=0)
    return bool(rows) and rows[best] >= _REGISTER_COLUMNS


def _report(one: _Worked, answered: set[int], result: Suggestion) -> None:
    """Take over what was found for the headings of a sheet."""
    name = one.sheet.name
    for heading in one.headings:
        places = one.places[heading.box.ref]
        elsewhere = heading.d in answered and not places.answered
        summary = elsewhere and heading.d not in one.answered
        if not summary:
            result.headings += [FoundHeading(f"D{d}", name, heading.box.ref) for d in (heading.d, *heading.also)]
        result.marks += places.marks
        result.problems += [
            Problem(TABLE_REPEATED, name, box.ref, box.top, params={"d": f"D{heading.d}"}) for box in places.repeated
        ]
        result.problems += _unused(name, places.unused)
        result.problems += [
            Problem(LABEL_UNUSED, name, box.ref, box.top, value=" ".join(head.text.split())[:60])
            for box, head in places.empty
        ]
        if places.answered or elsewhere or places.marks:
            continue
        result.problems.append(_misplaced(name, heading, places))


def _misplaced(sheet: str, heading: Heading, places: Places) -> Problem:
    """Return why a heading got no marker."""
    params = {"d": f"D{heading.d}", "heading": heading.box.ref}
    if places.content:
        box = places.content[0]
        return Problem(TEXT_IN_PLACE, sheet, box.ref, box.top, value=" ".join(box.text.split())[:60], params=params)
    if places.locked is not None:
        return Problem(PLACE_LOCKED, sheet, places.locked.ref, places.locked.top, params=params)
    title = " ".join(heading.title.text.split())[:60]
    return Problem(NO_PLACE, sheet, heading.box.ref, heading.box.top, value=title, params=params)


def _unused(sheet: str, found: Iterable[Labelled]) -> list[Problem]:
    return [
        Problem(LABEL_UNUSED, sheet, one.label.ref, one.label.top, value=" ".join(one.label.text.split())[:60])
        for one in found
        if one.known.sure >= 0.8
    ]


def _around(one: _Worked, vocabulary: Mapping[str, Sequence[str]], result: Suggestion) -> None:
    """Place the labels outside of the disciplines' regions: who, what, when; who signs."""
    sheet = one.sheet
    areas = [region.area for h in one.headings if (region := one.regions[h.box.ref]) is not None]
    outside = [box for box in sheet.boxes if not any(area.holds(box) for area in areas)]
    whole = Rect(1, 1, sheet.bottom, sheet.right)
    found = labelled(sheet, outside, whole, head_lexicon(vocabulary), one.taken, lambda _: "")
    unused = []
    for label in found:
        name = field_in(label.known.field, 0) if "@" in label.known.field else label.known.field
        if not name or label.value is None:
            unused.append(label)
            continue
        sure = min(1.0, label.sure + 0.05) if sheet.protected else label.sure
        result.marks.append(Mark(sheet.name, label.value, name, marker(name), round(sure, 2), label.why, label.gap))
    result.problems += _unused(sheet.name, (label for label in unused if label.known.field))
    result.problems += _left(one, {label.label.ref for label in found if not label.known.field})


def _left(one: _Worked, known: set[str]) -> Iterator[Problem]:
    """Yield what was left alone although it asks for something: boxes to tick, unknown labels beside empty cells."""
    sheet = one.sheet
    spoken_for = one.taken | known | {label.label.ref for places in one.places.values() for label in places.unused}
    for box in sheet.texts():
        if box.ref in spoken_for or len(box.text) > _LONGEST_LABEL:
            continue
        code = ""
        if _OPTIONS.search(box.text):
            code = OPTIONS_LEFT
        else:
            beside = sheet.at(box.top, box.right + 1)
            if beside.open and sheet.mentions(beside) and beside.ref not in one.taken and beside.right <= sheet.right:
                code = LABEL_UNKNOWN
        if code:
            yield Problem(code, sheet.name, box.ref, box.top, value=" ".join(box.text.split())[:60])


def _complete(worked: Sequence[_Worked], answered: set[int], result: Suggestion) -> None:
    headed = {d for one in worked for h in one.headings for d in (h.d, *h.also)}
    for d in range(1, 9):
        if d not in headed and d not in answered:
            result.problems.append(Problem(NO_HEADING, worked[0].sheet.name if worked else "", params={"d": f"D{d}"}))


def _first_of_each(marks: Sequence[Mark]) -> list[Mark]:
    found: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        found.setdefault((mark.sheet, mark.box.ref), mark)
    return list(found.values())
