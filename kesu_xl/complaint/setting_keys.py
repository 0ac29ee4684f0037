"""The rows of the 设置 sheet: what a register may say about itself, under which key, with which first value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.wording import LANGUAGES, Text

__all__ = ["OPTIONAL_KEYS", "SETTING_KEYS", "SettingKey"]


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One setting of a register.

    Attributes:
        name: The one name at every door, e.g. ``timezone``.
        labels: Its key on the 设置 sheet in zh-Hans, zh-Hant, en; all three (and the name) are read everywhere.
        defaults: What a new register says, by the language of the register.
        meanings: What it is for, as the sheet says it.
    """

    name: str
    labels: Text
    defaults: Text
    meanings: Text

    def say(self, lang: str) -> str:
        """Return the key in `lang`."""
        return self.labels[LANGUAGES.index(lang)]

    def default(self, lang: str) -> str:
        """Return the first value in a register in `lang`."""
        return self.defaults[LANGUAGES.index(lang)]

    def meaning(self, lang: str) -> str:
        """Return what the setting is for, in `lang`."""
        return self.meanings[LANGUAGES.index(lang)]


def _everywhere(value: str) -> Text:
    return (value, value, value)


#: Every setting by name, in the order of the 设置 sheet.
SETTING_KEYS: Final[dict[str, SettingKey]] = {
    key.name: key
    for key in (
        SettingKey(
            "profile",
            ("规则", "規則", "Profile"),
            _everywhere("default"),
            (
                "时效规则：default（4 h / 4 h / 48 h）、dealer（经销商）、oem（整车厂 8D 节点）",
                "時效規則：default（4 h / 4 h / 48 h）、dealer（經銷商）、oem（整車廠 8D 節點）",
                "Rules of the clocks: default (4 h / 4 h / 48 h), dealer, oem (dates of the 8D steps)",
            ),
        ),
        SettingKey(
            "timezone",
            ("时区", "時區", "Time zone"),
            ("Asia/Shanghai", "Asia/Shanghai", ""),
            (
                "台账中所有时间所在的时区，如 Asia/Shanghai；留空则用本机时区",
                "台帳中所有時間所在的時區，如 Asia/Shanghai；留空則用本機時區",
                "Zone of every time in this register, e.g. Asia/Shanghai; empty: the zone of the machine",
            ),
        ),
        SettingKey(
            "working_hours",
            ("工作时间", "工作時間", "Working hours"),
            _everywhere(""),
            (
                "留空：时效按自然时间；例如“周一-周五 08:30-12:00, 13:00-17:30; 周六 08:30-12:00”：时效只计工作时间（8D 节点与定期反馈仍按自然日）",
                "留空：時效按日曆時間；例如「週一-週五 08:30-12:00, 13:00-17:30; 週六 08:30-12:00」：時效只計工作時間（8D 節點與定期回饋仍按日曆日）",
                "Empty: clocks count calendar hours. E.g. Mon-Fri 08:30-12:00, 13:00-17:30; Sat 08:30-12:00: they count working hours (8D steps and feedback keep calendar days)",
            ),
        ),
        SettingKey(
            "holidays",
            ("节假日", "節假日", "Public holidays"),
            _everywhere(""),
            (
                "工作时间要除去的法定节假日：CN、TW、HK、JP、DE、US-CA 等；“日历”工作表中的日期优先",
                "工作時間要除去的法定節假日：CN、TW、HK、JP、DE、US-CA 等；「行事曆」工作表中的日期優先",
                "Whose public holidays are not worked: CN, TW, HK, JP, DE, US-CA ...; the sheet Calendar wins",
            ),
        ),
        SettingKey(
            "at_risk",
            ("预警比例", "預警比例", "At risk from"),
            _everywhere(""),
            (
                "时限用去多少即为将超时；留空为 80%。单个时限另加一行，如“时限 首次回复 = 2”“时限 结案或上报 等级 A = 24”",
                "時限用去多少即為將超時；留空為 80%。單個時限另加一列，如「時限 首次回覆 = 2」「時限 結案或上報 等級 A = 24」",
                "Share of a limit from which it is at risk; empty: 80%. A limit of its own is a further row, e.g. Limit First response = 2, Limit Closed or escalated grade A = 24",
            ),
        ),
        SettingKey(
            "language",
            ("语言", "語言", "Language"),
            LANGUAGES,
            (
                "提示、8D 与汇总所用语言：zh-Hans、zh-Hant 或 en",
                "提示、8D 與彙總所用語言：zh-Hans、zh-Hant 或 en",
                "Language of messages, 8D reports and summaries: zh-Hans, zh-Hant or en",
            ),
        ),
        SettingKey(
            "supervisor",
            ("默认主管", "預設主管", "Default supervisor"),
            _everywhere(""),
            (
                "48 h 内不能结案时的上报对象（品保主管为客诉第一责任人）",
                "48 h 內不能結案時的上報對象（品保主管為客訴第一責任人）",
                "Who a complaint is escalated to when it cannot be closed within 48 h",
            ),
        ),
        SettingKey(
            "company",
            ("公司名称", "公司名稱", "Company"),
            _everywhere(""),
            (
                "印在 8D 报告与周报的抬头",
                "印在 8D 報告與週報的抬頭",
                "Stands at the head of 8D reports and weekly reports",
            ),
        ),
        SettingKey(
            "department",
            ("部门", "部門", "Department"),
            ("品保部", "品保部", "Quality"),
            ("提出报告的部门", "提出報告的部門", "The department that issues the reports"),
        ),
        SettingKey(
            "case_no_pattern",
            ("编号规则", "編號規則", "Number pattern"),
            _everywhere("KS-{yy}{mm}-{nnn}"),
            (
                "新客诉的编号：{yy} 年、{mm} 月、{nnn} 当月流水号",
                "新客訴的編號：{yy} 年、{mm} 月、{nnn} 當月流水號",
                "Number of a new complaint: {yy} year, {mm} month, {nnn} count within the month",
            ),
        ),
        SettingKey(
            "report_folder",
            ("8D文件夹", "8D資料夾", "8D folder"),
            _everywhere("8D"),
            (
                "8D 报告存放的文件夹；相对路径从本工作簿所在文件夹算起",
                "8D 報告存放的資料夾；相對路徑從本活頁簿所在資料夾算起",
                "Where 8D reports go; a relative path starts at the folder of this workbook",
            ),
        ),
    )
}

