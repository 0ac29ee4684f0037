"""From a register row and its detail rows to the 8D record.

Nothing is invented: where a table is empty, the register row's own words stand in; what nobody wrote stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, Complaint
from kesu_xl.complaint.details import CAUSE_KIND, DOCUMENT_KIND, TEAM_ROLE
from kesu_xl.complaint.lists import CONTAINMENT, YES_NO, Choice
from kesu_xl.eight_d.gaps import gaps_of, stance_of
from kesu_xl.eight_d.record import EightD, Row, leaving
from kesu_xl.eight_d.repeat import refer
from kesu_xl.eight_d.sections import ANSWERS, D0, D1, D2, D3, D4, D5, D6, D7, D8
from kesu_xl.eight_d.typed import recognised
from kesu_xl.wording import Ref

__all__ = ["assemble", "derive"]

_CHAMPION, _LEADER, _ = TEAM_ROLE.choices
_OCCURRENCE, _ESCAPE, _SYSTEM = CAUSE_KIND.choices
_PFMEA: Final = DOCUMENT_KIND.choices[0]
_YES, _NO = YES_NO.choices
#: What the founding document asks for in each state of the problem (S0, 20).
_HINTS: Final[Mapping[str, Ref]] = {
    state: Ref(f"eight_d.hint.{name}")
    for state, name in zip(CONTAINMENT.choices, ("ongoing", "occurred", "not_yet"), strict=True)
}
_DONE: Final = Ref("eight_d.state.done")
_LATE: Final = Ref("eight_d.state.late")
_RUNNING: Final = Ref("eight_d.state.running")
_CONTAINING: Final = ("D0", "D3")


def assemble(
    complaint: Complaint,
    details: Mapping[str, Sequence[Mapping[str, Any]]],
    states: Mapping[str, Any] | None = None,
    earlier: EightD | None = None,
) -> EightD:
    """Make the 8D record of one complaint.

    Args:
        complaint: The row of the register.
        details: The rows of this complaint per detail table; keys are column names. Tables may be left out.
        states: Words for the states of clocks, by clock; each a text or a `Said`.
        earlier: The record of the complaint that this one repeats, where the register has it.

    Returns:
        The record. Internal columns are not in it. List values are `Choice` where their word is known.
    """
    tables = {table.name: _rows(table.name, details.get(table.name, ())) for table in DETAILS}
    columns = {name: getattr(complaint, name) for name, column in COLUMNS.items() if not column.internal}
    answers = _answers(tables["answers"])
    tables["team"] = tables["team"] or _team(complaint)
    tables["documents"] = tables["documents"] or _documents(complaint)
    causes = _by_kind(tables["causes"], "kind")
    whys = _by_kind(tables["whys"], "chain")
    cause_occ = _merged(causes[_OCCURRENCE], _OCCURRENCE, complaint.root_cause_occ)
    cause_esc = _merged(causes[_ESCAPE], _ESCAPE, complaint.root_cause_esc)
    cause_sys = _merged(causes[_SYSTEM], _SYSTEM, None)
    actions = tables["actions"] or _actions(complaint)
    revisions = [row for row in tables["revisions"] if isinstance(row.get("number"), int | float)]
    record = EightD(
        columns=columns,
        tables=tables,
        d0=D0(**_section(answers, "d0")),
        d1=D1(leader=_named(tables["team"], _LEADER), champion=_named(tables["team"], _CHAMPION)),
        d2=D2(**_section(answers, "d2")),
        d3=D3(**_section(answers, "d3")),
        d4=D4(**_section(answers, "d4")),
        d5=D5(**_section(answers, "d5")),
        d6=D6(**_section(answers, "d6")),
        d7=D7(**_section(answers, "d7")),
        d8=D8(**_section(answers, "d8")),
        whys_occ=_by_level(whys[_OCCURRENCE]),
        whys_esc=_by_level(whys[_ESCAPE]),
        whys_sys=_by_level(whys[_SYSTEM]),
        cause_occ=cause_occ,
        cause_esc=cause_esc,
        cause_sys=cause_sys,
        d3_actions=_containment(tables["containment"], actions, complaint),
        d5_actions=_numbered(row for row in actions if row.get("step") not in (*_CONTAINING, "D7")),
        d7_actions=_numbered(row for row in actions if row.get("step") == "D7"),
        revision=max(revisions, key=lambda row: row["number"]) if revisions else {},
        states=dict(states or {}),
        customer_score=answers.get("customer_score"),
    )
    _fall_back(record, complaint)
    if earlier is not None:
        refer(record, earlier)
    derive(record)
    return record


def _rows(table: str, rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    columns = leaving(table)
    kept = [
        {
            name: recognised(row.get(name), choices)
            for name, choices in columns.items()
            if row.get(name) not in (None, "")
        }
        for row in rows
    ]
    if table == "log":
        # The log quotes old and new values: what it says of an internal column is internal, too.
        kept = [row for row in kept if str(row.get("field", "")).strip().casefold() not in _internal_words()]
    return [row for row in kept if row.keys() - {"case_no"}]


@cache
def _internal_words() -> frozenset[str]:
    return frozenset(
        word.casefold()
        for name, column in COLUMNS.items()
        if column.internal
        for word in (name, *column.labels, *column.aliases)
    )


def _answers(rows: Iterable[Row]) -> Row:
    """Return path -> value of the answers that an 8D has; their rows get the values of their lists, too."""
    answers: Row = {}
    for row in rows:
        path = str(row.get("path", "")).strip()
        if path in ANSWERS and "value" in row:
            answers[path] = row["value"] = recognised(row["value"], ANSWERS[path])
    return answers


def _section(answers: Row, section: str) -> Row:
    return {path.partition(".")[2]: value for path, value in answers.items() if path.startswith(f"{section}.")}


def _team(complaint: Complaint) -> list[Row]:
    if not complaint.owner:
        return []
    row = {"case_no": complaint.case_no, "role": _LEADER, "name": complaint.owner, "dept": complaint.owner_dept}
    return [{name: value for name, value in row.items() if value is not None}]


def _named(team: Iterable[Row], role: Choice) -> Any:
    return next((row.get("name") for row in team if row.get("role") == role), None)


def _documents(complaint: Complaint) -> list[Row]:
    if not complaint.fmea_no:
        return []
    return [{"case_no": complaint.case_no, "kind": _PFMEA, "number": complaint.fmea_no}]


def _actions(complaint: Complaint) -> list[Row]:
    """Return the actions that the register row names itself."""
    rows = []
    for kind, action in ((_OCCURRENCE, complaint.action_occ), (_ESCAPE, complaint.action_esc)):
        if action:
            row = {"case_no": complaint.case_no, "step": "D5", "cause": kind, "action": action}
            rows.append(row | ({"owner": complaint.owner} if complaint.owner else {}))
    return rows


def _by_kind(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Sort rows into occurrence, escape, system; a row that does not say is an occurrence."""
    kinds: dict[str, list[Row]] = {kind: [] for kind in CAUSE_KIND.choices}
    for row in rows:
        kind = row.get(column)
        kinds[kind if kind in kinds else _OCCURRENCE].append(row)
    return kinds


