"""Markers where no form is filled: headers and footers, text boxes, charts, comments, formulas.

They would leave the house as they stand, so the check of a template names each place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kesu_xl.form.archive import Archive
from kesu_xl.form.book import SheetPart, parsed, related_parts
from kesu_xl.form.rules import MARKER_UNFILLED
from kesu_xl.form.scan import RawSheet
from kesu_xl.package.a1 import address, position
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["unfilled_markers"]

_BRACES: Final = re.compile(r"\{\{.*?\}\}|\{\{.*", re.DOTALL)
#: What such a place is called.
_WHERE: Final = {name: Ref(f"form.where_{name}") for name in ("header", "box", "chart", "comment", "formula")}
_SHOWN: Final = 80


def unfilled_markers(archive: Archive, sheet: SheetPart, raw: RawSheet) -> Iterator[Problem]:
    """Yield a problem for each place of a sheet that holds a marker and is not filled.

    Args:
        archive: The template.
        sheet: One of its sheets.
        raw: The sheet, scanned.
    """
    for row in raw.rows:
        for cell in row.cells:
            formula = re.search(rb"<f(?:\s[^>]*)?>(.*?)</f>", cell.inner, re.DOTALL)
            if formula is not None and b"{{" in formula.group(1):
                yield from _said("formula", sheet.name, cell.ref, cell.row, formula.group(1).decode())
    if b"{{" in raw.tail:
        for header in re.findall(rb"<(?:odd|even|first)(?:Header|Footer)>(.*?)</", raw.tail, re.DOTALL):
            yield from _said("header", sheet.name, "", 0, header.decode())
    for kind, part, _ in related_parts(archive, sheet.part):
        if part not in archive:
            continue
        if kind == "drawing":
            yield from _drawn(archive, sheet.name, part)
        elif kind in ("comments", "threadedComment") and b"{{" in archive.read(part):
            for comment in parsed(archive.read(part)).iter():
                if isinstance(comment.tag, str) and comment.get("ref"):
                    ref = str(comment.get("ref"))
                    yield from _said("comment", sheet.name, ref, position(ref)[0], _text(comment))


def _drawn(archive: Archive, sheet: str, part: str) -> Iterator[Problem]:
    for anchor in parsed(archive.read(part)):
        text = _text(anchor)
        if "{{" in text:
            ref, row = _corner(anchor)
            yield from _said("box", sheet, ref, row, text)
    for kind, chart, _ in related_parts(archive, part):
        if kind == "chart" and chart in archive and b"{{" in archive.read(chart):
            # The title is text; what charts keep of cells is filled with them.
            titles = (item for item in parsed(archive.read(chart)).iter() if str(item.tag).endswith("}rich"))
            for title in titles:
                yield from _said("chart", sheet, "", 0, _text(title))


def _text(element: _Element) -> str:
    """Return the texts inside an element; runs of one text stand side by side."""
    texts = (
        item.text or "" for item in element.iter() if isinstance(item.tag, str) and item.tag.endswith(("}t", "}text"))
    )
    return "".join(texts)


def _corner(anchor: _Element) -> tuple[str, int]:
    start = next((item for item in anchor if str(item.tag).endswith("}from")), None)
    if start is None:
        return "", 0
    places = {str(item.tag).rpartition("}")[2]: int(item.text or 0) for item in start}
    row = places.get("row", 0) + 1
    return address(row, places.get("col", 0) + 1), row


def _said(where: str, sheet: str, ref: str, row: int, text: str) -> Iterator[Problem]:
    for marker in _BRACES.findall(text):
        yield Problem(MARKER_UNFILLED, sheet, ref, row, value=marker[:_SHOWN], params={"where": _WHERE[where]})
