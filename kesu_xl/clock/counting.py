"""The Excel formulas that count working hours less pauses: what `kesu_xl.clock.counted` does, over `tabled` rows.

A formula names a column of a table as ``kesu_x_<name>``. The rows of all calendars stand in one table, those of all
pauses in another, each sorted by a key that no two owners share: the number of the calendar, or of the complaint's
pauses, times `OWNER`, plus the moment. So one LOOKUP finds the row that a moment belongs to; a row before each owner's
first says that nothing is taken off. Only functions that Excel 2016, WPS and LibreOffice share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kesu_xl.clock import formula
from kesu_xl.clock.formula import NEVER_TEXT, as_word, listed, words_of
from kesu_xl.clock.moment import DAY_S
from kesu_xl.clock.policy import DAYS_SUFFICE_S, Limit, Special, plain
from kesu_xl.clock.state import State
from kesu_xl.complaint.lists import CUSTOMER_GRADE, PRIORITY, YES_NO

__all__ = [
    "ENDS", "OWNER", "YES_WORDS", "Hours", "Paused", "case_key", "column", "contact", "due_s", "end_of", "key_of",
    "last_contact", "like", "place_of_end", "reached", "row_of", "state", "uncovered", "unpaused", "vague", "words_for",
    "worked",
]  # fmt: skip

#: Words that say yes.
YES_WORDS: Final = listed(words_of(YES_NO.choices[0]))
_LISTS: Final = {"grade": CUSTOMER_GRADE, "priority": PRIORITY}
#: More than any due time, less than the end of an open pause.
_FAR: Final = "1E+14"
#: More than any moment in seconds; what is times the number of a calendar, or of a complaint's pauses.
OWNER: Final = 10**10
#: Last characters of a complaint number that say in which part of the table of complaints it is looked for. To look for
#: each of the register's in the whole table would take a time that grows with the square of both.
_END_CHARS: Final = 3
ENDS: Final = "|".join(f"{number:0{_END_CHARS}}" for number in range(10**_END_CHARS))
#: What people leave around a number besides blanks, and how a formula says it.
_BLANKS: Final = {"\u3000": '"\u3000"', "\u00a0": '"\u00a0"', "\t": "CHAR(9)", "\n": "CHAR(10)", "\r": "CHAR(13)"}


@dataclass(frozen=True, slots=True)
class Hours:
    """Formula texts of a row's calendar.

    Attributes:
        number: Its number; 0: every hour counts, -1: nobody knows.
        known_from: First second that it knows.
        known_to: First second that it does not know any more.
        total: Its worked seconds.
        now: Its worked seconds up to the present.
    """

    number: str
    known_from: str = ""
    known_to: str = ""
    total: str = ""
    now: str = ""

    @property
    def none(self) -> bool:
        """Say whether every hour counts, whatever the row."""
        return self.number == "0"


@dataclass(frozen=True, slots=True)
class Paused:
    """Formula texts of a row's pauses.

    Attributes:
        number: Their number, 0 where the row has none; ``"0"`` where there are none in the whole register.
        first: First row of those without a time of day; "" where there are none in the whole register.
        count: How many of those.
    """

    number: str
    first: str = ""
    count: str = ""

    @property
    def none(self) -> bool:
        """Say whether no complaint has any."""
        return self.number == "0"


def words_for(special: Special) -> str:
    """Return the words of a cell, as `listed`, for which a limit of its own counts."""
    if special.scope == "safety":
        return YES_WORDS
    choices = _LISTS[special.scope].choices if special.scope in _LISTS else ()
    known = [choice for choice in choices if plain(choice) == special.word]
    return listed(dict.fromkeys((*words_of(*known), as_word(special.shown))))


def column(name: str) -> str:
    """Return the name of a column of the tables."""
    return f"kesu_x_{name}"


def case_key(case_no: str) -> str:
    """Return a complaint number as `key_of` has it."""
    for blank in _BLANKS:
        case_no = case_no.replace(blank, " ")
    return " ".join(part for part in case_no.split(" ") if part)


def key_of(cell: str) -> str:
    """Return a complaint number without the blanks around it, those inside as one: the checks take them off as well.

    Args:
        cell: Formula text of the number's cell.
    """
    text = f'{cell}&""'
    for told in _BLANKS.values():
        text = f'SUBSTITUTE({text},{told}," ")'
    return f'IFERROR(TRIM({text}),"")'


def place_of_end(case_no: str) -> int:
    """Return the number by which the table of complaints is sorted: as `end_of`."""
    return ENDS.find(case_key(case_no)[-_END_CHARS:]) + 1


def end_of(key: str, ends: str) -> str:
    """Return where in the table of complaints a number is looked for.

    Args:
        key: Formula text of its `key_of`.
        ends: Formula text of the `ENDS`.
    """
    return f"IFERROR(FIND(RIGHT({key},{_END_CHARS}),{ends}),0)"


def like(key: str, end: str) -> str:
    """Return the row of the first complaint in the tables whose number differs in case at most, 0 for none.

    Args:
        key: Formula text of its `key_of`.
        end: Formula text of its `end_of`.
    """
    sought = key
    for mark in "~*?":
        sought = f'SUBSTITUTE({sought},"{mark}","~{mark}")'
    return f"IFERROR(MATCH({sought},{_ending(end)},0)+{_before(end)}-1,0)"


def row_of(key: str, end: str, like: str) -> str:
    """Return the row of a complaint in the tables, 0 where they do not have it.

    MATCH is quick and takes ``a-1`` for ``A-1``; only where it did so, every number with that end is looked at.

    Args:
        key: Formula text of its `key_of`.
        end: Formula text of its `end_of`.
        like: Formula text of its `like`.
    """
    some = _ending(end)
    exact = f"SUMPRODUCT(EXACT({some},{key})*(ROW({some})-ROW(INDEX({column('case')},1))+1))"
    return f"IF({like}=0,0,IF(EXACT(INDEX({column('case')},{like}),{key}),{like},{exact}))"


def _before(end: str) -> str:
    # as many as end in something less, and the row before the first
    return f"MATCH({end}-0.5,{column('ce')})"


def _ending(end: str) -> str:
    """Return the range of the complaint numbers that end so."""
    return f"INDEX({column('case')},{_before(end)}):INDEX({column('case')},MAX(MATCH({end},{column('ce')})-1,1))"


def _rows(name: str, first: str, count: str) -> str:
    return f"INDEX({column(name)},{first}):INDEX({column(name)},{first}+{count}-1)"


def _found(owner: str, moment: str, keys: str, values: str) -> str:
    """Return the value in the row that a moment of an owner belongs to."""
    of_owner = str(int(owner) * OWNER) if owner.isdigit() else f"{owner}*{OWNER}"
    return f"LOOKUP({of_owner}+{moment},{column(keys)},{column(values)})"


def worked(moment: str, hours: Hours) -> str:
    """Return the worked seconds up to a moment, far too many where its calendar does not know the days."""
    if hours.none:
        return moment
    number = hours.number
    told = f"MIN({moment},{_found(number, moment, 'wb', 'we')})+{_found(number, moment, 'wb', 'ws')}"
    return f"IF(OR({','.join(uncovered(moment, hours))}),{NEVER_TEXT},{told})" if hours.known_from else told


def unpaused(moment: str, paused: Paused) -> str:
    """Return worked seconds less those in pauses.

    Args:
        moment: Formula text of a `worked`; a cell, as it stands in the result several times.
        paused: The pauses.
    """
    if paused.none:
        return moment
    number = paused.number
    told = f"MAX({moment}-{_found(number, moment, 'pp', 'pq')},0)+{_found(number, moment, 'pp', 'pg')}"
    return f"IF({number}=0,{moment},{told})"


def reached(begun: str, limit: str, paused: Paused) -> str:
    """Return the worked seconds at which a limit is used up, more than `_FAR` where a pause before it is open.

    Args:
        begun: Formula text of the `unpaused` of the start.
        limit: Formula text of the limit in seconds.
        paused: The pauses.
    """
    if paused.none:
        return f"({begun}+{limit})"
    return f"{begun}+{limit}+IF({paused.number}=0,0,{_found(paused.number, f'{begun}+{limit}-0.5', 'pk', 'po')})"


def due_s(reached: str, hours: Hours) -> str:
    """Return the due time in seconds, far in the future where nobody knows it (`unknown_due`).

    Args:
        reached: Formula text of a `reached`; it stands in the result several times.
        hours: The calendar.
    """
    if hours.none:
        return reached
    back = f"{reached}-{_found(hours.number, f'{reached}-0.5', 'wk', 'ws')}"
    return f"IF({reached}>{hours.total},{NEVER_TEXT},{back})"


def unknown_due(due: str) -> str:
    """Return a condition: nobody knows a `due_s`."""
    return f"{due}>{_FAR}"


def uncovered(begun: str, hours: Hours, end: str = "") -> tuple[str, str]:
    """Return conditions: a start, or an end that is not before it, lies where the calendar does not know the days."""
    last = f"MAX({begun},{end})" if end else begun
    return f"{begun}<{hours.known_from}", f"{last}>={hours.known_to}"


def vague(begun: str, end: str, paused: Paused) -> str:
    """Return a condition: a pause whose time of day nobody wrote may touch what is counted."""
    b, e = (_rows(name, paused.first, paused.count) for name in ("vb", "ve"))
    return f"IF({paused.count}=0,FALSE,SUMPRODUCT(({b}<={end})*({e}+{DAY_S}>{begun}))>0)"


def state(
    limit: Limit, known: str, begun: str, stopped: str, now: str, due: str, risky: str, blocked: Sequence[str],
    paused: Paused,
) -> str:  # fmt: skip
    """Return the word of the state of a clock that counts.

    Late is after the due time, where there is one: it is the first second at which the whole limit has counted. What
    counted is never worked out for a clock that was stopped.

    Args:
        limit: The clock.
        known: Condition: its start can be told.
        begun: Formula text of its start.
        stopped: Formula text of its stop.
        now: Formula text of the present.
        due: Formula text of its `due_s`.
        risky: Condition: of a clock that runs, so much has counted by now that it is at risk.
        blocked: Conditions: something that it needs cannot be told.
        paused: Its pauses.
    """
    going = f'IF({risky},"{State.AT_RISK}","{State.RUNNING}")'
    if not paused.none:
        going = f'IF({now}<{_found(paused.number, now, "pb", "pe")},"{State.PAUSED}",{going})'
    running = f'IF({now}>{due},"{State.BREACHED}",{going})'
    begins, latest = begun, stopped
    if limit.seconds >= DAYS_SUFFICE_S:
        begins = f"ABS({begun})"
        latest = f"({stopped}+IF(MOD({stopped},{DAY_S})=0,{DAY_S - 1},0))"
    judged = f'IF({latest}<{begins},"{State.UNKNOWN}",IF({stopped}>{due},"{State.MET_LATE}","{State.MET}"))'
    told = f'IF({formula.vague(stopped)},"{State.UNKNOWN}",IF({stopped}>={NEVER_TEXT},{running},{judged}))'
    if blocked:
        told = f'IF(OR({",".join(blocked)}),"{State.UNKNOWN}",{told})'
    told = f'IF({known},{told},"{State.UNKNOWN}")'
    return told if limit.only_once_started else f'IF(ABS({begun})>{now},"{State.NOT_APPLICABLE}",{told})'


def contact(begun: str, row: str, kind: str, now: str, early: int = 0) -> str:
    """Return the time of the first contact from a start on, 0 where there is none by now.

    Args:
        begun: Formula text of the start.
        row: Formula text of the complaint's row in the tables, 0 for none.
        kind: ``t`` for contacts with a time, ``d`` for days without one.
        now: Formula text of the present.
        early: So many seconds before the start it may lie.
    """
    first, count = (f"INDEX({column(f'k{kind}{part}')},{row})" for part in "fn")
    since = f"ABS({begun})-{early}" if early else f"ABS({begun})"
    place = f'COUNTIF({_rows(f"k{kind}", first, count)},"<"&({since}))'
    found = f"INDEX({column(f'k{kind}')},{first}+{place})"
    told = f"IF({place}<{count},IF({found}<={now},{found},0),0)"
    return f"IF({row}=0,0,IF({count}=0,0,{told}))"


def last_contact(until: str, row: str) -> str:
    """Return the time of the last contact up to a moment, 0 where there is none.

    Args:
        until: Formula text of the moment.
        row: See `contact`.
    """
    first, count = (f"INDEX({column(f'ka{part}')},{row})" for part in "fn")
    place = f'COUNTIF({_rows("ka", first, count)},"<="&({until}))'
    found = f"IF({place}>0,INDEX({column('ka')},{first}+{place}-1),0)"
    return f"IF({row}=0,0,IF({count}=0,0,{found}))"
