"""What a discipline asks for: the markers of its one answer, of its lines, and of the words that vary by discipline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

from kesu_xl.form.suggest.words import folded

__all__ = ["LINES", "Aspect", "aspect_of", "block_fields", "field_in", "marker", "signed_on"]

Aspect = Literal["", "occ", "esc", "sys"]

_ASPECTS: Final[Mapping[Aspect, str]] = {
    "esc": "流出|未检出|逃逸|漏检|escape|detect|nichtentdeck|entdeckung|durchschlupf|kaçış|kaçma|tespit edilem|fark edilme|유출|미검출",
    "sys": "系统原因|体系原因|管理原因|systemic|system cause|systemursache|sistemsel|시스템|관리적",
    "occ": "为何发生|为什么发生|为何产生|为什么产生|发生原因|产生原因|发生对策|产生对策|发生面|发生防止|occur|why made|entstehung|auftreten|oluşum|oluşma|발생",
}  # fmt: skip

#: "Root cause and escape point": both sides in one heading.
_BOTH: Final = re.compile(r"\b(?:and|und|ve)\b|&|/|及|和|与|與", re.IGNORECASE)
_SYMPTOM: Final = re.compile(r"symptom|症状|现象|現象|belirti|증상", re.IGNORECASE)

#: The fields of a discipline's one answer, each on its line, by the aspect that its heading names.
_BLOCKS: Final[Mapping[int, Mapping[Aspect, tuple[str, ...]]]] = {
    0: {"": ("d0.action",)},
    1: {"": ("team[].name",)},
    2: {"": ("d2.what",)},
    3: {"": ("d3_actions[].action",)},
    4: {
        "": ("root_cause_occ", "root_cause_esc"), "occ": ("root_cause_occ",), "esc": ("root_cause_esc",),
        "sys": ("d4.systemic",),
    },
    5: {"": ("d5_actions[].action",), "occ": ("action_occ",), "esc": ("action_esc",), "sys": ("d7.recommendation",)},
    6: {"": ("validation[].method", "d5_actions[].result")},
    7: {"": ("d7_actions[].action", "d7.horizontal")},
    8: {"": ("d8.recognition",)},
}  # fmt: skip

#: The list whose items fill lines, one each; the others write their answer into the first line.
LINES: Final[Mapping[int, str]] = {
    1: "team[].name", 3: "d3_actions[].action", 5: "d5_actions[].action", 6: "d5_actions[].result",
    7: "d7_actions[].action",
}  # fmt: skip

_CLOSING: Final = "结案|关闭|总结|closure|close|closing|abschluss|abschließ|kapanış|kapatma|kapama|종결|완료|종료"
_PRAISE: Final = (
    "祝贺|恭贺|表彰|肯定|激励|感谢|congrat|recogn|apprec|celebr|team|würdig|anerkenn|kutla|takdir|축하|격려|포상"
)
_DATES: Final = frozenset(
    ("received_at", "registered_at", "due_8d_at", "closed_at", "d3_done_at", "d8_done_at", "owner_assigned_at",
     "d8.prepared_on", "d8.reviewed_on", "d8.approved_on", "production_at", "warranty_until", "d0.detected_at",
     "d0.customer_protected_at", "d6.containment_removed_at", "revision.date"),
)  # fmt: skip
_OWNERS: Final = {3: "d3_actions[].owner", 5: "d5_actions[].owner", 6: "d5_actions[].owner", 7: "d7_actions[].owner"}
_DUES: Final = {3: "d3_actions[].introduced_on", 5: "d5_actions[].due", 6: "d5_actions[].due", 7: "d7_actions[].due"}
_DONES: Final = {
    3: "d3_done_at", 5: "d5_actions[].done", 6: "d5_actions[].done", 7: "d7_actions[].done", 8: "d8_done_at",
}  # fmt: skip
#: The day on which a discipline's section is signed.
_SIGNED: Final = {
    1: "owner_assigned_at", 2: "received_at", 3: "d3_done_at", 5: "d5_actions[].due", 6: "d5_actions[].done",
    7: "d7_actions[].done", 8: "d8_done_at",
}  # fmt: skip


def _tight(text: str) -> str:
    return folded(text).replace(" ", "")


def aspect_of(text: str) -> Aspect:
    """Return which side of a cause or measure a text names: occurrence, escape, system."""
    tight = _tight(text)
    found: list[Aspect] = [
        aspect for aspect, words in _ASPECTS.items() if any(_tight(word) in tight for word in words.split("|"))
    ]
    if len(found) != 1 or (found == ["esc"] and _BOTH.search(unicodedata.normalize("NFKC", text))):
        return ""  # both sides, or none
    return found[0]


def block_fields(d: int, heading: str) -> tuple[str, ...]:
    """Return the fields of the one answer to a heading."""
    if d == 0 and _SYMPTOM.search(heading):
        return ("defect",)
    aspects = _BLOCKS[d]
    if d == 8:
        tight = _tight(heading)
        closes = any(_tight(word) in tight for word in _CLOSING.split("|"))
        praises = any(_tight(word) in tight for word in _PRAISE.split("|"))
        if closes:
            return ("d8.summary", "d8.recognition") if praises else ("d8.summary",)
        return aspects[""]
    return aspects.get(aspect_of(heading) if len(aspects) > 1 else "", aspects[""])


def field_in(field: str, d: int) -> str:
    """Return the field that a label means inside a discipline: ``owner@D`` is the owner of that one's measures."""
    name, _, which = field.partition("@")
    if which == "D":
        known = {"owner": _OWNERS, "due": _DUES, "done": _DONES}[name]
        return known.get(d, "owner" if name == "owner" else "")
    return name


def signed_on(d: int) -> str:
    """Return the field for the date beside a section's signature; empty where the record has none."""
    return _SIGNED.get(d, "")


def marker(field: str, *, slot: bool = False) -> str:
    """Return the marker for a field; of a list outside its slots, all items in one text."""
    if "[]" in field and not slot:
        return f'{{{{ {field} | join("; ") }}}}'
    return f"{{{{ {field} | date }}}}" if field in _DATES else f"{{{{ {field} }}}}"
