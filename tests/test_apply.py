"""Changes on anybody's workbook: cells, tables, whole sheets; nothing else changes, and clean gives it back."""

# ruff: noqa: DTZ001  # days in cells have no zone
from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.change import (
    AddColumns,
    AddName,
    AppendRows,
    Cells,
    Change,
    DropOurs,
    Formula,
    GraftSheets,
    Look,
    PutSheet,
    Rule,
    SetCells,
    SetLists,
    SetRules,
    SetWidths,
    tag,
)
from kesu_xl.errors import KesuError
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.dangling import formulas_on_ours
from kesu_xl.package.tidy import tidied

ROOT: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = ROOT.parent / "shared" / "corpus"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CLEAN: Final = (DropOurs(everything=True),)
SHEET1: Final = "xl/worksheets/sheet1.xml"


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(workbook: bytes, changed: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, part in {**parts(workbook), **changed}.items():
            target.writestr(name, part)
    return result.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return tidied(made.getvalue())


def first(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    return sheet


@cache
def plain() -> bytes:
    book = openpyxl.Workbook()
    first(book)
    return saved(book)


def with_sheet(inner: str, root: str = f'<worksheet xmlns="{MAIN}">') -> bytes:
    """Return a workbook whose sheet is written by hand."""
    name = re.match(r"<([\w:]+)", root)
    assert name is not None
    return repacked(plain(), {SHEET1: f"{root}{inner}</{name[1]}>".encode()})


def put(row: int, column: int, *values: object, last: int = 0, looks: tuple[Look | None, ...] = ()) -> SetCells:
    return SetCells("表", (Cells(row, last or row, column, values, looks),))  # type: ignore[arg-type]


def rows_after(source: bytes, *changes: Change) -> str:
    xml = parts(apply_changes(source, changes))[SHEET1].decode()
    found = re.search(r"<(?:\w+:)?sheetData ?>(.*)</(?:\w+:)?sheetData>", xml, re.DOTALL)
    return found[1] if found else ""


def refused(source: bytes, *changes: Change) -> KesuError:
    with pytest.raises(KesuError) as caught:
        apply_changes(source, changes)
    assert not any("\n" in caught.value.say(lang) for lang in ("zh-Hans", "zh-Hant", "en"))
    return caught.value


# --- cells ------------------------------------------------------------------------------------------------------------


def test_cells_are_put_in_order_and_everything_else_stays() -> None:
    source = with_sheet(
        '<dimension ref="B2:D4"/><sheetData>\n<row r="2" spans="2:4" ht="30"><c r="B2" s="0"><v>1</v></c>'
        '<c r="D2"/></row>\n<row r="4"/></sheetData>'
    )
    assert rows_after(source, put(2, 1, 7, None, 9), put(3, 2, 8), put(4, 1, 6), put(9, 1, 5)) == (
        '\n<row r="2" spans="1:4" ht="30"><c r="A2"><v>7</v></c><c r="C2"><v>9</v></c><c r="D2"/></row>\n'
        '<row r="3"><c r="B3"><v>8</v></c></row>'
        '<row r="4" ><c r="A4"><v>6</v></c></row><row r="9"><c r="A9"><v>5</v></c></row>'
    )
    assert b'<dimension ref="A2:D9"/>' in parts(apply_changes(source, [put(9, 1, 5)]))[SHEET1]


def test_cells_and_rows_without_an_address_are_counted() -> None:
    source = with_sheet("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>")
    assert rows_after(source, put(2, 1, 9), put(1, 2, 8)) == (
        '<row><c><v>1</v></c><c r="B1"><v>8</v></c></row><row><c r="A2"><v>9</v></c></row>'
    )


def test_texts_are_texts() -> None:
    texts = ("=1+1", " a\n b ", "x\ry", "_x0041_", '<&>"', "\x01", "", "客诉", "+1", "😀")
    book = openpyxl.load_workbook(io.BytesIO(apply_changes(plain(), [put(1, 1, *texts)])))
    assert book["表"]["A1"].data_type == "s"
    found = [cell.value for cell in book["表"][1]]
    # openpyxl does not undo _xHHHH_ in inline texts.
    assert found == ["=1+1", " a\n b ", "x_x000D_y", "_x005F_x0041_", '<&>"', "_x0001_", "", "客诉", "+1", "😀"]
    with pytest.raises(ValueError, match="does not fit"):
        apply_changes(plain(), [put(1, 1, "x" * 32_768)])
    with pytest.raises(ValueError, match="no number"):
        apply_changes(plain(), [put(1, 1, float("nan"))])


@pytest.mark.needs("soffice")
def test_another_program_reads_what_we_wrote(tmp_path: Path) -> None:
    texts = ("=1+1", " a\n b ", "_x0041_", '<&>"', "😀", 1.5, True, Formula('"a"&"_x0041_"'))
    (tmp_path / "a.xlsx").write_bytes(apply_changes(plain(), [put(1, 1, *texts)]))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "out" / "a.xlsx", data_only=True)
    # openpyxl undoes _xHHHH_ in shared texts, but not in the results of formulas.
    found = [cell.value for cell in book["表"][1]]
    assert found == ["=1+1", " a\n b ", "_x0041_", '<&>"', "😀", 1.5, True, "a_x005F_x0041_"]


def test_formats_are_kept_and_looks_change_only_what_they_say() -> None:
    book = openpyxl.Workbook()
    sheet = first(book)
    sheet["A1"].font = Font(italic=True, name="Arial", size=14)
    sheet["A1"].number_format = "0.000"
    sheet["A1"].protection = Protection(locked=False)
    look = Look(ground="FFD262", bold=True, ink="4A3200")
    after = openpyxl.load_workbook(io.BytesIO(apply_changes(saved(book), [put(1, 1, 2.5, looks=(look,))])))["表"]["A1"]
    assert (after.font.i, after.font.b, after.font.name, after.font.sz, after.font.color.rgb) == (
        True, True, "Arial", 14, "FF4A3200",
    )  # fmt: skip
    assert (after.number_format, after.fill.fgColor.rgb, after.protection.locked) == ("0.000", "FFFFD262", False)


def test_new_cells_look_like_their_row_or_column() -> None:
    source = with_sheet(
        '<cols><col min="2" max="3" width="9" style="0"/></cols>'
        '<sheetData><row r="1" s="0" customFormat="1"/></sheetData>'
    )
    styles = parts(source)["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="9"/><xf numFmtId="10"/></cellXfs>')
    sheet = parts(source)[SHEET1].replace(b'style="0"', b'style="1"').replace(b's="0"', b's="2"')
    source = repacked(source, {"xl/styles.xml": styles, SHEET1: sheet})
    assert rows_after(source, put(1, 2, 1), put(2, 2, 1)) == (
        '<row r="1" s="2" customFormat="1" ><c r="B1" s="2"><v>1</v></c></row>'
        '<row r="2"><c r="B2" s="1"><v>1</v></c></row>'
    )


def test_days_are_shifted_where_they_count_from_1904() -> None:
    book = parts(plain())["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert b"date1904" in book
    source = repacked(plain(), {"xl/workbook.xml": book})
    day = Look(number_format="yyyy-mm-dd hh:mm")
    hours = Look(number_format="[h]:mm")
    change = put(1, 1, 46347.5, 46347.5, 46347.5, looks=(day, hours, None))
    assert re.findall(r"<v>([^<]*)", rows_after(source, change)) == ["44885.5", "46347.5", "46347.5"]
    # The format is kept, and so what it means.
    again = apply_changes(source, [change])
    assert re.findall(r"<v>([^<]*)", rows_after(again, put(1, 1, 46348))) == ["44886", "46347.5", "46347.5"]


def test_an_overwritten_formula_leaves_the_order_of_calculation() -> None:
    chain = b'<calcChain xmlns="%s"><c r="A1" i="1"/></calcChain>' % MAIN.encode()
    source = with_sheet('<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>')
    rels = parts(source)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="calcChain.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"/></Relationships>',
    )
    source = repacked(source, {"xl/calcChain.xml": chain, "xl/_rels/workbook.xml.rels": rels})
    assert "xl/calcChain.xml" in parts(apply_changes(source, [put(2, 1, 3)]))
    after = parts(apply_changes(source, [put(1, 1, 3)]))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"]


def test_formulas_that_shared_an_overwritten_one_get_their_own() -> None:
    source = with_sheet(
        '<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="1"/><v>3</v></c></row></sheetData>'
    )
    after = rows_after(source, put(1, 1, 9))
    assert '<c r="A2"><f>B2*$C$1</f><v>2</v></c>' in after
    assert '<c r="A3"><f t="shared" si="1"/><v>3</v></c>' in after


def test_cells_that_must_not_be_written() -> None:
    merged = with_sheet('<sheetData/><mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    assert refused(merged, put(2, 2, 1)).params["cell"] == "B2"
    assert rows_after(merged, put(1, 1, 1)) == '<row r="1"><c r="A1"><v>1</v></c></row>'
    array = with_sheet('<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f></c></row></sheetData>')
    assert refused(array, put(2, 1, 1)).code == "cell_of_array"
    locked = with_sheet('<sheetData/><sheetProtection sheet="1"/>')
    assert refused(locked, put(1, 1, 1)).code == "sheet_protected"
    ranges = '<protectedRanges><protectedRange sqref="A1:B9" name="x"/></protectedRanges>'
    opened = with_sheet(f'<sheetData/><sheetProtection sheet="1"/>{ranges}')
    assert "<v>1</v>" in rows_after(opened, put(1, 1, 1))
    assert refused(opened, put(1, 3, 1)).code == "sheet_protected"
    assert refused(plain(), SetCells("没有", (Cells(1, 1, 1, (1,)),))).code == "sheet_gone"


# --- odd packages -----------------------------------------------------------------------------------------------------

FLAG: Final[tuple[Change, ...]] = (
    PutSheet(
        1, "_kesu", "hidden", (Cells(1, 1, 1, (Formula("NOW()"),)), Cells(2, 9, 2, (Formula("ROW()+{row}"), "x")))
    ),
    AddName("kesu_s_x", "$B:$B", slot=1),
    SetRules(
        "表", (Rule("flag.a", "A1:A9", f"AND({tag('flag.a')},INDEX(kesu_s_x,ROW())>0)", Look("A4161A", "FFFFFF")),)
    ),
    SetWidths("表", ((1, 150), (2, 20))),
    SetCells("表", (Cells(1, 4, 7, ("时效", Formula("1+1"))),), "_kesu.columns"),
    AddName("_kesu.columns", "'表'!$G$1:$H$4"),
)


def there_and_back(source: bytes) -> dict[str, bytes]:
    """Flag twice, clean, and return the parts that are not as they were; openpyxl has to read the flagged one."""
    once = apply_changes(source, FLAG)
    assert apply_changes(once, FLAG) == once
    clean, before = parts(apply_changes(once, CLEAN)), parts(source)
    assert list(clean) == list(before)
    return {name: part for name, part in clean.items() if part != before[name]}


@pytest.mark.parametrize("inner", [
    "<sheetData/>", "<sheetData />", '<sheetData><row r="2"/><row r="3"><c r="G3" s="0"/></row></sheetData>',
    '<dimension ref="A1"/><cols><col min="1" max="16384" width="3"/></cols><sheetData/><pageMargins/>',
    '<sheetData/><conditionalFormatting sqref="A1"><cfRule type="expression" priority="4"><formula>1</formula></cfRule>'
    "</conditionalFormatting>",
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_clean_gives_every_part_back_but_the_styles(inner: str, encoding: str) -> None:
    source = with_sheet(inner)
    changed = {name: parts(source)[name].decode().encode(encoding) for name in (SHEET1, "xl/workbook.xml")}
    assert set(there_and_back(repacked(source, changed))) == {"xl/styles.xml"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<definedNames />", b""), (b"<definedNames />", b"<definedNames/>"),
        (b"<definedNames />", b"<definedNames />"),
        (b"<definedNames />", b"<definedNames></definedNames>"),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b""),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b'<calcPr calcId="1" fullCalcOnLoad="0" />'),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b'<calcPr calcId="1"/>'),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"<calcPr  fullCalcOnLoad = 'false' calcId='1'/>"),
    ],
)  # fmt: skip
def test_empty_elements_of_the_workbook_part_come_back(old: bytes, new: bytes) -> None:
    book = parts(plain())["xl/workbook.xml"].replace(b"<definedNames/>", b"<definedNames />")
    assert old in book
    source = repacked(plain(), {"xl/workbook.xml": book.replace(old, new)})
    assert set(there_and_back(source)) == {"xl/styles.xml"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_workbook_whose_parts_are_all_in_utf_16_comes_back(encoding: str) -> None:
    source = parts(plain())
    for name, part in source.items():
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", part.decode())
        source[name] = ("\ufeff<?xml version='1.0' encoding='UTF-16'?>" + text).encode(encoding)
    assert set(there_and_back(repacked(plain(), source))) == {"xl/styles.xml"}


def test_styles_that_no_program_could_read_are_refused() -> None:
    styles = parts(plain())["xl/styles.xml"].replace(b"<fonts ", b"<fonts nobody:said='1' ")
    assert refused(repacked(plain(), {"xl/styles.xml": styles}), *FLAG).code == "damaged_part"


def test_names_of_others_are_neither_taken_over_nor_taken_out() -> None:
    theirs = b"<definedNames><definedName name='KESU_C_x'>1</definedName></definedNames>"
    book = parts(plain())["xl/workbook.xml"].replace(b"<definedNames/>", theirs)
    source = repacked(plain(), {"xl/workbook.xml": book})
    assert refused(source, AddName("kesu_c_x", "2")).code == "name_taken"
    assert apply_changes(source, [DropOurs(names=("kesu_c_",)), DropOurs(names=("KESU_C_",))]) == source
    once = apply_changes(source, [AddName("kesu_c_y", "2")])
    assert parts(apply_changes(once, CLEAN)) == parts(source)


@pytest.mark.parametrize(("row", "column"), [(1, 16_384), (1_048_576, 1)])
def test_nothing_is_written_beyond_the_end_of_a_sheet(row: int, column: int) -> None:
    apply_changes(plain(), [put(row, column, "last")])
    assert refused(plain(), put(row, column, 1, 2) if row == 1 else put(row, column, 1, last=row + 1)).code == "no_room"


def test_thousands_of_fragments_and_names_cost_no_minutes() -> None:
    pieces = "".join(
        f'<conditionalFormatting sqref="A{n}"><cfRule type="expression" priority="{n}"><formula>1</formula></cfRule>'
        "</conditionalFormatting>"
        for n in range(1, 10_000)
    )
    names = "".join(f'<definedName name="n{n}">{n}</definedName>' for n in range(30_000))
    book = parts(plain())["xl/workbook.xml"].replace(
        b"<definedNames/>", f"<definedNames>{names}</definedNames>".encode()
    )
    source = repacked(with_sheet(f"<sheetData/>{pieces}"), {"xl/workbook.xml": book})
    more = [AddName(f"kesu_c_{n}", "1") for n in range(100)]
    begun = time.process_time()
    apply_changes(source, [*FLAG, *more])
    # 2 s here; 20,000 fragments alone took 112 s when each looked through all the others
    assert time.process_time() - begun < 12


def test_a_workbook_is_not_left_without_a_visible_sheet() -> None:
    once = apply_changes(plain(), [PutSheet(2, "问题", "visible", (Cells(1, 1, 1, ("x",)),))])
    book = parts(once)["xl/workbook.xml"].decode()
    assert book.count('state="visible"') == 1
    hidden = repacked(once, {"xl/workbook.xml": book.replace('state="visible"', 'state="hidden"').encode()})
    assert refused(hidden, *CLEAN).code == "nothing_visible"
    assert apply_changes(hidden, [PutSheet(2, "问题", "visible", (Cells(1, 1, 1, ("y",)),))]) != hidden


def test_a_block_of_ours_never_covers_what_somebody_typed() -> None:
    def block(width: int) -> list[Change]:
        cells = (Cells(1, 4, 7, tuple(range(1, width + 1))),)
        end = "GHIJ"[width - 1]
        return [SetCells("表", cells, "_kesu.columns"), AddName("_kesu.columns", f"'表'!$G$1:${end}$4")]

    once = apply_changes(plain(), block(2))
    typed = apply_changes(once, [put(3, 9, "mine")])
    assert apply_changes(typed, block(2)) == typed
    error = refused(typed, *block(3))
    assert (error.code, error.params["cell"]) == ("cell_taken", "I3")


@pytest.mark.parametrize("styles", [
    f'<styleSheet xmlns="{MAIN}"/>', f'<styleSheet xmlns="{MAIN}"></styleSheet>', f'<x:styleSheet xmlns:x="{MAIN}" />',
])  # fmt: skip
def test_a_styles_part_that_says_nothing_is_filled(styles: str) -> None:
    once = apply_changes(repacked(plain(), {"xl/styles.xml": styles.encode()}), FLAG)
    book = openpyxl.load_workbook(io.BytesIO(once))
    assert book["表"].conditional_formatting
    assert apply_changes(once, FLAG) == once


def strict(source: bytes) -> bytes:
    swapped = {}
    for name, part in parts(source).items():
        part = part.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        swapped[name] = part.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    return repacked(source, swapped)


def prefixed(source: bytes) -> bytes:
    changed = {}
    for name in (SHEET1, "xl/workbook.xml", "xl/styles.xml"):
        xml = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts(source)[name]).replace(b"<x:xml", b"<xml")
        changed[name] = re.sub(rb'\sxmlns="' + MAIN.encode() + b'"', b' xmlns:x="' + MAIN.encode() + b'"', xml)
    return repacked(source, changed)


