"""A form of about 124 filled cells and 230 merged areas, and the records for it; as a program, one way of filling it.

``python -m benchmarks.forms make FOLDER`` writes the template in the marks of each rival; ``python -m benchmarks.forms
WAY FOLDER FIRST COUNT`` fills it so often and prints the seconds that it took (wall clock, then processor) and the
peak of memory in bytes.
"""

from __future__ import annotations

import json
import re
import resource
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

__all__ = ["WAYS", "make_templates", "record"]

#: Plain fields; lists with the slots that the form has for them and the fields of their items.
_FIELDS: Final = tuple(f"d{number % 9}.f{number}" for number in range(80))
_LISTS: Final = {"team": 4, "actions": 4, "causes": 3}
_COLUMNS: Final = ("n", "name", "what", "due")
#: So many records are different ones.
_DIFFERENT: Final = 50
_TEXTS: Final = (
    "外壳表面划伤，长度 0.2-0.5 mm，位于 A 面，客户装配线目视检出",
    "OK",
    "检验工位 #4 的光源老化（luminance < 300 lx），导致 0.2 mm 以下的划伤漏检",
    "2026-11-20",
    "A-1001",
    "Sorting of 500 pcs at the customer finished, 3 NG; new lots are marked",
    "张三 / 质量部",
)
#: Written in Python's terms: what stands before and behind a field in the marks of each template.
_MARKS: Final = {"markers": ("{{ ", " }}"), "xltpl": ("{{ ", " }}"), "xlsx-template": ("${", "}"), "plain": ("", "")}


def record(number: int) -> dict[str, Any]:
    """Return the record of one report; each is another one."""
    made: dict[str, Any] = {}
    for place, path in enumerate(_FIELDS):
        section, _, name = path.partition(".")
        made.setdefault(section, {})[name] = f"{_TEXTS[(place + number) % len(_TEXTS)]} {number}"
    for name, slots in _LISTS.items():
        made[name] = [
            {
                "n": n + 1,
                "name": "张三",
                "what": f"{_TEXTS[(n + number) % len(_TEXTS)]} {number}-{n}",
                "due": "2026-12-01",
            }
            for n in range(slots)
        ]
    return made


def _flat(number: int) -> dict[str, Any]:
    """Return the same record for those that know no paths: ``k0`` to ``k123``."""
    made = record(number)
    values = [made[path.partition(".")[0]][path.partition(".")[2]] for path in _FIELDS]
    values += [item[column] for name in _LISTS for item in made[name] for column in _COLUMNS]
    return {f"k{place}": value for place, value in enumerate(values)}


def _places() -> Iterator[tuple[str, int, int, int, int]]:
    """Yield label or path (``#`` before a label), row, first and last column, and the number of the value or -1."""
    for place, path in enumerate(_FIELDS):
        row, left = 6 + place // 2, 1 + place % 2 * 6
        yield f"#{path} 说明", row, left, left + 1, -1
        yield path, row, left + 2, left + 5, place
    row, value = 48, len(_FIELDS)
    for name, slots in _LISTS.items():
        yield f"#{name} 清单", row, 1, 12, -1
        row += 1
        for column, field in enumerate(_COLUMNS):
            yield f"#{field}", row, 1 + column * 3, 3 + column * 3, -1
        for _ in range(slots):
            row += 1
            for column, field in enumerate(_COLUMNS):
                yield f"{name}[].{field}", row, 1 + column * 3, 3 + column * 3, value
                value += 1
        row += 2


def make_templates(folder: Path) -> None:
    """Write the template with the marks of each program, and without merged areas."""
    for name in _MARKS:
        (folder / f"{name}.xlsx").write_bytes(_template(name, merged=True))
    shared = _shared((folder / "xlsx-template.xlsx").read_bytes())
    (folder / "xlsx-template.xlsx").write_bytes(shared)
    (folder / "unmerged.xlsx").write_bytes(_template("plain", merged=False))


