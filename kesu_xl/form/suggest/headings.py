"""Finding the headings D0 to D8: a number in one of many styles and a word of its discipline, never one exact text.

Styles seen in customers' forms: ``D1 —``, ``D1.``, ``1.``, ``1 ``, ``1 D``, ``3短期对策``, ``2, 문제 정의``,
``4-1.(...)``, ``步骤三``, ``Step 4``, a number alone with its title beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kesu_xl.form.suggest.answers import aspect_of
from kesu_xl.form.suggest.blank import Box, Rect, Sheet
from kesu_xl.form.suggest.disciplines import STRONG, hits
from kesu_xl.form.suggest.lexicon import inside_lexicon

__all__ = ["Heading", "find_headings", "is_title", "numbered"]

#: A heading is short; a longer text is an instruction.
_LONGEST: Final = 160
#: How sure a number is that stands alone, without a title.
_UNTITLED: Final = 0.75
_BULLETS: Final = " \t\r\n\u3000*•●■◆▶►※★☆□◎>-–—#"
_CIRCLED: Final = str.maketrans({chr(0x2460 + n): f"{n + 1}." for n in range(9)})
_HAN_NUMBERS: Final = {c: n for n, c in enumerate("一二三四五六七八", 1)}
_END: Final = r"(?:\s*[-./]\s*([1-9])(?![\d]))?(?!\d)"
_D_FIRST: Final = re.compile(rf"d\s?[-.]?\s?([0-8]){_END}", re.IGNORECASE)
_D_PAIR: Final = re.compile(r"d\s?([0-8])\s*(?:[/+&,~]|and|und|ve|및|和|与)\s*d\s?([0-8])(?!\d)", re.IGNORECASE)
_D_LAST: Final = re.compile(r"([0-8])\s?d(?![a-z0-9])", re.IGNORECASE)
_STEP: Final = re.compile(
    r"(?:step|schritt|ad[ıi]m|phase|aşama|단계|步骤|步驟|阶段|階段|第|disziplin|discipline|section)\s*[-.:]?\s*([0-8]|[一二三四五六七八])(?!\d)"
    r"\s*(?:步骤|步驟|步|阶段|階段|단계)?|([1-8])\s*\.?\s*(?:단계|步骤|步驟|步|ad[ıi]m|aşama|schritt)",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"[(\[]?([1-8])\s*[-.]\s*([1-9])(?!\d)\s*[)\]]?")
_BARE: Final = re.compile(r"[(\[]?([0-8])[)\]]?(?!\d)(\s*[.,:;)\]、。\-–—]+\s*|\s+|(?=[^\x00-\x7f(])|(?=\()|$)")
_HAN: Final = re.compile(r"[(\[]?([一二三四五六七八])[)\]]?(?:\s*[、.,:]\s*|\s+)|[(\[]([一二三四五六七八])[)\]]\s*")
#: What an 8D report is called, and what counts its days: no discipline.
_REPORT: Final = re.compile(
    r"\b[38]\s?d\s*[-_ ]?\s*(?:report|bericht|rapor|form|报告|報告|보고|no\b|nr\b|number|编号|編號|报表|表|problem|corrective|改善|客诉|analiz|çalışma"
    r"|团队|小组|小組|團隊|team\b|완료|완성|完成|实际|實際|计划|計劃|时间|時間|要求|回复|回覆|due|method|process|owner|leader|champion|title)",
    re.IGNORECASE,
)

#: What a form is called, with or without an 8D.
_NAMES_FORM: Final = re.compile(r"report|bericht|rapor|\bform|报告|報告|보고서|양식|[表单單]$|8\s?d\b", re.IGNORECASE)

Style = Literal["d", "step", "bare", "word"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a discipline.

    Attributes:
        d: The discipline, 0 to 8.
        box: The box with its number (or its only box); its cell is what the report names.
        title: The box with its words: another one where the number stands alone.
        sure: 0 to 1.
        style: How it is numbered.
        part: The second number of ``4-1``; 0 where there is none.
        also: Further disciplines of a heading for several.
    """

    d: int
    box: Box
    title: Box
    sure: float
    style: Style
    part: int = 0
    also: tuple[int, ...] = ()

    @property
    def area(self) -> Rect:
        """The boxes of number and title together."""
        box, title = self.box, self.title
        return Rect(
            min(box.top, title.top),
            min(box.left, title.left),
            max(box.bottom, title.bottom),
            max(box.right, title.right),
        )


@dataclass(frozen=True, slots=True)
class _Number:
    d: int
    style: Style
    rest: str
    part: int = 0
    also: tuple[int, ...] = ()


