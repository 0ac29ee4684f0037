"""From a header text to a register column: how a label is read, whatever script, spacing or unit it comes with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from kesu_xl.complaint import COLUMNS

__all__ = ["How", "Reading", "folded", "is_label", "multiplier", "read_label", "simplified"]

#: exact: one of our labels; alias: somebody else's known header; similar: nearly one; mapped: a person said so.
How = Literal["exact", "alias", "similar", "mapped"]

#: Databases export headers with underscores for blanks.
_BLANKS = re.compile(r"[\s_]+")
_BRACKETED = re.compile(r"[(\[{<【〔「][^)\]}>】〕」]*[)\]}>】〕」]")
#: "#" stays: "Complaint #" is a number, "Complaint" is not.
_EDGES: Final = " :：*＊.。,，;；_-—–/\\|?？"
#: What a filter button, a "required" mark or a ranking leaves at the ends of a header.
_SIGNS: Final = " \t\r\n*★☆▼▲▽△▾▴↓↑●◆■※"
_LATIN_UNITS: Final = "pcs?|pce|ea|sets?|rolls?|kg|g|km|mm|m2|m|h|hrs?|hours?|min|days?|rmb|cny|usd|krmb|kpcs"
_HAN_UNITS: Final = (
    "[件个個卷片只支套台箱包袋张張块塊条條米吨噸元圆圓万萬千天日]|公斤|千克|小时|小時|分钟|分鐘|工作日"
    "|[百十]?[万萬千仟][元圆圓件个個片]|人民币|人民幣|美元|台币|新台幣"
)
#: A unit behind the name without brackets: ``批量 pcs``, ``不良数量PCS``, ``质量损失金额：元``.
_UNIT_AT_END = re.compile(
    rf"(?:[\s/:：,，]+(?:{_LATIN_UNITS}|{_HAN_UNITS})|(?<=[\u4e00-\u9fff])(?:{_LATIN_UNITS}))\.?$", re.IGNORECASE
)
#: A unit that says that every value is a multiple of what we mean.
_MULTIPLIER = re.compile(
    r"(?:[百十]?[万萬]|[千仟]|[亿億])\s*(?:[元圆圓件个個卷片只]|rmb|cny|usd|pcs)|\bk\s*(?:rmb|cny|usd|pcs)\b"
    r"|(?<=[(\[【])\s*(?:[百十]?[万萬]|[千仟]|k)\s*(?=[)\]】])",
    re.IGNORECASE,
)
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z0-9 .,&#/'()\-]*")

#: A header that is nearly one of ours must be this close (0..100), and this much closer than to any other column.
_CLOSE: Final = 88.0
_MARGIN: Final = 6.0


#: Ends of Chinese headers that all say when: 日期, 日, 时间.
_DATE_ENDS: Final = frozenset("日期间間时時")
#: So many letters more than a known header are another word, and not its plural.
_A_WORD: Final = 3

#: A column taken for the number by mistake would make every row a duplicate.
_NOT_GUESSED: Final = frozenset(("case_no",))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header text was taken for.

    Attributes:
        field: Name of the register column.
        how: How it was recognised.
        sure: 0 to 1.
        rank: Order among headers for the same column; the smallest is the best match.
    """

    field: str
    how: How
    sure: float
    rank: tuple[int, int]


def folded(text: str) -> str:
    """Return a label in the form in which labels are compared: NFKC, lower case, no blanks, no edge punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub("", plain).strip(_EDGES)


@cache
def _known() -> dict[str, Reading]:
    """Return every label and alias in compared form; a label outranks an alias, an earlier alias a later one."""
    known: dict[str, Reading] = {}
    for field, column in COLUMNS.items():
        for place, label in enumerate(column.labels):
            known.setdefault(folded(label), Reading(field, "exact", 1.0, (0, place)))
        # the name of the field itself, as the command line and the JSON say it
        known.setdefault(folded(field), Reading(field, "exact", 1.0, (0, 3)))
    for field, column in COLUMNS.items():
        for place, alias in enumerate(column.aliases):
            known.setdefault(folded(alias), Reading(field, "alias", 0.95, (1, place)))
    return known


@cache
def _to_simplified() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def _has_han(text: str) -> bool:
    # a pattern of these ranges would take two milliseconds to compile, at every start
    return any("\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" for character in text)


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Return a text with its Traditional characters in their Simplified form."""
    if not _has_han(text):
        return text
    converted: str = _to_simplified().convert(text)  # type: ignore[attr-defined]  # OpenCC, imported only when needed
    return converted


