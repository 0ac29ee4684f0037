"""The lists of values: what a cell may say, in three languages, and how other people say it.

First content of the 列表 sheet (DOMAIN, section 3). Users change the lists there, the fixed ones excepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.wording import LANGUAGES, Text

__all__ = ["EMPTY_MARKS", "LISTS", "NOT_APPLICABLE", "Choice", "ChoiceList"]


class Choice(str):
    """One value of a list. It is its zh-Hans word, and knows its words in the other languages.

    ``Choice("电话", "電話", "Phone") == "电话"``, and ``.say("en") == "Phone"``.
    """

    __slots__ = ("also", "texts")

    texts: Text
    also: tuple[str, ...]

    def __new__(cls, zh_hans: str, zh_hant: str = "", en: str = "", also: str = "") -> Choice:
        """Make a value; `also` are other people's words for it, separated by commas."""
        choice = super().__new__(cls, zh_hans)
        choice.texts = (zh_hans, zh_hant or zh_hans, en or zh_hans)
        choice.also = tuple(word.strip() for word in also.split(",") if word.strip())
        return choice

    def __getnewargs__(self) -> tuple[str, str, str, str]:  # type: ignore[override]  # str's own takes one
        return (*self.texts, ",".join(self.also))

    def say(self, lang: str) -> str:
        """Return the word in `lang`."""
        return self.texts[LANGUAGES.index(lang)]


#: What people write into a cell to say that there is nothing to write; the sheet's own formulas know it as well.
EMPTY_MARKS: Final = frozenset((
    "/", "-", "--", "---", "—", "——", "－", "／", "\\", "无",
    "無", "N/A", "n/a", "NA", "N.A.", "n.a.", "N/a", "None", "none", "NONE",
    "nil", "Nil", "未提供", "不适用", "不適用", "Not applicable", "Not provided", "No part number provided",
))  # fmt: skip


