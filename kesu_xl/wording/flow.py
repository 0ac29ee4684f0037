"""What is said about outputs that could not be made."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "F201.what": (
        "已有人填写过的 8D 报告不覆盖",
        "已有人填寫過的 8D 報告不覆蓋",
        "a report that somebody typed into is not replaced",
    ),
    "F201.message": (
        "{file} 已有人修改过，没有覆盖",
        "{file} 已有人修改過，沒有覆蓋",
        "{file} was changed by somebody and was not replaced",
    ),
    "F201.remedy": (
        "需要重新生成时，先把它改名或移走",
        "需要重新產生時，先把它改名或移走",
        "rename or move it if you want a new one",
    ),
    "F202.what": (
        "没有编号的客诉不生成报告",
        "沒有編號的客訴不產生報告",
        "a complaint without a number gets no report",
    ),
    "F202.message": (
        "第 {row} 行没有客诉编号，没有生成报告",
        "第 {row} 列沒有客訴編號，沒有產生報告",
        "row {row} has no complaint number, so no report was made",
    ),
    "F202.remedy": ("填写客诉编号", "填寫客訴編號", "fill in the complaint number"),
    "F203.what": ("两份报告会同名", "兩份報告會同名", "two reports would have the same name"),
    "F203.message": (
        "{case_no} 的报告会与 {other} 的同名（{file}），没有生成",
        "{case_no} 的報告會與 {other} 的同名（{file}），沒有產生",
        "the report of {case_no} would have the same name as that of {other} ({file}) and was not made",
    ),
    "F203.remedy": (
        "改正重复或只差特殊字符的编号",
        "改正重複或只差特殊字元的編號",
        "correct the numbers: they are equal, or differ in special characters only",
    ),
    "F204.what": ("8D内容里不认识的项目", "8D內容裡不認識的專案", "an item of the 8D answers that an 8D does not have"),
    "F204.message": (
        "8D内容的“{value}”不是 8D 的项目，没有写进报告",
        "8D內容的「{value}」不是 8D 的專案，沒有寫進報告",
        '"{value}" in the 8D answers is no item of an 8D and is in no report',
    ),
    "F204.remedy": (
        "改成 8D 的项目，是否 {nearest}？",
        "改成 8D 的專案，是否 {nearest}？",
        "use an item of an 8D; is it {nearest}?",
    ),
}
