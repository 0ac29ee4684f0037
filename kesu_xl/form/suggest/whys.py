"""The rows of a why-chain: ``Why 1``, ``为什么1``, ``1. Warum?``, ``2. Neden``, ``왜 3``; each asks for one level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kesu_xl.form.suggest.blank import Box
from kesu_xl.form.suggest.words import folded

__all__ = ["whys_in"]

_WORD: Final = r"(?:whys?|为什么|为何|warum|wieso|neden|nicin|왜|5why|5whys|原因)"
_WHY: Final = re.compile(
    rf"(?:第?([1-7])(?:st|nd|rd|th)?(?:个|次|层)?{_WORD}|{_WORD}([1-7])|w([1-7])|q([1-7])why)(?:[?？]|why)?",
    re.IGNORECASE,
)
_LONGEST: Final = 24


def whys_in(boxes: Iterable[Box]) -> Iterator[tuple[Box, int]]:
    """Yield the boxes that name a level of a why-chain, with the level from 1; single ones are none."""
    found = []
    for box in boxes:
        tight = folded(box.text).replace(" ", "") if box.text and len(box.text) <= _LONGEST else ""
        match = _WHY.fullmatch(tight)
        if match is not None:
            found.append((box, int(next(group for group in match.groups() if group))))
    if len(found) >= 2:
        yield from found