#: Settings that a new register does not have: a row of the 设置 sheet turns them on.
OPTIONAL_KEYS: Final[dict[str, SettingKey]] = {
    key.name: key
    for key in (
        SettingKey(
            "quiet_hours",
            ("免打扰时段", "勿擾時段", "Quiet hours"),
            _everywhere(""),
            (
                "如 22:00-07:00：这段时间不发提醒（安全、危机、媒体除外），结束后补发",
                "如 22:00-07:00：這段時間不寄提醒（安全、危機、媒體除外），結束後補寄",
                "E.g. 22:00-07:00: no alerts by mail then, but for safety, crisis and media; they follow afterwards",
            ),
        ),
        SettingKey(
            "estimates",
            ("估算", "估算", "Estimates"),
            _everywhere(""),
            (
                "写“是”：汇总的指标页另列估算值（未投诉的不满客户、口碑、流失风险），注明来源",
                "寫「是」：彙總的指標頁另列估算值（未投訴的不滿客戶、口碑、流失風險），註明來源",
                "Yes: the summary lists estimates besides (silent customers, word of mouth, revenue at risk), with their source",
            ),
        ),
        SettingKey(
            "customer_value",
            ("客户年均金额", "客戶年均金額", "Customer value"),
            _everywhere(""),
            (
                "一个客户一年的平均销售额，用于估算面临流失的年销售额",
                "一個客戶一年的平均銷售額，用於估算面臨流失的年銷售額",
                "What a customer buys in a year on average, for the estimate of revenue at risk",
            ),
        ),
    )
}
