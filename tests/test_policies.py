"""The sample of policies: clean, as its script writes it, and the flagged copies say what `kesu clocks` says."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

import kesu_xl

ROOT: Final = Path(__file__).resolve().parent.parent
WORKBOOKS: Final = ROOT / "workbooks"
AS_OF: Final = datetime(2026, 10, 15, 10, 20)
#: LibreOffice writes the print area of a sheet named 5Why without quotes.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
PROFILES: Final = {"policies": "default", "policies_dealer": "dealer", "policies_oem": "oem"}


def parts(package: bytes) -> dict[str, bytes]:
    """Return the content of a package by part name: another zlib compresses it into other bytes."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(WORKBOOKS / "make_policies.py"), str(tmp_path)], check=True)
    for name in PROFILES:
        made = (tmp_path / f"{name}.xlsx").read_bytes()
        assert parts(made) == parts((WORKBOOKS / f"{name}.xlsx").read_bytes())


@pytest.mark.parametrize("name", PROFILES)
def test_they_are_clean(name: str) -> None:
    assert list(kesu_xl.check(WORKBOOKS / f"{name}.xlsx", as_of=AS_OF).problems) == []


def test_what_the_clocks_say_by_hand() -> None:
    result = kesu_xl.clocks(WORKBOOKS / "policies.xlsx", as_of=AS_OF)
    said = {(clock.case_no, clock.clock): clock for clock in result.clocks}
    expected = {
        # Wed 30 Sep 16:30: one hour, then the holidays to 7 October; three hours on the 8th
        ("KS-2610-001", "first_response"): ("met", "2026-10-08T11:30:00+08:00"),
        # 10 October is a Saturday that is worked; the customer's two hours end at 10:00
        ("KS-2610-003", "first_response"): ("met", "2026-10-10T10:00:00+08:00"),
        # urgent: three hours, but the 12th is free by the register's own calendar
        ("KS-2610-005", "first_response"): ("met", "2026-10-13T11:30:00+08:00"),
        # 08:00 in Berlin is 14:00 in Shanghai in summer time
        ("KS-2610-006", "first_response"): ("met", "2026-10-13T18:00:00+08:00"),
        # the night shift from 20:00; four hours from 21:30 would be 01:30, but the 12th is free
        ("KS-2610-007", "first_response"): ("met", "2026-10-14T00:00:00+08:00"),
        ("KS-2610-008", "closed_or_escalated"): ("paused", None),
        # a contractual due runs on in a pause
        ("KS-2610-009", "closed_or_escalated"): ("running", "2026-10-22T09:00:00+08:00"),
        ("KS-2610-011", "first_response"): ("met", "2026-10-14T09:40:00+08:00"),
        ("KS-2610-016", "first_response"): ("at_risk", "2026-10-15T10:30:00+08:00"),
    }
    told = {key: (said[key].state, due.isoformat() if (due := said[key].due) else None) for key in expected}
    assert told == expected


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("policies")
    for name in PROFILES:
        kesu_xl.flag(WORKBOOKS / f"{name}.xlsx", folder / f"{name}.xlsx", as_of=AS_OF)
    books = [str(folder / f"{name}.xlsx") for name in PROFILES]
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *books],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    yield {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True)["_kesu"] for name in PROFILES}


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", PROFILES)
def test_the_flagged_copy_says_the_same(name: str, recalculated: dict[str, Any]) -> None:
    sheet = recalculated[name]
    (head,) = (row for row in range(1, 9) if sheet.cell(row, 2).value == "r_received_at")
    heads = {sheet.cell(head, column).value: column for column in range(2, sheet.max_column + 1)}
    # of a clock that is numbered, the last one
    clocks = {
        (clock.row, clock.clock): clock for clock in kesu_xl.clocks(WORKBOOKS / f"{name}.xlsx", as_of=AS_OF).clocks
    }
    assert len({clock for _, clock in clocks}) >= 4
    for (row, clock), verdict in clocks.items():
        state, due = (sheet.cell(row, heads[f"{kind}_{clock}"]).value for kind in "sd")
        if isinstance(due, datetime):
            due = (due + timedelta(microseconds=500_000)).replace(microsecond=0)
        wanted = verdict.due.replace(tzinfo=None) if verdict.due else None
        assert (state, due or None) == (verdict.state, wanted), (row, clock)


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_case_15_dates_as_people_type_them(epoch: datetime) -> None:
    """A date alone, a date as text, no answer, an answer before the complaint, a time to come; also from 1904."""
    received = datetime(2026, 10, 15, 8, 0)
    answers: dict[str, tuple[Any, Any, str]] = {
        "K-1": (received, datetime(2026, 10, 15), "unknown"),
        "K-2": (datetime(2026, 10, 15), datetime(2026, 10, 15, 9, 0), "unknown"),
        "K-3": ("2026/10/15 08:00", "2026-10-15 10:00", "met"),
        "K-4": (received, None, "running"),
        "K-5": (received, datetime(2026, 10, 15, 7, 59, 59), "unknown"),
        "K-6": (received, datetime(2026, 10, 15, 11, 0), "running"),
        "K-7": (datetime(2026, 10, 16, 8, 0), None, "not_applicable"),
        "K-8": ("上周三", None, "unknown"),
    }
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    assert sheet is not None
    sheet.append(["客诉编号", "受理时间", "客户名称", "首次回复时间", "不良现象", "结案状况"])
    for number, (begin, end, _) in answers.items():
        sheet.append([number, begin, "东屿包装", end, "划伤", "已受理"])
    book.create_sheet("设置").append(["时区", "Asia/Shanghai"])
    saved = BytesIO()
    book.save(saved)
    clocks = kesu_xl.clocks(saved, as_of=AS_OF).clocks
    said = {clock.case_no: clock.state for clock in clocks if clock.clock == "first_response"}
    assert said == {number: state for number, (_, _, state) in answers.items()}
