"""Pictures that belong to cells of a sheet: in the cell, as Excel and WPS keep them, or lying over it.

Sources: MS-XLSX 2.6.209 (rich values of local images), ECMA-376 part 1, 20.5.2 (anchors of drawings); the function
DISPIMG and the part ``cellimages.xml`` as WPS writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import position
from kesu_xl.package.archive import Archive
from kesu_xl.package.limits import PART_LIMIT
from kesu_xl.package.workbook import main_entry, relationships
from kesu_xl.package.xmlparts import Element, elements

__all__ = ["CellPictures", "has_pictures"]

#: Row and column, from 1.
Place = tuple[int, int]

_MEDIA: Final = re.compile(r"(?:^|/)media/[^/]+$", re.IGNORECASE)
_RICH_CELL: Final = re.compile(rb"""<(?:[\w.\-]+:)?c(?=\s)(?=[^>]*?\sr="([A-Z]{1,3}\d{1,7})")[^>]*?\svm="(\d{1,9})\"""")
_DISPIMG: Final = re.compile(r"""=?(?:_xlfn\.)?DISPIMG\("([^"]{1,100})",""")
#: The field of a rich value that names its picture.
_IMAGE: Final = "_rvRel:LocalImageIdentifier"


def has_pictures(archive: Archive) -> bool:
    """Say whether a workbook has any picture at all; nothing is read for that."""
    return any(_MEDIA.search(name) for name in archive)


