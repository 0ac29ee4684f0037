"""Reports that are handed in: what may leave the house, revisions, what changed between them.

SU001 canary words in every internal and personal field, property, note, hidden place and path: in no part of a copy
SU002 what people put into a form that they see stays; what reads what is gone keeps its result
SU003 each copy is kept as it was; its row stands in the register, or one line says that it does not
SU004 personal data: how it is masked, and that nothing else is
SU005 what changed between two forms
SU006 what must not be copied is refused, and said
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.complaint import COLUMNS, DETAILS, TABLES, Column, Kind
from kesu_xl.eight_d import first_pass, is_personal, masked, personal_words
from kesu_xl.errors import KesuError
from kesu_xl.flow.output import write_new
from kesu_xl.flow.pdf import make_pdfs
from kesu_xl.flow.shipped import shipped, shipped_templates
from kesu_xl.grid import read_book
from kesu_xl.package.outgoing import Masks, outgoing

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT.parent / "shared" / "corpus"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = shipped("workbooks") / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001  # in the register's zone
CASE: Final = "KS-1"
FORMS: Final = sorted(name for name in shipped_templates() if name.startswith("8d"))

#: What the columns of a register hold whose kind alone does not tell.
_VALUES: Final[Mapping[str, Any]] = {
    "case_no": CASE, "customer": "甲公司", "product": "BOPP-18", "lot_no": "L1", "defect": "膜面划伤", "owner": "周工",
    "status": "对策已实施", "channel": "电话", "complaint_type": "质量", "severity": "一般", "valid": "成立",
    "liability": "我方", "containment_state": "已发生", "customer_demand": "换货", "received_by": "客服",
}  # fmt: skip


def value_of(column: Column, word: str) -> Any:
    """Return what stands in a column: the word where it is internal or personal, else something that fits."""
    if column.internal or column.personal:
        return word
    if column.name in _VALUES:
        return _VALUES[column.name]
    by_kind = {
        Kind.DATETIME: datetime(2026, 11, 18, 3), Kind.DATE: datetime(2026, 11, 18), Kind.COUNT: 3,  # noqa: DTZ001
        Kind.POSITIVE: 9, Kind.MONEY: 5, Kind.SCORE: 4, Kind.YES_NO: "否", Kind.CASE: None, Kind.PICTURE: None,
        Kind.LIST: None, Kind.OWN_LIST: None,
    }  # fmt: skip
    return by_kind.get(column.kind, "说明")


def photo(path: Path) -> None:
    """Write a photo that says who took it where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9C9B] = 6, "CANARYcamera7", "CANARYtitle7".encode("utf-16-le")
    exif.get_ifd(0x8825)[1] = "N"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (80, 60), (200, 0, 0)).save(path, "JPEG", exif=exif, comment=b"CANARYcomment7")


def register(folder: Path, cases: Mapping[str, str] | None = None) -> Path:
    """Write a register in which every internal and personal cell, and all that nobody sees, holds a canary word.

    Args:
        folder: Where to.
        cases: Complaints with the template that their customer wants.
    """
    cases = cases or {CASE: ""}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "客诉台账"
    sheet.append([column.labels[0] for column in COLUMNS.values()])
    kinds = {name: "CANARYinternal" if column.internal else "CANARYperson" for name, column in COLUMNS.items()}
    for case in cases:
        row = {name: value_of(column, f"{kinds[name]}{name}7") for name, column in COLUMNS.items()}
        sheet.append([*({**row, "case_no": case, "customer": f"甲公司 {case}"}).values()])
    sheet["A2"].comment = Comment("CANARYnote7", "CANARYnoteauthor7")
    for table in (*DETAILS, *TABLES):
        if not table.columns:
            continue
        detail = book.create_sheet(table.labels[0])
        detail.append([column.labels[0] for column in table.columns])
        detail_row = {one.name: value_of(one, f"CANARYperson{table.name}{one.name}7") for one in table.columns}
        fitting: dict[str, dict[str, Any]] = {
            "answers": {"path": "d2.how", "value": "目视"},
            "steps": {"step": "D3", "result": "接受"},
            "photos": {"photo": "CANARYfolder7/CANARYfile7.jpg", "step": "D2", "caption": "划伤处"},
            "team": {"role": "组长", "dept": "品保部"},
            "customers": {"language": None, "timezone": None},
            "revisions": {"number": None},
            "actions": {"step": "D5", "action": "更换轴承"},
            "settings": {"key": "CANARYsetting7", "value": "CANARYvalue7"},
            "calendar": {"date": None, "kind": None, "note": None},
            "log": {"field": "内部备注", "old": "CANARYinternalold7", "new": "CANARYinternalnew7"},
        }
        detail_row |= fitting.get(table.name, {})
        for case, template in cases.items() if table.by_case or table.name == "customers" else (("", ""),):
            own: dict[str, str | None] = {"case_no": case} if table.by_case else {}
            own |= {"name": f"甲公司 {case}", "template": template or None} if table.name == "customers" else {}
            detail.append([({**detail_row, **own}).get(column.name) for column in table.columns])
    hidden = book.create_sheet("CANARYhidden7")
    hidden["A1"] = "CANARYhiddencell7"
    hidden.sheet_state = "hidden"
    book.properties.creator, book.properties.lastModifiedBy = "CANARYauthor7", "CANARYsaver7"
    photo(folder / "CANARYfolder7" / "CANARYfile7.jpg")
    path = folder / "CANARYregister7.xlsx"
    book.save(path)
    return path


