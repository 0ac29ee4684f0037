"""What the whole report has to be: complete, in order of time, in its language; and what its words must not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, Kind
from kesu_xl.eight_d.quality.case import Case, day_of, number_of, texts_of
from kesu_xl.eight_d.quality.causes import CAUSES_READ, OCCURRENCE, causes_of
from kesu_xl.eight_d.quality.check import Lack, check
from kesu_xl.eight_d.sections import ANSWERS
from kesu_xl.eight_d.words import SEARCHED

__all__ = ["TEXTS_READ", "discipline_of"]

#: Where the rows of a table belong; those of the actions say it themselves.
_TABLES: Final = {
    "team": "D1", "is_isnot": "D2", "photos": "D2", "containment": "D3", "disposition": "D3", "related_calls": "D3",
    "causes": "D4", "whys": "D4", "actions": "D5", "validation": "D6", "documents": "D7", "lessons": "D7",
    "steps": "D8", "revisions": "D8", "costs": "D8",
}  # fmt: skip
#: Where a column of the register belongs; the others are intake, D2.
_COLUMNS: Final = {
    "initial_measure": "D3", "proposal": "D3", "root_cause_occ": "D4", "root_cause_esc": "D4", "action_occ": "D5",
    "action_esc": "D5", "horizontal_parts": "D7", "closing_summary": "D8", "effect_m1": "D8", "effect_m2": "D8",
    "effect_m3": "D8", "closed_at": "D8", "remark": "D8", "first_response_at": "D0",
}  # fmt: skip
#: Columns with sentences of ours that reports show, the answers that are none of ours, and the sentences of the tables.
_OUR_COLUMNS: Final = (
    "defect", "detected_where", "initial_measure", "proposal", "root_cause_occ", "root_cause_esc", "action_occ",
    "action_esc", "horizontal_parts", "closing_summary", "effect_m1", "effect_m2", "effect_m3", "remark",
)  # fmt: skip
_NOT_OURS: Final = ("d2.verbatim", "customer_score")
_NAMES: Final = frozenset((
    "d8.prepared_by", "d8.reviewed_by", "d8.approved_by", "d7.recommendation_owner", "owner", "by", "name", "mail",
    "extension", "title", "customer",
))  # fmt: skip
_OUR_ANSWERS: Final = {
    section: {
        path.partition(".")[2]: path
        for path in ANSWERS
        if path.startswith(f"{section}.") and path not in _NOT_OURS and path not in _NAMES
    }
    for section in (f"d{n}" for n in range(9))
}
_OUR_TABLES: Final = {
    table.name: tuple(
        column.name
        for column in table.columns
        if column.kind is Kind.TEXT and column.name not in _NAMES and not column.internal and column.name != "case_no"
    )
    for table in DETAILS
    if table.name in _TABLES and table.name not in ("team", "steps", "revisions", "costs")
}
#: Answers that no check of a discipline looks at.
_ASKED: Final = (
    "d0.needed", "d0.action", "d2.is_real_problem", "d8.summary", "d8.prepared_by", "d8.prepared_on", "d8.reviewed_by",
    "d8.reviewed_on",
)  # fmt: skip
#: Every field with sentences of ours.
TEXTS_READ: Final = (
    *_OUR_COLUMNS,
    *(path for parts in _OUR_ANSWERS.values() for path in parts.values()),
    *(f"{table}[].{column}" for table, columns in _OUR_TABLES.items() for column in columns),
    "actions[].step",
)


def discipline_of(path: str, row: dict[str, Any] | None = None) -> str:
    """Return the discipline that a field belongs to: ``D0`` to ``D8``."""
    first = path.partition(".")[0].removesuffix("[]")
    if first == "actions" and row is not None and isinstance(row.get("step"), str):
        step = str(row["step"])
        return step if step in ("D0", "D3", "D5", "D7") else "D5"
    if first in _TABLES:
        return _TABLES[first]
    return first.upper() if first.startswith("d") and first[1:].isdigit() else _COLUMNS.get(first, "D2")


def _texts(case: Case) -> list[tuple[str, str, str]]:
    """Return path, discipline and words of every sentence of ours that a report shows; the same words only once."""
    if "texts" not in case.known:
        seen: dict[str, tuple[str, str]] = {}
        for path, text in _all_texts(case):
            seen.setdefault(text, (path, ""))
        for table, columns in _OUR_TABLES.items():
            for row in case.rows(table):
                for column in columns:
                    for text in texts_of(row.get(column)):
                        seen.setdefault(text, (f"{table}[].{column}", discipline_of(table, row)))
        case.known["texts"] = [(path, at or discipline_of(path), text) for text, (path, at) in seen.items()]
    known: list[tuple[str, str, str]] = case.known["texts"]
    return known


def _all_texts(case: Case) -> Iterator[tuple[str, str]]:
    """Yield path and words of the register's columns and of the answers."""
    record = case.record
    for name in _OUR_COLUMNS:
        if isinstance(text := record.get(name), str):
            yield name, text
    for section, parts in _OUR_ANSWERS.items():
        for part, value in (record.get(section) or {}).items():
            if value is not None and (path := parts.get(part)):
                yield from ((path, text) for text in texts_of(value))


