"""What Explorer's "Send to" menu starts: check and 8D reports on files, for WPS and for Excel without macros."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.wording import LANGUAGES, say

__all__ = ["ACTIONS", "main"]


def _check(register: Path, lang: str) -> tuple[str, Path]:
    from kesu_xl.flow.changing import annotate

    out = register.with_name(f"{register.stem}_{say('ribbon.sendto_checked', lang)}{register.suffix}")
    found, _ = annotate(register, out, as_of=datetime.now().astimezone(), lang=lang)
    levels = [problem.level for problem in found.found]
    counts = {"errors": levels.count("error"), "warnings": levels.count("warning")}
    return say("ribbon.sendto_check_done", lang, rows=found.rows, path=out.name, **counts), out


def _reports(register: Path, lang: str) -> tuple[str, Path]:
    from kesu_xl.flow.reports import make_8d

    folder = register.with_name("8D")
    made = make_8d(register, folder, as_of=datetime.now().astimezone(), lang=lang)
    return say("ribbon.sendto_8d_done", lang, count=len(made.made), folder=folder.name), folder


#: What the entries of the menu do: each returns what to say and what to open.
ACTIONS: Final[dict[str, Callable[[Path, str], tuple[str, Path]]]] = {"check": _check, "8d": _reports}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do an action on files and open what it made; where one failed, wait until the user has read why.

    Returns:
        0, or 1 where a file failed.
    """
    parser = argparse.ArgumentParser(prog="kesu-sendto", add_help=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("action", choices=list(ACTIONS))
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    code = 0
    for file in given.files:
        try:
            done, made = ACTIONS[given.action](file, given.lang)
        except KesuError as error:
            code = 1
            _tell(error.say(given.lang))
        except Exception as error:  # a fault of ours: the window must not close before somebody has read it
            code = 1
            _tell(say("ribbon.fault", given.lang, kind=type(error).__name__, detail=str(error)[:200]))
        else:
            _tell(f"{file.name}: {done}")
            if sys.platform == "win32":
                os.startfile(made)
    if code and sys.stdin is not None and sys.stdin.isatty():
        input(say("ribbon.sendto_wait", given.lang))
    return code


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # TextIO of the interpreter
    sys.exit(main())
