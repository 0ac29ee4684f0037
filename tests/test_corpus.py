"""Real workbooks: what we put in changes nothing else, opens in other programs, and is taken out again to the byte.

The bytes are compared by a reader of their own (the standard library's zip, the raw bytes behind it, lxml), not by the
one that wrote them.
"""

# ruff: noqa: DTZ001  # as-of times are in the register's zone
from __future__ import annotations

import io
import re
import shutil
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

import kesu_xl
from kesu_xl.annotation import Marked, annotate_changes
from kesu_xl.change import Change
from kesu_xl.checks import check_register  # registers the codes of problems
from kesu_xl.clock import load_policy
from kesu_xl.errors import KesuError
from kesu_xl.flags import Place, flag_changes
from kesu_xl.flow.shipped import shipped
from kesu_xl.package.apply import apply_changes
from kesu_xl.problem import Problem
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = ROOT.parent / "shared" / "corpus"
SAMPLE: Final = shipped("workbooks") / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)
ENDINGS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")

#: Files that are not changed: the code of the line that says why.
REFUSED: Final = {
    "ClosedXML__protectstructurewithoutpassword": "structure_protected",
    "Open-XML-SDK__Revision_NameCommentChange": "workbook_shared",
    "Open-XML-SDK__SharedWorkbook": "workbook_shared",
    "calamine__issue252": "damaged_file",
    "calamine__issue_530": "zip_bad_name",
    "calamine__pass_protected": "encrypted",
    "excelize__encryptAES": "encrypted",
    "excelize__encryptSHA1": "encrypted",
    "openpyxl__null_archive": "not_a_workbook",
    "poi__49609": "zip_bad_name",
    "poi__60320-protected": "encrypted",
    "poi__clusterfuzz-testcase-minimized-POIFuzzer-5040805309710336": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-4828727001088000": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5185049589579776": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5265527465181184": "zip_inconsistent",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-6123461607817216": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-6448258963341312": "damaged_file",
    "poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528": "damaged_file",
    "poi__crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c": "encrypted",
    "poi__extenxls_pwd123": "encrypted",
    "poi__invalid": "not_a_workbook",
    "poi__ms-office-2010-signed": "workbook_signed",
    "poi__protect": "encrypted",
    "poi__protected_passtika": "encrypted",
    "poi__workbookProtection_workbook_revision_protected": "workbook_shared",
    "poi__workbookProtection_workbook_structure_protected": "structure_protected",
    "test_files__NumberFormatCondition": "xlsb",
    "test_files__apachepoi_50096.xlsx": "xlsb",
    "test_files__apachepoi_ForShifting.xls": "xlsb",
    "test_files__apachepoi_FormulaEvalTestData_Copy.xlsx": "xlsb",
    "test_files__apachepoi_ShrinkToFit.xls": "xlsb",
    "test_files__freeze": "xlsb",
    "umya-spreadsheet__tdf76115": "zip_bad_name",
    "xlnt__1_powerpoint_presentation": "other_office_file",
    "xlnt__encrypted": "encrypted",
}
#: Codes of files that are no workbooks, or too damaged for any program.
NO_WORKBOOKS: Final = {"not_a_workbook", "other_office_file", "damaged_file", "zip_inconsistent"}
#: They had no styles part and keep the one that we made.
WITHOUT_STYLES: Final = {"readxl__no-styles-or-sharedStrings-parts", "xlnt__2_minimal"}
#: Column from which on our own columns stand on the marked sheet.
RIGHT: Final = 300


@dataclass(frozen=True, slots=True)
class Changed:
    """One file: as it was; with the summary; flagged and annotated as well; all that again; cleaned."""

    path: Path
    before: bytes
    summed: bytes
    marked: bytes
    again: bytes
    cleaned: bytes
    sheet: str


def marks(sheet: str, *, columns: bool) -> list[Change]:
    """Return what `flag` and `check --annotate` do to a register, for a sheet that is none."""
    fields = {"case_no": 1, "received_at": 2, "status": 3, "first_response_at": 4, "customer": 5}
    now = AS_OF.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    place = Place(sheet, 1, 2, 9, fields, RIGHT)
    marked = Marked(sheet, 1, 2, 9, 1, 5, fields, {1: "客诉编号", 5: "客户"}, {2: "K-1", 3: "K-2"}, (), 8, 7)
    problems = [
        Problem("C111", sheet, "E2", 2, "customer", "K-1"),
        Problem("C111", sheet, "E4", 4, "customer"),
    ]
    return [
        *flag_changes(place, load_policy("default"), "zh-Hans", now, add_columns=columns),
        *annotate_changes(marked, problems, "zh-Hans", "标注"),
    ]


