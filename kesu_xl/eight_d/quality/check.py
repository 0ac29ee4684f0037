"""What a check of an 8D is: an entry of the catalogue with the small pure function that finds what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kesu_xl.eight_d.quality.case import Case
from kesu_xl.wording import say

__all__ = ["CHECKS", "Check", "Lack", "check", "demands"]


class Lack(NamedTuple):
    """What a check found lacking.

    Attributes:
        field: Path of the field to fill or to change.
        text: Name of the sentence that says it, among the texts of the check, or the key of another text; "" for "not
            filled in".
        params: What goes into the sentence.
        discipline: Where it belongs, where that is not the check's own discipline.
    """

    field: str
    text: str = ""
    params: tuple[tuple[str, Any], ...] = ()
    discipline: str = ""

    @staticmethod
    def of(field: str, text: str, discipline: str = "", **params: Any) -> Lack:
        """Return what is lacking, with what goes into its sentence."""
        return Lack(field, text, tuple(params.items()), discipline)


#: Finds all that is lacking; no lack: the check is passed.
Find = Callable[[Case], Iterable[Lack]]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the catalogue.

    Attributes:
        id: ``d1.2`` is the second of D1; ``g.`` looks at the whole report, ``t.`` at its texts.
        discipline: ``D0`` to ``D8``; "" where each finding says its own.
        source: Where the demand comes from (keys of the catalogue, docs/quality.md).
        reads: Paths of all the fields that its verdict depends on; ``actions[].owner`` for a column of a table.
        blocking: While it is not met, the report cannot be accepted.
        find: Finds what is lacking.
        needs: What there has to be for the check to be made at all, e.g. actions; None: it is always made.
    """

    id: str
    discipline: str
    source: str
    reads: tuple[str, ...]
    blocking: bool
    find: Find
    needs: Callable[[Case], object] | None = None

    def demand(self, lang: str) -> str:
        """Return what it asks for, in `lang`."""
        return say(f"quality.{self.id}.demand", lang)


#: Every check by its id, in the order of the disciplines.
CHECKS: Final[dict[str, Check]] = {}


def check(
    id: str, source: str, *reads: str, blocking: bool = False, needs: Callable[[Case], object] | None = None
) -> Callable[[Find], Find]:
    """Put a function into the catalogue.

    Args:
        id: See `Check`.
        source: See `Check`.
        reads: Paths, several in one text separated by blanks.
        blocking: See `Check`.
        needs: See `Check`.
    """

    def add(find: Find) -> Find:
        if id in CHECKS:
            raise ValueError(f"check {id} is there twice")
        discipline = id[:2].upper() if id[0] == "d" else ""
        paths = tuple(dict.fromkeys(path for text in reads for path in text.split()))
        CHECKS[id] = Check(id, discipline, source, paths, blocking, find, needs)
        return find

    return add


def demands(id: str, source: str, *fields: str, also: str = "", blocking: bool = False) -> None:
    """Put a check into the catalogue that only asks for fields to be filled; one that blocks takes no "n/a".

    Args:
        id: See `Check`.
        source: See `Check`.
        fields: Paths without lists.
        also: Columns of the register that fill one of them where nobody did, separated by blanks.
        blocking: See `Check`.
    """

    @check(id, source, *fields, also, blocking=blocking)
    def find(case: Case) -> Iterable[Lack]:
        is_filled = case.told if blocking else case.filled
        return [Lack(field) for field in fields if not is_filled(field)]