class CellPictures:
    """The pictures that belong to cells of one sheet; nothing is read before a cell is asked for.

    Args:
        archive: The workbook.
        sheet: Entry of the sheet.
    """

    def __init__(self, archive: Archive, sheet: str) -> None:
        self._archive = archive
        self._sheet = sheet

    def find(self, row: int, column: int, value: object, most: int) -> bytes | None:
        """Return the picture in a cell or over it, None where there is none.

        Args:
            row: From 1.
            column: From 1.
            value: What the cell holds, which tells the picture in WPS.
            most: Of a larger picture only the beginning is returned, some more than so many bytes.

        Raises:
            KesuError: A part that says where pictures are is damaged.
        """
        known = _DISPIMG.match(value) if isinstance(value, str) else None
        entry = self._by_id.get(known[1]) if known is not None else None
        entry = entry or self._in_cells.get((row, column)) or self._over_cells.get((row, column))
        return None if entry is None else self._content(entry, most)

    def _content(self, entry: str, most: int) -> bytes:
        pieces = []
        total = 0
        try:
            for piece in self._archive.chunks(entry):
                pieces.append(piece)
                total += len(piece)
                if total > most:
                    break
        except KesuError:
            # what is left of a damaged picture is none
            return b"".join(pieces)[: total // 2]
        return b"".join(pieces)

    @cached_property
    def _by_id(self) -> dict[str, str]:
        """Id -> entry of the pictures that WPS keeps for cells."""
        for kind, part in relationships(self._archive, main_entry(self._archive)).values():
            if part is not None and kind.casefold() == "cellimage":
                related = relationships(self._archive, part)
                named = _named(_part(self._archive, part))
                return {name: entry for name, key in named if (entry := _target(related, key))}
        return {}

    @cached_property
    def _in_cells(self) -> dict[Place, str]:
        """Cells that are a picture in Excel -> the picture's entry."""
        by_number = _rich_pictures(self._archive)
        if not by_number:
            return {}
        xml = self._archive.read(self._sheet, PART_LIMIT)
        places = ((position(ref.decode()), int(number)) for ref, number in _RICH_CELL.findall(xml))
        return {place: by_number[number] for place, number in places if number in by_number}

    @cached_property
    def _over_cells(self) -> dict[Place, str]:
        """Cells in which the upper left corner of a picture lies -> the picture's entry."""
        found: dict[Place, str] = {}
        for kind, part in relationships(self._archive, self._sheet).values():
            if kind != "drawing" or part is None:
                continue
            related = relationships(self._archive, part)
            corner: dict[str, int] = {}
            for element in _part(self._archive, part):
                if element.name.endswith("Anchor"):
                    corner = {}
                elif element.parent == "from" and element.name in ("row", "col") and element.text.strip().isdecimal():
                    corner[element.name] = int(element.text) + 1
                elif element.name == "blip" and len(corner) == 2:
                    entry = _target(related, element.attributes.get("embed", ""))
                    found.setdefault((corner["row"], corner["col"]), entry)
        return {place: entry for place, entry in found.items() if entry}


def _named(listed: list[Element]) -> Iterator[tuple[str, str]]:
    name = ""
    for element in listed:
        if element.name == "cNvPr":
            name = element.attributes.get("name", "")
        elif element.name == "blip":
            yield name, element.attributes.get("embed", "")


def _rich_pictures(archive: Archive) -> dict[int, str]:
    """Return number of the value metadata of cells, from 1, -> entry of the picture."""
    parts = {kind: part for kind, part in relationships(archive, main_entry(archive)).values() if part is not None}
    needed = [parts.get(kind) for kind in ("sheetMetadata", "rdRichValueStructure", "rdRichValue", "richValueRel")]
    metadata, structure, values, pictures = needed
    if metadata is None or structure is None or values is None or pictures is None:
        return {}
    related = relationships(archive, pictures)
    files = [_target(related, one.attributes.get("id", "")) for one in _part(archive, pictures) if one.name == "rel"]
    shapes: list[list[str]] = []
    for one in _part(archive, structure):
        if one.name == "s":
            shapes.append([])
        elif one.name == "k" and shapes:
            shapes[-1].append(one.attributes.get("n", ""))
    rich: list[str] = []
    fields: list[str] = []
    at = 0
    for one in _part(archive, values):
        if one.name == "rv":
            number = _number(one.attributes.get("s", ""))
            fields = shapes[number] if 0 <= number < len(shapes) else []
            rich.append("")
            at = 0
        elif one.name == "v" and one.parent == "rv":
            place = _number(one.text)
            if at < len(fields) and fields[at] == _IMAGE and 0 <= place < len(files):
                rich[-1] = files[place]
            at += 1
    return _by_metadata(_part(archive, metadata), rich)


def _by_metadata(listed: list[Element], rich: list[str]) -> dict[int, str]:
    """Follow the metadata of cells: bk of valueMetadata -> rc: a type, and v, a bk of that type's future metadata."""
    types = [one.attributes.get("name", "") for one in listed if one.name == "metadataType"]
    future: list[int] = []
    found: dict[int, str] = {}
    inside = ""
    number = 0
    for one in listed:
        if one.name in ("futureMetadata", "valueMetadata", "cellMetadata"):
            inside = one.attributes.get("name", "") if one.name == "futureMetadata" else one.name
        elif one.name == "bk" and inside == "XLRICHVALUE":
            future.append(-1)
        elif one.name == "rvb" and inside == "XLRICHVALUE" and future:
            future[-1] = _number(one.attributes.get("i", ""))
        elif one.name == "bk" and inside == "valueMetadata":
            number += 1
        elif one.name == "rc" and inside == "valueMetadata":
            kind, place = _number(one.attributes.get("t", "")) - 1, _number(one.attributes.get("v", ""))
            is_rich = 0 <= kind < len(types) and types[kind] == "XLRICHVALUE" and 0 <= place < len(future)
            if is_rich and 0 <= future[place] < len(rich) and rich[future[place]]:
                found[number] = rich[future[place]]
    return found


def _part(archive: Archive, entry: str) -> list[Element]:
    return elements(archive.read(entry), archive.label)


def _target(related: dict[str, tuple[str, str | None]], key: str) -> str:
    kind, entry = related.get(key, ("", None))
    return entry if entry is not None and kind == "image" else ""


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 10 else -1
