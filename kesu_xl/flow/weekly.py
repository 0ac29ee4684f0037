"""The weekly mail: figures of a week, workbook, subject and bodies, into the outbox; on wish one for each handler."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from kesu_xl.alerting import Addressee
from kesu_xl.checks import Checked
from kesu_xl.errors import KesuError
from kesu_xl.figures import Summary
from kesu_xl.flow.counting import Counted, counted, figures_of, without_collecting
from kesu_xl.flow.masking import Mask, leave_out_internal, mask_of
from kesu_xl.flow.opening import Given, Opened, as_of_in, listed, open_register
from kesu_xl.flow.output import OutputFolder, make_folder
from kesu_xl.flow.posting import Posting, identity_of, posting_of
from kesu_xl.flow.results import Found
from kesu_xl.flow.shown import problem_json, registers_json
from kesu_xl.flow.summarising import Span, filled_workbook, names_of, span_of
from kesu_xl.flow.weekly_body import weekly_values
from kesu_xl.flow.weekly_handlers import cases_of_handlers
from kesu_xl.mail.delivery import Envelope
from kesu_xl.mail.kept import Mail, mail_key
from kesu_xl.mail.message import Attachment, compose
from kesu_xl.mail.outbox import digest_of
from kesu_xl.problem import Problem
from kesu_xl.wording import Ref, Said, say

__all__ = [
    "WeeklyMail", "WeeklyResult", "compose_weekly", "last_week", "send_composed", "send_weekly", "weekly_book",
]  # fmt: skip

#: Characters that a file's name cannot have.
_FORBIDDEN: Final = '<>:"/\\|?*'


@dataclass(slots=True)
class WeeklyMail:
    """One weekly mail.

    Attributes:
        key: What makes it the same mail as another one.
        to: Addresses.
        name: Whose complaints it is about; "" for everybody's.
        subject: Its subject.
        text: Plain body.
        html: HTML body.
        file: Name of the workbook.
        workbook: The workbook.
        message: All of it.
        queued: The mail in the outbox, once it is there.
        is_new: It was put there by this run.
    """

    key: str
    to: tuple[str, ...]
    name: str
    subject: str
    text: str
    html: str
    file: str
    workbook: bytes
    message: EmailMessage
    queued: Mail | None = None
    is_new: bool = False


@dataclass(slots=True)
class WeeklyResult(Found):
    """The weekly mails of some registers; nothing is queued yet.

    Attributes:
        registers: Path of each register that was read, with how many complaints it has.
        failed: Path of each that could not be read, with the reason.
        week: ``2026-W47``.
        as_of: As of when, in the zone of the first register.
        mails: The mails: that to the managers first.
        found: Problems of the registers, and names of handlers that lead to no address.
        lang: The language of its texts.
        posting: Where it is queued.
    """

    registers: list[tuple[str, int]]
    failed: list[tuple[str, KesuError]]
    week: str
    as_of: datetime
    mails: list[WeeklyMail]
    found: list[Problem]
    lang: str
    posting: Posting

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "registers": registers_json(self.registers, self.failed, self.lang),
            "week": self.week,
            "as_of": self.as_of.isoformat(),
            "complaints": self.complaints,
            "mails": [
                {
                    "id": mail.queued.id if mail.queued else None,
                    "state": mail.queued.state if mail.queued else None,
                    "new": mail.is_new,
                    "to": list(mail.to),
                    "handler": mail.name,
                    "subject": mail.subject,
                }
                for mail in self.mails
            ],
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }

    @property
    def complaints(self) -> int:
        """How many complaints were counted."""
        return sum(count for _, count in self.registers)

    @property
    def was_queued(self) -> bool:
        """Whether the first mail is in the outbox, or was once."""
        return self.posting.outbox.was_queued(digest_of(self.mails[0].key))

    def queue(self, *, again: bool = False) -> None:
        """Put the mails into the outbox, each once.

        Raises:
            KesuError: Somebody has no address, or the outbox cannot be written.
        """
        if any(not mail.to for mail in self.mails):
            raise KesuError("nobody_to_mail")
        for mail in self.mails:
            envelope = Envelope(self.posting.config.sender, mail.to)
            mail.queued, mail.is_new = self.posting.outbox.queue(
                "weekly", mail.key, mail.message, envelope, again=again
            )

    def write(self, folder: Path, *, force: bool = False) -> list[Path]:
        """Write each mail as .eml, .html and .xlsx, and queue nothing.

        Raises:
            KesuError: A file is there that somebody changed, or the folder cannot be written.
        """
        make_folder(folder)
        written: list[Path] = []
        taken: set[str] = set()
        with OutputFolder(folder) as output:
            for mail in self.mails:
                stem = Path(mail.file).stem + (f"_{_file_part(mail.name)}" if mail.name else "")
                # two registers may each have somebody of that name
                numbered = (f"{stem}_{number}" for number in count(2))
                stem = next(one for one in chain([stem], numbered) if one.casefold() not in taken)
                taken.add(stem.casefold())
                contents = ((".eml", mail.message.as_bytes()), (".html", mail.html.encode()), (".xlsx", mail.workbook))
                for ending, data in contents:
                    output.write(stem + ending, data, force=force)
                    written.append(folder / (stem + ending))
        return written


def last_week(as_of: date) -> str:
    """Return the last ISO week that was over on a day: ``2026-W47``."""
    return _week_of(as_of - timedelta(days=as_of.isoweekday()))


def _week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def compose_weekly(
    sources: Given | Sequence[Given],
    *,
    as_of: datetime,
    week: str = "",
    to: Sequence[str] = (),
    personal: bool = False,
    unmasked: bool = False,
    sheet: str = "",
    mapping: str | None = None,
    timezone: str = "",
    lang: str = "",
    dated: datetime | None = None,
) -> WeeklyResult:
    """Compose the weekly mail of a register, or of several together; one that cannot be read stops no other.

    Args:
        sources: Path of a register, an open binary file, or several of them.
        as_of: What counts as now; a naive time is in the zone of the first register.
        week: ISO week, ``2026-W47``; the last one that is over where left out.
        to: Addresses; those of kesu.toml where left out.
        personal: Also one mail for each handler, with own cases and own figures.
        unmasked: Leave personal data and internal-only columns in.
        sheet: Name of the register's sheet, where it must not be searched for.
        mapping: A mapping file of ``kesu map``.
        timezone: The registers' zone.
        lang: Language of the mail; the first register's where left out.
        dated: When the mail is written; `as_of` where left out.

    Raises:
        KesuError: No register can be read, a body cannot, or an address is none.
    """
    given = listed(sources)
    opened: list[Opened] = []
    failed: list[tuple[str, KesuError]] = []
    for source in given:
        try:
            opened.append(open_register(source, sheet=sheet, mapping=mapping, timezone=timezone))
        except KesuError as error:
            failed.append((os.fspath(source) if isinstance(source, str | os.PathLike) else "", error))
    if not opened:
        raise failed[0][1]
    real = [os.path.realpath(one.path) for one in opened if one.path]
    if len(set(real)) < len(real):
        raise KesuError("same_register_twice", file=next(path for path in real if real.count(path) > 1))
    settings = opened[0].settings
    now = as_of_in(as_of, settings).astimezone(settings.zone)
    span = span_of(week or last_week(now.date()))
    assert span is not None
    week = _week_of(span[0])  # however it was written: it stands in the key of the mail
    posting = posting_of(opened[0])
    addresses = posting.addresses(to)
    with without_collecting():
        opened, checked, whole = _counted(opened, now, span, failed)
        read = [(one.path, one.complaints) for one in whole]
        mask = None
        if not unmasked:
            mask = mask_of(zip(opened, (one.cases.columns for one in whole), strict=True))
            for one in whole:
                leave_out_internal(one.cases)
                one.problems = [mask.problem(problem) for problem in one.problems]
        spoken = lang or whole[0].lang or "zh-Hans"
        problems = [problem for one in whole for problem in one.problems]
        writer = _Writer(posting, opened, failed, span, week, mask, dated or now)
        # the handlers' first: to count registers together joins their columns
        own, found = _personal(writer, checked, now, spoken) if personal else ([], [])
        problems += found
        mails = [writer.mail(whole, addresses, spoken), *own]
    return WeeklyResult(read, failed, week, now, mails, problems, spoken, posting)


def _counted(
    opened: Sequence[Opened], now: datetime, span: Span, failed: list[tuple[str, KesuError]]
) -> tuple[list[Opened], list[Checked], list[Counted]]:
    """Return the registers whose sheets can be read, with their rows; the others are added to `failed`."""
    read = []
    for one in opened:
        try:
            rows = one.checked(now)
            read.append((one, rows, counted(one, now, rows, span=span)))
        except KesuError as error:
            failed.append((one.path, error))
    if not read:
        raise failed[0][1]
    return [one for one, _, _ in read], [rows for _, rows, _ in read], [whole for _, _, whole in read]


@dataclass(slots=True)
class _Writer:
    """Writes the mails of one week."""

    posting: Posting
    opened: list[Opened]
    failed: list[tuple[str, KesuError]]
    span: Span
    week: str
    mask: Mask | None
    dated: datetime
    _identity: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        # a mail that lacks a register is not the same as the one that has it
        missing = [f"-{os.path.realpath(path)}" for path, _ in self.failed]
        self._identity = "|".join(sorted([*(identity_of(one) for one in self.opened), *missing]))

    def mail(self, registers: list[Counted], to: Sequence[str], lang: str) -> WeeklyMail:
        """Return the mail about everybody's complaints."""
        names = names_of(registers, lang)
        return self._written(figures_of(registers, self.span, names), registers, to, lang)

    def own_mail(self, registers: list[Counted], person: Addressee) -> WeeklyMail | None:
        """Return the mail about somebody's complaints; None where there is nothing to say."""
        figures = figures_of(registers, self.span, names_of(registers, person.lang))
        seen = figures.overview
        if not (seen.received or seen.open or seen.closed or figures.missed):
            return None
        return self._written(figures, registers, (person.mail,), person.lang, person.name)

    def _written(
        self, figures: Summary, registers: list[Counted], to: Sequence[str], lang: str, name: str = ""
    ) -> WeeklyMail:
        seen = self.mask.record if self.mask else lambda record: record
        missing = [(Path(path).name, _reason(path, error, lang)) for path, error in self.failed]
        workbook, _ = filled_workbook(
            figures, registers, lang, missing, seen=seen, own=self.posting.own_workbook(lang)
        )  # fmt: skip
        file = say("letter.file", lang, week=self.week)
        problems = [problem for one in registers for problem in one.problems]
        company = self.opened[0].settings.values.get("company", "")
        values = weekly_values(
            figures, problems, self.week, file, lang, company=company, name=name, mask=self.mask,
            missing=[path for path, _ in missing],
        )  # fmt: skip
        text, html = self.posting.bodies.render("weekly", values)
        subject, config = values["subject"], self.posting.config
        message = compose(
            (config.sender_name, config.sender), to, subject, (text, html), self.dated,
            [Attachment(file, f"weekly_{self.week}.xlsx", workbook)],
        )  # fmt: skip
        key = mail_key("weekly", self._identity, f"{self.week} {name}".strip(), to)
        return WeeklyMail(key, tuple(to), name, subject, text, html, file, workbook, message)


