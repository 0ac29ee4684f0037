"""What Python does for a click (BUTTON FILE) once Excel has written its copy: imports, reading, making a sheet."""

import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import xlwings  # noqa: F401  # every click needs it

from kesu_xl.package.opening import open_file

button, path = sys.argv[1], sys.argv[2]
import_module(f"kesu_xl.ribbon.buttons.{'intake' if button == 'check' else 'clocks'}")
if path != "-":
    from kesu_xl.flow.made_sheets import clock_list, problem_list

    workbook = open_file(Path(path).read_bytes(), path)
    as_of = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    (problem_list if button == "check" else clock_list)(workbook, as_of=as_of)
