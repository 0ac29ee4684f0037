"""The package room: what a file is, the look at a sheet before it is read, limits, and hostile input."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kesu_xl.errors import KesuError
from kesu_xl.grid import read_book
from kesu_xl.package.a1 import address, area, column_letter, column_number, position
from kesu_xl.package.archive import Archive, write_zip
from kesu_xl.package.cells import Reading
from kesu_xl.package.scan import SheetScan
from kesu_xl.package.table import SheetFacts, read_table
from kesu_xl.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
TORTURE = ROOT.parent / "shared" / "corpus" / "torture"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def links(*targets: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def book(sheet: str | bytes, **more: str | bytes) -> bytes:
    """An .xlsx with one sheet called S; more parts by name, `/` and `.` written as `__` and `_`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": links(("w", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("s", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    parts.update({name.replace("__", "/").replace("_xml", ".xml"): part for name, part in more.items()})
    return zip_of(parts)


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, part in parts.items():
            opened.writestr(name, part)
    return out.getvalue()


def look(xml: str | bytes, size: int = 1 << 18) -> SheetFacts:
    raw = xml if isinstance(xml, bytes) else xml.encode()

    def chunks() -> Iterator[bytes]:
        yield from (raw[start : start + size] for start in range(0, len(raw), size))

    scan = SheetScan(chunks(), Reading([], [], date1904=False), "S", "f.xlsx")
    return read_table(scan, "S", "f.xlsx")[1]


def code_of(source: bytes | Path) -> str:
    """Read every sheet; the code of the error that comes out, ``""`` for none."""
    try:
        opened = read_book(source)
        for name in opened.sheet_names:
            opened.grid(name)
    except KesuError as error:
        for lang in LANGUAGES:
            assert "\n" not in error.say(lang)
        return error.code
    return ""


# --- addresses


def test_addresses() -> None:
    assert [column_letter(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letter(n)) == n for n in range(1, 16385))
    assert address(12, 6) == "F12"
    assert position("F12") == position("$F$12") == position("f12") == (12, 6)
    assert area("D5:B2") == (2, 2, 5, 4)
    assert area("B2") == (2, 2, 2, 2)


@pytest.mark.parametrize("bad", ["", "A", "12", "A0", "A1B", "A٣", "A1:B2", "AAAA1", "A12345678"])
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(ValueError):
        position(bad)


# --- the look at a sheet

ERROR = '<row r="7"><c r="B7" t="e"><v>#REF!</v></c><c r="C7"><v>1</v></c></row>'
CELL_FORMS = {
    "plain": ERROR,
    "style": '<row r="7"><c r="B7" s="3" t="e"><v>#REF!</v></c></row>',
    "formula": '<row r="7"><c r="B7" s="3" t="e"><f>A1+#REF!</f><v>#REF!</v></c></row>',
    "order": '<row r="7"><c t="e" r="B7"><v>#REF!</v></c></row>',
    "single quotes": "<row r='7'><c r='B7' t='e'><v>#REF!</v></c></row>",
    "lower case": '<row r="7"><c r="b7" t="e"><v>#REF!</v></c></row>',
    "prefix": f'<x:row xmlns:x="{MAIN}" r="7"><x:c r="B7" t="e"><x:v>#REF!</x:v></x:c></x:row>',
    "no address": '<row r="7"><c/><c t="e"><v>#REF!</v></c></row>',
    "no row number": '<row/><row/><row/><row/><row/><row/><row><c/><c t="e"><v>#REF!</v></c></row>',
    "line breaks": '<row\nr="7">\n <c\n  r="B7"\n  t="e">\n  <v>#REF!</v>\n </c></row>',
    "far columns": ERROR + '<row r="9"><c r="XFD9" cm="1" t="str" x="y"><v>a</v></c></row>',
    "value with attribute": '<row r="7"><c r="B7" t="e"><v xml:space="preserve">#REF!</v></c></row>',
}


