"""From a register to what figures count: typed columns, the verdicts of its clocks, its detail tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kesu_xl.checks import Checked
from kesu_xl.checks.history import moment_of
from kesu_xl.clock import Track, tracks
from kesu_xl.collecting import without_collecting
from kesu_xl.complaint.column import Kind
from kesu_xl.complaint.details import DETAILS
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.figures import TABLES, Cases, Earlier, Estimates, Score, Summary, moment_before, summarise_cases
from kesu_xl.figures.cases import as_number
from kesu_xl.flow.opening import Opened, as_of_in, register_language
from kesu_xl.problem import Problem
from kesu_xl.register.tables import detail_sheets, details_by_case

__all__ = ["Counted", "counted", "figures_of", "without_collecting"]

_YES = YES_NO.choices[0]
#: A complaint with a row in one of these tables has an 8D report.
_REPORT: Final = ("answers", "team", "is_isnot", "causes", "whys", "validation")
#: No week that is shown, and no span before, begins so long before the span.
_BACK: Final = timedelta(days=7 * 26)
#: Detail table -> its columns that hold times; of contacts the histories tell, of 出货 the figures read the month.
_TIMES: Final = {
    table.name: [one.name for one in table.columns if one.kind in (Kind.DATE, Kind.DATETIME)] for table in DETAILS
} | {"contacts": [], "shipped": []}


@dataclass(slots=True)
class Counted:
    """A register ready to be counted.

    Attributes:
        path: As given, "" for an open file.
        cases: Its complaints.
        problems: Its problems but for the infos.
        now: The moment, aware.
        complaints: How many it has.
        timezone: Name of its zone.
        policy: Name of its policy.
        lang: Its language, "" where nothing tells.
        estimates: The estimates that its 设置 asks for; None: none.
    """

    path: str
    cases: Cases
    problems: list[Problem]
    now: datetime
    complaints: int
    timezone: str
    policy: str
    lang: str
    estimates: Estimates | None

    @property
    def name(self) -> str:
        """What the summary calls it."""
        return Path(self.path).name


def counted(
    opened: Opened,
    as_of: datetime,
    checked: Checked | None = None,
    only: Sequence[int] | None = None,
    span: tuple[date, date] | None = None,
) -> Counted:
    """Return a register ready to be counted.

    Args:
        opened: The register.
        as_of: What counts as now; a naive time is in its zone.
        checked: Its rows, where they were checked already as of that time.
        only: Positions of the complaints that count; all where left out.
        span: First and last day that it will be counted for; its clocks are judged for the span before, too.
    """
    now = as_of_in(as_of, opened.settings)
    zone = opened.settings.zone
    checked = checked or opened.checked(now)
    register = opened.register
    chosen = range(checked.rows) if only is None else only
    columns = checked.columns
    if only is not None:
        columns = {name: [values[position] for position in only] for name, values in columns.items()}
    times = set(opened.policy.times)
    # what else cannot be read matters to no clock
    untold = {row for row, names in checked.unreadable.items() if not times.isdisjoint(names)}
    rows = [register.row_number(position) for position in chosen]
    numbers = columns.get("case_no", [None] * len(rows))
    special = [
        position for position, (row, number) in enumerate(zip(rows, numbers, strict=True))
        if row in untold or number in checked.histories
    ] if checked.unreadable or checked.histories else []  # fmt: skip
    rows_of = checked

    def judged(moment: datetime) -> dict[str, Track]:
        return tracks(
            columns,
            lambda position: rows_of.complaint(chosen[position]),
            len(rows),
            opened.policy,
            moment,
            zone,
            present={*rows_of.columns, *rows_of.tables},
            special=special,
            unreadable=rows_of.unreadable,
            histories=rows_of.histories,
        )

    cases = Cases(len(rows), rows, dict(columns), judged(now))
    earlier = moment_before(now.astimezone(zone), span)
    if earlier is not None:
        cases.earlier = Earlier(earlier, judged(earlier))
    cases.scores = _scores(opened, checked, chosen, cases, span)
    sheets = detail_sheets(opened.book, (*TABLES, "contacts"))
    date1904 = opened.book.date1904
    tables = {name: [_read(name, row.values, zone, date1904=date1904) for row in sheet.rows]
              for name, sheet in sheets.items()}  # fmt: skip
    problems = [problem for problem in checked.problems if problem.level != "info"]
    if only is not None:
        known, own = set(map(str, numbers)), set(rows)
        tables = {
            name: [row for row in found if str(row.get("case_no") or "") in known] for name, found in tables.items()
        }
        problems = [one for one in problems if one.row in own and one.sheet == register.sheet]
    cases.add_details(tables, checked.histories)
    values = opened.settings.values
    estimates = None
    if values.get("estimates", "").strip() in (*_YES.texts, *_YES.also):
        estimates = Estimates(as_number(values.get("customer_value") or None))
    lang = register_language(opened)
    return Counted(opened.path, cases, problems, now, len(rows), zone.key, opened.policy.name, lang, estimates)


def _scores(
    opened: Opened, checked: Checked, chosen: Sequence[int], cases: Cases, span: tuple[date, date] | None
) -> dict[int, Score]:
    """Return position -> the score of its 8D, of the complaints with a report that a figure or a week can ask for."""
    sheets = opened.details
    told = {
        str(row.values.get("case_no") or "") for table in _REPORT if table in sheets for row in sheets[table].rows
    } - {""}
    if not told:
        return {}
    since = date.min if span is None or span[0] == date.min else span[0] - _BACK
    positions = [
        at for at, (number, end) in enumerate(zip(cases.column("case_no"), cases.instants("closed_at"), strict=True))
        if end is not None and end.date() >= since and str(number or "") in told
    ]  # fmt: skip
    if not positions:
        return {}
    # the checks of an 8D are many: a register without one does not load them
    from kesu_xl.flow.scoring import house_of, score_opened

    numbers = checked.columns.get("case_no", [])
    wanted = {str(cases.column("repeat_of")[at]) for at in positions if cases.column("repeat_of")[at]}
    known = [checked.complaint(at) for at, number in enumerate(numbers) if number in wanted]
    scored = score_opened(
        [checked.complaint(chosen[at]) for at in positions], details_by_case(sheets), house_of(opened), known=known
    )
    by_row = {one.row: Score(one.judged.score, as_number(one.customer_score)) for one in scored}
    return {at: by_row[cases.rows[at]] for at in positions if cases.rows[at] in by_row}


def _read(table: str, values: Mapping[str, Any], zone: ZoneInfo, *, date1904: bool) -> Mapping[str, Any]:
    """Return a detail row with its times as the checks read them: one typed as text is a time, too."""
    times = {name: moment_of(values[name], zone, date1904=date1904) for name in _TIMES[table] if name in values}
    return {**values, **times} if times else values


def figures_of(registers: Sequence[Counted], span: tuple[date, date] | None, names: str) -> Summary:
    """Return the figures of registers, counted together by the days of the first one's zone."""
    first, *others = registers
    zone = ZoneInfo(first.timezone)
    cases = first.cases
    for other in others:
        other.cases.moved(ZoneInfo(other.timezone), zone)
        cases.extend(other.cases)
    policies = ", ".join(dict.fromkeys(one.policy for one in registers))
    estimates = next((one.estimates for one in registers if one.estimates is not None), None)
    return summarise_cases(cases, first.now.astimezone(zone), zone, span, names, policies, estimates)
