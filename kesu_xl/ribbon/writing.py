"""Changing the open workbook: Excel quiet and back as it was, sheets of ours copied in, texts that stay texts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import column_letter
from kesu_xl.package.names import quoted, sheet_in
from kesu_xl.ribbon.pointing import Pointing

if TYPE_CHECKING:
    from xlwings import App, Book, Sheet

    from kesu_xl.flow.made_sheets import Keys, Sheets
    from kesu_xl.ribbon.openbook import Read

__all__ = [
    "add_sheets",
    "as_typed",
    "names_to_be",
    "paused",
    "put_keys",
    "put_sheets",
    "refuse_locked_book",
    "refuse_locked_sheet",
    "remember",
    "working",
]

#: What is switched off while we write; Excel is slower with any of them.
_QUIET: Final = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))
#: Excel takes a text that begins so for a formula, or eats the mark.
_MARKS: Final = ("=", "+", "-", "@", "'")


@contextmanager
def working(app: App) -> Iterator[Callable[[str], None]]:
    """Give what says in the status bar what is going on; in the end Excel has the bar back in any case."""

    def tell(text: str) -> None:
        app.status_bar = text

    try:
        yield tell
    finally:
        app.status_bar = False  # Excel shows its own text again


@contextmanager
def paused(app: App) -> Iterator[None]:
    """Keep Excel from drawing, calculating and running macros; each is as it was before, whatever happens."""
    with ExitStack() as former:
        for name, quiet in _QUIET:
            was = getattr(app, name)
            if was != quiet:
                former.callback(setattr, app, name, was)
                setattr(app, name, quiet)
        yield


def as_typed(text: str) -> str:
    """Return what has to be written so that a cell holds this text and no formula, number or date."""
    plain = not text or (text[0].isalpha() and not text[0].isascii()) or ("|" in text and text[0] not in _MARKS)
    return text if plain else "'" + text


def refuse_locked_book(book: Book) -> None:
    """Refuse a workbook in which no sheet can be put.

    Raises:
        KesuError: Its structure is protected.
    """
    locked = False
    with suppress(Exception):  # a Mac does not say it before
        locked = bool(book.api.ProtectStructure)
    if locked:
        raise KesuError("structure_protected", file=str(book.name))


def refuse_locked_sheet(sheet: Sheet) -> None:
    """Refuse a sheet whose cells cannot be written.

    Raises:
        KesuError: It is protected.
    """
    locked = False
    with suppress(Exception):
        locked = bool(sheet.api.ProtectContents)
    if locked:
        raise KesuError("sheet_locked", sheet=str(sheet.name))


def put_sheets(book: Book, app: App, made: Sheets, read: Read) -> list[str]:
    """Copy sheets of ours in with Excel's own sheet copy; one that is there already keeps its place and its name.

    Formulas of users that point at a sheet which is replaced are written again as they were.

    Args:
        book: Where to.
        app: Its Excel.
        made: The sheets.
        read: The book as it is.

    Returns:
        What the sheets are called now.

    Raises:
        KesuError: The structure of the workbook is protected.
    """
    refuse_locked_book(book)
    old = _there(made, read)
    pointing = Pointing(book, read, set(old.values()))
    copied = _copied_from(book, app, made, old)
    put = [_take_over(book, slot, sheet, old.get(slot)) for (slot, _), sheet in zip(made.slots, copied, strict=True)]
    pointing.write()
    book.sheets[put[0]].activate()
    return put


def add_sheets(book: Book, app: App, made: Sheets) -> None:
    """Copy sheets in behind all others; they are the user's own from then on, so no name marks them as ours."""
    _copied_from(book, app, made, {})


def _copied_from(book: Book, app: App, made: Sheets, old: Mapping[int, str]) -> list[Sheet]:
    """Copy sheets in from a workbook of their own, which Excel opens for so long."""
    with tempfile.TemporaryDirectory(prefix="kesu_", ignore_cleanup_errors=True) as folder:
        # Excel opens no two workbooks of one name: that of the folder is nobody else's
        path = Path(folder) / f"{Path(folder).name}.xlsx"
        path.write_bytes(made.data)
        source = app.books.open(path, update_links=False, read_only=True, add_to_mru=False)
        try:
            return _copied(book, [(source.sheets[name], old.get(slot)) for slot, name in made.slots])
        finally:
            source.close()


def names_to_be(made: Sheets, read: Read) -> list[str]:
    """Return what sheets of ours will be called: one that is there keeps its name, a new one gets a free one."""
    old, taken = _there(made, read), {name.casefold() for name in read.sheets}
    names = []
    for slot, name in made.slots:
        number, free = 1, old.get(slot, name)
        while slot not in old and free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"  # as Excel calls a copy
        names.append(free)
    return names


def _there(made: Sheets, read: Read) -> dict[int, str]:
    """Return the sheets that will be replaced, by their slots."""
    return {slot: name for slot, _ in made.slots if (name := own_sheet(read.names, slot)) in read.sheets}


def _copied(book: Book, sheets: Sequence[tuple[Sheet, str | None]]) -> list[Sheet]:
    """Copy sheets in, each before the one that it will replace, else behind all; where one fails, none is there."""
    copied: list[Sheet] = []
    try:
        for sheet, old in sheets:
            anchor = (book.sheets[old] if old is not None else book.sheets[len(book.sheets) - 1]).impl
            # what xlwings puts around it asks for the names of all sheets three times
            sheet.impl.copy(before=anchor if old is not None else None, after=None if old is not None else anchor)
            copied.append(book.sheets.active)
    except Exception:
        for sheet in copied:
            sheet.delete()
        raise
    return copied


def _take_over(book: Book, slot: int, sheet: Sheet, old: str | None) -> str:
    """Let a copied sheet be ours instead of the old one; where that one cannot go, it stays ours."""
    name = f"_kesu.sheet.{slot}"
    try:
        remember(book, name, str(sheet.name), "$A$1")
        if old is not None:
            book.sheets[old].delete()
    except Exception:
        with suppress(Exception):  # what was wrong in the first place is told
            sheet.delete()
        if old is not None:
            remember(book, name, old, "$A$1")
        raise
    if old is not None:
        sheet.name = old
    return str(sheet.name)


def own_sheet(names: Mapping[str, str], slot: int) -> str:
    """Return the name of a sheet of ours, "" where the book has none of that number."""
    return sheet_in(names.get(f"_kesu.sheet.{slot}", ""))


def remember(book: Book, name: str, sheet: str, cell: str) -> None:
    """Let a hidden name stand for a cell, so that it is found again after renames, sorts and insertions."""
    added = book.names.add(name, f"={quoted(sheet)}!{cell}")
    with suppress(Exception):  # a Mac shows it in the list of names
        added.api.Visible = False


def put_keys(book: Book, keys: Keys, names: Mapping[str, str]) -> bool:
    """Write what the rules of a register look its problems up by; say whether it has such rules.

    Args:
        book: The register's workbook.
        keys: What to write.
        names: Defined names of the book with their formulas.
    """
    sheet = own_sheet(names, keys.slot)
    if not sheet or any(name not in names for name in keys.names):
        return False
    target = book.sheets[sheet]
    last = column_letter(len(keys.names))
    target.range(f"A:{last}").clear_contents()
    # as it stands: of texts there is nothing that xlwings would have to convert
    rows = [tuple(text if text is None else as_typed(text) for text in row) for row in keys.rows]
    target.range(f"A1:{last}{len(rows)}").raw_value = rows
    for column, name in enumerate(keys.names, start=1):
        whole = f"${column_letter(column)}:${column_letter(column)}"
        if not names[name].endswith(f"!{whole}"):  # an earlier version named so many rows as there were
            book.names[name].refers_to = f"={quoted(sheet)}!{whole}"
    return True