def canaries(data: bytes) -> set[str]:
    """Return the canary words in a file: names and contents of all its entries, decompressed, in any encoding."""
    with ZipFile(BytesIO(data)) as archive:
        contents = [name.encode() for name in archive.namelist()]
        contents += [archive.read(name) for name in archive.namelist()] + [archive.comment, data]
    pattern = re.compile(r"CANARY\w*")
    texts = [text for raw in contents for text in (raw.decode("latin-1"), raw.decode("utf-16-le", "ignore"))]
    return {word for text in texts for word in pattern.findall(text)}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def sheet_text(data: bytes) -> str:
    """Return all texts of the sheets of a workbook, one after the other."""
    book = read_book(data)
    return "\n".join(str(value) for name in book.sheet_names for row in book.grid(name).rows for value in row if value)


# SU001 ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the copy of the canary case in every shipped form."""
    folder = tmp_path_factory.mktemp("canary")
    source = register(folder, {f"K-{name}": name for name in FORMS})
    result = kesu_xl.make_8d(source, folder / "o", as_of=AS_OF, submit=True)
    assert {problem.code for problem in result.found} & {"F208", "F251", "F252"} == set()
    made = {one.template.removesuffix(".xlsx"): Path(one.path) for one in result.made}
    assert sorted(made) == FORMS
    assert made["8d"].name == "8D_K-8d_r1.xlsx"
    return made


@pytest.mark.parametrize("name", FORMS)
def test_no_canary_leaves_in_a_copy(submitted: dict[str, Path], name: str) -> None:
    data = submitted[name].read_bytes()
    assert canaries(data) == set()
    # what may leave is there
    assert "膜面划伤" in sheet_text(data)


@pytest.mark.parametrize("name", FORMS)
def test_no_internal_field_path_or_property_is_in_a_working_form(submitted: dict[str, Path], name: str) -> None:
    working = submitted[name].with_name(f"8D_K-{name}.xlsx")
    assert {word for word in canaries(working.read_bytes()) if not word.startswith("CANARYperson")} == set()


def test_other_outputs_hold_no_internal_field(submitted: dict[str, Path], tmp_path: Path) -> None:
    """The summary, and any other form, which a person may pass on."""
    source = next(iter(submitted.values())).parent.parent / "CANARYregister7.xlsx"
    kesu_xl.summary(source, tmp_path / "s.xlsx", as_of=AS_OF)
    kesu_xl.fill_form("8d_short", source, tmp_path / "f.xlsx", case="K-8d", as_of=AS_OF)
    for name in ("s.xlsx", "f.xlsx"):
        words = canaries((tmp_path / name).read_bytes())
        assert {word for word in words if not word.startswith(("CANARYperson", "CANARYregister"))} == set(), name


