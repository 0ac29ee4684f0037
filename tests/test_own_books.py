"""Workbooks written by hand with what few real ones have: ribbons, threads, pictures in cells, checkboxes, slicers."""

# ruff: noqa: DTZ001  # as-of times are in the register's zone
from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import openpyxl
import pytest

import kesu_xl
from kesu_xl.change import AddName, AppendRows, Change, Formula, Look, PutSheet, Rule, SetRules, SetWidths, tag
from kesu_xl.change import Cells as Block
from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import shipped
from kesu_xl.package.apply import apply_changes

VALIDATOR: Final = Path(__file__).resolve().parents[1] / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = shipped("workbooks") / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS: Final = "http://schemas.microsoft.com/office"
X14: Final = f"{MS}/spreadsheetml/2009/9/main"
RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_ML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"{box}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part and what points at it: kind of relationship, content type, the part that points."""

    name: str
    content: str | bytes
    kind: str
    content_type: str
    source: str = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True, slots=True)
class Book:
    """What is special about a workbook.

    Attributes:
        rows: Its rows.
        before: What stands before them in the sheet.
        behind: What stands behind them.
        parts: Its other parts; the ids of their relationships are ``p1``, ``p2`` in their order.
        properties: Attributes of ``workbookPr``.
        ending: Of its name.
        styles: What replaces the styles part.
        prefix: Prefix of the elements of relationships.
        default_rels: Relationship parts are declared by their ending, not each for itself.
        behind_sheets: What stands behind the sheets in the workbook part.
        root: Attributes of the sheet's root.
    """

    rows: str = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    )
    before: str = ""
    behind: str = ""
    parts: Sequence[Part] = ()
    properties: str = ""
    ending: str = ".xlsx"
    styles: str = STYLES.format(box="/>")
    prefix: str = ""
    default_rels: bool = True
    behind_sheets: str = ""
    root: str = ""

    def zipped(self) -> bytes:
        main = f"{SHEET_ML}.sheet.main+xml"
        if self.ending == ".xlsm":
            main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        sheet = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{R}" {self.root}>{self.before}<sheetData>{self.rows}</sheetData>'
            f"{self.behind}</worksheet>"
        )
        book = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><workbookPr {self.properties}/><sheets>'
            f'<sheet name="表" sheetId="1" r:id="rId1"/></sheets>{self.behind_sheets}</workbook>'
        )
        fixed = [
            Part("xl/workbook.xml", book, f"{R}/officeDocument", main, ""),
            Part("xl/worksheets/sheet1.xml", sheet, f"{R}/worksheet", f"{SHEET_ML}.worksheet+xml", "xl/workbook.xml"),
            Part("xl/styles.xml", self.styles, f"{R}/styles", f"{SHEET_ML}.styles+xml", "xl/workbook.xml"),
        ]
        entries: dict[str, str | bytes] = {"[Content_Types].xml": ""}
        pointing: dict[str, list[str]] = {}
        p = self.prefix
        for part in (*fixed, *self.parts):
            entries[part.name] = part.content
            folder, _, name = part.source.rpartition("/")
            rels = f"{folder}/_rels/{name}.rels".lstrip("/")
            known = pointing.setdefault(rels, [])
            number = f"p{self.parts.index(part) + 1}" if part in self.parts else f"rId{len(known) + 1}"
            known.append(f'<{p}Relationship Id="{number}" Type="{part.kind}" Target="/{part.name}"/>')
        space = f"xmlns:{p[:-1]}" if p else "xmlns"
        for rels, known in pointing.items():
            entries[rels] = f'<{p}Relationships {space}="{RELS}">{"".join(known)}</{p}Relationships>'
        rels_type = "application/vnd.openxmlformats-package.relationships+xml"
        types = ['<Default Extension="png" ContentType="image/png"/>']
        types.append(
            '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        )
        if self.default_rels:
            types.append(f'<Default Extension="rels" ContentType="{rels_type}"/>')
        else:
            types += [f'<Override PartName="/{rels}" ContentType="{rels_type}"/>' for rels in pointing]
        types += [
            f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
            for part in (*fixed, *self.parts) if part.content_type
        ]  # fmt: skip
        entries["[Content_Types].xml"] = f'<Types xmlns="{TYPES}">{"".join(types)}</Types>'
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in entries.items():
                head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' if isinstance(content, str) else ""
                target.writestr(name, head + content if isinstance(content, str) else content)
        return made.getvalue()


def text(cell: str, value: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'


def table(number: int, name: str, ref: str, columns: Sequence[str], totals: bool = False) -> Part:
    rows = ' totalsRowCount="1"' if totals else ' totalsRowShown="0"'
    inner = "".join(
        f'<tableColumn id="{at}" name="{column}"/>' for at, column in enumerate(columns, start=1)
    )  # fmt: skip
    xml = (
        f'<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{ref}"{rows}>'
        f'<tableColumns count="{len(columns)}">{inner}</tableColumns></table>'
    )
    return Part(f"xl/tables/table{number}.xml", xml, f"{R}/table", f"{SHEET_ML}.table+xml")


VML: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t{t}" coordsize="21600,21600" '
    'o:spt="{t}" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t{t}" '
    'style="position:absolute;margin-left:60pt;margin-top:5pt;width:90pt;height:20pt"><x:ClientData '
    'ObjectType="{o}"><x:Anchor>1, 15, 0, 5, 3, 20, 2, 5</x:Anchor>{c}</x:ClientData></v:shape></xml>'
)
VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"

RIBBON: Final = Book(
    ending=".xlsm",
    parts=[
        Part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no project", f"{MS}/2006/relationships/vbaProject",
             "application/vnd.ms-office.vbaProject", "xl/workbook.xml"),
        Part("customUI/customUI.xml", f'<customUI xmlns="{MS}/2006/01/customui"><ribbon/></customUI>',
             f"{MS}/2006/relationships/ui/extensibility", "application/xml", ""),
        Part("customUI/customUI14.xml", f'<customUI xmlns="{MS}/2009/07/customui"><ribbon/></customUI>',
             f"{MS}/2007/relationships/ui/extensibility", "application/xml", ""),
    ],
)  # fmt: skip
PERSON: Final = "{5B3A0B2C-6B0F-4C6E-9C52-0D7A1F3C2B11}"
THREADS: Final = Book(
    behind='<legacyDrawing r:id="p2"/>',
    parts=[
        Part("xl/comments1.xml", f'<comments xmlns="{MAIN}"><authors><author>tc={PERSON}</author></authors><commentList>'
             f'<comment ref="A2" authorId="0"><text><t>张三：请核对</t></text></comment></commentList></comments>',
             f"{R}/comments", f"{SHEET_ML}.comments+xml"),
        Part("xl/drawings/vmlDrawing1.vml", VML.format(t=202, o="Note", c="<x:Row>1</x:Row><x:Column>0</x:Column>"),
             f"{R}/vmlDrawing", VML_TYPE),
        Part("xl/threadedComments/threadedComment1.xml",
             f'<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="A2" '
             f'dT="2026-11-01T08:00:00.00" personId="{PERSON}" id="{PERSON}"><text>请核对</text></threadedComment>'
             "</ThreadedComments>", f"{MS}/2017/10/relationships/threadedComment",
             "application/vnd.ms-excel.threadedcomments+xml"),
        Part("xl/persons/person.xml", f'<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person '
             f'displayName="张三" id="{PERSON}" userId="张三" providerId="None"/></personList>',
             f"{MS}/2017/10/relationships/person", "application/vnd.ms-excel.person+xml", "xl/workbook.xml"),
    ],
)  # fmt: skip
RICH: Final = f"{MS}/spreadsheetml/2017/richdata"
PICTURES: Final = Book(
    rows='<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row>',
    parts=[
        Part("xl/metadata.xml", f'<metadata xmlns="{MAIN}" xmlns:xlrd="{RICH}"><metadataTypes count="1"><metadataType '
             'name="XLRICHVALUE" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1"/>'
             '</metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext '
             'uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata>'
             '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>',
             f"{R}/sheetMetadata", f"{SHEET_ML}.sheetMetadata+xml", "xl/workbook.xml"),
        Part("xl/richData/rdrichvalue.xml", f'<rvData xmlns="{RICH}" count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>',
             f"{MS}/2017/06/relationships/rdRichValue", "application/vnd.ms-excel.rdrichvalue+xml", "xl/workbook.xml"),
        Part("xl/richData/rdrichvaluestructure.xml", f'<rvStructures xmlns="{RICH}" count="1"><s t="_localImage"><k '
             'n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>',
             f"{MS}/2017/06/relationships/rdRichValueStructure", "application/vnd.ms-excel.rdrichvaluestructure+xml",
             "xl/workbook.xml"),
        Part("xl/richData/richValueRel.xml", f'<richValueRels xmlns="{MS}/spreadsheetml/2022/richvaluerel" '
             f'xmlns:r="{R}"><rel r:id="p5"/></richValueRels>', f"{MS}/2022/10/relationships/richValueRel",
             "application/vnd.ms-excel.richvaluerel+xml", "xl/workbook.xml"),
        Part("xl/media/image1.png", PNG, f"{R}/image", "", "xl/richData/richValueRel.xml"),
    ],
)  # fmt: skip
CHECKBOXES: Final = Book(
    root=f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14="{X14}"',
    rows='<row r="1"><c r="A1" t="b" s="1"><v>1</v></c></row>',
    behind='<legacyDrawing r:id="p1"/><mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent>'
    '<mc:Choice Requires="x14"><control shapeId="1025" r:id="p2" name="Check Box 1"/></mc:Choice></mc:AlternateContent>'
    "</controls></mc:Choice></mc:AlternateContent>",
    parts=[
        Part("xl/drawings/vmlDrawing1.vml", VML.format(t=201, o="Checkbox", c="<x:Checked>1</x:Checked>"),
             f"{R}/vmlDrawing", VML_TYPE),
        Part("xl/ctrlProps/ctrlProp1.xml", f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" '
             'lockText="1"/>', f"{R}/ctrlProp", "application/vnd.ms-excel.controlproperties+xml"),
        Part("xl/featurePropertyBag/featurePropertyBag.xml", '<FeaturePropertyBags '
             f'xmlns="{MS}/spreadsheetml/2022/featurepropertybag"><bag type="Checkbox"/><bag type="XFControls"><bagId '
             'k="CellControl">0</bagId></bag><bag type="XFComplement"><bagId k="XFControls">1</bagId></bag><bag '
             'type="XFComplements" extRef="XFComplementsMapperExtRef"><a k="MappedFeaturePropertyBags"><bagId>2</bagId>'
             '</a></bag></FeaturePropertyBags>', f"{MS}/2022/11/relationships/FeaturePropertyBag",
             "application/vnd.ms-excel.featurepropertybag+xml", "xl/workbook.xml"),
    ],
    styles=STYLES.format(
        box='><extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}" xmlns:xfpb='
        f'"{MS}/spreadsheetml/2022/featurepropertybag"><xfpb:xfComplement i="0"/></ext></extLst></xf>'),
)  # fmt: skip
TABLES: Final = Book(
    properties='date1904="1"',
    rows="".join([
        f'<row r="1">{text("A1", "编号")}{text("B1", "数量")}{text("D1", "客户")}{text("E1", "件数")}</row>',
        f'<row r="2">{text("A2", "K-1")}<c r="B2"><v>2</v></c>{text("D2", "甲")}<c r="E2"><v>5</v></c></row>',
        f'<row r="3">{text("A3", "合计")}<c r="B3"><f>SUBTOTAL(109,左[数量])</f><v>2</v></c>'
        f'{text("D3", "乙")}<c r="E3"><v>6</v></c></row>',
        f'<row r="9">{text("A9", "以上为合计")}<c r="B9" s="1"><v>44885.5</v></c></row>',
    ]),
    behind='<tableParts count="2"><tablePart r:id="p1"/><tablePart r:id="p2"/></tableParts>',
    parts=[table(1, "左", "A1:B3", ["编号", "数量"], totals=True), table(2, "右", "D1:E3", ["客户", "件数"])],
)  # fmt: skip
NEWER: Final = Book(
    root=f'xmlns:x14="{X14}" xmlns:xm="{MS}/excel/2006/main"',
    behind='<sheetProtection sheet="1" objects="1" scenarios="1"/><protectedRanges><protectedRange sqref="A2:B9" '
    'name="可填"/></protectedRanges><conditionalFormatting sqref="A2:A9"><cfRule type="dataBar" priority="1"><dataBar>'
    '<cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting><extLst><ext '
    'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting>'
    '<x14:cfRule type="expression" priority="2" id="{7A1E3B4C-0001-4B6B-9E7C-2D7A1F3C2B11}"><xm:f>$A2&gt;5</xm:f>'
    "</x14:cfRule><xm:sqref>A2:A9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext><ext "
    'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list" '
    "><x14:formula1><xm:f>表!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B2</xm:sqref></x14:dataValidation>"
    '</x14:dataValidations></ext><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups>'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>表!A2:A3</xm:f><xm:sqref>C2</xm:sqref></x14:sparkline>"
    '</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}">'
    '<x14:slicerList><x14:slicer r:id="p1"/></x14:slicerList></ext></extLst>',
    parts=[
        Part("xl/slicers/slicer1.xml", f'<slicers xmlns="{X14}"><slicer name="客户" cache="切片器_客户" '
             'rowHeight="241300"/></slicers>', f"{MS}/2007/relationships/slicer", "application/vnd.ms-excel.slicer+xml"),
        Part("xl/slicerCaches/slicerCache1.xml", f'<slicerCacheDefinition xmlns="{X14}" name="切片器_客户" '
             'sourceName="客户"/>', f"{MS}/2007/relationships/slicerCache",
             "application/vnd.ms-excel.slicerCache+xml", "xl/workbook.xml"),
    ],
    behind_sheets='<extLst><ext uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}" '
    f'xmlns:x14="{X14}"><x14:slicerCaches><x14:slicerCache r:id="p2"/></x14:slicerCaches></ext></extLst>',
)  # fmt: skip
LABEL: Final = Book(
    prefix="p:",
    default_rels=False,
    parts=[
        Part("docMetadata/LabelInfo.xml", '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabel'
             'Metadata"><clbl:label id="{0f1e2d3c-0001-4b6b-9e7c-2d7a1f3c2b11}" enabled="1" method="Standard" '
             'siteId="{0f1e2d3c-0002-4b6b-9e7c-2d7a1f3c2b11}" contentBits="0" removed="0"/></clbl:labelList>',
             f"{MS}/2020/02/relationships/classificationlabels", "application/vnd.ms-office.classificationlabels+xml", ""),
    ],
)  # fmt: skip
BOOKS: Final = {"ribbon": RIBBON, "threads": THREADS, "pictures": PICTURES, "checkboxes": CHECKBOXES,
                "tables": TABLES, "newer": NEWER, "label": LABEL}  # fmt: skip

