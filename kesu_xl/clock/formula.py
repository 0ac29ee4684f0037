"""The Excel formulas that give the same verdicts as `kesu_xl.clock.judge`, for Excel 2016, WPS and LibreOffice.

Every cell is first brought into one number, so that no formula meets a text, a blank or an error:

- ``0``: the cell is empty, or says so (``/``, ``-``, ``无``, ``N/A``);
- above 0: a time, in whole seconds of the sheet's calendar;
- below -1: a date without a time of day, the same seconds with a minus;
- ``-1``: something that is no time.

What lies after the present has not happened: its number is 0, except in the cell that starts a clock. All further
steps are integer arithmetic; a half marks the date without a time that may be the earliest stop.

What these formulas cannot know: changes of daylight saving time between two times; dates typed as text, which are
unknown here even where Python could read them; and of the words of the status those in full-width letters
(``Ｃｌｏｓｅｄ``), those that mix Simplified and Traditional characters, and those with other marks around them than
`_MARKS` has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from kesu_xl.clock.moment import DAY_S
from kesu_xl.clock.policy import DAYS_SUFFICE_S, Limit, Policy
from kesu_xl.clock.state import SEVERITY, State
from kesu_xl.complaint.lists import CANCELLED, CLOSED, EMPTY_MARKS, NOT_JUSTIFIED, STATUS, Choice

__all__ = [
    "CLOSED_WORDS",
    "DECIDED_WORDS",
    "EMPTY_WORDS",
    "NEVER",
    "NEVER_TEXT",
    "PLAIN_STATUSES",
    "STATES",
    "as_word",
    "due",
    "ended",
    "exists",
    "filled",
    "has_word",
    "hours_left",
    "key_of",
    "known",
    "listed",
    "mirrored",
    "start",
    "state",
    "stop",
    "time_of",
    "vague",
    "word_of",
    "words_of",
    "worst_of",
]

#: field of the complaint -> formula text of its cell's number (see above); ``"0"`` where there is no such column.
Cell = Callable[[str], str]

#: What people type to say that there is nothing; a text of blanks alone says it too.
EMPTY_WORDS: Final = ("", *sorted({mark.upper() for mark in EMPTY_MARKS}))
#: Stands for "not stopped": later than any time.
NEVER: Final = 10**15
NEVER_TEXT: Final = "1E+15"
#: Serial of 1950-01-01. A smaller number in a time cell is a count, a time without a date, or a true or false.
_FIRST_DAY: Final = 18264


#: Blanks and marks that say nothing in a word of the status; none of its words has one inside but for blanks.
_MARKS: Final = (
    " ",
    "\u3000",
    "\u00a0",
    "_",
    ".",
    "。",
    "*",
    ":",
    "：",
    ",",
    "，",
    ";",
    "；",
    "-",
    "/",
    "?",
    "？",
    "|",
)
#: Characters of the words below that Traditional Chinese writes otherwise: other people's words have one form only.
_TRADITIONAL: Final = str.maketrans("结关闭环决诉无废办", "結關閉環決訴無廢辦")


def words_of(*choices: Choice) -> tuple[str, ...]:
    """Return every word by which a list value is known, in either script, without blanks."""
    words = ["".join(word.split()) for choice in choices for word in (*choice.texts, *choice.also)]
    return tuple(dict.fromkeys(form for word in words for form in (word, word.translate(_TRADITIONAL))))


#: Words of the status that end a complaint by decision, and those with which no work is left.
DECIDED_WORDS: Final = words_of(NOT_JUSTIFIED, CANCELLED)
CLOSED_WORDS: Final = words_of(CLOSED, NOT_JUSTIFIED, CANCELLED)


#: Between the words of `PLAIN_STATUSES`; other than in the lists above, so that two words with one between are no word.
_APART: Final = "¦"
#: The words of the status that have neither blanks nor marks, as they are typed: nearly every cell has one of them.
PLAIN_STATUSES: Final = _APART.join(
    ("", *(word for choice in STATUS.choices for word in choice.texts if not set(word) & set(_MARKS)), "")
)


#: Places of the states in `STATES`.
_STATE_CHARS: Final = 16
#: The states, worst first, each after a bar and in as many characters; last the empty text of no clock.
STATES: Final = "".join(f"|{word}".ljust(_STATE_CHARS) for word in (*SEVERITY, ""))


def mirrored(policy: Policy) -> Policy:
    """Return the policy without the clocks that no formula can tell.

    Those are the clocks whose own limits for some complaints differ in more than their length: one counts working hours
    and the other does not, or a date without a time is enough for one only.
    """
    limits = []
    for limit in policy.limits:
        specials = [special.of(limit) for special in policy.specials if special.clock == limit.clock]
        if all(
            one.calendar_hours == limit.calendar_hours
            and (one.seconds >= DAYS_SUFFICE_S) == (limit.seconds >= DAYS_SUFFICE_S)
            for one in specials
        ):
            limits.append(limit)
    return policy if len(limits) == len(policy.limits) else replace(policy, limits=tuple(limits))


def as_word(text: str) -> str:
    """Return a text as `word_of` and `key_of` make it."""
    for mark in (*_MARKS, "\n", "~"):
        text = text.replace(mark, "")
    return text.upper()


def key_of(cell: str) -> str:
    """Return a cell's word as a key that MATCH finds as it is: it has no wildcards."""
    return f'SUBSTITUTE({word_of(cell)},"~","")'


