"""The outbox against a real SMTP server that fails in every way, and against programs that are killed."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import fast_mail_parser
import pytest
import trustme
from postoffice.server import Post, serving

from kesu_xl.errors import KesuError
from kesu_xl.mail.config import mail_config, one_address
from kesu_xl.mail.delivery import Envelope
from kesu_xl.mail.folder import Folder
from kesu_xl.mail.kept import Mail, mail_key
from kesu_xl.mail.message import Attachment, compose
from kesu_xl.mail.outbox import Outbox
from kesu_xl.mail.smtp import Smtp, greeting

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = Path(__file__).resolve().parent


def message(subject: str = "客诉周报 2026-W47", attachment: bytes = b"") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "kesu@example.com", "a@example.com"
    mail.set_content("第一行\n.单独一点开头\n.\n最后一行\n")
    if attachment:
        mail.add_attachment(attachment, maintype="application", subtype="octet-stream", filename="客诉周报.xlsx")
    return mail


def queued(outbox: Outbox, to: tuple[str, ...] = ("a@example.com",), **message_of: object) -> Mail:
    key = mail_key("weekly", "/register.xlsx", "2026-W47", to)
    return outbox.queue("weekly", key, message(**message_of), Envelope("kesu@example.com", to))[0]  # type: ignore[arg-type]


def smtp(port: int, *, timeout: float = 10, password: str = "", **settings: str) -> Smtp:
    user = {"user": "kesu"} if password else {}
    config = mail_config(
        {"host": "localhost", "port": port, "security": "none", "sender": "kesu@example.com", **user, **settings}
    )
    return Smtp(config, lambda: password, timeout)


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    yield context


def test_a_mail_is_sent_as_it_was_written(outbox: Outbox) -> None:
    post, mail = Post(), queued(outbox)
    with serving(post) as port:
        endings = list(outbox.send(smtp(port), NOW))
    assert [(ending.mail.id, ending.mail.state, ending.said) for ending in endings] == [(mail.id, "sent", None)]
    [(to, got)] = post.got
    assert to == ("a@example.com",)
    assert b"X-Kesu" not in got
    assert f"<kesu.{mail.id.replace('-', '.')}@example.com>".encode() in got
    import email.policy

    read = email.message_from_bytes(got, policy=email.policy.default)
    assert read["Subject"] == "客诉周报 2026-W47"
    assert read.get_content().replace("\r\n", "\n") == "第一行\n.单独一点开头\n.\n最后一行\n"


def test_the_same_mail_is_queued_once_whatever_order_and_case_its_recipients_have(outbox: Outbox) -> None:
    first = queued(outbox, ("a@example.com", "b@example.com"))
    key = mail_key("weekly", "/register.xlsx", "2026-W47", ("B@example.com", "a@EXAMPLE.com"))
    again, new = outbox.queue("weekly", key, message(), Envelope("kesu@example.com", ("b@example.com",)))
    assert (again.id, new) == (first.id, False)
    twice, new = outbox.queue("weekly", key, message(), Envelope("kesu@example.com", ("b@example.com",)), again=True)
    assert new and twice.id != first.id
    assert len(outbox.mails()) == 2


def test_what_was_sent_and_purged_is_not_queued_again(outbox: Outbox) -> None:
    queued(outbox)
    with serving(Post()) as port:
        list(outbox.send(smtp(port), NOW))
    assert outbox.purge(datetime.now(UTC) - timedelta(days=1)) == []
    assert len(outbox.purge(datetime.now(UTC) + timedelta(days=1))) == 1
    assert queued(outbox).state == "sent"
    assert outbox.mails() == []
    left = [path.read_bytes() for path in outbox.folder.rglob("*") if path.is_file()]
    assert not [data for data in left if b"@" in data]  # no address stays behind


def test_what_nobody_got_and_was_purged_is_queued_anew(outbox: Outbox) -> None:
    first = queued(outbox)
    with serving(post := Post(data="554 5.7.1 no")) as port:
        assert [ending.mail.state for ending in outbox.send(smtp(port), NOW)] == ["failed"]
        assert len(outbox.purge(datetime.now(UTC) + timedelta(days=1))) == 1
        again = queued(outbox)
        assert again.state == "queued" and again.id != first.id
        post.data = ""
        assert [ending.mail.state for ending in outbox.send(smtp(port), NOW)] == ["sent"]
    assert queued(outbox).state == "sent" and len(post.got) == 1


def test_what_some_got_and_was_purged_is_not_queued_again(outbox: Outbox) -> None:
    to = ("a@example.com", "gone@example.com")
    queued(outbox, to)
    with serving(Post(rcpt={"gone@example.com": "550 no such user"})) as port:
        list(outbox.send(smtp(port), NOW))
    assert len(outbox.purge(datetime.now(UTC) + timedelta(days=1))) == 2
    assert queued(outbox, to).state == "sent" and outbox.mails() == []


def test_days_are_counted_from_when_a_mail_was_sent(outbox: Outbox) -> None:
    mail = queued(outbox)
    long_ago = (datetime.now(UTC) - timedelta(days=10)).timestamp()
    os.utime(mail.path, (long_ago, long_ago))
    with serving(Post()) as port:
        list(outbox.send(smtp(port), NOW))
    assert outbox.purge(datetime.now(UTC) - timedelta(days=7)) == []


def test_the_last_of_many_is_the_one_that_is_known(outbox: Outbox) -> None:
    key, to = mail_key("weekly", "/register.xlsx", "2026-W47", ()), Envelope("kesu@example.com", ("a@example.com",))
    for _ in range(10):
        last, _ = outbox.queue("weekly", key, message(), to, again=True)
    known, is_new = outbox.queue("weekly", key, message(), to)
    assert (known.id, is_new) == (last.id, False)


@pytest.mark.parametrize(("fault", "state", "words"), [
    ({"mail": "451 try later"}, "queued", "451 try later"), ({"mail": "550 not you"}, "failed", "550 not you"),
    ({"data": "452 disk full"}, "queued", "452 disk full"), ({"data": "554 spam"}, "failed", "554 spam"),
    ({"data": "552 too big"}, "failed", "--body-only"),
    ({"rcpt": {"a@example.com": "550 no such user"}}, "failed", "550 no such user"),
    ({"rcpt": {"a@example.com": "450 greylisted"}}, "queued", "450 greylisted"),
    ({"vanish": "in data"}, "queued", "broke"),
])  # fmt: skip
def test_a_refusal_keeps_the_mail_with_the_servers_words(
    outbox: Outbox, fault: dict[str, object], state: str, words: str
) -> None:
    mail, post = queued(outbox), Post(**fault)  # type: ignore[arg-type]
    with serving(post) as port:
        [ending] = outbox.send(smtp(port), NOW)
    assert (ending.mail.id, ending.mail.state) == (mail.id, state)
    assert ending.said is not None and words in ending.said.say("en") and words in ending.mail.said
    assert post.got == []


def test_a_temporary_failure_is_tried_again_later_and_less_and_less_often(outbox: Outbox) -> None:
    queued(outbox)
    now, waits = NOW, []
    with serving(Post(data="451 later")) as port:
        for _ in range(8):
            [ending] = outbox.send(smtp(port), now)
            assert list(outbox.send(smtp(port), now)) == []  # not due
            if ending.mail.next_at is None:
                break
            waits.append((ending.mail.next_at - now) // timedelta(minutes=1))
            now = ending.mail.next_at
    assert waits == [1, 5, 15, 60, 240, 720, 1440]
    assert ending.mail.state == "failed"
    again = outbox.retry(ending.mail)
    with serving(post := Post()) as port:
        assert [ending.mail.state for ending in outbox.send(smtp(port), now)] == ["sent"]
    assert again.state == "queued" and len(post.got) == 1


def test_a_clock_that_ran_ahead_keeps_no_mail_for_long(outbox: Outbox) -> None:
    queued(outbox)
    with serving(post := Post(data="451 not now")) as port:
        [ending] = outbox.send(smtp(port), NOW + timedelta(days=730))
        assert ending.mail.state == "queued"
        post.data = ""
        assert [ending.mail.state for ending in outbox.send(smtp(port), NOW)] == ["sent"]


def test_who_was_refused_gets_a_mail_of_their_own_and_nobody_gets_two(outbox: Outbox) -> None:
    to = ("a@example.com", "gone@example.com", "grey@example.com")
    queued(outbox, to)
    post = Post(rcpt={"gone@example.com": "550 unknown", "grey@example.com": "451 later"})
    with serving(post) as port:
        [ending] = outbox.send(smtp(port), NOW)
        assert ending.mail.state == "sent" and ending.said is not None and "550 unknown" in ending.said.say("zh-Hans")
        left = {mail.envelope.to: mail for mail in outbox.mails() if mail.state != "sent"}
        assert {to: mail.state for to, mail in left.items()} == {
            ("gone@example.com",): "failed", ("grey@example.com",): "queued",
        }  # fmt: skip
        post.rcpt.clear()
        [later] = outbox.send(smtp(port), NOW + timedelta(hours=1))
    assert [to for to, _ in post.got] == [("a@example.com",), ("grey@example.com",)]
    assert later.mail.state == "sent"


@pytest.mark.parametrize("how", ["vanish", "hang", "nonsense"])
def test_no_answer_after_the_final_dot_is_never_tried_again_by_itself(outbox: Outbox, how: str) -> None:
    mail = queued(outbox)
    post = {
        "vanish": Post(vanish="after dot"), "hang": Post(hang=2.5), "nonsense": Post(after="hello there"),
    }[how]  # fmt: skip
    with serving(post) as port:
        [ending] = outbox.send(smtp(port, timeout=1), NOW)
        assert ending.mail.handed and ending.said is not None
        assert "may have arrived" in ending.said.say("en")
        [told] = outbox.send(smtp(port), NOW + timedelta(days=1))
        assert told.mail.id == mail.id and told.mail.state == "sending" and len(post.got) == 1
        post.vanish, post.hang, post.after = "", 0, ""
        outbox.retry(outbox.find(mail.id))
        assert [ending.mail.state for ending in outbox.send(smtp(port), NOW)] == ["sent"]
    assert len(post.got) == 2
    assert len({got.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _, got in post.got}) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd's, about TLS that it does not see
def test_starttls_and_tls_and_the_password(outbox: Outbox, trusted: ssl.SSLContext) -> None:
    for number, (security, at_once) in enumerate((("starttls", False), ("tls", True))):
        queued(outbox, (f"{number}@example.com",))
        with serving(post := Post(), tls=trusted, at_once=at_once, password="geheim") as port:
            transport = smtp(port, security=security, password="falsch")
            [ending] = outbox.send(transport, NOW)
            assert ending.mail.state == "queued" and ending.said is not None
            assert "does not accept the password of kesu" in ending.said.say("en") and "falsch" not in ending.said.say(
                "en"
            )
            [ending] = outbox.send(smtp(port, security=security, password="geheim"), NOW)
        assert ending.mail.state == "sent" and len(post.got) == 1
    kept = b"".join(path.read_bytes() for path in outbox.folder.rglob("*") if path.is_file())
    assert b"geheim" not in kept and b"falsch" not in kept


def test_a_certificate_that_nobody_vouches_for_gets_no_password(outbox: Outbox) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    queued(outbox)
    with serving(post := Post(), tls=context, password="geheim") as port:
        [ending] = outbox.send(smtp(port, security="starttls", password="geheim"), NOW)
    assert ending.mail.state == "queued" and ending.said is not None and "certificate" in ending.said.say("en")
    assert post.got == []


def test_a_server_without_starttls_gets_nothing(outbox: Outbox) -> None:
    queued(outbox)
    with serving(post := Post()) as port:
        [ending] = outbox.send(smtp(port, security="starttls"), NOW)
    assert ending.mail.state == "queued" and ending.said is not None and "STARTTLS" in ending.said.say("en")
    assert post.got == []


def test_a_fault_of_the_set_up_stops_the_round_and_costs_no_attempt(outbox: Outbox) -> None:
    queued(outbox, ("a@example.com",))
    queued(outbox, ("b@example.com",))
    with serving(Post()) as port:
        endings = list(outbox.send(smtp(port, security="starttls"), NOW))
    assert len(endings) == 1
    assert {mail.attempts for mail in outbox.mails()} == {0}


def test_no_server_keeps_the_mail(outbox: Outbox) -> None:
    queued(outbox)
    [ending] = outbox.send(smtp(1), NOW)
    assert ending.mail.state == "queued" and ending.said is not None and "cannot be reached" in ending.said.say("en")


def test_a_mail_over_the_limit_can_go_without_its_attachment(outbox: Outbox) -> None:
    mail = queued(outbox, attachment=b"x" * 400_000)
    with serving(post := Post(), size=100_000) as port:
        [ending] = outbox.send(smtp(port), NOW)
        assert ending.mail.state == "failed" and ending.said is not None
        assert "the server takes 0.1 MB at most" in ending.said.say("en")
        outbox.retry(outbox.find(mail.id), without_workbook=True)
        [ending] = outbox.send(smtp(port), NOW)
    assert ending.mail.state == "sent"
    [(_, got)] = post.got
    assert b"attachment" not in got and "客诉周报.xlsx".encode() not in got and len(got) < 3_000


def test_a_mail_without_its_attachment_keeps_its_headers_whatever_their_length(outbox: Outbox) -> None:
    to = ("a" * 60 + "@" + "b" * 60 + ".example.com", "b@example.com")
    subject = "客诉周报 2026-W47（张三）：新增 2，未结 2，超时 0 以及更多更多的文字和 空格 在 里 面"
    whole = compose(
        ("品保部", "kesu@example.com"), to, subject, ("x", "<p>x</p>"), NOW, [Attachment("周报.xlsx", "w.xlsx", b"x")]
    )
    mail, _ = outbox.queue("weekly", "key", whole, Envelope("kesu@example.com", to))
    outbox.retry(mail, without_workbook=True)
    with serving(post := Post()) as port:
        [ending] = outbox.send(smtp(port), NOW)
    assert ending.mail.state == "sent"
    [(got_to, got)] = post.got
    assert got_to == to and b"X-Kesu" not in got
    read = fast_mail_parser.parse_email(got)
    assert read.subject == subject and read.attachments == [] and read.headers["Message-ID"]
    assert got.startswith(b"From: ") and got.partition(b"\r\n\r\n")[0].count(b"b" * 60) == 1  # in To


def test_a_server_that_says_nothing_is_asked_once_for_all_mails(outbox: Outbox) -> None:
    for number in range(3):
        queued(outbox, (f"{number}@example.com",))
    with socket.create_server(("127.0.0.1", 0)) as dumb:
        endings = list(outbox.send(smtp(dumb.getsockname()[1], timeout=0.5), NOW))
    assert len(endings) == 1 and endings[0].said is not None and "was silent for 0.5 s" in endings[0].said.say("en")
    assert sorted(mail.attempts for mail in outbox.mails()) == [0, 0, 1]


def test_a_host_that_cannot_be_a_name_is_said(outbox: Outbox) -> None:
    queued(outbox)
    config = mail_config({"host": "mail..example.com", "sender": "kesu@example.com"})
    [ending] = outbox.send(Smtp(config, str), NOW)
    assert ending.mail.state == "queued" and ending.said is not None
    assert "no server mail..example.com" in ending.said.say("en")


@pytest.mark.parametrize(("machine", "said"), [
    ("qa-pc.example.com", "qa-pc.example.com"), ("张三-PC.example.com", "[127.0.0.1]"), ("QA_PC.corp", "[127.0.0.1]"),
    ("localhost", "[127.0.0.1]"), ("a.b\r\nX", "[127.0.0.1]"), ("", "[127.0.0.1]"),
])  # fmt: skip
def test_a_machine_with_a_name_that_smtp_does_not_know_can_send(machine: str, said: str) -> None:
    assert greeting(machine) == said


def test_who_looked_before_another_program_sent_a_mail_does_not_send_it_again(outbox: Outbox) -> None:
    seen = queued(outbox)
    with serving(post := Post()) as port:
        list(outbox.send(smtp(port), NOW))
        with pytest.raises(KesuError) as caught:
            outbox.retry(seen)
        assert caught.value.code == "mail_already_sent"
        assert list(outbox.send(smtp(port), NOW)) == [] and len(post.got) == 1


def test_what_a_killed_program_noted_goes_with_the_purge(outbox: Outbox) -> None:
    mail = queued(outbox)
    mail.path.unlink()  # it was killed before it wrote the mail
    assert any(b"a@example.com" in note.read_bytes() for note in (outbox.folder / "notes").iterdir())
    outbox.purge(NOW)
    assert list((outbox.folder / "notes").iterdir()) == []


def test_a_folder_of_mails_needs_no_server(outbox: Outbox, tmp_path: Path) -> None:
    mail = queued(outbox)
    [ending] = outbox.send(Folder(tmp_path / "out"), NOW)
    assert ending.mail.state == "sent"
    [path] = (tmp_path / "out").iterdir()
    assert path.suffix == ".eml" and mail.id.encode().replace(b"-", b".") in path.read_bytes()


#: Sends from a program of its own; `at` names the step at which it is killed.
_PROGRAM = textwrap.dedent("""
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from kesu_xl.mail import outbox as room, smtp as way
    from kesu_xl.mail.config import mail_config
    folder, port, at = sys.argv[1], sys.argv[2], sys.argv[3]
    def kill(*_): os.kill(os.getpid(), signal.SIGKILL)
    def before(owner, name):
        real = getattr(owner, name)
        def step(*values, **named):
            kill()
        setattr(owner, name, step)
    def after(owner, name):
        real = getattr(owner, name)
        def step(*values, **named):
            done = real(*values, **named)
            kill()
            return done
        setattr(owner, name, step)
    where, owner, name = at.split(":")
    owners = {"outbox": room.Outbox, "smtp": way, "class": way.Smtp}
    {"before": before, "after": after}.get(where, lambda *_: None)(owners[owner], name)
    config = mail_config({"host": "localhost", "port": port, "security": "none", "sender": "kesu@example.com"})
    for ending in room.Outbox(Path(folder)).send(way.Smtp(config, str), datetime(2026, 11, 21, 9, tzinfo=UTC)):
        print(ending.mail.state, flush=True)
