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
    # pictures
    "F131.message": (
        "找不到图片“{value}”，该处留空。",
        "找不到圖片「{value}」，該處留空。",
        "There is no picture “{value}”; its place was left blank.",
    ),
    "F131.remedy": (
        "把图片放到台账所在文件夹或其子文件夹，路径写成相对于台账的路径，例如 照片/1.jpg。",
        "請將圖片放到台帳所在資料夾或其子資料夾，路徑寫成相對於台帳的路徑，例如 照片/1.jpg。",
        "Put it into the register's folder or one below it, and write its path from there, such as photos/1.jpg.",
    ),
    "F131.what": ("图片文件不存在", "圖片檔案不存在", "A picture is not there"),
    "F132.message": (
        "图片“{value}”无法读取（没有权限，或不是普通文件），该处留空。",
        "圖片「{value}」無法讀取（沒有權限，或不是一般檔案），該處留空。",
        "The picture “{value}” cannot be read (no permission, or no ordinary file); its place was left blank.",
    ),
    "F132.remedy": (
        "检查路径和文件的读取权限。",
        "請檢查路徑與檔案的讀取權限。",
        "Check its path and who may read it.",
    ),
    "F132.what": ("图片文件无法读取", "圖片檔案無法讀取", "A picture cannot be read"),
    "F133.message": (
        "图片“{value}”超过 50 MB，没有放入表单。",
        "圖片「{value}」超過 50 MB，沒有放入表單。",
        "The picture “{value}” exceeds 50 MB and was not put in.",
    ),
    "F133.remedy": (
        "压缩或缩小图片后再试。",
        "請壓縮或縮小圖片後再試。",
        "Make it smaller, try again.",
    ),
    "F133.what": ("图片超过 50 MB", "圖片超過 50 MB", "A picture exceeds 50 MB"),
    "F134.message": (
        "“{value}”不是完整的 PNG、JPEG、GIF 或 BMP 图片，该处留空。",
        "「{value}」不是完整的 PNG、JPEG、GIF 或 BMP 圖片，該處留空。",
        "“{value}” is no complete PNG, JPEG, GIF or BMP picture; its place was left blank.",
    ),
    "F134.remedy": (
        "用看图软件打开并另存为 PNG 或 JPEG（手机的 HEIC 照片也要先转换）。",
        "請用看圖軟體開啟並另存為 PNG 或 JPEG（手機的 HEIC 照片也要先轉換）。",
        "Open it in a viewer and save it as PNG or JPEG (HEIC photos of phones, too).",
    ),
    "F134.what": ("文件不是图片，或图片不完整", "檔案不是圖片，或圖片不完整", "A file is no picture, or cut off"),
    "F135.message": (
        "图片路径“{value}”不在台账的文件夹里，没有读取。",
        "圖片路徑「{value}」不在台帳的資料夾裡，沒有讀取。",
        "The picture “{value}” lies outside the register's folder and was not read.",
    ),
    "F135.remedy": (
        "把图片复制到台账所在文件夹或其子文件夹，再改写路径。",
        "請將圖片複製到台帳所在資料夾或其子資料夾，再改寫路徑。",
        "Copy it into the register's folder or one below it, and change the path.",
    ),
    "F135.what": ("图片在台账文件夹之外", "圖片在台帳資料夾之外", "A picture lies outside the register's folder"),
    "F136.message": (
        "“{value}”里的图片标记与其他文字同在一个单元格，图片没有放入。",
        "「{value}」裡的圖片標記與其他文字同在一個儲存格，圖片沒有放入。",
        "The marker of a picture shares its cell with text: “{value}”; the picture was not put in.",
    ),
    "F136.remedy": (
        "让图片标记单独占一个单元格（可以是合并单元格）。",
        "請讓圖片標記單獨佔一個儲存格（可以是合併儲存格）。",
        "Give the picture's marker a cell of its own (merged or not).",
    ),
    "F136.what": (
        "图片标记与文字同在一个单元格",
        "圖片標記與文字同在一個儲存格",
        "The marker of a picture shares its cell with text",
    ),
}
