"""Alerts as mails: a digest for each person, each alert once, urgent ones at any hour."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kesu_xl.alerting import Addressee, Alert, Kind
from kesu_xl.clock import Verdict
from kesu_xl.figures.shown import hours_text
from kesu_xl.flow.alerting import AlertsResult, alerts_of
from kesu_xl.flow.masking import Mask, mask_of
from kesu_xl.flow.opening import Source, as_of_in, open_register
from kesu_xl.flow.posting import Posting, identity_of, posting_of
from kesu_xl.flow.results import Found
from kesu_xl.mail.delivery import Envelope
from kesu_xl.mail.kept import Mail, mail_key
from kesu_xl.mail.message import compose, one_line
from kesu_xl.mail.quiet import QuietHours
from kesu_xl.mail.told import Told
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, say

__all__ = ["AlertMails", "Digest", "alert_mails"]

#: The order in which a digest tells what there is.
_ORDER: Final = (
    Kind.SAFETY, Kind.CRISIS, Kind.BREACHED, Kind.DECISION_DUE, Kind.STEP_OVERDUE, Kind.COMMITMENT_OVERDUE,
    Kind.CUSTOMER_SILENT, Kind.AT_RISK,
)  # fmt: skip
#: Whose chip is not red.
_AMBER: Final = (Kind.DECISION_DUE, Kind.CUSTOMER_SILENT, Kind.AT_RISK)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
#: So many are listed; the first run over an old register would fill pages.
_MOST: Final = 50
#: Characters of an explanation.
_EXPLAINED: Final = 500


@dataclass(slots=True)
class Digest:
    """What one person is told at one time.

    Attributes:
        person: Who.
        alerts: What, the gravest first.
        subject: Subject of the mail.
        text: Its plain body.
        html: Its HTML body.
        queued: The mail in the outbox, once it is there.
    """

    person: Addressee
    alerts: list[Alert]
    subject: str
    text: str
    html: str
    queued: Mail | None = None


@dataclass(slots=True)
class AlertMails(Found):
    """The digests of a register as of one time.

    Attributes:
        register: Path as given.
        as_of: That time, in the register's zone.
        digests: One for each person.
        held_back: Alerts that wait for the end of the quiet hours.
        is_quiet: These are quiet hours.
        told: Alerts that everybody was told before.
        found: Names that lead to no address.
        lang: The language of its texts.
        posting: Where they are queued.
    """

    register: str
    as_of: datetime
    digests: list[Digest]
    held_back: int
    is_quiet: bool
    told: int
    found: list[Problem]
    lang: str
    posting: Posting = field(repr=False)

    def to_send(self, now: datetime) -> list[str]:
        """Return the ids of the mails that ``--send`` sends.

        They are the alerts, and of other mails what was to be sent before: a weekly mail that was refused for now does
        not wait for the next week. In quiet hours no alert goes out that is not urgent, one that was queued before them
        neither.
        """
        due = self.posting.outbox.due(now)
        wanted = [mail for mail in due if mail.kind == "alert" or mail.said]
        return [mail.id for mail in wanted if mail.urgent or mail.kind != "alert" or not self.is_quiet]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        from kesu_xl.flow.shown import problem_json

        return {
            "register": self.register,
            "as_of": self.as_of.isoformat(),
            "mails": [
                {
                    "id": one.queued.id if one.queued else None,
                    "to": [one.person.mail],
                    "name": one.person.name,
                    "subject": one.subject,
                    "alerts": [alert.key for alert in one.alerts],
                }
                for one in self.digests
            ],
            "held_back": self.held_back,
            "told_before": self.told,
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


def alert_mails(
    source: Source,
    *,
    as_of: datetime,
    queue: bool,
    sheet: str = "",
    mapping: str | os.PathLike[str] | None = None,
    timezone: str = "",
    lang: str = "",
    dated: datetime | None = None,
) -> AlertMails:
    """Write the digests of a register's alerts that nobody was told yet, and queue them.

    Args:
        source: Path of a workbook, or an open binary file.
        as_of: What counts as now; a naive time is in the register's zone.
        queue: Put them into the outbox and remember it; else only say what would be told.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The register's zone.
        lang: Language of people whose row in 人员 names none; the register's where left out.
        dated: When the mails are written; `as_of` where left out.

    Raises:
        KesuError: The register cannot be read, or the outbox cannot be written.
    """
    opened = open_register(source, sheet=sheet, mapping=mapping, timezone=timezone)
    at = as_of_in(as_of, opened.settings).astimezone(opened.settings.zone)
    checked = opened.checked(at)
    result = alerts_of(opened, checked, at, lang)
    posting = posting_of(opened)
    quiet = QuietHours.of(opened.settings.values.get("quiet_hours") or posting.config.quiet_hours)
    is_quiet = quiet is not None and quiet.hold(result.as_of)
    company = opened.settings.values.get("company", "")
    register = identity_of(opened)
    mask = mask_of([(opened, checked.columns)])
    writer = _Writer(posting, register, result, mask, one_line(company), dated or at)
    # to look leaves no trace, not even an empty outbox
    with posting.outbox.held() if queue else nullcontext():
        # what is remembered ages by the day on which it was told, whatever `as_of` is asked for
        told = Told(posting.outbox, register, writer.dated.date())
        digests, held_back = [], 0
        new: set[str] = set()
        for person, alerts in _by_person(result.alerts):
            fresh = [alert for alert in alerts if not told.is_told(alert.key, person.mail)]
            now = [alert for alert in fresh if alert.urgent or not is_quiet]
            held_back += len(fresh) - len(now)
            new.update(alert.key for alert in fresh)
            if not now:
                continue
            digest = writer.digest(person, now)
            digests.append(digest)
            if queue:
                writer.put(digest, told)
        if queue:
            told.close()
    before = len({alert.key for alert in result.alerts if alert.to} - new)
    return AlertMails(
        result.register, result.as_of, digests, held_back, is_quiet, before, result.found, result.lang, posting
    )  # fmt: skip


def _by_person(alerts: Iterable[Alert]) -> list[tuple[Addressee, list[Alert]]]:
    """Return who is told what; two names with one address are one person."""
    found: dict[str, tuple[Addressee, list[Alert]]] = {}
    for alert in alerts:
        for person in alert.to:
            found.setdefault(person.mail.casefold(), (person, []))[1].append(alert)
    for _, told in found.values():
        told.sort(key=lambda alert: (_ORDER.index(alert.kind), alert.due or _NEVER, alert.row))
    return list(found.values())


@dataclass(slots=True)
class _Writer:
    """Writes the digests of one register."""

    posting: Posting
    register: str
    result: AlertsResult
    mask: Mask
    company: str
    dated: datetime

    def digest(self, person: Addressee, alerts: list[Alert]) -> Digest:
        lang = person.lang
        values = self._values(person, alerts, lang)
        text, html = self.posting.bodies.render("alert", values)
        return Digest(person, alerts, values["subject"], text, html)

    def put(self, digest: Digest, told: Told) -> None:
        """Queue a digest, and remember what it tells."""
        config, to = self.posting.config, (digest.person.mail,)
        keys = sorted(alert.key for alert in digest.alerts)
        key = mail_key("alert", self.register, sha256("\n".join(keys).encode()).hexdigest(), to)
        urgent = any(alert.urgent for alert in digest.alerts)
        sender = (config.sender_name, config.sender)
        message = compose(sender, to, digest.subject, (digest.text, digest.html), self.dated, urgent=urgent)

        def queue() -> None:
            digest.queued, _ = self.posting.outbox.queue("alert", key, message, Envelope(config.sender, to))

        told.telling(key, keys, digest.person.mail, queue)

    def _values(self, person: Addressee, alerts: list[Alert], lang: str) -> dict[str, Any]:
        shown = alerts[:_MOST]
        groups = []
        for kind in dict.fromkeys(alert.kind for alert in shown):
            count = sum(alert.kind is kind for alert in alerts)
            rows = [self._row(alert, lang) for alert in shown if alert.kind is kind]
            groups.append({
                "title": say(f"letter.kind.{kind}", lang), "note": say("letter.group_note", lang, count=count),
                "rows": rows,
            })  # fmt: skip
        what = (alerts[0].case_no or "", say(f"letter.kind.{alerts[0].kind}", lang))
        first = one_line(" ".join(what))
        subject = "urgent_subject" if any(alert.urgent for alert in alerts) else "alert_subject"
        roles = {to.role for alert in alerts for to in alert.to if to.mail.casefold() == person.mail.casefold()}
        now = self.result.as_of
        heading = (f"{now:%Y-%m-%d %H:%M}", self.company, Path(self.result.register).name)
        return {
            "lang": lang,
            "title": say("letter.alert_title", lang),
            "subject": say(f"letter.{subject}", lang, count=len(alerts), first=first),
            "preview": say(f"letter.{subject}", lang, count=len(alerts), first=first),
            "subtitle": one_line(" · ".join(part for part in heading if part)),
            "greeting": say("letter.alert_greeting", lang, name=one_line(person.name)),
            "groups": groups,
            "more": say("letter.more", lang, count=len(alerts) - _MOST) if len(alerts) > _MOST else "",
            "footer": [
                say("letter.told_as", lang, roles=[Ref(f"letter.role.{role}") for role in sorted(roles)]),
                say("letter.masked", lang),
            ],
        }  # fmt: skip

    def _row(self, alert: Alert, lang: str) -> dict[str, Any]:
        left = self._left_h(alert)
        over = left is not None and left < 0
        word = "over" if over else "left"
        return {
            "state": "at_risk" if alert.kind in _AMBER else "breached",
            "chip": say(f"letter.chip.{alert.kind}", lang),
            "case": one_line(alert.case_no or "-"),
            "what": one_line(alert.customer or ""),
            "where": one_line(self.mask.text(alert.explain(lang)), _EXPLAINED),
            "over": over,
            "left": "" if left is None else say(f"letter.{word}", lang, hours=hours_text(abs(left))),
        }

    def _left_h(self, alert: Alert) -> float | None:
        """Return the hours that are left, below zero those over; counted time where a clock counts it."""
        why = alert.why
        if isinstance(why, Verdict) and why.elapsed_s is not None:
            return (why.limit_s - why.elapsed_s) / 3600
        return None if alert.due is None else (alert.due - self.result.as_of).total_seconds() / 3600
