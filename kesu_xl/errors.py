"""What stops us: one error for everything after which we cannot go on.

A fault in the data is never an exception, it is a `kesu_xl.problem.Problem`.
"""

from __future__ import annotations

from kesu_xl.wording import say

__all__ = ["KesuError"]


class KesuError(Exception):
    """We cannot go on; the text says what is wrong and what to do, in one line.

    Args:
        code: Name of the text in `kesu_xl.wording.errors`, e.g. ``"not_a_workbook"``.
        params: What goes into the placeholders of that text.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def say(self, lang: str) -> str:
        """Return the one line in `lang`; nothing that a name of a file or a sheet has in it may break it."""
        text = say(f"errors.{self.code}", lang, **self.params)
        return "".join(letter if letter.isprintable() else "?" for letter in text)

    def __str__(self) -> str:
        return self.say("en")
