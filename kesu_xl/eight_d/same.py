"""The same fact under several paths: every customer's form asks for a cause, an action or an answer in its own way.

A register column, an answer of the 8D and a row of a list may say one thing: ``root_cause_occ``, ``cause_occ.cause``
and the row of ``causes`` whose kind is occurrence. A record that was read from one form is completed with them, so that
another form finds what it asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kesu_xl.complaint.details import CAUSE_KIND, TEAM_ROLE
from kesu_xl.eight_d.record import Row
from kesu_xl.eight_d.typed import recognised

__all__ = ["completed", "shown_by"]

_OCCURRENCE, _ESCAPE, _SYSTEM = CAUSE_KIND.choices
_, _LEADER, _ = TEAM_ROLE.choices
_KINDS: Final = (("occ", _OCCURRENCE), ("esc", _ESCAPE), ("sys", _SYSTEM))

#: Fields that stand alone and say the same.
_PAIRS: Final = (
    ("root_cause_occ", "cause_occ.cause"),
    ("root_cause_esc", "cause_esc.cause"),
    ("d4.systemic", "cause_sys.cause"),
    ("defect", "d2.what"),
    ("detected_where", "d2.where"),
    ("initial_measure", "d0.action"),
    ("horizontal_parts", "d7.horizontal"),
    ("closing_summary", "d8.summary"),
    ("owner", "d1.leader"),
)
#: List of all rows -> the lists that hold a part of them: list, column that tells the part, its value.
_PARTS: Final = (
    ("actions", (("d5_actions", "step", "D5"), ("d7_actions", "step", "D7"))),
    ("whys", tuple((f"whys_{name}", "chain", kind) for name, kind in _KINDS)),
)
#: Columns of the register that name the actions of a kind.
_ACTIONS: Final = (("action_occ", _OCCURRENCE), ("action_esc", _ESCAPE))
_JOINT: Final = "；"


def shown_by(field: str) -> list[frozenset[str]]:
    """Return the sets of paths each of which, asked for together, show what stands under this one; first itself.

    Args:
        field: A path with ``[]`` for the items of a list: ``d5_actions[].owner`` is shown by ``actions[].owner``, and
            ``causes[].cause`` by the three of ``cause_occ.cause``, ``cause_esc.cause`` and ``cause_sys.cause``.
    """
    found = [{field}, *({other} for pair in _PAIRS if field in pair for other in pair if other != field)]
    name, is_list, column = field.partition("[].")
    if is_list:
        for whole, parts in _PARTS:
            names = [part for part, _, _ in parts]
            if name == whole:
                found.append({f"{part}[].{column}" for part in names})
            elif name in names:
                found.append({f"{whole}[].{column}"})
        if name == "causes":
            found.append({f"cause_{kind}.{column}" for kind, _ in _KINDS})
    first, _, second = field.partition(".")
    if first in {f"cause_{kind}" for kind, _ in _KINDS}:
        found.append({f"causes[].{second}"})
    if field in {column for column, _ in _ACTIONS}:
        found += [{"d5_actions[].action"}, {"actions[].action"}]
    causes = {"root_cause_occ", "root_cause_esc", "d4.systemic"}
    if field in causes:
        found.append({"causes[].cause"})
    elif field == "causes[].cause":
        found.append(causes)
    if field in ("owner", "d1.leader"):
        # names without their roles do not say who leads
        found.append({"team[].name", "team[].role"})
    if field in ("initial_measure", "d0.action"):
        found.append({"d3_actions[].action"})
    return [frozenset(paths) for paths in found]


def completed(record: Mapping[str, Any]) -> Row:
    """Return a record in which what is said under one path stands under the others as well, where nothing stands yet.

    Args:
        record: Nested mappings and lists under the paths of markers, typed.
    """
    made: Row = {name: dict(value) if isinstance(value, dict) else value for name, value in record.items()}
    leader = next((row.get("name") for row in _list(made, "team") if row.get("role") == _LEADER), None)
    _put(made, "d1.leader", leader)
    _causes(made)
    for first, second in _PAIRS:
        _put(made, first, _get(made, second))
        _put(made, second, _get(made, first))
    for whole, parts in _PARTS:
        _rows(made, whole, parts)
    _actions(made)
    if not made.get("d3_actions") and (measure := made.get("initial_measure")):
        made["d3_actions"] = [{"n": 1, "action": measure}]
    if not made.get("team") and (leader := _get(made, "d1.leader")):
        made["team"] = [{"role": _LEADER, "name": leader}]
    return made


def _get(record: Mapping[str, Any], path: str) -> Any:
    first, _, second = path.partition(".")
    value = record.get(first)
    return value if not second else value.get(second) if isinstance(value, dict) else None


def _put(record: Row, path: str, value: Any) -> None:
    if value in (None, "") or _get(record, path) not in (None, ""):
        return
    first, _, second = path.partition(".")
    if not second:
        record[first] = value
    elif isinstance(record.setdefault(first, {}), dict):
        record[first][second] = value


def _list(record: Mapping[str, Any], name: str) -> list[Row]:
    value = record.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _of(column: str, kind: str) -> Callable[[Row], bool]:
    """Return what says whether a row is of a kind.

    A cause that does not say is an occurrence, an action without a step belongs to D5; whose cause a measure answers is
    not guessed.
    """
    unsaid = {"step": "D5", "cause": ""}.get(column, _OCCURRENCE)

    def is_one(row: Row) -> bool:
        said = row.get(column) or unsaid
        return bool((said if column == "step" else recognised(said, CAUSE_KIND)) == kind)

    return is_one


def _rows(record: Row, whole: str, parts: Iterable[tuple[str, str, str]]) -> None:
    rows = _list(record, whole)
    if rows:
        for name, column, kind in parts:
            if not _list(record, name) and (own := list(filter(_of(column, kind), rows))):
                record[name] = [row | {"n": n} for n, row in enumerate(own, 1)] if column == "step" else own
        return
    gathered = [{column: kind} | row for name, column, kind in parts for row in _list(record, name)]
    if gathered:
        record[whole] = gathered


def _causes(record: Row) -> None:
    rows = _list(record, "causes")
    for name, kind in _KINDS:
        if rows and not record.get(f"cause_{name}") and (own := list(filter(_of("kind", kind), rows))):
            record[f"cause_{name}"] = dict(own[0])
            if len(own) > 1:
                for column in {column for row in own for column in row} - {"kind"}:
                    record[f"cause_{name}"][column] = [row[column] for row in own if column in row]
    for name, column in (("occ", "root_cause_occ"), ("esc", "root_cause_esc"), ("sys", "d4.systemic")):
        _put(record, f"cause_{name}.cause", _get(record, column))
    if not rows:
        told = [(kind, record.get(f"cause_{name}")) for name, kind in _KINDS]
        if made := [{"kind": kind} | cause for kind, cause in told if isinstance(cause, dict) and cause.get("cause")]:
            record["causes"] = made


def _actions(record: Row) -> None:
    rows = _list(record, "d5_actions")
    if rows:
        for column, kind in _ACTIONS:
            said = [str(row["action"]) for row in filter(_of("cause", kind), rows) if row.get("action")]
            _put(record, column, _JOINT.join(said) or None)
        return
    owner = {"owner": record["owner"]} if record.get("owner") else {}
    told = [(kind, record.get(column)) for column, kind in _ACTIONS]
    if made := [{"n": n, "cause": kind, "action": action} | owner
                for n, (kind, action) in enumerate(((k, a) for k, a in told if a), 1)]:  # fmt: skip
        record["d5_actions"] = made
        if not _list(record, "actions"):
            record["actions"] = [{"step": "D5"} | row for row in made]
