"""Problems shown in the workbook: a sheet that lists them with links, and colours on the cells that they are about."""

from __future__ import annotations

from kesu_xl.annotation.changes import annotate_changes
from kesu_xl.annotation.place import Marked

__all__ = ["Marked", "annotate_changes"]