@pytest.mark.needs("soffice", "pdftoppm")
def test_no_canary_is_printed(submitted: dict[str, Path], tmp_path: Path) -> None:
    """The text of the PDFs and what they say of themselves."""
    copies = []
    for name in ("8d", "8d_sheets", "8d_short", "8d_table", "8d_two_column"):
        copies.append(tmp_path / f"{name}.xlsx")
        copies[-1].write_bytes(submitted[name].read_bytes())
    for pdf in make_pdfs(copies):
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
        said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
        assert "膜面划伤" in text
        assert "CANARY" not in text + said
        assert b"CANARY" not in pdf.read_bytes()


def test_unmasked_keeps_personal_data_and_nothing_else(tmp_path: Path) -> None:
    source = register(tmp_path)
    made = kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF, submit=True, unmasked=True).made
    words = canaries(Path(made[0].path).read_bytes())
    assert "CANARYpersonteamname7" in words
    assert {word for word in words if not word.startswith("CANARYperson")} == set()


@pytest.mark.parametrize("field", ["internal_note", "operator", "motive"])
def test_a_template_that_asks_for_an_internal_field_is_told_so(tmp_path: Path, field: str) -> None:
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["A2"] = "{{ case_no }}", f"{{{{ {field} }}}}"
    book.save(tmp_path / "t.xlsx")
    found = kesu_xl.check_template(tmp_path / "t.xlsx").problems
    assert [(problem.code, problem.cell) for problem in found if problem.level == "error"] == [("F155", "A2")]
    result = kesu_xl.make_8d(register(tmp_path), tmp_path / "o", as_of=AS_OF, template=tmp_path / "t.xlsx", submit=True)
    assert "F155" in [problem.code for problem in result.found]
    for path in (tmp_path / "o").glob("*.xlsx"):
        assert {word for word in canaries(path.read_bytes()) if "internal" in word or "operator" in word} == set()


# SU002 ------------------------------------------------------------------------------------------------------------


