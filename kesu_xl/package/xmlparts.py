"""Small XML parts as a flat list of elements, and a safe parser: no DOCTYPE, no entities, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate, XMLParserType

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import DEPTH_LIMIT, ELEMENT_LIMIT
from kesu_xl.package.source import Label

__all__ = ["Element", "elements", "encoding_of", "local", "safe_parser", "to_utf8"]

_DECLARED = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(slots=True)
class Element:
    """One element: its name without prefix, attributes without prefix, its own text."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    parent: str = ""
    #: Names of the namespaces that the element declares.
    namespaces: list[str] = field(default_factory=list)


def local(name: str) -> str:
    """Return a name without its prefix: ``x:sheet`` -> ``sheet``."""
    return name.rpartition(":")[2]


def safe_parser(label: Label, encoding: str | None = None, namespaces: str | None = None) -> XMLParserType:
    """Return a parser that refuses a DOCTYPE, and with it every entity and everything external.

    Args:
        label: Name of the file, for messages.
        encoding: Over what the XML itself says.
        namespaces: What to put between namespace and name; None for names as they are written.

    Raises:
        KesuError: While it parses, at a DOCTYPE.
    """

    def refuse(*_: object) -> None:
        raise KesuError("unsafe_xml", file=label)

    parser = ParserCreate(encoding, namespaces)
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def elements(xml: bytes, label: Label) -> list[Element]:
    """Return all elements of a small part in document order.

    Raises:
        KesuError: Not well-formed, or with a DOCTYPE.
    """
    found: list[Element] = []
    path: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) > ELEMENT_LIMIT or len(path) > DEPTH_LIMIT:
            raise KesuError("too_large", file=label)
        spaces = [value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")]
        plain = {local(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        element = Element(local(name), plain, parent=path[-1].name if path else "", namespaces=spaces)
        found.append(element)
        path.append(element)

    def end(_: str) -> None:
        path.pop()

    def text(data: str) -> None:
        path[-1].text += data

    parser = safe_parser(label)
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(xml, True)
    except (ExpatError, LookupError, ValueError) as error:
        raise KesuError("damaged_file", file=label) from error
    return found


def encoding_of(head: bytes) -> str:
    """Return the encoding that the first bytes of an XML part say, ``utf-8`` where they say nothing."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(b"<\x00"):
        return "utf-16-le"
    if head.startswith(b"\x00<"):
        return "utf-16-be"
    match = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = match[1].decode("ascii").lower() if match else "utf-8"
    return "utf-8" if name in ("utf-8", "utf8", "us-ascii", "ascii") else name


def to_utf8(xml: bytes, encoding: str) -> bytes:
    """Return an XML part in UTF-8, with no declaration.

    Raises:
        ValueError: The bytes are not in that encoding.
        LookupError: There is no such encoding.
    """
    text = xml.decode(encoding).lstrip("\ufeff")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8")
