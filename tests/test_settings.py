"""What a register says about itself, kesu.toml, the environment: which of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import kesu_xl
from kesu_xl.complaint import LISTS, TABLES
from kesu_xl.complaint.setting_keys import SETTING_KEYS
from kesu_xl.errors import KesuError
from kesu_xl.flow.opening import open_register
from kesu_xl.grid import read_book
from kesu_xl.newbook.register import new_register
from kesu_xl.settings import Config, Settings, load_config, named_zone, read_settings
from kesu_xl.wording import LANGUAGES

AS_OF = datetime.fromisoformat("2026-11-21T09:00")
ROWS: list[list[Any]] = [
    ["客诉编号", "受理时间", "客户名称", "不良现象", "结案状况"],
    ["K-1", AS_OF, "甲公司", "划伤", "新建"],
]


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine without settings of its own; return its folder of settings."""
    home = tmp_path_factory.mktemp("home")
    for name in ("KESU_LANG", "KESU_TIMEZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("APPDATA", str(home))
    return home


def written(folder: Path, *, settings: Sequence[Sequence[Any]] = (), sheet: str = "设置", **sheets: Any) -> Path:
    """Write a register, with a sheet of settings where there are any."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "客诉"
    for name, rows in {"客诉": ROWS, sheet: settings, **sheets}.items():
        target = first if name == "客诉" else workbook.create_sheet(name)
        for row in rows:
            target.append(list(row))
    workbook.save(folder / "台账 一.xlsx")
    return folder / "台账 一.xlsx"


def of(path: Path, timezone: str = "") -> Settings:
    return open_register(path, timezone=timezone).settings


def test_the_option_counts_before_the_register_before_kesu_toml_before_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, settings=[["时区", "Asia/Taipei"]])
    (tmp_path / "kesu.toml").write_text('timezone = "Europe/Berlin"\n', encoding="utf-8")
    found = of(path, "America/New_York")
    assert (found.zone.key, found.timezone_from) == ("America/New_York", "option")
    found = of(path)
    assert (found.zone.key, found.timezone_from) == ("Asia/Taipei", "register")
    path = written(tmp_path)
    found = of(path)
    assert (found.zone.key, found.timezone_from) == ("Europe/Berlin", "config:kesu.toml")
    monkeypatch.setenv("KESU_TIMEZONE", "Asia/Tokyo")
    found = of(path)
    assert (found.zone.key, found.timezone_from) == ("Asia/Tokyo", "config:KESU_TIMEZONE")
    monkeypatch.delenv("KESU_TIMEZONE")
    (tmp_path / "kesu.toml").unlink()
    assert of(path).timezone_from == "machine"


def test_the_clocks_name_the_zone_and_where_it_came_from(tmp_path: Path) -> None:
    path = written(tmp_path, settings=[["Time zone", "Asia/Taipei"]], sheet="Settings")
    shown = kesu_xl.clocks(path, as_of=AS_OF, lang="en").as_json()
    assert (shown["timezone"], shown["as_of"]) == ("Asia/Taipei", "2026-11-21T09:00:00+08:00")
    assert "register" in shown["timezone_from"].lower() or "settings" in shown["timezone_from"].lower()
    said = kesu_xl.clocks(path, as_of=AS_OF, timezone="UTC", lang="en").as_json()
    assert said["as_of"] == "2026-11-21T09:00:00+00:00" and said["timezone_from"] != shown["timezone_from"]


def test_the_configuration_folder_of_the_user_counts_where_nothing_lies_beside(
    tmp_path: Path, nothing_from_outside: Path
) -> None:
    from platformdirs import user_config_path

    folder = user_config_path("kesu", appauthor=False)
    assert nothing_from_outside in folder.parents
    folder.mkdir(parents=True)
    (folder / "kesu.toml").write_text('timezone = "Asia/Tokyo"\nlang = "en"\n', encoding="utf-8")
    assert load_config(tmp_path, {}) == Config("en", "Asia/Tokyo", "kesu.toml")
    (tmp_path / "kesu.toml").write_text('lang = "zh-TW"\n', encoding="utf-8")
    assert load_config(tmp_path, {}) == Config("zh-Hant", "", "kesu.toml")
    assert load_config(None, {}).timezone == "Asia/Tokyo"


def test_what_kesu_toml_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kesu.toml").write_text('[mial]\nhost = "smtp.example.com"\n', encoding="utf-8")
    with pytest.raises(KesuError) as caught:
        load_config(tmp_path, {})
    assert caught.value.say("zh-Hans").endswith("kesu.toml 里的“mial”不认识。可用：lang, timezone, mail, words。")


def test_the_environment_counts_before_kesu_toml(tmp_path: Path) -> None:
    (tmp_path / "kesu.toml").write_text('lang = "en"\ntimezone = "Asia/Tokyo"\n', encoding="utf-8")
    found = load_config(tmp_path, {"KESU_LANG": "zh_CN.UTF-8", "KESU_TIMEZONE": "UTC"})
    assert found == Config("zh-Hans", "UTC", "KESU_TIMEZONE")
    assert load_config(tmp_path, {"KESU_LANG": "", "KESU_TIMEZONE": ""}) == Config("en", "Asia/Tokyo", "kesu.toml")


@pytest.mark.parametrize("content", [b"lang = [", b"\xff\xfe", "lang = 语".encode()])
def test_a_kesu_toml_that_cannot_be_read_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "kesu.toml").write_bytes(content)
    with pytest.raises(KesuError) as refused:
        load_config(tmp_path, {})
    assert refused.value.code == "config_unreadable"
    assert "kesu.toml" in refused.value.say("en") and "\n" not in refused.value.say("en")


def test_a_kesu_toml_with_the_mark_of_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "kesu.toml").write_bytes('\ufefftimezone = "Asia/Tokyo"\n'.encode())
    assert load_config(tmp_path, {}).timezone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "content", ["timezone = 8\n", 'timezone = "Mars/Base"\n', 'lang = "klingon"\n', "lang = true\n"]
)
def test_a_setting_that_cannot_be_used_is_said(content: str, tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "kesu.toml").write_text(content, encoding="utf-8")
    with pytest.raises(KesuError) as refused:
        open_register(path)
    assert "\n" not in refused.value.say("zh-Hans")


@pytest.mark.parametrize(
    "name", ["Mars/Base", "../etc/passwd", "/etc/localtime", "", " ", "Asia/Shanghai\n", "CST-8", "x" * 300]
)
def test_what_is_no_time_zone(name: str) -> None:
    with pytest.raises(KesuError) as refused:
        named_zone(name, "--timezone")
    assert refused.value.code == "no_such_timezone"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_register_says_everything_in_its_language(lang: str, tmp_path: Path) -> None:
    (tmp_path / "new.xlsx").write_bytes(new_register(lang, "default", []))
    book = read_book(tmp_path / "new.xlsx")
    found = read_settings(book, Config(), machine_zone=lambda: "UTC")
    assert (found.lang, found.profile) == (lang, "default")
    assert found.zone.key == ("UTC" if lang == "en" else "Asia/Shanghai")
    assert set(found.values) == set(SETTING_KEYS)
    # its lists are the shipped ones, in the words of its language
    for choices in LISTS:
        if choices.name in found.lists:
            assert list(found.lists[choices.name]) == [choice.say(lang) for choice in choices.choices]
    assert len(found.lists) >= 15


SHEETS = next(table.labels for table in TABLES if table.name == "settings")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("key", [*SETTING_KEYS["timezone"].labels, "timezone"])
def test_keys_and_sheets_are_read_in_every_language(key: str, sheet: str, tmp_path: Path) -> None:
    path = written(tmp_path, settings=[["本表说明"], ["", key, " Asia/Taipei "]], sheet=sheet)
    assert of(path).zone.key == "Asia/Taipei"


def test_numbers_and_dates_as_settings_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, settings=[["时区", 8], ["规则", "default"]])
    with pytest.raises(KesuError) as refused:
        of(path)
    assert refused.value.code == "no_such_timezone"
    path = written(tmp_path, settings=[["时区", None], ["规则", " default "], ["语言", "繁體"], ["公司名称", AS_OF]])
    assert of(path).profile == "default"


def test_an_unknown_profile_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, settings=[["规则", "gold"]])
    with pytest.raises(KesuError) as refused:
        open_register(path)
    assert refused.value.code == "no_such_profile"
    assert "gold" in refused.value.say("en") and "default" in refused.value.say("en")


def test_lists_of_the_register(tmp_path: Path) -> None:
    lists = [
        ["列表可以修改"],
        ["投诉方式", "责任部门", "危机等级"],
        ["QQ群", "涂布课", 1],
        ["电话", None, 2],
        [None, "分切", None],
    ]
    found = of(written(tmp_path, 列表=lists)).lists
    assert found == {"channel": ("QQ群", "电话"), "owner_dept": ("涂布课", "分切"), "crisis_level": ("1", "2")}


def test_the_machine_is_only_asked_when_nobody_says_a_zone() -> None:
    asked: list[str] = []

    def machine() -> str:
        asked.append("")
        return "Asia/Tokyo"

    with (Path(__file__).resolve().parent.parent / "workbooks" / "complaints.xlsx").open("rb") as stream:
        book = read_book(stream)
    assert read_settings(book, Config(), machine_zone=machine).zone.key == "Asia/Shanghai"
    assert asked == []
