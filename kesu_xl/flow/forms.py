"""One complaint in any form: a shipped template by its name, or a workbook with markers by its path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kesu_xl.eight_d import internal_paths, known_paths, remembered
from kesu_xl.errors import KesuError
from kesu_xl.flow.checking import verdicts_of
from kesu_xl.flow.opening import Given, as_of_in, open_register, spoken_language
from kesu_xl.flow.output import write_output
from kesu_xl.flow.photos import Photos
from kesu_xl.flow.records import case_record, chosen_complaints, earlier_record
from kesu_xl.flow.results import Made, ReportsResult
from kesu_xl.flow.shipped import shipped, template
from kesu_xl.form import compile_template, unknown_fields
from kesu_xl.package.source import load
from kesu_xl.register.tables import details_by_case
from kesu_xl.wording import LANGUAGES

__all__ = ["Form", "fill_form", "forms"]

#: Shipped workbooks with markers that no single complaint fills.
_NOT_FORMS = frozenset(("weekly",))


@dataclass(frozen=True, slots=True)
class Form:
    """A shipped form: its name and the languages that it is there in."""

    name: str
    languages: tuple[str, ...]


def forms() -> list[Form]:
    """Return the shipped forms by name."""
    names = sorted({path.name.partition(".")[0] for path in shipped("templates").glob("*.xlsx")} - _NOT_FORMS)
    return [Form(name, tuple(lang for lang in LANGUAGES if template(name, lang).exists())) for name in names]


def fill_form(
    name: str | os.PathLike[str],
    source: Given,
    out: str | os.PathLike[str],
    *,
    case: str,
    as_of: datetime,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> ReportsResult:
    """Fill a form with one complaint.

    Args:
        name: Name of a shipped form, or path of a workbook with markers.
        source: Path of a register, or an open binary file.
        out: The file to write.
        case: Number of the complaint.
        as_of: What counts as now; the states of the clocks may stand in the form.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the form; the register's where left out.
        force: Replace an existing file whatever it is.

    Raises:
        KesuError: The register or the form cannot be read, there is no such form or number, several rows have the
            number, or the file cannot be written.
    """
    target = Path(out)
    if target.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(target), ending=".xlsx")
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    complaints = checked.complaints()
    complaint, *others = chosen_complaints(complaints, [case])
    if others:
        raise KesuError("case_twice", number=case, rows=[str(one.row) for one in (complaint, *others)])
    spoken = spoken_language(opened, lang)
    data, label, shown = _form(os.fspath(name), spoken)
    compiled = compile_template(data, label)
    details = details_by_case(opened.details)
    by_number = {one.case_no: one for one in complaints if one.case_no}
    verdicts = verdicts_of(opened, checked, [complaint], now)
    earlier = earlier_record(complaint, by_number, details)
    photos = Photos(opened)
    record = case_record(complaint, details.get(case, {}), verdicts, opened.settings.values, photos, earlier)
    filled = compiled.fill(
        record, spoken, title=f"{label} {case}", pictures=photos.folder, remembered=remembered(record, compiled.fields)
    )
    for problem in filled.problems:
        problem.case_no = case
    write_output(target, filled.data, force=force, source=opened.path)
    found = [problem for problem in checked.problems if problem.level != "info"]
    found += [*unknown_fields(compiled, known_paths(), internal_paths()), *filled.problems]
    return ReportsResult(opened.path, [Made(case, str(out), shown)], found, spoken)


def _form(name: str, lang: str) -> tuple[bytes, str, str]:
    """Return a form's file, what its properties call it, and what people call it."""
    known = {form.name: form for form in forms()}
    if name in known:
        path = template(name, lang if lang in known[name].languages else known[name].languages[0])
    elif Path(name).suffix or Path(name).exists():
        path = Path(name)
    else:
        raise KesuError("no_such_form", name=name, known=list(known))
    data, _ = load(path)
    return data, path.stem, path.name
