"""Forms of other people, from the blank form to the printed page: a template is proposed, filled, opened, read back.

Each blank form of tests/fixtures/forms and each real one is filled with a full, an empty and a hostile record.
"""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any, Final

import pytest

import kesu_xl
from kesu_xl.form import Template, compile_template, read_form

HERE: Final = Path(__file__).resolve().parent
CORPUS: Final = HERE.parents[1] / "shared" / "corpus" / "8d"
VALIDATOR: Final = HERE.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
OWN: Final = sorted((HERE / "fixtures" / "forms").glob("*.xlsx"))
RECORDS: Final = ("full", "empty", "hostile")
#: What may be said of a form that was filled: lists and texts without a room, characters that no workbook can hold,
#: photos that are not there.
USUAL: Final = {"F103", "F104", "F105", "F106", "F161", "F165"}


def records(kind: str) -> dict[str, Any]:
    spec = util.spec_from_file_location("eight_d_record", HERE / "eight_d_record.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, Any] = getattr(module, kind)("zh-Hans")
    return made


@cache
def forms() -> dict[str, Template]:
    """Return the templates that are proposed for the blank forms, by the forms' paths."""
    paths = [*OWN, *sorted(CORPUS.glob("*.xlsx"))] if CORPUS.is_dir() else OWN
    return {str(path): compile_template(kesu_xl.suggest_template(path).data, path.stem) for path in paths}


@cache
def filled() -> dict[str, bytes]:
    """Return the forms that were filled: number of the form and kind of the record -> the file."""
    made = {}
    for number, template in enumerate(forms().values()):
        for kind in RECORDS:
            form = template.fill(records(kind), "zh-Hans")
            codes = {problem.code for problem in form.problems}
            assert codes <= (set() if kind == "empty" else USUAL), (template.name, kind, codes)
            made[f"{number}_{kind}"] = form.data
    return made


def kinds(path: Path) -> set[str]:
    said = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
    return {f"{error.get('id')}: {error['description']}" for error in json.loads(said.stdout)["errors"]}


def test_there_are_enough_of_them() -> None:
    assert len(OWN) >= 14


@pytest.mark.needs("ooxml", "corpus")
def test_filling_brings_no_new_kind_of_error(tmp_path: Path) -> None:
    paths = []
    for name, data in filled().items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(data)
    blanks = [Path(path) for path in forms()]
    chosen = [path for path in paths if "empty" not in path.stem]
    with ThreadPoolExecutor(2) as pool:
        before = list(pool.map(kinds, blanks))
        after = list(pool.map(kinds, chosen))
    for path, found in zip(chosen, after, strict=True):
        number = int(path.stem.partition("_")[0])
        assert found <= before[number], (blanks[number].name, path.stem)


@pytest.mark.needs("soffice", "pdftoppm", "corpus")
def test_every_filled_form_opens_and_prints_without_markers(tmp_path: Path) -> None:
    for name, data in filled().items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.xlsx") for name in filled())],
        check=True, capture_output=True, timeout=500,
    )  # fmt: skip
    for name in filled():
        text = subprocess.run(
            ["pdftotext", str(tmp_path / f"{name}.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        # the hostile record has a marker among its values
        assert "{{" not in text or name.endswith("hostile"), name
        assert not any(fault in text for fault in ("#REF!", "#NAME?", "Err:5")), name


def test_what_was_filled_is_read_back() -> None:
    for number, template in enumerate(forms().values()):
        read = read_form(filled()[f"{number}_full"], template)
        # Of lists that stand in single cells a blank item is left out, which is said.
        assert {problem.code for problem in read.problems if problem.level != "info"} <= {"F133"}, template.name
        full = records("full")
        for field in ("customer", "defect", "root_cause_occ", "lot_no"):
            if field in template.fields and field in read.values:
                assert read.values[field] == full[field], (template.name, field)
        # The empty one holds its number and nothing that nobody said.
        empty = read_form(filled()[f"{number}_empty"], template)
        assert {path: value for path, value in empty.values.items() if path != "case_no"} == {}, template.name
