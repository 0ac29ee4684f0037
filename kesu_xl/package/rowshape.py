"""Rows that look alike, read many at a time.

In a long list each column is written in one or two ways: the same style, the same type, a value or none. From rows that
were read one by one this makes one pattern for a whole row, and reads the values column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kesu_xl.package.a1 import column_number
from kesu_xl.package.cells import Reading, Value, unescaped
from kesu_xl.package.plainrows import FORMULA, Form, is_clean

__all__ = ["Band", "RowShape"]

#: What stands between the tags of a cell and how it is read.
_Kind = Literal["blank", "shared", "number", "date", "duration", "text", "inline", "boolean"]

# A whole number of up to 15 digits is exact, and none of these is too large to be a number. What may be missing is
# written as one of two ways: the pattern machine is much quicker at that than at a repeated group.
_NUMBER: Final = r"(-?[0-9]{1,15}(?:\.[0-9]{1,25}|)(?:E-?[0-9]{1,2}|))"
_VALUE: Final[dict[_Kind, str]] = {
    "shared": r"<{p}v>([0-9]{1,9})</{p}v>",
    "number": rf"<{{p}}v>{_NUMBER}</{{p}}v>",
    "date": rf"<{{p}}v>{_NUMBER}</{{p}}v>",
    "duration": rf"<{{p}}v>{_NUMBER}</{{p}}v>",
    "text": r'<{p}v(?: xml:space="preserve")?>([^<]*+)</{p}v>',
    "inline": r'<{p}is><{p}t(?: xml:space="preserve")?>([^<]*+)</{p}t></{p}is>',
    "boolean": r"<{p}v>([01])</{p}v>",
}
_KIND_OF_TYPE: Final[dict[str, _Kind]] = {"s": "shared", "str": "text", "b": "boolean"}
#: Patterns of wider rows take longer to make than they save.
_COLUMN_LIMIT: Final = 300
#: Ways of writing a cell of one column that are taken in; the rest are read one by one.
_FORM_LIMIT: Final = 40


@dataclass(slots=True)
class Band:
    """Rows that look alike.

    Attributes:
        numbers: Their row numbers.
        left: Column number of the first value of each row.
        rows: Their values, all rows of one length; a blank cell is ``""``.
        used: Column numbers of the first and the last column that has a value.
    """

    numbers: list[int]
    left: int
    rows: list[list[Value]]
    used: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Group:
    """One group of the pattern: a column, and how what it holds is read."""

    column: int
    kind: _Kind


class RowShape:
    """The pattern of rows that look like those of a sample.

    Args:
        prefix: Prefix of the sheet's elements with its colon, or ``""``.
        forms: How the cells of the sample are written, each with its count.
        reading: How values are read.

    Raises:
        ValueError: The sample is too wide for one pattern, or empty.
    """

    def __init__(self, prefix: str, forms: Counter[Form], reading: Reading) -> None:
        self._reading = reading
        columns: dict[int, list[Form]] = {}
        for form, _ in forms.most_common():
            if _kind(form, reading):
                columns.setdefault(column_number(form.letters), []).append(form)
        if not 0 < len(columns) <= _COLUMN_LIMIT:
            raise ValueError("no shape")
        self._left, self._right = min(columns), max(columns)
        if self._right - self._left >= 2 * _COLUMN_LIMIT:
            raise ValueError("no shape")
        self._groups: list[_Group] = []
        cells = [self._cell(column, columns[column][:_FORM_LIMIT]) for column in sorted(columns)]
        pattern = r'<{p}row r="([0-9]{1,7})"([^<>/]*+)>' + "".join(cells) + "</{p}row>"
        #: Matches one row from its tag to its end. Group 2 is what else its tag says; ``lastindex`` is 2 for a row
        #: without any value.
        self.match: Callable[[str, int], re.Match[str] | None] = re.compile(pattern.replace("{p}", prefix)).match

    def band(self, found: Sequence[Sequence[str | None]]) -> Band:
        """Return the values of rows.

        Args:
            found: The groups of each row's match.

        Raises:
            LookupError: A cell names a shared string that is not there.
            ValueError: A text is not what XML allows.
        """
        columns = list(zip(*found, strict=True))
        numbers = list(map(int, columns[0]))
        read: dict[int, list[Value]] = {}
        for group, raw in zip(self._groups, columns[2:], strict=True):
            blanks = raw.count(None)
            if blanks == len(raw):
                continue
            if not blanks:
                read[group.column] = self._values(group.kind, raw)
                continue
            values = iter(self._values(group.kind, [text for text in raw if text is not None]))
            before = read.get(group.column)
            if before is None:
                read[group.column] = ["" if text is None else next(values) for text in raw]
            else:
                read[group.column] = [
                    old if text is None else next(values) for text, old in zip(raw, before, strict=True)
                ]
        blank: list[Value] = [""] * len(found)
        rows = map(list, zip(*[read.get(n, blank) for n in range(self._left, self._right + 1)], strict=True))
        return Band(numbers, self._left, list(rows), (min(read), max(read)))

    def _cell(self, column: int, forms: list[Form]) -> str:
        """Return the pattern of one column's cell, which may also be missing."""
        by_kind: dict[_Kind, list[Form]] = {}
        for form in forms:
            by_kind.setdefault(_kind(form, self._reading) or "blank", []).append(form)
        ways = []
        for kind, alike in by_kind.items():
            tags = "|".join(dict.fromkeys(_tag(form, kind) for form in alike))
            if kind == "blank":
                ways.append(rf"(?:{tags})(?:/>|></{{p}}c>)")
            else:
                formula = rf"(?:{FORMULA}|)" if any(form.formula for form in alike) else ""
                ways.append(rf"(?:{tags})>{formula}{_VALUE[kind]}</{{p}}c>")
                self._groups.append(_Group(column, kind))
        return rf'(?:<{{p}}c r="{forms[0].letters}\1"(?:{"|".join(ways)})|)'

    def _values(self, kind: _Kind, raw: Sequence[str | None]) -> list[Value]:
        texts: Sequence[str] = raw  # type: ignore[assignment]  # those that are None were left out
        if kind == "shared":
            return list(map(self._reading.strings.__getitem__, map(int, texts)))
        if kind == "number":
            return list(map(float, texts))
        if kind == "date":
            return self._reading.moments(texts)
        if kind == "duration":
            return [self._reading.duration(float(text)) for text in texts]
        if kind == "boolean":
            return [text == "1" for text in texts]
        return [self._reading.text(text) for text in _resolved(texts)]


def _tag(form: Form, kind: _Kind) -> str:
    """Return the pattern of what follows the address in a cell's tag."""
    style, rest = f' s="{form.style}"', form.attributes.removeprefix(f' s="{form.style}"')
    # The style decides what a number is; to everything else it is all the same.
    if kind in ("number", "date", "duration") or not form.attributes.startswith(style):
        return re.escape(form.attributes)
    return r' s="[0-9]{1,9}"' + re.escape(rest)


def _resolved(texts: Sequence[str]) -> list[str]:
    if not all(map(is_clean, texts)):
        raise ValueError("not XML")
    return [unescaped(text) for text in texts]


def _kind(form: Form, reading: Reading) -> _Kind | None:
    """Return how the cells of a form are read, None if they are left to be read one by one."""
    if form.body == "is":
        return "inline"
    if not form.body:
        # A formula without a result is told from a blank cell where cells are read one by one.
        return None if form.formula else "blank"
    if form.type == "n":
        return reading.kind(form.style)
    return _KIND_OF_TYPE.get(form.type)
