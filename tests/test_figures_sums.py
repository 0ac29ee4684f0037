"""The filled workbook, read back: on every tab the parts add up to the total, for several registers, too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from generated_register import MOMENTS, cases_of, complaints, details, histories, scores, spans
from openpyxl import load_workbook

from kesu_xl.figures import Cases, Summary, summarise_cases
from kesu_xl.form import compile_template
from kesu_xl.newbook.summary_book import summary_book

NOW = MOMENTS[0]
#: Two plants with the same numbers, in two zones; the second one's moment is the first one's on its own wall.
ZONES = (("Asia/Shanghai", NOW), ("Europe/Berlin", NOW.replace(hour=2)))


@cache
def template() -> Any:
    return compile_template(summary_book("zh-Hans"), "weekly")


def register(seed: int, size: int, zone: str, now: Any, span: Any) -> Cases:
    rows = complaints(size, seed, now)
    pick = random.Random(seed)
    for one in rows:
        one.customer = pick.choice((None, " 甲Ａ公司", "甲A公司", *(f"客户{n}" for n in range(25))))
        one.owner = pick.choice((None, "张三", "李四", *(f"责任人{n}" for n in range(12))))
    tables, told = details(rows, seed, now), histories(rows, seed, now)
    return cases_of(rows, tables, told, now, zone, span, scored=scores(rows, seed))


def together(seed: int, size: int, which: int, registers: int) -> tuple[Summary, list[Cases]]:
    """Return the summary of registers, and each of them again for itself."""
    span = spans(NOW)[which]
    zone = ZoneInfo(ZONES[0][0])
    found, alone = [], []
    for at in range(registers):
        name, now = ZONES[at]
        found.append(register(seed + at, size, name, now, span))
        alone.append(register(seed + at, size, name, now, span))
        for one in (found[at], alone[at]):
            one.moved(ZoneInfo(name), zone)
    first, *others = found
    for other in others:
        first.extend(other)
    return summarise_cases(first, NOW.replace(tzinfo=zone), zone, span, "集团", "default"), alone


class Tab:
    """A tab of the filled workbook: its tables by their heads."""

    def __init__(self, sheet: Any) -> None:
        self.rows = [list(row) for row in sheet.iter_rows(values_only=True)]

    def table(self, first: str) -> Iterator[dict[str, Any]]:
        """Yield the rows under the head that begins with a word, up to an empty one; a table without rows is "-"."""
        at = next(at for at, row in enumerate(self.rows) if first in row and len(set(row)) > 3)
        column = self.rows[at].index(first)
        heads = [(place, head) for place, head in enumerate(self.rows[at]) if head is not None and place >= column]
        below = self.rows[at + 1 :]
        begun = False
        for row in below:
            if row[column] in (None, "") or all(row[place] in (None, "-") for place, _ in heads):
                if begun:
                    return
                continue
            begun = True
            named: dict[str, Any] = {}
            for place, head in heads:
                named.setdefault(head, row[place])
            yield named


def numbers(rows: list[dict[str, Any]], head: str) -> float:
    return float(sum(row[head] for row in rows if isinstance(row[head], int | float)))


@pytest.mark.parametrize(("seed", "size", "which", "registers"), [
    (1, 60, 0, 1), (2, 60, 2, 2), (3, 120, 0, 2), (4, 60, 3, 2), (5, 1, 1, 1), (6, 0, 0, 1), (7, 40, 4, 2),
])  # fmt: skip
def test_parts_add_up_to_the_total_on_every_tab(seed: int, size: int, which: int, registers: int) -> None:
    summary, alone = together(seed, size, which, registers)
    filled = template().fill({**summary.record("zh-Hans"), "problems": [], "about_problems": "-"}, "zh-Hans")
    assert filled.problems == []
    book = load_workbook(BytesIO(filled.data))
    tabs = {sheet.title: Tab(sheet) for sheet in book}
    shown = {row["指标"]: row for row in tabs["指标"].table("指标")}
    received, opened, late = (shown[name]["本期"] for name in ("受理", "未结", "未结超时"))
    overview = book["总览"]
    assert (overview["B5"].value, overview["F5"].value, overview["R5"].value) == (received, opened, late)
    for name, first in (("不良帕累托", "序"), ("原因帕累托", "序")):
        bars = list(tabs[name].table(first)) if received else []
        assert numbers(bars, "件数") == received
        assert not bars or numbers(bars, "占比") == pytest.approx(1) == pytest.approx(bars[-1]["累计"])
    for name, due in (("客户", ""), ("责任部门", "到期项"), ("责任人", "到期项")):
        total, *groups = tabs[name].table(name)
        assert total[name] == "合计"
        for head, count in (("件数", received), ("未结", opened), ("超时", late)):
            assert numbers(groups, head) == count == total[head], (name, head)
        assert numbers(groups, "重复") == total["重复"] == summary.total.repeats
        if due:
            assert numbers(groups, due) == total[due] == summary.overview.closed_or_escalated.whole
        else:
            assert not received or groups[-1]["累计"] == pytest.approx(1)
            assert len(groups) <= 20
    total, *ages = tabs["账龄"].table("账龄")
    assert (total["账龄"], total["未结"], total["超时"]) == ("合计", opened, late)
    assert numbers(ages, "未结") == opened and numbers(ages, "超时") == late
    assert numbers(ages, "期限内") == opened - late
    for column in {row["栏位"] for row in tabs["分布"].table("栏位")} if received else ():
        rows = [row for row in tabs["分布"].table("栏位") if row["栏位"] == column]
        assert numbers(rows, "件数") == received and numbers(rows, "占比") == pytest.approx(1)
    missed = list(tabs["超时清单"].table("时钟")) if summary.missed else []
    clocks = [row for row in missed if row["超时"] is not None]
    assert numbers(clocks, "超时") + numbers(clocks, "迟完成") == sum(one.breached + one.late for one in summary.missed)
    assert_costs(list(tabs["成本"].table("类别")) if summary.costs else [], shown)
    named = list(tabs["重复客诉"].table("来源")) if summary.repeats or summary.proposals else []
    assert sum(row["来源"] == "● 已登记" for row in named) == summary.total.repeats
    assert len(list(tabs["未结清单"].table("客诉编号")) if opened else []) == opened
    assert_weeks(list(tabs["趋势"].table("周")), shown, which)
    # counted together, several registers are the sum of each for itself, whatever their numbers and zones
    zone = ZoneInfo(ZONES[0][0])
    one_by_one = [
        summarise_cases(one, NOW.replace(tzinfo=zone), zone, spans(NOW)[which], "", "default") for one in alone
    ]
    for name in ("received", "closed", "not_justified", "open", "breached", "at_risk", "escalated_open"):
        assert getattr(summary.overview, name) == sum(getattr(one.overview, name) for one in one_by_one), name
    assert summary.overview.closed_or_escalated.whole == sum(o.overview.closed_or_escalated.whole for o in one_by_one)
    pairs = [pair for one in one_by_one for pair in repeats_of(one)]
    assert sorted(repeats_of(summary)) == sorted(pairs)


def repeats_of(summary: Summary) -> list[tuple[str, str, int]]:
    """Return the named repeats with the days between them: the earlier one is that of the same register."""
    return [(str(one.case_no), str(one.earlier), -1 if one.days is None else one.days) for one in summary.repeats]


def assert_costs(rows: list[dict[str, Any]], shown: dict[str, dict[str, Any]]) -> None:
    """The kinds of each currency add up to its sum, and the sum of the first to the figure."""
    sums = {row["币种"]: row for row in rows if row["类别"] == "合计"}
    for currency, total in sums.items():
        kinds = [row for row in rows if row["币种"] == currency and row["类别"] != "合计"]
        for head in ("客户索赔", "认赔", "自担费用", "质量成本"):
            assert numbers(kinds, head) == pytest.approx(total[head])
        assert total["质量成本"] == pytest.approx(total["认赔"] + total["自担费用"])
    assert {row["币种"] for row in rows} == set(sums)
    copq = shown["质量成本 COPQ"]
    if copq["单位"] in sums:
        assert sums[copq["单位"]]["质量成本"] == pytest.approx(copq["本期"])


def assert_weeks(weeks: list[dict[str, Any]], shown: dict[str, dict[str, Any]], which: int) -> None:
    """The weeks of the trend are those of the figures, and the last one is the span where that is a week."""
    for back, week in enumerate(reversed(weeks[-13:])):
        label = str(week["周"]).partition("-")[2]
        assert (shown["受理"][label], shown["结案"][label]) == (week["受理"], week["结案"]), back
        assert shown["未结"][label] == week["周末未结"]
    if which in (1, 2):
        assert (weeks[-1]["受理"], weeks[-1]["结案"]) == (shown["受理"]["本期"], shown["结案"]["本期"])
