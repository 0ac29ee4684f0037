"""Formulas of users that point at our sheets: they break when we take those out, so it is told before."""

from __future__ import annotations

import re
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.notation import quoted
from kesu_xl.package.a1 import position
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.formulas import names_names, names_sheets
from kesu_xl.package.made import text_in
from kesu_xl.package.markup import unescaped
from kesu_xl.package.ours import own_blocks
from kesu_xl.package.source import Label, label_of

__all__ = ["formulas_on_ours"]

_CELL: Final = re.compile(
    rb"""<(?:[\w.\-]+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]+\d+)["'][^>]*>\s*<(?:[\w.\-]+:)?f(?:\s[^>]*)?>([^<]+)<"""
)


def formulas_on_ours(source: bytes, label: Label = "") -> list[str]:
    """Return the cells of users' sheets whose formulas point at ours, e.g. ``'台账'!B5``, and names that do.

    They name a sheet of ours, or a defined name of ours such as ``kesu_now``.

    Args:
        source: A workbook.
        label: What it is called in messages.

    Raises:
        KesuError: It must not be changed, or it is damaged.
    """
    edit = WorkbookEdit(source, label or label_of(""))
    ours = [sheet for slot in edit.book.slots() if (sheet := edit.book.slot(slot)) is not None]
    if not ours:
        return []
    names = {sheet.name for sheet in ours}
    made = {word.removeprefix("name:") for word in edit.book.made.words if word.startswith("name:")}
    for name in edit.book.names:
        if name.name.startswith("_kesu.graft."):
            made |= set(text_in(name.text).split())
    texts = {name.name: name.text for name in edit.book.names if name.scope is None}
    found = []
    for sheet in edit.book.sheets():
        if sheet.kind != "worksheet" or sheet.part is None or sheet.part in [own.part for own in ours]:
            continue
        blocks = own_blocks(texts, sheet.name)
        try:
            text = edit.text(sheet.name)
        except KesuError:
            continue
        for cell in (cell for rows in text.chunks() for cell in _CELL.finditer(rows)):
            if any(block.holds(*position(cell[1].decode())) for block in blocks):
                continue
            # Most formulas name no sheet at all, and none of our names.
            if b"!" in cell[2] or b"kesu_" in cell[2].lower():
                formula = unescaped(cell[2].decode())
                if names_sheets(formula, names) or names_names(formula, made):
                    found.append(f"{quoted(sheet.name)}!{cell[1].decode()}")
    places = {edit.book.place_of(own) for own in ours}
    found += [
        name.name
        for name in edit.book.names
        if not name.name.startswith("_kesu.") and name.name not in made and name.scope not in places
        and names_sheets(name.text, names)
    ]  # fmt: skip
    return found
