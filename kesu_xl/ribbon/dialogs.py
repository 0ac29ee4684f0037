"""Excel's own dialogs for a folder and for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlwings import App

__all__ = ["ask_file", "ask_folder"]

#: Kinds of dialog (MsoFileDialogType), and what Show gives when the user has chosen.
_FILE: Final = 3
_FOLDER: Final = 4
_CHOSEN: Final = -1


def ask_folder(app: App, title: str) -> str | None:
    """Return the folder that the user chooses, "" where none is chosen, None where Excel cannot ask (a Mac)."""
    return _ask(app, _FOLDER, title)


def ask_file(app: App, title: str) -> str | None:
    """Return the workbook that the user chooses, "" where none is chosen, None where Excel cannot ask (a Mac)."""
    return _ask(app, _FILE, title)


def _ask(app: App, kind: int, title: str) -> str | None:
    try:
        dialog = app.api.FileDialog(kind)
    except Exception:  # there is no such dialog
        return None
    dialog.Title = title
    dialog.AllowMultiSelect = False
    return str(dialog.SelectedItems(1)) if dialog.Show() == _CHOSEN else ""
