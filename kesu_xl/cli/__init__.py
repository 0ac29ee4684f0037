"""The door for batches: click. It parses, calls one function of `flow`, shows, exits."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kesu_xl.errors import KesuError
from kesu_xl.wording import nearest_language, say

if TYPE_CHECKING:
    import click

__all__ = ["help_language", "main"]


def help_language(arguments: Sequence[str]) -> str:
    """Return the language of help and of messages before a register was read: ``--lang``, else the user's locale."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            asked = nearest_language(arguments[place + 1])
        elif argument.startswith("--lang="):
            asked = nearest_language(argument.removeprefix("--lang="))
        else:
            continue
        if asked:
            return asked
    for name in ("KESU_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if found := nearest_language(os.environ.get(name)):
            return found
    return (_windows_language() if sys.platform == "win32" else None) or "zh-Hans"


def _windows_language() -> str | None:
    import locale

    return nearest_language(locale.getlocale()[0])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 clean, 1 problems in the data or an output not made, 2 cannot run."""
    if arguments is None:
        # This is a process of its own, and a short one: to look for cycles takes longer than they are worth, among
        # millions of cells, and at the start, where all that is made is there to stay.
        gc.disable()
    import click

    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None: there is no console, as under pythonw.exe
        # Chinese on a console of another code page must not end in a traceback
        stream.reconfigure(encoding="utf-8", errors="replace")
    lang = help_language(given)
    from kesu_xl.cli.commands import build

    debug = "--debug" in given
    try:
        code = build(lang).main(given, prog_name="kesu", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "kesu"
        click.echo(say("cli.usage", lang, what=_usage(error, lang), command=where), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.interrupted", lang), err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except KesuError as error:
        if debug:
            raise
        click.echo(error.say(lang), err=True)
        sys.exit(2)
    except BrokenPipeError:
        # the reader has what it wanted (kesu check … | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        line = KesuError("unexpected", kind=type(error).__name__, detail=" ".join(str(error).split())[:200])
        click.echo(line.say(lang), err=True)
        sys.exit(2)


def _usage(error: click.UsageError, lang: str) -> str:
    """Return what is wrong with the call, in the user's language where click itself only speaks English."""
    import click

    if isinstance(error, click.MissingParameter) and error.param is not None:
        own = getattr(error.param, "metavar", None) if isinstance(error.param, click.Argument) else None
        name = own or error.param.opts[-1]
        return say("cli.usage_missing", lang, name=name)
    if isinstance(error, click.NoSuchOption):
        return say("cli.usage_no_option", lang, name=error.option_name)
    if (
        error.ctx is not None
        and isinstance(error.ctx.command, click.Group)
        and error.ctx.args == []
        and "'" in error.message
    ):
        return say("cli.usage_no_command", lang, name=error.message.split("'")[1])
    if isinstance(error, click.BadOptionUsage):
        return say("cli.usage_no_value", lang, name=error.option_name)
    if isinstance(error, click.BadParameter):
        kind, name = (error.param.type, error.param.opts[-1]) if error.param is not None else (None, "")
        if isinstance(kind, click.IntRange):
            span = f"≥ {kind.min}" if kind.max is None else f"{kind.min} – {kind.max}"
            return say("cli.usage_number", lang, name=name, span=span)
        if isinstance(kind, click.Choice):
            return say("cli.usage_choice", lang, name=name, choices=", ".join(map(str, kind.choices)))
        return error.message.rstrip("。.")
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return say("cli.usage_extra", lang, name=extra[1])
    return error.format_message().rstrip("。.")
