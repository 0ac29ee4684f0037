"""Loads a workbook with openpyxl and saves it (FILE OUT), with nothing changed."""

import sys

from openpyxl import load_workbook

load_workbook(sys.argv[1]).save(sys.argv[2])
