"""The children of one XML element as a list that can be changed, each with the bytes that stand before it.

What is taken out leaves its place behind until the part is written: put in again in the same run, it stands where it
stood, so that doing a thing twice gives the bytes of doing it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kesu_xl.package.markup import Span, with_attribute

__all__ = ["Item", "Listed"]


@dataclass(slots=True)
class Item:
    """A child element: the blanks before it, its XML, its attributes, its text where it has nothing but text."""

    gap: bytes
    xml: bytes
    attributes: dict[str, str]
    text: str = ""
    gone: bool = False

    def put(self, name: str, value: str) -> None:
        """Change an attribute that is there."""
        self.xml = with_attribute(self.xml, name, value)
        self.attributes[name] = value


class Listed:
    """The children of a container element.

    Args:
        xml: The part in UTF-8.
        container: The element.
        children: Its children.
    """

    def __init__(self, xml: bytes, container: Span, children: list[Span]) -> None:
        self.container = container
        self.items: list[Item] = []
        self._before = xml[container.start : container.inner]
        at = container.inner
        for child in children:
            text = xml[child.inner : child.close].decode() if not child.empty else ""
            item = Item(xml[at : child.start], xml[child.start : child.end], dict(child.attributes), text)
            self.items.append(item)
            at = child.end
        self._rest = xml[at : container.end]
        self.expanded = container.empty

    def __iter__(self) -> Iterator[Item]:
        return (item for item in self.items if not item.gone)

    def add(self, xml: str, attributes: Mapping[str, str], text: str = "") -> Item:
        """Put a child in as the last one."""
        item = Item(b"", xml.encode(), dict(attributes), text)
        self.items.append(item)
        return item

    def xml(self, *, close_again: bool = False) -> bytes:
        """Return the container.

        Args:
            close_again: It was ``<x/>`` before we put something in: so it is again when nothing is left.
        """
        content = b"".join(item.gap + item.xml for item in self)
        if not self.expanded:
            if close_again and not content:
                return self._before[:-1] + b"/>"
            return self._before + content + self._rest
        if not content:
            return self._before
        name = self._before[1:-2].split()[0]
        return self._before[:-2] + b">" + content + b"</" + name + b">"
