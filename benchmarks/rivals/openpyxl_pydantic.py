"""The usual way: openpyxl in its read-only mode, and one pydantic model per row."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Annotated, Literal

from openpyxl import load_workbook
from pydantic import BaseModel, Field, ValidationError

Text = Annotated[str, Field(min_length=1, max_length=32_767)]
YesNo = Literal["是", "否"]


class Row(BaseModel):
    """One complaint; the fields stand in the order of the columns, and lists are those of the register."""

    case_no: Text
    received_at: datetime
    customer: Text
    customer_contact: Text
    channel: Literal["电话", "信函", "现场", "电子邮件", "在线", "短信", "留言", "其他"]
    complaint_type: Literal["质量", "服务", "物流", "售后", "宣传", "安全", "计量", "价格", "合同/告知", "其他"]
    product: Text
    lot_no: Text | None
    production_at: date | None
    defect: Text
    defect_class: Text | None
    defect_qty: Annotated[int, Field(ge=0)] | None
    lot_qty: Annotated[int, Field(gt=0)] | None
    customer_demand: Text
    severity: Literal["严重", "一般", "轻微"] | None
    safety_flag: YesNo
    valid: Literal["成立", "不成立", "待判定"] | None
    liability: Literal["我方", "双方", "客户", "供应商"] | None
    received_by: Text
    owner: Text | None
    owner_dept: Text | None
    owner_assigned_at: datetime | None
    first_response_at: datetime | None
    initial_measure: Text | None
    containment_state: Literal["发生中", "已发生", "未发生"] | None
    root_cause_occ: Text | None
    root_cause_esc: Text | None
    cost_total: float | None
    status: Literal["新建", "已受理", "已围堵", "原因已明", "对策已实施", "已结案", "不成立", "已取消"]
    closed_at: datetime | None


def main(path: str) -> None:
    """Read every row of the first sheet, and collect what is wrong with it."""
    sheet = load_workbook(path, read_only=True).worksheets[0]
    names = tuple(Row.model_fields)
    complaints: list[Row] = []
    faults: list[tuple[int, str, str]] = []
    for number, values in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        try:
            complaints.append(Row.model_validate(dict(zip(names, values, strict=True))))
        except ValidationError as error:
            faults.extend((number, str(fault["loc"][0]), fault["msg"]) for fault in error.errors())
    print(len(complaints), len(faults))  # noqa: T201


main(sys.argv[1])
