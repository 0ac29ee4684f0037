"""8D reports: one workbook per complaint, in the form and language of its customer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from kesu_xl.batch import bundled, executor_of, mapped
from kesu_xl.clock import Verdict
from kesu_xl.complaint import DETAILS, Complaint
from kesu_xl.eight_d import ANSWERS, remembered
from kesu_xl.flow.checking import verdicts_of
from kesu_xl.flow.customers import CustomerForms
from kesu_xl.flow.opening import Given, Opened, as_of_in, open_register, spoken_language
from kesu_xl.flow.output import OutputFolder, make_folder
from kesu_xl.flow.pdf import find_office, make_pdfs
from kesu_xl.flow.photos import Photos, unplaced
from kesu_xl.flow.records import case_record, chosen_complaints, earlier_record
from kesu_xl.flow.results import Made, ReportsResult
from kesu_xl.flow.submitting import Submission
from kesu_xl.flow.updating import merged
from kesu_xl.form import Filled, PictureFolder, Template
from kesu_xl.grid import Book, address
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import details_by_case

__all__ = ["EDITED", "NUMBERLESS", "SAME_NAME", "make_8d", "report_name"]

_ANSWERS: Final = next(table for table in DETAILS if table.name == "answers")
#: Reports that go to a worker together.
_BUNDLE: Final = 25
#: Tables that reports do not need.
_OF_CLOCKS: Final = {"contacts", "handovers", "log", "pauses", "revisions", "steps"}
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')

#: A form that somebody typed into is left alone.
EDITED = rule("F201", "warning", "flow", "INTERFACE")
#: A complaint without a number has no report to be named after.
NUMBERLESS = rule("F202", "warning", "flow", "kesu_xl")
#: Two complaints whose reports would have the same name.
SAME_NAME = rule("F203", "warning", "flow", "kesu_xl")
#: A row of 8D内容 that names nothing that an 8D has, and so stands in no report.
UNKNOWN_ANSWER = rule("F204", "warning", "flow", "DOMAIN 3")

#: Complaints of which the detail tables say nothing.
WITHOUT_DETAIL = rule("F218", "info", "flow", "DOMAIN 3")


def report_name(case_no: str) -> str:
    """Return the file name of a complaint's report; what a file name cannot hold becomes ``_``.

    ``KS/26:1`` -> ``8D_KS_26_1.xlsx``
    """
    plain = _FORBIDDEN.sub("_", case_no).strip().rstrip(".")
    # file systems count bytes: 255 of them with the rest of the name
    while len(plain.encode()) > 200:
        plain = plain[:-1]
    return f"8D_{plain or '_'}.xlsx"


def make_8d(
    source: Given,
    out: str | os.PathLike[str],
    *,
    as_of: datetime,
    cases: Sequence[str] = (),
    only_open: bool = False,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    template: str | os.PathLike[str] | None = None,
    update: bool = False,
    submit: bool = False,
    unmasked: bool = False,
    pdf: bool = False,
    jobs: int = 1,
    executor: str = "process",
    taken: dict[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReportsResult:
    """Make one 8D report per complaint that is not cancelled.

    Args:
        source: Path of a register, or an open binary file.
        out: Folder for the reports.
        as_of: What counts as now; the states of the clocks stand in the report.
        cases: Complaint numbers; all where left out.
        only_open: Leave out the complaints that are closed or refused.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the forms; where left out, the customer's by the 客户 sheet, else the register's.
        template: The form for all complaints: a path, or the name of a shipped one; where left out, the customer's by
            the 客户 sheet, else the shipped 8D.
        update: Make also the forms again that somebody typed into, and keep what was typed.
        submit: Hand the reports in: bring the working forms up to date as `update` does, make the copy of each that may
            leave the house, and put its row into 版本 of the register. The copies are what was made.
        unmasked: Leave personal data in the copies.
        pdf: Write a PDF beside each report, with LibreOffice.
        jobs: How many reports are filled at once.
        executor: Where: ``process``, ``thread``, or a Dask scheduler's address, ``tcp://host:8786``.
        taken: File name -> complaint number of the reports made so far, where several registers share the folder; the
            names of this one are added.
        progress: Called with how many are done, of how many.

    Raises:
        KesuError: The register cannot be read, a number is not in it, the folder cannot be written to, the template is
            none, or there is no LibreOffice for the PDFs.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    complaints = checked.complaints()
    spoken = spoken_language(opened, lang)
    result = ReportsResult(opened.path, [], [p for p in checked.problems if p.level != "info"], spoken)
    chosen = chosen_complaints(complaints, cases, only_open=only_open)
    states: dict[int, list[Verdict]] = {}
    for verdict in verdicts_of(opened, checked, chosen, now):
        states.setdefault(verdict.row, []).append(verdict)
    details = details_by_case(opened.details)
    by_number = {complaint.case_no: complaint for complaint in complaints if complaint.case_no}
    result.found += _without_detail(opened, chosen, details)
    forms = CustomerForms(
        opened.book,
        opened.folder or Path(),
        spoken,
        named=os.fspath(template) if template is not None else "",
        spoken=lang,
    )
    photos = Photos(opened)
    submission = Submission(opened, now, details, unmasked, spoken) if submit else None
    if pdf:
        find_office()
    folder = Path(out)
    make_folder(folder)
    used = taken if taken is not None else {}
    with executor_of(executor, jobs) as pool, OutputFolder(folder) as output:
        planned = (
            _planned(complaint, opened, details, by_number, states.get(complaint.row, ()), forms, photos, output, used,
                     folder, submission, update=update or submit)
            for complaint in chosen
        )  # fmt: skip
        ready: list[_Job] = []
        done = 0
        for bundle, filled in mapped(pool, jobs, _fill, bundled(planned, _BUNDLE)):
            for job, form in zip(bundle, filled, strict=True):
                done += 1
                result.found += job.found
                # a form that had better be left alone is handed in as people left it
                if submission is not None and job.complaint is not None:
                    ready.append(job)
                if form is None:
                    continue
                result.found += _of_case(form.problems, job.number)
                output.write(job.path.name, form.data, force=job.is_typed, noted=not job.kept)
                result.made.append(Made(job.number, str(job.path), job.file))
                if progress is not None:
                    progress(done, len(chosen))
            output.note()
    result.found += forms.found
    if submission is not None:
        result.made = [made for job in ready if (made := _handed_in(job, forms, submission)) is not None]
        submission.note()
        result.found += submission.found
    if pdf:
        make_pdfs([Path(made.path) for made in result.made])
    return result


