"""Make the faulty samples: ``python workbooks/make_faulty.py [FOLDER]`` writes complaints_faulty.xlsx and faulty/.

Each row of complaints_faulty.xlsx breaks one rule; what must be found is written here by hand beside the fault, and
goes into complaints_faulty.json. Each workbook in faulty/ breaks one rule about the register as a whole.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.complaint import COLUMNS, Complaint
from kesu_xl.newbook.register import new_register
from kesu_xl.newbook.save import saved

AS_OF = "2026-11-21T09:00"
FIRST_ROW = 5
#: More than a cell of Excel can hold; openpyxl would cut it, so it is put in afterwards.
LONG_MARK, LONG_TEXT = "〔这里是超长文字〕", "划伤" * 17_000


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


#: A closed complaint without a fault; every row of the sample is this one with one thing changed.
CLEAN = Complaint(
    case_no="KS-2609-001", received_at=_at("2026-09-01T09:20"), registered_at=_at("2026-09-01T09:30"),
    customer="远航包装", customer_grade="B", customer_contact="张三 8120", customer_ref="SCAR-0901", channel="电话",
    complaint_type="质量", product="BOPP-18", part_no="M30210-01", lot_no="L260820-1",
    production_at=date(2026, 8, 20), line_machine="分切2号机", operator="李四", detected_where="客户分切车间",
    defect_position="表面", defect="膜面横向划伤，每 3 m 重复一次", defect_class="外观划伤", defect_qty=12, lot_qty=240,
    photo="照片/KS-2609-001.jpg", customer_demand="更换 12 卷并说明原因", demand_within_policy="是", impact_type="外观",
    severity="一般", priority="普通", safety_flag="否", valid="成立", liability="我方", received_by="王五", owner="李四",
    owner_dept="分切", owner_assigned_at=_at("2026-09-01T10:40"), first_response_at=_at("2026-09-01T10:05"),
    initial_measure="封存同批 60 卷，派人到客户处挑选", proposal="换货 12 卷",
    customer_agreed_at=_at("2026-09-01T15:10"), promised_at=_at("2026-09-05T17:00"), approved_by="赵六",
    approved_at=_at("2026-09-02T09:15"), containment_state="已发生", disposition="换货",
    root_cause_occ="刀架轴承游隙超差，刀架微振划伤膜面", root_cause_esc="首检只看端部 0.5 m，未做全幅灯检",
    action_occ="更换轴承并列入预防保养", action_esc="首检改为全幅灯检", fmea_no="PF-SL-02 D",
    horizontal_parts="CPP-30", d3_done_at=_at("2026-09-01T18:00"), d8_done_at=_at("2026-09-28T10:00"),
    due_8d_at=_at("2026-09-30T17:00"), fixed_due="否", status="已结案", closed_at=_at("2026-09-02T16:30"),
    closing_summary="客户复检合格，同意结案", cost_total=1860.5, follow_up_due=date(2026, 9, 5), satisfaction=5,
    effect_m1="无再发", complaint_nature="正常", motive="讨要说法", personality="理智型", warranty_until=date(2027, 8, 31),
)  # type: ignore[arg-type]  # fmt: skip  # list values as plain words, as somebody types them


@dataclass(frozen=True)
class Fault:
    """One row with one fault.

    Attributes:
        code: The rule that it breaks.
        column: The column where the problem must be shown.
        changes: Column -> what the row says instead; a text that starts with ``=`` becomes a formula, ``#REF!`` an error.
        also: Further problems that the same fault must give: (rule, column).
        level: An info is counted per column; the row says how many cells it stands for.
    """

    code: str
    column: str
    changes: dict[str, Any] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    count: int = 1


def _open(**changes: Any) -> dict[str, Any]:
    """Return the changes that make the clean row an open one, escalated in time and decided."""
    return {
        "status": "对策已实施", "closed_at": None, "closing_summary": None, "satisfaction": None, "effect_m1": None,
        "follow_up_due": None, "escalated_at": _at("2026-09-02T17:00"), "escalated_to": "赵六",
        "approved_at": _at("2026-09-02T18:15"), **changes,
    }  # fmt: skip


FAULTS: tuple[Fault, ...] = (
    Fault("C101", "customer_demand", {"customer_demand": None}),
    Fault("C101", "received_by", {"received_by": None}),
    Fault("C101", "severity", {"severity": None}),
    Fault("C101", "lot_no", {"lot_no": None}),
    Fault("C101", "closing_summary", {"closing_summary": None}),
    Fault("C101", "approved_by", {"status": "不成立", "valid": "不成立", "approved_by": None}),
    Fault("C102", "late_reason", {"closed_at": _at("2026-09-04T09:21")}),
    Fault("C102", "late_reason", {"due_8d_at": _at("2026-09-02T16:00")}),
    Fault("C110", "root_cause_occ", {"root_cause_occ": None}),
    Fault("C110", "root_cause_esc", {"root_cause_esc": None}),
    Fault("C111", "owner", {"owner": None}),
    Fault("C112", "action_occ", {"action_occ": None}),
    Fault("C113", "closed_at", {"closed_at": None}),
    Fault("C120", "escalated_to", _open(escalated_to=None)),
    Fault("C121", "escalated_at", _open(escalated_at=None)),
    Fault("C122", "revise_reason", {"revised_due_at": _at("2026-09-10T17:00")}),
    Fault("C123", "revised_due_at", {"revise_reason": "等待客户寄样"}),
    Fault("C124", "crisis_level", {"media_flag": "是"}),
    Fault(
        "C125",
        "approved_at",
        {"revised_due_at": _at("2026-09-10T17:00"), "revise_reason": "等待客户寄样", "approved_at": None},
    ),
    Fault("C101", "approved_at", {"status": "不成立", "valid": "不成立", "approved_at": None}),
    Fault("C126", "media_flag", {"crisis_level": "2"}),
    Fault("C126", "media_flag", {"crisis_level": "1", "media_flag": "否"}),
    Fault("C201", "received_at", {"received_at": "上周二"}),
    Fault("C201", "first_response_at", {"first_response_at": "2026-09-01 09:30-10:00"}),
    Fault("C201", "closed_at", {"closed_at": "2026-09-31 10:00", "due_8d_at": None}),
    Fault("C202", "production_at", {"production_at": "04-08-15"}),
    Fault("C203", "registered_at", {"registered_at": "2026年9月1日 9:35"}),
    Fault("C204", "received_at", {"received_at": date(2026, 9, 1)}),
    Fault("C204", "first_response_at", {"first_response_at": date(2026, 9, 1)}),
    Fault("C205", "d8_done_at", {"d8_done_at": _at("2026-11-21T09:01")}),
    Fault("C205", "production_at", {"production_at": date(2026, 11, 22)}),
    Fault("C206", "warranty_until", {"warranty_until": date(2206, 8, 31)}),
    Fault("C207", "oem_answered_at", {"oem_answered_at": 46268.5}),
    Fault("C208", "customer_agreed_at", {"customer_agreed_at": "03/09/2026"}),
    Fault("C203", "customer_agreed_at", {"customer_agreed_at": "25/09/2026"}),
    Fault("C301", "registered_at", {"registered_at": _at("2026-08-31T09:30")}),
    Fault("C302", "first_response_at", {"first_response_at": _at("2026-09-01T09:19")}),
    Fault("C303", "owner_assigned_at", {"owner_assigned_at": _at("2026-09-01T09:00")}),
    Fault("C304", "closed_at", {"closed_at": _at("2026-08-31T16:30")}),
    Fault("C305", "escalated_at", _open(escalated_at=_at("2026-09-01T08:00"), late_reason="主管出差")),
    Fault("C308", "reopened_at", {"reopened_at": _at("2026-08-30T08:00")}),
    Fault("C309", "received_at", {"production_at": date(2026, 9, 2)}),
    Fault("C310", "customer_agreed_at", {"customer_agreed_at": _at("2026-08-31T15:10")}),
    Fault("C311", "approved_at", {"approved_at": _at("2026-08-31T09:15")}),
    Fault("C312", "d3_done_at", {"d3_done_at": _at("2026-08-31T18:00")}),
    Fault("C313", "d8_done_at", {"d3_done_at": _at("2026-09-29T18:00")}),
    Fault("C314", "due_8d_at", {"due_8d_at": date(2026, 8, 31), "late_reason": "客户要求日写错"}),
    Fault("C315", "promised_at", {"promised_at": _at("2026-08-31T17:00")}),
    Fault("C316", "revised_due_at", {"revised_due_at": _at("2026-08-31T17:00"), "revise_reason": "等待客户寄样"}),
    Fault("C317", "oem_answered_at", {"oem_answered_at": _at("2026-08-31T17:00")}),
    Fault("C318", "d8_done_at", {"d3_done_at": None, "d8_done_at": _at("2026-08-31T10:00")}),
    Fault("C306", "first_response_at", {"first_response_at": None}),
    Fault("C307", "first_response_at", {"first_response_at": _at("2026-09-02T16:31")}),
    Fault("C401", "channel", {"channel": "QQ群"}),
    Fault("C401", "severity", {"severity": "很严重"}),
    Fault("C402", "owner_dept", {"owner_dept": "涂布课"}),
    Fault("C403", "status", {"status": "关闭"}),
    Fault("C403", "channel", {"channel": "邮件"}, count=1),
    Fault("C404", "case_no", {"case_no": "KS-2609-900"}),
    Fault("C404", "case_no", {"case_no": "KS-2609-900"}),
    Fault("C404", "case_no", {"case_no": "KS-2609-903"}),
    Fault("C404", "case_no", {"case_no": "ks－2609 - 903"}),
    Fault("C405", "repeat_of", {"repeat_of": "KS-2509-077"}),
    Fault("C406", "repeat_of", {"case_no": "KS-2609-901", "repeat_of": "KS-2609-901"}),
    Fault("C407", "defect", {"defect": LONG_MARK}),
    Fault("C408", "lot_qty", {"lot_qty": "#REF!"}),
    Fault("C409", "cost_total", {"cost_total": "=A1*2"}),
    Fault("C410", "remark", {"remark": "/"}),
    Fault("C411", "case_no", {"case_no": " KS-2609-902 "}),
    Fault("C501", "defect_qty", {"defect_qty": "若干"}),
    Fault("C502", "lot_qty", {"lot_qty": "240 卷"}),
    Fault("C503", "defect_qty", {"defect_qty": "十二"}),
    Fault("C503", "defect_qty", {"defect_qty": "壹佰"}),
    Fault("C504", "defect_qty", {"defect_qty": -12}),
    Fault("C505", "defect_qty", {"defect_qty": 12.5}),
    Fault("C506", "lot_qty", {"lot_qty": 0}),
    Fault("C507", "defect_qty", {"defect_qty": 241}),
    Fault("C508", "satisfaction", {"satisfaction": 6}),
    Fault("C601", "valid", {"valid": "不成立"}),
    Fault("C602", "status", {"status": "对策已实施"}),
    Fault("C603", "valid", {"valid": "待判定"}),
    Fault("C606", "photo", {"photo": None}),
    Fault("C607", "status", _open(status="暂停"), also=(("C403", "status"),)),
)


def faulty_register() -> tuple[bytes, list[dict[str, Any]]]:
    """Return complaints_faulty.xlsx and what must be found in it."""
    rows = [replace(CLEAN, case_no=f"KS-2609-{n:03d}") for n in range(1, len(FAULTS) + 1)]
    workbook = load_workbook(BytesIO(new_register("zh-Hans", "default", rows)))
    sheet = workbook.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
    expected: list[dict[str, Any]] = []
    for at, fault in enumerate(FAULTS):
        row = FIRST_ROW + at
        for name, value in fault.changes.items():
            cell = sheet.cell(row, places[COLUMNS[name].labels[0]])
            cell.value = value
            if value == "#REF!":
                cell.data_type = "e"
            elif isinstance(value, float | str) and not isinstance(value, bool):
                cell.number_format = "General"
        for code, name in ((fault.code, fault.column), *fault.also):
            letter = get_column_letter(places[COLUMNS[name].labels[0]])
            expected.append({"code": code, "field": name, "cell": f"{letter}{row}", "row": row, "count": fault.count})
    return _with_long_text(saved(workbook, "客诉台账")), _counted(expected)


#: Rules of level info: one problem per column, with a count, at its first cell.
INFOS = frozenset(("C203", "C207", "C208", "C403", "C410", "C411", "C502", "C606"))


def _counted(expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for problem in expected:
        key = (problem["code"], problem["field"])
        if problem["code"] in INFOS and key in first:
            first[key]["count"] += 1
        else:
            first[key] = problem
            kept.append(problem)
    return kept


def _with_long_text(data: bytes) -> bytes:
    result = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            for mark in (LONG_MARK, "".join(f"&#{ord(c)};" for c in LONG_MARK)):
                part = part.replace(mark.encode(), LONG_TEXT.encode())
            target.writestr(ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return result.getvalue()


# --- the register as a whole ---


def _plain(
    rows: Sequence[Sequence[Any]], *, sheet: str = "客诉", more: Callable[[Workbook, Worksheet], None] | None = None
) -> bytes:
    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    if more is not None:
        more(workbook, worksheet)
    return saved(workbook, "客诉台账")


HEADS = [column.labels[0] for column in COLUMNS.values()]
VALUES = [getattr(CLEAN, name) for name in COLUMNS]
WIDTH = len(HEADS)


def _without(name: str) -> bytes:
    place = list(COLUMNS).index(name)
    return _plain([HEADS[:place] + HEADS[place + 1 :], VALUES[:place] + VALUES[place + 1 :]])


def _second(number: str) -> list[Any]:
    return [number, *VALUES[1:]]


def _dated(number: str) -> list[Any]:
    return [
        date(2026, 9, 1) if head == "受理时间" else value for head, value in zip(HEADS, _second(number), strict=True)
    ]


def _merged_band(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells(start_row=1, start_column=WIDTH + 1, end_row=1, end_column=WIDTH + 2)


def _unnamed(number: str) -> list[Any]:
    return [None if head == "客户名称" else value for head, value in zip(HEADS, _second(number), strict=True)]


def _merged_customer(workbook: Workbook, sheet: Worksheet) -> None:
    column = HEADS.index("客户名称") + 1
    sheet.merge_cells(start_row=2, start_column=column, end_row=4, end_column=column)


def _stacked(workbook: Workbook, sheet: Worksheet) -> None:
    other = workbook.create_sheet("8月")
    other.append(HEADS)
    other.append(_second("KS-2608-001"))


def _details(workbook: Workbook, sheet: Worksheet) -> None:
    """Add detail tables of which each row but the first breaks one rule; row and cell stand in `whole_registers`."""
    number, time = "KS-2609-001", _at("2026-09-01T15:00")
    tables: dict[str, list[list[Any]]] = {
        "联系记录": [
            ["客诉编号", "时间", "内容"],
            [number, time, "电话说明换货"], [number, "昨天下午", "电话"], [number, None, "电话"],
            [number, _at("2026-12-01T10:00"), "电话"], ["KS-2609-9", time, "电话"], [None, time, "电话"],
            [number, "2026-09-02 10:00", "电话"],
        ],
        "8D进度": [["客诉编号", "步骤", "完成"], [number, "D3", time], [number, "D9", time]],
        "暂停": [
            ["客诉编号", "时钟", "开始", "结束"],
            [number, "全部", time, _at("2026-09-01T16:00")], [number, None, time, _at("2026-09-01T16:00")],
            [number, "全部", None, time], [number, "结案或上报", time, _at("2026-09-01T14:00")],
            [number, "首次回复", time, None], [number, "D8", date(2026, 9, 5), time.replace(day=6)],
        ],
    }  # fmt: skip
    _add_sheets(workbook, tables)


def _report_details(workbook: Workbook, sheet: Worksheet) -> None:
    """Add detail tables that 8D reports are made of; row and cell of their faults stand in `whole_registers`."""
    number = "KS-2609-001"
    people = [["组长", "张三"], ["组员", "李四"], ["Leader", "王五"], *(["组员", f"李四{n}"] for n in range(8))]
    tables: dict[str, list[list[Any]]] = {
        "小组": [["客诉编号", "角色", "姓名"], *([number, *one] for one in people), ["KS-2609-9", "组员", "张三"]],
        "措施": [
            ["客诉编号", "步骤", "措施", "计划完成", "实际完成"],
            [number, "D5", "更换轴承", date(2026, 9, 10), date(2026, 9, 9)],
            [number, "D5", "加装测速", date(2026, 8, 1), None], [number, "D7", "列入保养", "下周", None],
            [None, "D7", "修订 PFMEA", date(2026, 9, 12), None],
        ],
        "移交": [
            ["客诉编号", "时间", "移交人", "接收人", "原因"],
            [number, _at("2026-09-01T15:00"), "张三", "李四", "休假"],
            [number, _at("2026-09-02T15:00"), "李四", "王五", "换岗"],
        ],
    }  # fmt: skip
    _add_sheets(workbook, tables)


def _idle_limits(workbook: Workbook, sheet: Worksheet) -> None:
    """Add a sheet 设置 with limits that can never count; the last ones can."""
    limits = [
        ["时限 首次回复 等级 AA", "2"], ["时限 首次回复 客户 恒新包装", "2"], ["时限 首次回复 优先级 特急", "2"],
        ["时限 D4", "5 天"], ["时限 首次回复 等级 D", "3"], ["时限 首次回复 安全", "1"],
    ]  # fmt: skip
    _add_sheets(workbook, {"设置": [["时区", "Asia/Shanghai"], *limits]})


def _add_sheets(workbook: Workbook, tables: Mapping[str, list[list[Any]]]) -> None:
    for name, rows in tables.items():
        other = workbook.create_sheet(name)
        for row in rows:
            other.append(row)


def _ods() -> bytes:
    """Return a minimal OpenDocument spreadsheet of the clean row."""

    def cell(value: Any) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        if isinstance(value, date):
            shown = value.isoformat()
            return f'<table:table-cell office:value-type="date" office:date-value="{shown}"><text:p>{shown}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    rows = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in (HEADS, VALUES))
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="客诉">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    result = BytesIO()
    with ZipFile(result, "w") as target:
        for name, text, how in (
            ("mimetype", kind, ZIP_STORED),
            ("content.xml", content, ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, ZIP_DEFLATED),
        ):
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, how)
    return result.getvalue()


def _last(count: int = 0) -> str:
    return get_column_letter(WIDTH + count)


def whole_registers() -> dict[str, tuple[bytes, list[dict[str, Any]]]]:
    """Return file name -> workbook and what must be found in it, for each rule about the register as a whole."""
    blank = [None] * (WIDTH - 1)
    return {
        "R101_缺少必填栏.xlsx": (
            _without("customer_demand"),
            [{"code": "R101", "field": "customer_demand", "cell": f"{_last(-1)}1", "row": 1}],
        ),
        "R102_缺少后续栏.xlsx": (
            _without("lot_no"), [{"code": "R102", "field": "lot_no", "cell": f"{_last(-1)}1", "row": 1}],
        ),
        "R103_两栏同义.xlsx": (
            _plain([[*HEADS, "投诉编号"], [*VALUES, "A-1"]]),
            [{"code": "R103", "field": "case_no", "cell": f"{_last(1)}1", "row": 1}],
        ),
        "R104_不认识的栏.xlsx": (
            _plain([[*HEADS, "快递公司"], [*VALUES, "自提"]]),
            [{"code": "R104", "field": "", "cell": f"{_last(1)}1", "row": 1}],
        ),
        "R105_表头相近.xlsx": (
            _plain([["Closing sumary" if head == "总结评判" else head for head in HEADS], VALUES]),
            [{"code": "R105", "field": "closing_summary",
              "cell": f"{get_column_letter(HEADS.index('总结评判') + 1)}1", "row": 1}],
        ),
        "R106_只有编号的行.xlsx": (
            _plain([HEADS, VALUES, ["KS-2609-002", *blank], ["KS-2609-003", *blank]]),
            [{"code": "R106", "field": "", "cell": "A3", "row": 3, "count": 2}],
        ),
        "R107_合计行.xlsx": (
            _plain([HEADS, VALUES, ["合计", *[12 if name == "defect_qty" else None for name in list(COLUMNS)[1:]]]]),
            [{"code": "R107", "field": "", "cell": "A3", "row": 3}],
        ),
        "R108_看不出错误值.ods": (_ods(), [{"code": "R108", "field": "", "cell": "", "row": 0}]),
        "R109_两行表头.xlsx": (
            _plain(
                [[*[None] * WIDTH, "快递"], [*HEADS, "单号", "费"], [*VALUES, "自提", 0]], more=_merged_band
            ),
            [{"code": "R109", "field": "", "cell": f"{_last(1)}2", "row": 2},
             {"code": "R104", "field": "", "cell": f"{_last(2)}2", "row": 2}],
        ),
        "R110_分月多表.xlsx": (
            _plain([HEADS, VALUES, _second("KS-2609-002")], sheet="9月", more=_stacked),
            [{"code": "R110", "field": "", "cell": "", "row": 0, "sheet": "8月"}],
        ),
        "R111_并排两表.xlsx": (
            _plain([[*HEADS, None, "客诉编号", "客户名称"], [*VALUES, None, "KS-2608-001", "远航包装"]]),
            [{"code": "R111", "field": "", "cell": f"{_last(2)}1", "row": 1}],
        ),
        "C209_整栏没有时分.xlsx": (
            _plain([HEADS, _dated("KS-2609-001"), _dated("KS-2609-002")]),
            [{"code": "C209", "field": "received_at", "row": 2, "count": 2,
              "cell": f"{get_column_letter(HEADS.index('受理时间') + 1)}2"}],
        ),
        "C701_明细表.xlsx": (
            _plain([HEADS, VALUES], more=_details),
            [
                {"code": code, "field": "", "cell": cell, "row": int(cell[1:]), "sheet": name}
                for name, code, cell in (
                    ("联系记录", "C701", "B3"), ("联系记录", "C702", "B4"), ("联系记录", "C703", "B5"),
                    ("联系记录", "C704", "A6"), ("联系记录", "C705", "A7"), ("联系记录", "C706", "B8"),
                    ("8D进度", "C707", "B3"), ("暂停", "C710", "B3"), ("暂停", "C711", "C4"), ("暂停", "C712", "D5"),
                    ("暂停", "C713", "B6"), ("暂停", "C714", "C7"),
                )
            ],
        ),
        "C721_8D明细.xlsx": (
            _plain([HEADS, VALUES], more=_report_details),
            [
                {"code": code, "field": "", "cell": cell, "row": int(cell[1:]), "sheet": name}
                for name, code, cell in (
                    ("小组", "C704", "A13"), ("小组", "C721", "B4"), ("小组", "C722", "C12"), ("措施", "C705", "A5"),
                    ("措施", "C723", "D3"), ("措施", "C701", "D4"), ("移交", "C724", "D3"),
                )
            ],
        ),
        "S205_时限无人可用.xlsx": (
            _plain([HEADS, VALUES], more=_idle_limits),
            [{"code": code, "field": "", "cell": cell, "row": int(cell[1:]), "sheet": "设置"}
             for code, cell in (("S205", "A2"), ("S205", "A3"), ("S205", "A4"), ("S206", "A5"))],
        ),
        "R112_重复表头.xlsx": (
            _plain([HEADS, VALUES, HEADS, _second("KS-2609-002")]),
            [{"code": "R112", "field": "", "cell": "A3", "row": 3}],
        ),
        "R113_金额以万元计.xlsx": (
            _plain([["质量损失金额（万元）" if head == "质量损失金额" else head for head in HEADS], VALUES]),
            [{"code": "R113", "field": "cost_total", "row": 1,
              "cell": f"{get_column_letter(HEADS.index('质量损失金额') + 1)}1"}],
        ),
        "R114_向下合并.xlsx": (
            _plain([HEADS, VALUES, _unnamed("KS-2609-002"), _unnamed("KS-2609-003")], more=_merged_customer),
            [{"code": "R114", "field": "", "row": 3, "count": 2,
              "cell": f"{get_column_letter(HEADS.index('客户名称') + 1)}3"}],
        ),
    }  # fmt: skip


def main() -> None:
    """Write the samples into the folder that is named, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    (folder / "faulty").mkdir(exist_ok=True)
    made = {Path("complaints_faulty.xlsx"): faulty_register()}
    made.update({Path("faulty") / name: sample for name, sample in whole_registers().items()})
    for path, (data, expected) in made.items():
        (folder / path).write_bytes(data)
        document = {"as_of": AS_OF, "problems": expected}
        (folder / path).with_suffix(".json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
