"""xlwings' engine, application and collection of books over a running `Program`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlwings import base_classes

from excel import native
from excel.book import Book
from excel.calls import OfEngine, crossing
from excel.cellvalue import ERROR_CODES
from excel.comobject import given
from excel.fault import ComError
from excel.program import Program
from excel.range import Range

if TYPE_CHECKING:
    from excel.openbook import OpenBook

__all__ = ["App", "Apps", "Books", "Engine"]

_ERRORS: Final = {code: text for text, code in ERROR_CODES.items()}
_PID: Final = 4711


class Engine:
    """What xlwings asks an engine for; there is one program, which always runs."""

    name = "excel"
    type = "desktop"

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def apps(self) -> Apps:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """Return a value as it is handed over."""
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        if value is None or value != value:
            return ""
        return value

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., Any],
        empty_as: object,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return what was read in Python's types; an error is empty unless its text is asked for."""

        def cleaned(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour, minute=value.minute,
                    second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, float) and number_builder is not None:
                return number_builder(value)
            if isinstance(value, int) and value in _ERRORS:
                return _ERRORS[value] if err_to_str else None
            return value

        return [[cleaned(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The one application."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        return [_PID]

    def add(self, spec: object = None, add_book: bool = False, xl: object = None, visible: object = None) -> App:
        """Return the one that runs."""
        if add_book:
            self._engine.program.add()
        return App(self._engine)

    @staticmethod
    def cleanup() -> None:
        """There is nothing to clean up."""

    def __iter__(self) -> Iterator[App]:
        yield App(self._engine)

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != _PID:
            raise KeyError(pid)
        return App(self._engine)


def _state(name: str) -> property:
    """A setting of the application: one call to read it, one to set it."""

    def get(self: App) -> Any:
        return self.program.states[name]

    def put(self: App, value: Any) -> None:
        self.program.set_state(name, value)

    get.__name__ = put.__name__ = name
    return property(crossing("state")(get), crossing("state", "=")(put))


class App(OfEngine, base_classes.App):
    """The application."""

    screen_updating = _state("screen_updating")
    display_alerts = _state("display_alerts")
    enable_events = _state("enable_events")
    interactive = _state("interactive")
    visible = _state("visible")
    calculation = _state("calculation")
    status_bar = _state("status_bar")
    cut_copy_mode = _state("cut_copy_mode")

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.program = engine.program

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def api(self) -> Any:
        return given(self.program, native.ComApplication(self.program))

    @property
    @crossing("object")
    def selection(self) -> Range | None:
        selected = self.program.selection
        return Range(self._engine, *selected) if selected else None

    @crossing("act")
    def activate(self, steal_focus: bool = False) -> None:
        """It is in front."""

    @crossing("act")
    def calculate(self) -> None:
        """Nothing is calculated here."""

    @crossing("act")
    def quit(self) -> None:
        for book in list(self.program.books):
            self.program.close(book)

    @property
    @crossing("state")
    def version(self) -> str:
        return "16.0"

    @property
    @crossing("state")
    def hwnd(self) -> int:
        return 1

    @property
    @crossing("state")
    def pid(self) -> int:
        return _PID

    @property
    @crossing("object")
    def books(self) -> Books:
        return Books(self._engine)

    @crossing("act")
    def run(self, macro: str, args: tuple[object, ...]) -> None:
        self.program.macros.append((macro, args))

    @crossing("ask")
    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: object) -> str:
        return self.program.ask(prompt or "", title or "", buttons or "ok")


class Books(OfEngine, base_classes.Books):
    """The open books."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.program = engine.program

    @property
    def app(self) -> App:
        return App(self._engine)

    def _wrapped(self, book: OpenBook) -> Book:
        return Book(self._engine, book)

    @property
    @crossing("object")
    def active(self) -> Book:
        if self.program.active is None:
            raise ComError("Object required")
        return self._wrapped(self.program.active)

    @crossing("object")
    def __call__(self, name_or_index: str | int) -> Book:
        for n, book in enumerate(self.program.books, 1):
            if name_or_index == n or (isinstance(name_or_index, str) and book.name.lower() == name_or_index.lower()):
                return self._wrapped(book)
        raise KeyError(name_or_index)

    @crossing("state")
    def __len__(self) -> int:
        return len(self.program.books)

    def __iter__(self) -> Iterator[Book]:
        for book in list(self.program.books):
            self.calls.add("object", "Books.__iter__")
            yield self._wrapped(book)

    @crossing("act")
    def add(self) -> Book:
        return self._wrapped(self.program.add())

    @crossing("act")
    def open(
        self,
        fullname: str | os.PathLike[str],
        update_links: object = None,
        read_only: bool | None = None,
        *rest: object,
    ) -> Book:
        return self._wrapped(self.program.open(Path(fullname), read_only=bool(read_only)))
