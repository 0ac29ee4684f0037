"""Makes registers as Excel writes them: shared strings, an address and a style on every cell, formatted blanks.

``python -m benchmarks.register PATH ROWS [DATA|hours|details]`` writes one; with DATA, a sheet of so many rows of other
data stands beside it; with ``hours``, it has working hours, holidays and pauses; with ``details``, detail tables.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.details import detail_sheets
from kesu_xl.complaint import COLUMNS
from kesu_xl.grid import column_letter

__all__ = ["AS_OF", "FIELDS", "case_numbers", "write_register"]

#: Nothing in the register happened after this time, but for the rows where that is the fault.
AS_OF: Final = datetime(2026, 11, 18, 9)  # noqa: DTZ001  # naive, in the register's zone

#: The 30 columns, in the order of the sheet.
FIELDS: Final = (
    "case_no", "received_at", "customer", "customer_contact", "channel", "complaint_type", "product", "lot_no",
    "production_at", "defect", "defect_class", "defect_qty", "lot_qty", "customer_demand", "severity", "safety_flag",
    "valid", "liability", "received_by", "owner", "owner_dept", "owner_assigned_at", "first_response_at",
    "initial_measure", "containment_state", "root_cause_occ", "root_cause_esc", "cost_total", "status", "closed_at",
)  # fmt: skip

_SEED: Final = 20261118
#: One row in so many has a fault.
_BAD_EVERY: Final = 20
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001

_Cell = str | int | float | datetime | date | None
_Row = dict[str, _Cell]


class _Error(str):
    """What a cell with an error shows."""

    __slots__ = ()


# --- what is in the rows ------------------------------------------------------------------------------------------

_PEOPLE: Final = ("张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十")
_CUSTOMERS: Final = tuple(f"{place}{kind}" for place in ("华东", "华南", "华北", "西南", "中原", "滨海")
                          for kind in ("包装材料", "食品包装", "标签印刷", "电子膜材", "日化软包"))  # fmt: skip
_DEFECTS: Final = {
    "外观划伤": "膜面有纵向划痕，约{n}米处开始",
    "端面不齐": "收卷端面错层{n}毫米",
    "晶点": "每平方米晶点{n}个，超出上限",
    "厚度偏差": "中部厚度偏差{n}微米",
    "包装破损": "外箱破损{n}箱，内膜受潮",
    "标识错误": "卷标与实物不符，共{n}卷",
    "热封不良": "热封强度不足，第{n}次抽检",
}
_CAUSES: Final = (
    "导辊表面有异物，未按点检表清洁",
    "张力设定偏高，换规格后未复核",
    "原料含水超标，干燥时间不足",
    "夹具磨损，超过更换周期",
)
_ESCAPES: Final = ("出货抽检未覆盖该卷次", "检验基准书没有该项目", "自动检测装置灵敏度被调低", "新检验员未完成培训")
_STAGES: Final = ("新建", "已受理", "已围堵", "原因已明", "对策已实施", "已结案")


def _later(moment: datetime, minutes: int) -> datetime:
    """Return a time so many minutes later, not at midnight: there a cell says only its day, which is a fault."""
    later = moment + timedelta(minutes=minutes)
    return later if later.time() != time() else later + timedelta(minutes=1)


def _good_row(number: int, rng: Random) -> _Row:
    """Return a complaint in which nothing is wrong, filled as far as its status demands."""
    stage = rng.choices(range(len(_STAGES)), (2, 4, 4, 6, 6, 78))[0]
    received = _later(AS_OF, -rng.randrange(60 * 24 * 20, 60 * 24 * 700))
    assigned = _later(received, rng.randrange(10, 240))
    answered = _later(assigned, rng.randrange(10, 900))
    kind = rng.choice(tuple(_DEFECTS))
    lot = rng.randrange(200, 5000)
    row: _Row = {
        "case_no": f"KS-{received:%Y}-{number:06}",
        "received_at": received,
        "customer": rng.choice(_CUSTOMERS),
        "customer_contact": rng.choice(_PEOPLE),
        "channel": rng.choice(("电话", "电子邮件", "在线", "现场")),
        "complaint_type": rng.choice(("质量", "质量", "质量", "物流", "服务")),
        "product": f"BOPP-{rng.randrange(15, 60)}-{rng.randrange(400, 1600, 20)}",
        "production_at": (received - timedelta(days=rng.randrange(5, 120))).date(),
        "defect": _DEFECTS[kind].format(n=rng.randrange(2, 900)),
        "lot_qty": lot,
        "customer_demand": rng.choice(("换货并提交8D报告", "退货", "到场处理", "补发合格卷")),
        "safety_flag": "否",
        "received_by": rng.choice(_PEOPLE),
        "status": _STAGES[stage],
    }
    if stage >= 1:
        row |= {
            "defect_class": kind, "severity": rng.choice(("严重", "一般", "一般", "轻微")), "valid": "成立",
            "owner": rng.choice(_PEOPLE), "owner_dept": rng.choice(("品保", "涂布", "分切", "仓储", "物流")),
            "owner_assigned_at": assigned, "first_response_at": answered,
            "initial_measure": f"隔离同批库存{rng.randrange(1, 400)}卷，并通知客户停用",
        }  # fmt: skip
    if stage >= 2:
        row |= {
            "lot_no": f"L{received:%y%m}{rng.randrange(1000, 9999)}", "defect_qty": rng.randrange(1, 200),
            "containment_state": rng.choice(("已发生", "未发生")),
        }  # fmt: skip
    if stage >= 3:
        row |= {
            "liability": rng.choice(("我方", "我方", "双方")), "cost_total": round(rng.uniform(80, 90_000), 2),
            "root_cause_occ": f"{rng.choice(_CAUSES)}（{rng.randrange(1, 5000)}号记录）",
            "root_cause_esc": rng.choice(_ESCAPES),
        }  # fmt: skip
    if stage >= 5:
        row["closed_at"] = _later(answered, rng.randrange(1500, 18_000))
    return row


def _put(field: str, value: _Cell) -> Callable[[_Row, _Row], None]:
    return lambda row, _: row.update({field: value})


def _number_of_the_row_above(row: _Row, above: _Row) -> None:
    row["case_no"] = above["case_no"]


def _closed_too_early(row: _Row, _: _Row) -> None:
    received = row["received_at"]
    assert isinstance(received, datetime)
    row["closed_at"] = _later(received, -2880)


#: Each makes one fault in a row; the second argument is the row above it.
_FAULTS: Final[tuple[Callable[[_Row, _Row], None], ...]] = (
    _put("customer", None),
    _put("received_by", None),
    _put("received_at", "上周三下午"),
    _put("received_at", AS_OF + timedelta(days=40)),
    _put("severity", "很严重"),
    _put("channel", "口信"),
    _put("lot_qty", "一百二十卷"),
    _put("defect_qty", -3),
    _number_of_the_row_above,
    _put("product", _Error("#REF!")),
    _closed_too_early,
)


def _rows(count: int) -> Iterator[_Row]:
    rng = Random(_SEED)
    above: _Row = {}
    for number in range(1, count + 1):
        row = _good_row(number, rng)
        if number % _BAD_EVERY == 0:
            # in turn, so that a small register has every kind as well
            _FAULTS[number // _BAD_EVERY % len(_FAULTS)](row, above)
        above = row
        yield row


def case_numbers(count: int) -> list[str]:
    """Return the numbers of the complaints of a register, row by row; a fault has some stand twice in it."""
    return [str(row["case_no"]) for row in _rows(count)]


# --- how Excel writes them ----------------------------------------------------------------------------------------

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: Style of a cell: 1 text, 2 date and time, 3 date, 4 number, 5 header.
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
    '<numFmt numFmtId="177" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/>'
    '<name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for form, font in ((0, 0), (0, 0), (176, 0), (177, 0), (4, 0), (0, 1))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_STYLE_OF: Final = {"datetime": 2, "date": 3, "int >= 0": 4, "int > 0": 4, "money": 4}


class _Strings:
    """The table of shared strings: each text once, in the order of its first use."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.used = 0

    def place(self, text: str) -> int:
        """Return the number of a text."""
        self.used += 1
        return self.places.setdefault(text, len(self.places))

    def xml(self) -> Iterator[str]:
        """Yield the part."""
        yield f'{_HEAD}<sst xmlns="{_MAIN}" count="{self.used}" uniqueCount="{len(self.places)}">'
        for text in self.places:
            yield f'<si><t>{escape(text)}</t><phoneticPr fontId="1" type="noConversion"/></si>'
        yield "</sst>"


