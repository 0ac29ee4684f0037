"""Conditional formats of ours on a sheet of somebody's: put in behind theirs, found again by their tag.

Source: ECMA-376 part 1, 18.3.1.18 (element), 18.3.1.10 (rule, priority). Newer formats stand in the sheet's extension
list and are left; their priorities count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kesu_xl.change import Rule
from kesu_xl.package.markup import Edit, Span, element, escaped, unescaped
from kesu_xl.package.sheettext import SheetText

__all__ = ["drop_rules", "has_rules", "put_rules"]

_TAG: Final = re.compile(r'N\("kesu\.([^"]*)"\)')
_PRIORITY: Final = re.compile(rb"""\bpriority\s*=\s*["'](\d{1,9})["']""")


def put_rules(text: SheetText, rules: Sequence[Rule], formats: Sequence[int]) -> None:
    """Put rules on a sheet; ours of the same names are replaced where they stand, with their priority.

    Args:
        text: The sheet.
        rules: The rules.
        formats: The number of the differential format of each.
    """
    names = {rule.name for rule in rules}
    known = {name: (area, rule) for area, rule, name in _ours(text) if name in names}
    alone = {name for name, (area, _) in known.items() if len(text.children(area)) == 1}
    # What shares its element with another rule is moved out of it.
    if known.keys() - alone:
        drop_rules(text, lambda name: name in known.keys() - alone)
        known = {name: (area, rule) for area, rule, name in _ours(text) if name in alone}
    priority = max((int(found[1]) for found in _PRIORITY.finditer(text.around)), default=0)
    edits: list[Edit] = []
    last = [area.end for area in text.find_all("conditionalFormatting")]
    at = last[-1] if last else text.place_for("conditionalFormatting")
    for rule, number in zip(rules, formats, strict=True):
        if rule.name in known:
            area, old = known[rule.name]
            kept = old.attributes.get("priority", "")
            edits.append((area.start, area.end, _area(text.prefix, rule, number, kept)))
        else:
            priority += 1
            edits.append((at, at, _area(text.prefix, rule, number, str(priority))))
    text.edit(edits)


def drop_rules(text: SheetText, ours: Callable[[str], bool]) -> None:
    """Take out the rules of ours for whose name `ours` says yes."""
    dropped: dict[int, tuple[Span, list[Span]]] = {}
    for area, rule, name in _ours(text):
        if ours(name):
            dropped.setdefault(area.start, (area, []))[1].append(rule)
    edits: list[Edit] = []
    for area, rules in dropped.values():
        if len(rules) == len(text.children(area)):
            edits.append((area.start, area.end, b""))
        else:
            edits += [(rule.start, rule.end, b"") for rule in rules]
    text.edit(edits)


def has_rules(text: SheetText) -> bool:
    """Say whether a sheet has rules of ours."""
    return bool(_ours(text))


def _ours(text: SheetText) -> list[tuple[Span, Span, str]]:
    """Return element, rule and name of each rule of ours."""
    found = []
    for area in text.find_all("conditionalFormatting"):
        for rule in text.children(area):
            if rule.name == "cfRule":
                tag = _TAG.search(unescaped(text.inner(rule).decode()))
                if tag:
                    found.append((area, rule, tag[1]))
    return found


def _area(prefix: str, rule: Rule, number: int, priority: str) -> bytes:
    formula = f"<{prefix}formula>{escaped(rule.formula)}</{prefix}formula>"
    attributes = {"type": "expression", "dxfId": number, "priority": priority}
    condition = element(f"{prefix}cfRule", attributes, formula)
    return element(f"{prefix}conditionalFormatting", {"sqref": rule.cells}, condition).encode()
