"""What can be wrong with a register as a whole: its header, its columns, what else stands on the sheet."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import Level, rule

__all__ = [
    "COLUMN_MISSING",
    "COLUMN_MISSING_LATER",
    "ERRORS_UNKNOWN",
    "JOINED_HEADER",
    "MERGED_DOWN",
    "MULTIPLIED_UNIT",
    "NOT_A_COMPLAINT",
    "OTHER_SHEET",
    "REPEATED_HEADER",
    "SAME_MEANING",
    "SECOND_TABLE",
    "SIMILAR_LABEL",
    "TOTAL_ROW",
    "UNKNOWN_COLUMN",
]


def _rule(code: str, level: Level, source: str = "kesu_xl") -> str:
    return rule(code, level, "register", source)


COLUMN_MISSING: Final = _rule("R101", "error", "DOMAIN 3")
COLUMN_MISSING_LATER: Final = _rule("R102", "warning", "DOMAIN 3")
SAME_MEANING: Final = _rule("R103", "warning")
UNKNOWN_COLUMN: Final = _rule("R104", "info")
SIMILAR_LABEL: Final = _rule("R105", "warning")
NOT_A_COMPLAINT: Final = _rule("R106", "info")
TOTAL_ROW: Final = _rule("R107", "info")
ERRORS_UNKNOWN: Final = _rule("R108", "info")
JOINED_HEADER: Final = _rule("R109", "warning")
OTHER_SHEET: Final = _rule("R110", "warning")
SECOND_TABLE: Final = _rule("R111", "warning")
REPEATED_HEADER: Final = _rule("R112", "info")
MULTIPLIED_UNIT: Final = _rule("R113", "warning")
MERGED_DOWN: Final = _rule("R114", "info")
