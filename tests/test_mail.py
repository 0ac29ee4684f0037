"""The mails themselves: what they say, read back by a parser that is not Python's, and what may not be in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import fast_mail_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from postoffice.register import HEADS, NOW, PEOPLE, register

import kesu_xl
from kesu_xl.complaint import COLUMNS
from kesu_xl.eight_d import personal_words
from kesu_xl.errors import KesuError
from kesu_xl.flow.masking import Mask
from kesu_xl.flow.weekly import WeeklyResult, last_week, send_weekly, weekly_book
from kesu_xl.grid import column_letter, read_book
from kesu_xl.mail.bodies import Bodies
from kesu_xl.mail.message import Attachment, compose, one_line

ROOT: Final = Path(__file__).resolve().parent.parent
SHIPPED: Final = ROOT / "templates" / "mail"
AT: Final = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
#: The headers that a mail of ours has, the outbox's among them.
HEADERS: Final = {
    "From", "To", "Subject", "Date", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
    "Importance",
}  # fmt: skip
CLOSED: Final = {"status": "已结案", "closed_at": NOW - timedelta(hours=2)}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("KESU_MAIL_OUTBOX", str(tmp_path / "outbox"))
    yield


def weekly(path: Path, **given: Any) -> WeeklyResult:
    return kesu_xl.compose_weekly(path, **{"as_of": NOW, "week": "2026-W47", "to": ["boss@example.com"], **given})


class _Seen(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_of(workbook: bytes) -> str:
    with zipfile.ZipFile(BytesIO(workbook)) as files:
        return "".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())


def test_another_parser_reads_a_mail_as_it_was_written() -> None:
    data = bytes(range(256)) * 40
    mail = compose(
        ("品保部", "kesu@example.com"), ["a@example.com", "b@example.com"], "客诉周报 2026-W47：新增 9",
        ("纯文本\n.\n", "<p>正文</p>"), AT,
        [Attachment("客诉周报_2026-W47.xlsx", "weekly_2026-W47.xlsx", data)], urgent=True,
    )  # fmt: skip
    raw = mail.as_bytes()
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) < 998 and b"\n" not in raw.replace(b"\r\n", b"")
    read = fast_mail_parser.parse_email(raw)
    assert read.subject == "客诉周报 2026-W47：新增 9"
    assert read.text_plain[0].replace("\r\n", "\n") == "纯文本\n.\n"
    assert read.text_html[0].strip() == "<p>正文</p>"
    [attached] = read.attachments
    assert attached.filename == "客诉周报_2026-W47.xlsx"
    assert attached.content == data
    # programs that know no RFC 2231 look at the plain name of the type
    assert b'name="weekly_2026-W47.xlsx"' in raw
    assert set(read.headers) <= HEADERS


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_no_text_becomes_a_header(subject: str, name: str, file: str) -> None:
    evil = "\r\nBcc: evil@example.com\n\nX"
    mail = compose(
        (name + evil, "kesu@example.com"), ["a@example.com"], subject + evil, ("x", "<p>x</p>"), AT,
        [Attachment(file + evil + ".xlsx", "weekly.xlsx", b"1")],
    )  # fmt: skip
    read = fast_mail_parser.parse_email(mail.as_bytes())
    assert set(read.headers) <= HEADERS
    assert read.subject == one_line(subject + evil)
    assert len(read.attachments) == 1


def test_the_figures_of_a_small_week(tmp_path: Path) -> None:
    # W47 is 11-16 to 11-22: three received, one of them closed after 18 h; one is 61 h old and not closed: breached;
    # of W46 there is one, closed in its own week
    old = NOW - timedelta(days=8)
    path = register(
        tmp_path / "r.xlsx", CLOSED, {},
        {"received_at": NOW - timedelta(hours=61), "owner_assigned_at": NOW - timedelta(hours=59),
         "first_response_at": NOW - timedelta(hours=58), "owner": "李四", "customer": "华东包装"},
        {"received_at": old, "owner_assigned_at": old, "first_response_at": old, "status": "已结案",
         "closed_at": old + timedelta(hours=10)},
    )  # fmt: skip
    [mail] = weekly(path).mails
    assert mail.subject == "客诉周报 2026-W47：新增 3，未结 2，超时 1"
    assert mail.to == ("boss@example.com",)
    lines = mail.text.splitlines()
    assert [line for line in lines if line.startswith(("本周新增", "未结：", "超时：", "平均结案"))] == [
        "本周新增：3 件  ▲ 2  上周 1", "未结：2 件  ▲ 2  上周 0", "超时：1 件  目标 0　■ 未达",
        "平均结案：18.0 h  ▲ 8 h  中位数 18.0 h（1 件）",
    ]  # fmt: skip
    assert "48 h 结案或上报：50 %  ▼ 50 点  目标 95 %　■ 未达" in lines
    assert "首次回复 4 h：100 %  目标 95 %　● 达标" in lines
    assert "需要处理：1 件超时，0 件将超时；其中 0 件还没有责任人。" in lines
    assert "■ 超时  K-3  华东包装 · 划伤  结案或上报 · 品保 · 李四  超 13.0 h" in lines
    assert "外观划伤  3" in lines
    shown = _Seen(mail.html).text
    for line in ("KS", "K-3", "超 13.0 h", "外观划伤", "需要处理："):
        assert (line in shown) is (line != "KS")
    assert {"总览", "超时清单", "指标定义"} <= set(read_book(mail.workbook).visible)


def test_a_list_that_is_cut_says_how_many_more_there_are_and_what_it_lists(tmp_path: Path) -> None:
    late = {
        "received_at": NOW - timedelta(hours=61), "owner_assigned_at": NOW - timedelta(hours=60),
        "first_response_at": NOW - timedelta(hours=52),
    }  # fmt: skip
    twelve = weekly(register(tmp_path / "a.xlsx", *[late] * 12), lang="en").mails[0]
    assert "Open: breached and at risk  at 11-20 12:00, most urgent first, 10 of 12" in twelve.text
    assert "2 more: see the tab Open of the attachment." in twelve.text and "K-10" in twelve.text
    assert "2 more: see the tab Open" in _Seen(twelve.html).text and "K-11" not in twelve.text
    # what was answered late is no open breach: it is counted below the list, and stands on its tab
    assert "Clocks due this week, or breached until now: 12 breached, 12 met late; each is on the tab Breaches." in (
        twelve.text
    )
    assert {"Open", "Breaches"} <= set(read_book(twelve.workbook).visible)
    ten = weekly(register(tmp_path / "b.xlsx", *[late] * 10), lang="en").mails[0]
    assert "10 of 10" in ten.text and "more: see" not in ten.text + ten.html
    fine = weekly(register(tmp_path / "c.xlsx", CLOSED), lang="en").mails[0]
    assert "No open complaint is breached or at risk." in fine.text
    assert "No clock that was due this week was breached or met late." in fine.text


def test_texts_of_a_register_stay_text_and_nothing_is_fetched(tmp_path: Path) -> None:
    nasty = {
        "customer": "<script>alert(1)</script> {{ 7*7 }}", "defect": "<img src=//x.example/a.png> &amp;",
        "owner": "张三\nBcc: x@example.com", "defect_class": "<b>", "case_no": "K-1\r\nX: 1",
        "received_at": NOW - timedelta(hours=61),
    }  # fmt: skip
    path = register(tmp_path / "r.xlsx", nasty, 设置=[["时区", "Asia/Shanghai"], ["公司名称", "</style><script>"]])
    [mail] = weekly(path).mails
    seen = _Seen(mail.html)
    assert not {"script", "img", "link", "iframe", "a"} & set(seen.tags)
    assert seen.tags.count("b") == 1  # our own
    assert not [value for name, value in seen.attributes if name in ("src", "href", "background")]
    assert not [value for _, value in seen.attributes if "url(" in value]
    assert "<script>alert(1)</script> {{ 7*7 }}" in seen.text and "<img src=//x.exam" in seen.text
    assert "\nBcc:" not in mail.text and "\nX: 1" not in mail.text
    assert set(fast_mail_parser.parse_email(mail.message.as_bytes()).headers) <= HEADERS


def test_personal_data_is_masked_and_internal_columns_stay_at_home(tmp_path: Path) -> None:
    told = {
        "customer_contact": "陈小姐 13900001111", "defect": "陈小姐来电：划伤；回电 13800002222 或 chen@kunde.example",
        "internal_note": "难缠金丝雀", "late_reason": "等陈小姐确认", "received_at": NOW - timedelta(hours=61),
        "status": "金丝雀状态", "closed_at": "陈小姐说明天",
    }  # fmt: skip
    path = register(
        tmp_path / "r.xlsx", told,
        联系记录=[["客诉编号", "时间", "渠道", "对方"], ["K-1", NOW, "电话", "欧阳先生"]],
    )  # fmt: skip
    for unmasked in (False, True):
        [mail] = weekly(path, unmasked=unmasked).mails
        left = mail.text + mail.html + texts_of(mail.workbook)
        for word in ("陈小姐", "13800002222", "chen@kunde.example", "13900001111"):
            assert (word in left) is (unmasked and word != "13900001111"), word
        assert "难缠金丝雀" not in left  # the figures never show it
        assert "张三" in left  # a manager has to know whom to ask
        assert ("个人信息已隐去" in mail.text) is not unmasked


def test_nothing_personal_and_nothing_internal_is_in_any_part_of_what_leaves(tmp_path: Path) -> None:
    """Every column that may hold text names everybody; every part of the workbook is searched, hidden ones too."""
    people = ("陈小姐", "周师傅", "郑先生", "欧阳先生", "冯经理", "Thornbury", "13900001111", "chen@kunde.example")
    said = "告诉" + "、".join(people)
    # whose complaint it is stays: the mail is about that
    kept = ("case_no", "customer", "owner", "owner_dept", "received_by", "escalated_to")
    texts = {
        name: said for name, column in COLUMNS.items()
        if not (column.personal or column.internal or name in kept or name.endswith(("_at", "_qty")))
    }  # fmt: skip
    internal = {name: f"内部金丝雀{name}" for name, column in COLUMNS.items() if column.internal}
    own = {"customer_contact": "陈小姐 13900001111、Thornbury", "operator": "周师傅"}
    late = {"received_at": NOW - timedelta(hours=61)}
    path = register(
        tmp_path / "r.xlsx", texts | internal | own | late, internal | own | late | {"defect": said, "cause": said},
        internal | own | late | {"defect": said, "late_reason": said, "closed_at": said, "status": said},
        联系记录=[["客诉编号", "时间", "对方", "承诺", "承诺期限"], ["K-1", NOW, "欧阳先生", said, NOW]],
        版本=[["客诉编号", "版本", "接收人"], ["K-1", "A", "郑先生"]],
        客户=[["客户名称", "联系人"], ["东屿包装", "冯经理 chen@kunde.example"]],
        人员=[["姓名", "邮箱", "分机"], ["张三", "zhang@example.com", "8899771"]],
    )  # fmt: skip
    for unmasked in (False, True):
        mails = weekly(path, personal=True, unmasked=unmasked).mails
        assert [mail.name for mail in mails] == ["", "张三"]
        for mail in mails:
            read = fast_mail_parser.parse_email(mail.message.as_bytes())
            left = mail.subject + read.text_plain[0] + read.text_html[0] + unescape(texts_of(mail.workbook))
            assert not [word for word in ("8899771", "zhang@example.com") if word in left]
            found = [word for word in (*people, "内部金丝雀") if word in left]
            assert bool(found) is unmasked, found


def test_a_handler_gets_own_complaints_and_own_figures_in_the_own_language(tmp_path: Path) -> None:
    path = register(
        tmp_path / "r.xlsx", {}, {"owner": "李四"}, {"owner": "李四、张三", "customer": "华东包装"},
        {"owner": "赵六"}, CLOSED | {"owner": "王五", "received_at": NOW - timedelta(days=30),
                                    "closed_at": NOW - timedelta(days=29)},
    )  # fmt: skip
    assert len(weekly(path).mails) == 1
    result = weekly(path, personal=True)
    mails = {mail.name: mail for mail in result.mails}
    assert list(mails) == ["", "张三", "李四"]  # 王五 has nothing this week
    assert mails["张三"].to == ("zhang@example.com",)
    assert mails["张三"].subject == "客诉周报 2026-W47（张三）：新增 2，未结 2，超时 0"
    assert mails["李四"].subject == "Complaints of 李四, week 2026-W47: 2 new, 2 open, 0 breached"
    own = texts_of(mails["张三"].workbook)
    assert "K-1" in own and "K-3" in own and "K-2" not in own and "K-4" not in own
    cell = f"{column_letter(list(HEADS).index('owner') + 1)}5"
    assert [(one.code, one.cell) for one in result.problems if one.code.startswith("A")] == [("A101", cell)]
    assert len({mail.key for mail in result.mails}) == 3


def test_two_registers_are_one_mail(tmp_path: Path) -> None:
    one, two = register(tmp_path / "a.xlsx", {}), register(tmp_path / "b.xlsx", {}, {})
    result = kesu_xl.compose_weekly([one, two], as_of=NOW, week="2026-W47", to=["boss@example.com"], personal=True)
    assert [mail.subject for mail in result.mails] == [
        "客诉周报 2026-W47：新增 3，未结 3，超时 0", "客诉周报 2026-W47（张三）：新增 3，未结 3，超时 0",
    ]  # fmt: skip
    swapped = kesu_xl.compose_weekly([two, one], as_of=NOW, week="2026-W47", to=["boss@example.com"])
    assert swapped.mails[0].key == result.mails[0].key


def test_a_week_without_complaints_and_an_empty_register(tmp_path: Path) -> None:
    for path, week in ((register(tmp_path / "a.xlsx", {}), "2026-W40"), (register(tmp_path / "b.xlsx"), "2026-W47")):
        [mail] = weekly(path, week=week).mails
        assert f"{week}：新增 0" in mail.subject
        assert "本周没有新客诉。" in mail.text and "本周没有新客诉。" in mail.html
        assert "首次回复" in mail.text


def test_rows_with_problems_are_counted_and_the_mail_says_so(tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", {}, {"first_response_at": NOW - timedelta(hours=30)}, {"customer": None})
    result = weekly(path)
    errors = sum(problem.level == "error" for problem in result.found)
    assert errors >= 2 and not result.clean
    [mail] = result.mails
    assert "新增 3" in mail.subject
    assert f"台账有 {errors} 处错误" in mail.text


@pytest.mark.parametrize(("day", "week"), [
    ("2026-11-21", "2026-W46"), ("2026-11-23", "2026-W47"), ("2026-11-29", "2026-W47"), ("2027-01-03", "2026-W52"),
    ("2027-01-04", "2026-W53"), ("2026-01-05", "2026-W01"), ("2025-12-29", "2025-W52"),
])  # fmt: skip
def test_the_last_week_that_is_over(day: str, week: str) -> None:
    assert last_week(datetime.fromisoformat(day).date()) == week


def test_the_users_own_body_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "bodies"
    own.mkdir()
    (own / "weekly.txt.j2").write_text("本厂周报 {{ title }} {{ cards[0].value }}\n", encoding="utf-8")
    (tmp_path / "kesu.toml").write_text('[mail]\ntemplates = "bodies"\n', encoding="utf-8")
    path = register(tmp_path / "r.xlsx", {"customer": "<i>"})
    [mail] = weekly(path).mails
    assert mail.text == "本厂周报 客诉周报　2026-W47 1\n"
    assert "外观划伤" in mail.html


@pytest.mark.parametrize(("text", "where"), [
    ("a\n{{ nothing }}", "weekly.txt.j2:2"), ("{% if %}", "weekly.txt.j2:1"), ("a\nb\n{{ 1 / 0 }}", "weekly.txt.j2:3"),
    ("{{ title.__class__.__mro__ }}", "weekly.txt.j2:1"), ("{% include '/etc/passwd' %}", "/etc/passwd"),
])  # fmt: skip
def test_a_body_that_is_wrong_is_one_line_with_its_place(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "weekly.txt.j2").write_text(text, encoding="utf-8")
    with pytest.raises(KesuError) as caught:
        Bodies([tmp_path, SHIPPED]).render("weekly", {"title": "x"})
    for lang in ("zh-Hans", "zh-Hant", "en"):
        assert where in caught.value.say(lang)


def test_bodies_are_the_same_in_every_language(tmp_path: Path) -> None:
    path = register(tmp_path / "r.xlsx", {"received_at": NOW - timedelta(hours=61)})
    subjects = [weekly(path, lang=lang).mails[0].subject for lang in ("zh-Hans", "zh-Hant", "en")]
    assert subjects == [
        "客诉周报 2026-W47：新增 1，未结 1，超时 1", "客訴週報 2026-W47：新增 1，未結 1，超時 1",
        "Complaints, week 2026-W47: 1 new, 1 open, 1 breached",
    ]  # fmt: skip
    shapes = {tuple(_Seen(weekly(path, lang=lang).mails[0].html).tags) for lang in ("zh-Hans", "zh-Hant", "en")}
    assert len(shapes) == 1
    english = weekly(path, lang="en").mails[0]
    own_words = re.sub("东屿包装 · 划伤|张三|外观划伤", "", english.text)
    assert not re.findall(r"[\u3000-\u303f\u4e00-\u9fff]", own_words)


def test_the_buttons_of_the_ribbon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESU_MAIL_TO", "boss@example.com")
    path = register(tmp_path / "r.xlsx", {"customer_contact": "陈小姐", "defect": "陈小姐说划伤"}, 人员=PEOPLE)
    folder = tmp_path / "out"
    folder.mkdir()
    made = weekly_book(path, folder, as_of=AT)
    assert made.name == "客诉周报_2026-W46.xlsx" and "总览" in read_book(made).visible
    said = send_weekly(path, as_of=AT).say("zh-Hans")
    assert "transport 为 folder" in said and "boss@example.com" in said
    assert "已经发给 boss@example.com" in send_weekly(path, as_of=AT).say("zh-Hans")
    with path.open("rb") as stream, pytest.raises(KesuError) as caught:
        monkeypatch.delenv("KESU_MAIL_TO")
        send_weekly(stream, as_of=AT)
    assert caught.value.code == "nobody_to_mail"


def test_a_cause_that_names_somebody_is_masked_and_who_is_responsible_is_not() -> None:
    """Bars have a name, too: what somebody typed as a cause."""
    mask = Mask({"王五": "王*"})
    rows = [{"name": "王五漏检 a@example.com", "count": 2}]
    masked = mask.record({"causes": rows, "defects": rows, "owners": [{"name": "王五", "count": 1}]})
    assert masked["owners"] == [{"name": "王五", "count": 1}]
    for bars in ("causes", "defects"):
        assert "王五" not in masked[bars][0]["name"] and "a@example.com" not in masked[bars][0]["name"]


@pytest.mark.parametrize(("cell", "text", "masked"), [
    ("陈小姐、李经理 13800002222", "请李经理转陈小姐", "请李**转陈**"),
    ("陈小姐（采购）", "采购说陈小姐来电", "采购说陈**来电"),
    ("品质部 王五/Ann Lee", "品质部 Ann Lee，王五", "品质部 A*** L***，王*"),
    ("王 五", "王先生转王五、王 五", "王先生转王*、王*"), ("QA", "QA said", "QA said"),
])  # fmt: skip
def test_a_cell_may_name_several_people_and_what_they_do(cell: str, text: str, masked: str) -> None:
    assert Mask(personal_words({"": [{"customer_contact": cell}]})).text(text) == masked
