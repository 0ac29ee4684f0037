"""``kesu outbox``: the queue of mails; ``kesu schedule``: what runs it all by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import click

from kesu_xl.cli.mail import print_endings, print_waiting
from kesu_xl.cli.options import Options, now_or
from kesu_xl.errors import KesuError
from kesu_xl.wording import say

__all__ = ["add_outbox", "add_schedule"]

Told = Callable[..., tuple[str, bool]]


def add_outbox(kesu: click.Group, told: Told, options: Options) -> None:
    """Add the group ``outbox``."""
    lang = options.lang
    shown = say("cli.metavar_options", lang)

    @kesu.group(name="outbox", help=say("cli.help_outbox", lang), **options.group)
    @options.common
    def outbox(**_: Any) -> None:
        """Hold the commands."""

    def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
        return outbox.command(name, help=say(f"cli.help_outbox_{name}", lang), options_metavar=shown)

    @command("list")
    @options.as_json
    @options.common
    def list_(as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json, print_table
        from kesu_xl.flow.posting import posting_here

        spoken = told(**given)[0] or lang
        box = posting_here().outbox
        mails = box.mails()
        if as_json:
            print_json({"mails": [mail.as_json() for mail in mails]})
        elif not mails:
            click.echo(say("cli.outbox_empty", spoken, folder=str(box.folder)))
        else:
            heads = [say(f"cli.outbox_{name}", spoken) for name in ("id", "kind", "state", "to", "subject", "said")]
            print_table(
                heads,
                [
                    (m.id, _kind(m.kind, spoken), say(f"cli.mail_state.{m.state}", spoken),
                     ", ".join(m.envelope.to), m.subject, m.said)
                    for m in mails
                ],
            )  # fmt: skip
        return 0

    @command("show")
    @click.argument("name", metavar="ID")
    @options.as_json
    @options.common
    def show(name: str, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.posting import posting_here

        told(**given)
        box = posting_here().outbox
        mail = box.find(name)
        head, body = box.content(mail)
        if as_json:
            print_json({**mail.as_json(), "headers": head, "text": body})
        else:
            for title, value in head.items():
                click.echo(f"{title}: {value}")
            click.echo()
            click.echo(body)
        return 0

    @command("send")
    @options.as_json
    @options.common
    def send(as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.posting import posting_here

        spoken, quiet = told(**given)
        spoken = spoken or lang
        posting, now = posting_here(), now_or(None)
        waiting = [mail for mail in posting.outbox.mails() if mail.state in ("queued", "sending")]
        # what has to wait is said first: what fails now says so by itself
        waits = print_waiting(posting, now, spoken)
        sent = print_endings(posting, now, None, spoken, quiet=quiet or as_json)
        if not waiting and not quiet and not as_json:
            click.echo(say("cli.outbox_nothing_due", spoken))
        if as_json:
            print_json({"mails": [mail.as_json() for mail in posting.outbox.mails()]})
        return 0 if sent and not waits else 1

    @command("retry")
    @click.argument("names", nargs=-1, metavar="[ID]...")
    @click.option("--body-only", is_flag=True, help=say("cli.option_body_only", lang))
    @click.option("--send", "at_once", is_flag=True, help=say("cli.option_send", lang))
    @options.common
    def retry(names: Sequence[str], body_only: bool, at_once: bool, **given: Any) -> int:
        from kesu_xl.flow.posting import posting_here

        spoken, quiet = told(**given)
        spoken = spoken or lang
        posting, now = posting_here(), now_or(None)
        box = posting.outbox
        chosen = [box.find(name) for name in names]
        if not names:
            every = box.mails()
            chosen = [mail for mail in every if mail.state == "failed" or mail.next_at is not None]
            if not chosen and any(mail.handed for mail in every):
                raise KesuError("mail_retry_what")
        back = [box.retry(mail, without_workbook=body_only) for mail in chosen]
        for mail in back:
            if not quiet:
                click.echo(say("cli.outbox_requeued", spoken, id=mail.id))
        if at_once and back:
            return 0 if print_endings(posting, now, [mail.id for mail in back], spoken, quiet=quiet) else 1
        return 0

    @command("arrived")
    @click.argument("names", nargs=-1, required=True, metavar="ID...")
    @options.common
    def arrived(names: Sequence[str], **given: Any) -> int:
        from kesu_xl.flow.posting import posting_here

        spoken = told(**given)[0] or lang
        box = posting_here().outbox
        for name in names:
            mail = box.arrived(box.find(name))
            click.echo(say("cli.outbox_settled", spoken, id=mail.id))
        return 0

    @command("purge")
    @click.option(
        "--older-than", "days", type=click.IntRange(min=0), required=True, metavar="DAYS",
        help=say("cli.option_older_than", lang),
    )  # fmt: skip
    @options.as_json
    @options.common
    def purge(days: int, as_json: bool, **given: Any) -> int:
        from kesu_xl.cli.show import print_json
        from kesu_xl.flow.posting import posting_here

        spoken = told(**given)[0] or lang
        gone = posting_here().outbox.purge(now_or(None) - timedelta(days=days))
        if as_json:
            print_json({"purged": [mail.id for mail in gone]})
        else:
            click.echo(say("cli.outbox_purged", spoken, count=len(gone)))
        return 0


def _kind(kind: str, lang: str) -> str:
    # somebody may have put a mail of another program there
    return say(f"cli.mail_kind.{kind}", lang) if kind in ("weekly", "alert", "test") else kind


def add_schedule(kesu: click.Group, told: Told, options: Options) -> None:
    """Add the group ``schedule``."""
    lang = options.lang
    shown = say("cli.metavar_options", lang)

    @kesu.group(name="schedule", help=say("cli.help_schedule", lang), **options.group)
    @options.common
    def schedule(**_: Any) -> None:
        """Hold the command."""

    @schedule.command("print", help=say("cli.help_schedule_print", lang), options_metavar=shown)
    @click.argument("register", default="register.xlsx", metavar="[REGISTER]")
    @click.option(
        "--for", "system", type=click.Choice(["cron", "systemd", "windows"]), default=None,
        help=say("cli.option_schedule_for", lang),
    )  # fmt: skip
    @click.option(
        "--every", type=click.IntRange(1, 60), default=15, metavar="MINUTES",
        help=say("cli.option_schedule_every", lang),
    )  # fmt: skip
    @click.option("--weekly", default="Mon 08:00", metavar="'Mon 08:00'", help=say("cli.option_schedule_weekly", lang))
    @options.common
    def print_(register: str, system: str | None, every: int, weekly: str, **given: Any) -> int:
        from kesu_xl.flow.scheduling import schedule_entry

        click.echo(schedule_entry(register, system, every, weekly, told(**given)[0] or lang), nl=False)
        return 0
