"""Spreadsheet files as they lie on disk: what a file is, its parts, and the values of a sheet.

`source` takes the bytes in and says what they are, `archive` gives the parts of a zip package, `workbook` lists the
sheets, `sheetpass` looks at the XML of one sheet before anything reads it, `values` reads the typed values. Everything
that comes in is taken as hostile: a file gives values or one `kesu_xl.errors.KesuError`, in bounded time and memory.
"""
