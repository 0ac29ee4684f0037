"""The defined names of a workbook that is being changed; a name that we did not make keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kesu_xl.notation import quoted
from kesu_xl.package.listed import Item, Listed
from kesu_xl.package.markup import element, escaped, unescaped

__all__ = ["Name", "Names", "quoted", "sheet_in"]


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name: what it stands for, and the sheet that it belongs to (its place among the sheets, from 0)."""

    name: str
    text: str
    scope: int | None
    hidden: bool


class Names:
    """The defined names, in their order.

    Args:
        listed: The ``<definedNames>`` element.
        prefix: Prefix of the workbook part's elements, with its colon.
    """

    def __init__(self, listed: Listed, prefix: str) -> None:
        self.listed = listed
        self._prefix = prefix
        # Some workbooks have tens of thousands of them.
        self._found: dict[tuple[str, int | None], Item] = {}
        self._note()

    def _note(self) -> None:
        self._found.clear()
        for item in self.listed.items:
            self._found.setdefault((item.attributes.get("name", "").casefold(), _scope(item)), item)

    def __iter__(self) -> Iterator[Name]:
        return map(_read, self.listed)

    def get(self, name: str, scope: int | None = None) -> Name | None:
        """Return a name; case does not matter."""
        item = self._find(name, scope)
        return _read(item) if item is not None and not item.gone else None

    def _find(self, name: str, scope: int | None) -> Item | None:
        return self._found.get((name.casefold(), scope))

    def put(self, name: str, text: str, *, hidden: bool, scope: int | None = None) -> None:
        """Define a name, or let it stand for something else; in its old place where it had one."""
        wanted = Name(name, text, scope, hidden)
        item = self._find(name, scope)
        if item is not None and _read(item) == wanted:
            item.gone = False
            return
        attributes = {"name": name}
        if scope is not None:
            attributes["localSheetId"] = str(scope)
        if hidden:
            attributes["hidden"] = "1"
        xml = element(f"{self._prefix}definedName", attributes, escaped(text))
        if item is None:
            self._found[name.casefold(), scope] = self.listed.add(xml, attributes, escaped(text))
        else:
            item.xml, item.attributes, item.text, item.gone = xml.encode(), attributes, escaped(text), False

    def drop(self, ours: Callable[[Name], bool]) -> list[Name]:
        """Take out the names for which `ours` says yes, and return them."""
        dropped = []
        for item in self.listed:
            name = _read(item)
            if ours(name):
                item.gone = True
                dropped.append(name)
        return dropped

    def forget_sheet(self, place: int) -> None:
        """Follow the removal of a sheet: its own names go, those of the sheets behind it move up."""
        for item in self.listed.items:
            scope = _scope(item)
            if scope == place:
                item.gone = True
            elif scope is not None and scope > place:
                item.put("localSheetId", str(scope - 1))
        self._note()


def _read(item: Item) -> Name:
    hidden = item.attributes.get("hidden", "0") in ("1", "true")
    return Name(item.attributes.get("name", ""), unescaped(item.text), _scope(item), hidden)


def _scope(item: Item) -> int | None:
    scope = item.attributes.get("localSheetId", "").strip()
    return int(scope) if scope.isdecimal() else None


def sheet_in(refers_to: str) -> str:
    """Return the sheet of a reference such as ``'It''s'!$A$1``."""
    return refers_to.rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")
