"""What the commands about forms and templates give back: plain values, and their JSON shapes (INTERFACE)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, time, timedelta
from typing import Any

from kesu_xl.errors import KesuError
from kesu_xl.flow.results import Found
from kesu_xl.flow.shown import problem_json
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, in_language

__all__ = [
    "Converted",
    "EnterResult",
    "Entered",
    "FormReport",
    "ReadResult",
    "SuggestResult",
    "SuggestedHeading",
    "SuggestedMarker",
    "TemplateResult",
]


@dataclass(slots=True)
class TemplateResult(Found):
    """What the check of a template found, and every field that it asks for."""

    template: str
    fields: list[str]
    found: list[Problem]
    lang: str

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "template": self.template,
            "fields": self.fields,
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(frozen=True, slots=True)
class Entered:
    """One difference between a form and a register, and what became of it.

    Attributes:
        field: Path in the form.
        sheet: Sheet of the register's cell, "" where it has none.
        cell: That cell; of a new row the cell that it has now.
        ours: What the register says, as people read it.
        theirs: What the form says.
        form_cell: The form's cell, e.g. ``8D!D5``; "" where its row is gone.
        newer: The register's value changed since the form was made, or nobody knows.
        taken: The form's value went into the register.
    """

    field: str
    sheet: str
    cell: str
    ours: str
    theirs: str
    form_cell: str
    newer: bool
    taken: bool

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return asdict(self)


@dataclass(slots=True)
class FormReport(Found):
    """A filled form that was read.

    Attributes:
        path: As given, "" for an open file.
        template: Name of the template that it was read with.
        case_no: The complaint's number as the form says it, or "".
        record: Nested mappings and lists under the paths of the markers; list values, dates and numbers are typed.
        values: The values by path as the cells hold them, e.g. ``"actions[1].owner"``.
        cells: Path of each value -> its cell, e.g. ``"8D!D5"``.
        found: What could not be read, or not surely.
        lang: Language of the texts and of list values.
        differences: Where it was compared with a register: what the two say differently.
    """

    path: str
    template: str
    case_no: str
    record: dict[str, Any]
    values: dict[str, Any]
    cells: dict[str, str]
    found: list[Problem]
    lang: str
    differences: list[Entered] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of one report."""
        return {
            "path": self.path,
            "template": self.template,
            "case_no": self.case_no,
            "record": _shown(self.record, self.lang),
            "problems": [problem_json(problem, self.lang) for problem in self.found],
            **self._compared(),
        }

    def _compared(self) -> dict[str, Any]:
        return {} if self.differences is None else {"differences": [one.as_json() for one in self.differences]}

    def lines(self) -> list[tuple[str, str, str]]:
        """Return path, cell and value of each field, as people read them."""
        return [(path, cell, str(_shown(self.values[path], self.lang))) for path, cell in self.cells.items()]


def _shown(value: Any, lang: str) -> Any:
    """Return a value of a record as JSON has it: words in the language, times as ISO 8601."""
    if isinstance(value, dict):
        return {name: _shown(one, lang) for name, one in value.items()}
    if isinstance(value, list):
        return [_shown(one, lang) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 3600
    return in_language(value, lang)


@dataclass(slots=True)
class ReadResult:
    """The forms that were read, and those that could not be: path -> why.

    Attributes:
        reports: One for each form that was read.
        failed: Path and reason of each other one.
        lang: Language of the texts.
    """

    reports: list[FormReport]
    failed: list[tuple[str, KesuError]]
    lang: str

    @property
    def clean(self) -> bool:
        """Every form was read, without an error or a warning."""
        return not self.failed and all(report.clean for report in self.reports)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        unread = [{"path": path, "register": path, "failed": error.say(self.lang)} for path, error in self.failed]
        return {"reports": [*(report.as_json() for report in self.reports), *unread]}


@dataclass(slots=True)
class EnterResult(ReadResult):
    """The forms that were compared with a register, and what was written into it.

    Attributes:
        register: Path of the register as given.
        written: Where the changed register is; "" where nothing changed.
        notes: What there is to say of the file: its backup.
    """

    register: str = ""
    written: str = ""
    notes: list[Ref] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {"register": self.register, "written": self.written, **ReadResult.as_json(self)}


@dataclass(slots=True)
class Converted(Found):
    """A form that was made of another one."""

    path: str
    template: str
    case_no: str
    found: list[Problem]
    lang: str

    def as_json(self) -> dict[str, Any]:
        """Return what was made, and what was lost on the way."""
        return {
            "made": [{"case_no": self.case_no, "path": self.path, "template": self.template}],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(frozen=True, slots=True)
class SuggestedHeading:
    """A heading that was found in a blank form: ``d`` is ``D1`` to ``D8``."""

    d: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class SuggestedMarker:
    """A marker that was put into a form: the cell, the field path, how sure (0 to 1), what speaks for it."""

    sheet: str
    cell: str
    field: str
    sure: float
    why: str


@dataclass(slots=True)
class SuggestResult(Found):
    """A template that was made of a blank form.

    Attributes:
        form: Path of the blank form as given.
        headings: The headings that were found.
        markers: The markers that were put in.
        found: What found no place.
        lang: The language of its texts.
        data: The template, an .xlsx file; empty where no marker found a place.
        path: Where it was written; empty where it was not.
    """

    form: str
    headings: list[SuggestedHeading]
    markers: list[SuggestedMarker]
    found: list[Problem]
    lang: str
    data: bytes
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "form": self.form,
            "headings": [{"d": h.d, "sheet": h.sheet, "cell": h.cell} for h in self.headings],
            "markers": [
                {"sheet": m.sheet, "cell": m.cell, "field": m.field, "sure": m.sure, "why": m.why} for m in self.markers
            ],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }
