"""The 8D record: everything that a report shows, from D0 to D8, under the paths that markers ask for.

A field is an answer (what somebody wrote into 8D内容 or into the form) unless it is marked as derived: worked out from
the register row and the detail tables. The label of an answer is the text ``eight_d.<path>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, ChoiceList
from kesu_xl.complaint.lists import YES_NO, Choice

__all__ = [
    "ANSWERS",
    "CLOCKS",
    "LETTERHEAD",
    "REPORT_FORM",
    "Both",
    "EightD",
    "Row",
    "known_paths",
    "leaving",
    "table_of",
]

#: One row of a list of the record: column name -> value.
Row = dict[str, Any]

#: Full report or short confirmation.
REPORT_FORM: Final = ChoiceList(
    "report_form",
    ("报告形式", "報告形式", "Report form"),
    (Choice("完整", "完整", "Full", "完整8D, 8D"), Choice("简版", "簡版", "Short", "3D, D0-D3")),
    fixed=True,
)

#: The clocks whose state words a form may show as ``states.<clock>``.
CLOCKS: Final = (
    "first_response", "owner_found", "closed_or_escalated", "decision", "feedback", "D3", "D4", "D5", "D6", "D8",
)  # fmt: skip

#: What the register's settings say about the house; whoever fills a form adds them to the record.
LETTERHEAD: Final = ("company", "department")

_CHOICES: Final = "choices"
_YES_NO: Final = {_CHOICES: YES_NO}
_DERIVED: Final = {"derived": True}


@dataclass(slots=True)
class D0:
    """D0, emergency response: what was done before anything was known, and which report it needs."""

    needed: Any = field(default=None, metadata=_YES_NO)
    action: Any = None
    customer_protected: Any = field(default=None, metadata=_YES_NO)
    customer_protected_at: Any = None
    detected_at: Any = None
    suspect_lots: Any = None
    form: Any = field(default=None, metadata={_CHOICES: REPORT_FORM})
    form_reason: Any = None


@dataclass(slots=True)
class D1:
    """D1, team: the names of its leader and its champion; the members are the rows of ``team``."""

    leader: Any = field(default=None, metadata=_DERIVED)
    champion: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D2:
    """D2, problem description: 5W2H and what goes with it."""

    object: Any = None
    what: Any = None
    where: Any = None
    when: Any = None
    who: Any = None
    why: Any = None
    how: Any = None
    how_many: Any = None
    is_real_problem: Any = field(default=None, metadata=_YES_NO)
    history: Any = None
    other_parts: Any = None
    verbatim: Any = None
    risk: Any = None
    returned_qty: Any = None
    photos: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D3:
    """D3, containment: what proves it; totals, dispositions and calls are summed up from the tables."""

    effectiveness: Any = None
    proof: Any = None
    clean_point: Any = None
    firewall: Any = None
    informed: Any = None
    secured_qty: Any = None
    hint: Any = field(default=None, metadata=_DERIVED)
    checked: Any = field(default=None, metadata=_DERIVED)
    ng: Any = field(default=None, metadata=_DERIVED)
    dispositions: Any = field(default=None, metadata=_DERIVED)
    photos: Any = field(default=None, metadata=_DERIVED)
    calls: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D4:
    """D4, root causes: what the tables ``causes`` and ``whys`` do not hold."""

    candidates: Any = None
    explains_is_isnot: Any = field(default=None, metadata=_YES_NO)
    systemic: Any = None
    failure_category: Any = None
    no_trouble_found: Any = None


@dataclass(slots=True)
class D5:
    """D5, corrective actions: what was checked before they were introduced."""

    verification: Any = None
    side_effects: Any = None
    effectiveness: Any = None
    justification: Any = None
    photos: Any = field(default=None, metadata=_DERIVED)


@dataclass(slots=True)
class D6:
    """D6, implementation and validation: what the table ``validation`` does not hold."""

    containment_removed_at: Any = None
    customer_confirmed: Any = None


@dataclass(slots=True)
class D7:
    """D7, prevention: where else it applies, and what was learnt."""

    horizontal: Any = None
    lessons: Any = None
    recommendation: Any = None
    recommendation_owner: Any = None


@dataclass(slots=True)
class D8:
    """D8, closure: acceptance, recognition, costs, signatures."""

    customer_accepted: Any = None
    summary: Any = None
    recognition: Any = None
    prepared_by: Any = None
    prepared_on: Any = None
    reviewed_by: Any = None
    reviewed_on: Any = None
    approved_by: Any = None
    approved_on: Any = None
    costs: Any = field(default=None, metadata=_DERIVED)
    all_done: Any = field(default=None, metadata=_DERIVED)


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

    def record(self) -> Row:
        """Return the record as nested mappings and lists: the keys are the paths that markers ask for."""
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
                {part.name: getattr(value, part.name) for part in fields(value)} if item.name in _SECTIONS else value
            )
        return record


_SECTIONS: Final[Mapping[str, type[Any]]] = {
    "d0": D0, "d1": D1, "d2": D2, "d3": D3, "d4": D4, "d5": D5, "d6": D6, "d7": D7, "d8": D8,
}  # fmt: skip


def _answers() -> Iterator[tuple[str, ChoiceList | None]]:
    for section, kind in _SECTIONS.items():
        for item in fields(kind):
            if "derived" not in item.metadata:
                yield f"{section}.{item.name}", item.metadata.get(_CHOICES)
    yield "customer_score", None


#: Every answer by its path, as 8D内容 names it, with the list of its values where it has one.
ANSWERS: Final[Mapping[str, ChoiceList | None]] = dict(_answers())

#: Columns of each detail table that may leave the house, with the lists of their values.
_LEAVING: Final[Mapping[str, Mapping[str, ChoiceList | None]]] = {
    table.name: {column.name: column.choices for column in table.columns if not column.internal} for table in DETAILS
}
#: Lists that are derived, and the table whose columns their rows have, with what is added to them.
_DERIVED_LISTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "whys_occ": ("whys", ()),
    "whys_esc": ("whys", ()),
    "whys_sys": ("whys", ()),
    "d3_actions": ("containment", ("n",)),
    "d5_actions": ("actions", ("n", "state")),
    "d7_actions": ("actions", ("n", "state")),
}
#: Where the photos of 照片 stand, each list with the steps whose photos it has; a photo without a step shows the defect.
PHOTOS: Final[Mapping[str, tuple[str, ...]]] = {
    "d2.photos": ("", "D0", "D1", "D2"),
    "d3.photos": ("D3",),
    "d5.photos": ("D4", "D5", "D6", "D7", "D8"),
}
_DERIVED_ROWS: Final[Mapping[str, str]] = {
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
    if section in _SECTIONS and section != "d1":
        return any(item.name == name and "derived" in item.metadata for item in fields(_SECTIONS[section]))
    list_name, is_list, column = path.partition("[].")
    added = _DERIVED_LISTS.get(list_name, ("", ()))[1]
    return section == "states" or (bool(is_list) and column in added)


def table_of(name: str) -> str:
    """Return the detail table whose columns a list of the record, or a derived row, has; its own name for a table."""
    if name in PHOTOS:
        return "photos"
    return _DERIVED_LISTS[name][0] if name in _DERIVED_LISTS else _DERIVED_ROWS.get(name, name)


@cache
def known_paths() -> frozenset[str]:
    """Return every path that a marker may ask for; items of a list as ``actions[].owner``, pictures as ``photos[]``."""
    paths = {name for name, column in COLUMNS.items() if not column.internal}
    for section, kind in _SECTIONS.items():
        paths.update(f"{section}.{item.name}" for item in fields(kind))
    paths.update(("customer_score", *LETTERHEAD))
    paths.update(f"states.{clock}" for clock in CLOCKS)
    lists = {name: (name, ()) for name in _LEAVING} | dict(_DERIVED_LISTS)
    for name, (table, added) in lists.items():
        paths.update(f"{name}[].{column}" for column in (*_LEAVING[table], *added))
    for name, table in _DERIVED_ROWS.items():
        paths.update(f"{name}.{column}" for column in _LEAVING[table])
    for name in PHOTOS:
        paths.discard(name)
        paths.update(f"{name}[].{column}" for column in _LEAVING["photos"])
    paths.update(f"{name}[]" for name in ("photos", *PHOTOS))
    return frozenset(paths)
