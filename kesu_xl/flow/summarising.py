"""The summary workbook: figures of a register, with charts, in our template."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kesu_xl.change import GraftSheets
from kesu_xl.clock import Verdict
from kesu_xl.complaint import Complaint
from kesu_xl.errors import KesuError
from kesu_xl.figures import summarise
from kesu_xl.flow.changing import target_of
from kesu_xl.flow.checking import verdicts_of
from kesu_xl.flow.opening import Given, Workbook, as_of_in, open_register, register_language
from kesu_xl.flow.output import refuse_source, write_output
from kesu_xl.flow.results import SummaryResult
from kesu_xl.flow.shipped import template
from kesu_xl.form import compile_template
from kesu_xl.grid import read_book
from kesu_xl.package.apply import apply_changes
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref

__all__ = ["FIRST_SLOT", "Span", "span_of", "summary"]

#: Number of the hidden name of the first summary tab in a workbook; the others follow.
FIRST_SLOT: Final = 11
#: First and last day, both included.
Span = tuple[date, date]


def span_of(week: str = "", month: str = "", since: str = "", until: str = "") -> Span | None:
    """Return the days that the options name; None for the whole register.

    Args:
        week: ISO week, ``2026-W47``.
        month: ``2026-11``.
        since: First day, ``2026-11-01``.
        until: Last day.

    Raises:
        KesuError: One of them is not what it should be.
    """
    if sum(map(bool, (week, month, since or until))) > 1:
        raise KesuError("two_spans")
    if week:
        try:
            year, _, number = week.upper().partition("-W")
            first = date.fromisocalendar(int(year), int(number), 1)
        except ValueError as error:
            raise KesuError("bad_span", value=week, kind=Ref("cli.kind_week")) from error
        return first, first + timedelta(days=6)
    if month:
        first = _day(f"{month}-01", month, "month")
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if since or until:
        first = _day(since, since, "day") if since else date.min
        last = _day(until, until, "day") if until else date.max
        if first > last:
            raise KesuError("span_backwards", since=since, until=until)
        return first, last
    return None


def _day(text: str, shown: str, kind: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KesuError("bad_span", value=shown, kind=Ref(f"cli.kind_{kind}")) from error


def summary(
    sources: Given | Sequence[Given],
    out: str | os.PathLike[str] | None,
    *,
    as_of: datetime,
    into: str | os.PathLike[str] | None = None,
    span: Span | None = None,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> SummaryResult:
    """Write the summary of a register, or of several together: a workbook, or tabs in one that is there.

    Args:
        sources: Path of a register, an open binary file, or several of them.
        out: The workbook to write, .xlsx; None: tabs in the register itself, with a backup.
        into: Another workbook that gets the tabs instead, with a backup; everything else in it stays as it is.
        as_of: What counts as now; a naive time is in the zone of the first register.
        span: First and last day; everything where left out.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The registers' zone.
        lang: Language of the workbook; the first register's where left out.
        force: Replace an existing file that is not as we wrote it.

    Raises:
        KesuError: A register cannot be read, or the output cannot be written.
    """
    given = sources if isinstance(sources, Sequence) and not isinstance(sources, str) else [sources]
    out = Path(out) if out is not None else None
    paths = [os.path.realpath(one) for one in given if isinstance(one, str | os.PathLike)]
    if again := [path for path, times in Counter(paths).items() if times > 1]:
        raise KesuError("same_register_twice", file=again[0])
    target = None
    if into is not None or out is None:
        place = into if into is not None else given[0]
        if isinstance(place, Workbook):
            raise KesuError("no_path_in_place")
        target = target_of(place, None, force=force)
    elif out.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(out), ending=".xlsx")
    registers = [open_register(one, sheet=sheet, mapping=mapping, timezone=timezone) for one in given]
    first = registers[0]
    now = as_of_in(as_of, first.settings)
    complaints: list[Complaint] = []
    verdicts: list[Verdict] = []
    problems: list[Problem] = []
    for opened in registers:
        checked = opened.checked(now)
        found = checked.complaints()
        complaints += found
        verdicts += verdicts_of(opened, checked, found, now)
        problems += [problem for problem in checked.problems if problem.level != "info"]
    spoken = lang or register_language(first) or "zh-Hans"
    zone = first.settings.zone
    names = ", ".join(Path(opened.path).name for opened in registers)
    figures = summarise(complaints, verdicts, now.astimezone(zone), zone, span, names, first.policy.name)
    book = template("summary", spoken)
    filled = compile_template(book.read_bytes(), book.stem).fill(figures.record(spoken), spoken, title=names)
    problems += filled.problems
    if target is not None:
        tabs = read_book(filled.data).visible
        graft = GraftSheets(filled.data, tuple(enumerate(tabs, start=FIRST_SLOT)))
        where, notes = target.write(apply_changes(target.data, [graft], target.path))
        return SummaryResult(where, len(complaints), problems, spoken, notes)
    assert out is not None
    for opened in registers:
        refuse_source(out, opened.path)
    write_output(out, filled.data, force=force)
    return SummaryResult(str(out), len(complaints), problems, spoken)
