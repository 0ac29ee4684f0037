"""What the commands print: results on stdout, progress and notes on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.flow.form_results import shown_value
from kesu_xl.wording import in_language, say

if TYPE_CHECKING:
    # each command has imported what makes its own result; the others' rooms are not for it to pay
    from kesu_xl.flow.comparing import Comparison
    from kesu_xl.flow.form_results import EnterResult, FormReport
    from kesu_xl.flow.results import CheckResult, ClocksResult, MapResult, Problem
    from kesu_xl.flow.score_results import ScoreResult

__all__ = [
    "Progress",
    "print_check",
    "print_clocks",
    "print_comparison",
    "print_differences",
    "print_form",
    "print_json",
    "print_map",
    "print_problems",
    "print_scores",
    "print_table",
]

_VERDICTS = {"fulfilled": "●", "partly": "▲", "not": "■", "na": "-"}
_LEVELS = {"error": "■", "warning": "▲", "info": "○"}


def print_json(document: Any, *, compact: bool = False) -> None:
    """Print one JSON document; a compact one has no line breaks, and is written a good deal faster."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=None if compact else 2))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if "\u1100" <= c <= "\u115f" or ("\u2e80" <= c <= "\uffe6" and c != "\u303f") else 1 for c in text)


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under heads, each column as wide as its widest cell."""
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    for cells in (heads, *rows):
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def print_problems(problems: Sequence[Problem], lang: str) -> None:
    """Print each problem on one line: where, how bad, which rule, which complaint, what, what to do."""
    for problem in problems:
        where = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        level = f"{_LEVELS[problem.level]} {say(f'cli.level_{problem.level}', lang)}"
        parts = [where, level, problem.code, problem.case_no, f"{problem.message(lang)} → {problem.remedy(lang)}"]
        click.echo("  ".join(part for part in parts if part))


def print_check(result: CheckResult) -> None:
    """Print the problems of a register and how many there are."""
    lang = result.lang
    print_problems(result.found, lang)
    counts = {level: sum(1 for p in result.found if p.level == level) for level in _LEVELS}
    click.echo(
        say("cli.checked", lang, register=result.register, sheet=result.sheet, rows=result.rows, valid=result.valid,
            errors=counts["error"], warnings=counts["warning"], infos=counts["info"])
    )  # fmt: skip


def print_map(result: MapResult) -> None:
    """Print which column is which, what is unmapped, and what is missing for what."""
    lang = result.lang
    click.echo(
        say("cli.mapped", lang, register=result.register, sheet=result.sheet, row=result.header_row, rows=result.rows)
    )
    heads = [say(f"cli.map_{name}", lang) for name in ("column", "header", "field", "how", "sure")]
    rows = [(c.column, c.header, c.field, say(f"cli.how_{c.how}", lang), f"{c.sure:.0%}") for c in result.columns]
    rows += [(c.column, c.header, "-", say("cli.how_unmapped", lang), "") for c in result.unmapped]
    print_table(heads, rows)
    for missing in result.missing:
        needed = in_language(list(missing.needed_for), lang)
        click.echo(say("cli.map_missing", lang, field=missing.field, label=missing.label, needed=needed))
    print_problems([p for p in result.found if p.level != "info" and p.code not in ("R101", "R102")], lang)


def print_clocks(result: ClocksResult) -> None:
    """Print every clock with its state and explanation."""
    lang = result.lang
    click.echo(
        say("cli.clocks_head", lang, register=result.register, as_of=result.as_of.isoformat(timespec="minutes"),
            policy=result.policy, zone=result.timezone, origin=result.timezone_from)
    )  # fmt: skip
    heads = [say(f"cli.clocks_{name}", lang) for name in ("case_no", "clock", "state", "explanation")]
    print_table(
        heads,
        [
            (v.case_no or "", say(f"clock.{v.clock}", lang), say(f"clock.shown.{v.state}", lang), v.explain(lang))
            for v in result.verdicts
        ],
    )


def print_form(report: FormReport) -> None:
    """Print every value of a form with its cell, then what could not be read."""
    lang = report.lang
    click.echo(
        say("cli.form_read", lang, path=report.path, template=report.template, case_no=report.case_no or "-",
            count=len(report.cells))
    )  # fmt: skip
    heads = [say(f"cli.form_{name}", lang) for name in ("cell", "field", "value")]
    print_table(heads, [(cell, path, " ".join(text.split())) for path, cell, text in report.lines()])
    print_problems(report.found, lang)


def print_comparison(found: Comparison) -> None:
    """Print the fields that differ with both values, then what could not be read."""
    lang = found.lang
    params = {"before": found.before, "after": found.after, "count": len(found.differences)}
    click.echo(say("submit.compare.count" if found.differences else "submit.compare.same", lang, **params))
    if found.differences:
        heads = [say(f"submit.compare.head_{name}", lang) for name in ("cell", "field", "before", "after")]
        rows = [
            (one.cell, one.field, *(" ".join(_plain(value, lang).split()) for value in (one.before, one.after)))
            for one in found.differences
        ]
        print_table(heads, rows)
    print_problems(found.found, lang)


def _plain(value: Any, lang: str) -> str:
    return "-" if value is None else str(shown_value(value, lang))


def print_scores(result: ScoreResult, *, with_findings: bool) -> None:
    """Print one line for each report: score, the nine verdicts, whether it can be accepted; and what is lacking."""
    lang = result.lang
    overall = {name: say(f"quality.overall.{name}", lang) for name in ("accept", "rework", "no_measures", "na")}
    lines = []
    for scored in result.scored:
        judged = scored.judged
        icons = "  ".join([_VERDICTS[verdict] for verdict in judged.verdicts])
        own = "" if scored.customer_score is None else say("cli.score_customer", lang, score=scored.customer_score)
        shown = (f"{judged.score:>5}", icons, overall[judged.verdict], scored.case_no or scored.path, own)
        lines.append("  ".join(shown).rstrip())
        if with_findings:
            reason = say("cli.score_form", lang, chosen=judged.chosen or "-", form=judged.proposed.form,
                         reason=judged.proposed.reason)  # fmt: skip
            lines.append(f"       {reason}")
            for one in result.findings(scored):
                lines.append(f"       {'■' if one.blocking else '○'} {one.check:<6} {one.field}: {one.message}")
    counts = result.counts
    click.echo(say("cli.score_head", lang))
    click.echo("\n".join(lines))
    click.echo(
        say("cli.score_done", lang, count=len(result.scored), accept=counts["accept"], rework=counts["rework"],
            none=counts["no_measures"], na=counts["na"])
    )  # fmt: skip
    if not with_findings and result.scored:
        click.echo(say("cli.score_hint", lang, case_no=result.scored[0].case_no))


def print_differences(result: EnterResult) -> None:
    """Print what each form says otherwise than the register, and what became of it."""
    lang = result.lang
    heads = [say(f"cli.enter_{name}", lang) for name in ("cell", "field", "ours", "theirs", "state")]
    taken = 0
    for report in result.reports:
        found = report.differences or []
        taken += sum(one.taken for one in found)
        click.echo(say("cli.enter_form", lang, path=report.path, case_no=report.case_no or "-", count=len(found)))
        rows = []
        for one in found:
            state = "taken" if one.taken else "newer" if one.newer else "kept"
            where = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
            values = (" ".join(text.split()) for text in (one.ours, one.theirs))
            rows.append((where, one.field, *values, say(f"cli.enter_{state}", lang)))
        if rows:
            print_table(heads, rows)
        print_problems(report.found, lang)
    if result.written:
        click.echo(say("cli.enter_written", lang, path=result.written, count=taken))
    else:
        click.echo(say("cli.enter_nothing", lang, path=result.register))
    for note in result.notes:
        click.echo(note.say(lang))


class Progress:
    """How far a long command is: a bar on a terminal, a line at the end elsewhere, nothing when quiet."""

    def __init__(self, what: str, lang: str, *, quiet: bool) -> None:
        """Take what is being made, as the bar names it."""
        self._what = what
        self._lang = lang
        self._quiet = quiet
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        """Return the function to be called with how many are done, of how many."""
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.start()
        return self._step

    def _step(self, done: int, total: int) -> None:
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task(self._what, total=total)
            self._bar.update(self._task, completed=done)
        elif not self._quiet and done == total:
            click.echo(say("cli.progress", self._lang, what=self._what, done=done, total=total), err=True)

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
