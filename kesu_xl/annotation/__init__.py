"""What was found, shown in the workbook: problems and clocks on sheets of their own, colours on cells with problems."""

from __future__ import annotations

from kesu_xl.annotation.changes import annotate_changes
from kesu_xl.annotation.clocks import Listed, clock_sheet
from kesu_xl.annotation.place import Marked

__all__ = ["Listed", "Marked", "annotate_changes", "clock_sheet"]
