"""The complaint and its register: columns, lists, detail tables, and what each status demands."""

from __future__ import annotations

from kesu_xl.complaint.column import Column, Group, Kind
from kesu_xl.complaint.demands import STEPS, demanded, is_open, step_of
from kesu_xl.complaint.details import DETAILS, TABLES, Table
from kesu_xl.complaint.lists import EMPTY_MARKS, LISTS, Choice, ChoiceList
from kesu_xl.complaint.model import COLUMNS, Complaint, Moment

__all__ = [
    "COLUMNS",
    "DETAILS",
    "EMPTY_MARKS",
    "LISTS",
    "STEPS",
    "TABLES",
    "Choice",
    "ChoiceList",
    "Column",
    "Complaint",
    "Group",
    "Kind",
    "Moment",
    "Table",
    "demanded",
    "is_open",
    "step_of",
]
