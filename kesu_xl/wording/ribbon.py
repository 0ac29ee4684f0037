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
        "按现在的时间重新计算每件客诉的状态和期限。",
        "依現在的時間重新計算每件客訴的狀態和期限。",
        "Works out state and due time of every complaint as of now.",
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
    "score_8d": ("8D评分", "8D評分", "Score 8D"),
    "group_summary": ("汇总", "彙總", "Summary"),
    "refresh_summary": ("刷新汇总", "更新彙總", "Refresh summary"),
    "refresh_summary.tip": (
        "重新生成汇总工作表和图表；您自己的工作表不受影响。",
        "重新產生彙總工作表和圖表；您自己的工作表不受影響。",
        "Makes the summary tabs and charts anew; your own sheets stay as they are.",
    ),
    "make_weekly": ("生成周报", "產生週報", "Make weekly"),
    "send_weekly": ("发送周报", "寄送週報", "Send weekly"),
    "later.tip": (
        "这个版本还不能用，以后的版本提供。",
        "這個版本還不能用，之後的版本提供。",
        "Not in this version yet; a later one brings it.",
    ),
    "group_tools": ("工具", "工具", "Tools"),
    "forms": ("表单", "表單", "Forms"),
    "forms.tip": (
        "用选中的客诉填写其他表单，例如客户自己的格式。",
        "用選取的客訴填寫其他表單，例如客戶自己的格式。",
        "Fills another form, for example a customer's own, from the selected complaint.",
    ),
    "fill_form": ("选择表单…", "選擇表單…", "Choose a form…"),
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
        "工作簿的文件名含有等号（=），不能处理。请另存为不含等号的名称后再试。",
        "活頁簿的檔名含有等號（=），不能處理。請另存為不含等號的名稱後再試。",
        "The file name of the workbook has an equals sign in it. Save it under a name without one and try again.",
    ),
    "say_python_gone": (
        "找不到运行按钮所需的 Python：{python}。请在这台电脑上安装 kesu-xl，然后运行：kesu addin install",
        "找不到執行按鈕所需的 Python：{python}。請在這台電腦上安裝 kesu-xl，然後執行：kesu addin install",
        "The Python that the buttons need is gone: {python}. Install kesu-xl on this computer, then run: kesu addin install",
    ),
    # how a click ended
    "title": ("客诉台账", "客訴台帳", "Complaint register"),
    "busy": (
        "上一次操作还没有完成。请等它结束后再点。",
        "上一次操作還沒有完成。請等它結束後再按。",
        "The former click is still at work. Wait until it has ended.",
    ),
    "not_yet": (
        "「{button}」在这个版本中还不能用。同样的工作可以用命令行完成，见 kesu -h。",
        "「{button}」在這個版本中還不能用。同樣的工作可以用命令列完成，見 kesu -h。",
        '"{button}" does not work in this version yet. The command line can do most of it: kesu -h.',
    ),
    "unknown_button": (
        "这个按钮（{button}）来自另一个版本。请运行 kesu addin install，或用 kesu new 重新生成台账。",
        "這個按鈕（{button}）來自另一個版本。請執行 kesu addin install，或用 kesu new 重新產生台帳。",
        "This button ({button}) is of another version. Run kesu addin install, or make the register anew with kesu new.",
    ),
    "failed": (
        "没有完成：{reason}\n\n详细记录：{log}",
        "沒有完成：{reason}\n\n詳細記錄：{log}",
        "Not done: {reason}\n\nDetails: {log}",
    ),
}
