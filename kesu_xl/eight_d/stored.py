"""Where the values of a record are stored in a register: its row, the answers, the rows of its detail tables.

A form shows lists that are put together (``d5_actions`` are the rows of 措施 that belong to D5), and words of the row
where a table is empty. What was changed in a form goes back to where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS
from kesu_xl.complaint.details import CAUSE_KIND, STEP, TEAM_ROLE
from kesu_xl.eight_d.record import LETTERHEAD, EightD, Row, is_worked_out, table_of
from kesu_xl.eight_d.sections import ANSWERS

__all__ = ["KEYS", "Place", "implied", "place_of", "rows_of", "stored_column"]

_OCCURRENCE, _ESCAPE, _SYSTEM = CAUSE_KIND.choices
_CHAMPION, _LEADER, _ = TEAM_ROLE.choices
_STEPS: Final = {str(step): step for step in STEP.choices}
_CONTAINING: Final = ("D0", "D3")
_KINDS: Final = {"occ": _OCCURRENCE, "esc": _ESCAPE, "sys": _SYSTEM}
_TABLES: Final[Mapping[str, frozenset[str]]] = {
    table.name: frozenset(column.name for column in table.columns if not column.internal) for table in DETAILS
}
#: Tables that the program keeps, or whose rows are no texts.
_KEPT: Final = ("answers", "log", "photos", "revisions")
#: A measure of 措施 under the names that containment has for it.
_AS_CONTAINMENT: Final = {"action": "action", "owner": "owner", "introduced_on": "done", "evidence": "result"}
#: Column of the row whose word stands in while a table has no cause of that kind.
_CAUSE_COLUMNS: Final = {"cause_occ": "root_cause_occ", "cause_esc": "root_cause_esc"}

#: What tells one row of a table from another: column names, each set tried in turn.
KEYS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "team": (("name",), ("role",)),
    "is_isnot": (("question",), ("is",)),
    "containment": (("place", "action"), ("action",), ("place",)),
    "disposition": (("kind",),),
    "related_calls": (("customer",),),
    "causes": (("cause",), ("kind",)),
    "whys": (("level", "chain"), ("because",), ("why",)),
    "actions": (("action",), ("cause", "step")),
    "validation": (("action",), ("date",)),
    "documents": (("kind", "number"), ("kind",), ("number",)),
    "steps": (("step",),),
    "costs": (("kind", "state"), ("kind",)),
    "contacts": (("at",), ("content",)),
    "pauses": (("clock", "from"),),
    "handovers": (("at",),),
    "lessons": (("lesson",),),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is stored.

    Attributes:
        table: Name of the detail table; "" for the register row.
        row: Which of the complaint's rows in that table, from 0; None where it has no row yet.
        column: Name of the column.
    """

    table: str
    row: int | None
    column: str


def place_of(path: str, record: EightD, stored: Mapping[str, int]) -> Place | None:
    """Return where a single field is stored; None for what cannot be typed, or stands in several rows.

    Args:
        path: Its path, no item of a list.
        record: What the register says.
        stored: How many rows the complaint has in each table; further ones were taken over from another complaint.
    """
    if path == "case_no" or path in LETTERHEAD or is_worked_out(path):
        return None
    if path in ANSWERS:
        rows = record.tables["answers"]
        found = (number for number, row in enumerate(rows) if str(row.get("path", "")).strip() == path)
        return Place("answers", next(found, None), "value")
    if path in COLUMNS:
        return Place("", None, path)
    name, _, column = path.partition(".")
    if path in ("d1.leader", "d1.champion"):
        role = _LEADER if column == "leader" else _CHAMPION
        rows = record.tables["team"][: stored.get("team", 0)]
        return Place("team", next((n for n, row in enumerate(rows) if row.get("role") == role), None), "name")
    if name.startswith("cause_"):
        rows = record.tables["causes"][: stored.get("causes", 0)]
        numbers = [n for n, row in enumerate(rows) if _kind(row, "kind") == _KINDS[name[6:]]]
        if not numbers and column == "cause" and record.columns.get(_CAUSE_COLUMNS.get(name, "")):
            return Place("", None, _CAUSE_COLUMNS[name])
        return Place("causes", numbers[0] if numbers else None, column) if len(numbers) < 2 else None
    return None


def implied(path: str) -> Row:
    """Return what a new row holds beside what was typed, for a field or a list: its step, its kind, its item."""
    name = path.partition("[")[0].partition(".")[0]
    if path in ANSWERS:
        return {"path": path}
    if name in ("d5_actions", "d7_actions"):
        return {"step": _STEPS["D5" if name == "d5_actions" else "D7"]}
    if name.startswith("whys_"):
        return {"chain": _KINDS[name[5:]]}
    if name.startswith("cause_"):
        return {"kind": _KINDS[name[6:]]}
    if path in ("d1.leader", "d1.champion"):
        return {"role": _LEADER if path == "d1.leader" else _CHAMPION}
    return {}


def rows_of(name: str, record: EightD, stored: Mapping[str, int]) -> list[tuple[str, int | None]] | None:
    """Return table and row of each item of a list, None for the row of words that stand in for a table.

    None as a whole: nothing of the list can be typed.
    """
    table = table_of(name)
    if table in _KEPT or table not in _TABLES:
        return None
    rows = record.tables[table]
    own = stored.get(table, 0)
    if name == "d3_actions":
        actions = record.tables["actions"][: stored.get("actions", 0)]
        found: list[tuple[str, int | None]] = [("containment", number) for number in range(len(rows))]
        found += [("actions", number) for number, row in enumerate(actions) if row.get("step") in _CONTAINING]
        return found or [("containment", None)] * len(record.d3_actions)
    numbers = list(range(len(rows)))
    if name in ("d5_actions", "d7_actions"):
        if not rows:
            return [(table, None)] * len(getattr(record, name))
        is_d7 = name == "d7_actions"
        steps = ("D7",) if is_d7 else (*_CONTAINING, "D7")
        numbers = [number for number in numbers if (rows[number].get("step") in steps) == is_d7]
    elif name.startswith("whys_"):
        numbers = [number for number in numbers if _kind(rows[number], "chain") == _KINDS[name[5:]]]
        numbers.sort(key=lambda n: rows[n]["level"] if isinstance(rows[n].get("level"), int | float) else 99)
    return [(table, number if number < own else None) for number in numbers]


def stored_column(name: str, table: str, column: str) -> str:
    """Return the column of a table that an item's column is stored in, "" where it has none."""
    if name == "d3_actions" and table == "actions":
        return _AS_CONTAINMENT.get(column, "")
    return column if column in _TABLES[table] else ""


def _kind(row: Mapping[str, Any], column: str) -> Any:
    """Return the kind of a cause or of a why; a row that does not say is an occurrence."""
    return row.get(column) if row.get(column) in _KINDS.values() else _OCCURRENCE
