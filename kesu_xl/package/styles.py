"""The styles of a workbook, to which looks are added: an equal one that is there is used, else one is appended.

Nothing that is there moves, so no cell of anybody changes; the same looks asked for again append nothing.
Source: ECMA-376 part 1, 18.8.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from kesu_xl.change import Look
from kesu_xl.errors import KesuError
from kesu_xl.package.markup import (
    Edit,
    child_spans,
    decoded,
    edited,
    element,
    prefix_of,
    scan,
    with_attribute,
    with_content,
)
from kesu_xl.package.source import Label
from kesu_xl.package.stylepool import Pool, local_name, parsed, written

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EMPTY_STYLES", "Styles", "is_date_format"]

#: The styles part of a workbook that had none; %s: the namespace.
EMPTY_STYLES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%s">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

_ORDER: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
#: What has to stand first in a container: the format of cells without any.
_FIRST: Final = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_FIRST_OWN_FORMAT: Final = 164
#: Ids of built-in formats that show a day (18.8.30); 27 to 36 and 50 to 58 are those of East Asia.
_BUILT_IN_DATES: Final = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
_BUILT_IN: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def is_date_format(code: str) -> bool:
    """Say whether a number format shows a day, so that the value depends on the workbook's first day."""
    shown = _NOT_SHOWN.sub("", code.partition(";")[0].lower().replace("general", ""))
    return any(letter in shown for letter in "dye")


