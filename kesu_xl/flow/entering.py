"""``kesu read --into``: filled forms back into the register that they were made from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kesu_xl.errors import KesuError
from kesu_xl.flow.changing import target_of
from kesu_xl.flow.customers import customers_template
from kesu_xl.flow.entered import FormToEnter, Register
from kesu_xl.flow.form_results import EnterResult, FormReport
from kesu_xl.flow.opening import Opened, Source, as_of_in, listed, open_register, spoken_language
from kesu_xl.flow.reading import form_report, read_with_template
from kesu_xl.flow.shipped import template_named
from kesu_xl.form import Template, read_origin
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.source import label_of, load
from kesu_xl.package.tables import table_areas

__all__ = ["enter_form", "form_to_enter", "who_changed"]


def enter_form(
    sources: Source | Sequence[Source],
    into: Source,
    out: str | os.PathLike[str] | None = None,
    *,
    as_of: datetime,
    template: str | os.PathLike[str] | None = None,
    theirs: bool = False,
    dry_run: bool = False,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> EnterResult:
    """Write filled forms back into a register: its row, its detail tables, 8D内容; what was changed stands in 变更记录.

    Args:
        sources: Path of a form, an open binary file, or several of them.
        into: Path of the register; an open binary file only together with `out`.
        out: Where the changed register goes; None: in place, with a backup.
        as_of: When it happens; a naive time is in the register's zone.
        template: The template that the forms were filled from: a path, or the name of a shipped one; where left out it
            is the shipped one that each form names.
        theirs: Take the form's values also where the register's are newer, and empty what was emptied in the form.
        dry_run: Only say what is different and what would be written.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of messages; the register's where left out.
        force: See `Target`.

    Raises:
        KesuError: No form could be read, the register cannot be read, changed or written; nothing was written then.
    """
    given = listed(sources)
    chosen = template_named(os.fspath(template)) if template is not None else None
    target = target_of(into, out, force=force)
    opened = open_register(into, sheet=sheet, mapping=mapping, timezone=timezone, data=target.data)
    result = EnterResult([], [], spoken_language(opened, lang), target.path)
    forms: list[tuple[FormToEnter, FormReport]] = []
    for source in given:
        try:
            data, path = load(source)
            form = form_to_enter(data, path, chosen, opened)
            forms.append((form, form_report(form.path, form.template, form.read, lang)))
        except KesuError as error:
            result.failed.append((os.fspath(source) if isinstance(source, str | os.PathLike) else "", error))
    if given and not forms:
        raise result.failed[0][1]
    before = target.data
    while forms:
        # a complaint that has several forms is opened again, with what the one before changed
        now = forms
        forms, seen = [], set[str]()
        if before is not target.data:
            opened = open_register(into, sheet=sheet, mapping=mapping, timezone=timezone, data=before)
        register = Register(opened, as_of_in(as_of, opened.settings), table_areas(before, target.path))
        for form, report in now:
            if report.case_no in seen:
                forms.append((form, report))
                continue
            seen.add(report.case_no)
            entered = register.enter(form, theirs=theirs, who=who_changed(form, target.path))
            report.lang = result.lang
            report.found += entered.found
            report.differences = entered.differences
            result.reports.append(report)
        if changes := register.changes():
            before = apply_changes(before, changes, target.path)
    if not dry_run and (before != target.data or out is not None):
        result.written, result.notes = target.write(before)
    return result


def who_changed(form: FormToEnter, register: str) -> str:
    """Return who saved a form last; where its file does not say, the file as it lies beside the register."""
    if form.origin.changed_by or not form.path:
        return form.origin.changed_by or form.template.name
    try:
        return Path(os.path.relpath(form.path, Path(register).parent)).as_posix()
    except ValueError:  # on another drive
        return Path(form.path).name


def form_to_enter(data: bytes, path: str, template: Template | None, opened: Opened) -> FormToEnter:
    """Read a filled form that is to be entered into a register.

    Args:
        data: The file.
        path: As the user gave it, "" for an open file.
        template: What it was filled from; where None the shipped one that it names, or that of a register's customer.
        opened: The register.

    Raises:
        KesuError: It cannot be read, or nobody says which template it was filled from.
    """
    try:
        chosen, read = read_with_template(data, path, template)
    except KesuError as error:
        if error.code != "form_template_unknown":
            raise
        own = customers_template(opened.book, opened.folder or Path(), str(error.params["template"]))
        if own is None:
            raise
        chosen, read = read_with_template(data, path, own)
    return FormToEnter(path, chosen, read, read_origin(data, label_of(path)))
