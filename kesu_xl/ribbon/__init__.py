"""The Excel front: a ribbon whose buttons do the work on the open workbook.

`project`, `compound` and `compression` write a VBA project from text (`sources`), `panel` gives the ribbon in a
language, `book` puts both into a workbook; `addin` and `doctor` look after the add-in on this machine; `dispatch` is
what a button calls.
"""
