"""Grids: addresses, types, what a workbook says beside its values."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kesu_xl.errors import KesuError
from kesu_xl.grid import Grid, read_book

ROOT = Path(__file__).resolve().parent.parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NOON = datetime.datetime.fromisoformat("2023-03-15T12:00")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Styles 1 to 4: date, date and time, time of day, duration.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy/mm/dd hh:mm"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>"
)


def make(sheets: dict[str, str], properties: str = "", names: str = "", states: dict[str, str] | None = None) -> bytes:
    """An .xlsx: name of each sheet -> its rows as XML."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    linked = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="{SHEETML}.worksheet+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{SHEETML}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets>'
        f"{names}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{linked}<Relationship Id="st" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for n, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in parts.items():
            opened.writestr(name, text)
    return out.getvalue()


def test_origin_is_not_lost() -> None:
    rows = '<row r="4"><c r="C4"><v>1</v></c><c r="E4"><v>2</v></c></row><row r="6"><c r="D6" t="b"><v>1</v></c></row>'
    grid = read_book(make({"S": rows})).grid("S")
    assert (grid.top, grid.left, grid.bottom, grid.right) == (4, 3, 6, 5)
    assert grid.rows == [[1.0, "", 2.0], ["", "", ""], ["", True, ""]]
    assert (grid.value(4, 5), grid.value(6, 4), grid.value(1, 1), grid.value(99, 3), grid.value(4, 2)) == (
        2.0,
        True,
        "",
        "",
        "",
    )


def test_empty_sheet() -> None:
    grid = read_book(make({"S": '<row r="9"><c r="B9" s="1"/></row>'})).grid("S")
    assert (grid.rows, grid.bottom, grid.right) == ([], grid.top - 1, grid.left - 1)
    assert grid.value(1, 1) == ""


@pytest.mark.parametrize(("properties", "first"), [("", 45000), ('<workbookPr date1904="1"/>', 45000 - 1462)])
def test_dates_in_both_epochs(properties: str, first: int) -> None:
    cells = (
        f'<c r="A1" s="1"><v>{first}</v></c><c r="B1" s="2"><v>{first}.5</v></c>'
        '<c r="C1" s="3"><v>0.75</v></c><c r="D1" s="4"><v>1.25</v></c>'
    )
    book = read_book(make({"S": f'<row r="1">{cells}</row>'}, properties))
    assert book.date1904 is bool(properties)
    assert book.grid("S").rows == [
        [
            datetime.date(2023, 3, 15),
            NOON,
            datetime.time(18),
            datetime.timedelta(hours=30),
        ]
    ]


def test_errors_and_formulas_without_a_result() -> None:
    rows = (
        '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>A1</f></c>'
        '<c r="D2" t="str"><f>""</f><v></v></c><c r="E2"><v>1</v></c></row>'
    )
    grid = read_book(make({"S": rows})).grid("S")
    assert grid.errors == {(2, 2): "#DIV/0!"}
    assert grid.uncalculated == {(2, 3)}
    assert grid.errors_known
    assert [grid.value(2, column) for column in (2, 3, 4, 5)] == ["", "", "", 1.0]


def test_sheets_and_names() -> None:
    names = (
        '<definedNames><definedName name="_kesu.a" hidden="1">\'数 据\'!$A$1</definedName>'
        '<definedName name="local" localSheetId="0">x!$A$1</definedName></definedNames>'
    )
    book = read_book(make({"甲": "", "乙": "", "丙": ""}, names=names, states={"乙": "hidden", "丙": "veryHidden"}))
    assert book.sheet_names == ["甲", "乙", "丙"]
    assert book.visible == ["甲"]
    assert book.names == {"_kesu.a": "'数 据'!$A$1"}
    with pytest.raises(KesuError) as raised:
        book.grid("丁")
    assert raised.value.code == "no_such_sheet"
    assert "甲、乙、丙" in raised.value.say("zh-Hans")


def test_path_stream_and_bytes_are_the_same(tmp_path: Path) -> None:
    data = make({"S": '<row r="1"><c r="A1"><v>7</v></c></row>'})
    path = tmp_path / "客诉 登记#1 100%.xlsx"
    path.write_bytes(data)
    books = [read_book(path), read_book(str(path)), read_book(io.BytesIO(data)), read_book(data)]
    # Nothing stays open: the file may go before its sheets are read.
    path.unlink()
    assert [book.grid("S").rows for book in books] == [[[7.0]]] * 4
    assert [book.path for book in books] == [str(path), str(path), "", ""]
    assert {book.format for book in books} == {"xlsx"}


def test_from_values() -> None:
    grid = Grid.from_values("S", [["a", None], [], [1, 2, 3]], top=5, left=2)
    assert grid.rows == [["a", "", ""], ["", "", ""], [1, 2, 3]]
    assert (grid.bottom, grid.right, grid.value(7, 4)) == (7, 4, 3)
    assert Grid.from_values("S", [[], []]).rows == []


def test_import_is_light() -> None:
    code = "import sys, kesu_xl.grid; print([m for m in ('openpyxl', 'lxml', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_open_formats(ending: str, tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="C3" t="inlineStr"><is><t>客户</t></is></c><c r="D3" s="2"><v>45000.5</v></c></row>'
        '<row r="5"><c r="C5"><v>1.5</v></c><c r="D5" t="b"><v>1</v></c></row>'
    )
    (tmp_path / "a.xlsx").write_bytes(make({"登记": rows, "藏": "", "丙": ""}, states={"藏": "hidden"}))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], capture_output=True, check=True)
    book = read_book(tmp_path / f"a.{ending}")
    assert (book.format, book.sheet_names, book.names) == (ending, ["登记", "藏", "丙"], {})
    assert book.visible == ["登记", "丙"]
    grid = book.grid("登记")
    assert (grid.top, grid.left, grid.errors_known) == (3, 3, False)
    assert grid.rows == [["客户", NOON], ["", ""], [1.5, True]]
