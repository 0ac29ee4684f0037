"""A customer's blank 8D form becomes a template: headings and answer places are found, markers proposed."""

from __future__ import annotations

from kesu_xl.form.suggest.marks import SURE, FoundHeading, Mark, Suggestion, written
from kesu_xl.form.suggest.propose import propose

__all__ = ["SURE", "FoundHeading", "Mark", "Suggestion", "propose", "written"]
