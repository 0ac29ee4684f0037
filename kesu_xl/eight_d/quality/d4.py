"""D4, root causes: why it happened, why nobody saw it, why the system let it; each verified, none "human error"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kesu_xl.complaint.details import WHY_LAYER
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.eight_d.quality.case import Case, is_told, percent_of
from kesu_xl.eight_d.quality.causes import CAUSES_READ, CHAINS, ESCAPE, OCCURRENCE, causes_of, column_of, is_ours
from kesu_xl.eight_d.quality.check import Lack, check, demands
from kesu_xl.eight_d.words import WordLists

_YES, _ = YES_NO.choices
_LEVELS: Final = 3
#: 人机料法环测, in words of three languages.
_CATEGORIES: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"人员|人員|人[：:]|作业员|作業員|\bman\b|\bpeople\b|operator",
        r"设备|設備|机台|機台|机器|機器|机[：:]|機[：:]|\bmachines?\b|equipment",
        r"材料|原料|来料|來料|料[：:]|materials?\b",
        r"方法|工艺|工藝|参数|參數|法[：:]|\bmethods?\b|\bprocess\b",
        r"环境|環境|温度|溫度|湿度|濕度|环[：:]|環[：:]|environment|milieu|temperature|humidity",
        r"测量|測量|量测|量測|检测|檢測|检具|檢具|测[：:]|測[：:]|measurement|\bmeasur|gauge",
    )
)
_BETWEEN_LEVELS: Final = re.compile(r"\s*(?:>|＞|→|/|／|\||-{1,2}>|›|»|\s-\s|；|;)\s*")


def _kinds(case: Case) -> tuple[str, ...]:
    return (OCCURRENCE, ESCAPE) if is_ours(case) else (OCCURRENCE,)


@check("d4.1", "G8D, CN", CAUSES_READ, "liability", blocking=True)
def _both_causes(case: Case) -> Iterable[Lack]:
    found = {cause.kind for cause in causes_of(case)}
    for kind in _kinds(case):
        if kind not in found:
            yield Lack.of(column_of(kind), "none", kind=kind)


@check("d4.2", "MTU, CN", "d4.candidates")
def _candidates(case: Case) -> Iterable[Lack]:
    text = case.text("d4.candidates")
    if not case.told("d4.candidates"):
        yield Lack("d4.candidates")
    elif sum(bool(category.search(text)) for category in _CATEGORIES) < 2:
        yield Lack("d4.candidates", "categories")


@check(
    "d4.3",
    "G8D, MTU, S3",
    CAUSES_READ,
    "causes[].state causes[].method causes[].evidence",
    blocking=True,
    needs=causes_of,
)
def _verified(case: Case) -> Iterable[Lack]:
    for cause in causes_of(case):
        if cause.kind not in (OCCURRENCE, ESCAPE):
            continue
        if not is_told(cause.row.get("state")) or not cause.is_verified:
            yield Lack.of("causes[].state", "guess", cause=cause.text)
        for column in ("method", "evidence"):
            if not is_told(cause.row.get(column)):
                yield Lack.of(f"causes[].{column}", "of", cause=cause.text)


@check("d4.4", "G8D", "d4.explains_is_isnot")
def _explains(case: Case) -> Iterable[Lack]:
    if case.value("d4.explains_is_isnot") != _YES:
        yield Lack("d4.explains_is_isnot", "no")


@check("d4.5", "G8D, SAP", CAUSES_READ, "causes[].share", needs=causes_of)
def _shares(case: Case) -> Iterable[Lack]:
    for kind in CHAINS:
        causes = [cause for cause in causes_of(case) if cause.kind == kind]
        shares = [percent_of(cause.row.get("share")) for cause in causes]
        for cause, share in zip(causes, shares, strict=True):
            if share is None and len(causes) > 1:
                yield Lack.of("causes[].share", "of", cause=cause.text)
        total = sum(share or 0 for share in shares)
        if total > 100.001:  # thirds are written with two decimals
            yield Lack.of("causes[].share", "sum", kind=kind, sum=f"{total:g}")


@check("d4.6", "S0", "whys[].chain whys[].level whys[].why whys[].because whys[].layer liability")
def _why_chains(case: Case) -> Iterable[Lack]:
    for kind in _kinds(case):
        rows = [row for row in case.rows(CHAINS[kind]) if is_told(row.get("because"))]
        if len(rows) < _LEVELS:
            yield Lack.of("whys[].because", "short", kind=kind, count=len(rows), least=_LEVELS)
        for row in rows:
            if row.get("layer") not in WHY_LAYER.choices:
                yield Lack.of("whys[].layer", "layer", because=row["because"])


@check("d4.7", "IATF, CN, OEM", CAUSES_READ, blocking=True, needs=causes_of)
def _not_only_people(case: Case) -> Iterable[Lack]:
    words, causes = case.house.words, causes_of(case)
    for kind in (OCCURRENCE, ESCAPE):
        texts = [cause.text for cause in causes if cause.kind == kind]
        blamed = [found for text in texts if (found := _people(words, text))]
        chain = [str(row["because"]) for row in case.rows(CHAINS[kind]) if is_told(row.get("because"))]
        stops_there = not chain or _people(words, chain[-1]) or chain[-1] in texts
        if texts and len(blamed) == len(texts) and stops_there:
            yield Lack.of("causes[].cause", "people", kind=kind, words=", ".join(blamed[0]))


def _people(words: WordLists, text: str) -> list[str]:
    """Return the words of a cause that only names people; none where it says what let them err."""
    return [] if words.found("system", text, negatable=False) else words.found("human", text)


demands("d4.8", "IATF, OEM", "d4.systemic",
        also="causes[].kind causes[].cause whys[].chain whys[].because whys[].level")  # fmt: skip


@check("d4.9", "VDA", "d4.failure_category")
def _category(case: Case) -> Iterable[Lack]:
    if not case.told("d4.failure_category"):
        yield Lack("d4.failure_category")
    elif len([part for part in _BETWEEN_LEVELS.split(case.text("d4.failure_category")) if part]) < _LEVELS:
        yield Lack("d4.failure_category", "levels")


@check(
    "d4.10",
    "IATF",
    "d4.not_reproduced d4.no_trouble_found",
    blocking=True,
    needs=lambda case: case.value("d4.not_reproduced") == _YES,
)
def _no_trouble_found(case: Case) -> Iterable[Lack]:
    if not case.told("d4.no_trouble_found"):
        yield Lack("d4.no_trouble_found", "criteria")
