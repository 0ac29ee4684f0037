"""The macro workbook: a VBA project from text, the ribbon, the packaging, and the callback as LibreOffice runs it."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import warnings
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import olefile  # type: ignore[import-untyped]
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import kesu_xl
from kesu_xl.change import AddName, Cells, SetCells
from kesu_xl.errors import KesuError
from kesu_xl.flow.making import config_book
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.macros import with_macros
from kesu_xl.ribbon import book
from kesu_xl.ribbon.compound import compound_file
from kesu_xl.ribbon.compression import compressed
from kesu_xl.ribbon.config import ADDIN_PROJECT, REGISTER_PROJECT, portable
from kesu_xl.ribbon.config import settings as config_rows
from kesu_xl.ribbon.dispatch import HANDLERS
from kesu_xl.ribbon.panel import panel_source, ribbon_xml
from kesu_xl.ribbon.project import Kind, Module, vba_project
from kesu_xl.ribbon.sources import own_module, project_modules, xlwings_modules
from kesu_xl.wording import LANGUAGES, say

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools calls its parser by names of before
    from oletools.olevba import VBA_Parser, decompress_stream  # type: ignore[import-untyped]

ROOT: Final = Path(__file__).resolve().parent.parent
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
NOON: Final = datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001  # naive: in the register's zone
BARE: Final = [Module("ThisWorkbook", Kind.DOCUMENT, 'Attribute VB_Name = "ThisWorkbook"')]
UI: Final = "{http://schemas.microsoft.com/office/2009/07/customui}"

# --- compression: the examples of MS-OVBA 3.2, then anything ---------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "packed"),
    [
        (b"abcdefghijklmnopqrstuv.", "0119B0006162636465666768 00696A6B6C6D6E6F70 007172737475762E"),
        (b"a" * 73, "0103B002614500"),
        (b"", "01"),
    ],
)
def test_compression_gives_what_the_specification_shows(source: bytes, packed: str) -> None:
    assert compressed(source) == bytes.fromhex(packed)


def test_compression_is_as_short_as_the_specification_shows() -> None:
    # of several copies of the same length, its example takes other ones: any of them is right
    source = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert len(compressed(source)) == 51  # its chunk says 0x2F + 3, and one byte stands before it
    assert decompress_stream(bytearray(compressed(source))) == source


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"Sub ", b"End Sub\r\n", b"x", b"    ", b"\xfc", b"0123456789", b"a" * 200]), max_size=900
    ),
    st.integers(0, 40),
)
def test_what_is_compressed_comes_back(pieces: list[bytes], cut: int) -> None:
    source = b"".join(pieces)
    source = source[: len(source) - cut] if cut < len(source) else source
    assert decompress_stream(bytearray(compressed(source))) == source


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 8191, 8192, 8193])
def test_sizes_around_a_chunk(size: int) -> None:
    source = (b"Dim a%d As Long\r\n" * 700)[:size]
    assert decompress_stream(bytearray(compressed(source))) == source


def test_a_full_chunk_of_noise_is_stored_and_a_last_one_is_refused() -> None:
    import random

    noise = random.Random(1).randbytes(4096)
    assert decompress_stream(bytearray(compressed(noise))) == noise
    with pytest.raises(ValueError, match="cannot be compressed"):
        compressed(noise[:4000])


# --- the compound file ------------------------------------------------------------------------------------------------


def opened(data: bytes) -> olefile.OleFileIO:
    """Read a compound file as strictly as olefile can."""
    ole = olefile.OleFileIO(data, raise_defects=olefile.DEFECT_POTENTIAL)
    assert not ole.parsing_issues
    return ole


def check_tree(data: bytes) -> None:
    """Walk the directory: siblings in their order, no red node under a red one, as many blacks on every path."""
    tables = struct.unpack_from("<I", data, 44)[0]
    table: list[int] = []
    for at in struct.unpack_from(f"<{tables}I", data, 76):
        table += struct.unpack_from("<128I", data, 512 * (1 + at))
    raw = b""
    sector = struct.unpack_from("<I", data, 48)[0]
    while sector != 0xFFFFFFFE:
        raw += data[512 * (1 + sector) : 512 * (2 + sector)]
        sector = table[sector]
    entries = [raw[start : start + 128] for start in range(0, len(raw), 128)]

    def name_of(one: int) -> str:
        size = struct.unpack_from("<H", entries[one], 64)[0]
        return entries[one][: size - 2].decode("utf-16-le")

    def walk(one: int, red_above: bool) -> tuple[list[str], int]:
        if one == 0xFFFFFFFF:
            return [], 1
        red = entries[one][67] == 0
        assert not (red and red_above)
        left, right, _ = struct.unpack_from("<3I", entries[one], 68)
        before, blacks = walk(left, red)
        after, same = walk(right, red)
        assert blacks == same
        return [*before, name_of(one), *after], blacks + (not red)

    for one, entry in enumerate(entries):
        child = struct.unpack_from("<I", entry, 76)[0]
        if child != 0xFFFFFFFF:
            names, _ = walk(child, red_above=True)
            assert names == sorted(names, key=lambda name: (len(name), name.upper())), one


NAMES: Final = st.text(st.characters(min_codepoint=65, max_codepoint=90), min_size=1, max_size=31)
SIZES: Final = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 9000])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAMES, SIZES, max_size=40), st.dictionaries(NAMES, SIZES, max_size=6))
def test_streams_of_any_size_come_back(inner: dict[str, int], outer: dict[str, int]) -> None:
    contents = {name: bytes([at % 251]) * size for at, (name, size) in enumerate(inner.items())}
    others = {f"{name[:30]}_": bytes([7]) * size for name, size in outer.items()}
    data = compound_file({"Storage of all": contents, **others})
    ole = opened(data)
    found = {tuple(path): ole.openstream(path).read() for path in ole.listdir()}
    wanted: dict[tuple[str, ...], bytes] = {("Storage of all", name): one for name, one in contents.items()}
    wanted |= {(name,): one for name, one in others.items()}
    assert found == wanted
    check_tree(data)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 400), st.integers(0, 200))
def test_directory_of_any_number_of_modules_is_a_search_tree(count: int, size: int) -> None:
    data = compound_file({"VBA": {f"Sheet{at}": bytes(size) for at in range(count)}, "PROJECT": b"x", "PROJECTwm": b""})
    check_tree(data)
    assert len(opened(data).listdir()) == count + 2


def test_names_that_differ_in_length_only() -> None:
    data = compound_file({"A" * length: bytes([length]) for length in range(1, 32)})
    check_tree(data)
    assert opened(data).openstream("A" * 31).read() == b"\x1f"
    with pytest.raises(ValueError, match="31"):
        compound_file({"A" * 32: b""})


def test_more_than_a_single_table_can_list_is_refused() -> None:
    assert opened(compound_file({"A": bytes(6_900_000)})).get_size("A") == 6_900_000
    with pytest.raises(ValueError, match="too large"):
        compound_file({"A": bytes(7_200_000)})


# --- the project ------------------------------------------------------------------------------------------------------


def read_back(data: bytes, name: str = "vbaProject.bin") -> dict[str, str]:
    """Return the modules of a file as olevba reads them, by stream name."""
    parser = VBA_Parser(name, data)
    try:
        return {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}
    finally:
        parser.close()


def as_stored(source: str) -> str:
    return "\r\n".join(source.rstrip().splitlines()) + "\r\n"


@pytest.mark.parametrize("count", [0, 1, 64, 65, 99, 400])
def test_any_number_of_modules_is_read_back(count: int) -> None:
    modules = [
        Module("ThisWorkbook", Kind.DOCUMENT, 'Attribute VB_Name = "ThisWorkbook"\n'),
        *(
            Module(f"M{at}", Kind.STANDARD, f'Attribute VB_Name = "M{at}"\n' + f"Sub S{at}()\nEnd Sub\n" * (at % 7))
            for at in range(count)
        ),
    ]
    data = vba_project("kesu", modules)
    opened(data)
    assert read_back(data) == {module.name: as_stored(module.source) for module in modules}
    listed = opened(data).openstream("PROJECT").read().decode("cp1252").split("\r\n")
    assert listed[1] == "Document=ThisWorkbook/&H00000000"
    assert listed[2 : 2 + count] == [f"Module=M{at}" for at in range(count)]


def test_project_says_that_it_is_neither_protected_nor_hidden() -> None:
    lines = opened(vba_project("kesu", project_modules("kesu", []))).openstream("PROJECT").read().decode().split("\r\n")
    said: dict[str, str] = dict(line.split("=", 1) for line in lines if line[:3] in ("ID=", "CMG", "DPB", "GC="))
    key = sum(said["ID"].strip('"').encode()) & 0xFF
    for name, wanted in (("CMG", bytes(4)), ("DPB", b"\0"), ("GC", b"\xff")):
        coded = bytes.fromhex(said[name].strip('"'))
        # 2.4.3.3: seed, version, key, ignored bytes, then length and data
        seed, version, own = coded[0], coded[1] ^ coded[0], coded[2] ^ coded[0]
        assert (version, own) == (2, key)
        plain, last, before, clear = own, coded[2], coded[1], b""
        for byte in coded[3:]:
            value = byte ^ ((before + plain) & 0xFF)
            before, last, plain = last, byte, value
            clear += bytes([value])
        ignored = (seed & 6) // 2
        assert clear[ignored:] == len(wanted).to_bytes(4, "little") + wanted, name


def test_names_that_clash_and_characters_that_vba_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        vba_project("Ribbon", [own_module("Ribbon", "kesu")])
    with pytest.raises(UnicodeEncodeError):
        vba_project("kesu", [Module("A", Kind.STANDARD, "' 客诉")])


@pytest.mark.parametrize("project", [REGISTER_PROJECT, ADDIN_PROJECT])
def test_modules_of_xlwings_are_the_installed_ones(project: str) -> None:
    import xlwings

    standard, dictionary = xlwings_modules(project)
    folder = Path(str(xlwings.__file__)).parent
    shipped = (folder / "xlwings_custom_addin.bas").read_bytes().decode()
    assert standard.source == shipped.replace('As String = "myaddin"', f'As String = "{project}"')
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in standard.source
    code = (folder / "addin" / "Dictionary.cls").read_bytes().decode().replace("\r\n", "\n")
    assert dictionary.kind is Kind.CLASS
    assert "VERSION 1.0" not in dictionary.source
    assert dictionary.source.rstrip().endswith(code[code.index("Option Explicit") :].rstrip())
    assert dictionary.source.startswith('Attribute VB_Name = "Dictionary"\nAttribute VB_Base = "0{FCFB3D2A-')


def test_every_setting_that_xlwings_asks_for_is_given() -> None:
    # what the sheet lacks, xlwings looks for beside the open workbook: anybody's folder
    asked = set(re.findall(r'GetConfig\("([^"]+)"', xlwings_modules("kesu")[0].source))
    assert len(asked) > 15
    assert asked <= {key for key, _ in config_rows("kesu", "en")}


@pytest.mark.parametrize(
    ("python", "system", "home", "wanted"),
    [
        (r"C:\Users\张三\kesu\Scripts\python.exe", "win32", r"C:\Users\张三", r"%USERPROFILE%\kesu\Scripts\python.exe"),
        (r"D:\Python\python.exe", "win32", r"C:\Users\张三", r"D:\Python\python.exe"),
        (r"C:\Users\张三-old\python.exe", "win32", r"C:\Users\张三", r"C:\Users\张三-old\python.exe"),
        ("/Users/lisi/venv/bin/python", "darwin", "/Users/lisi", "/Users/lisi/venv/bin/python"),
    ],
)
def test_interpreter_is_named_so_that_a_colleagues_also_fits(python: str, system: str, home: str, wanted: str) -> None:
    assert portable(python, system, home) == wanted
    rows = dict(config_rows("kesu", "en", python=python, system=system, home=home))
    assert rows["INTERPRETER_WIN"] == (wanted if system == "win32" else "")
    assert rows["INTERPRETER_MAC"] == (wanted if system == "darwin" else "")


# --- the ribbon -------------------------------------------------------------------------------------------------------

#: Names of Office's own pictures, reviewed: each is used by published ribbons. An unknown one shows no picture, and no
#: program here would notice; docs/excel-checklist.md has a person look.
PICTURES: Final = {
    "FileNew", "DataValidation", "StartAfterPrevious", "Filter", "CreateReport", "FileOpen", "ImportExcel",
    "AcceptTask", "ChartInsert", "ExportExcel", "FileSendAsAttachment", "CreateFormBlankForm", "ControlProperties",
    "Help",
}  # fmt: skip
#: INTERFACE: what stands in each group, in order; the later ones are there but disabled.
TAB: Final = {
    "登记": ["新建客诉", "校验"],
    "时效": ["刷新时效", "只看超时"],
    "8D": ["生成8D", "打开8D", "回读8D", "8D评分"],
    "汇总": ["刷新汇总", "生成周报", "发送周报"],
    "工具": ["表单", "设置", "帮助"],
}


def panel(lang: str = "zh-Hans", project: str = "kesu") -> Any:
    return etree.fromstring(ribbon_xml(lang, project))


def test_tab_has_the_groups_and_buttons_of_the_interface() -> None:
    root = panel()
    assert [tab.get("label") for tab in root.iter(f"{UI}tab")] == ["客诉"]
    assert {group.get("label"): [child.get("label") for child in group] for group in root.iter(f"{UI}group")} == TAB
    assert not [control for control in root.iter() if control.get("enabled") == "false"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_come_from_one_place(lang: str) -> None:
    source = etree.fromstring(panel_source().encode())
    for plain, worded in zip(source.iter(f"{UI}*"), panel(lang).iter(f"{UI}*"), strict=True):
        for key in ("label", "screentip", "supertip"):
            name = plain.get(key)
            assert worded.get(key) == (name and say(f"ribbon.{name}", lang))
        # one source for each: no picture and picture callback, no label and label callback
        for key in ("label", "image", "imageMso", "enabled", "visible", "size", "screentip", "supertip"):
            other = {"imageMso": "getImage"}.get(key, "get" + key[0].upper() + key[1:])
            assert not (plain.get(key) and plain.get(other)), (plain.get("id"), key)
        assert len(worded.get("screentip") or "") <= 1024 and len(worded.get("supertip") or "") <= 1024


@pytest.mark.parametrize("project", [REGISTER_PROJECT, ADDIN_PROJECT])
def test_every_callback_is_in_the_macro_and_every_control_has_a_handler(project: str) -> None:
    root = panel(project=project)
    subs = set(re.findall(r"^Public Sub (\w+)\(", own_module("Ribbon", project).source, re.MULTILINE))
    called = {
        value for control in root.iter() for key, value in control.attrib.items() if re.match(r"on[A-Z]|get[A-Z]", key)
    }
    assert called == {f"{project}_{name}" for name in ("OnLoad", "OnAction", "OnToggle", "GetPressed")}
    assert called <= subs
    ids = [control.get("id") for control in root.iter() if control.get("id")]
    assert len(set(ids)) == len(ids)
    assert not [one for one in ids if not re.fullmatch(r"[a-z][a-z0-9_]*", one)]
    controls = {one.get("id") for tag in ("button", "toggleButton") for one in root.iter(f"{UI}{tag}")}
    assert controls == HANDLERS.keys()
    assert {control.get("imageMso") for control in root.iter() if control.get("imageMso")} == PICTURES


def test_register_and_add_in_share_no_callback() -> None:
    # Excel looks for a callback by its name among all open books
    names = [
        set(re.findall(rf"\b{project}_[A-Z]\w+", own_module("Ribbon", project).source))
        for project in ("kesu", "kesu_addin")
    ]
    assert names[0] and names[1] and not names[0] & names[1]
    assert "kesu_xl.ribbon.dispatch" in own_module("Ribbon", "kesu_addin").source


# --- workbook and add-in ----------------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the ribbon, in Chinese."""
    path = tmp_path_factory.mktemp("register") / "客诉台账.xlsm"
    kesu_xl.new_register(path)
    return path


