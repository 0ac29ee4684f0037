"""Figures: what is counted, by which definition, and the values of the summary workbook."""

from __future__ import annotations

from kesu_xl.figures.count import summarise
from kesu_xl.figures.figure import FIGURES, Figure, catalogue, figures_page
from kesu_xl.figures.summary import Summary

__all__ = ["FIGURES", "Figure", "Summary", "catalogue", "figures_page", "summarise"]
