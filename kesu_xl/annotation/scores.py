"""The 评分 sheets: the verdict on each 8D of the register, and every finding with links to where it is filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.annotation.frame import CARDS_ROW, FIRST_ROW, HEAD_ROW, band, head, link_to, list_sheet, more, that_fit
from kesu_xl.annotation.pen import HAIRLINE, INK, INK_2, LINK, MOST_LINKS, SENTENCE, SOFT, Pen, cut, height
from kesu_xl.change import Cells, Link, Look, PutSheet, Value
from kesu_xl.eight_d.quality import CHECKS, DISCIPLINES, Finding, Judged, field_label
from kesu_xl.notation import quoted
from kesu_xl.wording import in_language, say

__all__ = ["ScoreRow", "ScoredRegister", "score_sheets"]

_SLOT: Final = 6
_FINDINGS_SLOT: Final = 7
_HEADS: Final = ("case_no", "customer", "score", *DISCIPLINES, "verdict", "blocking", "form", "proposed", "own")
_WIDTHS: Final = (130, 150, 84, *(58,) * 9, 118, 92, 92, 230, 92)
_FINDING_HEADS: Final = ("level", "case_no", "d", "check", "field", "what", "demand")
_FINDINGS_HEAD: Final = 3
_FINDING_WIDTHS: Final = (92, 130, 58, 84, 210, 400, 400)
#: Ground, text and weight of a verdict.
_TONES: Final[Mapping[str, tuple[str | None, str, bool]]] = {
    "not": ("A4161A", "FFFFFF", True),
    "partly": ("FFD262", "4A3200", True),
    "fulfilled": (None, "1E6B4F", False),
    "na": (None, INK_2, False),
}
_OVERALL: Final[Mapping[str, tuple[str | None, str, bool]]] = {
    "no_measures": _TONES["not"],
    "rework": _TONES["partly"],
    "accept": _TONES["fulfilled"],
    "na": _TONES["na"],
}
_ICONS: Final = {"not": "■", "partly": "▲", "fulfilled": "●", "na": "-"}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One complaint: number, customer, row in the register, verdict, the customer's own score."""

    case_no: str
    customer: str
    row: int
    judged: Judged
    own: Any


@dataclass(frozen=True, slots=True)
class ScoredRegister:
    """Where the fields of a register are, for the links.

    Attributes:
        sheet: Name of its sheet.
        column: Letters of the column to which the links of a complaint lead.
        columns: Register column -> letters of its column.
        tables: Detail table -> name of its sheet, of those that the workbook has.
    """

    sheet: str
    column: str
    columns: Mapping[str, str]
    tables: Mapping[str, str]

    def place(self, field: str, row: int) -> str | None:
        """Return where a field is filled in, None where the workbook has no place for it."""
        if field in self.columns:
            return f"{quoted(self.sheet)}!{self.columns[field]}{row}"
        name, is_list, _ = field.partition("[].")
        table = name if is_list else "answers"
        return f"{quoted(self.tables[table])}!A1" if table in self.tables else None


def score_sheets(register: ScoredRegister, rows: Sequence[ScoreRow], lang: str, heading: str) -> list[PutSheet]:
    """Return both sheets, the worst reports first; put in again, they replace those that are there.

    Args:
        register: Where the register is.
        rows: Its complaints that are not cancelled.
        lang: Language of the sheets.
        heading: What stands under their titles.
    """
    pen = Pen("scoresheet", lang)
    ordered, _ = that_fit(sorted(rows, key=lambda one: (one.judged.verdict == "na", one.judged.score, one.row)))
    verdicts = list_sheet(
        _SLOT,
        pen.say("sheet"),
        (*_top(ordered, pen, heading), head(HEAD_ROW, _heads(_HEADS, pen), pen), *_verdicts(ordered, pen)),
        (
            link_to(row, 1, register.sheet, f"{register.column}{one.row}")
            for row, one in enumerate(ordered[:MOST_LINKS], start=FIRST_ROW)
        ),
        _WIDTHS,
        [26] * len(ordered),
        frozen_columns=3,
    )
    return [verdicts, _findings(register, ordered, pen, heading)]


def _top(rows: Sequence[ScoreRow], pen: Pen, heading: str) -> Iterator[Cells]:
    width = len(_HEADS)
    yield from band(width, pen.say("title"), heading, pen)
    counts = Counter(one.judged.verdict for one in rows)
    scores = [one.judged.score for one in rows if one.judged.verdict != "na"]
    most = Counter(finding.check for one in rows for finding in one.judged.findings).most_common(1)
    soft, big = pen.look(INK_2, SOFT, size=9), pen.look(INK, SOFT, bold=True, size=18)
    labels: list[Value] = [None] * width
    numbers: list[Value] = [None] * width
    notes: list[Value] = [None] * width
    looks: list[Look] = [big] * width
    cards: list[tuple[int, str, Value]] = [
        (1, say("quality.overall.accept", pen.lang), counts["accept"]),
        (2, say("quality.overall.rework", pen.lang), counts["rework"]),
        (4, say("quality.overall.no_measures", pen.lang), counts["no_measures"]),
        (7, pen.say("average"), round(sum(scores) / len(scores)) if scores else "-"),
    ]
    for column, label, number in cards:
        labels[column - 1], numbers[column - 1] = label, number
    notes[0] = pen.say("of_reports", count=len(rows))
    if most:
        check, times = most[0]
        labels[9] = pen.say("most")
        numbers[9] = pen.say("most_is", times=times, what=CHECKS[check].demand(pen.lang), check=check)
        looks[9] = pen.look(INK, SOFT, bold=True)
    yield Cells(CARDS_ROW - 1, CARDS_ROW - 1, 1, tuple(labels), (soft,) * width)
    yield Cells(CARDS_ROW, CARDS_ROW, 1, tuple(numbers), tuple(looks))
    yield Cells(CARDS_ROW + 1, CARDS_ROW + 1, 1, tuple(notes), (soft,) * width)


