"""What crosses from Python into Excel, counted.

On Windows xlwings talks to Excel's process through COM: each property that is read or set and each method is one round
trip, whatever it carries; on a Mac it is one Apple event, which is slower. The rules of the count:

- one call: each property or method of an xlwings object that its Windows engine answers by asking Excel. Navigation
  counts: ``book.sheets['x']`` is two calls (the collection, the item), as on COM; so do the calls that xlwings makes
  by itself, such as the process id that it reads whenever it wraps the application, or the resizing of a range
  before a matrix is written;
- one call: reading or writing the values of a range, however many cells it has;
- one call: each property and method of an object of ``.api``;
- none: ``.api`` itself, ``len`` and place of a range once they were asked for, everything that Python does alone;
- a member for which xlwings on Windows makes several round trips in a row counts as one: the figure is at most some
  calls too low, never in proportion to the rows.

A call that fails counts too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, Literal, ParamSpec, Protocol, TypeVar

from excel.fault import ComError

__all__ = ["Calls", "Kind", "crossing"]

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
        made: Kind and member of each call, for instance ``("read", "Range.raw_value")``.
        rejecting: Whether Excel is busy, as while somebody edits a cell: every call fails.
    """

    def __init__(self) -> None:
        self.made: list[tuple[Kind, str]] = []
        self.rejecting = False

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
            ComError: Excel is busy.
        """
        self.made.append((kind, member))
        if self.rejecting:
            raise ComError("Call was rejected by callee.", _REJECTED)


class _Counted(Protocol):
    @property
    def calls(self) -> Calls: ...


_C = TypeVar("_C", bound=_Counted)


def crossing(kind: Kind) -> Callable[[Callable[Concatenate[_C, _P], _R]], Callable[Concatenate[_C, _P], _R]]:
    """Count each call of a method, or of the function of a property."""

    def counting(function: Callable[Concatenate[_C, _P], _R]) -> Callable[Concatenate[_C, _P], _R]:
        @wraps(function)
        def counted(self: _C, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            self.calls.add(kind, f"{type(self).__name__}.{function.__name__}")
            return function(self, *args, **kwargs)

        return counted

    return counting
