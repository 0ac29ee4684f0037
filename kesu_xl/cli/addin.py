"""``kesu addin``: the ribbon for registers that people already have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.cli.options import Options, PathTo
from kesu_xl.wording import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["add_addin"]

_MARKS = {"ok": "●", "info": "○", "warning": "▲", "error": "■"}


def add_addin(kesu: click.Group, options: Options, told: Callable[..., tuple[str, bool]]) -> None:
    """Add the group of commands.

    Args:
        kesu: The command line.
        options: Makes its shared options.
        told: Gives language and quiet of a call.
    """
    lang = options.lang
    shown = {"options_metavar": say("cli.metavar_options", lang)}

    @kesu.group("addin", help=say("cli.help_addin", lang), **options.group)
    @options.common
    def addin(**given: Any) -> None:
        """Take the options that stand before the command."""

    def spoken(given: dict[str, Any]) -> str:
        # `kesu addin --lang en build` as well as `kesu addin build --lang en`
        parent = click.get_current_context().parent
        above = parent.params.get("lang") if parent else ""
        return given["lang"] or above or told(**given)[0] or lang

    @addin.command("build", help=say("cli.help_addin_build", lang), **shown)
    @options.output("PATH.xlam", required=False)
    @options.force
    @options.common
    def build(output: Path | None, force: bool, **given: Any) -> int:
        from pathlib import Path

        from kesu_xl.errors import KesuError
        from kesu_xl.flow.output import write_output
        from kesu_xl.ribbon.addin import ADDIN_FILE
        from kesu_xl.ribbon.addin import build as make
        from kesu_xl.ribbon.machine import this_machine

        path = output or Path(ADDIN_FILE)
        if path.suffix.lower() != ".xlam":
            raise KesuError("wrong_ending", file=str(path), ending=".xlam")
        write_output(path, make(this_machine(), spoken(given)), force=force)
        click.echo(say("cli.addin_built", spoken(given), path=str(path)))
        return 0

    @addin.command("install", help=say("cli.help_addin_install", lang), **shown)
    @click.option("--sendto", is_flag=True, help=say("cli.option_sendto", lang))
    @options.common
    def install(sendto: bool, **given: Any) -> int:
        from kesu_xl.ribbon.addin import install as put_in
        from kesu_xl.ribbon.addin import install_sendto
        from kesu_xl.ribbon.machine import this_machine

        machine = this_machine()
        click.echo(say("cli.addin_installed", spoken(given), path=str(put_in(machine, spoken(given)))))
        for path in install_sendto(machine, spoken(given)) if sendto else ():
            click.echo(say("cli.sendto_installed", spoken(given), path=str(path)))
        return 0

    @addin.command("uninstall", help=say("cli.help_addin_uninstall", lang), **shown)
    @options.common
    def uninstall(**given: Any) -> int:
        from kesu_xl.ribbon.addin import uninstall as take_out
        from kesu_xl.ribbon.machine import this_machine

        gone = take_out(this_machine())
        for path in gone:
            click.echo(say("cli.addin_removed", spoken(given), path=str(path)))
        if not gone:
            click.echo(say("cli.addin_none", spoken(given)))
        return 0

    @addin.command("doctor", help=say("cli.help_addin_doctor", lang), **shown)
    @click.argument("workbook", type=PathTo(), required=False, metavar="[WORKBOOK]")
    @options.as_json
    @options.common
    def doctor(workbook: Path | None, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json
        from kesu_xl.ribbon.doctor import examine
        from kesu_xl.ribbon.machine import this_machine

        findings = examine(this_machine(), workbook)
        if as_json:
            print_json({"findings": [finding.as_json(spoken(given)) for finding in findings]})
        else:
            for finding in findings:
                remedy = finding.remedy(spoken(given))
                ending = f" → {remedy}" if remedy else ""
                click.echo(f"{_MARKS[finding.level]} {finding.message(spoken(given))}{ending}")
        return 1 if any(finding.level in ("warning", "error") for finding in findings) else 0
