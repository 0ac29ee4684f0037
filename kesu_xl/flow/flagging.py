"""The flagged copy of a register: live conditional formats for what is at risk, breached or met late."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from kesu_xl.change import Change
from kesu_xl.checks import TABLES
from kesu_xl.clock import clock_name
from kesu_xl.clock.formula import mirrored
from kesu_xl.clock.tabled import Tabled, tabled
from kesu_xl.flags import Place, flag_changes
from kesu_xl.flags.columns import computed_in
from kesu_xl.flow.changing import target_of
from kesu_xl.flow.opening import Opened, Source, as_of_in, open_register, spoken_language
from kesu_xl.flow.results import Written
from kesu_xl.package.ours import own_columns
from kesu_xl.register.tables import detail_sheets
from kesu_xl.wording import Ref

__all__ = ["FlagPlan", "flag", "flag_plan"]


def flag(
    source: Source,
    out: str | os.PathLike[str] | None,
    *,
    as_of: datetime | None = None,
    add_columns: bool = False,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> Written:
    """Let a register's cells show their clocks: in a copy, or in the register itself.

    Args:
        source: Path of a register; an open binary file only together with `out`.
        out: Where the copy goes; None: into the register itself, with a backup.
        as_of: Show the state of this time for good; live, by the clock of the machine that opens the copy, where
            left out.
        add_columns: Also add columns with state, due time and time left.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the state words; the register's where left out.
        force: Replace an existing file that is not as we wrote it; in place, also in a cloud folder.

    Raises:
        KesuError: The register cannot be read, must not be changed, or the output cannot be written.
    """
    target = target_of(source, out, force=force)
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone, data=target.data)
    plan = flag_plan(opened, target.data, as_of=as_of, add_columns=add_columns, lang=lang)
    where, notes = target.apply(plan.changes)
    now = plan.now
    shown = Ref("cli.flag_frozen", as_of=now.isoformat(sep=" ", timespec="minutes")) if now else Ref("cli.flag_live")
    return Written(where, plan.rows, plan.lang, [shown, *notes, *plan.notes])


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """What flagging changes, and what there is to say of it: all that is kept of a register once it was read."""

    changes: list[Change]
    rows: int
    lang: str
    now: datetime | None
    notes: list[Ref]


def flag_plan(
    opened: Opened,
    data: bytes,
    *,
    as_of: datetime | None = None,
    add_columns: bool = False,
    lang: str = "",
    spare: int | None = None,
) -> FlagPlan:
    """Return what flagging changes in a register.

    Args:
        opened: The register.
        data: Its workbook.
        as_of: See `flag`.
        add_columns: See `flag`.
        lang: See `flag`.
        spare: As in `Place`.
    """
    register = opened.register
    spoken = spoken_language(opened, lang)
    now = as_of_in(as_of, opened.settings) if as_of is not None else None
    rows = [register.row_number(position) for position in range(len(register.indexes))]
    ours = own_columns(data, register.sheet)
    # columns that an earlier run added are replaced, not followed by another block
    right = min(register.grid.right, ours[0] - 1) if ours else register.grid.right
    above = register.heads.row - 1
    merged = [(top, bottom, last) for top, _, bottom, last in register.grid.merged if last > right]
    inside = {at: head for at, head in register.grid.own_heads.items() if not (ours and ours[0] <= at <= ours[1])}
    right = max([right, *inside, *(last for _, bottom, last in merged if bottom > above)])
    place = Place(
        register.sheet,
        register.heads.row,
        register.heads.last_row_of_head + 1,
        rows[-1] if rows else register.heads.last_row_of_head + 1,
        {name: heading.column for name, heading in register.heads.fields.items()},
        right,
        _longest_number(opened),
        band=not any(top <= above <= bottom and last > right for top, bottom, last in merged),
        computed=computed_in(inside, opened.policy),
        spare=spare,
    )
    tables = _tables(opened, now)
    changes = flag_changes(place, opened.policy, spoken, now, add_columns=add_columns, tables=tables)
    notes = []
    seen = mirrored(opened.policy).limits
    if left_out := [clock_name(limit.clock) for limit in opened.policy.limits if limit not in seen]:
        notes.append(Ref("flag.note.left_out", clocks=left_out))
    if tables is not None:
        notes.append(Ref("flag.note.snapshot"))
    return FlagPlan(changes, len(rows), spoken, now, notes)


def _tables(opened: Opened, now: datetime | None) -> Tabled | None:
    """Return what the formulas have to look up; None for a register whose clocks need nothing but its rows."""
    policy, zone = opened.policy, opened.settings.zone
    details = detail_sheets(opened.book, TABLES)
    other_sheets = any(limit.contact or limit.step for limit in policy.limits)
    paused = "pauses" in details and bool(details["pauses"].rows)
    if not (policy.calendar or policy.specials or policy.customers or other_sheets or paused):
        return None
    # only what is typed counts here, so that any moment will do
    checked = opened.checked(now or datetime(2000, 1, 1, tzinfo=zone))
    names = [customer.name for customer in opened.settings.customers]
    until = now.date() if now is not None else None
    return tabled(policy, checked.complaints(), checked.histories, zone, names, until)


def _longest_number(opened: Opened) -> int:
    register = opened.register
    if "case_no" not in register.heads.fields:
        return 0
    return max((len(str(register.value("case_no", at))) for at in range(len(register.indexes))), default=11)
