"""Fields of the record that say the same thing under two paths: one form asks for the one, another for the other.

A report that is made of the register has both, see `assemble`. A form that was read back has the one that it shows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from kesu_xl.complaint.details import TEAM_ROLE
from kesu_xl.eight_d.record import Row

__all__ = ["completed", "told_by"]

_PAIRS: Final = (
    ("root_cause_occ", "cause_occ.cause"), ("root_cause_esc", "cause_esc.cause"), ("cause_sys.cause", "d4.systemic"),
    ("defect", "d2.what"), ("detected_where", "d2.where"), ("initial_measure", "d0.action"),
    ("horizontal_parts", "d7.horizontal"), ("closing_summary", "d8.summary"),
)  # fmt: skip
_TWINS: Final[Mapping[str, str]] = {**dict(_PAIRS), **{twin: path for path, twin in _PAIRS}}
#: A list that no row of a form has said, and the answers that are its rows then.
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "d3_actions": ("initial_measure",),
    "d5_actions": ("action_occ", "action_esc"),
}
_LEADER_ROLE: Final = TEAM_ROLE.choices[1]


def told_by(path: str) -> tuple[str, ...]:
    """Return the other fields that say what a field says; rows of a list as ``d5_actions[].action``."""
    rows = tuple(f"{name}[].action" for name, answers in _ROWS.items() if path in answers)
    return (*((_TWINS[path],) if path in _TWINS else ()), *rows)


def completed(record: Mapping[str, Any], asked: Collection[str]) -> Row:
    """Return a record with the fields that a form asks for where the record says them under another path.

    Args:
        record: Nested mappings and lists, as `typed` returns it. It is not changed.
        asked: The paths that the form asks for, items of lists as ``team[].name``.
    """
    made = {name: dict(value) if isinstance(value, Mapping) else value for name, value in record.items()}
    for path in asked:
        if path in _TWINS and _value(made, path) is None and (said := _value(made, _TWINS[path])) is not None:
            _put(made, path, said)
    for name, answers in _ROWS.items():
        rows = [{"n": n, "action": made[one]} for n, one in enumerate((a for a in answers if made.get(a)), 1)]
        if rows and not made.get(name):
            made[name] = rows
    team = made.get("team")
    if "d1.leader" in asked and _value(made, "d1.leader") is None and isinstance(team, list):
        leader = next(
            (row.get("name") for row in team if isinstance(row, Mapping) and row.get("role") == _LEADER_ROLE), None
        )
        if leader:
            _put(made, "d1.leader", leader)
    return made


def _value(record: Mapping[str, Any], path: str) -> Any:
    section, _, name = path.partition(".")
    value = record.get(section)
    if not name:
        return value
    return value.get(name) if isinstance(value, Mapping) else None


def _put(record: Row, path: str, value: Any) -> None:
    section, _, name = path.partition(".")
    if not name:
        record[path] = value
    else:
        record.setdefault(section, {})[name] = value
