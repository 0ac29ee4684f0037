"""Loads a workbook with openpyxl, and does nothing with it."""

import sys

from openpyxl import load_workbook

workbook = load_workbook(sys.argv[1])
