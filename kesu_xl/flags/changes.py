"""All that flagging a register changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kesu_xl.change import Change, DropOurs, SetRules, SetWidths
from kesu_xl.clock import Policy
from kesu_xl.clock.formula import mirrored
from kesu_xl.clock.tabled import Tabled
from kesu_xl.flags.columns import BLOCK, visible_columns
from kesu_xl.flags.hidden import NAMES, hidden_columns, hidden_names, hidden_sheet
from kesu_xl.flags.place import Place
from kesu_xl.flags.rules import RULES, register_rules, register_widths
from kesu_xl.flags.tables import table_changes

__all__ = ["flag_changes"]


def flag_changes(
    place: Place,
    policy: Policy,
    lang: str,
    now: datetime | None,
    *,
    add_columns: bool = False,
    tables: Tabled | None = None,
) -> list[Change]:
    """Return the changes that flag a register; applied again, they replace what they put there.

    Args:
        place: Where the register is.
        policy: Its clocks. Those that formulas cannot tell are left out, and the hidden sheet says so.
        lang: Language of the words in the cells.
        now: A time that freezes the verdicts, in the register's zone; None: they follow the clock of the computer.
        tables: What the formulas look up besides the row, for a policy or a register that needs it.
        add_columns: Also put visible columns to the right of the register: state, due time and time left.
    """
    told, policy = policy, mirrored(policy)
    left_out = [limit.clock for limit in told.limits if limit not in policy.limits]
    policy = replace(policy, limits=tuple(limit for limit in policy.limits if place.may_have(limit)))
    columns = hidden_columns(place, policy, with_left=add_columns, tables=tables)
    visible = visible_columns(place, policy, lang, now) if add_columns else []
    rules = tuple(register_rules(place, policy, lang))
    shown = [rule for change in visible if isinstance(change, SetRules) for rule in change.rules]
    kept = tuple(rule.name for rule in (*rules, *shown))
    return [
        DropOurs(rules=RULES, names=NAMES, blocks=(BLOCK,), sheet=place.sheet, kept=kept),
        *visible,
        *table_changes(tables),
        hidden_sheet(place, columns, lang, now, left_out, snapshot=tables is not None),
        *hidden_names(place, columns),
        SetRules(place.sheet, rules),
        SetWidths(place.sheet, tuple(register_widths(place, policy, lang))),
    ]
