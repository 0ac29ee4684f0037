"""Registers of `kesu new` show their clocks in columns of their own, and nothing takes those columns for input."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import json
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import kesu_xl
from kesu_xl.clock import load_policy
from kesu_xl.complaint import COLUMNS, Complaint, Group
from kesu_xl.complaint.lists import CLOSED, NEW, NOT_JUSTIFIED
from kesu_xl.flags import READY
from kesu_xl.flow.changing import annotate, clean
from kesu_xl.flow.making import made_live
from kesu_xl.newbook.register import new_register
from kesu_xl.package.a1 import Area
from kesu_xl.package.ours import own_blocks
from kesu_xl.wording import LANGUAGES, say

VALIDATOR: Final = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)
HEAD_ROW: Final = 4
FIRST_ROW: Final = 5
SPARE: Final = 40
BEYOND: Final = 60
#: Profile -> language of its register.
PROFILES: Final = {"default": "zh-Hans", "dealer": "zh-Hant", "oem": "en"}
#: LibreOffice writes the print area of a sheet named 5Why without quotes.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")


def register(
    profile: str, lang: str, rows: list[Complaint] | None = None, details: Any = None, as_of: datetime | None = None
) -> bytes:
    """Return a register as `kesu new` makes it, with complaints in it, and ready for few more."""
    clocks = load_policy(profile)
    plain = new_register(lang, profile, rows or [], details, "Asia/Shanghai", clocks=clocks)
    return made_live(plain, as_of=as_of, spare=SPARE)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def heads_of(sheet: Worksheet) -> dict[str, int]:
    """Return head -> column number."""
    return {str(cell.value): int(cell.column) for cell in sheet[HEAD_ROW] if cell.value is not None}


# --- what it looks like ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("profile", "lang"), PROFILES.items())
def test_heads_are_unique_and_computed_columns_say_one_formula(profile: str, lang: str) -> None:
    sheet = opened(register(profile, lang)).worksheets[0]
    table = sheet.tables["kesu_register"]
    names = [str(column.name) for column in table.tableColumns]
    assert max(Counter(name.casefold() for name in names).values()) == 1
    assert names == [cell.value for cell in sheet[HEAD_ROW]]
    computed = {c.name: c.calculatedColumnFormula.attr_text for c in table.tableColumns if c.calculatedColumnFormula}
    clocks = [limit.clock for limit in load_policy(profile).limits]
    spoken = [say(f"clock.{clock}", lang) for clock in clocks]
    kinds = ("due", "state", "left")
    assert set(computed) == {
        say("flag.head.worst", lang), *(say(f"flag.head.{kind}", lang, clock=name) for name in spoken for kind in kinds)
    }  # fmt: skip
    for at, name in enumerate(names, start=1):
        cell = sheet.cell(FIRST_ROW, at)
        assert cell.value == (f"={computed[name]}" if name in computed else None)
        # a formula in a cell of text would turn into text at the next edit
        assert name not in computed or cell.number_format != "@"
    assert not any("_xlfn" in text or "[" in text or len(text) > 1000 for text in computed.values())


def test_daily_columns_are_in_sight_and_the_others_folded() -> None:
    sheet = opened(register("default", "zh-Hans")).worksheets[0]
    heads = heads_of(sheet)
    shown = [head for head, at in heads.items() if not folded(sheet, at)]
    assert shown[:5] == ["客诉编号", "客户名称", "结案状况", "时效", "受理时间"]
    assert sheet.freeze_panes == "E5"
    assert {column.labels[0] for column in COLUMNS.values() if column.required_from} <= set(shown)
    by_hand = [
        "首次回复时间", "首次回复到期", "首次回复", "责任人确定时间", "责任人确定到期", "责任人确定",
        "结案或上报到期", "结案或上报剩余", "结案或上报", "责任部门", "责任人", "上报时间", "上报对象",
    ]  # fmt: skip
    start = shown.index("首次回复时间")
    assert shown[start : start + len(by_hand)] == by_hand
    # all states stand beside the frozen columns on a screen of 1366 pixels
    widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(heads[head])].width * 7 for head in by_hand[:9]]
    assert sum(widths) <= 1366 - 385
    # each stage folds as one, and its button stands over the column before it
    fold = [folded(sheet, at) for at in heads.values()]
    starts = [at for at in range(1, len(fold)) if fold[at] and not fold[at - 1]]
    assert len(starts) == len(Group) - 1
    assert [sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].collapsed for at in starts] == [True] * 4
    assert sheet.sheet_format.outlineLevelCol == 1
    assert sheet.sheet_properties.outlinePr is not None and not sheet.sheet_properties.outlinePr.summaryRight


def folded(sheet: Worksheet, column: int) -> bool:
    dimension = sheet.column_dimensions[openpyxl.utils.get_column_letter(column)]
    assert bool(dimension.hidden) == (dimension.outlineLevel == 1)
    return bool(dimension.hidden)


def test_one_cell_reads_the_time_and_rules_stand_ready() -> None:
    data = made_live(new_register("zh-Hans", clocks=load_policy("default")))
    with ZipFile(BytesIO(data)) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
    formulas = re.findall(rb"<f[^>]*>([^<]*)</f>", sheets)
    assert [text for text in formulas if b"NOW()" in text] == [b"NOW()"]
    book = opened(data)
    assert book.defined_names["kesu_now"].attr_text == "'_kesu'!$A$1"
    assert {"问题", "_kesu", "_kesu_problems"} <= set(book.sheetnames)
    # a button writes keys below the first one, and the rules find them
    for level, letter in (("error", "A"), ("warning", "B")):
        assert book.defined_names[f"kesu_problem_{level}"].attr_text == f"'_kesu_problems'!${letter}:${letter}"
    covered = {
        name: str(area.sqref)
        for area in book.worksheets[0].conditional_formatting
        for rule in area.rules
        for name in re.findall(r'N\("kesu\.([a-z_]+\.[a-z_]+)', rule.formula[0])
    }
    assert {"problem.error", "problem.warning", "flag.case", "flag.column", "flag.closed"} <= set(covered)
    assert covered["problem.error"].endswith(f"{5 + READY}") and covered["flag.case"] == f"A5:A{5 + READY}"


def test_what_is_added_later_stays_covered_after_flag_and_check(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register("default", "zh-Hans", rows_for_reading()))
    kesu_xl.flag(path, None, force=True)
    annotate(path, None, as_of=AS_OF, force=True)
    areas = {
        str(area.sqref).split(":")[-1] for area in openpyxl.load_workbook(path).worksheets[0].conditional_formatting
    }
    ends = {int(re.sub("[A-Z]", "", area)) for area in areas}
    assert ends == {6 + 500, 6 + READY}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_excel_asks_about_what_is_late_early_or_long_and_lets_it_stay(lang: str) -> None:
    sheet = opened(register("default", lang)).worksheets[0]
    heads = heads_of(sheet)
    found: dict[int, Any] = {}
    for rule in sheet.data_validations.dataValidation:
        found[openpyxl.utils.range_boundaries(str(rule.sqref))[0] or 0] = rule
    rules: dict[str, Any] = {name: found.get(heads[COLUMNS[name].say(lang)]) for name in COLUMNS}
    received = f"${openpyxl.utils.get_column_letter(heads[COLUMNS['received_at'].say(lang)])}5"
    assert (rules["received_at"].formula1, rules["received_at"].formula2) == ("36526", "NOW()")
    assert rules["first_response_at"].formula1 == f"MAX(36526,{received})"
    assert (rules["part_no"].type, rules["part_no"].formula1) == ("textLength", "100")
    assert (rules["defect"].type, rules["defect"].formula1) == ("textLength", "1000")
    for name in ("received_at", "first_response_at", "part_no", "defect", "defect_qty", "cost_total", "satisfaction"):
        assert rules[name].errorStyle == "warning" and rules[name].error, name
    assert [rules[name].errorStyle for name in ("case_no", "status", "defect_class")] == ["stop", "stop", "warning"]
    for name in ("received_at", "defect_qty", "cost_total", "satisfaction"):
        assert rules[name].prompt, name
    # nothing is asked of a computed cell
    assert set(found) <= {heads[column.say(lang)] for column in COLUMNS.values()}


@pytest.mark.parametrize(("kind", "word"), [("xlsx", "没有按钮"), ("xlsm", "启用内容")])
def test_the_guide_says_how_colours_and_buttons_work(kind: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / f"台账.{kind}"
    kesu_xl.new_register(path)
    book = openpyxl.load_workbook(path)
    said = " ".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value)
    assert word in said and ("每 5 分钟" in said) == (kind == "xlsm") and "打开和每次编辑" in said
    assert f"客诉台账.{kind}" in said
    top = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows(max_row=2) for cell in row if cell.value)
    assert "kesu flag" not in top and "自动计算" in top


# --- nobody takes it for input --------------------------------------------------------------------------------------


def rows_for_reading() -> list[Complaint]:
    """Two complaints: one sound as far as it goes, one closed before it was received."""
    base = {"customer": "恒信印刷", "defect": "划伤", "status": NEW, "received_at": AS_OF - timedelta(hours=5)}
    return [
        Complaint(case_no="KS-1", **base),  # type: ignore[arg-type]
        Complaint(case_no="KS-2", **{**base, "status": CLOSED, "closed_at": AS_OF - timedelta(hours=9)}),  # type: ignore[arg-type]
    ]


def test_check_map_and_clocks_see_the_same_as_without_them(tmp_path: Path) -> None:
    plain, live = tmp_path / "plain.xlsx", tmp_path / "live.xlsx"
    plain.write_bytes(new_register("zh-Hans", "default", rows_for_reading()))
    live.write_bytes(register("default", "zh-Hans", rows_for_reading()))

    def told(path: Path) -> Any:
        problems = kesu_xl.check(path, as_of=AS_OF).as_json()["problems"]
        found = [(p["code"], p["field"], p["row"], p["value"], p["count"]) for p in problems]
        mapped = kesu_xl.map_columns(path).as_json()
        clocks = kesu_xl.clocks(path, as_of=AS_OF).as_json()["clocks"]
        named = {column["field"] for column in mapped["columns"]}
        return sorted(map(str, found)), named, mapped["unmapped"], mapped["missing"], clocks

    assert told(live) == told(plain)
    assert told(live)[1] == set(COLUMNS)
    assert told(live)[2:4] == ([], [])
    report = kesu_xl.make_8d(live, tmp_path / "8D", as_of=AS_OF)
    assert len(report.made) == 2


def test_a_column_that_somebody_inserts_among_them_is_theirs() -> None:
    names = {"_kesu.computed": "'台账, ''26'!$A$2:$D$2,'台账, ''26'!$E$1,'台账, ''26'!$F$4:$F$9,'台账, ''26'!#REF!"}
    assert own_blocks(names, "台账, '26") == [Area(2, 1, 2, 4), Area(1, 5, 1, 5), Area(4, 6, 9, 6)]
    assert own_blocks(names, "台账") == []
    book = opened(register("default", "zh-Hans", rows_for_reading()))
    text = book.defined_names["_kesu.computed"].attr_text
    columns = re.findall(r"\$([A-Z]+)\$4:\$([A-Z]+)\$1048576", text)
    assert len(columns) == 13 and all(first == last for first, last in columns)


def test_clean_leaves_the_form_and_flag_brings_it_back_to_life(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register("default", "zh-Hans", rows_for_reading()))
    kesu_xl.flag(path, None, force=True)
    flagged = path.read_bytes()
    written = clean(path, tmp_path / "clean.xlsx")
    assert not [note for note in written.notes if note.key == "cli.dangling"]
    book = openpyxl.load_workbook(tmp_path / "clean.xlsx")
    assert not {"_kesu", "问题", "_kesu_problems"} & set(book.sheetnames)
    assert not list(book.worksheets[0].conditional_formatting)
    assert book.worksheets[0].tables["kesu_register"].ref == "A4:CQ6"
    kesu_xl.flag(tmp_path / "clean.xlsx", tmp_path / "again.xlsx")
    again, before = opened((tmp_path / "again.xlsx").read_bytes()), opened(flagged)
    first = [[cell.value for cell in row] for row in again.worksheets[0].iter_rows()]
    assert first == [[cell.value for cell in row] for row in before.worksheets[0].iter_rows()]
    assert again["_kesu"].max_row == before["_kesu"].max_row
    kesu_xl.flag(path, None, force=True)
    assert path.read_bytes() == flagged


def test_flag_fills_rows_that_another_program_typed_below_the_table(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = opened(register("default", "zh-Hans"))
    sheet = book.worksheets[0]
    heads = heads_of(sheet)
    for row in (FIRST_ROW, FIRST_ROW + 1):
        sheet.cell(row, heads["客诉编号"]).value = f"KS-{row}"
        sheet.cell(row, heads["受理时间"]).value = AS_OF
    book.save(path)
    kesu_xl.flag(path, None, add_columns=True, force=True)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for head in ("时效", "首次回复到期", "主管决定剩余"):
        above, below = (sheet.cell(row, heads[head]).value for row in (FIRST_ROW, FIRST_ROW + 1))
        assert above == below and str(above).startswith("=IFERROR(")
    # they are there already: none is put beside the register
    assert sheet.max_column == len(heads)


# --- what LibreOffice works out -------------------------------------------------------------------------------------


def generated(profile: str, count: int) -> tuple[list[Complaint], dict[str, list[list[Any]]]]:
    """Return complaints with contacts, 8D steps and pauses; every other one has a time at a limit, or a second off."""
    rng = random.Random(f"{profile} 2026")
    limits = [round(limit.hours * 3600) for limit in load_policy(profile).limits]
    warned = [limit * 4 // 5 for limit in limits]
    rows: list[Complaint] = []
    details: dict[str, list[list[Any]]] = {"contacts": [], "steps": [], "pauses": []}
    for number in range(count):
        exact, at_age = number % 2 == 0, number % 4 == 0
        age = rng.choice(limits + warned) + rng.choice((-1, 0, 1)) if at_age else rng.randrange(60, 1000 * 3600)
        received = AS_OF - timedelta(seconds=age)

        def after(moment: datetime, exact: bool = exact) -> datetime:
            seconds = rng.choice(limits) + rng.choice((-1, 0, 1)) if exact else rng.randrange(60, 100 * 3600)
            return moment + timedelta(seconds=seconds)

        told: dict[str, Any] = {"case_no": f"KS-{number:03}", "customer": "恒信印刷", "received_at": received}
        told["status"] = rng.choice((NEW, NEW, NEW, CLOSED, NOT_JUSTIFIED))
        for name, share in (
            ("first_response_at", 0.6), ("owner_assigned_at", 0.6), ("closed_at", 0.4), ("escalated_at", 0.4),
            ("approved_at", 0.3), ("oem_answered_at", 0.3), ("d3_done_at", 0.3), ("d8_done_at", 0.2),
        ):  # fmt: skip
            if rng.random() < share:
                told[name] = after(received)
        if "escalated_at" in told and rng.random() < 0.8:
            told["escalated_to"] = "李四"
        if "closed_at" in told and rng.random() < 0.2:
            told["reopened_at"] = after(told["closed_at"])
        if rng.random() < 0.1:
            told["received_at"] = rng.choice((received.date(), None))
        rows.append(Complaint(**told))
        if rng.random() < 0.4:
            details["contacts"].append([told["case_no"], after(received), "张三", "客户"])
        if profile == "oem" and rng.random() < 0.5:
            details["steps"].append([told["case_no"], rng.choice(("D3", "D4", "D5")), None, after(received)])
        if profile == "default" and rng.random() < 0.2:
            begin = after(received)
            details["pauses"].append(
                [told["case_no"], None, begin, begin + timedelta(hours=rng.choice((1, 5))), "等样品"]
            )
    assert all(isinstance(row.received_at, datetime | date | None) for row in rows)
    return rows, details


def planted(data: bytes) -> bytes:
    """Put a wrong result beside every formula, as an old calculation would have left it."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(result, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            if entry.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f>(<v\s*/>|<v></v>)?</c>", rb"</f><v>999</v></c>", part)
            target.writestr(entry, part)
    return result.getvalue()


