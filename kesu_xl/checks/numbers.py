"""Which numbers fit a column, and numbers that stand in a cell as text: with a unit, with separators, or in words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kesu_xl.checks import rules
from kesu_xl.complaint import Kind

__all__ = ["fault", "from_text", "from_words"]

#: Commas stand before groups of three (in India of two, and three at the end): "12,5" is no 125.
_NUMBER: Final = r"([+-]?(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?)"
_PLAIN = re.compile(rf"^{_NUMBER}$")
#: A number with a short unit behind it or a currency sign before it; nothing that calculates or bounds.
_WITH_UNIT = re.compile(
    rf"^(?:[¥￥$€]|(?i:rmb|cny|usd))?\s*{_NUMBER}\s*((?:[A-Za-z]{{1,6}}\.?|[\u4e00-\u9fff]{{1,3}})?)$"
)
#: What looks like a unit and multiplies: such a text is not read as the bare number in front of it.
_MULTIPLIERS: Final = frozenset(("k", "kpcs", "m", "w", "b", "h", "dozen", "doz", "dz", "e", "pct", "ppm"))
_HAN_MULTIPLIERS: Final = frozenset("十百千拾佰仟万萬亿億打成")
_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
    # as on invoices, in both scripts
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{character: value for value, character in enumerate("零壹貳參肆伍陸柒捌玖")},
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_CHINESE = re.compile(rf"^(?:约|大约|約|大約)?([{''.join(_DIGITS)}{''.join(_TENS)}万萬]+)[\u4e00-\u9fff]{{0,3}}$")
_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_DECADES: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH: Final = {word: value for value, word in enumerate(_ONES)} | {
    word: value * 10 for value, word in enumerate(_DECADES, start=2)
}


def fault(kind: Kind, number: float) -> str:
    """Return the rule that a number breaks in a column of this kind, or "" for one that fits."""
    if kind is Kind.MONEY:
        return ""
    if kind is Kind.SCORE:
        return "" if 1 <= number <= 5 and number.is_integer() else rules.OUTSIDE_SCALE
    if number < 0:
        return rules.NEGATIVE
    if not number.is_integer():
        return rules.NOT_WHOLE
    if kind is Kind.POSITIVE and number == 0:
        return rules.ZERO_LOT
    return ""


def from_text(text: str) -> float | None:
    """Return the number that a text is: ``"1,200"``, ``"12 卷"``, ``"１２"``, ``"¥3.50"``; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("，", ",")
    match = _PLAIN.match(plain)
    if match is None:
        match = _WITH_UNIT.match(plain)
        if match is None or _multiplies(match.group(2)):
            return None
    digits = match.group(1).replace(",", "")
    return float(digits) if len(digits) < 16 else None


def _multiplies(unit: str) -> bool:
    return unit.rstrip(".").casefold() in _MULTIPLIERS or unit[:1] in _HAN_MULTIPLIERS


def from_words(text: str) -> int | None:
    """Return the number that is written in words, ``"十二"`` or ``"twenty-four"``; None where there is none."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _CHINESE.match(plain):
        return _chinese(match.group(1)) or None
    words = re.split(r"[\s-]+", plain)
    if 1 <= len(words) <= 3 and words[0] in _ENGLISH:
        value = _ENGLISH[words[0]]
        if len(words) > 1 and words[1] in _ENGLISH and value >= 20 and _ENGLISH[words[1]] < 10:
            value += _ENGLISH[words[1]]
        return value
    return None


def _chinese(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total += (section + digit) * 10_000
            section = digit = 0
    return total + section + digit
