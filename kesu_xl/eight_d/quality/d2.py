"""D2, problem description: what is wrong with what, in numbers, and no word about why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kesu_xl.eight_d.quality.case import Case, is_told, number_of, shown
from kesu_xl.eight_d.quality.check import Lack, check, demands
from kesu_xl.eight_d.words import WordLists

_FIVE_W: Final = ("d2.what", "d2.where", "d2.when", "d2.who", "d2.why", "d2.how", "d2.how_many")
#: Register columns that stand in for answers that nobody gave.
_STAND_INS: Final = "defect detected_where received_at defect_qty lot_qty repeat_of"
_NUMBER: Final = re.compile(r"\d")
_NUMBERS: Final = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_UNIT: Final = re.compile(r"\d\s*(?:[%‰％℃°μµ]|[A-Za-z]{1,8}\b|[\u4e00-\u9fff])")
#: "12 / 240", "12 of 240", "240 卷中 12 卷", "共 240 卷": not only how many, but of how many.
_OF: Final = re.compile(
    r"\d\s*[A-Za-z\u4e00-\u9fff]{0,8}\s*(?:/|／|of|out of|from|中有|之)\s*(?:the\s+)?\d"
    r"|共[^，。；,;]{0,12}\d|total[^,.;]{0,12}\d|\d[^，。；,;]{0,8}中[^，。；,;]{0,6}\d",
    re.IGNORECASE,
)
_PART_NAMED: Final = re.compile(
    r"(?:料号|料號|品号|品號|P/N|part\s*(?:no\.?|number))\s*[:：]?\s*([0-9A-Za-z][\w.-]+)", re.IGNORECASE
)
#: Where a cause would be out of place; why it is a problem is no cause, and the customer may say what he likes.
_NO_CAUSE: Final = ("d2.object", "d2.what", "d2.where", "d2.when", "d2.who", "d2.how", "d2.how_many")


@check("d2.1", "G8D", "d2.object product d2.what defect", blocking=True)
def _object_and_defect(case: Case) -> Iterable[Lack]:
    if not case.told("d2.object") and not case.told("product"):
        yield Lack("d2.object")
    if not case.told("d2.what"):
        yield Lack("d2.what")


demands("d2.2", "S0", *_FIVE_W, also=_STAND_INS)


@check("d2.3", "G8D, OEM", "d2.how_many defect_qty lot_qty")
def _quantified(case: Case) -> Iterable[Lack]:
    text = case.text("d2.how_many")
    if not _NUMBER.search(text):
        yield Lack("d2.how_many", "number")
        return
    if not _UNIT.search(text):
        yield Lack("d2.how_many", "unit")
    if not _OF.search(text):
        yield Lack("d2.how_many", "total")


@check(
    "d2.4", "G8D, OEM", "is_isnot[].question is_isnot[].is is_isnot[].is_not is_isnot[].difference is_isnot[].change"
)
def _is_isnot(case: Case) -> Iterable[Lack]:
    rows = case.rows("is_isnot")
    if not rows:
        yield Lack("is_isnot[].is", "none")
    for number, row in enumerate(rows, 1):
        for column in ("is", "is_not"):
            if not is_told(row.get(column)):
                yield Lack.of(f"is_isnot[].{column}", "row", n=number)


demands("d2.5", "BOSCH", "part_no", "lot_no", "defect_qty", "lot_qty", "d2.returned_qty")


@check("d2.6", "S0, OEM", *_NO_CAUSE, _STAND_INS, needs=lambda case: any(case.told(path) for path in _NO_CAUSE))
def _no_cause(case: Case) -> Iterable[Lack]:
    for path in _NO_CAUSE:
        if words := _cause_words(case.house.words, case.text(path)):
            yield Lack.of(path, "words", words=", ".join(words))


def _cause_words(words: WordLists, text: str) -> list[str]:
    """Return the words that state a cause of the problem; what the problem did to the customer is no cause of it."""
    return words.found("cause", text) + (words.found("link", text) if not words.found("effect", text) else [])


demands("d2.7", "BOSCH", "d2.history", also="repeat_of")
demands("d2.8", "BOSCH", "d2.other_parts")
demands("d2.9", "OEM", "d2.verbatim")


@check(
    "d2.10",
    "OEM",
    "d2.how_many d2.when d2.object defect_qty lot_qty received_at part_no",
    needs=lambda case: any(case.told(path) for path in ("d2.how_many", "d2.when", "d2.object")),
)
def _same_as_the_register(case: Case) -> Iterable[Lack]:
    quantity, said = case.number("defect_qty"), case.text("d2.how_many").replace(",", "")
    numbers = {number_of(number) for number in _NUMBERS.findall(said)}
    if quantity is not None and numbers and quantity not in numbers:
        yield Lack.of("d2.how_many", "quantity", register=shown(quantity))
    seen, received = case.day("d2.when"), case.day("received_at")
    if seen and received and seen > received:
        yield Lack.of("d2.when", "date", register=received.isoformat())
    part = case.text("part_no")
    if part and (named := _PART_NAMED.search(case.text("d2.object"))) and named[1].casefold() not in part.casefold():
        yield Lack.of("d2.object", "part", register=part)


demands("d2.11", "BOSCH", "d2.risk")


@check("d2.12", "S0", "photo photos[].photo photos[].step photos[].caption")
def _photo(case: Case) -> Iterable[Lack]:
    if not case.told("photo") and not any(is_told(row.get("photo")) for row in case.rows("photos")):
        yield Lack("photos[].photo", "none")
