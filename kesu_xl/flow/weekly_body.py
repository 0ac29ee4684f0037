"""What the weekly mail says: the figures of a summary as the texts, numbers and bars of its bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kesu_xl.figures.heading import about
from kesu_xl.figures.openlist import OpenCase
from kesu_xl.figures.pareto import TOP_BARS, pareto
from kesu_xl.figures.result import RATED_CLOCKS, TARGET, Rate
from kesu_xl.figures.shown import clock_name, hours_text, percent, rated_label, state_words
from kesu_xl.figures.summary import Summary
from kesu_xl.flow.masking import Mask
from kesu_xl.mail.message import one_line
from kesu_xl.problem import Problem
from kesu_xl.wording import in_language, say

__all__ = ["weekly_values"]

_ROWS: Final = 10
_WEEKS: Final = 13
#: Characters of a line of the footer.
_LINE: Final = 500
#: Pixels of the highest bar.
_TALL: Final = 84
_CLOSING: Final = "closed_or_escalated"
_PRESSING: Final = ("breached", "at_risk")
_Row = dict[str, Any]


def weekly_values(
    summary: Summary, problems: Sequence[Problem], week: str, file: str, lang: str, *,
    company: str = "", name: str = "", mask: Mask | None = None, missing: Sequence[str] = (),
) -> _Row:  # fmt: skip
    """Return what the bodies of a weekly mail may show, every text in `lang` and on one line.

    Args:
        summary: The figures of the week.
        problems: What is wrong with the data.
        week: ``2026-W47``.
        file: Name of the attached workbook.
        lang: The mail's language.
        company: Who writes.
        name: Whose complaints these are; "" for everybody's.
        mask: What masks personal data; None: nothing is masked.
        missing: Names of registers that could not be read.
    """
    seen = summary.overview
    pressing = [one for one in summary.open_cases if one.state in _PRESSING]
    heading = [f"{summary.first:%m-%d} – {summary.last:%m-%d}", one_line(company), say("letter.attached", lang)]
    counts = {"week": week, "received": seen.received, "open": seen.open, "breached": seen.breached}
    title, subject = ("personal_title", "personal_subject") if name else ("weekly_title", "weekly_subject")
    trend = _trend(summary)
    shown = summary.weeks[-_WEEKS:]
    breached = sum(one.breached for one in summary.missed)
    late = sum(one.late for one in summary.missed)
    return {
        "lang": lang,
        "title": say(f"letter.{title}", lang, week=week, name=one_line(name)),
        "subject": say(f"letter.{subject}", lang, name=one_line(name), **counts),
        "preview": say(f"letter.{subject}", lang, name=one_line(name), **counts),
        "subtitle": " · ".join(part for part in heading if part),
        "cards": _cards(summary, lang),
        "missing": one_line(say(
            "letter.missing", lang, files=list(missing), count=len(missing), tab=say("summary.tab.problems", lang)
        ), _LINE) if missing else "",
        "attention": _attention(summary, pressing, lang),
        "pressing": [_case(one, mask, lang) for one in pressing[:_ROWS]],
        "pressing_note": say(
            "letter.pressing_note", lang, shown=min(len(pressing), _ROWS), count=seen.breached + seen.at_risk,
            now=f"{summary.now:%m-%d %H:%M}",
        ) if pressing else "",
        "pressing_more": say(
            "letter.pressing_more", lang, count=seen.breached + seen.at_risk - _ROWS,
            tab=say("summary.tab.open_cases", lang),
        ) if len(pressing) > _ROWS else "",
        "breaches": say(
            "letter.breaches" if breached or late else "letter.no_breaches", lang, breached=breached, late=late,
            tab=say("summary.tab.breaches", lang),
        ),
        "trend": trend,
        "trend_title": say("letter.trend", lang, clock=rated_label(summary, RATED_CLOCKS.index(_CLOSING))),
        "trend_note": say(
            "letter.trend_note", lang, first=shown[0].short, last=shown[-1].short, target=round((1 - TARGET) * 100)
        ),
        "classes": _classes(summary, mask, lang),
        "classes_note": say("letter.classes_note", lang, count=seen.received) if seen.received else "",
        "footer": _footer(summary, problems, file, lang, masked=mask is not None, unread=len(missing)),
        "words": {
            word: say(f"letter.{word}", lang)
            for word in ("attention", "pressing", "nothing_pressing", "classes", "none_received", "colon")
        },
    }  # fmt: skip


def _cards(summary: Summary, lang: str) -> list[_Row]:
    seen = summary.overview
    known = {one.name: one for one in summary.indicators}
    before = {name: one.previous.value for name, one in known.items() if one.previous is not None}
    cards = [
        _count("received", seen.received, before.get("received"), lang),
        _count("open", seen.open, before.get("open"), lang),
        _rate(summary, 2, seen.closed_or_escalated, before.get("closing_rate"), lang),
        _rate(summary, 0, seen.first_response, before.get("response_rate"), lang),
    ]
    is_late = seen.breached > 0
    cards.append({
        "label": say("letter.breached", lang), "value": str(seen.breached), "unit": say("letter.case", lang),
        "change": "", "trend": "plain", "bad": is_late, "edge": "bad" if is_late else "good",
        "note": say("letter.target", lang, target=0, word=say(f"summary.word.{'missed' if is_late else 'met'}", lang)),
    })  # fmt: skip
    mean, was = seen.close_mean_h, before.get("close_mean")
    card: _Row = {
        "label": say("letter.mean", lang), "value": "-", "unit": "", "change": "", "trend": "plain", "bad": False,
        "edge": "plain", "note": say("letter.median", lang, hours="-", count=0),
    }  # fmt: skip
    if mean is not None:
        card |= {"value": f"{mean:,.1f}", "unit": "h"}
        card["note"] = say(
            "letter.median", lang, hours=hours_text(seen.close_median_h or 0.0), count=seen.timed_closings
        )
        if was is not None:
            card |= _change(round(mean - was, 1), "by", lang, suffix=" h")
    return [*cards, card]


def _count(label: str, value: int, was: float | None, lang: str) -> _Row:
    card: _Row = {
        "label": say(f"letter.{label}", lang), "value": str(value), "unit": say("letter.case", lang), "change": "",
        "trend": "plain", "bad": False, "edge": "plain", "note": "",
    }  # fmt: skip
    if was is not None:
        card["note"] = say("letter.last_week", lang, value=int(was))
        card |= _change(value - int(was), "by", lang)
    return card


def _rate(summary: Summary, at: int, rate: Rate, was: float | None, lang: str) -> _Row:
    card: _Row = {
        "label": rated_label(summary, at).say(lang), "value": "-", "unit": "", "change": "", "trend": "plain",
        "bad": False, "edge": "plain", "note": say("letter.none_due", lang),
    }  # fmt: skip
    if rate.value is None:
        return card
    is_met = rate.value >= TARGET
    number, _, unit = percent(rate.value).partition(" ")
    word = say("summary.word.met" if is_met else "summary.word.missed", lang)
    card |= {"value": number, "unit": unit, "bad": not is_met, "edge": "good" if is_met else "bad"}
    card["note"] = say("letter.target", lang, target=percent(TARGET), word=word)
    if was is not None:
        card |= _change(round((rate.value - was) * 100), "points", lang, up_is_good=True)
    return card


def _change(by: float, text: str, lang: str, *, suffix: str = "", up_is_good: bool = False) -> _Row:
    if not by:
        return {}
    value = f"{abs(by):g}{suffix}"
    return {
        "change": say(f"letter.{text}", lang, arrow="▲" if by > 0 else "▼", value=value),
        "trend": "good" if (by > 0) == up_is_good else "bad",
    }


def _attention(summary: Summary, pressing: Sequence[OpenCase], lang: str) -> str:
    seen = summary.overview
    if not pressing:
        return ""
    nobody = sum(not one.owner for one in pressing)
    return say("letter.to_do", lang, breached=seen.breached, at_risk=seen.at_risk, nobody=nobody)


def _case(case: OpenCase, mask: Mask | None, lang: str) -> _Row:
    nobody = say("summary.nobody", lang)
    who = (in_language(case.department, lang), case.owner or nobody)
    clock = clock_name(case.clock, 1, lang) if case.clock else ""
    left = case.left_h
    over = left is not None and left < 0
    defect = (mask.text(case.defect) if mask else case.defect) if case.defect else ""
    return {
        "state": case.state,
        "chip": state_words(case.state, lang),
        "case": one_line(case.case_no or "-"),
        "what": one_line(" · ".join(part for part in (case.customer, _short(defect)) if part)),
        "where": one_line(" · ".join(str(part) for part in (clock, *who) if part)),
        "over": over,
        "left": "" if left is None else say(f"letter.{'over' if over else 'left'}", lang, hours=hours_text(abs(left))),
    }


def _short(text: str, room: int = 18) -> str:
    plain = one_line(text)
    return plain if len(plain) <= room else f"{plain[: room - 1].rstrip()}…"


def _trend(summary: Summary) -> list[_Row]:
    """Return a bar for each of the last weeks: the share that was missed, from zero."""
    weeks = summary.weeks[-_WEEKS:]
    missed = [None if (rate := week.rate(_CLOSING).value) is None else 1 - rate for week in weeks]
    most = max((one for one in missed if one is not None), default=0.0)
    bars = []
    for week, share in zip(weeks, missed, strict=True):
        is_met = share is not None and share <= 1 - TARGET + 1e-9
        is_last = week is weeks[-1]
        bars.append({
            "label": week.short.removeprefix("W"),
            "value": "-" if share is None else f"{share * 100:.0f}",
            "height": round(share / most * _TALL) if share and most else 0,
            "tone": "met" if is_met or share is None else "bad" if is_last else "plain",
        })  # fmt: skip
    return bars if any(one is not None for one in missed) else []


def _classes(summary: Summary, mask: Mask | None, lang: str) -> list[_Row]:
    bars = pareto(summary.defects, lang, TOP_BARS) if summary.defects else []
    most = max((bar["count"] for bar in bars), default=0)
    return [
        {
            "name": _short(mask.text(bar["name"]) if mask else bar["name"], 14), "count": bar["count"],
            "width": max(round(bar["count"] / most * 100), 1),
        }
        for bar in bars if bar["count"]
    ]  # fmt: skip


def _footer(
    summary: Summary, problems: Sequence[Problem], file: str, lang: str, *, masked: bool, unread: int
) -> list[str]:
    errors = sum(one.level == "error" for one in problems)
    left_out = about(summary, lang, unread)["left_out"]
    lines = [
        say("letter.attachment", lang, file=file),
        say(
            "letter.as_of", lang, now=f"{summary.now:%Y-%m-%d %H:%M}", zone=summary.zone, register=summary.register,
            policy=summary.policy,
        ),
        left_out,
    ]  # fmt: skip
    if problems:
        lines.append(say("letter.problems", lang, errors=errors, warnings=len(problems) - errors))
    if masked:
        lines.append(say("letter.masked", lang))
    lines.append(say("letter.arrows", lang))
    return [one_line(line, _LINE) for line in lines]
