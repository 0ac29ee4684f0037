"""PDF copies of workbooks, made by LibreOffice where it is installed: one process for all of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.output import write_output

__all__ = ["find_office", "make_pdfs"]

#: Where it is installed when it is not on the path.
_HOMES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
#: A command line has its limit: so many files go into one call.
_AT_ONCE: Final = 200
_START_SECONDS: Final = 120
_FILE_SECONDS: Final = 30


def find_office() -> str:
    """Return the program.

    Raises:
        KesuError: It is not installed.
    """
    names = ("soffice.exe", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    found = next((path for name in names if (path := shutil.which(name))), "")
    found = found or next((path for path in _HOMES if Path(path).is_file()), "")
    if not found:
        raise KesuError("no_libreoffice")
    return found


def make_pdfs(workbooks: Sequence[Path]) -> list[Path]:
    """Write a PDF beside each workbook, under its name.

    Raises:
        KesuError: LibreOffice is not installed or made none of some workbook, or a PDF that we did not make is there.
    """
    office = find_office()
    made = []
    with tempfile.TemporaryDirectory(prefix="kesu-pdf-") as folder:
        profile = (Path(folder) / "profile").as_uri()
        for batch in _batches(workbooks):
            command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
            missing = ""
            try:
                subprocess.run(
                    [*command, "--outdir", folder, *(str(path.absolute()) for path in batch)],
                    check=False, capture_output=True, timeout=_START_SECONDS + _FILE_SECONDS * len(batch),
                )  # fmt: skip
            except (OSError, subprocess.TimeoutExpired) as error:
                missing = str(error)
            lost = [path.name for path in batch if not (Path(folder) / f"{path.stem}.pdf").is_file()]
            if lost or missing:
                raise KesuError("pdf_failed", files=lost or [path.name for path in batch])
            for path in batch:
                target = path.with_suffix(".pdf")
                write_output(target, (Path(folder) / target.name).read_bytes())
                made.append(target)
    return made


def _batches(workbooks: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(workbooks), _AT_ONCE):
        yield workbooks[start : start + _AT_ONCE]
