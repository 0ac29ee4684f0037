"""The other sheets of a register: detail tables (one row per item of a complaint) and the tables that stand on their own.

Content: DOMAIN, section 3. All are optional in a user's own register.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kesu_xl.complaint.column import Column, Kind
from kesu_xl.complaint.lists import CUSTOMER_GRADE, DISPOSITION, OWNER_DEPT, YES_NO, Choice, ChoiceList
from kesu_xl.complaint.model import COLUMNS
from kesu_xl.wording import LANGUAGES, Text

__all__ = ["DETAILS", "TABLES", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the register besides the register itself.

    Attributes:
        name: The one name at every door; also the list's name in template markers, e.g. ``actions``.
        labels: Name of the sheet in zh-Hans, zh-Hant, en.
        columns: Its columns in order.
        by_case: Its rows belong to complaints (first column: the complaint number).
    """

    name: str
    labels: Text
    columns: tuple[Column, ...]
    by_case: bool = True

    def say(self, lang: str) -> str:
        """Return the name of the sheet in `lang`."""
        return self.labels[LANGUAGES.index(lang)]


def _list(name: str, labels: Text, *rows: str, own: bool = False) -> ChoiceList:
    return ChoiceList(name, labels, tuple(Choice(*(part.strip() for part in row.split("|"))) for row in rows), own=own)


TEAM_ROLE: Final = _list(
    "team_role", ("小组角色", "小組角色", "Team role"),
    "批准人|批准人|Champion|倡导者, Sponsor", "组长|組長|Leader|Team leader", "组员|組員|Member|成员",
)  # fmt: skip
PLACE: Final = _list(
    "place", ("围堵地点", "圍堵地點", "Place"),
    "客户|客戶|Customer|客户现场", "在途|在途|In transit", "仓库|倉庫|Warehouse|成品仓", "在制|在製|In process|WIP",
    "供应商|供應商|Supplier",
)  # fmt: skip
CAUSE_KIND: Final = _list(
    "cause_kind", ("原因类别", "原因類別", "Cause kind"),
    "产生|產生|Occurrence|发生", "流出|流出|Escape|未检出", "系统|系統|Systemic",
)  # fmt: skip
CAUSE_STATE: Final = _list(
    "cause_state", ("原因状态", "原因狀態", "Cause state"), "验证|驗證|Verified|已验证", "假设|假設|Hypothesis|待验证"
)
WHY_LAYER: Final = _list(
    "why_layer", ("原因层次", "原因層次", "Layer"),
    "现象|現象|Symptom", "一次因|一次因|First cause|近因", "中间|中間|Between", "n次因|n次因|Root|远因, 根因",
)  # fmt: skip
STEP: Final = _list("step", ("8D步骤", "8D步驟", "8D step"), *(f"D{n}|D{n}|D{n}|{n}D" for n in range(9)))
ACTION_KIND: Final = _list(
    "action_kind", ("措施类别", "措施類別", "Action kind"),
    "治标|治標|Containment|临时", "改善|改善|Corrective|纠正", "防呆|防呆|Mistake-proofing", "治本|治本|Preventive|预防",
    "培训|訓練|Training", "检验|檢驗|Inspection", own=True,
)  # fmt: skip
DOCUMENT_KIND: Final = _list(
    "document_kind", ("文件类别", "文件類別", "Document kind"),
    "PFMEA|PFMEA|PFMEA|FMEA", "控制计划|管制計畫|Control plan|CP", "作业指导|作業指導|Work instruction|SOP, 作业指导书",
)  # fmt: skip
STEP_RESULT: Final = _list(
    "step_result", ("客户结论", "客戶結論", "Customer's verdict"), "接受|接受|Accepted", "退回|退回|Refused|驳回"
)
CONTACT_KIND: Final = _list(
    "contact_kind", ("联系方式", "聯絡方式", "Contact kind"),
    "电话|電話|Phone", "邮件|郵件|E-mail", "现场|現場|On site", "在线|線上|Online", own=True,
)  # fmt: skip
COST_KIND: Final = _list(
    "cost_kind", ("费用类别", "費用類別", "Cost kind"),
    "退货|退貨|Return", "复检|複檢|Sorting", "返工|重工|Rework", "报废|報廢|Scrap", "差旅|差旅|Travel",
    "索赔|索賠|Claim", "折让|折讓|Credit", own=True,
)  # fmt: skip
COST_STATE: Final = _list(
    "cost_state", ("费用状态", "費用狀態", "Cost state"), "索赔|索賠|Claimed|提出", "认赔|認賠|Accepted|接受"
)


