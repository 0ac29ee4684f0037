"""Forms of other people under the eyes of the checks: whatever is in them, there are nine verdicts and a score."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from eight_d_record import full, hostile

import kesu_xl
from kesu_xl.form import Template, compile_template

FOLDER: Final = Path(__file__).with_name("fixtures") / "forms"
CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "8d"
#: One of each kind: languages, tables, tabs, lines, questions.
NAMES: Final = ("de_side", "en_g8d", "en_lines", "hant_table", "ko_parts", "zh_grid")
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001 - in the zone of the form
VERDICTS: Final = {"fulfilled", "partly", "not", "na"}


@cache
def template_of(path: Path) -> tuple[bytes, Template]:
    data = kesu_xl.suggest_template(path).data
    return data, compile_template(data, path.stem)


def scored(path: Path, record: dict[str, Any], folder: Path, lang: str = "zh-Hans") -> dict[str, Any]:
    """Fill a form, judge it, and return what every report has: nine disciplines, a score from 0 to 100."""
    data, template = template_of(path)
    (folder / "template.xlsx").write_bytes(data)
    form = BytesIO(template.fill(record, lang).data)
    [report] = kesu_xl.score(form, as_of=AS_OF, template=folder / "template.xlsx").as_json()["reports"]
    assert [part["d"] for part in report["disciplines"]] == [f"D{n}" for n in range(9)]
    assert {part["verdict"] for part in report["disciplines"]} <= VERDICTS
    assert 0 <= report["score"] <= 100
    return dict(report)


def blocking(report: dict[str, Any]) -> set[str]:
    return {one["check"] for part in report["disciplines"] for one in part["findings"] if one["blocking"]}


def not_applicable(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {name: not_applicable(one, word) for name, one in value.items()}
    return [not_applicable(one, word) for one in value] if isinstance(value, list) else word


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_has_no_measures(name: str, tmp_path: Path) -> None:
    report = scored(FOLDER / f"{name}.xlsx", {}, tmp_path)
    assert report["verdict"] == "no_measures"
    assert {"d2.1", "d3.1", "d4.1", "d5.1"} <= blocking(report)
    assert report["score"] < 20


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("word", ["不适用", "N/A"])
def test_a_form_in_which_nothing_applies_has_no_measures_either(name: str, word: str, tmp_path: Path) -> None:
    report = scored(FOLDER / f"{name}.xlsx", not_applicable(full("zh-Hans"), word), tmp_path)
    assert report["verdict"] == "no_measures"
    assert {"d2.1", "d3.1", "d4.1", "d5.1"} <= blocking(report)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_judged(name: str, tmp_path: Path) -> None:
    assert scored(FOLDER / f"{name}.xlsx", hostile("zh-Hans"), tmp_path)["verdict"] == "rework"


@pytest.mark.parametrize("name", ["de_side", "zh_grid"])
def test_a_form_that_asks_for_names_alone_lacks_no_owner(name: str, tmp_path: Path) -> None:
    """It has no place that says who leads: that is not lacking, and blocks nothing."""
    assert "d8.7" not in blocking(scored(FOLDER / f"{name}.xlsx", full("zh-Hans"), tmp_path))


def test_an_english_report_with_chinese_names(tmp_path: Path) -> None:
    record = full("en")
    record["team"] = [{"role": "Leader", "name": "张三"}, {"role": "Member", "name": "李四"}]
    report = scored(FOLDER / "en_g8d.xlsx", record, tmp_path, "en")
    assert not {"t.1", "t.2", "t.3", "g.6", "d1.2"} & {
        one["check"] for part in report["disciplines"] for one in part["findings"]
    }


@pytest.mark.needs("corpus")
def test_real_customers_forms_are_judged(tmp_path: Path) -> None:
    for path in sorted(CORPUS.glob("*.xlsx")):
        for record in ({}, full("zh-Hans"), hostile("zh-Hans"), not_applicable(full("zh-Hans"), "n/a")):
            report = scored(path, record, tmp_path)
            assert (report["verdict"] == "no_measures") == (record == {} or "n/a" in str(record.get("defect")))
