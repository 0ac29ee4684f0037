"""Sheets of a template that a form leaves out, with all that only they use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable
from typing import Final

from kesu_xl.form.archive import Archive
from kesu_xl.form.book import CONTENT_TYPES, Book, related_parts, relationships_of
from kesu_xl.package.markup import unescaped
from kesu_xl.package.names import quoted

__all__ = ["without_sheets"]

_SHEET: Final = re.compile(r"<sheet\s[^>]*?/>")
_NAME: Final = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_LOCAL: Final = re.compile(r'\slocalSheetId="(\d+)"')


def without_sheets(archive: Archive, book: Book, names: Collection[str]) -> Archive:
    """Return the archive without some worksheets; unknown names are ignored.

    Their defined names go with them, and so do their charts, pictures and tables. A formula elsewhere that refers to
    such a sheet is left as it is.

    Raises:
        ValueError: No sheet would be left.
    """
    dropped = [sheet for sheet in book.sheets if sheet.name in names]
    if not dropped:
        return archive
    workbook = archive.read(book.workbook).decode()
    tags = _SHEET.findall(workbook)
    gone = {sheet.index for sheet in dropped}
    if len(gone) == len(tags):
        raise ValueError("a workbook needs a sheet")
    for index in gone:
        workbook = workbook.replace(tags[index], "")
    workbook = re.sub(r'\s(?:activeTab|firstSheet)="\d+"', "", workbook)
    workbook = _NAME.sub(lambda match: _kept_name(match, gone, [sheet.name for sheet in dropped]), workbook)
    workbook = re.sub(r"<definedNames\b[^>]*>\s*</definedNames>", "", workbook)
    kept = {sheet.part for sheet in book.sheets if sheet not in dropped}
    parts = _owned(archive, [sheet.part for sheet in dropped], {book.workbook, *kept})
    # Excel calls a file damaged whose calculation chain names cells that are gone; it makes a new chain.
    parts |= {target for kind, target, _ in related_parts(archive, book.workbook) if kind == "calcChain"}
    types = archive.read(CONTENT_TYPES).decode()
    for part in parts:
        types = re.sub(rf'<Override\s[^>]*?PartName="/{re.escape(part)}"[^>]*?/>', "", types)
    return archive.replaced(
        {
            book.workbook: workbook.encode(),
            book.relationships: _kept_relationships(archive, book, parts),
            CONTENT_TYPES: types.encode(),
        }
    ).without({*parts, *map(relationships_of, parts)})


def _kept_name(match: re.Match[str], gone: Collection[int], names: Iterable[str]) -> str:
    local = _LOCAL.search(match.group(1))
    text = match.group(2)
    if (local and int(local.group(1)) in gone) or any(_refers(text, name) for name in names):
        return ""
    if local is None:
        return match.group()
    index = int(local.group(1))
    moved = index - sum(other < index for other in gone)
    return match.group().replace(local.group(), f' localSheetId="{moved}"', 1)


def _refers(text: str, name: str) -> bool:
    formula = unescaped(text)
    return f"{quoted(name)}!" in formula or re.search(rf"(?<![\w'.]){re.escape(name)}!", formula) is not None


def _owned(archive: Archive, roots: Iterable[str], others: Iterable[str]) -> set[str]:
    """Return `roots` and the parts that are reached from them only."""
    roots = set(roots)
    return _reached(archive, roots, set()) - _reached(archive, set(others), roots)


def _reached(archive: Archive, roots: set[str], walls: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        part = waiting.pop()
        if part in found or part in walls or part not in archive:
            continue
        found.add(part)
        waiting += [target for _, target, _ in related_parts(archive, part)]
    return found


def _kept_relationships(archive: Archive, book: Book, parts: Collection[str]) -> bytes:
    folder = posixpath.dirname(book.workbook)

    def keep(match: re.Match[str]) -> str:
        target = re.search(r'\sTarget="([^"]*)"', match.group())
        path = target.group(1) if target else ""
        full = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        return "" if full in parts else match.group()

    text = archive.read(book.relationships).decode()
    return re.sub(r"<Relationship\s[^>]*?/>", keep, text).encode()
