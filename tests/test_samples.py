"""The clean sample register keeps what INTERFACE promises, read back with openpyxl and judged by hand-written rules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.complaint import COLUMNS, DETAILS, demanded, is_open

ROOT: Final = Path(__file__).resolve().parent.parent
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # registers hold naive times
HEAD_ROW: Final = 4
PEOPLE: Final = {"张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十"}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """The committed sample."""
    return openpyxl.load_workbook(SAMPLE)


@pytest.fixture(scope="module")
def rows(book: openpyxl.Workbook) -> list[Row]:
    """Its complaints by field name."""
    sheet = book.worksheets[0]
    names = {column.say("zh-Hans"): name for name, column in COLUMNS.items()}
    heads = [names[str(cell.value)] for cell in sheet[HEAD_ROW]]
    return [dict(zip(heads, values, strict=True)) for values in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)]


def table(book: openpyxl.Workbook, name: str) -> list[Row]:
    """Return the rows of a detail table by column name."""
    found = next(item for item in DETAILS if item.name == name)
    sheet = book[found.say("zh-Hans")]
    assert isinstance(sheet, Worksheet)
    heads = [column.name for column in found.columns]
    return [dict(zip(heads, values, strict=False)) for values in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_committed_file_is_what_the_script_writes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        subprocess.run([sys.executable, str(ROOT / "workbooks" / "make_samples.py"), str(folder)], check=True)
    made = [(folder / "complaints.xlsx").read_bytes() for folder in folders]
    assert made[0] == made[1]
    # part by part: another zlib compresses the same content into other bytes
    assert parts(made[0]) == parts(SAMPLE.read_bytes())


def parts(package: bytes) -> dict[str, bytes]:
    """Return the content of a package by part name."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_size_and_span(rows: list[Row]) -> None:
    assert len(rows) == 150
    received = [row["received_at"] for row in rows]
    assert received == sorted(received)
    assert (received[0].date(), received[-1].date()) == (date(2026, 5, 21), date(2026, 11, 20))
    weeks = Counter(moment.isocalendar().week for moment in received)
    assert sorted(weeks) == list(range(21, 48))
    assert 3 <= min(weeks.values()) <= max(weeks.values()) <= 9


def test_numbers_count_up_within_the_month_of_receipt(rows: list[Row]) -> None:
    seen: Counter[str] = Counter()
    for row in rows:
        month = f"{row['received_at']:%y%m}"
        seen[month] += 1
        assert row["case_no"] == f"KS-{month}-{seen[month]:03d}"


def test_status_mix(rows: list[Row]) -> None:
    mix = Counter(row["status"] for row in rows)
    assert mix == {
        "已结案": 128, "不成立": 5, "已取消": 3, "已围堵": 6, "原因已明": 3, "对策已实施": 2, "已受理": 2, "新建": 1,
    }  # fmt: skip
    assert sum(is_open(row["status"]) for row in rows) == 14


def test_every_demanded_column_is_filled(rows: list[Row]) -> None:
    for row in rows:
        others = row["liability"] in ("客户", "供应商")
        for name in demanded(row["status"]):
            if not (others and COLUMNS[name].own_liability_only):
                assert row[name] not in (None, ""), (row["case_no"], name)


def test_list_values_are_in_their_lists(rows: list[Row]) -> None:
    for row in rows:
        for name, column in COLUMNS.items():
            if column.choices is not None and row[name] is not None:
                assert row[name] in column.choices.choices, (row["case_no"], name, row[name])


def test_times_are_moments_in_the_right_order(rows: list[Row]) -> None:
    later = (
        "registered_at", "owner_assigned_at", "first_response_at", "customer_agreed_at", "promised_at", "approved_at",
        "escalated_at", "oem_answered_at", "revised_due_at", "due_8d_at", "d3_done_at", "d8_done_at", "closed_at",
    )  # fmt: skip
    due = ("promised_at", "revised_due_at", "due_8d_at")
    pairs = (
        ("escalated_at", "approved_at"), ("first_response_at", "customer_agreed_at"), ("d3_done_at", "d8_done_at"),
        ("first_response_at", "closed_at"), ("owner_assigned_at", "closed_at"), ("owner_assigned_at", "d3_done_at"),
    )  # fmt: skip
    for row in rows:
        for name in ("received_at", *later):
            moment = row[name]
            if moment is None:
                continue
            assert isinstance(moment, datetime) and moment.time() != time(), (row["case_no"], name)
            assert moment >= row["received_at"], (row["case_no"], name)
            assert name in due or moment < AS_OF, (row["case_no"], name, moment)
            if row["closed_at"] and name not in due:
                assert moment <= row["closed_at"], (row["case_no"], name, moment, row["closed_at"])
        assert row["production_at"].date() <= row["received_at"].date()
        for first, second in pairs:
            if row[first] and row[second]:
                assert row[first] <= row[second], (row["case_no"], first, second)


