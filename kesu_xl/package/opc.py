"""An Office Open XML package that can be changed: parts, what they point at, what they are.

Source: ECMA-376 part 2, 9.1 (parts), 9.3 (relationships), 10.1.2 (content types).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from kesu_xl.errors import KesuError
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.limits import HELD_LIMIT
from kesu_xl.package.listed import Item, Listed
from kesu_xl.package.markup import attribute, child_spans, decoded, edited, element, prefix_of, scan
from kesu_xl.package.rawzip import Content, Pieces, RawZip
from kesu_xl.package.source import Label

__all__ = ["CONTENT_TYPES", "RELATIONSHIPS", "Package", "Relations"]

CONTENT_TYPES: Final = "[Content_Types].xml"
#: Namespace of the types of relationships, transitional and strict.
RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_RELS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"


class _ListPart:
    """A part whose root is nothing but a list of elements."""

    def __init__(self, raw: bytes, label: Label) -> None:
        self._xml, self._coding = decoded(raw, label)
        spans = scan(self._xml, label, 1)
        self._root = spans[0]
        self.prefix = prefix_of(self._xml, spans[0])
        self.listed = Listed(self._xml, spans[0], list(child_spans(spans, spans[0])))

    def content(self) -> bytes:
        xml = edited(self._xml, [(self._root.start, self._root.end, self.listed.xml())])
        return self._coding.encoded(xml)


class Relations(_ListPart):
    """What one part points at."""

    def __init__(self, raw: bytes, label: Label, source: str) -> None:
        super().__init__(raw, label)
        self._folder = posixpath.dirname(source)

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield id, kind (the last word of the type) and target: an entry name, or the address of what is outside."""
        for item in self.listed:
            attributes = item.attributes
            target = attributes.get("Target", "")
            if attributes.get("TargetMode", "").lower() != "external":
                target = posixpath.normpath(posixpath.join("/", self._folder, target.replace("\\", "/"))).lstrip("/")
            yield attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target

    def internal(self) -> Iterator[tuple[str, str, str]]:
        """Yield those that stay inside the package."""
        for item, found in zip(list(self.listed), list(self), strict=True):
            if item.attributes.get("TargetMode", "").lower() != "external":
                yield found

    def add(self, kind: str, target: str, *, wanted: str = "", external: bool = False) -> str:
        """Put a relationship in and return its id.

        Args:
            kind: Its type, in full.
            target: An entry name; as it stands where `external`.
            wanted: The id where that is free; else the next number.
            external: The target lies outside.
        """
        taken = {item.attributes.get("Id") for item in self.listed}
        numbers = [int(found[1]) for name in taken if name and (found := re.fullmatch(r"rId(\d{1,8})", name))]
        name = wanted if wanted and wanted not in taken else f"rId{max(numbers, default=0) + 1}"
        if not external:
            inside = f"{self._folder}/" if self._folder else ""
            target = target.removeprefix(inside) if inside and target.startswith(inside) else f"/{target}"
        attributes = {"Id": name, "Type": kind, "Target": target}
        if external:
            attributes["TargetMode"] = "External"
        self.listed.add(element(f"{self.prefix}Relationship", attributes), attributes)
        return name

    def drop(self, identity: str) -> None:
        """Take one out."""
        for item in self.listed:
            if item.attributes.get("Id") == identity:
                item.gone = True


class _Types(_ListPart):
    """What each part is."""

    def __init__(self, raw: bytes, label: Label) -> None:
        super().__init__(raw, label)
        self._parts: dict[str, Item] = {}
        self._endings: dict[str, str] = {}
        for item in self.listed.items:
            known = item.attributes
            self._parts.setdefault(known.get("PartName", "").lstrip("/").casefold(), item)
            self._endings.setdefault(known.get("Extension", "").casefold(), known.get("ContentType", ""))

    def find(self, name: str) -> Item | None:
        return self._parts.get(name.casefold())

    def of(self, name: str) -> str:
        item = self.find(name)
        if item is not None and not item.gone:
            return item.attributes.get("ContentType", "")
        return self._endings.get(name.rpartition(".")[2].casefold(), "")

    def put(self, name: str, content_type: str) -> None:
        item = self.find(name)
        xml = f'<{self.prefix}Override PartName="/{attribute(name)}" ContentType="{attribute(content_type)}"/>'
        if item is None:
            known = {"PartName": f"/{name}", "ContentType": content_type}
            self._parts[name.casefold()] = self.listed.add(xml, known)
        else:
            if item.attributes.get("ContentType") != content_type:
                item.xml = xml.encode()
            item.attributes["ContentType"], item.gone = content_type, False


