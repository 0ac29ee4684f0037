"""One alert, and the key by which it is told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from kesu_xl.clock import Verdict, plain
from kesu_xl.complaint import Complaint
from kesu_xl.wording import Ref

__all__ = ["Action", "Addressee", "Alert", "Kind", "Place", "key_of"]


class Kind(StrEnum):
    """What an alert is about (DOMAIN, section 4)."""

    AT_RISK = "at_risk"
    BREACHED = "breached"
    DECISION_DUE = "decision_due"
    STEP_OVERDUE = "step_overdue"
    COMMITMENT_OVERDUE = "commitment_overdue"
    CUSTOMER_SILENT = "customer_silent"
    CRISIS = "crisis"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is told.

    Attributes:
        name: As 人员 has it.
        mail: The address.
        lang: The person's language.
        role: Why this person: ``owner``, ``received_by``, ``escalated_to``, ``supervisor``, ``default_supervisor``
            or ``stand_in``.
    """

    name: str
    mail: str
    lang: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands in the workbook; `cell` is "" where no cell can be named."""

    sheet: str
    cell: str = ""
    row: int = 0
    field: str = ""
    case_no: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A row of 措施 that has a due date and is not cancelled.

    Attributes:
        case_no: Number of its complaint.
        what: The action, as typed.
        step: The step of the 8D that it belongs to, "" where that is not said.
        owner: Who does it, "" where that is not said, ...
        place: ... and where that stands.
        due: By when; a date without a time means the end of that day.
        done: When it was done; None while it is not.
    """

    case_no: str
    what: str
    step: str
    owner: str
    place: Place
    due: date
    done: date | None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that somebody has to be told, once.

    Attributes:
        kind: What it is about.
        case_no: The complaint, as the register has it; of a silent customer the one that waits longest.
        row: Its row number in the sheet.
        customer: The customer, as typed.
        clock: Name of the clock or step, "" where it is about none.
        n: Which of several clocks of that name, or of several commitments that say the same.
        due: The last second that was in time, in the register's zone; None where nothing was due.
        state: What is told: the state of the clock, ``overdue``, ``silent``, or the crisis level.
        key: The same for the same alert, run after run: made of kind, complaint, clock, n, state and due time,
            and of what was promised, where it is about that.
        urgent: It does not wait for office hours.
        why: The sentence that explains it.
        about: The complaints whose people are told.
        by: Who has to act, where that is not the owner of the complaint, and where the name stands.
        to: Who is told.
    """

    kind: Kind
    case_no: str | None
    row: int
    customer: str | None
    clock: str
    n: int
    due: datetime | None
    state: str
    key: str
    urgent: bool
    why: Verdict | Ref
    about: tuple[Complaint, ...]
    by: tuple[str, Place] | None = None
    to: tuple[Addressee, ...] = ()

    def explain(self, lang: str) -> str:
        """Return what has happened, in one sentence."""
        return self.why.explain(lang) if isinstance(self.why, Verdict) else self.why.say(lang)


def key_of(
    kind: Kind, whose: str, clock: str = "", n: int = 1, state: str = "", since: datetime | None = None, what: str = ""
) -> str:
    """Return an alert's key, e.g. ``breached|KS-2611-001|first_response|1|breached|2026-11-16T04:30:00Z``.

    Args:
        kind: What it is about.
        whose: Number of the complaint, or the customer.
        clock: The clock or step.
        n: Which of several.
        state: What is told.
        since: The time that makes another round of the same clock another alert: its due time.
        what: What tells it from others of that time, as typed: it stands in the key as a hash.
    """
    moment = "" if since is None else since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = [kind, whose, clock, str(n), state, moment]
    if what:
        parts.append(sha256(plain(what).encode()).hexdigest()[:16])
    # a bar in what was typed must not look like the one between the parts
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)
