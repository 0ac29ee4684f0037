"""Room `form`: pictures in the places of their markers.

FP001 as large as fits inside the area, in their own proportions, five pixels free
FP002 into the drawing that is there or a new one; on rows that grew, on continuation sheets; a picture is one file
FP003 only files below the folders that are allowed are read
FP004 what is no picture is said, with its cell, which stays blank
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from PIL import Image

from kesu_xl.form import Filled, PictureFolder, compile_template
from kesu_xl.form.picture import Picture
from kesu_xl.newbook.save import saved

EMU = 9525
VALIDATOR = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"


def picture(width: int, height: int, kind: str) -> bytes:
    """Return a red picture of that size."""
    made = BytesIO()
    Image.new("RGB", (width, height), (200, 0, 0)).save(made, kind)
    return made.getvalue()


def png(width: int, height: int) -> bytes:
    """Return a red picture of that size."""
    return picture(width, height, "PNG")


def jpeg(width: int, height: int) -> bytes:
    """Return a red picture of that size."""
    return picture(width, height, "JPEG")


def shown(data: bytes) -> tuple[str | None, int, int]:
    """Return what a picture in a form is, and its size."""
    with Image.open(BytesIO(data)) as opened:
        return opened.format, *opened.size


def template(cells: dict[str, str], merged: tuple[str, ...] = (), chart: bool = False, height: float = 15) -> bytes:
    """Return a workbook with 64 pixels a column and 20 a row, and these cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    for ref, text in cells.items():
        sheet[ref] = text
    sheet.row_dimensions[1].height = height
    for area in merged:
        sheet.merge_cells(area)
    if chart:
        bars = BarChart()
        bars.add_data(Reference(sheet, min_col=9, min_row=1, max_row=3))
        sheet.add_chart(bars, "I1")
    return saved(book)


