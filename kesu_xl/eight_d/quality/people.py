"""Names of people, as cells hold them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_half", "names_in"]

_BETWEEN_NAMES: Final = re.compile(
    r"\s*[、,，;；/／&+\n]\s*|\s+(?:and|und)\s+|\s*[和与與及]\s*(?=[\u4e00-\u9fff]{2,4}$)"
)
_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ɏ.'-]+")


def is_half(name: str) -> bool:
    """Say whether a name is not a first name and a surname."""
    return len(name) < 2 or _LATIN_NAME.fullmatch(name) is not None


def names_in(text: str) -> list[str]:
    """Return the names that stand in one cell."""
    return [name for name in _BETWEEN_NAMES.split(text.strip()) if name]