def dirty_form(working: Path) -> None:
    """Put into a working form what people and programs put into theirs, each with a canary word."""
    book = openpyxl.load_workbook(working)
    form = book["8D"]
    form["A1"].comment = Comment("CANARYnote7", "CANARYnoteauthor7")
    secret = book.create_sheet("CANARYsheet7")
    secret["A1"], secret["A2"] = "CANARYsecret7", 42
    secret.sheet_state = "veryHidden"
    extra = book.create_sheet("附页")
    extra["A1"], extra["A2"] = "检测数据", "=CANARYsheet7!A2"
    extra["B1"], extra["B2"] = "CANARYrow7", 5
    extra["C1"], extra["C2"] = "=B2*2", "客户门户"
    extra["C2"].hyperlink = "https://portal.example.com/8d"
    extra["C3"] = "照片"
    extra["C3"].hyperlink = "file:///C:/CANARYuser7/1.jpg"
    extra["D1"] = "=[1]Sheet1!A1"
    # paths in the texts of formulas; a link of a formula into the public net stays
    extra["E1"] = '=HYPERLINK("file:///C:/CANARYuser7/1.jpg","照片")'
    extra["E2"] = '=HYPERLINK("\\\\CANARYserver7\\qa","附件")'
    extra["E3"] = "=INDIRECT(\"'C:\\CANARYuser7\\[CANARYbook7.xlsx]Sheet1'!A1\")"
    extra["E4"] = '=HYPERLINK("https://CANARYhost7/8d","内网")'
    extra["E5"] = '=HYPERLINK("https://portal.example.com/8d","门户")'
    extra["F3"] = "下拉"
    extra["H9"] = "CANARYcolumn7"
    extra.column_dimensions["H"].hidden = True
    extra["A7"] = "CANARYrow7"
    extra.row_dimensions[7].hidden = True
    extra["B1"] = None
    rule = DataValidation("list", formula1="CANARYsheet7!$A$1:$A$2")
    rule.add("F3")
    extra.add_data_validation(rule)
    kept = DataValidation("list", formula1='"是,否"')
    kept.add("F4")
    extra.add_data_validation(kept)
    extra.oddFooter.left.text = "&Z&F CANARYfooter7".removesuffix(" CANARYfooter7")
    photo(working.parent / "p.jpg")
    drawn = Drawn(str(working.parent / "p.jpg"))
    extra.add_image(drawn, "J2")
    name = DefinedName("CANARYname7", attr_text='"CANARYconstant7"', hidden=True)
    book.defined_names.add(name)
    book.properties.creator, book.properties.company = "CANARYauthor7", "x"
    book.save(working)
    with ZipFile(working) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    sheet = next(entry for entry in parts if b"<f>CANARYsheet7!A2</f>" in parts[entry])
    # Excel keeps the results of formulas
    parts[sheet] = parts[sheet].replace(b"<f>CANARYsheet7!A2</f><v></v>", b"<f>CANARYsheet7!A2</f><v>42</v>")
    parts[sheet] = parts[sheet].replace(b"<f>CANARYsheet7!A2</f><v />", b"<f>CANARYsheet7!A2</f><v>42</v>")
    assert b"<v>42</v>" in parts[sheet]
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book_rels = "xl/_rels/workbook.xml.rels"
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
        b'xmlns:r="%s" r:id="rId1"><sheetNames><sheetName val="CANARYother7"/></sheetNames></externalBook>'
        b"</externalLink>" % office
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="%s/externalLinkPath" Target="file:///CANARYserver7/a.xlsx" TargetMode="External"/></Relationships>'
        % office
    )
    parts["xl/persons/person.xml"] = (
        b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<person displayName="CANARYthread7" id="{1}" userId="CANARYuser7" providerId="AD"/></personList>'
    )
    parts["customXml/item1.xml"] = b"<a>CANARYxml7</a>"
    parts["xl/printerSettings/printerSettings1.bin"] = "CANARYprinter7".encode("utf-16-le")
    parts[book_rels] = parts[book_rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX1" Type="%s/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship '
        b'Id="rIdX2" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" '
        b'Target="persons/person.xml"/><Relationship Id="rIdX3" Type="%s/customXml" '
        b'Target="../customXml/item1.xml"/></Relationships>' % (office, office),
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>",
        b'</sheets><externalReferences><externalReference xmlns:r="%s" r:id="rIdX1"/></externalReferences>' % office,
    ).replace(
        b"<bookViews>",
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        b'Requires="x15"><x15ac:absPath url="C:\\CANARYpath7\\" xmlns:x15ac="http://schemas.microsoft.com/office/'
        b'spreadsheetml/2010/11/ac" xmlns:x15="x"/></mc:Choice></mc:AlternateContent><bookViews>',
    )  # fmt: skip
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        b'printerSettings"/><Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.externalLink+xml"/><Override PartName="/xl/persons/person.xml" '
        b'ContentType="application/vnd.ms-excel.person+xml"/></Types>',
    )
    with ZipFile(working, "w", ZIP_DEFLATED) as archive:
        archive.comment = b"CANARYzip7"
        for entry, content in parts.items():
            archive.writestr(entry, content)


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """Return the copy of a form into which people put all sorts of things, and what was said about it."""
    folder = tmp_path_factory.mktemp("dirty")
    source = register(folder)
    kesu_xl.make_8d(source, folder / "o", as_of=AS_OF)
    dirty_form(folder / "o" / "8D_KS-1.xlsx")
    result = kesu_xl.make_8d(source, folder / "o", as_of=AS_OF, submit=True)
    return Path(result.made[0].path), result.found


def test_what_lies_behind_a_form_stays_at_home(dirty: tuple[Path, list[Any]]) -> None:
    assert canaries(dirty[0].read_bytes()) == set()
    with ZipFile(dirty[0]) as archive:
        behind = re.compile("comment|vml|persons|customXml|external|printer|custom.xml|app.xml")
        assert not list(filter(behind.search, archive.namelist()))
    codes = [problem.code for problem in dirty[1]]
    # the form is left as people made it, and handed in
    assert "F211" in codes
    (left,) = [problem for problem in dirty[1] if problem.code == "F250"]
    said = left.message("en")
    for part in ("comments", "hidden sheets (CANARYsheet7)", "'附页'!A7", "'附页'!H9", "links to other files"):
        assert part in said, said


