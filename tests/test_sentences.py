"""Sentences as quality engineers write them, in three languages: what the checks of words find in them.

``first.txt`` was written before the lists of words were changed; ``second.txt`` and ``third.txt`` afterwards. What each
set showed when it was first measured stands in docs/quality.md. A wrong finding costs more trust than a missed one: no
good sentence may be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any, Final, NamedTuple

import pytest

from kesu_xl.complaint.details import CAUSE_KIND
from kesu_xl.eight_d.quality import Judge, shipped_words
from kesu_xl.errors import KesuError

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
    records: dict[str, dict[str, Any]] = {
        "D2": {"d2": {"what": text}},
        "D3": {"containment": actions, "d3_actions": actions},
        "D4": {"causes": [{"kind": CAUSE_KIND.choices[0], "cause": text}]},
        "D5": {"actions": actions, "d5_actions": actions},
        "D6": {"validation": [{"method": text}]},
        "D7": {"d7": {"lessons": text}},
        "D8": {"d8": {"summary": text}},
    }
    return records[d]


def found(sentence: Sentence) -> set[str]:
    return {finding.check for finding in JUDGE.judge(record_of(sentence)).findings if finding.check in WORDS}


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_bad_sentences_are_found_and_good_ones_left_in_peace(name: str) -> None:
    known = list(sentences(name))
    bad, good = [one for one in known if one.check != "-"], [one for one in known if one.check == "-"]
    assert len(bad) > 40
    assert len(good) > 50
    assert {one: found(one) for one in good if found(one)} == {}
    missed = [one for one in bad if one.check not in found(one)]
    assert len(missed) <= 0.05 * len(bad), missed


def test_a_users_word_may_name_lists_and_end_a_clause() -> None:
    words = shipped_words().changed({"over_promise": {"add": ["<customer>满意。", "<customer> will love"]}})
    assert words.found("over_promise", "让贵司满意。") == ["贵司满意"]
    assert words.found("over_promise", "让貴司满意") == ["貴司满意"]
    assert words.found("over_promise", "贵司满意度 4 分") == []
    assert words.found("over_promise", "Our customers will love it") == ["customers will love"]


def test_a_list_that_users_add_to_is_named_by_the_others() -> None:
    words = shipped_words().changed({"customer": {"add": ["恒砚", "恒砚", "Hengyan"]}})
    assert words.found("blame_customer", "恒砚使用不当") == ["恒砚使用不当"]
    assert words.found("blame_customer", "Hengyan used the wrong oil") == ["Hengyan used the wrong"]


@pytest.mark.parametrize("word", ["<no_such>满意", "<human>满意"])
def test_a_word_that_names_no_list_is_refused(word: str) -> None:
    # "human" itself names other lists
    with pytest.raises(KesuError):
        shipped_words().changed({"over_promise": {"add": [word]}})


@pytest.mark.parametrize("text", ["客户" * 10_000, "customer " * 3_000, "将要会需" * 5_000, "员工没有" * 5_000])
def test_texts_made_to_be_slow_are_searched_in_no_time(text: str) -> None:
    started = process_time()
    for name in shipped_words().lists:
        shipped_words().found(name, text)
    assert process_time() - started < 5


@pytest.mark.parametrize(("clause", "is_found"), [
    ("排除了人为失误", False),
    ("人为失误的可能已排除", False),
    ("排除材料原因，确认是人为失误", True),
    ("human error was ruled out", False),
    ("a worn gauge was ruled out; human error remains", True),
])  # fmt: skip
def test_what_a_clause_rules_out_is_not_found(clause: str, is_found: bool) -> None:
    assert bool(shipped_words().found("human", clause)) is is_found
