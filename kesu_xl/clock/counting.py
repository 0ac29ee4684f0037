"""The Excel formulas that count working hours less pauses: what `kesu_xl.clock.counted` does, over `tabled` rows.

A formula names a column of a table as ``kesu_x_<name>`` and the rows of one calendar or complaint by the first of them
and their count. Only functions that Excel 2016, WPS and LibreOffice share; no arrays but inside SUMPRODUCT, where the
smaller of two numbers is ``(a+b-ABS(a-b))/2``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.clock.formula import NEVER_TEXT, as_word, listed, words_of
from kesu_xl.clock.moment import DAY_S
from kesu_xl.clock.policy import DAYS_SUFFICE_S, Limit, Special, plain
from kesu_xl.clock.state import State
from kesu_xl.complaint.lists import CUSTOMER_GRADE, PRIORITY, YES_NO

__all__ = [
    "YES_WORDS", "Hours", "Paused", "column", "contact", "due_s", "last_contact", "reached", "state", "uncovered",
    "unpaused", "vague", "words_for", "worked",
]  # fmt: skip

#: Words that say yes.
YES_WORDS: Final = listed(words_of(YES_NO.choices[0]))
_LISTS: Final = {"grade": CUSTOMER_GRADE, "priority": PRIORITY}
#: More than any due time, less than the end of an open pause.
_FAR: Final = "1E+14"


@dataclass(frozen=True, slots=True)
class Hours:
    """Formula texts of a row's calendar: its windows, the first and last second it knows, its worked seconds."""

    first: str
    count: str
    known_from: str
    known_to: str
    total: str

    @property
    def none(self) -> bool:
        """Say whether every hour counts, whatever the row."""
        return self.count == "0"


@dataclass(frozen=True, slots=True)
class Paused:
    """Formula texts of a row's pauses: the first, and how many; ``"0"`` where there are none in the whole register."""

    first: str
    count: str


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


def _rows(name: str, first: str, count: str) -> str:
    return f"INDEX({column(name)},{first}):INDEX({column(name)},{first}+{count}-1)"


def worked(moment: str, hours: Hours) -> str:
    """Return the worked seconds up to a moment."""
    if hours.none:
        return moment
    begins, ends, shifts = (_rows(name, hours.first, hours.count) for name in ("wb", "we", "ws"))
    told = f"MIN({moment},LOOKUP({moment},{begins},{ends}))+LOOKUP({moment},{begins},{shifts})"
    return f"IF({hours.count}<=0,{moment},{told})"


def unpaused(moment: str, paused: Paused) -> str:
    """Return worked seconds less those in pauses.

    Args:
        moment: Formula text of a `worked`; a cell, as it stands in the result several times.
        paused: The pauses.
    """
    if paused.count == "0":
        return moment
    p, q = (_rows(name, paused.first, paused.count) for name in ("pp", "pq"))
    off = f"SUMPRODUCT(({moment}>{p})*(({moment}+{q}-ABS({moment}-{q}))/2-{p}))"
    return f"IF({paused.count}=0,{moment},{moment}-{off})"


def reached(begun: str, limit: str, paused: Paused) -> str:
    """Return the worked seconds at which a limit is used up, more than `_FAR` where a pause before it is open.

    Args:
        begun: Formula text of the `unpaused` of the start.
        limit: Formula text of the limit in seconds.
        paused: The pauses.
    """
    target = f"({begun}+{limit})"
    if paused.count == "0":
        return target
    p, q, g = (_rows(name, paused.first, paused.count) for name in ("pp", "pq", "pg"))
    return f"{target}+IF({paused.count}=0,0,SUMPRODUCT(({g}<{target})*({q}-{p})))"


def due_s(reached: str, hours: Hours) -> str:
    """Return the due time in seconds, -1 where nobody knows it.

    Args:
        reached: Formula text of a `reached`; a cell, as it stands in the result several times.
        hours: The calendar.
    """
    if hours.none:
        return f"IF({reached}>{_FAR},-1,{reached})"
    before, shifts = (_rows(name, hours.first, hours.count) for name in ("wc", "ws"))
    back = f"{reached}-IF({hours.count}<=0,0,LOOKUP({reached}-0.5,{before},{shifts}))"
    return f"IF(OR({reached}>{_FAR},AND({hours.count}>0,{reached}>{hours.total})),-1,{back})"


def uncovered(moment: str, hours: Hours) -> str:
    """Return a condition: a moment lies where the calendar does not know the days."""
    return f"AND({hours.count}<>0,OR({hours.count}<0,{moment}<{hours.known_from},{moment}>={hours.known_to}))"


def vague(begun: str, end: str, paused: Paused) -> str:
    """Return a condition: a pause whose time of day nobody wrote may touch what is counted."""
    b, e, v = (_rows(name, paused.first, paused.count) for name in ("pb", "pe", "pv"))
    return f"IF({paused.count}=0,FALSE,SUMPRODUCT({v}*({b}<={end})*({e}+{DAY_S}>{begun}))>0)"


def state(
    limit: Limit, known: str, begun: str, stopped: str, now: str, used: str, due: str, blocked: str,
    span: tuple[str, str], paused: Paused,
) -> str:  # fmt: skip
    """Return the word of the state of a clock that counts.

    Args:
        limit: The clock.
        known: Condition: its start can be told.
        begun: Formula text of its start.
        stopped: Formula text of its stop.
        now: Formula text of the present.
        used: Formula text of the seconds that counted.
        due: Formula text of its `due_s`.
        blocked: Condition: something that it needs cannot be told.
        span: Formula texts of its limit and of the second from which it is at risk.
        paused: Its pauses.
    """
    limit_s, warn_s = span

    def late(end: str) -> str:
        return f"OR({used}>{limit_s},AND({used}={limit_s},{due}>=0,{end}>{due}))"

    going = f'IF({used}>={warn_s},"{State.AT_RISK}","{State.RUNNING}")'
    if paused.count != "0":
        b, e, v = (_rows(name, paused.first, paused.count) for name in ("pb", "pe", "pv"))
        within = f"IF({paused.count}=0,FALSE,SUMPRODUCT(({v}=0)*({b}<={now})*({now}<{e}))>0)"
        going = f'IF({within},"{State.PAUSED}",{going})'
    running = f'IF({late(now)},"{State.BREACHED}",{going})'
    begins, latest = begun, stopped
    if limit.seconds >= DAYS_SUFFICE_S:
        begins = f"ABS({begun})"
        latest = f"({stopped}+IF(MOD({stopped},{DAY_S})=0,{DAY_S - 1},0))"
    open_day = f"OR({stopped}<0,{stopped}<>INT({stopped}))"
    judged = f'IF({latest}<{begins},"{State.UNKNOWN}",IF({late(stopped)},"{State.MET_LATE}","{State.MET}"))'
    told = f"IF({stopped}>={NEVER_TEXT},{running},{judged})"
    told = f'IF(AND({known},NOT({blocked})),IF({open_day},"{State.UNKNOWN}",{told}),"{State.UNKNOWN}")'
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
