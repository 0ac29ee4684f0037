"""An Excel for tests: xlwings runs on it as on Windows, on open workbooks that are real files.

`session.Excel` opens, selects, clicks and looks at what came out; `calls` says what is counted; `openbook` says what
openpyxl loses. Nothing is calculated, no event fires, and writing beneath a table does not make it longer.
"""
