"""A complaint that repeats an earlier one of the same customer: its 8D may refer to the earlier one from D4 on.

What the later 8D says itself is its own; a discipline in which it says nothing is taken over, so that an update of the
earlier 8D shows in both. A summary in the register's row that says what the earlier row says is nothing of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from kesu_xl.eight_d.record import EightD, Row
from kesu_xl.eight_d.sections import Repeat

__all__ = ["own_disciplines", "refer"]

#: Parts of the record that belong to a discipline; its columns, lists and tables.
_COLUMNS: Final = {
    "D4": ("root_cause_occ", "root_cause_esc"),
    "D5": ("action_occ", "action_esc"),
    "D7": ("horizontal_parts",),
}
_LISTS: Final = {"D4": ("whys_occ", "whys_esc", "whys_sys"), "D5": ("d5_actions",), "D7": ("d7_actions",)}
_ROWS: Final = {"D4": ("cause_occ", "cause_esc", "cause_sys")}
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "D4": ("causes", "whys"), "D5": (), "D6": ("validation",), "D7": ("documents", "lessons"),
}  # fmt: skip


def own_disciplines(
    columns: Mapping[str, Any], tables: Mapping[str, Sequence[Row]], answers: Mapping[str, Any], earlier: EightD
) -> set[str]:
    """Return the disciplines from D4 on in which a complaint says something itself.

    Args:
        columns: Its row of the register.
        tables: Its own rows of the detail tables, by table.
        answers: Its rows of 8D内容, by path.
        earlier: What it repeats: a summary that says the same in both rows is nothing of its own.
    """
    return {
        name
        for name in _TABLES
        if any(value and path.startswith(f"{name.lower()}.") for path, value in answers.items())
        or any(tables[table] for table in _TABLES[name])
        or any(row.get("step") == name for row in tables["actions"])
        or any(_differs(columns.get(column), earlier.columns.get(column)) for column in _COLUMNS.get(name, ()))
    }


def _differs(own: Any, other: Any) -> bool:
    return bool(own) and _folded(own) != _folded(other)


def refer(record: EightD, earlier: EightD, own: Collection[str]) -> None:
    """Let a record refer to the one that it repeats.

    Args:
        record: The later complaint; it gets what it lacks.
        earlier: The complaint that its `repeat_of` names.
        own: Disciplines that stay its own.
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
    record.repeat.taken_over = [name for name in _TABLES if name not in own and _take(name, record, earlier)] or None


def _folded(text: Any) -> str:
    return "".join(str(text or "").casefold().split())


def _take(name: str, record: EightD, earlier: EightD) -> bool:
    """Take a discipline over; say whether there was anything."""
    if not _says(name, earlier):
        return False
    for column in _COLUMNS.get(name, ()):
        record.columns[column] = earlier.columns.get(column)
    for part in (*_LISTS.get(name, ()), *_ROWS.get(name, ())):
        setattr(record, part, getattr(earlier, part))
    for table in _TABLES[name]:
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
    return (
        any(getattr(section, item.name) for item in fields(section) if "derived" not in item.metadata)
        or any(record.columns.get(column) for column in _COLUMNS.get(name, ()))
        or any(getattr(record, part) for part in (*_LISTS.get(name, ()), *_ROWS.get(name, ())))
        or any(record.tables[table] for table in _TABLES[name])
    )