""")


def program(folder: Path, port: int, at: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", _PROGRAM, str(folder), str(port), at]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
@pytest.mark.parametrize(("at", "uncertain", "arrived"), [
    ("before:outbox:_attempt", False, 0), ("after:outbox:_move", False, 0), ("before:class:_connected", False, 0),
    ("after:class:_connected", False, 0), ("before:smtp:_dotted", False, 0), ("before:smtp:_reply", True, 1),
    ("before:outbox:_delivered", True, 1),
])  # fmt: skip
def test_a_kill_at_any_step_loses_nothing_and_sends_nothing_twice_without_a_word(
    outbox: Outbox, at: str, uncertain: bool, arrived: int
) -> None:
    mail, post = queued(outbox), Post()
    with serving(post) as port:
        process = program(outbox.folder, port, at)
        assert process.communicate(timeout=60)[0] == "" and process.returncode == -signal.SIGKILL
        assert len(post.got) == arrived
        endings = list(outbox.send(smtp(port), NOW))
        assert [ending.mail.id for ending in endings] == [mail.id]
    if uncertain:
        assert endings[0].mail.state == "sending" and endings[0].said is not None
        assert "may have arrived" in endings[0].said.say("en")
    else:
        assert endings[0].mail.state == "sent"
    assert len(post.got) == 1


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
def test_a_kill_while_the_rest_is_kept_for_those_who_were_refused_mails_nobody_twice(outbox: Outbox) -> None:
    queued(outbox, ("a@example.com", "grey@example.com"))
    post = Post(rcpt={"grey@example.com": "451 later"})
    with serving(post) as port:
        process = program(outbox.folder, port, "after:outbox:_rest")
        assert process.communicate(timeout=60)[0] == "" and process.returncode == -signal.SIGKILL
        post.rcpt.clear()
        told, rest = outbox.send(smtp(port), NOW + timedelta(hours=1))
    assert told.mail.state == "sending" and told.said is not None and "may have arrived" in told.said.say("en")
    assert rest.mail.state == "sent" and rest.mail.envelope.to == ("grey@example.com",)
    assert [to for to, _ in post.got] == [("a@example.com",), ("grey@example.com",)]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_kill_while_a_mail_is_queued_leaves_one_mail_or_none(outbox: Outbox, step: int) -> None:
    """A mail is queued with three files, each put in its place by a rename."""
    code = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        real, done = Path.replace, []
        def step(self, target):
            real(self, target)
            done.append(target)
            if len(done) == {step}:
                os.kill(os.getpid(), signal.SIGKILL)
        Path.replace = step
        from test_outbox import queued, Outbox
        queued(Outbox(Path({str(outbox.folder)!r})))
    """)
    killed = subprocess.run([sys.executable, "-c", code], cwd=HERE, timeout=60, check=False,
                            env={**os.environ, "PYTHONPATH": str(HERE.parent)})  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert queued(outbox).state == "queued" and len(outbox.mails()) == 1
    with serving(post := Post()) as port:
        assert [ending.mail.state for ending in outbox.send(smtp(port), NOW)] == ["sent"]
    assert len(post.got) == 1 and queued(outbox).state == "sent"


