"""Photos of a complaint: from files and from cells of the register, into D2, D3, D5, without what they say.

PH001 upright, at most 1280 pixels long, nothing but pixels; the same one is drawn once
PH002 pictures in cells: Excel's, WPS's, and such that lie over the photo cell
PH003 what stands in the way is said with the register's cell
PH004 each photo stands in its discipline
PH005 a picture file loses what it says beside its pixels, and nothing else
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Drawn
from PIL import Image, PngImagePlugin

import kesu_xl
from kesu_xl.complaint import Complaint
from kesu_xl.eight_d import assemble, known_paths
from kesu_xl.flow.shipped import shipped_templates
from kesu_xl.form import PictureFolder, compile_template
from kesu_xl.form.picture import Picture
from kesu_xl.package.outgoing.tags import without_tags

AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001  # in the register's zone
WORD: Final = b"CANARYplace7"


def picture(width: int, height: int, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a white picture whose left tenth is red, with everything that a phone says about it."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 0, 0), (0, 0, max(1, width // 10), height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, WORD.decode()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (31.0, 12.0, 30.0)
    out = BytesIO()
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Location", WORD.decode())
        said.add_itxt("Author", WORD.decode(), zip=True)
        image.save(out, kind, exif=exif, pnginfo=said)
    else:
        image.save(out, kind, exif=exif, comment=WORD, quality=95)
    return out.getvalue()


def opened(data: bytes) -> Any:
    """Return a picture, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def media(data: bytes) -> list[bytes]:
    """Return the picture files of a form, in the order in which its drawings use them."""
    with ZipFile(BytesIO(data)) as archive:
        found = []
        for name in archive.namelist():
            if re.fullmatch(r"xl/drawings/[^/]+\.xml", name):
                folder, _, file = name.rpartition("/")
                rels = archive.read(f"{folder}/_rels/{file}.rels").decode()
                targets = dict(re.findall(r'Id="(\w+)"[^>]*?Target="/([^"]+)"', rels))
                found += [
                    archive.read(targets[key]) for key in re.findall(r'r:embed="(\w+)"', archive.read(name).decode())
                ]
    return found


# PH001 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("orientation", "size", "red"), [
    (1, (40, 20), (1, 10)), (3, (40, 20), (38, 10)), (6, (20, 40), (10, 1)), (8, (20, 40), (10, 38)),
])  # fmt: skip
def test_a_photo_stands_upright(orientation: int, size: tuple[int, int], red: tuple[int, int]) -> None:
    """Where the red edge is after turning, by hand: 3 upside down, 6 to the right, 8 to the left."""
    made = PictureFolder(None).picture(picture(40, 20, orientation=orientation))
    assert isinstance(made, Picture)
    image = opened(made.data)
    assert image.size == (made.width, made.height) == size
    left = image.getpixel(red)
    assert left[0] > 150 > left[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_but_pixels_goes_along(kind: str) -> None:
    source = picture(2000, 500, kind)
    assert WORD in source
    made = PictureFolder(None).picture(source)
    assert isinstance(made, Picture)
    assert (made.width, made.height) == (1280, 320)
    image = opened(made.data)
    assert dict(image.getexif()) == {}
    assert WORD not in made.data
    assert not {"exif", "comment", "icc_profile", "Location", "Author"} & set(image.info)


def test_the_same_photo_is_drawn_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two paths, one content: counted where a picture is opened, which is left as it is."""
    (tmp_path / "1.jpg").write_bytes(picture(90, 60))
    (tmp_path / "2.jpg").write_bytes(picture(90, 60))
    count: list[int] = []
    real = Image.open

    def counting(*given: Any, **named: Any) -> Any:
        count.append(1)
        return real(*given, **named)

    monkeypatch.setattr(Image, "open", counting)
    folder = PictureFolder(tmp_path)
    assert folder.picture("1.jpg") is folder.picture("2.jpg")
    assert len(count) == 1


def test_a_report_without_photos_imports_no_decoder() -> None:
    import subprocess
    import sys

    script = (
        "import sys, kesu_xl, datetime, tempfile\nfrom kesu_xl.flow.shipped import shipped\n"
        "kesu_xl.make_8d(shipped('workbooks') / 'complaints.xlsx', tempfile.mkdtemp(),"
        " as_of=datetime.datetime(2026, 11, 21, 9), cases=['KS-2611-001'])\nprint('PIL' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


# PH002 ------------------------------------------------------------------------------------------------------------

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def base(photos: list[list[Any]], own: Any = None) -> Workbook:
    """Return a register with one complaint and its rows of 照片."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["客诉编号", "客户名称", "不良现象", "受理时间", "结案状况", "不良图片"])
    sheet.append(["K-1", "甲公司", "划伤", AS_OF, "新建", own])
    detail = book.create_sheet("照片")
    detail.append(["客诉编号", "图片", "步骤", "说明"])
    for row in photos:
        detail.append(row)
    return book


def with_parts(
    book: Workbook, path: Path, parts: Mapping[str, bytes], edits: Mapping[str, tuple[bytes, bytes]]
) -> Path:
    """Save a workbook with further parts, and with pieces of its own parts replaced."""
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in edits.items():
        assert old in entries[name], entries[name]
        entries[name] = entries[name].replace(old, new)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in {**entries, **parts}.items():
            archive.writestr(name, content)
    return path


def relations(*pairs: tuple[str, str]) -> bytes:
    """Return a relationships part: rId1, rId2 ... of these types with these targets."""
    listed = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
                     for n, (kind, target) in enumerate(pairs, 1))  # fmt: skip
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'.encode()


