"""Changes as values, and what is done with them to a workbook: ours found again, everything else left."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.change import (
    AddName,
    Cells,
    Change,
    DropOurs,
    Formula,
    Look,
    PutSheet,
    Rule,
    SetCells,
    SetRules,
    SetWidths,
    rows,
    tag,
)
from kesu_xl.errors import KesuError
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.ours import own_columns
from kesu_xl.wording import LANGUAGES


def ours() -> openpyxl.Workbook:
    """Return a register of ours: two heads, two rows, a second sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "客诉台账"
    for row in (["客诉编号", "客户名称"], ["KS-1", "恒信印刷"], ["KS-2", "宁远薄膜"]):
        sheet.append(row)
    workbook.create_sheet("列表")["A1"] = "新建"
    workbook.defined_names["_kesu.register"] = DefinedName("_kesu.register", attr_text="'客诉台账'!$A$1", hidden=True)
    return workbook


def content(workbook: openpyxl.Workbook) -> bytes:
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook), rich_text=True)


def changed(*changes: Change, source: bytes | None = None) -> openpyxl.Workbook:
    return opened(apply_changes(source or content(ours()), changes))


def repacked(workbook: bytes, edit: Callable[[str, bytes], bytes | None], add: dict[str, bytes] | None = None) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.namelist():
            part = edit(entry, source.read(entry))
            if part is not None:
                target.writestr(entry, part)
        for name, part in (add or {}).items():
            target.writestr(name, part)
    return result.getvalue()


SHEET = PutSheet(
    1, "_kesu", "hidden", (Cells(1, 1, 1, (Formula("NOW()"),)), Cells(2, 3, 2, (Formula("ROW()+{row}"), 5)))
)
RULE = Rule("flag.x", "A2:A9 B2:B9", f"AND({tag('flag.x')},$A2=1)", Look(ground="A4161A", ink="FFFFFF", bold=True))


def test_changes_are_plain_values() -> None:
    changes: list[Change] = [
        SHEET, SetRules("客诉台账", (RULE,)), AddName("kesu_now", "$A$1", slot=1), SetWidths("客诉台账", ((1, 200),)),
        DropOurs(rules=("flag.",)), SetCells("客诉台账", (Cells(2, 2, 3, ("x", 1.5, None, True)),)),
    ]  # fmt: skip
    for change in changes:
        assert json.loads(json.dumps(dataclasses.asdict(change)))
        assert hash(change) == hash(dataclasses.replace(change))
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            setattr(change, dataclasses.fields(change)[0].name, 2)


def test_a_block_knows_its_rows() -> None:
    found = list(rows(Cells(4, 5, 1, (Formula('IF($B{row}=0,{1,2},"{row}")'), "{row}", 7))))
    assert found == [
        (4, (Formula('IF($B4=0,{1,2},"4")'), "{row}", 7)),
        (5, (Formula('IF($B5=0,{1,2},"5")'), "{row}", 7)),
    ]


def test_cells_are_written_and_a_text_stays_a_text() -> None:
    look = Look(ground="EEF4F5", ink="0F4C5C", bold=True, number_format="@", horizontal="left", indent=1)
    sheet = changed(SetCells("客诉台账", (Cells(2, 3, 3, ("=1+1", Formula("1+1"), 5), (look, None, None)),)))[
        "客诉台账"
    ]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=1+1", "f")
    assert sheet["C3"].fill.fgColor.rgb == "FFEEF4F5"
    assert (sheet["C3"].font.b, sheet["C3"].number_format, sheet["C3"].alignment.indent) == (True, "@", 1)
    assert sheet["B2"].value == "恒信印刷"


def test_a_sheet_of_ours_is_put_in_and_replaced_where_it_is() -> None:
    once = apply_changes(content(ours()), [SHEET])
    book = opened(once)
    assert book.sheetnames == ["客诉台账", "列表", "_kesu"]
    assert book["_kesu"].sheet_state == "hidden"
    assert book["_kesu"]["B3"].value == "=ROW()+3"
    # Renamed and moved by the user, it is still found.
    book["_kesu"].title = "Uhr's"
    book.move_sheet("Uhr's", -2)
    book.defined_names["_kesu.sheet.1"].attr_text = "'Uhr''s'!$A$1"
    again = changed(dataclasses.replace(SHEET, blocks=(Cells(1, 1, 1, (3,)),)), source=content(book))
    assert again.sheetnames == ["Uhr's", "客诉台账", "列表"]
    assert (again["Uhr's"]["A1"].value, again["Uhr's"]["B3"].value) == (3, None)


