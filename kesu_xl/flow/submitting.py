"""Handing in a report: the copy of the working form that leaves the house, kept as it was, and its row of 版本."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kesu_xl.complaint import Complaint
from kesu_xl.eight_d import EightD, is_personal, masked, personal_words, typed
from kesu_xl.eight_d.quality import Judge, field_label
from kesu_xl.errors import KesuError
from kesu_xl.flow.opening import Opened
from kesu_xl.flow.output import write_new
from kesu_xl.flow.results import Made
from kesu_xl.flow.revisions import Revision, newest_number, numbers_in, revision_changes
from kesu_xl.flow.scoring import house_of
from kesu_xl.flow.updating import template_before
from kesu_xl.form import FormRead, Template, read_form
from kesu_xl.grid import read_book
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.outgoing import Kept, Masks, outgoing
from kesu_xl.package.saving import read_for_change, save_over
from kesu_xl.package.source import label_of
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import detail_sheets
from kesu_xl.wording import Ref

__all__ = ["Submission"]

#: What lies behind the sheets of a form is not in the copy.
LEFT_OUT: Final = rule("F250", "info", "submit", "INTERFACE")
#: A copy that may leave could not be made.
NOT_SUBMITTED: Final = rule("F251", "error", "submit", "INTERFACE")
#: The copies are there, but the register has no row of them.
ROW_MISSING: Final = rule("F252", "warning", "submit", "INTERFACE")
#: A formula read what is not in the copy, and its result is not in the file: the cell is blank in the copy.
NO_RESULT: Final = rule("F253", "warning", "submit", "INTERFACE")
#: Files that people put into the form are not in the copy: nobody can see what they hold.
FILES_LEFT: Final = rule("F254", "warning", "submit", "INTERFACE")

#: The report lacks something without which customers refuse it.
BLOCKING: Final = rule("F255", "error", "submit", "DOMAIN 2")

#: Kinds of what is left out that have a problem of their own.
_OWN: Final = ("uncalculated", "objects")
#: What no copy ever has, and every form does.
_ALWAYS: Final = ("properties", "printer")
_SHOWN: Final = 20


@dataclass(slots=True)
class Submission:
    """Hands in the reports of one register.

    Attributes:
        opened: The register.
        now: What counts as now.
        details: Complaint number -> table -> its rows.
        unmasked: Personal data stays in the copies.
        lang: Language of a new sheet in the register.
        found: What there is to say about the copies.
    """

    opened: Opened
    now: datetime
    details: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]
    unmasked: bool
    lang: str
    found: list[Problem] = field(default_factory=list)
    _revisions: dict[str, Revision] = field(default_factory=dict)
    _done: list[Revision] = field(default_factory=list)
    _words: dict[str, str] | None = None
    _judge: Judge | None = None
    _there: dict[str, int] | None = None

    def with_next(
        self, complaint: Complaint, working: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]
    ) -> dict[str, Sequence[Mapping[str, Any]]]:
        """Return the detail rows of a complaint with the revision that is about to be handed in: the form shows it."""
        number = str(complaint.case_no)
        before = list(rows.get("revisions", ()))
        date = self.now.astimezone(self.opened.settings.zone).replace(tzinfo=None, microsecond=0)
        receiver = complaint.customer_contact or complaint.customer or ""
        if self._there is None:
            self._there = numbers_in(working.parent)
        revision = Revision(number, newest_number(working, self._there, before) + 1, date, receiver)
        self._revisions[number] = revision
        return {**rows, "revisions": [*before, revision.row()]}

    def hand_in(
        self, complaint: Complaint, working: Path, template: Template, file: str, record: Mapping[str, Any]
    ) -> Made | None:
        """Write the copy of a working form that may leave, and say what keeps a customer from accepting it.

        Args:
            complaint: The row of the register.
            working: The working form.
            template: What it was filled from.
            file: What people call the template.
            record: What the form was filled with; empty for one that was left as it is, which is then read.

        Returns:
            The copy; None where there is none, and `found` says why.
        """
        number = str(complaint.case_no)
        revision = self._revisions[number]
        try:
            data = working.read_bytes()
            read = None
            if not (record and self.unmasked):
                read = read_form(data, template_before(data, working, template), label_of(str(working)))
            masks = Masks() if self.unmasked or read is None else self._masks(complaint, read)
            kept = outgoing(data, label_of(str(working)), f"8D {number}", masks)
            revision, path = _written(working, revision, kept.data)
        except (KesuError, OSError) as error:
            reason: object = error if isinstance(error, KesuError) else error.strerror or str(error)
            self._say(NOT_SUBMITTED, number, working, reason=reason)
            return None
        self._say_left(number, path, kept)
        if not record and read is not None:
            record = EightD.from_record(typed(read.record, read.overlaid)).stored()
        self._judged(number, path, record)
        self._done.append(revision)
        return Made(number, str(path), file)

    def note(self) -> None:
        """Put a row for each copy into 版本 of the register, with a backup; say where that cannot be done."""
        if not self._done:
            return
        path = self.opened.path
        try:
            if not path:
                raise KesuError("no_path_in_place")
            if self.opened.book.format != "xlsx":
                raise KesuError("save_as_xlsx", file=path)
            data, origin = read_for_change(path)
            changes = revision_changes(data, path, read_book(data, path), self._done, self.lang)
            save_over(origin, apply_changes(data, changes, label_of(path)))
        except KesuError as error:
            files = [f"{one.case_no} r{one.number}" for one in self._done]
            params = {"reason": error, "files": files[:_SHOWN], "register": Path(path).name or "-"}
            self.found.append(Problem(ROW_MISSING, value=path, count=len(files), params=params))

    # --- what is masked -----------------------------------------------------------------------------------------------

    def _masks(self, complaint: Complaint, read: FormRead) -> Masks:
        if self._words is None:
            # people and contacts of all complaints: a colleague's name may stand in any text
            sheets = detail_sheets(self.opened.book, ("people", "customers"))
            self._words = personal_words({name: [row.values for row in one.rows] for name, one in sheets.items()})
        rows = self.details.get(str(complaint.case_no), {})
        own = {name: getattr(complaint, name) for name in ("customer_contact", "operator")}
        record = typed(read.record, read.overlaid)
        in_form = {name: value for name, value in record.items() if isinstance(value, list)}
        words = personal_words({**rows, "": [own, record]})
        words |= personal_words({name: [row for row in one if isinstance(row, dict)] for name, one in in_form.items()})
        receiver = self._revisions[str(complaint.case_no)].row()
        return Masks({**self._words, **words, **personal_words({"revisions": [receiver]})}, _cells(read))

    # --- what is said -------------------------------------------------------------------------------------------------

    def _say(self, code: str, number: str, path: Path, **params: object) -> None:
        self.found.append(Problem(code, case_no=number, value=str(path), params={"file": path.name, **params}))

    def _judged(self, number: str, path: Path, record: Mapping[str, Any]) -> None:
        if self._judge is None:
            self._judge = Judge(house_of(self.opened))
        for finding in self._judge.judge(record).blocking:
            what = Ref(finding.text, label=field_label(finding.field), **dict(finding.params))
            params = {"file": path.name, "check": finding.check, "what": what}
            self.found.append(Problem(BLOCKING, case_no=number, field=finding.field, value=str(path), params=params))

    def _say_left(self, number: str, path: Path, kept: Kept) -> None:
        left = {kind: what for kind, what in kept.left.items() if what and kind not in (*_OWN, *_ALWAYS)}
        if left:
            said = [Ref(f"submit.left.{kind}", what=what[:_SHOWN]) for kind, what in left.items()]
            self._say(LEFT_OUT, number, path, what=said)
        if cells := kept.left.get("uncalculated"):
            self._say(NO_RESULT, number, path, cells=cells[:_SHOWN])
        if objects := kept.left.get("objects"):
            self._say(FILES_LEFT, number, path, what=objects[:_SHOWN])


def _cells(read: FormRead) -> dict[str, dict[str, dict[str, str]]]:
    """Return the cells of a form that show personal fields: sheet -> address -> what stands there -> masked."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path, places in read.places.items():
        if is_personal(path):
            for place in places:
                sheet, _, cell = place.rpartition("!")
                text = str(read.values[path])
                found.setdefault(sheet, {}).setdefault(cell, {})[text] = masked(text)
    return found


def _written(working: Path, revision: Revision, data: bytes) -> tuple[Revision, Path]:
    """Write a copy under its own name, which nothing had before."""
    digest = sha256(data).hexdigest()
    path = working.with_name(f"{working.stem}_r{revision.number}.xlsx")
    write_new(path, data)
    return Revision(revision.case_no, revision.number, revision.date, revision.receiver, digest), path