def excel_pictures(path: Path) -> Path:
    """Write a register whose photo cells are pictures as Excel keeps them: B3 of 照片, F2 of the register."""
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    parts = {
        "xl/metadata.xml": (
            f'<metadata xmlns="{MAIN}" xmlns:xlrd="{rich}"><metadataTypes count="2"><metadataType name="XLDAPR" '
            'minSupportedVersion="120000"/><metadataType name="XLRICHVALUE" minSupportedVersion="120000"/>'
            '</metadataTypes><futureMetadata name="XLDAPR" count="1"><bk/></futureMetadata><futureMetadata '
            'name="XLRICHVALUE" count="2"><bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}">'
            '<xlrd:rvb i="0"/></ext></extLst></bk><bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}">'
            '<xlrd:rvb i="1"/></ext></extLst></bk></futureMetadata><valueMetadata count="2"><bk><rc t="2" v="0"/></bk>'
            '<bk><rc t="2" v="1"/></bk></valueMetadata></metadata>'
        ),
        "xl/richData/rdrichvaluestructure.xml": (
            f'<rvStructures xmlns="{rich}" count="1"><s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/>'
            '<k n="CalcOrigin" t="i"/></s></rvStructures>'
        ),
        "xl/richData/rdrichvalue.xml": (
            f'<rvData xmlns="{rich}" count="2"><rv s="0"><v>1</v><v>5</v></rv><rv s="0"><v>0</v><v>5</v></rv></rvData>'
        ),
        "xl/richData/richValueRel.xml": (
            '<richValueRels xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel" '
            f'xmlns:r="{OFFICE}"><rel r:id="rId1"/><rel r:id="rId2"/></richValueRels>'
        ),
    }
    made = {name: xml.encode() for name, xml in parts.items()}
    made["xl/richData/_rels/richValueRel.xml.rels"] = relations(
        (f"{OFFICE}/image", "../media/image1.png"), (f"{OFFICE}/image", "../media/image2.jpeg")
    )
    made["xl/media/image1.png"] = picture(30, 10, "PNG")
    made["xl/media/image2.jpeg"] = picture(10, 30)
    types = "http://schemas.microsoft.com/office"
    more = relations(
        (f"{OFFICE}/sheetMetadata", "metadata.xml"),
        (f"{types}/2017/06/relationships/rdRichValueStructure", "richData/rdrichvaluestructure.xml"),
        (f"{types}/2017/06/relationships/rdRichValue", "richData/rdrichvalue.xml"),
        (f"{types}/2022/10/relationships/richValueRel", "richData/richValueRel.xml"),
    )
    listed = more[more.index(b"<Relationship ") : more.rindex(b"</")].replace(b'"rId', b'"rIdX')
    book = base([["K-1", "@", "D3", "隔离区"], ["K-1", "@@", "D2", "划伤"]], own="@@@")
    cell = b' t="inlineStr"><is><t>%s</t></is></c>'
    error = b' t="e" vm="%d"><v>#VALUE!</v></c>'
    return with_parts(
        book, path, made,
        {
            "xl/_rels/workbook.xml.rels": (b"</Relationships>", listed + b"</Relationships>"),
            "xl/worksheets/sheet2.xml": (cell % b"@@", error % 1),
            "xl/worksheets/sheet1.xml": (cell % b"@@@", error % 2),
        },
    )  # fmt: skip


