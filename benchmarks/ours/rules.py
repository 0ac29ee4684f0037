"""Puts the rules, names and widths of `kesu flag` into a workbook (FILE ROWS OUT), without the hidden sheet."""

import sys
from pathlib import Path

from benchmarks.rules import rule_changes
from kesu_xl.package.apply import apply_changes

path, rows, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
Path(out).write_bytes(apply_changes(Path(path).read_bytes(), rule_changes(path, rows), path))
