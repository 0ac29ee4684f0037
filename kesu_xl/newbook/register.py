"""A new register: the workbook of `kesu new`, empty or with complaints in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kesu_xl.clock import Policy
from kesu_xl.complaint import DETAILS, TABLES, Complaint
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.newbook.config_sheet import Settings

__all__ = ["new_register"]


def new_register(
    lang: str,
    profile: str = "default",
    complaints: Sequence[Complaint] = (),
    details: Mapping[str, Sequence[Sequence[Any]]] | None = None,
    timezone: str | None = None,
    config: tuple[str, Settings] | None = None,
    clocks: Policy | None = None,
    identity: str = "",
) -> bytes:
    """Return a register as the bytes of an .xlsx file; the same arguments give the same bytes.

    The first sheet is the register; a hidden defined name ``_kesu.register`` points at its first head and marks the
    workbook as ours. The detail tables, 客户, 人员, 出货, 设置, 日历, 列表 and 说明 follow.

    Args:
        lang: Language of the workbook: zh-Hans, zh-Hant or en.
        profile: Name of the policy of its clocks: default, dealer, oem, or a user's own.
        complaints: Its rows, in order.
        details: Rows of the other sheets by table name, values in the order of `Table.columns`. Rows of ``settings``
            (key in any language, value) replace the first values.
        timezone: Zone of its times; by language where left out (Asia/Shanghai in Chinese, open in English).
        config: Name and rows of a hidden sheet for macros that are put in later.
        clocks: The clocks of the profile, for a register with columns of its own that show them. They are empty until
            `kesu_xl.flags` has put in what their formulas read.
        identity: What the register is known by, wherever its file goes; "" for its path.

    Raises:
        KeyError: `details` names a table that does not exist.
    """
    # openpyxl costs a tenth of a second at import
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from kesu_xl.newbook.config_sheet import fill_config_sheet
    from kesu_xl.newbook.guide_sheet import add_guide_sheet
    from kesu_xl.newbook.list_sheet import add_list_sheet, name_proposals
    from kesu_xl.newbook.pen import Pen
    from kesu_xl.newbook.register_sheet import fill_register_sheet
    from kesu_xl.newbook.save import saved
    from kesu_xl.newbook.table_sheet import add_table_sheet
    from kesu_xl.wording import say

    rows = dict(details or {})
    tables = {table.name: table for table in (*DETAILS, *TABLES)}
    if unknown := rows.keys() - tables.keys():
        raise KeyError(f"no such table: {', '.join(sorted(unknown))}")
    rows["settings"] = _settings(lang, profile, timezone, rows.get("settings", ()))

    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = say("newbook.sheet", lang)
    pen = Pen(workbook, lang)
    fill_register_sheet(pen, sheet, profile, complaints, clocks, identity)
    for table in tables.values():
        if table.name == "lists":
            add_list_sheet(pen, table)
        elif table.name == "help":
            add_guide_sheet(pen, table, profile, live=clocks is not None, buttons=config is not None)
        else:
            add_table_sheet(pen, table, rows.get(table.name, ()))
    name_proposals(pen, tables["customers"], tables["people"])
    if config is not None:
        name, settings = config
        hidden = workbook.create_sheet(name)
        hidden.sheet_state = "hidden"
        fill_config_sheet(pen, hidden, settings)
    return saved(workbook, say("newbook.title", lang))


def _settings(lang: str, profile: str, timezone: str | None, given: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return the rows of 设置: key, value, meaning; empty values stay empty cells."""
    values: dict[str, Any] = {name: key.default(lang) for name, key in SETTING_KEYS.items()}
    values["profile"] = profile
    if timezone is not None:
        values["timezone"] = timezone
    spoken = {label: name for name, key in SETTING_KEYS.items() for label in (name, *key.labels)}
    more = []
    for row in given:
        if row[0] in spoken:
            values[spoken[row[0]]] = row[1]
        else:
            more.append(list(row))
    known = [[key.say(lang), values[name] or None, key.meaning(lang)] for name, key in SETTING_KEYS.items()]
    return known + more
