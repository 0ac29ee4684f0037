"""The package: entries as byte ranges, copied as they stand; what two programs could read in two ways is refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from kesu_xl.errors import KesuError
from kesu_xl.package.book import Book
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.opc import Package
from kesu_xl.package.rawzip import RawZip
from kesu_xl.package.refused import open_for_change
from kesu_xl.package.sheettext import SheetText
from kesu_xl.wording import LANGUAGES

CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook() -> bytes:
    saved = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("二")["A1"] = "x"
    book.save(saved)
    return saved.getvalue()


def zipped(*entries: tuple[str, bytes, int], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, content, method in entries:
            info = zipfile.ZipInfo(name, (2019, 5, 7, 12, 34, 56))
            info.comment = name.encode()
            target.writestr(info, content, method)
        target.comment = comment
    return made.getvalue()


RELS_TYPE: Final = b"application/vnd.openxmlformats-package.relationships+xml"
TYPES: Final = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PLAIN: Final = zipped(
    ("[Content_Types].xml", TYPES, 8), ("xl/", b"", 0), ("xl/a.xml", b"<a/>" * 90, 8), ("xl/表.bin", b"\0" * 9, 0),
    comment=b"kept",
)  # fmt: skip


def refused(data: bytes, opening: Callable[[bytes, str], object] = Package.open) -> str:
    with pytest.raises(KesuError) as caught:
        opening(data, "x.xlsx")
    for lang in LANGUAGES:
        assert "\n" not in caught.value.say(lang)
    return caught.value.code


# --- the zip ----------------------------------------------------------------------------------------------------------


def test_nothing_changed_is_the_same_file() -> None:
    assert Package.open(PLAIN, "x").save() == PLAIN
    package = Package.open(PLAIN, "x")
    package.put("xl/a.xml", b"<a/>" * 90)
    assert package.save() == PLAIN


def test_an_entry_that_does_not_change_is_copied_as_it_stands() -> None:
    package = Package.open(PLAIN, "x")
    package.put("xl/a.xml", b"<b/>")
    package.put("xl/new.xml", b"<n/>", "application/xml")
    written = package.save()
    before, after = zipfile.ZipFile(io.BytesIO(PLAIN)), zipfile.ZipFile(io.BytesIO(written))
    assert after.testzip() is None
    assert after.namelist() == ["[Content_Types].xml", "xl/", "xl/a.xml", "xl/表.bin", "xl/new.xml"]
    assert (after.comment, after.read("xl/a.xml"), after.read("xl/new.xml")) == (b"kept", b"<b/>", b"<n/>")
    old, new = before.getinfo("xl/表.bin"), after.getinfo("xl/表.bin")
    assert (old.date_time, old.comment, old.compress_type) == (new.date_time, new.comment, new.compress_type)
    assert PLAIN[old.header_offset : old.header_offset + 49] == written[new.header_offset : new.header_offset + 49]


def test_descriptors_padding_and_zip64_fields_come_along() -> None:
    made = io.BytesIO()

    class Unseekable(io.RawIOBase):
        """A pipe: zipfile writes sizes behind the content."""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return made.write(data)

    with zipfile.ZipFile(Unseekable(), "w") as target:
        target.writestr("[Content_Types].xml", TYPES)
        with target.open("big.xml", "w", force_zip64=True) as stream:
            stream.write(b"<a/>")
        target.writestr("z.xml", b"<z/>")
    data = made.getvalue()
    package = Package.open(data, "x")
    assert package.save() == data
    package.put("z.xml", b"<y/>")
    written = package.save()
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None
    end = data.index(b"z.xml") - 30
    assert written[:end] == data[:end]


def test_parts_are_found_whatever_their_case_and_taken_out() -> None:
    package = Package.open(PLAIN, "x")
    assert package.find("XL/A.xml") == "xl/a.xml"
    package.drop("xl/A.XML")
    assert package.find("xl/a.xml") is None
    assert zipfile.ZipFile(io.BytesIO(package.save())).namelist() == ["[Content_Types].xml", "xl/", "xl/表.bin"]
    package.put("xl/a.xml", b"<a/>" * 90)
    assert package.save() == PLAIN


def patched(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in data
    return data.replace(old, new, count)


def twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("[Content_Types].xml", TYPES)
        target.writestr("a.xml", b"1")
        with pytest.warns(UserWarning):
            target.writestr("a.xml", b"2")
    return made.getvalue()


def encrypted() -> bytes:
    data = bytearray(PLAIN)
    for at in (match.start() for match in re.finditer(b"PK\x01\x02", PLAIN)):
        data[at + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    # The second entry is said to be longer than the space up to the third.
    data = bytearray(PLAIN)
    at = [match.start() for match in re.finditer(b"PK\x01\x02", PLAIN)][2]
    struct.pack_into("<I", data, at + 20, 5000)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (twice(), "zip_twice"),
        (zipped(("[Content_Types].xml", TYPES, 8), ("xl/A.xml", b"", 0), ("xl/a.xml", b"", 0)), "zip_twice"),
        (zipped(("[Content_Types].xml", TYPES, 8), ("../a.xml", b"", 0)), "zip_bad_name"),
        (zipped(("[Content_Types].xml", TYPES, 8), ("/a.xml", b"", 0)), "zip_bad_name"),
        (patched(PLAIN, b"xl/a.xml", b"xl\\a.xml"), "zip_bad_name"),
        (patched(PLAIN, b"xl/a.xml", b"xl/b.xml", 1), "zip_inconsistent"),
        (zipped(("[Content_Types].xml", TYPES, zipfile.ZIP_BZIP2)), "zip_method"),
        (encrypted(), "encrypted"),
        (overlapping(), "zip_inconsistent"),
        (b"MZ stub" + PLAIN, "zip_inconsistent"),
        (PLAIN + b"tail", "zip_surrounded"),
        (PLAIN[:-40], "damaged_file"),
        (b"PK\x03\x04", "damaged_file"),
        (zipped(("mimetype", b"x", 0)), "not_a_workbook"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_damaged_part_matters_only_where_it_is_read() -> None:
    good = zipped(("[Content_Types].xml", TYPES, 8), ("a.xml", b"<a/>", 0), ("b.xml", b"<b/>", 8))
    package = Package.open(patched(good, b"<a/>", b"<c/>"), "x")
    with pytest.raises(KesuError) as caught:
        package.read("a.xml")
    assert (caught.value.code, caught.value.params["part"]) == ("damaged_part", "a.xml")
    package.put("b.xml", b"<x/>")
    assert b"<c/>" in package.save()


def test_a_part_that_says_more_than_it_holds_is_refused() -> None:
    data = bytearray(zipped(("[Content_Types].xml", TYPES, 8), ("a.xml", b"<a/>" * 50, 8)))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 7)
    with pytest.raises(KesuError):
        RawZip(bytes(data), "x").read("a.xml")


# --- relationships and content types ----------------------------------------------------------------------------------


def test_targets_are_absolute_or_relative() -> None:
    rels = (
        b'<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships">\n'
        b'<p:Relationship Id="rId7" Type="t/officeDocument" Target="/xl/book.xml"/>\n</p:Relationships>'
    )
    inner = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="t/x" Target="../media/i.png"/>'
        b'<Relationship Id="b" Type="t/link" Target="http://example.org/" TargetMode="External"/></Relationships>'
    )
    data = zipped(("[Content_Types].xml", TYPES, 8), ("_rels/.rels", rels, 8), ("xl/_rels/book.xml.rels", inner, 8))
    package = Package.open(data, "x")
    assert list(package.relations("")) == [("rId7", "officeDocument", "xl/book.xml")]
    assert list(package.relations("xl/book.xml")) == [("a", "x", "media/i.png"), ("b", "link", "http://example.org/")]
    assert [found[0] for found in package.relations("xl/book.xml").internal()] == ["a"]
    assert package.relations("").add("t/y", "xl/y.xml") == "rId8"
    assert package.relations("xl/book.xml").add("t/y", "xl/y.xml", wanted="a") == "rId1"
    package.relations("xl/book.xml").drop("a")
    written = zipfile.ZipFile(io.BytesIO(package.save()))
    # The element follows the prefix, inside the folder the target is relative.
    assert b'<p:Relationship Id="rId8" Type="t/y" Target="/xl/y.xml"/></p:Relationships>' in (
        written.read("_rels/.rels").replace(b"\n", b"")
    )
    assert b'Target="y.xml"' in written.read("xl/_rels/book.xml.rels")
    assert b"i.png" not in written.read("xl/_rels/book.xml.rels")


def test_new_relationships_are_declared_where_no_default_says_what_they_are() -> None:
    package = Package.open(PLAIN, "x")
    package.relations("xl/a.xml").add("t/y", "xl/y.xml")
    types = zipfile.ZipFile(io.BytesIO(package.save())).read("[Content_Types].xml")
    assert b'PartName="/xl/_rels/a.xml.rels"' in types
    declared = TYPES[:-2] + b'><Default Extension="rels" ContentType="%s"/></Types>' % RELS_TYPE
    package = Package.open(zipped(("[Content_Types].xml", declared, 8), ("a.xml", b"", 0)), "x")
    package.relations("a.xml").add("t/y", "y.xml")
    assert zipfile.ZipFile(io.BytesIO(package.save())).read("[Content_Types].xml") == declared


def test_free_names_are_free_in_entries_and_in_content_types() -> None:
    types = TYPES[:-2] + b'><Override PartName="/xl/Sheet2.xml" ContentType="x"/></Types>'
    package = Package.open(zipped(("[Content_Types].xml", types, 8), ("xl/SHEET1.xml", b"", 0)), "x")
    assert package.free_name("xl", "sheet", ".xml") == "xl/sheet3.xml"
    assert package.free_name("", "sheet", ".xml") == "sheet1.xml"


def test_owned_parts_are_those_that_nobody_else_reaches() -> None:
    book = openpyxl.Workbook()
    from openpyxl.chart import BarChart

    for sheet in (book.worksheets[0], book.create_sheet("二")):
        sheet.add_chart(BarChart(), "C3")
    saved = io.BytesIO()
    book.save(saved)
    package = Package.open(saved.getvalue(), "x")
    assert package.owned("xl/worksheets/sheet1.xml") == [
        "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml",
    ]  # fmt: skip
    package.relations("xl/worksheets/sheet2.xml").add("t/drawing", "xl/drawings/drawing1.xml")
    assert package.owned("xl/worksheets/sheet1.xml") == ["xl/worksheets/sheet1.xml"]


# --- parts of a sheet -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    "data", ["<{p}sheetData/>", "<{p}sheetData />", "<{p}sheetData><{p}row r='1'/></{p}sheetData>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_a_sheet_is_cut_and_put_together(prefix: str, data: str, encoding: str) -> None:
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    xml = f'<?xml version="1.0" encoding="{name}"?><!-- 表 --><{prefix}worksheet {space}="{MAIN}">'
    xml += data.format(p=prefix) + f"<{prefix}mergeCells/></{prefix}worksheet>\n"
    raw = xml.encode(encoding)
    text = SheetText(raw, "x")
    assert text.content() == raw
    assert text.prefix == prefix
    text.rewrite([*text.chunks(), f'<{prefix}row r="2"><{prefix}c r="A2"/></{prefix}row>'.encode()])
    changed = text.content()
    assert isinstance(changed, bytes)
    again = SheetText(changed, "x")
    assert again.content() == changed
    added = f'<{prefix}row r="2"><{prefix}c r="A2"/></{prefix}row>'.encode()
    again.rewrite([b"".join(again.chunks()).replace(added, b"")])
    assert again.content() == raw


def whole(text: SheetText) -> bytes:
    content = text.content()
    if isinstance(content, bytes):
        return content
    return b"".join(content.pieces() if isinstance(content, Deflated) else content())


@pytest.mark.parametrize("size", [1, 7, 40, 100_000])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_large_sheet_is_cut_without_holding_its_rows(size: int, bom: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 300))
    head, tail = f'<worksheet xmlns="{MAIN}"><cols/>'.encode(), b"<mergeCells/></worksheet>"
    raw = bom + head + b"<sheetData>" + rows + b"</sheetData>" + tail

    def pieces() -> Iterator[bytes]:
        return (raw[at : at + size] for at in range(0, len(raw), size))

    text = SheetText(pieces, "x")
    assert text.unchanged
    assert whole(text) == raw
    text.put("cols", b"<cols>x</cols>")
    text.put("conditionalFormatting", b"<conditionalFormatting/>")
    changed = raw.replace(b"<cols/>", b"<cols>x</cols>").replace(
        b"<mergeCells/>", b"<mergeCells/><conditionalFormatting/>"
    )
    assert whole(text) == changed
    assert b"".join(text.chunks()) == rows
    text.rewrite([])
    assert whole(text) == changed.replace(rows, b"")
    for broken in (raw[:200], raw.replace(b"</sheetData>", b""), b"<x/>"):
        with pytest.raises(KesuError):
            SheetText(lambda xml=broken: [xml], "x")  # type: ignore[misc]  # one of three


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize(("before", "rows", "after"), [
    ("<!-- <sheetData> -->", "<row r='1'/>", ""), ("<!-- <sheetData/> -->", "<row r='1'/>", ""),
    ("<?p <sheetData>?>", "<row r='1'/>", ""), ("", "<row r='1'/>", "<!-- </sheetData> -->"),
    ("", "<row r='1'/>", "<?p </sheetData>?>"), ("", "<!-- </sheetData> --><row r='1'/>", "<!-- x -->"),
])  # fmt: skip
def test_what_looks_like_rows_in_a_comment_are_no_rows(before: str, rows: str, after: str, held: bool) -> None:
    head, tail = f'<worksheet xmlns="{MAIN}"><cols/>{before}', f"{after}<mergeCells/></worksheet>"
    raw = f"{head}<sheetData>{rows}</sheetData>{tail}".encode()
    text = SheetText(raw if held else lambda: [raw], "x")
    text.put("mergeCells", b'<mergeCells count="0"/>')
    assert b"".join(text.chunks()) == rows.encode()
    assert whole(text) == raw.replace(b"<mergeCells/>", b'<mergeCells count="0"/>')


def test_new_elements_stand_in_the_order_of_the_schema() -> None:
    xml = (
        f'<worksheet xmlns="{MAIN}" xmlns:mc="m"><sheetData/><mergeCells/><dataValidations/><pageMargins/>'
        "<mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent><extLst/></worksheet>"
    )
    text = SheetText(xml.encode(), "x")
    text.put("conditionalFormatting", b"<conditionalFormatting/>")
    text.put("tableParts", b"<tableParts/>")
    text.put("cols", b"<cols/>")
    names = re.findall(r"<(\w+)[ />]", whole(text).decode().replace("mc:", ""))
    assert names == [
        "worksheet", "cols", "sheetData", "mergeCells", "conditionalFormatting", "dataValidations", "pageMargins",
        "AlternateContent", "Choice", "controls", "tableParts", "extLst",
    ]  # fmt: skip


# --- whole workbooks --------------------------------------------------------------------------------------------------


def with_entry(name: str, content: bytes, content_type: str = "") -> bytes:
    package = Package.open(workbook(), "x")
    package.put(name, content, content_type)
    return package.save()


def test_workbooks_that_must_not_be_changed() -> None:
    assert refused(with_entry("_xmlsignatures/sig1.xml", b"<x/>"), open_for_change) == "workbook_signed"
    log = "application/vnd.openxmlformats-officedocument.spreadsheetml.revisionLog+xml"
    assert refused(with_entry("xl/revisions/log1.xml", b"<x/>", log), open_for_change) == "workbook_shared"
    assert refused(b"a,b\n", open_for_change) == "plain_text"


@pytest.mark.needs("corpus")
def test_every_workbook_comes_out_as_it_went_in() -> None:
    counted = {"whole": 0, "refused": 0}
    for path in sorted(CORPUS.rglob("*.xls[xm]")) + sorted(CORPUS.rglob("*.xlt[xm]")):
        data = Path(path).read_bytes()
        try:
            package = open_for_change(data, path.name)
            book = Book(package)
            sheets = [sheet.part for sheet in book.sheets() if sheet.part and sheet.kind == "worksheet"]
            for part in sheets:
                raw = package.read(part)
                assert SheetText(raw, path.name).content() == raw, path.name
            book.save()
        except KesuError as error:
            assert "\n" not in error.say("zh-Hans")
            counted["refused"] += 1
            continue
        assert package.save() == data, path.name
        counted["whole"] += 1
    assert counted == {"whole": 250, "refused": 29}
