"""The weekly workbook as people see it: what charts hold, what the overview says, screens and paper, own templates."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import generated_register
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.styles import NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

import kesu_xl
from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CLOSED, NEW
from kesu_xl.figures import Summary
from kesu_xl.figures.bars import MOST_BARS, split_labels
from kesu_xl.figures.fitting import fitted, shortened
from kesu_xl.flow.masking import Mask
from kesu_xl.flow.summarising import summary_slots
from kesu_xl.form import compile_template
from kesu_xl.newbook.summary_book import summary_book
from kesu_xl.wording import LANGUAGES, say

ROOT: Final = Path(__file__).resolve().parents[1]
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
AS_OF: Final = NOW.replace(tzinfo=None)
WEEK: Final = (date(2026, 11, 16), date(2026, 11, 22))
LONG: Final = "International Key Account Quality Management Office"


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001  # a wall time of the register


def complaint(number: int, received: datetime, **given: Any) -> Complaint:
    one = Complaint(row=number + 3, case_no=f"K-{number}", status=NEW, received_at=received)
    for name, value in given.items():
        setattr(one, name, value)
    return one


def answered(number: int, received: datetime, hours: int = 1, **given: Any) -> Complaint:
    """Return one that was answered, found its owner and was closed after so many hours each."""
    later = received + timedelta(hours=hours)
    times = {"first_response_at": later, "owner_assigned_at": later, "closed_at": later + timedelta(hours=1)}
    return complaint(number, received, **times, status=CLOSED, **given)


def summed(rows: Sequence[Complaint], span: tuple[date, date] | None = None) -> Summary:
    return generated_register.summed(rows, {}, {}, AS_OF, "Asia/Shanghai", span)


def crowd(size: int = 360) -> list[Complaint]:
    """Return complaints of three weeks: 40 handlers, 14 departments, 30 customers, long names among them."""
    pick = random.Random(7)
    rows = []
    for number in range(size):
        received = AS_OF - timedelta(minutes=pick.randrange(60, 60 * 24 * 21))
        owner, dept, customer = number % 40, number % 14, number % 30
        given: dict[str, Any] = {
            "owner": f"Bartholomew van der Westhuizen {owner}" if owner % 3 else f"经办人{owner}",
            "owner_dept": f"{dept} {LONG}" if dept % 2 else f"品保{dept}课",
            "customer": f"华东高阻隔食品包装材料科技股份有限公司{customer}" if customer % 4 else f"Film {customer}",
            "defect": "膜面有纵向划痕，客户要求派人到场确认并更换整批。" * 9,
            "defect_class": f"不良{number % 20}",
            "case_no": f"KS-2026-{number:06}",
        }
        rows.append(
            answered(number, received, pick.randrange(1, 90), **given)
            if number % 3
            else complaint(number, received, **given)
        )
    return rows


@cache
def book(lang: str, kind: str) -> bytes:
    """Return a filled workbook of a crowd, of one complaint, or of nothing."""
    rows = {"crowd": crowd, "one": lambda: [answered(1, at(17, 8), 9, owner="张三", customer="甲")], "none": list}[
        kind
    ]()
    record = fitted(summed(rows, WEEK).record(lang))
    template = compile_template(summary_book(lang), "weekly")
    filled = template.fill({**record, "problems": [], "about_problems": "-"}, lang)
    assert filled.problems == []
    return bytes(filled.data)


# --- charts -------------------------------------------------------------------------------------------------------


def stale(data: bytes) -> list[str]:
    """Return every range of a chart whose kept values are not those of its cells."""
    cells = load_workbook(BytesIO(data))
    found = []
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("xl/charts/chart"):
                continue
            chart = package.read(name).decode()
            references = re.findall(r"<(?:\w+:)?(num|str)Ref>(.*?)</(?:\w+:)?\1Ref>", chart, re.DOTALL)
            assert references, name
            for kind, told in references:
                place = re.search(r"<(?:\w+:)?f>([^<]+)</", told)
                assert place is not None
                sheet, _, area = place[1].rpartition("!")
                there = cells[sheet.strip("'")][area.replace("$", "")]
                values = [row[0].value for row in there] if isinstance(there, tuple) else [there.value]
                kept = dict(re.findall(r'<(?:\w+:)?pt[^>]*idx="(\d+)"[^>]*>\s*<(?:\w+:)?v>([^<]*)</', told))
                shown = {str(number): value for number, value in enumerate(values) if value is not None}
                if kind == "num":
                    is_same = {key: float(text) for key, text in kept.items()} == pytest.approx(shown)
                else:
                    is_same = kept == {key: escaped(str(value)) for key, value in shown.items()}
                if not is_same:
                    found.append(f"{name} {place[1]}: {kept} / {shown}")
    return found


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["crowd", "one", "none"])
def test_charts_keep_the_values_of_their_cells(lang: str, kind: str) -> None:
    data = book(lang, kind)
    assert stale(data) == []
    with ZipFile(BytesIO(data)) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        texts = b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/drawings/drawing"))
    assert len(charts) == texts.count(b' descr="') == 13


def test_a_stale_chart_is_found() -> None:
    changed = BytesIO()
    with ZipFile(BytesIO(book("en", "one"))) as package, ZipFile(changed, "w") as target:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "xl/charts/chart3.xml":
                assert b"0\xe2\x80\x934 h" in data
                data = data.replace(b"0\xe2\x80\x934 h", b"0\xe2\x80\x935 h")
            target.writestr(entry, data)
    assert len(stale(changed.getvalue())) == 4  # the names of each of its series


def test_charts_show_the_few_that_fit_and_say_so() -> None:
    summary = summed(crowd(), WEEK)
    record = summary.record("zh-Hans")
    assert len(record["owners"]) == 40 and len(record["owner_bars"]) == MOST_BARS == 12
    assert record["about"]["owner_bars"] == "图中为件数最多的 12 名，共 40 名有按时率；下表列出全部"
    assert [row["closing"] for row in record["owner_bars"]] == [row["closing"] for row in record["owners"][:12]]
    shown = fitted(record)
    assert all(len(row["name"]) <= 32 for row in shown["owner_bars"] + shown["department_bars"])
    bars = record["customer_bars"]
    assert len(bars) == 12 and bars[-1]["label"].startswith("其它 ") and bars[-1]["running"] == pytest.approx(1)
    assert sum(bar["share"] for bar in bars) == pytest.approx(1)
    assert sum(row["count"] for row in record["customers"]) == record["overview"]["received"]
    few = summed([answered(1, at(17, 8), owner="张三", customer="甲")], WEEK).record("zh-Hans")
    assert few["about"]["owner_bars"] == few["about"]["customer_bars"] == ""
    assert [row["name"] for row in few["owner_bars"]] == ["张三 *"]
    assert summed([], WEEK).record("en")["about"]["owner_bars"] == "no clock fell due in this span"


def test_a_number_stands_on_its_bar_or_nowhere() -> None:
    rows = split_labels([{"a": 51, "b": 15}, {"a": 0, "b": 435}, {"a": 3, "b": 0}], ("a", "b"), 270)
    assert [(row["a_wide"], row["a_slim"], row["b_wide"], row["b_slim"]) for row in rows] == [
        (51, None, None, 15), (None, 0, 435, None), (None, 3, None, 0),
    ]  # fmt: skip


def test_personal_data_is_masked_before_it_is_cut() -> None:
    """A number of which only the half is left would not be known as one."""
    late = complaint(1, at(16, 8), defect="划" * 30 + "致电13812345678", customer="甲", owner="张三")
    record = summed([late], WEEK).record("zh-Hans")
    whole, masked = fitted(record), fitted(Mask({}).record(record))
    for name in ("open_cases", "agenda", "breaches"):
        assert whole[name][0]["defect"].endswith("致电1381234…")
        assert "1381" not in masked[name][0]["defect"] and masked[name][0]["owner"] == "张三"


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("晶点", 4, "晶点"),
        ("外观划伤", 6, "外观…"),
        ("Scratch", 7, "Scratch"),
        ("Scratches", 7, "Scratc…"),
        ("", 3, ""),
    ],
)
def test_long_texts_end_in_an_ellipsis(text: str, room: int, shown: str) -> None:
    assert shortened(text, room) == shown


# --- what is said -------------------------------------------------------------------------------------------------


def test_titles_name_week_and_month() -> None:
    rows = [answered(1, at(17, 8))]
    titles = {
        (lang, span): summed(rows, span).record(lang)["title"]
        for lang in ("zh-Hans", "en")
        for span in (WEEK, (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 11, 16), date(2026, 11, 20)))
    }
    assert list(titles.values()) == [
        "客诉周报　2026-W47", "客诉月报　2026-11", "客诉汇总　2026-11-16 – 2026-11-20",
        "Weekly complaint report  2026-W47", "Monthly complaint report  2026-11",
        "Complaint summary  2026-11-16 – 2026-11-20",
    ]  # fmt: skip


def test_the_overview_says_what_changed() -> None:
    """Last week two, one answered late; this week three, all in time, and one of them open."""
    rows = [
        answered(1, at(10, 8), 1), answered(2, at(11, 8), 9), answered(3, at(17, 8), 1), answered(4, at(18, 8), 1),
        complaint(5, at(21, 8), first_response_at=at(21, 9), owner_assigned_at=at(21, 9)),
    ]  # fmt: skip
    cards = summed(rows, WEEK).record("en")["overview"]
    assert (cards["received"], cards["received_change"]) == (3, 1)
    assert (cards["open"], cards["open_change"]) == (1, 1)
    assert (cards["response"], cards["response_change"]) == (1.0, 50.0)
    assert (cards["closing"], cards["closing_change"]) == (1.0, 0.0)
    # 2 h after 2 h and 10 h
    assert (cards["close_mean"], cards["close_change"]) == (2.0, -4.0)
    whole = summed(rows).record("en")["overview"]
    assert {whole[f"{name}_change"] for name in ("received", "open", "response", "closing", "close")} == {None}


def test_findings_say_how_long_and_what_comes_together() -> None:
    rows = [answered(at, AS_OF - timedelta(days=7 * at + 3), 9) for at in range(3)]
    texts = [row["text"] for row in summed(rows, WEEK).record("zh-Hans")["findings"]]
    assert texts == [
        "首次回复 4 h 按时率 0 %（到期 1 项，未按时 1 项）、责任人确定 4 h 按时率 0 %（到期 1 项，未按时 1 项），"
        "都低于目标 95 %。",
        "48 h 结案或上报：按时率 100 %，达到目标 95 %，已连续 3 周，到期 1 项中 0 项未按时。",
        "没有未结客诉。",
        "受理 1 件，与上期相同。",
    ]


def test_a_quiet_week_says_so() -> None:
    calm = complaint(1, at(21, 6), first_response_at=at(21, 7), owner_assigned_at=at(21, 7))
    texts = [row["text"] for row in summed([calm], (date(2025, 1, 6), date(2025, 1, 12))).record("en")["findings"]]
    assert texts == ["Open: 1; none is breached or at risk.", "Nothing was received in this span."]


@pytest.mark.parametrize("span", [None, WEEK])
def test_one_of_a_kind_is_not_spoken_of_as_many(span: tuple[date, date] | None) -> None:
    late = complaint(1, at(16, 8), customer="A", owner="B", owner_dept="C", defect_class="D", root_cause_occ="E")
    record = summed([late], span).record("en")
    said = [*record["about"].values(), *(row["text"] for row in record["findings"])]
    said += [row["topic"] for row in record["agenda"]]
    assert len(said) > 20
    assert [text for text in said if re.search(r"(?<!K-)\b1 (?!is)[a-z]+s\b|\b1 are\b|first 1\b", text)] == []


def test_the_agenda_says_what_is_to_be_decided() -> None:
    fresh = AS_OF - timedelta(hours=1)
    done = {"first_response_at": AS_OF, "owner_assigned_at": AS_OF}
    rows = [
        complaint(1, AS_OF - timedelta(hours=6), owner_assigned_at=AS_OF),
        complaint(2, fresh, crisis_level="1", **done),
        complaint(3, at(10, 8), **done, escalated_at=at(11, 8), escalated_to="王五"),
        complaint(4, at(1, 8), **done),
    ]
    agenda = summed(rows).record("zh-Hans")["agenda"]
    assert {row["case_no"]: row["needed"] for row in agenda} == {
        "K-2": "确认危机处理和对外口径，指定总负责人",
        "K-3": "主管批准方案或给出答复时间",
        "K-1": "今日答复客户，写明超时原因",
        "K-4": "今日结案或上报，写明超时原因",
    }
    assert [row["number"] for row in agenda] == [1, 2, 3, 4] and agenda[0]["case_no"] == "K-2"


# --- screen and paper ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tab_is_ready_for_screen_and_printer(lang: str) -> None:
    filled = load_workbook(BytesIO(book(lang, "crowd")))
    assert filled.active is filled.worksheets[0] and filled.worksheets[0].sheet_view.tabSelected
    for sheet in filled.worksheets:
        view = sheet.sheet_view
        assert not view.showGridLines and view.zoomScale == 100, sheet.title
        assert view.selection[-1].activeCell == "A1", sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
            "landscape", 9, 1,
        ), sheet.title  # fmt: skip
        assert sheet.oddFooter and "&P" in str(sheet.oddFooter.right.text) and sheet.print_area, sheet.title
    for sheet in filled.worksheets[1:]:
        assert sheet.print_title_rows and sheet.freeze_panes in ("A4", "A5"), sheet.title
    open_cases = filled[say("summary.tab.open_cases", lang)]
    assert open_cases.freeze_panes == "A5" and open_cases.print_title_rows == "$4:$4"


@pytest.mark.needs("soffice")
def test_nothing_is_cut_or_alone_on_paper(tmp_path: Path) -> None:
    """Printed: no number signs, every case number whole, every tab in order, and no page of heads and totals alone."""
    for kind in ("crowd", "one", "none"):
        (tmp_path / f"{kind}.xlsx").write_bytes(book("zh-Hans", kind))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    *map(str, tmp_path.glob("*.xlsx"))], check=True, capture_output=True, timeout=170)  # fmt: skip
    tabs = load_workbook(BytesIO(book("zh-Hans", "none"))).sheetnames
    for kind in ("crowd", "one", "none"):
        told = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / f"{kind}.pdf"), "-"], check=True, capture_output=True
        ).stdout.decode()
        assert "###" not in told and "{{" not in told
        pages = told.split("\f")[:-1]
        footers = [re.findall(r"(\S+) · 第 \d+ / \d+ 页", page) for page in pages]
        assert list(dict.fromkeys(tab for (tab,) in footers)) == tabs
        for number, page in enumerate(pages):
            lines = [line for line in page.splitlines() if line.strip()]
            is_next = number > 0 and footers[number] == footers[number - 1]
            assert not is_next or len(lines) > 2, (kind, number)
        if kind == "crowd":
            assert set(re.findall(r"KS-2026-\w+", pages[0])) <= {f"KS-2026-{at:06}" for at in range(360)}
            assert len(set(re.findall(r"KS-2026-\d{6}", pages[0]))) >= 10


# --- in another book, and restyled --------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_tabs_in_somebody_elses_book_leave_theirs_alone(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    own = Workbook()
    sheet: Worksheet = own.worksheets[0]
    sheet.title = "Overview"
    own.add_named_style(NamedStyle("Mine", fill=PatternFill("solid", fgColor="FFFFCC")))
    for row in range(1, 8):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = f"m{row}", row * 3
    sheet["A1"].style = "Mine"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=7))
    sheet.add_chart(chart, "D2")
    own.create_sheet("Agenda")["A1"] = "=SUM(Overview!B2:B7)"
    own.defined_names["mine"] = DefinedName("mine", attr_text="Overview!$B$2:$B$7")
    own.save(path)
    before = parts(path.read_bytes())
    for week in (WEEK, (date(2026, 11, 9), date(2026, 11, 15))):
        kesu_xl.summary(SAMPLE, None, into=path, as_of=AS_OF, span=week, lang="en")
    after = parts(path.read_bytes())
    ours = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert [name for name in before if before[name] != after[name] and name not in ours] == []
    assert not [name for name in after if "externalLink" in name]
    assert len([name for name in after if name.startswith("xl/charts/chart")]) == 1 + 13
    there = load_workbook(path)
    assert there.sheetnames[:4] == ["Overview", "Agenda", "Overview (2)", "Figures"]
    assert len(there.sheetnames) == 2 + 17 and there["Agenda"]["A1"].value == "=SUM(Overview!B2:B7)"
    assert there["Overview (2)"]["B1"].value == "Weekly complaint report  2026-W46"
    assert there["Overview"]["A1"].style == "Mine" and "mine" in there.defined_names
    with ZipFile(path) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    sheets = [set(re.findall(r"<(?:\w+:)?f>('[^']+'|[^!<]+)!", text)) for text in charts]
    assert all(len(names) == 1 for names in sheets) and sum("'Overview (2)'" in names for names in sheets) == 3


def images_of(sheet: Any) -> list[Image]:
    return list(sheet._images)


@pytest.fixture
def restyled(tmp_path: Path) -> Path:
    """A weekly template as a user changes it: another colour, a card elsewhere, a logo, a tab gone, one added."""
    template = load_workbook(ROOT / "templates" / "weekly.xlsx")
    overview = template["总览"]
    for column in range(1, 28):
        overview.cell(1, column).fill = PatternFill("solid", fgColor="7A1F1F")
    overview.unmerge_cells("B5:E5")
    overview["H1"].value, overview["B5"].value = overview["B5"].value, None
    logo = BytesIO()
    Picture.new("RGB", (120, 40), "orange").save(logo, "PNG")
    overview.add_image(Image(logo), "V1")
    del template["原因帕累托"]
    added = template.create_sheet("给老板")
    added["A1"], added.print_area = "未结 {{ overview.open }} 件", "A1:C3"
    path = tmp_path / "weekly.xlsx"
    template.save(path)
    return path


def test_a_restyled_template_is_filled_as_well(restyled: Path, tmp_path: Path) -> None:
    checked = kesu_xl.check_template(restyled)
    assert checked.problems == []
    out = tmp_path / "out.xlsx"
    result = kesu_xl.summary(SAMPLE, out, as_of=AS_OF, span=WEEK, template=str(restyled))
    filled = load_workbook(out)
    overview = filled["总览"]
    assert result.found == [] and "原因帕累托" not in filled.sheetnames
    assert (overview["H1"].value, overview["B5"].value) == (9, None)
    assert overview["B1"].fill.fgColor.rgb == "007A1F1F" and len(images_of(overview)) == 1
    assert filled["给老板"]["A1"].value == "未结 14 件"
    assert stale(out.read_bytes()) == []


def test_a_tab_of_a_register_keeps_its_name_whatever_the_template_has(restyled: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    own = load_workbook(path).sheetnames
    kesu_xl.summary(path, None, as_of=AS_OF, span=WEEK)
    first = load_workbook(path).sheetnames
    kesu_xl.summary(path, None, as_of=AS_OF, span=WEEK, template=str(restyled))
    there = load_workbook(path)
    assert there.sheetnames == [name for name in first if name != "原因帕累托"] + ["给老板"]
    for sheet in there.worksheets[len(own) + 1 : -1]:
        assert sheet["B1"].value == sheet.title
    once = path.read_bytes()
    kesu_xl.summary(path, None, as_of=AS_OF, span=WEEK, template=str(restyled))
    assert path.read_bytes() == once
    kesu_xl.clean(path, None)
    assert load_workbook(path).sheetnames == own


def test_tabs_have_the_numbers_that_they_had() -> None:
    """Workbooks that are in use hold these numbers."""
    for lang in LANGUAGES:
        tabs = load_workbook(BytesIO(book(lang, "none"))).sheetnames
        assert summary_slots(tabs) == tuple(enumerate(tabs, start=11))
    assert summary_slots(["给老板", "指标定义"]) == ((28, "给老板"), (27, "指标定义"))


def test_the_mail_takes_the_users_own_workbook(restyled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kesu_xl.flow.posting import posting_here

    monkeypatch.setenv("KESU_MAIL_TEMPLATES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    posting = posting_here()
    assert posting.own_workbook("zh-Hans") == str(restyled) and posting.own_workbook("en") == ""
