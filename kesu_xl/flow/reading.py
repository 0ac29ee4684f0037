"""Reading filled forms back, and turning one form into another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from kesu_xl.eight_d import as_shown, completed, shown_by, typed
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_faults import form_faults
from kesu_xl.flow.form_results import Converted, FormReport, ReadResult
from kesu_xl.flow.opening import Source, listed
from kesu_xl.flow.output import refuse_source, write_output
from kesu_xl.flow.shipped import shipped_templates, template_language, template_named
from kesu_xl.form import FormRead, Template, compile_template, read_origin
from kesu_xl.form import read_form as read_one
from kesu_xl.package.source import label_of, load
from kesu_xl.problem import Problem, rule

__all__ = ["convert", "form_report", "read_form", "read_with", "read_with_template", "template_of"]

#: The other form has no place for values of this one.
NO_PLACE: Final = rule("F206", "info", "flow", "kesu_xl")
#: A picture of a form is not taken along into another one.
PICTURE_LEFT: Final = rule("F207", "warning", "flow", "kesu_xl")

_INDEX: Final = re.compile(r"\[\d+\]")


def read_form(
    sources: Source | Sequence[Source], template: str | os.PathLike[str] | None = None, *, lang: str = ""
) -> ReadResult:
    """Read filled forms back into records.

    Args:
        sources: Path of a form, an open binary file, or several of them.
        template: The template that they were filled from: a path, or the name of a shipped one; where left out it is
            the shipped one that each form names.
        lang: Language of messages and list values; that of the template where left out.

    Raises:
        KesuError: No form could be read, or the template is none.
    """
    given = listed(sources)
    chosen = template_named(os.fspath(template)) if template is not None else None
    result = ReadResult([], [], lang or (template_language(chosen.name) if chosen else "") or "zh-Hans")
    for source in given:
        try:
            data, path = load(source)
            result.reports.append(read_with(data, path, chosen, lang=lang))
        except KesuError as error:
            path = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
            result.failed.append((path, error))
    if given and not result.reports:
        raise result.failed[0][1]
    if not lang and result.reports:
        result.lang = result.reports[0].lang
    return result


def read_with(data: bytes, path: str, template: Template | None, *, lang: str = "") -> FormReport:
    """Read one filled form.

    Args:
        data: The file.
        path: As the user gave it, "" for an open file.
        template: What it was filled from; the shipped one that it names where None.
        lang: Language of messages and list values; that of the template where left out.

    Raises:
        KesuError: It cannot be read, or nobody says which template it was filled from.
    """
    chosen, read = read_with_template(data, path, template)
    return form_report(path, chosen, read, lang)


def read_with_template(data: bytes, path: str, template: Template | None) -> tuple[Template, FormRead]:
    """Read one filled form, and return the template that it was filled from as well; see `read_with`.

    Raises:
        KesuError: It cannot be read, or nobody says which template it was filled from.
    """
    with _named(path):
        chosen = template if template is not None else template_of(data, path)
        return chosen, read_one(data, chosen, label_of(path))


def form_report(path: str, template: Template, read: FormRead, lang: str = "") -> FormReport:
    """Return what a form says as a report, in a language; that of the template where left out."""
    record = typed(read.record, read.overlaid)
    number = record.get("case_no")
    case_no = "" if number is None else str(number)
    found = [*read.problems, *form_faults(record, read.cells)]
    for problem in found:
        problem.case_no = case_no
    spoken = lang or template_language(template.name) or "zh-Hans"
    return FormReport(path, template.name, case_no, record, read.values, read.cells, found, spoken)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Let messages about the bytes of a file say its path."""
    try:
        yield
    except KesuError as error:
        if not path or "file" not in error.params:
            raise
        raise KesuError(error.code, **{**error.params, "file": label_of(path)}) from error


def template_of(data: bytes, path: str) -> Template:
    """Return the shipped template that a form was filled from: the one of its name, else the one of its hash.

    Raises:
        KesuError: The form names none, or one that is not shipped.
    """
    label = label_of(path)
    origin = read_origin(data, label)
    if not origin.template:
        # whatever else is wrong with the file is worth more than that it names no template
        from kesu_xl.package.opening import open_file

        open_file(data, path)
        raise KesuError("form_template_unnamed", file=label)
    known = shipped_templates()
    if origin.template in known:
        return compile_template(known[origin.template].read_bytes(), origin.template)
    for name, file in known.items():
        template = compile_template(file.read_bytes(), name)
        if template.content_hash == origin.content_hash:
            return template
    raise KesuError("form_template_unknown", file=label, template=origin.template)


def convert(
    filled: Source,
    to: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    template: str | os.PathLike[str] | None = None,
    lang: str = "",
    force: bool = False,
) -> Converted:
    """Make the same 8D in another form.

    Args:
        filled: Path of a filled form, or an open binary file.
        to: The template of the other form: a path, or the name of a shipped one.
        out: The form to write, .xlsx.
        template: The template that `filled` was filled from, where it names none that is shipped.
        lang: Language of the new form; that of its template where left out, else that of the filled one.
        force: Replace an existing file.

    Raises:
        KesuError: The form cannot be read, a template is none, or the output cannot be written.
    """
    target = Path(out)
    if target.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(target), ending=".xlsx")
    data, path = load(filled)
    refuse_source(target, path)
    refuse_source(target, os.fspath(to))
    other = template_named(os.fspath(to))
    report = read_with(data, path, template_named(os.fspath(template)) if template is not None else None)
    spoken = lang or template_language(other.name) or report.lang
    record, pictures = _without_pictures(report.record)
    # a form that calls the root cause `cause_occ.cause` fills one that calls it `root_cause_occ`
    made = other.fill(as_shown(completed(record)), spoken, title=f"8D {report.case_no}".strip())
    found = [*report.found, *made.problems, *_left_behind(report, other.fields)]
    if pictures:
        found.append(Problem(PICTURE_LEFT, field="photos", count=pictures))
    for problem in found:
        problem.case_no = report.case_no
    write_output(target, made.data, force=force, source=path)
    return Converted(str(target), other.name, report.case_no, found, spoken)


def _left_behind(report: FormReport, asked: Iterable[str]) -> Iterator[Problem]:
    """Yield what the form holds and the other one does not ask for; of a list perhaps only the further items."""
    asked = set(asked)
    wanted = {_INDEX.sub("[]", field) for field in asked}
    lost: dict[str, str] = {}
    for path in report.cells:
        field = _INDEX.sub("[]", path)
        there = asked if "[]" in field else wanted
        if field == "photos[].photo" or path in asked or any(paths <= there for paths in shown_by(field)):
            continue
        lost.setdefault(path if field in wanted else field, path)
    if lost:
        first = next(iter(lost))
        sheet, _, cell = report.cells[lost[first]].rpartition("!")
        yield Problem(NO_PLACE, sheet, cell, field=first, count=len(lost), params={"fields": list(lost)})


def _without_pictures(record: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Return a record without the mark that a picture was there, and how many there were."""
    photos = record.get("photos")
    if not isinstance(photos, list):
        return dict(record), 0
    kept = [
        {name: one for name, one in row.items() if name != "photo"} if isinstance(row, dict) else row for row in photos
    ]
    return {**record, "photos": kept}, sum(isinstance(row, dict) and bool(row.get("photo")) for row in photos)
