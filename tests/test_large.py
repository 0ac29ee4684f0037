"""Large sheets: changed some rows at a time, with the result of changing them as a whole; others are never inflated."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kesu_xl
from kesu_xl.change import AddName, Cells, Change, DropOurs, Formula, PutSheet, SetCells
from kesu_xl.notation import column_letter
from kesu_xl.package.a1 import Area
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.cellwrite import Written, cleared, written
from kesu_xl.package.deflated import Deflated, Segment
from kesu_xl.package.limits import HELD_LIMIT
from kesu_xl.package.rowchunks import StoredRows, whole_rows

ROOT: Final = Path(__file__).resolve().parents[1]
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET1: Final = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes) -> bytes:
    """Return a new workbook of openpyxl with one part replaced."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "表"
    saved, result = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return result.getvalue()


def part(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        assert opened.testzip() is None
        return opened.read(name)


def cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


# --- rows, some at a time ---------------------------------------------------------------------------------------------

#: What can stand between the tags of rows, comments that look like rows among it.
CELLS: Final = st.sampled_from([
    b"", b'<c r="C%d"><v>1</v></c>', b'<c r="A%d" s="1"/><c r="D%d"><f>A1</f></c>', b"<c><v>2</v></c>",
    b"<!-- <row r='1'> </row> -->", b"<c r='B%d' t='inlineStr'><is><t><![CDATA[<row r=\"7\"/>]]></t></is></c>",
])  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    rows, number = [], 0
    for content in draw(st.lists(CELLS, max_size=12)):
        number += draw(st.integers(1, 3))
        row = b'<row r="%d">%s</row>' if content or draw(st.booleans()) else b'<row r="%d"%s/>'
        rows.append(row % (number, content.replace(b"%d", b"%d" % number)))
        rows.append(draw(st.sampled_from([b"", b"\n", b"<!-- <row -->", b"<?x <row r='2'>?>"])))
    return b"".join(rows)


@given(sheets(), st.integers(1, 90), st.integers(1, 200))
def test_chunks_end_between_rows_and_lose_nothing(rows: bytes, size: int, least: int) -> None:
    chunks = list(whole_rows(cut(rows, size), least))
    assert b"".join(chunks) == rows
    for chunk in chunks[1:]:
        assert chunk.startswith(b"<row")
    for chunk in chunks[:-1]:
        hidden = re.sub(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", b"", chunk)
        assert b"<!" not in hidden
        assert hidden.count(b"</row>") + len(re.findall(rb"<row[^>]*/>", hidden)) == hidden.count(b"<row")


@given(sheets(), st.integers(1, 30), st.integers(1, 60), st.integers(1, 12), st.integers(0, 9), st.integers(1, 4))
def test_cells_are_written_and_taken_out_alike_however_rows_are_cut(
    rows: bytes, size: int, least: int, top: int, height: int, left: int
) -> None:
    box = Area(top, left, top + height, left + 1)

    def cells(number: int, styles: tuple[int, ...]) -> bytes:
        return b'<c r="%s%d" s="%d"/>' % (column_letter(left).encode(), number, styles[0])

    def write(chunks: Iterator[bytes]) -> tuple[bytes, Written, list[tuple[int, int, bytes]]]:
        told, stood = Written(), list[tuple[int, int, bytes]]()
        result = written(chunks, "", box, cells, lambda _: 3, told, spans=True, note=lambda *one: stood.append(one))
        return b"".join(result), told, stood

    assert write(whole_rows(cut(rows, size), least)) == write(iter((rows,)))
    taken = b"".join(cleared(whole_rows(cut(rows, size), least), box))
    assert taken == b"".join(cleared(iter((rows,)), box))


def test_a_row_longer_than_a_chunk_is_kept_whole() -> None:
    rows = b'<row r="1">' + b"<c><v>1</v></c>" * 900 + b"</row>" + b'<row r="2"/>' * 2000
    chunks = list(whole_rows(cut(rows, 64), 64))
    assert b"".join(chunks) == rows
    assert len(chunks) > 2
    assert all(chunk.startswith(b"<row") for chunk in chunks)


def test_an_endless_comment_is_no_row() -> None:
    rows = b'<row r="1"/><row r="2"/><!-- <row r="3"/>'
    assert b"".join(whole_rows(cut(rows, 5), 5)) == rows


def test_segments_make_one_stream_with_the_right_sum() -> None:
    contents = [os.urandom(9) * 50, b"", b"x" * (3 << 20), "行".encode()]
    joined = Deflated.joined(b"<head>", map(Segment.of, contents), b"<tail>")
    whole = b"".join((b"<head>", *contents, b"<tail>"))
    plain = Deflated.of((whole,))
    assert (joined.size, joined.crc) == (plain.size, plain.crc)
    assert b"".join(joined.pieces()) == whole


def test_few_rows_are_held_as_they_are_and_many_deflated() -> None:
    few = StoredRows([b"<row/>", b"<row/>"])
    assert (few.large, few.size, b"".join(few.chunks())) == (False, 12, b"<row/><row/>")
    chunk = b'<row r="1"/>' * 50_000
    many = StoredRows([chunk] * 20)
    assert (many.large, many.size) == (True, 20 * len(chunk))
    assert b"".join(many.chunks()) == chunk * 20
    assert sum(segment.size for segment in many.segments()) == many.size


# --- a large sheet that is changed ------------------------------------------------------------------------------------

COUNT: Final = 3_000
#: A long text, so that few rows are many bytes.
REMARK: Final = "划伤" * 500
BLOCK: Final = (
    SetCells("表", (Cells(1, 1, 5, ("状态",)), Cells(2, COUNT + 2, 5, (Formula("D{row}*2"),))), "_kesu.columns"),
    AddName("_kesu.columns", f"'表'!$E$1:$E${COUNT + 2}"),
)


def large_rows(more: str = "") -> bytes:
    row = (
        '<row r="{0}"><c r="A{0}" t="str"><v>客诉 {0} {2}</v></c><c r="C{0}" s="0"/><c r="D{0}"><v>{0}</v></c>{1}</row>'
    )
    return "".join(row.format(number, more.format(number), REMARK) for number in range(1, COUNT + 1)).encode()


@pytest.fixture(scope="module")
def large() -> bytes:
    rows = large_rows()
    assert len(rows) > HELD_LIMIT
    head = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:D{COUNT}"/><sheetData>'
    return with_part(SHEET1, head.encode() + rows + b"</sheetData></worksheet>")


def test_cells_of_a_large_sheet(large: bytes) -> None:
    once = apply_changes(large, BLOCK)
    rows = large_rows('<c r="E{0}"><f>D{0}*2</f></c>').replace(
        b'<c r="E1"><f>D1*2</f></c>', '<c r="E1" t="inlineStr"><is><t>状态</t></is></c>'.encode()
    )
    behind = b"".join(b'<row r="%d"><c r="E%d"><f>D%d*2</f></c></row>' % (n, n, n) for n in (COUNT + 1, COUNT + 2))
    head = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:E{COUNT + 2}"/><sheetData>'
    assert part(once, SHEET1) == head.encode() + rows + behind + b"</sheetData></worksheet>"
    assert apply_changes(once, BLOCK) == once
    assert part(apply_changes(once, [DropOurs(everything=True)]), SHEET1) == part(large, SHEET1)


def test_memory_does_not_grow_with_the_sheet(large: bytes) -> None:
    rows = part(large, SHEET1).partition(b"<sheetData>")[2].partition(b"</sheetData>")[0]
    # without numbers, one lot of rows can stand behind the other
    many = re.sub(rb' r="\w+"', b"", rows) * 5
    book = with_part(SHEET1, f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + many + b"</sheetData></worksheet>")
    change = SetCells("表", (Cells(2, 5 * COUNT, 5, (1,)),))
    apply_changes(with_part("none", b""), [change])  # what is loaded once
    tracemalloc.start()
    try:
        apply_changes(book, [change])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(many) / 2


# --- large sheets that are not touched --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small register with a large sheet of other data whose second half is nothing that inflates."""
    path = tmp_path_factory.mktemp("beside") / "台账.xlsx"
    command = [sys.executable, "-m", "benchmarks.register", str(path), "30", "9000"]
    subprocess.run(command, cwd=ROOT, check=True)
    with zipfile.ZipFile(path) as opened:
        info = opened.getinfo("xl/worksheets/sheet2.xml")
        assert info.file_size > HELD_LIMIT
    data = bytearray(path.read_bytes())
    middle = info.header_offset + info.compress_size // 2
    data[middle : middle + 5000] = b"\xff" * 5000
    path.write_bytes(data)
    with zipfile.ZipFile(path) as opened, pytest.raises((zipfile.BadZipFile, zipfile.zlib.error)):  # type: ignore[attr-defined]
        opened.read("xl/worksheets/sheet2.xml")
    return path


def raw_entry(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        info = opened.getinfo(name)
    start = info.header_offset + 30 + len(name)
    return workbook[start : start + info.compress_size]


def test_what_is_not_touched_is_never_inflated(beside: Path, tmp_path: Path) -> None:
    book = tmp_path / "台账.xlsx"
    book.write_bytes(beside.read_bytes())
    name = "xl/worksheets/sheet2.xml"
    made = kesu_xl.flag(book, None)
    assert made.rows == 30
    kesu_xl.flag(book, None, add_columns=True)
    assert raw_entry(book.read_bytes(), name) == raw_entry(beside.read_bytes(), name)
    kesu_xl.clean(book, None)
    after = book.read_bytes()
    assert raw_entry(after, name) == raw_entry(beside.read_bytes(), name)
    with zipfile.ZipFile(io.BytesIO(after)) as one, zipfile.ZipFile(beside) as other:
        assert one.namelist() == other.namelist()
        unlike = [each for each in one.namelist() if each != name and one.read(each) != other.read(each)]
    assert unlike == ["xl/styles.xml"]


def test_a_large_sheet_is_known_by_its_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    subprocess.run([sys.executable, "-m", "benchmarks.register", str(path), "9000"], cwd=ROOT, check=True)
    assert kesu_xl.map_columns(path).rows == 9000


# --- sheets of ours ---------------------------------------------------------------------------------------------------


def test_a_formula_that_goes_down_a_column_is_written_once() -> None:
    formulas = tuple(map(Formula, ("A{row}*$A$1", "ROW()+{row}", "A1", "表!A{row}", "SUM({1,2})*A{row}", "NOW()")))
    sheet = PutSheet(1, "_kesu", "hidden", (Cells(1, 1, 2, (Formula("A{row}"),)), Cells(2, 3, 2, formulas)))
    found = re.findall(
        r"<f.*?(?:/>|</f>)", part(apply_changes(with_part("none", b""), [sheet]), "xl/worksheets/sheet2.xml").decode()
    )
    assert found == [
        "<f>A1</f>",
        '<f t="shared" ref="B2:B3" si="0">A2*$A$1</f>', "<f>ROW()+2</f>", "<f>A1</f>", "<f>表!A2</f>",
        "<f>SUM({1,2})*A2</f>", '<f t="shared" ref="G2:G3" si="1">NOW()</f>',
        '<f t="shared" si="0"/>', "<f>ROW()+3</f>", "<f>A1</f>", "<f>表!A3</f>",
        "<f>SUM({1,2})*A3</f>", '<f t="shared" si="1"/>',
    ]  # fmt: skip


@pytest.mark.needs("soffice")
def test_another_program_works_shared_formulas_out_as_single_ones(tmp_path: Path) -> None:
    texts = (
        "ROW()*3", "$B{row}+1", 'IF(ISNUMBER(INDEX(kesu_t,ROW())),INDEX(kesu_t,ROW())+$B$5,"")', "MIN($B{row}:$C{row})",
        'IF($D{row}="","leer",$C{row}&"|"&D{row})',
    )  # fmt: skip
    formulas = tuple(map(Formula, texts))
    changes: list[Change] = [
        PutSheet(1, "_kesu", "hidden", (Cells(3, 900, 2, formulas),)),
        SetCells("表", (*(Cells(n, n, 9, (n % 7 or "x",)) for n in range(1, 60)), Cells(3, 900, 2, formulas))),
        AddName("kesu_t", "'表'!$I:$I"),
    ]
    book = apply_changes(with_part("none", b""), changes)
    assert part(book, "xl/worksheets/sheet2.xml").count(b'<f t="shared" si=') == 5 * 897
    assert b"shared" not in part(book, SHEET1)
    (tmp_path / "a.xlsx").write_bytes(book)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = openpyxl.load_workbook(tmp_path / "out" / "a.xlsx", data_only=True)
    values = [
        [[cell.value for cell in row] for row in opened[name].iter_rows(3, 900, 2, 6)] for name in ("表", "_kesu")
    ]
    assert values[0] == values[1]
    assert values[0][0] == [9, 10, 3 + 15, 9, "10|18"]
    assert sum(row[2] != "" for row in values[0]) > 40
