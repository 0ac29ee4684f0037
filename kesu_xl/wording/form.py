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
    "photos": "list_photos",
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
    "overlong_note": ("【全文见工作表“{sheet}”】", "【全文見工作表「{sheet}」】", "[In full on sheet “{sheet}”]"),
    "overlong_sheet": ("续文", "續文", "Long texts"),
    "list_contacts": ("联系记录", "聯絡記錄", "Contacts"),
    "list_costs": ("费用", "費用", "Costs"),
    "list_d1": ("D1", "D1", "D1"),
    "list_d2": ("D2", "D2", "D2"),
    "list_d3": ("D3", "D3", "D3"),
    "list_d4": ("D4", "D4", "D4"),
    "list_d5": ("D5", "D5", "D5"),
    "list_d6": ("D6", "D6", "D6"),
    "list_d7": ("D7", "D7", "D7"),
    "list_photos": ("照片", "照片", "Photos"),
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
        "在台账里重新输入这段文字。",
        "請在台帳中重新輸入這段文字。",
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
        "文字需要 {points} 磅的行高，超过 Excel 的上限 409 磅，全文另印在“续文”工作表上：{value}",
        "文字需要 {points} 點的列高，超過 Excel 的上限 409 點，全文另印在「續文」工作表上：{value}",
        "The text needs a row of {points} pt, above Excel's limit of 409 pt: it is printed in full on sheet “Long texts”: {value}",
    ),
    "F106.remedy": (
        "提交前一并打印“续文”；也可以缩短文字，或在模板里把该区域合并成几行、加宽。",
        "提交前請一併列印「續文」；也可以縮短文字，或在範本中將該區域合併為多列、加寬。",
        "Print that sheet with the form; or shorten the text, or give it a wider area or several merged rows.",
    ),
    "F106.what": (
        "文字比一行能打印的还长",
        "文字比一列能列印的還長",
        "A text is longer than a printed row can hold",
    ),
    # pictures
    "F161.message": (
        "找不到图片“{value}”，该处留空。",
        "找不到圖片「{value}」，該處留空。",
        "There is no picture “{value}”; its place was left blank.",
    ),
    "F161.remedy": (
        "把图片放到台账所在文件夹或其子文件夹，路径写成相对于台账的路径，例如 照片/1.jpg。",
        "請將圖片放到台帳所在資料夾或其子資料夾，路徑寫成相對於台帳的路徑，例如 照片/1.jpg。",
        "Put it into the register's folder or one below it, and write its path from there, such as photos/1.jpg.",
    ),
    "F161.what": ("图片文件不存在", "圖片檔案不存在", "A picture is not there"),
    "F162.message": (
        "图片“{value}”无法读取（没有权限，或不是普通文件），该处留空。",
        "圖片「{value}」無法讀取（沒有權限，或不是一般檔案），該處留空。",
        "The picture “{value}” cannot be read (no permission, or no ordinary file); its place was left blank.",
    ),
    "F162.remedy": (
        "检查路径和文件的读取权限。",
        "請檢查路徑與檔案的讀取權限。",
        "Check its path and who may read it.",
    ),
    "F162.what": ("图片文件无法读取", "圖片檔案無法讀取", "A picture cannot be read"),
    "F163.message": (
        "图片“{value}”超过 50 MB 或 6000 万像素，没有放入表单。",
        "圖片「{value}」超過 50 MB 或 6000 萬像素，沒有放入表單。",
        "The picture “{value}” exceeds 50 MB or 60 million pixels and was not put in.",
    ),
    "F163.remedy": (
        "压缩或缩小图片后再试。",
        "請壓縮或縮小圖片後再試。",
        "Make it smaller, try again.",
    ),
    "F163.what": (
        "图片超过 50 MB 或 6000 万像素",
        "圖片超過 50 MB 或 6000 萬像素",
        "A picture exceeds 50 MB or 60 million pixels",
    ),
    "F164.message": (
        "“{value}”不是完整的 PNG、JPEG、GIF 或 BMP 图片，该处留空。",
        "「{value}」不是完整的 PNG、JPEG、GIF 或 BMP 圖片，該處留空。",
        "“{value}” is no complete PNG, JPEG, GIF or BMP picture; its place was left blank.",
    ),
    "F164.remedy": (
        "用看图软件打开并另存为 PNG 或 JPEG（手机的 HEIC 照片也要先转换）。",
        "請用看圖軟體開啟並另存為 PNG 或 JPEG（手機的 HEIC 照片也要先轉換）。",
        "Open it in a viewer and save it as PNG or JPEG (HEIC photos of phones, too).",
    ),
    "F164.what": ("文件不是图片，或图片不完整", "檔案不是圖片，或圖片不完整", "A file is no picture, or cut off"),
    "F165.message": (
        "图片路径“{value}”不在台账的文件夹里，没有读取。",
        "圖片路徑「{value}」不在台帳的資料夾裡，沒有讀取。",
        "The picture “{value}” lies outside the register's folder and was not read.",
    ),
    "F165.remedy": (
        "把图片复制到台账所在文件夹或其子文件夹，再改写路径。",
        "請將圖片複製到台帳所在資料夾或其子資料夾，再改寫路徑。",
        "Copy it into the register's folder or one below it, and change the path.",
    ),
    "F165.what": ("图片在台账文件夹之外", "圖片在台帳資料夾之外", "A picture lies outside the register's folder"),
    "F166.message": (
        "“{value}”里的图片标记与其他文字同在一个单元格，图片没有放入。",
        "「{value}」裡的圖片標記與其他文字同在一個儲存格，圖片沒有放入。",
        "The marker of a picture shares its cell with text: “{value}”; the picture was not put in.",
    ),
    "F166.remedy": (
        "让图片标记单独占一个单元格（可以是合并单元格）。",
        "請讓圖片標記單獨佔一個儲存格（可以是合併儲存格）。",
        "Give the picture's marker a cell of its own (merged or not).",
    ),
    "F166.what": (
        "图片标记与文字同在一个单元格",
        "圖片標記與文字同在一個儲存格",
        "The marker of a picture shares its cell with text",
    ),
    # check of a template
    "F141.message": (
        "没有字段“{value}”，这个单元格将一直是空的。最接近的是 {nearest}。",
        "沒有欄位「{value}」，這個儲存格將一直是空的。最接近的是 {nearest}。",
        "There is no field “{value}”: its cell would stay blank. The nearest one is {nearest}.",
    ),
    "F141.remedy": (
        "改为 {nearest}，或在 kesu fields、docs/fields.md 里查字段名。",
        "請改為 {nearest}，或在 kesu fields、docs/fields.md 裡查欄位名。",
        "Write {nearest}, or look the field up with kesu fields or in docs/fields.md.",
    ),
    "F141.what": ("模板里的字段不存在", "範本裡的欄位不存在", "A template asks for a field that does not exist"),
    "F155.message": (
        "“{value}”仅限内部使用，不会写进任何给客户的表单，这个单元格将一直是空的。",
        "「{value}」僅限內部使用，不會寫進任何給客戶的表單，這個儲存格將一直是空的。",
        "“{value}” is for internal use only and stands in no form: its cell would stay blank.",
    ),
    "F155.remedy": (
        "从模板里删掉这个标记；要告诉客户的内容写在别的字段里。",
        "從範本裡刪掉這個標記；要告訴客戶的內容寫在別的欄位裡。",
        "Take the marker out of the template; what the customer should know goes into another field.",
    ),
    "F155.what": (
        "模板要求仅限内部的字段",
        "範本要求僅限內部的欄位",
        "A template asks for a field that never leaves the house",
    ),
    "F142.message": (
        "列表“{value}”的空位行不连续：从这一行起又从第 1 条开始填写。",
        "清單「{value}」的空位列不連續：從這一列起又從第 1 筆開始填寫。",
        "The slot rows of list “{value}” are not consecutive: from this row on it starts again with the first item.",
    ),
    "F142.remedy": (
        "把空位行移到一起，中间不要隔行；确实要显示两遍时可以忽略。",
        "請將空位列移到一起，中間不要隔列；確實要顯示兩遍時可以忽略。",
        "Move the slot rows together; ignore this if the list is meant to be shown twice.",
    ),
    "F142.what": ("同一列表的空位行不连续", "同一清單的空位列不連續", "The slot rows of a list are not consecutive"),
    "F143.message": (
        "列表“{value}”只有 1 行空位且下方有内容：第 2 条起都会写到续页。",
        "清單「{value}」只有 1 列空位且下方有內容：第 2 筆起都會寫到續頁。",
        "List “{value}” has one slot row with something beneath: from the second item on, all go to a continuation sheet.",
    ),
    "F143.remedy": (
        "按平时的条数多留几行，每行写同样的标记。",
        "請依平時的筆數多留幾列，每列寫同樣的標記。",
        "Add as many rows as there usually are items, each with the same markers.",
    ),
    "F143.what": ("列表的空位太少", "清單的空位太少", "A list has too few slots"),
    "F144.message": (
        "标记 {value} 在被合并遮住的单元格里，填写后看不见（左上角是 {corner}）。",
        "標記 {value} 在被合併遮住的儲存格裡，填寫後看不見（左上角是 {corner}）。",
        "The marker {value} stands in a cell that a merged area hides (its top left is {corner}).",
    ),
    "F144.remedy": (
        "把标记写到 {corner}。",
        "請將標記寫到 {corner}。",
        "Write it into {corner}.",
    ),
    "F144.what": (
        "标记不在合并单元格的左上角",
        "標記不在合併儲存格的左上角",
        "A marker is not in the top left cell of a merged area",
    ),
    "F145.message": (
        "标记旁边的公式：列表变长时它随行复制，续页上留空；没有数据的行也会计算。",
        "標記旁邊的公式：清單變長時它隨列複製，續頁上留空；沒有資料的列也會計算。",
        "A formula beside a marker: it is copied with rows of a list that grows, is blank on a continuation sheet, and "
        "also counts rows without data.",
    ),
    "F145.remedy": (
        '确认公式在空行和增加的行里也对，例如 IF(A5="","",…)；能由字段给出的值请改用标记。',
        '請確認公式在空列和增加的列裡也對，例如 IF(A5="","",…)；能由欄位給出的值請改用標記。',
        'See to it that it is right for empty and added rows, such as IF(A5="","",...); use a marker where a field has the value.',
    ),
    "F145.what": ("标记旁边有公式", "標記旁邊有公式", "A formula stands beside a marker"),
    "F146.message": (
        "字段“{value}”出现在 {count} 个单元格（{cells}），都会填写。",
        "欄位「{value}」出現在 {count} 個儲存格（{cells}），都會填寫。",
        "The field “{value}” stands in {count} cells ({cells}); all are filled.",
    ),
    "F146.remedy": (
        "回读时几处内容须相同；不需要时删掉多余的。",
        "回讀時幾處內容須相同；不需要時刪掉多餘的。",
        "When the form is read back they have to say the same; delete those that are not needed.",
    ),
    "F146.what": ("同一字段出现在几个单元格", "同一欄位出現在幾個儲存格", "A field stands in several cells"),
    "F147.message": (
        "8D 的 {count} 个字段在这份模板里没有位置：{value}。",
        "8D 的 {count} 個欄位在這份範本裡沒有位置：{value}。",
        "{count} fields of an 8D have no place in this template: {value}.",
    ),
    "F147.remedy": (
        "客户表单不需要的可以不管；需要的请加上标记。",
        "客戶表單不需要的可以不管；需要的請加上標記。",
        "Leave out what the customer's form does not ask for; add markers for the rest.",
    ),
    "F147.what": ("模板没有用到的 8D 字段", "範本沒有用到的 8D 欄位", "Fields of an 8D that no marker asks for"),
    "F148.message": (
        "工作表“{sheet}”有标记但没有设打印区域。",
        "工作表「{sheet}」有標記但沒有設列印範圍。",
        "Sheet “{sheet}” has markers but no print area.",
    ),
    "F148.remedy": (
        "在 Excel 里选中表单，页面布局 → 打印区域 → 设置打印区域。",
        "請在 Excel 裡選取表單，版面配置 → 列印範圍 → 設定列印範圍。",
        "Select the form in Excel: Page Layout, Print Area, Set Print Area.",
    ),
    "F148.what": ("有标记的工作表没有打印区域", "有標記的工作表沒有列印範圍", "A sheet with markers has no print area"),
    "F149.message": (
        "{where}里的标记 {value} 不会填写，会原样出现在表单里。",
        "{where}裡的標記 {value} 不會填寫，會原樣出現在表單裡。",
        "The marker {value} in {where} is not filled: it would stay in the form as it is.",
    ),
    "F149.remedy": (
        "把标记移到单元格里，或删掉。",
        "請將標記移到儲存格裡，或刪掉。",
        "Move it into a cell, or delete it.",
    ),
    "F149.what": (
        "页眉页脚、文本框、图表标题、批注或公式里的标记不会填写",
        "頁首頁尾、文字方塊、圖表標題、註解或公式裡的標記不會填寫",
        "A marker in a header, text box, chart title, comment or formula is not filled",
    ),
    "F150.message": (
        "“{value}”是别的模板语言，这里不运行任何代码，会原样出现在表单里。",
        "「{value}」是別的範本語言，這裡不執行任何程式碼，會原樣出現在表單裡。",
        "“{value}” belongs to another template language; no code runs here, and it would stay in the form as it is.",
    ),
    "F150.remedy": (
        "删掉它；循环请改用列表标记，写法见 templates/README.md。",
        "請刪掉它；迴圈請改用清單標記，寫法見 templates/README.md。",
        "Delete it; for loops, use the markers of lists (templates/README.md).",
    ),
    "F150.what": (
        "模板里有别的模板语言的代码",
        "範本裡有別的範本語言的程式碼",
        "A template has code of another template language",
    ),
    "F151.message": (
        "{value} 里没有标记。",
        "{value} 裡沒有標記。",
        "{value} has no markers.",
    ),
    "F151.remedy": (
        "在要填写的单元格里输入标记（写法见 templates/README.md），或用 kesu template suggest 生成。",
        "請在要填寫的儲存格裡輸入標記（寫法見 templates/README.md），或用 kesu template suggest 產生。",
        "Type markers into the cells to be filled (templates/README.md), or let kesu template suggest propose them.",
    ),
    "F151.what": ("工作簿里没有标记", "活頁簿裡沒有標記", "A workbook has no markers"),
    "F152.message": (
        "{value} 是已经填好的报告，标记已被内容替换，不能再作模板。",
        "{value} 是已經填好的報告，標記已被內容取代，不能再作範本。",
        "{value} is a report that was filled already: its markers are gone, so it is no template.",
    ),
    "F152.remedy": (
        "请用填写它时的模板文件。",
        "請用填寫它時的範本檔案。",
        "Use the template that it was filled from.",
    ),
    "F152.what": ("这是填好的报告，不是模板", "這是填好的報告，不是範本", "A filled report was given as a template"),
    "F153.message": (
        "{value} 是客诉台账，不是表单模板。",
        "{value} 是客訴台帳，不是表單範本。",
        "{value} is a register of complaints, no template of a form.",
    ),
    "F153.remedy": (
        "台账用 kesu check 校验；这里请给表单模板。",
        "台帳請用 kesu check 檢查；這裡請給表單範本。",
        "Check a register with kesu check; give a template of a form here.",
    ),
    "F153.what": ("这是客诉台账，不是模板", "這是客訴台帳，不是範本", "A register was given as a template"),
    "F154.message": (
        "名称“{value}”（{refers}）不能作标记：它没有指向可以填写的单元格。",
        "名稱「{value}」（{refers}）不能作標記：它沒有指向可以填寫的儲存格。",
        "The name “{value}” ({refers}) cannot be a marker: it names no cells that can be filled.",
    ),
    "F154.remedy": (
        "在名称管理器里让它指向要填写的单元格（不能有公式），名称写成 kesu.字段，例如 kesu.d2.what。",
        "請在名稱管理員裡讓它指向要填寫的儲存格（不能有公式），名稱寫成 kesu.欄位，例如 kesu.d2.what。",
        "Let it refer to cells without formulas in the Name Manager, and call it kesu and the field, such as kesu.d2.what.",
    ),
    "F154.what": (
        "名称 kesu.… 没有指向可以填写的单元格",
        "名稱 kesu.… 沒有指向可以填寫的儲存格",
        "A defined name kesu.… names no cells that can be filled",
    ),
    "where_box": ("文本框", "文字方塊", "a text box"),
    "where_chart": ("图表标题", "圖表標題", "the title of a chart"),
    "where_comment": ("批注", "註解", "a comment"),
    "where_formula": ("公式", "公式", "a formula"),
    "where_header": ("页眉或页脚", "頁首或頁尾", "a header or footer"),
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
    "F133.message": (
        "清单“{list}”的各栏各写在一个单元格里，条数不同（{counts}），读到的行可能错位。",
        "清單「{list}」的各欄各寫在一個儲存格裡，筆數不同（{counts}），讀到的列可能錯位。",
        "The columns of “{list}” stand in one cell each with different numbers of items ({counts}): rows may be mixed up.",
    ),
    "F133.remedy": (
        "核对这些行；空缺的一条请写“-”。",
        "請核對這些列；空缺的一筆請寫「-」。",
        "Check these rows; write - for an item that is missing.",
    ),
    "F133.what": (
        "写在单个单元格里的清单，各栏条数不同",
        "寫在單一儲存格裡的清單，各欄筆數不同",
        "Columns of a list that stand in single cells have different numbers of items",
    ),
}