def listed(words: Iterable[str]) -> str:
    """Return words as one text in which a formula finds each of them whole: ``|A|B|``, in capitals."""
    return "|".join(("", *(word.upper() for word in words), ""))


def time_of(cell: str, empty: str, now: str = "") -> str:
    """Return the number of a time cell, as the module describes it.

    Args:
        cell: Formula text of the cell.
        empty: Formula text of the `listed` words that say "nothing".
        now: Formula text of the present in seconds: what lies after it counts as nothing. Empty: it counts.
    """
    seconds = f"ROUND({cell}*86400,0)"
    told = f"{seconds}*IF(MOD({seconds},86400)=0,-1,1)"
    if now:
        told = f"IF({seconds}>{now},0,{told})"
    number = f"IF({cell}<{_FIRST_DAY},-1,{told})"
    # most cells are times or blank: those are told first; an error is not found either
    return f"IF(ISNUMBER({cell}),{number},IF(ISBLANK({cell}),0,IF({_says(cell, empty)},0,-1)))"


def filled(cell: str, empty: str) -> str:
    """Return 1 where a cell says something, else 0; an error says nothing.

    Args:
        cell: See `time_of`.
        empty: See `time_of`.
    """
    return f"IF(ISBLANK({cell}),0,IF(ISERROR({cell}),0,IF({_says(cell, empty)},0,1)))"


def word_of(cell: str, known: str = "") -> str:
    """Return a cell's word as `listed` has words: in capitals, without blanks and marks; an error gives an empty text.

    Args:
        cell: See `time_of`.
        known: Formula text of the `PLAIN_STATUSES`, which need no such care.
    """
    plain = f'SUBSTITUTE({cell},CHAR(10),"")'
    for mark in _MARKS:
        plain = f'SUBSTITUTE({plain},"{mark}","")'
    told = f"UPPER({plain})"
    if known:
        told = f'IF(ISNUMBER(FIND("{_APART}"&{cell}&"{_APART}",{known})),UPPER({cell}),{told})'
    return f'IFERROR({told},"")'


def has_word(word: str, words: str) -> str:
    """Return 1 where a word is one of some words, else 0.

    Args:
        word: Formula text of a `word_of`.
        words: Formula text of the `listed` words.
    """
    return f'IF(ISNUMBER(FIND("|"&{word}&"|",{words})),1,0)'


def start(limit: Limit, cell: Cell, begins: Cell) -> str:
    """Return when a clock begins: the number of its start cell, or of the one that starts it anew.

    Args:
        limit: The clock.
        cell: field -> formula text of its number.
        begins: The same for a start cell, whose number may lie after the present.
    """
    found = "0"
    for name in reversed(limit.start):
        first = _with_company(limit, name, cell, begins)
        found = first if found == "0" else f"IF({first}<>0,{first},{found})"
    if limit.restart and cell(limit.restart) != "0":
        found = f"IF({cell(limit.restart)}<>0,{cell(limit.restart)},{found})"
    return found


def ended(limit: Limit, cell: Cell, decided: str) -> str:
    """Return when a decision ended the clock of a complaint that is 不成立 or 已取消, else 0.

    Args:
        limit: The clock.
        cell: See `start`.
        decided: Formula text that is 1 for such a complaint.
    """
    found = "0"
    for name in reversed(limit.ended_by):
        if cell(name) != "0":
            found = cell(name) if found == "0" else f"IF({cell(name)}<>0,{cell(name)},{found})"
    return found if found == "0" else f"IF({decided}=1,{found},0)"


def stop(limit: Limit, cell: Cell, begun: str, by_decision: str) -> str:
    """Return when a clock was stopped; `NEVER` where it was not; negative or with a half where that cannot be told.

    Args:
        limit: The clock.
        cell: See `start`.
        begun: Formula text of its `start`.
        by_decision: Formula text of its `ended`.
    """
    times = [_with_company(limit, name, cell) for name in limit.stop]
    counted = [_counted(limit, time, cell, begun) for time in (*times, by_decision) if time != "0"]
    if not counted:
        return NEVER_TEXT
    return counted[0] if len(counted) == 1 else f"MIN({','.join(counted)})"


def exists(limit: Limit, cell: Cell, begun: str) -> str:
    """Return a condition: there is such a clock for this complaint."""
    conditions = [f"{begun}<>0"] if limit.only_once_started else []
    if limit.not_after and cell(limit.not_after) != "0":
        other = cell(limit.not_after)
        over = f"AND({begun}>0,{other}<>0,{other}<>-1,{_end_of(other)}<{begun},{cell(limit.unless or '')}=0)"
        conditions.append(f"NOT({over})")
    return f"AND({','.join(conditions)})" if conditions else "TRUE"


