"""The complaint: the single source of the register's columns.

Labels, header aliases, types, lists, requirements and privacy of every column stand here and nowhere else; the
register workbook, the dropdowns, the checks, docs/fields.md and the template markers derive from it. Content: DOMAIN,
section 3. Adding a field is one edit here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Final

from kesu_xl.complaint.column import COLUMN, Column, Group, Kind, column
from kesu_xl.complaint.lists import (
    CHANNEL,
    COMPLAINT_TYPE,
    CONTAINMENT,
    CRISIS_LEVEL,
    CUSTOMER_GRADE,
    DEFECT_CLASS,
    DEFECT_POSITION,
    DISPOSITION,
    IMPACT_TYPE,
    LIABILITY,
    MOTIVE,
    NATURE,
    OWNER_DEPT,
    PERSONALITY,
    PRIORITY,
    SEVERITY,
    STATUS,
    VALID,
    YES_NO,
    Choice,
)

__all__ = ["COLUMNS", "Complaint", "Moment"]

#: A point in time as a register has it: with a time of day, or a bare date where nobody wrote one.
Moment = datetime | date


@dataclass(slots=True)
class Complaint:
    """One customer complaint: a row of the register, with typed values; None where the cell is empty or unreadable.

    Times are naive and in the register's time zone, in whole seconds. List values are `Choice` (the user's own words
    are plain text). `row` is the row number in the sheet.
    """

    case_no: str | None = column(
        "客诉编号", "客訴編號", "Complaint No.",
        "客诉单号, 客诉单编号, 编号, 投诉编号, 客訴單號, Claim No., Complaint ID, No., Complaint number, Ticket #, Case No., 投诉单号, 客诉号, 客诉案号, 案件编号, Complaint #, Complaint no, Ticket number, Reference no., Ref. no., CAR no., Ticket ID, Case ID",
        required_from="N", group=Group.CASE, width=112,
    )  # fmt: skip
    received_at: Moment | None = column(
        "受理时间", "受理時間", "Received at",
        "投诉日期, 反馈日期, 客诉日期, 投诉时间, 接收时间, 投诉受理日期, 受理日期, Complaint date, Date, Opened date, Date received, 接单时间, 受理日, 收到日期, 客诉时间, Received date, Receipt date, Created at, Reported at, Date of complaint, Date opened, Opened on, 接诉时间, 接诉日期, 日期",
        Kind.DATETIME, "N",
    )  # fmt: skip
    registered_at: Moment | None = column(
        "立案日期",
        "立案日期",
        "Registered at",
        "登记日期, 录入时间, 立案时间, 登记时间, Raise date, Registered date",
        Kind.DATETIME,
    )
    customer: str | None = column(
        "客户名称",
        "客戶名稱",
        "Customer",
        "客户, 客户代码, 顾客名称, Customer name, 客户简称, 投诉客户, 顾客, 客户单位, Client, Customer code",
        required_from="N",
        group=Group.CASE,
    )
    customer_grade: Choice | str | None = column(
        "客户等级", "客戶等級", "Customer grade", "客户级别", Kind.LIST, choices=CUSTOMER_GRADE, width=70
    )
    customer_contact: str | None = column(
        "客户联系人",
        "客戶聯絡人",
        "Contact",
        "联系人, 联系电话, 联络方式, 客户电话, 联系方式, Contact person, Customer contact, 投诉人, 电话, Phone",
        required_from="N",
        personal=True,
        width=122,
    )
    customer_ref: str | None = column(
        "客户单号",
        "客戶單號",
        "Customer ref.",
        "客户8D号, NCR号, SCAR No., 客户编号, Customer reference, Customer complaint no., NCR no.",
    )
    channel: Choice | str | None = column(
        "投诉方式",
        "投訴方式",
        "Channel",
        "客诉方式, 渠道, 问题来源, Received via, 受理渠道, 投诉渠道, Source, Complaint source",
        Kind.LIST,
        "N",
        choices=CHANNEL,
    )
    complaint_type: Choice | str | None = column(
        "客诉类型",
        "客訴類型",
        "Type",
        "投诉类型, 问题大类, Complaint type, 客诉类别, 投诉类别, Category, Complaint category",
        Kind.LIST,
        "N",
        choices=COMPLAINT_TYPE,
    )
    product: str | None = column(
        "产品型号",
        "產品型號",
        "Product",
        "品名, 产品名称, 规格, 机型, 产品, 型号, 产品规格, 规格型号, 车型, 零件名称, Product name, Model, Part name, Item",
        required_from="N",
    )
    part_no: str | None = column(
        "料号", "料號", "Part no.", "料号&品名, 物料编码, 品号, 零件号, 图号, Part number, P/N"
    )
    lot_no: str | None = column(
        "批次号",
        "批號",
        "Lot/batch",
        "批号, 生产批号, 轴号, Lot no., Batch no., 批次, 生产批次, Lot, Batch, Lot number, Batch number",
        required_from="C",
    )
    production_at: Moment | None = column(
        "生产日期", "生產日期", "Produced", "生产时间, 出厂日期, Production date", Kind.DATE
    )
    line_machine: str | None = column("机台", "機台", "Line/machine", "产线, 班组, 机台号")
    operator: str | None = column("作业员", "作業員", "Operator", "操作员", personal=True, internal=True, width=70)
    detected_where: str | None = column("发现地点", "發現地點", "Detected where", "发现场所")
    defect_position: Choice | str | None = column(
        "不良位置", "不良位置", "Defect position", "不良出现位置", Kind.OWN_LIST, choices=DEFECT_POSITION
    )
    defect: str | None = column(
        "不良现象", "不良現象", "Defect",
        "不良质量异常现象, 投诉内容, 问题描述, 缺陷描述, 反馈内容, Customer complaint, Description, Complaint description, "
        "Problem description, 异常描述, 不良描述, 问题点, 异常现象, 客诉内容, 客诉描述, 投诉问题, Complaint details, Issue, Problem, Nature of complaint, 问题, 投诉内容描述, 不良内容, Description of complaint",
        required_from="N", width=228,
    )  # fmt: skip
    defect_class: Choice | str | None = column(
        "不良分类",
        "不良分類",
        "Defect class",
        "问题小类, 原因别, 故障大类, 缺陷分类, 不良类别, 缺陷类别, Defect type, Defect category",
        Kind.OWN_LIST,
        "A",
        choices=DEFECT_CLASS,
    )
    defect_qty: int | None = column(
        "不良数量",
        "不良數量",
        "NG qty",
        "不良数, 涉及数量, 缺陷数量, 不合格数, 不合格数量, 不良品数量, Defect qty, NG quantity, Qty NG, Rejected qty",
        Kind.COUNT,
        "C",
    )
    lot_qty: int | None = column(
        "批量",
        "批量",
        "Lot qty",
        "总数量, 交货数量, 批量数, 交货数, 发货数量, Lot size, Delivered qty, Lot quantity",
        Kind.POSITIVE,
    )
    photo: str | None = column("不良图片", "不良圖片", "Photo", "照片, 附件, 图片", Kind.PICTURE)
    customer_demand: str | None = column(
        "客户要求",
        "客戶要求",
        "Demand",
        "客户诉求, 期望方案, 客户需求, 客户期望, Customer demand, Customer request, Customer requirement",
        required_from="N",
        width=160,
    )
    demand_within_policy: Choice | None = column(
        "要求合规", "要求合規", "Demand within policy", "是否符合规定", Kind.YES_NO, choices=YES_NO, width=78
    )
    impact_type: Choice | str | None = column("影响类型", "影響類型", "Impact", kind=Kind.LIST, choices=IMPACT_TYPE)
    severity: Choice | str | None = column(
        "严重等级",
        "嚴重等級",
        "Severity",
        "严重程度, 严重性, Severity level, 严重度, 投诉级别, 客诉等级",
        Kind.LIST,
        "A",
        choices=SEVERITY,
    )
    priority: Choice | str | None = column(
        "优先级", "優先級", "Priority", "紧急程度", Kind.LIST, choices=PRIORITY, width=70
    )
    safety_flag: Choice | None = column(
        "安全问题", "安全問題", "Safety", "涉及安全, 是否涉及安全, 安全相关, Safety related",
        Kind.YES_NO, "N", choices=YES_NO, width=78,
    )  # fmt: skip
    valid: Choice | str | None = column(
        "是否成立", "是否成立", "Justified", "投诉是否成立", Kind.LIST, "A", choices=VALID
    )
    liability: Choice | str | None = column(
        "责任归属", "責任歸屬", "Liability", "责任划分, 责任方, 责任判定", Kind.LIST, "R", choices=LIABILITY
    )
    repeat_of: str | None = column("重复客诉", "重複客訴", "Repeat of", "重复问题", Kind.CASE)
    received_by: str | None = column(
        "受理人",
        "受理人",
        "Received by",
        "登记人, 接单人, 受理人员, 记录人, Logged by, Recorded by, Taken by",
        required_from="N",
        width=74,
    )
    owner: str | None = column(
        "责任人",
        "責任人",
        "Owner",
        "负责人, 处理人, 主办人, 责任者, 担当, 跟进人, 经办人, Responsible, Responsibility, Responsible person, Assigned to, Handler",
        required_from="A",
        group=Group.CLOCKS,
        width=74,
    )
    owner_dept: Choice | str | None = column(
        "责任部门", "責任單位", "Owner dept", "责任单位, 责任工序, Department, 部门, 责任科室, Responsible department, Responsible dept", Kind.OWN_LIST, "A",
        choices=OWNER_DEPT, group=Group.CLOCKS,
    )  # fmt: skip
    owner_assigned_at: Moment | None = column(
        "责任人确定时间",
        "責任人確定時間",
        "Owner found at",
        "指派时间, 责任人确认时间, 分派时间, Assigned at, Owner assigned at",
        Kind.DATETIME,
        "A",
        group=Group.CLOCKS,
    )
    first_response_at: Moment | None = column(
        "首次回复时间",
        "首次回覆時間",
        "First response",
        "响应时间, 初步回复时间, 首次响应时间, 首次回复日期, 首次回复, First response at, First reply, Responded at, Response date",
        Kind.DATETIME,
        "A",
        group=Group.CLOCKS,
    )
    initial_measure: str | None = column(
        "初步处理措施", "初步處理措施", "Initial measure", "临时对策, 应急措施, 临时措施, 紧急措施, 围堵措施, Immediate action, Containment action",
        required_from="A", group=Group.CLOCKS, width=160,
    )  # fmt: skip
    proposal: str | None = column(
        "处理方案", "處理方案", "Proposal", "解决方案, 处理意见", group=Group.CLOCKS, width=160
    )
    customer_agreed_at: Moment | None = column(
        "客户同意时间", "客戶同意時間", "Customer agreed", kind=Kind.DATETIME, group=Group.CLOCKS
    )
    promised_at: Moment | None = column(
        "承诺完成时间",
        "承諾完成時間",
        "Promised",
        "承诺日期, 预计完成, 计划完成日期, 计划完成时间, Target date, Promised date",
        Kind.DATETIME,
        group=Group.CLOCKS,
    )
    revised_due_at: Moment | None = column(
        "调整后期限", "調整後期限", "Revised due", kind=Kind.DATETIME, group=Group.CLOCKS
    )
    revise_reason: str | None = column("调整原因", "調整原因", "Revision reason", group=Group.CLOCKS, width=120)
    approved_by: str | None = column("批准人", "批准人", "Approved by", "主管批示", group=Group.CLOCKS, width=74)
    approved_at: Moment | None = column("批准时间", "批准時間", "Approved at", kind=Kind.DATETIME, group=Group.CLOCKS)
    containment_state: Choice | str | None = column(
        "发生状态", "發生狀態", "Containment state", "", Kind.LIST, "C", choices=CONTAINMENT, group=Group.EIGHT_D
    )
    disposition: Choice | str | None = column(
        "处置方式", "處置方式", "Disposition", "处理结果", Kind.LIST, choices=DISPOSITION, group=Group.EIGHT_D
    )
    root_cause_occ: str | None = column(
        "产生原因", "產生原因", "Cause (occurrence)", "发生原因, 原因分析, 原因简述, Root cause, 根本原因, 真因, 根因, 不良原因, 原因, Cause, Root cause analysis",
        required_from="R", group=Group.EIGHT_D, width=160,
    )  # fmt: skip
    root_cause_esc: str | None = column(
        "流出原因", "流出原因", "Cause (escape)", "未检出原因, 流出根因, 漏检原因, Escape cause",
        required_from="R", own_liability_only=True, group=Group.EIGHT_D, width=160,
    )  # fmt: skip
    action_occ: str | None = column(
        "产生对策", "產生對策", "Action (occurrence)", "对策简述, 改善措施, 长期整改措施, Corrective action, 纠正措施, 整改措施, 永久对策, 永久措施, 对策, Corrective actions, Action taken, 改善对策, 纠正预防措施, 纠正与预防措施",
        required_from="I", group=Group.EIGHT_D, width=160,
    )  # fmt: skip
    action_esc: str | None = column(
        "流出对策", "流出對策", "Action (escape)",
        required_from="I", own_liability_only=True, group=Group.EIGHT_D, width=160,
    )  # fmt: skip
    fmea_no: str | None = column("FMEA编号", "FMEA編號", "FMEA no./rev.", "DFMEA&PFMEA", group=Group.EIGHT_D)
    horizontal_parts: str | None = column(
        "展开料号", "展開料號", "Similar parts", "类似品水平展开", group=Group.EIGHT_D, width=120
    )
    d3_done_at: Moment | None = column(
        "3D完成时间", "3D完成時間", "D3 done", "Finish date of 3D", Kind.DATETIME, group=Group.EIGHT_D
    )
    d8_done_at: Moment | None = column(
        "8D完成时间", "8D完成時間", "8D done", "Finish date of 8D", Kind.DATETIME, group=Group.EIGHT_D
    )
    due_8d_at: Moment | None = column(
        "8D要求完成日", "8D要求完成日", "8D due", "要求完成日, 应结案日期, 8D回复期限, Request date, 要求完成日期, 8D due date, Due date",
        Kind.DATETIME, group=Group.EIGHT_D,
    )  # fmt: skip
    fixed_due: Choice | None = column(
        "合同期限", "合同期限", "Contractual due", "", Kind.YES_NO, choices=YES_NO, group=Group.EIGHT_D, width=78
    )
    late_reason: str | None = column(
        "未达成原因", "未達成原因", "Late reason", "超期原因", group=Group.CLOSING, width=120
    )
    status: Choice | None = column(
        "结案状况", "結案狀況", "Status", "闭环状态, 投诉状态, 结案状态, 状态, 处理状态, 处理进度, 关闭状态, 是否结案, State, Complaint status", Kind.LIST, "N",
        choices=STATUS, group=Group.CASE, width=88,
    )  # fmt: skip
    closed_at: Moment | None = column(
        "结案时间", "結案時間", "Closed at", "实际完成日, 实际完成日期, 关闭时间, 结案日期, Closed date, 完成日期, 完成时间, 关闭日期, 结案日, Date closed, Completion date, Resolved at, Resolution date, Closed on, Date of closing",
        Kind.DATETIME, "X", group=Group.CLOSING,
    )  # fmt: skip
    closing_summary: str | None = column(
        "总结评判", "總結評判", "Closing summary", "复盘结论", required_from="X", group=Group.CLOSING, width=160
    )
    escalated_at: Moment | None = column(
        "上报时间", "上報時間", "Escalated at", "升级时间, Escalation date", kind=Kind.DATETIME, group=Group.CLOCKS
    )
    escalated_to: str | None = column("上报对象", "上報對象", "Escalated to", group=Group.CLOCKS, width=78)
    reopened_at: Moment | None = column("重开时间", "重開時間", "Reopened at", kind=Kind.DATETIME, group=Group.CLOSING)
    oem_answered_at: Moment | None = column(
        "厂家答复时间", "廠家答覆時間", "OEM answered at", kind=Kind.DATETIME, group=Group.CLOCKS
    )
    cost_total: float | None = column(
        "质量损失金额",
        "品質損失金額",
        "Cost",
        "赔偿金额, 损失金额, 索赔金额, Total cost",
        Kind.MONEY,
        group=Group.CLOSING,
    )
    follow_up_due: Moment | None = column(
        "回访日期", "回訪日期", "Follow-up due", "回访时间", kind=Kind.DATE, group=Group.CLOSING
    )
    satisfaction: int | None = column("满意度", "滿意度", "Satisfaction", "客户满意度", Kind.SCORE, group=Group.CLOSING)
    effect_m1: str | None = column(
        "效果追踪1月", "效果追蹤1月", "Effect month 1", "效果追踪1, 第1个月效果", group=Group.CLOSING
    )
    effect_m2: str | None = column(
        "效果追踪2月", "效果追蹤2月", "Effect month 2", "效果追踪2, 第2个月效果", group=Group.CLOSING
    )
    effect_m3: str | None = column(
        "效果追踪3月", "效果追蹤3月", "Effect month 3", "效果追踪3, 第3个月效果", group=Group.CLOSING
    )
    complaint_nature: Choice | str | None = column(
        "投诉性质", "投訴性質", "Nature", "", Kind.LIST, choices=NATURE, internal=True, group=Group.CLOSING
    )
    motive: Choice | str | None = column(
        "投诉动机", "投訴動機", "Motive", "", Kind.LIST, choices=MOTIVE, internal=True, group=Group.CLOSING
    )
    personality: Choice | str | None = column(
        "客户类型", "客戶類型", "Customer type", "", Kind.LIST, choices=PERSONALITY, internal=True, group=Group.CLOSING
    )
    strategy: str | None = column("应对策略", "應對策略", "Strategy", internal=True, group=Group.CLOSING, width=120)
    internal_note: str | None = column(
        "内部备注", "內部備註", "Internal note", internal=True, group=Group.CLOSING, width=160
    )
    media_flag: Choice | None = column(
        "媒体介入", "媒體介入", "Media", "", Kind.YES_NO, choices=YES_NO, group=Group.CLOSING, width=78
    )
    crisis_level: Choice | str | None = column(
        "危机等级", "危機等級", "Crisis level", "", Kind.LIST, choices=CRISIS_LEVEL, group=Group.CLOSING, width=70
    )
    legal_flag: Choice | None = column(
        "法务", "法務", "Legal", "", Kind.YES_NO, choices=YES_NO, group=Group.CLOSING, width=58
    )
    group_ref: str | None = column("群诉编号", "群訴編號", "Group", group=Group.CLOSING)
    contract_ref: str | None = column("合同号", "合約號", "Contract", group=Group.CLOSING)
    warranty_until: Moment | None = column("三包期至", "保固至", "Warranty until", kind=Kind.DATE, group=Group.CLOSING)
    remark: str | None = column(
        "备注",
        "備註",
        "Note",
        "说明, Remark, Remarks, Notes, 附注, 备考, Comment, Comments",
        group=Group.CLOSING,
        width=160,
    )
    row: int = 0


def _columns() -> dict[str, Column]:
    """Read the columns off the record's fields, each under its field's name."""
    return {
        item.name: replace(item.metadata[COLUMN], name=item.name)
        for item in fields(Complaint)
        if COLUMN in item.metadata
    }


#: Every column of the register by field name, in the order of the record.
COLUMNS: Final = _columns()