def _template(marks: str, *, merged: bool) -> bytes:
    from openpyxl import Workbook
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    before, behind = _MARKS[marks]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "8D"
    line = Side(style="thin", color="808080")
    border = Border(left=line, right=line, top=line, bottom=line)
    for column in range(1, 13):
        sheet.column_dimensions["ABCDEFGHIJKL"[column - 1]].width = 11
    sheet["A1"] = "8D 报告"
    sheet["A1"].font = Font(size=18, bold=True)
    if merged:
        sheet.merge_cells("A1:I4")
    for text, row, left, right, value in _places():
        for column in range(left, right + 1):
            sheet.cell(row, column).border = border
        cell = sheet.cell(row, left)
        if value < 0:
            cell.value = text[1:]
            cell.font, cell.fill = Font(size=9, bold=True), PatternFill("solid", fgColor="DDE6F0")
        elif marks != "plain":
            cell.value = f"{before}{text if marks == 'markers' else f'k{value}'}{behind}"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if merged and right > left:
            sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=right)
        sheet.row_dimensions[row].height = 26
    rules = DataValidation(type="list", formula1='"是,否"')
    rules.add("C6:F10")
    sheet.add_data_validation(rules)
    sheet.conditional_formatting.add("C6:F45", CellIsRule("equal", ['"OK"'], fill=PatternFill(bgColor="C6EFCE")))
    sheet.print_area = "A1:L70"
    sheet.page_setup.fitToHeight = 0
    logo = Image(BytesIO(_logo()))
    start, end = AnchorMarker(col=9, row=0), AnchorMarker(col=11, row=3)
    logo.anchor = TwoCellAnchor(_from=start, to=end)
    sheet.add_image(logo)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _shared(data: bytes) -> bytes:
    """Return the workbook with its texts in a table of shared strings: npm xlsx-template looks for marks there only."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    texts: list[str] = []

    def moved(match: re.Match[str]) -> str:
        texts.append(f"<si>{match[2]}</si>")
        return f'{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                pattern = r'(<c [^>]*?) t="inlineStr"[^>]*><is>(.*?)</is></c>'
                content = re.sub(pattern, moved, content.decode()).encode()
            elif name == "xl/_rels/workbook.xml.rels":
                link = f'<Relationship Id="rIdTexts" Type="{office}" Target="sharedStrings.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
                content = content.replace(b'Target="/xl/worksheets', b'Target="worksheets')
            elif name == "[Content_Types].xml":
                entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                content = content.replace(b"</Types>", entry.encode())
            target.writestr(name, content)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}" count="{len(texts)}">{"".join(texts)}</sst>')
    return out.getvalue()


def _logo() -> bytes:
    """Return a picture of 200 x 60 pixels that does not compress to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + bytes((x * y * k) % 251 for x in range(200) for k in (1, 3, 7)) for y in range(60))
    head = struct.pack(">2I5B", 200, 60, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- the ways -----------------------------------------------------------------------------------------------------


#: The records, made before anything is measured; a batch of a thousand takes them in turns.
_RECORDS: Final[list[dict[str, Any]]] = []
_FLAT: Final[list[dict[str, Any]]] = []
#: For the floor: the sheet of each record's report, and as many bytes as the rest of the file has.
_SHEETS: Final[list[tuple[bytes, bytes]]] = []


def _ours(folder: Path, numbers: range, out: Path) -> None:
    from kesu_xl.form import compile_template

    template = compile_template((folder / "markers.xlsx").read_bytes(), "8d")
    for number in numbers:
        filled = template.fill(_RECORDS[number % len(_RECORDS)], "zh-Hans", title=f"8D {number}")
        with open(out / f"ours {number}.xlsx", "wb") as file:  # noqa: PTH123 - as quick as it can be
            file.write(filled.data)


def _floor(folder: Path, numbers: range, out: Path) -> None:
    """Compress the sheet of each report and write as many bytes: less cannot be done."""
    from kesu_xl.form import compile_template

    template = compile_template((folder / "markers.xlsx").read_bytes(), "8d")
    if not _SHEETS:
        for made in _RECORDS:
            data = template.fill(made, "zh-Hans").data
            with ZipFile(BytesIO(data)) as archive:
                packed = archive.getinfo("xl/worksheets/sheet1.xml").compress_size
                _SHEETS.append((archive.read("xl/worksheets/sheet1.xml"), data[: len(data) - packed]))
    for number in numbers:
        sheet, rest = _SHEETS[number % len(_SHEETS)]
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed_sheet = packer.compress(sheet) + packer.flush()
        zlib.crc32(sheet)
        with open(out / f"floor {number}.xlsx", "wb") as file:  # noqa: PTH123 - as quick as it can be
            file.write(rest + packed_sheet)


def _fill(book: Any, number: int, path: Path) -> None:
    values = _FLAT[number % len(_FLAT)]
    sheet = book.worksheets[0]
    for _, row, left, _, value in _places():
        if value >= 0:
            sheet.cell(row, left).value = values[f"k{value}"]
    book.save(path)


def _openpyxl(name: str) -> Callable[[Path, range, Path], None]:
    def loop(folder: Path, numbers: range, out: Path) -> None:
        from openpyxl import load_workbook

        for number in numbers:
            _fill(load_workbook(folder / f"{name}.xlsx"), number, out / f"openpyxl {number}.xlsx")

    return loop


def _openpyxl_once(folder: Path, numbers: range, out: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(folder / "plain.xlsx")
    logo = book.worksheets[0]._images[0]._data()  # type: ignore[attr-defined]  # saving closes the picture's file
    for number in numbers:
        book.worksheets[0]._images[0].ref = BytesIO(logo)  # type: ignore[attr-defined]
        _fill(book, number, out / f"once {number}.xlsx")


def _xltpl(folder: Path, numbers: range, out: Path) -> None:
    from xltpl.writerx import BookWriter  # type: ignore[import-not-found, import-untyped, unused-ignore]

    writer = BookWriter(str(folder / "xltpl.xlsx"))
    for number in numbers:
        writer.render_book([{**_FLAT[number % len(_FLAT)], "sheet_name": "8D", "tpl_name": "8D"}])
        writer.save(str(out / f"xltpl {number}.xlsx"))


#: Name on the command line -> the way of filling.
WAYS: Final[dict[str, Callable[[Path, range, Path], None]]] = {
    "ours": _ours,
    "floor": _floor,
    "openpyxl": _openpyxl("plain"),
    "openpyxl-unmerged": _openpyxl("unmerged"),
    "openpyxl-once": _openpyxl_once,
    "xltpl": _xltpl,
}


def main(arguments: list[str]) -> None:
    """Make the templates, or fill one way and print what it took."""
    folder = Path(arguments[1])
    if arguments[0] == "make":
        make_templates(folder)
        records = [_flat(number) for number in range(_DIFFERENT)]
        (folder / "records.json").write_text(json.dumps(records), encoding="utf-8")
        return
    first, count = int(arguments[2]), int(arguments[3])
    way = WAYS[arguments[0]]
    _RECORDS.extend(record(number) for number in range(_DIFFERENT))
    _FLAT.extend(_flat(number) for number in range(_DIFFERENT))
    with TemporaryDirectory(dir=folder) as out:
        way(folder, range(first, first + 1), Path(out))
        started, worked = perf_counter(), process_time()
        way(folder, range(first, first + count), Path(out))
        took, work = perf_counter() - started, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(took, work, peak)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
