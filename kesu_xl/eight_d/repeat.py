"""A complaint that repeats an earlier one of the same customer: its 8D may refer to the earlier one from D4 on.

What the later 8D says itself is its own; a discipline in which it says nothing is taken over, so that an update of the
earlier 8D shows in both.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from kesu_xl.eight_d.record import EightD
from kesu_xl.eight_d.sections import Repeat

__all__ = ["refer"]

#: Parts of the record that belong to a discipline; its columns, lists and tables.
_COLUMNS: Final = {
    "D4": ("root_cause_occ", "root_cause_esc"),
    "D5": ("action_occ", "action_esc"),
    "D7": ("horizontal_parts",),
}
_LISTS: Final = {"D4": ("whys_occ", "whys_esc", "whys_sys"), "D5": ("d5_actions",), "D7": ("d7_actions",)}
_ROWS: Final = {"D4": ("cause_occ", "cause_esc", "cause_sys")}
_TABLES: Final = {"D4": ("causes", "whys"), "D6": ("validation",), "D7": ("documents", "lessons")}


def refer(record: EightD, earlier: EightD) -> None:
    """Let a record refer to the one that it repeats.

    Args:
        record: The later complaint; it gets what it lacks.
        earlier: The complaint that its `repeat_of` names.
    """
    said = earlier.columns
    record.repeat = Repeat(
        case_no=said.get("case_no"),
        status=said.get("status"),
        closed_at=said.get("closed_at"),
        root_cause_occ=said.get("root_cause_occ"),
        root_cause_esc=said.get("root_cause_esc"),
    )
    if _folded(record.columns.get("customer")) != _folded(said.get("customer")):
        return
    record.repeat.taken_over = [name for name in ("D4", "D5", "D6", "D7") if _take(name, record, earlier)] or None


def _folded(text: Any) -> str:
    return "".join(str(text or "").casefold().split())


def _take(name: str, record: EightD, earlier: EightD) -> bool:
    """Take a discipline over where the later record says nothing in it; say whether there was anything."""
    if _says(name, record) or not _says(name, earlier):
        return False
    for column in _COLUMNS.get(name, ()):
        record.columns[column] = earlier.columns.get(column)
    for part in (*_LISTS.get(name, ()), *_ROWS.get(name, ())):
        setattr(record, part, getattr(earlier, part))
    for table in _TABLES.get(name, ()):
        record.tables[table] = earlier.tables[table]
    if name in ("D5", "D7"):
        others = ("D0", "D3", "D5" if name == "D7" else "D7")
        taken = [row for row in earlier.tables["actions"] if row.get("step") not in others]
        record.tables["actions"] = [*record.tables["actions"], *taken]
    section = name.lower()
    setattr(record, section, getattr(earlier, section))
    return True


def _says(name: str, record: EightD) -> bool:
    section = getattr(record, name.lower())
    answers = any(getattr(section, item.name) for item in fields(section) if "derived" not in item.metadata)
    return (
        answers
        or any(record.columns.get(column) for column in _COLUMNS.get(name, ()))
        or any(getattr(record, part) for part in (*_LISTS.get(name, ()), *_ROWS.get(name, ())))
        or any(record.tables[table] for table in _TABLES.get(name, ()))
    )
