"""Templates: what is wrong with one before anybody fills it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from kesu_xl.eight_d import internal_paths, known_paths
from kesu_xl.errors import KesuError
from kesu_xl.flow.form_results import TemplateResult
from kesu_xl.flow.opening import Source
from kesu_xl.flow.shipped import template
from kesu_xl.form import check_template as lint
from kesu_xl.form import compile_template
from kesu_xl.form.rules import FIELD_TWICE, IS_REGISTER, NO_MARKERS
from kesu_xl.grid import read_book
from kesu_xl.package.source import load
from kesu_xl.problem import Problem
from kesu_xl.register import find_register

__all__ = ["check_template", "is_register"]

#: Columns of a register that a blank form does not have side by side.
_ENOUGH = 6
#: Fields by which a template of the weekly workbook is known: no complaint has them.
_SUMMARY_ONLY = frozenset(
    ("overview.received", "overview.open", "about.overview", "open_cases[].case_no", "breaches[].case_no")
)


def check_template(source: Source, *, lang: str = "") -> TemplateResult:
    """Check a template: unknown fields, broken markers, slots, cells that nobody will see, places that are not filled.

    Args:
        source: Path of a workbook with markers, or an open binary file.
        lang: Language of the texts; zh-Hans where left out.

    Raises:
        KesuError: It cannot be read, or is no .xlsx workbook.
    """
    if not isinstance(source, str | os.PathLike) and hasattr(source, "seek"):
        source.seek(0)
    data, path = load(source)
    name = Path(path).name or "template.xlsx"
    if not _is_summary(data, name):
        checked = lint(data, name, known_paths(), internal_paths())
    else:
        weekly = template("weekly", "zh-Hans")
        checked = lint(data, name, compile_template(weekly.read_bytes(), weekly.stem).fields)
        # a summary is never read back
        checked = replace(checked, problems=[one for one in checked.problems if one.code != FIELD_TWICE])
    problems = checked.problems
    if not checked.fields and problems[-1].code == NO_MARKERS and is_register(data):
        problems[-1] = Problem(IS_REGISTER, value=name)
    return TemplateResult(path, checked.fields, problems, lang or "zh-Hans")


def _is_summary(data: bytes, name: str) -> bool:
    try:
        return not _SUMMARY_ONLY.isdisjoint(compile_template(data, name).fields)
    except KesuError:
        # without a marker, which the check itself says
        return False


def is_register(data: bytes) -> bool:
    """Say whether a workbook is a register: a row of heads names its columns."""
    try:
        return len(find_register(read_book(data)).heads.fields) >= _ENOUGH
    except KesuError:
        return False