def changed(path: Path, folder: Path) -> Changed:
    target = folder / path.name
    shutil.copyfile(path, target)

    def summed() -> bytes:
        kesu_xl.summary(SAMPLE, None, as_of=AS_OF, into=target)
        return target.read_bytes()

    before = path.read_bytes()
    first = summed()
    sheet = first_sheet(before)
    changes: list[Change] = []
    marked = first
    if sheet:
        changes = marks(sheet, columns=True)
        try:
            marked = apply_changes(first, changes)
        except KesuError as error:
            assert error.code == "sheet_protected", path.name  # cells cannot go there, colours can
            changes = marks(sheet, columns=False)
            marked = apply_changes(first, changes)
    target.write_bytes(marked)
    again = apply_changes(summed(), changes)
    target.write_bytes(again)
    kesu_xl.clean(target, None)
    return Changed(path, before, first, marked, again, target.read_bytes(), sheet)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Changed], dict[str, str]]:
    """Return the files that are changed, and the code of each refusal."""
    folder = tmp_path_factory.mktemp("corpus")
    done, refused = [], {}
    for path in sorted(path for path in CORPUS.rglob("*") if path.suffix in ENDINGS):
        try:
            done.append(changed(path, folder))
        except KesuError as error:
            assert not any("\n" in error.say(lang) for lang in LANGUAGES), path.name
            assert (folder / path.name).read_bytes() == path.read_bytes(), path.name
            refused[path.stem] = error.code
    return done, refused


# --- an independent reader --------------------------------------------------------------------------------------------


def raw_entries(data: bytes) -> dict[str, tuple[object, ...]]:
    """Return each entry as it lies in the file: what its directory record says, its local header, compressed bytes."""
    found: dict[str, tuple[object, ...]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for info in opened.infolist():
            at = info.header_offset
            name, extra = struct.unpack_from("<2H", data, at + 26)
            body = at + 30 + name + extra
            found[info.orig_filename] = (
                data[at:body], data[body : body + info.compress_size], info.CRC, info.file_size, info.date_time,
                info.flag_bits, info.compress_type, info.external_attr, info.extra, info.comment,
            )  # fmt: skip
    return found


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        found = {}
        for name in opened.namelist():
            try:
                found[name] = opened.read(name)
            except zipfile.BadZipFile:
                found[name] = b"unreadable"
        return found


def tree(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False))


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(root: etree._Element, name: str = "") -> list[etree._Element]:
    return [child for child in root if isinstance(child.tag, str) and name in ("", local(child))]


def related(parts: dict[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """Return id -> (kind, entry) of what a part points at."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    entry = next((found for found in parts if found.casefold() == rels.casefold()), None)
    result = {}
    for item in children(tree(parts[entry])) if entry else []:
        target = item.get("Target", "").replace("\\", "/")
        path = target if target.startswith("/") else f"/{folder}/{target}"
        pieces: list[str] = []
        for piece in path.split("/"):
            if piece == "..":
                pieces.pop()
            elif piece not in ("", "."):
                pieces.append(piece)
        wanted = "/".join(pieces).casefold()
        found = next((part for part in parts if part.casefold() == wanted), "")
        result[item.get("Id", "")] = item.get("Type", "").rpartition("/")[2], found
    return result


def book_part(parts: dict[str, bytes]) -> str:
    return next(entry for kind, entry in related(parts, "").values() if kind == "officeDocument")


def sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return name and entry of the worksheets."""
    book = book_part(parts)
    kinds = related(parts, book)
    found = []
    for item in children(next(iter(children(tree(parts[book]), "sheets")))):
        identity = next((value for key, value in item.attrib.items() if str(key).endswith("}id")), "")
        kind, entry = kinds.get(str(identity), ("", ""))
        if kind == "worksheet" and entry:
            found.append((str(item.get("name")), entry))
    return found


def first_sheet(data: bytes) -> str:
    return next((name for name, _ in sheets(read(data))), "")
