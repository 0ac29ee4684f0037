"""The 8D record as JSON: what goes out comes in again, the schema names every field, nothing unknown is taken."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesu_xl.complaint import COLUMNS, DETAILS, Column, Complaint, Kind
from kesu_xl.complaint.details import CAUSE_STATE
from kesu_xl.complaint.lists import CLOSED, CONTAINMENT, LIABILITY, YES_NO
from kesu_xl.eight_d import ANSWERS, EightD, assemble, known_paths, typed
from kesu_xl.eight_d.exchange import schema_document
from kesu_xl.eight_d.record import LETTERHEAD
from kesu_xl.eight_d.sections import ANSWER_KINDS, SECTIONS
from kesu_xl.errors import KesuError
from kesu_xl.wording import LANGUAGES, Ref

ROOT = Path(__file__).resolve().parent.parent
MOMENT = datetime(2026, 11, 18, 3, 0)  # noqa: DTZ001 - times are naive, as a register has them


def test_json_shows_words_in_the_language_and_times_as_iso_8601() -> None:
    row = Complaint(case_no="K-1", received_at=MOMENT, status=CLOSED, containment_state=CONTAINMENT.choices[0])
    record = assemble(row, {
        "answers": [{"path": "d0.needed", "value": "是"}],
        "actions": [{"step": "D5", "action": "换轴承", "due": date(2026, 11, 20), "done": date(2026, 11, 21)}],
    })  # fmt: skip
    made = record.as_json("en")
    assert made["columns"] == {
        "case_no": "K-1", "received_at": "2026-11-18T03:00:00", "containment_state": "Ongoing", "status": "Closed",
    }  # fmt: skip
    assert made["d0"] == {"needed": "Yes"}
    assert made["d5_actions"] == [
        {"step": "D5", "action": "换轴承", "due": "2026-11-20", "done": "2026-11-21", "n": 1, "state": "◆ Late"}
    ]
    assert made["d3"] == {"hint": "Ongoing: stop at once, or find the cause at once"}
    again = EightD.from_json(json.dumps(made))
    assert again.columns["status"] is CLOSED
    assert again.columns["received_at"] == MOMENT
    assert again.d0.needed is YES_NO.choices[0]
    assert again.d5_actions[0]["state"] == Ref("eight_d.state.late")
    assert again == record


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    str.strip
)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001


def values(kind: Kind | None, choices: Any = None) -> st.SearchStrategy[Any]:
    if choices is not None:
        return st.sampled_from(choices.choices)
    match kind:
        case Kind.DATETIME:
            return _MOMENTS | _DAYS
        case Kind.DATE:
            return _DAYS
        case Kind.COUNT | Kind.POSITIVE | Kind.MONEY | Kind.SCORE:
            return st.integers(0, 10**9) | st.floats(0, 1e6).filter(lambda one: not one.is_integer())
        case _:
            return _TEXTS.map(lambda text: f"文{text}")


def rows(columns: tuple[Column, ...]) -> st.SearchStrategy[dict[str, Any]]:
    kinds = {one.name: values(one.kind, one.choices) for one in columns if one.name != "case_no"}
    return st.fixed_dictionaries({}, optional=kinds)


_DETAILS = st.fixed_dictionaries(
    {}, optional={table.name: st.lists(rows(table.columns), max_size=2) for table in DETAILS if table.name != "answers"}
)
_ANSWERS = st.fixed_dictionaries(
    {}, optional={path: values(ANSWER_KINDS.get(path), choices) for path, choices in ANSWERS.items()}
)
_ROW = st.fixed_dictionaries({}, optional={name: values(one.kind, one.choices) for name, one in COLUMNS.items()})


@settings(max_examples=100, deadline=None)
@given(_ROW, _DETAILS, _ANSWERS, st.sampled_from(LANGUAGES))
def test_what_goes_out_comes_in_again(row: Any, details: Any, answers: Any, lang: str) -> None:
    complaint = Complaint(case_no="K-1")
    for name, value in row.items():
        setattr(complaint, name, value)
    told = [{"path": path, "value": value} for path, value in answers.items()]
    states = {"D3": Ref("clock.shown.met")}
    record = assemble(complaint, {**details, "answers": told}, states)
    sent = json.dumps(record.as_json(lang), ensure_ascii=False)
    assert EightD.from_json(sent) == record
    assert json.dumps(EightD.from_json(sent).as_json(lang), ensure_ascii=False) == sent


@pytest.mark.parametrize(("document", "code", "said"), [
    ("{", "record_not_json", "JSON"),
    ("[]", "record_does_not_fit", "-"),
    ({"d2": {"whatt": "x"}}, "record_does_not_fit", "d2.whatt"),
    ({"columns": {"motive": "canary"}}, "record_does_not_fit", "columns.motive"),
    ({"tables": {"team": [{"name": "张三"}, {"naem": "李四"}]}}, "record_does_not_fit", "tables.team.1.naem"),
    ({"d2": {"what": {"deep": 1}}}, "record_does_not_fit", "d2.what"),
])  # fmt: skip
def test_what_an_8d_does_not_have_is_refused_by_its_place(document: Any, code: str, said: str) -> None:
    with pytest.raises(KesuError) as error:
        EightD.from_json(document)
    assert error.value.code == code
    assert said in error.value.say("en")


def test_the_schema_names_every_path_that_a_marker_may_ask_for() -> None:
    schema = EightD.json_schema()

    def members(node: dict[str, Any]) -> dict[str, Any]:
        for option in (node, node.get("items", {}), *node.get("anyOf", ())):
            if "$ref" in option:
                return dict(schema["$defs"][option["$ref"].rpartition("/")[2]]["properties"])
        return {}

    top = {name: members(node) for name, node in schema["properties"].items()}
    found = {*members(schema["properties"]["columns"])}
    for name, table in members(schema["properties"]["tables"]).items():
        found |= {f"{name}[].{column}" for column in members(table)}
    for name, parts in top.items():
        is_list = schema["properties"][name].get("type") == "array"
        found |= {f"{name}[].{part}" if is_list else f"{name}.{part}" for part in parts}
        found |= {name} if not parts else set()
    assert known_paths() - found == {*LETTERHEAD, "photos[]"}
    assert found - known_paths() == {
        *(f"columns.{name}" for name in top["columns"]),
        *(f"tables.{t}" for t in top["tables"]),
    }
    assert top["d0"]["needed"]["values"] == [["是", "是", "Yes"], ["否", "否", "No"]]
    assert top["d0"]["detected_at"]["format"] == "date-time"
    assert top["d2"]["verbatim"]["labels"] == {
        "zh-Hans": "客户原话",
        "zh-Hant": "客戶原話",
        "en": "Customer's own words",
    }


def test_the_schema_in_the_docs_is_fresh() -> None:
    """``python -m kesu_xl.eight_d.exchange > docs/eight_d.json`` writes it anew."""
    document = (ROOT / "docs" / "eight_d.json").read_text(encoding="utf-8")
    assert document == schema_document()
    assert json.loads(document)["title"] == "EightD"


def test_the_record_of_a_form_is_the_same_kind_of_record() -> None:
    read = typed({
        "case_no": "K-7", "liability": "Ours", "defect": "划伤", "root_cause_occ": "轴承磨损", "d0": {"form": "Short"},
        "team": [{"role": "组长", "name": "张三"}],
        "causes": [{"kind": "产生", "cause": "轴承磨损", "state": "Hypothesis"}],
        "d5_actions": [{"action": "换轴承", "due": "2026-11-20"}],
    })  # fmt: skip
    record = EightD.from_record(read)
    assert record.columns["liability"] is LIABILITY.choices[0]
    assert record.columns.keys() == {name for name, one in COLUMNS.items() if not one.internal}
    assert record.tables.keys() == {table.name for table in DETAILS}
    assert record.tables["team"] == [{"role": "组长", "name": "张三"}]
    assert record.d1.leader == "张三"
    assert (record.d0.form, record.d2.what) == ("简版", "划伤")
    assert record.cause_occ["state"] is CAUSE_STATE.choices[1]
    assert record.tables["actions"] == [{"step": "D5", "action": "换轴承", "due": date(2026, 11, 20)}]
    assert EightD.from_json(record.as_json("zh-Hant")) == record


def test_every_section_is_a_part_of_the_record() -> None:
    assert SECTIONS.keys() <= EightD({}, {}).record().keys()
