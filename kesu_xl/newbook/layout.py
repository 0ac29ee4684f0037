"""Which columns a register has, where they stand, and which are folded away.

A register that shows its clocks has the columns of `kesu_xl.flags` among its own: the worst state beside the status,
in sight at all times, each due time and state beside the time that is filled in. Under every band first come the
columns of daily work; the others follow, folded into an outline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kesu_xl.clock import Policy
from kesu_xl.complaint import COLUMNS, Column, Group, Kind
from kesu_xl.flags.columns import WORST, Shown, shown_columns

__all__ = ["Computed", "Placed", "live_columns", "plain_columns"]

#: Columns that are in daily use without being required.
_DAILY: Final = ("customer_grade", "part_no", "late_reason", "follow_up_due", "remark")
#: The columns of daily use under the band of clocks; None: the clocks that no column of this band stops. All states
#: stand beside the frozen columns on a screen of 1366 pixels.
_CLOCKS: Final = (
    "first_response_at", "owner_assigned_at", None, "owner_dept", "owner", "escalated_at", "escalated_to",
    "initial_measure",
)  # fmt: skip
#: Clocks whose time left is looked at every day; for those of a few hours the due time says enough.
_LEFT: Final = ("closed_or_escalated", "feedback")
#: Pixels of a computed column, by the first word of its key.
_WIDTHS: Final = {"due": 96, "left": 92, "state": 88, WORST: 88}


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Column):
    """A column that Excel works out.

    Attributes:
        formula: The formula of every row.
        number_format: Format of its values.
        horizontal: Where they stand.
    """

    formula: str
    number_format: str
    horizontal: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A column where it stands.

    Attributes:
        column: The column.
        folded: It is folded away until somebody asks for it.
    """

    column: Column
    folded: bool = False


def plain_columns() -> list[Placed]:
    """Return the columns of a register that shows no clocks: by group, the number first."""
    # the customer is written down after the number, but read right beside it
    return [Placed(column) for group in Group for column in _of(group)]


def live_columns(policy: Policy, lang: str) -> list[Placed]:
    """Return the columns of a register that shows its clocks.

    Args:
        policy: The clocks.
        lang: Language of the computed heads.
    """
    computed = {shown.key: _computed(shown) for shown in shown_columns(policy, lang)}
    placed: list[Placed] = []
    for group in Group:
        if group is Group.CLOCKS:
            placed += _clocks(policy, computed)
            continue
        daily = [column for column in _of(group) if column.required_from or column.name in _DAILY]
        placed += [Placed(column) for column in daily]
        if group is Group.CASE:
            placed.append(Placed(computed[WORST]))
        placed += [Placed(column, folded=True) for column in _of(group) if column not in daily]
    return placed


def _of(group: Group) -> list[Column]:
    return [column for column in COLUMNS.values() if column.group is group]


def _computed(shown: Shown) -> Computed:
    what = shown.key.partition("_")[0]
    return Computed(
        name=shown.key,
        labels=(shown.head,) * 3,
        kind=Kind.DATETIME if what == "due" else Kind.TEXT,
        group=Group.CASE if what == WORST else Group.CLOCKS,
        width=_WIDTHS[what],
        formula=shown.text,
        number_format=shown.number_format,
        horizontal=shown.horizontal,
    )


def _clocks(policy: Policy, computed: dict[str, Computed]) -> Iterator[Placed]:
    """Yield the columns under the band of clocks."""
    columns = {column.name: column for column in _of(Group.CLOCKS)}
    stopped: dict[str | None, list[str]] = {}
    for limit in policy.limits:
        by = next((field for field in limit.stop[:1] if field in columns), None)
        stopped.setdefault(by, []).append(limit.clock)
    for name in _CLOCKS:
        if name is not None:
            yield Placed(columns.pop(name))
        for clock in stopped.pop(name, ()):
            yield Placed(computed.pop(f"due_{clock}"))
            if clock in _LEFT:
                yield Placed(computed.pop(f"left_{clock}"))
            yield Placed(computed.pop(f"state_{clock}"))
    for name, column in columns.items():
        yield Placed(column, folded=True)
        for clock in stopped.get(name, ()):
            yield from (Placed(computed.pop(f"{what}_{clock}"), folded=True) for what in ("due", "left", "state"))
    yield from (Placed(column, folded=True) for key, column in computed.items() if key != WORST)
