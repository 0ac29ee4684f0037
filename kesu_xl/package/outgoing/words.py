"""Personal data that must not leave: the words that stand for it, wherever they stand in a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kesu_xl.package.stylepool import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Masks"]

#: Attributes that people read, or that say where something was.
_READ: Final = frozenset(
    ("display", "tooltip", "descr", "title", "prompt", "error", "promptTitle", "errorTitle", "comment", "name", "val")
)
#: Of these elements the name is one by which others find them.
_NAMED: Final = frozenset(("sheet", "definedName", "table", "tableColumn", "font", "cellStyle", "scheme", "clrScheme"))
_LITERAL: Final = re.compile(r'"(?:[^"]|"")*"')
_FORMULAS: Final = frozenset(("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "definedName"))


@dataclass(frozen=True)
class Masks:
    """What is written instead of personal data.

    Attributes:
        words: Replaced wherever they stand: names, addresses, long numbers.
        cells: Sheet -> address -> what to replace in that cell only: extensions, say, which elsewhere are numbers.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        """First character -> its words, the longest first: a mail address before the name in it."""
        found: dict[str, list[str]] = {}
        for word in sorted(filter(None, self.words), key=len, reverse=True):
            found.setdefault(word[0], []).append(word)
        return found

    @cached_property
    def _firsts(self) -> re.Pattern[str]:
        # a register may know thousands of people: only where a word can begin is any of them looked for
        return re.compile("[" + "".join(map(re.escape, self._by_first)) + "]")

    def text(self, text: str) -> str:
        """Return a text with every such word masked."""
        if not self._by_first or not text or self._firsts.search(text) is None:
            return text
        made = []
        at = 0
        while found := self._firsts.search(text, at):
            start = found.start()
            word = next((one for one in self._by_first[found[0]] if _stands(one, text, start)), "")
            made += [text[at:start], self.words[word] if word else found[0]]
            at = start + (len(word) or 1)
        return "".join((*made, text[at:]))

    def cell(self, sheet: str, ref: str, text: str) -> str:
        """Return the text of a cell with what is personal in it masked."""
        own = self.cells.get(sheet, {}).get(ref, {})
        for old in sorted(own, key=len, reverse=True):
            text = text.replace(old, own[old])
        return self.text(text)

    def element(self, root: _Element) -> bool:
        """Mask everything that can be read in a part; say whether anything was."""
        if not self._by_first:
            return False
        changed = False
        for one in root.iter():
            name = local_name(one)
            if not name or (name == "v" and _is_number(one)):
                continue
            if name in ("si", "is", "p", "comment", "rPh"):
                changed |= self._runs(one)
            for tail in (False, True):
                old = (one.tail if tail else one.text) or ""
                if not old.strip():
                    continue
                if name in _FORMULAS and not tail:
                    new = _LITERAL.sub(lambda found: self.text(found[0]), old)
                else:
                    new = self.text(old)
                if new != old:
                    one.tail, one.text = (new, one.text) if tail else (one.tail, new)
                    changed = True
            for key, value in one.attrib.items():
                plain = str(key).rpartition("}")[2]
                if plain in _READ and not (plain == "name" and name in _NAMED):
                    new = self.text(str(value))
                    if new != value:
                        one.set(key, new)
                        changed = True
        return changed

    def _runs(self, text: _Element) -> bool:
        """Mask a word that several runs of a rich text share: then all of it takes the look of the first run."""
        runs = [one for one in text.iter() if local_name(one) == "t"]
        whole = "".join(one.text or "" for one in runs)
        new = self.text(whole)
        if len(runs) < 2 or new == whole or "".join(self.text(one.text or "") for one in runs) == new:
            return False
        runs[0].text = new
        for one in runs[1:]:
            one.text = ""
        return True


def _is_number(value: _Element) -> bool:
    """Say whether a value is a number, or the number of a shared text: it is masked with its whole cell."""
    holder = value.getparent()
    if holder is None:
        return False
    if local_name(holder) == "c":
        return holder.get("t") != "str"
    above = holder.getparent()
    return above is not None and local_name(above) in ("numCache", "numLit")


def _stands(word: str, text: str, start: int) -> bool:
    """Say whether a word stands at a place of a text; a Latin one or a number not inside another one."""
    if not text.startswith(word, start):
        return False
    end = start + len(word)
    return not (start and _joins(text[start - 1], word[0])) and not (end < len(text) and _joins(word[-1], text[end]))


def _joins(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
