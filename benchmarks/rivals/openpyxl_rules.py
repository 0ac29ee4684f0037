"""Puts the same rules, names and widths into a workbook with openpyxl (FILE ROWS OUT): load, add, save."""

import sys

from openpyxl import load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from benchmarks.rules import rule_changes
from kesu_xl.change import AddName, SetRules

path, rows, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
workbook = load_workbook(path)
for change in rule_changes(path, rows):
    if isinstance(change, AddName):
        workbook.defined_names[change.name] = DefinedName(change.name, attr_text=change.refers_to, hidden=change.hidden)
    elif isinstance(change, SetRules):
        sheet = workbook[change.sheet]
        for number, rule in enumerate(change.rules, start=200):
            look = rule.look
            style = DifferentialStyle(
                font=Font(color=look.ink, bold=look.bold) if look.ink else None,
                fill=PatternFill(bgColor=look.ground) if look.ground else None,
                numFmt=NumberFormat(numFmtId=number, formatCode=look.number_format) if look.number_format else None,
            )
            sheet.conditional_formatting.add(rule.cells, Rule("expression", dxf=style, formula=[rule.formula]))
    else:
        for column, pixels in change.at_least:
            workbook[change.sheet].column_dimensions[get_column_letter(column)].width = (pixels - 5) / 7
workbook.save(out)
