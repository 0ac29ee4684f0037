"""What a register says about itself (设置, 列表, 客户), together with kesu.toml and the environment: one value.

Order of precedence (INTERFACE, Time): the command's option, the register's 设置 sheet, kesu.toml, the machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kesu_xl.complaint import DETAILS, LISTS, TABLES, Table
from kesu_xl.complaint.setting_keys import OPTIONAL_KEYS, SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.grid import address
from kesu_xl.problem import Problem, rule
from kesu_xl.register.tables import DetailSheet, detail_sheets
from kesu_xl.wording import nearest_language

if TYPE_CHECKING:
    from kesu_xl.grid import Book, Grid

__all__ = ["Config", "Customer", "Settings", "load_config", "named_zone", "read_settings"]

_TABLES: Final = {table.name: table for table in (*TABLES, *DETAILS)}

#: A row of 日历 that does not say which day, or whether it is worked.
BAD_DAY: Final = rule("S201", "error", "settings", "kesu_xl")
#: One day stands twice in 日历, once worked and once free.
DAY_TWICE: Final = rule("S202", "error", "settings", "kesu_xl")

#: What the key of a row of 设置 begins with that sets a limit, as it may be typed.
_LIMIT: Final = ("时限", "時限", "limit")


#: What may stand in kesu.toml.
_CONFIG: Final = ("lang", "timezone", "mail", "words")


@dataclass(frozen=True, slots=True)
class Config:
    """What stands outside of the register: kesu.toml with the environment over it.

    Attributes:
        lang: Language, or "".
        timezone: Time zone, or "".
        timezone_from: Where it came from, for messages: name of the file, or of the variable.
        words: What its ``[words.<list>]`` change in the lists that texts of an 8D are searched for.
        mail: ``[mail]`` of the file, with each ``KESU_MAIL_<KEY>`` over it; the password is left where it is.
    """

    lang: str = ""
    timezone: str = ""
    timezone_from: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    mail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Customer:
    """A row of 客户, as far as clocks need it.

    Attributes:
        name: As typed.
        timezone: Zone of the customer's working hours, or "".
        calendar: The customer's holidays and working hours, or "".
        cell: Where the calendar stands; "" where the sheet has no such column.
    """

    name: str
    timezone: str
    calendar: str
    cell: str = ""


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
        limits: The rows of 设置 that set a limit: key and value, as typed.
        days: The 日历 sheet: day -> whether it is worked.
        customers: The 客户 sheet.
        customer_sheet: Name of that sheet.
        problems: What is wrong on these sheets.
        limit_cells: Key of a limit -> the cell that has it, its row.
        sheet: Name of the 设置 sheet.
    """

    zone: ZoneInfo
    timezone_from: str = "machine"
    profile: str = "default"
    lang: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[tuple[str, str], ...] = ()
    days: Mapping[date, bool] = field(default_factory=dict)
    customers: tuple[Customer, ...] = ()
    customer_sheet: str = ""
    problems: tuple[Problem, ...] = ()
    limit_cells: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sheet: str = ""


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
        KesuError: kesu.toml is there and cannot be read, or says something that is not known.
    """
    content, file = _kesu_toml(folder)
    if unknown := sorted(content.keys() - set(_CONFIG)):
        # [mial] would send every mail into a folder, and nobody would know why
        raise KesuError("config_unknown", file=str(file), name=unknown[0], known=", ".join(_CONFIG))
    name = file.name if file is not None else ""
    lang = environ.get("KESU_LANG") or str(content.get("lang", ""))
    if lang and nearest_language(lang) is None:
        raise KesuError("no_such_language", name=lang)
    words = content.get("words", {})
    if not isinstance(words, Mapping):
        raise KesuError("bad_word_list", name="words", key="words")
    mail = _mail(content, environ, file, is_shared=file is not None and file.parent == folder)
    if zone := environ.get("KESU_TIMEZONE"):
        return Config(nearest_language(lang) or "", zone, "KESU_TIMEZONE", words, mail)
    return Config(nearest_language(lang) or "", str(content.get("timezone", "")), name, words, mail)


def _mail(
    content: Mapping[str, Any], environ: Mapping[str, str], file: Path | None, *, is_shared: bool
) -> Mapping[str, Any]:
    """Return the settings of mail.

    Args:
        content: What the file says.
        environ: The environment.
        file: The file; folders in it start from its own.
        is_shared: It lies beside a register, where others may write. A command in it is not run: its key says so.

    Raises:
        KesuError: ``mail`` is no table. What stands in it is judged by `mail_config`, where a mail is meant.
    """
    written = content.get("mail", {})
    if not isinstance(written, dict):
        raise KesuError("mail_no_table", file=str(file))
    values = dict(written)
    for key in ("outbox", "folder", "templates"):
        value = values.get(key)
        if file is not None and value and isinstance(value, str):
            values[key] = str(file.parent / Path(value).expanduser())
    if is_shared and "token_command" in values:
        values["shared_command"] = values.pop("token_command")
    for name, value in environ.items():
        # Windows knows names of variables in capitals only
        key = name.upper().removeprefix("KESU_MAIL_").lower()
        if name.upper().startswith("KESU_MAIL_") and key != "password" and value:
            values[key] = value
    return values


def _kesu_toml(folder: Path | None) -> tuple[Mapping[str, Any], Path | None]:
    """Return what the file says, and where it is; None: there is none."""
    file = folder / "kesu.toml" if folder is not None else None
    if file is None or not file.is_file():
        from platformdirs import user_config_path

        file = user_config_path("kesu", appauthor=False) / "kesu.toml"
        if not file.is_file():
            return {}, None
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")), file
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KesuError("config_unreadable", file=str(file), detail=str(error)) from error


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
    sheets = detail_sheets(book, ("calendar", "customers"))
    problems: list[Problem] = []
    own = sheet_of(book, _TABLES["settings"])
    limits = list(_limits(own)) if own is not None else []
    return Settings(
        zone,
        origin,
        values.get("profile") or "default",
        nearest_language(values.get("language")) or "",
        _own_lists(book),
        values,
        tuple((key, value) for key, value, _, _ in limits),
        _days(sheets["calendar"], problems) if "calendar" in sheets else {},
        tuple(_customers(sheets["customers"])) if "customers" in sheets else (),
        sheets["customers"].name if "customers" in sheets else "",
        tuple(problems),
        {key: (cell, row) for key, _, cell, row in reversed(limits)},
        own.name if own is not None else "",
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
    names = {
        label: key.name
        for key in (*SETTING_KEYS.values(), *OPTIONAL_KEYS.values())
        for label in (*key.labels, key.name)
    }
    found: dict[str, str] = {}
    for row in grid.rows:
        for place, value in enumerate(row[:-1]):
            name = names.get(value.strip()) if isinstance(value, str) else None
            if name is not None and name not in found:
                found[name] = str(row[place + 1]).strip()
                break
    return found


def _limits(grid: Grid) -> Iterator[tuple[str, str, str, int]]:
    """Yield key, value, cell of the key and row of every limit."""
    for number, row in enumerate(grid.rows, start=grid.top):
        filled = [(column, str(cell).strip()) for column, cell in enumerate(row, start=grid.left) if str(cell).strip()]
        if len(filled) > 1 and filled[0][1].lower().startswith(_LIMIT):
            yield filled[0][1], filled[1][1], address(number, filled[0][0]), number


def _days(sheet: DetailSheet, problems: list[Problem]) -> dict[date, bool]:
    kinds = next(column.choices for column in _TABLES["calendar"].columns if column.name == "kind")
    assert kinds is not None
    free, worked = ({*choice.texts, *choice.also} for choice in kinds.choices)
    found: dict[date, bool] = {}
    # somebody's own calendar of something else is none of ours
    for row in sheet.rows if {"date", "kind"} <= sheet.columns.keys() else ():
        day, kind = _day_of(row.values.get("date")), row.values.get("kind")
        if day is None or kind not in free | worked:
            name = "date" if day is None else "kind"
            shown = str(row.values.get(name) or "")
            problems.append(Problem(BAD_DAY, sheet.name, sheet.cell(name, row.row), row.row, value=shown,
                                    params={"table": sheet.name}))  # fmt: skip
        elif found.setdefault(day, kind in worked) != (kind in worked):
            problems.append(Problem(DAY_TWICE, sheet.name, sheet.cell("kind", row.row), row.row, value=day.isoformat(),
                                    params={"table": sheet.name}))  # fmt: skip
    return found


def _day_of(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.replace("/", "-"))
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _customers(sheet: DetailSheet) -> Iterator[Customer]:
    for row in sheet.rows:
        name, zone, calendar = (str(row.values.get(key) or "").strip() for key in ("name", "timezone", "calendar"))
        if name:
            cell = sheet.cell("calendar", row.row) or sheet.cell("timezone", row.row)
            yield Customer(name, zone, calendar, cell)


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
