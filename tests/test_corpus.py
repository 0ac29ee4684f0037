"""Real workbooks: what we put in changes nothing else, opens in other programs, and is taken out again to the byte.

The bytes are compared by a reader of their own (the standard library's zip, the raw bytes behind it, lxml), not by the
one that wrote them.
"""

# ruff: noqa: DTZ001  # as-of times are in the register's zone
from __future__ import annotations

import io
import json
import os
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

import kesu_xl
from kesu_xl.annotation import Marked, annotate_changes
from kesu_xl.change import Change, PutSheet, SetCells
from kesu_xl.clock import load_policy
from kesu_xl.errors import KesuError
from kesu_xl.flags import Place, flag_changes
from kesu_xl.flow.shipped import shipped
from kesu_xl.package.apply import apply_changes
from kesu_xl.problem import Problem
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[1]
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
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
    changes = [
        *flag_changes(place, load_policy("default"), "zh-Hans", now, add_columns=columns),
        *annotate_changes(marked, problems, "zh-Hans", "标注"),
    ]
    return [shortened(change) if isinstance(change, PutSheet | SetCells) else change for change in changes]


def shortened(change: PutSheet | SetCells) -> PutSheet | SetCells:
    """Leave out most of the five hundred rows for complaints to come, which all say the same."""
    blocks = [replace(block, last=min(block.last, 40)) for block in change.blocks if block.first <= 40]
    return replace(change, blocks=tuple(blocks))


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
    return etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False, remove_blank_text=True))


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
                del pieces[-1:]
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


# --- what is in place -------------------------------------------------------------------------------------------------


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)


def attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def without(element: etree._Element, *names: str) -> None:
    """Take attributes away."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def listed(element: etree._Element) -> list[object]:
    """Return the children of a list of things: name, attributes and all that is inside."""
    return [(child.tag, attributes(child), child.text, [canonical(inner) for inner in child]) for child in element]


def is_ours(element: etree._Element) -> bool:
    """Say whether a defined name is one of ours, by what it is called."""
    name = str(element.get("name"))
    return name.startswith(("_kesu.", "kesu_"))


def assert_book_in_place(old: bytes, new: bytes, where: str) -> None:
    """Sheets, names and everything else of the workbook part stand as they stood; ours come behind them."""
    before, after = tree(old), tree(new)
    for name in ("sheets", "definedNames"):
        mine, theirs = children(after, name), children(before, name)
        there = children(theirs[0]) if theirs else []
        if not mine:
            assert not there, where
            continue
        now = children(mine[0])
        assert list(map(attributes, now[: len(there)])) == list(map(attributes, there)), where
        for item in now[len(there) :]:
            # Print areas and titles of our own sheets belong to them.
            place = item.get("localSheetId")
            own = place is not None and int(place) >= len(children(children(before, "sheets")[0]))
            assert name == "sheets" or is_ours(item) or own, where
            mine[0].remove(item)
        if not theirs:
            after.remove(mine[0])
    for root in (before, after):
        for calc in children(root, "calcPr"):
            without(calc, "fullCalcOnLoad")
            if not calc.attrib:
                root.remove(calc)
    assert canonical(before) == canonical(after), where


def assert_list_in_place(old: bytes, new: bytes, where: str) -> None:
    """Relationships, or content types: all that were there, in their order, and ours behind them."""
    before, after = tree(old), tree(new)
    assert listed(after)[: len(before)] == listed(before), where
    assert after.tag == before.tag
    assert attributes(after) == attributes(before)


def assert_styles_in_place(old: bytes, new: bytes, where: str) -> None:
    """Every style keeps its number: what was there stands first and is equal."""
    before, after = tree(old), tree(new)
    theirs = [local(child) for child in children(before)]
    for mine in children(after):
        name = local(mine)
        if name not in theirs:
            assert name in ("numFmts", "dxfs"), where
            after.remove(mine)
            continue
        there = children(before, name)[0]
        if name in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"):
            for item in children(mine)[len(children(there)) :]:
                mine.remove(item)
            for either in (mine, there):
                without(either, "count")
                if not len(either):
                    either.text = None
    assert canonical(before) == canonical(after), where


def columns_of(sheet: etree._Element) -> dict[int, dict[str, str]]:
    """Return what is said of each of the columns that the marks may make wider, but for the width."""
    found: dict[int, dict[str, str]] = {}
    for item in [item for cols in children(sheet, "cols") for item in children(cols)]:
        rest = attributes(item)
        first, last = int(rest.pop("min")), int(rest.pop("max"))
        for key in ("width", "customWidth", "bestFit"):
            rest.pop(key, None)
        if rest:
            found |= dict.fromkeys(range(first, min(last, RIGHT) + 1), rest)
    return found


def column_of(cell: etree._Element) -> int:
    letters = re.match("[A-Z]+", str(cell.get("r", "")))
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def assert_sheet_in_place(old: bytes, new: bytes, where: str) -> None:
    """But for our rules, our columns far to the right, widths and the stated extent, a marked sheet is as it was."""
    before, after = tree(old), tree(new)
    assert columns_of(before) == columns_of(after), where
    rows = {row.get("r") for row in children(children(before, "sheetData")[0])}
    for area in children(after, "conditionalFormatting"):
        if b'N("kesu.' in canonical(area):
            after.remove(area)
    data = children(after, "sheetData")[0]
    for row in children(data):
        for cell in children(row):
            if column_of(cell) > RIGHT:
                row.remove(cell)
        if row.get("r") not in rows and not len(row):
            data.remove(row)
    for root in (before, after):
        for name in ("cols", "dimension"):
            for item in children(root, name):
                root.remove(item)
        for row in children(children(root, "sheetData")[0]):
            row.text = row.text if len(row) else None
    assert canonical(before) == canonical(after), where


def assert_rest_in_place(old: bytes, new: bytes, edited: str, where: str) -> None:
    """Every entry that is not ours lies in the file as it lay, and in the order in which it lay."""
    before, after = raw_entries(old), raw_entries(new)
    assert list(after)[: len(before)] == list(before), where
    theirs, mine = read(old), read(new)
    book = book_part(theirs)
    rels = f"{book.rpartition('/')[0]}/_rels/{book.rpartition('/')[2]}.rels".lstrip("/")
    styles = next((entry for kind, entry in related(theirs, book).values() if kind == "styles"), "")
    allowed = {book: assert_book_in_place, rels: assert_list_in_place, "[Content_Types].xml": assert_list_in_place,
               styles: assert_styles_in_place, edited: assert_sheet_in_place}  # fmt: skip
    folded = {name.casefold(): check for name, check in allowed.items() if name}
    for name in before:
        if name.casefold() in folded:
            folded[name.casefold()](theirs[name], mine[name], f"{where}: {name}")
        else:
            assert after[name] == before[name], f"{where}: {name}"


@pytest.mark.needs("corpus")
def test_summary_changes_nothing_else(corpus: tuple[list[Changed], dict[str, str]]) -> None:
    for file in corpus[0]:
        assert file.summed != file.before
        assert_rest_in_place(file.before, file.summed, "", file.path.name)


@pytest.mark.needs("corpus")
def test_marks_change_one_sheet_and_nothing_else(corpus: tuple[list[Changed], dict[str, str]]) -> None:
    for file in corpus[0]:
        edited = dict(sheets(read(file.before))).get(file.sheet, "")
        assert (file.marked != file.summed) == bool(edited)
        assert_rest_in_place(file.before, file.marked, edited, file.path.name)


@pytest.mark.needs("corpus")
def test_twice_is_once(corpus: tuple[list[Changed], dict[str, str]]) -> None:
    assert [file.path.name for file in corpus[0] if file.again != file.marked] == []


@pytest.mark.needs("corpus")
def test_clean_gives_every_part_back(corpus: tuple[list[Changed], dict[str, str]]) -> None:
    for file in corpus[0]:
        before, after = raw_entries(file.before), raw_entries(file.cleaned)
        old, new = read(file.before), read(file.cleaned)
        styles = {entry for kind, entry in related(new, book_part(new)).values() if kind == "styles"}
        if file.path.stem in WITHOUT_STYLES:
            continue
        assert list(after) == list(before), file.path.name
        assert {name for name in old if old[name] != new[name]} <= styles, file.path.name
        for name in styles & old.keys():
            assert_styles_in_place(old[name], new[name], file.path.name)


@pytest.mark.needs("corpus")
def test_what_is_refused_says_why(corpus: tuple[list[Changed], dict[str, str]]) -> None:
    done, refused = corpus
    assert refused == REFUSED
    others = sum(code not in NO_WORKBOOKS for code in refused.values())
    assert len(done) / (len(done) + others) >= 0.88


#: Files of the corpus in which a register is found; whatever else they are, flags and problems can be put in.
REGISTERS: Final = (
    "registers/Data_Dashboard__Customer Complaints.xlsx", "torture/Data_Dashboard__Layer and Audit Action Points.xlsx",
    "torture/IronCalc__SUMIF_array.xlsx", "torture/umya-spreadsheet__issue_281.xlsx",
)  # fmt: skip


@pytest.mark.needs("corpus")
@pytest.mark.parametrize("name", REGISTERS)
def test_registers_are_flagged_annotated_and_cleaned(name: str, tmp_path: Path) -> None:
    source, path = (CORPUS / name).read_bytes(), tmp_path / "台账.xlsx"
    sheet = dict(sheets(read(source)))[kesu_xl.map_columns(CORPUS / name).sheet]

    def flagged(columns: bool) -> bytes:
        kesu_xl.flag(path, None, as_of=AS_OF, add_columns=columns)
        return path.read_bytes()

    def annotated() -> bytes:
        kesu_xl.annotate(path, None, as_of=AS_OF)
        return path.read_bytes()

    path.write_bytes(source)
    once = flagged(columns=False)
    assert flagged(columns=False) == once
    both = annotated()
    assert_rest_in_place(source, both, sheet, name)
    assert annotated() == both == flagged(columns=False) == annotated()
    wide = flagged(columns=True)
    assert wide != both
    assert flagged(columns=True) == wide
    kesu_xl.clean(path, None)
    before, after = read(source), read(path.read_bytes())
    assert {part for part in {*before, *after} if before.get(part) != after.get(part)} == {"xl/styles.xml"}


# --- another program --------------------------------------------------------------------------------------------------

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: Every so many-th file is opened; all of them with ``KESU_WHOLE_CORPUS=1``.
OPENED: Final = 10
#: What a cell holds: formula, type, value, shown text.
Held = tuple[str | None, ...]
_VOLATILE: Final = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY)\(")


def converted(files: Sequence[tuple[str, bytes]], folder: Path) -> list[Path]:
    """Let LibreOffice open files and save them as .ods; return where those are, made or not."""
    (folder / "in").mkdir(parents=True)
    paths = []
    for number, (ending, data) in enumerate(files):
        paths.append(folder / "in" / f"{number}{ending}")
        paths[-1].write_bytes(data)
    for at in range(0, len(paths), 25):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "ods",
             "--outdir", str(folder / "out"), *map(str, paths[at : at + 25])],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
    return [folder / "out" / f"{path.stem}.ods" for path in paths]


def held(path: Path) -> dict[str, dict[tuple[int, int], Held]]:
    """Return what the cells of each sheet of an .ods hold, as far as the columns that can be the user's."""
    found = {}
    for table in tree(read(path.read_bytes())["content.xml"]).iter(f"{TABLE}table"):
        parent = table.getparent()
        if parent is None or local(parent) != "spreadsheet":
            continue
        cells: dict[tuple[int, int], Held] = {}
        row = 0
        for line in table.iter(f"{TABLE}table-row"):
            rows = int(line.get(f"{TABLE}number-rows-repeated", "1"))
            column = 0
            for cell in [cell for cell in children(line) if local(cell) in ("table-cell", "covered-table-cell")]:
                columns = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                values = [cell.get(f"{OFFICE}{key}") for key in ("value", "date-value", "time-value", "boolean-value")]
                shown = "\n".join("".join(map(str, p.itertext())) for p in cell.findall(f"{TEXT}p"))
                now = (cell.get(f"{TABLE}formula"), cell.get(f"{OFFICE}value-type"), *values, shown)
                if any(now):
                    # Runs to the end of the sheet are all the same.
                    for number in range(row, row + min(rows, 500)):
                        for place in range(column, min(column + columns, RIGHT)):
                            cells[number, place] = now
                column += columns
            row += rows
        found[str(table.get(f"{TABLE}name"))] = cells
    return found