def test_a_taken_sheet_name_is_left_to_its_owner() -> None:
    book = ours()
    book.create_sheet("_KESU")["A1"] = "mine"
    after = changed(SHEET, AddName("kesu_now", "$A$1", hidden=False, slot=1), source=content(book))
    assert after["_KESU"]["A1"].value == "mine"
    assert after.defined_names["kesu_now"].attr_text == "'_kesu (2)'!$A$1"
    assert not after.defined_names["kesu_now"].hidden


def test_rules_replace_ours_of_the_same_name_and_leave_the_rest() -> None:
    book = ours()
    sheet = book["客诉台账"]
    sheet.conditional_formatting.add("A2:A9", FormulaRule(formula=["$A2=9"], font=Font(bold=True)))
    sheet.conditional_formatting.add("B2:B9", DataBarRule("min", None, "max", None, "FF638EC6"))
    sheet.conditional_formatting.add("A2", FormulaRule(formula=['AND(N("kesu.flag.x")=0,1)']))
    sheet.conditional_formatting.add("A2", FormulaRule(formula=['AND(N("kesu.flag.y")=0,1)']))
    after = changed(SetRules("客诉台账", (RULE,)), source=content(book))["客诉台账"]
    found = [
        (str(area.sqref), rule.formula[0] if rule.formula else rule.type)
        for area in after.conditional_formatting
        for rule in area.rules
    ]
    assert sorted(found) == sorted(
        [
            ("A2:A9", "$A2=9"), ("B2:B9", "dataBar"), ("A2", 'AND(N("kesu.flag.y")=0,1)'),
            ("A2:A9 B2:B9", 'AND(N("kesu.flag.x")=0,$A2=1)'),
        ]
    )  # fmt: skip
    numbers = {
        rule.formula[0] if rule.formula else rule.type: rule.priority
        for area in after.conditional_formatting
        for rule in area.rules
    }
    assert len(set(numbers.values())) == 4
    # Theirs win over ours.
    assert max(numbers, key=numbers.__getitem__) == 'AND(N("kesu.flag.x")=0,$A2=1)'


def test_taking_out_what_is_ours() -> None:
    put: list[Change] = [
        SHEET,
        SetCells("客诉台账", (Cells(1, 3, 4, ("时效", Formula("1"))),)),
        AddName("_kesu.columns", "'客诉台账'!$D$1:$E$3"),
        AddName("kesu_c_x", "'客诉台账'!$A:$A"),
        SetRules("客诉台账", (RULE, dataclasses.replace(RULE, name="over", formula=f"AND({tag('over')},1)"))),
    ]
    once = apply_changes(content(ours()), put)
    after = changed(DropOurs(rules=("flag.",), names=("kesu_c_",), blocks=("_kesu.columns",)), source=once)
    assert after["客诉台账"].max_column == 2
    assert set(after.defined_names) == {"_kesu.register", "_kesu.sheet.1"}
    left = [rule.formula[0] for area in after["客诉台账"].conditional_formatting for rule in area.rules]
    assert left == [f"AND({tag('over')},1)"]


def test_a_block_that_the_user_deleted_is_no_matter() -> None:
    book = ours()
    book.defined_names["_kesu.columns"] = DefinedName("_kesu.columns", attr_text="'客诉台账'!#REF!")
    after = changed(DropOurs(blocks=("_kesu.columns", "_kesu.other")), source=content(book))
    assert after["客诉台账"]["B2"].value == "恒信印刷"


def test_our_visible_columns_are_not_the_registers() -> None:
    put: list[Change] = [
        SetCells("客诉台账", (Cells(1, 3, 4, (1, 2)),)),
        AddName("_kesu.columns", "'客诉台账'!$D$1:$E$3"),
    ]
    once = apply_changes(content(ours()), put)
    assert own_columns(once, "客诉台账") == (4, 5)
    assert own_columns(once, "列表") is None
    assert own_columns(content(ours()), "客诉台账") is None


def test_columns_only_get_wider() -> None:
    book = ours()
    sheet = book["客诉台账"]
    sheet.column_dimensions["A"].width = 40
    sheet.column_dimensions["C"].width = 9
    sheet.column_dimensions["C"].min, sheet.column_dimensions["C"].max = 3, 5
    after = changed(SetWidths("客诉台账", ((1, 100), (2, 145), (4, 145))), source=content(book))["客诉台账"]
    widths = {letter: after.column_dimensions[letter].width for letter in "ABCDE"}
    assert widths == {"A": 40, "B": 20, "C": 9, "D": 20, "E": 9}