def _heads(names: Sequence[str], pen: Pen) -> list[str]:
    return [name if name in DISCIPLINES else pen.say(f"head_{name}") for name in names]


def _toned(tones: Mapping[str, tuple[str | None, str, bool]], pen: Pen) -> dict[str, Look]:
    return {name: pen.look(ink, ground, bold=is_bold, line=HAIRLINE) for name, (ground, ink, is_bold) in tones.items()}


def _verdicts(rows: Sequence[ScoreRow], pen: Pen) -> Iterator[Cells]:
    tones, overall = _toned(_TONES, pen), _toned(_OVERALL, pen)
    link, plain, bold = pen.look(LINK, line=HAIRLINE), pen.look(line=HAIRLINE), pen.look(bold=True, line=HAIRLINE)
    for row, one in enumerate(rows, start=FIRST_ROW):
        judged = one.judged
        form = in_language(judged.chosen, pen.lang)
        proposed = pen.say("proposed_is", form=judged.proposed.form, reason=judged.proposed.reason)
        values: tuple[Value, ...] = (
            cut(one.case_no),
            cut(one.customer),
            None if judged.verdict == "na" else judged.score,
            *(_ICONS[verdict] for verdict in judged.verdicts),
            say(f"quality.overall.{judged.verdict}", pen.lang),
            len(judged.blocking) or None,
            cut(str(form)) if form is not None else None,
            proposed,
            one.own if isinstance(one.own, int | float) else None if one.own is None else cut(str(one.own)),
        )
        place = link if row < FIRST_ROW + MOST_LINKS else plain
        marks = tuple(tones[verdict] for verdict in judged.verdicts)
        looks = (place, plain, bold, *marks, overall[judged.verdict], plain, plain, plain, plain)
        yield Cells(row, row, 1, values, looks)


def _findings(register: ScoredRegister, rows: Sequence[ScoreRow], pen: Pen, heading: str) -> PutSheet:
    every = [
        (one, finding)
        for one in rows
        for finding in sorted(one.judged.findings, key=lambda finding: not finding.blocking)
    ]
    # a sheet with more links would not open
    listed = every[: MOST_LINKS // 2]
    first = _FINDINGS_HEAD + 1
    said = [(cut(finding.message(pen.lang), SENTENCE), CHECKS[finding.check].demand(pen.lang)) for _, finding in listed]
    links = []
    for row, (one, finding) in enumerate(listed, start=first):
        links.append(link_to(row, 2, register.sheet, f"{register.column}{one.row}"))
        if place := register.place(finding.field, one.row):
            links.append(Link(row, 5, place))
    return list_sheet(
        _FINDINGS_SLOT,
        pen.say("findings_sheet"),
        (
            *band(len(_FINDING_HEADS), pen.say("findings_title"), heading, pen),
            head(_FINDINGS_HEAD, _heads(_FINDING_HEADS, pen), pen),
            *_lines(register, listed, said, first, pen),
            *more(len(every) - len(listed), pen, first + len(listed)),
        ),
        links,
        _FINDING_WIDTHS,
        [height(zip(texts, _FINDING_WIDTHS[-2:], strict=True)) for texts in said],
        frozen_columns=2,
        head_row=_FINDINGS_HEAD,
        head_height=34,
    )


def _lines(
    register: ScoredRegister,
    listed: Sequence[tuple[ScoreRow, Finding]],
    said: Sequence[tuple[str, str]],
    first: int,
    pen: Pen,
) -> Iterator[Cells]:
    plain, wrapped = pen.look(line=HAIRLINE), pen.look(line=HAIRLINE, wrap=True)
    link, quiet = pen.look(LINK, line=HAIRLINE), pen.look(INK_2, line=HAIRLINE, wrap=True)
    tones = _toned(_TONES, pen)
    for row, ((one, finding), (message, demand)) in enumerate(zip(listed, said, strict=True), start=first):
        values = (
            pen.say("blocking" if finding.blocking else "finding"),
            cut(one.case_no),
            finding.discipline,
            finding.check,
            str(in_language(field_label(finding.field), pen.lang)),
            message,
            demand,
        )
        level = tones["not"] if finding.blocking else plain
        place = link if register.place(finding.field, one.row) else plain
        yield Cells(row, row, 1, values, (level, link, plain, plain, place, wrapped, quiet))
