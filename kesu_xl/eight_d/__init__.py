"""The 8D record: how a complaint and its detail rows become D0 to D8, and which paths a form may ask for."""

from __future__ import annotations

from kesu_xl.eight_d.assemble import assemble
from kesu_xl.eight_d.record import CLOCKS, LETTERHEAD, EightD, is_worked_out, known_paths
from kesu_xl.eight_d.remembered import Remembered, remembered
from kesu_xl.eight_d.same import completed, shown_by
from kesu_xl.eight_d.sections import ANSWERS, REPORT_FORM
from kesu_xl.eight_d.shown import as_shown
from kesu_xl.eight_d.typed import typed

__all__ = [
    "ANSWERS",
    "CLOCKS",
    "LETTERHEAD",
    "REPORT_FORM",
    "EightD",
    "Remembered",
    "as_shown",
    "assemble",
    "completed",
    "is_worked_out",
    "known_paths",
    "remembered",
    "shown_by",
    "typed",
]
