"""Real programs for the tests: found once, converted in batches; a missing one skips here and fails in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from excel.session import Excel

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT.parent / "shared" / "corpus"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
IN_CI: Final = bool(os.environ.get("CI"))

_PRESENT: Final = {
    "soffice": shutil.which("soffice") is not None,
    "pdftoppm": shutil.which("pdftoppm") is not None,
    "ooxml": VALIDATOR.exists(),
    "chromium": shutil.which("chromium") is not None,
    "corpus": CORPUS.is_dir(),
    "wheel": bool(os.environ.get("KESU_TEST_WHEEL")),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a program that is not here."""
    for item in items:
        needs = item.get_closest_marker("needs")
        missing = [name for name in needs.args if not _PRESENT[name]] if needs else []
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI every program is there: a skip for want of one is a failure (a wheel is only tested when it was built)."""
    report: pytest.TestReport = yield  # type: ignore[assignment]  # pluggy sends the report in
    needs = item.get_closest_marker("needs")
    if IN_CI and report.skipped and needs and "wheel" not in needs.args:
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report  # type: ignore[return-value]  # as pluggy's wrappers do


@pytest.fixture
def excel(tmp_path: Path) -> Iterator[Excel]:
    """Excel, running, with no book open; see the package `excel` beside the tests."""
    from excel.session import running  # takes xlwings and openpyxl along

    with running(tmp_path) as program:
        yield program


@pytest.fixture(scope="session")
def edit_in_libreoffice() -> Callable[[Path, list[tuple[bytes, str]]], list[bytes]]:
    """Return what edits and saves forms in LibreOffice, all with one start: a folder, forms with commands."""
    return _edit


#: What is done to a form: commands in its `form` and its first `sheet`; then it is saved.
_EDIT: Final = """
Sub Edit{number}
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  form = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  sheet = form.Sheets.getByIndex(0)
  {commands}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  form.storeToURL("{target}", kind())
  form.close(True)
End Sub
"""


def _edit(folder: Path, edits: list[tuple[bytes, str]]) -> list[bytes]:
    """Return forms after LibreOffice changed and saved them; an edit is a form and commands."""
    basic = folder / "profile" / "user" / "basic" / "Standard"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--terminate_after_init"], check=True, capture_output=True, timeout=120
    )
    library = basic / "script.xlb"
    listed = library.read_text(encoding="utf-8")
    library.write_text(listed.replace('library:name="Module1"', 'library:name="Forms"'), encoding="utf-8")
    outputs = [folder / f"out{number}.xlsx" for number in range(len(edits))]
    body = "Sub All\n" + "".join(f"  Edit{number}\n" for number in range(len(edits))) + "End Sub\n"
    for number, (data, commands) in enumerate(edits):
        source = folder / f"in{number}.xlsx"
        source.write_bytes(data)
        body += _EDIT.format(
            number=number,
            source=source.as_uri(),
            target=outputs[number].as_uri(),
            commands=commands.replace("; ", "\n"),
        )
    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    public = '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"'
    (basic / "Forms.xba").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC {public}><script:module '
        'xmlns:script="http://openoffice.org/2000/script" script:name="Forms" script:language="StarBasic">'
        f"{escaped}</script:module>",
        encoding="utf-8",
    )
    command = ["soffice", profile, "--headless", "macro:///Standard.Forms.All"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [path.read_bytes() for path in outputs]
