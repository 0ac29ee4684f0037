"""What a filled form says otherwise than the register: each difference, and which of the two is newer.

Three are compared: the form, the register, and what the form was filled with (`Remembered`). The register's side is
read from a form filled with it now, so that both have gone through the same cells. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.eight_d.record import Both, EightD, Row, is_worked_out, table_of
from kesu_xl.eight_d.remembered import Remembered, plain
from kesu_xl.eight_d.stored import KEYS, Place, implied, place_of, rows_of, stored_column

__all__ = ["Difference", "differences", "matched"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a form and the register say differently.

    Attributes:
        field: Path in the form.
        place: Where the register stores it; None where it has no place for it.
        ours: What the register says.
        theirs: What the form says; None where it was emptied or its row taken out.
        newer: The register's value changed since the form was made, or nobody knows.
        item: Number of the new row that the value belongs to, None for a row that is there.
        is_removed: The form lacks the whole row.
        is_implied: Nobody typed it: it belongs to a new row as its step, its kind, its item.
    """

    field: str
    place: Place | None
    ours: Any
    theirs: Any
    newer: bool
    item: int | None = None
    is_removed: bool = False
    is_implied: bool = False


def differences(
    record: EightD,
    stored: Mapping[str, int],
    fields: Sequence[str],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    before: Remembered,
) -> list[Difference]:
    """Compare a form with the register.

    Args:
        record: What the register says.
        stored: How many rows the complaint has in each detail table.
        fields: What the template asks for.
        ours: The record that a form filled from `record` gives back, typed.
        theirs: The record of the form, typed.
        before: What the form was filled with.
    """
    shown = record.record()
    lists: dict[str, list[str]] = {}
    single: list[str] = []
    for field in dict.fromkeys(fields):
        name, is_list, column = field.partition("[].")
        if is_list:
            lists.setdefault(name, []).append(column)
        elif "[" not in field:
            single.append(field)
    found: list[Difference] = []
    new: list[int] = [0]
    _singles(record, stored, single, shown, ours, theirs, before, found, new)
    for name, columns in lists.items():
        rows = rows_of(name, record, stored)
        if rows is not None:
            _List(name, columns, rows, shown, before, new).compare(_items(ours, name), _items(theirs, name), found)
    return found


def _get(record: Mapping[str, Any], path: str) -> Any:
    first, _, second = path.partition(".")
    value = record.get(first)
    if second:
        value = value.get(second) if isinstance(value, Mapping) else None
    return value.word if isinstance(value, Both) else value


def _items(record: Mapping[str, Any], name: str) -> list[Row]:
    rows = record.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _singles(
    record: EightD,
    stored: Mapping[str, int],
    fields: Sequence[str],
    shown: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    before: Remembered,
    found: list[Difference],
    new: list[int],
) -> None:
    rows: dict[tuple[str, str], int] = {}
    for path in fields:
        if path == "case_no" or is_worked_out(path):
            continue
        mine, other = _get(ours, path), _get(theirs, path)
        if plain(mine) == plain(other):
            continue
        place = place_of(path, record, stored)
        if place is None and path.partition(".")[0] not in _STORED:
            continue
        value = _get(shown, path)
        is_known = before.is_known and before.had(path, value)
        if plain(other) == "":
            # blank in the form: emptied there, or filled in the register since
            if is_known:
                found.append(Difference(path, place, value, None, newer=False))
            continue
        newer = not is_known if plain(value) else before.had(path, other)
        item = None
        if place is not None and place.table and place.row is None:
            # the fields of one cause make one row
            key = place.table, path if place.table != "causes" else path.partition(".")[0]
            if key not in rows:
                rows[key] = new[0]
                new[0] += 1
                found += [
                    Difference(path, Place(place.table, None, column), None, word, newer, rows[key], is_implied=True)
                    for column, word in (implied(path) | _cause_of(path, theirs)).items()
                ]
            item = rows[key]
        found.append(Difference(path, place, value, other, newer, item))


def _cause_of(path: str, theirs: Mapping[str, Any]) -> Row:
    """Return the cause that a new row of 原因 is about, where something else of it was typed."""
    name, _, column = path.partition(".")
    cause = _get(theirs, f"{name}.cause") if name in _STORED and column != "cause" else None
    return {"cause": cause} if plain(cause) else {}


#: First parts of the fields of which some have no single place.
_STORED: Final = ("cause_occ", "cause_esc", "cause_sys")


