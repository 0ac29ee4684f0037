"""From a path or an open file to a register with its settings and clocks: the first step of every command."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from kesu_xl.checks import Checked, check_register
from kesu_xl.clock import Policy, policy_of
from kesu_xl.complaint import COLUMNS, DETAILS
from kesu_xl.errors import KesuError
from kesu_xl.grid import Book, read_book
from kesu_xl.package.opening import Opened as Workbook
from kesu_xl.register import Mapped, Register, find_register, parse_mapping
from kesu_xl.register.tables import DetailSheet, detail_sheets
from kesu_xl.settings import Settings, load_config, read_settings

__all__ = [
    "Given", "Opened", "Source", "Workbook", "as_of_in", "listed", "machine_zone", "open_register", "register_language",
    "spoken_language",
]  # fmt: skip

#: What a file can be given as.
Source = str | os.PathLike[str] | BinaryIO
#: What a register can be given as: a file, or what is open in Excel, unsaved changes included.
Given = Source | Workbook
_One = TypeVar("_One", Source, Given)


@dataclass
class Opened:
    """A register that was opened.

    Attributes:
        path: As the user gave it, "" for an open file.
        folder: Where it lies; None for an open file, and for a workbook that was never saved.
        book: The workbook.
        register: The register in it.
        settings: Its settings.
        policy: Its clocks.
        config_lang: Language that kesu.toml or the environment says, or "".
    """

    path: str
    folder: Path | None
    book: Book
    register: Register
    settings: Settings
    policy: Policy
    config_lang: str

    @cached_property
    def details(self) -> dict[str, DetailSheet]:
        """The detail tables of the workbook, by their names."""
        return detail_sheets(self.book, tuple(table.name for table in DETAILS))

    def checked(self, as_of: datetime) -> Checked:
        """Check every row as of an aware time."""
        return check_register(
            self.register, self.settings, self.policy, as_of, date1904=self.book.date1904, details=self.details
        )


def machine_zone() -> str:
    """Return the name of this machine's time zone."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"


def listed(sources: _One | Sequence[_One]) -> list[_One]:
    """Return sources as a list, where one was given as well as where several were."""
    if isinstance(sources, list | tuple):
        return list(sources)
    # a path is a sequence of letters to the type checker
    return [cast("_One", sources)]


def open_register(
    source: Given,
    *,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    data: bytes | None = None,
) -> Opened:
    """Open a workbook and find its register, settings and clocks.

    Args:
        source: Path, an open binary file, or a workbook that is open in Excel.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file, as ``kesu map`` writes it.
        timezone: The register's time zone, over everything else that says one.
        data: The workbook's bytes, where they were read already.

    Raises:
        KesuError: It cannot be read, or there is no register in it.
    """
    mapped = _mapping(Path(mapping)) if mapping is not None else None
    if isinstance(source, Workbook):
        path, book = source.path, Book(source)
        # without a folder it is the name of a workbook that was never saved
        folder = Path(path).parent if Path(path).is_absolute() else None
    else:
        path = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
        if not path and data is None and hasattr(source, "seek"):
            source.seek(0)  # an open file may have been read before
        book = read_book(source if data is None else data, path)
        folder = Path(path).parent if path else None
    register = find_register(book, sheet=sheet, mapped=mapped)
    config = load_config(folder, os.environ)
    settings = read_settings(book, config, timezone=timezone, machine_zone=machine_zone)
    return Opened(path, folder, book, register, settings, policy_of(settings), config.lang)


def _mapping(path: Path) -> Mapped:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KesuError("file_not_found", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KesuError("mapping_not_toml", file=str(path), detail=str(error)) from error
    return parse_mapping(text, str(path))


def as_of_in(as_of: datetime, settings: Settings) -> datetime:
    """Return an aware time: a naive one is in the register's zone."""
    return as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=settings.zone)


def register_language(opened: Opened) -> str:
    """Return the register's language: its 设置 sheet, else kesu.toml, else the script of its headers.

    Returns:
        One of the languages, or "" where nothing tells.
    """
    if opened.settings.lang:
        return opened.settings.lang
    if opened.config_lang:
        return opened.config_lang
    return _script([heading.text for heading in opened.register.heads.fields.values()])


def spoken_language(opened: Opened, asked: str = "") -> str:
    """Return the language of what is said about a register: the one asked for, else its own, else zh-Hans."""
    return asked or register_language(opened) or "zh-Hans"


def _script(texts: list[str]) -> str:
    """Return the language that most headers are in, by their characters."""
    counts = dict.fromkeys(("zh-Hans", "zh-Hant", "en"), 0)
    only_hans, only_hant = _telling_characters()
    for text in texts:
        if text.strip():
            simplified, traditional = len(only_hans & set(text)), len(only_hant & set(text))
            counts["en" if text.isascii() else "zh-Hant" if traditional > simplified else "zh-Hans"] += 1
    if counts["zh-Hant"] and counts["zh-Hant"] + counts["zh-Hans"] >= counts["en"]:
        # many characters are the same in both: what tells at all, tells which
        told = [text for text in texts if (only_hans | only_hant) & set(text)]
        traditional = sum(1 for text in told if only_hant & set(text))
        return "zh-Hant" if traditional * 2 > len(told) else "zh-Hans"
    return max(counts, key=lambda lang: counts[lang]) if any(counts.values()) else ""


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only Simplified and only Traditional headers use, as far as our own labels tell."""
    hans = {character for column in COLUMNS.values() for character in column.labels[0]}
    hant = {character for column in COLUMNS.values() for character in column.labels[1]}
    return frozenset(hans - hant), frozenset(hant - hans)
