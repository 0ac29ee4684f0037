"""Reads the first sheet with python-calamine, and does nothing with it: the floor of everything that uses it."""

import sys

from python_calamine import CalamineWorkbook

rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
