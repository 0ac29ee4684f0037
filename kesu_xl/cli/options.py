"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kesu_xl.errors import KesuError
from kesu_xl.wording import LANGUAGES, nearest_language, say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Options", "PathTo", "now_or", "one_output"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Decorator = Callable[[_Command], _Command]


class _Language(click.ParamType[str]):
    """One of our languages, however it is written: ``zh-Hans``, ``zh_CN``, ``en-US``."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = nearest_language(str(value))
        if found is None:
            self.fail(KesuError("no_such_language", name=value).say((ctx and ctx.obj) or "en"), param, ctx)
        return found

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "|".join(LANGUAGES)


class _AsOf(click.ParamType[datetime]):
    """A point in time, ISO 8601; without an offset it is in the register's zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(KesuError("bad_as_of", value=value).say((ctx and ctx.obj) or "en"), param, ctx)


class PathTo(click.ParamType["Path"]):
    """A path to write to; pathlib takes its time to import, so not before there is one."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from pathlib import Path

        return Path(value)


class Options:
    """Makes the shared options with help in one language."""

    def __init__(self, lang: str) -> None:
        """Take the language of the help texts."""
        self.lang = lang

    def _say(self, name: str) -> str:
        return say(f"cli.option_{name}", self.lang)

    @property
    def group(self) -> dict[str, str]:
        """What the help of a group of commands calls its options and its commands."""
        return {
            "options_metavar": say("cli.metavar_options", self.lang),
            "subcommand_metavar": say("cli.metavar_command", self.lang),
        }

    def common(self, command: _Command) -> _Command:
        """Add --lang, -q and --debug."""
        for decorate in (
            click.option("--debug", is_flag=True, expose_value=False, help=self._say("debug")),
            click.option("-q", "--quiet", is_flag=True, help=self._say("quiet")),
            click.option("--lang", type=_Language(), default=None, help=self._say("lang")),
            click.help_option("-h", "--help", help=self._say("help")),
        ):
            command = decorate(command)
        return command

    def as_json(self, command: _Command) -> _Command:
        """Add --json."""
        return click.option("--json", "as_json", is_flag=True, help=self._say("json"))(command)

    def time(self, command: _Command) -> _Command:
        """Add --as-of and --timezone."""
        command = click.option("--timezone", default="", metavar="ZONE", help=self._say("timezone"))(command)
        return click.option("--as-of", type=_AsOf(), metavar="TIME", help=self._say("as_of"))(command)

    def place(self, command: _Command) -> _Command:
        """Add --sheet and --map."""
        mapping = click.option(
            "--map", "mapping", type=click.Path(path_type=str), metavar="MAP.toml", help=self._say("map")
        )
        return click.option("--sheet", default="", metavar="NAME", help=self._say("sheet"))(mapping(command))

    def in_place(self, command: _Command) -> _Command:
        """Add --in-place."""
        return click.option("--in-place", is_flag=True, help=self._say("in_place"))(command)

    def force(self, command: _Command) -> _Command:
        """Add --force."""
        return click.option("--force", is_flag=True, help=self._say("force"))(command)

    def output(self, metavar: str, *, required: bool = True) -> _Decorator[Any]:
        """Return the option -o."""
        return click.option(
            "-o", "--output", required=required, type=PathTo(), metavar=metavar, help=self._say("output")
        )


def now_or(as_of: datetime | None) -> datetime:
    """Return the time that the option says, else the machine's time: the one place that reads the clock."""
    return as_of if as_of is not None else datetime.now().astimezone()


def one_output(lang: str, *outputs: object) -> None:
    """See to it that a command has one place to write to: a copy, the workbook itself, or another one."""
    if sum(1 for output in outputs if output) != 1:
        raise click.UsageError(say("cli.one_output", lang))
