"""The founding documents' own logic: what a record lacks, what may not be shown as sure, what a repeat takes over."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from kesu_xl import convert, enter_form, make_8d
from kesu_xl.complaint import DETAILS, Complaint
from kesu_xl.complaint.lists import CLOSED, CONTAINMENT, LIABILITY, STATUS, UNJUSTIFIED
from kesu_xl.eight_d import EightD, as_shown, assemble, typed
from kesu_xl.flow.reading import read_form
from kesu_xl.newbook.register import new_register
from kesu_xl.wording import LANGUAGES, Ref

ONGOING, OCCURRED, NOT_YET = CONTAINMENT.choices
EVENING: Final = datetime(2026, 11, 20, 18, 0)  # noqa: DTZ001 - times are naive, as a register has them
AS_OF: Final = datetime(2026, 11, 21, 9)  # noqa: DTZ001


def gaps(name: str, row: Complaint | None = None, **tables: list[dict[str, Any]]) -> list[str]:
    found = getattr(assemble(row or Complaint(case_no="K-1"), tables).gaps, name)
    return [one.key.removeprefix("eight_d.gap.") if isinstance(one, Ref) else str(one) for one in found or ()]


# --- containment by the state of the problem (S0, 20) -----------------------------------------------------------------


@pytest.mark.parametrize(("state", "measures", "missing"), [
    (ONGOING, ["口头提醒"], ["ongoing"]),
    (ONGOING, ["3# 机停机"], []),
    (ONGOING, ["Looking for the cause"], []),
    (OCCURRED, ["在库全检"], ["block"]),
    (OCCURRED, ["在库全檢，隔離不良"], []),
    (OCCURRED, ["Sorted 480 rolls, NG blocked"], []),
    (OCCURRED, [], ["sort", "block"]),
    (NOT_YET, ["照常生产"], ["not_yet"]),
    (NOT_YET, ["检测频度每小时一次"], []),
    (NOT_YET, ["Trial run after the cause was found"], []),
    (None, [], []),
])  # fmt: skip
def test_each_state_demands_its_measures(state: Any, measures: list[str], missing: list[str]) -> None:
    row = Complaint(case_no="K-1", containment_state=state)
    assert gaps("containment", row, containment=[{"action": text} for text in measures]) == missing


def test_goods_at_the_customer_are_seen_to_or_sealed() -> None:
    row = Complaint(case_no="K-1", containment_state=OCCURRED)
    stock = {"place": "仓库", "action": "全检并隔离"}
    assert gaps("containment", row, containment=[stock]) == []
    assert gaps("containment", row, containment=[stock, {"place": "客户", "action": "通知客户"}]) == ["customer"]
    assert gaps("containment", row, containment=[stock, {"place": "客户", "action": "请客户代为封存"}]) == []
    cancelled = {"place": "客户", "action": "派人挑选", "cancelled": "是"}
    assert gaps("containment", row, containment=[cancelled]) == ["sort", "block"]


# --- related customers, team, owner -----------------------------------------------------------------------------------


def test_related_customers_are_called_before_d3_is_done() -> None:
    row = Complaint(case_no="K-1", d3_done_at=EVENING)
    early, late = {"customer": "甲", "called_at": EVENING}, {"customer": "乙", "called_at": date(2026, 11, 21)}
    assert gaps("calls", row, related_calls=[early]) == []
    assert gaps("calls", row, related_calls=[early, late, {"customer": "丙"}]) == ["not_called", "not_called"]
    assert gaps("calls", row) == ["nobody_called"]
    assert gaps("calls", Complaint(case_no="K-1"), related_calls=[late]) == []
    told = assemble(row, {"related_calls": [late]}).gaps.calls[0]
    assert told.say("zh-Hans") == "D3 完成前没有联系相关客户 乙"


def test_a_team_of_one_department_is_no_team() -> None:
    one = [{"name": "张三", "dept": "品保"}, {"name": "李四", "dept": "品保"}]
    assert gaps("departments", team=one) == ["departments"]
    assert gaps("departments", team=[*one, {"name": "王五", "dept": "生产"}]) == []


def test_an_owner_who_changed_more_than_once_is_shown() -> None:
    first, second = {"from": "张三", "to": "李四"}, {"from": "李四", "to": "王五"}
    assert gaps("handovers", handovers=[first]) == []
    told = assemble(Complaint(case_no="K-1"), {"handovers": [first, second]}).gaps.handovers[0]
    assert told.say("en") == "The owner changed 2 times: 张三 → 李四 → 王五"


# --- why-layers (S0, 29) ----------------------------------------------------------------------------------------------

WHYS: Final = [
    {"chain": "产生", "level": 1, "because": "膜面与导辊相对滑动", "layer": "现象"},
    {"chain": "产生", "level": 2, "because": "导辊转速低于线速度", "layer": "一次因"},
    {"chain": "产生", "level": 3, "because": "轴承磨损卡滞", "layer": "中间"},
    {"chain": "产生", "level": 4, "because": "旋转件未列入预防保养", "layer": "n次因"},
]


def test_each_layer_is_answered_by_its_discipline() -> None:
    record = assemble(Complaint(case_no="K-1"), {"whys": WHYS})
    assert [(str(one.params["layer"]), one.params["step"]) for one in record.gaps.layers] == [
        ("现象", "D0/D3"), ("一次因", "D3"), ("中间", "D5"), ("n次因", "D7"),
    ]  # fmt: skip
    assert record.gaps.layers[2].say("zh-Hans") == "产生链的中间“轴承磨损卡滞”没有 D5 措施对应"
    answered = [
        {"step": "D3", "action": "复卷目检"},
        {"step": "D5", "cause": "轴承磨损", "action": "更换轴承"},
        {"step": "D7", "cause": "系统", "action": "列入保养"},
    ]
    left = assemble(Complaint(case_no="K-1"), {"whys": WHYS, "actions": answered}).gaps.layers
    # the D7 action names the system, not this chain
    assert [str(one.params["layer"]) for one in left] == ["n次因"]
    answered[2]["cause"] = "旋转件无预防保养"
    assert assemble(Complaint(case_no="K-1"), {"whys": WHYS, "actions": answered}).gaps.layers is None


def test_an_action_against_the_other_chain_answers_nothing_here() -> None:
    escape = {"chain": "流出", "level": 1, "because": "阈值偏大没有校验", "layer": "中间"}
    actions = [{"step": "D5", "cause": "轴承磨损卡滞", "action": "更换"}]
    left = assemble(Complaint(case_no="K-1"), {"whys": [*WHYS[2:3], escape], "actions": actions}).gaps.layers
    assert [str(one.params["chain"]) for one in left] == ["流出"]


# --- closing (S0, 11) -------------------------------------------------------------------------------------------------


def test_closing_needs_cause_owner_and_an_implemented_action() -> None:
    row = Complaint(case_no="K-1", status=CLOSED)
    assert gaps("closing", row) == ["no_cause", "no_owner", "no_action"]
    row = Complaint(case_no="K-1", status=CLOSED, root_cause_occ="磨损", owner="张三", action_occ="更换")
    assert gaps("closing", row) == []
    cause = {"kind": "产生", "cause": "磨损", "state": "假设"}
    planned = {"step": "D5", "action": "更换", "due": date(2026, 11, 20)}
    assert gaps("closing", row, causes=[cause], actions=[planned]) == ["no_verified_cause", "no_done_action"]
    done = planned | {"done": date(2026, 11, 20)}
    assert gaps("closing", row, causes=[cause | {"state": "验证"}], actions=[done]) == []
    assert gaps("closing", row, actions=[done | {"cancelled": "是"}]) == ["no_done_action"]
    assert gaps("closing", Complaint(case_no="K-1", status=STATUS.choices[1])) == []
    assert gaps("closing", Complaint(case_no="K-1", status=CLOSED, valid=UNJUSTIFIED)) == []


@pytest.mark.parametrize("number", range(4))
def test_each_liability_has_its_stance(number: int) -> None:
    record = assemble(Complaint(case_no="K-1", liability=LIABILITY.choices[number]), {})
    words = ("不到位", "互有责任", "理解有误", "供应商责任")
    assert words[number] in record.stance.say("zh-Hans")
    assert record.record()["stance"].say("en")
    assert assemble(Complaint(case_no="K-1"), {}).stance is None


# --- a cause that nobody verified (S3, 10) ----------------------------------------------------------------------------


def doubted(**more: Any) -> EightD:
    row = Complaint(case_no="K-1", root_cause_occ="轴承磨损", root_cause_esc="漏检")
    causes = [
        {"kind": "产生", "cause": "轴承磨损", "state": "假设"},
        {"kind": "流出", "cause": "漏检", "state": "验证"},
    ]
    return assemble(row, {"causes": causes, **more})


def test_a_hypothesis_says_so_under_every_path() -> None:
    record = doubted()
    # the record itself holds the plain words
    assert (record.columns["root_cause_occ"], record.cause_occ["cause"]) == ("轴承磨损", "轴承磨损")
    assert record.gaps.causes == ["轴承磨损"]
    shown = record.record()
    sure = "假设（待验证）：轴承磨损"
    assert shown["root_cause_occ"].say("zh-Hans") == sure
    assert shown["cause_occ"]["cause"].say("zh-Hans") == sure
    assert shown["causes"][0]["cause"].say("zh-Hans") == sure
    assert shown["root_cause_esc"] == shown["cause_esc"]["cause"] == shown["causes"][1]["cause"] == "漏检"
    assert as_shown(shown) == shown
    # where nobody says a state, the row's words are what they are
    assert assemble(Complaint(case_no="K-1", root_cause_occ="磨损"), {}).record()["root_cause_occ"] == "磨损"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_is_read_without_the_words_and_says_hypothesis_again(lang: str) -> None:
    text = Ref("eight_d.hypothesis", value="轴承磨损").say(lang)
    for record in (
        {"root_cause_occ": text},
        {"cause_occ": {"cause": text}},
        {"causes": [{"kind": "产生", "cause": text}]},
    ):
        again = EightD.from_record(typed(record))
        assert again.columns["root_cause_occ"] == again.cause_occ["cause"] == "轴承磨损"
        assert again.record()["root_cause_occ"].say(lang) == text
    assert typed({"defect": text}) == {"defect": text}


# --- repeats ----------------------------------------------------------------------------------------------------------

EARLIER: Final = Complaint(
    case_no="K-1", customer="华东包装", root_cause_occ="轴承磨损", status=CLOSED, closed_at=EVENING
)
EARLIER_ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "causes": [{"kind": "产生", "cause": "轴承磨损", "state": "验证"}],
    "actions": [
        {"step": "D3", "action": "隔离"}, {"step": "D5", "action": "换轴承", "owner": "王五"},
        {"step": "D7", "action": "列入保养"},
    ],
    "answers": [{"path": "d5.verification", "value": "试装"}, {"path": "d2.what", "value": "旧的问题"}],
}  # fmt: skip


def repeated(customer: str = "华东 包装", **rows: list[dict[str, Any]]) -> EightD:
    row = Complaint(case_no="K-2", customer=customer, repeat_of="K-1", defect="又划伤")
    return assemble(row, rows, earlier=assemble(EARLIER, EARLIER_ROWS))


def test_a_repeat_takes_over_d4_to_d7_where_it_says_nothing() -> None:
    record = repeated(actions=[{"step": "D5", "action": "自己的对策"}])
    assert (record.repeat.case_no, record.repeat.status, record.repeat.closed_at) == ("K-1", CLOSED, EVENING)
    assert record.repeat.root_cause_occ == "轴承磨损"
    assert record.repeat.taken_over == ["D4", "D7"]
    assert record.d2.what == "又划伤"
    assert [row["action"] for row in record.d3_actions] == []
    shown = record.record()
    assert shown["cause_occ"]["cause"].say("zh-Hans") == "轴承磨损（引自 K-1）"
    assert shown["root_cause_occ"].say("en") == "轴承磨损 (from K-1)"
    assert [row["action"] for row in shown["d5_actions"]] == ["自己的对策"]
    assert shown["d7_actions"][0]["action"].say("zh-Hans") == "列入保养（引自 K-1）"
    assert repeated().record()["d5"]["verification"] == "试装"


def test_what_another_customer_complained_of_is_only_named() -> None:
    record = repeated("北方汽贸")
    assert record.repeat.case_no == "K-1"
    assert (record.repeat.taken_over, record.cause_occ, record.d5_actions) == (None, {}, [])


def register(path: Path) -> Path:
    cases = [
        Complaint(case_no=number, customer="华东包装", received_at=EVENING, product="X", defect="划伤", repeat_of=of)
        for number, of in (("K-1", None), ("K-2", "K-1"))
    ]
    details = {
        table.name: [
            ["K-1", *(row.get(column.name) for column in table.columns[1:])] for row in EARLIER_ROWS.get(table.name, ())
        ]
        for table in DETAILS
    }
    path.write_bytes(new_register("zh-Hans", "default", cases, details))
    return path


def test_updates_of_the_earlier_8d_show_in_both_forms(tmp_path: Path) -> None:
    """And a form of the later one, read back, makes nothing of it its own until somebody changes it."""
    book = register(tmp_path / "r.xlsx")
    made = make_8d(book, tmp_path / "a", as_of=AS_OF, template="8d")
    first, second = (Path(one.path) for one in made.made)
    report = read_form(second).reports[0]
    assert report.record["cause_occ"]["cause"] == "轴承磨损"
    assert openpyxl.load_workbook(second).worksheets[0][report.cells["cause_occ.cause"].split("!")[1]].value == (
        "轴承磨损（引自 K-1）"
    )
    assert enter_form([first, second], book, as_of=AS_OF).written == ""
    data = openpyxl.load_workbook(first)
    data.worksheets[0][read_form(first).reports[0].cells["d5_actions[0].action"].split("!")[1]] = "换进口轴承"
    data.save(first)
    enter_form(first, book, as_of=AS_OF)
    again = make_8d(book, tmp_path / "b", as_of=AS_OF, template="8d")
    told = [read_form(one.path).reports[0].record["d5_actions"][0]["action"] for one in again.made]
    assert told == ["换进口轴承", "换进口轴承"]


def test_a_hypothesis_stays_one_in_another_form(tmp_path: Path) -> None:
    book = register(tmp_path / "r.xlsx")
    data = openpyxl.load_workbook(book)
    data["原因"]["D2"] = "假设"
    data.save(book)
    made = make_8d(book, tmp_path / "a", as_of=AS_OF, template="8d", cases=["K-1"])
    other = convert(made.made[0].path, "8d_table.en", tmp_path / "other.xlsx")
    values = [cell.value for row in openpyxl.load_workbook(other.path).worksheets[0].iter_rows() for cell in row]
    assert "Hypothesis (not verified): 轴承磨损" in values
    assert "轴承磨损" not in values
