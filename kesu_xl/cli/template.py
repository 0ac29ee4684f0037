"""The commands about templates: ``kesu template check`` and ``kesu template suggest``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.cli.ending import each
from kesu_xl.cli.options import Options
from kesu_xl.wording import say

if TYPE_CHECKING:
    from pathlib import Path

    from kesu_xl.flow.form_results import TemplateResult

__all__ = ["add_template"]


def add_template(kesu: click.Group, options: Options, told: Callable[..., tuple[str, bool]]) -> None:
    """Add the group with its help in the language of the options.

    Args:
        kesu: The command line.
        options: The shared options.
        told: Gives language and quietness from a command's options and those before it.
    """
    shown = say("cli.metavar_options", options.lang)

    @kesu.group(name="template", help=say("cli.help_template", options.lang), **options.group)
    @options.common
    def template(**_: Any) -> None:
        """Hold the commands."""

    @template.command("check", help=say("cli.help_template_check", options.lang), options_metavar=shown)
    @click.argument("templates", nargs=-1, required=True, metavar="TEMPLATE...")
    @options.as_json
    @options.common
    def check(templates: Sequence[str], as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_problems
        from kesu_xl.flow.templates import check_template

        lang, quiet = told(**given)
        lang = lang or options.lang

        def show(result: TemplateResult) -> None:
            print_problems(result.found, lang)
            if not quiet:
                levels = [problem.level for problem in result.found]
                counts = {f"{level}s": levels.count(level) for level in ("error", "warning", "info")}
                path = result.template
                click.echo(say("cli.template_checked", lang, template=path, fields=len(result.fields), **counts))

        return each(
            templates, lambda path: check_template(path, lang=lang), show, as_json=as_json, lang=lang, kind="template"
        )

    @template.command("suggest", help=say("suggest.help", options.lang), options_metavar=shown)
    @click.argument("blank", metavar="BLANK")
    @options.output("TEMPLATE.xlsx")
    @options.force
    @options.as_json
    @options.common
    def suggest(blank: str, output: Path, force: bool, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json, print_problems, print_table
        from kesu_xl.flow.suggesting import SURE, suggest_template

        result = suggest_template(blank, output, lang=told(**given)[0] or options.lang, force=force)
        if as_json:
            print_json(result.as_json())
            return 0 if result.clean else 1
        lang = result.lang
        for heading in result.headings:
            click.echo(f"{heading.d}  {heading.sheet}!{heading.cell}")
        heads = [say(f"suggest.head_{name}", lang) for name in ("cell", "field", "sure", "why")]
        print_table(
            heads,
            [
                (f"{m.sheet}!{m.cell}", m.field, f"{m.sure:.0%}" + ("" if m.sure >= SURE else " ?"), m.why)
                for m in result.markers
            ],
        )
        print_problems(result.found, lang)
        if not result.path:
            click.echo(say("suggest.nothing", lang, form=result.form), err=True)
            return 1
        unsure = sum(1 for marker in result.markers if marker.sure < SURE)
        click.echo(
            say("suggest.done", lang, path=result.path, markers=len(result.markers), unsure=unsure,
                headings=len(result.headings))
        )  # fmt: skip
        return 0 if result.clean else 1
