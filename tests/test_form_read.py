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
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import shipped
from kesu_xl.form import Template, compile_template, read_form
from kesu_xl.form.escape import writable
from kesu_xl.newbook.save import saved

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


def codes(data: bytes, form: Template) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in read_form(data, form).problems]


# --- what a template asks for, told from its cells and not by the product ---


@cache
def asked(name: str) -> tuple[dict[str, tuple[str, Any]], dict[str, tuple[int, dict[str, str]]]]:
    """Return the fields of a template: plain ones with their kind, and lists with slots and the kinds of their columns.

    Kinds: ``text`` (a cell of its own), ``part`` (beside others in one text), ``day``, ``join``, and for tick boxes the
    tuple of their words.
    """
    plain: dict[str, tuple[str, Any]] = {}
    lists: dict[str, tuple[int, dict[str, str]]] = {}
    sheet = openpyxl.load_workbook(shipped("templates") / f"{name}.xlsx").worksheets[0]
    rows: dict[str, set[int]] = {}
    for line in sheet.iter_rows():
        for cell in line:
            found = MARKER.findall(str(cell.value or ""))
            for field, filters in found:
                kind: Any = "text" if len(found) == 1 and str(cell.value).strip().endswith("}}") else "part"
                if kind == "text" and not str(cell.value).strip().startswith("{{"):
                    kind = "part"
                words = re.findall(r'check\("([^"]*)"\)', filters)
                if "date" in filters:
                    kind = "day"
                elif "join" in filters:
                    kind = "join"
                elif words:
                    kind = (*plain.get(field, ("", ()))[1], *words)
                list_name, is_list, column = field.partition("[].")
                if is_list:
                    rows.setdefault(list_name, set()).add(cell.row)
                    columns = lists.setdefault(list_name, (0, {}))[1]
                    columns[column] = kind
                    lists[list_name] = len(rows[list_name]), columns
                else:
                    plain[field] = ("boxes" if words else "one", kind)
    return plain, lists


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=30),
    st.text("划伤异响漆面、。（）：　=+-@'\"&<>{}|_x0041 \n\tABab09😀", min_size=1, max_size=30),
    st.sampled_from(
        ["=1+1", "+86 123", "-", "@SUM(A1)", "第一行\n第二行", "_x0041_", " 前后 ", "{{ a", "2026-11-20", "12"]
    ),
)
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).map(lambda x: round(x, 6)))
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


def is_part(text: str) -> bool:
    """Whether a text may stand beside another: without the blanks that part them, and none at its ends."""
    return text.strip() == text and not BLANKS.search(text) and "）" not in text and "{{" not in text


def values(kind: Any) -> st.SearchStrategy[Any]:
    if kind == "day":
        return st.none() | DAYS
    if kind == "part":
        return st.none() | TEXTS.filter(is_part)
    if kind == "join":
        piece = TEXTS.filter(lambda text: "；" not in text and bool(text.strip()))
        return st.none() | piece | st.lists(piece, min_size=2, max_size=3)
    if isinstance(kind, tuple):
        return st.none() | st.sampled_from(kind)
    moments = st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1)).map(lambda m: m.replace(second=0, microsecond=0))
    return st.none() | TEXTS.filter(lambda text: "{{" not in text) | NUMBERS | moments | st.booleans()


@st.composite
def records(draw: st.DrawFn, name: str) -> Record:
    """Return a record with something, or nothing, for each field; up to three items more than a list has slots."""
    plain, lists = asked(name)
    record: Record = {}
    for field, (_, kind) in plain.items():
        photo = re.fullmatch(r"photos\[(\d)\]\.caption", field)
        if photo:
            record.setdefault("photos", [{}, {}, {}])[int(photo.group(1))] = {"caption": draw(values(kind))}
        elif not field.startswith("photos"):
            place = record
            *parts, last = field.split(".")
            for part in parts:
                place = place.setdefault(part, {})
            place[last] = draw(values(kind))
    for list_name, (slots, columns) in lists.items():
        row = st.fixed_dictionaries({column: values(kind) for column, kind in columns.items()})
        record[list_name] = draw(st.lists(row, max_size=slots + 3))
    return record


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
    photos = [held(one) for one in record.get("photos", [])]
    while photos and photos[-1] is None:
        photos.pop()
    rest = held({name: value for name, value in record.items() if name != "photos"}) or {}
    return {**rest, **({"photos": photos} if photos else {})}