def test_what_people_see_stays(dirty: tuple[Path, list[Any]]) -> None:
    """By hand: A2 read the hidden sheet and shows 42; D1 had no result, and that is said."""
    sheet = openpyxl.load_workbook(dirty[0])["附页"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["C1"].value, sheet["D1"].value) == (
        "检测数据",
        42,
        "=B2*2",
        None,
    )
    assert sheet["C2"].hyperlink.target == "https://portal.example.com/8d"
    assert sheet["C3"].value == "照片"
    assert sheet["C3"].hyperlink is None
    assert (sheet["A7"].value, sheet["H9"].value) == (None, None)
    assert sheet["E5"].value == '=HYPERLINK("https://portal.example.com/8d","门户")'
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["F4"]
    with ZipFile(dirty[0]) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if "/media/" in name]
        assert any(b"<oddFooter>&amp;L&amp;F</oddFooter>" in archive.read(name) for name in archive.namelist())
    # that of the register, upright, and the one that somebody put in
    found = [(one.size, dict(one.getexif())) for one in map(Image.open, map(BytesIO, pictures))]
    assert sorted(found, key=str) == [((60, 80), {}), ((80, 60), {})]
    (cells,) = [problem for problem in dirty[1] if problem.code == "F253"]
    assert cells.params["cells"] == [f"'附页'!{cell}" for cell in ("D1", "E1", "E2", "E3", "E4")]


@pytest.mark.needs("soffice", "ooxml")
def test_programs_take_the_copies(dirty: tuple[Path, list[Any]], submitted: dict[str, Path], tmp_path: Path) -> None:
    names = ("8d", "8d_sheets", "8d_short.en", "8d_table.zh-Hant")
    for path in (dirty[0], *(submitted[name] for name in names)):
        ran = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
        # what openpyxl, which made the dirty form, always does
        errors = [one for one in json.loads(ran.stdout)["errors"] if not re.search("avLst|x:font", str(one))]
        assert errors == [], path
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(dirty[0])]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / dirty[0].name, data_only=True)
    assert again.sheetnames == ["8D", "附页"]
    assert again["附页"]["C1"].value == 10


def test_a_chart_of_hidden_cells_keeps_what_it_shows() -> None:
    """The series read a hidden sheet: title, categories and values become those that were stored with the chart."""
    book = Workbook()
    shown, hidden = book.worksheets[0], book.create_sheet("CANARYsheet7")
    hidden.sheet_state = "hidden"
    for row in (("", "不良数"), ("划伤", 3), ("CANARYcell7", 4)):
        hidden.append(row)
    chart = BarChart()
    chart.add_data(Reference(hidden, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    shown.add_chart(chart, "C3")
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/charts/chart1.xml"
    title, values = "<f>'CANARYsheet7'!B1</f>", "<f>'CANARYsheet7'!$B$2:$B$3</f>"
    points = '<ptCount val="2"/><pt idx="0"><v>3</v></pt><pt idx="1"><v>4</v></pt>'
    xml = parts[name].decode()
    assert title in xml
    assert values in xml
    xml = xml.replace(title, title + '<strCache><ptCount val="1"/><pt idx="0"><v>不良数</v></pt></strCache>')
    parts[name] = xml.replace(values, f"{values}<numCache>{points}</numCache>").encode()
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    copy = outgoing(made.getvalue(), "x", "t", Masks()).data
    assert canaries(copy) == set()
    with ZipFile(BytesIO(copy)) as archive:
        kept = archive.read(name).decode()
    assert "<tx><v>不良数</v></tx>" in kept
    assert f"<numLit>{points}</numLit>" in kept


@pytest.mark.needs("corpus")
def test_other_peoples_workbooks_are_copied_or_refused_in_one_line() -> None:
    """Some of the corpus: whatever comes out can be read, and has nothing in it that is not named by what stays."""
    files = [path for path in sorted(CORPUS.rglob("*.xls[xm]")) if path.stat().st_size < 60_000][::7]
    assert len(files) > 15
    for path in files:
        try:
            copy = outgoing(path.read_bytes(), path.name, "t", Masks({"Sheet": "S***"})).data
        except KesuError as refused:
            assert "\n" not in refused.say("en"), path
            continue
        with ZipFile(BytesIO(copy)) as archive:
            names = archive.namelist()
        assert not [
            name for name in names if re.search("comment|person|external|printerS|vbaP|docProps/(app|custom)", name)
        ]
        assert read_book(copy).sheet_names, path


# SU003 ------------------------------------------------------------------------------------------------------------


def test_each_copy_is_kept_and_stands_in_the_register(tmp_path: Path) -> None:
    """Two complaints handed in, one of them again the next day; of a register that has rows of its own."""
    source = tmp_path / "台账.xlsx"
    source.write_bytes(SAMPLE.read_bytes())
    cases = ["KS-2611-001", "KS-2611-005"]
    first = kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF, cases=cases, submit=True)
    names = [Path(made.path).name for made in first.made]
    assert names == ["8D_KS-2611-001_r1.xlsx", "8D_KS-2611-005_r1.xlsx"]
    kept = {name: (tmp_path / "o" / name).read_bytes() for name in names}
    assert (tmp_path / "台账.kesu-backup.xlsx").read_bytes() == SAMPLE.read_bytes()
    later = datetime(2026, 11, 22, 10, 30)  # noqa: DTZ001
    again = kesu_xl.make_8d(source, tmp_path / "o", as_of=later, cases=cases[:1], submit=True)
    assert [Path(made.path).name for made in again.made] == ["8D_KS-2611-001_r2.xlsx"]
    assert {name: (tmp_path / "o" / name).read_bytes() for name in names} == kept
    rows = read_book(source).grid("版本").rows[1:]
    newest = (tmp_path / "o" / "8D_KS-2611-001_r2.xlsx").read_bytes()
    hashes = [sha256(data).hexdigest() for data in (*kept.values(), newest)]
    moments = [AS_OF, AS_OF, later]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        (number, n, moment, digest)
        for number, n, moment, digest in zip([*cases, cases[0]], (1, 1, 2), moments, hashes, strict=True)
    ]
    assert all(row[3] for row in rows)
    # the working form says which revision it became
    report = kesu_xl.read_form(tmp_path / "o" / "8D_KS-2611-001.xlsx").reports[0]
    assert report.values["revision.number"] == "2"
    # and nothing else of the register changed
    assert (
        kesu_xl.check(source, as_of=AS_OF).as_json()["problems"]
        == kesu_xl.check(SAMPLE, as_of=AS_OF).as_json()["problems"]
    )


