"""Flags: the formulas on the hidden sheet say what Python says, the rules are ours alone and found again."""

# ruff: noqa: DTZ001  # wall times of a register have no zone
from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from opencc import OpenCC
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.change import AddName, Formula, PutSheet, SetCells, SetRules, SetWidths
from kesu_xl.checks.words import Words
from kesu_xl.clock import Policy, State, Verdict, formula, load_policy, verdicts, worst
from kesu_xl.clock.moment import is_bare
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CANCELLED, CLOSED, NEW, NOT_JUSTIFIED, STATUS
from kesu_xl.flags import Place, flag_changes, tones
from kesu_xl.flags.columns import BLOCK
from kesu_xl.newbook import look
from kesu_xl.package.apply import apply_changes
from kesu_xl.package.tidy import tidied
from kesu_xl.wording import LANGUAGES, say

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 11, 21, 9, 0, 0)
DEFAULT: Final = load_policy("default")
VALIDATOR: Final = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SHEET: Final = "客诉 '26"
HEADER: Final = 4
FIELDS: Final = (
    "case_no", "defect", "customer", "received_at", "owner_assigned_at", "first_response_at", "escalated_to",
    "escalated_at", "approved_at", "status", "closed_at", "reopened_at",
)  # fmt: skip
#: The first column stays free: a register need not begin in A.
COLUMNS: Final = {name: number for number, name in enumerate(FIELDS, start=2)}
TIMES: Final = DEFAULT.times

#: Words for a decided or closed complaint that a sheet has to know, with what they mean.
OTHERS: Final = {
    "Rejected": NOT_JUSTIFIED,
    "不成立 ": NOT_JUSTIFIED,
    "不 成 立": NOT_JUSTIFIED,
    "無效": NOT_JUSTIFIED,
    "客訴不成立": NOT_JUSTIFIED,
    "NOT_JUSTIFIED": NOT_JUSTIFIED,
    "作廢": CANCELLED,
    "撤訴": CANCELLED,
    "已取消。": CANCELLED,
    "已取\n消": CANCELLED,
    "\u3000取\u00a0消": CANCELLED,
    "cancelled": CANCELLED,
}


@dataclass
class Row:
    """One generated row: what is typed into its cells."""

    cells: dict[str, Any]

    @property
    def complaint(self) -> Complaint:
        """The row as the checks hand it over."""
        known: dict[str, Any] = {}
        for name, value in self.cells.items():
            readable = isinstance(value, date) if name in TIMES else str(value).strip() not in formula.EMPTY_WORDS
            known[name] = value if readable else None
        # A whole day in a cell is a date that nobody gave a time.
        for name in TIMES:
            value = known.get(name)
            if isinstance(value, datetime) and is_bare(value):
                known[name] = (value + timedelta(seconds=1)).date()
        return Complaint(**known)

    @property
    def unreadable(self) -> set[str]:
        """The columns that hold something that is no time."""
        filled = {name: self.cells[name] for name in TIMES if self.cells.get(name) is not None}
        return {
            name
            for name, value in filled.items()
            if not isinstance(value, date) and str(value).strip() not in formula.EMPTY_WORDS
        }


