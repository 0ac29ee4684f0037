"""Templates: a workbook with markers becomes a form, and a record becomes a filled one.

A template is compiled once; a report is a join of byte chunks and values around which all else stays as it was.
"""

from __future__ import annotations

from kesu_xl.form.lint import Checked, check_template, unknown_fields
from kesu_xl.form.origin import Origin, read_origin
from kesu_xl.form.picture import PictureCell, PictureFolder
from kesu_xl.form.read import FormRead, read_form
from kesu_xl.form.template import Filled, Template, compile_template

__all__ = [
    "Checked", "Filled", "FormRead", "Origin", "PictureCell", "PictureFolder", "Template", "check_template",
    "compile_template", "read_form", "read_origin", "unknown_fields",
]  # fmt: skip
