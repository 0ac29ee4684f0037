"""The document properties of a form: its title, and which template it was filled from.

No author, no date: the same record gives the same file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kesu_xl.form.archive import Archive
from kesu_xl.form.book import CONTENT_TYPES, parsed
from kesu_xl.package.markup import escaped
from kesu_xl.package.opc import RELATIONSHIPS
from kesu_xl.package.strict import STRICT, in_strict

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "CORE",
    "CUSTOM",
    "FILLED",
    "TEMPLATE",
    "TEMPLATE_HASH",
    "TEMPLATE_ORDER",
    "core_properties",
    "with_filled",
    "with_properties",
]

CORE: Final = "docProps/core.xml"
TEMPLATE: Final = "kesu.template"
TEMPLATE_HASH: Final = "kesu.template_hash"
TEMPLATE_ORDER: Final = "kesu.template_order"
#: The properties ``kesu.filled.1``, ``kesu.filled.2``, ...: what the form was filled with, as check sums.
FILLED: Final = "kesu.filled"
CUSTOM: Final = "docProps/custom.xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES: Final = f"{{{_OFFICE}/custom-properties}}"
_VT: Final = f"{{{_OFFICE}/docPropsVTypes}}"
_NO_PROPERTIES: Final = (
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"/>'.encode()
)
#: Characters of one property; Excel keeps no more than 255.
_LONGEST: Final = 240
_PID: Final = re.compile(rb'\spid="(\d+)"')
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def core_properties(title: str) -> bytes:
    """Return the core properties part with nothing but a title."""
    shown = f"<dc:title>{escaped(title)}</dc:title>" if title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{shown}</cp:coreProperties>'
    ).encode()


def with_properties(archive: Archive, name: str, content_hash: str, order: str) -> Archive:
    """Return the archive with a place for the title, and with what says which template it is.

    Args:
        archive: The template.
        name: Name of the template, the property ``kesu.template``.
        content_hash: sha256 of its file, the property ``kesu.template_hash``.
        order: What `kesu_xl.form.map.order_of` says of its cells, the property ``kesu.template_order``.
    """
    is_strict = STRICT in archive.read("_rels/.rels")
    relationships = parsed(archive.read("_rels/.rels"))
    old = dict(_kind_and_target(item) for item in relationships)
    custom_kind = "customProperties" if is_strict else "custom-properties"
    office = RELATIONSHIPS[1] if is_strict else RELATIONSHIPS[0]
    core, custom = old.get("core-properties", CORE), old.get(custom_kind, CUSTOM)
    changed = {}
    types = archive.read(CONTENT_TYPES)
    rels = archive.read("_rels/.rels")
    for kind, old_target, target, content_type, namespace in (
        ("core-properties", core, CORE, _CORE_TYPE, f"{_PACKAGE}/relationships/metadata"),
        (custom_kind, custom, CUSTOM, _CUSTOM_TYPE, office),
    ):
        if kind not in old or old_target != target:
            if kind in old:
                types = re.sub(rb'<Override\s[^>]*?PartName="/%s"[^>]*?/>' % re.escape(old_target.encode()), b"", types)
                rels = re.sub(rb"<Relationship\s[^>]*/%s\"[^>]*/>" % kind.encode(), b"", rels)
            tag = f'<Relationship Id="rIdKesu_{kind}" Type="{namespace}/{kind}" Target="{target}"/></Relationships>'
            rels = rels.replace(b"</Relationships>", tag.encode())
        if f'"/{target}"'.encode() not in types:
            tag = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'
            types = types.replace(b"</Types>", tag.encode())
    before = archive.read(custom) if custom in archive else None
    made = _custom(before, {TEMPLATE: name, TEMPLATE_HASH: content_hash, TEMPLATE_ORDER: order})
    changed[CUSTOM] = in_strict(made) if is_strict else made
    changed["_rels/.rels"] = rels
    changed[CONTENT_TYPES] = types
    changed[CORE] = core_properties("")
    # A part under another name would still name the template's author.
    return archive.without({core, custom} - {CORE, CUSTOM}).replaced(changed)


def with_filled(custom: bytes, filled: str) -> bytes:
    """Return the custom properties of a form with what it was filled with.

    Args:
        custom: The part as `with_properties` made it.
        filled: Letters and digits, as base64 has them.
    """
    last = max(map(int, _PID.findall(custom)), default=1)
    items = [
        f'<property xmlns="{_OFFICE}/custom-properties" fmtid="{_FORMAT_ID}" pid="{last + number}" '
        f'name="{FILLED}.{number}"><vt:lpwstr xmlns:vt="{_OFFICE}/docPropsVTypes">{part}</vt:lpwstr></property>'
        for number, part in enumerate((filled[at : at + _LONGEST] for at in range(0, len(filled), _LONGEST)), 1)
    ]
    made = "".join(items).encode()
    head, mark, tail = custom.rpartition(b"</")
    return head + (in_strict(made) if STRICT in custom else made) + mark + tail


def _kind_and_target(item: _Element) -> tuple[str, str]:
    return str(item.get("Type")).rpartition("/")[2], str(item.get("Target")).lstrip("/")


def _custom(before: bytes | None, values: dict[str, str]) -> bytes:
    from lxml import etree

    root = parsed(before or _NO_PROPERTIES)
    for item in [item for item in root if item.get("name") in values or str(item.get("name")).startswith(FILLED)]:
        root.remove(item)
    number = max((int(item.get("pid") or 1) for item in root), default=1)
    for name, value in values.items():
        number += 1
        item = etree.SubElement(root, f"{_PROPERTIES}property", fmtid=_FORMAT_ID, pid=str(number), name=name)
        etree.SubElement(item, f"{_VT}lpwstr").text = re.sub(
            r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", value
        )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