def generated(count: int, seed: int = 20261121) -> list[Row]:
    """Return rows of which half have a time at a limit, a second before or a second after it."""
    rng = random.Random(seed)
    limits = [4 * 3600, 48 * 3600, 24 * 3600]
    warned = [round(limit * 0.8) for limit in limits]
    found = []
    for number in range(count):
        exact = number % 2 == 0
        # Every other exact row meets a limit by its age, the others by a recorded stop.
        if exact and number % 4 == 0:
            age = rng.choice(limits + warned) + rng.choice((-1, 0, 1))
        else:
            age = rng.randrange(-3600, 300 * 3600) if number % 20 != 7 else -rng.randrange(1, 40 * 3600)
        received = NOW - timedelta(seconds=age)
        row: dict[str, Any] = {
            "case_no": f"KS-{number:04}",
            "customer": "恒信印刷",
            "received_at": received,
            "status": NEW,
        }

        def after(base: datetime, limit: int, exact: bool = exact) -> datetime:
            if exact:
                return base + timedelta(seconds=limit + rng.choice((-1, 0, 1)))
            return base + timedelta(seconds=rng.randrange(-600, limit * 3))

        if rng.random() < 0.7:
            row["first_response_at"] = after(received, limits[0])
        if rng.random() < 0.7:
            row["owner_assigned_at"] = after(received, limits[0])
        if rng.random() < 0.4:
            row["closed_at"] = after(received, limits[1])
            row["status"] = CLOSED if rng.random() < 0.8 else NEW
        if rng.random() < 0.4:
            row["escalated_at"] = after(received, limits[1])
            if rng.random() < 0.7:
                row["escalated_to"] = rng.choice(("李四", "李四", " ", "/"))
            if rng.random() < 0.5:
                row["approved_at"] = after(row["escalated_at"], limits[2])
        if rng.random() < 0.15:
            base = row.get("closed_at", received)
            row["reopened_at"] = base + timedelta(seconds=rng.choice((0, 1, -1, 7200, 40 * 3600)))
        if rng.random() < 0.15:
            row["status"] = rng.choice((NOT_JUSTIFIED, CANCELLED, *OTHERS))
            if rng.random() < 0.5:
                row["approved_at"] = after(received, limits[0])
        if rng.random() < 0.25:
            name = rng.choice(TIMES)
            old = row.get(name) or received
            midnight = datetime(old.year, old.month, old.day) + timedelta(microseconds=rng.choice((-400_000, 400_000)))
            row[name] = rng.choice(
                (old.date(), old.date(), midnight, "昨天下午", "/", " ", None, "无", True, 0.5, "=1/0", 7)
            )
        found.append(Row(row))
    return found


def spelled(row: Row) -> Row:
    """Return the row with its status as the checks would spell it."""
    status = row.cells.get("status")
    return Row({**row.cells, "status": OTHERS.get(str(status), status)})


def register(rows: list[Row], fields: tuple[str, ...] = FIELDS) -> bytes:
    """Return a register with titles above its head row, marked as ours."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet["A1"], sheet["B2"] = "客户投诉台账", "2026"
    for name in fields:
        column = COLUMNS[name]
        sheet.cell(HEADER, column, name)
        for number, row in enumerate(rows, start=HEADER + 1):
            cell = sheet.cell(number, column)
            cell.value = row.cells.get(name)
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm:ss"
    quoted = SHEET.replace("'", "''")
    workbook.defined_names["_kesu.register"] = DefinedName(
        "_kesu.register", attr_text=f"'{quoted}'!$B${HEADER}", hidden=True
    )
    # Somebody else's rule has to stay.
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font

    sheet.conditional_formatting.add("B5:B9", FormulaRule(formula=['$B5="x"'], font=Font(bold=True)))
    saved = io.BytesIO()
    workbook.save(saved)
    return tidied(saved.getvalue())


def place(count: int, fields: tuple[str, ...] = FIELDS) -> Place:
    """Return where `register` put its rows."""
    columns = {name: COLUMNS[name] for name in fields}
    return Place(SHEET, HEADER, HEADER + 1, HEADER + count, columns, max(columns.values()))


def planted(workbook: bytes) -> bytes:
    """Put a wrong result beside every formula of the hidden sheet, as an old calculation would have left it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            if entry == "xl/worksheets/sheet2.xml":
                part, count = re.subn(rb"(</f>|<f [^>]*/>)</c>", rb"\1<v>999</v></c>", part)
                assert count > 1000
            target.writestr(entry, part)
    return result.getvalue()


