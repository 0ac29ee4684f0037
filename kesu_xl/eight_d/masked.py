"""Personal data in an 8D: which of its fields hold some, and what is written instead when a report leaves the house.

Personal is what the schema marks P (DOMAIN 3): names, extensions and addresses of the team, contacts, receivers. The
person who reads the report knows whom to ask by function and department, which stay. The customer's own people are
masked as well: a report is passed on, to portals and to the customer's customers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, TABLES
from kesu_xl.eight_d.record import table_of

__all__ = ["is_personal", "masked", "personal_words"]

#: The names of the leader and the champion come from the team.
_DERIVED: Final = ("d1.leader", "d1.champion")
_INDEX: Final = re.compile(r"\[\d*\]")
_MAIL: Final = re.compile(r"[^\s@,;，；、<>（）()]+@[^\s@,;，；、<>（）()]+")
_PART: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z0-9_\u00c0-\u024f]*|\d+|[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]+"
)
#: A shorter number is an extension, which means something else elsewhere.
_LONG_NUMBER: Final = re.compile(r"(?<!\d)\+?\d(?:[\d\- ]{5,}\d)(?!\d)")
_SHORTEST_LATIN: Final = 4
#: A name of two characters is often written with a blank in it, to be as wide as one of three.
_SPACED: Final = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
_APART: Final = re.compile(r"[,;:，；：、/|()（）\[\]【】&\r\n\t]+")
#: What stands beside a name without being one, and means something else in other texts.
_NO_NAME: Final = re.compile(
    r"电话|電話|手机|手機|座机|座機|邮箱|郵箱|微信|传真|傳真|分机|分機|联系人|聯絡人|采购|採購|品质|品質|品保|质量|質量|销售|銷售|业务|業務"
    r"|仓库|倉庫|生产|生產|工程|客服|厂长|廠長|经理|經理|主管|班长|班長|先生|女士|小姐|.*(?:部|课|課|组|組|公司|厂|廠)"
)


@cache
def _personal_columns() -> Mapping[str, frozenset[str]]:
    """Table -> its personal columns; ``""`` is the register."""
    tables = {table.name: frozenset(one.name for one in table.columns if one.personal) for table in (*DETAILS, *TABLES)}
    return {**tables, "": frozenset(name for name, column in COLUMNS.items() if column.personal)}


@cache
def is_personal(path: str) -> bool:
    """Say whether a field of an 8D holds personal data; items of a list as ``team[].name`` or ``team[2].name``."""
    if path in _DERIVED:
        return True
    first, dot, column = _INDEX.sub("", path).rpartition(".")
    if not dot:
        return path in _personal_columns()[""]
    return column in _personal_columns().get(table_of(first), ())


def masked(text: str) -> str:
    """Return what is written instead of personal data: the first character of each part stays.

    ``王小明 13800001234`` -> ``王** 138****1234``, ``Ann Lee`` -> ``A*** L***``, ``li.si@example.com`` -> ``l***@***``
    """
    text = _MAIL.sub(lambda found: f"{found[0][0]}***@***", _SPACED.sub(r"\1\2", text))
    return _PART.sub(lambda found: _masked_part(found[0]), text)


def _masked_part(part: str) -> str:
    if part.isdecimal():
        return f"{part[:3]}****{part[-4:]}" if len(part) >= 11 else "*" * len(part)
    if part.isascii() or part[0] < "\u3000":
        return part if len(part) == 1 else f"{part[0]}***"
    return part[0] + "*" * max(1, len(part) - 1)


def personal_words(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, str]:
    """Return the words that are personal wherever they stand -> what is written instead.

    A name, a mail address and a long number are; an extension or one character is not, as it means something else in
    another place.

    Args:
        tables: Name of a table -> its rows; ``""`` the register's. Only their personal columns are looked at.
    """
    found: dict[str, str] = {}
    for table, rows in tables.items():
        for row in rows:
            for column in _personal_columns().get(table, ()):
                value = row.get(column)
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    text = str(value).strip()
                    for word in _words(text):
                        found.setdefault(word, masked(word))
    return found


def _words(text: str) -> Iterator[str]:
    yield from _MAIL.findall(text)
    yield from _LONG_NUMBER.findall(text)
    # a cell names several people, or says in brackets what somebody does: each name is one wherever it stands alone
    for part in _APART.split(_LONG_NUMBER.sub(" ", _MAIL.sub(" ", text))):
        # a Latin name has blanks in it, a Chinese one beside it
        spaced = [form for found in _SPACED.finditer(part) for form in (found[0], found[1] + found[2])]
        for word in [part] if part.isascii() else [*spaced, *_SPACED.sub(" ", part).split()]:
            name = word.strip(" .-·")
            letters = sum(character.isalpha() for character in name)
            if letters >= (_SHORTEST_LATIN if name.isascii() else 2) and not _NO_NAME.fullmatch(name):
                yield name
