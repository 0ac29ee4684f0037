"""From a policy to the changes that mark a register's cells live.

One hidden sheet works out due time and state of every clock, row beside row with the register; conditional formats
on the register read it through defined names. Both follow the row they stand in, so a sort, an inserted or a deleted
row never gives a complaint another one's verdict. Nothing visible is added unless asked for.
"""

from __future__ import annotations

from kesu_xl.flags.changes import flag_changes
from kesu_xl.flags.place import READY, SPARE, Place

__all__ = ["READY", "SPARE", "Place", "flag_changes"]
