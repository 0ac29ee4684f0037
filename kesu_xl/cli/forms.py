"""The commands that make forms and read them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import click

from kesu_xl.cli.ending import each, exit_code, pasted, tell
from kesu_xl.cli.options import Options, now_or
from kesu_xl.wording import Ref, say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["add_form_commands"]

#: So many reports are shown with their findings; from so many on JSON is one line.
_FEW: Final = 10
_MANY: Final = 500

#: Makes a function a command of that name.
Command = Callable[[str], Callable[[Callable[..., int]], click.Command]]
#: Returns language and quietness as the options before and behind the command say.
Told = Callable[..., tuple[str, bool]]


def add_form_commands(command: Command, told: Told, options: Options) -> None:
    """Add ``8d``, ``read``, ``convert``, ``compare``, ``score`` and ``form``."""

    def said(name: str) -> str:
        return say(f"cli.option_{name}", options.lang)

    @command("8d")
    @click.argument("registers", nargs=-1, required=True, metavar="REGISTER...")
    @options.output("DIR")
    @click.option("--case", "cases", multiple=True, metavar="NO", help=said("case"))
    @click.option("--template", metavar="FORM.xlsx", help=said("template"))
    @click.option("--update", is_flag=True, help=said("update"))
    @click.option("--submit", is_flag=True, help=said("submit"))
    @click.option("--unmasked", is_flag=True, help=said("unmasked"))
    @click.option("--pdf", is_flag=True, help=said("pdf"))
    @click.option("--open", "only_open", is_flag=True, help=said("open"))
    @click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help=said("jobs"))
    @click.option("--executor", default="process", metavar="NAME", help=said("executor"))
    @options.place
    @options.time
    @options.as_json
    @options.common
    def eight_d(registers: Sequence[str], output: Path, cases: Sequence[str], template: str | None, update: bool,
                submit: bool, unmasked: bool, pdf: bool, only_open: bool, jobs: int, executor: str, as_json: bool,
                as_of: datetime | None, sheet: str, mapping: str | None, timezone: str,
                **given: Any) -> int:  # fmt: skip
        from time import perf_counter

        from kesu_xl.cli.show import Progress, print_problems
        from kesu_xl.flow.reports import make_8d
        from kesu_xl.flow.results import ReportsResult

        if unmasked and not submit:
            raise click.UsageError(say("cli.usage_unmasked", options.lang))
        spoken, quiet = told(**given)
        now = now_or(as_of)
        taken: dict[str, str] = {}

        def run(register: str) -> ReportsResult:
            started = perf_counter()
            with Progress(say("cli.progress_8d", spoken or options.lang), spoken or options.lang, quiet=quiet) as step:
                made = make_8d(register, output, as_of=now, cases=cases, only_open=only_open, sheet=sheet,
                               mapping=mapping, timezone=timezone, lang=spoken, template=template, update=update,
                               submit=submit, unmasked=unmasked, pdf=pdf, jobs=jobs, executor=executor, taken=taken,
                               progress=step)  # fmt: skip
            made.seconds = perf_counter() - started
            tell(made.found, pasted(register), made.lang, quiet=quiet)
            return made

        def show(made: ReportsResult) -> None:
            print_problems([p for p in made.found if p.code.startswith("F")], made.lang)
            click.echo(say("cli.reports_made", made.lang, count=len(made.made), folder=str(output)))

        return each(registers, run, show, as_json=as_json, lang=spoken or options.lang)

    @command("read")
    @click.argument("forms", nargs=-1, required=True, metavar="FORM...")
    @click.option("--template", metavar="FORM.xlsx", help=said("read_template"))
    @click.option("--into", metavar="REGISTER", help=said("read_into"))
    @click.option("--theirs", is_flag=True, help=said("theirs"))
    @click.option("--dry-run", is_flag=True, help=said("read_dry_run"))
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def read(forms: Sequence[str], template: str | None, into: str | None, theirs: bool, dry_run: bool, as_json: bool,
             as_of: datetime | None, sheet: str, mapping: str | None, timezone: str, force: bool,
             **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_differences, print_form, print_json
        from kesu_xl.flow.entering import enter_form
        from kesu_xl.flow.form_results import EnterResult, ReadResult
        from kesu_xl.flow.reading import read_form

        lang = told(**given)[0]
        if into is None and (theirs or dry_run):
            raise click.UsageError(say("cli.usage_missing", options.lang, name="--into"))
        result: ReadResult
        if into is None:
            result = read_form(list(forms), template, lang=lang)
        else:
            result = enter_form(list(forms), into, as_of=now_or(as_of), template=template, theirs=theirs,
                                dry_run=dry_run, sheet=sheet, mapping=mapping, timezone=timezone, lang=lang,
                                force=force)  # fmt: skip
        for _, error in result.failed:
            click.echo(error.say(result.lang), err=True)
        if as_json:
            print_json(result.as_json())
        elif isinstance(result, EnterResult):
            print_differences(result)
        else:
            for report in result.reports:
                print_form(report)
        return 0 if result.clean else 1

    @command("convert")
    @click.argument("filled", metavar="FILLED")
    @click.option("--to", required=True, metavar="TEMPLATE", help=said("convert_to"))
    @click.option("--template", metavar="FORM.xlsx", help=said("read_template"))
    @options.output("OUT.xlsx")
    @options.force
    @options.as_json
    @options.common
    def convert(filled: str, to: str, template: str | None, output: Path, force: bool, as_json: bool,
                **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json, print_problems
        from kesu_xl.flow.reading import convert as run

        made = run(filled, to, output, template=template, lang=told(**given)[0], force=force)
        if as_json:
            print_json(made.as_json())
        else:
            print_problems(made.found, made.lang)
            click.echo(say("cli.converted", made.lang, path=made.path, template=made.template))
        return exit_code(made.found)

    @command("compare")
    @click.argument("before", metavar="BEFORE")
    @click.argument("after", metavar="AFTER")
    @click.option("--template", metavar="FORM.xlsx", help=said("read_template"))
    @options.as_json
    @options.common
    def compare(before: str, after: str, template: str | None, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_comparison, print_json
        from kesu_xl.flow.comparing import compare as run

        found = run(before, after, template, lang=told(**given)[0])
        if as_json:
            print_json(found.as_json())
        else:
            print_comparison(found)
        return 0 if found.clean else 1

    @command("score")
    @click.argument("sources", nargs=-1, required=True, metavar="FORM_OR_REGISTER...")
    @click.option("--case", "cases", multiple=True, metavar="NO", help=said("case"))
    @click.option("--template", metavar="FORM.xlsx", help=said("read_template"))
    @options.output("OUT.xlsx", required=False)
    @options.in_place
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def score(sources: Sequence[str], cases: Sequence[str], template: str | None, output: Path | None, in_place: bool,
              as_json: bool, as_of: datetime | None, sheet: str, mapping: str | None, timezone: str, force: bool,
              **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json, print_scores
        from kesu_xl.flow.scoring import score as run
        from kesu_xl.flow.scoring import show_scores

        spoken, quiet = told(**given)
        now = now_or(as_of)
        if output is not None or in_place:
            if output is not None and in_place:
                raise click.UsageError(say("cli.one_output", options.lang))
            if len(sources) > 1:
                raise click.UsageError(say("cli.one_register", options.lang))
            result, written = show_scores(sources[0], output, as_of=now, cases=cases, sheet=sheet, mapping=mapping,
                                          timezone=timezone, lang=spoken, force=force)  # fmt: skip
            for note in () if quiet else (Ref("cli.scored", path=written.path), *written.notes):
                click.echo(note.say(result.lang), err=True)
        else:
            result = run(list(sources), as_of=now, cases=cases, template=template, sheet=sheet, mapping=mapping,
                         timezone=timezone, lang=spoken)  # fmt: skip
        for _, error in result.failed:
            click.echo(error.say(result.lang), err=True)
        if as_json:
            print_json(result.as_json(), compact=len(result.scored) > _MANY)
        else:
            print_scores(result, with_findings=len(result.scored) <= _FEW)
        tell(result.found, pasted(*sources), result.lang, quiet=quiet)
        return 0 if result.clean else 1

    @command("form")
    @click.argument("name", required=False, metavar="NAME")
    @click.argument("register", required=False, metavar="REGISTER")
    @click.option("--list", "listing", is_flag=True, help=say("cli.option_list_forms", options.lang))
    @click.option("--case", default="", metavar="NO", help=say("cli.option_case_form", options.lang))
    @options.output("OUT.xlsx", required=False)
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def form(name: str | None, register: str | None, listing: bool, case: str, output: Path | None,
             as_of: datetime | None, sheet: str, mapping: str | None, timezone: str, force: bool, as_json: bool,
             **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json, print_problems, print_table
        from kesu_xl.flow.forms import fill_form, forms

        lang, quiet = told(**given)
        if listing:
            found = forms()
            if as_json:
                print_json({"forms": [{"name": one.name, "languages": one.languages} for one in found]})
            else:
                heads = [say(f"cli.form_{part}", lang or options.lang) for part in ("name", "languages")]
                print_table(heads, [(one.name, ", ".join(one.languages)) for one in found])
            return 0
        needed = {"NAME": name, "REGISTER": register, "--case": case, "-o": output}
        if missing := [option for option, value in needed.items() if not value]:
            raise click.UsageError(say("cli.usage_missing", options.lang, name=missing[0]))
        assert name is not None
        assert register is not None
        assert output is not None
        made = fill_form(name, register, output, case=case, as_of=now_or(as_of), sheet=sheet, mapping=mapping,
                         timezone=timezone, lang=lang, force=force)  # fmt: skip
        if as_json:
            print_json(made.as_json())
        else:
            print_problems([problem for problem in made.found if problem.code.startswith("F")], made.lang)
            click.echo(say("cli.form_made", made.lang, path=str(output), name=made.made[0].template))
        return tell(made.found, pasted(register), made.lang, quiet=quiet)
