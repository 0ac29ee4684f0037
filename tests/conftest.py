"""Real programs for the tests: found once, converted in batches; a missing one skips here and fails in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

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
