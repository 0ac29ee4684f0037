"""Registers and templates made by us with openpyxl: the only author."""
