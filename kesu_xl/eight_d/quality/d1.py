"""D1, team: a champion, one leader, members of several departments who can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kesu_xl.complaint.details import TEAM_ROLE
from kesu_xl.eight_d.quality.case import Case, is_told
from kesu_xl.eight_d.quality.check import Lack, check
from kesu_xl.eight_d.record import Row

_CHAMPION, _LEADER, _ = TEAM_ROLE.choices
_SMALLEST: Final = 4
_LARGEST: Final = 10
_DEPARTMENTS: Final = 2
_BETWEEN_NAMES: Final = re.compile(
    r"\s*[、,，;；/／&+\n]\s*|\s+(?:and|und)\s+|\s*[和与與及]\s*(?=[\u4e00-\u9fff]{2,4}$)"
)
_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ɏ.'-]+")
_PEOPLE: Final = "team[].role team[].name"


def _plain(name: Any) -> str:
    return " ".join(str(name).split()).casefold() if is_told(name) else ""


def _of_role(case: Case, role: str) -> list[Row]:
    return [row for row in case.rows("team") if row.get("role") == role and _plain(row.get("name"))]


def _members(case: Case) -> set[str]:
    """Return the names of leader and members; the champion stands beside the team."""
    return {name for row in case.rows("team") if row.get("role") != _CHAMPION and (name := _plain(row.get("name")))}


@check("d1.1", "VDA09, G8D, MTU", _PEOPLE)
def _champion(case: Case) -> Iterable[Lack]:
    if not _of_role(case, _CHAMPION):
        yield Lack("team[].role", "none")


@check("d1.2", "VDA09, SON", _PEOPLE, "owner owner_dept", blocking=True)
def _one_leader(case: Case) -> Iterable[Lack]:
    leaders = {_plain(row.get("name")) for row in _of_role(case, _LEADER)}
    if len(leaders) != 1:
        yield Lack.of("team[].role", "several" if leaders else "none", count=len(leaders))


@check("d1.3", "VDA09", _PEOPLE, needs=lambda case: _of_role(case, _CHAMPION))
def _champion_is_no_member(case: Case) -> Iterable[Lack]:
    members = _members(case)
    for row in _of_role(case, _CHAMPION):
        if _plain(row["name"]) in members:
            yield Lack.of("team[].name", "member", name=row["name"])


@check("d1.4", "VDA09", _PEOPLE)
def _size(case: Case) -> Iterable[Lack]:
    count = len(_members(case))
    if not _SMALLEST <= count <= _LARGEST:
        yield Lack.of("team[].name", "size", count=count, least=_SMALLEST, most=_LARGEST)


@check(
    "d1.5",
    "VDA09, S0",
    _PEOPLE,
    "team[].title team[].dept team[].extension team[].mail",
    needs=lambda case: case.rows("team"),
)
def _reachable(case: Case) -> Iterable[Lack]:
    for row in case.rows("team"):
        if not is_told(row.get("name")):
            yield Lack("team[].name", "nameless")
            continue
        name = str(row["name"]).strip()
        if len(name) < 2 or _LATIN_NAME.fullmatch(name):
            yield Lack.of("team[].name", "half", name=name)
        for column in ("title", "extension", "mail"):
            if not is_told(row.get(column)):
                yield Lack.of(f"team[].{column}", "of", name=name)


@check("d1.6", "G8D, OEM, S0", "team[].role team[].dept")
def _departments(case: Case) -> Iterable[Lack]:
    count = len({_plain(row.get("dept")) for row in case.rows("team")} - {""})
    if count < _DEPARTMENTS:
        yield Lack.of("team[].dept", "few", count=count, least=_DEPARTMENTS)


@check(
    "d1.7",
    "kesu_xl",
    _PEOPLE,
    "owner containment[].owner actions[].owner actions[].step contacts[].by",
    needs=lambda case: any(_owners(case)),
)
def _owners_are_known(case: Case) -> Iterable[Lack]:
    known = {_plain(row.get("name")) for row in case.rows("team")}
    known |= {_plain(row.get("by")) for row in case.rows("contacts")}
    unknown = dict.fromkeys(name for name in _owners(case) if _plain(name) not in known)
    for name in unknown:
        yield Lack.of("team[].name", "outside", name=name)


def _owners(case: Case) -> Iterator[str]:
    for row in (*case.rows("d3_actions"), *case.rows("d5_actions"), *case.rows("d7_actions")):
        if is_told(owner := row.get("owner")):
            yield from (name for name in _BETWEEN_NAMES.split(str(owner).strip()) if name)
