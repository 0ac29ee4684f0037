"""The commands that write the weekly workbook: of one register or some, and of all in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.cli.ending import pasted, tell, tell_unread
from kesu_xl.cli.forms import Command, Told
from kesu_xl.cli.options import Options, PathTo, now_or, one_output
from kesu_xl.wording import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["add_summary_commands"]


def add_summary_commands(command: Command, told: Told, options: Options) -> None:
    """Add ``summary`` and ``rollup``."""

    def said(name: str) -> str:
        return say(f"cli.option_{name}", options.lang)

    def span_options(run: Callable[..., int]) -> Callable[..., int]:
        for flag, name, shown in (
            ("to", "until", "DAY"),
            ("from", "since", "DAY"),
            ("month", "month", "2026-11"),
            ("week", "week", "2026-W47"),
        ):
            run = click.option(f"--{flag}", name, default="", metavar=shown, help=said(flag))(run)
        return run

    @command("summary")
    @click.argument("registers", nargs=-1, required=True, metavar="REGISTER...")
    @options.output("OUT.xlsx", required=False)
    @options.in_place
    @click.option("--into", type=PathTo(), metavar="BOOK.xlsx", help=said("into"))
    @click.option("--template", default="", metavar="WEEKLY.xlsx", help=said("summary_template"))
    @span_options
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def summary(registers: Sequence[str], output: Path | None, in_place: bool, into: Path | None, template: str,
                week: str, month: str, since: str, until: str, as_json: bool, as_of: datetime | None, sheet: str,
                mapping: str | None, timezone: str, force: bool, **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.summarising import span_of
        from kesu_xl.flow.summarising import summary as run

        spoken, quiet = told(**given)
        one_output(options.lang, output, in_place, into)
        span = span_of(week, month, since, until)
        result = run(list(registers), output, into=into, as_of=now_or(as_of), span=span, sheet=sheet, mapping=mapping,
                     timezone=timezone, lang=spoken, template=template, force=force)  # fmt: skip
        if as_json:
            print_json(result.as_json())
        else:
            click.echo(say("cli.summary_made", result.lang, path=result.path, complaints=result.complaints))
            for note in result.notes:
                click.echo(note.say(result.lang))
        return tell(result.found, pasted(*registers), result.lang, quiet=quiet)

    @command("rollup")
    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @options.output("OUT.xlsx")
    @click.option("--template", default="", metavar="WEEKLY.xlsx", help=said("summary_template"))
    @span_options
    @click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help=said("rollup_jobs"))
    @click.option("--executor", default="process", metavar="NAME", help=said("rollup_executor"))
    @options.time
    @options.force
    @options.as_json
    @options.common
    def rollup(paths: Sequence[str], output: Path, template: str, week: str, month: str, since: str, until: str,
               jobs: int, executor: str, as_json: bool, as_of: datetime | None, timezone: str, force: bool,
               **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import Progress, print_json
        from kesu_xl.flow.rollup import rollup as run
        from kesu_xl.flow.summarising import span_of

        spoken, quiet = told(**given)
        span = span_of(week, month, since, until)
        with Progress(say("cli.progress_rollup", spoken or options.lang), spoken or options.lang, quiet=quiet) as step:
            result = run(list(paths), output, as_of=now_or(as_of), span=span, timezone=timezone, lang=spoken, jobs=jobs,
                         executor=executor, template=template, force=force, progress=step)  # fmt: skip
        if as_json:
            print_json(result.as_json())
        else:
            click.echo(
                say("cli.rollup_made", result.lang, path=result.path, registers=len(result.registers),
                    complaints=result.complaints, skipped=len(result.skipped))
            )  # fmt: skip
        code = tell(result.found, pasted(*(path for path, _ in result.registers)), result.lang, quiet=quiet)
        return 1 if tell_unread(result.failed, result.lang) else code
