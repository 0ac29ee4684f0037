"""The weekly workbook: figures of registers, with charts, in our template."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from kesu_xl.errors import KesuError
from kesu_xl.figures import Summary
from kesu_xl.figures.outcomes import MOST_LISTED
from kesu_xl.figures.shown import about
from kesu_xl.flow.counting import Counted, counted, figures_of, without_collecting
from kesu_xl.flow.opening import Given, Workbook, listed, open_register
from kesu_xl.flow.output import refuse_source, write_output
from kesu_xl.flow.results import SummaryResult
from kesu_xl.flow.shipped import template
from kesu_xl.flow.shown import without_internal
from kesu_xl.form import compile_template
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, say

__all__ = ["FIRST_SLOT", "Span", "filled_workbook", "names_of", "problem_lists", "span_of", "summary", "workbook_of"]

#: Number of the hidden name of the first summary tab in a workbook; the others follow.
FIRST_SLOT: Final = 11
#: Registers that the title names.
_NAMED: Final = 3
#: Days outside of these are slips of the keyboard; a last day far ahead means an open end.
_EARLIEST, _LATEST = date(1900, 1, 1), date(9998, 12, 31)
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
        _refuse_far(first, week, "week")
        return first, first + timedelta(days=6)
    if month:
        first = _day(f"{month}-01", month, "month")
        _refuse_far(first, month, "month")
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if since or until:
        first = _day(since, since, "day") if since else date.min
        last = _day(until, until, "day") if until else date.max
        if first > last:
            raise KesuError("span_backwards", since=since, until=until)
        if since:
            _refuse_far(first, since, "day")
        if until:
            _refuse_far(min(last, _LATEST), until, "day")
        return first, last
    return None


def _refuse_far(day: date, shown: str, kind: str) -> None:
    # beside the ends of the calendar there is no span before, and no week to its end
    if not _EARLIEST <= day <= _LATEST:
        raise KesuError("bad_span", value=shown, kind=Ref(f"cli.kind_{kind}"))


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
    given = listed(sources)
    out = Path(out) if out is not None else None
    paths = [os.path.realpath(one) for one in given if isinstance(one, str | os.PathLike)]
    if again := [path for path, times in Counter(paths).items() if times > 1]:
        raise KesuError("same_register_twice", file=again[0])
    target = None
    if into is not None or out is None:
        # a new workbook, the usual case, must not pay for what changes one
        from kesu_xl.flow.changing import target_of

        place = into if into is not None else given[0]
        if isinstance(place, Workbook):
            raise KesuError("no_path_in_place")
        target = target_of(place, None, force=force)
    elif out.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(out), ending=".xlsx")
    with without_collecting():
        registers: list[Counted] = []
        for source in given:
            # one moment for all of them, whatever their zones
            moment = registers[0].now if registers else as_of
            registers.append(
                counted(open_register(source, sheet=sheet, mapping=mapping, timezone=timezone), moment, span=span)
            )  # fmt: skip
        spoken = lang or registers[0].lang or "zh-Hans"
        made, problems, complaints = workbook_of(registers, span, spoken)
    if target is not None:
        from kesu_xl.change import GraftSheets
        from kesu_xl.grid import read_book

        tabs = read_book(made).visible
        graft = GraftSheets(made, tuple(enumerate(tabs, start=FIRST_SLOT)))
        where, notes = target.apply([graft])
        return SummaryResult(where, complaints, problems, spoken, notes)
    assert out is not None
    for one in registers:
        refuse_source(out, one.path)
    write_output(out, made, force=force)
    return SummaryResult(str(out), complaints, problems, spoken)


def workbook_of(
    registers: Sequence[Counted], span: Span | None, lang: str, failed: Sequence[tuple[str, str]] = ()
) -> tuple[bytes, list[Problem], int]:
    """Return the weekly workbook of registers, all problems, and how many complaints there are.

    Args:
        registers: The registers, counted together.
        span: First and last day; everything where left out.
        lang: Language of the workbook.
        failed: Registers that could not be read, with the reason.
    """
    data, found = filled_workbook(figures_of(registers, span, names_of(registers, lang)), registers, lang, failed)
    problems = [problem for one in registers for problem in one.problems]
    return data, [*problems, *found], sum(one.complaints for one in registers)


def names_of(registers: Sequence[Counted], lang: str) -> str:
    """Return what registers are called together."""
    shown = [one.name for one in registers]
    names = ", ".join(shown[:_NAMED])
    if len(shown) > _NAMED:
        names = say("summary.and_more", lang, names=names, count=len(shown) - _NAMED)
    return names


def filled_workbook(
    figures: Summary, registers: Sequence[Counted], lang: str, failed: Sequence[tuple[str, str]] = (),
    seen: Callable[[Any], Any] = lambda record: record,
) -> tuple[bytes, list[Problem]]:  # fmt: skip
    """Return the weekly workbook of figures, and what did not fit into it.

    Args:
        figures: The figures.
        registers: Where they come from.
        lang: Language of the workbook.
        failed: Registers that could not be read, with the reason.
        seen: Gives a record as its readers may see it.
    """
    book = template("weekly", lang)
    record = {**figures.record(lang), **problem_lists(registers, failed, lang)}
    if failed:
        record["about"]["left_out"] = about(figures, lang, len(failed))["left_out"]
    if count := sum(len(one.problems) for one in registers) + len(failed):
        # the overview says it as well: nobody looks for a sheet that he does not expect
        note = say("summary.left.problems", lang, count=count)
        record["about"]["left_out"] += say("summary.dot", lang) + note
    filled = compile_template(book.read_bytes(), book.stem).fill(seen(record), lang, title=figures.register)
    return filled.data, filled.problems


def problem_lists(registers: Sequence[Counted], failed: Sequence[tuple[str, str]], lang: str) -> dict[str, Any]:
    """Return the problems of the data as the workbook lists them: what could not be read first, errors before warnings.

    Rows with problems are counted all the same; the list is cut, its head says how many there are.
    """
    found = [(one.name, problem) for one in registers for problem in one.problems]
    errors = sum(problem.level == "error" for _, problem in found)
    found.sort(key=lambda pair: pair[1].level != "error")
    rows: list[dict[str, Any]] = [
        {"register": path, "level": say("summary.level.error", lang), "message": reason} for path, reason in failed
    ]
    for name, whole in found[: max(MOST_LISTED - len(rows), 0)]:
        # the workbook is passed on
        problem = without_internal(whole)
        place = f"{problem.sheet}!{problem.cell}" if problem.sheet and problem.cell else problem.sheet or None
        rows.append(
            {
                "register": name,
                "level": say(f"summary.level.{problem.level}", lang),
                "code": problem.code,
                "place": place,
                "case_no": problem.case_no or None,
                "message": problem.message(lang),
                "remedy": problem.remedy(lang),
            }
        )
    about = say("summary.about.no_problems", lang)
    if found or failed:
        about = say("summary.about.problems", lang, errors=errors + len(failed), warnings=len(found) - errors)
        if len(rows) < len(found) + len(failed):
            about += say("summary.about.cut", lang, shown=len(rows))
    return {"problems": rows, "about_problems": about}