def test_register_has_macros_that_read_back_equal(register: Path) -> None:
    found = read_back(register.read_bytes(), "register.xlsm")
    sheets = openpyxl.load_workbook(register).sheetnames
    names = [f"Sheet{at}" for at in range(1, len(sheets) + 1)]
    assert found == {
        module.name: as_stored(module.source) for module in project_modules("kesu", names, with_clock=True)
    }
    for at in range(1, len(sheets) + 1):
        assert f'<sheetPr codeName="Sheet{at}"'.encode() in parts(register.read_bytes())[f"xl/worksheets/sheet{at}.xml"]


def test_register_is_the_one_without_macros_and_nothing_else_changed(register: Path, tmp_path: Path) -> None:
    kesu_xl.new_register(tmp_path / "plain.xlsx")
    plain = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    macro = openpyxl.load_workbook(register)
    assert [name for name in macro.sheetnames if name != "kesu.conf"] == plain.sheetnames
    assert macro["kesu.conf"].sheet_state == "hidden"
    for sheet in plain.worksheets:
        if sheet.title == "说明":  # says where the buttons are
            continue
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert cells == [[cell.value for cell in row] for row in macro[sheet.title].iter_rows()]
    assert (
        kesu_xl.check(register, as_of=NOON).as_json()["columns"]
        == (kesu_xl.check(tmp_path / "plain.xlsx", as_of=NOON).as_json()["columns"])
    )


