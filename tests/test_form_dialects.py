"""Room `form`: a template may come from any program.

FD001 strict, prefixed, UTF-16, odd folders and spellings: filled, in the dialect they came in
FD002 what needs no change stays byte for byte
FD003 what is no XML or hostile is refused in one line
FD004 a defined name marks cells without a text in them
"""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kesu_xl.change import Cells, SetCells
from kesu_xl.errors import KesuError
from kesu_xl.form import Filled, compile_template
from kesu_xl.form.dialect import plain_xml
from kesu_xl.newbook.save import saved
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.opening import open_file

ROOT: Final = Path(__file__).resolve().parent.parent
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
CORPUS: Final = ROOT.parent / "shared" / "corpus"
OPEN: Final = "http://schemas.openxmlformats.org/"
STRICT: Final = "http://purl.oclc.org/ooxml/"
PACKAGE: Final = f"{OPEN}package/2006/"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>'

#: What every dialect below says, and what the form must say: A1 number, B1 text with formats, A2 formula, list from A4.
RECORD: Final = {"qty": 3, "name": "甲 <公司> & Co", "rows": [{"n": "=1+1"}, {"n": "二"}, {"n": "三"}]}
SHOWN: Final = {"A1": 3, "B1": "客户：甲 <公司> & Co。", "C1": "不变 {x}", "A4": "=1+1", "A5": "二", "A6": "三"}


def package(
    sheet: str, *, office: str = f"{OPEN}officeDocument/2006/", main: str = f"{OPEN}spreadsheetml/2006/main",
    strings: str = "", folder: str = "xl/worksheets/sheet1.xml", target: str = "worksheets/sheet1.xml",
    prefix: str = "", encoding: str = "utf-8",
) -> bytes:  # fmt: skip
    """Return a workbook of hand-written parts: ``~`` in them stands for the prefix of the root's namespace."""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    p = f"{prefix}:" if prefix else ""
    relations = f"{office}relationships/"
    types = (
        f'<{p}Types {space}="{PACKAGE}content-types"><{p}Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<{p}Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}sheet.main+xml"/>'
        f'<{p}Override PartName="/{folder}" ContentType="{SHEET_TYPE}worksheet+xml"/>'
        + (f'<{p}Override PartName="/xl/s.xml" ContentType="{SHEET_TYPE}sharedStrings+xml"/>' if strings else "")
        + f"</{p}Types>"
    )
    links = f'<{p}Relationship Id="r1" Type="{relations}worksheet" Target="{target}"/>'
    if strings:
        links += f'<{p}Relationship Id="r2" Type="{relations}sharedStrings" Target="/xl/s.xml"/>'
    root = f'<{p}Relationship Id="r1" Type="{relations}officeDocument" Target="xl/workbook.xml"/>'
    entries = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<{p}Relationships {space}="{PACKAGE}relationships">{root}</{p}Relationships>',
        "xl/workbook.xml": f'<{p}workbook {space}="{main}" xmlns:r="{office}relationships"><{p}sheets>'
        f'<{p}sheet name="8D" sheetId="1" r:id="r1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'<{p}Relationships {space}="{PACKAGE}relationships">{links}</{p}Relationships>',
        folder: f'<{p}worksheet {space}="{main}">{sheet.replace("~", p)}</{p}worksheet>',
    }
    if strings:
        entries["xl/s.xml"] = f'<{p}sst {space}="{main}">{strings.replace("~", p)}</{p}sst>'
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, xml in entries.items():
            declared = f'<?xml version="1.0" encoding="{encoding}"?>'
            archive.writestr(name, (declared + xml).encode(encoding))
    return out.getvalue()


