"""The commands that write mails: ``weekly``, ``alert`` and ``mail test``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kesu_xl.cli.ending import pasted, tell, tell_unread
from kesu_xl.cli.options import Options, PathTo, now_or
from kesu_xl.wording import say

if TYPE_CHECKING:
    from pathlib import Path

    from kesu_xl.flow.posting import Posting
    from kesu_xl.flow.results import Problem
    from kesu_xl.flow.weekly import WeeklyResult

__all__ = ["add_mail_commands", "print_endings", "print_waiting"]

#: Makes a function a command of that name.
Command = Callable[[str], Callable[[Callable[..., int]], click.Command]]
#: Returns language and quietness as the options before and behind the command say.
Told = Callable[..., tuple[str, bool]]


def add_mail_commands(kesu: click.Group, command: Command, told: Told, options: Options) -> None:
    """Add ``weekly``, ``alert`` and the group ``mail``."""
    lang = options.lang

    def said(name: str) -> str:
        return say(f"cli.option_{name}", lang)

    @command("weekly")
    @click.argument("registers", nargs=-1, required=True, metavar="REGISTER...")
    @click.option("--week", default="", metavar="2026-W47", help=said("week_mail"))
    @click.option("--to", multiple=True, metavar="ADDRESS", help=said("mail_to"))
    @click.option("--personal", is_flag=True, help=said("personal"))
    @click.option("--unmasked", is_flag=True, help=said("mail_unmasked"))
    @click.option("--dry-run", is_flag=True, help=said("dry_run"))
    @click.option("-o", "--output", type=PathTo(), metavar="DIR", help=said("output"))
    @click.option("--send", is_flag=True, help=said("send"))
    @click.option("--again", is_flag=True, help=said("again"))
    @options.place
    @options.time
    @options.force
    @options.as_json
    @options.common
    def weekly(registers: Sequence[str], week: str, to: Sequence[str], personal: bool, unmasked: bool, dry_run: bool,
               output: Path | None, send: bool, again: bool, as_json: bool, as_of: datetime | None, sheet: str,
               mapping: str | None, timezone: str, force: bool, **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.weekly import compose_weekly

        if dry_run == (output is None):
            raise click.UsageError(say("cli.weekly_needs_folder", lang))
        if dry_run and send:
            raise click.UsageError(say("cli.dry_not_send", lang))
        spoken, quiet = told(**given)
        now = now_or(None)
        result = compose_weekly(list(registers), as_of=now_or(as_of), week=week, to=to, personal=personal,
                                unmasked=unmasked, sheet=sheet, mapping=mapping, timezone=timezone, lang=spoken,
                                dated=now)  # fmt: skip
        if output is None:
            result.queue(again=again)
        code = _tell(result.found, pasted(*registers), result.lang, quiet=quiet, as_json=as_json)
        if tell_unread(result.failed, result.lang):
            code = 1
        if output is not None:
            for path in result.write(output, force=force):
                if not as_json:
                    click.echo(say("cli.weekly_written", result.lang, path=str(path)))
        else:
            if not as_json:
                _print_queued(result)
            if send and not _sent_now(result, now, quiet=quiet or as_json):
                code = 1
        if as_json:
            print_json(result.as_json())
        return code

    @command("alert")
    @click.argument("register", metavar="REGISTER")
    @click.option("--dry-run", is_flag=True, help=said("dry_alert"))
    @click.option("--send", is_flag=True, help=said("send"))
    @options.place
    @options.time
    @options.as_json
    @options.common
    def alert(register: str, dry_run: bool, send: bool, as_json: bool, as_of: datetime | None, sheet: str,
              mapping: str | None, timezone: str, **given: Any) -> int:  # fmt: skip
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.alert_mails import alert_mails

        if dry_run and send:
            raise click.UsageError(say("cli.dry_not_send", lang))
        spoken, quiet = told(**given)
        now = now_or(None)
        made = alert_mails(register, as_of=now_or(as_of), queue=not dry_run, sheet=sheet, mapping=mapping,
                           timezone=timezone, lang=spoken, dated=now)  # fmt: skip
        code = _tell(made.found, pasted(register), made.lang, quiet=quiet, as_json=as_json)
        if not as_json:
            for one in made.digests:
                key, name = ("mail_queued", one.queued.id) if one.queued else ("alert_would", "")
                person = one.person
                click.echo(say(f"cli.{key}", made.lang, id=name, name=person.name, to=person.mail, subject=one.subject))
            counts = {"mails": len(made.digests), "held": made.held_back, "told": made.told}
            click.echo(say("cli.alert_done", made.lang, **counts))
        if send:
            waits = print_waiting(made.posting, now, made.lang)
            wanted = made.to_send(now)
            if not print_endings(made.posting, now, wanted, made.lang, quiet=quiet or as_json) or waits:
                code = 1
        if as_json:
            print_json(made.as_json())
        return code

    @kesu.group(name="mail", help=say("cli.help_mail", lang), **options.group)
    @options.common
    def mail(**_: Any) -> None:
        """Hold the command."""

    @mail.command("test", help=say("cli.help_mail_test", lang), options_metavar=say("cli.metavar_options", lang))
    @click.option("--to", default="", metavar="ADDRESS", help=said("mail_test_to"))
    @options.common
    def test(to: str, **given: Any) -> int:
        from kesu_xl.flow.posting import posting_here

        spoken, quiet = told(**given)
        spoken = spoken or lang
        posting = posting_here()
        config = posting.config
        server = f"{config.host}:{config.port} {config.security}" if config.transport == "smtp" else "-"
        if not quiet:
            click.echo(say("cli.mail_setup", spoken, transport=config.transport, server=server, sender=config.sender,
                           outbox=str(posting.outbox.folder)))  # fmt: skip
        answer = posting.try_out()
        if not isinstance(answer, str):
            click.echo(say("cli.mail_fails", spoken, reason=answer.reason), err=True)
            return 1
        click.echo(say("cli.mail_works", spoken, answer=answer))
        if not to:
            return 0
        now = now_or(None)
        name = posting.queue_test(to, say("cli.mail_test_subject", spoken), say("cli.mail_test_body", spoken), now)
        return 0 if print_endings(posting, now, [name], spoken, quiet=quiet) else 1


def _tell(problems: Sequence[Problem], register: str, lang: str, *, quiet: bool, as_json: bool) -> int:
    """Say what is wrong with the data, list who cannot be written to, and return the exit code."""
    from kesu_xl.cli.show import print_problems

    # no other command knows whom a mail would go to
    unreached = [problem for problem in problems if problem.code.startswith("A")]
    code = tell([problem for problem in problems if not problem.code.startswith("A")], register, lang, quiet=quiet)
    if unreached and not as_json:
        print_problems(unreached, lang)
    if unreached and not quiet:
        click.echo(say("cli.unreached", lang, count=len(unreached)), err=True)
    return 1 if unreached else code


def _print_queued(result: WeeklyResult) -> None:
    for mail in result.mails:
        assert mail.queued is not None
        known = {"id": mail.queued.id, "to": list(mail.to), "subject": mail.subject}
        state = say(f"cli.mail_state.{mail.queued.state}", result.lang)
        click.echo(say("cli.mail_queued" if mail.is_new else "cli.mail_known", result.lang, state=state, **known))


def _sent_now(result: WeeklyResult, now: datetime, *, quiet: bool) -> bool:
    """Send the mails of a result, and say whether all of them are sent."""
    queued = [mail.queued for mail in result.mails if mail.queued is not None]
    wanted = [mail.id for mail in queued if mail.state != "sent"]
    sent = print_endings(result.posting, now, wanted, result.lang, quiet=quiet) if wanted else True
    for mail in result.mails:
        if mail.queued is not None and mail.queued.id in wanted:
            mail.queued = result.posting.outbox.find(mail.queued.id)
    return sent


def print_waiting(posting: Posting, now: datetime, lang: str) -> bool:
    """Print which mails wait for their next attempt, and say whether any does."""
    waits = False
    for mail in posting.outbox.mails():
        if mail.next_at is not None and mail.waits(now):
            at = mail.next_at.astimezone().strftime("%Y-%m-%d %H:%M")
            click.echo(say("cli.outbox_waits", lang, id=mail.id, at=at, said=mail.said), err=True)
            waits = True
    return waits


def print_endings(posting: Posting, now: datetime, only: Sequence[str] | None, lang: str, *, quiet: bool) -> bool:
    """Send mails, print how each ended, and say whether all that had to be sent were sent to everybody.

    Args:
        posting: The mail.
        now: The time.
        only: Ids; None for everything that is due.
        lang: Language of the lines.
        quiet: Print only what did not work.
    """
    done, sent, last = set(), True, ""
    for ending in posting.outbox.send(posting.transport, now, only):
        mail = ending.mail
        if ending.said is not None:
            click.echo(ending.said.say(lang), err=True)
            last = mail.said
            sent = sent and only is not None and mail.id not in only
        elif not quiet:
            click.echo(posting.said_of(mail).say(lang))
        done.add(mail.id)
    for name in only or ():
        # not tried: it has failed before, or the set-up stopped the round
        if name not in done:
            mail = posting.outbox.find(name)
            if mail.state != "sent":
                sent = False
                key = "mail.failed_before" if mail.state == "failed" else "mail.waits"
                click.echo(say(key, lang, id=name, reason=mail.said or last), err=True)
    return sent