def test_a_register_without_revisions_gets_the_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["客诉编号", "客户名称", "客户联系人", "不良现象", "受理时间", "结案状况"])
    book.worksheets[0].append(["K-1", "甲公司", "张三 13800001234", "划伤", AS_OF, "新建"])
    book.save(tmp_path / "a.xlsx")
    for number in (1, 2):
        made = kesu_xl.make_8d(tmp_path / "a.xlsx", tmp_path / "o", as_of=AS_OF, submit=True).made
        assert Path(made[0].path).name == f"8D_K-1_r{number}.xlsx"
    assert [row[:4] for row in read_book(tmp_path / "a.xlsx").grid("版本").rows] == [
        ["客诉编号", "版次", "日期", "接收人"],
        ["K-1", 1, AS_OF, "张三 13800001234"],
        ["K-1", 2, AS_OF, "张三 13800001234"],
    ]


def test_a_register_that_is_open_is_left_alone_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "台账.xlsx"
    source.write_bytes(SAMPLE.read_bytes())
    (tmp_path / "~$台账.xlsx").touch()
    arguments = ("8d", str(source), "-o", str(tmp_path / "o"), "--case", "KS-2611-001", "--submit", "--as-of",
                 "2026-11-21T09:00", "--json", "-q")  # fmt: skip
    assert run(*arguments) == 1
    document = json.loads(capsys.readouterr().out)
    assert [Path(made["path"]).name for made in document["made"]] == ["8D_KS-2611-001_r1.xlsx"]
    assert source.read_bytes() == SAMPLE.read_bytes()
    (missing,) = [problem for problem in document["problems"] if problem["code"] == "F252"]
    assert missing["level"] == "warning"
    assert "KS-2611-001 r1" in missing["message"]
    # the number goes on all the same
    (tmp_path / "~$台账.xlsx").unlink()
    assert run(*arguments) == 1  # the sample's 8D lacks what customers ask for
    document = json.loads(capsys.readouterr().out)
    assert [Path(made["path"]).name for made in document["made"]] == ["8D_KS-2611-001_r2.xlsx"]
    assert {problem["code"] for problem in document["problems"]} == {"F255"}


