"""Texts that no row can show: their cells say where they stand in full, and a sheet behind the others prints them.

A row ends at 409 points. The text stays in its cell, behind a line that names the sheet; on that sheet it is cut into
rows, each of which is printed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kesu_xl.form.height import HIGHEST_ROW, TextBox, column_pixels, needed_height
from kesu_xl.package.xstring import LONGEST_TEXT, cell_text, text_length
from kesu_xl.wording import LANGUAGES, say

__all__ = ["Overlong", "is_overlong_sheet", "noted", "overlong_sheet", "without_note"]

#: Widths of the two columns: where the text belongs, the text.
_PLACE: Final = 16.0
_TEXT: Final = 76.0
_PADDING: Final = 5
_ROOT: Final = re.compile(rb"^.*?<worksheet\b[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Overlong:
    """A text without a room: the cell that holds it, that cell's format, and the text."""

    sheet: str
    ref: str
    attributes: bytes
    box: TextBox
    text: str


def noted(text: str, lang: str) -> str:
    """Return a text behind the line that says where it stands in full; as it is, where the cell has no room for it."""
    note = say("form.overlong_note", lang, sheet=say("form.overlong_sheet", lang))
    return f"{note}\n{text}" if text_length(text) + text_length(note) < LONGEST_TEXT else text


def without_note(text: str) -> str:
    """Return the text that `noted` was given, in whichever language."""
    for lang in LANGUAGES:
        # The sheet may have got a number behind its name; the line never does.
        note = say("form.overlong_note", lang, sheet=say("form.overlong_sheet", lang))
        if text.startswith(note):
            return text[len(note) :].removeprefix("\n")
    return text


def is_overlong_sheet(name: str) -> bool:
    """Say whether a sheet is called as the one that prints texts in full, in whichever language."""
    return any(re.fullmatch(re.escape(say("form.overlong_sheet", lang)) + r"( \(\d+\))?", name) for lang in LANGUAGES)


def overlong_sheet(head: bytes, texts: Sequence[Overlong]) -> bytes:
    """Return the sheet that prints some texts in full.

    Args:
        head: Beginning of a sheet of the template, for its namespaces.
        texts: The texts in the order of their cells.
    """
    root = _ROOT.search(head)
    rows: list[bytes] = []
    for one in texts:
        box = replace(one.box, width=column_pixels(_TEXT) - _PADDING, below=0.0)
        place = f"{one.sheet}!{one.ref}"
        for piece in _pieces(one.text, box):
            number = len(rows) + 1
            tag = b'<row r="%d" ht="%g" customHeight="1">' % (number, min(HIGHEST_ROW, needed_height(piece, box)))
            rows.append(
                tag
                + b'<c r="A%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (number, _xml(place))
                + b'<c r="B%d"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c></row>'
                % (number, one.attributes, _xml(piece))
            )
            place = ""
    return b"".join(
        (
            root.group() if root else b"",
            b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
            b'<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>',
            b'<cols><col min="1" max="1" width="%g" customWidth="1"/>' % _PLACE,
            b'<col min="2" max="2" width="%g" customWidth="1"/></cols><sheetData>' % _TEXT,
            *rows,
            b'</sheetData><pageSetup paperSize="9" fitToHeight="0"/></worksheet>',
        )
    )


def _xml(text: str) -> bytes:
    return cell_text(text).encode()


def _pieces(text: str, box: TextBox) -> Iterator[str]:
    """Cut a text into pieces that one row shows, at the ends of lines where that can be."""
    while text:
        fits, beyond = 0, len(text) + 1
        while beyond - fits > 1:
            middle = (fits + beyond) // 2
            if needed_height(text[:middle], box) <= HIGHEST_ROW:
                fits = middle
            else:
                beyond = middle
        end = fits
        if fits < len(text):
            line = text.rfind("\n", fits // 2, fits) + 1
            end = line or fits
        yield text[:end].removesuffix("\n")
        text = text[max(1, end) :]
