"""The files that come with the product: templates and sample registers, in the tree and in the wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.form import Template, compile_template
from kesu_xl.wording import LANGUAGES

__all__ = ["shipped", "shipped_templates", "template", "template_language", "template_named"]

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def shipped(kind: str) -> Path:
    """Return the folder ``templates`` or ``workbooks``.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    # in the wheel they lie inside the package, in a checkout beside it
    for base in (_PACKAGE, _PACKAGE.parent):
        if (base / kind).is_dir():
            return base / kind
    raise FileNotFoundError(kind)


def template(name: str, lang: str) -> Path:
    """Return a shipped template in a language: ``8d.xlsx`` is zh-Hans, ``8d.en.xlsx`` English."""
    ending = "" if lang == "zh-Hans" else f".{lang}"
    return shipped("templates") / f"{name}{ending}.xlsx"


@cache
def shipped_templates() -> dict[str, Path]:
    """Return the shipped templates by the name that their forms say, e.g. ``8d.en``."""
    return {path.stem: path for path in sorted(shipped("templates").glob("*.xlsx"))}


def template_language(name: str) -> str:
    """Return the language of a shipped template by its name, "" for any other."""
    ending = name.partition(".")[2]
    if name not in shipped_templates():
        return ""
    return ending if ending in LANGUAGES else "zh-Hans"


def template_named(name: str, folder: Path | None = None) -> Template:
    """Return a template by the path of its file, or by the name of a shipped one.

    Args:
        name: ``own/8D.xlsx``, ``8d.en``; of a shipped one in a language also ``8d.en.xlsx``.
        folder: What a relative path starts from; the current folder where left out.

    Raises:
        KesuError: There is no such template, or it is none.
    """
    path = Path(name) if folder is None else folder / name
    if not path.is_file() and name.removesuffix(".xlsx") in shipped_templates():
        path = shipped_templates()[name.removesuffix(".xlsx")]
    if path.suffix.lower() in (".xls", ".ods"):
        raise KesuError("save_as_xlsx", file=str(path))
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise KesuError("no_such_template", name=name, known=list(shipped_templates())) from None
    except (OSError, ValueError) as error:
        raise KesuError("cannot_open", file=str(path), reason=getattr(error, "strerror", None) or str(error)) from error
    return compile_template(data, path.stem)
