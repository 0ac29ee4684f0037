"""What ``.api`` gives: on Windows an object of Excel's own model, on a Mac one of another kind."""

from __future__ import annotations

from excel.calls import Calls
from excel.program import Program

__all__ = ["ComObject", "given"]


class ComObject:
    """A COM object; to set what it does not know is an error, as on COM."""

    __slots__ = ("_program",)

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def calls(self) -> Calls:
        return self._program.calls


class _AppleObject:
    """What ``.api`` gives on a Mac: an object that knows none of these members."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


def given(program: Program, thing: ComObject) -> ComObject | _AppleObject:
    """Return what ``.api`` gives: the COM object, or on a Mac one that has none of its members."""
    return _AppleObject() if program.on_mac else thing
