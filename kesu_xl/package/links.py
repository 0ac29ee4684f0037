"""Links of ours in cells of somebody's sheet; hidden names of the sheet remember which are ours.

A link is known by where it leads, so that it is found again after a sort; first it is looked for in its old cell.
Source: ECMA-376 part 1, 18.3.1.47.
"""

from __future__ import annotations

import zlib
from typing import Final

from kesu_xl.change import Link, SetLinks, WebLink
from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import address, area
from kesu_xl.package.book import Sheet
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.made import SEPARATOR, text_formula, text_in
from kesu_xl.package.markup import Edit, Span, element
from kesu_xl.package.sheettext import SheetText

__all__ = ["drop_links", "set_links"]

#: Beginning of the hidden names of a sheet: cell and check sum of each link.
_MARK: Final = "_kesu.links."
#: So many in one name.
_LINES: Final = 300
#: Line of the record: the sheet had no list of relationships before.
_NO_RELATIONS: Final = "rels"


class _Links:
    """The links of one sheet."""

    def __init__(self, edit: WorkbookEdit, sheet: Sheet) -> None:
        self.edit = edit
        self.part = sheet.part or ""
        self.text: SheetText = edit.text(sheet.name)
        self.place = edit.place(sheet.name)
        self.record: list[str] = [
            line
            for name in edit.book.names
            if name.scope == self.place and name.name.startswith(_MARK)
            for line in text_in(name.text).split(SEPARATOR)
        ]

    def there(self) -> list[Span]:
        """Return all links, anybody's."""
        span = self.text.find("hyperlinks")
        return self.text.children(span) if span else []

    def leads_to(self, span: Span) -> str:
        """Return where a link leads: ``#`` and a place, or an address."""
        identity = span.attributes.get("id", "")
        known = {name: target for name, _, target in self.edit.package.relations(self.part)} if identity else {}
        return known.get(identity, "") or "#" + span.attributes.get("location", "")

    def ours(self) -> dict[int, str]:
        """Return the links of ours by their place in the part, each with its line of the record."""
        free = {span.start: (span.attributes.get("ref", ""), _sum(self.leads_to(span))) for span in self.there()}
        found: dict[int, str] = {}
        for moved in (False, True):
            for line in [line for line in self.record if line not in found.values()]:
                cell, _, total = line.partition(" ")
                for start, (ref, mark) in free.items():
                    if start not in found and mark == total and (moved or ref == cell):
                        found[start] = line
                        break
        return found

    def write(self) -> None:
        """Write the record."""
        names = self.edit.book.names
        names.drop(lambda name: name.scope == self.place and name.name.startswith(_MARK))
        for number, at in enumerate(range(0, len(self.record), _LINES), start=1):
            formula = text_formula(SEPARATOR.join(self.record[at : at + _LINES]))
            names.put(f"{_MARK}{number}", formula, hidden=True, scope=self.place)

    def take(self, spans: list[Span]) -> None:
        """Take links out, with what they point at."""
        container = self.text.find("hyperlinks")
        if container is None or not spans:
            return
        for span in spans:
            if identity := span.attributes.get("id", ""):
                self.edit.package.relations(self.part).drop(identity)
        if len(spans) == len(self.there()):
            self.text.edit([(container.start, container.end, b"")])
        else:
            self.text.edit([(span.start, span.end, b"") for span in spans])

    def put(self, links: list[Link | WebLink]) -> None:
        """Put links behind those that are there."""
        xml = b"".join(self._element(link) for link in links)
        span = self.text.find("hyperlinks")
        container = f"{self.text.prefix}hyperlinks".encode()
        if span is None or span.empty:
            self.text.put("hyperlinks", b"<" + container + b">" + xml + b"</" + container + b">")
        else:
            edits: list[Edit] = [(span.close, span.close, xml)]
            self.text.edit(edits)

    def _element(self, link: Link | WebLink) -> bytes:
        attributes: dict[str, object] = {"ref": address(link.row, link.column)}
        if isinstance(link, Link):
            attributes |= {"location": link.target, "display": link.shown}
        else:
            package, kind = self.edit.package, self.edit.book.relationships
            if not package.has_relations(self.part) and _NO_RELATIONS not in self.record:
                self.record.append(_NO_RELATIONS)
            identity = package.relations(self.part).add(f"{kind}/hyperlink", link.address, external=True)
            attributes |= {"xmlns:r": kind, "r:id": identity, "display": link.shown}
        return element(f"{self.text.prefix}hyperlink", attributes).encode()


def set_links(edit: WorkbookEdit, change: SetLinks) -> None:
    """Put links into cells that have none of somebody else's.

    Raises:
        KesuError: The sheet is protected, and nobody may put links there.
    """
    links = _Links(edit, edit.book.sheet(change.sheet))
    _refuse_protected(links.text, change)
    ours = links.ours()
    taken = [area(span.attributes.get("ref", "A1")) for span in links.there() if span.start not in ours]
    wanted = {
        address(link.row, link.column): link
        for link in change.links
        if not any(top <= link.row <= low and left <= link.column <= right for top, left, low, right in taken)
    }
    old: list[Span] = []
    for span in links.there():
        cell = span.attributes.get("ref", "")
        if span.start in ours and cell in wanted:
            link = wanted[cell]
            if links.leads_to(span) == _target(link) and span.attributes.get("display") == link.shown:
                del wanted[cell]
            else:
                old.append(span)
                links.record.remove(ours[span.start])
    if not wanted:
        return
    links.take(old)
    links.record += [f"{cell} {_sum(_target(link))}" for cell, link in wanted.items()]
    links.put(list(wanted.values()))
    links.write()


def drop_links(edit: WorkbookEdit) -> None:
    """Take out all links of ours."""
    scopes = {name.scope for name in edit.book.names if name.name.startswith(_MARK)}
    for place, sheet in enumerate(edit.book.sheets()):
        if place in scopes and sheet.kind == "worksheet" and sheet.part:
            links = _Links(edit, sheet)
            ours = links.ours()
            links.take([span for span in links.there() if span.start in ours])
            if _NO_RELATIONS in links.record and not list(edit.package.relations(sheet.part)):
                edit.package.forget_relations(sheet.part)
    edit.book.names.drop(lambda name: name.name.startswith(_MARK))


def _target(link: Link | WebLink) -> str:
    return f"#{link.target}" if isinstance(link, Link) else link.address


def _sum(target: str) -> str:
    return str(zlib.crc32(target.encode()))


def _refuse_protected(text: SheetText, change: SetLinks) -> None:
    span = text.find("sheetProtection")
    protected = span is not None and span.attributes.get("sheet", "0") in ("1", "true")
    if span is not None and protected and span.attributes.get("insertHyperlinks", "1") in ("1", "true"):
        first = change.links[0]
        raise KesuError("sheet_protected", sheet=change.sheet, cell=address(first.row, first.column))
