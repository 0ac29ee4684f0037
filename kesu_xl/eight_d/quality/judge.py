"""The verdict on an 8D: every discipline, a score, and whether the report can be accepted.

The score is 100 x (weight of the checks that are met) / (weight of the checks that were made), rounded down; a blocking
check weighs three times as much as another one. Checks of disciplines that do not apply are not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from kesu_xl.complaint.lists import CANCELLED, NOT_JUSTIFIED, UNJUSTIFIED, Choice
from kesu_xl.eight_d.quality import d0, d1, d2, d3, d4, d5, d6, d7, d8, whole
from kesu_xl.eight_d.quality.case import Case, House, is_filled, is_told
from kesu_xl.eight_d.quality.check import CHECKS, Check, Lack
from kesu_xl.eight_d.quality.label import field_label
from kesu_xl.eight_d.record import DERIVED_LISTS, DERIVED_ROWS
from kesu_xl.eight_d.report_form import LAST_DISCIPLINE, Proposed, proposed_form
from kesu_xl.wording import say

__all__ = ["DISCIPLINES", "Discipline", "Finding", "Judge", "Judged", "Overall", "Verdict"]

#: Importing a module puts its checks into the catalogue.
_MODULES: Final = (d0, d1, d2, d3, d4, d5, d6, d7, d8, whole)

DISCIPLINES: Final = tuple(f"D{n}" for n in range(9))
_NUMBERS: Final = {d: n for n, d in enumerate(DISCIPLINES)}

Verdict = Literal["fulfilled", "partly", "not", "na"]
#: accept: nothing that blocks, and a good score; no_measures: no action at all was written down.
Overall = Literal["accept", "rework", "no_measures", "na"]

_BLOCKING_WEIGHT: Final = 3
#: From this score on a report without a blocking finding can be accepted.
_ACCEPTED_FROM: Final = 80


class Finding(NamedTuple):
    """What a check found lacking in one report.

    Attributes:
        check: Id of the check.
        discipline: ``D0`` to ``D8``.
        blocking: While it is there, the report cannot be accepted.
        field: Path of the field to fill or to change.
        text: Key of the sentence.
        params: What goes into it.
    """

    check: str
    discipline: str
    blocking: bool
    field: str
    text: str
    params: tuple[tuple[str, Any], ...] = ()

    def message(self, lang: str) -> str:
        """Return what is lacking, in `lang`."""
        return say(self.text, lang, label=field_label(self.field), **dict(self.params))


class Discipline(NamedTuple):
    """The verdict on one discipline."""

    d: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, eq=False)
class Judged:
    """The verdict on one report.

    Attributes:
        score: 0 to 100; 100 where nothing applies.
        verdict: Whether it can be accepted.
        verdicts: On each of the nine disciplines.
        chosen: The form that a person decided on, None where nobody did.
        proposed: The form that the rules propose.
    """

    score: int
    verdict: Overall
    verdicts: tuple[Verdict, ...]
    chosen: Any
    proposed: Proposed
    _disciplines: Callable[[], tuple[Discipline, ...]] | tuple[Discipline, ...]

    @property
    def disciplines(self) -> tuple[Discipline, ...]:
        """All nine, D0 to D8; worked out when they are first asked for, as most readers only want the verdicts."""
        if not isinstance(self._disciplines, tuple):
            self._disciplines = self._disciplines()
        return self._disciplines

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judged) and self._told() == other._told()

    __hash__ = None  # type: ignore[assignment]  # two verdicts are compared, never looked up

    def _told(self) -> tuple[Any, ...]:
        return self.score, self.verdict, self.disciplines, self.chosen, self.proposed

    @property
    def findings(self) -> list[Finding]:
        """Every finding, D0 first."""
        return [finding for discipline in self.disciplines for finding in discipline.findings]

    @property
    def blocking(self) -> list[Finding]:
        """Those that keep the report from being accepted."""
        return [finding for finding in self.findings if finding.blocking]


@dataclass(slots=True)
class _Known:
    """A check with what it finds where none of its fields is filled."""

    check: Check
    roots: frozenset[str]
    unfilled: tuple[Finding, ...] | None
    weight: int
    number: int


@dataclass(slots=True)
class Judge:
    """Judges reports of one house, one after the other."""

    house: House = field(default_factory=House)
    _known: list[_Known] = field(init=False)

    def __post_init__(self) -> None:
        """Find out once what each check says of a record in which nothing is filled."""
        nothing = Case({}, self.house)
        self._known = [
            _Known(
                check,
                frozenset(path.partition("[]")[0] for path in check.reads),
                _found(check, nothing),
                _BLOCKING_WEIGHT if check.blocking else 1,
                _NUMBERS.get(check.discipline, -1),
            )
            for check in CHECKS.values()
        ]

    def judge(self, record: Mapping[str, Any], has_place: Callable[[str], bool] | None = None) -> Judged:
        """Return the verdict on one report.

        Args:
            record: Nested mappings and lists under the paths of markers, as `EightD.stored` gives them, or as they were
                read from a form.
            has_place: Says whether a form has a place for a field; what it does not ask for is not lacking in it.
        """
        case = Case(record, self.house)
        chosen, proposed = case.value("d0.form") or None, proposed_form(case.value)
        if case.value("status") in (NOT_JUSTIFIED, CANCELLED) or case.value("valid") == UNJUSTIFIED:
            nothing = tuple([Discipline(d, "na") for d in DISCIPLINES])
            return Judged(100, "na", tuple([part.verdict for part in nothing]), chosen, proposed, nothing)
        last = LAST_DISCIPLINE.get(chosen, 8) if isinstance(chosen, Choice) else 8
        filled = _filled(record)
        found: list[list[Finding]] = [[] for _ in DISCIPLINES]
        met = made = 0
        checked, failed = [0] * 9, [0] * 9
        for known in self._known:
            if known.number > last:
                continue
            # a check that has nothing to look at says the same every time
            findings = known.unfilled if known.roots.isdisjoint(filled) else _found(known.check, case)
            if findings is None:
                continue
            if known.number < 0:
                findings = tuple(finding for finding in findings if _NUMBERS[finding.discipline] <= last)
            if has_place is not None and findings:
                findings = tuple(finding for finding in findings if has_place(finding.field))
                if not findings:
                    continue
            made += known.weight
            if not findings:
                met += known.weight
            if known.number >= 0:
                checked[known.number] += 1
                failed[known.number] += bool(findings)
            for finding in findings:
                found[_NUMBERS[finding.discipline]].append(finding)
        disciplines = tuple(
            Discipline(d, _verdict(found[n], failed[n], checked[n]), tuple(found[n])) for n, d in enumerate(DISCIPLINES)
        )
        score = 100 * met // made if made else 100
        verdicts = tuple([part.verdict for part in disciplines])
        return Judged(score, _overall(case, disciplines, score), verdicts, chosen, proposed, disciplines)


def _verdict(findings: Sequence[Finding], failed: int, checked: int) -> Verdict:
    """Return the verdict on a discipline: not met where something blocks or more than half of its checks fail."""
    if not findings:
        return "fulfilled" if checked else "na"
    return "not" if failed * 2 > checked or any(finding.blocking for finding in findings) else "partly"


def _overall(case: Case, disciplines: Iterable[Discipline], score: int) -> Overall:
    measures = [row for name in ("d3_actions", "d5_actions", "d7_actions") for row in case.rows(name)]
    if not any(is_told(row.get("action")) for row in measures):
        return "no_measures"
    blocked = any(finding.blocking for discipline in disciplines for finding in discipline.findings)
    return "accept" if not blocked and score >= _ACCEPTED_FROM else "rework"


def _found(check: Check, case: Case) -> tuple[Finding, ...] | None:
    """Return what a check finds, None where there is nothing to check."""
    if check.needs is not None and not check.needs(case):
        return None
    return tuple(
        Finding(
            check.id,
            lack.discipline or check.discipline,
            check.blocking,
            lack.field,
            _key(check, lack),
            lack.params,
        )
        for lack in check.find(case)
    )


def _key(check: Check, lack: Lack) -> str:
    if "." in lack.text:
        return lack.text
    return f"quality.{check.id}.{lack.text}" if lack.text else "quality.missing"


def _filled(record: Mapping[str, Any]) -> set[str]:
    """Return the paths under which anything stands: columns, tables, and answers as ``d2.what``."""
    found = set()
    for name, value in record.items():
        if value is None or value == "" or value == []:
            continue
        if isinstance(value, dict):
            parts = [f"{name}.{part}" for part, answer in value.items() if is_filled(answer)]
            found.update(parts)
            if parts and name in DERIVED_ROWS:
                found.add(DERIVED_ROWS[name])
        else:
            found.add(name)
            if name in DERIVED_LISTS:
                found.add(DERIVED_LISTS[name][0])
    return found