def numbered(text: str) -> _Number | None:
    """Return the number at the start of a text, and what follows it."""
    plain = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).strip(_BULLETS)
    if found := _D_PAIR.match(plain):
        return _Number(int(found[1]), "d", plain[found.end() :], 0, (int(found[2]),))
    if found := _D_FIRST.match(plain):
        return _Number(int(found[1]), "d", plain[found.end() :], int(found[2] or 0))
    if found := _STEP.match(plain):
        number = found[1] or found[2]
        return _Number(_HAN_NUMBERS.get(number) or int(number), "step", plain[found.end() :])
    if found := _D_LAST.match(plain):
        return _Number(int(found[1]), "d", plain[found.end() :])
    if found := _PART.match(plain):
        return _Number(int(found[1]), "bare", plain[found.end() :], int(found[2]))
    if found := _BARE.match(plain):
        return _Number(int(found[1]), "bare", plain[found.end() :])
    if found := _HAN.match(plain):
        return _Number(_HAN_NUMBERS[found[1] or found[2]], "bare", plain[found.end() :])
    return None


def is_title(text: str, label: str) -> bool:
    """Say whether a label in a text is the title behind the number at its start: ``2.   Problem:``."""
    at = text.find(label)
    found = numbered(text[:at] if at > 0 else text)
    if found is None or at > 0:
        return found is not None and not any(c.isalpha() for c in found.rest)
    if found.style != "bare":
        return _REPORT.match(unicodedata.normalize("NFKC", text).strip(_BULLETS)) is None
    return bool(hits(found.rest).get(found.d))


def find_headings(sheet: Sheet) -> list[Heading]:
    """Return the headings of a sheet in reading order; of several for one discipline all that may be one."""
    found = [heading for box in sheet.texts() if (heading := _heading(sheet, box)) is not None]
    found += [heading for box in sheet.texts() if (heading := _in_name(sheet, box, found)) is not None][:1]
    found = _without_rows_of_numbers(found)
    explicit = {heading.d for heading in found if heading.style in ("d", "step")}
    if len(explicit) >= 3:
        # where the D is written, a bare number counts something else, unless its words say the discipline
        found = [h for h in found if h.style != "bare" or (h.d not in explicit and h.sure >= 0.9)]
    else:
        found = _in_sequence(found)
    found += _by_words(sheet, found)
    return sorted(_once(found), key=lambda h: (h.box.top, h.box.left))


def _heading(sheet: Sheet, box: Box) -> Heading | None:
    if len(box.text) > _LONGEST:
        return None
    number = numbered(box.text)
    if number is None:
        return None
    title, words = box, number.rest
    if not any(c.isalpha() for c in words):
        beside = _title_beside(sheet, box)
        if beside is None:
            return (
                Heading(number.d, box, box, _UNTITLED, number.style)
                if number.style == "d" and not number.part
                else None
            )
        title, words = beside, beside.text
    if _REPORT.match(unicodedata.normalize("NFKC", box.text).strip(_BULLETS)) and number.style == "d":
        rest_hits = hits(words).get(number.d, 0)
        if rest_hits < STRONG or re.search(r"(?i)report|bericht|rapor|报告|報告|보고", words):
            return None
    return _judged(number, box, title, words)


def _judged(number: _Number, box: Box, title: Box, words: str) -> Heading | None:
    """Weigh the words of a numbered text."""
    found = hits(words)
    own = max((found.get(d, 0) for d in (number.d, *number.also)), default=0)
    strong = [d for d, weight in found.items() if weight >= STRONG]
    if number.style in ("d", "step"):
        if own:
            return Heading(number.d, box, title, 0.97, number.style, number.part, number.also)
        known = inside_lexicon(number.d).find(words)
        if known is not None and not strong and known.field in _NOT_A_TITLE:
            return None
        return Heading(number.d, box, title, 0.7 if strong else 0.82, number.style, number.part, number.also)
    if own:
        sure = 0.95 if own >= STRONG else 0.8
        return Heading(number.d, box, title, sure, "bare", number.part)
    if strong and len(words) <= 60:
        # the form counts its steps in its own way: the words say which discipline it is
        return Heading(_chosen(strong), box, title, 0.72, "bare", 0)
    return None


_NOT_A_TITLE: Final = frozenset(
    (
        "received_at",
        "due_8d_at",
        "closed_at",
        "d3_done_at",
        "d8_done_at",
        "case_no",
        "status",
        "owner",
        "d8.prepared_on",
        "",
    )
)

#: Which discipline a text means that has strong words of several.
_PREFERRED: Final = (3, 8, 7, 6, 4, 1, 2, 5, 0)