def parts(filled: Filled) -> dict[str, bytes]:
    """Return the entries of a form."""
    with ZipFile(BytesIO(filled.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anchors(filled: Filled, drawing: str) -> list[tuple[int, int, int, int, int, int, bytes]]:
    """Return column, its offset, row, its offset, width and height (in pixels), file of each picture of a drawing."""
    found = parts(filled)
    folder, file = posixpath.split(drawing)
    targets = dict(re.findall(r'Id="(\w+)"[^>]*?Target="/([^"]+)"', found[f"{folder}/_rels/{file}.rels"].decode()))
    made = []
    for xml in re.findall(r"<xdr:oneCellAnchor.*?</xdr:oneCellAnchor>", found[drawing].decode(), re.DOTALL):
        numbers = re.findall(r'<xdr:(?:col|colOff|row|rowOff)>(\d+)<|<xdr:ext cx="(\d+)" cy="(\d+)"', xml)
        column, x, row, y = (int(one[0]) for one in numbers[:4])
        width, height = int(numbers[4][1]), int(numbers[4][2])
        (key,) = re.findall(r'r:embed="(\w+)"', xml)
        made.append((column, x // EMU, row, y // EMU, width // EMU, height // EMU, found[targets[key]]))
    return made


# FP001 ------------------------------------------------------------------------------------------------------------


def test_a_picture_fills_the_merged_area_in_its_own_proportions() -> None:
    """By hand: B2:E10 is 256 x 180 px, 246 x 170 without margins; 300 x 100 becomes 246 x 82, 49 px down."""
    form = compile_template(template({"B2": "{{ photos[0] }}", "G2": "{{ photos[1] }}"}, ("B2:E10", "G2:G12")), "t")
    filled = form.fill({"photos": [png(300, 100), png(100, 300)]}, "zh-Hans")
    wide, tall = anchors(filled, "xl/drawings/kesu_pictures1.xml")
    # (180 - 82) / 2 = 49 px from the top of row 2: nine pixels into the third row of the area
    assert (*wide[:6], shown(wide[6])) == (1, 5, 3, 9, 246, 82, ("PNG", 300, 100))
    # G2:G12 is 64 x 220: 54 x 162; (220 - 162) / 2 = 29
    assert (*tall[:6], shown(tall[6])) == (6, 5, 2, 9, 54, 162, ("PNG", 100, 300))
    assert filled.problems == []
    assert openpyxl.load_workbook(BytesIO(filled.data))["8D"]["B2"].value is None


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "png"), ("BMP", "png")])
def test_the_four_kinds_are_drawn_anew(kind: str, ending: str) -> None:
    """A JPEG stays one; what has few colours becomes a PNG."""
    made = PictureFolder(None).picture(picture(30, 10, kind))
    assert isinstance(made, Picture)
    assert (made.ending, made.width, made.height) == (ending, 30, 10)
    assert shown(made.data) == (ending.upper(), 30, 10)


def test_a_cell_without_room_for_margins_still_shows_the_picture() -> None:
    """A row of 8 pixels: a third of it."""
    filled = compile_template(template({"A1": "{{ photos[0] }}"}, height=6), "t").fill({"photos": [png(10, 10)]}, "en")
    assert [one[4:6] for one in anchors(filled, "xl/drawings/kesu_pictures1.xml")] == [(2, 2)]


# FP002 ------------------------------------------------------------------------------------------------------------

ROWS = {
    "A20": "{{ photos[].caption }}",
    "B20": "{{ photos[] }}",
    "A21": "{{ photos[].caption }}",
    "B21": "{{ photos[] }}",
}


def folder_with(tmp_path: Path) -> PictureFolder:
    """Return a register's folder with two pictures below it."""
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.png").write_bytes(png(30, 10))
    (tmp_path / "照片" / "2.jpg").write_bytes(jpeg(10, 30))
    return PictureFolder(tmp_path)


def photos() -> list[dict[str, Any]]:
    """Return four rows of 照片 with two pictures among them."""
    return [
        {"path": "照片/1.png", "step": "D2", "caption": "划伤 <1> & \"2\""},
        {"path": "照片\\2.jpg", "step": "D2", "caption": "=1+1"},
        {"path": "照片/1.png", "step": "D3", "caption": "隔离"},
        {"photo": "照片/2.jpg"},
    ]  # fmt: skip


def test_pictures_follow_a_list_that_grows(tmp_path: Path) -> None:
    """Two slots, four photos: rows 20 to 23; two files in the package."""
    filled = compile_template(template(ROWS), "t").fill({"photos": photos()}, "en", pictures=folder_with(tmp_path))
    found = anchors(filled, "xl/drawings/kesu_pictures1.xml")
    assert [one[2] for one in found] == [19, 20, 21, 22]
    assert [shown(one[6]) for one in found] == [("PNG", 30, 10), ("JPEG", 10, 30)] * 2
    assert len([name for name in parts(filled) if "/media/" in name]) == 2
    assert (
        b'descr="\xe5\x88\x92\xe4\xbc\xa4 &lt;1&gt; &amp; &quot;2&quot;"'
        in parts(filled)["xl/drawings/kesu_pictures1.xml"]
    )


def test_pictures_go_into_the_drawing_that_is_there_and_onto_continuation_sheets(tmp_path: Path) -> None:
    """A chart stays; with a signature beneath, photos 3 and 4 stand on the further sheet."""
    source = template({**ROWS, "A23": "签名", "C1": "{{ photos[0] }}"}, ("C1:E9",), chart=True)
    filled = compile_template(source, "t").fill({"photos": photos()}, "zh-Hans", pictures=folder_with(tmp_path))
    with ZipFile(BytesIO(source)) as archive:
        before = archive.read("xl/drawings/drawing1.xml")
    after = parts(filled)["xl/drawings/drawing1.xml"]
    assert after.startswith(before[: before.rindex(b"</")])
    assert after.endswith(before[before.rindex(b"</") :])
    assert [one[2] for one in anchors(filled, "xl/drawings/drawing1.xml")] == [2, 19, 20]
    continued = [shown(one[6]) for one in anchors(filled, "xl/drawings/kesu_continued1.xml")]
    assert continued == [("PNG", 30, 10), ("JPEG", 10, 30)]
    assert [(problem.code, problem.cell) for problem in filled.problems] == [("F103", "A21")]
    numbers = re.findall(rb'cNvPr id="(\d+)"', after)
    assert len(numbers) == len(set(numbers)) == 4


# FP003 ------------------------------------------------------------------------------------------------------------


def test_only_what_lies_below_the_allowed_folders_is_read(tmp_path: Path) -> None:
    """Paths that climb, absolute ones, links that lead out; an absolute one into a folder that the caller allows."""
    inside, outside = tmp_path / "台账", tmp_path / "别处"
    inside.mkdir()
    outside.mkdir()
    (outside / "x.png").write_bytes(png(1, 1))
    (inside / "x.png").write_bytes(png(2, 2))
    (inside / "link.png").symlink_to(outside / "x.png")
    (inside / "dir").symlink_to(outside)
    only, both = PictureFolder(inside), PictureFolder(inside, [outside])
    for path in ("../别处/x.png", "..\\别处\\x.png", str(outside / "x.png"), "link.png", "dir/x.png", "../台账x/x.png"):
        assert only.picture(path) == "F165", path
    for path in ("x.png", "./a/../x.png", str(inside / "x.png"), "../台账/x.png"):
        assert isinstance(only.picture(path), Picture), path
    assert isinstance(both.picture(str(outside / "x.png")), Picture)
    assert PictureFolder(None).picture("x.png") == "F165"
    assert PictureFolder(None, [outside]).picture("x.png") == "F165"


# FP004 ------------------------------------------------------------------------------------------------------------


def test_what_is_no_picture_is_said_and_leaves_the_cell_blank(tmp_path: Path) -> None:
    """Missing, a folder, a pipe, too large, no picture, cut off, of no size, a strange path."""
    (tmp_path / "large.png").touch()
    os.truncate(tmp_path / "large.png", 50_000_001)
    os.mkfifo(tmp_path / "pipe.png")
    for name, data in {
        "text.png": b"not a picture", "half.png": png(9, 9)[:-8], "half.jpg": jpeg(9, 9)[:-2],
        "none.gif": b"GIF89a\0\0\x09\0\0\0\0;",
        "empty.bmp": b"", "bomb.jpg": b"\xff\xd8\xff\xe1\0\0" * 3,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(data)
    expected = {
        "missing.png": "F161", "text.png/x": "F161", ".": "F162", "pipe.png": "F162", "a\0b.png": "F162",
        "large.png": "F163", "text.png": "F164", "half.png": "F164", "half.jpg": "F164", "none.gif": "F164",
        "empty.bmp": "F164", "bomb.jpg": "F164", "..": "F165",
    }  # fmt: skip
    cells = {f"B{row}": f"{{{{ photos[{row - 1}] }}}}" for row in range(1, len(expected) + 1)}
    record = {"photos": [{"path": path} for path in expected]}
    filled = compile_template(template(cells), "t").fill(record, "zh-Hans", pictures=PictureFolder(tmp_path))
    assert [(problem.code, problem.cell) for problem in filled.problems] == [
        (code, f"B{row}") for row, code in enumerate(expected.values(), 1)
    ]
    assert not anchors_of_any(filled)
    assert b"<v>" not in parts(filled)["xl/worksheets/sheet1.xml"]


def anchors_of_any(filled: Filled) -> bool:
    """Say whether any drawing has a picture."""
    return any(b"<xdr:pic>" in xml for name, xml in parts(filled).items() if name.endswith(".xml"))


def test_no_photo_no_problem() -> None:
    """A record without photos, with fewer, with a row that names none."""
    form = compile_template(template({"A1": "{{ photos[0] }}", "A2": "{{ photos[1].path }}"}), "t")
    records: list[dict[str, Any]] = [{}, {"photos": []}, {"photos": [{"caption": "x"}, None]}, {"photos": None}]
    for record in records:
        filled = form.fill(record, "en")
        assert filled.problems == []
        assert not anchors_of_any(filled)


def test_a_picture_marker_inside_a_text_is_said() -> None:
    """The text stays, the marker goes, and no path is shown."""
    form = compile_template(template({"A1": "照片：{{ photos[0].path }}", "A2": "{{ photos[0] }} {{ a }}"}), "t")
    filled = form.fill({"photos": [{"path": "x.png"}], "a": "好"}, "zh-Hans")
    sheet = openpyxl.load_workbook(BytesIO(filled.data))["8D"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("照片：", "好")
    assert [(problem.code, problem.cell) for problem in filled.problems] == [("F166", "A1"), ("F166", "A2")]


@pytest.mark.needs("ooxml", "soffice")
def test_programs_take_the_pictures(tmp_path: Path) -> None:
    """The validator finds nothing; LibreOffice keeps every picture when it saves the form."""
    folder = folder_with(tmp_path)
    new = compile_template(template({**ROWS, "D1": "{{ photos[0] }}"}, ("D1:F8",)), "t")
    old = compile_template(template({**ROWS, "A23": "x"}, chart=True), "t")
    filled = {
        name: form.fill({"photos": photos()}, "zh-Hans", pictures=folder) for name, form in (("new", new), ("old", old))
    }
    for name, one in filled.items():
        (tmp_path / f"{name}.xlsx").write_bytes(one.data)
        run = subprocess.run([VALIDATOR, tmp_path / f"{name}.xlsx"], capture_output=True, text=True, check=False)
        assert '"ok": true' in run.stdout, run.stdout
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.xlsx") for name in filled]
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "xlsx"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, count in (("new", 5), ("old", 4)):
        with ZipFile(tmp_path / "xlsx" / f"{name}.xlsx") as archive:
            drawings = [archive.read(part) for part in archive.namelist() if "/drawings/drawing" in part]
        assert sum(xml.count(b"<xdr:pic>") for xml in drawings) == count