#: Shared strings with formats and phonetic guides, inline strings, no address on most rows and cells.
STRINGS: Final = (
    "<~si><~t>{{ qty }}</~t></~si>"
    "<~si><~r><~rPr><~b/></~rPr><~t>客户：</~t></~r>"
    '<~r><~t xml:space="preserve">{{ name }}</~t></~r><~r><~t>。</~t></~r>'
    '<~rPh sb="0" eb="1"><~t>{{ no }}</~t></~rPh></~si>'
    "<~si><~t>不变 {x}</~t></~si>"
)
ROWS: Final = (
    '<~sheetData><~row><~c t="s"><~v>0</~v></~c><~c t="s"><~v>1</~v></~c><~c t="s"><~v>2</~v></~c></~row>'
    "<~row><~c><~f>A1*2</~f><~v>999</~v></~c></~row>"
    '<~row r="4"><~c t="inlineStr"><~is><~t>{{ rows[].n }}</~t></~is></~c></~row>'
    '<~row><~c t="inlineStr"><~is><~t>{{ rows[].n }}</~t></~is></~c></~row></~sheetData>'
)
UNUSUAL: Final = (
    "<!-- <c r='Z9'/> --><sheetData ><row r = '1'><c t='inlineStr'><is><t><![CDATA[{{ qty }}]]></t></is></c>"
    "<c t='inlineStr' r='B1'><is><t>客户：&#123;&#x7B; name }}。</t></is></c>"
    "<c t='inlineStr'><is><t>不变 {x}</t></is></c></row ><row r='2'><c><f>A1*2</f><v>999</v></c></row>"
    "<row r='4'><c t='inlineStr'><is><t>{{ rows[].n }}</t></is></c></row>"
    "<row><c t='inlineStr'><is><t>{{ rows[].n }}</t></is></c></row></sheetData>"
)
STRICT_PARTS: Final = {"office": f"{STRICT}officeDocument/", "main": f"{STRICT}spreadsheetml/main"}
DIALECTS: Final = {
    "plain": package(ROWS, strings=STRINGS),
    "prefixed": package(ROWS, strings=STRINGS, prefix="x"),
    "strict": package(ROWS, strings=STRINGS, **STRICT_PARTS),
    "strict prefixed": package(ROWS, strings=STRINGS, prefix="ns0", **STRICT_PARTS),
    "utf-16": package(ROWS, strings=STRINGS, encoding="utf-16"),
    "bom": package(ROWS, strings=STRINGS, encoding="utf-8-sig"),
    "gb18030": package(ROWS, strings=STRINGS, encoding="gb18030"),
    "unusual": package(UNUSUAL),
    "folder": package(ROWS, strings=STRINGS, folder="表 1/a.xml", target="/%E8%A1%A8%201/A.xml"),
    "root": package(ROWS, strings=STRINGS, folder="sheet.xml", target="..\\sheet.xml"),
}


def entry(filled: Filled, name: str) -> bytes:
    """Return one part of a form."""
    with ZipFile(BytesIO(filled.data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_is_filled(name: str, tmp_path: Path) -> None:
    """Read back with our scanner: values, a list that grew, a formula without its old result."""
    filled = compile_template(DIALECTS[name], name).fill(RECORD, "zh-Hans", title="8D")
    assert filled.problems == []
    path = tmp_path / "f.xlsx"
    path.write_bytes(filled.data)
    values, _ = open_file(str(path)).read(0)
    shown = {(values.top + row, values.left + column): value for row, cells in enumerate(values.rows)
             for column, value in enumerate(cells) if value != ""}  # fmt: skip
    places = {(int(ref[1:]), ord(ref[0]) - 64): value for ref, value in SHOWN.items()}
    assert shown == places
    assert b"999" not in entry(
        filled, next(n for n in ZipFile(BytesIO(filled.data)).namelist() if b"<f>" in entry(filled, n))
    )


@pytest.mark.needs("ooxml", "soffice")
def test_programs_read_every_dialect(tmp_path: Path) -> None:
    """The validator finds nothing new; LibreOffice reads the values."""
    paths = []
    for name, data in DIALECTS.items():
        if name in ("folder", "root", "gb18030"):
            # The validator knows no escaped part names, LibreOffice no part above its folder: nor do their originals.
            continue
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(compile_template(data, name).fill(RECORD, "zh-Hans").data)
        run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
        assert json.loads(run.stdout)["ok"], (name, run.stdout)
        paths.append(path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "lo"),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for path in paths:
        sheet = openpyxl.load_workbook(tmp_path / "lo" / path.name, data_only=True)["8D"]
        assert {ref: sheet[ref].value for ref in SHOWN} == SHOWN, path.name
        assert sheet["A2"].value == 6, path.name


def test_a_strict_form_stays_strict() -> None:
    """Parts of ours are in its namespaces, too."""
    filled = compile_template(DIALECTS["strict"], "s").fill(RECORD, "zh-Hans")
    for name in ZipFile(BytesIO(filled.data)).namelist():
        assert f"{OPEN}officeDocument".encode() not in entry(filled, name), name
        assert f"{OPEN}spreadsheetml".encode() not in entry(filled, name), name


def test_parts_in_the_one_dialect_are_the_same_object() -> None:
    """Signs that look unusual in texts and formulas change nothing."""
    for xml in (
        b'<a xmlns="u" xmlns:r="v"><f>IF(A1 = B2,\'x\'!A1)</f><c r="1"/></a>',
        b'<?xml version="1.0"?>\r\n<a xmlns="u"><b x="1 = 2" y="it\'s">a = b</b></a>',
    ):
        assert plain_xml(xml, "t", "p") is xml


def test_elements_of_others_keep_their_namespace() -> None:
    """A prefixed root beside another default namespace."""
    xml = b'<x:a xmlns:x="u" xmlns="v"><x:b c=\'1"2\'/><q/><y:z xmlns:y="k" xmlns="m"><k/><x:c/></y:z></x:a>'
    first = b'<a xmlns="u" xmlns:x="u"><b c="1&quot;2"/><q xmlns="v"/>'
    expected = first + b'<y:z xmlns="m" xmlns:y="k"><k/><c xmlns="u"/></y:z></a>'
    assert plain_xml(xml, "t", "p").partition(b"\n")[2] == expected


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<~sheetData><~row></~sheetData>", "template_damaged"),
        ('<~sheetData/>]]><!DOCTYPE a [<!ENTITY b "{{ c }}">]>', "template_damaged"),
        ("<~dimension/>", "template_dialect"),
        ('<~sheetData><~row r="1"><~c r="ZZZZ1"/></~row></~sheetData>', "template_dialect"),
        ('<~sheetData><~row r="x"/></~sheetData>', "template_dialect"),
    ],
)
def test_damaged_parts_are_refused(sheet: str, code: str) -> None:
    """One line."""
    with pytest.raises(KesuError) as caught:
        compile_template(package(sheet), "t")
    assert caught.value.code == code