def _reason(path: str, error: KesuError, lang: str) -> str:
    """Return why a register could not be read; where its folder lies is nobody's business outside."""
    reason = error.say(lang)
    return reason.replace(path, Path(path).name) if path else reason


def _personal(
    writer: _Writer, checked: Sequence[Checked], now: datetime, lang: str
) -> tuple[list[WeeklyMail], list[Problem]]:
    """Return a mail for each handler who has complaints this week, and what stands in the way of others."""
    named, problems = cases_of_handlers(writer.opened, checked, writer.span, now, lang)
    mails = []
    for person, positions in named:
        registers = []
        for opened, rows, own in zip(writer.opened, checked, positions, strict=True):
            one = counted(opened, now, rows, only=own, span=writer.span)
            if writer.mask:
                leave_out_internal(one.cases)
                one.problems = [writer.mask.problem(problem) for problem in one.problems]
            registers.append(one)
        mail = writer.own_mail(registers, person)
        if mail is not None:
            mails.append(mail)
    return mails, problems


def _file_part(name: str) -> str:
    return "".join("_" if letter in _FORBIDDEN or not letter.isprintable() else letter for letter in name)[:60]


def weekly_book(given: Given, folder: Path, *, as_of: datetime) -> Path:
    """Write the weekly workbook of a register for the ribbon's 生成周报, and return where it is.

    Nothing is masked in it: whoever has the register open sees more than it holds.

    Args:
        given: The register, as it is open.
        folder: Where it is written.
        as_of: What counts as now.

    Raises:
        KesuError: There is no register in it, the folder cannot be written, or somebody changed the workbook there.
    """
    result = compose_weekly(given, as_of=as_of, unmasked=True)
    mail = result.mails[0]
    with OutputFolder(folder) as output:
        output.write(mail.file, mail.workbook, force=False)
    return folder / mail.file


def send_weekly(given: Given, *, as_of: datetime) -> Said:
    """Put the weekly mail of a register into the outbox and send it.

    Args:
        given: The register, as it is open.
        as_of: What counts as now, aware.

    Returns:
        The one message at the end: sent, sent before, or why it waits.

    Raises:
        KesuError: There is no register in it, nobody to send to, or the outbox cannot be written.
    """
    return send_composed(compose_weekly(given, as_of=as_of), as_of)


def send_composed(result: WeeklyResult, now: datetime) -> Said:
    """Put a composed mail to the managers into the outbox and send it; see `send_weekly`."""
    result.queue()
    mail = result.mails[0]
    queued = mail.queued
    assert queued is not None
    if queued.state == "sent":
        return Ref("mail.sent_before", week=result.week, to=list(mail.to))
    endings = result.posting.send(now, [queued.id])
    ending = next((one for one in endings if one.mail.id == queued.id), None)
    if ending is None:
        return Ref("mail.failed_before", id=queued.id, reason=queued.said)
    return ending.said or result.posting.said_of(ending.mail)