def test_what_somebody_typed_is_handed_in(tmp_path: Path) -> None:
    source = tmp_path / "台账.xlsx"
    source.write_bytes(SAMPLE.read_bytes())
    options: dict[str, Any] = {"as_of": AS_OF, "cases": ["KS-2611-001"]}
    kesu_xl.make_8d(source, tmp_path / "o", **options)
    working = tmp_path / "o" / "8D_KS-2611-001.xlsx"
    cells = kesu_xl.read_form(working).reports[0].cells
    sheet, _, ref = cells["d2.where"].rpartition("!")
    book = openpyxl.load_workbook(working)
    book[sheet][ref] = "客户三号线，由张三确认"
    book.save(working)
    made = kesu_xl.make_8d(source, tmp_path / "o", **options, submit=True)
    text = sheet_text(Path(made.made[0].path).read_bytes())
    assert "客户三号线，由张*确认" in text
    assert "张三" not in text
    assert "客户三号线，由张三确认" in sheet_text(working.read_bytes())


def test_a_new_file_never_takes_an_old_ones_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_unmasked_alone_is_refused(tmp_path: Path) -> None:
    assert run("8d", str(SAMPLE), "-o", str(tmp_path / "o"), "--unmasked") == 2
    assert not (tmp_path / "o").exists()


# SU004 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "wanted"), [
    ("张三", "张*"), ("王小明", "王**"), ("Ann Lee", "A*** L***"), ("J. Smith", "J. S***"), ("8012", "****"),
    ("li.si@example.com", "l***@***"), ("王五 13800001234", "王* 138****1234"), ("分机 8012", "分* ****"), ("-", "-"),
])  # fmt: skip
def test_personal_data_is_masked(text: str, wanted: str) -> None:
    assert masked(text) == wanted


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=30))
def test_no_two_letters_stay_together(text: str) -> None:
    assert not re.search(r"[A-Za-z]{2}|[\u4e00-\u9fff]{2}", masked(text))


@pytest.mark.parametrize(("path", "personal"), [
    ("team[].name", True), ("team[3].mail", True), ("d1.leader", True), ("customer_contact", True),
    ("revision.receiver", True), ("contacts[0].with", True), ("team[].dept", False), ("team[].title", False),
    ("owner", False), ("customer", False), ("d2.what", False),
])  # fmt: skip
def test_what_is_personal_follows_the_schema(path: str, personal: bool) -> None:
    assert is_personal(path) is personal


def test_words_that_mean_other_things_elsewhere_are_masked_in_their_cells_only() -> None:
    """An extension is also a number of rolls; a name, an address and a phone number are what they are everywhere."""
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"name": "张三", "extension": 8012, "mail": "z@x.cn"}],
        "": [{"customer_contact": "Li 13800001234"}],
    }
    assert personal_words(rows) == {"张三": "张*", "z@x.cn": "z***@***", "13800001234": "138****1234"}


