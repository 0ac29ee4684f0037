"""Two reports of a complaint side by side: rows of their lists are told by what they say, not by where they stand."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import pytest

import kesu_xl
from kesu_xl.flow.shipped import template
from kesu_xl.form import compile_template

FORM: Final = compile_template(template("8d", "zh-Hans").read_bytes(), "8d")
STOP: Final = {"n": 1, "action": "刀架加装振动监测", "owner": "张三", "cause": "轴承超期"}
LIGHT: Final = {"n": 2, "action": "出货检改为全幅灯检", "owner": "李四", "cause": "只看端部"}
PLAN: Final = {"n": 3, "action": "轴承列入预防保养", "owner": "王五", "cause": "轴承超期"}


def report(*actions: dict[str, Any]) -> BytesIO:
    rows = [{**action, "n": n} for n, action in enumerate(actions, 1)]
    return BytesIO(FORM.fill({"case_no": "K-1", "d5_actions": rows}, "zh-Hans").data)


@pytest.mark.parametrize(("before", "after", "expected"), [
    ((STOP, LIGHT), (STOP, LIGHT), set()),
    # moved
    ((STOP, LIGHT), (LIGHT, STOP), set()),
    # put in before the others
    ((STOP, LIGHT), (PLAN, STOP, LIGHT), {
        ("d5_actions[0].action", None, "轴承列入预防保养"), ("d5_actions[0].owner", None, "王五"),
        ("d5_actions[0].cause", None, "轴承超期"),
    }),
    # taken out before the others
    ((PLAN, STOP, LIGHT), (STOP, LIGHT), {
        ("d5_actions[2].action", "轴承列入预防保养", None), ("d5_actions[2].owner", "王五", None),
        ("d5_actions[2].cause", "轴承超期", None),
    }),
    # moved, and another owner
    ((STOP, LIGHT), ({**LIGHT, "owner": "王五"}, STOP), {("d5_actions[0].owner", "李四", "王五")}),
])  # fmt: skip
def test_rows_that_moved_are_no_change(
    before: tuple[dict[str, Any], ...], after: tuple[dict[str, Any], ...], expected: set[tuple[str, Any, Any]]
) -> None:
    found = kesu_xl.compare(report(*before), report(*after))
    assert {(one.field, one.before, one.after) for one in found.differences} == expected
    assert all(one.cell for one in found.differences)