def _words(case: Case, name: str, *, negatable: bool = True) -> Iterator[Lack]:
    words, texts = case.house.words, _texts(case)
    if "suspect" not in case.known:
        case.known["suspect"] = bool(words.having(SEARCHED, [text for _, _, text in texts]))
    if not case.known["suspect"]:
        return
    for path, discipline, text in texts:
        if found := words.found(name, text, negatable=negatable):
            yield Lack.of(path, "words", discipline, words=", ".join(found))


@check("g.1", "BOSCH", *_ASKED, "initial_measure closing_summary")
def _no_empty_cell(case: Case) -> Iterable[Lack]:
    for path in _ASKED:
        if not case.filled(path):
            yield Lack(path, discipline=discipline_of(path))


@check(
    "g.2",
    "kesu_xl",
    "received_at d3_done_at d8_done_at steps[].step steps[].done",
    needs=lambda case: any(case.told(path) for path in ("d3_done_at", "d8_done_at")) or case.rows("steps"),
)
def _steps_in_order(case: Case) -> Iterable[Lack]:
    done: dict[str, date | None] = {"D3": case.day("d3_done_at"), "D8": case.day("d8_done_at")}
    for row in case.rows("steps"):
        if day := day_of(row.get("done")):
            done[str(row.get("step"))] = day
    before, last = case.day("received_at"), ""
    for step in ("D3", "D4", "D5", "D6", "D8"):
        day = done.get(step)
        if day is None:
            continue
        if before is not None and day < before:
            yield Lack.of("steps[].done", "order", step, step=step, day=day.isoformat(), before=before.isoformat(),
                          other=last or COLUMNS["received_at"])  # fmt: skip
        before, last = day, step


@check("g.3", "OEM", "revisions[].number revisions[].date")
def _version(case: Case) -> Iterable[Lack]:
    newest = case.record.get("revision")
    listed = [*case.rows("revisions"), *([newest] if isinstance(newest, dict) else [])]
    rows = [row for row in listed if number_of(row.get("number")) is not None]
    if not any(day_of(row.get("date")) for row in rows):
        yield Lack("revisions[].date" if rows else "revisions[].number", "none", discipline="D8")


@check("g.4", "OEM", "customer report.language", needs=lambda case: case.told("report.language"))
def _language(case: Case) -> Iterable[Lack]:
    asked, used = case.house.languages.get(case.text("customer").strip(), ""), case.text("report.language")
    if asked and used and asked != used:
        yield Lack.of("report.language", "other", "D0", asked=asked, used=used)


@check("g.5", "OEM", "report.template report.revision", needs=lambda case: case.told("report.template"))
def _template(case: Case) -> Iterable[Lack]:
    if not case.told("report.revision"):
        yield Lack("report.revision", "none", discipline="D0")


@check("g.6", "kesu_xl", *TEXTS_READ, blocking=True, needs=_texts)
def _placeholders(case: Case) -> Iterable[Lack]:
    return _words(case, "placeholder", negatable=False)


@check(
    "g.repeat", "S2", CAUSES_READ, "received_at repeat.case_no repeat.closed_at repeat.root_cause_occ", blocking=True,
    needs=lambda case: case.told("repeat.closed_at"),
)  # fmt: skip
def _last_action_held(case: Case) -> Iterable[Lack]:
    closed, received = case.day("repeat.closed_at"), case.day("received_at")
    if closed is None or (received is not None and received < closed):
        return  # it came while the earlier one was still being worked on
    earlier = case.text("repeat.root_cause_occ")
    own = [cause for cause in causes_of(case) if cause.kind == OCCURRENCE]
    # a cause that nobody found yet may well be the one of last time
    if not own or any(earlier and cause.is_named_by(earlier) for cause in own):
        yield Lack.of("repeat_of", "closed", "D4", case_no=case.text("repeat.case_no"), cause=earlier or "-")


@check("t.1", "S4", *TEXTS_READ, needs=_texts)
def _over_promise(case: Case) -> Iterable[Lack]:
    return _words(case, "over_promise")


@check("t.2", "S3", *TEXTS_READ, needs=_texts)
def _blame(case: Case) -> Iterable[Lack]:
    return _words(case, "blame_customer")


@check("t.3", "S3", *TEXTS_READ, needs=_texts)
def _compensation(case: Case) -> Iterable[Lack]:
    return _words(case, "compensation")


@check("t.4", "S2, S3", *TEXTS_READ, "team[].name owner", needs=lambda case: case.house.people and _texts(case))
def _internal_names(case: Case) -> Iterable[Lack]:
    inside = {str(row.get("name")) for row in case.rows("team")}
    outside = case.house.people - inside
    if not outside:
        return
    for path, discipline, text in _texts(case):
        if names := [name for name in sorted(outside) if _names(text, name)]:
            yield Lack.of(path, "words", discipline, words=", ".join(names))


def _names(text: str, name: str) -> bool:
    """Say whether a text has a name: a Latin one as words of its own."""
    if len(name) < 2 or name not in text:
        return False
    return not name.isascii() or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
