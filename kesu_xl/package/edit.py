"""A workbook while it is being changed: its parts taken apart where needed, and put together once at the end."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.book import MAIN_NAMESPACES, Book, Sheet
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.refused import open_for_change
from kesu_xl.package.sheettext import SheetText
from kesu_xl.package.source import Label
from kesu_xl.package.styles import EMPTY_STYLES, Styles

__all__ = ["WorkbookEdit"]

#: The stored result of a formula.
_RESULT: Final = re.compile(rb"((?:</(?:[\w.\-]+:)?f>|<(?:[\w.\-]+:)?f\s[^>]*/>)\s*)<((?:[\w.\-]+:)?v)>[^<]*</\2>")
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class WorkbookEdit:
    """A workbook that is being changed.

    Args:
        source: The file.
        label: What it is called in messages.

    Attributes:
        book: Its workbook part.
        stale: Values were written on which results that are stored in our own sheets may depend.

    Raises:
        KesuError: It must not be changed, or it is damaged.
    """

    def __init__(self, source: bytes, label: Label) -> None:
        self.label = label
        self.package = open_for_change(source, label)
        self.book = Book(self.package)
        self.stale = False
        self._texts: dict[str, SheetText] = {}
        self._replaced: set[str] = set()
        self._styles: Styles | None = None
        self._styles_part = ""

    @property
    def namespace(self) -> str:
        """Namespace of the elements of workbook and sheets."""
        return MAIN_NAMESPACES[self.book.strict]

    @property
    def styles(self) -> Styles:
        """The styles; made where there are none."""
        if self._styles is None:
            relations = self.package.relations(self.book.part)
            found = [self.package.find(target) for _, kind, target in relations.internal() if kind == "styles"]
            part = found[0] if found else None
            if part is None:
                folder = posixpath.dirname(self.book.part)
                part = posixpath.join(folder, "styles.xml")
                if self.package.find(part):
                    part = self.package.free_name(folder, "styles", ".xml")
                relations.add(f"{self.book.relationships}/styles", part)
                self.package.put(part, (EMPTY_STYLES % self.namespace).encode(), _STYLES_TYPE)
            self._styles_part = part
            self._styles = Styles(self.package.read(part), self.label)
        return self._styles

    def text(self, sheet: str) -> SheetText:
        """Return a sheet of that name, to be changed.

        Raises:
            KesuError: There is none, or it is damaged.
        """
        part = self.book.sheet(sheet).part or ""
        if part not in self._texts:
            self._texts[part] = SheetText(self.package.large(part) or self.package.read(part), self.label)
        return self._texts[part]

    def touched(self, sheet: Sheet) -> bool:
        """Say whether a sheet is being changed."""
        return sheet.part in self._texts

    def place(self, sheet: str) -> int:
        """Return the place of a sheet among all, from 0."""
        return self.book.place_of(self.book.sheet(sheet))

    def replace(self, sheet: Sheet, content: bytes | Deflated) -> None:
        """Put another content in the place of a sheet's part."""
        if sheet.part:
            self._texts.pop(sheet.part, None)
            self._replaced.add(sheet.part)
            self.package.put(sheet.part, content)

    def forget(self, sheet: Sheet) -> None:
        """Forget what was changed on a sheet that goes."""
        if sheet.part:
            self._texts.pop(sheet.part, None)

    def define(self, name: str, text: str, *, hidden: bool) -> None:
        """Define a name for the whole workbook, and remember that it is ours where it is new.

        Raises:
            KesuError: Somebody else has defined it.
        """
        there = self.book.names.get(name)
        if there is None:
            self.book.made.add(f"name:{name}")
        elif f"name:{there.name}" not in self.book.made.words:
            raise KesuError("name_taken", file=self.label, name=there.name)
        self.book.names.put(name, text, hidden=hidden)

    def calculates(self) -> None:
        """There are formulas without a result now: programs have to calculate when they open the file."""
        self.book.calculate_on_load()

    def saved(self) -> bytes:
        """Return the file; the same bytes where nothing changed."""
        if self.stale:
            self._drop_results()
        for part, text in self._texts.items():
            if not text.unchanged:
                self.package.put(part, text.content())
        if self._styles is not None:
            self.package.put(self._styles_part, self._styles.content())
        self.book.save()
        return self.package.save()

    def _drop_results(self) -> None:
        """Take the stored results out of our own sheets: Excel calculates on load, LibreOffice keeps what it finds."""
        for slot in self.book.slots():
            sheet = self.book.slot(slot)
            if sheet is None or not sheet.part or sheet.kind != "worksheet" or sheet.part in self._replaced:
                continue
            text = self.text(sheet.name)
            if any(_RESULT.search(rows) for rows in text.chunks()):
                text.rewrite(_RESULT.sub(rb"\1", rows) for rows in text.chunks())
                self.calculates()
