"""The zip file around a form: `kesu_xl.package.rawzip` with its faults in the words of a template.

What a template changes for every report is compressed once, so that a report costs one deflate of what it changes.
Nothing in the result depends on the clock: new entries carry the date 1980-01-01.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import unquote

from kesu_xl.errors import KesuError
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.rawzip import RawZip
from kesu_xl.package.repack import Repacker

__all__ = ["Archive", "read_archive"]

#: A part that unpacks to more is no form.
_LARGEST_PART: Final = 128 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"


class Archive:
    """The entries of a template, ready to be written again with some of them changed."""

    def __init__(self, zipped: RawZip) -> None:
        self._zip = zipped
        self._repacker: Repacker | None = None
        self._folded = {name.casefold(): name for name in zipped}

    def __contains__(self, name: str) -> bool:
        return name in self._zip

    def find(self, name: str) -> str | None:
        """Return the entry of a part as it is spelled: case does not matter, nor whether characters are escaped."""
        folded = name.casefold()
        return self._folded.get(folded) or self._folded.get(unquote(folded))

    def names(self) -> tuple[str, ...]:
        """Return the names of all entries in the order of the file."""
        return tuple(self._zip)

    def read(self, name: str) -> bytes:
        """Return the content of one entry.

        Raises:
            KesuError: It is damaged, or larger than any form.
        """
        if self._zip.size(name) > _LARGEST_PART:
            raise KesuError("template_too_large", part=name)
        try:
            return self._zip.read(name)
        except KesuError as fault:
            raise KesuError("template_damaged", part=name) from fault

    def replaced(self, contents: Mapping[str, bytes]) -> Archive:
        """Return an archive in which the named entries have (or get, at the end) these contents."""
        return self._with(contents)

    def without(self, names: Collection[str]) -> Archive:
        """Return an archive that lacks the named entries."""
        return self._with({name: None for name in names if name in self._zip})

    def _with(self, contents: Mapping[str, bytes | None]) -> Archive:
        return Archive(RawZip(self._zip.written(contents), self._zip.label)) if contents else self

    def expect(self, ends: Mapping[str, bytes]) -> None:
        """Prepare for `pack` with these entries changed: name -> what their contents mostly end with, or nothing."""
        self._repacker = self._zip.repacker(ends)

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with `changed` entries replaced or added; the others as they are compressed."""
        if self._repacker is not None and self._repacker.names == changed.keys():
            return self._repacker.written(changed)
        # what grew has long lists: the best compression takes longer than all the rest, for a fifth of the bytes
        return self._zip.written({name: Deflated.of((content,)) for name, content in changed.items()})


def read_archive(data: bytes, name: str) -> Archive:
    """Return the entries of a workbook file, still compressed.

    Args:
        data: The file.
        name: What messages call it.

    Raises:
        KesuError: It is no zip file, encrypted, damaged, or made in a way that no spreadsheet program does.
    """
    if data[:4] == _OLE:
        raise KesuError("template_old_or_encrypted", name=name)
    try:
        return Archive(RawZip(data, name))
    except KesuError as fault:
        if "part" in fault.params:
            raise KesuError("template_damaged", part=fault.params["part"]) from fault
        if fault.code == "encrypted":
            raise KesuError("template_old_or_encrypted", name=name) from fault
        raise KesuError("template_not_workbook", name=name) from fault
