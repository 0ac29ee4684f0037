"""要点: what the figures say, by simple rules; every sentence repeats figures that the tabs show, and adds none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kesu_xl.figures.result import RATED_CLOCKS, TARGET
from kesu_xl.figures.shown import hours_text, percent, rated_label
from kesu_xl.wording import Ref

if TYPE_CHECKING:
    from kesu_xl.figures.summary import Summary

__all__ = ["Finding", "findings"]

_BAD, _WARNING, _GOOD, _NOTE = "■", "▲", "●", "○"
_ORDER: Final = _BAD + _WARNING + _GOOD + _NOTE
#: Case numbers that a sentence names; the list has them all.
_NAMED: Final = 3
#: Place of the rate of closing among the rated clocks.
_CLOSING: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence and its icon: ■ bad, ▲ soon bad, ● good, ○ to know."""

    mark: str
    said: Ref

    def row(self, lang: str) -> dict[str, Any]:
        """Return it as a row of the overview."""
        return {"mark": self.mark, "text": self.said.say(lang)}


def findings(summary: Summary) -> list[Finding]:
    """Return what is worth saying, the worst first."""
    found = [*_pressing(summary), *_rates(summary), *_received(summary), *_defects(summary), *_left_out(summary)]
    return sorted(found, key=lambda one: _ORDER.index(one.mark))


def _rates(summary: Summary) -> list[Finding]:
    seen = summary.overview
    judged = [
        (rated_label(summary, at), rate, rate.value >= TARGET, at)
        for at, rate in ((2, seen.closed_or_escalated), (0, seen.first_response), (1, seen.owner_found))
        if rate.value is not None
    ]
    quick = [(clock, rate) for clock, rate, is_met, at in judged if not is_met and at != _CLOSING]
    is_both = len(quick) == 2  # the two clocks of the first hours
    found = []
    for clock, rate, is_met, at in judged:
        if is_both and at != _CLOSING:
            continue
        weeks = _weeks_alike(summary, at, is_met=is_met)
        said = Ref(
            "summary.finding.rate_met" if is_met else "summary.finding.rate_missed",
            clock=clock, rate=percent(rate.value or 0.0), target=percent(TARGET), due=rate.whole,
            missed=rate.whole - rate.part,
            weeks=Ref("summary.finding.weeks", count=weeks) if weeks > 1 else "",
        )  # fmt: skip
        found.append(Finding(_GOOD if is_met else _BAD, said))
    if is_both:
        # one line for both: they are missed together when nobody was there
        parts = [
            Ref("summary.finding.part", clock=clock, rate=percent(rate.value or 0.0), due=rate.whole,
                missed=rate.whole - rate.part)
            for clock, rate in quick
        ]  # fmt: skip
        found.append(Finding(_BAD, Ref("summary.finding.both_missed", parts=parts, target=percent(TARGET))))
    return found


def _weeks_alike(summary: Summary, at: int, *, is_met: bool) -> int:
    """Return for how many weeks in a row, this one included, a rate was met or missed; 0 for another span."""
    if not summary.is_week:
        return 0
    count = 0
    for week in reversed(summary.weeks):
        value = week.rate(RATED_CLOCKS[at]).value
        if value is None or (value >= TARGET) != is_met:
            break
        count += 1
    return count


def _received(summary: Summary) -> list[Finding]:
    seen = summary.overview
    found = []
    if not seen.received:
        found.append(Finding(_NOTE, Ref("summary.finding.none_received")))
    else:
        was = next((one.previous for one in summary.indicators if one.name == "received"), None)
        if was is not None and was.value is not None:
            by = seen.received - int(was.value)
            key = "more" if by > 0 else "fewer" if by < 0 else "same"
            said = Ref(f"summary.finding.received_{key}", count=seen.received, was=int(was.value), by=abs(by))
            found.append(Finding(_NOTE, said))
    if not seen.open:
        found.append(Finding(_GOOD, Ref("summary.finding.none_open")))
    elif not seen.breached and not seen.at_risk:
        found.append(Finding(_GOOD, Ref("summary.finding.calm", count=seen.open)))
    return found


def _pressing(summary: Summary) -> list[Finding]:
    found = []
    breached = [one for one in summary.urgent if one.state == "breached"]
    if breached:
        worst = breached[0]
        said = Ref(
            "summary.finding.breached",
            count=summary.overview.breached, case=worst.case_no or "?", over=hours_text(-(worst.left_h or 0.0)),
        )  # fmt: skip
        found.append(Finding(_BAD, said))
    at_risk = [one.case_no or "?" for one in summary.urgent if one.state == "at_risk"]
    if summary.overview.at_risk:
        names = ", ".join(at_risk[:_NAMED]) + (" …" if summary.overview.at_risk > len(at_risk[:_NAMED]) else "")
        key = "summary.finding.at_risk" if at_risk else "summary.finding.at_risk_unnamed"
        found.append(Finding(_WARNING, Ref(key, count=summary.overview.at_risk, cases=names)))
    return found


def _defects(summary: Summary) -> list[Finding]:
    total = sum(one.count for one in summary.defects)
    first = [one for one in summary.defects if one.kind == "named"][:_NAMED]
    if not first:
        return []
    part = sum(one.count for one in first)
    names = [Ref("summary.finding.bar", name=one.name, count=one.count) for one in first]
    return [Finding(_NOTE, Ref("summary.finding.defects", names=names, part=part, share=percent(part / total)))]


def _left_out(summary: Summary) -> list[Finding]:
    if not summary.left_out.unknown:
        return []
    return [Finding(_WARNING, Ref("summary.finding.unknown", count=summary.left_out.unknown))]