def test_strict_and_prefixed_workbooks() -> None:
    assert set(there_and_back(strict(plain()))) == {"xl/styles.xml"}
    after = parts(apply_changes(strict(plain()), FLAG))
    assert b"http://schemas.openxmlformats.org/spreadsheetml" not in b"".join(after.values())
    assert set(there_and_back(prefixed(plain()))) == {"xl/styles.xml"}
    after = parts(apply_changes(prefixed(plain()), FLAG))
    assert b"<x:conditionalFormatting" in after[SHEET1]
    assert b"<x:dxf>" in after["xl/styles.xml"]


def test_macros_and_ribbon_of_a_macro_workbook_stay() -> None:
    types = parts(plain())["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    source = repacked(
        plain(), {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\1", "customUI/customUI14.xml": b"<x/>"}
    )
    after = parts(apply_changes(source, FLAG))
    assert b"macroEnabled.main+xml" in after["[Content_Types].xml"]
    assert (after["xl/vbaProject.bin"], after["customUI/customUI14.xml"]) == (b"\1", b"<x/>")


def test_no_sheet_goes_into_a_protected_structure() -> None:
    book = parts(plain())["xl/workbook.xml"].replace(
        b"<workbookProtection/>", b'<workbookProtection lockStructure="1"/>'
    )
    source = repacked(plain(), {"xl/workbook.xml": book})
    assert refused(source, FLAG[0]).code == "structure_protected"
    assert "<v>1</v>" in rows_after(source, put(1, 1, 1))


def test_a_very_hidden_sheet_and_what_stands_behind_ours_stay() -> None:
    book = openpyxl.Workbook()
    first(book)
    book.create_sheet("深").sheet_state = "veryHidden"
    once = apply_changes(saved(book), FLAG)
    # The user adds a sheet with a print area behind ours and moves to it.
    edited = openpyxl.load_workbook(io.BytesIO(once))
    edited.create_sheet("后").print_area = "A1:B2"
    edited.active = 3
    clean = openpyxl.load_workbook(io.BytesIO(apply_changes(saved(edited), CLEAN)))
    assert clean.sheetnames == ["表", "深", "后"]
    assert clean["深"].sheet_state == "veryHidden"
    assert clean["后"].print_area == "'后'!$A$1:$B$2"
    assert clean.active is clean["后"]


# --- tables -----------------------------------------------------------------------------------------------------------


@cache
def table_book(totals: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = first(book)
    for row in (["编号", "数量", "金额"], ["K-1", 2, "=B2*10"], ["K-2", 3, "=B3*10"]):
        sheet.append(row)
    sheet["B3"].number_format = "0.00"
    table = Table(displayName="台账", ref="A1:C3")
    if totals:
        sheet["A4"], sheet["B4"] = "合计", "=SUBTOTAL(109,台账[数量])+SUM(B2:B3)"
        table.ref, table.totalsRowCount = "A1:C4", 1
        table.totalsRowShown = True
    sheet.add_table(table)
    rule = DataValidation(type="list", formula1='"1,2"')
    rule.add("B2:B3")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("A2:C3", FormulaRule(formula=["$B2>2"], font=Font(bold=True)))
    sheet.conditional_formatting.add("A2:C99", FormulaRule(formula=["$B2>9"]))
    return saved(book)


NEW_ROWS: Final = AppendRows("台账", ((("编号", "K-3"), ("数量", 4)), (("编号", "=x"),)))


@pytest.mark.parametrize("totals", [False, True])
def test_rows_join_a_table_and_what_covers_it_grows(totals: bool) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(apply_changes(table_book(totals), [NEW_ROWS])))["表"]
    assert [[cell.value for cell in row] for row in sheet["A4:C5"]] == [["K-3", 4, "=B4*10"], ["=x", None, "=B5*10"]]
    assert (sheet["A5"].data_type, sheet["B4"].number_format) == ("s", "0.00")
    assert sheet.tables["台账"].ref == ("A1:C6" if totals else "A1:C5")
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["B2:B5"]
    assert sorted(str(found.sqref) for found in sheet.conditional_formatting) == ["A2:C5", "A2:C99"]
    if totals:
        assert [cell.value for cell in sheet[6]] == ["合计", "=SUBTOTAL(109,台账[数量])+SUM(B2:B5)", None]


def test_tables_that_cannot_grow_are_refused() -> None:
    blocked = apply_changes(table_book(), [put(5, 2, "x")])
    assert refused(blocked, NEW_ROWS).params["cell"] == "B5"
    assert refused(table_book(), AppendRows("没有", NEW_ROWS.rows)).code == "table_gone"
    xml = parts(table_book())["xl/tables/table1.xml"].replace(b"<table ", b'<table tableType="queryTable" ')
    assert refused(repacked(table_book(), {"xl/tables/table1.xml": xml}), NEW_ROWS).code == "table_fed"
    assert refused(apply_changes(table_book(), [put(2, 4, 1)]), AddColumns("台账", ("新",))).params["cell"] == "D2"


def test_columns_join_a_table_once() -> None:
    change = AddColumns("台账", ("数量", "责任\n部门", "_x0041_"))
    once = apply_changes(table_book(), [change])
    assert apply_changes(once, [change]) == once
    sheet = openpyxl.load_workbook(io.BytesIO(once))["表"]
    assert sheet.tables["台账"].ref == "A1:E3"
    assert sheet["D1"].value == "责任\n部门"
    assert [column.id for column in sheet.tables["台账"].tableColumns] == [1, 2, 3, 4, 5]
    assert b'name="\xe8\xb4\xa3\xe4\xbb\xbb_x000a_' in parts(once)["xl/tables/table1.xml"]


def test_lists_for_cells() -> None:
    change = SetLists("表", "B2:B9 D2", '"新建,已结案"')
    once = apply_changes(plain(), [change])
    assert apply_changes(once, [change]) == once
    both = openpyxl.load_workbook(io.BytesIO(apply_changes(once, [SetLists("表", "C1", "kesu_list")])))["表"]
    found = [(str(rule.sqref), rule.formula1) for rule in both.data_validations.dataValidation]
    assert found == [("B2:B9 D2", '"新建,已结案"'), ("C1", "kesu_list")]
    other = SetLists("表", "B2:B9 D2", "kesu_status")
    assert b"kesu_status" in parts(apply_changes(once, [other]))[SHEET1]
    assert parts(apply_changes(once, [other, *CLEAN])) == parts(plain())
    # What somebody else says of these cells stays.
    theirs = SetLists("表", "B2:B3", "kesu_status")
    assert b"kesu_status" not in parts(apply_changes(table_book(), [theirs]))[SHEET1]
    with_ours = apply_changes(table_book(), [SetLists("表", "C2:C3", "kesu_status")])
    assert parts(apply_changes(with_ours, CLEAN)) == parts(table_book())


# --- whole sheets -----------------------------------------------------------------------------------------------------


@cache
def summary_book(rows: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = first(book)
    sheet.title = "概览"
    data = book.create_sheet("数据 '1")
    data.append(["类别", "数量", "日期"])
    for number in range(rows):
        data.append([f"c{number}", number * 3, datetime(2026, 11, 1 + number)])
    data.add_table(Table(displayName="kesu_t", ref=f"A1:C{rows + 1}"))
    sheet["A1"] = "标题"
    sheet["A1"].font, sheet["A1"].fill = Font(bold=True, size=16), PatternFill("solid", fgColor="FFDCEBEE")
    sheet["B2"], sheet["B3"] = f"=SUM('数据 ''1'!B2:B{rows + 1})", "=SUM(kesu_t[数量])"
    sheet["B4"], sheet["B5"] = "=kesu_all+1", "=\"'数据 ''1'!A1\"&'数据 ''1'!A2"
    book.defined_names["kesu_all"] = DefinedName("kesu_all", attr_text=f"SUM('数据 ''1'!$B$2:$B${rows + 1})")
    chart = BarChart()
    chart.add_data(Reference(data, min_col=2, min_row=1, max_row=rows + 1), titles_from_data=True)  # type: ignore[no-untyped-call,unused-ignore]
    sheet.add_chart(chart, "D3")
    sheet.conditional_formatting.add("B2:B9", FormulaRule(formula=["B2>3"], font=Font(color="FFA4161A")))
    sheet["A9"].hyperlink = "#'数据 ''1'!A1"
    sheet["A12"].comment = Comment("注", "张三")
    sheet.print_area = "A1:K40"
    return saved(book)


def graft(rows: int) -> tuple[Change, ...]:
    return (GraftSheets(summary_book(rows), ((10, "概览"), (11, "数据 '1"))),)


def taken() -> bytes:
    """Return a workbook in which every name that the summary wants is taken."""
    book = openpyxl.Workbook()
    sheet = first(book)
    for row in (["a", "b"], [1, 2]):
        sheet.append(row)
    sheet.add_table(Table(displayName="kesu_t", ref="A1:B2"))
    book.create_sheet("数据 '1")
    book.create_sheet("尾").print_area = "A1:B2"
    book.defined_names["kesu_all"] = DefinedName("kesu_all", attr_text="'表'!$A$1")
    return saved(book)


def test_sheets_of_another_workbook_are_put_in_with_all_that_is_theirs() -> None:
    source = taken()
    once = apply_changes(source, graft(5))
    book = openpyxl.load_workbook(io.BytesIO(once))
    assert book.sheetnames == ["表", "数据 '1", "尾", "概览", "数据 '1 (2)"]
    sheet, data = book["概览"], book["数据 '1 (2)"]
    assert isinstance(sheet, Worksheet)
    assert [sheet[f"B{row}"].value for row in range(2, 6)] == [
        "=SUM('数据 ''1 (2)'!B2:B6)", "=SUM(kesu_t_2[数量])", "=kesu_all_2+1", "=\"'数据 ''1'!A1\"&'数据 ''1 (2)'!A2",
    ]  # fmt: skip
    assert book.defined_names["kesu_all_2"].attr_text == "SUM('数据 ''1 (2)'!$B$2:$B$6)"
    assert book.defined_names["kesu_all"].attr_text == "'表'!$A$1"
    assert (data.tables["kesu_t_2"].id, data["A2"].value, data["C2"].value) == (2, "c0", datetime(2026, 11, 1))
    assert (sheet["A1"].font.b, sheet["A1"].font.sz, sheet["A1"].fill.fgColor.rgb) == (True, 16, "FFDCEBEE")
    assert sheet["A9"].hyperlink.target == "#'数据 ''1 (2)'!A1"
    charts = sheet._charts  # type: ignore[attr-defined]  # not in the stubs
    assert (sheet["A12"].comment.text, sheet.print_area, len(charts)) == ("注", "'概览'!$A$1:$K$40", 1)
    assert b"'\xe6\x95\xb0\xe6\x8d\xae ''1 (2)'!$B$2:$B$6" in parts(once)["xl/charts/chart1.xml"]
    before, after = parts(source), parts(once)
    shared = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}
    assert {name for name in before if before[name] != after[name]} == shared
    # Two selected tabs would be a group: what is typed would go to both.
    assert b"tabSelected" not in after["xl/worksheets/sheet4.xml"]
    assert b't="s"' not in after["xl/worksheets/sheet4.xml"]


def test_grafted_sheets_are_replaced_in_place_and_taken_out() -> None:
    source = taken()
    once = apply_changes(source, graft(5))
    assert apply_changes(once, graft(5)) == once
    again = apply_changes(once, graft(8))
    assert parts(again).keys() == parts(once).keys()
    assert openpyxl.load_workbook(io.BytesIO(again))["概览"]["B2"].value == "=SUM('数据 ''1 (2)'!B2:B9)"
    clean, before = parts(apply_changes(again, CLEAN)), parts(source)
    assert {name for name in {*before, *clean} if before.get(name) != clean.get(name)} == {"xl/styles.xml"}


def test_a_grafted_sheet_that_the_user_renamed_keeps_its_name() -> None:
    once = apply_changes(taken(), graft(5))
    xml = parts(once)["xl/workbook.xml"].decode().replace("概览", "看板")
    renamed = repacked(once, {"xl/workbook.xml": xml.encode()})
    book = openpyxl.load_workbook(io.BytesIO(apply_changes(renamed, graft(8))))
    assert book.sheetnames == ["表", "数据 '1", "尾", "看板", "数据 '1 (2)"]
    assert book["看板"].print_area == "'看板'!$A$1:$K$40"


@pytest.mark.needs("soffice")
def test_after_another_programs_save_ours_is_found(tmp_path: Path) -> None:
    changes = [*FLAG, *graft(5)]
    (tmp_path / "a.xlsx").write_bytes(apply_changes(plain(), changes))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    source = (tmp_path / "out" / "a.xlsx").read_bytes()
    again = apply_changes(source, changes)
    assert apply_changes(again, changes) == again
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book.sheetnames == ["表", "_kesu", "概览", "数据 '1"]
    assert [rule.formula for area in book["表"].conditional_formatting for rule in area.rules] == [
        ['AND(N("kesu.flag.a")=0,INDEX(kesu_s_x,ROW())>0)']
    ]
    clean = openpyxl.load_workbook(io.BytesIO(apply_changes(again, CLEAN)))
    assert (clean.sheetnames, dict(clean.defined_names)) == (["表"], {})
    assert (clean["表"].max_column, len(clean["表"].conditional_formatting)) == (1, 0)


def test_formulas_of_users_on_our_sheets_are_told() -> None:
    once = apply_changes(taken(), graft(5))
    assert formulas_on_ours(once) == []
    more: list[Change] = [
        SetCells("尾", (Cells(3, 3, 2, (Formula("SUM('数据 ''1 (2)'!B2:B4)*2"), Formula('"概览!"&A1'), 1)),)),
        SetCells("表", (Cells(9, 9, 1, (Formula("概览!B2"),)),)),
    ]
    assert formulas_on_ours(apply_changes(once, more)) == ["'表'!A9", "'尾'!B3"]


def test_formulas_of_users_on_our_names_and_on_odd_sheet_names_are_told() -> None:
    ours: list[Change] = [
        PutSheet(1, "R&D's", "hidden", (Cells(1, 1, 1, (1,)),)),
        AddName("kesu_now", "$A$1", hidden=False, slot=1),
        SetCells("表", (Cells(1, 3, 7, (Formula("kesu_now"),)),), "_kesu.columns"),
        AddName("_kesu.columns", "'表'!$G$1:$G$3"),
    ]
    once = apply_changes(plain(), ours)
    assert formulas_on_ours(once) == []
    texts = ("KESU_NOW+1", "'R&D''s'!A1", '"kesu_now"&B1', "my_kesu_now")
    more = [SetCells("表", (Cells(9, 9, 1, tuple(map(Formula, texts))),))]
    assert formulas_on_ours(apply_changes(once, more)) == ["'表'!A9", "'表'!B9"]


def test_rows_that_were_empty_come_back_as_they_were_written() -> None:
    source = with_sheet(
        '<sheetData><row r="2"/><row r="3"></row><row r="4"> </row><row r="5" ht="9"></row></sheetData>'
    )
    once = apply_changes(source, FLAG)
    assert apply_changes(once, FLAG) == once
    assert parts(apply_changes(once, CLEAN))[SHEET1] == parts(source)[SHEET1]


def test_rules_that_are_put_in_again_keep_their_place_among_ours() -> None:
    def rule(name: str) -> SetRules:
        return SetRules("表", (Rule(name, "A1:A9", tag(name), Look("A4161A")),))

    def drop(prefix: str, *kept: str) -> DropOurs:
        return DropOurs(rules=(prefix,), sheet="表", kept=kept)

    flag: list[Change] = [drop("flag.", "flag.a", "flag.b"), rule("flag.a"), rule("flag.b")]
    problem: list[Change] = [drop("problem.", "problem.a"), rule("problem.a")]
    both = apply_changes(apply_changes(plain(), flag), problem)
    assert apply_changes(apply_changes(both, flag), problem) == both
    # One that is not put in again goes.
    fewer = parts(apply_changes(both, [drop("flag.", "flag.a"), rule("flag.a")]))[SHEET1]
    assert (b"flag.a" in fewer, b"flag.b" in fewer, b"problem.a" in fewer) == (True, False, True)


def test_styles_that_are_an_empty_element_take_looks() -> None:
    source = repacked(
        plain(), {"xl/styles.xml": f'<?xml version="1.0"?>\n<styleSheet xmlns="{MAIN}" xml:space="preserve"/>'.encode()}
    )
    once = apply_changes(source, FLAG)
    assert first_element(parts(once)["xl/styles.xml"]) == f"{{{MAIN}}}styleSheet"
    assert apply_changes(once, FLAG) == once


def first_element(xml: bytes) -> str:
    return str(ElementTree.fromstring(xml).tag)


def test_what_an_archiver_of_macos_leaves_is_no_relationship() -> None:
    left = {"__MACOSX/xl/_rels/._workbook.xml.rels": b"\x00\x05\x16\x07Mac OS X", "__MACOSX/xl/._workbook.xml": b"\x00"}
    once = apply_changes(repacked(plain(), left), graft(5))
    assert apply_changes(once, graft(5)) == once
    assert parts(apply_changes(once, CLEAN)).keys() == {*parts(plain()), *left}
