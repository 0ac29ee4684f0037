"""Fill the weekly workbook, our way and with openpyxl, in turns: ``openpyxl_weekly.py REGISTER ROUNDS``.

openpyxl either writes the tabs as our script authors the template (styles, charts, rules, printing), or loads the
template; then it gets every value of the filled workbook with the style of the template's row, and saves. It is spared
the ranges and caches of the charts, and the map by which a filled form is read back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import copy
from datetime import datetime
from io import BytesIO
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from kesu_xl.flow.counting import counted, figures_of
from kesu_xl.flow.opening import open_register
from kesu_xl.flow.shipped import template
from kesu_xl.flow.summarising import problem_lists
from kesu_xl.form import compile_template
from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.summary_overview import add_overview
from kesu_xl.newbook.summary_tabs import add_tabs

_AS_OF: Final = datetime(2026, 11, 18, 9)  # noqa: DTZ001  # naive: in the register's zone
_Times = tuple[list[float], list[float]]


def main(register: str, rounds: int) -> None:
    """Print name, wall and processor milliseconds of each way: medians."""
    path = template("weekly", "zh-Hans")
    data = path.read_bytes()
    one = counted(open_register(register), _AS_OF)
    record = {**figures_of([one], None, one.name).record("zh-Hans"), **problem_lists([one], [], "zh-Hans")}
    compiled = compile_template(data, path.stem)
    filled = load_workbook(BytesIO(compiled.fill(record, "zh-Hans").data))
    values = {
        sheet.title: [(cell.row, cell.column, cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for sheet in filled
    }

    def write(book: Any) -> None:
        for sheet in book:
            last = sheet.max_row
            for row, column, value in values[sheet.title]:
                cell: Any = sheet.cell(row, column, value)
                if row > last:
                    above: Any = sheet.cell(last, column)
                    cell._style = copy(above._style)
        book.save(BytesIO())

    def authored() -> None:
        book = Workbook()
        pen = Pen(book, "zh-Hans")
        first = book.worksheets[0]
        add_overview(book, pen)
        add_tabs(book, pen)
        book.remove(first)
        write(book)

    ways: dict[str, Callable[[], object]] = {
        "kesu_xl": lambda: compiled.fill(record, "zh-Hans"),
        "openpyxl_tabs": authored,
        "openpyxl_template": lambda: write(load_workbook(BytesIO(data))),
    }
    times: dict[str, _Times] = {name: ([], []) for name in ways}
    for turn in range(rounds + 1):
        for name, run in ways.items():
            wall, cpu = perf_counter(), process_time()
            run()
            if turn:
                times[name][0].append(perf_counter() - wall)
                times[name][1].append(process_time() - cpu)
    for name, (walls, cpus) in times.items():
        print(f"{name} {median(walls) * 1000:.2f} {median(cpus) * 1000:.2f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