def _col(
    name: str, zh_hans: str, zh_hant: str, en: str, kind: Kind = Kind.TEXT, width: int = 92, *,
    choices: ChoiceList | None = None, personal: bool = False, internal: bool = False,
) -> Column:  # fmt: skip
    return Column(
        name, (zh_hans, zh_hant, en), kind=kind, width=width, choices=choices, personal=personal, internal=internal
    )


_CASE: Final = replace(COLUMNS["case_no"], required_from="N")
_TEXT, _WHEN, _DAY, _COUNT, _LIST, _OWN = (
    Kind.TEXT, Kind.DATETIME, Kind.DATE, Kind.COUNT, Kind.LIST, Kind.OWN_LIST,
)  # fmt: skip
_WIDE: Final = 228


def _detail(name: str, zh_hans: str, zh_hant: str, en: str, *columns: Column) -> Table:
    return Table(name, (zh_hans, zh_hant, en), (_CASE, *columns))


#: The tables by complaint, in the order of the sheets.
DETAILS: Final = (
    _detail(
        "answers", "8D内容", "8D內容", "8D answers",
        _col("path", "项目", "項目", "Item", width=130), _col("value", "内容", "內容", "Answer", width=_WIDE * 2),
    ),
    _detail(
        "team", "小组", "小組", "Team",
        _col("role", "角色", "角色", "Role", _LIST, choices=TEAM_ROLE), _col("name", "姓名", "姓名", "Name", personal=True),
        _col("title", "职称", "職稱", "Title"), _col("dept", "部门", "部門", "Dept", _OWN, choices=OWNER_DEPT),
        _col("extension", "分机", "分機", "Extension", personal=True),
        _col("mail", "邮箱", "郵箱", "Mail", width=160, personal=True),
    ),
    _detail(
        "is_isnot", "是非", "是非", "Is - is not",
        _col("question", "问题", "問題", "Question"), _col("is", "是", "是", "Is", width=_WIDE),
        _col("is_not", "不是", "不是", "Is not", width=_WIDE), _col("difference", "差异", "差異", "Difference", width=160),
        _col("change", "变化点", "變化點", "Change", width=160),
    ),
    _detail(
        "containment", "围堵", "圍堵", "Containment",
        _col("place", "地点", "地點", "Place", _LIST, choices=PLACE), _col("action", "措施", "措施", "Action", width=_WIDE),
        _col("owner", "责任人", "責任人", "Owner"), _col("introduced_on", "实施日期", "實施日期", "Introduced", _DAY, 98),
        _col("effective_from", "有效起始", "有效起始", "Effective from", _DAY, 98),
        _col("checked", "检查数", "檢查數", "Checked", _COUNT), _col("ng", "不良数", "不良數", "NG", _COUNT),
        _col("evidence", "证据", "證據", "Evidence", width=160),
        _col("cancelled", "已取消", "已取消", "Cancelled", Kind.YES_NO, choices=YES_NO),
    ),
    _detail(
        "disposition", "处置", "處置", "Disposition",
        _col("kind", "方式", "方式", "Kind", _LIST, choices=DISPOSITION), _col("qty", "数量", "數量", "Qty", _COUNT),
        _col("cost", "费用", "費用", "Cost", Kind.MONEY), _col("note", "说明", "說明", "Note", width=160),
    ),
    _detail(
        "related_calls", "相关客户", "相關客戶", "Related customers",
        _col("customer", "客户", "客戶", "Customer"),
        _col("same_lot", "同批次", "同批次", "Same lot", Kind.YES_NO, choices=YES_NO),
        _col("called_at", "联系时间", "聯絡時間", "Called at", _WHEN, 146), _col("by", "联系人", "聯絡人", "By"),
        _col("result", "结果", "結果", "Result", width=160),
    ),
    _detail(
        "causes", "原因", "原因", "Causes",
        _col("kind", "类别", "類別", "Kind", _LIST, choices=CAUSE_KIND), _col("cause", "原因", "原因", "Cause", width=_WIDE),
        _col("state", "状态", "狀態", "State", _LIST, choices=CAUSE_STATE),
        _col("method", "验证方法", "驗證方法", "Method", width=160), _col("evidence", "证据", "證據", "Evidence", width=160),
        _col("share", "贡献率", "貢獻率", "Share", Kind.MONEY, 80),
    ),
    _detail(
        "whys", "5Why", "5Why", "5 whys",
        _col("chain", "类别", "類別", "Chain", _LIST, choices=CAUSE_KIND), _col("level", "层级", "層級", "Level", _COUNT),
        _col("why", "为什么", "為什麼", "Why", width=_WIDE), _col("because", "因为", "因為", "Because", width=_WIDE),
        _col("layer", "层次", "層次", "Layer", _LIST, choices=WHY_LAYER),
    ),
    _detail(
        "actions", "措施", "措施", "Actions",
        _col("step", "步骤", "步驟", "Step", _LIST, choices=STEP), _col("kind", "类别", "類別", "Kind", _OWN, choices=ACTION_KIND),
        _col("cause", "针对原因", "針對原因", "Cause", width=160), _col("action", "措施", "措施", "Action", width=_WIDE),
        _col("owner", "责任人", "責任人", "Owner"), _col("due", "计划完成", "計畫完成", "Due", _DAY, 98),
        _col("done", "实际完成", "實際完成", "Done", _DAY, 98),
        _col("verification", "验证方法", "驗證方法", "Verification", width=160),
        _col("result", "结果", "結果", "Result", width=160),
        _col("planned_start", "计划开始", "計畫開始", "Planned start", _DAY, 98),
        _col("cancelled", "已取消", "已取消", "Cancelled", Kind.YES_NO, choices=YES_NO),
    ),
    _detail(
        "validation", "验证", "驗證", "Validation",
        _col("action", "措施", "措施", "Action", width=_WIDE), _col("checked", "检查数", "檢查數", "Checked", _COUNT),
        _col("ng_before", "改善前不良", "改善前不良", "NG before", _COUNT),
        _col("ng_after", "改善后不良", "改善後不良", "NG after", _COUNT),
        _col("method", "方法", "方法", "Method", width=160), _col("cut_in_lot", "切换批次", "切換批號", "Cut-in lot"),
        _col("date", "日期", "日期", "Date", _DAY, 98),
    ),
    _detail(
        "documents", "文件", "文件", "Documents",
        _col("kind", "类别", "類別", "Kind", _LIST, choices=DOCUMENT_KIND), _col("number", "编号", "編號", "Number"),
        _col("revision", "版本", "版本", "Revision"), _col("date", "日期", "日期", "Date", _DAY, 98),
        _col("why_not", "变更内容/不涉及原因", "變更內容/不涉及原因", "Change / why not", width=_WIDE),
    ),
    _detail(
        "photos", "照片", "照片", "Photos",
        _col("photo", "图片", "圖片", "Picture", Kind.PICTURE, 160), _col("step", "步骤", "步驟", "Step", _LIST, choices=STEP),
        _col("caption", "说明", "說明", "Caption", width=_WIDE),
    ),
    _detail(
        "steps", "8D进度", "8D進度", "8D steps",
        _col("step", "步骤", "步驟", "Step", _LIST, choices=STEP), _col("due", "期限", "期限", "Due", _WHEN, 146),
        _col("done", "完成", "完成", "Done", _WHEN, 146), _col("submitted", "提交", "提交", "Submitted", _WHEN, 146),
        _col("result", "结论", "結論", "Result", _LIST, choices=STEP_RESULT),
        _col("reason", "原因", "原因", "Reason", width=160),
    ),
    _detail(
        "revisions", "版本", "版本", "Revisions",
        _col("number", "版次", "版次", "Number", _COUNT), _col("date", "日期", "日期", "Date", _WHEN, 146),
        _col("receiver", "接收人", "接收人", "Receiver", personal=True),
        _col("file_hash", "文件校验值", "檔案校驗值", "File hash", width=_WIDE),
    ),
    _detail(
        "costs", "费用", "費用", "Costs",
        _col("kind", "类别", "類別", "Kind", _OWN, choices=COST_KIND), _col("amount", "金额", "金額", "Amount", Kind.MONEY),
        _col("currency", "币种", "幣別", "Currency"), _col("state", "索赔/认赔", "索賠/認賠", "Claimed/accepted", _LIST, choices=COST_STATE),
        _col("date", "日期", "日期", "Date", _DAY, 98),
    ),
    _detail(
        "contacts", "联系记录", "聯絡記錄", "Contacts",
        _col("at", "时间", "時間", "At", _WHEN, 146), _col("by", "我方", "我方", "By"),
        _col("with", "对方", "對方", "With", personal=True),
        _col("kind", "方式", "方式", "Kind", _OWN, choices=CONTACT_KIND), _col("content", "内容", "內容", "Content", width=_WIDE),
        _col("result", "结果", "結果", "Result", width=160), _col("promise", "承诺", "承諾", "Promise", width=160),
        _col("promise_due", "承诺期限", "承諾期限", "Promise due", _WHEN, 146),
        _col("promise_done", "承诺完成", "承諾完成", "Promise done", _WHEN, 146),
    ),
    _detail(
        "pauses", "暂停", "暫停", "Pauses",
        _col("clock", "时钟", "時鐘", "Clock", width=122), _col("from", "开始", "開始", "From", _WHEN, 146),
        _col("to", "结束", "結束", "To", _WHEN, 146), _col("reason", "原因", "原因", "Reason", width=_WIDE),
    ),
    _detail(
        "handovers", "移交", "移交", "Hand-overs",
        _col("at", "时间", "時間", "At", _WHEN, 146), _col("from", "移交人", "移交人", "From"),
        _col("to", "接收人", "接收人", "To"), _col("reason", "原因", "原因", "Reason", width=_WIDE),
    ),
    _detail(
        "lessons", "经验", "經驗", "Lessons",
        _col("lesson", "经验教训", "經驗教訓", "Lesson", width=_WIDE * 2), _col("applies_to", "适用范围", "適用範圍", "Applies to", width=160),
        _col("date", "日期", "日期", "Date", _DAY, 98),
    ),
    _detail(
        "log", "变更记录", "變更記錄", "Log",
        _col("at", "时间", "時間", "At", _WHEN, 146), _col("by", "修改人", "修改人", "By"),
        _col("field", "栏位", "欄位", "Field", width=122), _col("old", "原值", "原值", "Old", width=160),
        _col("new", "新值", "新值", "New", width=160),
    ),
)  # fmt: skip