def wps_pictures(path: Path) -> Path:
    """Write a register whose photo cell is a picture as WPS keeps it: a formula with an id."""
    etc = "http://www.wps.cn/officeDocument/2017/etCustomData"
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    cell = (
        '<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="{}"/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="{}"/></xdr:blipFill></xdr:pic></etc:cellImage>'
    )
    xml = (
        f'<etc:cellImages xmlns:etc="{etc}" xmlns:xdr="{xdr}" xmlns:r="{OFFICE}" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        + cell.format("ID_1", "rId1") + cell.format("ID_2", "rId2") + "</etc:cellImages>"
    )  # fmt: skip
    made = {
        "xl/cellimages.xml": xml.encode(),
        "xl/_rels/cellimages.xml.rels": relations(
            (f"{OFFICE}/image", "media/image1.png"), (f"{OFFICE}/image", "media/image2.jpeg")
        ),
        "xl/media/image1.png": picture(50, 20, "PNG"),
        "xl/media/image2.jpeg": picture(20, 50),
    }
    relation = (
        b'<Relationship Id="rIdW" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/>'
    )
    book = base([["K-1", "@", "D2", "划伤"]])
    old = b' t="inlineStr"><is><t>@</t></is></c>'
    new = b' t="str"><f>_xlfn.DISPIMG(&quot;ID_2&quot;,1)</f><v>=DISPIMG(&quot;ID_2&quot;,1)</v></c>'
    edits = {
        "xl/_rels/workbook.xml.rels": (b"</Relationships>", relation + b"</Relationships>"),
        "xl/worksheets/sheet2.xml": (old, new),
    }
    return with_parts(book, path, made, edits)


def over_cells(path: Path) -> Path:
    """Write a register with a picture over the photo cell of a row that says nothing else."""
    book = base([["K-1", None, None, None]])
    (path.parent / "over.png").write_bytes(picture(60, 30, "PNG"))
    book["照片"].add_image(Drawn(str(path.parent / "over.png")), "B2")
    book.save(path)
    return path


TEMPLATE: Final = {"A1": "{{ case_no }}", "B2": "{{ d2.photos[0] }}", "C2": "{{ d3.photos[0] }}",
                   "D2": "{{ d5.photos[0] }}"}  # fmt: skip


def template(path: Path, cells: Mapping[str, str] = TEMPLATE) -> Path:
    """Write a form with a place for a photo in each discipline."""
    book = Workbook()
    for ref, text in cells.items():
        book.worksheets[0][ref] = text
    book.save(path)
    return path


@pytest.mark.parametrize(("write", "sizes"), [
    # rich values name their pictures crosswise: the first value is the second file
    (excel_pictures, [(10, 30)]), (wps_pictures, [(20, 50)]), (over_cells, [(60, 30)]),
])  # fmt: skip
def test_pictures_in_cells_come_along(tmp_path: Path, write: Any, sizes: list[tuple[int, int]]) -> None:
    source = write(tmp_path / "台账.xlsx")
    result = kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF, template=template(tmp_path / "t.xlsx"))
    data = Path(result.made[0].path).read_bytes()
    found = [opened(one).size for one in media(data)]
    assert found == sizes
    assert not [WORD for one in media(data) if WORD in one]


