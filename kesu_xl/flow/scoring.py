"""How good 8Ds are: every complaint of a register, or forms that were filled."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kesu_xl.change import PutSheet
from kesu_xl.collecting import without_collecting
from kesu_xl.complaint import DETAILS, Complaint
from kesu_xl.complaint.lists import CANCELLED
from kesu_xl.eight_d import EightD, assemble
from kesu_xl.eight_d.quality import Alike, House, Judge, places_of, shipped_words
from kesu_xl.errors import KesuError
from kesu_xl.flow.opening import Opened, Source, as_of_in, listed, open_register, spoken_language
from kesu_xl.flow.records import chosen_complaints, earlier_record
from kesu_xl.flow.results import Written
from kesu_xl.flow.score_results import Scored, ScoreResult
from kesu_xl.grid import column_letter
from kesu_xl.package.source import load
from kesu_xl.register.tables import detail_sheets, details_by_case
from kesu_xl.settings import load_config
from kesu_xl.wording import nearest_language, say

__all__ = ["house_of", "listed_scores", "score", "score_opened", "score_register", "show_scores"]

#: Columns of a register that a form does not have side by side.
_ENOUGH: Final = 6


def score(
    sources: Source | Sequence[Source],
    *,
    as_of: datetime,
    cases: Sequence[str] = (),
    template: str | os.PathLike[str] | None = None,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
) -> ScoreResult:
    """Judge the 8Ds of registers and of filled forms.

    Args:
        sources: Path of a register or of a filled form, an open binary file, or several of them.
        as_of: What counts as now; a naive time is in the register's zone.
        cases: Complaint numbers; all where left out.
        template: The template that forms were filled from; where left out, the shipped one that each form names.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the texts; that of the register or form where left out.

    Raises:
        KesuError: Nothing could be read, or a number is not in the register.
    """
    given = listed(sources)
    result = ScoreResult("", [], [], lang)
    for source in given:
        try:
            one = score_one(source, as_of=as_of, cases=cases, template=template, sheet=sheet, mapping=mapping,
                            timezone=timezone, lang=lang)  # fmt: skip
        except KesuError as error:
            result.failed.append((os.fspath(source) if isinstance(source, str | os.PathLike) else "", error))
            continue
        result.parts.append(one)
        result.register = result.register or one.register
        result.scored += one.scored
        result.found += one.found
        result.lang = result.lang or one.lang
    if given and len(result.failed) == len(given):
        raise result.failed[0][1]
    result.lang = result.lang or "zh-Hans"
    return result


def score_one(
    source: Source,
    *,
    as_of: datetime,
    cases: Sequence[str] = (),
    template: str | os.PathLike[str] | None = None,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
) -> ScoreResult:
    """Judge the 8Ds of one register, or of one form; see `score`."""
    if not isinstance(source, str | os.PathLike) and hasattr(source, "seek"):
        source.seek(0)
    data, path = load(source)
    if template is None:
        opened, refused = None, None
        try:
            opened = open_register(path or source, sheet=sheet, mapping=mapping, timezone=timezone, data=data)
        except KesuError as error:
            refused = error
        if opened is not None and (sheet or mapping or len(opened.register.heads.fields) >= _ENOUGH):
            return score_register(opened, as_of, cases=cases, lang=lang)
        try:
            return _score_form(data, path, None, lang)
        except KesuError as error:
            # what is neither is told as what it looks like
            raise (error if refused is None or error.code != "form_template_unnamed" else refused) from error
    return _score_form(data, path, template, lang)


def score_register(
    opened: Opened, as_of: datetime, *, cases: Collection[str] = (), rows: Collection[int] = (), lang: str = ""
) -> ScoreResult:
    """Judge the complaints of a register that are not cancelled.

    Args:
        opened: The register.
        as_of: What counts as now.
        cases: Complaint numbers; all where left out.
        rows: Rows of the sheet instead of numbers; all where left out.
        lang: Language of the texts; the register's where left out.

    Raises:
        KesuError: A number is not in it, or kesu.toml has a list of words that cannot be used.
    """
    checked = opened.checked(as_of_in(as_of, opened.settings))
    complaints = checked.complaints()
    chosen = chosen_complaints(complaints, cases) if cases else complaints
    chosen = [complaint for complaint in chosen if complaint.row in rows] if rows else chosen
    return ScoreResult(
        opened.path,
        score_opened(chosen, details_by_case(opened.details), house_of(opened), known=complaints),
        [problem for problem in checked.problems if problem.level != "info"],
        spoken_language(opened, lang),
    )


def score_opened(
    complaints: Sequence[Complaint],
    details: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]],
    house: House,
    *,
    known: Sequence[Complaint] = (),
) -> list[Scored]:
    """Judge complaints with their detail rows; those that were cancelled are left out.

    Args:
        complaints: Rows of the register.
        details: Complaint number -> table -> its rows.
        house: What stands outside of the records.
        known: All complaints of the register, among them those that others repeat; these ones where left out.
    """
    judge = Judge(house)
    alike = Alike(judge, complaints)
    numbered = {complaint.case_no: complaint for complaint in known or complaints if complaint.case_no}
    scored = []
    with without_collecting():
        for complaint in complaints:
            if complaint.status == CANCELLED:
                continue
            number, own = complaint.case_no or "", None
            rows = details.get(number)
            if not rows and not complaint.repeat_of:
                judged = alike.judge(complaint)
            else:
                record = assemble(complaint, rows or {}, earlier=earlier_record(complaint, numbered, details)).stored()
                judged, own = judge.judge(record), record["customer_score"]
            scored.append(Scored(number, judged, own, row=complaint.row, customer=complaint.customer or ""))
    return scored


def house_of(opened: Opened) -> House:
    """Return what a register and the kesu.toml beside it say besides its complaints."""
    sheets = detail_sheets(opened.book, ("people", "customers"))
    people = [str(row.values.get("name") or "").strip() for row in sheets["people"].rows] if "people" in sheets else []
    customers = sheets["customers"].rows if "customers" in sheets else []
    languages = {
        str(row.values.get("name") or "").strip(): nearest_language(str(row.values.get("language") or "")) or ""
        for row in customers
    }
    changes = load_config(opened.folder, os.environ).words
    return House(shipped_words().changed(changes), frozenset(people) - {""}, languages)


def show_scores(
    source: Source,
    out: str | os.PathLike[str] | None,
    *,
    as_of: datetime,
    cases: Sequence[str] = (),
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    force: bool = False,
) -> tuple[ScoreResult, Written]:
    """Judge the 8Ds of a register and show the verdicts in it: the sheets 评分 and 评分明细.

    Args:
        source: Path of a register; an open binary file only together with `out`.
        out: Where the copy goes; None: into the register itself, with a backup.
        as_of: What counts as now; a naive time is in the register's zone.
        cases: Complaint numbers; all where left out.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of the sheets; the register's where left out.
        force: See `Target`.

    Raises:
        KesuError: It cannot be read, changed or written; nothing was written then.
    """
    from kesu_xl.flow.changing import target_of

    target = target_of(source, out, force=force)
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone, data=target.data)
    result, sheets = listed_scores(opened, as_of, cases=cases, lang=lang)
    where, notes = target.apply(sheets)
    return result, Written(where, len(result.scored), result.lang, notes)


def listed_scores(
    opened: Opened, as_of: datetime, *, cases: Collection[str] = (), rows: Collection[int] = (), lang: str = ""
) -> tuple[ScoreResult, list[PutSheet]]:
    """Return the verdicts on the 8Ds of a register, and the 评分 sheets as the changes that put them in.

    Args:
        opened: The register.
        as_of: What counts as now.
        cases: Complaint numbers; all where left out.
        rows: Rows of the sheet instead of numbers; all where left out.
        lang: Language of the sheets; the register's where left out.
    """
    from kesu_xl.annotation import ScoredRegister, ScoreRow, score_sheets

    result, register = score_register(opened, as_of, cases=cases, rows=rows, lang=lang), opened.register
    heads = register.heads.fields
    letters = {name: column_letter(heading.column) for name, heading in heads.items()}
    names = tuple(table.name for table in DETAILS)
    tables = {name: sheet.name for name, sheet in detail_sheets(opened.book, names).items()}
    where = ScoredRegister(register.sheet, letters.get("case_no") or column_letter(register.grid.left), letters, tables)
    local = as_of_in(as_of, opened.settings).astimezone(opened.settings.zone)
    heading = say(
        "scoresheet.heading", result.lang, file=Path(opened.path).name, sheet=register.sheet,
        as_of=local.strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip
    if rows:
        heading = f"{heading} · {say('buttons.selected_rows', result.lang, count=len(rows))}"
    scored = [ScoreRow(one.case_no, one.customer, one.row, one.judged, one.customer_score) for one in result.scored]
    return result, score_sheets(where, scored, result.lang, heading)


def _score_form(data: bytes, path: str, template: str | os.PathLike[str] | None, lang: str) -> ScoreResult:
    from kesu_xl.flow.reading import read_with, template_of
    from kesu_xl.flow.shipped import template_named
    from kesu_xl.form import read_origin
    from kesu_xl.package.source import label_of

    chosen = template_named(os.fspath(template)) if template is not None else template_of(data, path)
    report = read_with(data, path, chosen, lang=lang)
    record = EightD.from_record(report.record).stored()
    origin = read_origin(data, label_of(path))
    record["report"] = {"template": report.template, "revision": origin.content_hash or None, "language": report.lang}
    changes = load_config(Path(path).parent if path else None, os.environ).words
    judged = Judge(House(shipped_words().changed(changes))).judge(record, places_of(chosen.fields))
    scored = Scored(report.case_no, judged, record["customer_score"], path)
    return ScoreResult("", [scored], [problem for problem in report.found if problem.level != "info"], report.lang)
