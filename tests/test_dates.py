"""Dates and numbers that stand as text: what they can mean, what a column decides, and what is never guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesu_xl.checks.dates import EARLIEST, LATEST, TextDate, decide_order, from_number, read_text, rounded
from kesu_xl.checks.numbers import from_text, from_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNTIL = date(2027, 11, 22)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
WEEKDAYS = "一二三四五六日"


def only(text: str) -> date | None:
    """Return the one reading of a text; None where it is no date, a failure where it could be two."""
    found = read_text(text, SHANGHAI)
    if found is None:
        return None
    assert len(set(found.readings.values())) == 1, (text, found)
    return next(iter(found.readings.values()))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("25-01-2023", date(2023, 1, 25)),
        ("7/20/2023", date(2023, 7, 20)),
        ("15-Jan-25", date(2025, 1, 15)),
        ("17.03.2026", date(2026, 3, 17)),
        ("2026-11-18", date(2026, 11, 18)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("2026年01月05号", date(2026, 1, 5)),
        ("2026/11/18 下午3:00", moment("2026-11-18T15:00")),
        ("2026-11-18 上午 9:05", moment("2026-11-18T09:05")),
        ("2026-11-18 中午1点", moment("2026-11-18T13:00")),
        ("2026-11-18 凌晨12:30", moment("2026-11-18T00:30")),
        ("2026年11月18日15时30分", moment("2026-11-18T15:30")),
        ("2026年11月18日 15点", moment("2026-11-18T15:00")),
        ("2026年11月18日（周三）15：30", moment("2026-11-18T15:30")),
        ("2026/11/18（三）", date(2026, 11, 18)),
        ("２０２６－１１－１８　１５：３０", moment("2026-11-18T15:30")),
        ("２０２６／１１／１８", date(2026, 11, 18)),
        ("2026．11．18", date(2026, 11, 18)),
        ("20261118", date(2026, 11, 18)),
        ("20261118 1530", None),
        ("2026-11-18T15:30:00", moment("2026-11-18T15:30")),
        ("2026-11-18T15:30:59.123", moment("2026-11-18T15:30:59")),
        ("2026-11-18T07:30:00Z", moment("2026-11-18T15:30")),
        ("2026-11-18T15:30+08:00", moment("2026-11-18T15:30")),
        ("2026-11-17 23:30:00-0500", moment("2026-11-18T12:30")),
        ("2026-11-17T23:30-05:00", moment("2026-11-18T12:30")),
        ("2026-11-18 15:30+08:00", moment("2026-11-18T15:30")),
        ("2026-11-18 09:30-10:00", None),
        ("2026-11-18 09:30 - 10:00", None),
        ("2026-11-18 09:30-1000", None),
        ("2026-11-18 09:30:00-10:00", None),
        ("2026-11-18T09:30 -10:00", None),
        ("18 Nov 2026 09:30-10:00", None),
        ("20261118 09:30-10:00", None),
        ("18 November 2026", date(2026, 11, 18)),
        ("Nov 18, 2026 3:00 PM", moment("2026-11-18T15:00")),
        ("18th Nov 2026", date(2026, 11, 18)),
        ("Wed, 18 Nov 2026 15:30:00 +0800", moment("2026-11-18T15:30")),
        ("12/31/2026 12:15 AM", moment("2026-12-31T00:15")),
        ("05/05/2026", date(2026, 5, 5)),
        ("1999-12-31", None),
        ("2100-01-01", None),
        ("2026-02-29", None),
        ("31-04-2026", None),
        ("2026-11-18 24:00", None),
        ("2026-11-18 12:60", None),
        ("2026-11-18 晚上12点", None),
        ("上周二", None),
        ("待定", None),
        ("11月18日", None),
        ("2026年11月", None),
        ("115/05/04", None),
        ("民國115年11月18日 下午 2:30", moment("2026-11-18T14:30")),
        ("中華民國 115 年 11 月 18 日", date(2026, 11, 18)),
        ("民國115/11/18 09:05", moment("2026-11-18T09:05")),
        ("民國15年11月18日", None),
        ("2026/11/18 PM 2:30", moment("2026-11-18T14:30")),
        ("2026/11/18 AM 12:05", moment("2026-11-18T00:05")),
        ("2026-11-18~2026-11-20", None),
        ("2026-11-18 已回复", None),
        ("12-13-14-15", None),
        ("", None),
        ("3", None),
    ],
)
def test_a_text_is_read_as_what_it_means(text: str, meant: date | None) -> None:
    assert only(text) == meant
    assert type(only(text)) is type(meant)


DAYS = st.dates(date(2000, 1, 1), date(2026, 11, 20))
TIMES = st.times().map(lambda t: t.replace(microsecond=0))

#: Styles that can only be read one way, whatever the day.
CERTAIN = [
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.day}-{MONTHS[d.month - 1]}-{d.year % 100:02d}",
    lambda d: f"{d.day} {LONG_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{LONG_MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day:02d}-{MONTHS[d.month - 1].upper()}-{d.year}",
    lambda d: f"  {d.year}-{d.month}-{d.day} 星期{WEEKDAYS[d.weekday()]} ",
]
#: Ways to write a time of day behind it.
CLOCKS = [
    lambda t: f" {t.hour}:{t.minute:02d}:{t.second:02d}",
    lambda t: f" {t.hour:02d}：{t.minute:02d}：{t.second:02d}",
    lambda t: f" {t.hour}时{t.minute}分{t.second}秒",
    lambda t: f" {t.hour % 12 or 12}:{t.minute:02d}:{t.second:02d} {'AM' if t.hour < 12 else 'PM'}",
    lambda t: f" {'上午' if t.hour < 12 else '下午'}{t.hour % 12 or 12}:{t.minute:02d}:{t.second:02d}",
]


@settings(max_examples=300, deadline=None)
@given(DAYS, st.sampled_from(CERTAIN))
def test_a_day_in_a_certain_style_comes_back(day: date, style: object) -> None:
    assert only(style(day)) == day  # type: ignore[operator]


@settings(max_examples=300, deadline=None)
@given(DAYS, TIMES, st.sampled_from(CERTAIN), st.sampled_from(CLOCKS))
def test_a_moment_in_a_certain_style_comes_back(day: date, time: object, style: object, clock: object) -> None:
    assert only(style(day) + clock(time)) == datetime.combine(day, time)  # type: ignore[operator,arg-type]


NUMERIC = {
    "dmy": lambda d, mark, full: f"{d.day:02d}{mark}{d.month:02d}{mark}{d.year if full else f'{d.year % 100:02d}'}",
    "mdy": lambda d, mark, full: f"{d.month}{mark}{d.day}{mark}{d.year if full else f'{d.year % 100:02d}'}",
}


@settings(max_examples=300, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=40), st.sampled_from(sorted(NUMERIC)), st.sampled_from("-/."), st.booleans())
def test_a_column_is_never_read_in_another_order_than_it_was_written_in(
    days: list[date], order: str, mark: str, full: bool
) -> None:
    read = [read_text(NUMERIC[order](day, mark, full), SHANGHAI) for day in days]
    assert all(text is not None for text in read)
    texts = [text for text in read if text is not None]
    decided = decide_order(texts, UNTIL)
    for day, text in zip(days, texts, strict=True):
        if len(set(text.readings.values())) == 1:
            assert next(iter(text.readings.values())) == day
        elif decided is not None:
            assert text.readings[decided] == day
    if full and any(day.day > 12 for day in days):
        assert decided in (order, None) and (decided == order or all(len(text.readings) == 1 for text in texts))


def texts(*written: str) -> list[TextDate]:
    found = [read_text(text, SHANGHAI) for text in written]
    assert None not in found
    return [text for text in found if text is not None]


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["04-08-15"], None),
        (["31/12/26"], "dmy"),
        (["04-08-15", "22-04-15"], None),
        (["04-08-15", "22-04-15", "30-04-15"], "dmy"),
        (["04-08-15", "04-22-15"], "mdy"),
        (["26-11-18", "26-08-04", "25-12-31"], "ymd"),
        (["03/04/2026", "25/01/2026"], "dmy"),
        (["03/04/2026", "1/25/2026"], "mdy"),
        (["03/04/2026", "25/01/2026", "1/25/2026"], None),
        (["03/04/2026", "05/05/2026"], None),
        (["03/04/2026", "2026/04/03"], None),
    ],
)
def test_the_whole_column_decides_or_nothing_does(column: list[str], order: str | None) -> None:
    assert decide_order(texts(*column), UNTIL) == order


def test_a_reading_far_in_the_future_does_not_count() -> None:
    assert decide_order(texts("04-08-29"), date(2026, 11, 21)) == "ymd"
    assert decide_order(texts("12-31-26", "26-12-31"), date(2026, 1, 1)) is None


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(
        datetime.combine(EARLIEST, datetime.min.time()), datetime.combine(LATEST, datetime.min.time()) - timedelta(1)
    ),
    st.booleans(),
)
def test_a_serial_comes_back_to_the_second(at: datetime, date1904: bool) -> None:
    at = at.replace(microsecond=0)
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    found = from_number((at - epoch) / timedelta(days=1), date1904=date1904)
    assert found == (at.date() if at.time() == datetime.min.time() else at)


@pytest.mark.parametrize(
    ("number", "meant"),
    [(20261118, date(2026, 11, 18)), (20261331, None), (46344, date(2026, 11, 18)),
     (46344.625, moment("2026-11-18T15:00")),
     (0, None), (-1, None), (12, None), (2026, None), (1e9, None), (1e300, None)],
)  # fmt: skip
def test_a_number_is_a_date_only_where_it_can_be_one(number: float, meant: date | None) -> None:
    assert from_number(number, date1904=False) == meant


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_number_is_no_date(number: float) -> None:
    assert from_number(number, date1904=False) is None


def test_cells_are_rounded_to_the_second() -> None:
    assert rounded(moment("2026-11-18T14:59:59.999995")) == moment("2026-11-18T15:00:00")
    assert rounded(moment("2026-12-31T23:59:59.600000")) == moment("2027-01-01T00:00:00")
    assert rounded(moment("2026-11-18T15:00:00.400000")) == moment("2026-11-18T15:00:00")


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    read_text(text, SHANGHAI)
    from_text(text)
    from_words(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), (" 12 ", 12), ("１２", 12), ("1,200", 1200), ("45，000", 45000), ("1,234,567.5", 1234567.5),
        ("-3", -3),
        ("+3", 3), ("12pcs", 12), ("12 PCS.", 12), ("12 卷", 12), ("¥3.50", 3.5), ("￥1,200元", 1200),
        ("$5", 5), ("RMB 30", 30),
        ("3.5kg", 3.5), ("12个", 12), ("3 EA", 3), ("5 box", 5), ("0", 0), ("1,50,000", 150000),
        ("", None), ("若干", None), ("12-15", None), ("12/240", None), ("约12", None), (">5", None),
        ("12万", None), ("2打", None), ("1,2345", None), ("3k", None), ("3kpcs", None),
        ("2箱12个", None), ("12,5", None), ("1.2.3", None), ("5%", None), ("1e3", None), ("1234567890123456", None),
        ("=A1", None), ("①", 1),
    ],
)  # fmt: skip
def test_a_number_as_text(text: str, number: float | None) -> None:
    assert from_text(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("十二", 12), ("二十", 20), ("一百零五", 105), ("两千", 2000), ("三万五千", 35000), ("十二卷", 12), ("约十二", 12),
     ("twelve", 12), ("Twenty-four", 24), ("six pcs", 6), ("若干", None), ("很多", None),
     ("none at all", None), ("", None)],
)  # fmt: skip
def test_a_number_in_words(text: str, number: int | None) -> None:
    assert from_words(text) == number
