"""The looks of the states: the palette of the product, told as plain values."""

from __future__ import annotations

from typing import Final

from kesu_xl.change import Look
from kesu_xl.clock import State

__all__ = ["BRAND", "BRAND_TINT", "CLOSED", "COMPUTED", "FONTS", "HAIRLINE", "QUIET", "TINT", "TONES"]

COMPUTED: Final = "EEF4F5"
BRAND: Final = "0F4C5C"
BRAND_TINT: Final = "DCEBEE"
HAIRLINE: Final = "E1E6EA"
#: Closed rows step back.
CLOSED: Final = Look(ink="616E79")
#: The customer beside a breached number.
TINT: Final = Look(ground="FBE5E3", ink="A4161A")
#: States that somebody should see. Only breached is dark: that holds in greyscale and for the colour-blind.
TONES: Final = {
    State.BREACHED: Look(ground="A4161A", ink="FFFFFF", bold=True),
    State.AT_RISK: Look(ground="FFD262", ink="4A3200", bold=True),
    State.PAUSED: Look(ground="E6E1F3", ink="4A3A80"),
    State.UNKNOWN: Look(ground="F3F6F8", ink="4F5F6D"),
    State.MET_LATE: Look(ground="F0DEDA", ink="7A2219"),
}
#: States with which all is well: in columns of states only.
QUIET: Final = {State.MET: Look(ink="1E6B4F"), State.RUNNING: Look(ink="35526B")}
#: Font and size in points by language.
FONTS: Final = {"zh-Hans": ("微软雅黑", 10), "zh-Hant": ("Microsoft JhengHei", 10), "en": ("Calibri", 11)}
