"""``kesu form``: one complaint in a shipped form or one of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.cli.options import Options, now_or
from kesu_xl.wording import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["form_command"]


def form_command(options: Options, told: Callable[..., tuple[str, bool]], tell: Callable[..., int]) -> click.Command:
    """Return the command with its help in the language of the options.

    Args:
        options: The shared options.
        told: Gives language and quietness from the command's options and those before it.
        tell: Says that the data has problems, and gives the exit code.
    """

    @click.command(
        "form", help=say("cli.help_form", options.lang), options_metavar=say("cli.metavar_options", options.lang)
    )
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
        return tell(made.found, register, made.lang, quiet=quiet)

    return form
