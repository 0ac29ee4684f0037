"""What a filled form says about itself: which template it was filled from, and where pictures lie on its sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.form.mapped import orders
from kesu_xl.form.properties import FILLED, TEMPLATE, TEMPLATE_HASH, TEMPLATE_ORDER
from kesu_xl.package.opc import Package
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import Element, elements

__all__ = ["Origin", "read_origin"]

#: Larger parts than this hold no properties and no drawing of a form.
_LARGEST: Final = 32 << 20
_FILLED_PART: Final = re.compile(re.escape(FILLED) + r"\.\d{1,4}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the package of a form says beside its cells.

    Attributes:
        template: Name of the template, empty where the file does not say.
        content_hash: sha256 of the template's file.
        order: Order of the cells in the map, by sheet number; see `kesu_xl.form.map.order_of`.
        pictures: Sheet name -> row and column, from 1, of the upper left corner of each picture on it.
        attached: How many pictures, shapes and notes its sheets have.
        remembered: What it says of what it was filled with.
        changed_by: Who saved it last, as the program says that saved it.
    """

    template: str
    content_hash: str
    order: dict[int, str]
    pictures: dict[str, list[tuple[int, int]]]
    attached: int
    remembered: str = ""
    changed_by: str = ""


def read_origin(data: bytes, label: Label) -> Origin:
    """Read what a form says about itself; nothing where it is no .xlsx, or its package is out of order.

    Args:
        data: The file.
        label: What messages call it.
    """
    try:
        package = Package.open(data, label)
        said = _properties(package, label)
        pictures, attached = _drawn(package, label)
    except KesuError:
        # the cells are read all the same, and where they are is found by their labels
        return Origin("", "", {}, {}, 0)
    order = orders(said.get(TEMPLATE_ORDER, ""))
    parts = sorted((int(name[len(FILLED) + 1 :]), text) for name, text in said.items() if _FILLED_PART.fullmatch(name))
    remembered = "".join(text for _, text in parts)
    who = _last_author(package, label)
    return Origin(said.get(TEMPLATE, ""), said.get(TEMPLATE_HASH, ""), order, pictures, attached, remembered, who)


def _part(package: Package, name: str, label: Label) -> list[Element]:
    entry = package.find(name)
    if entry is None or package.large(entry) is not None:
        return []
    xml = package.read(entry)
    return elements(xml, label) if len(xml) <= _LARGEST else []


def _related(package: Package, source: str, kind: str) -> list[tuple[str, str]]:
    """Return id and entry of what a part points at that is of one kind."""
    return [(key, target) for key, found, target in package.relations(source).internal() if found == kind]


def _properties(package: Package, label: Label) -> dict[str, str]:
    """Return the custom properties that are texts."""
    found: dict[str, str] = {}
    # strict workbooks call the relationship otherwise
    for _, target in (*_related(package, "", "custom-properties"), *_related(package, "", "customProperties")):
        name = ""
        for element in _part(package, target, label):
            if element.name == "property":
                name = element.attributes.get("name", "")
            elif element.parent == "property" and name:
                found[name] = element.text
    return found


def _last_author(package: Package, label: Label) -> str:
    for _, target in _related(package, "", "core-properties"):
        for element in _part(package, target, label):
            if element.name == "lastModifiedBy":
                return " ".join(element.text.split())[:60]
    return ""


def _drawn(package: Package, label: Label) -> tuple[dict[str, list[tuple[int, int]]], int]:
    """Return the pictures of each sheet by its name, and how many pictures, shapes and notes there are."""
    pictures: dict[str, list[tuple[int, int]]] = {}
    attached = 0
    for _, workbook in _related(package, "", "officeDocument"):
        parts = dict(_related(package, workbook, "worksheet"))
        for element in _part(package, workbook, label):
            if element.name != "sheet" or element.attributes.get("id", "") not in parts:
                continue
            part = parts[element.attributes["id"]]
            for _, drawing in _related(package, part, "drawing"):
                anchors = _part(package, drawing, label)
                pictures.setdefault(element.attributes.get("name", ""), []).extend(_corners(anchors))
                attached += sum(one.name.endswith("Anchor") for one in anchors)
            for _, notes in _related(package, part, "comments"):
                attached += sum(one.name == "comment" for one in _part(package, notes, label))
    return pictures, attached


def _corners(drawing: list[Element]) -> Iterator[tuple[int, int]]:
    """Yield the upper left cell of every picture in a drawing."""
    corner: dict[str, int] = {}
    for element in drawing:
        if element.name.endswith("Anchor"):
            corner = {}
        elif element.parent == "from" and element.name in ("row", "col") and element.text.strip().isdecimal():
            corner[element.name] = int(element.text) + 1
        elif element.name == "pic" and len(corner) == 2:
            yield corner["row"], corner["col"]
