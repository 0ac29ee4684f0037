"""Reads the first sheet row by row, each with its number and its first column, and keeps nothing."""

import sys
from pathlib import Path

from kesu_xl.package.archive import Archive
from kesu_xl.package.cells import Reading
from kesu_xl.package.numberformat import read_styles
from kesu_xl.package.scan import SheetScan
from kesu_xl.package.strings import SharedStrings
from kesu_xl.package.workbook import open_workbook

path = sys.argv[1]
archive = Archive(Path(path).read_bytes(), path)
workbook = open_workbook(archive)
sheet = workbook.sheets[0]
assert workbook.strings
assert workbook.styles
assert sheet.entry
strings = SharedStrings(archive.chunks(workbook.strings), path).all()
reading = Reading(strings, read_styles(archive.chunks(workbook.styles), path), date1904=workbook.date1904)
cells = 0
for row in SheetScan(archive.chunks(sheet.entry), reading, sheet.name, path).rows():
    cells += len(row.values)
print(cells)  # noqa: T201
