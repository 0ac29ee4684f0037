"""A person at Excel, for tests: opens a workbook, selects cells, clicks a button, reads what comes up."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import xlwings
from openpyxl.workbook.protection import WorkbookProtection

from excel.app import Engine
from excel.book import Book
from excel.calls import Calls
from excel.openbook import OpenBook
from excel.place import OpenSheet, parse_areas
from excel.program import Program
from kesu_xl.ribbon.dispatch import HANDLERS, Handler, dispatch

__all__ = ["Excel", "running"]


class Excel:
    """Excel, and the person who uses it.

    Attributes:
        calls: What crossed from Python into Excel since the last reset.
        program: The program itself.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self.program = Program()
        self.calls: Calls = self.program.calls
        self.engine = Engine(self.program)

    # --- what the person does -----------------------------------------------------------------------------------------

    def open(
        self,
        path: Path,
        *,
        url: str = "",
        synchronised: bool = False,
        read_only: bool = False,
        never_saved: bool = False,
    ) -> xlwings.Book:
        """Open a workbook; the next click comes from it.

        Args:
            path: The file.
            url: Where OneDrive or SharePoint keep it: Excel then knows this address only.
            synchronised: The file lies in a folder that xlwings finds by the address.
            read_only: Open it read-only.
            never_saved: Make a new book after the file instead, as from a template.
        """
        book = self.program.add(path) if never_saved else self.program.open(path, url=url, read_only=read_only)
        book.synchronised = synchronised
        self.calls.reset()
        return self._caller(book)

    def add(self) -> xlwings.Book:
        """Make a new, empty workbook; the next click comes from it."""
        return self._caller(self.program.add())

    def _caller(self, book: OpenBook) -> xlwings.Book:
        wrapped = xlwings.Book(impl=Book(self.engine, book))
        wrapped.set_mock_caller()
        return wrapped

    def click(
        self,
        button: str,
        lang: str = "zh-Hans",
        pressed: bool | None = None,
        *,
        handlers: Mapping[str, Handler] = HANDLERS,
    ) -> str:
        """Click a button of the ribbon in the book in front; return the last message, empty for none.

        The calls are counted from here, messages and status bar begin anew.
        """
        self.shown.clear()
        self.status.clear()
        if self.program.active is not None:
            self._caller(self.program.active)
        self.calls.reset()
        dispatch(button, lang, pressed, handlers=handlers, folder=self._state)
        return self.shown[-1][1] if self.shown else ""

    def front(self, sheet: str) -> OpenSheet:
        """Bring a sheet of the book in front to the front."""
        assert self.program.active is not None, "no book is open"
        place = OpenSheet(self.program.active, self.program.active.workbook[sheet])
        self.program.activate(place)
        return place

    def select(self, sheet: str, address: str | None) -> None:
        """Select cells, such as ``A5:C9,E7``; None selects something that is no cell."""
        self.program.select(self.front(sheet), parse_areas(address) if address else None)

    def protect(self, *, sheet: str = "", structure: bool = False) -> None:
        """Protect a sheet, or the structure, of the book in front."""
        assert self.program.active is not None, "no book is open"
        if sheet:
            self.program.active.workbook[sheet].protection.sheet = True
        if structure:
            self.program.active.workbook.security = WorkbookProtection(lockStructure=True)

    def answer(self, *answers: str) -> None:
        """Press these buttons in the questions to come."""
        self.program.answers.extend(answers)

    def choose(self, *paths: str | os.PathLike[str] | None) -> None:
        """Pick these in the file dialogs to come; None cancels."""
        self.program.chosen.extend(paths)

    # --- what the person sees -----------------------------------------------------------------------------------------

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Title and text of each message."""
        return self.program.shown

    @property
    def status(self) -> list[str | bool]:
        """What the status bar showed; False is Excel's own text."""
        return self.program.status

    @property
    def unanswered(self) -> deque[str]:
        """Answers that no question asked for."""
        return self.program.answers

    def saved(self, path: Path, book: str = "") -> Path:
        """Save a copy of a book as it is now, of the one in front unless named, and return its path."""
        found = self.program.active if not book else next(one for one in self.program.books if one.name == book)
        assert found is not None, "no book is open"
        found.write(path)
        return path


@contextmanager
def running(state: Path) -> Iterator[Excel]:
    """Have Excel run, as the engine that xlwings uses; at the end all books are closed.

    Args:
        state: Folder for lock and log of the clicks.
    """
    excel = Excel(state)
    engines = xlwings.engines
    before = engines.active, list(engines.engines), dict(engines.engines_by_name)
    engines.add(xlwings.main.Engine(impl=excel.engine))
    engines[excel.engine.name].activate()
    try:
        yield excel
    finally:
        for book in list(excel.program.books):
            excel.program.close(book)
        engines.active, engines.engines, engines.engines_by_name = before
        if hasattr(xlwings.Book, "_mock_caller"):
            del xlwings.Book._mock_caller