@dataclass(slots=True)
class _Job:
    """One report that is to be filled, or what stands in its way: then it has no template.

    `stored` is what the register says; in `record` is also what somebody typed into the form.
    """

    number: str
    path: Path
    found: list[Problem]
    template: Template | None = None
    file: str = ""
    lang: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)
    stored: Mapping[str, Any] = field(default_factory=dict)
    pictures: PictureFolder | None = None
    is_typed: bool = False
    kept: bool = False
    complaint: Complaint | None = None


def _planned(
    complaint: Complaint,
    opened: Opened,
    details: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]],
    by_number: Mapping[str, Complaint],
    verdicts: Iterable[Verdict],
    forms: CustomerForms,
    photos: Photos,
    output: OutputFolder,
    used: dict[str, str],
    folder: Path,
    submission: Submission | None,
    *,
    update: bool,
) -> _Job:
    sheet, number = opened.register.sheet, complaint.case_no
    if number is None:
        return _Job("", folder, [Problem(NUMBERLESS, sheet, row=complaint.row, field="case_no")])
    path = folder / report_name(number)
    if path.name.casefold() in used:
        return _Job(number, path, [_problem(SAME_NAME, sheet, complaint, path, used[path.name.casefold()])])
    used[path.name.casefold()] = number
    is_typed = path.exists() and not output.as_written(path.name)
    if is_typed and not update:
        return _Job(number, path, [_problem(EDITED, sheet, complaint, path)])
    rows = details.get(number, {})
    if submission is not None:
        rows = submission.with_next(complaint, path, rows)
    found = list(_unknown_answers(rows.get("answers", ()), complaint, opened.book))
    record: Mapping[str, Any] = case_record(
        complaint, rows, verdicts, opened.settings.values, photos, earlier_record(complaint, by_number, details)
    )
    stored = record
    form = forms.of(complaint.customer)
    found += _of_case(unplaced(record, form.template.fields), number)
    kept = False
    if is_typed:
        old = merged(path, record, form.template, form.lang)
        found += _of_case(old.found, number)
        if old.record is None:
            return _Job(number, path, found, complaint=complaint)
        record, kept = old.record, old.kept
    return _Job(
        number,
        path,
        found,
        form.template,
        form.file,
        form.lang,
        record,
        stored,
        photos.folder,
        is_typed,
        kept,
        complaint,
    )


def _handed_in(job: _Job, forms: CustomerForms, submission: Submission) -> Made | None:
    assert job.complaint is not None
    form = forms.of(job.complaint.customer)
    return submission.hand_in(job.complaint, job.path, form.template, form.file, job.record)


def _fill(jobs: Sequence[_Job]) -> list[Filled | None]:
    """Fill some forms; runs wherever the executor wants."""
    return [
        job.template.fill(
            job.record, job.lang, title=f"8D {job.number}", pictures=job.pictures,
            remembered=remembered(job.stored, job.template.fields),
        )
        if job.template is not None
        else None
        for job in jobs
    ]  # fmt: skip


def _of_case(problems: Iterable[Problem], number: str) -> list[Problem]:
    found = list(problems)
    for problem in found:
        problem.case_no = number
    return found


def _unknown_answers(rows: Iterable[Mapping[str, Any]], complaint: Complaint, book: Book) -> Iterator[Problem]:
    """Yield a problem for each row of 8D内容 whose item is none of an 8D: nothing that was typed is lost silently."""
    sheet = next((label for label in _ANSWERS.labels if label in book.sheet_names), _ANSWERS.labels[0])
    for row in rows:
        path = str(row.get("path") or "")
        if path not in ANSWERS:
            near = get_close_matches(path, ANSWERS, 1, 0.5)
            yield Problem(
                UNKNOWN_ANSWER, sheet, row=complaint.row, field="answers", case_no=complaint.case_no or "", value=path,
                params={"nearest": near[0] if near else "d2.what"},
            )  # fmt: skip


def _without_detail(
    opened: Opened, complaints: Iterable[Complaint], details: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield one info for the complaints whose reports show nothing but their row."""
    bare = [one for one in complaints if one.case_no and not details.get(one.case_no, {}).keys() - _OF_CLOCKS]
    if bare:
        register, number = opened.register, bare[0].case_no or ""
        cell = address(bare[0].row, register.heads.fields["case_no"].column)
        yield Problem(WITHOUT_DETAIL, register.sheet, cell, bare[0].row, "case_no", number, number, len(bare))


def _problem(code: str, sheet: str, complaint: Complaint, path: Path, other: str = "") -> Problem:
    return Problem(
        code, sheet, row=complaint.row, field="case_no", case_no=complaint.case_no or "", value=str(path),
        params={"file": path.name, "other": other},
    )  # fmt: skip
