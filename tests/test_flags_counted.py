"""Flags with working hours, pauses, contacts, steps and limits of one's own: the sheet says what Python says."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.change import Formula, PutSheet
from kesu_xl.clock import History, Pause, Policy, State, Verdict, policy_of, verdicts, worst
from kesu_xl.clock.formula import mirrored
from kesu_xl.clock.moment import is_bare
from kesu_xl.clock.tabled import Tabled, tabled
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED
from kesu_xl.flags import Place, flag_changes
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.tidy import tidied
from kesu_xl.settings import Customer, Settings

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 10, 15, 10, 20, 0)
HEADER: Final = 3
FIELDS: Final = (
    "case_no", "customer", "customer_grade", "priority", "safety_flag", "fixed_due", "received_at", "owner_assigned_at",
    "first_response_at", "escalated_to", "escalated_at", "approved_at", "status", "closed_at", "reopened_at",
    "oem_answered_at", "d3_done_at", "d8_done_at",
)  # fmt: skip
COLUMNS: Final = {name: number for number, name in enumerate(FIELDS, start=2)}
HOURS: Final = {"working_hours": "08:30-12:00, 13:00-17:30; 周六 08:30-11:30", "holidays": "CN"}
CUSTOMERS: Final = (
    Customer("Nord GmbH", "Europe/Berlin", "DE 08:00-16:00"), Customer("夜班 *?~", "", "每天 20:00-04:00"),
    Customer("全天", "", "24h"), Customer("坏", "", "什么"),
)  # fmt: skip
OWN: Final = (
    ("时限 首次回复 安全", "1"), ("时限 首次回复 客户 Nord GmbH", "2"), ("时限 结案或上报 等级 A", "20"),
    ("时限 首次回复 优先级 紧急", "3"), ("时限 责任人确定", "6"), ("时限 责任人确定 优先级 紧急", "90 min"),
)  # fmt: skip
POLICIES: Final[dict[str, Policy]] = {
    "pauses": policy_of(Settings(SHANGHAI)),
    "hours": policy_of(
        Settings(SHANGHAI, values=HOURS, customers=CUSTOMERS, limits=OWN, days={date(2026, 10, 12): False})
    ),
    "dealer": policy_of(Settings(SHANGHAI, profile="dealer", values=HOURS)),
    "oem": policy_of(Settings(SHANGHAI, profile="oem", values={"at_risk": "70%"}, limits=OWN[3:4])),
}  # fmt: skip
ROWS: Final = 520
AROUND: Final = ("", "\u3000", "\u00a0", "\n", "\t", " ", "")


@dataclass
class Row:
    """A generated row and its detail rows."""

    cells: dict[str, Any]
    history: History = field(default_factory=History)

    @property
    def complaint(self) -> Complaint:
        """The row as the checks hand it over."""
        cells = dict(self.cells)
        for name, value in cells.items():
            if isinstance(value, datetime) and is_bare(value):
                cells[name] = value.date()
        return Complaint(**cells)


def generated(policy: Policy, count: int, seed: int) -> list[Row]:
    """Return rows; the next step moves half of them to a limit, or a second beside it."""
    rng = random.Random(seed)
    rows = []
    for number in range(count):
        age = rng.choice((rng.randrange(0, 8 * 3600), rng.randrange(0, 5 * 86400), rng.randrange(-7200, 40 * 86400)))
        received = NOW - timedelta(seconds=age)

        def later(most: int, base: datetime = received) -> datetime:
            return base + timedelta(seconds=rng.randrange(-600, most))

        row: dict[str, Any] = {
            # many end in the same three characters, some in none that are digits
            "case_no": rng.choice(
                (f"KS-{number:04}", f"KS*{number:04}", f"A?~{number:04}", f"K{number}-001", f"{number}甲",
                 # two that differ in case only
                 f"{'tT'[number % 2]}-{number // 2}甲", f"{'tT'[number % 2]}-{number // 2:04}")
            ),
            "received_at": received, "status": NEW,
            "customer": rng.choice(("恒信", "恒信", "恒信", *(c.name for c in CUSTOMERS))),
            "customer_grade": rng.choice((None, "A", "B")), "priority": rng.choice((None, "紧急", "普通")),
            "safety_flag": rng.choice((None, "是", "否", "否")),
            "fixed_due": rng.choice((None, None, None, "是", "否")),
        }  # fmt: skip
        for name, most, share in (
            ("first_response_at", 8 * 3600, 0.5), ("owner_assigned_at", 12 * 3600, 0.5), ("closed_at", 9 * 86400, 0.35),
            ("escalated_at", 4 * 86400, 0.3), ("oem_answered_at", 86400, 0.4), ("d3_done_at", 2 * 86400, 0.3),
            ("d8_done_at", 40 * 86400, 0.3), ("approved_at", 6 * 86400, 0.2), ("reopened_at", 12 * 86400, 0.15),
        ):  # fmt: skip
            if rng.random() < share:
                row[name] = later(most)
                if rng.random() < 0.06:
                    row[name] = row[name].date()
        if "escalated_at" in row and rng.random() < 0.8:
            row["escalated_to"] = "李四"
        if rng.random() < 0.12:
            row["status"] = rng.choice((NOT_JUSTIFIED, CANCELLED, CLOSED))
        pauses, contacts = [], []
        for _ in range(rng.choice((0, 0, 1, 2, 3))):
            begin = later(3 * 86400)
            end = None if rng.random() < 0.25 else begin + timedelta(seconds=rng.randrange(1, 2 * 86400))
            if rng.random() < 0.06:
                pauses.append(Pause(begin.date(), end, rng.choice(("", "closed_or_escalated"))))
            else:
                pauses.append(Pause(begin, end, rng.choice(("", "", "owner_found", "closed_or_escalated", "feedback"))))
        for _ in range(rng.choice((0, 0, 1, 2, 4))):
            moment = later(6 * 86400)
            contacts.append(moment.date() if rng.random() < 0.1 else moment)
        steps: dict[str, tuple[date, ...]] = {
            step: tuple(later(days * 86400) for _ in range(rng.choice((1, 1, 2))))
            for step, days in (("D3", 2), ("D4", 9), ("D5", 20), ("D6", 30), ("D8", 40)) if rng.random() < 0.4
        }  # fmt: skip
        if "D4" in steps and rng.random() < 0.2:
            first = steps["D4"][0]
            steps["D4"] = (date(first.year, first.month, first.day), *steps["D4"])
        bad = {rng.choice(("contacts", "D4", "pauses"))} if rng.random() < 0.04 else set()
        rows.append(Row(row, History(tuple(contacts), steps, tuple(pauses), bad)))
        if number % 2 == 0:
            _to_a_limit(rng, rows[-1], policy)
    return rows


_STOPS: Final = {
    "first_response": "first_response_at", "owner_found": "owner_assigned_at", "closed_or_escalated": "closed_at",
    "decision": "approved_at", "D3": "d3_done_at", "D8": "d8_done_at",
}  # fmt: skip


def _to_a_limit(rng: random.Random, row: Row, policy: Policy) -> None:
    """Move a stop to the due second of its clock, or a second beside it."""
    verdict = rng.choice(said(row, policy))
    if verdict.due is None or verdict.clock not in _STOPS:
        return
    at = (verdict.due + timedelta(seconds=rng.choice((-1, 0, 1)))).replace(tzinfo=None)
    row.cells[_STOPS[verdict.clock]] = at


def said(row: Row, policy: Policy) -> list[Verdict]:
    return verdicts(row.complaint, policy, NOW.replace(tzinfo=SHANGHAI), SHANGHAI, None, (), row.history)


def tables_of(rows: list[Row], policy: Policy) -> Tabled:
    histories = {str(row.cells["case_no"]): row.history for row in rows}
    return tabled(policy, [row.complaint for row in rows], histories, SHANGHAI, [c.name for c in CUSTOMERS], NOW.date())


def flagged(rows: list[Row], policy: Policy) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "客诉"
    for name, column in COLUMNS.items():
        sheet.cell(HEADER, column, name)
        for number, row in enumerate(rows, start=HEADER + 1):
            sheet.cell(number, column).value = row.cells.get(name)
            if name == "case_no":
                # what people leave around a number, and no check counts
                sheet.cell(number, column).value = "".join(
                    (str(row.cells[name]), AROUND[number % 7])[:: -1 if number % 2 else 1]
                )
    saved = io.BytesIO()
    workbook.save(saved)
    place = Place("客诉", HEADER, HEADER + 1, HEADER + len(rows), COLUMNS, max(COLUMNS.values()))
    changes = flag_changes(place, policy, "zh-Hans", NOW, add_columns=True, tables=tables_of(rows, policy))
    return apply_changes(tidied(saved.getvalue()), changes)


def planted(workbook: bytes) -> bytes:
    """Put a wrong result beside every formula of the hidden sheets, as an old calculation would have left it."""
    result, count = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            if entry.startswith("xl/worksheets/"):
                part, found = re.subn(rb"(</f>|<f [^>]*/>)</c>", rb"\1<v>999</v></c>", part)
                count += found
            target.writestr(entry, part)
    assert count > 1000
    return result.getvalue()


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Row]]:
    return {name: generated(policy, ROWS, seed) for seed, (name, policy) in enumerate(POLICIES.items())}


@pytest.fixture(scope="module")
def recalculated(cases: dict[str, list[Row]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Return the flagged registers by policy, as LibreOffice worked them out; one start for all."""
    folder = tmp_path_factory.mktemp("counted")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    for name, rows in cases.items():
        (folder / f"{name}.xlsx").write_bytes(planted(flagged(rows, POLICIES[name])))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *(str(folder / f"{n}.xlsx") for n in cases)],
        check=True, capture_output=True, timeout=500,
    )  # fmt: skip
    yield {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in cases}
    shutil.rmtree(folder)


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", POLICIES)
def test_sheet_and_python_agree_in_every_row(
    name: str, recalculated: dict[str, Any], cases: dict[str, list[Row]]
) -> None:
    policy, sheet = POLICIES[name], recalculated[name]["_kesu"]
    heads = {sheet.cell(HEADER, column).value: column for column in range(2, sheet.max_column + 1)}
    met, differ = set(), []
    for number, row in enumerate(cases[name], start=HEADER + 1):
        # of a clock that is numbered, the last one
        expected = {verdict.clock: verdict for verdict in said(row, policy)}
        states = []
        for limit in policy.limits:
            verdict = expected.get(limit.clock)
            state, due = (sheet.cell(number, heads[f"{kind}_{limit.clock}"]).value or None for kind in "sd")
            if isinstance(due, datetime):
                due = (due + timedelta(microseconds=500_000)).replace(microsecond=0)
            wanted = verdict.due.replace(tzinfo=None) if verdict and verdict.due else None
            if (state, due) != (verdict.state if verdict else None, wanted):
                reason = verdict.reason if verdict else ""
                differ.append((number, limit.clock, state, due, verdict and verdict.state, wanted, reason, row))
            met.add(state)
            states += [verdict.state] if verdict else []
        assert sheet.cell(number, heads["s_worst"]).value == worst(states) or differ
    assert not differ, (len(differ), differ[:3])
    assert met >= set(State) - {State.NOT_APPLICABLE}


