"""Make the worked 8D cases: ``python workbooks/make_cases.py [FOLDER]`` writes cases/*.xlsx with .json and photos/.

Each case is a workbook of its own. What is in it, and what a judge of its 8D must find, is written by hand in the .toml
beside it. A case may be like another one, but for what it says itself: it then shows what one fault alone brings about.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, Complaint, Kind
from kesu_xl.newbook.register import new_register

HERE: Final = Path(__file__).resolve().parent
#: The moment at which the cases are looked at.
AS_OF: Final = "2026-12-31T09:00"
_TABLES: Final = {table.name: table for table in DETAILS}
_ISO_DAY: Final = re.compile(r"20\d\d-\d\d-\d\d")
_OWN: Final = {"like", "days", "without", "without_answers", "without_tables", "answers", "tables"}

_Case = dict[str, Any]


def _read(name: str, folder: Path) -> _Case:
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def _later(value: Any, days: int) -> Any:
    """Move every date in a value, and those inside of texts, by so many days."""
    if isinstance(value, datetime | date):
        return value + timedelta(days=days)
    if isinstance(value, str):
        return _ISO_DAY.sub(lambda found: (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat(), value)
    return value


def _whole(case: _Case, folder: Path) -> _Case:
    """Return a case with everything that it has from the one that it is like."""
    if "like" not in case:
        return case
    other = _whole(_read(case["like"], folder)["complaints"][0], folder)
    days = case.get("days", 0)
    merged = {name: _later(value, days) for name, value in other.items() if name not in _OWN}
    merged = {name: value for name, value in merged.items() if name not in case.get("without", ())}
    merged |= {name: value for name, value in case.items() if name not in _OWN}
    dropped = tuple(case.get("without_answers", ()))
    merged["answers"] = {
        path: _later(value, days) for path, value in other["answers"].items()
        if path not in dropped and path.partition(".")[0] not in dropped
    } | case.get("answers", {})  # fmt: skip
    merged["tables"] = {
        name: [_later(row, days) for row in rows] for name, rows in other["tables"].items()
        if name not in case.get("without_tables", ())
    } | case.get("tables", {})  # fmt: skip
    return merged


def _typed(kind: Kind, text: str) -> Any:
    if not text:
        return None
    if kind is Kind.DATETIME:
        return datetime.fromisoformat(text)
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind in (Kind.COUNT, Kind.MONEY):
        return float(text) if "." in text else int(text)
    return text


def _detail_rows(case: _Case) -> Iterator[tuple[str, list[Any]]]:
    for path, value in case["answers"].items():
        yield "answers", [case["case_no"], path, value]
    for name, rows in case["tables"].items():
        columns = _TABLES[name].columns[1:]
        for row in rows:
            cells = row.split("|")
            yield (
                name,
                [case["case_no"], *(_typed(column.kind, cell) for column, cell in zip(columns, cells, strict=False))],
            )


def _complaint(case: Mapping[str, Any]) -> Complaint:
    values = {name: value for name, value in case.items() if name not in _OWN}
    if unknown := values.keys() - COLUMNS.keys():
        raise KeyError(f"no such column: {sorted(unknown)}")
    return Complaint(**values)


def case_book(name: str, folder: Path = HERE / "cases") -> tuple[bytes, list[dict[str, Any]]]:
    """Return the workbook of a case, and what must be found in each of its complaints."""
    source = _read(name, folder)
    cases = [_whole(case, folder) for case in source["complaints"]]
    details: dict[str, list[list[Any]]] = {}
    for case in cases:
        for table, row in _detail_rows(case):
            details.setdefault(table, []).append(row)
    customers = dict.fromkeys((case["customer"], case.get("customer_grade")) for case in cases)
    details["customers"] = [[customer, grade, None, "zh-Hans"] for customer, grade in customers]
    return new_register("zh-Hans", "default", [_complaint(case) for case in cases], details), source["expected"]


def case_names(folder: Path = HERE / "cases") -> Iterable[str]:
    """Return the names of all cases."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def _drawing(kind: str) -> bytes:
    """Return a sketch: a roll with a notch in its edge, a speck on a film, or a pad with its shim."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(image)
    if kind == "edge":
        pen.rectangle((90, 60, 390, 260), fill="#dbe7f0", outline="#33566e", width=3)
        pen.ellipse((60, 60, 120, 260), fill="#c3d5e2", outline="#33566e", width=3)
        pen.ellipse((360, 60, 420, 260), fill="#eef4f8", outline="#33566e", width=3)
        pen.ellipse((380, 140, 400, 180), fill="white", outline="#33566e", width=3)
        pen.polygon(((404, 74), (424, 96), (400, 104)), fill="#c0392b")
        pen.line((440, 40, 414, 84), fill="#c0392b", width=4)
    elif kind == "gel":
        pen.rectangle((40, 40, 440, 280), fill="#eef4f8", outline="#33566e", width=3)
        pen.ellipse((232, 150, 248, 166), fill="#c0392b")
        pen.ellipse((210, 128, 270, 188), outline="#c0392b", width=4)
    else:
        pen.pieslice((80, 30, 400, 350), 200, 340, fill="#8d9aa5", outline="#3c4650", width=3)
        pen.pieslice((130, 90, 350, 310), 200, 340, fill="white", outline="#3c4650", width=3)
        pen.arc((88, 38, 392, 342), 205, 335, fill="#c0392b", width=6)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Write the cases into the folder that is named, or beside their sources."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "cases"
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    for kind in ("edge", "gel", "pad"):
        (folder / "photos" / f"{kind}.png").write_bytes(_drawing(kind))
    for name in case_names():
        book, expected = case_book(name)
        (folder / f"{name}.xlsx").write_bytes(book)
        text = json.dumps({"as_of": AS_OF, "reports": expected}, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
