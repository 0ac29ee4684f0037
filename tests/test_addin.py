"""The add-in on a computer, what `kesu addin` says about it, what Explorer's menu starts, and how a click ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import xlwings
from excel.session import Excel
from LnkParse3.lnk_file import LnkFile  # type: ignore[import-untyped]

import kesu_xl
from kesu_xl.errors import KesuError
from kesu_xl.package.opening import open_file
from kesu_xl.ribbon import addin, doctor
from kesu_xl.ribbon.dispatch import Click, dispatch
from kesu_xl.ribbon.machine import Machine
from kesu_xl.ribbon.running import only_one, write_failure
from kesu_xl.ribbon.shortcut import shortcut
from kesu_xl.wording import LANGUAGES, Ref, say

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"

# --- a click ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def excel(excel: Excel) -> Excel:
    """An Excel from which the next click comes."""
    excel.add()
    return excel


def test_a_handler_gets_the_click_and_its_answer_is_shown(excel: Excel, tmp_path: Path) -> None:
    clicks: list[Click] = []

    def handler(click: Click) -> Ref:
        clicks.append(click)
        return Ref("cli.addin_none")

    dispatch("only_late", "zh_TW", True, handlers={"only_late": handler}, folder=tmp_path)
    assert (clicks[0].button, clicks[0].lang, clicks[0].pressed) == ("only_late", "zh-Hant", True)
    assert clicks[0].book == xlwings.books["工作簿1"]
    assert excel.shown == [("客訴台帳", "沒有安裝，不用移除")]


def test_no_message_where_excel_shows_what_was_done(excel: Excel, tmp_path: Path) -> None:
    dispatch("settings", "en", handlers={"settings": lambda click: None}, folder=tmp_path)
    assert excel.shown == []
    assert not (tmp_path / "ribbon.log").exists()


def test_a_button_of_another_version_is_said(excel: Excel, tmp_path: Path) -> None:
    dispatch("__import__", "en", folder=tmp_path)
    assert "(__import__) is of another version" in excel.shown[0][1]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (KesuError("sheet_gone", file="a.xlsx", sheet="问题"), "there is no sheet “问题”; nothing was changed."),
        (ZeroDivisionError("one\ntwo {x}"), "a fault in the program (ZeroDivisionError: one two {x})"),
    ],
)  # fmt: skip
def test_every_failure_is_a_message_and_a_log(excel: Excel, error: Exception, shown: str, tmp_path: Path) -> None:
    def handler(click: Click) -> None:
        raise error

    dispatch("check", "en", handlers={"check": handler}, folder=tmp_path)
    message = excel.shown[0][1]
    assert shown in message and str(tmp_path / "ribbon.log") in message
    log = (tmp_path / "ribbon.log").read_text(encoding="utf-8")
    assert " check Python 3" in log and type(error).__name__ in log and "in handler" in log


def test_an_excel_that_went_away_meanwhile(excel: Excel, capsys: Any, tmp_path: Path) -> None:
    def handler(click: Click) -> Ref:
        excel.calls.rejecting = True
        return Ref("ribbon.busy")

    with pytest.raises(SystemExit):
        dispatch("check", "en", handlers={"check": handler}, folder=tmp_path)
    assert "Excel cannot be reached" in capsys.readouterr().err
    assert "Call was rejected" in (tmp_path / "ribbon.log").read_text(encoding="utf-8")


def test_a_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    (tmp_path / "ribbon.log").write_text("x" * 600_000)
    write_failure(tmp_path, "check", ValueError("new"))
    assert (tmp_path / "ribbon.log").stat().st_size < 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ribbon.log", "ribbon.old.log"]


def test_a_second_click_while_one_runs_is_refused(excel: Excel, tmp_path: Path) -> None:
    done: list[str] = []

    def handler(click: Click) -> None:
        done.append(click.button)
        dispatch("second", "en", handlers={"second": handler}, folder=tmp_path)

    dispatch("first", "en", handlers={"first": handler}, folder=tmp_path)
    assert done == ["first"]
    assert excel.shown == [("Complaint register", say("ribbon.busy", "en"))]


def test_a_click_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from kesu_xl.ribbon.running import only_one\n"
        "with only_one(Path(sys.argv[1])) as free:\n    print(free, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None and run.stdout.readline() == "True\n"
        with only_one(tmp_path) as free:
            assert not free
        run.kill()
    with only_one(tmp_path) as free:
        assert free


def test_without_excel_the_reason_stands_on_stderr(tmp_path: Path) -> None:
    # this is the command that the macro runs
    command = "from kesu_xl.ribbon.dispatch import dispatch; dispatch('check', 'en')"
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", command, "--wb=Book1", "--from_xl=0"], capture_output=True, text=True, check=False,
        encoding="utf-8", env={**os.environ, **home},
    )  # fmt: skip
    assert run.returncode == 1
    assert "Excel cannot be reached" in run.stderr and "Traceback" not in run.stderr
    assert "Traceback" in (tmp_path / "kesu_xl" / "ribbon.log").read_text(encoding="utf-8")


def test_a_click_imports_little(tmp_path: Path) -> None:
    script = "import sys, kesu_xl.ribbon.dispatch; print('|'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert not set(run.stdout.split("|")) & {"openpyxl", "lxml", "click", "kesu_xl.flow", "kesu_xl.package", "xlwings"}


# --- the add-in on a computer -----------------------------------------------------------------------------------------


def windows(home: Path, registry: Mapping[tuple[str, str], str | int] | None = None, **environment: str) -> Machine:
    """A Windows computer whose folders lie in `home`."""
    known = registry or {}
    variables = {"APPDATA": str(home / "Roaming"), **environment}
    return Machine("win32", home, variables, lambda key, name: known.get((key, name)), f"{home}\\kesu\\python.exe")


def settings_in(path: Path) -> dict[str, Any]:
    values, _ = open_file(path).read(0)
    return {str(row[0]): row[1] for row in values.rows}


def test_it_is_installed_where_excel_looks_and_taken_out_again(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    path = addin.install(machine, "zh-Hans")
    assert path == tmp_path / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "kesu.xlam"
    # Excel opens whatever lies in that folder
    assert [one.name for one in path.parent.iterdir()] == ["kesu.xlam"]
    assert settings_in(path)["INTERPRETER_WIN"] == "%USERPROFILE%\\kesu\\python.exe"
    first = path.read_bytes()
    addin.install(machine, "zh-Hans")
    assert path.read_bytes() == first
    assert addin.uninstall(machine) == [path]
    assert addin.uninstall(machine) == []


def test_on_a_mac_it_goes_into_the_folder_of_office(tmp_path: Path) -> None:
    path = addin.install(Machine("darwin", tmp_path, python="/opt/kesu/bin/python"), "en")
    group = tmp_path / "Library" / "Group Containers" / "UBF8T346G9.Office"
    assert path == group / "User Content.localized" / "Startup.localized" / "Excel" / "kesu.xlam"
    assert settings_in(path)["INTERPRETER_MAC"] == "/opt/kesu/bin/python"
    assert settings_in(path)["INTERPRETER_WIN"] == ""


def test_without_appdata_the_usual_folder_is_taken(tmp_path: Path) -> None:
    machine = Machine("win32", tmp_path)
    assert machine.startup_folder() == tmp_path / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"


def test_where_it_cannot_be_installed(tmp_path: Path) -> None:
    with pytest.raises(KesuError, match="no Excel on this system"):
        addin.install(Machine("linux", tmp_path), "en")
    with pytest.raises(KesuError, match="Send to"):
        addin.install_sendto(Machine("darwin", tmp_path), "en")
    held = windows(tmp_path).startup_folder() / "kesu.xlam"
    held.mkdir(parents=True)
    with pytest.raises(KesuError, match=r"kesu\.xlam"):
        addin.install(windows(tmp_path), "en")
    assert list(held.parent.iterdir()) == [held]


def test_entries_of_the_send_to_menu(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    made = addin.install_sendto(machine, "zh-Hans")
    assert [path.name for path in made] == ["客诉 校验.lnk", "客诉 生成8D.lnk"]
    assert made[0].parent == tmp_path / "Roaming" / "Microsoft" / "Windows" / "SendTo"
    link = _link(made[0].read_bytes())
    assert link["data"]["command_line_arguments"] == "-P -m kesu_xl.ribbon.sendto --lang zh-Hans check"
    block = link["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]
    assert block["target_unicode"] == "%USERPROFILE%\\kesu\\python.exe"
    addin.install_sendto(machine, "en")
    assert len(addin.uninstall(machine)) == 4


def test_a_shortcut_with_letters_of_any_script() -> None:
    block = _link(shortcut("D:\\工具\\python.exe", "-m 模块"))["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]
    assert block["target_unicode"] == "D:\\工具\\python.exe"
    with pytest.raises(ValueError, match="259"):
        shortcut("C:\\" + "a" * 257, "")


def _link(data: bytes) -> Any:
    return LnkFile(BytesIO(data)).get_json()


# --- the doctor -------------------------------------------------------------------------------------------------------

EXCEL: Final = (r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "")
SECURITY: Final = r"Microsoft\Office\16.0\Excel\Security"


def examined(machine: Machine, workbook: Path | None = None) -> dict[str, str]:
    findings = doctor.examine(machine, workbook)
    for lang in LANGUAGES:
        for finding in findings:
            assert finding.message(lang)
            assert bool(finding.remedy(lang)) is (finding.level != "ok")
    return {finding.check: finding.level for finding in findings}


def test_a_computer_on_which_all_is_well(tmp_path: Path) -> None:
    machine = windows(tmp_path, {EXCEL: r"C:\Office\EXCEL.EXE"})
    addin.install(machine, "en")
    (tmp_path / "kesu").mkdir()
    (tmp_path / "kesu" / "python.exe").touch()
    assert examined(machine) == dict.fromkeys(("excel", "xlwings", "addin", "python"), "ok")


def test_a_computer_without_anything(tmp_path: Path) -> None:
    assert examined(windows(tmp_path)) == {"no_excel": "error", "xlwings": "ok", "no_addin": "warning"}
    assert examined(Machine("linux", tmp_path)) == {"no_excel_system": "error", "xlwings": "ok"}


def test_wps_in_the_place_of_excel(tmp_path: Path) -> None:
    known = {
        EXCEL: r"C:\Office\EXCEL.EXE",
        (r"HKCR\Excel.Application\CLSID", ""): "{1}",
        (r"HKCR\CLSID\{1}\LocalServer32", ""): r'"C:\Kingsoft\WPS Office\et.exe" /automation',
    }
    assert examined(windows(tmp_path, known))["wps"] == "error"
    known[(r"HKCR\CLSID\{1}\LocalServer32", "")] = r"C:\Office\EXCEL.EXE /automation"
    assert "wps" not in examined(windows(tmp_path, known))


@pytest.mark.parametrize(
    ("policy", "own", "found"),
    [
        (4, None, "macros_policy"), (3, 1, "macros_policy"), (None, 4, "macros_off"), (2, 4, None), (None, 2, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_macros_that_are_forbidden(policy: int | None, own: int | None, found: str | None, tmp_path: Path) -> None:
    keys = {rf"HKCU\Software\Policies\{SECURITY}": policy, rf"HKCU\Software\{SECURITY}": own}
    known = {(key, "VBAWarnings"): value for key, value in keys.items() if value is not None}
    checks = examined(windows(tmp_path, known))
    assert {check for check in checks if check.startswith("macros")} == ({found} if found else set())


def test_excel_of_other_bits_is_worth_a_note(tmp_path: Path) -> None:
    configuration = (r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform")
    assert examined(windows(tmp_path, {EXCEL: "x", configuration: "x86"}))["bits"] == "info"
    assert "bits" not in examined(windows(tmp_path, {EXCEL: "x", configuration: "x64"}))


def test_an_add_in_that_is_old_marked_or_without_its_python(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    path = addin.install(machine, "en")
    # NTFS keeps the mark in a second stream of the file, which is opened by this name
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    checks = examined(machine)
    assert (checks["addin"], checks["python_gone"], checks["blocked"]) == ("ok", "error", "error")
    path.write_bytes(SAMPLE.read_bytes())
    assert examined(machine)["old_addin"] == "error"
    path.write_bytes(b"no workbook")
    assert examined(machine)["old_addin"] == "error"


def test_a_workbook_whose_buttons_do_not_work(tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive - 甲公司"
    cloud.mkdir()
    book = cloud / "a=b.xlsx"
    book.write_bytes(SAMPLE.read_bytes())
    checks = examined(windows(tmp_path, OneDriveCommercial=str(cloud)), book)
    assert (checks["onedrive"], checks["book_name"], checks["no_macros"]) == ("info", "error", "info")
    cloud = tmp_path / "%A%B"
    cloud.mkdir()
    book = cloud / "register.xlsm"
    kesu_xl.new_register(book)
    assert examined(windows(tmp_path), book)["book_name"] == "error"
    # made on this computer, whose Python no Windows has
    assert examined(windows(tmp_path), book)["no_python"] == "warning"
    # where there is no Excel, no button runs any Python
    assert set(examined(Machine("linux", tmp_path), book)) == {"no_excel_system", "xlwings", "book_name"}
    with pytest.raises(KesuError, match="no such file"):
        doctor.examine(windows(tmp_path), tmp_path / "gone.xlsm")


# --- the doors --------------------------------------------------------------------------------------------------------


def run(*arguments: str, cwd: Path, module: str = "kesu_xl") -> subprocess.CompletedProcess[str]:
    """Run a module of ours as Explorer does: in the folder of the files, which is not to be trusted."""
    (cwd / "kesu_xl.py").write_text("raise SystemExit('a module of the folder was run')")
    return subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        check=False, stdin=subprocess.DEVNULL, env={**os.environ, "LANG": "en_US.UTF-8", "HOME": str(cwd)},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there may be an Excel")
def test_commands_on_a_system_without_excel(tmp_path: Path) -> None:
    done = run("addin", "doctor", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert [one["check"] for one in json.loads(done.stdout)["findings"]] == ["no_excel_system", "xlwings"]
    done = run("addin", "install", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "kesu addin build" in done.stderr
    done = run("addin", "build", "--lang", "zh-Hant", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert settings_in(tmp_path / "kesu.xlam")["KESU_LANG"] == "zh-Hant"
    done = run("addin", "build", "-o", "kesu.xlsm", cwd=tmp_path)
    assert done.returncode == 2 and ".xlam" in done.stderr


def test_new_with_and_without_macros(tmp_path: Path) -> None:
    done = run("new", "register.xlsm", "--profile", "default", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = run("check", "register.xlsm", "--json", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["rows"] == 0
    assert run("new", "register.xlsm", "--profile", "none", "--force", cwd=tmp_path).returncode == 2
    for name in ("register.xls", "register"):
        with pytest.raises(KesuError, match=r"\.xlsm / \.xlsx"):
            kesu_xl.new_register(tmp_path / name)


def test_send_to_checks_a_register_and_makes_reports(tmp_path: Path) -> None:
    (tmp_path / "a & b %PATH%.xlsx").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "text.xlsx").write_text("no workbook")
    module = "kesu_xl.ribbon.sendto"
    done = run("--lang", "en", "check", "text.xlsx", "a & b %PATH%.xlsx", cwd=tmp_path, module=module)
    assert done.returncode == 1
    assert "plain text" in done.stdout and "150 complaints" in done.stdout and "Traceback" not in done.stderr
    shown = kesu_xl.check(tmp_path / "a & b %PATH%_checked.xlsx", as_of=datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001  # naive: in the register's zone
    assert shown.rows == 150
    done = run("--lang", "zh-Hans", "8d", "a & b %PATH%.xlsx", cwd=tmp_path, module=module)
    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "8D").glob("8D_*.xlsx"))) > 100
