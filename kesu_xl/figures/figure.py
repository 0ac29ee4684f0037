"""The catalogue of figures: every number that the summary shows, how it is calculated, of what, and without what.

`kesu figures`, the 指标定义 sheet and docs/figures.md are this catalogue. The texts stand in `kesu_xl.wording.figures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.figures.followup import STEPS
from kesu_xl.figures.result import TARGET
from kesu_xl.figures.shown import percent
from kesu_xl.figures.weeks import TREND_WEEKS
from kesu_xl.wording import LANGUAGES, say

__all__ = ["FIGURES", "Figure", "catalogue", "figures_page"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `label`, `formula`, `denominator`, `excluded` and `unit` are keys of texts.

    Attributes:
        name: The same at every door.
        shown: Markers of the summary template that show it.
    """

    name: str
    label: str
    formula: str
    denominator: str
    excluded: str
    unit: str
    shown: tuple[str, ...]

    def texts(self, lang: str) -> dict[str, str]:
        """Return the entry in `lang`, under the names of the attributes."""
        return {
            "name": self.name,
            "label": say(self.label, lang),
            "formula": say(self.formula, lang, target=percent(TARGET)),
            "denominator": say(self.denominator, lang),
            "excluded": say(self.excluded, lang),
            "unit": say(self.unit, lang),
        }


def _figure(
    name: str, unit: str, excluded: str, shown: str = "", denominator: str = "none", formula: str = ""
) -> Figure:
    return Figure(
        name=name,
        label=f"figures.{name}.label",
        formula=f"figures.{formula or name}.formula",
        denominator=f"figures.of.{denominator}",
        excluded=f"figures.not.{excluded}",
        unit=f"figures.unit.{unit}",
        shown=tuple((shown or "indicators[].value").split()),
    )


