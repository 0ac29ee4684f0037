"""What is drawn on a sheet as it leaves the house: no paths in it, no notes, no chart that reads what is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kesu_xl.package.outgoing.gone import Gone
from kesu_xl.package.stylepool import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["clean_chart", "clean_drawing", "clean_vml"]

#: A place on somebody's disk: programs write it as the description of a picture.
_PATH: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:|^[~/]|[\\/].*\.\w{2,5}$", re.IGNORECASE)
_SHAPE: Final = re.compile(rb"<((?:\w+:)?shape)\b(?:(?!</\1\s*>).)*?</\1\s*>", re.DOTALL)
_NOTE: Final = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_MACRO: Final = re.compile(rb"<(\w+:FmlaMacro)\b[^>]*>.*?</\1\s*>", re.DOTALL)
_SAID: Final = re.compile(rb"""\s(?:\w+:)?(?:title|alt|href|src)\s*=\s*(?:"[^"]*"|'[^']*')""")
#: Reference in a chart -> what takes its place when it holds the values themselves.
_LITERALS: Final = {"numRef": "numLit", "strRef": "strLit"}


def clean_drawing(root: _Element) -> None:
    """Take places on disks out of the descriptions of shapes and pictures."""
    for one in root.iter():
        for key in ("descr", "title", "name"):
            said = one.get(key)
            if said and _PATH.search(str(said)):
                if key == "name":
                    one.set(key, re.split(r"[\\/]", str(said))[-1])
                else:
                    del one.attrib[key]


def clean_vml(data: bytes) -> bytes:
    """Return a drawing of the old kind without notes and file names; nothing where only notes were in it."""
    cleaned = _SHAPE.sub(lambda found: b"" if _NOTE.search(found[0]) else found[0], data)
    return _SAID.sub(b"", _MACRO.sub(b"", cleaned)) if _SHAPE.search(cleaned) else b""


def clean_chart(root: _Element, gone: Gone) -> None:
    """Let a chart that reads cells that are gone keep the values that it shows."""
    for one in [one for one in root.iter() if local_name(one) in _LITERALS]:
        formula = next((child for child in one if local_name(child) == "f"), None)
        if formula is None or not gone.breaks(formula.text or ""):
            continue
        cache = next((child for child in one if local_name(child) in ("numCache", "strCache")), None)
        space = str(one.tag).rpartition("}")[0] + "}"
        parent = one.getparent()
        if parent is not None and local_name(parent) == "tx":
            shown = [
                child.text or "" for child in (cache.iter() if cache is not None else ()) if local_name(child) == "v"
            ]
            one.clear()
            one.tag = f"{space}v"
            one.text = "".join(shown[:1])
            continue
        children = list(cache) if cache is not None else []
        one.clear()
        one.tag = f"{space}{_LITERALS[local_name(one)]}"
        one.extend(children)
    for one in [one for one in root.iter() if local_name(one) in ("multiLvlStrRef", "datalabelsRange")]:
        formula = next((child for child in one if local_name(child) == "f"), None)
        parent = one.getparent()
        if formula is not None and parent is not None and gone.breaks(formula.text or ""):
            holder = parent.getparent()
            if local_name(one) == "multiLvlStrRef" and holder is not None:
                holder.remove(parent)
            else:
                parent.remove(one)
