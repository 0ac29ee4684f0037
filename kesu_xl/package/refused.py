"""Workbooks that must not be changed at all, each with one line that says why."""

from __future__ import annotations

from kesu_xl.errors import KesuError
from kesu_xl.package.opc import Package
from kesu_xl.package.source import Label, container

__all__ = ["open_for_change"]


def open_for_change(data: bytes, label: Label) -> Package:
    """Return the package of a workbook that may be changed.

    Raises:
        KesuError: Not an .xlsx or .xlsm, encrypted, signed, shared with a log of revisions, or damaged.
    """
    if container(data, label) == "ole":
        _refuse_ole(data, label)
    package = Package.open(data, label)
    for name in package:
        folded = name.casefold()
        if folded.startswith("_xmlsignatures/") or package.type_of(name).endswith("digital-signature-origin"):
            raise KesuError("workbook_signed", file=label)
        if package.type_of(name).endswith(("spreadsheetml.revisionHeaders+xml", "spreadsheetml.revisionLog+xml")):
            raise KesuError("workbook_shared", file=label)
    return package


def _refuse_ole(data: bytes, label: Label) -> None:
    from kesu_xl.package.ole import Ole

    ole = Ole(data, label)
    if ole.find("DRMEncryptedDataSpace", "DRMEncryptedTransform", "\tDRMContent"):
        raise KesuError("label_protected", file=label)
    if ole.find("EncryptedPackage"):
        raise KesuError("encrypted", file=label)
    raise KesuError("save_as_xlsx", file=label)