def test_several_programs_at_once_send_each_mail_once(outbox: Outbox) -> None:
    for number in range(12):
        queued(outbox, (f"{number}@example.com",))
    post = Post(hang=0.02)
    with serving(post) as port:
        programs = [program(outbox.folder, port, "-:smtp:-") for _ in range(3)]
        said = [process.communicate(timeout=60)[0] for process in programs]
    assert sorted(to for (to,), _ in post.got) == sorted(f"{number}@example.com" for number in range(12))
    assert "".join(said).split() == ["sent"] * 12


@pytest.mark.parametrize("text", [
    "", "a", "a@b@c", "a@example.com\nBcc: x@example.com", "a@example.com\r\n", "<a@example.com>", "a b@example.com",
    "a..b@example.com", "张三@example.com", "a@-example.com", "a@example.com, b@example.com", ".a@example.com",
    "a.@example.com", "a(b)@example.com", "a@b.",
])  # fmt: skip
def test_only_an_address_is_an_address(text: str) -> None:
    if text != "a@example.com\r\n":  # a line end at the edge is cut off
        with pytest.raises(KesuError):
            one_address(text, "to")
    else:
        assert one_address(text, "to") == "a@example.com"


@pytest.mark.parametrize(("values", "code"), [
    ({"host": "mail.example.com", "password": "x"}, "mail_password_in_file"),
    ({"host": "mail.example.com", "security": "none"}, "mail_unprotected"),
    ({"host": "mail.example.com", "security": "ssl"}, "mail_setting_wrong"),
    ({"host": "mail.example.com", "port": "x"}, "mail_setting_wrong"),
    ({"transport": "smtp"}, "mail_setting_missing"), ({"hots": "x"}, "mail_setting_unknown"),
    ({"sender": "x"}, "no_address"), ({"host": ["mail.example.com"]}, "mail_setting_no_text"),
    ({"host": "localhost", "port": True}, "mail_setting_no_text"), ({"folder": 5}, "mail_setting_no_text"),
    ({"to": 5}, "mail_setting_wrong"), ({"to": [5]}, "mail_setting_wrong"), ({"to": {}}, "mail_setting_wrong"),
    ({"quiet_hours": "night"}, "mail_setting_wrong"), ({"quiet_hours": 22}, "mail_setting_no_text"),
])  # fmt: skip
def test_settings_that_cannot_be_used_are_refused_in_one_line(values: dict[str, object], code: str) -> None:
    with pytest.raises(KesuError) as caught:
        mail_config(values)
    assert caught.value.code == code
    for lang in ("zh-Hans", "zh-Hant", "en"):
        assert "\n" not in caught.value.say(lang)