@pytest.mark.parametrize("form", CELL_FORMS)
@pytest.mark.parametrize("size", [1 << 18, 61])
def test_errors_are_found_however_the_cell_is_written(form: str, size: int) -> None:
    assert look(sheet_xml(CELL_FORMS[form]), size).errors == {(7, 2): "#REF!"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings(encoding: str) -> None:
    facts = look(sheet_xml(ERROR, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>').encode(encoding))
    assert facts.errors == {(7, 2): "#REF!"}
    assert facts.merged == [(1, 1, 2, 2)]


@pytest.mark.parametrize(
    ("cell", "missing"),
    [
        ('<c r="B7"><f>A1</f><v>5</v></c>', False),
        ('<c r="B7"><f>A1</f><v></v></c>', True),
        ('<c r="B7"><f>A1</f><v/></c>', True),
        ('<c r="B7"><f>A1</f><v /></c>', True),
        ('<c r="B7"><f>A1</f></c>', True),
        ('<c r="B7"><f t="shared" si="0"/></c>', True),
        ('<c r="B7"><f t="shared" si="0"/><v>5</v></c>', False),
        ('<c r="B7"><f>A1&gt;2</f>\n<v>5</v></c>', False),
        ('<c r="B7" t="str"><f>""</f><v></v></c>', False),
        ('<c r="B7" t="str"><f>""</f><v/></c>', False),
        ('<c r="B7" t="str"><f>""</f></c>', True),
        ('<c r="B7" t="str"><f>A1</f><v xml:space="preserve"> x</v></c>', False),
        ('<c r="B7" t="e"><f>1/0</f><v></v></c>', True),
        ('<c r="B7" t="inlineStr"><is><t>if</t></is></c>', False),
    ],
)
def test_formulas_without_a_result(cell: str, missing: bool) -> None:
    for written in (cell, cell.replace('r="B7"', "r='B7'")):
        facts = look(sheet_xml(f'<row r="7">{written}<c r="C7"><v>1</v></c></row>'))
        assert facts.uncalculated == ({(7, 2)} if missing else set())


def test_a_long_sheet_in_small_pieces() -> None:
    rows = "".join(
        f'<row r="{n}" spans="1:3"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="e"><v>#N/A</v></c>'
        f'<c r="C{n}"><f>A{n}</f><v></v></c></row>'
        for n in range(1, 3000)
    )
    tail = '<rowBreaks count="1"/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D4:D4"/></mergeCells>'
    for size in (1000, 4096, 1 << 18):
        facts = look(sheet_xml(rows, after=tail), size)
        assert facts.errors == {(n, 2): "#N/A" for n in range(1, 3000)}
        assert facts.uncalculated == {(n, 3) for n in range(1, 3000)}
        assert facts.merged == [(1, 1, 2, 2)]


def test_text_that_looks_like_markup() -> None:
    text = '<c r="A1" t="inlineStr"><is><t>t="e" x:c f &lt;f&gt;</t></is></c>'
    facts = look(sheet_xml(f'<row r="1">{text}</row>'))
    assert (facts.errors, facts.uncalculated) == ({}, set())


# --- ranges: a value in A1 and one far away

FAR_FORMS = {
    "plain": '<c r="XFD1048576"><v>1</v></c>',
    "single quotes": "<c r='XFD1048576'><v>1</v></c>",
    "lower case": '<c r="xfd1048576"><v>1</v></c>',
    "order": '<c s="0" r="XFD1048576"><v>1</v></c>',
    "tab": '<c\tr="XFD1048576"><v>1</v></c>',
    "line break": '<c\nr="XFD1048576"><v>1</v></c>',
    "blanks": '<c  r = "XFD1048576" ><v>1</v></c>',
    "unknown prefix": '<q:c r="XFD1048576"><v>1</v></q:c>',
    "two addresses": '<c r="A2" r="XFD1048576"><v>1</v></c>',
    "reference": '<c r="XFD104857&#54;"><v>1</v></c>',
    "counted": "<c/>" * 16383 + "<c><v>1</v></c>",
    "overflow": '<c r="A99999999999"><v>1</v></c>',
    "wide overflow": '<c r="ZZZZZZZ1"><v>1</v></c>',
}


@pytest.mark.parametrize("form", FAR_FORMS)
def test_a_range_that_would_take_all_memory_is_refused(form: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{FAR_FORMS[form]}</row>'
    assert code_of(book(sheet_xml(rows, before='<dimension ref="A1:B2"/>'))) in ("range_too_large", "damaged_sheet")


def test_a_row_number_out_of_any_sheet() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4294967295"><c><v>1</v></c></row>'
    assert code_of(book(sheet_xml(rows))) == "damaged_sheet"


def test_blank_cells_far_away_do_no_harm() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read_book(book(sheet_xml(rows))).grid("S").rows == [[1.0]]


def test_announced_texts_are_not_believed() -> None:
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert read_book(book(sheet_xml(cell), xl__sharedStrings_xml=strings)).grid("S").rows == [["a"]]


# --- what is no workbook of ours


def ole(*names: str, stream: bytes = b"") -> bytes:
    """A container of OLE with empty streams of these names, the first with `stream` as its content."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(name: str, kind: int, first: int, length: int) -> bytes:
        raw = name.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw) + 2, kind, 1, *[0xFFFFFFFF] * 3) + bytes(36)
        ) + struct.pack("<IQ", first, length)

    entries = entry("Root Entry", 5, 0xFFFFFFFE, 0)
    entries += b"".join(
        entry(name, 2, 2 if n == 0 else 0xFFFFFFFE, size if n == 0 else 0) for n, name in enumerate(names)
    )
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + table + entries.ljust(512, b"\0")[:512] + stream.ljust(sectors * 512, b"\0")


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


GOOD = book(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
NUMBER = struct.pack("<Hd", 0, 1.0)
HOSTILE_XLS = record(0x809, bytes(16)) + record(0x203, struct.pack("<HH", 0, 0) + NUMBER)
HOSTILE_XLS += record(0x203, struct.pack("<HH", 65535, 65535) + NUMBER) + record(0x0A, b"")
XLSB: dict[str, str | bytes] = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": links(("w", "officeDocument", "xl/workbook.bin")),
    "xl/workbook.bin": b"\x83\x01\x00",
}
DOCUMENT: dict[str, str | bytes] = {
    "_rels/.rels": links(("w", "officeDocument", "word/document.xml")),
    "word/document.xml": "<w:document/>",
}
NO_SHEETS = f'<workbook xmlns="{MAIN}"><sheets/></workbook>'
CALC = "application/vnd.oasis.opendocument.spreadsheet"
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty_file"),
    "csv": ("投诉编号,客户\nC-1,甲\n".encode("gbk"), "plain_text"),
    "csv utf-16": ("投诉编号\t客户".encode("utf-16"), "plain_text"),
    "html": (b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    "table only": (b'<table border="1"><tr></tr></table>', "web_page"),
    "xml 2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "web_page"),
    "mht": (b"MIME-Version: 1.0\r\n", "web_page"),
    "pdf": (b"%PDF-1.7\n", "not_a_workbook"),
    "noise": (bytes(range(256)), "not_a_workbook"),
    "excel 3": (b"\x09\x02\x06\x00\x00\x00\x10\x00", "old_excel"),
    "other zip": (zip_of({"a.txt": "a"}), "not_a_workbook"),
    "empty zip": (zip_of({}), "not_a_workbook"),
    "word": (zip_of({**DOCUMENT, "word/document.xml": '<w:document xmlns:w="w"/>'}), "other_office_file"),
    "writer": (
        zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "other_office_file",
    ),
    "xlsb": (zip_of({**XLSB}), "xlsb"),
    "truncated": (GOOD[:-40], "damaged_file"),
    "cut early": (GOOD[:60], "damaged_file"),
    "encrypted": (ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "label": (ole("EncryptedPackage", "DRMEncryptedDataSpace"), "label_protected"),
    "old word": (ole("WordDocument"), "other_office_file"),
    "other ole": (ole("Contents"), "not_a_workbook"),
    "ole cut": (ole("Workbook")[:900], "damaged_file"),
    "xls with a password": (ole("Workbook", stream=record(0x809, bytes(16)) + record(0x2F, bytes(54))), "encrypted"),
    "xls out of memory": (ole("Workbook", stream=HOSTILE_XLS), "sheets_too_large"),
    "no sheets": (book(sheet_xml(""), xl__workbook_xml=NO_SHEETS), "no_worksheets"),
    "doctype": (book("<!DOCTYPE a [<!ENTITY b 'c'>]>" + sheet_xml("")), "unsafe_xml"),
    "doctype in the workbook": (book("", xl__workbook_xml="<!DOCTYPE workbook><workbook/>"), "unsafe_xml"),
    "doctype in the texts": (book(sheet_xml(""), xl__sharedStrings_xml="<!DOCTYPE a><sst/>"), "unsafe_xml"),
    "bad xml": (book(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</w></c>'), "damaged_sheet"),
    "bad text number": (book(sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), "damaged_sheet"),
    "bomb": (book(sheet_xml(" " * 80_000_000)), "too_large"),
    "deep": (book("", xl__workbook_xml="<workbook>" * 1000), "too_large"),
    "encrypted ods": (
        zip_of(
            {
                "mimetype": CALC,
                "content.xml": "x",
                "META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
            }
        ),
        "encrypted",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_one_line(what: str, tmp_path: Path) -> None:
    data, code = REFUSED[what]
    assert code_of(data) == code
    # The ending of the name and odd letters in it change nothing.
    path = tmp_path / "客诉 100% #1.xlsx"
    path.write_bytes(data)
    assert code_of(path) == code


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "is_a_folder"
    assert code_of(tmp_path / "none.xlsx") == "file_not_found"
    assert code_of(tmp_path / ("n" * 5000)) == "cannot_open"
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(GOOD)
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert code_of(locked) == "no_permission"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert code_of(tmp_path / "pipe") == "not_a_workbook"


def test_a_name_cannot_break_the_line(tmp_path: Path) -> None:
    with pytest.raises(KesuError) as raised:
        read_book(str(tmp_path / "a\nb.xlsx"))
    assert "\n" not in str(raised.value)


def test_every_flipped_byte_gives_a_grid_or_one_error() -> None:
    for place in range(0, len(GOOD), 5):
        damaged = bytearray(GOOD)
        damaged[place] ^= 0xFF
        code_of(bytes(damaged))


@pytest.mark.parametrize(
    "storm",
    [
        '<c r="A1"><v>' + 't="e" ' * 400_000 + "</v></c>",
        '<c r="A1">' + "<f " * 400_000 + "</c>",
        '<c r="A1"><f>' * 200_000,
        '<c r="A1">' + "<f></f>" * 200_000 + "</c>",
        "<c " * 400_000,
    ],
)
def test_text_made_to_be_slow(storm: str) -> None:
    code_of(book(sheet_xml(f'<row r="1">{storm}</row>')))


# --- packages


def test_a_written_zip_is_read_by_others() -> None:
    archive = Archive(zip_of({"z.xml": b"", "a.xml": b"<a/>", "b/c.xml": b"x" * 100_000}), "f")
    made = write_zip((name, archive.packed(name)) for name in ("a.xml", "b/c.xml"))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.namelist() == ["a.xml", "b/c.xml"]
        assert opened.testzip() is None
        assert opened.read("b/c.xml") == b"x" * 100_000
    again = Archive(made, "f")
    assert again.packed("a.xml")[1] == zlib.crc32(b"<a/>")
    assert again.find("/B\\C.xml") == "b/c.xml"


def test_the_workbook_part_lies_elsewhere() -> None:
    workbook = (
        '<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/'
        'officeDocument/relationships"><x:sheets><x:sheet name="A" q:id="a"/><x:sheet name="图" q:id="b"/>'
        '<x:sheet name="C" state="veryHidden" q:id="c"/></x:sheets></x:workbook>'
    )
    cell = '<row r="3"><c r="C3" t="inlineStr"><is><t>{}</t></is></c></row>'
    opened = read_book(
        zip_of(
            {
                "_rels/.rels": links(("w", "officeDocument", "/book.xml")),
                "book.xml": workbook,
                "_rels/book.xml.rels": links(
                    ("a", "worksheet", "/Data/One%20Sheet.xml"),
                    ("b", "chartsheet", "x.xml"),
                    ("c", "worksheet", "./two.xml"),
                ),
                "data/one sheet.xml": sheet_xml(cell.format("one")),
                "two.xml": sheet_xml(cell.format("two")).encode("utf-16"),
            }
        )
    )
    assert (opened.sheet_names, opened.visible) == (["A", "C"], ["A"])
    assert opened.grid("A").value(3, 3) == "one"
    assert opened.grid("C").value(3, 3) == "two"


READ_ALL = """
import sys, time
from kesu_xl.errors import KesuError
from kesu_xl.grid import read_book
for path in sys.stdin.read().split(chr(0)):
    began = time.perf_counter()
    try:
        book = read_book(path)
        book.names
        for sheet in book.sheet_names:
            try:
                book.grid(sheet)
            except KesuError as error:
                error.say("zh-Hans")
        word = "read"
    except KesuError as error:
        error.say("zh-Hant")
        word = error.code
    print(word, round(time.perf_counter() - began), path, flush=True)
"""


@pytest.mark.needs("corpus")
def test_every_file_of_the_corpus_gives_grids_or_one_line() -> None:
    files = sorted(path for path in TORTURE.iterdir() if path.is_file())
    # In a process of its own: the worst that can happen is that it is killed.
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input="\0".join(map(str, files)),
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
        check=False,
    )
    lines = [line.split(" ", 2) for line in done.stdout.splitlines()]
    assert (done.returncode, len(lines)) == (0, len(files)), done.stderr[-2000:]
    assert [line for line in lines if int(line[1]) > 20] == []
    read = sum(word == "read" for word, _, _ in lines)
    assert read >= 250
