"""A customer's blank form becomes a template: markers are proposed, written into a copy, unsure ones coloured."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kesu_xl.change import Cells, Change, Look, Rule, SetCells, SetRules, tag
from kesu_xl.complaint import COLUMNS
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_results import SuggestedHeading, SuggestedMarker, SuggestResult
from kesu_xl.flow.opening import Source
from kesu_xl.flow.output import write_output
from kesu_xl.flow.templates import is_register
from kesu_xl.form import compile_template
from kesu_xl.form.origin import read_origin
from kesu_xl.form.suggest import SURE, Mark, propose, written
from kesu_xl.grid import read_book
from kesu_xl.notation import column_letter
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.source import load
from kesu_xl.wording import nearest_language

__all__ = ["SURE", "suggest_template"]

#: The ground of a cell whose marker is not sure, while the marker stands in it.
_UNSURE: Final = Look(ground="FFE699")


def suggest_template(
    source: Source, out: str | os.PathLike[str] | None = None, *, lang: str = "", force: bool = False
) -> SuggestResult:
    """Make a template of a blank 8D form: markers go into a copy, everything else stays as it is.

    Cells whose marker is not sure (below 0.8) are yellow as long as the marker stands in them; a filled form does not
    show it.

    Args:
        source: Path of the blank form, .xlsx, or an open binary file.
        out: Where the template goes; None: it is only in the result.
        lang: Language of what is said.
        force: Replace an existing file that is not as we wrote it.

    Raises:
        KesuError: It is no blank 8D form that could be a template, or cannot be read or written.
    """
    path = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
    if not isinstance(source, str | os.PathLike):
        source.seek(0)
    data, _ = load(source)
    name = Path(path).name or "form.xlsx"
    if read_book(data).format != "xlsx":
        raise KesuError("save_as_xlsx", file=path or name)
    target = None if out is None else Path(out)
    if target is not None and target.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(target), ending=".xlsx")
    _refuse_ours(data, name)
    found = propose(data, name, _vocabulary())
    template = apply_changes(data, list(_changes(found.marks)), name) if found.marks else b""
    spoken = nearest_language(lang) or "zh-Hans"
    if template:
        compile_template(template, Path(name).stem)  # a template that cannot be filled is not written
    if target is not None and template:
        write_output(target, template, force=force, source=path)
    return SuggestResult(
        path,
        [SuggestedHeading(heading.d, heading.sheet, heading.cell) for heading in found.headings],
        [
            SuggestedMarker(mark.sheet, mark.box.ref, mark.field, mark.sure, mark.why.say(spoken))
            for mark in found.marks
        ],
        found.problems,
        spoken,
        template,
        str(target) if target is not None and template else "",
    )


def _refuse_ours(data: bytes, name: str) -> None:
    """Refuse what we know for no blank form: a report that we filled, which names its template, and a register."""
    if read_origin(data, name).template:
        raise KesuError("form_is_report", name=name)
    if is_register(data):
        raise KesuError("form_is_register", name=name)


def _vocabulary() -> dict[str, list[str]]:
    return {name: [*column.labels, *column.aliases] for name, column in COLUMNS.items() if not column.internal}


def _changes(marks: Iterable[Mark]) -> Iterable[Change]:
    """Yield what to write: the texts of the cells, then a colour for the unsure ones."""
    by_sheet: dict[str, dict[str, list[Mark]]] = {}
    for mark in marks:
        by_sheet.setdefault(mark.sheet, {}).setdefault(mark.box.ref, []).append(mark)
    for sheet, cells in by_sheet.items():
        yield SetCells(
            sheet,
            tuple(
                Cells(box.top, box.top, box.left, (written(own),)) for own in cells.values() for box in (own[0].box,)
            ),
        )
        unsure = [own[0] for own in cells.values() if min(mark.sure for mark in own) < SURE]
        if unsure:
            yield SetRules(sheet, tuple(_rule(mark) for mark in unsure))


def _rule(mark: Mark) -> Rule:
    """Colour a cell while a marker stands in it: the filled form shows nothing of it."""
    name = f"suggest.{mark.box.ref}"
    cell = f"${column_letter(mark.box.left)}${mark.box.top}"
    area = f"{mark.box.ref}:{column_letter(mark.box.right)}{mark.box.bottom}" if mark.box.merged else mark.box.ref
    return Rule(name, area, f'AND({tag(name)},ISNUMBER(FIND("{{{{",{cell})))', _UNSURE)
