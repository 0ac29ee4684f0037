"""The ribbon in one language: customUI14.xml with its words, which stand in `kesu_xl.wording.ribbon`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kesu_xl.package.markup import attribute
from kesu_xl.ribbon.sources import in_project
from kesu_xl.wording import say

__all__ = ["panel_source", "ribbon_xml"]

_WORDED: Final = re.compile(r'\b(label|screentip|supertip)="([\w.]+)"')


def panel_source() -> str:
    """Return the ribbon as it is written, with names of texts in the place of words."""
    return (Path(__file__).resolve().parent / "customUI14.xml").read_text(encoding="utf-8")


def ribbon_xml(lang: str, project: str) -> bytes:
    """Return the customUI part of a workbook or add-in.

    Args:
        lang: Language of its words.
        project: Name of the VBA project, which is part of the names of its callbacks.
    """

    def worded(found: re.Match[str]) -> str:
        return f'{found[1]}="{attribute(say(f"ribbon.{found[2]}", lang))}"'

    return _WORDED.sub(worded, in_project(panel_source(), project)).encode()
