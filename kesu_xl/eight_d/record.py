"""The 8D record: everything that a report shows, from D0 to D8, under the paths that markers ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, ChoiceList
from kesu_xl.complaint.details import CAUSE_KIND
from kesu_xl.complaint.lists import Choice
from kesu_xl.eight_d.sections import D0, D1, D2, D3, D4, D5, D6, D7, D8, SECTIONS, Gaps, Repeat, Report
from kesu_xl.eight_d.shown import as_shown

__all__ = [
    "CLOCKS",
    "DERIVED_LISTS",
    "DERIVED_ROWS",
    "LETTERHEAD",
    "PHOTOS",
    "Both",
    "EightD",
    "Row",
    "internal_paths",
    "is_worked_out",
    "known_paths",
    "leaving",
    "table_of",
]

#: One row of a list of the record: column name -> value.
Row = dict[str, Any]

#: The clocks whose state words a form may show as ``states.<clock>``.
CLOCKS: Final = (
    "first_response", "owner_found", "closed_or_escalated", "decision", "feedback", "D3", "D4", "D5", "D6", "D8",
)  # fmt: skip

#: What the register's settings say about the house; whoever fills a form adds them to the record.
LETTERHEAD: Final = ("company", "department")


class Both(list[Row]):
    """The rows of a table that shares its name with a column: a list, which alone says the column's word.

    ``{{ disposition }}`` asks for the column, ``{{ disposition[].kind }}`` for the rows.
    """

    __slots__ = ("word",)

    def __init__(self, rows: list[Row], word: Any) -> None:
        super().__init__(rows)
        self.word = word

    def say(self, lang: str) -> str:
        """Return the column's value in `lang`."""
        if isinstance(self.word, Choice):
            return self.word.say(lang)
        return "" if self.word is None else str(self.word)


@dataclass(slots=True)
class EightD:
    """One complaint as an 8D report.

    Attributes:
        columns: The register row by column name, internal columns left out.
        tables: The rows of every detail table by table name; `team` and `documents` with what the row knows when the
            table is empty.
        whys_occ: Why-chain of the occurrence, by level; `whys_esc` of the escape, `whys_sys` of the system.
        cause_occ: The occurrence cause with state, method, evidence, share; lists where there are several.
        d3_actions: Containment by place, then the actions of D0 and D3.
        d5_actions: Corrective actions, each with its number `n` and its `state` as a word.
        d7_actions: Preventive actions, likewise.
        revision: The newest revision.
        states: Words for the states of clocks, by clock.
        customer_score: The customer's own score of the report.
        stance: How to answer the customer, by the liability.
        repeat: The complaint that this one repeats.
        report: The form that it was read from.
        gaps: What the founding documents ask for and the record lacks.
    """

    columns: Row
    tables: dict[str, list[Row]]
    d0: D0 = field(default_factory=D0)
    d1: D1 = field(default_factory=D1)
    d2: D2 = field(default_factory=D2)
    d3: D3 = field(default_factory=D3)
    d4: D4 = field(default_factory=D4)
    d5: D5 = field(default_factory=D5)
    d6: D6 = field(default_factory=D6)
    d7: D7 = field(default_factory=D7)
    d8: D8 = field(default_factory=D8)
    whys_occ: list[Row] = field(default_factory=list)
    whys_esc: list[Row] = field(default_factory=list)
    whys_sys: list[Row] = field(default_factory=list)
    cause_occ: Row = field(default_factory=dict)
    cause_esc: Row = field(default_factory=dict)
    cause_sys: Row = field(default_factory=dict)
    d3_actions: list[Row] = field(default_factory=list)
    d5_actions: list[Row] = field(default_factory=list)
    d7_actions: list[Row] = field(default_factory=list)
    revision: Row = field(default_factory=dict)
    states: Row = field(default_factory=dict)
    customer_score: Any = None
    stance: Any = None
    repeat: Repeat = field(default_factory=Repeat)
    report: Report = field(default_factory=Report)
    gaps: Gaps = field(default_factory=Gaps)

    def record(self) -> Row:
        """Return the record as forms show it, nested mappings and lists: the keys are the paths that markers ask for.

        A cause that nobody verified says that it is a hypothesis, what was taken over from an earlier 8D where from.
        """
        return as_shown(self.stored())

    def stored(self) -> Row:
        """Return the record likewise, without the marks that forms show: causes as they stand, verified or not."""
        record: Row = dict(self.columns)
        for name, rows in self.tables.items():
            if name not in self.columns:
                record[name] = rows
            elif rows:
                record[name] = Both(rows, self.columns[name])
        for item in fields(self):
            if item.name in ("columns", "tables"):
                continue
            value = getattr(self, item.name)
            record[item.name] = (
                {part.name: getattr(value, part.name) for part in fields(value)} if item.name in SECTIONS else value
            )
        for name, steps in PHOTOS.items():
            if shown := [row for row in self.tables.get("photos", ()) if str(row.get("step") or "") in steps]:
                record[name.partition(".")[0]]["photos"] = shown
        return record

    def as_json(self, lang: str = "zh-Hans") -> Row:
        """Return the record as JSON has it: list values and texts in `lang`, times as ISO 8601; no blank fields."""
        from kesu_xl.eight_d.exchange import as_json

        return as_json(self, lang)

    @classmethod
    def from_json(cls, document: str | bytes | Mapping[str, Any]) -> EightD:
        """Return the record that a JSON document holds; list values may be in any language.

        Raises:
            KesuError: It is no JSON, or holds what an 8D does not have.
        """
        from kesu_xl.eight_d.exchange import from_json

        return from_json(document)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> EightD:
        """Return the record of what `typed` made of a form: nested mappings and lists under the paths of markers."""
        from kesu_xl.eight_d.exchange import from_record

        return from_record(record)

    @staticmethod
    def json_schema() -> Row:
        """Return the JSON schema of `as_json`."""
        from kesu_xl.eight_d.exchange import json_schema

        return json_schema()