def test_what_belongs_together_stands_together(rows: list[Row]) -> None:
    numbers: set[str] = set()
    for row in rows:
        assert (row["escalated_at"] is None) == (row["escalated_to"] is None)
        assert (row["revised_due_at"] is None) == (row["revise_reason"] is None)
        assert row["revised_due_at"] is None or row["approved_at"] is not None
        assert (row["approved_at"] is None) == (row["approved_by"] is None)
        assert (row["media_flag"] == "是") == (row["crisis_level"] is not None)
        assert (row["status"] == "不成立") == (row["valid"] == "不成立")
        assert (row["status"] == "已结案") == (row["closed_at"] is not None)
        assert 0 <= row["defect_qty"] <= row["lot_qty"]
        assert row["satisfaction"] is None or row["satisfaction"] in range(1, 6)
        assert row["repeat_of"] is None or row["repeat_of"] in numbers
        assert row["safety_flag"] == "否" or row["escalated_at"] is not None
        numbers.add(row["case_no"])
    assert sum(row["repeat_of"] is not None for row in rows) >= 3


def closing_state(row: Row) -> str:
    """Return the verdict of closed_or_escalated (48 h, calendar hours), worked out apart from the program."""
    ends = [row["closed_at"], row["escalated_at"]]
    if row["status"] in ("不成立", "已取消"):
        ends.append(row["approved_at"])
    ended = min((end for end in ends if end), default=None)
    due = row["received_at"] + timedelta(hours=48)
    if ended:
        return "met" if ended <= due else "met_late"
    if due < AS_OF:
        return "breached"
    return "at_risk" if row["received_at"] + timedelta(hours=48 * 0.8) <= AS_OF else "running"


def test_the_clocks_show_every_state_and_late_ones_give_a_reason(rows: list[Row]) -> None:
    states = Counter(closing_state(row) for row in rows)
    assert states["running"] == 3 and states["at_risk"] == 2 and states["breached"] == 2
    assert states["met_late"] >= 5
    on_time = states["met"] / (states["met"] + states["met_late"] + states["breached"])
    assert 0.85 <= on_time < 1
    for row in rows:
        overdue = bool(row["closed_at"] and row["due_8d_at"] and row["closed_at"] > row["due_8d_at"])
        needed = closing_state(row) in ("met_late", "breached") or overdue
        assert needed == (row["late_reason"] is not None), row["case_no"]


def test_first_responses_are_mostly_in_time_and_one_is_missing(rows: list[Row]) -> None:
    waited = [row["first_response_at"] - row["received_at"] for row in rows if row["first_response_at"]]
    assert len(waited) == 149
    assert 0.88 <= sum(wait <= timedelta(hours=4) for wait in waited) / len(waited) < 1


def test_decisions_of_escalated_open_cases_run_and_breach(rows: list[Row]) -> None:
    waiting = [
        row["escalated_at"] for row in rows if is_open(row["status"]) and row["escalated_at"] and not row["approved_at"]
    ]
    assert sorted(AS_OF - since > timedelta(hours=24) for since in waiting) == [False, True]


def test_classes_are_skewed_like_a_real_pareto(rows: list[Row]) -> None:
    classes = Counter(row["defect_class"] for row in rows).most_common()
    assert classes[0] == ("外观划伤", 40)
    assert 0.25 <= classes[0][1] / len(rows) <= 0.30
    assert len(classes) == 16
    assert len({row["customer"] for row in rows}) == 12


def test_no_person_but_the_sample_names(rows: list[Row], book: openpyxl.Workbook) -> None:
    for row in rows:
        for name in ("owner", "received_by", "approved_by", "escalated_to"):
            assert row[name] is None or row[name] in PEOPLE
    assert {row["name"] for row in table(book, "team")} <= PEOPLE


def test_detail_rows_belong_to_complaints(rows: list[Row], book: openpyxl.Workbook) -> None:
    numbers = {row["case_no"] for row in rows}
    for found in DETAILS:
        for row in table(book, found.name):
            if any(value is not None for value in row.values()):
                assert row["case_no"] in numbers, found.name
    assert all(value is None for row in table(book, "pauses") for value in row.values())


def test_open_complaints_from_contained_on_and_ten_closed_ones_have_an_8d(
    rows: list[Row], book: openpyxl.Workbook
) -> None:
    status = {row["case_no"]: row["status"] for row in rows}
    contained = {row["case_no"] for row in table(book, "containment")}
    for number, state in status.items():
        if state in ("已围堵", "原因已明", "对策已实施"):
            assert number in contained, number
    explained = {row["case_no"] for row in table(book, "whys")}
    assert sum(status[number] == "已结案" for number in explained) >= 10
    assert {"d0.action", "d2.what", "d2.how_many", "d8.recognition"} <= {row["path"] for row in table(book, "answers")}
    received = {row["case_no"]: row["received_at"] for row in rows}
    for action in table(book, "actions"):
        assert action["due"] >= received[action["case_no"]].replace(hour=0, minute=0)
        assert action["done"] is None or action["done"] < AS_OF


def test_kesu_check_has_nothing_to_say_but_infos() -> None:
    command = [sys.executable, "-m", "kesu_xl", "check", str(SAMPLE), "--as-of", "2026-11-21T09:00", "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    found = json.loads(done.stdout)
    assert (done.returncode, found["rows"], found["header_row"]) == (0, 150, HEAD_ROW)
    assert {problem["level"] for problem in found["problems"]} <= {"info"}


@pytest.mark.needs("ooxml")
def test_the_sample_passes_the_validator() -> None:
    done = subprocess.run([str(VALIDATOR), str(SAMPLE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
