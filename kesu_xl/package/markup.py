"""XML parts as bytes with known places: what is edited is cut in, the rest stays as its writer left it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pyexpat import ExpatError
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.limits import DEPTH_LIMIT
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import encoding_of, local, safe_parser
from kesu_xl.package.xstring import UNWRITABLE

__all__ = [
    "Coding", "Edit", "Span", "attribute", "child_spans", "decoded", "edited", "element", "escaped", "prefix_of",
    "scan", "unescaped", "with_attribute", "with_content",
]  # fmt: skip

#: (start, end, what to put there instead); start == end: it is put in.
Edit = tuple[int, int, bytes]

_TAG: Final = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_ENTITY: Final = re.compile(r"&(?:#(\d+)|#[xX]([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class Coding:
    """How the bytes of a part stand for its text."""

    bom: bytes
    encoding: str

    def encoded(self, xml: bytes) -> bytes:
        """Return an edited part in the encoding that it came in."""
        if self.encoding == "utf-8":
            return self.bom + xml
        return self.bom + xml.decode().encode(self.encoding, "xmlcharrefreplace")


def decoded(raw: bytes, label: Label) -> tuple[bytes, Coding]:
    """Return a part in UTF-8 (its declaration untouched), and the way back.

    Raises:
        KesuError: Its bytes are not in the encoding that it names.
    """
    bom = raw[:3] if raw.startswith(_UTF8_BOM) else b""
    encoding = "utf-8" if bom else encoding_of(raw[:512])
    if encoding == "utf-8":
        return raw[len(bom) :], Coding(bom, encoding)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        bom = raw[:2]
        encoding = "utf-16-le" if bom == b"\xff\xfe" else "utf-16-be"
    try:
        return raw[len(bom) :].decode(encoding).encode(), Coding(bom, encoding)
    except (UnicodeError, LookupError) as error:
        raise KesuError("damaged_file", file=label) from error


@dataclass(slots=True)
class Span:
    """An element and its place: ``start`` < of its tag, ``inner`` after its tag, ``close`` its end tag, ``end`` after.

    For ``<x/>`` the last three are the same. `place` is its place among the scanned elements, `parent` its parent's.
    """

    name: str
    depth: int
    parent: int
    start: int
    inner: int
    attributes: Mapping[str, str]
    close: int = 0
    end: int = 0
    place: int = 0

    @property
    def empty(self) -> bool:
        """Whether it is written as ``<x/>``."""
        return self.close == self.end


def scan(xml: bytes, label: Label, deepest: int = 2) -> list[Span]:
    """Return the elements of a part down to a depth (the root has 0), in document order.

    Attributes are found by their name with prefix, and by the name without it.

    Raises:
        KesuError: Not well-formed, or with a DOCTYPE.
    """
    found: list[Span] = []
    path: list[int] = []
    depth = 0
    parser = safe_parser(label, "utf-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth > DEPTH_LIMIT:
            raise KesuError("too_large", file=label)
        if depth <= deepest:
            at = parser.CurrentByteIndex
            tag = _TAG.match(xml, at)
            if tag is None:
                raise KesuError("damaged_file", file=label)
            for key in [key for key in attributes if ":" in key]:
                attributes.setdefault(local(key), attributes[key])
            span = Span(local(name), depth, path[-1] if path else -1, at, tag.end(), attributes)
            # The end of <x/> is told at a place behind the tag: the tag itself decides.
            if xml[tag.end() - 2 : tag.end()] == b"/>":
                span.close = span.end = span.inner
            span.place = len(found)
            path.append(len(found))
            found.append(span)
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth <= deepest:
            span = found[path.pop()]
            if not span.end:
                span.close = parser.CurrentByteIndex
                span.end = xml.index(b">", span.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError) as error:
        raise KesuError("damaged_file", file=label) from error
    return found


def child_spans(spans: Sequence[Span], parent: Span) -> Iterator[Span]:
    """Yield the children of an element among scanned ones."""
    for place in range(parent.place + 1, len(spans)):
        span = spans[place]
        if span.start >= parent.end:
            return
        if span.parent == parent.place:
            yield span


def prefix_of(xml: bytes, root: Span) -> str:
    """Return the prefix of the root element with its colon, or ``""``."""
    name = re.match(rb"<([^\s/>]+)", xml[root.start : root.inner])
    return name[1].decode().rpartition(":")[0] + ":" if name and b":" in name[1] else ""


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return XML with pieces put in, replaced or taken out; edits at one place in their order."""
    pieces: list[bytes] = []
    at = 0
    for start, end, piece in sorted(edits, key=lambda edit: edit[0]):
        pieces += (xml[at:start], piece)
        at = end
    pieces.append(xml[at:])
    return b"".join(pieces)


def with_content(xml: bytes, span: Span, content: bytes) -> Edit:
    """Return what puts more content at the end of an element, also of one that is written as ``<x/>``."""
    if not span.empty:
        return span.start, span.end, xml[span.start : span.close] + content + xml[span.close : span.end]
    tag = xml[span.start : span.end - 2].rstrip()
    return span.start, span.end, tag + b">" + content + b"</" + tag[1:].split()[0] + b">"


def element(name: str, attributes: Mapping[str, object], inner: str = "") -> str:
    """Return an element; an attribute that is None is left out, `inner` is XML."""
    tag = name + "".join(f' {key}="{attribute(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{tag}>{inner}</{name}>" if inner else f"<{tag}/>"


def with_attribute(tag: bytes, name: str, value: object) -> bytes:
    """Return a tag, or an element, with another value for an attribute that its tag has; else as it is."""
    pattern = rb"(\s" + name.encode() + rb"""\s*=\s*)(["'])[^"']*\2"""
    return re.sub(pattern, lambda found: found[1] + f'"{attribute(str(value))}"'.encode(), tag, count=1)


def escaped(text: str) -> str:
    """Return `text` as the content of an element."""
    text = UNWRITABLE.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> str:
    """Return `text` as the content of an attribute in double quotes."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def unescaped(xml: str) -> str:
    """Return the characters that the entities and character references in `xml` stand for."""
    return _ENTITY.sub(_character, xml) if "&" in xml else xml


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))
