"""What was found, shown in the workbook: problems, clocks and scores on sheets of their own, colours on cells."""

from __future__ import annotations

from kesu_xl.annotation.changes import annotate_changes
from kesu_xl.annotation.clocks import Listed, clock_sheet
from kesu_xl.annotation.place import Marked
from kesu_xl.annotation.scores import ScoredRegister, ScoreRow, score_sheets

__all__ = ["Listed", "Marked", "ScoreRow", "ScoredRegister", "annotate_changes", "clock_sheet", "score_sheets"]
