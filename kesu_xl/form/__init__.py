"""Templates: a workbook with markers becomes a form, and a record becomes a filled one.

A template is compiled once; a report is a join of byte chunks and values around which all else stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kesu_xl.form.template import Filled, Template, compile_template

if TYPE_CHECKING:
    from kesu_xl.form.agreed import FormRead
    from kesu_xl.form.lint import Checked, check_template, unknown_fields
    from kesu_xl.form.origin import Origin, read_origin
    from kesu_xl.form.picture import PictureCell, PictureFolder
    from kesu_xl.form.read import read_form

__all__ = [
    "Checked", "Filled", "FormRead", "Origin", "PictureCell", "PictureFolder", "Template", "check_template",
    "compile_template", "read_form", "read_origin", "unknown_fields",
]  # fmt: skip

_HOMES = {
    "Checked": "lint",
    "FormRead": "agreed",
    "Origin": "origin",
    "PictureCell": "picture",
    "PictureFolder": "picture",
    "check_template": "lint",
    "read_form": "read",
    "read_origin": "origin",
    "unknown_fields": "lint",
}


def __getattr__(name: str) -> Any:
    # a command that only fills a template must not pay for what checks and reads them
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"kesu_xl.form.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
