"""The commands. Each parses, calls one function of `flow`, shows the result, and returns the exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kesu_xl import __version__
from kesu_xl.cli.addin import add_addin
from kesu_xl.cli.ending import counts, each, exit_code, pasted, tell
from kesu_xl.cli.forms import add_form_commands
from kesu_xl.cli.helptext import HelpText
from kesu_xl.cli.mail import add_mail_commands
from kesu_xl.cli.options import Options, PathTo, now_or, one_output
from kesu_xl.cli.outbox import add_outbox, add_schedule
from kesu_xl.cli.summary import add_summary_commands
from kesu_xl.cli.template import add_template
from kesu_xl.wording import Ref, say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build"]


class _Brief(click.Command):
    """A command whose line in a list is the first sentence of its help, whole."""

    def get_short_help_str(self, limit: int = 45) -> str:
        # click cuts after `limit` characters at a blank, of which Chinese has none: "..." would be all that is left
        first = (self.help or "").split("\n\n")[0].split("。")[0].split(". ")[0]
        return " ".join(first.split()).rstrip(".")


class _InOrder(_Brief, click.Group):
    """A group that lists its commands in the order in which a user meets them."""

    command_class = _Brief
    group_class = type

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def build(lang: str) -> click.Group:
    """Return the command line with its help in `lang`."""
    options = Options(lang)
    HelpText.lang = lang
    click.Context.formatter_class = HelpText

    @click.group(name="kesu", cls=_InOrder, help=say("cli.help", lang), context_settings={"obj": lang}, **options.group)
    @click.version_option(__version__, "--version", prog_name="kesu", help=say("cli.option_version", lang))
    @options.common
    def kesu(lang: str | None, quiet: bool) -> None:
        """Take the options that stand before the command; the commands look them up."""

    # what stands before the command counts for it as well
    def told(**given: Any) -> tuple[str, bool]:
        context: click.Context | None = click.get_current_context()
        lang, quiet = given["lang"] or "", given["quiet"]
        while (context := context.parent if context else None) is not None:
            lang, quiet = lang or context.params.get("lang") or "", quiet or bool(context.params.get("quiet"))
        return lang, quiet

    def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
        shown = say("cli.metavar_options", options.lang)
        return kesu.command(name, help=say(f"cli.help_{name}", options.lang), options_metavar=shown)

    @command("demo")
    @click.argument("folder", type=PathTo(), default="kesu-demo", metavar="[DIR]")
    @options.time
    @options.as_json
    @options.common
    def demo(folder: Path, as_of: datetime | None, timezone: str, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import Progress, print_json, print_problems
        from kesu_xl.flow.making import DEMO_AS_OF
        from kesu_xl.flow.making import demo as run

        spoken, quiet = told(**given)
        with Progress(say("cli.progress_8d", spoken or options.lang), spoken or options.lang, quiet=quiet) as step:
            made = run(folder, as_of=as_of or DEMO_AS_OF, lang=spoken, timezone=timezone, progress=step)
        problems = made.checked.found + made.reports.found + made.summary.found
        if as_json:
            print_json(made.as_json())
        else:
            errors, warnings = counts(made.checked.found)
            print_problems([p for p in problems if p.level != "info"], made.lang)
            click.echo(
                say("cli.demo_done", made.lang, rows=made.checked.rows, errors=errors, warnings=warnings,
                    flagged=made.flagged.path, reports=len(made.reports.made), folder=made.reports_folder,
                    summary=made.summary.path)
            )  # fmt: skip
        return exit_code(problems)

    @command("new")
    @click.argument("path", type=PathTo(), metavar="PATH.xlsm|PATH.xlsx")
    @click.option("--profile", default="default", metavar="NAME", help=say("cli.option_profile", lang))
    @click.option("--timezone", default="", metavar="ZONE", help=say("cli.option_timezone", lang))
    @options.force
    @options.common
    def new(path: Path, profile: str, timezone: str, force: bool, **given: Any) -> int:
        from uuid import uuid4

        from kesu_xl.ribbon.book import new_register

        spoken, quiet = told(**given)
        spoken = spoken or options.lang
        written = new_register(path, profile=profile, lang=spoken, timezone=timezone, force=force, identity=uuid4().hex)
        if not quiet:
            click.echo(say("cli.registered", spoken, path=written.path))
        return 0

    @command("check")
    @click.argument("registers", nargs=-1, required=True, metavar="REGISTER...")
    @click.option("--annotate", type=PathTo(), metavar="OUT.xlsx", help=say("cli.option_annotate", lang))
    @options.in_place
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def check(registers: Sequence[str], annotate: Path | None, in_place: bool, as_json: bool, as_of: datetime | None,
              sheet: str, mapping: str | None, timezone: str, force: bool, **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_check
        from kesu_xl.flow.checking import check as run

        spoken, quiet = told(**given)
        now = now_or(as_of)
        if annotate is not None or in_place:
            from kesu_xl.flow.changing import annotate as show_in

            one_output(lang, annotate, in_place)
            if len(registers) > 1:
                raise click.UsageError(say("cli.one_register", lang))
            result, written = show_in(registers[0], annotate, as_of=now, sheet=sheet, mapping=mapping,
                                      timezone=timezone, lang=spoken, force=force)  # fmt: skip
            code = each(registers, lambda _: result, print_check, as_json=as_json, lang=result.lang)
            if not quiet:
                for note in (Ref("cli.annotated", path=written.path), *written.notes):
                    click.echo(note.say(result.lang), err=True)
            return code
        return each(
            registers,
            lambda register: run(register, as_of=now, sheet=sheet, mapping=mapping, timezone=timezone, lang=spoken),
            print_check,
            as_json=as_json,
            lang=spoken or options.lang,
        )

    @command("map")
    @click.argument("register", metavar="REGISTER")
    @options.output("MAP.toml", required=False)
    @options.place
    @options.force
    @options.as_json
    @options.common
    def map_(register: str, output: Path | None, sheet: str, mapping: str | None, force: bool, as_json: bool,
             **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json, print_map
        from kesu_xl.flow.checking import map_columns
        from kesu_xl.flow.output import write_output

        result = map_columns(register, sheet=sheet, mapping=mapping, lang=told(**given)[0])
        if output is not None:
            write_output(output, result.mapping.encode(), force=force, source=register)
        if as_json:
            print_json(result.as_json())
        else:
            print_map(result)
            if output is not None:
                click.echo(say("cli.map_written", result.lang, path=str(output)))
        return 0

    @command("clocks")
    @click.argument("register", metavar="REGISTER")
    @options.output("OUT.xlsx", required=False)
    @options.in_place
    @click.option("--with-closed", is_flag=True, help=say("cli.option_with_closed", lang))
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def clocks(register: str, output: Path | None, in_place: bool, with_closed: bool, as_json: bool,
               as_of: datetime | None, sheet: str, mapping: str | None, timezone: str, force: bool,
               **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_clocks, print_json

        spoken, quiet = told(**given)
        now, notes = now_or(as_of), []
        if output is not None or in_place:
            from kesu_xl.flow.changing import show_clocks as show_in

            one_output(lang, output, in_place)
            result, written = show_in(register, output, as_of=now, with_closed=with_closed, sheet=sheet,
                                      mapping=mapping, timezone=timezone, lang=spoken, force=force)  # fmt: skip
            notes = [Ref("clocksheet.written", path=written.path), *written.notes]
        else:
            from kesu_xl.flow.checking import clocks as run

            result = run(register, as_of=now, sheet=sheet, mapping=mapping, timezone=timezone, lang=spoken)
        if as_json:
            print_json(result.as_json())
        elif not notes:
            print_clocks(result)
        if not quiet:
            for note in notes:
                click.echo(note.say(result.lang), err=True)
        return tell(result.found, pasted(register), result.lang, quiet=quiet)

    @command("flag")
    @click.argument("register", metavar="REGISTER")
    @options.output("OUT.xlsx", required=False)
    @options.in_place
    @click.option("--add-columns", is_flag=True, help=say("cli.option_add_columns", lang))
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def flag(register: str, output: Path | None, in_place: bool, add_columns: bool, as_json: bool,
             as_of: datetime | None, sheet: str, mapping: str | None, timezone: str, force: bool,
             **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.flagging import flag as run

        one_output(lang, output, in_place)
        written = run(register, output, as_of=as_of, add_columns=add_columns, sheet=sheet, mapping=mapping,
                      timezone=timezone, lang=told(**given)[0], force=force)  # fmt: skip
        if as_json:
            print_json(written.as_json())
        else:
            click.echo(say("cli.flagged", written.lang, path=written.path, rows=written.rows, note=written.notes))
        return 0

    @command("clean")
    @click.argument("workbook", metavar="WORKBOOK")
    @options.output("OUT.xlsx", required=False)
    @options.in_place
    @options.force
    @options.as_json
    @options.common
    def clean(workbook: str, output: Path | None, in_place: bool, force: bool, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.changing import clean as run

        one_output(lang, output, in_place)
        written = run(workbook, output, lang=told(**given)[0] or options.lang, force=force)
        if as_json:
            print_json(written.as_json())
        else:
            for note in (Ref("cli.cleaned", path=written.path), *written.notes):
                click.echo(note.say(written.lang))
        return 0

    add_form_commands(command, told, options)

    add_summary_commands(command, told, options)
    add_mail_commands(kesu, command, told, options)
    add_outbox(kesu, told, options)
    add_schedule(kesu, told, options)
    add_addin(kesu, options, told)
    add_template(kesu, options, told)
    for name in ("rules", "fields", "figures"):
        _add_catalogue(kesu, name, options)
    return kesu


def _add_catalogue(kesu: click.Group, name: str, options: Options) -> None:
    shown = say("cli.metavar_options", options.lang)

    @kesu.command(name, help=say(f"cli.help_{name}", options.lang), options_metavar=shown)
    @options.as_json
    @options.common
    def show(as_json: bool, lang: str, quiet: bool) -> int:
        from kesu_xl.cli.show import print_json, print_table
        from kesu_xl.flow.catalogues import catalogue, catalogue_table

        parent = click.get_current_context().parent
        spoken = lang or (parent.params.get("lang") if parent else "") or options.lang
        if as_json:
            print_json(catalogue(name, spoken))
        else:
            print_table(*catalogue_table(name, spoken))
        return 0