def test_same_input_same_bytes(register: Path, tmp_path: Path) -> None:
    kesu_xl.new_register(tmp_path / "again.xlsm")
    assert (tmp_path / "again.xlsm").read_bytes() == register.read_bytes()
    assert book.addin("en") == book.addin("en")


def test_add_in_has_its_settings_and_its_own_project() -> None:
    data = book.addin("zh-Hant")
    assert b"vnd.ms-excel.addin.macroEnabled.main+xml" in parts(data)["[Content_Types].xml"]
    assert read_back(data, "kesu.xlam").keys() == {"ThisWorkbook", "Sheet1", "Ribbon", "xlwings", "Dictionary"}
    assert 'Name="kesu_addin"' in opened(parts(data)["xl/vbaProject.bin"]).openstream("PROJECT").read().decode()
    # openpyxl knows no add-ins
    as_book = BytesIO()
    with zipfile.ZipFile(as_book, "w") as package:
        for name, part in parts(data).items():
            package.writestr(name, part.replace(b"ms-excel.addin.macro", b"ms-excel.sheet.macro"))
    sheet = openpyxl.load_workbook(as_book)["kesu_addin.conf"]
    rows = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert rows["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    assert rows["USE UDF SERVER"] is False
    assert rows["SAY_NO_WORKBOOK"] == say("ribbon.say_no_workbook", "zh-Hant")


@pytest.mark.parametrize("name", ["register.xls", "register.xlam", "register"])
def test_other_endings_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KesuError, match=r"\.xlsx"):
        kesu_xl.new_register(tmp_path / name)


