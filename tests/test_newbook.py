"""Registers made by us: layout, dropdowns, what Excel checks by itself, and users' text that stays text."""

from __future__ import annotations

import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.complaint import COLUMNS, DETAILS, LISTS, TABLES, Complaint, Kind
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.newbook.register import new_register
from kesu_xl.wording import LANGUAGES, newbook

ROOT: Final = Path(__file__).resolve().parent.parent
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
HEAD_ROW: Final = 4


def opened(package: bytes) -> openpyxl.Workbook:
    """Load a register as somebody else's program does."""
    return openpyxl.load_workbook(BytesIO(package))


def sheet_of(book: openpyxl.Workbook, name: str, lang: str) -> Worksheet:
    """Return the sheet of a table by the table's name."""
    found = next(table for table in (*DETAILS, *TABLES) if table.name == name)
    sheet = book[found.say(lang)]
    assert isinstance(sheet, Worksheet)
    return sheet


def validation_of(sheet: Worksheet, label: str, head_row: int = HEAD_ROW) -> DataValidation:
    """Return the validation of the first value under a head."""
    letter = next(cell.coordinate for cell in sheet[head_row] if cell.value == label).rstrip("0123456789")
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    return next(rule for rule in rules if f"{letter}{head_row + 1}" in rule.sqref)


