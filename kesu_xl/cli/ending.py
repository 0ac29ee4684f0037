"""How commands end: several registers one after the other, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.errors import KesuError
from kesu_xl.wording import say

if TYPE_CHECKING:
    from kesu_xl.flow.results import Problem

__all__ = ["counts", "each", "exit_code", "pasted", "tell", "tell_unread"]

#: So many registers are named where their problems are counted together.
_NAMED = 3


def each(registers: Sequence[str], run: Any, show: Any, *, as_json: bool, lang: str, kind: str = "register") -> int:
    """Run a command on several registers (or another `kind`): one that cannot be read does not stop the others."""
    from kesu_xl.cli.show import print_json

    documents: list[dict[str, Any]] = []
    clean = True
    failed = 0
    for register in registers:
        try:
            result = run(register)
        except KesuError as error:
            if len(registers) == 1:
                raise
            failed += 1
            documents.append({kind: register, "failed": error.say(lang)})
            click.echo(error.say(lang), err=True)
            continue
        clean = clean and result.clean
        documents.append(result.as_json() if as_json else {})
        if not as_json:
            show(result)
    if as_json:
        print_json(documents[0] if len(registers) == 1 else {f"{kind}s": documents})
    if failed == len(registers):
        return 2
    return 0 if clean and not failed else 1


def counts(problems: Sequence[Problem]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    levels = [problem.level for problem in problems]
    return levels.count("error"), levels.count("warning")


def exit_code(problems: Sequence[Problem]) -> int:
    """Return 1 where there is an error or a warning, else 0."""
    return 1 if any(counts(problems)) else 0


def tell(problems: Sequence[Problem], register: str, lang: str, *, quiet: bool) -> int:
    """Say that the data has problems, where it has, and return the exit code."""
    errors, warnings = counts([problem for problem in problems if not problem.code.startswith("F")])
    if (errors or warnings) and not quiet:
        line = say("cli.data_problems", lang, errors=errors, warnings=warnings, register=register)
        click.echo(line, err=True)
    return exit_code(problems)


def tell_unread(failed: Sequence[tuple[str, KesuError]], lang: str) -> bool:
    """Print which registers could not be read, each with its reason, and say whether there is any."""
    for path, error in failed:
        reason = error.say(lang)
        click.echo(reason if path in reason else f"{path}: {reason}", err=True)
    return bool(failed)


def pasted(*registers: str) -> str:
    """Return registers as they can be pasted behind a command: a name with a blank is quoted so by every shell."""
    shown = [f'"{register}"' if " " in register else register for register in registers[:_NAMED]]
    return " ".join(shown + ["…"] * (len(registers) > _NAMED))