def comparable(sheets: dict[str, dict[tuple[int, int], Held]]) -> dict[str, dict[tuple[int, int], Held]]:
    """Leave out the results of formulas where some of them change each time."""
    formulas = [cell[0] for cells in sheets.values() for cell in cells.values() if cell[0]]
    if not any(_VOLATILE.search(formula) for formula in formulas):
        return sheets
    return {
        name: {place: cell[:1] if cell[0] else cell for place, cell in cells.items()} for name, cells in sheets.items()
    }


def part(usual: int) -> int:
    """Return how many files one stands for: all of them take a quarter of an hour."""
    return 1 if os.environ.get("KESU_WHOLE_CORPUS") else usual


@pytest.mark.needs("corpus", "soffice")
def test_another_program_opens_them_and_reads_equal_cells(
    corpus: tuple[list[Changed], dict[str, str]], tmp_path: Path
) -> None:
    chosen = corpus[0][:: part(OPENED)]
    before = converted([(file.path.suffix, file.before) for file in chosen], tmp_path / "before")
    after = converted([(file.path.suffix, file.marked) for file in chosen], tmp_path / "after")
    for file, old, new in zip(chosen, before, after, strict=True):
        # It opens every file of the corpus that we change.
        assert old.exists(), file.path.name
        assert new.exists(), file.path.name
        theirs, mine = held(old), held(new)
        assert list(mine)[: len(theirs)] == list(theirs), file.path.name
        assert {"总览", "指标定义"} <= {name.removesuffix(" (2)") for name in mine}, file.path.name
        mine = {name: mine[name] for name in theirs}
        if comparable(theirs) == theirs:
            assert mine == theirs, file.path.name
        else:
            assert comparable(mine) == comparable(theirs), file.path.name


