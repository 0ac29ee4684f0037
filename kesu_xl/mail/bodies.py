"""The bodies of mails: jinja2 files, ours or the user's own in the place of ours; what is put in is never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kesu_xl.errors import KesuError

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Bodies"]


class Bodies:
    """The files that bodies are made from.

    Args:
        folders: Where they lie; of two of one name the first is taken.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        self._folders = folders
        # a file that came with a register may not reach into the program
        self._files: Environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=_is_html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True,
        )  # fmt: skip

    def render(self, name: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """Return plain text and HTML.

        Args:
            name: ``weekly`` for the files ``weekly.txt.j2`` and ``weekly.html.j2``.
            values: What the files may show; texts in the language of the mail.

        Raises:
            KesuError: A file is missing, or what it says cannot be done; with its name and line.
        """
        return self._rendered(f"{name}.txt.j2", values), self._rendered(f"{name}.html.j2", values)

    def _rendered(self, name: str, values: Mapping[str, Any]) -> str:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        try:
            return self._files.get_template(name).render(values)
        except TemplateNotFound as error:
            folders = [str(folder) for folder in self._folders]
            raise KesuError("no_mail_body", file=str(error), folders=folders) from error
        except TemplateSyntaxError as error:
            where = f"{error.name or name}:{error.lineno}"
            raise KesuError("mail_body_wrong", where=where, detail=error.message or "") from error
        except Exception as error:  # whatever a user's file does when it is filled
            raise KesuError("mail_body_wrong", where=_place(error, name), detail=str(error)) from error


def _is_html(name: str | None) -> bool:
    # what has another name is text only where it says so: safer the other way round
    return name is None or not name.endswith(".txt.j2")


def _place(error: BaseException, name: str) -> str:
    """Return the file and line of a body where an error happened; jinja2 puts them into the traceback."""
    place, step = name, error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = f"{Path(file).name}:{step.tb_lineno}"
        step = step.tb_next
    return place
