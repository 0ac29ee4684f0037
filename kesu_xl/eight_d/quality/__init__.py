"""How good an 8D is: checks as data, modelled on what customers and standards ask for, and the verdict that follows."""

from __future__ import annotations

from kesu_xl.eight_d.quality.alike import Alike
from kesu_xl.eight_d.quality.case import House
from kesu_xl.eight_d.quality.check import CHECKS, Check
from kesu_xl.eight_d.quality.judge import DISCIPLINES, Discipline, Finding, Judge, Judged
from kesu_xl.eight_d.quality.label import field_label
from kesu_xl.eight_d.quality.places import places_of
from kesu_xl.eight_d.words import WordLists, shipped_words

__all__ = [
    "CHECKS",
    "DISCIPLINES",
    "Alike",
    "Check",
    "Discipline",
    "Finding",
    "House",
    "Judge",
    "Judged",
    "WordLists",
    "field_label",
    "places_of",
    "shipped_words",
]