MARKS: Final[tuple[Change, ...]] = (
    PutSheet(1, "_kesu", "hidden", (Block(1, 1, 1, (Formula("NOW()"),)), Block(2, 9, 2, (Formula("ROW()"), "x")))),
    AddName("kesu_s_x", "$B:$B", slot=1),
    SetRules("表", (Rule("flag.a", "A1:A9", f"AND({tag('flag.a')},INDEX(kesu_s_x,ROW())>0)", Look("A4161A", "FFFFFF")),)),
    SetWidths("表", ((1, 150), (2, 20))),
)  # fmt: skip


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def changed(name: str, folder: Path) -> bytes:
    """Return a book, marked and with the summary in it."""
    book = BOOKS[name]
    path = folder / f"{name}{book.ending}"
    path.write_bytes(apply_changes(book.zipped(), MARKS))
    kesu_xl.summary(SAMPLE, None, as_of=AS_OF, into=path)
    return path.read_bytes()


@pytest.mark.parametrize("name", BOOKS)
def test_everything_else_stays_and_clean_gives_it_back(name: str, tmp_path: Path) -> None:
    source = BOOKS[name].zipped()
    once = changed(name, tmp_path)
    path = tmp_path / f"{name}{BOOKS[name].ending}"
    kesu_xl.summary(SAMPLE, None, as_of=AS_OF, into=path)
    assert apply_changes(path.read_bytes(), MARKS) == once
    before, after = parts(source), parts(once)
    rels = {"xl/_rels/workbook.xml.rels"}
    ours = {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"} | rels
    assert {part for part in before if before[part] != after[part]} == ours
    kesu_xl.clean(path, None)
    clean = parts(path.read_bytes())
    assert {part for part in {*before, *clean} if before.get(part) != clean.get(part)} == {"xl/styles.xml"}


def test_rows_join_one_of_two_tables_and_the_other_and_the_text_below_stay() -> None:
    change = AppendRows("左", ((("编号", "K-2"), ("数量", 3)), (("编号", "K-3"),)))
    source = TABLES.zipped()
    after = apply_changes(source, [change])
    sheet = openpyxl.load_workbook(io.BytesIO(after))["表"]
    assert [[cell.value for cell in row] for row in sheet["A1:B5"]] == [
        ["编号", "数量"], ["K-1", 2], ["K-2", 3], ["K-3", None], ["合计", "=SUBTOTAL(109,左[数量])"],
    ]  # fmt: skip
    assert [[cell.value for cell in row] for row in sheet["D1:E3"]] == [["客户", "件数"], ["甲", 5], ["乙", 6]]
    assert (sheet["A9"].value, sheet["B9"].value) == ("以上为合计", datetime(2026, 11, 21, 12))
    assert (sheet.tables["左"].ref, sheet.tables["右"].ref) == ("A1:B5", "D1:E3")
    old, new = parts(source), parts(after)
    assert {part for part in old if old[part] != new[part]} <= {
        "xl/tables/table1.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml",
    }  # fmt: skip
    # Six rows more would push the totals into the text.
    with pytest.raises(KesuError) as caught:
        apply_changes(source, [AppendRows("左", ((("编号", "K"),),) * 6)])
    assert caught.value.params["cell"] == "A9"


def test_an_entry_with_a_backslash_is_refused() -> None:
    source = RIBBON.zipped().replace(b"customUI/customUI14.xml", b"customUI\\customUI14.xml")
    with pytest.raises(KesuError) as caught:
        apply_changes(source, MARKS)
    assert caught.value.code == "zip_bad_name"


def kinds(path: Path) -> set[str] | None:
    said = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
    errors = json.loads(said.stdout)["errors"]
    if any(error.get("errorType") == "Exception" for error in errors):
        return None
    return {f"{error.get('id') or ''}: {error['description']}" for error in errors}


@pytest.mark.needs("ooxml", "soffice")
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_other_programs_open_them_as_before(tmp_path: Path) -> None:
    sources, results = [], []
    for name, book in BOOKS.items():
        sources.append(tmp_path / f"{name}-before{book.ending}")
        results.append(tmp_path / f"{name}-after{book.ending}")
        sources[-1].write_bytes(book.zipped())
        results[-1].write_bytes(changed(name, tmp_path))
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(kinds, [*sources, *results]))
    for path, old, new in zip(sources, found, found[len(sources) :], strict=False):
        assert old is not None, path.name
        assert new is not None, path.name
        assert new - old == set(), path.name
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), *map(str, [*sources, *results])],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for before, after in zip(sources, results, strict=True):
        books = [openpyxl.load_workbook(tmp_path / "out" / f"{path.stem}.xlsx") for path in (before, after)]
        assert books[1].sheetnames[:3] == ["表", "_kesu", "总览"], after.name
        cells = [[[cell.value for cell in row] for row in book["表"]["A1:F9"]] for book in books]
        assert cells[0] == cells[1], after.name
        assert any(value is not None for row in cells[0] for value in row), after.name