#: Those of them that answer a question: it does not apply.
NOT_APPLICABLE: Final = frozenset((
    "N/A", "n/a", "NA", "N.A.", "n.a.", "N/a", "不适用", "不適用", "Not applicable",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A named list of values.

    Attributes:
        name: Name of the list, the same at every door.
        labels: Its heading on the 列表 sheet.
        choices: Its values, in the order of the dropdown.
        fixed: Users cannot change it: the program knows what its values mean.
        own: Users fill it with their own words: a value outside it is a warning, not an error.
    """

    name: str
    labels: Text
    choices: tuple[Choice, ...]
    fixed: bool = False
    own: bool = False

    def say(self, lang: str) -> str:
        """Return the heading in `lang`."""
        return self.labels[LANGUAGES.index(lang)]


def _choices(*rows: str) -> tuple[Choice, ...]:
    """Read rows of ``zh-Hans|zh-Hant|en`` or ``zh-Hans|zh-Hant|en|also, also``."""
    return tuple(Choice(*(part.strip() for part in row.split("|"))) for row in rows)


YES_NO: Final = ChoiceList(
    "yes_no",
    ("是否", "是否", "Yes/No"),
    _choices("是|是|Yes|y, true, √, ✓, ☑, 有, 1", "否|否|No|n, false, ×, ☐, 没有, 0"),
    fixed=True,
)

STATUS: Final = ChoiceList(
    "status",
    ("结案状况", "結案狀況", "Status"),
    _choices(
        "新建|新建|New|未结案, 未关闭, 未完成, 未解决, 未处理, 待处理, 待结案, 处理中, 整改中, 分析中, 跟进中, 进行中, 受理中, 暂停, 挂起, 逾期, 超期, 已逾期, 否, 未闭环, 未完结, N, ×, False, Open, Opened, In progress, Ongoing, Pending, On hold, Overdue, Not closed, No",
        "已受理|已受理|Accepted|已接收, 受理",
        "已围堵|已圍堵|Contained|已遏制, 临时对策完成",
        "原因已明|原因已明|Cause found|原因明确, 已分析",
        "对策已实施|對策已實施|Implemented|已实施, 措施已实施",
        "已结案|已結案|Closed|结案, 关闭, 已关闭, 完成, 已完成, 已解决, 已闭环, 闭环, 完结, 已完结, 办结, 是, Y, √, ✓, ☑, True, OK, Yes, Solved, Resolved, Done, Complete, Completed",
        "不成立|不成立|Not justified|客诉不成立, 无效, Rejected, Unjustified",
        "已取消|已取消|Cancelled|取消, 作废, 撤诉, Canceled, Withdrawn",
    ),
    fixed=True,
)
NEW, ACCEPTED, CONTAINED, CAUSE_FOUND, IMPLEMENTED, CLOSED, NOT_JUSTIFIED, CANCELLED = STATUS.choices

CHANNEL: Final = ChoiceList(
    "channel",
    ("投诉方式", "投訴方式", "Channel"),
    _choices(
        "电话|電話|Phone|来电, Tel, Telephone, Call",
        "信函|信函|Letter|来信, 传真, Fax, Mail",
        "现场|現場|On site|来访, 走访, 当面, Visit, In person",
        "电子邮件|電子郵件|E-mail|邮件, 邮箱, 电邮, Email",
        "在线|線上|Online|在线客服, 网站, 网络, 微信, 企业微信, 微信群, WeChat, Internet, Web, Website, Portal",
        "短信|簡訊|SMS|短信平台, Text message",
        "留言|留言|Message|Voicemail",
        "其他|其他|Other|其它, Others",
    ),
)

COMPLAINT_TYPE: Final = ChoiceList(
    "complaint_type",
    ("客诉类型", "客訴類型", "Type"),
    _choices(
        "质量|品質|Quality|产品质量, 质量问题, 产品质量不良, 品质",
        "服务|服務|Service|服务质量, 服务态度",
        "物流|物流|Logistics|物流延迟, 交期, 运输, Delivery",
        "售后|售後|After-sales|售后服务, 售后不到位, Aftersales",
        "宣传|宣傳|Advertising|虚假宣传, 宣传误导",
        "安全|安全|Safety|安全问题",
        "计量|計量|Metering|计量问题, 短少, Quantity",
        "价格|價格|Price|Pricing, Billing",
        "合同/告知|合約/告知|Contract/Notice|合同, 告知义务, Contract",
        "其他|其他|Other|其它, Others",
    ),
)

IMPACT_TYPE: Final = ChoiceList(
    "impact_type",
    ("影响类型", "影響類型", "Impact"),
    _choices("效率|效率|Efficiency", "性能|性能|Performance", "外观|外觀|Appearance", "安全|安全|Safety"),
)

SEVERITY: Final = ChoiceList(
    "severity",
    ("严重等级", "嚴重等級", "Severity"),
    _choices(
        "严重|嚴重|Critical|重大, 致命, Severe, High",
        "一般|一般|Major|中等, Moderate, Medium, Normal",
        "轻微|輕微|Minor|次要, Low, Slight",
    ),
)

PRIORITY: Final = ChoiceList(
    "priority",
    ("优先级", "優先級", "Priority"),
    _choices("紧急|緊急|Urgent|加急, 高, High", "普通|普通|Normal|一般, 中, 低, Low, Medium"),
)

CUSTOMER_GRADE: Final = ChoiceList(
    "customer_grade",
    ("客户等级", "客戶等級", "Customer grade"),
    _choices("A|A|A|A级", "B|B|B|B级", "C|C|C|C级", "D|D|D|D级"),
)

CRISIS_LEVEL: Final = ChoiceList(
    "crisis_level", ("危机等级", "危機等級", "Crisis level"), _choices("1|1|1|一级", "2|2|2|二级", "3|3|3|三级")
)

VALID: Final = ChoiceList(
    "valid",
    ("是否成立", "是否成立", "Justified"),
    _choices(
        "成立|成立|Justified|是, 有效, Yes, Valid",
        "不成立|不成立|Not justified|否, 无效, No, Invalid, Unjustified",
        "待判定|待判定|To be decided|待定, 未判定, 判定中, Undecided",
    ),
    fixed=True,
)
JUSTIFIED, UNJUSTIFIED, UNDECIDED = VALID.choices

LIABILITY: Final = ChoiceList(
    "liability",
    ("责任归属", "責任歸屬", "Liability"),
    _choices(
        "我方|我方|Ours|我司, 本公司, 公司, Us",
        "双方|雙方|Shared|双方互有责任, Both",
        "客户|客戶|Customer|对方, 客户责任",
        "供应商|供應商|Supplier|供方, Vendor",
    ),
    fixed=True,
)
OURS, SHARED, CUSTOMERS, SUPPLIERS = LIABILITY.choices

CONTAINMENT: Final = ChoiceList(
    "containment_state",
    ("发生状态", "發生狀態", "Containment state"),
    _choices("发生中|發生中|Ongoing", "已发生|已發生|Occurred", "未发生|未發生|Not yet occurred"),
    fixed=True,
)

DISPOSITION: Final = ChoiceList(
    "disposition",
    ("处置方式", "處置方式", "Disposition"),
    _choices(
        "转良使用|轉良使用|Use after sorting|转良, 挑选使用",
        "退回重整|退回重工|Return and rework|返工, 返修, Rework",
        "就地报废|就地報廢|Scrap on site|报废, Scrap",
        "换货|換貨|Replacement|更换, Replace",
        "退货|退貨|Return|Refund",
        "特采|特採|Use as is|让步接收, 让步, Concession",
    ),
)

NATURE: Final = ChoiceList(
    "complaint_nature",
    ("投诉性质", "投訴性質", "Nature"),
    _choices("正常|正常|Normal", "非正常|非正常|Abnormal", "恶意|惡意|Malicious"),
)

MOTIVE: Final = ChoiceList(
    "motive",
    ("投诉动机", "投訴動機", "Motive"),
    _choices(
        "真正愤怒|真正憤怒|Genuinely angry",
        "讨要说法|討要說法|Wants an explanation",
        "假意愤怒|假意憤怒|Feigned anger",
        "求尊重|求尊重|Respect",
        "求发泄|求發洩|Venting",
        "求补偿|求補償|Compensation",
        "提意见|提意見|Suggestion",
        "求自我表现|求自我表現|Self-expression",
    ),
)

PERSONALITY: Final = ChoiceList(
    "personality",
    ("客户类型", "客戶類型", "Customer type"),
    _choices(
        "优柔寡断型|優柔寡斷型|Indecisive",
        "患得患失型|患得患失型|Worried about loss",
        "讨价还价型|討價還價型|Bargaining",
        "和蔼可亲型|和藹可親型|Amiable",
        "暴躁型|暴躁型|Short-tempered",
        "冷漠型|冷漠型|Indifferent",
        "理智型|理智型|Rational",
        "直爽型|直爽型|Straightforward",
        "随性型|隨性型|Easy-going",
        "复合型|複合型|Mixed",
    ),
)

DEFECT_POSITION: Final = ChoiceList(
    "defect_position",
    ("不良位置", "不良位置", "Defect position"),
    _choices(
        "表面|表面|Surface",
        "轴底|軸底|Core",
        "端面|端面|Edge",
        "随机|隨機|Random",
        "前部|前部|Front",
        "后部|後部|Rear",
        "底盘|底盤|Chassis",
        "内饰|內裝|Interior",
    ),
    own=True,
)

DEFECT_CLASS: Final = ChoiceList(
    "defect_class",
    ("不良分类", "不良分類", "Defect class"),
    _choices(
        "外观划伤|外觀刮傷|Scratch",
        "端面不齐|端面不齊|Uneven edge",
        "晶点|晶點|Gel",
        "轴底塌陷|軸底塌陷|Core collapse",
        "厚度偏差|厚度偏差|Thickness",
        "静电|靜電|Static",
        "热封不良|熱封不良|Sealing",
        "包装破损|包裝破損|Damaged packing",
        "标识错误|標示錯誤|Wrong label",
        "异响|異音|Noise",
        "漆面色差|漆面色差|Paint colour",
        "渗漏|滲漏|Leak",
        "故障灯亮|故障燈亮|Warning lamp",
        "装配间隙|裝配間隙|Gap and flush",
        "服务态度|服務態度|Service attitude",
        "交付延误|交付延誤|Late delivery",
        "其他|其他|Other",
    ),
    own=True,
)

OWNER_DEPT: Final = ChoiceList(
    "owner_dept",
    ("责任部门", "責任單位", "Owner dept"),
    _choices(
        "品保|品保|Quality",
        "涂布|塗布|Coating",
        "分切|分切|Slitting",
        "仓储|倉儲|Warehouse",
        "物流|物流|Logistics",
        "设备|設備|Maintenance",
        "研发|研發|R&D",
        "采购|採購|Purchasing",
        "销售|銷售|Sales",
        "售后|售後|After-sales",
        "维修车间|維修車間|Workshop",
    ),
    own=True,
)

#: Every list of the register, in the order of the 列表 sheet.
LISTS: Final = (
    STATUS,
    CHANNEL,
    COMPLAINT_TYPE,
    SEVERITY,
    PRIORITY,
    CUSTOMER_GRADE,
    IMPACT_TYPE,
    VALID,
    LIABILITY,
    CONTAINMENT,
    DISPOSITION,
    DEFECT_CLASS,
    DEFECT_POSITION,
    OWNER_DEPT,
    CRISIS_LEVEL,
    NATURE,
    MOTIVE,
    PERSONALITY,
    YES_NO,
)