def test_no_clock_is_left_out() -> None:
    assert all(mirrored(policy) is policy for policy in POLICIES.values())
    other = policy_of(Settings(SHANGHAI, values=HOURS, limits=(("时限 首次回复 等级 A", "2 自然小时"),)))
    assert [limit.clock for limit in mirrored(other).limits] == ["owner_found", "closed_or_escalated", "decision"]
    place = Place("客诉", HEADER, HEADER + 1, HEADER + 9, COLUMNS, max(COLUMNS.values()))
    (sheet,) = (
        c
        for c in flag_changes(place, other, "zh-Hans", NOW, tables=Tabled())
        if isinstance(c, PutSheet) and c.slot == 1
    )
    assert "首次回复" in str(sheet.blocks[2].values)


def test_formulas_travel(cases: dict[str, list[Row]]) -> None:
    place = Place("客诉", HEADER, HEADER + 1, HEADER + 9, COLUMNS, max(COLUMNS.values()))
    for name, policy in POLICIES.items():
        changes = flag_changes(place, policy, "zh-Hans", NOW, tables=tables_of(cases[name], policy))
        blocks = [block for change in changes if isinstance(change, PutSheet) for block in change.blocks]
        texts = [value.text for block in blocks for value in block.values if isinstance(value, Formula)]
        used = {found for text in texts for found in re.findall(r"([A-Z][A-Z0-9.]+)\(", text)}
        assert used <= {
            "ABS", "AND", "CHAR", "COUNT", "COUNTIF", "EXACT", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISBLANK",
            "ISERROR", "ISNUMBER", "LOOKUP", "MATCH", "MAX", "MID", "MIN", "MOD", "NOT", "OR", "RIGHT", "ROUND",
            "ROW", "SUBSTITUTE", "SUMPRODUCT", "TRIM", "UPPER",
        }  # fmt: skip
        assert max(map(len, texts)) < 8192