#: Every figure, in the order of the tabs.
FIGURES: Final[tuple[Figure, ...]] = (
    _figure("received", "case", "cancelled", "overview.received indicators[].value"),
    _figure("closed", "case", "refused", "overview.closed"),
    _figure("not_justified", "case", "cancelled", "overview.not_justified"),
    _figure("open", "case", "refused", "overview.open"),
    _figure("oldest_open", "day", "refused_undated", "overview.oldest_days"),
    _figure("escalated_open", "case", "refused", "overview.escalated"),
    _figure("breached", "case", "refused", "overview.breached"),
    _figure("at_risk", "case", "refused", "overview.at_risk"),
    _figure("closing_rate", "percent", "closing_rate", "overview.closing", "closing"),
    _figure("response_rate", "percent", "rate", "overview.response", "response"),
    _figure("owner_rate", "percent", "rate", "overview.owner", "owner"),
    _figure("due", "clock", "rate", "overview.closing_due overview.response_due overview.owner_due"),
    _figure(
        "missed", "clock", "rate", "overview.closing_missed overview.response_missed overview.owner_missed"
    ),
    _figure(
        "target", "percent", "nothing",
        "target recent[].target weeks[].target departments[].target customers[].target owners[].target",
    ),
    _figure("close_mean", "hour", "closing_hours", "overview.close_mean", "timed"),
    _figure("close_median", "hour", "closing_hours", "overview.close_median", "timed"),
    _figure("close_p90", "hour", "closing_hours", "overview.close_p90", "timed"),
    _figure("timed_closings", "case", "closing_hours", "overview.timed_closings"),
    _figure("left", "hour", "left", "urgent[].left_h open_cases[].left_h agenda[].left_h"),
    _figure("over", "hour", "breaches", "breaches[].over_h"),
    _figure("breached_clocks", "clock", "breaches", "overview.breached_clocks missed[].breached"),
    _figure("late_clocks", "clock", "breaches", "overview.late_clocks missed[].late"),
    _figure("bar_count", "case", "cancelled", "defects[].count causes[].count top_defects[].count"),
    _figure(
        "bar_share", "percent", "cancelled",
        "defects[].share causes[].share customers[].share top_defects[].vital top_defects[].other defects[].vital "
        "defects[].other causes[].vital causes[].other", "received",
    ),
    _figure(
        "running_share", "percent", "cancelled",
        "defects[].running causes[].running customers[].running top_defects[].running", "received",
    ),
    _figure("vital", "percent", "cancelled", "defects[].line causes[].line top_defects[].line", "received"),
    _figure("rank", "number", "rank", "defects[].rank causes[].rank"),
    _figure("group_count", "case", "cancelled", "customers[].count departments[].count owners[].count total.count"),
    _figure("group_open", "case", "refused", "customers[].open departments[].open owners[].open total.open"),
    _figure(
        "group_breached", "case", "refused",
        "customers[].breached departments[].breached owners[].breached total.breached",
    ),
    _figure(
        "repeats", "case", "cancelled", "customers[].repeats departments[].repeats owners[].repeats total.repeats"
    ),
    _figure(
        "group_closing_rate", "percent", "closing_rate",
        "customers[].closing departments[].closing owners[].closing total.closing", "group_closing",
    ),
    _figure(
        "group_response_rate", "percent", "rate",
        "customers[].response departments[].response owners[].response total.response", "group_response",
    ),
    _figure("group_due", "clock", "closing_rate", "departments[].closing_due owners[].closing_due total.closing_due"),
    _figure("group_mean", "hour", "closing_hours", "departments[].mean owners[].mean total.mean", "group_timed"),
    _figure(
        "group_median", "hour", "closing_hours", "departments[].median owners[].median total.median", "group_timed"
    ),
    _figure("week_received", "case", "week", "weeks[].received"),
    _figure("week_closed", "case", "week_closed", "weeks[].closed"),
    _figure(
        "week_response_rate", "percent", "rate",
        "weeks[].response recent[].response", "week_response",
    ),
    _figure("week_owner_rate", "percent", "rate", "weeks[].owner", "week_owner"),
    _figure(
        "week_closing_rate", "percent", "closing_rate",
        "weeks[].closing weeks[].closing_last recent[].closing recent[].closing_last", "week_closing",
    ),
    _figure("week_due", "clock", "closing_rate", "weeks[].closing_due weeks[].response_due"),
    _figure("age_count", "case", "refused", "ages[].count"),
    _figure("age_within", "case", "refused", "ages[].within age_chart[].within"),
    _figure("age_breached", "case", "refused", "ages[].breached age_chart[].breached"),
    _figure("age_share", "percent", "refused", "ages[].share", "open"),
    _figure("week_backlog", "case", "refused", "weeks[].backlog"),
    _figure("justified_rate", "percent", "undecided", denominator="valid"),
    *(
        _figure(f"{name}_rate", "percent", "rate", denominator="clock")
        for name in ("decision", "feedback", "second_contact")
    ),
    *(
        _figure(f"{step}_rate", "percent", "rate", denominator="clock", formula="step_rate")
        for step in ("D3", "D4", "D5", "D6", "D8")
    ),
    *(_figure(f"plan_{step}", "percent", "plans", denominator="plan", formula="plan") for step in STEPS),
    *(_figure(f"response_{kind}", "hour", "hours", denominator="responses") for kind in ("mean", "median", "p90")),
    *(_figure(f"net_{kind}", "hour", "closing_hours", denominator="timed") for kind in ("mean", "median", "p90")),
    _figure("ppm", "ppm", "ppm", denominator="shipped"),
    _figure("complaint_ppm", "ppm", "ppm", denominator="shipped"),
    _figure("lot_rate", "percent", "lots", denominator="lots"),
    _figure("rejection_rate", "percent", "lot_qty", denominator="lot_qty"),
    _figure("group_ppm", "ppm", "ppm", "customers[].ppm", "customer_shipped"),
    _figure("repeat_rate", "percent", "cancelled", denominator="received"),
    _figure("repeat_days", "day", "nothing", "repeats[].days"),
    _figure("similarity", "percent", "proposals", "repeats[].similarity"),
    _figure("reopen_rate", "percent", "refused", denominator="closings"),
    _figure("first_fix_rate", "percent", "refused", denominator="closings"),
    _figure("escalated", "case", "cancelled"),
    _figure("undecided", "case", "refused"),
    _figure("promise_rate", "percent", "plans", denominator="promises"),
    _figure("promises_overdue", "item", "plans"),
    _figure("action_rate", "percent", "plans", denominator="actions"),
    _figure("actions_overdue", "item", "plans"),
    _figure("overdue_items", "item", "plans", "open_cases[].overdue"),
    _figure("first_pass", "percent", "no_date", denominator="answers_8d"),
    _figure("refused_8d", "item", "no_date"),
    _figure("score_8d", "points", "refused", denominator="reports_8d"),
    _figure("customer_score_8d", "points", "refused", denominator="customer_scores"),
    _figure("copq", "money", "money"),
    _figure("claimed", "money", "money"),
    _figure("accepted", "money", "money"),
    _figure("granted_rate", "percent", "money", denominator="claimed"),
    _figure(
        "cost_kind", "money", "money",
        "costs[].claimed costs[].accepted costs[].own costs[].total costs[].bar costs[].claim cost_total.claimed "
        "cost_total.accepted cost_total.own cost_total.total",
    ),
    _figure("cost_cases", "case", "money", "costs[].cases"),
    _figure("satisfaction", "score", "refused", denominator="scored"),
    _figure("satisfied_rate", "percent", "refused", denominator="scored"),
    _figure("group_satisfaction", "score", "refused", "owners[].satisfaction total.satisfaction", "scored"),
    _figure("visit_rate", "percent", "refused", denominator="visits"),
    _figure("call_coverage", "percent", "refused", denominator="open_customers"),
    _figure("related_calls", "item", "no_date"),
    _figure("handovers", "item", "no_date"),
    _figure("handed_twice", "case", "no_date"),
    _figure("lessons", "item", "no_date"),
    _figure("horizontal_rate", "percent", "refused", denominator="closed"),
    _figure("effect_rate", "percent", "refused", denominator="closed"),
    _figure("hidden", "case", "cancelled"),
    _figure("word_of_mouth", "case", "cancelled"),
    _figure("at_stake", "money", "refused"),
    _figure("whole", "mixed", "nothing", "indicators[].whole"),
    _figure("previous", "mixed", "nothing", "indicators[].previous"),
    _figure("change", "mixed", "nothing", "indicators[].change"),
    _figure("by_week", "mixed", "nothing", " ".join(f"indicators[].w{week}" for week in range(1, TREND_WEEKS + 1))),
    _figure("age_days", "day", "refused_undated", "open_cases[].age_days"),
    _figure("topic_number", "number", "nothing", "agenda[].number"),
    _figure("watch_share", "percent", "cancelled", "watched[].before watched[].recent", "watch"),
    _figure("watch_count", "case", "cancelled", "watched[].count"),
    _figure("share_count", "case", "cancelled", "shares[].count"),
    _figure("share_share", "percent", "cancelled", "shares[].share", "received"),
    _figure("left_out", "mixed", "nothing", "about.left_out"),
)  # fmt: skip


def catalogue(lang: str) -> list[dict[str, str]]:
    """Return every figure with its texts in `lang`: name, label, formula, denominator, excluded, unit."""
    return [figure.texts(lang) for figure in FIGURES]


def figures_page() -> str:
    """Return docs/figures.md: the catalogue as a table for each language."""
    lines = [
        "# 汇总指标 · Figures",
        "",
        "<!-- generated from kesu_xl/figures/figure.py; a test compares -->",
    ]
    columns = ("label", "formula", "denominator", "excluded", "unit")
    for lang in LANGUAGES:
        heads = [say(f"summary.head.{column}", lang) for column in columns]
        lines += ["", f"## {lang}", "", say("summary.figures_intro", lang), ""]
        lines += [f"| | {' | '.join(heads)} |", "|---|" + "---|" * len(columns)]
        for texts in catalogue(lang):
            cells = [texts[column].replace("|", "\\|").replace("*", "\\*") for column in columns]
            lines.append(f"| `{texts['name']}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