@pytest.mark.parametrize("xml", [b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b'<?xml version="1.0"?><!DOCTYPE a><a/>'])
def test_a_doctype_is_refused(xml: bytes) -> None:
    """With it every entity."""
    with pytest.raises(KesuError) as caught:
        plain_xml(xml, "t", "p")
    assert caught.value.code == "unsafe_xml"


@pytest.mark.needs("corpus")
def test_other_peoples_workbooks_become_templates() -> None:
    """A marker put into any workbook that can be changed at all is filled; workbooks with macros are refused."""
    refused = []
    filled = 0
    for path in sorted((*CORPUS.glob("8d/*.xlsx"), *CORPUS.glob("torture/*.xls[xm]"))):
        try:
            sheet = open_file(str(path)).sheets[0].name
            change = SetCells(sheet, (Cells(300, 300, 2, ("{{ case_no }}",)),))
            marked = apply_changes(path.read_bytes(), [change], path.name)
        except KesuError:
            continue
        try:
            form = compile_template(marked, path.name).fill({"case_no": "KS-<1>"}, "en")
            assert b"KS-&lt;1&gt;" in b"".join(entry(form, n) for n in ZipFile(BytesIO(form.data)).namelist()), (
                path.name
            )
            filled += 1
        except KesuError as refusal:
            if refusal.code != "template_macros":
                refused.append((path.name, refusal.code))
    assert filled > 100
    # A sheet that is no XML, and one with a DOCTYPE.
    assert [code for _, code in refused] == ["unsafe_xml", "template_damaged"]


# FD004 ------------------------------------------------------------------------------------------------------------


def test_defined_names_are_markers_without_a_text(tmp_path: Path) -> None:
    """A blank cell, one with a hint, a merged one, rows as slots, an index; a formula and a lost cell are said."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "客户 '8D'"
    sheet["B3"] = "请填写"
    sheet["A2"] = "{{ case_no }}"
    sheet["D1"] = "=1+1"
    sheet.merge_cells("B5:D6")
    for row in (10, 12):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row + 1, end_column=3)
    sheet["A20"] = "签名"
    cells = {
        "kesu.d2.what": "$F$30", "Kesu.customer": "$B$3", "kesu.d3.proof": "$B$5:$D$6", "kesu.team.1.name": "$H$1",
        "kesu.actions.action": "$B$10:$C$13", "kesu.actions.owner": "$D$10:$D$10", "kesu.d4.systemic": "$D$1",
        "other": "$A$1",
    }  # fmt: skip
    for name, ref in cells.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"'客户 ''8D'''!{ref}")
    book.defined_names["kesu.d5.verification"] = DefinedName("kesu.d5.verification", attr_text="#REF!")
    book.defined_names["kesu.qty"] = DefinedName("kesu.qty", attr_text="'客户 ''8D'''!$J$1,'客户 ''8D'''!$J$2")
    template = compile_template(saved(book), "t")
    assert template.fields == (
        "team[1].name", "qty", "case_no", "customer", "d3.proof", "actions[].action", "actions.owner", "d2.what",
    )  # fmt: skip
    record = {
        "case_no": "KS-1", "customer": "甲", "d2": {"what": "划伤"}, "d3": {"proof": "照片"}, "qty": 7,
        "team": [{"name": "张三"}, {"name": "李四"}], "actions": [{"action": "一"}, {"action": "二"}],
    }  # fmt: skip
    filled = template.fill(record, "zh-Hans")
    done = openpyxl.load_workbook(BytesIO(filled.data))
    shown = {
        cell.coordinate: cell.value for row in done.worksheets[0].iter_rows() for cell in row if cell.value is not None
    }
    assert shown == {
        "D1": "=1+1", "H1": "李四", "J1": 7, "J2": 7, "A2": "KS-1", "B3": "甲", "B5": "照片", "B10": "一", "B12": "二",
        "A20": "签名", "F30": "划伤",
    }  # fmt: skip
    assert set(done.defined_names) == {*cells, "kesu.d5.verification", "kesu.qty", "_kesu.map.1.1"}
    assert [(problem.code, problem.cell, problem.value) for problem in filled.problems] == [
        ("F154", "", "kesu.d5.verification"), ("F154", "D1", "kesu.d4.systemic"),
    ]  # fmt: skip
