"""All that showing the problems changes: the 问题 sheet, the hidden lists of keys, two rules on the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kesu_xl.annotation.listing import problem_sheet
from kesu_xl.annotation.place import LONGEST_HEAD, Marked
from kesu_xl.change import AddName, Cells, Change, DropOurs, Look, PutSheet, Rule, SetRules, tag
from kesu_xl.notation import ROW_LIMIT, column_letter
from kesu_xl.problem import Problem

__all__ = ["annotate_changes"]

#: Number of the hidden sheet of keys.
_KEYS_SLOT: Final = 3
_KEYS_SHEET: Final = "_kesu_problems"
#: Below the first row.
_MOST_KEYS: Final = ROW_LIMIT - 1
_LOOKS: Final = {
    "error": Look(ground="FBE5E3", ink="A4161A", bold=True),
    "warning": Look(ground="FFF3D1", ink="4A3200"),
}


def annotate_changes(marked: Marked, problems: Sequence[Problem], lang: str, heading: str) -> list[Change]:
    """Return the changes that show problems in their register; applied again, they replace what they put there.

    Args:
        marked: Where the register is.
        problems: Its problems.
        lang: Language of the sheet.
        heading: What stands under its title: which register, as of when.
    """
    keys = _keys(marked, problems)
    rules = tuple(_rule(marked, level) for level in _LOOKS)
    kept = tuple(rule.name for rule in rules)
    return [
        DropOurs(rules=("problem.",), names=("kesu_problem_",), sheet=marked.sheet, kept=kept),
        problem_sheet(marked, problems, lang, heading),
        PutSheet(_KEYS_SLOT, _KEYS_SHEET, "hidden", tuple(_key_cells(keys))),
        *(
            # the whole column: whoever writes other keys there later need not move the name
            AddName(f"kesu_problem_{level}", f"${letter}:${letter}", slot=_KEYS_SLOT)
            for letter, level in zip("AB", keys, strict=True)
        ),
        SetRules(marked.sheet, rules),
    ]


def _keys(marked: Marked, problems: Sequence[Problem]) -> dict[str, list[str]]:
    """Return the keys of each level; a cell with an error is not listed among the warnings again."""
    found: dict[str, dict[str, None]] = {level: {} for level in _LOOKS}
    cells = [problem for problem in problems if problem.row >= marked.first_row and problem.field in marked.columns]
    for level in _LOOKS:
        for problem in cells:
            if problem.level == level and (key := marked.key(problem)) not in found["error"]:
                found[level][key] = None
    return {level: list(keys)[:_MOST_KEYS] for level, keys in found.items()}


def _key_cells(keys: dict[str, list[str]]) -> Iterator[Cells]:
    # the first cell keeps the range from being empty; no key looks like it
    yield Cells(1, 1, 1, ("|", "|"))
    for column, found in enumerate(keys.values(), start=1):
        for row, key in enumerate(found, start=2):
            yield Cells(row, row, column, (key,))


def _rule(marked: Marked, level: str) -> Rule:
    """Return the rule of one level: it looks the cell up by number and header, so that it follows a sort."""
    first, last = column_letter(marked.left), column_letter(marked.right)
    head = f"{first}${marked.header_row}"
    header = f'IF(AND(ISTEXT({head}),LEN({head})<={LONGEST_HEAD},{head}<>""),{head},"#"&COLUMN({head}))'
    keys = ['"@"&ROW()&"|"&' + header]
    if "case_no" in marked.columns:
        number = f"${column_letter(marked.columns['case_no'])}{marked.first_row}"
        keys.append(f'{number}&"|"&{header}')
    lookups = [f"ISNUMBER(MATCH({_literal(key)},kesu_problem_{level},0))" for key in keys]
    name = f"problem.{level}"
    cells = f"{first}{marked.first_row}:{last}{marked.last_row}"
    return Rule(name, cells, f"AND({tag(name)},OR({','.join(lookups)}))", _LOOKS[level])


def _literal(expression: str) -> str:
    """Return a formula text whose value MATCH takes letter by letter: ``~``, ``*`` and ``?`` stand for themselves."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({expression},"~","~~"),"*","~*"),"?","~?")'
