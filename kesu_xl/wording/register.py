"""What is said about a register as a whole: its header, its columns, its rows."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # R1xx: the register as a whole
    "R101.what": ("缺少每条客诉都要填的栏", "缺少每條客訴都要填的欄", "a column is missing that every complaint needs"),
    "R101.message": (
        "台账没有“{label}”这一栏，每条客诉都要填",
        "台帳沒有「{label}」這一欄，每條客訴都要填",
        'the register has no column "{label}", which every complaint needs',
    ),
    "R101.remedy": (
        "在表头这一行加上“{label}”；若该栏用了别的名称，用 kesu map 指定",
        "在表頭這一列加上「{label}」；若該欄用了別的名稱，用 kesu map 指定",
        'add "{label}" to the header row; if the column has another name, say so with kesu map',
    ),
    "R102.what": (
        "缺少客诉进行到后面才要填的栏",
        "缺少客訴進行到後面才要填的欄",
        "a column is missing that is needed later on",
    ),
    "R102.message": (
        "台账没有“{label}”这一栏，客诉推进后需要",
        "台帳沒有「{label}」這一欄，客訴推進後需要",
        'the register has no column "{label}", which is needed once a complaint has come further',
    ),
    "R102.remedy": (
        "需要时在表头加上“{label}”；若该栏用了别的名称，用 kesu map 指定",
        "需要時在表頭加上「{label}」；若該欄用了別的名稱，用 kesu map 指定",
        'add "{label}" to the header when you need it; if the column has another name, say so with kesu map',
    ),
    "R103.what": (
        "两栏的含义相同，只读其中一栏",
        "兩欄的含義相同，只讀其中一欄",
        "two columns mean the same; only one is read",
    ),
    "R103.message": (
        "“{value}”与“{used}”（{used_cell}）都是“{label}”，只读了后者",
        "「{value}」與「{used}」（{used_cell}）都是「{label}」，只讀了後者",
        '"{value}" and "{used}" ({used_cell}) both mean "{label}"; only the latter was read',
    ),
    "R103.remedy": (
        "若应读这一栏，用 kesu map 写出对应表再改",
        "若應讀這一欄，用 kesu map 寫出對應表再改",
        "if this column should be read, write a mapping with kesu map and change it there",
    ),
    "R104.what": ("不认识的栏，未读", "不認識的欄，未讀", "a column that we do not know was not read"),
    "R104.message": (
        "不认识“{value}”这一栏，未读",
        "不認識「{value}」這一欄，未讀",
        'the column "{value}" is not known and was not read',
    ),
    "R104.remedy": (
        "不需要处理；若它是本软件的某一栏，用 kesu map 指定",
        "不需要處理；若它是本軟體的某一欄，用 kesu map 指定",
        "nothing to do; if it is one of our columns, say so with kesu map",
    ),
    "R105.what": (
        "表头与已知名称相近，按相近的读了",
        "表頭與已知名稱相近，按相近的讀了",
        "a header was read as the column that it is nearly called",
    ),
    "R105.message": (
        "“{value}”按“{label}”读了，名称只是相近",
        "「{value}」按「{label}」讀了，名稱只是相近",
        '"{value}" was read as "{label}", which it is only similar to',
    ),
    "R105.remedy": (
        "请确认；不对时用 kesu map 写出对应表并修改",
        "請確認；不對時用 kesu map 寫出對應表並修改",
        "please confirm; if it is wrong, write a mapping with kesu map and change it",
    ),
    "R106.what": (
        "只有编号没有内容的行，以及表尾说明，不算客诉",
        "只有編號沒有內容的列，以及表尾說明，不算客訴",
        "rows that have a number and nothing else, and footers, are no complaints",
    ),
    "R106.message": (
        "{count} 行只有编号或只是说明，不算客诉",
        "{count} 列只有編號或只是說明，不算客訴",
        "{count} row(s) with a number only, or a footer, were not counted as complaints",
    ),
    "R106.remedy": ("不需要处理", "不需要處理", "nothing to do"),
    "R107.what": ("合计行不算客诉", "合計列不算客訴", "total rows are no complaints"),
    "R107.message": (
        "{count} 个合计行（“{value}”）不算客诉",
        "{count} 個合計列（「{value}」）不算客訴",
        '{count} total row(s) ("{value}") were not counted as complaints',
    ),
    "R107.remedy": ("不需要处理", "不需要處理", "nothing to do"),
    "R108.what": (
        ".xls 与 .ods 里的错误单元格无法辨认",
        ".xls 與 .ods 裡的錯誤儲存格無法辨認",
        "error cells cannot be told in .xls and .ods",
    ),
    "R108.message": (
        "这种格式里看不出哪些单元格是错误值（如 #REF!），会当作空白",
        "這種格式裡看不出哪些儲存格是錯誤值（如 #REF!），會當作空白",
        "in this format cells with an error such as #REF! look like blank ones",
    ),
    "R108.remedy": ("另存为 .xlsx 后再校验", "另存新檔為 .xlsx 後再檢查", "save the file as .xlsx and check again"),
    "R109.what": (
        "表头跨了几行，只读其中一行",
        "表頭跨了幾列，只讀其中一列",
        "the header spans several rows; one of them is read",
    ),
    "R109.message": (
        "表头似乎跨了几行（“{value}”），只按一行读",
        "表頭似乎跨了幾列（「{value}」），只按一列讀",
        'the header seems to span several rows ("{value}"); only one of them was read',
    ),
    "R109.remedy": (
        "把每一栏的名称写在同一行，或用 kesu map 指定各栏",
        "把每一欄的名稱寫在同一列，或用 kesu map 指定各欄",
        "put the name of every column into one row, or name the columns with kesu map",
    ),
    "R110.what": (
        "别的工作表也像台账，没有读",
        "別的工作表也像台帳，沒有讀",
        "another sheet looks like a register too and was not read",
    ),
    "R110.message": (
        "工作表“{value}”也像客诉台账，只读了“{read}”",
        "工作表「{value}」也像客訴台帳，只讀了「{read}」",
        'the sheet "{value}" looks like a register as well; only "{read}" was read',
    ),
    "R110.remedy": (
        "用 --sheet 指定要读的工作表，逐张校验",
        "用 --sheet 指定要讀的工作表，逐張檢查",
        "name the sheet with --sheet, one at a time",
    ),
    "R111.what": (
        "同一张工作表里还有一个表，没有读",
        "同一張工作表裡還有一個表，沒有讀",
        "there is another table on the sheet that was not read",
    ),
    "R111.message": (
        "{columns} 是另一个表（从“{value}”起），没有读",
        "{columns} 是另一個表（從「{value}」起），沒有讀",
        '{columns} is another table (from "{value}" on) and was not read',
    ),
    "R111.remedy": (
        "把它移到单独的工作表，再用 --sheet 指定",
        "把它移到單獨的工作表，再用 --sheet 指定",
        "move it to a sheet of its own and name that with --sheet",
    ),
    "R112.what": (
        "中间重复的表头不算客诉",
        "中間重複的表頭不算客訴",
        "header rows repeated further down are no complaints",
    ),
    "R112.message": (
        "{count} 个重复的表头行不算客诉",
        "{count} 個重複的表頭列不算客訴",
        "{count} repeated header row(s) were not counted as complaints",
    ),
    "R112.remedy": ("不需要处理", "不需要處理", "nothing to do"),
    "R113.what": (
        "表头的单位是万元、千元之类，数值按原样读",
        "表頭的單位是萬元、千元之類，數值按原樣讀",
        "the header names a multiple such as ten thousands; the values are read as they stand",
    ),
    "R113.message": (
        "“{value}”的单位是“{unit}”，数值没有换算，按原样读作“{label}”",
        "「{value}」的單位是「{unit}」，數值沒有換算，按原樣讀作「{label}」",
        '"{value}" counts in "{unit}"; its values were read as "{label}" as they stand, not multiplied',
    ),
    "R113.remedy": (
        "与其他台账合计之前，请换算成元或个，并改表头",
        "與其他台帳合計之前，請換算成元或個，並改表頭",
        "convert the values to single units and change the header before you add them to other figures",
    ),
    "R114.what": (
        "向下合并的单元格，其值用于合并的每一行",
        "向下合併的儲存格，其值用於合併的每一列",
        "the value of cells merged downwards was read for every row of the merge",
    ),
    "R114.message": (
        "{count} 个单元格在合并区域里，按合并区域的值（如“{value}”）读了",
        "{count} 個儲存格在合併範圍裡，按合併範圍的值（如「{value}」）讀了",
        '{count} cell(s) are part of a merge; they were read as its value (such as "{value}")',
    ),
    "R114.remedy": (
        "不需要处理；想筛选和排序，就取消合并并逐行填写",
        "不需要處理；想篩選和排序，就取消合併並逐列填寫",
        "nothing to do; unmerge and fill in every row if you want to filter and sort",
    ),
}
