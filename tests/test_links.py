"""Links of ours in somebody's cells: other people's stay, the same again is once, and clean takes ours out."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.change import Change, DropOurs, Link, SetLinks, WebLink
from kesu_xl.errors import KesuError
from kesu_xl.package.apply import apply_changes

CLEAN: tuple[Change, ...] = (DropOurs(everything=True),)
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
OURS = SetLinks(
    "表",
    (
        Link(2, 1, "'另 1'!B5", "去看"),
        WebLink(3, 1, "https://example.com/a?b=1&c=<2>"),
        WebLink(4, 1, "mailto:qa@example.com", "写信"),
    ),
)


def book(*theirs: tuple[str, str]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "表"
    made.create_sheet("另 1")
    for cell, target in theirs:
        sheet[cell] = "x"
        sheet[cell].hyperlink = target
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def links(workbook: bytes) -> dict[str, str]:
    """Return cell -> where it leads, as another reader sees it."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["表"]
    assert isinstance(sheet, Worksheet)
    found = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    return {link.ref: link.target or f"#{link.location}" for link in found}


ALL = {"A2": "#'另 1'!B5", "A3": "https://example.com/a?b=1&c=<2>", "A4": "mailto:qa@example.com"}


@pytest.mark.parametrize("theirs", [(), (("B2", "https://example.org/"),), (("B2", "#'另 1'!A1"),)])
def test_links_are_put_in_once_and_taken_out(theirs: tuple[tuple[str, str], ...]) -> None:
    source = book(*theirs)
    once = apply_changes(source, [OURS])
    assert apply_changes(once, [OURS]) == once
    assert links(once) == {**ALL, **dict(theirs)}
    assert parts(apply_changes(once, CLEAN)) == parts(source)
    assert (RELS in parts(source)) == bool(theirs)


def test_a_link_of_ours_is_replaced_and_one_of_somebody_stays() -> None:
    source = book(("A2", "https://example.org/"))
    once = apply_changes(source, [OURS])
    assert links(once) == {**ALL, "A2": "https://example.org/"}
    other = SetLinks("表", (Link(3, 1, "'另 1'!C7"), WebLink(4, 1, "http://example.com/")))
    again = apply_changes(once, [other])
    assert links(again) == {"A2": "https://example.org/", "A3": "#'另 1'!C7", "A4": "http://example.com/"}
    # No relationship is left without a link.
    assert parts(again)[RELS].count(b"<Relationship ") == 2
    assert parts(apply_changes(again, CLEAN)) == parts(source)


def test_a_link_that_moved_with_its_row_is_found_and_one_that_was_changed_is_left() -> None:
    once = parts(apply_changes(book(), [OURS]))
    sheet = once["xl/worksheets/sheet1.xml"].replace(b'ref="A2"', b'ref="A9"')
    once["xl/worksheets/sheet1.xml"] = sheet
    once[RELS] = once[RELS].replace(b"mailto:qa@", b"mailto:other@")
    edited = io.BytesIO()
    with zipfile.ZipFile(edited, "w") as target:
        for name, content in once.items():
            target.writestr(name, content)
    assert links(apply_changes(edited.getvalue(), CLEAN)) == {"A4": "mailto:other@example.com"}


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "file:///C:/x", "ftp://example.com", "example.com", "\\\\server\\x", "https://a b", "https://a\n",
    "https://" + "a" * 2080,
])  # fmt: skip
def test_a_cell_leads_to_no_other_kind_of_address(address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        WebLink(1, 1, address)


def test_no_link_goes_into_a_protected_sheet_unless_it_allows_that() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book()))
    made["表"].protection.sheet = True
    for allowed in (False, True):
        made["表"].protection.insertHyperlinks = not allowed
        saved = io.BytesIO()
        made.save(saved)
        if allowed:
            assert links(apply_changes(saved.getvalue(), [OURS])) == ALL
        else:
            with pytest.raises(KesuError) as caught:
                apply_changes(saved.getvalue(), [OURS])
            assert caught.value.params["cell"] == "A2"