def test_the_photo_column_counts_where_the_table_has_none(tmp_path: Path) -> None:
    """A path in the register row; nothing in 照片."""
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.jpg").write_bytes(picture(70, 30))
    base([], own="照片\\1.jpg").save(tmp_path / "台账.xlsx")
    form = template(tmp_path / "t.xlsx", {"A1": "{{ case_no }}", "B2": "{{ photos[0] }}", "B3": "{{ photo }}"})
    for jobs in (1, 2):
        result = kesu_xl.make_8d(tmp_path / "台账.xlsx", tmp_path / f"o{jobs}", as_of=AS_OF, template=form, jobs=jobs)
        assert [opened(one).size for one in media(Path(result.made[0].path).read_bytes())] == [(70, 30)] * 2
        # a path is never written
        sheet = openpyxl.load_workbook(result.made[0].path).worksheets[0]
        assert (sheet["B2"].value, sheet["B3"].value) == (None, None)


# PH003 ------------------------------------------------------------------------------------------------------------


def test_what_is_in_the_way_is_said_with_the_cell_of_the_register(tmp_path: Path) -> None:
    """Missing, outside, by link, too large, no picture, a bomb: each names its cell of 照片 and what to do."""
    (tmp_path / "text.jpg").write_bytes(b"\xff\xd8\xffnothing")
    with (tmp_path / "large.jpg").open("wb") as stream:
        stream.truncate(50_000_001)
    bomb = BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    (tmp_path / "bomb.png").write_bytes(bomb.getvalue())
    expected = {
        "missing.jpg": "F161", "../x.jpg": "F165", "https://example.com/x.jpg": "F165", "\\\\server\\a\\x.jpg": "F165",
        "large.jpg": "F163", "text.jpg": "F164", "bomb.png": "F163",
    }  # fmt: skip
    base([["K-1", path, "D2", None] for path in expected]).save(tmp_path / "台账.xlsx")
    cells = {f"B{row}": f"{{{{ photos[{row - 1}] }}}}" for row in range(1, len(expected) + 1)}
    form = template(tmp_path / "t.xlsx", cells)
    result = kesu_xl.make_8d(tmp_path / "台账.xlsx", tmp_path / "o", as_of=AS_OF, template=form)
    found = [(one.code, one.sheet, one.cell) for one in result.found if one.code.startswith("F16")]
    assert found == [(code, "照片", f"B{row}") for row, code in enumerate(expected.values(), 2)]
    assert all(one.remedy("zh-Hans") for one in result.found)
    assert [Path(made.path).name for made in result.made] == ["8D_K-1.xlsx"]


# PH004 ------------------------------------------------------------------------------------------------------------


def test_each_photo_stands_in_its_discipline() -> None:
    """By hand: without a step and D0 to D2 in D2, D3 in D3, the later ones in D5."""
    steps = [None, "D2", "D3", "D5", "D7", "D0"]
    rows = [{"photo": f"{n}.jpg", "step": step} for n, step in enumerate(steps)]
    rows = [{key: value for key, value in row.items() if value} for row in rows]
    record = assemble(Complaint(case_no="K-1"), {"photos": rows}).record()
    shown = {name: [row["photo"] for row in record[name]["photos"]] for name in ("d2", "d3", "d5")}
    assert shown == {"d2": ["0.jpg", "1.jpg", "5.jpg"], "d3": ["2.jpg"], "d5": ["3.jpg", "4.jpg"]}
    assert {"d2.photos[]", "d3.photos[].caption", "d5.photos[].photo"} <= known_paths()


def test_photos_without_a_place_are_said(tmp_path: Path) -> None:
    """Four photos in D2 and one in D3; the form has two boxes for D2 and none for D3."""
    (tmp_path / "1.jpg").write_bytes(picture(40, 20))
    base([["K-1", "1.jpg", step, None] for step in ("D2", "D2", "D2", "D3", "D2")]).save(tmp_path / "台账.xlsx")
    cells = {"A1": "{{ case_no }}", "B2": "{{ d2.photos[0] }}", "C2": "{{ d2.photos[1].photo }}"}
    result = kesu_xl.make_8d(
        tmp_path / "台账.xlsx", tmp_path / "o", as_of=AS_OF, template=template(tmp_path / "t.xlsx", cells)
    )
    found = [(one.code, one.sheet, one.cell, one.count) for one in result.found if one.code == "F256"]
    assert found == [("F256", "照片", "B4", 3)]


