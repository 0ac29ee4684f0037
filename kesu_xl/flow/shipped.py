"""The files that come with the product: templates and sample registers, in the tree and in the wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["shipped", "template"]

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