def test_the_same_changes_give_the_same_bytes_once_or_twice() -> None:
    changes: list[Change] = [SHEET, SetRules("客诉台账", (RULE,)), AddName("kesu_now", "$A$1", slot=1)]
    source = content(ours())
    once = apply_changes(source, changes)
    assert apply_changes(source, changes) == once
    assert apply_changes(once, changes) == once


def test_what_belongs_to_a_register_stays() -> None:
    book = ours()
    sheet = book["客诉台账"]
    sheet.add_table(Table(displayName="kesu_register", ref="A1:B3"))
    validation = DataValidation(type="list", formula1='"新建,已受理"', allow_blank=True)
    validation.add("B2:B9")
    sheet.add_data_validation(validation)
    sheet["A1"] = CellRichText("客诉编号", TextBlock(InlineFont(color=Color("FFA4161A")), " *"))
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    after = changed(SHEET, source=content(book))["客诉台账"]
    assert after.tables["kesu_register"].ref == "A1:B3"
    assert [str(found.sqref) for found in after.data_validations.dataValidation] == ["B2:B9"]
    rich = after["A1"].value
    assert isinstance(rich, CellRichText)
    assert str(rich) == "客诉编号 *"
    assert (after.freeze_panes, after.print_title_rows) == ("B2", "$1:$1")


# --- what is not ours -------------------------------------------------------------------------------------------------


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened_zip:
        return {name: opened_zip.read(name) for name in opened_zip.namelist()}


def refused(workbook: bytes, *changes: Change) -> KesuError:
    with pytest.raises(KesuError) as caught:
        apply_changes(workbook, changes or (SHEET,))
    for lang in LANGUAGES:
        assert "\n" not in caught.value.say(lang)
    return caught.value


def test_anybodys_workbook_is_changed() -> None:
    book = ours()
    del book.defined_names["_kesu.register"]
    assert changed(SHEET, source=content(book))["_kesu"]["B2"].value == "=ROW()+2"


def test_what_is_no_workbook_is_refused() -> None:
    assert refused(b"PK\x03\x04").code == "damaged_file"


def test_notes_and_charts_stay_byte_for_byte() -> None:
    book = ours()
    book["客诉台账"]["A2"].comment = Comment("张三", "张三")
    sheet = book["列表"]
    assert isinstance(sheet, Worksheet)
    sheet.add_chart(BarChart(), "C3")  # type: ignore[call-arg]  # the stubs take it for a chart sheet
    source = content(book)
    before, after = parts(source), parts(apply_changes(source, [SHEET, SetRules("客诉台账", (RULE,))]))
    touched = {name for name in before if before[name] != after[name]}
    shared = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}
    assert touched == {"xl/worksheets/sheet1.xml", *shared}


@pytest.mark.parametrize(
    ("entry", "before", "put"),
    [
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b'<extLst><ext uri="{05C60535}"/></extLst>'),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b"<protectedRanges/><x/>"),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b"<oleObjects/>"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9"><c r="A9" vm="1"><v>1</v></c></row>'),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9"><c r="A9"><f>1+1</f><v>2</v></c></row>'),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9"><c r="A9"><f t="array" ref="A9">1</f></c></row>'),
        ("xl/workbook.xml", b"</workbook>", b'<extLst><ext uri="{46BE6895}"/></extLst>'),
        ("xl/styles.xml", b"</styleSheet>", b'<extLst><ext uri="{46F421CA}"/></extLst>'),
    ],
)
def test_contents_that_we_do_not_know_stay_where_they_are(entry: str, before: bytes, put: bytes) -> None:
    def edit(name: str, part: bytes) -> bytes:
        return part.replace(before, put + before) if name == entry else part

    source = repacked(content(ours()), edit)
    changes: list[Change] = [SHEET, SetRules("客诉台账", (RULE,)), SetWidths("客诉台账", ((2, 300),))]
    once = apply_changes(source, changes)
    assert put in parts(once)[entry]
    clean = parts(apply_changes(once, [DropOurs(everything=True)]))
    assert {name for name, part in parts(source).items() if part != clean[name]} == {"xl/styles.xml"}


def test_old_results_of_our_own_formulas_are_dropped() -> None:
    once = apply_changes(content(ours()), [SHEET])
    calculated = repacked(once, lambda _, part: part.replace(b"</f></c>", b"</f><v>2</v></c>"))
    assert b"<v>2</v>" in parts(calculated)["xl/worksheets/sheet3.xml"]
    after = apply_changes(calculated, [SetCells("客诉台账", (Cells(2, 2, 2, ("x",)),))])
    assert b"<v>2</v>" not in parts(after)["xl/worksheets/sheet3.xml"]