def test_lines_for_photos_are_shown_where_there_are_some(tmp_path: Path) -> None:
    """In every shipped form, by hand: no photo in D3 and D5, no line for it; D3 with one shows its line and caption."""
    for name in ("8d", "8d_sheets", "8d_short", "8d_table", "8d_two_column"):
        form = compile_template(shipped_templates()[name].read_bytes(), name)
        photo = {"photo": picture(40, 20), "caption": "隔离区"}
        for record, shown in (({}, 0), ({"d3": {"photos": [photo]}}, 2)):
            filled = form.fill(record, "zh-Hans")
            book = openpyxl.load_workbook(BytesIO(filled.data))
            hidden = [row for sheet in book for row in sheet.row_dimensions.values() if row.hidden]
            # of each discipline the boxes and the captions; the short form has no D5
            assert len(hidden) == (2 if name == "8d_short" else 4) - shown, name
            assert len(media(filled.data)) == shown // 2
            assert ("隔离区" in str([cell.value for sheet in book for row in sheet for cell in row])) == bool(shown)


def test_no_marker_shows_a_path() -> None:
    """Whatever a template asks of a photo, the path and the bytes stay where they are."""
    from kesu_xl.form import PictureCell

    asked = ["photos[0].photo.content", "photos[0].photo._content", "photos[0].photo", "photos", "photos[].photo",
             "d2.photos", "photo", "photo.content", "photos[0].photo.cell"]  # fmt: skip
    book = Workbook()
    for row, path in enumerate(asked, 1):
        book.worksheets[0][f"A{row}"] = f"x {{{{ {path} }}}}"
        book.worksheets[0][f"C{row}"] = f'{{{{ {path} | join(";") }}}}'
    data = BytesIO()
    book.save(data)
    cell = PictureCell("secret/1.jpg", "照片", "B2")
    record = {"photos": [{"photo": cell}], "photo": cell, "d2": {"photos": [{"photo": cell}]}}
    filled = compile_template(data.getvalue(), "t").fill(record, "zh-Hans")
    with ZipFile(BytesIO(filled.data)) as archive:
        assert not [name for name in archive.namelist() if b"secret" in archive.read(name)]


# PH005 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_tags_are_cut_out_and_pixels_stay(kind: str) -> None:
    source = picture(64, 48, kind)
    plain = without_tags(source)
    assert WORD in source
    assert WORD not in plain
    assert opened(plain).tobytes() == opened(source).tobytes()
    assert without_tags(plain) == plain
    assert without_tags(source[:40]) == source[:40] or WORD not in without_tags(source[:40])


def test_tags_of_gif_and_webp_are_cut_out_and_pixels_stay() -> None:
    """A customer's form may hold any picture that Excel takes."""
    exif = Image.Exif()
    exif[0x010E] = WORD.decode()
    red, blue = (Image.new("RGB", (20, 10), colour) for colour in ("red", "blue"))
    for kind, more in (
        ("GIF", {"comment": WORD, "save_all": True, "append_images": [blue], "loop": 0}),
        ("WEBP", {"exif": exif, "xmp": b"<x>" + WORD + b"</x>", "lossless": True}),
    ):
        file = BytesIO()
        red.save(file, kind, **more)
        source = file.getvalue()
        plain = without_tags(source)
        assert WORD in source
        assert WORD not in plain
        before, after = opened(source), opened(plain)
        assert (after.tobytes(), getattr(after, "n_frames", 1)) == (before.tobytes(), getattr(before, "n_frames", 1))
        assert without_tags(plain) == plain
        assert without_tags(source[:30]) == source[:30] or WORD not in without_tags(source[:30])