def _cell(address: str, style: int, value: _Cell, strings: _Strings) -> str:
    if value is None:
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(value, _Error):
        return f'<c r="{address}" s="{style}" t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" s="{style}" t="s"><v>{strings.place(value)}</v></c>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        value = (moment - _EPOCH) / timedelta(days=1)
    return f'<c r="{address}" s="{style}"><v>{value!r}</v></c>'


def _sheet(count: int, heads: Sequence[str], strings: _Strings) -> Iterator[str]:
    columns = [(column_letter(place), name) for place, name in enumerate(FIELDS, start=1)]
    styles = {name: _STYLE_OF.get(COLUMNS[name].kind, 1) for name in FIELDS}
    last = columns[-1][0]
    spans = f'spans="1:{len(columns)}" x14ac:dyDescent="0.2"'
    head = "".join(_cell(f"{letter}1", 5, text, strings) for (letter, _), text in zip(columns, heads, strict=True))
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        f'<dimension ref="A1:{last}{count + 1}"/><sheetViews><sheetView workbookViewId="0"><pane '
        'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><cols><col min="1" max="{len(columns)}" '
        f'width="16" customWidth="1"/></cols><sheetData><row r="1" {spans}>{head}</row>'
    )
    for number, row in enumerate(_rows(count), start=2):
        cells = "".join(_cell(f"{letter}{number}", styles[name], row.get(name), strings) for letter, name in columns)
        yield f'<row r="{number}" {spans}>{cells}</row>'
    yield (
        f'</sheetData><autoFilter ref="A1:{last}{count + 1}"/><pageMargins left="0.7" right="0.7" '
        'top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    )


#: Working hours and holidays of the register that has some.
_SETTINGS: Final = (
    ("时区", "Asia/Shanghai"), ("工作时间", "周一-周五 08:30-12:00, 13:00-17:30; 周六 08:30-11:30"), ("节假日", "CN"),
)  # fmt: skip
#: One complaint in so many was paused, one in so many of them twice, overlapping.
_PAUSED_EVERY: Final = 5
_TWICE_EVERY: Final = 3


def _pauses(count: int) -> Iterator[Sequence[_Cell]]:
    """Yield the rows of 暂停."""
    yield "客诉编号", "时钟", "开始", "结束", "原因"
    rng = Random(_SEED + 1)
    for number, row in enumerate(_rows(count), start=1):
        received = row["received_at"]
        if number % _PAUSED_EVERY or number % _BAD_EVERY == 0 or not isinstance(received, datetime):
            continue
        begin = _later(received, rng.randrange(300, 3000))
        end = _later(begin, rng.randrange(300, 6000))
        yield row["case_no"], "全部", begin, end, "等待客户样品"
        if number % (_PAUSED_EVERY * _TWICE_EVERY) == 0:
            yield row["case_no"], "结案或上报", _later(begin, 100), _later(end, 500), "等待供应商"


def _style(value: _Cell) -> int:
    return 2 if isinstance(value, datetime) else 3 if isinstance(value, date) else 1


def _other_sheet(rows: Iterable[Sequence[_Cell]], strings: _Strings) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    for number, row in enumerate(rows, start=1):
        cells = (
            _cell(f"{column_letter(place)}{number}", _style(value), value, strings)
            for place, value in enumerate(row, start=1)
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _links(links: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(links, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def write_register(path: Path, count: int, data: int = 0, *, hours: bool = False, details: bool = False) -> None:
    """Write a register of `count` complaints; the same count gives the same register every time.

    Args:
        path: Where to.
        count: How many complaints.
        data: Rows of a second sheet, with the same content under heads that say nothing.
        hours: It has working hours, holidays and pauses, on the sheets 设置 and 暂停.
        details: It has rows of eight detail tables for every complaint.
    """
    strings = _Strings()
    sheets = [("客诉登记表", _sheet(count, [COLUMNS[name].labels[0] for name in FIELDS], strings))]
    if data:
        sheets.append(("数据", _sheet(data, [f"数据{number}" for number in range(1, len(FIELDS) + 1)], strings)))
    if hours:
        sheets += [("设置", _other_sheet(_SETTINGS, strings)), ("暂停", _other_sheet(_pauses(count), strings))]
    if details:
        cases = list(dict.fromkeys(case_numbers(count)))
        sheets += [(name, _other_sheet(rows, strings)) for name, rows in detail_sheets(cases)]
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number in numbers
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, _) in enumerate(sheets, start=1)
    )
    parts: dict[str, Iterable[str]] = {
        "[Content_Types].xml": [f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{types}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>'],
        "_rels/.rels": [_links([("officeDocument", "xl/workbook.xml")])],
        "xl/workbook.xml": [f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/>'
        f'</bookViews><sheets>{listed}</sheets><calcPr calcId="191029"/></workbook>'],
        "xl/_rels/workbook.xml.rels": [_links(
            [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
             ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        )],
        **{f"xl/worksheets/sheet{number}.xml": texts for number, (_, texts) in enumerate(sheets, start=1)},
        "xl/styles.xml": [_STYLES],
        "xl/sharedStrings.xml": strings.xml(),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, texts in parts.items():
            with package.open(name, "w") as part:
                part.writelines(text.encode() for text in texts)


if __name__ == "__main__":
    more = sys.argv[3] if len(sys.argv) > 3 else "0"
    write_register(
        Path(sys.argv[1]), int(sys.argv[2]), int(more) if more.isdigit() else 0, hours=more == "hours",
        details=more == "details",
    )  # fmt: skip
