"""Sentences as quality engineers write them, in three languages: what the checks of words find in them.

``first.txt`` was written before the lists of words were last changed; ``second.txt`` afterwards, and nothing was changed
for it. A wrong finding costs more trust than a missed one: no good sentence of the first set may be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from kesu_xl.complaint.details import CAUSE_KIND
from kesu_xl.eight_d.quality import Judge

FOLDER: Final = Path(__file__).with_name("fixtures") / "sentences"
#: The checks that search for words.
WORDS: Final = ("t.1", "t.2", "t.3", "g.6", "d2.6", "d3.7", "d4.7", "d5.5")
JUDGE: Final = Judge()


class Sentence(NamedTuple):
    """A sentence in its discipline, and the check that has to find something in it; "-" for none."""

    d: str
    check: str
    text: str


def sentences(name: str) -> Iterator[Sentence]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Sentence(*line.split(" | ", 2))


def record_of(sentence: Sentence) -> dict[str, Any]:
    """Return a record that says the sentence in its discipline, and nothing else."""
    d, text = sentence.d, sentence.text
    actions = [{"step": d, "action": text, "cause": "1"}]
    return {
        "D2": {"d2": {"what": text}},
        "D3": {"containment": actions, "d3_actions": actions},
        "D4": {"causes": [{"kind": CAUSE_KIND.choices[0], "cause": text}]},
        "D5": {"actions": actions, "d5_actions": actions},
        "D6": {"validation": [{"method": text}]},
        "D7": {"d7": {"lessons": text}},
        "D8": {"d8": {"summary": text}},
    }[d]


def found(sentence: Sentence) -> set[str]:
    return {finding.check for finding in JUDGE.judge(record_of(sentence)).findings if finding.check in WORDS}
