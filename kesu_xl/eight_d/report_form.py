"""Which report a complaint needs: a short confirmation or a full 8D. Proposed by rules; a person decides (``d0.form``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kesu_xl.complaint.lists import CUSTOMER_GRADE, SEVERITY, YES_NO, Choice
from kesu_xl.eight_d.sections import REPORT_FORM
from kesu_xl.wording import Ref

__all__ = ["LAST_DISCIPLINE", "READS", "RULES", "FormRule", "Proposed", "proposed_form"]

_FULL, _SHORT, _3D, _4D, _5D = REPORT_FORM.choices
_YES, _NO = YES_NO.choices
_CRITICAL, _MAJOR, _MINOR = SEVERITY.choices
_BEST_CUSTOMER: Final = CUSTOMER_GRADE.choices[0]
#: From so many bad parts on, or so large a share of the lot, a minor defect needs its cause found.
_MANY: Final = 100
_SHARE: Final = 0.05

#: The last discipline that a form goes to.
LAST_DISCIPLINE: Final = {_FULL: 8, _SHORT: 3, _3D: 3, _4D: 4, _5D: 5}

#: Returns what stands under a path.
Value = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A form that is proposed, and why."""

    form: Choice
    reason: Ref


@dataclass(frozen=True, slots=True)
class FormRule:
    """One rule: the form that it proposes where it holds, by the name of its reason.

    Attributes:
        name: Its reason is the text ``quality.form.<name>``.
        form: What it proposes.
        reads: Paths that it looks at.
        holds: Says whether it holds.
    """

    name: str
    form: Choice
    reads: tuple[str, ...]
    holds: Callable[[Value], bool]


def _is_large(value: Value) -> bool:
    bad, lot = value("defect_qty"), value("lot_qty")
    counted = isinstance(bad, int | float) and not isinstance(bad, bool)
    is_share = counted and isinstance(lot, int | float) and lot > 0 and bad / lot >= _SHARE
    return counted and (bad >= _MANY or is_share)


#: The rules in their order; the first that holds proposes.
RULES: Final = (
    FormRule("safety", _FULL, ("safety_flag",), lambda value: value("safety_flag") == _YES),
    FormRule("repeat", _FULL, ("repeat_of",), lambda value: bool(value("repeat_of"))),
    FormRule("critical", _FULL, ("severity",), lambda value: value("severity") == _CRITICAL),
    FormRule("customer", _FULL, ("customer_grade",), lambda value: value("customer_grade") == _BEST_CUSTOMER),
    FormRule("large", _5D, ("defect_qty", "lot_qty"), _is_large),
    FormRule("major", _4D, ("severity",), lambda value: value("severity") == _MAJOR),
    FormRule("minor", _SHORT, ("severity",), lambda value: value("severity") == _MINOR),
    FormRule("unjudged", _FULL, (), lambda _: True),
)
#: Every path that a proposal depends on.
READS: Final = tuple(dict.fromkeys(path for rule in RULES for path in rule.reads))


def proposed_form(value: Value) -> Proposed:
    """Return the form that the rules propose.

    Args:
        value: Returns what stands under a path of the record, e.g. ``severity``.
    """
    rule = next(rule for rule in RULES if rule.holds(value))
    return Proposed(rule.form, Ref(f"quality.form.{rule.name}"))
