"""What scoring gives back: the verdict on each report, and its JSON shape (INTERFACE)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kesu_xl.eight_d.quality import Finding, Judged
from kesu_xl.errors import KesuError
from kesu_xl.flow.results import Found
from kesu_xl.problem import Problem
from kesu_xl.wording import in_language

__all__ = ["ScoreResult", "Scored", "ShownFinding"]


@dataclass(frozen=True, slots=True)
class Scored:
    """The verdict on one report.

    Attributes:
        case_no: Number of the complaint, "" where nobody gave one.
        judged: The verdict.
        customer_score: The customer's own score as it stands there, None where there is none.
        path: The form, "" for a complaint of a register.
        row: Row of the complaint in its register, 0 for a form.
    """

    case_no: str
    judged: Judged
    customer_score: Any = None
    path: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in the language of the result."""

    check: str
    blocking: bool
    field: str
    message: str


@dataclass(slots=True)
class ScoreResult(Found):
    """The verdicts on the reports of a register, or on forms.

    Attributes:
        register: Path of the register as given, "" for forms.
        scored: One for each report.
        found: What was wrong with the data besides.
        lang: Language of the texts.
        failed: Path and reason of each source that could not be read.
        parts: The results of the sources, where there are several.
    """

    register: str
    scored: list[Scored]
    found: list[Problem]
    lang: str
    failed: list[tuple[str, KesuError]] = field(default_factory=list)
    parts: list[ScoreResult] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Everything was read, the data has no error and no warning, and nothing blocks a report."""
        blocked = any(finding.blocking for scored in self.scored for finding in scored.judged.findings)
        return not blocked and not self.failed and all(problem.level == "info" for problem in self.found)

    @property
    def counts(self) -> Counter[str]:
        """How many reports can be accepted, need rework, have no measures, do not apply."""
        return Counter(scored.judged.verdict for scored in self.scored)

    def findings(self, scored: Scored) -> list[ShownFinding]:
        """Return the findings of one report in the language of the result."""
        return [
            ShownFinding(one.check, one.blocking, one.field, one.message(self.lang)) for one in scored.judged.findings
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape; several sources with a register among them stand one after the other."""
        unread = [{"path": path, "register": path, "failed": error.say(self.lang)} for path, error in self.failed]
        if len(self.parts) + len(self.failed) > 1 and any(part.register for part in self.parts):
            return {"registers": [*(part.as_json() for part in self.parts), *unread]}
        # most reports of a register lack the same things, and what is lacking is one value then
        shown: dict[int, dict[str, Any]] = {}

        def findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
            return [shown.get(id(one)) or shown.setdefault(id(one), _finding(one, self.lang)) for one in found]

        named = {"register": self.register} if self.register else {}
        return named | {
            "reports": [
                *(
                    {
                        "case_no": one.case_no,
                        "score": one.judged.score,
                        "verdict": one.judged.verdict,
                        "customer_score": _plain(one.customer_score, self.lang),
                        "form": {
                            "chosen": _plain(one.judged.chosen, self.lang),
                            "proposed": one.judged.proposed.form.say(self.lang),
                            "reason": one.judged.proposed.reason.say(self.lang),
                        },
                        "disciplines": [
                            {"d": part.d, "verdict": part.verdict, "findings": findings(part.findings)}
                            for part in one.judged.disciplines
                        ],
                    }
                    for one in self.scored
                ),
                *unread,
            ]
        }


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    return {"check": one.check, "blocking": one.blocking, "field": one.field, "message": one.message(lang)}


def _plain(value: Any, lang: str) -> Any:
    shown = in_language(value, lang)
    return shown if shown is None or isinstance(shown, str | int | float) else str(shown)