def test_edits_of_ours_keep_macros_and_ribbon(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "flagged.xlsm"
    kesu_xl.flag(register, out)
    before, after = parts(register.read_bytes()), parts(out.read_bytes())
    for name in ("xl/vbaProject.bin", "customUI/customUI14.xml", "_rels/.rels"):
        assert after[name] == before[name]
    assert out.read_bytes() != register.read_bytes()


@pytest.mark.needs("ooxml")
def test_validator_finds_nothing(register: Path, tmp_path: Path) -> None:
    (tmp_path / "kesu.xlam").write_bytes(book.addin("en"))
    for path in (register, tmp_path / "kesu.xlam"):
        done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.needs("ooxml")
def test_validator_would_find_a_fault_in_the_ribbon(tmp_path: Path) -> None:
    broken = with_macros(
        config_book("en", "kesu.conf", [("A", "b")]), "ThisWorkbook", lambda names: vba_project("kesu", BARE),
        ribbon_xml("en", "kesu").replace(b'size="large"', b'size="huge"'),
    )  # fmt: skip
    (tmp_path / "broken.xlsm").write_bytes(broken)
    done = subprocess.run([str(VALIDATOR), str(tmp_path / "broken.xlsm")], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "customUI14.xml" in done.stdout


# --- the callback, run ------------------------------------------------------------------------------------------------

#: Stands in for xlwings' modules, which LibreOffice cannot compile: keeps what Python would be told.
STAND_IN: Final = """Attribute VB_Name = "StandIn"
Private Told As String
Public Function RunPython(PythonCommand As String)
    Told = PythonCommand
End Function
Public Function Click(ByVal Id As String) As String
    Dim Control As New Clicked
    Control.ID = Id
    Told = ""
    kesu_OnAction Control
    Click = Told
End Function
Public Function Toggle(ByVal Id As String, ByVal Down As Boolean) As String
    Dim Control As New Clicked
    Dim State
    Control.ID = Id
    Told = ""
    kesu_OnToggle Control, Down
    kesu_GetPressed Control, State
    Toggle = Told & " " & State
End Function
"""
#: A build in which another workbook is active, or none: in LibreOffice without windows it is always the asked one.
ELSEWHERE: Final = """Attribute VB_Name = "Elsewhere"
Private Book As Object
Private Excel As Object
Public Function ActiveWorkbook() As Object
    Set ActiveWorkbook = Book
End Function
Public Function Application() As Object
    Set Application = Excel
End Function
Public Function RefusedInProtectedView() As String
    Set Book = Nothing
    Set Excel = New Pretended
    Set Excel.ActiveProtectedViewWindow = Excel
    RefusedInProtectedView = kesu_Refusal()
    Set Excel = Nothing
End Function
Public Function Refused(ByVal BookName As String) As String
    Set Book = Nothing
    If BookName <> "" Then
        Set Book = New Pretended
        Book.Name = BookName
        Book.FullName = "/x/" & BookName
        Set Book.Worksheets = New Collection
    End If
    Refused = kesu_Refusal()
End Function
"""
PRETENDED: Final = """Public Name As String
Public FullName As String
Public Worksheets As Object
Public ActiveProtectedViewWindow As Object
"""
CLASS: Final = """Attribute VB_Name = "{name}"
Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = False
"""
DRIVER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Driver" script:language="StarBasic">
Sub Main
  Dim Result, Doc, Options(2) As New com.sun.star.beans.PropertyValue
  Result = CreateUnoService("com.sun.star.io.TextOutputStream")
  Result.setOutputStream(CreateUnoService("com.sun.star.ucb.SimpleFileAccess").openFileWrite("{folder}/result.txt"))
  Result.setEncoding("UTF-8")
  Options(0).Name = "Hidden" : Options(0).Value = True
  Options(1).Name = "MacroExecutionMode" : Options(1).Value = 4
  Options(2).Name = "FilterName" : Options(2).Value = "Calc MS Excel 2007 VBA XML"
  On Error GoTo Failed
{steps}
Finished:
  Result.closeOutput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  Result.writeString("failed: " &amp; Error$ &amp; Chr(10))
  Resume Finished
End Sub

Function Ask(Doc, Name, Given)
  Dim Places(), Values()
  Place = "vnd.sun.star.script:" &amp; Name &amp; "?language=Basic&amp;location=document"
  Script = Doc.getScriptProvider().getScript(Place)
  Ask = Script.invoke(Given, Places, Values)
End Function
</script:module>
"""
LIBRARIES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>
"""
LIBRARY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Driver"/>
</library:library>
"""


def class_module(name: str, code: str) -> Module:
    return Module(name, Kind.CLASS, CLASS.replace("{name}", name) + code)


def runnable(workbook: bytes, project: str, kind: Any, *, elsewhere: bool = False) -> bytes:
    """Return a workbook with our modules, and the stand-in for those that LibreOffice cannot compile."""

    def compiled(sheets: Any) -> bytes:
        modules = project_modules(project, sheets, with_clock=kind == "workbook", with_xlwings=False)
        stand_in = Module("StandIn", Kind.STANDARD, STAND_IN.replace("kesu_", f"{project}_"))
        modules += [stand_in, class_module("Clicked", "Public ID As String\n")]
        if elsewhere:
            modules += [
                Module("Elsewhere", Kind.STANDARD, ELSEWHERE.replace("kesu_", f"{project}_")),
                class_module("Pretended", PRETENDED),
            ]
        return vba_project(project, modules)

    return with_macros(workbook, "ThisWorkbook", compiled, ribbon_xml("zh-Hans", project), kind)


def run_office(folder: Path, action: str) -> None:
    """Start LibreOffice with a profile of its own in `folder`, and wait until it has ended."""
    call = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", action]
    # a fault of compilation ends in a dialog that nobody sees: the whole group of processes is ended then
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        try:
            run.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            pytest.fail("LibreOffice did not end")


def in_libreoffice(folder: Path, steps: list[str]) -> list[str]:
    """Run Basic in LibreOffice, in a profile of its own; return the lines that it wrote."""
    # a new profile gets a library of its own over ours
    run_office(folder, "--terminate_after_init")
    basic = folder / "profile" / "user" / "basic"
    (basic / "script.xlc").write_text(LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(LIBRARY)
    program = "\n".join(f"  {step}" for step in steps).replace("&", "&amp;").replace("<", "&lt;")
    (basic / "Standard" / "Driver.xba").write_text(DRIVER.format(folder=folder.as_uri(), steps=program))
    run_office(folder, "macro:///Standard.Driver.Main")
    return (folder / "result.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.needs("soffice")
def test_libreoffice_runs_the_callback_with_its_guards(tmp_path: Path) -> None:
    from kesu_xl.newbook.register import new_register

    rows = config_rows("kesu", "zh-Hans")
    register = runnable(new_register("zh-Hans", config=("kesu.conf", rows)), "kesu", "workbook")
    (tmp_path / "register.xlsm").write_bytes(register)
    for name in ("a=b.xlsm", "a%TEMP%b.xlsm", "100%.xlsm"):
        (tmp_path / name).write_bytes(register)
    kesu_xl.flag(tmp_path / "register.xlsm", tmp_path / "flagged.xlsm")
    twice = SetCells("客诉台账", (Cells(5, 5, 1, ("K-1",)), Cells(7, 7, 1, ("K-1",))))
    names = [AddName("_kesu.button.filter", '"{}"'), AddName("_kesu.button.newest", "'客诉台账'!$A$7")]
    (tmp_path / "filtered.xlsm").write_bytes(apply_changes(register, [twice, *names]))
    with_code = openpyxl.load_workbook(BytesIO(config_book("zh-Hans", "kesu.conf", rows)))
    with_code.create_sheet("Tool.PY")
    saved = BytesIO()
    with_code.save(saved)
    (tmp_path / "code.xlsm").write_bytes(runnable(saved.getvalue(), "kesu", "workbook"))
    addin_rows = config_rows("kesu_addin", "zh-Hans")
    addin = runnable(config_book("zh-Hans", "kesu_addin.conf", addin_rows), "kesu_addin", "addin")
    (tmp_path / "kesu.xlam").write_bytes(addin)
    elsewhere = runnable(config_book("zh-Hans", "kesu.conf", rows), "kesu", "workbook", elsewhere=True)
    (tmp_path / "elsewhere.xlsm").write_bytes(elsewhere)
    addin = runnable(config_book("zh-Hans", "kesu_addin.conf", addin_rows), "kesu_addin", "addin", elsewhere=True)
    (tmp_path / "elsewhere.xlam").write_bytes(addin)
    steps: list[str] = []

    def ask(name: str, given: str = "") -> None:
        steps.append(f'Result.writeString("" & Ask(Doc, "{name}", Array({given})) & Chr(10))')

    def load(name: str) -> None:
        steps.append(f'Doc = StarDesktop.loadComponentFromURL("{(tmp_path / name).as_uri()}", "_blank", 0, Options())')

    load("register.xlsm")
    steps.append('Result.writeString(Join(Doc.BasicLibraries.getElementNames(), " ") & Chr(10))')
    ask("kesu.Ribbon.kesu_Refusal")
    ask("kesu.StandIn.Click", '"check"')
    ask("kesu.StandIn.Toggle", '"only_late", True')
    ask("kesu.StandIn.Toggle", '"only_late", False')
    ask("kesu.Ribbon.kesu_Setting", '"NOTHING"')
    ask("kesu.Ribbon.kesu_NumberTwice")
    ask("kesu.Clock.kesu_StartClock")
    ask("kesu.Clock.kesu_ClockIsOn")
    for name in ("a=b.xlsm", "a%TEMP%b.xlsm", "100%.xlsm", "code.xlsm"):
        load(name)
        ask("kesu.Ribbon.kesu_Refusal")
    load("kesu.xlam")
    ask("kesu_addin.Ribbon.kesu_addin_Refusal")
    load("filtered.xlsm")
    ask("kesu.StandIn.Toggle", '"only_late", False')
    ask("kesu.Ribbon.kesu_NumberTwice")
    load("flagged.xlsm")
    ask("kesu.Clock.kesu_ClockIsOn")
    ask("kesu.Clock.kesu_Tick")
    ask("kesu.Clock.kesu_ClockIsOn")
    ask("kesu.Clock.kesu_StopClock")
    ask("kesu.Clock.kesu_ClockIsOn")
    for name, module in (("elsewhere.xlsm", "kesu"), ("elsewhere.xlam", "kesu_addin")):
        load(name)
        for active in ("", name, "Other.xlsx"):
            ask(f"{module}.Elsewhere.Refused", f'"{active}"')
        ask(f"{module}.Elsewhere.RefusedInProtectedView")
    assert in_libreoffice(tmp_path, steps) == [
        "Standard kesu",
        "",
        "from kesu_xl.ribbon.dispatch import dispatch; dispatch('check', 'zh-Hans')",
        "from kesu_xl.ribbon.dispatch import dispatch; dispatch('only_late', 'zh-Hans', True) False",
        "from kesu_xl.ribbon.dispatch import dispatch; dispatch('only_late', 'zh-Hans', False) False",
        "NOTHING",
        "",
        "",
        # without kesu_now there is nothing to keep up
        "False",
        say("ribbon.say_book_name", "zh-Hans"),
        say("ribbon.say_book_name", "zh-Hans"),
        "",
        say("ribbon.say_code_sheet", "zh-Hans"),
        # the add-in has such a sheet itself, and is the active workbook here
        say("ribbon.say_foreign_settings", "zh-Hans", sheet="kesu_addin.conf"),
        # a failed click leaves the toggle as the workbook says it is
        "from kesu_xl.ribbon.dispatch import dispatch; dispatch('only_late', 'zh-Hans', False) True",
        say("ribbon.say_number_twice", "zh-Hans", number="K-1"),
        # a workbook that is loaded without a window gets no event of its opening
        *("False", "", "True", "", "False"),
        # a register works on itself only, an add-in on any workbook
        *(say("ribbon.say_no_workbook", "zh-Hans"), "", say("ribbon.say_wrong_workbook", "zh-Hans")),
        say("ribbon.say_protected_view", "zh-Hans"),
        *(say("ribbon.say_no_workbook", "zh-Hans"), "", ""),
        say("ribbon.say_protected_view", "zh-Hans"),
    ]
