"""What is said when a blank form becomes a template: why a marker stands where it does, and what found no place."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # the command
    "help": (
        "把客户的空白 8D 表单做成模板：找出 D1 到 D8 的标题和填写处，写入标记，并说明把握有多大；把握不大的单元格标成黄色，请核对。原文件不动。\n\n\b\n例：kesu template suggest 客户8D.xlsx -o 客户8D_模板.xlsx",
        "把客戶的空白 8D 表單做成範本：找出 D1 到 D8 的標題與填寫處，寫入標記，並說明把握有多大；把握不大的儲存格標成黃色，請核對。原檔案不動。\n\n\b\n例：kesu template suggest 客戶8D.xlsx -o 客戶8D_範本.xlsx",
        "Make a template of a customer's blank 8D form: find the headings D1 to D8 and the places of the answers, write markers, and say how sure each is; cells that are not sure are yellow: check them. The original stays as it is.\n\n\b\nExample: kesu template suggest customer_8d.xlsx -o customer_8d_template.xlsx",
    ),
    "head_cell": ("单元格", "儲存格", "Cell"),
    "head_field": ("字段", "欄位", "Field"),
    "head_sure": ("把握", "把握", "Sure"),
    "head_why": ("依据", "依據", "Why"),
    "done": (
        "{path}：认出 {headings} 个标题，写入 {markers} 个标记，其中 {unsure} 个把握不大（黄色），请核对。",
        "{path}：認出 {headings} 個標題，寫入 {markers} 個標記，其中 {unsure} 個把握不大（黃色），請核對。",
        "{path}: {headings} headings found, {markers} markers written; {unsure} of them are not sure (yellow): check them.",
    ),
    "nothing": (
        "{form}：没有找到可以写入标记的单元格，没有写出模板。",
        "{form}：沒有找到可以寫入標記的儲存格，沒有寫出範本。",
        "{form}: no marker found a place; no template was written.",
    ),
    # why
    "why_below": (
        "标题 {heading} 下方的空白处",
        "標題 {heading} 下方的空白處",
        "the empty area below heading {heading}",
    ),
    "why_right": (
        "标题 {heading} 右侧的空白处",
        "標題 {heading} 右側的空白處",
        "the empty area beside heading {heading}",
    ),
    "why_first_cell": (
        "标题 {heading} 之后的第一个空单元格，没有合并区域",
        "標題 {heading} 之後的第一個空儲存格，沒有合併區域",
        "the first empty cell after heading {heading}; there is no merged area",
    ),
    "why_lines": (
        "标题 {heading} 下方的 {rows} 行，每行写一条",
        "標題 {heading} 下方的 {rows} 列，每列寫一筆",
        "the {rows} lines below heading {heading}, one item each",
    ),
    "why_first_line": (
        "标题 {heading} 下方 {rows} 行中的第一行，整段写在这一行",
        "標題 {heading} 下方 {rows} 列中的第一列，整段寫在這一列",
        "the first of {rows} lines below heading {heading}; the whole text goes into it",
    ),
    "why_hint": (
        "标题 {heading} 的填写提示，由标记取代",
        "標題 {heading} 的填寫提示，由標記取代",
        "the hint under heading {heading}; the marker takes its place",
    ),
    "why_column": (
        "表格中“{head}”一列，共 {rows} 行",
        "表格中「{head}」一欄，共 {rows} 列",
        "column “{head}” of a table with {rows} rows",
    ),
    "why_row": (
        "{heading} 所在行的“{head}”一列",
        "{heading} 所在列的「{head}」一欄",
        "column “{head}” in the row of {heading}",
    ),
    "why_beside": ("“{label}”右侧的单元格", "「{label}」右側的儲存格", "the cell beside “{label}”"),
    "why_under": ("“{label}”下方的单元格", "「{label}」下方的儲存格", "the cell below “{label}”"),
    "why_inside": (
        "同一单元格内“{label}”之后",
        "同一儲存格內「{label}」之後",
        "behind “{label}” in the same cell",
    ),
    # rules
    "F401.what": ("表单里没有某个步骤的标题", "表單裡沒有某個步驟的標題", "A form has no heading for a discipline"),
    "F401.message": ("没有找到 {d} 的标题", "沒有找到 {d} 的標題", "there is no heading for {d}"),
    "F401.remedy": (
        "表单有这一步时，自己在填写处输入标记；没有则不必处理",
        "表單有這一步時，自行在填寫處輸入標記；沒有則不必處理",
        "type a marker where its answer goes if the form has it; else there is nothing to do",
    ),
    "F402.what": ("标题旁没有可以填写的单元格", "標題旁沒有可以填寫的儲存格", "A heading has no cell for its answer"),
    "F402.message": (
        "{d}（{heading}“{value}”）没有找到填写处",
        "{d}（{heading}「{value}」）沒有找到填寫處",
        "there is no cell for the answer to {d} ({heading} “{value}”)",
    ),
    "F402.remedy": (
        "在填写处自己输入标记，见 templates/README.md",
        "在填寫處自行輸入標記，見 templates/README.md",
        "type the marker where the answer goes, see templates/README.md",
    ),
    "F403.what": (
        "填写处有文字，不像填写提示",
        "填寫處有文字，不像填寫提示",
        "A text that does not look like a hint stands where the answer goes",
    ),
    "F403.message": (
        "{d} 的填写处已有文字，没有改动：{value}",
        "{d} 的填寫處已有文字，沒有改動：{value}",
        "a text stands where the answer to {d} goes; it was left: {value}",
    ),
    "F403.remedy": (
        "如果只是提示，删去后再试；否则自己在填写处输入标记",
        "如果只是提示，刪除後再試；否則自行在填寫處輸入標記",
        "delete it and try again if it is a hint; else type the marker where the answer goes",
    ),
    "F404.what": (
        "填写处被锁定，或是公式",
        "填寫處被鎖定，或是公式",
        "The answer's cell is locked on a protected sheet, or holds a formula",
    ),
    "F404.message": (
        "{d} 的填写处被锁定或是公式，没有写入",
        "{d} 的填寫處被鎖定或是公式，沒有寫入",
        "the cell for the answer to {d} is locked or holds a formula; nothing was written",
    ),
    "F404.remedy": (
        "请表单的所有者解除锁定，或在另一个单元格里输入标记",
        "請表單的擁有者解除鎖定，或在另一個儲存格輸入標記",
        "ask the form's owner to unlock it, or type the marker into another cell",
    ),
    "F405.what": (
        "认得的项目没有写入标记",
        "認得的項目沒有寫入標記",
        "A label that is known got no marker",
    ),
    "F405.message": (
        "“{value}”没有写入标记：没有空的单元格，或记录里没有这一项",
        "「{value}」沒有寫入標記：沒有空的儲存格，或記錄裡沒有這一項",
        "“{value}” got no marker: there is no empty cell for it, or nothing in the record",
    ),
    "F405.remedy": ("需要时自己输入标记", "需要時自行輸入標記", "type a marker if you need it"),
    "F406.what": (
        "填写说明或示例的工作表不处理",
        "填寫說明或示例的工作表不處理",
        "A sheet with instructions or an example is left alone",
    ),
    "F406.message": (
        "工作表“{sheet}”看起来是说明、示例或清单，没有改动",
        "工作表「{sheet}」看起來是說明、示例或清單，沒有改動",
        "sheet “{sheet}” looks like instructions, an example or a list and was left alone",
    ),
    "F406.remedy": ("无需处理", "無需處理", "nothing to do"),
    "F407.what": ("同一步骤有第二个表格", "同一步驟有第二個表格", "A discipline has a second table of the same kind"),
    "F407.message": (
        "{d} 有第二个同类表格（{cell}），没有写入：两个表格会填入同样的内容",
        "{d} 有第二個同類表格（{cell}），沒有寫入：兩個表格會填入同樣的內容",
        "{d} has a second table of the same kind ({cell}); it was left, as both would show the same items",
    ),
    "F407.remedy": (
        "需要时自己在第二个表格里输入标记",
        "需要時自行在第二個表格輸入標記",
        "type markers into the second table if you need them",
    ),
    "F409.what": (
        "不认得的项目，旁边是空单元格",
        "不認得的項目，旁邊是空儲存格",
        "A label that is not known stands beside an empty cell",
    ),
    "F409.message": (
        "不认得“{value}”，旁边的空单元格没有写入标记",
        "不認得「{value}」，旁邊的空儲存格沒有寫入標記",
        "“{value}” is not known; the empty cell beside it got no marker",
    ),
    "F409.remedy": (
        "需要填写时，在旁边的单元格里输入标记，字段见 kesu fields",
        "需要填寫時，在旁邊的儲存格輸入標記，欄位見 kesu fields",
        "type a marker beside it if it is to be filled; kesu fields lists the fields",
    ),
    "F410.what": ("勾选框没有写入标记", "勾選框沒有寫入標記", "Boxes to tick were left alone"),
    "F410.message": (
        "“{value}”是勾选框，没有写入标记",
        "「{value}」是勾選框，沒有寫入標記",
        "“{value}” has boxes to tick and was left alone",
    ),
    "F410.remedy": (
        "需要时用过滤器 check 自己输入标记，见 templates/README.md",
        "需要時用篩選器 check 自行輸入標記，見 templates/README.md",
        "type markers with the filter check if you need them, see templates/README.md",
    ),
    "F408.what": (
        "项目名称内的局部字体格式没有保留",
        "項目名稱內的局部字型格式沒有保留",
        "Formats inside a label were not kept",
    ),
    "F408.message": (
        "“{value}”与标记在同一单元格，其中的局部字体格式没有保留",
        "「{value}」與標記在同一儲存格，其中的局部字型格式沒有保留",
        "“{value}” shares its cell with a marker; its different formats became one",
    ),
    "F408.remedy": (
        "需要时在模板里重新设置字体",
        "需要時在範本重新設定字型",
        "set the fonts again in the template if they matter",
    ),
}
