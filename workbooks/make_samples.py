"""Make the clean sample register: ``python workbooks/make_samples.py [FOLDER]`` writes complaints.xlsx."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_cases import make_cases
from sample_details import make_details

from kesu_xl.newbook.register import new_register


def clean_register() -> bytes:
    """Return workbooks/complaints.xlsx: 150 complaints, no error and no warning as of 2026-11-21 09:00."""
    cases = make_cases()
    return new_register("zh-Hans", "default", [case.complaint for case in cases], make_details(cases))


def main() -> None:
    """Write the samples into the folder that is named, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    (folder / "complaints.xlsx").write_bytes(clean_register())


if __name__ == "__main__":
    main()
