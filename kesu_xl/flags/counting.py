"""The hidden columns of clocks that need more than their row: working hours, pauses, contacts, steps, own limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kesu_xl.clock import Limit, Policy, State, counting, formula
from kesu_xl.clock.counting import Hours, Paused, column
from kesu_xl.clock.policy import DAYS_SUFFICE_S, SCOPE_FIELDS, SCOPES, Special
from kesu_xl.clock.tabled import Tabled
from kesu_xl.flags.row import Columns
from kesu_xl.flags.tables import span_of

__all__ = ["ALWAYS_READ", "Clock", "Counting"]

#: Columns of the register that are read as they are.
ALWAYS_READ: Final = ("case_no", "status", "safety_flag", "customer_grade", "priority", "fixed_due")
#: Columns of the table of calendars: first second known, first second not known any more, worked seconds.
_SPAN: Final = ("c1", "c2", "ct")
_EVERY_HOUR: Final = Hours("0")


@dataclass(frozen=True, slots=True)
class Clock:
    """The formula texts of a clock: its start, its state; due time and hours left, for the text of its state's cell."""

    begun: str
    state: str
    due: Callable[[str], str]
    left: Callable[[str], str]


class Counting:
    """Adds the columns of such clocks.

    Args:
        columns: The columns so far.
        policy: The clocks.
        tables: What the formulas look up.
        ends: Formula text of `kesu_xl.clock.counting.ENDS`.
    """

    def __init__(self, columns: Columns, policy: Policy, tables: Tabled, ends: str) -> None:
        self.columns = columns
        self.policy = policy
        self.tables = tables
        self.row = "0"
        if tables.cases and self._has("case_no"):
            key = columns.add("key", counting.key_of(columns.raw("case_no")))
            end = columns.add("end", counting.end_of(key, ends))
            like = columns.add("like", counting.like(key, end))
            self.row = columns.add("row", counting.row_of(key, end, like))
        self.fixed = "0"
        if self.row != "0" and tables.pauses and self._has("fixed_due"):
            self.fixed = columns.add("fixed", self._is("fixed_due", counting.YES_WORDS))
        self.hours = self._hours()

    def needed(self, limit: Limit) -> bool:
        """Say whether a clock is one of them."""
        return (
            limit.contact
            or bool(limit.step)
            or not self._hours_of(limit).none
            or any(special.clock == limit.clock for special in self.policy.specials)
            or (limit.pausable and (self._pauses_of(limit) or any(self.tables.pauses_unknown)))
        )

    def clock(self, limit: Limit, by_decision: str, now: str) -> Clock:
        """Add the columns of one clock."""
        columns, name = self.columns, limit.clock
        begun, stopped = self._ends(limit, by_decision, now)
        hours, paused = self._hours_of(limit), self._paused(limit)
        limit_s, warn_s = self._span(limit)
        known = formula.known(limit, begun)
        since = begun if limit.seconds < DAYS_SUFFICE_S else f"ABS({begun})"
        # a stop that cannot be told is less than any, and has no verdict anyway
        end = f"MIN({stopped},{now})"
        first = columns.work(f"v_{name}", counting.worked(since, hours))
        first = columns.work(f"n_{name}", counting.unpaused(first, paused))
        reached = counting.reached(first, limit_s, paused)
        if not paused.none:
            reached = columns.work(f"p_{name}", reached)
        due = columns.work(f"y_{name}", counting.due_s(reached, hours))
        risky = f"{now if hours.none else hours.now}>={counting.reached(first, warn_s, paused)}"
        unread = "FALSE"
        blocked = [] if hours.none else [*counting.uncovered(since, hours, end)]
        if self.row != "0":
            if any(self.tables.unknown[name]):
                unread = f"IF({self.row}=0,FALSE,INDEX({column(f'b_{name}')},{self.row})=1)"
                blocked.append(unread)
            bad_pause = self._bad_pause(limit)
            blocked += [bad_pause] if bad_pause != "FALSE" else []
            if paused.first:
                blocked.append(counting.vague(since, f"MAX({since},{end})", paused))
        state = counting.state(limit, known, begun, stopped, now, due, risky, blocked, paused)
        unsure = [] if paused.none else [f"{paused.number}>0"]
        unsure += [f"{paused.count}>0"] if paused.first else []
        unsure += [self._bad_pause(limit)] if self._bad_pause(limit) != "FALSE" else []

        def due_of(shown: str) -> str:
            lost = [counting.unknown_due(due), *([unread] if limit.repeats else [])]
            if not hours.known_from.isdigit():
                # a calendar begins long after what is no time; where every hour counts, nothing tells the two apart
                lost.insert(0, f"NOT({known})")
            if unsure:
                vague = f'OR({shown}="{State.UNKNOWN}",{shown}="{State.NOT_APPLICABLE}")'
                perhaps = unsure[0] if len(unsure) == 1 else f"OR({','.join(unsure)})"
                lost.append(f"IF({perhaps},{vague},FALSE)")
            return f'IF(OR({",".join(lost)}),"",{due}/86400)'

        def left_of(shown: str) -> str:
            going = ",".join(f'{shown}="{one}"' for one in (State.RUNNING, State.AT_RISK, State.BREACHED))
            return f'IF(AND(OR({going}),NOT({counting.unknown_due(due)})),ROUND(({due}-{now})/3600,4),"")'

        return Clock(begun, state, due_of, left_of)

    def _has(self, field: str) -> bool:
        return field in self.columns.place.columns

    def _is(self, field: str, words: str) -> str:
        """Return 1 where a cell of the register says one of some words."""
        return (
            formula.has_word(formula.word_of(self.columns.raw(field)), f'"{words.replace(chr(34), chr(34) * 2)}"')
            if self._has(field)
            else "0"
        )

    def _hours(self) -> Hours:
        """Return the row's calendar: the register's, or the customer's own."""
        tables, columns = self.tables, self.columns
        if tables.customers and self._has("customer"):
            found = f"MATCH({formula.key_of(columns.raw('customer'))},{column('un')},0)"
            number = columns.add("cal", f"IFERROR(INDEX({column('uc')},{found}),{tables.usual})")
            # the calendars stand behind the one that nobody knows, and calendar hours
            begin, end, total = (columns.add(f"h_{name}", f"INDEX({column(name)},{number}+2)") for name in _SPAN)
            return Hours(number, begin, end, total, f"INDEX({column('cn')},{number}+2)")
        if not tables.usual:
            return _EVERY_HOUR
        begin, end, total = map(str, span_of(tables, tables.usual))
        return Hours(str(tables.usual), begin, end, total, f"INDEX({column('cn')},{tables.usual + 2})")

    def _hours_of(self, limit: Limit) -> Hours:
        return _EVERY_HOUR if limit.calendar_hours else self.hours

    def _pauses_of(self, limit: Limit) -> bool:
        return any(count for _, count in self.tables.pause_blocks.get(limit.clock, ()))

    def _paused(self, limit: Limit) -> Paused:
        if self.row == "0" or not limit.pausable or not self._pauses_of(limit):
            return Paused("0")
        columns, free = self.columns, f"{self.row}=0"
        if self.fixed != "0":
            free = f"OR({free},{self.fixed}=1)"
        number = columns.work(f"pn_{limit.clock}", f"IF({free},0,INDEX({column(f'p_{limit.clock}')},{self.row}))")
        if not any(pause.vague for pause in self.tables.pauses):
            return Paused(number)
        name = f"v_{limit.clock}_"
        first = columns.work(f"vf_{limit.clock}", f"IF({self.row}=0,1,INDEX({column(name + 'f')},{self.row}))")
        count = columns.work(f"vn_{limit.clock}", f"IF({free},0,INDEX({column(name + 'n')},{self.row}))")
        return Paused(number, first, count)

    def _bad_pause(self, limit: Limit) -> str:
        if self.row == "0" or not limit.pausable or not any(self.tables.pauses_unknown):
            return "FALSE"
        free = f"{self.row}=0" if self.fixed == "0" else f"OR({self.row}=0,{self.fixed}=1)"
        return f"IF({free},FALSE,INDEX({column('bp')},{self.row})=1)"

    def _ends(self, limit: Limit, by_decision: str, now: str) -> tuple[str, str]:
        """Add start and stop of a clock and return the texts that read them."""
        columns = self.columns
        starts = columns.cell if limit.only_once_started else columns.begins
        if limit.repeats:
            return self._period(limit, by_decision, now)
        begun = columns.work(f"b_{limit.clock}", formula.start(limit, columns.cell, starts))
        cells: dict[str, str] = {}
        if limit.step and self.row != "0":
            for part in "td":
                text = f"IF({self.row}=0,0,INDEX({column(f's_{limit.step}_{part}')},{self.row}))"
                text = f"IF({text}>{now},0,{text})"
                cells[part] = columns.add(f"f_{limit.clock}_{part}", text if part == "t" else f"-{text}")
            for field in limit.stop:
                if columns.cell(field) != "0":
                    text = f"IF(AND({cells['t']}=0,{cells['d']}=0),{columns.cell(field)},0)"
                    cells[field] = columns.add(f"f_{limit.clock}_{field}", text)
        if limit.contact and self.row != "0":
            cells["t"] = columns.add(f"f_{limit.clock}_t", counting.contact(begun, self.row, "t", now))
            if self.tables.contacts[1]:
                day = counting.contact(begun, self.row, "d", now, 86399)
                cells["d"] = columns.add(f"f_{limit.clock}_d", f"-{day}")
        stops = replace(limit, stop=(*limit.stop, *(part for part in "td" if part in cells)))
        told = formula.stop(stops, lambda name: cells.get(name) or columns.cell(name), begun, by_decision)
        return begun, columns.add(f"e_{limit.clock}", told)

    def _period(self, limit: Limit, by_decision: str, now: str) -> tuple[str, str]:
        """Return the last period of a clock that contacts begin anew."""
        columns = self.columns
        once = replace(limit, restart=None)
        base = formula.start(once, columns.cell, columns.begins)
        if limit.restart and columns.cell(limit.restart) != "0":
            again = columns.cell(limit.restart)
            base = f"IF(AND({again}<>0,{again}<>-1,ABS({again})>=ABS({base})),{again},{base})"
        base = columns.add(f"g_{limit.clock}", base)
        stopped = columns.add(f"e_{limit.clock}", formula.stop(limit, columns.cell, base, by_decision))
        if self.row == "0":
            return base, stopped
        last = counting.last_contact(f"MIN({now},ABS({stopped}))", self.row)
        last = columns.add(f"f_{limit.clock}", last)
        begun = f"IF(AND({base}<>0,{base}<>-1,ABS({base})<={now}),IF({last}>ABS({base}),{last},{base}),{base})"
        return columns.add(f"b_{limit.clock}", begun), stopped

    def _span(self, limit: Limit) -> tuple[str, str]:
        """Return the limit in seconds, and the second from which it is at risk: the row may have its own."""
        specials = [
            special
            for scope in reversed(SCOPES)
            for special in reversed(self.policy.specials)
            if (special.scope, special.clock) == (scope, limit.clock) and self._has(SCOPE_FIELDS[scope])
        ]
        limit_s, warn_s = str(limit.seconds), str(self.policy.warn_s(limit))
        if not specials:
            return limit_s, warn_s
        for special in specials:
            own = special.of(limit)
            applies = self._applies(special)
            limit_s = f"IF({applies}=1,{own.seconds},{limit_s})"
            warn_s = f"IF({applies}=1,{self.policy.warn_s(own)},{warn_s})"
        return self.columns.add(f"i_{limit.clock}", limit_s), self.columns.add(f"j_{limit.clock}", warn_s)

    def _applies(self, special: Special) -> str:
        """Return 1 where a limit of its own is that of the row; a column that several limits share."""
        key = f"q_{special.scope}_{special.word}"
        if key in self.columns.made:
            return self.columns.here(key)
        return self.columns.add(key, self._is(SCOPE_FIELDS[special.scope], counting.words_for(special)))
