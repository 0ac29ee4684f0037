"""What is said when we cannot go on: one line, what is wrong and what to do."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # reading a workbook
    "nameless_workbook": (
        "（未命名的工作簿）",
        "（未命名的活頁簿）",
        "(workbook without a name)",
    ),
    "file_not_found": (
        "{file}：找不到这个文件。请检查路径和文件名。",
        "{file}：找不到這個檔案。請檢查路徑和檔名。",
        "{file}: there is no such file. Check the path and the name.",
    ),
    "is_a_folder": (
        "{file}：这是文件夹，不是工作簿。请指定其中的一个文件。",
        "{file}：這是資料夾，不是活頁簿。請指定其中的一個檔案。",
        "{file}: this is a folder, not a workbook. Name a file in it.",
    ),
    "no_permission": (
        "{file}：没有读取权限，或被其他程序独占。请关闭占用它的程序，或检查文件权限。",
        "{file}：沒有讀取權限，或被其他程式獨占。請關閉占用它的程式，或檢查檔案權限。",
        "{file}: no permission to read it, or another program holds it. Close that program or check the file's permissions.",
    ),
    "cannot_open": (
        "{file}：无法打开（{reason}）。请检查路径，或把文件复制到本机再试。",
        "{file}：無法開啟（{reason}）。請檢查路徑，或把檔案複製到本機再試。",
        "{file}: cannot be opened ({reason}). Check the path, or copy the file to this computer and try again.",
    ),
    "empty_file": (
        "{file}：文件是空的（0 字节）。请重新复制或下载。",
        "{file}：檔案是空的（0 位元組）。請重新複製或下載。",
        "{file}: the file is empty (0 bytes). Copy or download it again.",
    ),
    "not_a_workbook": (
        "{file}：不是 Excel 工作簿。请指定 .xlsx、.xlsm、.xls 或 .ods 文件。",
        "{file}：不是 Excel 活頁簿。請指定 .xlsx、.xlsm、.xls 或 .ods 檔案。",
        "{file}: this is not a workbook. Name an .xlsx, .xlsm, .xls or .ods file.",
    ),
    "plain_text": (
        "{file}：内容是纯文本（例如 CSV），不是 Excel 工作簿。请用 Excel 打开，另存为 .xlsx 再试。",
        "{file}：內容是純文字（例如 CSV），不是 Excel 活頁簿。請用 Excel 開啟，另存為 .xlsx 再試。",
        "{file}: the content is plain text (CSV, for example), not a workbook. Open it in Excel and save it as .xlsx.",
    ),
    "web_page": (
        "{file}：内容是网页或 XML 表格（常见于系统导出的“.xls”），不是 Excel 工作簿。请用 Excel 打开，另存为 .xlsx 再试。",
        "{file}：內容是網頁或 XML 表格（常見於系統匯出的「.xls」），不是 Excel 活頁簿。請用 Excel 開啟，另存為 .xlsx 再試。",
        "{file}: the content is a web page or an XML table (as systems export under the name .xls), not a workbook. Open it in Excel and save it as .xlsx.",
    ),
    "other_office_file": (
        "{file}：这是文档或演示文稿，不是工作簿。请指定 .xlsx、.xlsm、.xls 或 .ods 文件。",
        "{file}：這是文件或簡報，不是活頁簿。請指定 .xlsx、.xlsm、.xls 或 .ods 檔案。",
        "{file}: this is a text document or a presentation, not a workbook. Name an .xlsx, .xlsm, .xls or .ods file.",
    ),
    "old_excel": (
        "{file}：这是 Excel 4.0 或更早的格式。请用 Excel 打开，另存为 .xlsx 再试。",
        "{file}：這是 Excel 4.0 或更早的格式。請用 Excel 開啟，另存為 .xlsx 再試。",
        "{file}: this is the format of Excel 4.0 or older. Open it in Excel and save it as .xlsx.",
    ),
    "xlsb": (
        "{file}：不支持二进制工作簿（.xlsb）。请在 Excel 中另存为 .xlsx（有宏则 .xlsm）再试。",
        "{file}：不支援二進位活頁簿（.xlsb）。請在 Excel 中另存為 .xlsx（有巨集則 .xlsm）再試。",
        "{file}: binary workbooks (.xlsb) are not supported. Save it as .xlsx in Excel (.xlsm if it has macros).",
    ),
    "encrypted": (
        "{file}：文件有打开密码，无法读取。请在 Excel 中取消密码后再试。",
        "{file}：檔案有開啟密碼，無法讀取。請在 Excel 中移除密碼後再試。",
        "{file}: it is encrypted with a password. Remove the password in Excel and try again.",
    ),
    "label_protected": (
        "{file}：文件受敏感度标签（权限管理）加密，无法读取。请由有权限的人去掉加密后另存一份再试。",
        "{file}：檔案受敏感度標籤（權限管理）加密，無法讀取。請由有權限的人移除加密後另存一份再試。",
        "{file}: it is encrypted by a sensitivity label (rights management). Ask somebody with the right to save a copy without the protection.",
    ),
    "other_complaint": (
        "两份表单不是同一件客诉：{before} 和 {after}。请比较同一编号的两个版本。",
        "兩份表單不是同一件客訴：{before} 和 {after}。請比較同一編號的兩個版本。",
        "the forms are of two complaints, {before} and {after}; compare two revisions of one.",
    ),
    "carries_label": (
        "{file}：工作簿带有敏感度标签，副本不会带上它，因此没有生成。请按公司规定取得允许，在 Excel 中去掉标签后再试。",
        "{file}：活頁簿帶有敏感度標籤，複本不會帶上它，因此沒有產生。請依公司規定取得允許，在 Excel 中移除標籤後再試。",
        "{file}: the workbook carries a sensitivity label, which a copy would lose, so none was made. Get leave as your company's rules say, and take the label off in Excel.",
    ),
    "damaged_file": (
        "{file}：文件已损坏或不完整。请重新复制或下载；仍不行时用 Excel 打开并修复，再另存为 .xlsx。",
        "{file}：檔案已損毀或不完整。請重新複製或下載；仍不行時用 Excel 開啟並修復，再另存為 .xlsx。",
        "{file}: the file is damaged or incomplete. Copy or download it again; if that does not help, let Excel repair it and save it as .xlsx.",
    ),
    "damaged_sheet": (
        "{file}：工作表“{sheet}”已损坏，无法读取。请用 Excel 打开并修复，再另存为 .xlsx。",
        "{file}：工作表「{sheet}」已損毀，無法讀取。請用 Excel 開啟並修復，再另存為 .xlsx。",
        "{file}: sheet “{sheet}” is damaged and cannot be read. Let Excel repair the file and save it as .xlsx.",
    ),
    "unsafe_xml": (
        "{file}：含有 DOCTYPE 声明，正常的工作簿不会有，可能是恶意文件，未读取。请用 Excel 另存一份再试。",
        "{file}：含有 DOCTYPE 宣告，正常的活頁簿不會有，可能是惡意檔案，未讀取。請用 Excel 另存一份再試。",
        "{file}: it holds a DOCTYPE, which no ordinary workbook has and which may be an attack; it was not read. Save a copy with Excel and try that.",
    ),
    "no_worksheets": (
        "{file}：工作簿里没有工作表（图表页和宏表不算）。请指定含台账的工作簿。",
        "{file}：活頁簿裡沒有工作表（圖表頁和巨集表不算）。請指定含台帳的活頁簿。",
        "{file}: the workbook has no worksheet (chart sheets and macro sheets do not count). Name the workbook that holds the register.",
    ),
    "no_such_sheet": (
        "{file}：没有名为“{sheet}”的工作表。现有：{sheets}。",
        "{file}：沒有名為「{sheet}」的工作表。現有：{sheets}。",
        "{file}: there is no sheet “{sheet}”. It has: {sheets}.",
    ),
    "range_too_large": (
        "{file}：工作表“{sheet}”从第一个到最后一个有内容的单元格共 {cells} 格，太大，无法读取。请删除远处的多余内容（在 Excel 中按 Ctrl+End 查看），保存后再试。",
        "{file}：工作表「{sheet}」從第一個到最後一個有內容的儲存格共 {cells} 格，太大，無法讀取。請刪除遠處的多餘內容（在 Excel 中按 Ctrl+End 檢視），儲存後再試。",
        "{file}: sheet “{sheet}” spans {cells} cells from the first filled one to the last, too many to read. Delete the stray content far out (Ctrl+End in Excel shows it), save, and try again.",
    ),
    "sheets_too_large": (
        "{file}：工作表从第一个到最后一个有内容的单元格共 {cells} 格，太大，无法读取。请删除远处的多余内容（按 Ctrl+End 查看），保存后再试。",
        "{file}：工作表從第一個到最後一個有內容的儲存格共 {cells} 格，太大，無法讀取。請刪除遠處的多餘內容（按 Ctrl+End 檢視），儲存後再試。",
        "{file}: its sheets span {cells} cells from the first filled one to the last, too many to read. Delete the stray content far out (Ctrl+End shows it), save, and try again.",
    ),
    "too_large": (
        "{file}：文件解压后过大或压缩比异常，可能是恶意文件，未读取。若是正常文件，请用 Excel 另存并删除不用的工作表。",
        "{file}：檔案解壓縮後過大或壓縮比異常，可能是惡意檔案，未讀取。若是正常檔案，請用 Excel 另存並刪除不用的工作表。",
        "{file}: unpacked it is far too large for a workbook, which may be an attack; it was not read. If it is genuine, delete unused sheets in Excel and save a copy.",
    ),
    # choosing the register inside it
    "no_header": (
        "工作表“{sheet}”里找不到客诉台账的表头（前 30 行）。请用 --sheet 指定工作表，或用 kesu map 写出对应表再用 --map。",
        "工作表「{sheet}」裡找不到客訴台帳的表頭（前 30 列）。請用 --sheet 指定工作表，或用 kesu map 寫出對應表再用 --map。",
        "no header of a complaint register was found in the first 30 rows of sheet “{sheet}”. Name the sheet with --sheet, or the columns with --map.",
    ),
    "no_header_in_row": (
        "工作表“{sheet}”的第 {row} 行没有内容，不能作表头。请改正对应表里的 header_row。",
        "工作表「{sheet}」的第 {row} 列沒有內容，不能作表頭。請改正對應表裡的 header_row。",
        "row {row} of sheet “{sheet}” is empty and cannot be the header. Correct header_row in the mapping.",
    ),
    "empty_sheet": (
        "工作表“{sheet}”是空的。请用 --sheet 指定有台账的工作表。",
        "工作表「{sheet}」是空的。請用 --sheet 指定有台帳的工作表。",
        "sheet “{sheet}” is empty. Name the sheet of the register with --sheet.",
    ),
    "same_label": (
        "工作表“{sheet}”有两栏同名“{label}”（{first} 和 {second}），分不清读哪一栏。请改其中一栏的名称，或用 --map 指定。",
        "工作表「{sheet}」有兩欄同名「{label}」（{first} 和 {second}），分不清讀哪一欄。請改其中一欄的名稱，或用 --map 指定。",
        "two columns of sheet “{sheet}” are called “{label}” ({first} and {second}), so nobody can tell which to read. Rename one, or decide with --map.",
    ),
    "mapping_not_toml": (
        "对应表 {file} 读不懂（{detail}）。请用 kesu map -o 重新写一份再改。",
        "對應表 {file} 讀不懂（{detail}）。請用 kesu map -o 重新寫一份再改。",
        "the mapping {file} cannot be read ({detail}). Write a new one with kesu map -o and edit that.",
    ),
    "mapping_unknown_field": (
        "对应表 {file} 里的“{field}”不是台账的栏。可用的栏见 kesu fields。",
        "對應表 {file} 裡的「{field}」不是台帳的欄。可用的欄見 kesu fields。",
        "the mapping {file} names “{field}”, which is no column of a register. kesu fields lists them.",
    ),
    "mapping_bad_column": (
        "对应表 {file} 里 {field} 的“{value}”不是栏号。请写 A、B … 这样的栏号，不读则留空。",
        "對應表 {file} 裡 {field} 的「{value}」不是欄號。請寫 A、B … 這樣的欄號，不讀則留空。",
        "in the mapping {file}, “{value}” of {field} is no column. Write a letter such as F, or nothing to leave the column out.",
    ),
    "mapping_column_twice": (
        "对应表 {file} 里 {first} 和 {second} 都写了 {value} 栏。每一栏只能对应一个，请改正其中一个。",
        "對應表 {file} 裡 {first} 和 {second} 都寫了 {value} 欄。每一欄只能對應一個，請改正其中一個。",
        "the mapping {file} gives column {value} to both {first} and {second}. A column can be only one of them.",
    ),
    # settings
    "no_such_timezone": (
        "没有名为“{name}”的时区（来自 {where}）。请写 Asia/Shanghai 这样的名称。",
        "沒有名為「{name}」的時區（來自 {where}）。請寫 Asia/Taipei 這樣的名稱。",
        "there is no time zone “{name}” (from {where}). Write a name such as Asia/Shanghai.",
    ),
    "no_such_language": (
        "没有“{name}”这种语言。可用：zh-Hans、zh-Hant、en。",
        "沒有「{name}」這種語言。可用：zh-Hans、zh-Hant、en。",
        "there is no language “{name}”. There are zh-Hans, zh-Hant and en.",
    ),
    "config_unknown": (
        "配置文件 {file} 里的“{name}”不认识。可用：{known}。",
        "設定檔 {file} 裡的「{name}」不認得。可用：{known}。",
        "the settings file {file} has an unknown “{name}”. There are: {known}.",
    ),
    "config_unreadable": (
        "配置文件 {file} 读不懂（{detail}）。请改正或删除它。",
        "設定檔 {file} 讀不懂（{detail}）。請改正或刪除它。",
        "the settings file {file} cannot be read ({detail}). Correct or remove it.",
    ),
    "no_such_word_list": (
        "kesu.toml 的 [words.{name}] 不是词表。可用：{names}。",
        "kesu.toml 的 [words.{name}] 不是詞表。可用：{names}。",
        "[words.{name}] in kesu.toml is no list of words. There are: {names}.",
    ),
    "bad_word_list": (
        "kesu.toml 的 [words.{name}] 里“{key}”用不了：只能是 add、drop、except，各为文字列表。",
        "kesu.toml 的 [words.{name}] 裡「{key}」用不了：只能是 add、drop、except，各為文字列表。",
        "“{key}” of [words.{name}] in kesu.toml cannot be used: write add, drop or except, each a list of texts.",
    ),
    "no_such_profile": (
        "没有名为“{name}”的时限规则。现有：{known}。",
        "沒有名為「{name}」的時限規則。現有：{known}。",
        "There is no policy “{name}”. There are: {known}.",
    ),
    "bad_working_hours": (
        "{where}：看不懂工作时间“{value}”。请写成例如“周一-周五 08:30-12:00, 13:00-17:30; 周六 08:30-12:00”，同一天的时段不能重叠。",
        "{where}：看不懂工作時間「{value}」。請寫成例如「週一-週五 08:30-12:00, 13:00-17:30; 週六 08:30-12:00」，同一天的時段不能重疊。",
        "{where}: the working hours “{value}” cannot be read. Write e.g. “Mon-Fri 08:30-12:00, 13:00-17:30; Sat 08:30-12:00”; windows of one day must not overlap.",
    ),
    "calendar_without_work": (
        "{where}：一周里没有任何工作时间，时钟永远走不完。请至少写一个时段，或留空改用自然时间。",
        "{where}：一週裡沒有任何工作時間，時鐘永遠走不完。請至少寫一個時段，或留空改用日曆時間。",
        "{where}: no time of the week is worked, so no clock could ever end. Name at least one window, or leave it empty for calendar hours.",
    ),
    "customer_without_hours": (
        "{customer}：只写了节假日，没有工作时间。请写上时段，或在“设置”里填写工作时间。",
        "{customer}：只寫了節假日，沒有工作時間。請寫上時段，或在「設定」裡填寫工作時間。",
        "{customer}: there are holidays but no working hours. Add the windows, or set working hours in Settings.",
    ),
    "bad_share": (
        "{where}：“{value}”不是 0 到 100% 之间的比例。请写成例如 80%。",
        "{where}：「{value}」不是 0 到 100% 之間的比例。請寫成例如 80%。",
        "{where}: “{value}” is no share between 0 and 100%. Write e.g. 80%.",
    ),
    "bad_clock_limit": (
        "设置“{key}”：看不懂时限“{value}”。请写大于 0 的小时数，例如 4、“90 分钟”“3 天”“8 工时”。",
        "設定「{key}」：看不懂時限「{value}」。請寫大於 0 的小時數，例如 4、「90 分鐘」「3 天」「8 工時」。",
        "Setting “{key}”: the limit “{value}” cannot be read. Write hours above 0, e.g. 4, 90 min, 3 d, 8 h working.",
    ),
    "limit_of_no_clock": (
        "设置“{key}”：没有这个时钟。可用：{clocks}。",
        "設定「{key}」：沒有這個時鐘。可用：{clocks}。",
        "Setting “{key}”: there is no such clock. There are: {clocks}.",
    ),
    "limit_for_nobody": (
        "设置“{key}”：看不出对谁有效。请写成“时限 首次回复 安全”“… 客户 名称”“… 等级 A”或“… 优先级 紧急”。",
        "設定「{key}」：看不出對誰有效。請寫成「時限 首次回覆 安全」「… 客戶 名稱」「… 等級 A」或「… 優先級 緊急」。",
        "Setting “{key}” does not say for whom. Write “Limit First response safety”, “... customer NAME”, “... grade A” or “... priority Urgent”.",
    ),
    "limit_without_hours": (
        "设置“{key}”按工时计，但没有填写工作时间。请先填写“工作时间”。",
        "設定「{key}」按工時計，但沒有填寫工作時間。請先填寫「工作時間」。",
        "Setting “{key}” counts working hours, but there are none. Fill in “Working hours” first.",
    ),
    "response_after_closing": (
        "设置：首次回复 {first} h 比结案 {closing} h 还长。请改小首次回复的时限。",
        "設定：首次回覆 {first} h 比結案 {closing} h 還長。請改小首次回覆的時限。",
        "Settings: the first response may take {first} h, longer than closing with {closing} h. Make it shorter.",
    ),
    "no_such_holidays": (
        "{where}：没有“{name}”的节假日表。请写国家或地区代码，例如 CN、TW、HK、JP、DE、US-CA。",
        "{where}：沒有「{name}」的節假日表。請寫國家或地區代碼，例如 CN、TW、HK、JP、DE、US-CA。",
        "{where}: there are no public holidays for “{name}”. Use the code of a country or region, e.g. CN, TW, HK, JP, DE, US-CA.",
    ),
    # changing a workbook
    "damaged_part": (
        "{file}：其中的 {part} 已损坏，没有改动。请用 Excel 打开并修复，另存为 .xlsx 再试。",
        "{file}：其中的 {part} 已損毀，沒有更動。請用 Excel 開啟並修復，另存為 .xlsx 再試。",
        "{file}: its part {part} is damaged; nothing was changed. Let Excel repair the file and save it as .xlsx.",
    ),
    "zip_inconsistent": (
        "{file}：压缩包目录与内容不一致（{part}），没有改动。请用 Excel 打开，另存一份再试。",
        "{file}：壓縮檔目錄與內容不一致（{part}），沒有更動。請用 Excel 開啟，另存一份再試。",
        "{file}: the directory of its zip contradicts the content ({part}); nothing was changed. Save a copy with Excel and try that.",
    ),
    "zip_twice": (
        "{file}：压缩包里 {part} 出现两次，分不清该用哪一个，没有改动。请用 Excel 打开，另存一份再试。",
        "{file}：壓縮檔裡 {part} 出現兩次，分不清該用哪一個，沒有更動。請用 Excel 開啟，另存一份再試。",
        "{file}: its zip holds {part} twice, so nobody can tell which one counts; nothing was changed. Save a copy with Excel and try that.",
    ),
    "zip_bad_name": (
        "{file}：压缩包里有不合规的路径（{part}），没有改动。请用 Excel 打开，另存一份再试。",
        "{file}：壓縮檔裡有不合規的路徑（{part}），沒有更動。請用 Excel 開啟，另存一份再試。",
        "{file}: its zip holds a path that is not allowed ({part}); nothing was changed. Save a copy with Excel and try that.",
    ),
    "zip_method": (
        "{file}：{part} 的压缩方式不是 Excel 所用的，没有改动。请用 Excel 打开，另存一份再试。",
        "{file}：{part} 的壓縮方式不是 Excel 所用的，沒有更動。請用 Excel 開啟，另存一份再試。",
        "{file}: {part} is compressed in a way that Excel does not use; nothing was changed. Save a copy with Excel and try that.",
    ),
    "zip_surrounded": (
        "{file}：压缩包前面或后面有多余的数据，没有改动。请用 Excel 打开，另存一份再试。",
        "{file}：壓縮檔前面或後面有多餘的資料，沒有更動。請用 Excel 開啟，另存一份再試。",
        "{file}: there is other data before or behind its zip; nothing was changed. Save a copy with Excel and try that.",
    ),
    "workbook_signed": (
        "{file}：工作簿有数字签名，改动会使签名失效，没有改动。请先在 Excel 中删除签名，或用未签名的副本。",
        "{file}：活頁簿有數位簽章，更動會使簽章失效，沒有更動。請先在 Excel 中移除簽章，或用未簽章的複本。",
        "{file}: the workbook is digitally signed, and any change would break that; nothing was changed. Remove the signature in Excel, or take a copy without it.",
    ),
    "workbook_shared": (
        "{file}：工作簿处于旧式共享并记录修订，没有改动。请在 Excel 中取消“共享工作簿”再试。",
        "{file}：活頁簿處於舊式共用並記錄修訂，沒有更動。請在 Excel 中取消「共用活頁簿」再試。",
        "{file}: the workbook is shared in the old way with a log of revisions; nothing was changed. Stop sharing it in Excel and try again.",
    ),
    "structure_protected": (
        "{file}：工作簿结构受保护，不能增加工作表，没有改动。请在 Excel 的“审阅 > 保护工作簿”中取消后再试。",
        "{file}：活頁簿結構受保護，不能增加工作表，沒有更動。請在 Excel 的「校閱 > 保護活頁簿」中取消後再試。",
        "{file}: its structure is protected, so no sheet can be added; nothing was changed. Take that off in Excel (Review > Protect Workbook) and try again.",
    ),
    "sheet_protected": (
        "工作表“{sheet}”受保护，{cell} 不允许改写，没有改动。请在 Excel 的“审阅”中撤消工作表保护再试。",
        "工作表「{sheet}」受保護，{cell} 不允許改寫，沒有更動。請在 Excel 的「校閱」中取消保護工作表再試。",
        "sheet “{sheet}” is protected and {cell} may not be written; nothing was changed. Unprotect the sheet in Excel (Review) and try again.",
    ),
    "no_room": (
        "工作表“{sheet}”从 {cell} 起放不下了（Excel 最多 16,384 列、1,048,576 行），没有改动。请删除远处的零散内容（Ctrl+End 可定位）再试。",
        "工作表「{sheet}」從 {cell} 起放不下了（Excel 最多 16,384 欄、1,048,576 列），沒有更動。請刪除遠處的零散內容（Ctrl+End 可定位）再試。",
        "sheet “{sheet}” has no room from {cell} on (Excel ends at column XFD and row 1,048,576); nothing was changed. Delete the stray content far out (Ctrl+End shows it) and try again.",
    ),
    "nothing_visible": (
        "{file}：取出我们的工作表之后就没有可见的工作表了，没有改动。请先在 Excel 中取消隐藏一张工作表再试。",
        "{file}：取出我們的工作表之後就沒有可見的工作表了，沒有更動。請先在 Excel 中取消隱藏一張工作表再試。",
        "{file}: without our sheets no visible sheet would be left; nothing was changed. Unhide a sheet in Excel first and try again.",
    ),
    "bad_limit": (
        "环境变量 {name} 的值“{value}”不是正整数。请改成正整数，或删除这个变量。",
        "環境變數 {name} 的值「{value}」不是正整數。請改成正整數，或刪除這個變數。",
        "the environment variable {name} is “{value}”, which is no positive whole number. Correct it, or remove the variable.",
    ),
    "cell_calculated": (
        "{sheet}!{cell} 是公式，没有写入任何内容；请在台账里改它引用的内容，或把公式换成值。",
        "{sheet}!{cell} 是公式，沒有寫入任何內容；請在台帳裡改它引用的內容，或把公式換成值。",
        "{sheet}!{cell} holds a formula, so nothing was written: change what it refers to, or put a value in its place.",
    ),
    "cell_taken": (
        "工作表“{sheet}”的 {cell} 已有内容，我们的栏位放不下，没有改动。请把它移开，或先用 kesu clean 取出旧的栏位再试。",
        "工作表「{sheet}」的 {cell} 已有內容，我們的欄位放不下，沒有更動。請把它移開，或先用 kesu clean 取出舊的欄位再試。",
        "{cell} of sheet “{sheet}” is filled, so our columns do not fit; nothing was changed. Move that, or take the former columns out with kesu clean first.",
    ),
    "name_taken": (
        "{file}：名称“{name}”已被别的内容占用，没有改动。请在 Excel 的名称管理器中把它改名或删除再试。",
        "{file}：名稱「{name}」已被其他內容佔用，沒有更動。請在 Excel 的名稱管理員中把它改名或刪除再試。",
        "{file}: the defined name “{name}” stands for something else there; nothing was changed. Rename or delete it in Excel’s Name Manager and try again.",
    ),
    "cell_merged": (
        "工作表“{sheet}”的 {cell} 在合并单元格内部，写不进去，没有改动。请取消合并再试。",
        "工作表「{sheet}」的 {cell} 在合併儲存格內部，寫不進去，沒有更動。請取消合併再試。",
        "{cell} of sheet “{sheet}” is inside a merged cell and cannot be written; nothing was changed. Unmerge it and try again.",
    ),
    "cell_of_array": (
        "工作表“{sheet}”的 {cell} 属于数组公式或模拟运算表，不能单独改写，没有改动。请先在 Excel 中删除该公式。",
        "工作表「{sheet}」的 {cell} 屬於陣列公式或運算列表，不能單獨改寫，沒有更動。請先在 Excel 中刪除該公式。",
        "{cell} of sheet “{sheet}” belongs to an array formula or a data table and cannot be written alone; nothing was changed. Delete that formula in Excel first.",
    ),
    "sheet_gone": (
        "{file}：没有工作表“{sheet}”，没有改动。",
        "{file}：沒有工作表「{sheet}」，沒有更動。",
        "{file}: there is no sheet “{sheet}”; nothing was changed.",
    ),
    "table_gone": (
        "{file}：没有表格“{table}”，没有改动。",
        "{file}：沒有表格「{table}」，沒有更動。",
        "{file}: there is no table “{table}”; nothing was changed.",
    ),
    "table_blocked": (
        "表格“{table}”不能扩展：{cell} 有内容挡着，没有改动。请在 Excel 中移开再试。",
        "表格「{table}」不能擴充：{cell} 有內容擋著，沒有更動。請在 Excel 中移開再試。",
        "table “{table}” cannot grow: {cell} is in the way; nothing was changed. Move that in Excel and try again.",
    ),
    "table_fed": (
        "表格“{table}”由查询或 XML 映射填充，不能直接加行加列，没有改动。请从数据源更新它。",
        "表格「{table}」由查詢或 XML 對應填入，不能直接加列加欄，沒有更動。請從資料來源更新它。",
        "table “{table}” is filled by a query or an XML map, so no rows or columns can be added; nothing was changed. Update it from its source.",
    ),
    # writing
    "is_open": (
        "{file} 正在 Excel、WPS 或 LibreOffice 里打开着（有 {lock}），没有改动。请先关闭；确定没有人打开时，删除 {lock} 再试。",
        "{file} 正在 Excel、WPS 或 LibreOffice 裡開啟著（有 {lock}），沒有更動。請先關閉；確定沒有人開啟時，刪除 {lock} 再試。",
        "{file} is open in Excel, WPS or LibreOffice ({lock} is there); nothing was changed. Close it; if surely nobody has it open, delete {lock} and try again.",
    ),
    "read_only": (
        "{file} 是只读的，没有改动。请在文件属性里去掉“只读”，或用 -o 另存一份。",
        "{file} 是唯讀的，沒有更動。請在檔案內容裡取消「唯讀」，或用 -o 另存一份。",
        "{file} is read-only; nothing was changed. Take that off in its properties, or write a copy with -o.",
    ),
    "cloud_folder": (
        "{file} 在云同步文件夹（{folder}）里，看不出别人是否正打开着，没有改动。请确认没有人打开，再加 --force；或用 -o 另存一份。",
        "{file} 在雲端同步資料夾（{folder}）裡，看不出別人是否正開啟著，沒有更動。請確認沒有人開啟，再加 --force；或用 -o 另存一份。",
        "{file} lies in a folder that a cloud synchronises ({folder}), where nobody can see whether it is open elsewhere; nothing was changed. Make sure that it is closed and add --force, or write a copy with -o.",
    ),
    "changed_meanwhile": (
        "{file} 在处理期间被别的程序改过，没有改动。请再运行一次。",
        "{file} 在處理期間被別的程式改過，沒有更動。請再執行一次。",
        "{file} was changed by another program meanwhile; nothing was written. Run it again.",
    ),
    "no_path_in_place": (
        "打开的文件没有路径，不能写进它本身。请用 -o 另存一份。",
        "開啟的檔案沒有路徑，不能寫進它本身。請用 -o 另存一份。",
        "an open file has no path to write it back to. Write a copy instead.",
    ),
    # templates
    "no_such_form": (
        "没有名为“{name}”的表单：可用的是 {known}，或给出带标记的 .xlsx 的路径。",
        "沒有名為「{name}」的表單：可用的是 {known}，或給出帶標記的 .xlsx 的路徑。",
        "There is no form “{name}”: name one of {known}, or the path of an .xlsx with markers.",
    ),
    "form_not_recognised": (
        "{file} 不是用模板 {template} 填写的表单：没有位置记录，也找不到模板的标题。请用 --template 指定填写它的模板。",
        "{file} 不是用範本 {template} 填寫的表單：沒有位置記錄，也找不到範本的標題。請用 --template 指定填寫它的範本。",
        "{file} is no form of template {template}: it has no record of its cells and shows none of the template's labels. Name the template that it was filled from with --template.",
    ),
    "form_template_unnamed": (
        "{file} 没有说明是用哪个模板填写的。请用 --template 指定模板。",
        "{file} 沒有說明是用哪個範本填寫的。請用 --template 指定範本。",
        "{file} does not say which template it was filled from. Name the template with --template.",
    ),
    "form_template_unknown": (
        "{file} 是用模板“{template}”填写的，它不在自带模板中。请用 --template 指定这个模板文件。",
        "{file} 是用範本「{template}」填寫的，它不在內建範本中。請用 --template 指定這個範本檔案。",
        "{file} was filled from template “{template}”, which is none of the shipped ones. Name its file with --template.",
    ),
    "no_such_template": (
        "没有模板“{name}”：它既不是文件，也不是自带模板。自带模板：{known}。",
        "沒有範本「{name}」：它既不是檔案，也不是內建範本。內建範本：{known}。",
        "There is no template “{name}”: it is neither a file nor a shipped one. Shipped: {known}.",
    ),
    "no_libreoffice": (
        "没有找到 LibreOffice（soffice），无法生成 PDF。请安装 LibreOffice，或去掉 --pdf。",
        "沒有找到 LibreOffice（soffice），無法產生 PDF。請安裝 LibreOffice，或去掉 --pdf。",
        "LibreOffice (soffice) was not found, so no PDF can be made. Install it, or leave out --pdf.",
    ),
    "pdf_failed": (
        "LibreOffice 没有生成这些 PDF：{files}。请关闭正在打开它们的程序后再试。",
        "LibreOffice 沒有產生這些 PDF：{files}。請關閉正在開啟它們的程式後再試。",
        "LibreOffice made no PDF of {files}. Close the programs that have them open and try again.",
    ),
    "no_such_executor": (
        "没有名为“{name}”的执行方式。请写 process、thread 或 tcp://主机:8786。",
        "沒有名為「{name}」的執行方式。請寫 process、thread 或 tcp://主機:8786。",
        "there is no executor “{name}”. Write process, thread or tcp://host:8786.",
    ),
    "no_dask": (
        "要用 {address}，请先安装 Dask：pip install distributed。",
        "要用 {address}，請先安裝 Dask：pip install distributed。",
        "{address} needs Dask: pip install distributed.",
    ),
    "dask_unreachable": (
        "连不上 Dask 调度器 {address}。请检查地址，或去掉 --executor。",
        "連不上 Dask 排程器 {address}。請檢查位址，或去掉 --executor。",
        "the Dask scheduler {address} cannot be reached. Check the address, or leave out --executor.",
    ),
    "record_not_json": (
        "不是 JSON：{reason}。请给出 8D 记录的 JSON 文件。",
        "不是 JSON：{reason}。請提供 8D 記錄的 JSON 檔案。",
        "This is no JSON: {reason}. Give the JSON of an 8D record.",
    ),
    "record_does_not_fit": (
        "8D 记录里没有这样的内容：{places}。请对照 docs/eight_d.json 改正。",
        "8D 記錄裡沒有這樣的內容：{places}。請對照 docs/eight_d.json 修正。",
        "An 8D record has no such content: {places}. Compare with docs/eight_d.json.",
    ),
    "template_damaged": (
        "模板文件已损坏（{part}）：请用 Excel 打开并另存为 .xlsx 后再试。",
        "範本檔案已損毀（{part}）：請用 Excel 開啟並另存為 .xlsx 後再試。",
        "The template is damaged ({part}): open it in Excel, save it as .xlsx, try again.",
    ),
    "template_dialect": (
        "无法读取模板 {name} 的工作表格式：请用 Excel 另存为“Excel 工作簿 (*.xlsx)”后再试。",
        "無法讀取範本 {name} 的工作表格式：請用 Excel 另存為「Excel 活頁簿 (*.xlsx)」後再試。",
        "The sheets of template {name} are in an unusual form: save it in Excel as “Excel Workbook (*.xlsx)”, try again.",
    ),
    "template_macros": (
        "模板 {name} 不是普通的 .xlsx 工作簿（可能含宏）：请另存为“Excel 工作簿 (*.xlsx)”后再试。",
        "範本 {name} 不是一般的 .xlsx 活頁簿（可能含巨集）：請另存為「Excel 活頁簿 (*.xlsx)」後再試。",
        "Template {name} is not a plain .xlsx workbook (macros?): save it as “Excel Workbook (*.xlsx)”, try again.",
    ),
    "template_no_markers": (
        "{name} 里没有标记：请在要填写的单元格里输入字段标记（见 templates/README.md）后再作模板。",
        "{name} 裡沒有標記：請在要填寫的儲存格中輸入欄位標記（見 templates/README.md）後再作範本。",
        "{name} has no markers: type field markers into the cells to be filled (templates/README.md) to make it a template.",
    ),
    "template_not_workbook": (
        "{name} 不是 Excel 工作簿：模板必须是 .xlsx 文件。",
        "{name} 不是 Excel 活頁簿：範本必須是 .xlsx 檔案。",
        "{name} is not an Excel workbook: a template has to be an .xlsx file.",
    ),
    "template_old_or_encrypted": (
        "{name} 是旧版 .xls 或加密的文件：请去掉密码并另存为 .xlsx 后再试。",
        "{name} 是舊版 .xls 或加密的檔案：請移除密碼並另存為 .xlsx 後再試。",
        "{name} is an old .xls or an encrypted file: remove the password, save it as .xlsx, try again.",
    ),
    "template_too_large": (
        "模板中的 {part} 超过 128 MB：请删去多余的行和工作表后再试。",
        "範本中的 {part} 超過 128 MB：請刪除多餘的列與工作表後再試。",
        "{part} in the template exceeds 128 MB: delete rows and sheets that it does not need, try again.",
    ),
    # a blank form that is to become a template
    "form_has_markers": (
        "{name} 已经是模板：{sheet}!{cell} 里有标记。请用 kesu template check 检查它，或改用没有标记的空白表单。",
        "{name} 已經是範本：{sheet}!{cell} 裡有標記。請用 kesu template check 檢查它，或改用沒有標記的空白表單。",
        "{name} is a template already: there is a marker in {sheet}!{cell}. Check it with kesu template check, or take the blank form.",
    ),
    "form_filled": (
        "{name} 是已填写的表单：{count} 个步骤的填写处已有内容（例如 {sheet}!{cell}）。请改用空白表单。",
        "{name} 是已填寫的表單：{count} 個步驟的填寫處已有內容（例如 {sheet}!{cell}）。請改用空白表單。",
        "{name} is a filled form: {count} steps have a text where the answer goes ({sheet}!{cell}, for example). Take the blank form.",
    ),
    "form_is_report": (
        "{name} 是本软件填好的报告，不是空白表单。请用客户的空白表单；这份报告可用 kesu read 读回。",
        "{name} 是本軟體填好的報告，不是空白表單。請用客戶的空白表單；這份報告可用 kesu read 讀回。",
        "{name} is a report that was filled here, not a blank form. Take the customer's blank form; kesu read reads this report back.",
    ),
    "form_is_register": (
        "{name} 是台账一类的清单，不是 8D 表单。请指定客户的空白 8D 表单。",
        "{name} 是台帳一類的清單，不是 8D 表單。請指定客戶的空白 8D 表單。",
        "{name} is a register or a list, not an 8D form. Name the customer's blank 8D form.",
    ),
    "form_no_headings": (
        "{name} 里没有找到 D1 到 D8 的标题。请指定空白的 8D 表单，或自己在单元格里输入标记（见 templates/README.md）。",
        "{name} 裡沒有找到 D1 到 D8 的標題。請指定空白的 8D 表單，或自行在儲存格輸入標記（見 templates/README.md）。",
        "{name} has no headings D1 to D8. Name a blank 8D form, or type markers into its cells yourself (templates/README.md).",
    ),
    "form_too_large": (
        "{name} 超出表单的大小（1000 行、256 列、40 个工作表）。请删去多余的行、列和工作表后再试。",
        "{name} 超出表單的大小（1000 列、256 欄、40 個工作表）。請刪除多餘的列、欄與工作表後再試。",
        "{name} is larger than a form can be (1000 rows, 256 columns, 40 sheets). Delete what it does not need, try again.",
    ),
    # the command line
    "output_exists": (
        "{file} 已经存在，且不是本软件原样写出的，没有改动。要覆盖请加 --force，或换一个文件名。",
        "{file} 已經存在，且不是本軟體原樣寫出的，沒有更動。要覆蓋請加 --force，或換一個檔名。",
        "{file} exists and is not as we wrote it, so it was left alone. Add --force to replace it, or choose another name.",
    ),
    "output_is_source": (
        "输出 {file} 就是输入的文件本身，没有改动。请换一个文件名。",
        "輸出 {file} 就是輸入的檔案本身，沒有更動。請換一個檔名。",
        "the output {file} is the input file itself; nothing was written. Choose another name.",
    ),
    "cannot_write": (
        "{file} 写不进去（{detail}）。若它在 Excel 里打开着，请先关闭；否则检查文件夹的权限和空间。",
        "{file} 寫不進去（{detail}）。若它在 Excel 裡開啟著，請先關閉；否則檢查資料夾的權限和空間。",
        "{file} cannot be written ({detail}). Close it if it is open in Excel; else check the folder's permissions and space.",
    ),
    "wrong_ending": (
        "{file}：输出文件的扩展名应为 {ending}。",
        "{file}：輸出檔案的副檔名應為 {ending}。",
        "{file}: the name of the output must end with {ending}.",
    ),
    "not_a_folder": (
        "{file} 是文件，不是文件夹。请指定一个文件夹。",
        "{file} 是檔案，不是資料夾。請指定一個資料夾。",
        "{file} is a file, not a folder. Name a folder.",
    ),
    "save_as_xlsx": (
        "{file}：.xls 与 .ods 只能读，不能写。请另存为 .xlsx 再试。",
        "{file}：.xls 與 .ods 只能讀，不能寫。請另存為 .xlsx 再試。",
        "{file}: .xls and .ods can only be read. Save it as .xlsx and try again.",
    ),
    "no_such_case": (
        "台账里没有编号 {numbers}。请检查编号。",
        "台帳裡沒有編號 {numbers}。請檢查編號。",
        "the register has no complaint {numbers}. Check the number.",
    ),
    "case_twice": (
        "编号 {number} 有几行（第 {rows} 行），不知道填哪一行。请先改正重复的编号。",
        "編號 {number} 有幾列（第 {rows} 列），不知道填哪一列。請先改正重複的編號。",
        "several rows have the number {number} ({rows}), and which one is meant is not guessed. Correct the numbers first.",
    ),
    "case_cancelled": (
        "编号 {numbers} 已取消，不生成 8D 报告。",
        "編號 {numbers} 已取消，不產生 8D 報告。",
        "complaint {numbers} is cancelled and gets no 8D report.",
    ),
    "no_such_folder": (
        "文件夹 {folder} 不存在。请先建好，或换一个位置。",
        "資料夾 {folder} 不存在。請先建好，或換一個位置。",
        "the folder {folder} does not exist. Make it first, or choose another place.",
    ),
    "span_backwards": (
        "起始日 {since} 晚于截止日 {until}。",
        "起始日 {since} 晚於截止日 {until}。",
        "the first day {since} is after the last day {until}.",
    ),
    "two_spans": (
        "--week、--month、--from/--to 只能用一种。",
        "--week、--month、--from/--to 只能用一種。",
        "use only one of --week, --month and --from/--to.",
    ),
    "no_registers": (
        "没有台账可以汇总：{paths}。请给出台账文件，或含有台账的文件夹。",
        "沒有台帳可以彙總：{paths}。請給出台帳檔案，或含有台帳的資料夾。",
        "no register to count in {paths}. Name registers, or a folder that holds some.",
    ),
    "same_register_twice": (
        "{file} 给了两次，每条客诉会算两遍。请去掉一个。",
        "{file} 給了兩次，每條客訴會算兩遍。請去掉一個。",
        "{file} is given twice, so every complaint would count twice. Leave one out.",
    ),
    "bad_as_of": (
        "“{value}”不是时间。请写 2026-11-21T09:00 这样的时间。",
        "「{value}」不是時間。請寫 2026-11-21T09:00 這樣的時間。",
        "“{value}” is not a time. Write one such as 2026-11-21T09:00.",
    ),
    "bad_span": (
        "“{value}”不是{kind}。周写 2026-W47，月写 2026-11，日写 2026-11-21。",
        "「{value}」不是{kind}。週寫 2026-W47，月寫 2026-11，日寫 2026-11-21。",
        "“{value}” is not a {kind}. Write a week as 2026-W47, a month as 2026-11, a day as 2026-11-21.",
    ),
    "no_excel_here": (
        "这个系统上没有 Excel，不能安装加载项。请在装有 Excel 的 Windows 或 Mac 上运行；在这里可以用 kesu addin build 生成文件。",
        "這個系統上沒有 Excel，不能安裝增益集。請在裝有 Excel 的 Windows 或 Mac 上執行；在這裡可以用 kesu addin build 產生檔案。",
        "there is no Excel on this system, so nothing to install into. Run it on Windows or a Mac with Excel; here, kesu addin build makes the file.",
    ),
    "excel_unreachable": (
        "连不上 Excel。请从 Excel 的「客诉」选项卡点按钮；仍不行时运行 kesu addin doctor。",
        "連不上 Excel。請從 Excel 的「客訴」索引標籤按按鈕；仍不行時執行 kesu addin doctor。",
        "Excel cannot be reached. Click the button in Excel's tab; if that is what you did, run kesu addin doctor.",
    ),
    "no_sendto_here": (
        "“发送到”菜单只有 Windows 才有。请去掉 --sendto 再运行。",
        "「傳送到」選單只有 Windows 才有。請去掉 --sendto 再執行。",
        "only Windows has a “Send to” menu. Run it again without --sendto.",
    ),
    "addin_in_use": (
        "{file}：被占用，不能替换或删除。请关闭所有 Excel 窗口后再运行。",
        "{file}：被占用，不能取代或刪除。請關閉所有 Excel 視窗後再執行。",
        "{file}: it is in use and cannot be replaced or deleted. Close all windows of Excel and run it again.",
    ),
    "no_xlwings": (
        "没有安装 xlwings，不能生成带按钮的工作簿。请运行：python -m pip install xlwings",
        "沒有安裝 xlwings，不能產生帶按鈕的活頁簿。請執行：python -m pip install xlwings",
        "xlwings is not installed, and the buttons need it. Run: python -m pip install xlwings",
    ),
    "xlwings_differs": (
        "安装的 xlwings 版本与按钮不配套。请运行：python -m pip install -U xlwings；仍不行时请升级 kesu-xl。",
        "安裝的 xlwings 版本與按鈕不相容。請執行：python -m pip install -U xlwings；仍不行時請升級 kesu-xl。",
        "the installed xlwings is one that the buttons do not fit. Run: python -m pip install -U xlwings; else update kesu-xl.",
    ),
    "not_yet": (
        "“{what}”还没有做好。请用：{instead}。",
        "「{what}」還沒有做好。請用：{instead}。",
        "“{what}” is not there yet. Use: {instead}.",
    ),
    "unexpected": (
        "程序出错（{kind}：{detail}），文件没有改动。请加 --debug 再运行一次，把输出发给维护者。",
        "程式出錯（{kind}：{detail}），檔案沒有更動。請加 --debug 再執行一次，把輸出傳給維護者。",
        "a fault in the program ({kind}: {detail}); no file was changed. Run it again with --debug and send the output to the maintainers.",
    ),
    # the buttons in Excel
    "no_register_open": (
        "这个工作簿里找不到客诉台账（工作表「{sheet}」没有可识别的表头），没有改动。请切换到台账所在的工作簿；表头写法特殊的，请用 kesu map 查看认出了哪些列。",
        "這個活頁簿裡找不到客訴台帳（工作表「{sheet}」沒有可識別的表頭），沒有更動。請切換到台帳所在的活頁簿；表頭寫法特殊的，請用 kesu map 查看認出了哪些欄。",
        "This workbook has no register that we know (the sheet {sheet} has no known header); nothing was changed. Switch to the register's workbook; for headers of another kind, see with kesu map what is found.",
    ),
    "sheet_locked": (
        "工作表「{sheet}」受保护，不能写入，没有改动。请先在“审阅”中撤消工作表保护，再点按钮。",
        "工作表「{sheet}」受保護，不能寫入，沒有更動。請先在「校閱」中取消保護工作表，再按按鈕。",
        "The sheet {sheet} is protected and cannot be written; nothing was changed. Unprotect it first (Review > Unprotect Sheet).",
    ),
    "form_typed": (
        "{file} 已经存在，且有人填写过，没有改动。要重新生成，请先把它改名或移走。",
        "{file} 已經存在，且有人填寫過，沒有更動。要重新產生，請先把它改名或移走。",
        "{file} exists and somebody typed into it, so it was left alone. To make it anew, rename or move it first.",
    ),
    "form_of_another": (
        "{file} 是客诉 {other} 的表单，不是选中的 {number}，没有回读。请核对表单里的客诉编号。",
        "{file} 是客訴 {other} 的表單，不是選取的 {number}，沒有回讀。請核對表單裡的客訴編號。",
        "{file} is a form of complaint {other}, not of {number}, which is selected; it was not read back. Check the number in the form.",
    ),
    "close_form_first": (
        "{file} 正打开着，这个 Excel 不能读取没保存的内容。请保存并关闭它，再点按钮。",
        "{file} 正開啟著，這個 Excel 無法讀取未儲存的內容。請儲存並關閉它，再按按鈕。",
        "{file} is open, and this Excel does not show what was not saved. Save and close it, then click again.",
    ),
    "save_weekly_first": (
        "{file}：工作簿还没有保存，或不知道它在哪个文件夹。请先保存到本机的文件夹，再点按钮。",
        "{file}：活頁簿還沒有儲存，或不知道它在哪個資料夾。請先儲存到本機的資料夾，再按按鈕。",
        "{file}: the workbook was never saved, or nobody knows its folder. Save it in a folder of this computer first.",
    ),
    "nobody_to_mail_here": (
        '没有收件人。请在台账旁边或用户配置文件夹的 kesu.toml 的 [mail] 写 to = ["name@example.com"]。',
        '沒有收件人。請在台帳旁邊或使用者設定資料夾的 kesu.toml 的 [mail] 寫 to = ["name@example.com"]。',
        'There is nobody to send to. Write to = ["name@example.com"] into [mail] of the kesu.toml beside the register, or of your configuration folder.',
    ),
    "no_form_to_read": (
        "{file} 没有说明是用哪个模板填写的（例如提交版），不能回读。请填写「生成8D」生成的表单；用自己的模板填写的，请在命令行用 kesu read --into 并加 --template。",
        "{file} 沒有說明是用哪個範本填寫的（例如提交版），不能回讀。請填寫「產生8D」產生的表單；用自己的範本填寫的，請在命令列用 kesu read --into 並加 --template。",
        "{file} does not say which template it was filled from (a submitted copy, for example) and cannot be read back. Fill in a form of Make 8D; for a template of your own, use kesu read --into with --template.",
    ),
    "no_number_column": (
        "工作表「{sheet}」没有“客诉编号”列。请补上这一列，或用 kesu map 指定哪一列是编号。",
        "工作表「{sheet}」沒有「客訴編號」欄。請補上這一欄，或用 kesu map 指定哪一欄是編號。",
        "The sheet {sheet} has no column of complaint numbers. Add one, or say with kesu map which it is.",
    ),
    "number_pattern": (
        "“设置”中的编号规则“{pattern}”不能用。请用 {{yyyy}}、{{yy}}、{{mm}}、{{dd}} 和一个流水号 {{n}} 至 {{nnnnnnnnn}}，例如 KS-{{yy}}{{mm}}-{{nnn}}。",
        "「設定」中的編號規則「{pattern}」不能用。請用 {{yyyy}}、{{yy}}、{{mm}}、{{dd}} 和一個流水號 {{n}} 至 {{nnnnnnnnn}}，例如 KS-{{yy}}{{mm}}-{{nnn}}。",
        'The number pattern "{pattern}" in Settings cannot be used. Use {{yyyy}}, {{yy}}, {{mm}}, {{dd}} and one count, {{n}} to {{nnnnnnnnn}}, e.g. KS-{{yy}}{{mm}}-{{nnn}}.',
    ),
    "no_case_selected": (
        "没有选中客诉。请在工作表「{sheet}」中选中一行或多行有编号的客诉，再点按钮。",
        "沒有選取客訴。請在工作表「{sheet}」中選取一列或多列有編號的客訴，再按按鈕。",
        "No complaint is selected. Select one or more rows that have a number on the sheet {sheet}.",
    ),
    "one_case_only": (
        "选中了 {count} 条客诉。请只选一条，再点按钮。",
        "選取了 {count} 條客訴。請只選一條，再按按鈕。",
        "{count} complaints are selected. Select one only.",
    ),
    "selection_too_long": (
        "选区太零散，这个 Excel 不能完整告知。请分几次选择，或选连续的行。",
        "選取範圍太零散，這個 Excel 無法完整告知。請分幾次選取，或選連續的列。",
        "The selection has so many parts that this Excel does not tell all of them. Select fewer, or neighbouring rows.",
    ),
    "report_folder": (
        "“设置”中的 8D文件夹“{folder}”不能用。请填写文件夹的路径，或清空。",
        "「設定」中的 8D資料夾「{folder}」不能用。請填寫資料夾的路徑，或清空。",
        'The 8D folder "{folder}" in Settings cannot be used. Give the path of a folder, or leave it blank.',
    ),
    "save_first": (
        "{file}：工作簿还没有保存，不知道报告放在哪里。请先保存，或在“设置”的 8D文件夹中填写完整路径。",
        "{file}：活頁簿還沒有儲存，不知道報告放在哪裡。請先儲存，或在「設定」的 8D資料夾中填寫完整路徑。",
        "{file}: the workbook was never saved, so nobody knows where reports go. Save it, or give a whole path as 8D folder in Settings.",
    ),
    "name_is_open": (
        "{file}：已打开另一个同名的工作簿。Excel 不能同时打开两个同名文件，请先关闭它。",
        "{file}：已開啟另一個同名的活頁簿。Excel 不能同時開啟兩個同名檔案，請先關閉它。",
        "{file}: another workbook of that name is open. Excel opens no two files of one name; close it first.",
    ),
    "no_filter_here": (
        "这个 Excel 不能由程序筛选（例如 Mac 版）。请按状态列手动筛选。",
        "這個 Excel 不能由程式篩選（例如 Mac 版）。請依狀態欄手動篩選。",
        "This Excel cannot be told to filter (a Mac, for example). Filter by the state columns yourself.",
    ),
    "no_dialog_here": (
        "这个 Excel 不能由程序选择文件（例如 Mac 版）。请用命令行：kesu form 表单.xlsx 台账.xlsx --case 编号 -o 输出.xlsx",
        "這個 Excel 不能由程式選擇檔案（例如 Mac 版）。請用命令列：kesu form 表單.xlsx 台帳.xlsx --case 編號 -o 輸出.xlsx",
        "This Excel has no file dialog for programs (a Mac, for example). Use the command line: kesu form FORM.xlsx REGISTER.xlsx --case NO -o OUT.xlsx",
    ),
    # mail
    "outbox_busy": (
        "发件箱 {folder} 正被另一个程序使用。请稍后再试。",
        "寄件匣 {folder} 正被另一個程式使用。請稍後再試。",
        "The outbox {folder} is in use by another program. Try again later.",
    ),
    "no_such_mail": (
        "发件箱里没有编号为 {id} 的邮件。kesu outbox list 列出全部编号。",
        "寄件匣裡沒有編號為 {id} 的郵件。kesu outbox list 列出全部編號。",
        "There is no mail {id} in the outbox. kesu outbox list shows them all.",
    ),
    "several_mails": (
        "有几封邮件的编号以 {id} 开头。请把编号写完整。",
        "有幾封郵件的編號以 {id} 開頭。請把編號寫完整。",
        "Several mails begin with {id}. Write the whole id.",
    ),
    "mail_already_sent": (
        "邮件 {id} 已经发出。要再发一次，请用 kesu weekly --again。",
        "郵件 {id} 已經寄出。要再寄一次，請用 kesu weekly --again。",
        "Mail {id} was sent already. To send it once more: kesu weekly --again.",
    ),
    "mail_password_in_file": (
        "kesu.toml 里不能写密码。请删掉 password，改用环境变量 KESU_MAIL_PASSWORD 或系统密码库。",
        "kesu.toml 裡不能寫密碼。請刪掉 password，改用環境變數 KESU_MAIL_PASSWORD 或系統密碼庫。",
        "A password must not stand in kesu.toml. Take password out; use KESU_MAIL_PASSWORD or the system's keyring.",
    ),
    "mail_setting_unknown": (
        "[mail] 里没有“{name}”这一项。可用：{known}。",
        "[mail] 裡沒有「{name}」這一項。可用：{known}。",
        "[mail] has no setting “{name}”. There are: {known}.",
    ),
    "mail_setting_wrong": (
        "[mail] {name} = “{value}”不能用。可用：{choices}。",
        "[mail] {name} =「{value}」不能用。可用：{choices}。",
        "[mail] {name} = “{value}” cannot be used. There are: {choices}.",
    ),
    "mail_setting_no_text": (
        '[mail] {name} = {value} 不能用：要写成带引号的文字，例如 {name} = "…"。',
        '[mail] {name} = {value} 不能用：要寫成帶引號的文字，例如 {name} = "…"。',
        '[mail] {name} = {value} cannot be used: write a text in quotation marks, {name} = "…".',
    ),
    "mail_no_table": (
        '{file} 里的 mail 不是一节设置。请写一行 [mail]，下面每行一项，例如 host = "smtp.example.com"。',
        '{file} 裡的 mail 不是一節設定。請寫一行 [mail]，下面每行一項，例如 host = "smtp.example.com"。',
        'mail in {file} is no section. Write a line [mail], and each setting on a line below it: host = "smtp.example.com".',
    ),
    "mail_setting_missing": (
        "[mail] 缺少 {name}。请写进 kesu.toml，或设环境变量 KESU_MAIL_*。",
        "[mail] 缺少 {name}。請寫進 kesu.toml，或設環境變數 KESU_MAIL_*。",
        "[mail] lacks {name}. Write it into kesu.toml, or set KESU_MAIL_*.",
    ),
    "mail_unprotected": (
        "发往 {host} 必须加密：security 只能是 starttls 或 tls；none 只用于本机。",
        "寄往 {host} 必須加密：security 只能是 starttls 或 tls；none 只用於本機。",
        "Mail to {host} must be protected: security is starttls or tls; none is for this machine only.",
    ),
    "no_address": (
        "“{text}”不是邮件地址（{where}）。请写成 name@example.com。",
        "「{text}」不是郵件地址（{where}）。請寫成 name@example.com。",
        "“{text}” is no mail address ({where}). Write name@example.com.",
    ),
    "nobody_to_mail": (
        '没有收件人。请加 --to 地址，或在 kesu.toml 的 [mail] 写 to = ["name@example.com"]。',
        '沒有收件人。請加 --to 地址，或在 kesu.toml 的 [mail] 寫 to = ["name@example.com"]。',
        'There is nobody to send to. Add --to ADDRESS, or write to = ["name@example.com"] into [mail] of kesu.toml.',
    ),
    "no_mail_body": (
        "找不到邮件正文模板 {file}（在 {folders} 中）。请检查 [mail] templates，或重新安装 kesu-xl。",
        "找不到郵件內文範本 {file}（在 {folders} 中）。請檢查 [mail] templates，或重新安裝 kesu-xl。",
        "There is no mail body {file} in {folders}. Check templates in [mail], or install kesu-xl again.",
    ),
    "mail_body_wrong": (
        "邮件正文模板 {where} 有错：{detail}。请改正，或删掉自己的文件以使用自带模板。",
        "郵件內文範本 {where} 有錯：{detail}。請改正，或刪掉自己的檔案以使用內建範本。",
        "The mail body {where} is wrong: {detail}. Correct it, or delete your file to use the shipped one.",
    ),
    "mail_command_shared": (
        "{file} 里不能写 token_command：能改这个文件的人就能在您的电脑上运行命令。请写进用户配置文件夹的 kesu.toml，或设 KESU_MAIL_TOKEN_COMMAND。",
        "{file} 裡不能寫 token_command：能改這個檔案的人就能在您的電腦上執行命令。請寫進使用者設定資料夾的 kesu.toml，或設 KESU_MAIL_TOKEN_COMMAND。",
        "token_command must not stand in {file}: whoever can write there could run commands on your computer. Put it into kesu.toml of your configuration folder, or set KESU_MAIL_TOKEN_COMMAND.",
    ),
    "mail_retry_what": (
        "请写明要重发哪封：kesu outbox retry 编号。已交给服务器的邮件可能已经送达，不会自动重发。",
        "請寫明要重寄哪封：kesu outbox retry 編號。已交給伺服器的郵件可能已經送達，不會自動重寄。",
        "Say which mail: kesu outbox retry ID. What was handed to a server may have arrived, and is not sent again by itself.",
    ),
    "schedule_name": (
        "路径 {path} 里有换行等不可见字符，不能写进计划任务。请先改名。",
        "路徑 {path} 裡有換行等不可見字元，不能寫進排程。請先改名。",
        "The path {path} has line breaks or characters that are not seen; no scheduler takes it. Rename it.",
    ),
    "schedule_time": (
        "“{value}”不是时间。请写成“Mon 08:00”。",
        "「{value}」不是時間。請寫成「Mon 08:00」。",
        "“{value}” is no time. Write it as Mon 08:00.",
    ),
    "schedule_every": (
        "{value} 分钟除不尽一小时，提醒的间隔会不均匀。请用 {choices} 中的一个。",
        "{value} 分鐘除不盡一小時，提醒的間隔會不均勻。請用 {choices} 中的一個。",
        "Every {value} minutes does not divide an hour, so alerts would come unevenly. Use one of {choices}.",
    ),
    "mail_not_uncertain": (
        "邮件 {id} 不是“可能已送达”的状态，不用确认。kesu outbox list 可查看状态。",
        "郵件 {id} 不是「可能已送達」的狀態，不用確認。kesu outbox list 可查看狀態。",
        "It is known what became of mail {id}; see kesu outbox list.",
    ),
}