@pytest.mark.parametrize(
    ("lang", "sheet", "first", "case"),
    [
        ("zh-Hans", "客诉台账", "客诉编号", "案件"),
        ("zh-Hant", "客訴台帳", "客訴編號", "案件"),
        ("en", "Complaints", "Complaint No.", "Case"),
    ],
)
def test_first_sheet_is_the_register(lang: str, sheet: str, first: str, case: str) -> None:
    book = opened(new_register(lang))
    register = book.worksheets[0]
    assert register.title == sheet
    assert register["A3"].value == case
    heads = [cell.value for cell in register[HEAD_ROW]]
    assert heads[0] == first
    assert sorted(map(str, heads)) == sorted(column.say(lang) for column in COLUMNS.values())
    assert heads[:3] == [COLUMNS[name].say(lang) for name in ("case_no", "customer", "status")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_register_is_an_excel_table_whose_heads_are_the_exact_labels(lang: str) -> None:
    register = opened(new_register(lang)).worksheets[0]
    table = register.tables["kesu_register"]
    assert table.ref == "A4:CD5"
    assert table.column_names == [cell.value for cell in register[HEAD_ROW]]
    # the mark of a required column is shown by the number format, so that the head stays the label
    assert register["A4"].number_format == '@"\u00a0*"'


def test_hidden_name_marks_the_register_and_points_at_its_first_head() -> None:
    book = opened(new_register("zh-Hans"))
    mark = book.defined_names["_kesu.register"]
    assert (mark.attr_text, mark.hidden) == ("'客诉台账'!$A$4", True)


def test_other_sheets_in_order() -> None:
    book = opened(new_register("en"))
    assert book.sheetnames[1:] == [table.say("en") for table in (*DETAILS, *TABLES)]
    for table in (*DETAILS, *TABLES):
        if table.columns:
            heads = [cell.value for cell in book[table.say("en")][1]]
            assert heads == [column.say("en") for column in table.columns]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_column_has_a_dropdown_through_a_defined_name(lang: str) -> None:
    book = opened(new_register(lang))
    register = book.worksheets[0]
    for column in COLUMNS.values():
        if column.choices is None:
            continue
        rule = validation_of(register, column.say(lang))
        assert (rule.type, rule.formula1) == ("list", f"kesu_list_{column.choices.name}")
        assert rule.errorStyle == ("warning" if column.choices.own else "stop")
        assert rule.formula1 in book.defined_names
        assert rule.error and len(rule.error) <= 225


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_stand_in_columns_under_their_heading(lang: str) -> None:
    book = opened(new_register(lang))
    sheet = sheet_of(book, "lists", lang)
    for at, choices in enumerate(LISTS, start=1):
        values = [sheet.cell(row, at).value for row in range(1, 2 + len(choices.choices))]
        assert values == [choices.say(lang), *(choice.say(lang) for choice in choices.choices)]
        target = book.defined_names[f"kesu_list_{choices.name}"].attr_text
        # a list that users change ends at its last value: a blank inside would let everything pass
        assert ("OFFSET(" in target) is not choices.fixed


def test_validations_and_formats_are_ready_for_a_thousand_rows() -> None:
    register = opened(new_register("zh-Hans")).worksheets[0]
    for rule in register.data_validations.dataValidation:
        _, first, _, last = range_boundaries(str(rule.sqref))
        assert first == HEAD_ROW + 1
        assert last is not None and last >= HEAD_ROW + 1000
    assert register.column_dimensions["D"].number_format == "yyyy-mm-dd hh:mm"
    assert register.sheet_format.customHeight and register.sheet_format.defaultRowHeight == 18


def test_excel_asks_about_what_is_no_date_no_count_no_score() -> None:
    register = opened(new_register("zh-Hans")).worksheets[0]
    received = validation_of(register, "受理时间")
    assert (received.type, received.errorStyle) == ("date", "warning")
    assert "2026-11-20 14:05" in str(received.error)
    closed = validation_of(register, "结案时间")
    assert closed.formula1 == "MAX(36526,$D5)"
    assert (validation_of(register, "不良数量").type, validation_of(register, "不良数量").formula1) == ("whole", "0")
    assert validation_of(register, "批量").formula1 == "1"
    assert (validation_of(register, "满意度").formula1, validation_of(register, "满意度").formula2) == ("1", "5")
    assert validation_of(register, "客诉编号").formula1 == "SUMPRODUCT(--(kesu_cases=A5))<=1"


@pytest.mark.parametrize("value", ["=1+1", "+49 30", "-5 °C", "@home", "#N/A", "{=A1}", "2026-11-20", "1e5"])
def test_text_of_users_stays_text(value: str) -> None:
    complaint = Complaint(case_no=value, customer=value, defect=value)
    register = opened(new_register("zh-Hans", complaints=[complaint])).worksheets[0]
    for cell in (register["A5"], register["B5"]):
        assert (cell.value, cell.data_type, cell.number_format) == (value, "s", "@")


def test_values_are_written_in_the_language_of_the_register_with_their_types() -> None:
    status = COLUMNS["status"].choices
    assert status is not None
    received = datetime(2026, 11, 20, 14, 5)  # noqa: DTZ001  # registers hold naive times
    complaint = Complaint(case_no="KS-1", received_at=received, status=status.choices[5], lot_qty=60)
    register = opened(new_register("en", complaints=[complaint])).worksheets[0]
    row = dict(zip((cell.value for cell in register[HEAD_ROW]), (cell.value for cell in register[5]), strict=True))
    assert (row["Status"], row["Received at"], row["Lot qty"]) == ("Closed", received, 60)


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    register = opened(new_register("en", complaints=[Complaint(case_no="KS\x07-1")])).worksheets[0]
    assert register["A5"].value == "KS-1"


def test_detail_rows_and_settings() -> None:
    details: dict[str, list[list[Any]]] = {
        "causes": [["KS-1", "产生", "=原因", None, None, None, 60]],
        "settings": [["公司名称", "甲公司"], ["自定", 1]],
    }
    book = opened(new_register("en", "dealer", details=details, timezone="Europe/Berlin"))
    cause = sheet_of(book, "causes", "en")
    assert [cause["A2"].value, cause["C2"].value, cause["C2"].data_type, cause["G2"].value] == [
        "KS-1",
        "=原因",
        "s",
        60,
    ]
    settings = {row[0]: row[1] for row in sheet_of(book, "settings", "en").iter_rows(min_row=2, values_only=True)}
    assert settings["Profile"] == "dealer"
    assert settings["Time zone"] == "Europe/Berlin"
    assert settings["Company"] == "甲公司"
    assert settings["自定"] == 1
    with pytest.raises(KeyError, match="no such table: nothing"):
        new_register("en", details={"nothing": []})


@pytest.mark.parametrize(("lang", "zone"), [("zh-Hans", "Asia/Shanghai"), ("zh-Hant", "Asia/Shanghai"), ("en", None)])
def test_every_setting_has_its_row(lang: str, zone: str | None) -> None:
    book = opened(new_register(lang))
    rows = list(sheet_of(book, "settings", lang).iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [key.say(lang) for key in SETTING_KEYS.values()]
    values = dict(zip(SETTING_KEYS, (row[1] for row in rows), strict=True))
    assert (values["timezone"], values["language"], values["profile"]) == (zone, lang, "default")
    assert all(row[2] for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_look_of_the_register(lang: str) -> None:
    book = opened(new_register(lang))
    register = book.worksheets[0]
    assert register.freeze_panes == "D5"
    assert register.sheet_view.showGridLines is False
    assert [register.row_dimensions[row].height for row in range(1, 6)] == [30, 19.5, 16.5, 30, 18]
    assert not register.merged_cells.ranges
    assert register["A5"].font.name == {"zh-Hans": "微软雅黑", "zh-Hant": "Microsoft JhengHei", "en": "Calibri"}[lang]
    assert register["A5"].font.sz == (11 if lang == "en" else 10)
    assert (register.page_setup.orientation, register.page_setup.paperSize) == ("landscape", 9)
    assert (register.print_title_rows, register.print_title_cols) == ("$1:$4", "$A:$C")
    assert register.oddFooter is not None and register.oddFooter.right.text
    # the stylesheet's first font is what column widths are counted in
    assert (book._fonts[0].name, book._fonts[0].sz) == ("Calibri", 11)  # type: ignore[attr-defined]


def test_english_words_fit_their_columns() -> None:
    register = opened(new_register("en")).worksheets[0]
    for at, cell in enumerate(register[HEAD_ROW], start=1):
        label = next(column for column in COLUMNS.values() if column.say("en") == cell.value)
        pixels = register.column_dimensions[get_column_letter(at)].width * 7 + 5
        longest = max([len(word) for word in str(cell.value).split()])
        assert longest * 7 + 12 < pixels, cell.value
        if label.kind is Kind.DATETIME and cell.number_format == "General":
            assert pixels >= 96


def test_same_arguments_same_bytes() -> None:
    assert new_register("zh-Hant", "oem") == new_register("zh-Hant", "oem")


def test_every_text_has_three_languages_without_placeholders_lost() -> None:
    for key, texts in newbook.TEXTS.items():
        assert len(texts) == 3 and all(texts), key
        assert len({text.count("{column}") for text in texts}) == 1, key


@pytest.mark.needs("ooxml")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("filled", [False, True])
def test_validator_finds_nothing(lang: str, filled: bool, tmp_path: Path) -> None:
    complaints = [Complaint(case_no=f"KS-{number}", defect="=x") for number in range(5)] if filled else []
    path = tmp_path / "register.xlsx"
    path.write_bytes(
        new_register(lang, complaints=complaints, details={"team": [["KS-1", "组长"]]} if filled else None)
    )
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.needs("soffice")
# LibreOffice, like Excel, writes an area of whole columns as $A:$F, which openpyxl does not know
@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_libreoffice_opens_it_and_keeps_table_names_and_validations(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(new_register("zh-Hans", complaints=[Complaint(case_no="KS-1")]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = [
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(tmp_path / "in.xlsx"),
    ]
    subprocess.run(["soffice", profile, "--headless", *target], check=True, capture_output=True)
    book = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx")
    assert book.worksheets[0]["A5"].value == "KS-1"
    rules = book.worksheets[0].data_validations.dataValidation
    assert {rule.formula1 for rule in rules if rule.type == "list"} >= {"kesu_list_status", "kesu_list_defect_class"}
    assert "_kesu.register" in book.defined_names
