"""What crosses from Python into Excel, counted.

On Windows xlwings talks to Excel's process through COM: each property that is read or set and each method is one round
trip, whatever it carries; on a Mac it is one Apple event, which is slower. The rules of the count:

- one call: each property or method of an xlwings object that its Windows engine answers by asking Excel. Navigation
  counts: ``book.sheets['x']`` is two calls (the collection, the item), as on COM; so do the calls that xlwings makes
  by itself, such as the process id that it reads whenever it wraps the application, or the resizing of a range
  before a matrix is written;
- one call: reading or writing the values of a range, however many cells it has;
- one call: each property and method of an object of ``.api``;
- one call for each row, name, sheet, column: where xlwings asks in a loop (``rows.hidden``, all names, all sheets, all
  criteria of a filter);
- none: ``.api`` itself, place and shape of a range once they were asked for, everything that Python does alone;
- other members for which xlwings on Windows makes a few round trips in a row count as one, so the figure may be some
  calls too low, but never in proportion to the size of a workbook.

A call that fails counts too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, Literal, ParamSpec, Protocol, TypeVar

from excel.fault import ComError

if TYPE_CHECKING:
    from excel.app import Engine

__all__ = ["Calls", "Kind", "OfEngine", "crossing"]

#: object: navigation to a book, sheet, range, table. read, write: contents and formats of cells. state: any other
#: property, read or set. act: a method such as save, copy, filter. ask: a dialog, which a person answers.
Kind = Literal["object", "read", "write", "state", "act", "ask"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

#: RPC_E_CALL_REJECTED: what a call gets while somebody types into a cell.
_REJECTED: Final = -2147418111


class Calls:
    """The calls since the last reset, in order.

    Attributes:
        made: Kind and member of each call, for instance ``("read", "Range.raw_value")``;
            what is set has a = behind its name.
        rejecting: Whether Excel is busy, as while somebody edits a cell: every call fails.
        failing: Members of which every call fails, for instance ``"ComWorkbook.SaveCopyAs"``.
    """

    def __init__(self) -> None:
        self.made: list[tuple[Kind, str]] = []
        self.rejecting = False
        self.failing: set[str] = set()

    def reset(self) -> None:
        """Begin to count anew."""
        self.made.clear()

    @property
    def total(self) -> int:
        """How many calls were made."""
        return len(self.made)

    @property
    def by_kind(self) -> Counter[Kind]:
        """How many of each kind."""
        return Counter(kind for kind, _ in self.made)

    @property
    def by_member(self) -> Counter[str]:
        """How many of each property or method."""
        return Counter(member for _, member in self.made)

    def add(self, kind: Kind, member: str) -> None:
        """Note a call.

        Raises:
            ComError: Excel is busy, or the member is one of those that fail.
        """
        self.made.append((kind, member))
        if self.rejecting:
            raise ComError("Call was rejected by callee.", _REJECTED)
        if member in self.failing:
            raise ComError("Application-defined or object-defined error")


class OfEngine:
    """What belongs to an engine: its calls are counted by the engine's program."""

    _engine: Engine

    @property
    def calls(self) -> Calls:
        return self._engine.program.calls


class _Counted(Protocol):
    @property
    def calls(self) -> Calls: ...


_C = TypeVar("_C", bound=_Counted)


def crossing(
    kind: Kind, mark: str = ""
) -> Callable[[Callable[Concatenate[_C, _P], _R]], Callable[Concatenate[_C, _P], _R]]:
    """Count each call of a method, or of the function of a property; the mark = stands for setting it."""

    def counting(function: Callable[Concatenate[_C, _P], _R]) -> Callable[Concatenate[_C, _P], _R]:
        @wraps(function)
        def counted(self: _C, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            self.calls.add(kind, f"{type(self).__name__}.{function.__name__}{mark}")
            return function(self, *args, **kwargs)

        return counted

    return counting
