"""Texts as runs of XML: plain, or rich text with the looks of each run, without the reading aids of East Asian text.

Source: ECMA-376 part 1, 18.4.8 (si), 18.4.4 (r), 18.4.6 (rPh).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["runs_pattern", "texts_pattern"]

_TEXT: Final = r"<{p}t(?: xml:space=\"preserve\")?(?:>[^<]*+</{p}t>| ?/>)"
# Only single letters are repeated without going back: of groups, some versions of Python lose matches.
_LOOK: Final = r"(?:<{p}rPr>(?:<{p}[A-Za-z]++(?: [a-z]++=\"[^\"<>]*+\")* ?/>)*</{p}rPr>|<{p}rPr ?/>)?"
_READING: Final = r"(?:<{p}rPh [^<>/]*+>" + _TEXT + r"</{p}rPh>)*(?:<{p}phoneticPr [^<>/]*+/>)?"


def runs_pattern(prefix: str) -> str:
    """Return the pattern of what stands inside of ``<si>`` or ``<is>``; its group holds the runs that are read."""
    body = rf"((?:{_TEXT}|<{{p}}r>{_LOOK}{_TEXT}</{{p}}r>)*){_READING}"
    return body.replace("{p}", prefix)


def texts_pattern(prefix: str) -> re.Pattern[str]:
    """Return the pattern of the texts in such runs; its group holds the text."""
    return re.compile(rf"<{prefix}t(?: xml:space=\"preserve\")?>([^<]*+)</{prefix}t>")