class Styles:
    """A styles part.

    Args:
        raw: The part.
        label: What the file is called in messages.
    """

    def __init__(self, raw: bytes, label: Label) -> None:
        self._xml, self._coding = decoded(raw, label)
        self._spans = scan(self._xml, label, 1)
        if len(self._spans) == 1:
            # A part that says nothing stands for the same as none.
            space = self._spans[0].attributes.get("xmlns") or self._spans[0].attributes.get(
                f"xmlns:{prefix_of(self._xml, self._spans[0])[:-1]}", ""
            )
            self._xml = (EMPTY_STYLES % space).encode()
            self._spans = scan(self._xml, label, 1)
        self._prefix = prefix_of(self._xml, self._spans[0])
        self._containers = {span.name: span for span in reversed(list(child_spans(self._spans, self._spans[0])))}
        try:
            self._root = parsed(self._xml)
        except ValueError as error:
            # e.g. a prefix that nobody declared
            raise KesuError("damaged_part", file=label, part="styles") from error
        self._pools: dict[str, Pool] = {}
        self._dressed: dict[tuple[int, Look], int] = {}
        self._taken: dict[tuple[int, str, int], int] = {}

    def _pool(self, name: str) -> Pool:
        if name not in self._pools:
            container = next((child for child in self._root if local_name(child) == name), None)
            items = [item for item in container if isinstance(item.tag, str)] if container is not None else []
            pool = self._pools[name] = Pool(items)
            if not items:
                pool.items += [self._made(first) for first in _FIRST.get(name, ())]
        return self._pools[name]

    def _made(self, xml: str) -> _Element:
        made = parsed(f'<a xmlns="{self._root.tag.rpartition("}")[0][1:]}">{xml}</a>'.encode())
        return made[0]

    # --- looks --------------------------------------------------------------------------------------------------------

    def dressed(self, base: int, look: Look) -> int:
        """Return the number of a cell format: `base`, changed by what the look says."""
        known = self._dressed.get((base, look))
        if known is not None:
            return known
        xf = self._xf(base)
        if look.number_format is not None:
            xf.set("numFmtId", str(self._format_id(look.number_format)))
            xf.set("applyNumberFormat", "1")
        if look.ground is not None:
            fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.ground}"/>'
            fill += f'<bgColor rgb="FF{look.ground}"/></patternFill></fill>'
            self._point(xf, "fill", self._made(fill))
        if look.font is not None or look.size is not None or look.ink is not None or look.bold is not None:
            self._point(xf, "font", self._font(_number(xf.get("fontId")), look))
        if look.line_below is not None:
            line = f'<bottom style="thin"><color rgb="FF{look.line_below}"/></bottom>'
            self._point(xf, "border", self._made(f"<border><left/><right/><top/>{line}<diagonal/></border>"))
        if look.horizontal is not None or look.vertical is not None or look.wrap:
            for child in [child for child in xf if local_name(child) == "alignment"]:
                xf.remove(child)
            attributes = {
                "horizontal": look.horizontal, "vertical": look.vertical,
                "wrapText": "1" if look.wrap else None, "indent": look.indent or None,
            }  # fmt: skip
            xf.insert(0, self._made(element("alignment", attributes)))
            xf.set("applyAlignment", "1")
        self._dressed[base, look] = self._pool("cellXfs").place(xf)
        return self._dressed[base, look]

    def _xf(self, number: int) -> _Element:
        """Return a copy of a cell format."""
        items = self._pool("cellXfs").items
        xf = deepcopy(items[number] if number < len(items) else items[0])
        for child in [child for child in xf if local_name(child) not in ("alignment", "protection")]:
            xf.remove(child)
        if not self._pool("cellStyleXfs").items:
            xf.attrib.pop("xfId", "")
        elif xf.get("xfId") is None:
            xf.set("xfId", "0")
        return xf

    def _point(self, xf: _Element, kind: str, item: _Element) -> None:
        xf.set(f"{kind}Id", str(self._pool(f"{kind}s").place(item)))
        xf.set(f"apply{kind.capitalize()}", "1")

    def _font(self, base: int, look: Look) -> _Element:
        fonts = self._pool("fonts").items
        font = deepcopy(fonts[base] if base < len(fonts) else fonts[0])
        new: dict[str, str | None] = {}
        if look.font is not None:
            # A font of the theme would win over the name; another family's character set would not fit it.
            new |= {"scheme": None, "family": None, "charset": None, "name": element("name", {"val": look.font})}
        if look.size is not None:
            new["sz"] = element("sz", {"val": f"{look.size:g}"})
        if look.ink is not None:
            new["color"] = f'<color rgb="FF{look.ink}"/>'
        if look.bold is not None:
            new["b"] = "<b/>" if look.bold else None
        for child in [child for child in font if local_name(child) in new]:
            font.remove(child)
        for xml in new.values():
            if xml is not None:
                font.append(self._made(xml))
        return font

    def _format_id(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        for item in self._pool("numFmts").items:
            if item.get("formatCode") == code:
                return _number(item.get("numFmtId"))
        used = [_number(item.get("numFmtId")) for item in self._formats()]
        number = max([_FIRST_OWN_FORMAT - 1, *used]) + 1
        self._pool("numFmts").place(self._made(element("numFmt", {"numFmtId": number, "formatCode": code})))
        return number

    def _formats(self) -> list[_Element]:
        """Return all own number formats, those inside of differential formats last."""
        inside = [child for dxf in self._pool("dxfs").items for child in dxf if local_name(child) == "numFmt"]
        return [*self._pool("numFmts").items, *inside]

    def dxf(self, look: Look) -> int:
        """Return the number of the differential format that a rule of that look has."""
        xml = ""
        if look.ink is not None or look.bold is not None:
            bold = "" if look.bold is None else f'<b val="{int(look.bold)}"/>'
            xml += f"<font>{bold}" + (f'<color rgb="FF{look.ink}"/>' if look.ink else "") + "</font>"
        if look.number_format is not None:
            xml += element(
                "numFmt", {"numFmtId": self._dxf_format(look.number_format), "formatCode": look.number_format}
            )
        if look.ground is not None:
            # A conditional ground is the pattern's background; its foreground would hide it.
            xml += f'<fill><patternFill><bgColor rgb="FF{look.ground}"/></patternFill></fill>'
        return self._pool("dxfs").place(self._made(f"<dxf>{xml}</dxf>"))

    def _dxf_format(self, code: str) -> int:
        used = {_number(item.get("numFmtId")): item.get("formatCode") for item in reversed(self._formats())}
        known = [number for number, other in used.items() if other == code]
        return known[0] if known else max([_FIRST_OWN_FORMAT - 1, *used]) + 1

    # --- asked for ----------------------------------------------------------------------------------------------------

    def shows_day(self, number: int) -> bool:
        """Say whether a cell format shows a day."""
        items = self._pool("cellXfs").items
        if number >= len(items):
            return False
        wanted = _number(items[number].get("numFmtId"))
        if wanted < _FIRST_OWN_FORMAT:
            return wanted in _BUILT_IN_DATES
        codes = [item.get("formatCode") or "" for item in self._pool("numFmts").items
                 if _number(item.get("numFmtId")) == wanted]  # fmt: skip
        return bool(codes) and is_date_format(codes[0])

    def locked(self, number: int) -> bool:
        """Say whether cells of that format are locked while their sheet is protected."""
        items = self._pool("cellXfs").items
        if number >= len(items):
            return True
        found = [child.get("locked", "1") for child in items[number] if local_name(child) == "protection"]
        return not found or found[0] not in ("0", "false")

    # --- formats of another workbook ----------------------------------------------------------------------------------

    def take_format(self, other: Styles, number: int) -> int:
        """Return the number here of a cell format of another workbook, with all that it points at."""
        known = self._taken.get((id(other), "xf", number))
        if known is not None:
            return known
        theirs = other._xf(number)
        xf = self._made("<xf/>")
        code = _number(theirs.get("numFmtId"))
        own = next((item.get("formatCode") for item in other._pool("numFmts").items
                    if _number(item.get("numFmtId")) == code), None)  # fmt: skip
        xf.set("numFmtId", str(self._format_id(own) if own is not None else code))
        for kind in ("font", "fill", "border"):
            items = other._pool(f"{kind}s").items
            at = _number(theirs.get(f"{kind}Id"))
            place = self._pool(f"{kind}s").place(self._here(items[at] if at < len(items) else items[0]))
            xf.set(f"{kind}Id", str(place))
        if self._pool("cellStyleXfs").items:
            xf.set("xfId", "0")
        for key in ("quotePrefix",):
            if theirs.get(key) is not None:
                xf.set(key, str(theirs.get(key)))
        for key in ("applyNumberFormat", "applyFont", "applyFill", "applyBorder"):
            xf.set(key, "1")
        for child in theirs:
            xf.append(self._here(child))
            xf.set(f"apply{local_name(child).capitalize()}", "1")
        place = self._taken[id(other), "xf", number] = self._pool("cellXfs").place(xf)
        return place

    def take_dxf(self, other: Styles, number: int) -> int:
        """Return the number here of a differential format of another workbook."""
        items = other._pool("dxfs").items
        if number >= len(items):
            return self._pool("dxfs").place(self._made("<dxf/>"))
        dxf = self._here(items[number])
        for child in dxf:
            if local_name(child) == "numFmt":
                child.set("numFmtId", str(self._dxf_format(child.get("formatCode") or "General")))
        return self._pool("dxfs").place(dxf)

    def _here(self, item: _Element) -> _Element:
        return self._made(written(item, ""))

    # --- writing ------------------------------------------------------------------------------------------------------

    def content(self) -> bytes:
        """Return the part; the same bytes where nothing was appended."""
        edits: list[Edit] = []
        for name in _ORDER:
            pool = self._pools.get(name)
            if (
                pool is None
                or not pool.added
                or (pool.there == 0 and pool.items == pool.added and not self._used(name))
            ):
                continue
            items = "".join(written(item, self._prefix) for item in pool.added)
            edits.append(self._appended(name, items, len(pool.items)))
        root = self._spans[0]
        if edits and root.empty:
            # <styleSheet/>: there is no place between its tags yet.
            edits = [with_content(self._xml, root, b"".join(piece for _, _, piece in edits))]
        return self._coding.encoded(edited(self._xml, edits))

    def _used(self, name: str) -> bool:
        """Say whether a container that was not there has more in it than what has to stand first."""
        others = (pool.added for key, pool in self._pools.items() if key != name and key in _FIRST)
        return len(self._pools[name].items) > len(_FIRST.get(name, ())) or any(others)

    def _appended(self, name: str, items: str, count: int) -> Edit:
        span = self._containers.get(name)
        whole = self._prefix + name
        if span is None:
            before = [self._containers[key].end for key in _ORDER[: _ORDER.index(name)] if key in self._containers]
            at = max(before, default=self._spans[0].inner)
            return at, at, f'<{whole} count="{count}">{items}</{whole}>'.encode()
        start, end, element = with_content(self._xml, span, items.encode())
        return start, end, with_attribute(element, "count", count)


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() else 0
