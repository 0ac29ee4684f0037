"""Which fields a form has a place for: what a customer's form does not ask for cannot be lacking in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from kesu_xl.eight_d.record import DERIVED_LISTS, DERIVED_ROWS, table_of
from kesu_xl.eight_d.same import shown_by

__all__ = ["places_of"]

_INDEX: Final = re.compile(r"\[\d+\]")


def places_of(fields: Iterable[str]) -> Callable[[str], bool]:
    """Return what says whether a field has its place in a form.

    Args:
        fields: Every path that the form's template asks for.
    """
    asked = {_INDEX.sub("[]", path) for path in fields}
    for path in tuple(asked):
        name, _, column = path.partition(".")
        if (name := name.removesuffix("[]")) in DERIVED_LISTS or name in DERIVED_ROWS:
            asked.add(f"{table_of(name)}[].{column}")

    @cache
    def has_place(path: str) -> bool:
        return path in asked or any(paths <= asked for paths in shown_by(path))

    return has_place