class Package:
    """A package in memory. Entry names have no leading slash; case does not matter in them.

    Attributes:
        label: What the file is called in messages.
    """

    def __init__(self, zipped: RawZip) -> None:
        self.label = zipped.label
        self._zip = zipped
        self._folded = {name.casefold(): name for name in zipped}
        self._changed: dict[str, Content | None] = {}
        self._relations: dict[str, Relations] = {}
        if CONTENT_TYPES.casefold() not in self._folded:
            raise KesuError("not_a_workbook", file=self.label)
        self._types = _Types(self.read(CONTENT_TYPES), self.label)

    @classmethod
    def open(cls, data: bytes, label: Label) -> Package:
        """Return the package that a file is.

        Raises:
            KesuError: Damaged, no package, or a zip that two programs could read in two ways.
        """
        return cls(RawZip(data, label))

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all parts: those that came in file order, then the new ones."""
        for name in self._zip:
            if self._changed.get(name, b"") is not None:
                yield name
        for name, content in self._changed.items():
            if name not in self._zip and content is not None:
                yield name

    def find(self, name: str) -> str | None:
        """Return the entry of a part as it is spelled, None if there is none; escapes in the name are understood."""
        for tried in (name, unquote(name)):
            found = self._folded.get(tried.casefold())
            if found is not None and self._changed.get(found, b"") is not None:
                return found
        return None

    def read(self, name: str) -> bytes:
        """Return the content of a part as it is by now.

        Raises:
            KesuError: Missing or damaged.
        """
        entry = self.find(name) if name != CONTENT_TYPES else self._folded[name.casefold()]
        if entry is None:
            raise KesuError("damaged_part", file=self.label, part=name)
        content = self._changed.get(entry)
        if content is None:
            return self._zip.read(entry)
        if isinstance(content, bytes):
            return content
        return b"".join(content.pieces() if isinstance(content, Deflated) else content())

    def large(self, name: str) -> Pieces | None:
        """Return what gives a part in pieces, where it is too large to be held and nobody has changed it."""
        entry = self.find(name)
        if entry is None or entry in self._changed or self._zip.size(entry) < HELD_LIMIT:
            return None
        return lambda: self._zip.pieces(entry)

    def put(self, name: str, content: Content, content_type: str = "") -> None:
        """Replace a part, or put a new one in.

        Args:
            name: Its entry.
            content: All of it, deflated or not, or what gives it in pieces.
            content_type: What it is, where it is new.
        """
        entry = self._folded.setdefault(name.casefold(), name)
        # What comes out as it was is not changed: its compressed bytes stay.
        if entry in self._zip and isinstance(content, bytes | Deflated) and self._zip.has(entry, content):
            self._changed.pop(entry, None)
        else:
            self._changed[entry] = content
        if content_type:
            self._types.put(entry, content_type)

    def drop(self, name: str) -> None:
        """Take a part out, with what it says about itself: its type and its relationships."""
        entry = self.find(name)
        if entry is None:
            return
        self._drop_entry(entry)
        rels = self.find(_rels_of(entry))
        self._relations.pop(entry, None)
        if rels is not None:
            self._drop_entry(rels)

    def _drop_entry(self, entry: str) -> None:
        if entry in self._zip:
            self._changed[entry] = None
        else:
            self._changed.pop(entry, None)
            self._folded.pop(entry.casefold(), None)
        item = self._types.find(entry)
        if item is not None:
            item.gone = True

    def type_of(self, name: str) -> str:
        """Return the content type of a part, ``""`` where none is told."""
        return self._types.of(name)

    def parts_of_type(self, *endings: str) -> list[str]:
        """Return the parts whose content type ends like that."""
        return [name for name in self if self._types.of(name).endswith(endings)]

    def relations(self, source: str) -> Relations:
        """Return what a part points at (``""``: the package), to be read and changed."""
        if source not in self._relations:
            rels = self.find(_rels_of(source))
            raw = self.read(rels) if rels else f'<Relationships xmlns="{_RELS_NS}"/>'.encode()
            self._relations[source] = Relations(raw, self.label, source)
        return self._relations[source]

    def has_relations(self, source: str) -> bool:
        """Say whether there is a part that lists what another one points at."""
        return self.find(_rels_of(source)) is not None

    def forget_relations(self, source: str) -> None:
        """Take out everything that a part points at, with the part that lists it."""
        rels = self.find(_rels_of(source))
        self._relations.pop(source, None)
        if rels is not None:
            self._drop_entry(rels)

    def free_name(self, folder: str, stem: str, ending: str) -> str:
        """Return the entry name with the next number that neither an entry nor a content type uses."""
        number = 1
        while True:
            name = posixpath.join(folder, f"{stem}{number}{ending}")
            item = self._types.find(name)
            if self.find(name) is None and (item is None or item.gone):
                return name
            number += 1

    def owned(self, part: str) -> list[str]:
        """Return the parts that only this one reaches, itself first."""
        reached = self._reached(part)
        inside = set(reached)
        for rels in [name for name in self if name.endswith(".rels")]:
            source = _source_of(rels)
            if source not in inside:
                for target in self._targets(source):
                    if target in inside and target != part:
                        inside -= set(self._reached(target))
        return [name for name in reached if name in inside]

    def _targets(self, source: str) -> list[str]:
        """Return the parts that one points at; what is none, as macOS leaves it, points nowhere."""
        try:
            targets = [target for _, _, target in self.relations(source).internal()]
        except KesuError:
            return []
        return [entry for target in targets if (entry := self.find(target)) is not None]

    def _reached(self, part: str) -> list[str]:
        found = [part]
        for name in found:
            found += [entry for entry in dict.fromkeys(self._targets(name))
                      if entry not in found and not self._is_book(entry)]  # fmt: skip
        return found

    def _is_book(self, name: str) -> bool:
        # Pivot tables and others point back at the workbook, which nobody owns.
        return self._types.of(name).endswith(".main+xml")

    def save(self) -> bytes:
        """Return the file; the same bytes where nothing changed."""
        for source, relations in self._relations.items():
            name = _rels_of(source)
            entry = self.find(name)
            if entry is not None or list(relations.listed):
                self.put(name, relations.content())
                # Some writers declare each such part for itself; then ours need that as well.
                if entry is None and self._types.of(name) != _RELS_TYPE:
                    self._types.put(name, _RELS_TYPE)
        self.put(CONTENT_TYPES, self._types.content())
        return self._zip.written(self._changed)


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source_of(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
