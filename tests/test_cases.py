"""The worked 8D cases: exactly the findings that were written by hand, and workbooks that their script still makes."""

from __future__ import annotations

import json
from datetime import datetime
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

import kesu_xl

CASES = Path(__file__).resolve().parent.parent / "workbooks" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.toml"))


def make_cases() -> ModuleType:
    spec = util.spec_from_file_location("make_cases", CASES.parent / "make_cases.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_ten_cases_of_both_industries() -> None:
    assert len(NAMES) >= 10
    assert {name.split("_")[0] for name in NAMES} == {"film", "brake", "lamp"}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_the_findings_that_were_written_by_hand(name: str) -> None:
    hand_written = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    as_of = datetime.fromisoformat(hand_written["as_of"])
    expected = {report["case_no"]: report for report in hand_written["reports"]}
    judged = kesu_xl.score(CASES / f"{name}.xlsx", as_of=as_of).as_json()["reports"]
    assert [report["case_no"] for report in judged] == list(expected)
    for report in judged:
        found = {finding["check"] for discipline in report["disciplines"] for finding in discipline["findings"]}
        wanted = expected[report["case_no"]]
        assert sorted(found) == sorted(wanted["findings"]), report["case_no"]
        assert report["verdict"] == wanted["verdict"]
        assert (report["score"] == 100) == (not wanted["findings"])


@pytest.mark.parametrize("name", NAMES)
def test_a_good_case_has_no_problem_in_the_register_either(name: str) -> None:
    hand_written = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    if any(report["findings"] for report in hand_written["reports"] if report["verdict"] == "accept"):
        pytest.fail("an accepted case with findings is none of the good ones")
    checked = kesu_xl.check(CASES / f"{name}.xlsx", as_of=datetime.fromisoformat(hand_written["as_of"]))
    good = {report["case_no"] for report in hand_written["reports"] if report["verdict"] == "accept"}
    assert not [problem for problem in checked.problems if problem.case_no in good]


def test_the_script_still_makes_the_same_workbooks() -> None:
    module = make_cases()
    for name in NAMES:
        book, expected = module.case_book(name)
        assert book == (CASES / f"{name}.xlsx").read_bytes(), name
        assert json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["reports"] == expected
