"""Templates of every writer in one dialect: UTF-8, no prefix on the format's own elements, double quotes, no comments.

Only the parts that a form changes or scans are rewritten, and only those that need it; all others, and all parts of a
template as Excel, WPS, LibreOffice or openpyxl save it, stay as they came. Strict workbooks stay strict.
"""

from __future__ import annotations

import re
from pyexpat import ExpatError, XMLParserType
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.form.archive import Archive
from kesu_xl.package.markup import attribute, escaped
from kesu_xl.package.opc import CONTENT_TYPES
from kesu_xl.package.xmlparts import encoding_of, safe_parser, to_utf8

__all__ = ["plain_archive", "plain_xml"]

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Ends of the content types of parts whose text is scanned or changed; relationships come on top.
_SCANNED: Final = (b"main+xml", b"worksheet+xml", b"table+xml", b"sharedStrings+xml")
_OVERRIDE: Final = re.compile(rb"<Override\s[^>]*>")
_PART: Final = re.compile(rb'\sPartName="/?([^"]+)"')
_KIND: Final = re.compile(rb'\sContentType="([^"]+)"')
_ROOT: Final = re.compile(rb"<(?:([\w.\-]+):)?[\w.\-]+((?:\s[^>]*)?)>")
_SPACE: Final = re.compile(rb"""\sxmlns:([\w.\-]+)\s*=\s*["']([^"']*)["']""")
_DEFAULT: Final = re.compile(rb"""\sxmlns\s*=\s*["']([^"']*)["']""")
#: Comments, CDATA and DOCTYPE; braces as numbers; attributes in single quotes or with blanks around the sign.
_UNUSUAL: Final = re.compile(rb"<!|&#(?:x0*7b|0*123);|<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*(?:\s=|=\s|=')", re.IGNORECASE)


def plain_archive(archive: Archive, name: str) -> Archive:
    """Return a template whose scanned parts are all plain.

    Args:
        archive: The template.
        name: What messages call it.

    Raises:
        KesuError: A part is no XML, has a DOCTYPE, or uses namespaces in a way that no spreadsheet program does.
    """
    if CONTENT_TYPES not in archive:
        raise KesuError("template_not_workbook", name=name)
    types = plain_xml(archive.read(CONTENT_TYPES), name, CONTENT_TYPES)
    scanned = {
        part.group(1).decode().casefold()
        for tag in _OVERRIDE.findall(types)
        if (kind := _KIND.search(tag)) and kind.group(1).endswith(_SCANNED) and (part := _PART.search(tag))
    }
    changed = {}
    for entry in archive.names():
        if entry.endswith(".rels") or entry.casefold() in scanned or entry == CONTENT_TYPES:
            xml = archive.read(entry)
            plain = plain_xml(xml, name, entry)
            if plain is not xml:
                changed[entry] = plain
    return archive.replaced(changed) if changed else archive


def plain_xml(xml: bytes, name: str, part: str) -> bytes:
    """Return a part in the one dialect; the same object where it is in it already.

    Args:
        xml: The part.
        name: What messages call the template.
        part: Its entry, for messages.

    Raises:
        KesuError: No XML, a DOCTYPE, or elements of the format and others without a prefix mixed.
    """
    encoding = encoding_of(xml[:512])
    root = _ROOT.search(xml) if encoding == "utf-8" else None
    if root is not None and not root.group(1) and not xml.startswith(b"\xef\xbb\xbf") and not _UNUSUAL.search(xml):
        default = _DEFAULT.search(root.group(2))
        if default is None or all(uri != default.group(1) for _, uri in _SPACE.findall(root.group(2))):
            _parse(safe_parser(name, "utf-8"), xml, part)
            return xml
    try:
        text = to_utf8(xml, "utf-8-sig" if encoding == "utf-8" else encoding)
    except (ValueError, LookupError) as fault:
        raise KesuError("template_damaged", part=part) from fault
    return _DECLARATION + _Rewriter(name).rewritten(text, part)


def _parse(parser: XMLParserType, xml: bytes, part: str) -> None:
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError) as fault:
        raise KesuError("template_damaged", part=part) from fault


class _Rewriter:
    """Writes a part anew from what the parser tells."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._out: list[str] = []
        #: Prefixes that stand for the namespace of the root.
        self._own: frozenset[str] = frozenset()
        self._space = ""
        #: The default namespace inside each open element, in what came in and in what goes out.
        self._defaults: list[tuple[str, str]] = [("", "")]
        self._open = False

    def rewritten(self, xml: bytes, part: str) -> bytes:
        """Return the part."""
        parser = safe_parser(self._name, "utf-8")
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        _parse(parser, xml, part)
        return "".join(self._out).encode()

    def _start(self, tag: str, flat: list[str]) -> None:
        given = dict(zip(flat[::2], flat[1::2], strict=True))
        prefix, _, local = tag.rpartition(":")
        if len(self._defaults) == 1:
            self._space = given.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
            self._own = frozenset(
                key[6:] for key, uri in given.items() if key.startswith("xmlns:") and uri == self._space
            )
        old, new = self._defaults[-1]
        declared = given.pop("xmlns", None)
        old = old if declared is None else declared
        if prefix in self._own or (not prefix and old == self._space):
            tag, wanted = local, self._space
        elif not prefix:
            wanted = old
        else:
            wanted = new if declared is None else declared
        if wanted != new:
            given = {"xmlns": wanted, **given}
        self._defaults.append((old, wanted))
        self._close()
        self._out.append(f"<{tag}" + "".join(f' {key}="{attribute(value)}"' for key, value in given.items()))
        self._open = True

    def _end(self, tag: str) -> None:
        self._defaults.pop()
        if self._open:
            self._out.append("/>")
            self._open = False
            return
        prefix, _, local = tag.rpartition(":")
        self._out.append(f"</{local if prefix in self._own else tag}>")

    def _text(self, text: str) -> None:
        self._close()
        self._out.append(escaped(text))

    def _close(self) -> None:
        if self._open:
            self._out.append(">")
            self._open = False
