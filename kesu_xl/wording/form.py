"""What is said about filling forms, and the words that filling puts into them."""

from __future__ import annotations

from typing import Final

from kesu_xl.wording import Text

#: Lists of a record, for the names of their continuation sheets: list -> key of the text.
LISTS: Final = {
    "actions": "list_d5",
    "causes": "list_d4",
    "contacts": "list_contacts",
    "containment": "list_d3",
    "costs": "list_costs",
    "disposition": "list_d3",
    "documents": "list_d7",
    "is_isnot": "list_d2",
    "related_calls": "list_d3",
    "revisions": "list_revisions",
    "steps": "list_steps",
    "team": "list_d1",
    "validation": "list_d6",
    "whys": "list_d4",
    "whys_esc": "list_d4",
    "whys_occ": "list_d4",
    "whys_sys": "list_d4",
}

TEXTS: dict[str, Text] = {
    # words in forms
    "yes": ("是", "是", "Yes"),
    "no": ("否", "否", "No"),
    "joint": ("、", "、", ", "),
    "continued": ("续 {list}", "續 {list}", "Cont. {list}"),
    "list_contacts": ("联系记录", "聯絡記錄", "Contacts"),
    "list_costs": ("费用", "費用", "Costs"),
    "list_d1": ("D1", "D1", "D1"),
    "list_d2": ("D2", "D2", "D2"),
    "list_d3": ("D3", "D3", "D3"),
    "list_d4": ("D4", "D4", "D4"),
    "list_d5": ("D5", "D5", "D5"),
    "list_d6": ("D6", "D6", "D6"),
    "list_d7": ("D7", "D7", "D7"),
    "list_revisions": ("版本", "版本", "Revisions"),
    "list_steps": ("8D进度", "8D進度", "8D steps"),
    # rules
    "F101.message": (
        "模板单元格里的“{value}”不是有效的标记，已原样保留。",
        "範本儲存格裡的「{value}」不是有效的標記，已原樣保留。",
        "“{value}” in the template is not a marker; it was left as it is.",
    ),
    "F101.remedy": (
        '按 templates/README.md 改写：两层花括号里只写字段路径和过滤器，例如 d2.what | default("-")。',
        '請依 templates/README.md 改寫：兩層大括號內只寫欄位路徑與篩選器，例如 d2.what | default("-")。',
        'Write it as templates/README.md says: a field path and filters only, such as d2.what | default("-").',
    ),
    "F101.what": (
        "模板里双层花括号中的文字不是标记（写错、有表达式或过滤器不存在）",
        "範本裡雙層大括號中的文字不是標記（寫錯、含運算式或篩選器不存在）",
        "Text in double braces is no marker: misspelt, an expression, or an unknown filter",
    ),
    "F102.message": (
        "标记“{value}”的字符用了不同的字体格式，无法填写，已原样保留。",
        "標記「{value}」的字元用了不同的字型格式，無法填寫，已原樣保留。",
        "The characters of the marker “{value}” have different formats, so it was left as it is.",
    ),
    "F102.remedy": (
        "在该单元格里把整个标记重新输入一遍，使它的格式一致。",
        "請在該儲存格重新輸入整個標記，使其格式一致。",
        "Type the whole marker again so that it has one format.",
    ),
    "F102.what": (
        "一个标记被拆在几段不同格式的文字里",
        "一個標記被拆在幾段不同格式的文字裡",
        "A marker is split over runs of different formats",
    ),
    "F103.message": (
        "“{list}”有 {items} 条，表单只有 {slots} 行，其余写在续页工作表里。",
        "「{list}」有 {items} 筆，表單只有 {slots} 列，其餘寫在續頁工作表裡。",
        "“{list}” has {items} items, the form has {slots} rows; the rest stand on a continuation sheet.",
    ),
    "F103.remedy": (
        "提交前一并打印续页；经常不够时，在模板里增加行数。",
        "提交前請一併列印續頁；若經常不足，請在範本中增加列數。",
        "Print the continuation sheet with the form; add rows to the template if this happens often.",
    ),
    "F103.what": (
        "条目多于表单的行数，且下方有内容，其余写入续页",
        "項目多於表單的列數，且下方有內容，其餘寫入續頁",
        "More items than rows with something beneath: the rest went to a continuation sheet",
    ),
    "F104.message": (
        "文字里有 {strange} 个 Excel 不能保存的字符（控制字符等），已替换为 �：{value}",
        "文字裡有 {strange} 個 Excel 無法儲存的字元（控制字元等），已替換為 �：{value}",
        "{strange} characters that no workbook can hold were replaced by �: {value}",
    ),
    "F104.remedy": (
        "在登记表里重新输入这段文字。",
        "請在登記表中重新輸入這段文字。",
        "Type the text again in the register.",
    ),
    "F104.what": (
        "文字含有控制字符或残缺字符",
        "文字含有控制字元或殘缺字元",
        "A text has control characters or halves of characters",
    ),
    "F105.message": (
        "文字超过一个单元格的上限 32,767 个字符，末尾 {over} 个字符没有写入：{value}",
        "文字超過一個儲存格的上限 32,767 個字元，末尾 {over} 個字元未寫入：{value}",
        "The text exceeds the 32,767 characters of a cell; the last {over} were left out: {value}",
    ),
    "F105.remedy": (
        "缩短文字，或把细节放到附件里。",
        "請縮短文字，或將細節放到附件。",
        "Shorten it, or put the details into an attachment.",
    ),
    "F105.what": (
        "文字超过 32,767 个字符，已截断",
        "文字超過 32,767 個字元，已截斷",
        "A text exceeds 32,767 characters and was cut",
    ),
    "F106.message": (
        "文字需要 {points} 磅的行高，超过 Excel 的上限 409 磅，打印时末尾会缺：{value}",
        "文字需要 {points} 點的列高，超過 Excel 的上限 409 點，列印時末尾會缺：{value}",
        "The text needs a row of {points} pt, above Excel's limit of 409 pt: its end is not printed: {value}",
    ),
    "F106.remedy": (
        "缩短文字，或在模板里把该区域合并成几行、加宽。",
        "請縮短文字，或在範本中將該區域合併為多列、加寬。",
        "Shorten it, or give it a wider area or several merged rows in the template.",
    ),
    "F106.what": (
        "文字比一行能打印的还长",
        "文字比一列能列印的還長",
        "A text is longer than a printed row can hold",
    ),
    # reading a filled form back
    "F121.message": (
        "单元格被删除，字段 {fields} 没有读到（模板中在 {cells}）。",
        "儲存格被刪除，欄位 {fields} 沒有讀到（範本中在 {cells}）。",
        "The cells of {fields} were deleted, so nothing was read for them (in the template: {cells}).",
    ),
    "F121.remedy": (
        "需要这些内容时，在原表单里恢复该行或工作表，再读一次。",
        "需要這些內容時，請在原表單中復原該列或工作表，再讀一次。",
        "If they are needed, bring the rows or the sheet back and read the form again.",
    ),
    "F121.what": (
        "表单里某个字段的单元格被删除",
        "表單中某個欄位的儲存格被刪除",
        "The cell of a field was deleted from the form",
    ),
    "F122.message": (
        "少了 {count} 个单元格（模板中在 {cells}），其余的已读取：{fields}。",
        "少了 {count} 個儲存格（範本中在 {cells}），其餘已讀取：{fields}。",
        "{count} cells are missing (in the template: {cells}); the others were read: {fields}.",
    ),
    "F122.remedy": (
        "如果只是删掉了空行，无需处理。",
        "若只是刪掉了空列，無需處理。",
        "Nothing to do if these were blank rows.",
    ),
    "F122.what": (
        "清单的部分行或重复的单元格不见了，其余照常读取",
        "清單的部分列或重複的儲存格不見了，其餘照常讀取",
        "Some rows of a list, or one of several cells of a field, are missing; the rest was read",
    ),
    "F123.message": (
        "{field} 在两处内容不同：{cell} 是“{value}”，{other} 是“{says}”；取前者。",
        "{field} 在兩處內容不同：{cell} 是「{value}」，{other} 是「{says}」；取前者。",
        "{field} says “{value}” in {cell} and “{says}” in {other}; the first was taken.",
    ),
    "F123.remedy": (
        "核对后把两处改成一致，再读一次。",
        "核對後將兩處改成一致，再讀一次。",
        "Find out which is right, make both say it, read the form again.",
    ),
    "F123.what": (
        "同一字段在表单里出现多次，内容不一致",
        "同一欄位在表單中出現多次，內容不一致",
        "A field stands in several cells that do not say the same",
    ),
    "F124.message": (
        "找不到这些字段的单元格：{fields}（模板中在 {cells}）。",
        "找不到這些欄位的儲存格：{fields}（範本中在 {cells}）。",
        "No cell was found for {fields} (in the template: {cells}).",
    ),
    "F124.remedy": (
        "人工核对这些内容；如果表单改过版式，请用它自己的模板读取。",
        "請人工核對這些內容；若表單改過版面，請用它自己的範本讀取。",
        "Check them by hand; if the form was laid out anew, read it with a template of its own.",
    ),
    "F124.what": (
        "表单里找不到某些字段的位置",
        "表單中找不到某些欄位的位置",
        "No cell of the form could be found for a field",
    ),
    "F125.message": (
        "表单是用模板 {value} 的另一个版本填写的。",
        "表單是用範本 {value} 的另一個版本填寫的。",
        "The form was filled from another revision of template {value}.",
    ),
    "F125.remedy": (
        "无需处理；位置有疑问的会另外列出。",
        "無需處理；位置有疑問者會另外列出。",
        "Nothing to do; whatever was not found for certain is listed on its own.",
    ),
    "F125.what": (
        "表单用的是模板的另一个版本",
        "表單用的是範本的另一個版本",
        "The form was filled from another revision of its template",
    ),
    "F126.message": (
        "表单是用模板 {value} 填写的，现在用 {template} 读取。",
        "表單是用範本 {value} 填寫的，現在用 {template} 讀取。",
        "The form was filled from template {value} and is read with {template}.",
    ),
    "F126.remedy": (
        "确认 --template 是否选对。",
        "請確認 --template 是否選對。",
        "Make sure that --template names the right one.",
    ),
    "F126.what": (
        "读取用的模板不是填写用的模板",
        "讀取用的範本不是填寫用的範本",
        "The form is read with another template than it was filled from",
    ),
    "F127.message": (
        "表单里没有位置记录（可能是复制到了别的工作簿），{count} 个单元格按旁边的标题找到。",
        "表單中沒有位置記錄（可能是複製到了別的活頁簿），{count} 個儲存格依旁邊的標題找到。",
        "The form has no record of its cells (pasted into another workbook?); {count} were found by the labels around them.",
    ),
    "F127.remedy": (
        "抽查几处读到的内容。",
        "請抽查幾處讀到的內容。",
        "Check a few of the values.",
    ),
    "F127.what": (
        "没有位置记录，按标题找到单元格",
        "沒有位置記錄，依標題找到儲存格",
        "Cells were found by their labels, as the form has no map",
    ),
    "F128.message": (
        "{count} 个单元格旁边没有可核对的标题，按模板里的相对位置读取：{cells}。",
        "{count} 個儲存格旁邊沒有可核對的標題，依範本中的相對位置讀取：{cells}。",
        "{count} cells have no labels that agree on their place and were read where the template has them: {cells}.",
    ),
    "F128.remedy": (
        "人工核对这些内容。",
        "請人工核對這些內容。",
        "Check these values by hand.",
    ),
    "F128.what": (
        "单元格的位置没有标题可核对",
        "儲存格的位置沒有標題可核對",
        "A cell was read by its address alone",
    ),
    "F129.message": (
        "单元格里字段周围的固定文字被改动或重复，无法分辨 {fields}：{value}",
        "儲存格裡欄位周圍的固定文字被改動或重複，無法分辨 {fields}：{value}",
        "The fixed text around {fields} was changed, or stands there twice, so the values cannot be told apart: {value}",
    ),
    "F129.remedy": (
        "按模板的格式重新填写该单元格，再读一次。",
        "請依範本的格式重新填寫該儲存格，再讀一次。",
        "Write the cell as the template has it, read the form again.",
    ),
    "F129.what": (
        "一个单元格里的几个值无法分辨",
        "一個儲存格裡的幾個值無法分辨",
        "The values in one cell cannot be told apart",
    ),
    "F130.message": (
        "单元格里是错误值或没有结果的公式（{value}），没有读到 {fields}。",
        "儲存格裡是錯誤值或沒有結果的公式（{value}），沒有讀到 {fields}。",
        "The cell holds an error or a formula without a result ({value}); nothing was read for {fields}.",
    ),
    "F130.remedy": (
        "直接填写内容，或用 Excel 打开、计算并保存后再读。",
        "請直接填寫內容，或用 Excel 開啟、計算並儲存後再讀。",
        "Type the value, or open the form in Excel, let it calculate, save, read it again.",
    ),
    "F130.what": (
        "字段的单元格是错误值或没有结果的公式",
        "欄位的儲存格是錯誤值或沒有結果的公式",
        "The cell of a field holds an error or a formula without a result",
    ),
    "F131.message": (
        "单元格里还是空白表单的提示文字，不当作内容：{value}",
        "儲存格裡還是空白表單的提示文字，不當作內容：{value}",
        "The cell still holds the hint of the blank form, which is no value: {value}",
    ),
    "F131.remedy": (
        "如果确实是内容，请改写后再读。",
        "若確實是內容，請改寫後再讀。",
        "If it is meant as an answer, write it in other words and read again.",
    ),
    "F131.what": (
        "空白表单的提示文字不当作内容",
        "空白表單的提示文字不當作內容",
        "The hint of a blank form is not taken as a value",
    ),
    "F132.message": (
        "模板之外还有 {count} 个单元格有内容：{cells}。",
        "範本之外還有 {count} 個儲存格有內容：{cells}。",
        "{count} cells hold something that the template does not know: {cells}.",
    ),
    "F132.remedy": (
        "如果属于 8D 内容，请写到对应的字段里。",
        "若屬於 8D 內容，請寫到對應的欄位裡。",
        "If it belongs to the 8D, write it into the cell of its field.",
    ),
    "F132.what": (
        "表单里有不属于任何字段的内容",
        "表單裡有不屬於任何欄位的內容",
        "A cell of the form holds something that belongs to no field",
    ),
}
