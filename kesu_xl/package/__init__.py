"""Spreadsheet files as they lie on disk: what a file is, its parts, and the values of a sheet.

`source` takes the bytes in and says what they are, `archive` gives the parts of a zip package, `workbook` lists the
sheets, `scan` streams the typed cells of a sheet, `table` makes a rectangle of them, `values` reads what is no package
of XML. Everything that comes in is taken as hostile: a file gives values or one `kesu_xl.errors.KesuError`, in bounded
time and memory.
"""
