"""Who is told: names of the register looked up in 人员; a name that leads to no address is a problem.

Decided in DOMAIN, section 4, and here:

- At risk: the owner. Breached, an overdue step or commitment, a silent customer: also the supervisor. A decision: whom
  the complaint was escalated to. Safety and crisis: owner, supervisor and 默认主管.
- An action of 措施 has an owner of its own, who is told in the place of the complaint's.
- As long as nobody is the owner, the one who took the complaint in is told in the owner's place.
- The supervisor is the owner's in 人员, else the customer's in 客户, else 默认主管 of 设置.
- The register does not say who is away: the stand-in of everybody who is told gets a copy.
- A cell may name several people, parted by ``、 , / ;`` or a line break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kesu_xl.alerting.alert import Addressee, Alert, Kind, Place
from kesu_xl.clock import plain
from kesu_xl.complaint import Complaint
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import DetailSheet
from kesu_xl.wording import nearest_language

__all__ = ["addressed", "handlers"]

UNKNOWN_PERSON: Final = rule("A101", "warning", "alerting", "DOMAIN 4")
NO_MAIL: Final = rule("A102", "warning", "alerting", "DOMAIN 4")
NOBODY: Final = rule("A103", "warning", "alerting", "DOMAIN 4")
NO_PEOPLE: Final = rule("A104", "warning", "alerting", "DOMAIN 4")
NAMED_TWICE: Final = rule("A105", "warning", "alerting", "DOMAIN 4")

_AND: Final = re.compile(r"[、,，;；/\n\r]+")
_OWNER_ONLY: Final = (Kind.AT_RISK,)
_URGENT: Final = (Kind.CRISIS, Kind.SAFETY)


@dataclass(frozen=True, slots=True)
class _Person:
    """A row of 人员; several of one name are one person, whose `mails` may differ."""

    name: str
    mails: tuple[str, ...]
    lang: str
    supervisor: str
    stand_in: str
    row: int


def addressed(
    alerts: Iterable[Alert],
    people: DetailSheet | None,
    customers: DetailSheet | None,
    default_supervisor: tuple[str, Place],
    place_of: Callable[[str, Complaint], Place],
    is_address: Callable[[str], bool],
    lang: str,
) -> tuple[list[Alert], list[Problem]]:
    """Return the alerts with the people who are told, and what stands in the way of telling somebody.

    Args:
        alerts: The alerts.
        people: The sheet 人员; None: there is none.
        customers: The sheet 客户.
        default_supervisor: 默认主管 of 设置, "" for none, and where it stands.
        place_of: Column and complaint -> where that cell is.
        is_address: Says whether a mail can go there.
        lang: Language of a person whose row names none.
    """
    desk = _Desk(people, customers, default_supervisor, place_of, is_address, lang)
    found = [replace(alert, to=tuple(desk.to(alert))) for alert in alerts]
    return found, list(desk.problems.values())


def handlers(
    owners: Mapping[str, Complaint], people: DetailSheet | None, place_of: Callable[[str, Complaint], Place],
    is_address: Callable[[str], bool], lang: str,
) -> tuple[dict[str, tuple[Addressee, ...]], list[Problem]]:  # fmt: skip
    """Return whom the owner's cells name, with addresses, and what stands in the way of writing to somebody.

    Args:
        owners: Text of an owner's cell -> a complaint that has it.
        people: The sheet 人员; None: there is none.
        place_of: Column and complaint -> where that cell is.
        is_address: Says whether a mail can go there.
        lang: Language of a person whose row names none.
    """
    desk = _Desk(people, None, ("", Place("")), place_of, is_address, lang)
    found = {owner: tuple(desk.named(owner, place_of("owner", complaint))) for owner, complaint in owners.items()}
    return found, list(desk.problems.values())


class _Desk:
    """Finds people by name, and keeps what was not found."""

    def __init__(
        self, people: DetailSheet | None, customers: DetailSheet | None, default_supervisor: tuple[str, Place],
        place_of: Callable[[str, Complaint], Place], is_address: Callable[[str], bool], lang: str,
    ) -> None:  # fmt: skip
        self.people = people
        self.customers = customers
        self.default_supervisor = default_supervisor
        self.place_of = place_of
        self.is_address = is_address
        self.known = _known(people, lang) if people is not None else {}
        self.supervisors = _supervisors(customers)
        self.problems: dict[tuple[str, str], Problem] = {}
        self._cells: set[tuple[str, str, str, str]] = set()

    def to(self, alert: Alert) -> Iterator[Addressee]:
        """Yield who is told of an alert, each address once."""
        told: dict[str, Addressee] = {}
        meant: dict[str, _Person] = {}
        for name, role, place in self._roles(alert):
            for person in self._found(name, place):
                meant[person.name] = person
                self._tell(told, person, role)
        # a person without an address has a stand-in all the more
        for person in meant.values():
            for stand_in in self._found(person.stand_in, self._place_in_people("stand_in", person)):
                self._tell(told, stand_in, "stand_in")
        if not told and self.people is None:
            # once, not at each of dozens of alerts that nobody can be told of
            self._report(NO_PEOPLE, "", Place(""), "")
        elif not told:
            place = self.place_of("owner", alert.about[0])
            self._report(NOBODY, alert.case_no or f"@{alert.row}", place, "", kind=str(alert.kind))
        yield from told.values()

    def named(self, text: str, place: Place) -> Iterator[Addressee]:
        """Yield the people whom an owner's cell names."""
        told: dict[str, Addressee] = {}
        for person in self._found(text, place):
            self._tell(told, person, "owner")
        yield from told.values()

    def _roles(self, alert: Alert) -> Iterator[tuple[str, str, Place]]:
        """Yield names, why these, and where each stands."""
        for complaint in alert.about:
            if alert.kind is Kind.DECISION_DUE:
                yield complaint.escalated_to or "", "escalated_to", self.place_of("escalated_to", complaint)
                continue
            role = "owner" if complaint.owner or alert.by is not None else "received_by"
            owner = complaint.owner or complaint.received_by or ""
            place = self.place_of(role, complaint)
            if alert.by is not None:
                owner, place = alert.by
            yield owner, role, place
            if alert.kind not in _OWNER_ONLY:
                yield from self._supervisor(complaint, owner)
        if alert.kind in _URGENT:
            name, place = self.default_supervisor
            yield name, "default_supervisor", place

    def _supervisor(self, complaint: Complaint, owner: str) -> Iterator[tuple[str, str, Place]]:
        for part in _names(owner):
            person = self.known.get(plain(part))
            if person is not None and person.supervisor:
                yield person.supervisor, "supervisor", self._place_in_people("supervisor", person)
                return
        customers = self.customers
        name, row = self.supervisors.get(plain(complaint.customer or ""), ("", 0))
        if name and customers is not None:
            yield name, "supervisor", Place(customers.name, customers.cell("supervisor", row), row)
            return
        yield self.default_supervisor[0], "default_supervisor", self.default_supervisor[1]

    def _place_in_people(self, column: str, person: _Person) -> Place:
        assert self.people is not None
        return Place(self.people.name, self.people.cell(column, person.row), person.row)

    def _found(self, text: str, place: Place) -> Iterator[_Person]:
        """Yield the people that a cell names; a name that is not in 人员 is a problem."""
        whole = self.known.get(plain(text))
        if whole is not None:
            yield whole
            return
        for name in _names(text):
            person = self.known.get(plain(name))
            if person is not None:
                yield person
            elif self.people is None:
                self._report(NO_PEOPLE, "", Place(""), "")
            else:
                self._report(UNKNOWN_PERSON, plain(name), place, name, table=self.people.name)

    def _tell(self, told: dict[str, Addressee], person: _Person, role: str) -> None:
        place = self._place_in_people("mail", person)
        if not person.mails or not self.is_address(person.mails[0]):
            shown = person.mails[0] if person.mails else ""
            self._report(NO_MAIL, person.name, place, shown, name=person.name)
        elif len(person.mails) > 1:
            # a mail to the wrong one of two people cannot be called back
            self._report(NAMED_TWICE, person.name, place, person.name, mails=list(person.mails))
        else:
            mail = person.mails[0]
            told.setdefault(mail.casefold(), Addressee(person.name, mail, person.lang, role))

    def _report(self, code: str, whom: str, place: Place, value: str, **params: object) -> None:
        """Keep a problem: one for each name, with the first cell, counting the others."""
        cell = (code, whom, place.sheet, place.cell)
        if cell in self._cells:
            return
        self._cells.add(cell)
        known = self.problems.get((code, whom))
        if known is not None:
            known.count += 1
            return
        self.problems[code, whom] = Problem(
            code, place.sheet, place.cell, place.row, place.field, place.case_no, value, params=params
        )


def _names(text: str) -> list[str]:
    return [part.strip() for part in _AND.split(text) if part.strip()]


def _known(people: DetailSheet, lang: str) -> dict[str, _Person]:
    found: dict[str, _Person] = {}
    for row in people.rows:
        name, mail, supervisor, stand_in, spoken = (
            str(row.values.get(key) or "").strip() for key in ("name", "mail", "supervisor", "stand_in", "language")
        )
        if not name:
            continue
        known = found.get(plain(name))
        if known is None:
            mails = (mail,) if mail else ()
            language = nearest_language(spoken) or lang
            found[plain(name)] = _Person(name, mails, language, supervisor, stand_in, row.row)
        elif mail and mail.casefold() not in map(str.casefold, known.mails):
            found[plain(name)] = replace(known, mails=(*known.mails, mail))
    return found


def _supervisors(customers: DetailSheet | None) -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for row in customers.rows if customers is not None else ():
        name, supervisor = (str(row.values.get(key) or "").strip() for key in ("name", "supervisor"))
        if name and supervisor:
            found.setdefault(plain(name), (supervisor, row.row))
    return found