# FR001 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_was_filled_is_read(name: str, data: st.DataObject) -> None:
    record = data.draw(records(name))
    filled = template(name).fill(record, "zh-Hans")
    read = read_form(filled.data, template(name))
    assert read.problems == []
    assert read.record == expected(record)


# FR002 ------------------------------------------------------------------------------------------------------------

NASTY = [
    "划伤 3 处，漆面起泡", "=HYPERLINK(\"http://x\")", "+86 400", "-", "@全体", "第一行\n第二行\n第三行", "<b>&amp;</b>", "'单引号",
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
        if kind == "join":
            return ["甲" * (count % 5 + 1), "乙\n丙"]
        if kind == "text" and count % 5 == 0:
            return count * 7 if count % 2 else count / 8
        text = NASTY[count % len(NASTY)]
        return text if kind == "text" else " ".join(text.split())

    record: Record = {"photos": [{"caption": value("part")} for _ in range(3)]}
    for field, (_, kind) in plain.items():
        if not field.startswith("photos"):
            place = record
            *parts, last = field.split(".")
            for part in parts:
                place = place.setdefault(part, {})
            place[last] = value(kind)
    for list_name, (slots, columns) in lists.items():
        rows = slots + 2 if (start + len(list_name)) % 2 else slots - 1
        record[list_name] = [{column: value(kind) for column, kind in columns.items()} for _ in range(rows)]
    return record


#: What is done to a form in LibreOffice: rows above, a column in the middle, rows out, the sheet renamed, saved.
EDIT = """
Sub Edit(source As String, target As String, rowsAbove As Integer, column As Integer, gone As Integer)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  form = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = form.Sheets.getByIndex(0)
  If gone > 0 Then sheet.Rows.removeByIndex(gone - 1, 1)
  If rowsAbove > 0 Then sheet.Rows.insertByIndex(0, rowsAbove)
  If column > 0 Then sheet.Columns.insertByIndex(column - 1, 1)
  sheet.Name = "改名 it's, 2"
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  form.storeToURL(ConvertToURL(target), kind())
  form.close(True)
End Sub
"""


def edit_in_libreoffice(folder: Path, edits: list[tuple[bytes, int, int, int]]) -> list[bytes]:
    """Return forms after LibreOffice changed them; each edit is the form, rows above, column before, row taken out."""
    basic = folder / "profile" / "user" / "basic" / "Standard"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--terminate_after_init"], check=True, capture_output=True, timeout=120
    )
    library = basic / "script.xlb"
    listed = library.read_text(encoding="utf-8")
    library.write_text(listed.replace('library:name="Module1"', 'library:name="Forms"'), encoding="utf-8")
    calls = []
    for number, (data, *arguments) in enumerate(edits):
        (folder / f"in{number}.xlsx").write_bytes(data)
        files = f'"{folder / f"in{number}.xlsx"}", "{folder / f"out{number}.xlsx"}"'
        calls.append(f"  Edit({files}, {', '.join(map(str, arguments))})")
    body = EDIT + "Sub All\n" + "\n".join(calls) + "\nEnd Sub\n"
    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    public = '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"'
    (basic / "Forms.xba").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC {public}><script:module '
        'xmlns:script="http://openoffice.org/2000/script" script:name="Forms" script:language="StarBasic">'
        f"{escaped}</script:module>",
        encoding="utf-8",
    )
    command = ["soffice", profile, "--headless", "macro:///Standard.Forms.All"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [(folder / f"out{number}.xlsx").read_bytes() for number in range(len(edits))]


@pytest.mark.needs("soffice")
def test_libreoffice_may_put_rows_and_columns_in_and_rename_the_sheet(tmp_path: Path) -> None:
    """Three rows above, a column before the fifth, a new name for the sheet, a save: the same record; lists overflow."""
    cases = [(name, nasty(name, start)) for name in FORMS for start in (1, 8)]
    edits = [(template(name).fill(record, "zh-Hans").data, 3, 5, 0) for name, record in cases]
    for (name, record), data in zip(cases, edit_in_libreoffice(tmp_path, edits), strict=True):
        book = openpyxl.load_workbook(BytesIO(data))
        assert book.sheetnames[0] == "改名 it's, 2"
        assert book.worksheets[0]["A1"].value is None
        read = read_form(data, template(name))
        assert read.problems == []
        assert read.record == expected(record)
