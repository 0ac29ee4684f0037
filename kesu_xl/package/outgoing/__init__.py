"""A workbook as it leaves the house: what people see on its sheets, and nothing of what lies behind it.

A list of what stays, not of what goes: parts that are reached by another kind of relationship are not in the copy, so
what nobody thought of stays at home. Sheets, styles, texts, pictures, charts and tables keep their bytes unless
something in them points at what is gone, or is masked.
"""

from __future__ import annotations

from kesu_xl.package.outgoing.book import Kept, outgoing
from kesu_xl.package.outgoing.words import Masks

__all__ = ["Kept", "Masks", "outgoing"]
