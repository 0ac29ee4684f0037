"""What a register says about itself (设置, 列表, 客户), together with kesu.toml and the environment: one value.

Order of precedence (INTERFACE, Time): the command's option, the register's 设置 sheet, kesu.toml, the machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kesu_xl.complaint import DETAILS, LISTS, TABLES, Table
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.wording import nearest_language

if TYPE_CHECKING:
    from kesu_xl.grid import Book, Grid

__all__ = ["Config", "Settings", "load_config", "named_zone", "read_settings"]

_TABLES: Final = {table.name: table for table in (*TABLES, *DETAILS)}


@dataclass(frozen=True, slots=True)
class Config:
    """What stands outside of the register: kesu.toml with the environment over it.

    Attributes:
        lang: Language, or "".
        timezone: Time zone, or "".
        timezone_from: Where it came from, for messages: name of the file, or of the variable.
    """

    lang: str = ""
    timezone: str = ""
    timezone_from: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one register.

    Attributes:
        zone: Its time zone.
        timezone_from: Where the zone came from: ``option``, ``register``, ``config:<name>`` or ``machine``.
        profile: Name of its clock profile.
        lang: Its language, or "" where it does not say.
        lists: List name -> the words of its 列表 sheet.
        values: Everything else of the 设置 sheet by setting name.
    """

    zone: ZoneInfo
    timezone_from: str = "machine"
    profile: str = "default"
    lang: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


def named_zone(name: str, where: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Args:
        name: E.g. ``Asia/Shanghai``.
        where: Where the name was found, for the message.

    Raises:
        KesuError: There is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise KesuError("no_such_timezone", name=name, where=where) from error


def load_config(folder: Path | None, environ: Mapping[str, str]) -> Config:
    """Read kesu.toml beside the register, else in the user's configuration folder, and the environment over it.

    Args:
        folder: Folder of the register; None for an open file.
        environ: The environment: ``KESU_LANG``, ``KESU_TIMEZONE``.

    Raises:
        KesuError: kesu.toml is there and cannot be read.
    """
    content, name = _kesu_toml(folder)
    lang = environ.get("KESU_LANG") or str(content.get("lang", ""))
    if lang and nearest_language(lang) is None:
        raise KesuError("no_such_language", name=lang)
    if zone := environ.get("KESU_TIMEZONE"):
        return Config(nearest_language(lang) or "", zone, "KESU_TIMEZONE")
    return Config(nearest_language(lang) or "", str(content.get("timezone", "")), name)


def _kesu_toml(folder: Path | None) -> tuple[Mapping[str, Any], str]:
    beside = folder / "kesu.toml" if folder is not None else None
    if beside is None or not beside.is_file():
        from platformdirs import user_config_path

        beside = user_config_path("kesu", appauthor=False) / "kesu.toml"
        if not beside.is_file():
            return {}, ""
    try:
        return tomllib.loads(beside.read_text(encoding="utf-8-sig")), beside.name
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KesuError("config_unreadable", file=str(beside), detail=str(error)) from error


def read_settings(
    book: Book, config: Config, *, timezone: str = "", machine_zone: Callable[[], str] = lambda: "UTC"
) -> Settings:
    """Read a register's settings.

    Args:
        book: The workbook; sheets of ours that it lacks say nothing.
        config: kesu.toml and the environment.
        timezone: What the command's option says.
        machine_zone: Tells the zone of this machine; asked only for a register that nobody gave one.

    Raises:
        KesuError: A setting that cannot be used.
    """
    values = _own_values(book)
    if timezone:
        zone, origin = named_zone(timezone, "--timezone"), "option"
    elif values.get("timezone"):
        zone, origin = named_zone(values["timezone"], _TABLES["settings"].labels[0]), "register"
    elif config.timezone:
        zone, origin = named_zone(config.timezone, config.timezone_from), f"config:{config.timezone_from}"
    else:
        zone, origin = named_zone(machine_zone(), "TZ"), "machine"
    return Settings(
        zone,
        origin,
        values.get("profile") or "default",
        nearest_language(values.get("language")) or "",
        _own_lists(book),
        values,
    )


def sheet_of(book: Book, table: Table) -> Grid | None:
    """Return the sheet of one of our tables, by its name in any language, or None where the workbook has none."""
    for label in table.labels:
        if label in book.sheet_names:
            return book.grid(label)
    return None


def _own_values(book: Book) -> dict[str, str]:
    grid = sheet_of(book, _TABLES["settings"])
    if grid is None:
        return {}
    names = {label: key.name for key in SETTING_KEYS.values() for label in (*key.labels, key.name)}
    found: dict[str, str] = {}
    for row in grid.rows:
        for place, value in enumerate(row[:-1]):
            name = names.get(value.strip()) if isinstance(value, str) else None
            if name is not None and name not in found:
                found[name] = str(row[place + 1]).strip()
                break
    return found


def _own_lists(book: Book) -> dict[str, tuple[str, ...]]:
    grid = sheet_of(book, _TABLES["lists"])
    if grid is None:
        return {}
    names = {label: choices.name for choices in LISTS for label in (*choices.labels, choices.name)}
    found: dict[str, tuple[str, ...]] = {}
    for index, row in enumerate(grid.rows):
        heads = {place: names[value] for place, value in enumerate(row) if isinstance(value, str) and value in names}
        if len(heads) >= 2:
            for place, name in heads.items():
                words = [_word(below[place]) for below in grid.rows[index + 1 :]]
                found[name] = tuple(word for word in words if word)
            break
    return found


def _word(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
