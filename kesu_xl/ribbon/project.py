"""A VBA project as the bytes of vbaProject.bin, from the text of its modules. Source: MS-OVBA 2.2 and 2.3.

Only the source is written, not what Excel compiles from it: Excel makes that by itself when it opens the file.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from kesu_xl.ribbon.compound import Storage, compound_file
from kesu_xl.ribbon.compression import compressed

__all__ = ["Kind", "Module", "vba_project"]

#: VBA keeps its source in one code page of eight bits.
_CODE_PAGE: Final = "cp1252"
#: "No version": whoever reads it compiles the source (2.3.4.1).
_NO_CACHE: Final = b"\xcc\x61\xff\xff\x00\x01\x00"
_ENGLISH: Final = 0x409
#: The libraries that are not there by themselves: name and where it is (2.1.1.8). Office has IRibbonControl.
_REFERENCES: Final = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
        r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


class Kind(Enum):
    """What a module is; its value is the word in the PROJECT stream."""

    STANDARD = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its name, what it is, and its source with its Attribute lines, in any line ends."""

    name: str
    kind: Kind
    source: str


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return vbaProject.bin; the same modules give the same bytes.

    Args:
        name: Name of the project; no module has it.
        modules: ThisWorkbook and one document module for each sheet first.

    Raises:
        ValueError: Two names are the same, or a source has characters that VBA cannot hold.
    """
    names = [name.casefold(), *(module.name.casefold() for module in modules)]
    if len(set(names)) != len(names):
        raise ValueError(f"a name is there twice: {', '.join(sorted(names))}")
    streams: dict[str, bytes | Storage] = {
        module.name: compressed(_lines(module.source).encode(_CODE_PAGE)) for module in modules
    }
    streams["dir"] = compressed(_directory(name, modules))
    streams["_VBA_PROJECT"] = _NO_CACHE
    wide = b"".join(
        module.name.encode(_CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules
    )
    return compound_file({"VBA": streams, "PROJECT": _project_text(name, modules), "PROJECTwm": wide + b"\0\0"})


def _lines(text: str) -> str:
    """Return a text with the line ends that VBA needs, and one at its end."""
    return "\r\n".join(text.rstrip().splitlines()) + "\r\n"


# --- the dir stream (2.3.4.2) -----------------------------------------------------------------------------------------


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(data)) + data


def _number(kind: int, value: int, size: int = 4) -> bytes:
    return _record(kind, value.to_bytes(size, "little"))


def _text(kind: int, wide_kind: int, text: str = "") -> bytes:
    """Return a text in the code page and in UTF-16, as two records."""
    return _record(kind, text.encode(_CODE_PAGE)) + _record(wide_kind, text.encode("utf-16-le"))


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    parts = [
        _number(0x01, 1),  # for 32-bit Windows, as Excel writes it whatever the machine is
        _number(0x02, _ENGLISH),
        _number(0x14, _ENGLISH),
        _number(0x03, 1252, 2),
        _record(0x04, name.encode(_CODE_PAGE)),
        _text(0x05, 0x40),
        _text(0x06, 0x3D),
        _number(0x07, 0),
        _number(0x08, 0),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # its size says 4, but 6 bytes follow (2.3.4.2.1.11)
        _text(0x0C, 0x3C),
    ]
    for library, place in _REFERENCES:
        where = place.encode(_CODE_PAGE)
        parts.append(_text(0x16, 0x3E, library))
        parts.append(_record(0x0D, struct.pack("<I", len(where)) + where + bytes(6)))
    parts += [_number(0x0F, len(modules), 2), _number(0x13, 0xFFFF, 2)]
    for module in modules:
        parts += [
            _text(0x19, 0x47, module.name),
            _text(0x1A, 0x32, module.name),
            _text(0x1C, 0x48),
            _number(0x31, 0),  # the source begins at once
            _number(0x1E, 0),
            _number(0x2C, 0xFFFF, 2),
            _record(0x21 if module.kind is Kind.STANDARD else 0x22),
            _record(0x2B),
        ]
    return b"".join(parts) + _record(0x10)


# --- the PROJECT stream (2.3.1) ---------------------------------------------------------------------------------------


def _project_text(name: str, modules: Sequence[Module]) -> bytes:
    identity = "{" + str(uuid5(NAMESPACE_OID, f"kesu_xl.vba.{name}")).upper() + "}"
    ending = {Kind.DOCUMENT: "/&H00000000"}
    lines = [
        f'ID="{identity}"',
        *(f"{module.kind.value}={module.name}{ending.get(module.kind, '')}" for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_veiled(bytes(4), identity)}"',  # not protected
        f'DPB="{_veiled(bytes(1), identity)}"',  # no password
        f'GC="{_veiled(bytes([0xFF]), identity)}"',  # to be seen
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return ("\r\n".join(lines) + "\r\n").encode(_CODE_PAGE)


def _veiled(data: bytes, identity: str) -> str:
    """Return data as the PROJECT stream hides it, in hexadecimal (2.4.3.2); with seed 0, so the same each time."""
    key = sum(identity.encode(_CODE_PAGE)) & 0xFF
    hidden = bytearray([0, 2, key])
    plain, last, before = key, key, 2
    for byte in len(data).to_bytes(4, "little") + data:
        coded = byte ^ (before + plain & 0xFF)
        hidden.append(coded)
        before, last, plain = last, coded, byte
    return hidden.hex().upper()