def due(limit: Limit, begun: str) -> str:
    """Return the last moment in time as a date serial, an empty text where the start is not known."""
    return f'IF({known(limit, begun)},(ABS({begun})+{limit.seconds})/86400,"")'


def state(limit: Limit, policy: Policy, begun: str, stopped: str, now: str) -> str:
    """Return the word of the state.

    Args:
        limit: The clock.
        policy: The policy that it belongs to.
        begun: Formula text of its `start`.
        stopped: Formula text of its `stop`.
        now: Formula text of the present, in whole seconds of the sheet's calendar.
    """
    begins = begun if limit.seconds < DAYS_SUFFICE_S else f"ABS({begun})"
    running = (
        f'IF({now}-{begins}>{limit.seconds},"{State.BREACHED}",'
        f'IF({now}-{begins}>={policy.warn_s(limit)},"{State.AT_RISK}","{State.RUNNING}"))'
    )
    ends = stopped
    latest = stopped
    if limit.seconds >= DAYS_SUFFICE_S:
        latest = f"{stopped}+IF(MOD({stopped},{DAY_S})=0,{DAY_S - 1},0)"
    judged = (
        f'IF({latest}<{begins},"{State.UNKNOWN}",IF({ends}-{begins}>{limit.seconds},"{State.MET_LATE}","{State.MET}"))'
    )
    told = (
        f'IF({known(limit, begun)},IF({vague(stopped)},"{State.UNKNOWN}",'
        f'IF({stopped}>={NEVER_TEXT},{running},{judged})),"{State.UNKNOWN}")'
    )
    return told if limit.only_once_started else f'IF(ABS({begun})>{now},"{State.NOT_APPLICABLE}",{told})'


def vague(stopped: str) -> str:
    """Return a condition: a `stop` is one of those that cannot be told."""
    return f"{stopped}<>INT(ABS({stopped}))"


def hours_left(limit: Limit, begun: str, stopped: str, now: str) -> str:
    """Return the hours to the due time, negative when it is past; an empty text for a clock that does not run."""
    runs = f"AND({known(limit, begun)},ABS({begun})<={now},{stopped}>={NEVER_TEXT})"
    return f'IF({runs},ROUND((ABS({begun})+{limit.seconds}-{now})/3600,4),"")'


def worst_of(states: Sequence[str], known: str) -> str:
    """Return the word of the state that a row shows for all its clocks, as `kesu_xl.clock.worst`.

    Args:
        states: Formula texts of its states.
        known: Formula text of the `STATES`.
    """
    places = ",".join(f'FIND("|"&{state}&" ",{known})' for state in states)
    return f"TRIM(MID({known},MIN({places})+1,{_STATE_CHARS - 1}))"


def _says(cell: str, words: str) -> str:
    # Between bars so that no word is found inside another; an ideographic space counts as a blank. FIND, as SEARCH
    # would take a question mark in the cell for a wildcard.
    return f'ISNUMBER(FIND("|"&UPPER(TRIM(SUBSTITUTE({cell},"　"," ")))&"|",{words}))'


def _with_company(limit: Limit, name: str, cell: Cell, read: Cell | None = None) -> str:
    """Return a time, which `read` may tell, that counts only where the cells that belong to it are filled."""
    time = (read or cell)(name)
    partners = [cell(other) for first, other in limit.together if first == name]
    if time == "0" or "0" in partners:
        return "0"
    for partner in partners:
        time = f"IF({partner}<>0,{time},0)"
    return time


def _counted(limit: Limit, time: str, cell: Cell, begun: str) -> str:
    """Return a stop as a number that `MIN` may compare: `NEVER` where it is empty or belongs to a former round."""
    # Half a second before its day, a bare date is the least wherever it may be the earliest, and not elsewhere.
    day = f"-{time}" if limit.seconds >= DAYS_SUFFICE_S else f"-{time}-0.5"
    value = f"IF({time}<-1,{day},{time})"
    former = f"AND({time}<>-1,{_end_of(time)}<ABS({begun}))"
    restarts = limit.restart is not None and cell(limit.restart) != "0"
    if limit.stops_after_start:
        return f"IF({time}=0,{NEVER_TEXT},IF({former},{NEVER_TEXT},{value}))"
    if restarts:
        return f"IF({time}=0,{NEVER_TEXT},IF(AND({cell(limit.restart or '')}<>0,{former}),{NEVER_TEXT},{value}))"
    return f"IF({time}=0,{NEVER_TEXT},{value})"


def _end_of(time: str) -> str:
    """Return the last second that a time can mean: the end of the day for a bare date."""
    return f"(ABS({time})+IF({time}<0,{DAY_S - 1},0))"


def known(limit: Limit, begun: str) -> str:
    """Return a condition: the start can be told."""
    return f"{begun}>0" if limit.seconds < DAYS_SUFFICE_S else f"AND({begun}<>0,{begun}<>-1)"