def _by_level(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["level"] if isinstance(row.get("level"), int | float) else 99)


def _merged(rows: list[Row], kind: Choice, otherwise: str | None) -> Row:
    """Return the causes of one kind as one row: a value, or the list of values where there are several causes."""
    if not rows:
        return {"kind": kind, "cause": otherwise} if otherwise else {}
    merged: Row = {"kind": kind}
    for name in ("cause", "state", "method", "evidence", "share"):
        values = [_as_share(row[name]) if name == "share" else row[name] for row in rows if name in row]
        if values:
            merged[name] = values[0] if len(values) == 1 else values
    return merged


def _as_share(value: Any) -> Any:
    """Return a share as text; up to 1 it is a fraction, above it counts percent."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{value * 100 if value <= 1 else value:g} %"


def _containment(places: list[Row], actions: Iterable[Row], complaint: Complaint) -> list[Row]:
    rows = [dict(row) for row in places]
    for action in actions:
        if action.get("step") in _CONTAINING:
            row = {
                "case_no": action.get("case_no"),
                "action": action.get("action"),
                "owner": action.get("owner"),
                "introduced_on": action.get("done"),
                "evidence": action.get("result") or action.get("verification"),
            }
            rows.append({name: value for name, value in row.items() if value is not None})
    if not rows and complaint.initial_measure:
        rows.append({"case_no": complaint.case_no, "action": complaint.initial_measure})
    return [row | {"n": n} for n, row in enumerate(rows, 1)]


def _numbered(actions: Iterable[Row]) -> list[Row]:
    rows = []
    for n, action in enumerate(actions, 1):
        row = action | {"n": n}
        state = _action_state(action.get("due"), action.get("done"))
        rows.append(row if state is None else row | {"state": state})
    return rows


def _action_state(due: Any, done: Any) -> Ref | None:
    if isinstance(done, date):
        return _LATE if isinstance(due, date) and _day(done) > _day(due) else _DONE
    return _RUNNING if isinstance(due, date) else None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _fall_back(record: EightD, complaint: Complaint) -> None:
    """Fill answers that nobody gave with what the register row says about the same thing."""
    d0, d2, d7, d8 = record.d0, record.d2, record.d7, record.d8
    # the other way round: a customer's form asks for the row's words, and only the table has a cause
    for name, causes in (("root_cause_occ", record.cause_occ), ("root_cause_esc", record.cause_esc)):
        record.columns[name] = _first(record.columns.get(name), causes.get("cause"))
    d0.action = _first(d0.action, complaint.initial_measure)
    d2.what = _first(d2.what, complaint.defect)
    d2.when = _first(d2.when, complaint.received_at)
    d2.where = _first(d2.where, complaint.detected_where)
    d2.how_many = _first(d2.how_many, _how_many(complaint))
    d2.history = _first(d2.history, complaint.repeat_of)
    chain = [row["because"] for row in record.whys_sys if row.get("because")]
    record.d4.systemic = _first(record.d4.systemic, record.cause_sys.get("cause"), chain[-1] if chain else None)
    d7.horizontal = _first(d7.horizontal, complaint.horizontal_parts)
    d7.lessons = _first(d7.lessons, [row["lesson"] for row in record.tables["lessons"] if "lesson" in row] or None)
    d8.summary = _first(d8.summary, complaint.closing_summary)


def derive(record: EightD) -> None:
    """Sum up what the tables hold; what they do not say stays as it is."""
    tables, d3, d8 = record.tables, record.d3, record.d8
    d3.hint = _first(_HINTS.get(record.columns.get("containment_state") or ""), d3.hint)
    d3.checked = _first(_total(record.d3_actions, "checked"), d3.checked)
    d3.ng = _first(_total(record.d3_actions, "ng"), d3.ng)
    lines = _lines((row.get("kind"), row.get("qty")) for row in tables["disposition"])
    d3.dispositions = _first(lines, record.columns.get("disposition"), d3.dispositions)
    if tables["related_calls"]:
        same = sum(row.get("same_lot") == _YES for row in tables["related_calls"])
        d3.calls = Ref("eight_d.calls", count=len(tables["related_calls"]), same=same)
    d8.costs = _first(_lines((row.get("kind"), _money(row)) for row in tables["costs"]), d8.costs)
    if tables["actions"]:
        d8.all_done = _YES if all("done" in row for row in tables["actions"]) else _NO
    record.stance = stance_of(record)
    record.gaps = gaps_of(record)


def _first(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), None)


def _how_many(complaint: Complaint) -> str | None:
    if complaint.defect_qty is None:
        return None
    return str(complaint.defect_qty) if complaint.lot_qty is None else f"{complaint.defect_qty} / {complaint.lot_qty}"


def _total(rows: Iterable[Row], column: str) -> int | float | None:
    numbers = [row[column] for row in rows if isinstance(row.get(column), int | float)]
    return sum(numbers) if numbers else None


def _money(row: Row) -> str | None:
    amount = row.get("amount")
    if amount is None:
        return None
    text = f"{amount:,.2f}" if isinstance(amount, int | float) else str(amount)
    return f"{text} {row['currency']}" if "currency" in row else text


def _lines(rows: Iterable[tuple[Any, Any]]) -> list[Any] | None:
    """Return each kind with its amount, in the language of the form; what has neither is left out."""
    lines = []
    for kind, amount in rows:
        if kind is not None and amount is not None:
            lines.append(Ref("eight_d.amount", kind=kind, amount=amount))
        elif kind is not None or amount is not None:
            lines.append(amount if kind is None else kind)
    return lines or None