def _chosen(strong: list[int]) -> int:
    return min(strong, key=_PREFERRED.index)


def _title_beside(sheet: Sheet, box: Box) -> Box | None:
    """Return the box right of a number that stands alone, where it has a text of its own."""
    for row in (box.top, box.bottom):
        beside = sheet.at(row, box.right + 1)
        if beside.left == box.right + 1 and beside.text and len(beside.text) <= _LONGEST:
            return None if numbered(beside.text) and not hits(beside.text) else beside
    return None


def _in_name(sheet: Sheet, box: Box, found: list[Heading]) -> Heading | None:
    """Return the title of a sheet whose name has the number: ``D2`` with ``Problem description`` on top."""
    number = numbered(sheet.name)
    if number is None or found or (number.style == "bare" and not hits(number.rest or box.text).get(number.d)):
        return None
    if box.top > 6 or not hits(box.text).get(number.d):
        return None
    return Heading(number.d, box, box, 0.9, number.style)


def _without_rows_of_numbers(found: list[Heading]) -> list[Heading]:
    """Drop bars that list the disciplines side by side without a title: a bar of progress, heads of columns."""
    crowded = {
        row
        for row in {h.box.top for h in found}
        if len({h.d for h in found if h.box.top == row}) >= 4 and any(h.box.top != row for h in found)
    }
    outside = [h for h in found if h.box.top not in crowded]
    others = {d for h in outside for d in (h.d, *h.also)}
    titled = sum(1 for h in outside if h.sure > _UNTITLED)
    # a bar of bare numbers beside headings with titles is never one itself
    return [
        h
        for h in found
        if h.box.top not in crowded or (h.d not in others and not (titled >= 2 and h.sure <= _UNTITLED))
    ]


def _in_sequence(found: list[Heading]) -> list[Heading]:
    """Of the headings with bare numbers, keep one for each discipline (or each part of it): the surest."""
    kept: list[Heading] = []
    for heading in found:
        side = aspect_of(heading.title.text)
        rivals = [
            h
            for h in found
            if (h.d, h.part) == (heading.d, heading.part) and h is not heading and aspect_of(h.title.text) == side
        ]
        only_parts = heading.part and not any(h.d == heading.d and not h.part for h in found)
        best = all(_rank(heading, found) >= _rank(rival, found) for rival in rivals)
        if heading.style != "bare" or only_parts or best:
            kept.append(heading)
    return kept


def _rank(heading: Heading, found: list[Heading]) -> tuple[float, int, int]:
    """Return how well a heading fits: sureness, neighbours in the same column, nearer to the top."""
    aligned = sum(1 for h in found if h.box.left == heading.box.left and h.d != heading.d)
    return heading.sure, aligned, -heading.box.top


def _by_words(sheet: Sheet, found: list[Heading]) -> Iterator[Heading]:
    """Yield the headings without numbers, for the disciplines that none with a number was found for."""
    there = {d for h in found for d in (h.d, *h.also)}
    taken = {h.box.ref for h in found} | {h.title.ref for h in found}
    missing = [d for d in range(1, 9) if d not in there]
    if len(missing) == 8 and sum(1 for _ in _wordy(sheet, missing, taken)) < 3:
        return
    for d, box in _wordy(sheet, missing, taken):
        above = max((h.box.top for h in found if h.d < d), default=0)
        below = min((h.box.top for h in found if h.d > d), default=10_000)
        if len(there) < 3 or above <= box.top <= below:
            yield Heading(d, box, box, 0.65, "word")


def _wordy(sheet: Sheet, missing: list[int], taken: set[str]) -> Iterator[tuple[int, Box]]:
    seen: set[int] = set()
    for box in sheet.texts():
        text = box.text.strip()
        if box.ref in taken or len(text) > 60 or _NAMES_FORM.search(text) or numbered(text) is not None:
            continue
        strong = [d for d, weight in hits(text).items() if weight >= STRONG]
        if not strong:
            continue
        d = _chosen(strong)
        known = inside_lexicon(d).find(text)
        single = known is not None and known.sure >= 0.9 and known.field in ("d1.leader", "d1.champion", "customer", "")
        if d in missing and d not in seen and not single:
            seen.add(d)
            yield d, box


def _once(found: list[Heading]) -> list[Heading]:
    """Drop what was found twice: a title that is also a heading of its own."""
    titles = {h.title.ref for h in found if h.title != h.box}
    kept = [h for h in found if h.box.ref not in titles or h.title != h.box]
    return [h for n, h in enumerate(kept) if h not in kept[:n]]