def _table(name: str, zh_hans: str, zh_hant: str, en: str, *columns: Column) -> Table:
    return Table(name, (zh_hans, zh_hant, en), columns, by_case=False)


#: The tables that do not belong to complaints, in the order of the sheets.
TABLES: Final = (
    _table(
        "customers", "客户", "客戶", "Customers",
        _col("name", "客户名称", "客戶名稱", "Customer", width=122),
        _col("grade", "等级", "等級", "Grade", _LIST, 70, choices=CUSTOMER_GRADE),
        _col("template", "8D模板", "8D範本", "8D template", width=160), _col("language", "语言", "語言", "Language"),
        _col("timezone", "时区", "時區", "Time zone", width=122), _col("calendar", "日历", "行事曆", "Calendar"),
        _col("contacts", "联系人", "聯絡人", "Contacts", width=160, personal=True),
        _col("supervisor", "主管", "主管", "Supervisor"),
    ),
    _table(
        "people", "人员", "人員", "People",
        _col("name", "姓名", "姓名", "Name", personal=True), _col("dept", "部门", "部門", "Dept", _OWN, choices=OWNER_DEPT),
        _col("title", "职称", "職稱", "Title"), _col("extension", "分机", "分機", "Extension", personal=True),
        _col("mail", "邮箱", "郵箱", "Mail", width=160, personal=True), _col("supervisor", "主管", "主管", "Supervisor"),
        _col("stand_in", "代理人", "代理人", "Stand-in"), _col("language", "语言", "語言", "Language"),
    ),
    _table(
        "shipped", "出货", "出貨", "Shipped",
        _col("month", "月份", "月份", "Month", _DAY, 98), _col("customer", "客户", "客戶", "Customer", width=122),
        _col("product", "产品型号", "產品型號", "Product"), _col("qty", "数量", "數量", "Qty", _COUNT),
        _col("lots", "批数", "批數", "Lots", _COUNT),
    ),
    _table(
        "settings", "设置", "設定", "Settings",
        _col("key", "设置项", "設定項", "Setting", width=160), _col("value", "值", "值", "Value", width=160),
        _col("meaning", "说明", "說明", "Meaning", width=_WIDE * 2),
    ),
    _table(
        "calendar", "日历", "行事曆", "Calendar",
        _col("date", "日期", "日期", "Date", _DAY, 98),
        _col("kind", "类别", "類別", "Kind", _LIST, 92, choices=_list(
            "day_kind", ("日期类别", "日期類別", "Day kind"), "休息|休息|Holiday|节假日, 法定节假日, 假日, 放假, Day off",
            "上班|上班|Working day|调休上班, 工作日, 补班, 補班, Workday")),
        _col("note", "说明", "說明", "Note", width=_WIDE),
    ),
    Table("lists", ("列表", "清單", "Lists"), (), by_case=False),
    Table("help", ("说明", "說明", "Guide"), (), by_case=False),
)  # fmt: skip
