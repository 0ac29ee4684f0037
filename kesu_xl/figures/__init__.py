"""Figures: what is counted, by which definition, and the values of the weekly workbook."""

from __future__ import annotations

from kesu_xl.figures.cases import TABLES, Cases, Earlier, Score
from kesu_xl.figures.count import summarise, summarise_cases
from kesu_xl.figures.earlier import moment_before
from kesu_xl.figures.estimates import Estimates
from kesu_xl.figures.figure import FIGURES, Figure, catalogue, figures_page
from kesu_xl.figures.summary import Summary

__all__ = [
    "FIGURES", "TABLES", "Cases", "Earlier", "Estimates", "Figure", "Score", "Summary", "catalogue", "figures_page",
    "moment_before", "summarise", "summarise_cases",
]  # fmt: skip