#: Columns of each detail table that may leave the house, with the lists of their values.
_LEAVING: Final[dict[str, dict[str, ChoiceList | None]]] = {
    table.name: {column.name: column.choices for column in table.columns if not column.internal} for table in DETAILS
}
# a measure may name the kind of cause that it answers, instead of the cause
_LEAVING["actions"]["cause"] = CAUSE_KIND
#: Lists that are derived, and the table whose columns their rows have, with what is added to them.
DERIVED_LISTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "whys_occ": ("whys", ()),
    "whys_esc": ("whys", ()),
    "whys_sys": ("whys", ()),
    "d3_actions": ("containment", ("n",)),
    "d5_actions": ("actions", ("n", "state")),
    "d7_actions": ("actions", ("n", "state")),
}
#: Where the photos of 照片 stand in a form, each list with the steps whose photos it has; one without a step shows the
#: defect.
PHOTOS: Final[Mapping[str, tuple[str, ...]]] = {
    "d2.photos": ("", "D0", "D1", "D2"),
    "d3.photos": ("D3",),
    "d5.photos": ("D4", "D5", "D6", "D7", "D8"),
}
DERIVED_ROWS: Final[Mapping[str, str]] = {
    "cause_occ": "causes",
    "cause_esc": "causes",
    "cause_sys": "causes",
    "revision": "revisions",
}


def leaving(table: str) -> Mapping[str, ChoiceList | None]:
    """Return the columns of a detail table that are in the record, with the lists of their values."""
    return _LEAVING[table]


@cache
def is_worked_out(path: str) -> bool:
    """Say whether a field only shows what other fields say: states, numbers of rows, totals; not names of the team."""
    section, _, name = path.partition(".")
    if section in SECTIONS and section != "d1":
        return any(item.name == name and "derived" in item.metadata for item in fields(SECTIONS[section]))
    list_name, is_list, column = path.partition("[].")
    added = DERIVED_LISTS.get(list_name, ("", ()))[1]
    # what was handed in is kept in the register alone
    return section in ("states", "stance", "revision", "revisions[]") or (bool(is_list) and column in added)


def table_of(name: str) -> str:
    """Return the detail table whose columns a list of the record, or a derived row, has; its own name for a table."""
    if name in PHOTOS:
        return "photos"
    return DERIVED_LISTS[name][0] if name in DERIVED_LISTS else DERIVED_ROWS.get(name, name)


@cache
def internal_paths() -> frozenset[str]:
    """Return the paths of what is in no record, because it never leaves the house."""
    rows = {f"{table.name}[].{column.name}" for table in DETAILS for column in table.columns if column.internal}
    return frozenset(rows | {name for name, column in COLUMNS.items() if column.internal})


@cache
def known_paths() -> frozenset[str]:
    """Return every path that a marker may ask for; items of a list as ``actions[].owner``, pictures as ``photos[]``."""
    paths = {name for name, column in COLUMNS.items() if not column.internal}
    for section, kind in SECTIONS.items():
        paths.update(f"{section}.{item.name}" for item in fields(kind))
    paths.update(("customer_score", "stance", *LETTERHEAD))
    paths.update(f"states.{clock}" for clock in CLOCKS)
    lists = {name: (name, ()) for name in _LEAVING} | dict(DERIVED_LISTS)
    for name, (table, added) in lists.items():
        paths.update(f"{name}[].{column}" for column in (*_LEAVING[table], *added))
    for name, table in DERIVED_ROWS.items():
        paths.update(f"{name}.{column}" for column in _LEAVING[table])
    for name in PHOTOS:
        paths.update(f"{name}[].{column}" for column in _LEAVING["photos"])
    paths.update(f"{name}[]" for name in ("photos", *PHOTOS))
    return frozenset(paths)