def shuffled(workbook: bytes, order: list[int]) -> bytes:
    """Sort the register's rows as a user would, after it was flagged."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = opened[SHEET]
    width = max(COLUMNS.values())
    old = [[sheet.cell(HEADER + 1 + n, c).value for c in range(1, width + 1)] for n in range(len(order))]
    for at, number in enumerate(order):
        for column, value in enumerate(old[number], start=1):
            sheet.cell(HEADER + 1 + at, column).value = value
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


_START: Final = datetime(2026, 11, 16, 8, 30)
_ESCALATED: Final = {"customer": "恒信印刷", "received_at": _START, "escalated_to": "李四",
                     "escalated_at": datetime(2026, 11, 17, 10)}  # fmt: skip
#: A bare date after, on and before the day of an escalation; a decision, a reopening and a closing that are to come.
CHOSEN: Final = [
    Row({**_ESCALATED, "closed_at": date(2026, 11, 18), "status": CLOSED}),
    Row({**_ESCALATED, "closed_at": date(2026, 11, 17), "status": CLOSED}),
    Row({**_ESCALATED, "closed_at": date(2026, 11, 16), "status": CLOSED}),
    Row({**_ESCALATED, "approved_at": NOW + timedelta(seconds=1)}),
    Row({**_ESCALATED, "closed_at": date(2026, 11, 22), "reopened_at": NOW + timedelta(days=3), "status": CLOSED}),
    Row({"received_at": NOW + timedelta(seconds=1), "first_response_at": NOW}),
    Row({"received_at": date(2026, 11, 22)}),
]
ROWS: Final = [*generated(360), *CHOSEN]
ORDER: Final = random.Random(1).sample(range(len(ROWS)), len(ROWS))
#: A register that lacks columns: no first response, no escalation.
LEAN: Final = tuple(name for name in FIELDS if name not in ("first_response_at", "escalated_at", "escalated_to"))
#: Limits from three days on, for which a bare date is enough.
LONG: Final = Policy("long", tuple(replace(limit, hours=limit.hours * 24) for limit in DEFAULT.limits))


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Return the flagged registers by name, as LibreOffice worked them out; one start for all."""
    folder = tmp_path_factory.mktemp("flag")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    source = register(ROWS)
    flagged = apply_changes(source, flag_changes(place(len(ROWS)), DEFAULT, "zh-Hans", NOW, add_columns=True))
    books = {
        "all": planted(flagged),
        "sorted": shuffled(flagged, ORDER),
        "lean": apply_changes(register(ROWS, LEAN), flag_changes(place(len(ROWS), LEAN), DEFAULT, "en", NOW)),
        "long": apply_changes(source, flag_changes(place(len(ROWS)), LONG, "zh-Hant", NOW)),
    }
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *(str(folder / f"{n}.xlsx") for n in books)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    yield {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in books}
    shutil.rmtree(folder)


def hidden_rows(workbook: Any, count: int) -> list[dict[str, Any]]:
    """Return what the hidden sheet says for each row, by column key."""
    sheet = workbook["_kesu"]
    heads = {sheet.cell(HEADER, column).value: column for column in range(2, sheet.max_column + 1)}
    return [
        {key: sheet.cell(row, column).value for key, column in heads.items()}
        for row in range(HEADER + 1, HEADER + 1 + count)
    ]


def said_by_python(row: Row, policy: Policy = DEFAULT, present: tuple[str, ...] = FIELDS) -> dict[str, Verdict]:
    """Return the verdicts of a row by clock."""
    row = Row({name: value for name, value in spelled(row).cells.items() if name in present})
    found = verdicts(row.complaint, policy, NOW.replace(tzinfo=SHANGHAI), SHANGHAI, present, row.unreadable)
    return {verdict.clock: verdict for verdict in found}


def compare(workbook: Any, rows: list[Row], policy: Policy = DEFAULT, present: tuple[str, ...] = FIELDS) -> set[State]:
    """Fail at the first row where sheet and Python differ; return the states that were met with."""
    states = set()
    for number, (row, seen) in enumerate(zip(rows, hidden_rows(workbook, len(rows)), strict=True)):
        expected = said_by_python(row, policy, present)
        for limit in policy.limits:
            if f"s_{limit.clock}" not in seen:
                # a column is missing without which it cannot begin
                assert limit.clock not in expected
                continue
            verdict = expected.get(limit.clock)
            state = verdict.state if verdict else None
            assert (seen[f"s_{limit.clock}"] or None) == state, (number, limit.clock, row.cells)
            due = seen[f"d_{limit.clock}"]
            if isinstance(due, datetime):
                due += timedelta(microseconds=500_000)
                due = due.replace(microsecond=0)
            wanted = verdict.due.replace(tzinfo=None) if verdict and verdict.due else None
            assert (due or None) == wanted, (number, limit.clock, row.cells)
            states.add(state)
        assert seen["s_worst"] == worst(verdict.state for verdict in expected.values()), number
    return {state for state in states if state}


@pytest.mark.needs("soffice")
def test_sheet_and_python_agree_in_every_row(recalculated: dict[str, Any]) -> None:
    met = compare(recalculated["all"], ROWS)
    assert met == set(State) - {State.PAUSED}


@pytest.mark.needs("soffice")
def test_what_a_bare_date_leaves_open_and_what_is_to_come(recalculated: dict[str, Any]) -> None:
    seen = hidden_rows(recalculated["all"], len(ROWS))[-len(CHOSEN) :]
    assert [row["s_closed_or_escalated"] for row in seen] == [
        "met", "unknown", "unknown", "met", "met", "not_applicable", "not_applicable",
    ]  # fmt: skip
    assert [row["s_decision"] or "" for row in seen[3:]] == ["breached", "breached", "", ""]
    assert [row["s_closed"] for row in seen] == [1, 1, 1, 0, 0, 0, 0]


def test_the_sheet_knows_the_words_that_python_knows() -> None:
    words = Words(STATUS)
    for word, choice in OTHERS.items():
        assert words.read(word) == choice
    script = {name: OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}
    known = formula.listed(formula.words_of(CLOSED, NOT_JUSTIFIED, CANCELLED))
    for choice in (CLOSED, NOT_JUSTIFIED, CANCELLED):
        for word in (*choice.texts, *choice.also):
            forms = {word, *(converter.convert(word) for converter in script.values())}
            assert all(words.read(form) == choice for form in forms)
            assert all(f"|{form.replace(' ', '').upper()}|" in known for form in forms)


def test_no_row_beyond_the_last_one_is_covered() -> None:
    assert Place("台账", 1, 2, 1_048_000, {}, 9).last_covered == 1_048_576


def test_an_absurdly_long_number_widens_nothing() -> None:
    def width(chars: int) -> int:
        there = replace(place(8), case_chars=chars)
        return max(pixels for change in flag_changes(there, DEFAULT, "en", None) if isinstance(change, SetWidths)
                   for _, pixels in change.at_least)  # fmt: skip

    assert width(11) < width(40) == width(41) == width(32_000) <= 1785


@pytest.mark.needs("soffice")
def test_sorting_the_register_gives_no_row_the_verdict_of_another(recalculated: dict[str, Any]) -> None:
    compare(recalculated["sorted"], [ROWS[number] for number in ORDER])


@pytest.mark.needs("soffice")
def test_a_register_that_lacks_columns_gets_unknown_and_no_guess(recalculated: dict[str, Any]) -> None:
    compare(recalculated["lean"], ROWS, present=LEAN)
    assert {row["s_first_response"] for row in hidden_rows(recalculated["lean"], 9)} == {"unknown"}
    assert "s_decision" not in hidden_rows(recalculated["lean"], 1)[0]


@pytest.mark.needs("soffice")
def test_limits_of_days_take_bare_dates(recalculated: dict[str, Any]) -> None:
    compare(recalculated["long"], ROWS, LONG)


@pytest.mark.needs("soffice")
def test_rows_beyond_the_last_complaint_are_covered_and_say_nothing(recalculated: dict[str, Any]) -> None:
    spare = hidden_rows(recalculated["all"], len(ROWS) + 500)[len(ROWS) :]
    assert len(spare) == 500
    assert {(row["s_worst"] or None, row["s_first_response"] or None) for row in spare} == {(None, None)}


@pytest.mark.needs("soffice")
def test_visible_columns_say_state_due_and_time_left(recalculated: dict[str, Any]) -> None:
    sheet = recalculated["all"][SHEET]
    first = max(COLUMNS.values()) + 1
    heads = [sheet.cell(HEADER, first + at).value for at in range(13)]
    assert heads[:4] == ["时效\n截至 11-21 09:00", "首次回复到期", "首次回复", "首次回复剩余"]
    assert heads[10:] == ["主管决定到期", "主管决定", "主管决定剩余"]
    for number, row in enumerate(ROWS):
        verdict = said_by_python(row)["first_response"]
        shown = [sheet.cell(HEADER + 1 + number, first + at).value for at in range(4)]
        assert shown[2] == say(f"clock.shown.{verdict.state}", "zh-Hans")
        runs = verdict.state in (State.RUNNING, State.AT_RISK, State.BREACHED)
        if runs and verdict.due_s is not None:
            assert shown[3] == pytest.approx((verdict.due_s - verdict.now_s) / 3600, abs=1e-4)
        else:
            assert not shown[3]


def small(lang: str = "zh-Hans", *, add_columns: bool = False, now: datetime | None = None) -> bytes:
    return apply_changes(register(ROWS[:8]), flag_changes(place(8), DEFAULT, lang, now, add_columns=add_columns))


@pytest.mark.parametrize("add_columns", [False, True])
def test_flagging_again_gives_the_same_bytes(add_columns: bool) -> None:
    source = register(ROWS[:8])
    changes = flag_changes(place(8), DEFAULT, "zh-Hans", None, add_columns=add_columns)
    once = apply_changes(source, changes)
    assert apply_changes(source, changes) == once
    assert apply_changes(once, changes) == once


def test_flagging_without_columns_takes_them_away() -> None:
    plain = small()
    again = apply_changes(small(add_columns=True), flag_changes(place(8), DEFAULT, "zh-Hans", None))
    before, after = (openpyxl.load_workbook(io.BytesIO(book)) for book in (plain, again))
    assert BLOCK not in after.defined_names
    assert after[SHEET].max_column == before[SHEET].max_column
    rules = [sorted(str(area.sqref) for area in book[SHEET].conditional_formatting) for book in (before, after)]
    assert rules[0] == rules[1]


def test_nothing_visible_is_added_unless_asked_for() -> None:
    book = openpyxl.load_workbook(io.BytesIO(small()))
    assert book[SHEET].max_column == max(COLUMNS.values())
    assert book["_kesu"].sheet_state == "hidden"
    assert book.defined_names["_kesu.sheet.1"].attr_text == "'_kesu'!$A$1"
    assert [name for name, defined in book.defined_names.items() if not defined.hidden] == ["kesu_now"]


def test_now_is_live_unless_a_time_is_given() -> None:
    live, frozen = (openpyxl.load_workbook(io.BytesIO(small(now=now)))["_kesu"] for now in (None, NOW))
    assert live["A1"].value == "=NOW()"
    assert frozen["A1"].value == datetime(2026, 11, 21, 9)
    assert "2026-11-21 09:00:00" in frozen["A3"].value


def test_only_our_rules_carry_our_mark_and_others_stay() -> None:
    book = openpyxl.load_workbook(io.BytesIO(small()))
    formulas = [rule.formula[0] for area in book[SHEET].conditional_formatting for rule in area.rules]
    assert formulas.count('$B5="x"') == 1
    assert all('N("kesu.flag.' in text for text in formulas if text != '$B5="x"')
    # No rule names another sheet, which old programs refuse.
    assert not any("!" in text for text in formulas)


def test_formulas_travel() -> None:
    changes = flag_changes(place(8), DEFAULT, "zh-Hant", None, add_columns=True)
    blocks = [block for change in changes if isinstance(change, PutSheet | SetCells) for block in change.blocks]
    texts = [value.text for block in blocks for value in block.values if isinstance(value, Formula)]
    texts += [rule.formula for change in changes if isinstance(change, SetRules) for rule in change.rules]
    used = {name for text in texts for name in re.findall(r"([A-Z][A-Z0-9.]+)\(", text)}
    assert used <= {
        "ABS", "AND", "CHAR", "CHOOSE", "COUNT", "COUNTIF", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISBLANK",
        "ISERROR", "ISNUMBER", "MATCH", "MAX", "MID", "MIN", "MOD", "N",
        "NOT", "NOW", "OR", "ROUND", "ROW", "SUBSTITUTE", "TRIM", "UPPER",
    }  # fmt: skip
    assert max(map(len, texts)) < 8192


def test_rules_of_one_cell_never_hold_together() -> None:
    # Every combination of what the rules read, for a closed_at cell that two clocks and the status look at.
    book = openpyxl.load_workbook(io.BytesIO(small()))
    letters = get_column_letter(COLUMNS["closed_at"])
    rules = [
        rule.formula[0]
        for area in book[SHEET].conditional_formatting
        if re.search(rf"\b{letters}5:", str(area.sqref))
        for rule in area.rules
    ]
    assert len(rules) == 4
    for closing in State:
        for decision in (State.MET_LATE, State.MET):
            for closed in (0, 1):
                for stopped_here in (1, 2):
                    values = {
                        "s_closed_or_escalated": closing.value, "s_decision": decision.value, "s_closed": closed,
                        "t_closed_at": 1, "e_closed_or_escalated": stopped_here, "e_decision": stopped_here,
                    }  # fmt: skip
                    assert sum(_holds(rule, values) for rule in rules) <= 1


def _holds(condition: str, values: dict[str, Any]) -> bool:
    """Work out a rule's condition with Python's own operators."""
    text = re.sub(r"INDEX\(kesu_(\w+),ROW\(\)\)", lambda found: repr(values[found[1]]), condition)
    text = re.sub(r'N\("[^"]*"\)', "0", text).replace("<>", "!=")
    text = re.sub(r"(?<![!<>=])=", "==", text)
    names = {"AND": lambda *c: all(c), "OR": lambda *c: any(c), "NOT": lambda c: not c}
    return bool(eval(text, {"__builtins__": {}}, names))  # our own formula, from the line above


def test_the_tones_are_those_of_the_palette() -> None:
    def pair(state: State) -> tuple[str | None, str | None]:
        return tones.TONES[state].ground, tones.TONES[state].ink

    assert pair(State.BREACHED) == look.BREACHED
    assert pair(State.AT_RISK) == look.AT_RISK
    assert pair(State.MET_LATE) == look.LATE
    assert pair(State.PAUSED) == look.PAUSED
    assert pair(State.UNKNOWN) == (look.SOFT, look.INK_2)
    assert tones.CLOSED.ink == look.CLOSED_TEXT
    assert (tones.COMPUTED, tones.BRAND, tones.BRAND_TINT) == (look.COMPUTED, look.BRAND, look.BRAND_TINT)
    assert (tones.QUIET[State.MET].ink, tones.QUIET[State.RUNNING].ink) == (look.GOOD, look.RUNNING)
    assert {lang: name for lang, (name, _) in tones.FONTS.items()} == look.FONTS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_breached_number_shows_icon_and_word(lang: str) -> None:
    changes = flag_changes(place(8), DEFAULT, lang, None)
    rules = {rule.name: rule for change in changes if isinstance(change, SetRules) for rule in change.rules}
    shown = rules["flag.case.breached"].look.number_format
    assert shown is not None
    assert shown.endswith({"zh-Hans": '"■ 超时 "@', "zh-Hant": '"■ 超時 "@', "en": '"■ Breached "@'}[lang])


def test_a_sheet_name_with_an_apostrophe_is_quoted() -> None:
    names = [change for change in flag_changes(place(8), DEFAULT, "en", None) if isinstance(change, AddName)]
    assert {name.refers_to for name in names if name.name == "kesu_c_received_at"} == {"'客诉 ''26'!$E1"}


@pytest.mark.needs("ooxml")
@pytest.mark.parametrize("add_columns", [False, True])
def test_the_validator_finds_nothing(tmp_path: Path, add_columns: bool) -> None:
    book = tmp_path / "flagged.xlsx"
    book.write_bytes(small(add_columns=add_columns))
    said = subprocess.run([str(VALIDATOR), str(book)], capture_output=True, text=True, check=False)
    assert json.loads(said.stdout)["errors"] == []