def test_names_are_masked_across_runs_and_in_charts_but_not_inside_other_words() -> None:
    """Ann in a rich text of two runs; not in Annex."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"] = "Annex A", "checked by Anna Lee", 13800001234
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet_xml = parts["xl/worksheets/sheet1.xml"]
    shared = [b"<t>Annex A</t>", b"<r><t>checked by An</t></r><r><t>na Lee</t></r>", b"<t>CANARYunused7</t>"]
    for number, text in enumerate((b"Annex A", b"checked by Anna Lee")):
        inline = re.search(rb' t="inlineStr"><is><t>%s</t></is>' % text, sheet_xml)
        assert inline
        sheet_xml = sheet_xml.replace(inline[0], b' t="s"><v>%d</v>' % number)
    parts["xl/worksheets/sheet1.xml"] = sheet_xml
    office = b"http://schemas.openxmlformats.org/"
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%sspreadsheetml/2006/main">%s</sst>' % (
        office, b"".join(b"<si>%s</si>" % one for one in shared)
    )  # fmt: skip
    relation = b'<Relationship Id="rIdS" Type="%sofficeDocument/2006/relationships/sharedStrings" Target="%s"/>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", relation % (office, b"sharedStrings.xml") + b"</Relationships>"
    )
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>'
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override % kind)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    words = {"Anna Lee": "A*** L***", "Anne": "A***", "13800001234": "138****1234"}
    copy = outgoing(made.getvalue(), "x", "t", Masks(words)).data
    assert canaries(copy) == set()
    kept = openpyxl.load_workbook(BytesIO(copy)).worksheets[0]
    assert [kept[ref].value for ref in ("A1", "A2", "A3")] == ["Annex A", "checked by A*** L***", "138****1234"]


# SU005 ------------------------------------------------------------------------------------------------------------


def test_two_revisions_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "台账.xlsx"
    source.write_bytes(SAMPLE.read_bytes())
    options: dict[str, Any] = {"as_of": AS_OF, "cases": ["KS-2611-001"], "submit": True, "lang": "zh-Hans"}
    before = kesu_xl.make_8d(source, tmp_path / "o", **options).made[0].path
    book = openpyxl.load_workbook(tmp_path / "o" / "8D_KS-2611-001.xlsx")
    cells = kesu_xl.read_form(tmp_path / "o" / "8D_KS-2611-001.xlsx").reports[0].cells
    sheet, _, ref = cells["d2.where"].rpartition("!")
    old = book[sheet][ref].value
    book[sheet][ref] = "客户三号线"
    book.save(tmp_path / "o" / "8D_KS-2611-001.xlsx")
    after = kesu_xl.make_8d(source, tmp_path / "o", **options).made[0].path
    found = kesu_xl.compare(before, after)
    assert [(one.field, one.before, one.after) for one in found.differences] == [
        ("revision.number", "1", "2"), ("d2.where", old, "客户三号线"),
    ]  # fmt: skip
    assert found.case_no == "KS-2611-001"
    assert run("compare", before, after, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["differences"][1] == {
        "field": "d2.where",
        "cell": f"{sheet}!{ref}",
        "before": old,
        "after": "客户三号线",
    }
    assert run("compare", before, before) == 0
    assert "没有差异" in capsys.readouterr().out
    other = kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF, cases=["KS-2611-005"]).made[0].path
    with pytest.raises(KesuError) as refused:
        kesu_xl.compare(before, other)
    assert refused.value.code == "other_complaint"


@pytest.mark.parametrize(("rows", "wanted"), [
    ([], None),
    ([("D3", 1, "接受"), ("D8", 9, "Accepted")], True),
    ([("D3", 1, "退回"), ("D3", 3, "接受")], False),
    # the table may be sorted in any way
    ([("D3", 3, "接受"), ("D3", 1, "退回")], False),
    ([("D3", 3, "退回"), ("D3", 1, "接受")], True),
    ([("D3", 1, "接受"), ("D8", 9, None)], True),
    ([("D8", 9, None)], None),
])  # fmt: skip
def test_first_pass_acceptance_follows_from_the_steps(
    rows: list[tuple[str, int, str | None]], wanted: bool | None
) -> None:
    """The verdict on what was handed in first counts, step by step."""
    table = [{"step": step, "submitted": datetime(2026, 11, day), "result": result} for step, day, result in rows]  # noqa: DTZ001
    assert first_pass(table) is wanted


# SU006 ------------------------------------------------------------------------------------------------------------


def test_a_labelled_form_is_not_copied(tmp_path: Path) -> None:
    """A form that carries its company's label, and one that is locked away by it."""
    source = register(tmp_path)
    kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF)
    working = tmp_path / "o" / "8D_KS-1.xlsx"
    with ZipFile(working) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(
        b'name="kesu.template"', b'name="MSIP_Label_1_Name"'
    )
    with ZipFile(working, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    result = kesu_xl.make_8d(source, tmp_path / "o", as_of=AS_OF, submit=True)
    assert result.made == []
    (refused,) = [problem for problem in result.found if problem.code == "F251"]
    assert refused.level == "error"
    assert "标签" in refused.message("zh-Hans")
    assert sorted(path.name for path in (tmp_path / "o").glob("*.xlsx")) == ["8D_KS-1.xlsx"]


def test_an_entity_bomb_is_refused() -> None:
    """In a part that nobody has to read to open the workbook: names in attributes would be unfolded by the parser."""
    data = BytesIO()
    Workbook().save(data)
    with ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
    theme = parts["xl/theme/theme1.xml"]
    start = theme.index(b"<a:theme")
    parts["xl/theme/theme1.xml"] = b"<!DOCTYPE x [%s]>" % bomb.encode() + theme[start:].replace(
        b'name="', b'name="&a8;', 1
    )
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(KesuError) as refused:
        outgoing(made.getvalue(), "x", "t", Masks())
    assert refused.value.code == "unsafe_xml"
