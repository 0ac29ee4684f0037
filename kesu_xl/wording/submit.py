"""What is said about reports that are handed in: what is not in the copy, what stood in the way, what changed."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "F250.what": (
        "提交版里去掉了表单背后的内容",
        "提交版裡去掉了表單背後的內容",
        "what lies behind a form is not in the copy that is handed in",
    ),
    "F250.message": (
        "提交版 {file} 不含：{what}",
        "提交版 {file} 不含：{what}",
        "{file} goes without: {what}",
    ),
    "F250.remedy": (
        "工作稿里都还在。客户需要的内容请写到表单的单元格里再提交。",
        "工作稿裡都還在。客戶需要的內容請寫到表單的儲存格裡再提交。",
        "The working form still has it all. What the customer needs, write into cells of the form and submit again.",
    ),
    "F251.what": (
        "提交版没有生成",
        "提交版沒有產生",
        "the copy to be handed in could not be made",
    ),
    "F251.message": (
        "{file} 的提交版没有生成：{reason}",
        "{file} 的提交版沒有產生：{reason}",
        "no copy of {file} was made: {reason}",
    ),
    "F251.remedy": (
        "解决后重新运行 --submit；在此之前不要把工作稿发给客户。",
        "解決後重新執行 --submit；在此之前不要把工作稿寄給客戶。",
        "Put that right and run --submit again; do not send the working form to the customer instead.",
    ),
    "F252.what": (
        "台账的“版本”里缺少提交记录",
        "台帳的「版本」裡缺少提交記錄",
        "the register lacks the rows of reports that were handed in",
    ),
    "F252.message": (
        "提交版已生成（{files}），但没有记入台账 {register} 的“版本”：{reason}",
        "提交版已產生（{files}），但沒有記入台帳 {register} 的「版本」：{reason}",
        "the copies were made ({files}), but {register} has no row of them in its revisions: {reason}",
    ),
    "F252.remedy": (
        "关闭台账后在“版本”里手工补一行：编号、版次、日期、接收人；不必重新提交。",
        "關閉台帳後在「版本」裡手動補一列：編號、版次、日期、接收人；不必重新提交。",
        "Close the register and add the row by hand: number, revision, date, receiver; there is no need to submit again.",
    ),
    "F253.what": (
        "提交版里有公式失去了结果",
        "提交版裡有公式失去了結果",
        "a formula has no result in the copy that is handed in",
    ),
    "F253.message": (
        "提交版 {file} 里，这些公式引用了被去掉的内容，文件里又没有计算结果，单元格为空：{cells}",
        "提交版 {file} 裡，這些公式引用了被去掉的內容，檔案裡又沒有計算結果，儲存格為空：{cells}",
        "in {file} these formulas read what was taken out, and the file has no result of them, so their cells are blank: {cells}",
    ),
    "F253.remedy": (
        "用 Excel 打开工作稿并保存一次，让公式算出结果，再重新提交。",
        "用 Excel 開啟工作稿並儲存一次，讓公式算出結果，再重新提交。",
        "Open the working form in Excel and save it, so that it holds the results, and submit again.",
    ),
    "F254.what": (
        "表单里嵌入的文件没有随提交版发出",
        "表單裡嵌入的檔案沒有隨提交版發出",
        "files inside a form do not go along with the copy that is handed in",
    ),
    "F254.message": (
        "提交版 {file} 不含嵌入的文件或控件：{what}",
        "提交版 {file} 不含嵌入的檔案或控制項：{what}",
        "{file} goes without the embedded files or controls: {what}",
    ),
    "F254.remedy": (
        "检查这些文件的内容后，作为单独的附件发给客户。",
        "檢查這些檔案的內容後，作為單獨的附件寄給客戶。",
        "Look into these files, and send them as attachments of their own.",
    ),
    "F255.what": (
        "提交的 8D 有会被客户退回的缺项",
        "提交的 8D 有會被客戶退回的缺項",
        "a report that is handed in lacks what customers refuse it for",
    ),
    "F255.message": (
        "提交版 {file} 不能接受（{check}）：{what}",
        "提交版 {file} 不能接受（{check}）：{what}",
        "{file} cannot be accepted ({check}): {what}",
    ),
    "F255.remedy": (
        "补齐后重新运行 --submit，会生成下一版；全部缺项见 kesu score。",
        "補齊後重新執行 --submit，會產生下一版；全部缺項見 kesu score。",
        "Fill it in and run --submit again, which makes the next revision; kesu score shows all that is lacking.",
    ),
    "F256.what": (
        "表单放不下所有照片",
        "表單放不下所有照片",
        "a form has no place for all photos",
    ),
    "F256.message": (
        "有 {count} 张照片在这份表单里没有位置，没有放入",
        "有 {count} 張照片在這份表單裡沒有位置，沒有放入",
        "{count} photos have no place in this form and were not put in",
    ),
    "F256.remedy": (
        "改用 8d_sheets，或在模板里再加照片标记（d2.photos[3]、d3.photos[0] 等），或删掉多余的照片行。",
        "改用 8d_sheets，或在範本裡再加照片標記（d2.photos[3]、d3.photos[0] 等），或刪掉多餘的照片列。",
        "Take 8d_sheets, or give the template more markers for photos (d2.photos[3], d3.photos[0] ...), or take rows out of the table of photos.",
    ),
    # what is left out, by kind
    "left.comments": ("批注", "註解", "comments"),
    "left.hidden_sheets": ("隐藏的工作表（{what}）", "隱藏的工作表（{what}）", "hidden sheets ({what})"),
    "left.hidden_cells": (
        "隐藏行列里的内容（{what}）",
        "隱藏列欄裡的內容（{what}）",
        "what stood in hidden rows and columns ({what})",
    ),
    "left.links": ("外部链接（{what}）", "外部連結（{what}）", "links to other files ({what})"),
    "left.names": ("定义的名称（{what}）", "定義的名稱（{what}）", "defined names ({what})"),
    "left.rules": (
        "引用了被去掉内容的下拉列表和条件格式（{what}）",
        "引用了被去掉內容的下拉清單和格式化條件（{what}）",
        "lists and conditional formats that read what was taken out ({what})",
    ),
    "left.macros": ("宏", "巨集", "macros"),
    "left.custom_xml": ("自定义 XML", "自訂 XML", "custom XML"),
    "left.data": (
        "数据连接和透视表（{what}）",
        "資料連線和樞紐分析表（{what}）",
        "data connections and pivot tables ({what})",
    ),
    "left.properties": ("文档属性", "文件摘要資訊", "document properties"),
    "left.printer": ("打印机设置", "印表機設定", "printer settings"),
    "left.other": ("其他部分（{what}）", "其他部分（{what}）", "other parts ({what})"),
    # comparing two revisions
    "compare.head_field": ("项目", "項目", "Field"),
    "compare.head_before": ("之前", "之前", "Before"),
    "compare.head_after": ("之后", "之後", "After"),
    "compare.head_cell": ("单元格", "儲存格", "Cell"),
    "compare.same": (
        "{before} 与 {after} 没有差异",
        "{before} 與 {after} 沒有差異",
        "{before} and {after} say the same",
    ),
    "compare.count": (
        "{before} → {after}：{count} 处不同",
        "{before} → {after}：{count} 處不同",
        "{before} → {after}: {count} differences",
    ),
}