def _variants(text: str) -> Iterator[str]:
    """Yield the forms in which a header may be one of ours, the most faithful first.

    | header | also tried |
    |---|---|
    | ``不良数量（pcs）`` | ``不良数量`` |
    | ``结案状况▼`` | ``结案状况`` |
    | ``批量 pcs`` | ``批量`` |
    | ``客诉编号\\nComplaint No.`` | ``客诉编号``, ``Complaint No.`` |
    | ``客户名称 Customer`` | ``客户名称``, ``Customer`` |
    """
    yield text
    plain = unicodedata.normalize("NFKC", text).strip(_SIGNS)
    yield plain
    unbracketed = _BRACKETED.sub(" ", plain).strip(_SIGNS)
    if unbracketed != plain:
        yield unbracketed
    bare = _UNIT_AT_END.sub("", unbracketed)
    if bare != unbracketed:
        yield bare
    lines = [line for line in re.split(r"[\r\n]+|\s*[/|]\s*", unbracketed) if line.strip()]
    if len(lines) > 1:
        yield from lines
    if _has_han(unbracketed) and (latin := _LATIN_RUN.search(unbracketed)) and len(latin.group().strip()) > 3:
        yield unbracketed[: latin.start()] + unbracketed[latin.end() :]
        yield latin.group()
    for inside in _BRACKETED.findall(plain):
        yield inside[1:-1]


def multiplier(text: str) -> str:
    """Return the unit in a header that multiplies every value, as ``万元`` does, or "" where there is none."""
    found = _MULTIPLIER.search(unicodedata.normalize("NFKC", text))
    return found.group().strip() if found else ""


def is_label(text: object) -> bool:
    """Say quickly whether a cell's text is one of the known header texts as it stands."""
    return isinstance(text, str) and folded(text) in _known()


@cache
def read_label(text: str, *, similar: bool = True) -> Reading | None:
    """Return the register column that a header text means, or None.

    Args:
        text: The header as it stands in the cell, line breaks and units included.
        similar: Also take a header that is nearly, and clearly, one of ours.
    """
    known = _known()
    if not folded(text):
        return None
    for variant in _variants(text):
        if found := known.get(folded(variant)):
            return found
    simple = simplified(unicodedata.normalize("NFKC", text))
    if simple != text:
        for variant in _variants(simple):
            if found := known.get(folded(variant)):
                return found
    return _similar(folded(simple)) if similar else None


def _similar(label: str) -> Reading | None:
    if len(label) < 4:
        return None
    from rapidfuzz import fuzz, process

    best: dict[str, float] = {}
    for text, score, _ in process.extract(label, list(_known()), scorer=fuzz.ratio, score_cutoff=60, limit=12):
        field = _known()[text].field
        if field in _NOT_GUESSED or _means_another_thing(label, text):
            continue
        best[field] = max(best.get(field, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _CLOSE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return None
    field, score = ranked[0]
    return Reading(field, "similar", round(score / 100 * 0.9, 2), (2, round(100 - score)))


def _means_another_thing(label: str, known: str) -> bool:
    """Say whether a header is about something else than the known one that it looks like.

    The end of a header says what it is: ``首次回复人`` is no ``首次回复``, ``Root cause code`` no ``Root cause``.
    """
    if known.startswith(label):
        return False
    if _has_han(label):
        return label[-1] != known[-1] and not {label[-1], known[-1]} <= _DATE_ENDS
    return label.startswith(known) and len(label) - len(known) >= _A_WORD