# --- the validator ----------------------------------------------------------------------------------------------------

#: What the validator says of the originals: hash of a file -> hashes of the kinds of error; null: it cannot open it.
#: Made by ``python tests/test_corpus.py``.
VERDICTS: Final = Path(__file__).with_name("fixtures") / "validator_verdicts.json"
#: What a changed file is validated for on every run: newer formats, strict files, prefixed roots, parts in UTF-16.
TELLING: Final = re.compile(
    rb"spreadsheetml/2009/9|purl\.oclc\.org/ooxml|^\s*(?:<\?[^>]*>\s*)?<\w+:(?:worksheet|workbook|styleSheet)\b"
    rb"|\A(?:\xff\xfe|\xfe\xff)"
)
#: Of the other files, every so many-th is validated; all with ``KESU_WHOLE_CORPUS=1``, before a release.
PARTS: Final = 8
#: And so are the verdicts on the originals.
ORIGINALS: Final = 24


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def kinds(path: Path) -> dict[str, str] | None:
    """Return the kinds of error that the validator finds, by hash; None where it cannot open the file."""
    said = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
    try:
        errors = json.loads(said.stdout)["errors"]
        found = {f"{error.get('id') or ''}: {error['description']}" for error in errors}
    except (ValueError, KeyError):
        return None
    unreadable = any(error.get("errorType") == "Exception" for error in errors)
    return None if unreadable else {digest(kind.encode()): kind for kind in found}


def validated(files: Sequence[bytes], folder: Path) -> list[dict[str, str] | None]:
    paths = [folder / f"{number}.xlsx" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(kinds, paths))


def is_telling(data: bytes) -> bool:
    return any(TELLING.search(part) for part in read(data).values())


@pytest.mark.needs("corpus", "ooxml")
def test_the_validator_finds_no_new_kind_of_error(corpus: tuple[list[Changed], dict[str, str]], tmp_path: Path) -> None:
    verdicts = json.loads(VERDICTS.read_text())
    always = [file for file in corpus[0] if is_telling(file.before)]
    others = [file for file in corpus[0] if file not in always]
    chosen = always + others[:: part(PARTS)]
    for file, new in zip(chosen, validated([file.marked for file in chosen], tmp_path), strict=True):
        old = verdicts[digest(file.before)]
        assert (new is None) == (old is None), file.path.name
        assert [kind for number, kind in (new or {}).items() if number not in (old or ())] == [], file.path.name


@pytest.mark.needs("corpus", "ooxml")
def test_the_verdicts_on_the_originals_are_what_the_validator_says(
    corpus: tuple[list[Changed], dict[str, str]], tmp_path: Path
) -> None:
    verdicts = json.loads(VERDICTS.read_text())
    files = [file.before for file in corpus[0]]
    assert verdicts.keys() == {digest(data) for data in files}
    chosen = files[:: part(ORIGINALS)]
    for data, found in zip(chosen, validated(chosen, tmp_path), strict=True):
        assert verdicts[digest(data)] == (None if found is None else sorted(found))


def write_verdicts() -> None:
    """Write what the validator says of the originals."""
    files = [path.read_bytes() for path in sorted(CORPUS.rglob("*")) if is_changed(path)]
    with TemporaryDirectory() as folder:
        found = validated(files, Path(folder))
    verdicts = {digest(data): None if one is None else sorted(one) for data, one in zip(files, found, strict=True)}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(verdicts.items()))
    VERDICTS.write_text(f"{{\n{lines}\n}}\n")


def is_changed(path: Path) -> bool:
    return path.suffix in ENDINGS and path.stem not in REFUSED


if __name__ == "__main__":
    write_verdicts()
