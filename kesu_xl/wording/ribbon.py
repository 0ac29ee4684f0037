"""What the Excel front says: words of the ribbon, why a click is refused, how it ended, what `kesu addin` reports."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # the tab
    "tab": ("客诉", "客訴", "Complaints"),
    "group_intake": ("登记", "登記", "Intake"),
    "new_case": ("新建客诉", "新增客訴", "New complaint"),
    "new_case.tip": (
        "在台账末尾加一行：自动取下一个编号，受理时间为现在，受理人为您。",
        "在台帳末尾加一列：自動取下一個編號，受理時間為現在，受理人為您。",
        "Adds a row to the register: the next number, received now, received by you.",
    ),
    "check": ("校验", "檢查", "Check"),
    "check.tip": (
        "检查台账的每一行，把问题列到「问题」工作表，点链接即可跳到出错的单元格。选中多行时只查这些行。",
        "檢查台帳的每一列，把問題列到「問題」工作表，點連結即可跳到出錯的儲存格。選取多列時只查這些列。",
        "Checks every row and lists the problems on the sheet Problems, each with a link to its cell. With several rows selected, only those.",
    ),
    "group_clocks": ("时效", "時效", "Clocks"),
    "refresh_clocks": ("刷新时效", "更新時效", "Refresh clocks"),
    "refresh_clocks.tip": (
        "按现在的时间重新计算每件客诉的状态和期限，把未结客诉的每个时钟列到「时效」工作表。",
        "依現在的時間重新計算每件客訴的狀態和期限，把未結客訴的每個時鐘列到「時效」工作表。",
        "Works out state and due time of every complaint as of now, and lists the clocks of the open ones on the sheet Clocks.",
    ),
    "only_late": ("只看超时", "只看超時", "Overdue only"),
    "only_late.tip": (
        "只显示超时和将超时的客诉；再点一次恢复原来的筛选。",
        "只顯示超時和將超時的客訴；再點一次恢復原來的篩選。",
        "Shows only complaints that are breached or at risk; click again for the former filter.",
    ),
    "group_eight_d": ("8D", "8D", "8D"),
    "make_8d": ("生成8D", "產生8D", "Make 8D"),
    "make_8d.tip": (
        "为选中的客诉生成 8D 报告。已有人填写过的报告不会被覆盖。",
        "為選取的客訴產生 8D 報告。已有人填寫過的報告不會被覆蓋。",
        "Makes 8D reports for the selected complaints. A report that somebody typed into is left alone.",
    ),
    "open_8d": ("打开8D", "開啟8D", "Open 8D"),
    "open_8d.tip": (
        "打开选中客诉最新的 8D 报告。",
        "開啟選取客訴最新的 8D 報告。",
        "Opens the newest 8D report of the selected complaint.",
    ),
    "read_8d": ("回读8D", "回讀8D", "Read back 8D"),
    "read_8d.tip": (
        "把选中客诉最新的 8D 表单里填写的内容写回台账：先列出不同之处，确认后才写入；台账里较新的内容保留。",
        "把選取客訴最新的 8D 表單裡填寫的內容寫回台帳：先列出不同之處，確認後才寫入；台帳裡較新的內容保留。",
        "Writes what was filled into the newest 8D form of the selected complaint back into the register: the differences first, then after your OK. What is newer in the register stays.",
    ),
    "score_8d": ("8D评分", "8D評分", "Score 8D"),
    "score_8d.tip": (
        "按检查项评判选中客诉的 8D，结论和缺项列到「评分」和「评分明细」工作表。没有选中客诉时评全部。",
        "依檢查項評判選取客訴的 8D，結論和缺項列到「評分」和「評分明細」工作表。沒有選取客訴時評全部。",
        "Judges the 8Ds of the selected complaints on the sheets Scores and Findings; all where no complaint is selected.",
    ),
    "group_summary": ("汇总", "彙總", "Summary"),
    "refresh_summary": ("刷新汇总", "更新彙總", "Refresh summary"),
    "refresh_summary.tip": (
        "重新生成汇总工作表和图表；您自己的工作表不受影响。",
        "重新產生彙總工作表和圖表；您自己的工作表不受影響。",
        "Makes the summary tabs and charts anew; your own sheets stay as they are.",
    ),
    "make_weekly": ("生成周报", "產生週報", "Make weekly"),
    "make_weekly.tip": (
        "生成上一个完整周的周报工作簿，放在台账旁边并打开。",
        "產生上一個完整週的週報活頁簿，放在台帳旁邊並開啟。",
        "Makes the weekly workbook of the last complete week beside the register, and opens it.",
    ),
    "send_weekly": ("发送周报", "寄送週報", "Send weekly"),
    "send_weekly.tip": (
        "把上一个完整周的周报发给 kesu.toml 中的收件人，先询问。同一周只发一次；个人信息和内部栏位不发出。",
        "把上一個完整週的週報寄給 kesu.toml 中的收件人，先詢問。同一週只寄一次；個人資訊和內部欄位不寄出。",
        "Mails the weekly report of the last complete week to those named in kesu.toml; asks first. Each week once; personal data and internal columns stay here.",
    ),
    "group_tools": ("工具", "工具", "Tools"),
    "forms": ("表单", "表單", "Forms"),
    "forms.tip": (
        "用选中的客诉填写其他表单，例如客户自己的格式。",
        "用選取的客訴填寫其他表單，例如客戶自己的格式。",
        "Fills another form, for example a customer's own, from the selected complaint.",
    ),
    "form_8d": ("8D 报告", "8D 報告", "8D report"),
    "form_8d_short": ("8D 简版（一页）", "8D 簡版（一頁）", "8D, one page"),
    "form_8d_two_column": ("8D 双栏", "8D 雙欄", "8D, two columns"),
    "form_8d_table": ("8D 表格式", "8D 表格式", "8D as a table"),
    "form_8d_sheets": ("8D 分表", "8D 分頁", "8D, a sheet for each step"),
    "fill_form": ("自己的表单…", "自己的表單…", "A form of your own…"),
    "settings": ("设置", "設定", "Settings"),
    "settings.tip": (
        "打开「设置」工作表：时效规则、时区、编号规则、报告文件夹。",
        "開啟「設定」工作表：時效規則、時區、編號規則、報告資料夾。",
        "Opens the sheet Settings: profile of the clocks, time zone, pattern of numbers, folder of reports.",
    ),
    "help": ("帮助", "說明", "Help"),
    "help.tip": ("打开使用说明。", "開啟使用說明。", "Opens the guide."),
    # why a click is refused; said by the macro, from the settings sheet of its workbook
    "say_no_workbook": (
        "没有打开的工作簿。请先打开客诉台账，再点按钮。",
        "沒有開啟的活頁簿。請先開啟客訴台帳，再按按鈕。",
        "No workbook is open. Open the complaint register first.",
    ),
    "say_protected_view": (
        "工作簿在受保护的视图中，不能处理。请先点上方黄条中的「启用编辑」。",
        "活頁簿在受保護的檢視中，不能處理。請先按上方黃色列中的「啟用編輯」。",
        'The workbook is in Protected View. Click "Enable Editing" in the yellow bar first.',
    ),
    "say_wrong_workbook": (
        "这些按钮只处理它们所在的台账。请先切换到那个工作簿，再点按钮；要处理其他台账，请安装加载项：kesu addin install",
        "這些按鈕只處理它們所在的台帳。請先切換到那個活頁簿，再按按鈕；要處理其他台帳，請安裝增益集：kesu addin install",
        "These buttons work on their own register only. Switch to that workbook first; for other registers, install the add-in: kesu addin install",
    ),
    "say_foreign_settings": (
        "这个工作簿里有名为 {sheet} 的工作表，它可以让按钮运行别的程序，所以不处理。请确认来源，删除或改名该工作表后再试。",
        "這個活頁簿裡有名為 {sheet} 的工作表，它可以讓按鈕執行別的程式，所以不處理。請確認來源，刪除或改名該工作表後再試。",
        "This workbook has a sheet named {sheet}, which could make the buttons run another program. Find out where it comes from, then delete or rename that sheet.",
    ),
    "say_code_sheet": (
        "这个工作簿里有名称以 .py 结尾的工作表，它会被当作程序，所以不处理。请将该工作表改名后再试。",
        "這個活頁簿裡有名稱以 .py 結尾的工作表，它會被當作程式，所以不處理。請將該工作表改名後再試。",
        "This workbook has a sheet whose name ends in .py, which would be taken for a program. Rename that sheet and try again.",
    ),
    "say_book_name": (
        "工作簿的文件名含有等号（=），或路径含有两个百分号（%），不能处理。请另存为不含这些符号的名称后再试。",
        "活頁簿的檔名含有等號（=），或路徑含有兩個百分號（%），不能處理。請另存為不含這些符號的名稱後再試。",
        "The file name of the workbook has an equals sign in it, or its path two percent signs. Save it under another name and try again.",
    ),
    "say_python_gone": (
        "找不到运行按钮所需的 Python：{python}。请在这台电脑上安装 kesu-xl，然后运行：kesu addin install",
        "找不到執行按鈕所需的 Python：{python}。請在這台電腦上安裝 kesu-xl，然後執行：kesu addin install",
        "The Python that the buttons need is gone: {python}. Install kesu-xl on this computer, then run: kesu addin install",
    ),
    "say_number_twice": (
        "编号 {number} 出现了两次：共享台账时，别人可能同时取了同一个编号。请点「校验」找到这两行，改掉其中一个。",
        "編號 {number} 出現了兩次：共用台帳時，別人可能同時取了同一個編號。請按「檢查」找到這兩列，改掉其中一個。",
        "The number {number} is there twice: in a shared register somebody else may have taken it at the same time. Click Check to find both rows, and change one.",
    ),
    # how a click ended
    "title": ("客诉台账", "客訴台帳", "Complaint register"),
    "busy": (
        "上一次操作还没有完成。请等它结束后再点。",
        "上一次操作還沒有完成。請等它結束後再按。",
        "The former click is still at work. Wait until it has ended.",
    ),
    "unknown_button": (
        "这个按钮（{button}）来自另一个版本。请运行 kesu addin install，或用 kesu new 重新生成台账。",
        "這個按鈕（{button}）來自另一個版本。請執行 kesu addin install，或用 kesu new 重新產生台帳。",
        "This button ({button}) is of another version. Run kesu addin install, or make the register anew with kesu new.",
    ),
    # the "Send to" menu
    "sendto_check": ("客诉 校验", "客訴 檢查", "Complaints - check"),
    "sendto_8d": ("客诉 生成8D", "客訴 產生8D", "Complaints - make 8D"),
    "sendto_checked": ("校验", "檢查", "checked"),
    "sendto_check_done": (
        "{rows} 条客诉，错误 {errors}，警告 {warnings} → {path}",
        "{rows} 條客訴，錯誤 {errors}，警告 {warnings} → {path}",
        "{rows} complaints, {errors} errors, {warnings} warnings, see {path}",
    ),
    "sendto_8d_done": (
        "{count} 份 8D 报告 → {folder}",
        "{count} 份 8D 報告 → {folder}",
        "{count} 8D reports in {folder}",
    ),
    "sendto_wait": ("按回车键关闭窗口", "按 Enter 鍵關閉視窗", "Press Enter to close this window"),
    # kesu addin doctor
    "doctor_excel": ("找到 Excel：{path}", "找到 Excel：{path}", "Excel: {path}"),
    "doctor_no_excel": ("没有找到 Excel", "沒有找到 Excel", "Excel was not found"),
    "doctor_no_excel_remedy": (
        "安装 Microsoft Excel；没有 Excel 时用命令行，或 kesu addin install --sendto 的「发送到」菜单",
        "安裝 Microsoft Excel；沒有 Excel 時用命令列，或 kesu addin install --sendto 的「傳送到」選單",
        'install Microsoft Excel; without it, use the command line, or the "Send to" menu of kesu addin install --sendto',
    ),
    "doctor_no_excel_system": (
        "这个系统上没有 Excel，按钮用不了",
        "這個系統上沒有 Excel，按鈕用不了",
        "there is no Excel on this system, so no buttons",
    ),
    "doctor_no_excel_system_remedy": (
        "在这里用命令行（kesu -h）；按钮请在装有 Excel 的 Windows 或 Mac 上使用",
        "在這裡用命令列（kesu -h）；按鈕請在裝有 Excel 的 Windows 或 Mac 上使用",
        "use the command line here (kesu -h), and the buttons on Windows or a Mac with Excel",
    ),
    "doctor_wps": (
        "WPS 顶替了 Excel（{server}），按钮连不上 Excel",
        "WPS 頂替了 Excel（{server}），按鈕連不上 Excel",
        "WPS stands in Excel's place ({server}), so the buttons cannot reach Excel",
    ),
    "doctor_wps_remedy": (
        "在 WPS 的配置工具中取消与 Microsoft Office 的兼容设置，再修复安装 Office；只用 WPS 的电脑请用 kesu addin install --sendto",
        "在 WPS 的設定工具中取消與 Microsoft Office 的相容設定，再修復安裝 Office；只用 WPS 的電腦請用 kesu addin install --sendto",
        "switch off its compatibility with Microsoft Office in the WPS configuration tool, then repair Office; with WPS only, use kesu addin install --sendto",
    ),
    "doctor_bits": (
        "Excel 为 {excel} 位，Python 为 {python} 位",
        "Excel 為 {excel} 位元，Python 為 {python} 位元",
        "Excel has {excel} bits, Python {python}",
    ),
    "doctor_bits_remedy": (
        "按钮可以正常使用；只有打开 USE UDF SERVER 时才需要位数相同的 Python",
        "按鈕可以正常使用；只有開啟 USE UDF SERVER 時才需要位元數相同的 Python",
        "the buttons work; only USE UDF SERVER needs a Python of the same bits",
    ),
    "doctor_xlwings": ("xlwings {version}", "xlwings {version}", "xlwings {version}"),
    "doctor_no_xlwings": (
        "没有可用的 xlwings",
        "沒有可用的 xlwings",
        "there is no xlwings that fits",
    ),
    "doctor_no_xlwings_remedy": (
        "运行 python -m pip install -U xlwings",
        "執行 python -m pip install -U xlwings",
        "run python -m pip install -U xlwings",
    ),
    "doctor_addin": (
        "加载项已安装，版本 {version}：{path}",
        "增益集已安裝，版本 {version}：{path}",
        "add-in installed, version {version}: {path}",
    ),
    "doctor_no_addin": ("没有安装加载项（{path}）", "沒有安裝增益集（{path}）", "the add-in is not installed ({path})"),
    "doctor_no_addin_remedy": (
        "关闭 Excel 后运行 kesu addin install；只用 kesu new 生成的 .xlsm 时不需要",
        "關閉 Excel 後執行 kesu addin install；只用 kesu new 產生的 .xlsm 時不需要",
        "close Excel and run kesu addin install; not needed for .xlsm registers of kesu new",
    ),
    "doctor_old_addin": (
        "加载项的版本（{there}）与程序（{here}）不一致：{path}",
        "增益集的版本（{there}）與程式（{here}）不一致：{path}",
        "the add-in ({there}) is of another version than the program ({here}): {path}",
    ),
    "doctor_old_addin_remedy": (
        "关闭 Excel 后运行 kesu addin install",
        "關閉 Excel 後執行 kesu addin install",
        "close Excel and run kesu addin install",
    ),
    "doctor_python": ("按钮使用 {python}", "按鈕使用 {python}", "the buttons run {python}"),
    "doctor_python_gone": (
        "按钮使用的 Python 不在了：{python}",
        "按鈕使用的 Python 不在了：{python}",
        "the Python of the buttons is gone: {python}",
    ),
    "doctor_python_gone_remedy": (
        "关闭 Excel 后运行 kesu addin install",
        "關閉 Excel 後執行 kesu addin install",
        "close Excel and run kesu addin install",
    ),
    "doctor_no_python": (
        "文件是在别的系统上生成的，没有写明本机的 Python，按钮会用找到的第一个 python",
        "檔案是在別的系統上產生的，沒有寫明本機的 Python，按鈕會用找到的第一個 python",
        "the file was made on another system and names no Python of this one, so the buttons run the first python there is",
    ),
    "doctor_no_python_remedy": (
        "在本机运行 kesu addin install，用加载项的选项卡；或用 kesu new 在本机重新生成台账",
        "在本機執行 kesu addin install，用增益集的索引標籤；或用 kesu new 在本機重新產生台帳",
        "run kesu addin install on this computer and use the tab of the add-in, or make the register here with kesu new",
    ),
    "doctor_other_python": (
        "按钮使用 {python}，本命令使用 {here}",
        "按鈕使用 {python}，本命令使用 {here}",
        "the buttons run {python}, this command {here}",
    ),
    "doctor_other_python_remedy": (
        "如果应该相同，关闭 Excel 后运行 kesu addin install",
        "如果應該相同，關閉 Excel 後執行 kesu addin install",
        "if they should be the same, close Excel and run kesu addin install",
    ),
    "doctor_blocked": (
        "Windows 把这个文件标记为来自互联网，宏被禁止：{path}",
        "Windows 把這個檔案標記為來自網際網路，巨集被禁止：{path}",
        "Windows marks this file as coming from the internet, so its macros are blocked: {path}",
    ),
    "doctor_blocked_remedy": (
        "在文件的“属性”中勾选“解除锁定”；或在本机用 kesu new、kesu addin install 重新生成",
        "在檔案的「內容」中勾選「解除封鎖」；或在本機用 kesu new、kesu addin install 重新產生",
        'tick "Unblock" in the file\'s Properties, or make it on this computer with kesu new or kesu addin install',
    ),
    "doctor_macros_policy": (
        "公司策略禁止未签名的宏（VBAWarnings={value}）",
        "公司原則禁止未簽章的巨集（VBAWarnings={value}）",
        "a company policy forbids macros that are not signed (VBAWarnings={value})",
    ),
    "doctor_macros_policy_remedy": (
        "请 IT 把加载项所在文件夹设为受信任位置；在此之前用 kesu addin install --sendto 或命令行",
        "請 IT 把增益集所在資料夾設為信任位置；在此之前用 kesu addin install --sendto 或命令列",
        "ask IT to trust the folder of the add-in; until then use kesu addin install --sendto or the command line",
    ),
    "doctor_macros_off": (
        "Excel 的设置禁用了宏（VBAWarnings={value}）",
        "Excel 的設定停用了巨集（VBAWarnings={value}）",
        "macros are switched off in Excel (VBAWarnings={value})",
    ),
    "doctor_macros_off_remedy": (
        "Excel：文件 > 选项 > 信任中心 > 宏设置，选择“通过通知禁用 VBA 宏”",
        "Excel：檔案 > 選項 > 信任中心 > 巨集設定，選擇「停用 VBA 巨集（事先通知）」",
        'in Excel: File > Options > Trust Center > Macro Settings, choose "Disable VBA macros with notification"',
    ),
    "doctor_no_applescript": (
        "Mac 上的 xlwings 脚本没有安装",
        "Mac 上的 xlwings 指令碼沒有安裝",
        "the script of xlwings for Mac is not installed",
    ),
    "doctor_no_applescript_remedy": (
        "运行一次 xlwings runpython install",
        "執行一次 xlwings runpython install",
        "run xlwings runpython install once",
    ),
    "doctor_onedrive": (
        "工作簿在 OneDrive 文件夹里：{path}",
        "活頁簿在 OneDrive 資料夾裡：{path}",
        "the workbook lies in a OneDrive folder: {path}",
    ),
    "doctor_onedrive_remedy": (
        "按钮可以使用；打开自动保存时，写入的内容会立即同步给其他人",
        "按鈕可以使用；開啟自動儲存時，寫入的內容會立即同步給其他人",
        "the buttons work; with AutoSave on, what they write reaches others at once",
    ),
    "doctor_book_name": (
        "文件名含有等号（=）或路径含有两个百分号（%），按钮不处理：{path}",
        "檔名含有等號（=）或路徑含有兩個百分號（%），按鈕不處理：{path}",
        "the file name has an equals sign, or its path two percent signs, so the buttons refuse it: {path}",
    ),
    "doctor_book_name_remedy": (
        "另存为不含这些符号的名称",
        "另存為不含這些符號的名稱",
        "save it under a name without these",
    ),
    "doctor_no_macros": (
        "这个工作簿不带宏：{path}",
        "這個活頁簿不帶巨集：{path}",
        "this workbook has no macros of its own: {path}",
    ),
    "doctor_no_macros_remedy": (
        "它的按钮来自加载项：kesu addin install",
        "它的按鈕來自增益集：kesu addin install",
        "its buttons come from the add-in: kesu addin install",
    ),
    "fault": (
        "程序出错（{kind}：{detail}）。请把下面的记录文件发给维护者。",
        "程式出錯（{kind}：{detail}）。請把下面的記錄檔傳給維護者。",
        "a fault in the program ({kind}: {detail}). Send the file below to the maintainers.",
    ),
    "failed": (
        "没有完成：{reason}\n\n详细记录：{log}",
        "沒有完成：{reason}\n\n詳細記錄：{log}",
        "Not done: {reason}\n\nDetails: {log}",
    ),
}
