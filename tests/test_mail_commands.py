"""The commands of mail against a real server, and what happens when nothing is as it should be."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import fast_mail_parser
import openpyxl
import pytest
import trustme
from postoffice.register import HEADS, NOW, register
from postoffice.server import Post, serving

from kesu_xl.cli import main
from kesu_xl.errors import KesuError
from kesu_xl.grid import column_letter
from kesu_xl.mail.config import mail_config
from kesu_xl.mail.outbox import Outbox
from kesu_xl.mail.quiet import QuietHours
from kesu_xl.settings import load_config

AS_OF: Final = "--as-of=2026-11-20T12:00"
WEEK: Final = ("--week", "2026-W47", AS_OF)
#: 61 hours old and not closed: breached.
LATE: Final = {
    "received_at": NOW - timedelta(hours=61), "owner_assigned_at": NOW - timedelta(hours=59),
    "first_response_at": NOW - timedelta(hours=59), "late_reason": "等样品",
}  # fmt: skip


class Ended:
    """What a command did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def box(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("KESU_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("KESU_MAIL_OUTBOX", str(tmp_path / "outbox"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)

    def go(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ended(int(ended.value.code or 0), out, err)

    return go


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def set_up(port: int, **more: str) -> None:
        values = {"host": "localhost", "port": str(port), "security": "none", "sender": "kesu@example.com", **more}
        for name, value in values.items():
            monkeypatch.setenv(f"KESU_MAIL_{name.upper()}", value)

    return set_up


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    yield context


def test_the_weekly_mail_is_queued_once_and_arrives(run: Run, smtp: Callable[..., None], tmp_path: Path) -> None:
    path = register(tmp_path / "客诉.xlsx", {}, LATE)
    first = run("weekly", path, *WEEK, "--to", "b@example.com,a@example.com")
    assert first.code == 0, first.err
    again = run("weekly", path, *WEEK, "--to", "A@EXAMPLE.com", "--to", "b@example.com", "--json")
    assert again.code == 0
    [mail] = again.json["mails"]
    assert (mail["new"], mail["state"]) == (False, "queued") and mail["id"] in first.out
    [listed] = run("outbox", "list", "--json").json["mails"]
    assert {name: listed[name] for name in ("id", "kind", "state", "subject")} == {
        "id": mail["id"], "kind": "weekly", "state": "queued", "subject": "客诉周报 2026-W47：新增 2，未结 2，超时 1",
    }  # fmt: skip
    assert listed["to"] == ["b@example.com", "a@example.com"] and "2026-W47" in listed["key"]
    with serving(post := Post()) as port:
        smtp(port)
        assert run("outbox", "send").code == 0
        assert run("outbox", "send").code == 0
        assert run("weekly", path, *WEEK, "--to", "a@example.com,b@example.com", "--send").code == 0
        assert len(post.got) == 1
        assert run("weekly", path, *WEEK, "--to", "a@example.com,b@example.com", "--send", "--again").code == 0
    assert [to for to, _ in post.got] == [("b@example.com", "a@example.com"), ("a@example.com", "b@example.com")]
    read = fast_mail_parser.parse_email(post.got[0][1])
    assert read.subject == "客诉周报 2026-W47：新增 2，未结 2，超时 1"
    assert [one.filename for one in read.attachments] == ["客诉周报_2026-W47.xlsx"]
    assert "K-2" in read.text_plain[0] and "K-2" in read.text_html[0]
    ids = {str(fast_mail_parser.parse_email(data).headers["Message-ID"]) for _, data in post.got}
    assert len(ids) == 2
    assert "客诉周报　2026-W47" in run("outbox", "show", mail["id"]).out
    assert run("outbox", "show", mail["id"][:6]).code == 2  # two begin so


def test_a_week_is_the_same_however_it_is_written(run: Run, tmp_path: Path, box: Outbox) -> None:
    path = register(tmp_path / "r.xlsx", {})
    for week in ("2026-W07", "2026-w7", "2026-W007", "２０２６-W07"):
        done = run("weekly", path, "--week", week, AS_OF, "--to", "a@example.com", "--json")
        assert (done.code, done.json["week"]) == (0, "2026-W07")
    assert len(box.mails()) == 1


def test_handlers_of_one_name_are_written_beside_each_other(run: Run, tmp_path: Path) -> None:
    other = [["姓名", "邮箱"], ["张三", "other@example.com"]]
    one, two = register(tmp_path / "a.xlsx", {}), register(tmp_path / "b.xlsx", {}, 人员=other)
    done = run("weekly", one, two, *WEEK, "--to", "boss@example.com", "--dry-run", "-o", tmp_path / "out", "--personal")
    assert done.code == 0, done.err
    written = [fast_mail_parser.parse_email(path.read_bytes()) for path in (tmp_path / "out").glob("*.eml")]
    assert sorted(address for mail in written for address in mail.headers["To"]) == [
        "boss@example.com", "other@example.com", "zhang@example.com",
    ]  # fmt: skip
    assert len(set(done.out.splitlines())) == len(done.out.splitlines()) == 9


def test_a_dry_run_queues_nothing(run: Run, tmp_path: Path, box: Outbox) -> None:
    path = register(tmp_path / "r.xlsx", LATE)
    done = run("weekly", path, *WEEK, "--dry-run", "-o", tmp_path / "out", "--personal")
    assert done.code == 0, done.err
    made = sorted(one.name for one in (tmp_path / "out").iterdir() if not one.name.startswith("."))
    assert made == sorted(f"客诉周报_2026-W47{who}{end}" for who in ("", "_张三") for end in (".eml", ".html", ".xlsx"))
    assert not box.folder.exists()
    openpyxl.load_workbook(tmp_path / "out" / "客诉周报_2026-W47.xlsx").close()
    assert run("weekly", path, *WEEK, "--dry-run", "-o", tmp_path / "out").code == 0  # its own files again
    (tmp_path / "out" / "客诉周报_2026-W47.html").write_text("mine", encoding="utf-8")
    assert run("weekly", path, *WEEK, "--dry-run", "-o", tmp_path / "out").code == 2
    assert run("weekly", path, *WEEK, "--dry-run").code == 2
    assert run("weekly", path, *WEEK, "-o", tmp_path / "out").code == 2


def test_a_register_that_cannot_be_read_stops_no_other_and_the_mail_says_which(
    run: Run, tmp_path: Path, box: Outbox
) -> None:
    good = register(tmp_path / "a.xlsx", {}, LATE)
    broken = tmp_path / "坏 <b>.xlsx"
    broken.write_bytes(b"no workbook")
    gone = tmp_path / "gone.xlsx"
    done = run("weekly", good, broken, gone, *WEEK, "--to", "a@example.com", "--personal", "--lang", "en")
    assert done.code == 1
    assert [sum(name in line for line in done.err.splitlines()) for name in ("坏 <b>.xlsx", "gone.xlsx")] == [1, 1]
    mails = box.mails()
    assert [mail.envelope.to for mail in mails] == [("a@example.com",), ("zhang@example.com",)]
    assert "2 new" in mails[0].subject
    read = [fast_mail_parser.parse_email(mail.path.read_bytes()) for mail in mails]
    for one in read:
        assert one.text_plain[0].count("坏 <b>.xlsx") == 1 and "gone.xlsx" in one.text_plain[0]
        assert "坏 &lt;b&gt;.xlsx" in one.text_html[0]
        assert "Everything was counted" not in one.text_plain[0] and "全部计入" not in one.text_plain[0]
        book = openpyxl.load_workbook(BytesIO(one.attachments[0].content))
        [sheet] = [sheet for sheet in book if sheet.title in ("Data problems", "数据问题")]
        text = str(list(sheet.values))
        assert "坏 <b>.xlsx" in text and "gone.xlsx" in text and str(tmp_path) not in text
        overview = str(list(book.worksheets[0].values))
        assert "could not be read, not counted: 2" in overview or "读不出的台账 2 个" in overview
    shape = run("weekly", good, gone, *WEEK, "--to", "a@example.com", "--json")
    assert shape.code == 1 and shape.json["registers"][0] == {"register": str(good), "complaints": 2}
    assert shape.json["registers"][1]["register"] == str(gone) and "gone.xlsx" in shape.json["registers"][1]["failed"]
    assert shape.json["mails"][0]["new"] is True  # another one is missing: another mail
    # once it can be read, the whole mail goes out; and the one about the good register alone is yet another
    register(gone, {})
    assert run("weekly", good, gone, *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["new"] is True
    assert run("weekly", good, *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["new"] is True
    assert run("weekly", broken, tmp_path / "none.xlsx", *WEEK, "--to", "a@example.com").code == 2


def test_a_register_of_ours_is_the_same_wherever_its_file_goes(run: Run, tmp_path: Path) -> None:
    assert run("new", "ours.xlsx").code == 0
    assert run("weekly", "ours.xlsx", *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["new"] is True
    shutil.move("ours.xlsx", "renamed.xlsx")
    assert run("weekly", "renamed.xlsx", *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["new"] is False
    assert run("new", "other.xlsx").code == 0
    assert run("weekly", "other.xlsx", *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["new"] is True


@pytest.mark.parametrize(("fault", "state", "words"), [
    ({"rcpt": {"a@example.com": "550 no such user"}}, "failed", "550 no such user"),
    ({"data": "451 try later"}, "queued", "451 try later"), ({"data": "554 spam"}, "failed", "554 spam"),
    ({"vanish": "in data"}, "queued", "broke"), ({"vanish": "after dot"}, "sending", "may have arrived"),
])  # fmt: skip
def test_what_is_not_sent_ends_with_1_and_is_kept(
    run: Run, smtp: Callable[..., None], tmp_path: Path, box: Outbox, fault: dict[str, Any], state: str, words: str
) -> None:
    path = register(tmp_path / "r.xlsx", {})
    with serving(Post(**fault)) as port:
        smtp(port)
        done = run("weekly", path, *WEEK, "--to", "a@example.com", "--send", "--lang", "en")
        assert done.code == 1 and words in done.err
        [mail] = box.mails()
        assert mail.state == state
        # again, by whatever way: it is said again, and not sent a second time without being told to
        again = run("weekly", path, *WEEK, "--to", "a@example.com", "--send", "--lang", "en")
        assert again.code == 1 and mail.id in again.err
        # what waits was to be sent, and is not; what has failed waits for a person
        swept = run("outbox", "send", "--lang", "en")
        assert swept.code == (0 if state == "failed" else 1)
        assert ("is tried again at" in swept.err) is (state == "queued")
        settled = run("outbox", "arrived", mail.id)
        assert settled.code == (0 if state == "sending" else 2)
        if state == "sending":
            assert box.mails()[0].state == "sent" and run("outbox", "send").code == 0
            return
    with serving(post := Post()) as port:
        smtp(port)
        assert run("outbox", "retry", mail.id, "--send", "--lang", "en").code == 0
    assert len(post.got) == 1 and box.mails()[0].state == "sent"
    assert run("outbox", "retry", mail.id).code == 2


def test_no_server_wrong_password_bad_certificate(
    run: Run, smtp: Callable[..., None], tmp_path: Path, box: Outbox, trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = register(tmp_path / "r.xlsx", {})
    smtp(1)
    done = run("weekly", path, *WEEK, "--to", "a@example.com", "--send", "--lang", "en")
    assert done.code == 1 and "cannot be reached" in done.err and len(done.err.splitlines()) == 1
    assert run("mail", "test", "--lang", "en").code == 1
    with serving(post := Post(), tls=trusted, password="geheim") as port:
        smtp(port, security="starttls", user="kesu")
        assert "no password" in run("mail", "test", "--lang", "en").err
        monkeypatch.setenv("KESU_MAIL_PASSWORD", "falsch")
        tried = run("mail", "test", "--lang", "en")
        assert tried.code == 1 and "does not accept the password" in tried.err
        assert "falsch" not in tried.out + tried.err
        monkeypatch.setenv("KESU_MAIL_PASSWORD", "geheim")
        assert run("mail", "test").code == 0
        assert run("mail", "test", "--to", "me@example.com").code == 0
        assert run("outbox", "retry", "--send").code == 0
        assert sorted(to for to, _ in post.got) == [("a@example.com",), ("me@example.com",)]
        monkeypatch.delenv("SSL_CERT_FILE")
        tried = run("mail", "test", "--lang", "en")
        assert tried.code == 1 and "certificate" in tried.err and "password was not sent" in tried.err
    kept = b"".join(one.read_bytes() for one in box.folder.rglob("*") if one.is_file())
    assert b"geheim" not in kept and b"falsch" not in kept


def test_a_secret_stands_in_no_line_file_or_traceback(
    run: Run, smtp: Callable[..., None], tmp_path: Path, box: Outbox, trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = register(tmp_path / "r.xlsx", LATE)
    secrets = ("geheim-7Q", "密码-7Q", "tok-7Q")
    said = ""
    with serving(Post(token="x"), tls=trusted, password="y") as port:
        smtp(port, security="starttls", user="kesu")
        for secret in secrets[:2]:
            monkeypatch.setenv("KESU_MAIL_PASSWORD", secret)
            for command in (("mail", "test"), ("weekly", path, *WEEK, "--to", "a@example.com", "--send")):
                done = run(*command, "--debug", "--lang", "en")
                assert done.code == 1 and len(done.err.splitlines()) == 1
                said += done.out + done.err
        assert "letters outside of ASCII" in said
        monkeypatch.setenv("KESU_MAIL_TOKEN_COMMAND", f"{sys.executable} -c \"print('tok-7Q')\"")
        said += run("alert", path, AS_OF, "--send", "--debug").err
        # what fails in the middle of things: the command has printed the token, and then hangs
        monkeypatch.setattr("kesu_xl.mail.smtp._TOKEN_PATIENCE", 1)
        hangs = "import time; print('tok-7Q', flush=True); time.sleep(30)"
        monkeypatch.setenv("KESU_MAIL_TOKEN_COMMAND", f'{sys.executable} -c "{hangs}"')
        done = run("mail", "test", "--debug", "--lang", "en")
        assert "gave no token (TimeoutExpired)" in done.err
        # one that asks a question gets no answer, and does not wait for one
        monkeypatch.setenv("KESU_MAIL_TOKEN_COMMAND", f'{sys.executable} -c "print(input())"')
        assert "gave no token (CalledProcessError)" in run("mail", "test", "--lang", "en").err
        said += done.out + done.err
    said += run("outbox", "list", "--json").out
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert not [secret for secret in secrets if secret in said or secret.encode() in kept or "7Q" in said]


def test_a_mail_over_the_limit_is_offered_without_the_workbook(
    run: Run, smtp: Callable[..., None], tmp_path: Path
) -> None:
    path = register(tmp_path / "r.xlsx", {})
    with serving(post := Post(), size=60_000) as port:
        smtp(port)
        done = run("weekly", path, *WEEK, "--to", "a@example.com", "--send", "--lang", "en")
        assert done.code == 1 and "kesu outbox retry --body-only" in done.err
        [mail] = run("outbox", "list", "--json").json["mails"]
        assert run("outbox", "retry", mail["id"], "--body-only", "--send").code == 0
    read = fast_mail_parser.parse_email(post.got[0][1])
    assert read.attachments == [] and "week 2026-W47" in read.text_plain[0]


def test_a_token_in_the_place_of_a_password(
    run: Run, smtp: Callable[..., None], tmp_path: Path, trusted: ssl.SSLContext
) -> None:
    command = f"{sys.executable} -c \"print('geheim')\""
    with serving(post := Post(token="geheim"), tls=trusted) as port:
        smtp(port, security="starttls", user="kesu", token_command=command)
        assert run("mail", "test", "--to", "me@example.com").code == 0
        assert post.tokens[-1] == "user=kesu\x01auth=Bearer geheim\x01\x01" and len(post.got) == 1
        post.token = "another"
        tried = run("mail", "test", "--lang", "en")
        assert tried.code == 1 and "does not accept the token" in tried.err and "geheim" not in tried.err
        smtp(port, token_command=f"{sys.executable} -c raise(SystemExit(3))")
        tried = run("mail", "test", "--lang", "en")
        assert tried.code == 1 and "gave no token" in tried.err


def test_a_kesu_toml_that_others_may_write_runs_no_command(run: Run, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", {})
    (tmp_path / "kesu.toml").write_text('[mail]\ntoken_command = "touch ran"\n', encoding="utf-8")
    assert run("check", path, AS_OF).code == 0  # it is no fault where no mail is sent
    refused = run("weekly", path, *WEEK, "--to", "a@example.com", "--send", "--lang", "en")
    assert refused.code == 2 and "KESU_MAIL_TOKEN_COMMAND" in refused.err and not (tmp_path / "ran").exists()
    own = tmp_path / "home" / "kesu"
    own.mkdir()
    (tmp_path / "kesu.toml").rename(own / "kesu.toml")
    config = mail_config(load_config(tmp_path, {}).mail)
    assert config.token_command == "touch ran"
    # the file beside the register is taken as it is, and nothing of the other one is mixed in
    (tmp_path / "kesu.toml").write_text('[mail]\nsender = "qa@example.com"\nfolder = "out"\n', encoding="utf-8")
    config = mail_config(load_config(tmp_path, {}).mail)
    assert (config.sender, config.token_command, config.folder) == ("qa@example.com", "", str(tmp_path / "out"))


@pytest.mark.parametrize(("arguments", "words"), [
    (("weekly", "r.xlsx", "--to", "x"), "no mail address"), (("weekly", "r.xlsx"), "nobody to send to"),
    (("weekly", "none.xlsx", "--to", "a@example.com"), "none.xlsx"),
    (("weekly", "r.xlsx", "--to", "a@example.com", "--week", "W47"), "W47"),
    (("weekly", "r.xlsx", "r.xlsx", "--to", "a@example.com"), "r.xlsx"),
    (("outbox", "show", "zz"), "no mail zz"), (("outbox", "retry", "zz"), "no mail zz"), (("outbox", "purge"), "older"),
    (("schedule", "print", "r.xlsx", "--weekly", "Monday"), "Monday"),
    (("schedule", "print", "a\nb.xlsx"), "Rename"), (("alert", "r.xlsx", "--dry-run", "--send"), "exclude"),
])  # fmt: skip
def test_bad_input_is_one_line_and_2(run: Run, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    register(tmp_path / "r.xlsx", {})
    done = run(*arguments, "--lang", "en")
    assert done.code == 2 and words in done.err and len(done.err.strip().splitlines()) == 1


def test_settings_come_from_the_file_and_the_environment_goes_first(
    run: Run, tmp_path: Path, box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kesu.toml").write_text(
        '[mail]\nsender = "qa@example.com"\nsender_name = "品保部"\nto = ["boss@example.com"]\noutbox = "elsewhere"\n',
        encoding="utf-8",
    )
    path = register(tmp_path / "r.xlsx", {})
    assert run("weekly", path, *WEEK).code == 0
    [mail] = box.mails()
    assert (mail.envelope.sender, mail.envelope.to) == ("qa@example.com", ("boss@example.com",))
    assert "品保部 <qa@example.com>" in run("outbox", "show", mail.id).out
    monkeypatch.delenv("KESU_MAIL_OUTBOX")
    again = run("weekly", path, *WEEK, "--json").json["mails"]
    assert again[0]["new"] is True and len(Outbox(tmp_path / "elsewhere").mails()) == 1
    (tmp_path / "kesu.toml").write_text('[mail]\npassword = "x"\n', encoding="utf-8")
    refused = run("weekly", path, *WEEK, "--lang", "en")
    assert refused.code == 2 and "password" in refused.err


def test_folders_may_begin_at_home_in_the_environment_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path / "r.xlsx", {})
    monkeypatch.setenv("KESU_MAIL_FOLDER", "~/mails")
    monkeypatch.setenv("KESU_MAIL_TEMPLATES", "~/bodies")
    (tmp_path / "home" / "bodies").mkdir()
    for end in ("txt", "html"):
        (tmp_path / "home" / "bodies" / f"weekly.{end}.j2").write_text("own body", encoding="utf-8")
    assert run("weekly", path, *WEEK, "--to", "a@example.com", "--send").code == 0
    [mail] = (tmp_path / "home" / "mails").glob("*.eml")
    assert fast_mail_parser.parse_email(mail.read_bytes()).text_plain[0].strip() == "own body"


@pytest.mark.parametrize(("text", "words"), [
    ("mail = 5", "kesu.toml is no section"), ("[[mail]]\nhost = 'x'", "kesu.toml is no section"),
    ("[mail]\nhots = 'x'", "no setting “hots”"), ("[mail]\noutbox = 5", "outbox = 5 cannot be used"),
    ("[mail]\nto = 5", "to = “5” cannot be used"), ("[mail]\nquiet_hours = '22-7'", "quiet_hours"),
])  # fmt: skip
def test_nothing_in_the_section_of_mail_is_ignored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    path = register(tmp_path / "r.xlsx", {})
    (tmp_path / "kesu.toml").write_text(text, encoding="utf-8")
    monkeypatch.delenv("KESU_MAIL_OUTBOX")
    for command in (("weekly", path, *WEEK, "--to", "a@example.com"), ("alert", path, AS_OF), ("mail", "test")):
        done = run(*command, "--lang", "en")
        assert done.code == 2 and words in done.err and len(done.err.splitlines()) == 1, done.err


def test_what_was_sent_long_ago_is_purged(run: Run, tmp_path: Path, box: Outbox) -> None:
    path = register(tmp_path / "r.xlsx", {})
    assert run("weekly", path, *WEEK, "--to", "a@example.com", "--send").code == 0
    assert run("outbox", "purge", "--older-than", "30", "--json").json == {"purged": []}
    [mail] = box.mails()
    [put] = (box.folder / "delivered").iterdir()
    # a program was killed while it wrote
    half = box.folder / "queued" / ".half.tmp"
    half.write_bytes(mail.path.read_bytes())
    old = mail.path.stat().st_mtime - 31 * 86400
    for file in (mail.path, put):
        os.utime(file, (old, old))
    assert run("outbox", "purge", "--older-than", "30", "--json").json == {"purged": [mail.id]}
    left = [path for path in box.folder.rglob("*") if path.is_file() and b"a@example.com" in path.read_bytes()]
    assert left == []
    assert run("weekly", path, *WEEK, "--to", "a@example.com", "--json").json["mails"][0]["state"] == "sent"


# -- alerts


def test_each_alert_is_told_once_in_one_mail_for_each_person(
    run: Run, smtp: Callable[..., None], tmp_path: Path
) -> None:
    path = register(tmp_path / "r.xlsx", LATE, LATE, LATE | {"owner": "李四"}, {})
    tried = run("alert", path, AS_OF, "--dry-run", "--json").json
    assert not (tmp_path / "outbox").exists()  # to look leaves no trace
    assert {mail["to"][0]: len(mail["alerts"]) for mail in tried["mails"]} == {
        "zhang@example.com": 2, "li@example.com": 1, "wang@example.com": 3,
    }  # fmt: skip
    with serving(post := Post()) as port:
        smtp(port)
        assert run("alert", path, AS_OF, "--send").code == 0
        assert run("alert", path, AS_OF, "--send").code == 0
        assert sorted(to for (to,), _ in post.got) == ["li@example.com", "wang@example.com", "zhang@example.com"]
        # a new state is told, and only that
        path = register(path, LATE, LATE, LATE | {"owner": "李四"}, {}, LATE)
        assert run("alert", path, AS_OF, "--send").code == 0
    read = {to: fast_mail_parser.parse_email(data) for (to,), data in post.got[:3]}
    assert read["zhang@example.com"].subject == "客诉提醒：2 项（K-1 已超时）"
    assert read["wang@example.com"].subject == "客訴提醒：3 項（K-1 已超時）"
    assert read["li@example.com"].subject == "Complaint alerts: 1 (K-3 Breached)"
    assert "K-1" in read["zhang@example.com"].text_plain[0] and "K-3" not in read["zhang@example.com"].text_plain[0]
    later = [fast_mail_parser.parse_email(data) for _, data in post.got[3:]]
    assert len(later) == 2 and all("K-5" in one.text_plain[0] and "K-1" not in one.text_plain[0] for one in later)


def test_what_was_told_stays_known_whatever_time_is_asked_for(run: Run, tmp_path: Path) -> None:
    """A run as of another year must not make the register's people hear everything again."""
    fresh = {"received_at": NOW - timedelta(hours=3.8), "owner_assigned_at": None, "first_response_at": None}
    path = register(tmp_path / "r.xlsx", LATE, fresh)
    told = run("alert", path, AS_OF, "--json").json
    assert {key.split("|")[0] for mail in told["mails"] for key in mail["alerts"]} >= {"breached", "at_risk"}
    assert run("alert", path, "--as-of=2028-11-20T12:00").code == 0
    assert run("alert", path, "--as-of=2024-11-20T12:00").code == 0
    assert run("alert", path, AS_OF, "--json").json["mails"] == []


def test_quiet_hours_hold_back_what_is_not_urgent(run: Run, tmp_path: Path) -> None:
    quiet = [["时区", "Asia/Shanghai"], ["免打扰时段", "22:00-07:00"]]
    path = register(tmp_path / "r.xlsx", LATE, {"safety_flag": "是"}, 设置=quiet)
    # the register's wall clock counts, wherever the time was asked for: 15:00 in Greenwich is 23:00 in Shanghai
    night, morning = "--as-of=2026-11-20T15:00+00:00", "--as-of=2026-11-21T07:00"
    told = run("alert", path, night, "--json").json
    assert {mail["name"]: len(mail["alerts"]) for mail in told["mails"]} == {"张三": 1, "王五": 1}
    assert all(mail["subject"].startswith(("【紧急】", "【緊急】")) for mail in told["mails"])
    assert told["held_back"] >= 2
    told = run("alert", path, morning, "--json").json
    keys = {key for mail in told["mails"] for key in mail["alerts"]}
    assert any(key.startswith("breached|K-1") for key in keys) and not any(key.startswith("safety") for key in keys)


def test_what_was_queued_before_the_quiet_hours_waits_as_well(
    run: Run, smtp: Callable[..., None], tmp_path: Path
) -> None:
    quiet = [["时区", "Asia/Shanghai"], ["免打扰时段", "22:00-07:00"]]
    path = register(tmp_path / "r.xlsx", LATE, 设置=quiet)
    assert run("alert", path, "--as-of=2026-11-20T21:59").code == 0
    register(path, LATE, {"safety_flag": "是", "owner": "李四"}, 设置=quiet)
    with serving(post := Post()) as port:
        smtp(port)
        assert run("alert", path, "--as-of=2026-11-20T22:00", "--send").code == 0
        assert [fast_mail_parser.parse_email(data).headers["Importance"] for _, data in post.got] == [["high"]] * 2
        assert run("alert", path, "--as-of=2026-11-21T06:59", "--send").code == 0 and len(post.got) == 2
        assert run("alert", path, "--as-of=2026-11-21T07:00", "--send").code == 0
    assert [to for (to,), _ in post.got].count("zhang@example.com") == 1


@pytest.mark.parametrize(("text", "at", "is_quiet"), [
    ("22:00-07:00", "21:59", False), ("22:00-07:00", "22:00", True), ("22:00-07:00", "06:59", True),
    ("22:00-07:00", "07:00", False), ("12:00–13:30", "12:30", True), ("12:00–13:30", "13:30", False),
])  # fmt: skip
def test_quiet_hours(text: str, at: str, is_quiet: bool) -> None:
    hours = QuietHours.of(text)
    assert hours is not None
    hour, minute = map(int, at.split(":"))
    assert hours.hold(NOW.replace(hour=hour, minute=minute)) is is_quiet


@pytest.mark.parametrize("text", ["22-7", "22:00", "25:00-07:00", "night", "00:00-00:00"])
def test_quiet_hours_that_are_none(text: str) -> None:
    with pytest.raises(KesuError):
        QuietHours.of(text)


#: Tells alerts from a program of its own that is killed at a step.
_PROGRAM: Final = textwrap.dedent("""
    import os, signal, sys
    from datetime import datetime
    from kesu_xl.flow.alert_mails import alert_mails
    from kesu_xl.mail import outbox, told
    where, owner, name = sys.argv[2].split(":")
    cls = {"outbox": outbox.Outbox, "told": told.Told}[owner]
    real = getattr(cls, name)
    def step(*values, **named):
        done = real(*values, **named) if where == "after" else None
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(cls, name, step)
    alert_mails(sys.argv[1], as_of=datetime(2026, 11, 20, 12), queue=True)
""")


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
@pytest.mark.parametrize("at", ["before:outbox:queue", "after:outbox:queue", "before:told:close"])
def test_a_kill_between_telling_and_remembering_tells_nobody_twice(
    run: Run, tmp_path: Path, box: Outbox, at: str
) -> None:
    path = register(tmp_path / "r.xlsx", LATE)
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(path), at], cwd=root, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    # meanwhile there is more to tell: the digest is another one, and yet nothing is told twice
    path = register(path, LATE, LATE)
    assert run("alert", path, AS_OF).code == 0
    told = [mail for mail in box.mails() if mail.envelope.to == ("zhang@example.com",)]
    texts = [box.content(mail)[1] for mail in told]
    assert sum(text.count("K-1 ") for text in texts) == 1 and sum(text.count("K-2 ") for text in texts) == 1


def test_an_address_that_is_none_keeps_no_mail_from_the_others(run: Run, tmp_path: Path, box: Outbox) -> None:
    people = [
        ["姓名", "邮箱", "主管"], ["张三", "zhang@example.com", "王五"], ["王五", "a..b@example.com"],
        ["李四", "li[@example.com"],
    ]  # fmt: skip
    path = register(tmp_path / "r.xlsx", LATE, LATE | {"owner": "李四"}, 人员=people)
    done = run("alert", path, AS_OF, "--json")
    assert [(one["code"], one["cell"]) for one in done.json["problems"] if one["code"] != "A103"] == [
        ("A102", "B3"), ("A102", "B4"),
    ]  # fmt: skip
    assert done.code == 1 and [mail.envelope.to for mail in box.mails()] == [("zhang@example.com",)]


def test_names_without_an_address_are_warnings(run: Run, tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", LATE | {"owner": "赵六"})
    cell = f"台账!{column_letter(list(HEADS).index('owner') + 1)}2"
    for command in (("alert", path, AS_OF), ("weekly", path, *WEEK, "--to", "a@example.com", "--personal")):
        done = run(*command, "--lang", "en")
        assert done.code == 1
        [line] = [line for line in done.out.splitlines() if "A101" in line]
        assert line.startswith(f"{cell}  ▲ warning  A101  K-1") and "People" in line and "→" in line
        # `kesu check` does not know these
        assert "kesu check" not in done.err and "listed above" in done.err and len(done.err.splitlines()) == 1


def test_a_weekly_mail_that_was_refused_for_now_goes_out_with_the_alerts(
    run: Run, smtp: Callable[..., None], tmp_path: Path, box: Outbox
) -> None:
    """The entries of `schedule print` run the weekly mail once a week: nothing else would try it again in time."""
    path = register(tmp_path / "r.xlsx", {})
    to = ("--to", "a@example.com,grey@example.com")
    with serving(post := Post(rcpt={"grey@example.com": "451 later"})) as port:
        smtp(port)
        assert run("weekly", path, *WEEK, *to, "--send").code == 1
        assert run("weekly", path, *WEEK, "--to", "look@example.com").code == 0  # only queued: nobody said send
        post.rcpt.clear()
        assert run("alert", path, AS_OF, "--send").code == 1  # it is not time yet
        for note in (box.folder / "notes").glob("*.json"):
            values = json.loads(note.read_text(encoding="utf-8"))
            if values.get("next_at"):
                note.write_text(json.dumps(values | {"next_at": "2026-11-20T00:00:00+00:00"}), encoding="utf-8")
        assert run("alert", path, AS_OF, "--send").code == 0
    assert [to for to, _ in post.got] == [("a@example.com",), ("grey@example.com",)]
    assert [mail.envelope.to for mail in box.mails() if mail.state == "queued"] == [("look@example.com",)]


def test_an_alert_that_waits_for_its_next_attempt_ends_with_1(
    run: Run, smtp: Callable[..., None], tmp_path: Path
) -> None:
    path = register(tmp_path / "r.xlsx", LATE)
    smtp(1)
    assert run("alert", path, AS_OF, "--send").code == 1
    waits = run("alert", path, AS_OF, "--send", "--lang", "en")
    assert waits.code == 1 and waits.err.count("is tried again at") == 2 and len(waits.err.splitlines()) == 2
    with serving(post := Post()) as port:
        smtp(port)
        assert run("outbox", "retry", "--send").code == 0
        assert run("alert", path, AS_OF, "--send").code == 0
    assert len(post.got) == 2


# -- schedule


def test_the_line_of_cron_does_what_it_says(run: Run, tmp_path: Path, box: Outbox) -> None:
    folder = tmp_path / "客诉 100% 'a' $HOME"
    folder.mkdir()
    register(folder / "台 账&.xlsx", LATE)
    (folder / "kesu.toml").write_text('[mail]\nto = ["boss@example.com"]\n', encoding="utf-8")
    # a folder that many may write into: nothing in it becomes a part of the program
    (folder / "kesu_xl.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
    (folder / "json.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
    lines = run("schedule", "print", folder / "台 账&.xlsx", "--for", "cron", "--weekly", "fri 17:30").out.splitlines()
    when = [line.split(" ", 5)[:5] for line in lines if not line.startswith("#")]
    assert when == [["*/15", "*", "*", "*", "*"], ["30", "17", "*", "*", "5"]]
    for line in (line for line in lines if not line.startswith("#")):
        command = line.split(" ", 5)[5]
        assert "%" not in command.replace(r"\%", "")  # cron takes a bare one for the end of the line
        subprocess.run(["sh", "-c", command.replace(r"\%", "%")], timeout=60, check=False)
    assert {mail.kind for mail in box.mails()} == {"alert", "weekly"}


def test_alerts_come_at_even_times_or_the_entry_is_refused(run: Run) -> None:
    assert "*/20 * * * *" in run("schedule", "print", "r.xlsx", "--for", "cron", "--every", "20").out
    for system in ("cron", "systemd", "windows"):
        refused = run("schedule", "print", "r.xlsx", "--for", system, "--every", "45", "--lang", "en")
        assert (refused.code, refused.out) == (2, "") and "45" in refused.err and "30" in refused.err


def test_the_entries_of_systemd_and_windows(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a b's 100%"
    folder.mkdir()
    unit = run("schedule", "print", folder / "r.xlsx", "--for", "systemd", "--every", "60").out
    assert f"WorkingDirectory={str(folder).replace('%', '%%')}" in unit and "OnCalendar=*-*-* *:00:00" in unit
    assert '"alert" "--send" "--" "r.xlsx"' in unit and "OnCalendar=Mon *-*-* 08:00:00" in unit
    windows = run("schedule", "print", folder / "r x.xlsx", "--for", "windows").out
    assert f"-WorkingDirectory '{str(folder).replace(chr(39), chr(39) * 2)}'" in windows
    assert """-Argument '-P -m kesu_xl -q alert --send -- "r x.xlsx"'""" in windows
    assert "New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday -At '08:00'" in windows
    # a laptop on its battery, and another register on the same machine
    assert "-AllowStartIfOnBatteries -DontStopIfGoingOnBatteries" in windows
    other = run("schedule", "print", folder / "other.xlsx", "--for", "windows").out
    names = [re.findall(r"-TaskName '([^']+)'", text) for text in (windows, other)]
    assert len({*names[0], *names[1]}) == 4


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_takes_the_units(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "客诉 a b's 100% $HOME"
    folder.mkdir()
    register(folder / "台 账&.xlsx", {})
    units = tmp_path / "units"
    units.mkdir()
    for every in ("15", "60"):
        printed = run("schedule", "print", folder / "台 账&.xlsx", "--for", "systemd", "--every", every).out
        parts = re.split(r"(?m)^# ~/\.config/systemd/user/(\S+)\n", printed)[1:]
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            (units / name).write_text(text, encoding="utf-8")
        assert len(list(units.iterdir())) == 4
        found = subprocess.run(
            ["systemd-analyze", "--user", "verify", *sorted(map(str, units.iterdir()))],
            capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        )  # fmt: skip
        assert (found.returncode, found.stderr) == (0, "")
        for when in re.findall(r"OnCalendar=(.*)", printed):
            subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, timeout=60, check=True)


@pytest.mark.skipif(os.name == "nt", reason="closes file descriptors as shells of other systems do")
def test_a_run_without_a_console_sends_all_the_same(run: Run, tmp_path: Path, box: Outbox) -> None:
    """As pythonw.exe of the task scheduler: there is neither output nor a place for errors."""
    register(tmp_path / "r.xlsx", LATE)
    command = f"exec {shlex.quote(sys.executable)} -m kesu_xl -q alert r.xlsx {AS_OF} <&- >&- 2>&-"
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run(["sh", "-c", command], timeout=60, check=False, env={**os.environ, "PYTHONPATH": root})
    assert done.returncode == 0 and len(box.mails()) == 2


def test_a_promise_in_an_alert_names_no_customers_people(run: Run, tmp_path: Path, box: Outbox) -> None:
    due = NOW - timedelta(hours=3)
    promise = ["K-1", NOW - timedelta(days=1), "欧阳先生", "周五前给欧阳先生 13800002222 回电", due]
    path = register(
        tmp_path / "r.xlsx", {}, 联系记录=[["客诉编号", "时间", "对方", "承诺", "承诺期限"], promise]
    )  # fmt: skip
    assert run("alert", path, AS_OF).code == 0
    texts = [box.content(mail)[1] for mail in box.mails()]
    assert texts and all("周五前给" in text for text in texts)
    assert not [text for text in texts if "欧阳先生" in text or "13800002222" in text]
