"""Complaints of which there is only the register's row are judged once for all that are alike.

Checks ask of such a row which cells are filled, what its list values are, whether its times are in order, and whether
its texts have words of the lists. Rows that agree in all of that differ only in the texts that findings quote. What
does not fit into this is judged as it is. A test holds the verdicts to those of `Judge.judge`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, Final, NamedTuple

from kesu_xl.complaint import COLUMNS, Complaint, Kind
from kesu_xl.eight_d.assemble import assemble
from kesu_xl.eight_d.containment import LISTS
from kesu_xl.eight_d.quality.case import is_told
from kesu_xl.eight_d.quality.check import CHECKS
from kesu_xl.eight_d.quality.judge import Discipline, Finding, Judge, Judged
from kesu_xl.eight_d.quality.people import is_half, names_in
from kesu_xl.eight_d.report_form import is_large
from kesu_xl.eight_d.words import SEARCHED

__all__ = ["Alike"]

_READ: Final = {path for check in CHECKS.values() for path in check.reads if path in COLUMNS}
#: Columns whose value counts, whose text is quoted or searched, and of which it only counts whether they are filled.
_LISTS: Final = tuple(name for name in COLUMNS if name in _READ and COLUMNS[name].kind in (Kind.LIST, Kind.YES_NO))
_TEXTS: Final = tuple(name for name in COLUMNS if name in _READ and COLUMNS[name].kind in (Kind.TEXT, Kind.OWN_LIST))
_OTHERS: Final = tuple(name for name in COLUMNS if name in _READ and name not in (*_LISTS, *_TEXTS))
_lists_of: Final = attrgetter(*_LISTS)
_texts_of: Final = attrgetter(*_TEXTS)
_others_of: Final = attrgetter(*_OTHERS)
#: Which words are searched for in which columns only; `SEARCHED` are in all of them.
_GROUPS: Final = (
    (("cause", "link"), ("defect", "detected_where")),
    (("human",), ("root_cause_occ", "root_cause_esc")),
    (("future",), ("initial_measure",)),
    (("appeal", "inspection"), ("action_occ", "action_esc")),
    (("secured_quantity",), ("customer",)),
)
#: Days that have to follow each other.
_IN_ORDER: Final = ("received_at", "d3_done_at", "d8_done_at", "closed_at")
#: A larger number is shown in another way.
_LARGEST: Final = 10**9


class _Quoting(NamedTuple):
    """A finding that quotes texts of the row: its place in its discipline, and column instead of value in its words."""

    place: int
    finding: Finding
    params: tuple[tuple[str, Any, str], ...]


class _Known(NamedTuple):
    """The verdict on one row, and for each discipline the findings that quote it."""

    judged: Judged
    quoting: tuple[tuple[_Quoting, ...], ...]


class Alike:
    """Judges rows of a register, one after the other."""

    def __init__(self, judge: Judge, complaints: Collection[Complaint]) -> None:
        """Take what judges a row that is like none before it, and the rows that will be asked for."""
        self._judge = judge
        self._known: dict[tuple[Any, ...], _Known | None] = {}
        rows = [_texts_of(complaint) for complaint in complaints]
        columns = dict(zip(_TEXTS, zip(*rows, strict=True), strict=True)) if rows else {}
        words, everything = judge.house.words, {text for row in rows for text in row if text}
        #: Texts with words that matter anywhere, and for each column those that matter there: the verdict on a row with
        #: one of them follows from more than from what the others have in common.
        untold = {text for text in everything if not is_told(text)}
        self._suspect = {"", *untold} | words.having(SEARCHED, everything)
        if judge.house.people:
            names_pattern = re.compile("|".join(map(re.escape, judge.house.people)))
            self._suspect |= {text for text in everything if names_pattern.search(text)}
        self._suspect_in: dict[str, set[str]] = {}
        for lists, names in _GROUPS:
            found = words.having(lists, [text for name in names for text in columns.get(name, ()) if text])
            self._suspect_in |= {name: found for name in names if found}
        #: List of words of containment -> the first measures that have one of them, for the states that ask for it.
        self._measures: dict[str, set[str]] = {}
        for state, asked in LISTS.items():
            measures = [row.initial_measure for row in complaints if row.containment_state == state]
            for name in asked:
                self._measures[name] = words.having((name,), filter(None, measures))

    def judge(self, complaint: Complaint) -> Judged:
        """Return the verdict on a complaint that has no detail rows and repeats no other."""
        key = self._key(complaint)
        known = self._known.get(key) if key is not None else None
        if known is not None:
            return _same(known, complaint)
        judged = self._judge.judge(assemble(complaint, {}).stored())
        if key is not None and key not in self._known:
            self._known[key] = _quoting(judged, complaint)
        return judged

    def _key(self, complaint: Complaint) -> tuple[Any, ...] | None:
        """Return what the verdict follows from; None where it also follows from something else."""
        if complaint.repeat_of or not _times_in_order(complaint):
            return None
        quantity, lot = complaint.defect_qty, complaint.lot_qty
        if (quantity or 0) >= _LARGEST or (lot or 0) >= _LARGEST:
            return None
        owner, state = complaint.owner, complaint.containment_state or ""
        texts = _texts_of(complaint)
        filled = [text for text in texts if text is not None]
        if not self._suspect.isdisjoint(filled):
            return None
        if any(getattr(complaint, name) in suspect for name, suspect in self._suspect_in.items()):
            return None
        if owner is not None and len(names_in(owner)) != 1:
            return None
        return (
            *_lists_of(complaint),
            *[text is None for text in texts],
            *[value is None for value in _others_of(complaint)],
            *[complaint.initial_measure in self._measures[name] for name in LISTS.get(state, ())],
            is_large({"defect_qty": quantity, "lot_qty": lot}.get),
            owner is not None and is_half(owner),
        )


def _times_in_order(complaint: Complaint) -> bool:
    received, answered = complaint.received_at, complaint.first_response_at
    if received is not None and answered is not None and (type(received) is not type(answered) or received > answered):
        return False
    days = [_day(moment) for name in _IN_ORDER if (moment := getattr(complaint, name)) is not None]
    return days == sorted(days)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _quoting(judged: Judged, complaint: Complaint) -> _Known | None:
    """Return a verdict with what its findings quote; None where one text stands in two columns."""
    texts = [(str(text), name) for name in _TEXTS if (text := getattr(complaint, name)) is not None]
    columns = dict(texts)
    if len(columns) != len(texts):
        return None

    def quoting(place: int, finding: Finding) -> _Quoting:
        said = [
            (name, value, columns.get(value, "") if isinstance(value, str) else "") for name, value in finding.params
        ]
        return _Quoting(place, finding, tuple(said))

    return _Known(
        judged,
        tuple(
            tuple(
                one for one in map(quoting, range(len(part.findings)), part.findings) if any(c for *_, c in one.params)
            )
            for part in judged.disciplines
        ),
    )


def _same(known: _Known, complaint: Complaint) -> Judged:
    one = known.judged
    return Judged(one.score, one.verdict, one.verdicts, one.chosen, one.proposed, partial(_parts, known, complaint))


def _parts(known: _Known, complaint: Complaint) -> tuple[Discipline, ...]:
    """Return the disciplines of a verdict with the words of another row."""
    parts = []
    for part, quoting in zip(known.judged.disciplines, known.quoting, strict=True):
        if not quoting:
            parts.append(part)
            continue
        findings = list(part.findings)
        for place, (check, discipline, blocking, field, text, _), params in quoting:
            own = tuple([(name, getattr(complaint, column) if column else value) for name, value, column in params])
            findings[place] = Finding(check, discipline, blocking, field, text, own)
        parts.append(Discipline(part.d, part.verdict, tuple(findings)))
    return tuple(parts)
