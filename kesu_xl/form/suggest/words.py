"""Reading what stands in a form: texts in one script and spelling, labels with the gaps behind their colons, hints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

__all__ = ["Gap", "close_words", "folded", "gaps", "is_hint", "is_instruction", "is_skeleton", "pieces", "squeezed"]

_PUNCTUATION: Final = re.compile(r"[^\w#%&]+|_+")
_EAST: Final = "\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_HAN: Final = re.compile("[\u3400-\u9fff]")
_SPLIT: Final = re.compile(r"[()\[\]{}<>《》【】「」\n/|;,，、]+")
_SCRIPTS: Final = re.compile(rf"[{_EAST}][{_EAST}\d]*(?:\s+[{_EAST}]+)*|[^\W{_EAST}][^{_EAST}]*")
_COLON: Final = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")
_SPACING: Final = re.compile(r"[ \t\u00a0\u3000_.…·]{2,}|[\u3000_]|\n")
_LONG_TAIL: Final = re.compile(r"(?:[ \u00a0\u3000_]{4,}|[\u3000_]{2,})$")
#: What a gap holds besides blanks and still is empty: the frame of a date, of a number, a unit.
_SKELETON: Final = re.compile(
    r"[\s_.…·/\-–—\u00a0\u3000]*|\s*(?:20)?\s*[年/.\-]\s*[月/.\-]\s*日?\s*|\s*8D\s*[-–#]*\s*"
    r"|\s*(?:tbd|n/?a|待定|无|無|\?+)\s*|\s*(?:yyyy|yy|jjjj|jj|aaaa)?[\s/.\-]*(?:mm)[\s/.\-]*(?:dd|tt|gg)\s*"
    r"|\s*(?:dd|tt|gg)[\s/.\-]*(?:mm|aa)[\s/.\-]*(?:yyyy|yy|jjjj|jj)\s*|\s*년\s*월\s*일\s*|[xX○×]{2,}",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"\s*(?:[<＜(（\[【{〈《「].*[>＞)）\]】}〉》」])\s*[.。]?\s*", re.DOTALL)
_HINT: Final = re.compile(
    r"^\s*(?:[※*＊]|注[:：]|备注[:：]|説明|说明|提示|示例|例[如:：]|如[:：]|请|請|填写|填寫|在此|此处|此處|点击|點擊"
    r"|e\.?g\.?\b|eg\b|example|note[:\s]|hint|please|enter|fill|click|insert|describe|list|add|type\s|who\b|what\b"
    r"|z\.\s?b\.|hinweis|bitte|hier\b|beispiel|beschreib\w+ sie|ausfüllen"
    r"|örn(?:ek|\.)|lütfen|buraya|açıklay|yazınız|belirtiniz"
    r"|예[):：.]|예시|작성|기재|입력|여기)",
    re.IGNORECASE,
)
_HINT_END: Final = re.compile(
    r"(?:\?|？|\.\.\.|…|하시오|하세요|바랍니다|기재|기술할 것|작성|eintragen|ausfüllen|yazınız|giriniz|açıklayınız|belirtiniz)"
    r"\s*[.。)）>]*\s*$",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"\s*[(（<\[【]?\s*(?:[※*]|请|請|填写|填寫|please|enter\s|describe\s|list\s|bitte|lütfen|click|beschreib\w+ sie)",
    re.IGNORECASE,
)
#: Shorter texts in brackets are labels.
_LONG_ENOUGH: Final = 12
_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_WIDE_GAP: Final = 3
_CLOSE: Final = 84.0
_CLOSE_FROM: Final = 6


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text as labels are compared: NFKC, lower case, no accents, Simplified, words parted by one blank."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not "\u0300" <= c <= "\u036f")
    plain = unicodedata.normalize("NFC", plain)
    if _HAN.search(plain):
        plain = _simplifier()(plain)
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


@cache
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("t2s").convert


def squeezed(text: str) -> str:
    """Return a folded text without blanks: how words are looked up that some people write apart."""
    return folded(text).replace(" ", "")


def pieces(text: str) -> Iterator[str]:
    """Yield what a label may be known by: the whole, its parts between brackets and strokes, its parts by script."""
    found = {}
    plain = unicodedata.normalize("NFKC", text)
    for piece in (plain, *_SPLIT.split(plain)):
        for part in (piece, *_SCRIPTS.findall(piece)):
            word = squeezed(part)
            if word and word not in found:
                found[word] = True
                yield part


def close_words(word: str, known: str) -> bool:
    """Say whether a folded word is a misspelling of another one."""
    if len(known) < _CLOSE_FROM or abs(len(word) - len(known)) > 3 or not known.isascii():
        return False
    from rapidfuzz import fuzz

    return float(fuzz.ratio(word, known, score_cutoff=_CLOSE)) >= _CLOSE


@dataclass(frozen=True, slots=True)
class Gap:
    """A label inside a text, and the empty stretch behind its colon.

    Attributes:
        label: The label.
        start: Where the stretch begins in the text.
        end: Where it ends.
        empty: Nothing but blanks, or the frame of a date or number, stands in it.
        colon: A colon stands between; else only a long stretch of blanks.
    """

    label: str
    start: int
    end: int
    empty: bool
    colon: bool = True


def gaps(text: str) -> list[Gap]:
    """Cut a text into labels with what stands behind their colons: ``签名：      时间：`` has two."""
    found: list[tuple[int, int, int]] = []  # where the label begins, ends, and its colon ends
    at = 0
    for colon in _COLON.finditer(text):
        chunk = text[at : colon.start()]
        begin = 0
        for space in _SPACING.finditer(chunk):
            # before the first colon only a very wide gap parts a label from what stands before it
            parts = bool(found) or "\n" in space[0] or len(space[0]) >= _WIDE_GAP or not chunk[: space.start()].strip()
            if chunk[space.end() :].strip() and parts:
                begin = space.end()
        begin += len(chunk[begin:]) - len(chunk[begin:].lstrip())
        if chunk[begin:].strip():
            found.append((at + begin, colon.start(), colon.end()))
        at = colon.end()
    if not found:
        tail = _LONG_TAIL.search(text)
        label = text[: tail.start()] if tail else ""
        return [Gap(label.strip(), len(label), len(text), True, colon=False)] if tail and label.strip() else []
    result = []
    for number, (begin, end, value) in enumerate(found):
        stop = found[number + 1][0] if number + 1 < len(found) else len(text)
        result.append(Gap(text[begin:end].strip(), value, stop, is_skeleton(text[value:stop])))
    return result


def is_instruction(text: str) -> bool:
    """Say whether a text is a sentence that tells people what to do, so that no label is to be read in it."""
    return len(text) > _LONG_ENOUGH and (_BRACKETED.fullmatch(text) or _TELLS.match(text)) is not None


def is_skeleton(text: str) -> bool:
    """Say whether a text is only the frame of a value: blanks, a line, ``年 月 日``."""
    return _SKELETON.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def is_hint(text: str) -> bool:
    """Say whether a text tells what to write, rather than being written by somebody."""
    return bool(_BRACKETED.fullmatch(text) or _HINT.search(text) or _HINT_END.search(text)) or is_skeleton(text)
