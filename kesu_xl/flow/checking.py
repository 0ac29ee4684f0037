"""Check, map and clocks: what a register holds, and what is wrong with it. Nothing is written."""

from __future__ import annotations

import os
from datetime import datetime

from kesu_xl.checks import Checked
from kesu_xl.clock import Verdict, all_verdicts, unknown_years
from kesu_xl.complaint import COLUMNS, Column, Complaint
from kesu_xl.flow.opening import Given, Opened, as_of_in, open_register, spoken_language
from kesu_xl.flow.results import CheckResult, ClocksResult, ColumnFound, MapResult, Missing
from kesu_xl.grid import column_letter
from kesu_xl.register import write_mapping
from kesu_xl.settings import Settings
from kesu_xl.wording import Ref, say

__all__ = ["check", "clocks", "clocks_of", "map_columns", "result_of", "verdicts_of", "zone_origin"]


def check(
    source: Given,
    *,
    as_of: datetime,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    lang: str = "",
) -> CheckResult:
    """Check every row of a register.

    Args:
        source: Path of a workbook, or an open binary file.
        as_of: What counts as now; a naive time is in the register's zone.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone, over its 设置 sheet and kesu.toml.
        lang: Language of the texts; the register's where left out.

    Raises:
        KesuError: The register cannot be read.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    return result_of(opened, opened.checked(as_of_in(as_of, opened.settings)), lang)


def result_of(opened: Opened, checked: Checked, lang: str) -> CheckResult:
    """Return what was found in a register that was checked."""
    return CheckResult(
        opened.path,
        opened.register.sheet,
        opened.register.heads.row,
        checked.rows,
        checked.valid,
        _columns(opened),
        checked.problems,
        spoken_language(opened, lang),
    )


def _columns(opened: Opened) -> list[ColumnFound]:
    headings = sorted(opened.register.heads.fields.values(), key=lambda heading: heading.column)
    return [ColumnFound(h.field, " ".join(h.text.split()), column_letter(h.column), h.how, h.sure) for h in headings]


def map_columns(
    source: Given,
    *,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    lang: str = "",
) -> MapResult:
    """Say which sheet, header row and columns were found, how sure, and what is unmapped or missing.

    Args:
        source: Path of a workbook, or an open binary file.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file to begin with.
        lang: Language of the texts; the register's where left out.

    Raises:
        KesuError: The register cannot be read.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping)
    register = opened.register
    spoken = spoken_language(opened, lang)
    missing = [
        Missing(name, column, needed)
        for name, column in COLUMNS.items()
        if name not in register.heads.fields and (needed := _needed_for(column, opened))
    ]
    return MapResult(
        opened.path,
        register.sheet,
        register.heads.row,
        len(register.indexes),
        _columns(opened),
        [ColumnFound("", " ".join(h.text.split()), column_letter(h.column)) for h in register.heads.unmapped],
        missing,
        register.problems,
        spoken,
        write_mapping(register.sheet, register.heads, say("cli.mapping_note", spoken)),
    )


def _needed_for(column: Column, opened: Opened) -> list[Ref]:
    needed = []
    if column.required_from:
        needed.append(Ref(f"cli.needed_from_{column.required_from}"))
    for limit in opened.policy.limits:
        if column.name in (*limit.start, *limit.stop):
            needed.append(Ref(f"clock.{limit.clock}"))
    return needed


def clocks(source: Given, *, as_of: datetime, sheet: str = "", mapping: str | os.PathLike[str] | None = None,
           timezone: str = "", lang: str = "") -> ClocksResult:  # fmt: skip
    """Return every clock of every complaint with its verdict.

    Args:
        source: Path of a workbook, or an open binary file.
        as_of: What counts as now; a naive time is in the register's zone.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone, over its 设置 sheet and kesu.toml.
        lang: Language of the texts; the register's where left out.

    Raises:
        KesuError: The register cannot be read.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    now = as_of_in(as_of, opened.settings)
    checked = opened.checked(now)
    return clocks_of(opened, checked, checked.complaints(), now, lang)


def clocks_of(opened: Opened, checked: Checked, complaints: list[Complaint], now: datetime, lang: str) -> ClocksResult:
    """Return the clocks of complaints that were read from a register, as of an aware time."""
    return ClocksResult(
        opened.path,
        now.astimezone(opened.settings.zone),
        opened.policy.name,
        opened.settings.zone.key,
        zone_origin(opened.settings),
        verdicts_of(opened, checked, complaints, now),
        spoken_language(opened, lang),
        [*checked.problems, *unknown_years(opened.policy)],
    )


def verdicts_of(opened: Opened, checked: Checked, complaints: list[Complaint], now: datetime) -> list[Verdict]:
    """Return the verdicts of complaints that were read from a register, as of an aware time."""
    return all_verdicts(
        complaints,
        opened.policy,
        now,
        opened.settings.zone,
        present={*checked.columns, *checked.tables},
        unreadable=checked.unreadable,
        histories=checked.histories,
    )


def zone_origin(settings: Settings) -> Ref:
    """Return where the time zone came from, in words."""
    kind, _, name = settings.timezone_from.partition(":")
    return Ref(f"cli.zone_from_{kind}", name=name)
