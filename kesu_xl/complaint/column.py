"""What a register column is: its labels, what it may hold, from which status it must be filled, who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kesu_xl.complaint.lists import ChoiceList
from kesu_xl.wording import LANGUAGES, Text

__all__ = ["Column", "Group", "Kind", "column"]

#: Key of a `Column` in the metadata of a dataclass field.
COLUMN: Final = "column"


class Kind(StrEnum):
    """What a cell of the column holds."""

    TEXT = "text"
    DATETIME = "datetime"
    DATE = "date"
    COUNT = "int >= 0"
    POSITIVE = "int > 0"
    MONEY = "money"
    SCORE = "1-5"
    YES_NO = "yes/no"
    LIST = "list"
    OWN_LIST = "list (own)"
    CASE = "case_no"
    PICTURE = "path or picture"


class Group(StrEnum):
    """The band of the register that a column stands under, in the order of the sheet."""

    CASE = "案件"
    INTAKE = "登记"
    CLOCKS = "时效"
    EIGHT_D = "8D"
    CLOSING = "结案"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the register, or of a detail table.

    Attributes:
        name: The one name at every door, e.g. ``received_at``.
        labels: Header text in zh-Hans, zh-Hant, en.
        aliases: Headers that other people's registers use for it.
        kind: What its cells hold.
        required_from: Letter of the status from which it must be filled (N A C R I X), or None.
        own_liability_only: Only required while the liability is not somebody else's.
        choices: The list of its values, or None.
        personal: Holds personal data; masked in what leaves the house.
        internal: Never leaves the house.
        group: Band of the register.
        width: Width in the register, in pixels (Chinese; English needs a little more).
    """

    name: str
    labels: Text
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required_from: str | None = None
    own_liability_only: bool = False
    choices: ChoiceList | None = None
    personal: bool = False
    internal: bool = False
    group: Group = Group.INTAKE
    width: int = 92

    def say(self, lang: str) -> str:
        """Return the label in `lang`."""
        return self.labels[LANGUAGES.index(lang)]


#: Width in pixels where a column says none (LOOK: columns of the register). Date and time has room for the wider
#: digits of the fonts that stand in where 微软雅黑 is not installed: a time that does not fit shows as ####.
_WIDTHS: Mapping[Kind, int] = {
    Kind.DATETIME: 146,
    Kind.DATE: 98,
    Kind.COUNT: 68,
    Kind.POSITIVE: 68,
    Kind.MONEY: 92,
    Kind.SCORE: 58,
    Kind.YES_NO: 64,
    Kind.LIST: 78,
    Kind.OWN_LIST: 86,
    Kind.CASE: 112,
    Kind.PICTURE: 92,
    Kind.TEXT: 96,
}


def column(
    zh_hans: str,
    zh_hant: str,
    en: str,
    aliases: str = "",
    kind: Kind = Kind.TEXT,
    required_from: str | None = None,
    *,
    own_liability_only: bool = False,
    choices: ChoiceList | None = None,
    personal: bool = False,
    internal: bool = False,
    group: Group = Group.INTAKE,
    width: int | None = None,
) -> Any:
    """Declare a field of the record together with its register column.

    Args:
        zh_hans: Header in Simplified Chinese.
        zh_hant: Header in Traditional Chinese.
        en: Header in English.
        aliases: Other people's headers, separated by commas.
        kind: What the cells hold.
        required_from: Letter of the status from which the cell must be filled.
        own_liability_only: See `Column`.
        choices: The list of its values.
        personal: See `Column`.
        internal: See `Column`.
        group: See `Column`.
        width: Pixels; by kind where left out.
    """
    declared = Column(
        name="",
        labels=(zh_hans, zh_hant, en),
        aliases=tuple(alias.strip() for alias in aliases.split(",") if alias.strip()),
        kind=kind,
        required_from=required_from,
        own_liability_only=own_liability_only,
        choices=choices,
        personal=personal,
        internal=internal,
        group=group,
        width=_WIDTHS[kind] if width is None else width,
    )
    return field(default=None, metadata={COLUMN: declared})
