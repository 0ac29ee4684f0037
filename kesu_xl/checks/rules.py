"""The catalogue of what can be wrong with a complaint's row. Texts: ``kesu_xl/wording/check.py``."""

from __future__ import annotations

from typing import Final, NamedTuple

from kesu_xl.problem import Level, rule

__all__ = ["ORDER", "OrderRule"]

_DOMAIN = "DOMAIN 3"
_S0 = "客诉处理流程与技巧"


def _rule(code: str, level: Level, source: str = "kesu_xl") -> str:
    return rule(code, level, "check", source)


# missing
MISSING: Final = _rule("C101", "error", _DOMAIN)
LATE_WITHOUT_REASON: Final = _rule("C102", "warning", _DOMAIN)
CLOSED_WITHOUT_CAUSE: Final = _rule("C110", "error", _S0)
CLOSED_WITHOUT_OWNER: Final = _rule("C111", "error", _S0)
CLOSED_WITHOUT_ACTION: Final = _rule("C112", "error", _S0)
CLOSED_WITHOUT_TIME: Final = _rule("C113", "error", _DOMAIN)
ESCALATED_WITHOUT_ADDRESSEE: Final = _rule("C120", "error", _S0)
ESCALATED_WITHOUT_TIME: Final = _rule("C121", "error", _S0)
REVISED_WITHOUT_REASON: Final = _rule("C122", "error", _DOMAIN)
REASON_WITHOUT_REVISED: Final = _rule("C123", "error", _DOMAIN)
MEDIA_WITHOUT_LEVEL: Final = _rule("C124", "error", "正确处理投诉与非正常投诉")
REVISED_WITHOUT_APPROVAL: Final = _rule("C125", "warning", "DOMAIN 4")
LEVEL_WITHOUT_MEDIA: Final = _rule("C126", "error", _DOMAIN)

# times
UNREADABLE_DATE: Final = _rule("C201", "error")
AMBIGUOUS_DATE: Final = _rule("C202", "error")
TEXT_DATE: Final = _rule("C203", "info")
DATE_WITHOUT_TIME: Final = _rule("C204", "warning", "DOMAIN 4")
IN_THE_FUTURE: Final = _rule("C205", "error")
IMPLAUSIBLE_YEAR: Final = _rule("C206", "error")
NUMBER_AS_DATE: Final = _rule("C207", "info")
ORDER_DECIDED: Final = _rule("C208", "info")
COLUMN_WITHOUT_TIMES: Final = _rule("C209", "warning", "DOMAIN 4")

# first response and closing
CLOSED_WITHOUT_RESPONSE: Final = _rule("C306", "warning", "DOMAIN 4")
CLOSED_BEFORE_RESPONSE: Final = _rule("C307", "warning", "DOMAIN 4")

# values
NOT_IN_LIST: Final = _rule("C401", "error", _DOMAIN)
NOT_IN_OWN_LIST: Final = _rule("C402", "warning", _DOMAIN)
OTHER_WORD: Final = _rule("C403", "info", _DOMAIN)
DUPLICATE_NUMBER: Final = _rule("C404", "error", _DOMAIN)
UNKNOWN_REPEAT: Final = _rule("C405", "warning", _DOMAIN)
REPEATS_ITSELF: Final = _rule("C406", "error")
TEXT_TOO_LONG: Final = _rule("C407", "error", "Excel")
ERROR_CELL: Final = _rule("C408", "error")
UNCALCULATED: Final = _rule("C409", "warning")
EMPTY_MARK: Final = _rule("C410", "info", _DOMAIN)
BLANKS_AROUND: Final = _rule("C411", "info")

# quantities
NOT_A_NUMBER: Final = _rule("C501", "error", _DOMAIN)
NUMBER_AS_TEXT: Final = _rule("C502", "info")
NUMBER_IN_WORDS: Final = _rule("C503", "error")
NEGATIVE: Final = _rule("C504", "error", _DOMAIN)
NOT_WHOLE: Final = _rule("C505", "error", _DOMAIN)
ZERO_LOT: Final = _rule("C506", "error", _DOMAIN)
MORE_THAN_LOT: Final = _rule("C507", "error", _DOMAIN)
OUTSIDE_SCALE: Final = _rule("C508", "error", _DOMAIN)

# how a row's statements fit together
JUSTIFIED_OR_NOT: Final = _rule("C601", "warning", "第四章 客户服务改进")
CLOSED_BUT_OPEN: Final = _rule("C602", "warning", "DOMAIN 4")
CLOSED_UNDECIDED: Final = _rule("C603", "warning", "第四章 客户服务改进")
NO_PHOTO: Final = _rule("C606", "info", _S0)
PAUSE_UNDATED: Final = _rule("C607", "warning", "DOMAIN 3")

# detail tables that clocks read
DETAIL_UNREADABLE: Final = _rule("C701", "error")
DETAIL_WITHOUT_TIME: Final = _rule("C702", "warning")
DETAIL_IN_THE_FUTURE: Final = _rule("C703", "error")
DETAIL_OF_NO_CASE: Final = _rule("C704", "warning")
DETAIL_WITHOUT_CASE: Final = _rule("C705", "warning")
DETAIL_TEXT_DATE: Final = _rule("C706", "info")
UNKNOWN_STEP: Final = _rule("C707", "warning", _DOMAIN)
PAUSE_OF_NO_CLOCK: Final = _rule("C710", "error", "DOMAIN 4")
PAUSE_WITHOUT_BEGIN: Final = _rule("C711", "error", "DOMAIN 4")
PAUSE_BACKWARDS: Final = _rule("C712", "error", "DOMAIN 4")
PAUSE_WITHOUT_EFFECT: Final = _rule("C713", "warning", "DOMAIN 4")
PAUSE_BY_DAY: Final = _rule("C714", "warning", "DOMAIN 4")

# detail tables that 8D reports are made of
TWO_LEADERS: Final = _rule("C721", "warning", "DOMAIN 2")
TEAM_TOO_LARGE: Final = _rule("C722", "warning", "DOMAIN 2")
ACTION_BEFORE_COMPLAINT: Final = _rule("C723", "warning", "DOMAIN 2")
HANDED_OVER_OFTEN: Final = _rule("C724", "warning", _S0)


class OrderRule(NamedTuple):
    """Two times of which the second cannot lie before the first; the fault is shown at the second."""

    code: str
    earlier: str
    later: str


def _order(code: str, earlier: str, later: str) -> OrderRule:
    return OrderRule(_rule(code, "error"), earlier, later)


#: Every pair of times whose order is certain.
ORDER: Final = (
    _order("C301", "received_at", "registered_at"),
    _order("C302", "received_at", "first_response_at"),
    _order("C303", "received_at", "owner_assigned_at"),
    _order("C304", "received_at", "closed_at"),
    _order("C305", "received_at", "escalated_at"),
    _order("C308", "received_at", "reopened_at"),
    _order("C309", "production_at", "received_at"),
    _order("C310", "received_at", "customer_agreed_at"),
    _order("C311", "received_at", "approved_at"),
    _order("C312", "received_at", "d3_done_at"),
    _order("C313", "d3_done_at", "d8_done_at"),
    _order("C314", "received_at", "due_8d_at"),
    _order("C315", "received_at", "promised_at"),
    _order("C316", "received_at", "revised_due_at"),
    _order("C317", "received_at", "oem_answered_at"),
    _order("C318", "received_at", "d8_done_at"),
)