class _List:
    """A list of the form beside the rows that it was filled from."""

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        rows: list[tuple[str, int | None]],
        shown: Mapping[str, Any],
        before: Remembered,
        new: list[int],
    ) -> None:
        self.name, self.rows, self.before, self.new = name, rows, before, new
        self.typed = [column for column in columns if not is_worked_out(f"{name}[].{column}")]
        self.values: list[Row] = list(shown.get(name) or ())
        # rows that show nothing in this form are not in it
        self.seen = [
            number for number, row in enumerate(self.values) if any(plain(row.get(column)) for column in columns)
        ]

    def compare(self, ours: list[Row], theirs: list[Row], found: list[Difference]) -> None:
        if len(ours) != len(self.seen):
            # not every row came back from the form, so nobody can say which is which
            found.append(Difference(f"{self.name}[]", None, len(self.seen), len(theirs), newer=True))
            return
        pairs = matched(self.name, ours, theirs, self.typed)
        begun = len(found)
        for number, row in enumerate(theirs):
            if (mine := pairs.get(number)) is not None:
                found += self._changed(mine, number, ours[mine], row)
        changes = found[begun:]
        added = [number for number in range(len(theirs)) if number not in pairs]
        kept: dict[int, Row] = {}
        if any(place is None for _, place in self.rows) and (changes or added):
            # words of the row stood in for the table: from now on it holds all of them
            del found[begun:]
            added = list(range(len(theirs)))
            known = [self.before.had_row(self.name, row) for row in theirs]
            if not all(known):
                # what nobody typed over goes with the rest, as the register says it now
                kept = {number: ours[mine] for number, mine in pairs.items() if known[number]}
                theirs = [kept.get(number, row) for number, row in enumerate(theirs)]
            pairs = {}
        for number in added:
            if any(plain(theirs[number].get(column)) for column in self.typed):
                found += self._added(number, theirs[number], is_stood_in=number in kept)
        gone = set(range(len(ours))) - set(pairs.values())
        for mine in sorted(gone):
            table, place = self.rows[self.seen[mine]]
            row = self.values[self.seen[mine]]
            if place is not None and self.before.had_row(self.name, row):
                said = {column: row[column] for column in self.typed if plain(row.get(column))}
                found.append(
                    Difference(f"{self.name}[]", Place(table, place, ""), said, None, newer=False, is_removed=True)
                )

    def _changed(self, mine: int, number: int, ours: Row, theirs: Row) -> Iterator[Difference]:
        at = self.seen[mine]
        table, place = self.rows[at]
        row = self.values[at]
        is_row_known = self.before.had_row(self.name, row)
        for column in self.typed:
            value, other = row.get(column), theirs.get(column)
            if plain(ours.get(column)) == plain(other):
                continue
            is_known = is_row_known or self.before.had(f"{self.name}[{at}].{column}", value)
            if plain(other) == "" and not is_known:
                continue
            newer = plain(other) != "" and (
                not is_known if plain(value) else self.before.had(f"{self.name}[{at}].{column}", other)
            )
            target = stored_column(self.name, table, column)
            where = Place(table, place, target) if target else None
            yield Difference(f"{self.name}[{number}].{column}", where, value, other, newer)

    def _added(self, number: int, row: Row, *, is_stood_in: bool) -> Iterator[Difference]:
        table = table_of(self.name)
        item = self.new[0]
        self.new[0] += 1
        newer = not is_stood_in and self.before.had_row(self.name, row)
        own = {column: row[column] for column in self.typed if plain(row.get(column))}
        for column, value in {**implied(f"{self.name}[]"), **own}.items():
            place = Place(table, None, column) if stored_column(self.name, table, column) else None
            field = f"{self.name}[{number}].{column}"
            yield Difference(field, place, None, value, newer, item, is_implied=column not in own)


def matched(name: str, ours: Sequence[Row], theirs: Sequence[Row], columns: Sequence[str]) -> dict[int, int]:
    """Return which of our rows of a list each of theirs is: by all it says, by what tells rows apart, by place.

    Args:
        name: Name of the list.
        ours: The rows of the register, or of an earlier form.
        theirs: The rows of the form.
        columns: The columns to compare.
    """
    keys = KEYS.get(table_of(name), ())
    pairs: dict[int, int] = {}

    def left(rows: Sequence[Row], taken: Collection[int]) -> list[int]:
        return [number for number in range(len(rows)) if number not in taken]

    for key in (tuple(columns), *(key for key in keys if set(key) <= set(columns))):
        known: dict[tuple[str, ...], list[int]] = {}
        for number in left(ours, pairs.values()):
            known.setdefault(tuple(plain(ours[number].get(column)) for column in key), []).append(number)
        for number in left(theirs, pairs):
            said = tuple(plain(theirs[number].get(column)) for column in key)
            same = known.get(said, []) if any(said) else []
            # the same place first, as rows may say the same
            if same:
                best = number if number in same else same[0]
                same.remove(best)
                pairs[number] = best
    for number in left(theirs, pairs):
        if number < len(ours) and number not in pairs.values():
            pairs[number] = number
    return pairs
