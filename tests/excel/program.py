"""Excel as a person has it before them: which books are open, what is selected, what it shows and asks."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from excel.calls import Calls
from excel.fault import ComError
from excel.openbook import OpenBook
from excel.place import Area, OpenSheet, parse_areas

__all__ = ["Program"]

_UNNAMED = "工作簿"


class Program:
    """One running Excel.

    Attributes:
        calls: What Python asked of it.
        on_mac: Whether it is the Excel of a Mac, whose ``.api`` has other members.
        books: Open books, oldest first.
        active: The book in front.
        states: Settings of the application by xlwings' names; `reference_style` is 1 for A1, -4150 for R1C1.
        shown: Title and text of each message box.
        answers: What the person presses in questions to come: "ok", "cancel", "yes", "no".
        chosen: What the person picks in file dialogs to come; None cancels.
        dialogs: Title and starting place of the file dialogs that were shown.
        status: What the status bar showed, one after the other; False stands for Excel's own text.
        macros: What `run` was asked for.
    """

    def __init__(self) -> None:
        self.calls = Calls()
        self.on_mac = False
        self.books: list[OpenBook] = []
        self.active: OpenBook | None = None
        self.states: dict[str, Any] = {
            "screen_updating": True,
            "display_alerts": True,
            "enable_events": True,
            "interactive": True,
            "visible": True,
            "calculation": "automatic",
            "status_bar": False,
            "cut_copy_mode": None,
            "reference_style": 1,
            "user_name": "张三",
        }
        self.shown: list[tuple[str, str]] = []
        self.answers: deque[str] = deque()
        self.chosen: deque[str | os.PathLike[str] | None] = deque()
        self.dialogs: list[tuple[str, str]] = []
        self.status: list[str | bool] = []
        self.macros: list[tuple[str, tuple[object, ...]]] = []
        self._selected: dict[Worksheet, tuple[Area, ...] | None] = {}
        self._unnamed = 0

    def set_state(self, name: str, value: Any) -> None:
        """Change a setting."""
        self.states[name] = value
        if name == "status_bar":
            self.status.append(value)

    # --- books --------------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, url: str = "", read_only: bool = False) -> OpenBook:
        """Open a file and bring it to the front; others see that it is in use."""
        book = OpenBook.load(path, url=url, read_only=read_only)
        if (owner := book.owner_file()) is not None:
            owner.write_bytes(b"\x04user")
        return self._show(book)

    def add(self, source: Path | None = None) -> OpenBook:
        """Make a book that was never saved: an empty one, or one made after a file."""
        self._unnamed += 1
        name = f"{_UNNAMED}{self._unnamed}"
        if source is None:
            workbook = Workbook()
            workbook.worksheets[0].title = "Sheet1"
            return self._show(OpenBook(workbook, name))
        book = OpenBook.load(source)
        book.name, book.path, book.saved = name, None, False
        return self._show(book)

    def _show(self, book: OpenBook) -> OpenBook:
        self.books.append(book)
        self.active = book
        return book

    def close(self, book: OpenBook) -> None:
        """Close a book and forget what was not saved."""
        self.books.remove(book)
        if (owner := book.owner_file()) is not None:
            owner.unlink(missing_ok=True)
        if self.active is book:
            self.active = self.books[-1] if self.books else None

    def save(self, book: OpenBook, path: Path | None = None) -> None:
        """Save a book, under another path where one is given.

        Raises:
            ComError: It is read-only, or another open book has the name.
        """
        if path is None and (book.read_only or book.path is None):
            raise ComError(f"'{book.name}' is read-only. To save a copy, click OK.")
        if path is not None and any(one.name.lower() == path.name.lower() for one in self.books if one is not book):
            raise ComError("You cannot save this workbook with the same name as another open workbook or add-in.")
        if path is not None:
            if (owner := book.owner_file()) is not None:
                owner.unlink(missing_ok=True)
            book.path, book.name, book.url, book.read_only = path, path.name, "", False
        assert book.path is not None
        book.write(book.path)
        book.saved = True
        if path is not None and (owner := book.owner_file()) is not None:
            owner.write_bytes(b"\x04user")

    # --- sheets and selection -----------------------------------------------------------------------------------------

    def activate(self, sheet: OpenSheet) -> None:
        """Bring a sheet, and its book, to the front.

        Raises:
            ComError: The sheet is hidden.
        """
        if sheet.sheet.sheet_state != "visible":
            raise ComError("Activate method of Worksheet class failed")
        for one in sheet.book.sheets:
            one.sheet_view.tabSelected = one is sheet.sheet
        sheet.book.workbook.active = sheet.sheet
        self.active = sheet.book

    def active_sheet(self, book: OpenBook) -> OpenSheet:
        """Return the sheet in front in a book."""
        active = book.workbook.active
        return OpenSheet(book, active if isinstance(active, Worksheet) else book.sheets[0])

    def select(self, sheet: OpenSheet, areas: tuple[Area, ...] | None) -> None:
        """Select cells of the sheet in front; None for a picture or chart.

        Raises:
            ComError: Another sheet is in front.
        """
        if self.active is not sheet.book or self.active_sheet(sheet.book).sheet is not sheet.sheet:
            raise ComError("Select method of Range class failed")
        self._selected[sheet.sheet] = areas
        if areas:
            view = sheet.sheet.sheet_view
            pane = view.pane.activePane if view.pane else None
            for selection in view.selection:
                if selection.pane in (pane, None):
                    selection.activeCell = areas[0].address(False, False).split(":")[0]
                    selection.sqref = " ".join(area.address(False, False) for area in areas)

    @property
    def selection(self) -> tuple[OpenSheet, tuple[Area, ...]] | None:
        """What is selected on the sheet in front; None where it is no range, or no book is open."""
        if self.active is None:
            return None
        sheet = self.active_sheet(self.active)
        if sheet.sheet in self._selected:
            areas = self._selected[sheet.sheet]
        else:
            view = sheet.sheet.sheet_view
            pane = view.pane.activePane if view.pane else None
            found = next((one for one in view.selection if one.pane in (pane, None)), None)
            areas = parse_areas(",".join(str(found.sqref).split()) if found else "A1")
        return (sheet, areas) if areas else None

    # --- dialogs ------------------------------------------------------------------------------------------------------

    def ask(self, prompt: str, title: str, buttons: str) -> str:
        """Show a message box and return what the person pressed.

        Raises:
            AssertionError: It is a question that the test did not expect.
        """
        self.shown.append((title, prompt))
        if buttons == "ok":
            return "ok"
        assert self.answers, f"nobody answers: {prompt}"
        answer = self.answers.popleft()
        assert answer in buttons.split("_"), f"{answer} is no button of {buttons}"
        return answer

    def pick(self, title: str, start: str) -> str | None:
        """Show a file dialog and return what the person picked.

        Raises:
            AssertionError: The test did not expect one.
        """
        self.dialogs.append((title, start))
        assert self.chosen, f"nobody picks a file: {title}"
        picked = self.chosen.popleft()
        return None if picked is None else os.fspath(picked)
