"""templates/weekly*.xlsx: the weekly workbook as a template that `kesu_xl.form` fills with `Summary.record`."""

from __future__ import annotations

from openpyxl import Workbook

from kesu_xl.newbook.pen import Pen
from kesu_xl.newbook.save import saved
from kesu_xl.newbook.summary_charts import described
from kesu_xl.newbook.summary_overview import add_overview
from kesu_xl.newbook.summary_tabs import add_tabs
from kesu_xl.wording import say

__all__ = ["summary_book"]


def summary_book(lang: str) -> bytes:
    """Return the template of the summary workbook in `lang`, as the bytes of an .xlsx file."""
    workbook = Workbook()
    first = workbook.worksheets[0]
    pen = Pen(workbook, lang)
    pages = [add_overview(workbook, pen), *add_tabs(workbook, pen)]
    workbook.remove(first)
    return described(saved(workbook, say("summary.footer", lang)), [page.alts for page in pages if page.alts])
