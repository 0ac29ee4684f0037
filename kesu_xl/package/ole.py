"""OLE containers, as old .xls files and encrypted workbooks are: the streams by name.

Source: MS-CFB 2.2 (header), 2.3 (FAT), 2.5 (DIFAT), 2.6 (directory).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from sys import byteorder

from kesu_xl.errors import KesuError
from kesu_xl.package.source import Label

__all__ = ["Ole"]

_LAST = 0xFFFFFFFA  # sector numbers from here on mean "end" or "nothing"
_DIRECTORY_ENTRY = 128


class Ole:
    """The streams of an OLE container.

    Args:
        data: The whole file, beginning with the OLE signature.
        label: What the file is called in messages.

    Raises:
        KesuError: Damaged.
    """

    def __init__(self, data: bytes, label: Label) -> None:
        self._data, self._label = data, label
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise KesuError("damaged_file", file=label) from error

    def _open(self) -> None:
        (shift,) = struct.unpack_from("<H", self._data, 30)
        if shift not in (9, 12):
            raise ValueError("no such sector size")
        self._size = 1 << shift
        directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", self._data, 48)
        sectors = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _LAST]
        seen = set()
        while difat < _LAST:
            if difat in seen:
                raise ValueError("loop")
            seen.add(difat)
            numbers = self._numbers(self._sector(difat))
            difat = numbers.pop()
            sectors += [number for number in numbers if number < _LAST]
        if len(sectors) * self._size > len(self._data):
            raise ValueError("more tables than file")
        self._fat = self._numbers(b"".join(map(self._sector, sectors)))
        entries = self._chain(directory)
        #: name -> (first sector, size) of each stream, and of the root under "".
        self._streams: dict[str, tuple[int, int]] = {}
        for start in range(0, len(entries) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            length, kind = struct.unpack_from("<HB", entries, start + 64)
            first, size = struct.unpack_from("<II", entries, start + 116)
            name = entries[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind in (1, 2):
                self._streams.setdefault(name, (first, size))
            elif kind == 5:
                self._streams[""] = first, size
        self._mini_fat = self._numbers(self._chain(mini_fat)) if mini_fat < _LAST else array("I")

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._streams if name)

    def find(self, *names: str) -> str | None:
        """Return the first of `names` that is there, however it is written."""
        folded = {name.casefold(): name for name in self}
        return next((folded[name.casefold()] for name in names if name.casefold() in folded), None)

    def read(self, name: str) -> bytes:
        """Return a stream.

        Raises:
            KesuError: Damaged.
        """
        first, size = self._streams[name]
        try:
            if size >= self._cutoff:
                return self._chain(first)[:size]
            return self._mini(first, size)
        except (IndexError, ValueError, struct.error) as error:
            raise KesuError("damaged_file", file=self._label) from error

    def _mini(self, first: int, size: int) -> bytes:
        whole = self._chain(self._streams[""][0])
        pieces = []
        for number in self._follow(first, self._mini_fat):
            pieces.append(whole[number * 64 : number * 64 + 64])
        return b"".join(pieces)[:size]

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._follow(first, self._fat)))

    def _follow(self, number: int, table: array[int]) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if number >= _LAST:
                return
            yield number
            number = table[number]
        raise ValueError("loop")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise ValueError("beyond the end")
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    @staticmethod
    def _numbers(raw: bytes) -> array[int]:
        numbers = array("I", raw)
        if byteorder == "big":
            numbers.byteswap()
        return numbers