def typed_into() -> bytes:
    """Return a new register after somebody typed: a first row, one that Excel added to the table, and one far below."""
    book = opened(register("default", "zh-Hans"))
    sheet = book.worksheets[0]
    table, heads = sheet.tables["kesu_register"], heads_of(sheet)
    for row in (FIRST_ROW, FIRST_ROW + 1, BEYOND):
        sheet.cell(row, heads["客诉编号"]).value = f"KS-{row}"
        sheet.cell(row, heads["受理时间"]).value = datetime(2026, 1, 5, 8, 30)
        for column in table.tableColumns if row > FIRST_ROW else ():
            if column.calculatedColumnFormula:
                formula = column.calculatedColumnFormula.attr_text
                sheet.cell(row, heads[column.name]).value = f"={formula}"
    sheet.cell(FIRST_ROW + 1, heads["首次回复时间"]).value = datetime(2026, 1, 5, 12, 30)
    table.ref = table.autoFilter.ref = table.ref.replace("5", str(FIRST_ROW + 1))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


class Seen:
    """The values of a register's sheet."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self.rows = rows

    def row(self, number: int) -> dict[str, Any]:
        """Return head -> value of a row; an empty text is None."""
        values = (None if value == "" else value for value in self.rows[number - 1])
        return dict(zip(self.rows[HEAD_ROW - 1], values, strict=True))


def first_sheet(path: Path) -> Seen:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    return Seen(rows)


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Seen]]]:
    """Return where they are, and the first sheets by name, as LibreOffice worked them out; one start for all."""
    folder = tmp_path_factory.mktemp("live")
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    for profile, lang in PROFILES.items():
        frozen = register(profile, lang, *generated(profile, 120), as_of=AS_OF)
        (folder / f"{profile}.xlsx").write_bytes(planted(frozen))
    (folder / "typed.xlsx").write_bytes(typed_into())
    names = [*PROFILES, "typed"]
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *(str(folder / f"{n}.xlsx") for n in names)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    yield folder, {n: first_sheet(folder / "out" / f"{n}.xlsx") for n in names}


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(("profile", "lang"), PROFILES.items())
def test_columns_say_what_python_says(profile: str, lang: str, worked_out: tuple[Path, dict[str, Seen]]) -> None:
    folder, books = worked_out
    seen = books[profile]
    result = kesu_xl.clocks(folder / f"{profile}.xlsx", as_of=AS_OF)
    # of a clock that is numbered, the last one
    said = {(clock.row, clock.clock): clock for clock in result.clocks}
    states = set()
    for (row, clock), verdict in said.items():
        name = say(f"clock.{clock}", lang)
        shown = seen.row(row)
        due, state, left = (shown[say(f"flag.head.{kind}", lang, clock=name)] for kind in ("due", "state", "left"))
        if isinstance(due, datetime):
            due = (due + timedelta(microseconds=500_000)).replace(microsecond=0)
        wanted = verdict.due.replace(tzinfo=None) if verdict.due else None
        assert (state, due) == (say(f"clock.shown.{verdict.state}", lang), wanted), (row, clock)
        going = wanted is not None and verdict.state in ("running", "at_risk", "breached")
        if going and wanted is not None:
            assert left == pytest.approx((wanted - AS_OF).total_seconds() / 3600, abs=1e-4), (row, clock)
        else:
            assert left is None, (row, clock)
        states.add(str(verdict.state))
    assert states >= {"met", "met_late", "running", "at_risk", "breached", "unknown"}
    breached = sum(1 for row in {row for row, _ in said} if any(
        said[key].state == "breached" for key in said if key[0] == row))  # fmt: skip
    assert seen.rows[1][0] == breached > 0
    assert seen.rows[0][4] == AS_OF


@pytest.mark.needs("soffice")
def test_a_typed_row_shows_its_state_and_due_time(worked_out: tuple[Path, dict[str, Seen]]) -> None:
    seen = worked_out[1]["typed"]

    def shown(row: int, *names: str) -> list[Any]:
        return [seen.row(row)[name] for name in names]

    due = datetime(2026, 1, 5, 12, 30)
    assert shown(5, "时效", "首次回复到期", "首次回复") == ["■ 超时", due, "■ 超时"]
    # answered at the very second of the limit
    assert shown(6, "首次回复到期", "首次回复", "首次回复剩余", "责任人确定") == [due, "● 按时", None, "■ 超时"]
    assert shown(6, "结案或上报到期", "主管决定") == [datetime(2026, 1, 7, 8, 30), None]
    # beyond the rows that stand ready nobody knows, and it says so
    assert shown(BEYOND, "时效", "首次回复到期", "首次回复") == ["○ 未知", None, None]
    # counted: breached, at risk, paused, open
    assert seen.rows[1][:4] == (2, 0, 0, 2)
    assert isinstance(seen.rows[0][4], datetime)


@pytest.mark.needs("ooxml")
@pytest.mark.parametrize(("profile", "lang"), PROFILES.items())
def test_validator_finds_nothing(profile: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsm"
    if profile == "oem":
        path = tmp_path / "filled.xlsx"
        path.write_bytes(register(profile, lang, *generated(profile, 8)))
    else:
        kesu_xl.new_register(path, profile=profile, lang=lang)
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []
