"""Room `form`: a filled form is read back into the record that it was filled with.

FR001 fill, then read: the same record, for every field that a shipped template asks for
FR002 also after LibreOffice put rows and columns in, renamed the sheet, and saved the file
FR003 list rows: slots, grown rows, continuation sheets, rows that people put in, rows that were deleted
FR004 several values in one text; boxes; defaults; the same field in several cells
FR005 without a map: by labels, then by address; what could not be placed is said
FR006 which template and which revision of it
FR007 bad input: another workbook, no workbook, hostile ones
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import shipped
from kesu_xl.form import Template, compile_template, read_form
from kesu_xl.newbook.save import saved
from kesu_xl.package.xstring import writable
from kesu_xl.wording import LANGUAGES

Record = dict[str, Any]
FORMS = sorted(path.stem for path in shipped("templates").glob("8d*.xlsx"))
MARKER = re.compile(r"\{\{\s*([\w.\[\]]+)\s*((?:\|[^}]*)?)\}\}")
BLANKS = re.compile(r"\s{2,}")


@cache
def template(name: str) -> Template:
    return compile_template((shipped("templates") / f"{name}.xlsx").read_bytes(), name)


def small(cells: Mapping[str, Any], name: str = "t", sheets: Mapping[str, Mapping[str, Any]] | None = None) -> Template:
    """Return a template with these cells; `sheets` has those of further sheets."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "表"
    for ref, value in cells.items():
        first[ref] = value
    for title, others in (sheets or {}).items():
        sheet = book.create_sheet(title)
        for ref, value in others.items():
            sheet[ref] = value
    return compile_template(saved(book), name)


def at(text: str) -> datetime:
    """Return a moment as cells hold it, without a zone."""
    return datetime.fromisoformat(text)


def codes(data: bytes, form: Template) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in read_form(data, form).problems]


# --- what a template asks for, told from its cells and not by the product ---


@cache
def asked(name: str) -> tuple[dict[str, Any], dict[str, tuple[int, dict[str, Any]]]]:
    """Return the fields of a template: plain ones with their kind, and lists with slots and the kinds of their columns.

    Kinds: ``text`` (a cell of its own), ``part`` (beside others in one text), ``day``, ``moment`` (a day in one cell,
    all of it in another), ``join``, and for tick boxes the tuple of their words.
    """
    plain: dict[str, Any] = {}
    lists: dict[str, tuple[int, dict[str, Any]]] = {}
    rows: dict[str, set[tuple[str, int]]] = {}
    for text, sheet, row in texts_of(name):
        found = MARKER.findall(text)
        for field, filters in found:
            list_name, is_list, column = field.partition("[].")
            kinds = lists.setdefault(list_name, (0, {}))[1] if is_list else plain
            place = column if is_list else field
            kind: Any = "text" if MARKER.fullmatch(text.strip()) else "part"
            if words := re.findall(r'check\("([^"]*)"\)', filters):
                kind = (*kinds.get(place, ()), *words)
            elif "date" in filters:
                kind = "day"
            elif "join" in filters:
                kind = "join"
            known = kinds.get(place, kind)
            kinds[place] = "moment" if {kind, known} == {"day", "text"} else "part" if known == "part" else kind
            if is_list:
                rows.setdefault(list_name, set()).add((sheet, row))
                lists[list_name] = len(rows[list_name]), kinds
    return plain, lists


@cache
def texts_of(name: str) -> list[tuple[str, str, int]]:
    """Return text, sheet and row of every cell of a template that holds a text."""
    book = openpyxl.load_workbook(shipped("templates") / f"{name}.xlsx")
    return [
        (cell.value, sheet.title, cell.row)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.data_type != "f"
    ]


@cache
def parting(name: str) -> set[str]:
    """Return the signs that part values in one text of a template: a value with such a sign could not be told apart."""
    fixed = "".join(MARKER.sub("", text) for text, _, _ in texts_of(name) if "{{" in text)
    return {sign for sign in fixed if not sign.isalnum() and not sign.isspace()}


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    st.text("划伤异响漆面、。（）：　=+-@'\"&<>{}|_x0041 \n\tABab09😀", min_size=1, max_size=30),
    st.sampled_from(
        ["=1+1", "+86 123", "-", "@SUM(A1)", "第一行\n第二行", "_x0041_", " 前后 ", "{{ a", "2026-11-20", "12"]
    ),
)
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).map(lambda x: round(x, 6)))
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


def is_part(text: str, name: str) -> bool:
    """Whether a text may stand beside another: without the signs and blanks that part them."""
    return text.strip() == text and not BLANKS.search(text) and not parting(name) & set(text) and "{{" not in text


MOMENTS = st.datetimes(at("1990-01-01"), at("2199-01-01")).map(lambda m: m.replace(second=0, microsecond=0))


def values(kind: Any, name: str) -> st.SearchStrategy[Any]:
    if isinstance(kind, tuple):
        return st.none() | st.sampled_from(kind)
    if kind == "day":
        return st.none() | DAYS
    if kind == "moment":
        return st.none() | MOMENTS
    if kind == "part":
        return st.none() | TEXTS.filter(lambda text: is_part(text, name))
    if kind == "join":
        piece = TEXTS.filter(lambda text: not parting(name) & set(text) and "；" not in text and bool(text.strip()))
        return st.none() | piece | st.lists(piece, min_size=2, max_size=3)
    return st.none() | TEXTS.filter(lambda text: "{{" not in text) | NUMBERS | MOMENTS | st.booleans()


def put(record: Record, field: str, value: Any) -> None:
    """Put a value into a record by its path."""
    photo = re.fullmatch(r"(d\d)\.photos\[(\d)\](\.caption)?", field)
    if photo:
        if photo.group(3):
            captions = record.setdefault(photo.group(1), {}).setdefault("photos", [{} for _ in range(10)])
            captions[int(photo.group(2))] = {"caption": value}
    else:
        place = record
        *parts, last = field.split(".")
        for part in parts:
            place = place.setdefault(part, {})
        place[last] = value


@st.composite
def records(draw: st.DrawFn, name: str) -> Record:
    """Return a record with something, or nothing, for each field; up to three items more than a list has slots."""
    plain, lists = asked(name)
    record: Record = {}
    for field, kind in plain.items():
        put(record, field, draw(values(kind, name)))
    for list_name, (slots, columns) in lists.items():
        row = st.fixed_dictionaries({column: values(kind, name) for column, kind in columns.items()})
        record[list_name] = draw(st.lists(row, max_size=slots + 3))
    return record


def shown(value: Any) -> Any:
    """Return a value that was read with its moments as text: some cells have a format for them, some have none."""
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value


def held(value: Any, *, exact: bool = True) -> Any:
    """Return what a cell can hold of a value, and so what can be read: None for a blank one."""
    if isinstance(value, dict):
        found = {key: held(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one is not None} or None
    if isinstance(value, list):
        return [one for one in map(held, value) if one is not None] or None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str):
        text = writable(value)[0]
        return text if text.strip() else None
    return value


def expected(record: Record) -> Record:
    """Return the record as it is read: blanks left out, pictures' captions where they stood."""
    bare = {
        name: {key: one for key, one in value.items() if key != "photos"} if isinstance(value, dict) else value
        for name, value in record.items()
    }
    found: Record = held(bare) or {}
    for name, value in record.items():
        captions = [held(one) for one in value.get("photos", ())] if isinstance(value, dict) else []
        while captions and captions[-1] is None:
            captions.pop()
        if captions:
            found.setdefault(name, {})["photos"] = captions
    return found


# FR001 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
@settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(data=st.data())
def test_what_was_filled_is_read(name: str, data: st.DataObject) -> None:
    record = data.draw(records(name))
    filled = template(name).fill(record, "zh-Hans")
    read = read_form(filled.data, template(name))
    assert read.problems == []
    assert shown(read.record) == expected(record)


# FR002 ------------------------------------------------------------------------------------------------------------

NASTY = [
    "划伤 3 处，漆面起泡", "=HYPERLINK(\"http://x\")", "+86 400", "-", "@全体", "第一行\n第二行\n第三行",
    "<b>&amp;</b>", "'单引号",
    "_x000D_", "😀 表情", "12,5", "  前后空格  ", "很长" * 300, "00123", "1E5", "TRUE", "#REF!", "5/6",
]  # fmt: skip


def nasty(name: str, start: int) -> Record:
    """Return a record of the same hard values for every field, one further for each record; lists overflow."""
    plain, lists = asked(name)
    count = start

    def value(kind: Any) -> Any:
        nonlocal count
        count += 1
        if kind == "day":
            return date(2026, 1 + count % 12, 1 + count % 28)
        if isinstance(kind, tuple):
            return kind[count % len(kind)]
        if kind == "moment":
            return at(f"2026-11-{1 + count % 28:02} 09:{count % 60:02}")
        if kind == "join":
            return ["甲" * (count % 5 + 1), "乙\n丙"]
        if kind == "text" and count % 5 == 0:
            return count * 7 if count % 2 else count / 8
        text = NASTY[count % len(NASTY)]
        return text if kind == "text" else "".join(sign for sign in " ".join(text.split()) if sign not in parting(name))

    record: Record = {}
    for field, kind in plain.items():
        put(record, field, value(kind))
    for list_name, (slots, columns) in lists.items():
        rows = slots + 2 if (start + len(list_name)) % 2 else slots - 1
        record[list_name] = [{column: value(kind) for column, kind in columns.items()} for _ in range(rows)]
    return record


@pytest.mark.needs("soffice")
def test_libreoffice_may_put_rows_and_columns_in_and_rename_the_sheet(
    tmp_path: Path, edit_in_libreoffice: Callable[[Path, list[tuple[bytes, str]]], list[bytes]]
) -> None:
    """Three rows above, a column before the fifth, another name, a save: the same record; some lists overflow."""
    cases = [(name, nasty(name, start)) for start, name in enumerate(FORMS)]
    commands = 'sheet.Rows.insertByIndex(0, 3); sheet.Columns.insertByIndex(4, 1); sheet.Name = "改名 it\'s, 2"'
    edits = [(template(name).fill(record, "zh-Hans").data, commands) for name, record in cases]
    for (name, record), data in zip(cases, edit_in_libreoffice(tmp_path, edits), strict=True):
        book = openpyxl.load_workbook(BytesIO(data))
        assert book.sheetnames[0] == "改名 it's, 2"
        assert book.worksheets[0]["A1"].value is None
        read = read_form(data, template(name))
        assert (name, read.problems) == (name, [])
        assert shown(read.record) == expected(record)


# FR003 ------------------------------------------------------------------------------------------------------------

#: A list of two slots between two fields.
LISTED = {
    "A1": "编号", "B1": "{{ no }}", "A3": "措施", "B3": "责任人",
    "A4": "{{ actions[].what }}", "B4": "{{ actions[].owner }}",
    "A5": "{{ actions[].what }}", "B5": "{{ actions[].owner }}",
    "A6": "签名", "B6": "{{ sign }}",
}  # fmt: skip


def actions(count: int) -> list[Record]:
    return [{"what": f"措施 {n}", "owner": "张三"} for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_items_without_a_slot_are_read_from_the_continuation_sheet(count: int) -> None:
    form = small(LISTED)
    read = read_form(form.fill({"no": "K-1", "actions": actions(count), "sign": "李四"}, "en").data, form)
    assert read.problems == []
    assert read.record == {"no": "K-1", "sign": "李四", **({"actions": actions(count)} if count else {})}


def test_rows_that_a_list_grew_are_read() -> None:
    form = small({ref: text for ref, text in LISTED.items() if not ref.endswith("6")})
    read = read_form(form.fill({"actions": actions(40)}, "en").data, form)
    assert (read.problems, read.record) == ([], {"actions": actions(40)})
    assert read.cells["actions[39].what"] == "表!A43"


def test_a_sheet_that_was_left_out_does_not_shift_the_others() -> None:
    form = small(
        {"A1": "甲", "B1": "{{ a }}"}, sheets={"二": {"A1": "乙", "B1": "{{ b }}"}, "三": {"A1": "丙 {{ c }}"}}
    )
    filled = form.fill({"a": 1, "b": 2, "c": 3}, "en", drop_sheets=["二"])
    read = read_form(filled.data, form)
    assert read.record == {"a": 1, "c": "3"}
    assert [(p.code, p.sheet, p.field) for p in read.problems] == [("F124", "二", "b")]


#: What is done in LibreOffice -> the record then, the problems then.
CHANGES: list[tuple[str, Record, list[tuple[str, str]]]] = [
    (  # between the slots
        'sheet.Rows.insertByIndex(4, 1); sheet.getCellByPosition(0, 4).String = "补充"; '
        'sheet.getCellByPosition(1, 4).String = "王五"',
        {"no": "K-1", "sign": "李四", "actions": [actions(1)[0], {"what": "补充", "owner": "王五"}, actions(2)[1]]},
        [],
    ),
    (  # below the last slot, two rows of which one stays blank
        'sheet.Rows.insertByIndex(5, 2); sheet.getCellByPosition(1, 6).String = "王五"',
        {"no": "K-1", "sign": "李四", "actions": [*actions(2), {"owner": "王五"}]},
        [],
    ),
    ("sheet.Rows.removeByIndex(4, 1)", {"no": "K-1", "sign": "李四", "actions": actions(1)}, [("F122", "A5")]),
    ("sheet.Rows.removeByIndex(0, 1)", {"sign": "李四", "actions": actions(2)}, [("F121", "B1")]),
    (  # a column out, and another one in
        "sheet.Columns.removeByIndex(1, 1); sheet.Columns.insertByIndex(0, 2)",
        {"actions": [{"what": "措施 1"}, {"what": "措施 2"}]},
        [("F121", "B1")],
    ),
    (  # a cell moved elsewhere
        "Dim source As New com.sun.star.table.CellRangeAddress; Dim target As New com.sun.star.table.CellAddress; "
        "source.StartColumn = 1; source.EndColumn = 1; target.Column = 7; target.Row = 20; "
        "sheet.moveRange(target, source)",
        {"no": "K-1", "sign": "李四", "actions": actions(2)},
        [],
    ),
]  # fmt: skip


@pytest.mark.needs("soffice")
def test_rows_that_people_put_in_or_took_out(
    tmp_path: Path, edit_in_libreoffice: Callable[[Path, list[tuple[bytes, str]]], list[bytes]]
) -> None:
    form = small(LISTED)
    filled = form.fill({"no": "K-1", "actions": actions(2), "sign": "李四"}, "en").data
    results = edit_in_libreoffice(tmp_path, [(filled, commands) for commands, _, _ in CHANGES])
    for (commands, record, problems), data in zip(CHANGES, results, strict=True):
        assert read_form(data, form).record == record, commands
        assert codes(data, form) == problems, commands


# FR004 ------------------------------------------------------------------------------------------------------------


def typed(form: Template, record: Record, cells: Mapping[str, Any]) -> bytes:
    """Return a filled form after somebody typed into it and saved it with another program."""
    book = openpyxl.load_workbook(BytesIO(form.fill(record, "zh-Hans").data))
    for ref, value in cells.items():
        book.worksheets[0][ref] = value
    return saved(book)


def test_without_a_map_a_value_may_say_what_a_label_says() -> None:
    """客户 is the label of a field, and a place where parts were contained."""
    form = small({
        "A1": "客户", "B1": "{{ customer }}", "A3": "地点", "B3": "措施",
        "A4": "{{ actions[].place }}", "B4": "{{ actions[].what }}",
        "A5": "{{ actions[].place }}", "B5": "{{ actions[].what }}", "A6": "签名", "B6": "{{ sign }}",
    })  # fmt: skip
    actions = [{"place": "客户", "what": "挑选"}, {"place": "在途", "what": "召回"}]
    record = {"customer": "甲", "actions": actions, "sign": "张三"}
    book = openpyxl.load_workbook(BytesIO(form.fill(record, "zh-Hans").data))
    for name in list(book.defined_names):
        del book.defined_names[name]
    assert read_form(saved(book), form, "f").record == record


def test_a_value_that_looks_like_a_marker_is_a_value() -> None:
    form = small({"A1": "编号", "B1": "{{ a }}", "A2": "说明", "B2": "见 {{ b }}", "A3": "留空", "B3": "{{ c }}"})
    record = {"a": "{{ b }}", "b": "{{ d2.what }}"}
    assert read_form(form.fill(record, "zh-Hans").data, form, "f").record == record
    # a copy of the template that nobody filled has no values
    blank = small({"A1": "编号", "B1": "{{ a }}", "A2": "说明", "B2": "见 {{ b }}", "A3": "留空", "B3": "{{ c }}"}, "u")
    assert read_form(blank.fill({"a": "{{ a }}"}, "zh-Hans").data, blank, "f").record == {}


@pytest.mark.parametrize(
    ("text", "typed_in", "record"),
    [
        ("客户：{{ a }}，{{ b }} 件", "客户：乙公司，30 件", {"a": "乙公司", "b": "30"}),
        ("客户：{{ a }}，{{ b }} 件", "客户： 乙公司 ，30件 ", {"a": "乙公司", "b": "30"}),
        ("客户：{{ a }}，{{ b }} 件", "客户：，30 件", {"b": "30"}),
        ("编制  {{ a | date }}", "编制  2026/11/5", {"a": date(2026, 11, 5)}),
        ("编制  {{ a | date }}", "2026年11月5日", {"a": date(2026, 11, 5)}),
        ("编制  {{ a | date }}", "编制", {}),
        ("{{ a | percent }}", "12.5 %", {"a": 0.125}),
        ('{{ a | default("-") }}', "-", {}),
        ('{{ a | default("-") }}（{{ b }}）', "-（无）", {"b": "无"}),
        ('{{ a | join("；") }}', "甲；乙", {"a": ["甲", "乙"]}),
        ('{{ a | check("是") }} 是  {{ a | check("否") }} 否', "☑ 是  ☐ 否", {"a": "是"}),
        ('{{ a | check("是") }} 是  {{ a | check("否") }} 否', "□ 是  √ 否", {"a": "否"}),
        ('{{ a | check("是") }} 是  {{ a | check("否") }} 否', "☐是 ☒否", {"a": "否"}),
        ('{{ a | check("是") }} 是  {{ a | check("否") }} 否', "☑ 是  ☑ 否", {"a": ["是", "否"]}),
        ('{{ a | check("是") }} 是  {{ a | check("否") }} 否', "☐ 是  ☐ 否", {}),
        ("{{ a | check }}", "☑", {"a": True}),
        ("{{ a | check }}", "☐", {"a": False}),
        ("{{ a }}", "{{ a }}", {}),
        ("{{ a }}", 12.5, {"a": 12.5}),
        ("{{ a }}", True, {"a": True}),
        ("{{ a }}", "   ", {}),
        ("{{ a }} 个", 12, {"a": "12"}),
    ],
)
def test_what_people_typed_is_read(text: str, typed_in: Any, record: Record) -> None:
    form = small({"A1": text, "A2": "{{ z }}"})
    data = typed(form, {"a": "是"}, {"A1": typed_in})
    assert (read_form(data, form).record, codes(data, form)) == (record, [])


@pytest.mark.parametrize(
    ("text", "typed_in"),
    [
        ("{{ a }}  {{ b }}", "一  二  三"),
        ("{{ a }}  {{ b }}", "一"),
        ("{{ a }}{{ b }}", "一二"),
        ("客户：{{ a }}，{{ b }} 件", "乙公司"),
        ("客户：{{ a }}，{{ b }} 件", "客户：甲，乙，30 件"),
        ('{{ a | check("是") }} 是  {{ b | check("否") }} 否', "也许 是  ☐ 否"),
        ("{{ a }}", "=1/0"),
    ],
)
def test_what_cannot_be_told_apart_is_said_with_its_cell(text: str, typed_in: str) -> None:
    form = small({"C4": text, "A2": "{{ z }}"})
    data = typed(form, {"z": 1}, {"C4": typed_in})
    read = read_form(data, form)
    assert read.record == {"z": 1}
    assert [(p.code, p.sheet, p.cell) for p in read.problems] == [
        ("F130" if typed_in[0] == "=" else "F129", "表", "C4")
    ]


def test_a_field_in_several_cells() -> None:
    """Equal values count once, in whatever form; of different ones both cells are named."""
    form = small(
        {
            "A1": "{{ a }}",
            "B3": "编号 {{ a }}",
            "C1": "{{ t | date }}",
            "C2": "收到 {{ t }}",
            "D1": "{{ n }} 个",
            "D2": "{{ n }}",
        }
    )
    record = {"a": "K-1", "t": at("2026-11-20 09:30"), "n": 3}
    assert codes(form.fill(record, "en").data, form) == []
    assert read_form(form.fill(record, "en").data, form).record == {"a": "K-1", "t": "2026-11-20 09:30", "n": 3}
    data = typed(form, record, {"B3": "编号 K-2", "C2": "收到 2026-11-21 09:30"})
    read = read_form(data, form)
    assert read.record["a"] == "K-1"
    assert [(p.code, p.cell, p.params["other"], p.params["says"]) for p in read.problems] == [
        ("F123", "A1", "表!B3", "K-2"), ("F123", "C2", "表!C1", "2026-11-20"),
    ]  # fmt: skip
    assert codes(typed(form, record, {"B3": "编号"}), form) == [("F123", "A1")]


def test_problems_can_be_said_in_every_language() -> None:
    form = small({"A1": "{{ a }}", "B3": "编号 {{ a }}", "C1": "{{ b }}、{{ c }}"})
    for problem in read_form(typed(form, {"a": "1"}, {"B3": "编号 2", "C1": "x"}), form).problems:
        for lang in LANGUAGES:
            assert problem.message(lang)
            assert problem.remedy(lang)


# FR005 ------------------------------------------------------------------------------------------------------------


def pasted(data: bytes, rows: int, columns: int) -> tuple[Workbook, Worksheet]:
    """Return the values of a form's first sheet in another workbook, so much lower and further right."""
    source = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    book = Workbook()
    target = book.active
    assert isinstance(target, Worksheet)
    target.title = "粘贴"
    for line in source.iter_rows():
        for cell in line:
            if cell.value is not None:
                copy = target.cell(cell.row + rows, cell.column + columns, cell.value)
                copy.number_format = cell.number_format
                copy.data_type = cell.data_type  # a text that starts with = stays one
    return book, target


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith("8d_sheets")])
@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (7, 2)])
def test_cells_pasted_into_another_workbook_are_found_by_their_labels(name: str, rows: int, columns: int) -> None:
    record = nasty(name, 1)
    for list_name, (slots, _) in asked(name)[1].items():
        record[list_name] = record[list_name][:slots]
    book, _ = pasted(template(name).fill(record, "zh-Hans").data, rows, columns)
    read = read_form(saved(book), template(name))
    assert {problem.code for problem in read.problems} <= {"F127", "F128"}
    assert shown(read.record) == expected(record)


def test_rows_put_in_above_a_pasted_list() -> None:
    form = small(LISTED)
    filled = form.fill({"no": "K-1", "actions": actions(2), "sign": "李四"}, "en").data
    book, sheet = pasted(filled, 3, 1)
    sheet.insert_rows(5, 2)  # between the number and the heads of the list
    sheet.insert_rows(11)  # below the last slot
    sheet["C11"] = "王五"
    read = read_form(saved(book), form)
    assert read.record == {"no": "K-1", "sign": "李四", "actions": [*actions(2), {"owner": "王五"}]}
    assert {problem.code for problem in read.problems} == {"F127"}


def without_map(data: bytes) -> bytes:
    """Return a form as a program leaves it that drops all names and properties."""
    book = openpyxl.load_workbook(BytesIO(data))
    for name in list(book.defined_names):
        del book.defined_names[name]
    for prop in list(book.custom_doc_props.names):  # type: ignore[attr-defined]
        del book.custom_doc_props[prop]  # type: ignore[attr-defined]
    return saved(book)


@pytest.mark.parametrize("count", [0, 2, 3, 9])
@pytest.mark.parametrize("grows", [False, True])
def test_grown_rows_and_continuation_sheets_without_a_map(count: int, grows: bool) -> None:
    form = small({ref: text for ref, text in LISTED.items() if not grows or not ref.endswith("6")})
    data = without_map(form.fill({"no": "K-1", "actions": actions(count)}, "zh-Hans").data)
    read = read_form(data, form)
    assert read.record == {"no": "K-1", **({"actions": actions(count)} if count else {})}
    assert {problem.code for problem in read.problems} == {"F127"}


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_form_saved_in_an_old_format_is_read_by_its_labels(ending: str, tmp_path: Path) -> None:
    record = nasty("8d", 1)
    (tmp_path / "f.xlsx").write_bytes(template("8d").fill(record, "zh-Hans").data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "f.xlsx")], check=True, capture_output=True, timeout=120)
    read = read_form((tmp_path / f"f.{ending}").read_bytes(), template("8d"))
    assert {problem.code for problem in read.problems} <= {"F127", "F128"}
    assert shown(read.record) == expected(record)


def test_an_answer_that_says_the_same_as_a_label_is_not_taken_for_it() -> None:
    """It stands there once more than in the template: so it places nothing, and is a value."""
    form = small(LISTED)
    data = form.fill({"no": "K-1", "actions": actions(2), "sign": "责任人"}, "en").data
    read = read_form(saved(pasted(data, 4, 2)[0]), form)
    assert read.record == {"no": "K-1", "actions": actions(2), "sign": "责任人"}
    assert [problem.code for problem in read.problems] == ["F127"]
    assert read_form(data, form).record["sign"] == "责任人"


def test_hints_of_a_blank_form_are_no_values() -> None:
    form = small({"A1": "问题描述", "B1": "{{ a }}", "A2": "日期", "B2": "{{ b }}", "A3": "客户", "B3": "{{ c }}"})
    book, sheet = pasted(form.fill({"a": 1, "b": 2, "c": 3}, "en").data, 0, 0)
    sheet["B1"], sheet["B2"], sheet["B3"] = "（请填写问题描述）", "____年__月__日", "甲公司"
    read = read_form(saved(book), form)
    assert read.record == {"c": "甲公司"}
    assert [(p.code, p.cell) for p in read.problems] == [("F131", "B1"), ("F131", "B2"), ("F127", "B1")]


def test_where_labels_do_not_agree_the_address_is_taken_and_said() -> None:
    """Two rows were put in somewhere between two labels: nobody knows whether above or below the field."""
    form = small({"A1": "甲", "B1": "{{ a }}", "B3": "{{ b }}", "A5": "乙", "B5": "{{ c }}"})
    book, sheet = pasted(form.fill({"a": "一", "b": "二", "c": "三"}, "en").data, 0, 0)
    sheet.insert_rows(5, 2)
    read = read_form(saved(book), form)
    assert read.record == {"a": "一", "b": "二", "c": "三"}
    assert [(p.code, p.cell) for p in read.problems] == [("F127", "B1"), ("F128", "B3")]


# FR006 ------------------------------------------------------------------------------------------------------------


def test_another_revision_of_the_template_is_recognised() -> None:
    """Restyled: the map is right. With other fields: the labels say where what is left stands."""
    filled = small(LISTED).fill({"no": "K-1", "actions": actions(2), "sign": "李四"}, "en").data
    restyled = read_form(filled, small({**LISTED, "D1": "版本 2"}))
    assert restyled.record == {"no": "K-1", "sign": "李四", "actions": actions(2)}
    assert [problem.code for problem in restyled.problems] == ["F125"]
    changed = read_form(filled, small({**LISTED, "A7": "备注", "B7": "{{ note }}"}))
    assert changed.record == {"no": "K-1", "sign": "李四", "actions": actions(2)}
    assert [problem.code for problem in changed.problems] == ["F125", "F127"]


def test_a_form_of_another_template_is_said() -> None:
    filled = small(LISTED, "甲公司").fill({"no": "K-1"}, "en").data
    read = read_form(filled, small(LISTED, "乙公司"))
    assert read.record == {"no": "K-1"}
    assert [(p.code, p.value, p.params["template"]) for p in read.problems] == [("F126", "甲公司", "乙公司")]


# FR007 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["register", "text", "empty", "cut", "blank book"])
def test_what_is_no_form_of_the_template_is_refused_with_one_line(kind: str) -> None:
    filled = template("8d").fill({"case_no": "K-1"}, "zh-Hans").data
    data = {
        "register": (shipped("workbooks") / "complaints.xlsx").read_bytes(),
        "text": b"case_no,customer\n1,2\n",
        "empty": b"",
        "cut": filled[: len(filled) // 2],
        "blank book": saved(Workbook()),
    }[kind]
    with pytest.raises(KesuError) as refused:
        read_form(data, template("8d"), "8D_1.xlsx")
    assert all("\n" not in refused.value.say(lang) for lang in LANGUAGES)


def test_a_deleted_sheet_is_said_once() -> None:
    form = small({"A1": "甲", "B1": "{{ a }}"}, sheets={"二": {"A1": "乙", "B1": "{{ b }}", "B2": "{{ c }}"}})
    book = openpyxl.load_workbook(BytesIO(form.fill({"a": 1, "b": 2, "c": 3}, "en").data))
    del book["二"]
    read = read_form(saved(book), form)
    assert read.record == {"a": 1}
    assert [(p.code, p.sheet, p.count, p.params["fields"]) for p in read.problems] == [("F124", "二", 2, ["b", "c"])]


def with_names(data: bytes, names: str) -> bytes:
    """Return a form whose map was replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = re.sub(rb"<definedNames>.*</definedNames>", names.encode(), content)
            target.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "union",
    [
        ",".join(["'表'!$B$1"] * 200_000),
        "'" * 60_000,
        "(" * 60_000,
        "'表'!$XFE$1048577," * 2 + "'表'!$B$6",
        "#REF!,,,;;'表'!B2:C9,Sheet!!A1",
        "",
    ],
)
def test_a_hostile_map_costs_nothing_and_labels_are_used(union: str) -> None:
    form = small({"A1": "甲", "B1": "{{ a }}", "A2": "乙", "B2": "{{ b }}"})
    names = f'<definedNames><definedName name="_kesu.map.1.1">{union}</definedName></definedNames>'
    started = perf_counter()
    read = read_form(with_names(form.fill({"a": "一", "b": "二"}, "en").data, names), form)
    assert perf_counter() - started < 2
    assert read.record == {"a": "一", "b": "二"}
    assert [problem.code for problem in read.problems] == ["F127"]


def test_ten_thousand_slots() -> None:
    cells = {f"A{row}": "{{ rows[].x }}" for row in range(2, 10_002)}
    form = small({"A1": "甲", **cells, "B1": "{{ a }}"})
    started = perf_counter()
    read = read_form(form.fill({"a": 1, "rows": [{"x": n} for n in range(10_000)]}, "en").data, form)
    assert perf_counter() - started < 20
    assert read.problems == []
    assert read.record == {"a": 1, "rows": [{"x": n} for n in range(10_000)]}


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d"
    "1d0000000049454e44ae426082"
)


def moved_picture(data: bytes, row: int, column: int) -> bytes:
    """Return a form whose picture has its upper left corner in a cell, counted from 1, as if somebody had moved it."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                content = re.sub(rb"(<xdr:from>\s*<xdr:col>)\d+", rb"\g<1>%d" % (column - 1), content)
                content = re.sub(rb"(<xdr:row>)\d+", rb"\g<1>%d" % (row - 1), content)
            target.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(("place", "is_there"), [((2, 2), True), ((5, 4), True), ((6, 2), False)])
def test_whether_a_picture_lies_in_its_area_is_read(place: tuple[int, int], is_there: bool) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"], sheet["B2"] = "照片", "图 1 {{ photos[0].caption }}", "{{ photos[0] }}"
    sheet.merge_cells("B2:D5")
    form = compile_template(saved(book), "t")
    filled = moved_picture(form.fill({"photos": [{"caption": "划伤", "path": PICTURE}]}, "en").data, *place)
    read = read_form(filled, form)
    assert read.problems == []
    assert read.record == {"photos": [{"caption": "划伤", **({"photo": True} if is_there else {})}]}


def test_lists_that_stand_in_single_cells_become_rows() -> None:
    form = small({"A1": '{{ team[].name | join("；") }}', "A2": '{{ team[].dept | join("；") }}', "A3": "{{ z }}"})
    team = [{"name": "张三", "dept": "品保"}, {"name": "李四", "dept": "生产"}]
    filled = form.fill({"team": team}, "zh-Hans").data
    assert (read_form(filled, form).record, codes(filled, form)) == ({"team": team}, [])
    # A blank one is left out by the filter: whose department it is cannot be told, and is said.
    uneven = form.fill({"team": [{"name": "张三"}, {"name": "李四", "dept": "生产"}]}, "zh-Hans").data
    assert codes(uneven, form) == [("F133", "A1")]


def test_a_text_that_is_printed_on_a_further_sheet_is_read_once() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "{{ d2.what }}"
    sheet["A1"].alignment = Alignment(wrap_text=True)
    form = compile_template(saved(book), "t")
    text = "边缘划伤，每 3 m 重复一次。" * 200
    filled = form.fill({"d2": {"what": text}}, "zh-Hans")
    assert [problem.code for problem in filled.problems] == ["F106"]
    assert (read_form(filled.data, form).record, codes(filled.data, form)) == ({"d2": {"what": text}}, [])


def test_fields_without_a_text_in_the_template_are_read_by_their_names() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title, sheet["A1"] = "表", "{{ case_no }}"
    book.defined_names["kesu.d2.what"] = DefinedName("kesu.d2.what", attr_text="'表'!$B$5")
    form = compile_template(saved(book), "t")
    record = {"case_no": "KS-1", "d2": {"what": "划伤"}}
    filled = form.fill(record, "zh-Hans").data
    assert (read_form(filled, form).record, codes(filled, form)) == (record, [])


def test_content_outside_of_the_fields_is_said() -> None:
    form = small(LISTED)
    data = typed(form, {"no": "K-1"}, {"D9": "备注", "E9": 12})
    read = read_form(data, form)
    assert read.outside == ["表!D9", "表!E9"]
    assert [(p.code, p.cell, p.count) for p in read.problems] == [("F132", "D9", 2)]


CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "8d"


@pytest.mark.needs("corpus")
def test_forms_of_other_people_are_filled_and_read_back() -> None:
    """Markers typed into every third blank cell; read by the map, and by labels after rows were put in above."""
    for path in sorted(CORPUS.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        record: Record = {}
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows(max_row=200, max_col=40) for cell in row):
                is_blank = not isinstance(cell, MergedCell) and cell.value is None and cell.has_style
                if is_blank and ((cell.row or 0) * 7 + (cell.column or 0)) % 3 == 0 and len(record) < 100:
                    field = f"f{len(record)}"
                    cell.value, record[field] = f"{{{{ {field} }}}}", f"={field}\n第二行"
        form = compile_template(saved(book), path.stem)
        data = form.fill(record, "zh-Hans").data
        read = read_form(data, form)
        assert (read.record, read.problems) == (record, []), path.name
        lower = openpyxl.load_workbook(BytesIO(data))
        for name in [name for name in lower.defined_names if name.startswith("_kesu.map.")]:
            del lower.defined_names[name]
        for sheet in lower.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                cell.data_type = "s"
            sheet.insert_rows(1, 2)
        read = read_form(saved(lower), form)
        assert (read.record, {problem.code for problem in read.problems}) == (record, {"F127"}), path.name
