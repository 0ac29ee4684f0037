"""Items of the styles part (fonts, fills, formats ...) compared and written without prefixes and foreign elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kesu_xl.package.markup import attribute, escaped

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Pool", "local_name", "parsed", "written"]

#: Order of the children of fonts and of differential formats (18.8.22, 18.8.14); other writers mix them up.
_ORDERS: Final = {
    "font": (
        "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
        "family", "charset", "scheme",
    ),
    "dxf": ("font", "numFmt", "fill", "alignment", "border", "protection"),
}  # fmt: skip

#: A tree without blanks and prefixes, for comparing.
_Key = tuple[object, ...]


class Pool:
    """The items of one container: those that are there, then those that are appended.

    Args:
        items: Those that are there.
    """

    def __init__(self, items: list[_Element]) -> None:
        self.items = items
        self.there = len(items)
        self._places: dict[_Key, int] | None = None

    @property
    def added(self) -> list[_Element]:
        """What was appended."""
        return self.items[self.there :]

    def place(self, item: _Element) -> int:
        """Return the place of an equal item; it is appended where there is none."""
        if self._places is None:
            self._places = {_key(known): at for at, known in reversed(list(enumerate(self.items)))}
        key = _key(item)
        if key not in self._places:
            self._places[key] = len(self.items)
            self.items.append(item)
        return self._places[key]


def parsed(xml: bytes) -> _Element:
    """Return the root of a part in UTF-8, whatever its declaration says; nothing outside is fetched, no entities.

    Raises:
        ValueError: It is not well-formed.
    """
    from lxml import etree  # 20 ms at import

    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        return etree.fromstring(xml, reader)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def local_name(item: _Element) -> str:
    """Return the name of an element without its namespace; ``""`` for comments."""
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _key(item: _Element) -> _Key:
    children = sorted_children(item)
    return local_name(item), tuple(sorted(_attributes(item).items())), (item.text or "").strip(), *map(_key, children)


def _attributes(item: _Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in item.attrib.items() if not str(key).startswith("{")}


def sorted_children(item: _Element) -> list[_Element]:
    """Return the children in the schema's order."""
    children = [child for child in item if isinstance(child.tag, str)]
    order = _ORDERS.get(local_name(item))
    if order:
        places = {name: at for at, name in enumerate(order)}
        children.sort(key=lambda child: places.get(local_name(child), 99))
    return children


def written(item: _Element, prefix: str) -> str:
    """Return an item with the target's prefix, without what belongs to other namespaces."""
    name = prefix + local_name(item)
    tag = name + "".join(f' {key}="{attribute(value)}"' for key, value in _attributes(item).items())
    own = item.tag.rpartition("}")[0]
    children = [child for child in sorted_children(item) if child.tag.rpartition("}")[0] == own]
    inner = "".join(written(child, prefix) for child in children if local_name(child) != "extLst")
    inner = inner or escaped((item.text or "").strip())
    return f"<{tag}>{inner}</{name}>" if inner else f"<{tag}/>"
