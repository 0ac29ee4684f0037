"""What is said about outputs: those that could not be made, and what was kept or left out."""

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
        "用 --update 更新并保留填写的内容，或先把它改名、移走",
        "用 --update 更新並保留填寫的內容，或先把它改名、移走",
        "use --update to make it again and keep what was typed, or rename or move it",
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
    "F204.what": ("8D内容里不认识的项目", "8D內容裡不認識的項目", "an item of the 8D answers that an 8D does not have"),
    "F204.message": (
        "8D内容的“{value}”不是 8D 的项目，没有写进报告",
        "8D內容的「{value}」不是 8D 的項目，沒有寫進報告",
        '"{value}" in the 8D answers is no item of an 8D and is in no report',
    ),
    "F204.remedy": (
        "改成 8D 的项目，是否 {nearest}？",
        "改成 8D 的項目，是否 {nearest}？",
        "use an item of an 8D; is it {nearest}?",
    ),
    "F206.what": (
        "目标表单没有位置放某些内容",
        "目標表單沒有位置放某些內容",
        "the other form has no place for some values",
    ),
    "F206.message": (
        "目标表单没有这些字段，内容没有写入：{fields}",
        "目標表單沒有這些欄位，內容沒有寫入：{fields}",
        "the other form does not ask for these values, which were left out: {fields}",
    ),
    "F206.remedy": (
        "需要时在目标模板里加上这些字段的标记",
        "需要時在目標範本裡加上這些欄位的標記",
        "add their markers to the other template where they are needed",
    ),
    "F207.what": (
        "表单里的图片没有转到另一份表单",
        "表單裡的圖片沒有轉到另一份表單",
        "the pictures of a form are not taken along into another one",
    ),
    "F207.message": (
        "有 {count} 张图片没有转过去",
        "有 {count} 張圖片沒有轉過去",
        "{count} pictures were not taken along",
    ),
    "F207.remedy": (
        "在新表单里重新插入图片",
        "在新表單裡重新插入圖片",
        "put them into the new form by hand",
    ),
    "F208.what": (
        "客户的 8D 模板用不了",
        "客戶的 8D 範本用不了",
        "a customer's 8D template cannot be used",
    ),
    "F208.message": (
        "客户 {customer} 的 8D 模板“{value}”用不了（{reason}），用了标准模板",
        "客戶 {customer} 的 8D 範本「{value}」用不了（{reason}），用了標準範本",
        "the 8D template “{value}” of {customer} cannot be used ({reason}); the standard one was taken",
    ),
    "F208.remedy": (
        "改正客户表的“8D模板”：自带模板的名称，或相对于台账的 .xlsx 路径",
        "改正客戶表的「8D範本」：內建範本的名稱，或相對於台帳的 .xlsx 路徑",
        "correct the 8D template on the sheet of customers: the name of a shipped one, or the path of an .xlsx beside the register",
    ),
    "F209.what": (
        "客户的语言不认识",
        "客戶的語言不認識",
        "a customer's language is not known",
    ),
    "F209.message": (
        "客户 {customer} 的语言“{value}”不认识，用了台账的语言",
        "客戶 {customer} 的語言「{value}」不認識，用了台帳的語言",
        "the language “{value}” of {customer} is not known; that of the register was taken",
    ),
    "F209.remedy": (
        "写 zh-Hans、zh-Hant 或 en",
        "寫 zh-Hans、zh-Hant 或 en",
        "write zh-Hans, zh-Hant or en",
    ),
    "F210.what": (
        "更新 8D 时保留了表单里填写的内容",
        "更新 8D 時保留了表單裡填寫的內容",
        "what somebody typed into a form was kept when it was made again",
    ),
    "F210.message": (
        "{file} 保留了表单里的 {field}：“{value}”（台账是“{register}”）",
        "{file} 保留了表單裡的 {field}：「{value}」（台帳是「{register}」）",
        "{file}: {field} keeps what the form says, “{value}” (the register says “{register}”)",
    ),
    "F210.remedy": (
        "如果台账的才对，清空表单里的这个单元格再更新",
        "若台帳的才對，清空表單裡的這個儲存格再更新",
        "if the register is right, empty that cell of the form and update again",
    ),
    "F211.what": (
        "重新生成会丢掉表单里的其它内容，没有更新",
        "重新產生會丟掉表單裡的其他內容，沒有更新",
        "a form was not made again, as something in it would have been lost",
    ),
    "F211.message": (
        "{file} 没有更新：{what}",
        "{file} 沒有更新：{what}",
        "{file} was not updated: {what}",
    ),
    "F211.remedy": (
        "把这些内容移到对应的字段或附件里，再更新",
        "把這些內容移到對應的欄位或附件裡，再更新",
        "move it into the fields or into an attachment, then update again",
    ),
    "F218.what": (
        "没有明细表内容的客诉",
        "沒有明細表內容的客訴",
        "a complaint without rows in the detail tables",
    ),
    "F218.message": (
        "{count} 件客诉在明细表里没有内容（首件 {case_no}），报告只有台账这一行的内容",
        "{count} 件客訴在明細表裡沒有內容（首件 {case_no}），報告只有台帳這一列的內容",
        "{count} complaints have no rows in the detail tables (first {case_no}): their reports show the register row only",
    ),
    "F218.remedy": (
        "在小组、围堵、原因、措施等表里按编号填写，或填写 8D 表单后用 kesu read --into 写回",
        "在小組、圍堵、原因、措施等表裡按編號填寫，或填寫 8D 表單後用 kesu read --into 寫回",
        "fill in the tables by its number, or type into the form and put it back with kesu read --into",
    ),
    "lost.no_place": (
        "模板 {template} 没有位置放填写在 {cells} 的内容",
        "範本 {template} 沒有位置放填寫在 {cells} 的內容",
        "template {template} has no place for what was typed into {cells}",
    ),
    "lost.outside": (
        "字段以外还填写了 {cells}",
        "欄位以外還填寫了 {cells}",
        "something stands outside of the fields, in {cells}",
    ),
    "lost.attached": (
        "有人插入了图片、图形或批注",
        "有人插入了圖片、圖形或註解",
        "somebody put pictures, shapes or notes in",
    ),
    "lost.unread": ("{reason}", "{reason}", "{reason}"),
    "lost.unclear": (
        "有些单元格读不清楚：{cells}",
        "有些儲存格讀不清楚：{cells}",
        "some cells cannot be read for certain: {cells}",
    ),
}
