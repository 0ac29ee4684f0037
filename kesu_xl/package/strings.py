"""The shared strings of a workbook, each text once.

Source: ECMA-376 part 1, 18.4.9 (sst).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pyexpat import ExpatError
from typing import Final

from kesu_xl.collecting import without_collecting
from kesu_xl.errors import KesuError
from kesu_xl.package.cells import unescaped
from kesu_xl.package.plainrows import is_clean
from kesu_xl.package.runs import runs_pattern, texts_pattern
from kesu_xl.package.source import Label
from kesu_xl.package.textstream import text_pieces
from kesu_xl.package.xmlparts import safe_parser
from kesu_xl.package.xstring import plain_text

__all__ = ["SharedStrings"]

_FIRST = re.compile(r"<([A-Za-z][\w.-]*:)?si>")
_BLANKS = re.compile(r"[ \t\n]*")
_HEAD_LIMIT: Final = 1 << 16
#: Letters of one text with its looks, beyond which the parser takes over.
_ITEM_LENGTH: Final = 1 << 22
#: Texts of one workbook; a sheet has at most a hundred million cells.
_TEXT_LIMIT: Final = 50_000_000


class SharedStrings:
    """The shared strings, read as far as somebody asks for them.

    Runs are joined, reading aids left out, ``_xHHHH_`` is decoded.

    Args:
        chunks: The inflated part.
        label: Name of the file, for messages.
    """

    def __init__(self, chunks: Iterator[bytes], label: Label) -> None:
        self._label = label
        self._table = _Table(text_pieces(chunks), label)
        self._more = self._table.read()

    def __getitem__(self, number: int) -> str:
        """Return one of them.

        Raises:
            IndexError: There are not so many.
            KesuError: Not well-formed, with a DOCTYPE, or too many.
        """
        texts = self._table.texts
        while number >= len(texts) and self._read_on():
            pass
        return texts[number]

    def all(self) -> list[str]:
        """Return all of them.

        Raises:
            KesuError: Not well-formed, with a DOCTYPE, or too many.
        """
        with without_collecting():
            while self._read_on():
                pass
        return self._table.texts

    def _read_on(self) -> bool:
        """Read the next piece; say whether there was one."""
        try:
            return next(self._more, None) is not None
        except (ExpatError, LookupError, ValueError) as error:
            raise KesuError("damaged_file", file=self._label) from error


class _Table:
    """Reads items by patterns as far as they are plain, all others with the parser."""

    def __init__(self, pieces: Iterator[str], label: Label) -> None:
        self._pieces, self._label = pieces, label
        self._exact = _ExactStrings(label)
        self.texts: list[str] = []

    def read(self) -> Iterator[int]:
        """Read one piece after the other; yield how many texts there are by then."""
        text, plain = self._begin()
        while plain:
            text, plain = self._items(text)
            yield len(self.texts)
            if plain:
                piece = next(self._pieces, "")
                plain = bool(piece)
                text += piece
        self.texts += self._exact.feed(text)
        for piece in self._pieces:
            self.texts += self._exact.feed(piece)
            self._check_count()
            yield len(self.texts)
        self.texts += self._exact.feed("", last=True)

    def _begin(self) -> tuple[str, bool]:
        text = ""
        for piece in self._pieces:
            text += piece
            found = _FIRST.search(text)
            if found:
                break
            if len(text) > _HEAD_LIMIT:
                return text, False
        else:
            return text, False
        self.texts += self._exact.feed(text[: found.start()])
        self._prefix = found[1] or ""
        return text[found.start() :], self._exact.between_items

    def _items(self, text: str) -> tuple[str, bool]:
        """Read the items that are complete; return what follows them, and whether it may begin with an item."""
        plain, several, single, runs = _patterns(self._prefix)
        opened, closed = f"<{self._prefix}si>", f"</{self._prefix}si>"
        at = 0
        while True:
            # A stretch of texts without looks, which is nearly everything.
            stretch = several.match(text, at)
            if stretch and stretch.end() > at:
                self._add(single.findall(text, at, stretch.end()))
                at = stretch.end()
            item = plain.match(text, at)
            if item:
                self._add(["".join(runs.findall(item[1] or ""))])
                at = item.end()
                continue
            blanks = _BLANKS.match(text, at)
            if blanks and blanks.end() > at:
                at = blanks.end()
                continue
            close = text.find(closed, at)
            if not text.startswith(opened, at) or close < 0:
                return text[at:], close < 0 and opened.startswith(text[at : at + len(opened)]) and (
                    len(text) - at < _ITEM_LENGTH
                )
            close += len(closed)
            self.texts += self._exact.feed(text[at:close])
            at = close
            if not self._exact.between_items:
                return text[at:], False

    def _add(self, raw: list[str]) -> None:
        joined = "".join(raw)
        if not is_clean(joined) and not all(map(is_clean, raw)):
            raise ValueError("not XML")
        if "&" in joined:
            raw = [unescaped(text) for text in raw]
            joined = "".join(raw)
        self.texts += map(plain_text, raw) if "_x" in joined else raw
        self._check_count()

    def _check_count(self) -> None:
        if len(self.texts) > _TEXT_LIMIT:
            raise KesuError("too_large", file=self._label)


@cache
def _patterns(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of any item, of a stretch of simple ones, of the text of a simple one, and of runs."""
    text = rf"<{prefix}si><{prefix}t(?: xml:space=\"preserve\")?>%s</{prefix}t>"
    item = rf"(?:<{prefix}si>{runs_pattern(prefix)}</{prefix}si>|<{prefix}si ?/>)"
    end = rf"(?:<{prefix}phoneticPr [^<>]*+>)?</{prefix}si>"
    several = rf"(?:{text % '[^<]*+'}{end})*"
    return re.compile(item), re.compile(several), re.compile(text % "([^<]*+)"), texts_pattern(prefix)


class _ExactStrings:
    """The same by a real XML parser."""

    def __init__(self, label: Label) -> None:
        self._found: list[str] = []
        self._runs: list[str] = []
        self._depth = self._foreign = self._aid = 0
        self._space: str | None = None
        self._in_item = self._in_text = False
        self._parser = safe_parser(label, namespaces=" ")
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._text

    @property
    def between_items(self) -> bool:
        """Whether the next thing to come is an item or the end of the table."""
        return self._depth == 1

    def feed(self, text: str, *, last: bool = False) -> list[str]:
        """Take the next piece and return the texts that are complete."""
        self._parser.Parse(text, last)
        found, self._found = self._found, []
        return found

    def _start(self, qualified: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        space, _, name = qualified.rpartition(" ")
        if self._space is None:
            self._space = space
        if self._foreign or space != self._space:
            self._foreign += 1
        elif name == "si":
            self._in_item = True
            self._runs.clear()
        elif name == "rPh":
            self._aid += 1
        elif name == "t":
            self._in_text = self._in_item and not self._aid

    def _end(self, qualified: str) -> None:
        self._depth -= 1
        name = qualified.rpartition(" ")[2]
        if self._foreign:
            self._foreign -= 1
        elif name == "si":
            self._found.append(plain_text("".join(self._runs)))
            self._in_item = False
        elif name == "rPh":
            self._aid -= 1
        elif name == "t":
            self._in_text = False

    def _text(self, data: str) -> None:
        if self._in_text and not self._foreign:
            self._runs.append(data)
