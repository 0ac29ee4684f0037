"""What stands on the sheets of a register besides its data: titles, notes, what a cell accepts, the guide."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # the register
    "sheet": ("客诉台账", "客訴台帳", "Complaints"),
    "title": ("客户投诉台账", "客戶投訴台帳", "Complaint register"),
    "subtitle": (
        "白底填写 · 标 * 的栏位按结案状况必填 · 下拉值在「列表」中修改",
        "白底填寫 · 標 * 的欄位依結案狀況必填 · 下拉值在「清單」中修改",
        "Type in white cells · * required by status",
    ),
    "group.CASE": ("案件", "案件", "Case"),
    "group.INTAKE": ("登记", "登記", "Intake"),
    "group.CLOCKS": ("时效", "時效", "Clocks"),
    "group.EIGHT_D": ("8D", "8D", "8D"),
    "group.CLOSING": ("结案", "結案", "Closing"),
    "state.breached": ("超时", "超時", "Breached"),
    "state.at_risk": ("将超时", "將超時", "At risk"),
    "state.late": ("迟完成", "遲完成", "Late"),
    "state.paused": ("暂停", "暫停", "Paused"),
    "legend": (
        "图例：kesu flag 标记之后，颜色随时间自动更新；灰字为已结案",
        "圖例：kesu flag 標記之後，顏色隨時間自動更新；灰字為已結案",
        "Legend: once kesu flag has marked the register, the colours follow the clock; grey text is closed",
    ),
    "open": ("未结", "未結", "Open"),
    "as_of": ('"截至 "yyyy-mm-dd hh:mm', '"截至 "yyyy-mm-dd hh:mm', '"As of "yyyy-mm-dd hh:mm'),
    "live": (
        "白底填写，青底自动计算 · 标 * 的栏位按结案状况必填 · 点列标上方的 + 展开其余栏位 · 下拉值在「列表」中修改",
        "白底填寫，青底自動計算 · 標 * 的欄位依結案狀況必填 · 點欄標上方的 + 展開其餘欄位 · 下拉值在「清單」中修改",
        "Type in white cells, teal is computed · * required by status · + above the columns shows the others · dropdown values: sheet Lists",
    ),
    "page": ("第 &P 页，共 &N 页", "第 &P 頁，共 &N 頁", "Page &P of &N"),
    # the clocks in one line, by profile
    "clocks.default": (
        "时效：首次回复 4 h · 找到责任人 4 h · 48 h 内结案或上报主管（自然时间）",
        "時效：首次回覆 4 h · 找到責任人 4 h · 48 h 內結案或上報主管（日曆時間）",
        "Clocks: first response 4 h · owner found 4 h · closed or escalated within 48 h (calendar hours)",
    ),
    "clocks.dealer": (
        "时效：联系客户 2 h · 找到责任人 2 h · 每 3 天反馈进度 · 厂家答复后 2 h 再联系",
        "時效：聯絡客戶 2 h · 找到責任人 2 h · 每 3 天回饋進度 · 廠家答覆後 2 h 再聯絡",
        "Clocks: customer called 2 h · owner found 2 h · feedback every 3 days · called again 2 h after the OEM's answer",
    ),
    "clocks.oem": (
        "时效：4 h / 4 h / 48 h · D3 24 h · D4 7 天 · D5 14 天 · D6 25 天 · D8 30 天",
        "時效：4 h / 4 h / 48 h · D3 24 h · D4 7 天 · D5 14 天 · D6 25 天 · D8 30 天",
        "Clocks: 4 h / 4 h / 48 h · D3 24 h · D4 7 days · D5 14 days · D6 25 days · D8 30 days",
    ),
    "clocks.own": ("时效：按规则 {profile}", "時效：依規則 {profile}", "Clocks: as in profile {profile}"),
    # what a cell accepts
    "entry.refused": ("请检查输入", "請檢查輸入", "Please check"),
    "entry.list": (
        "「{column}」只能从下拉列表中选择。",
        "「{column}」只能從下拉清單中選擇。",
        "{column}: choose a value from the list.",
    ),
    "entry.own_list": (
        "「{column}」的列表中没有这个值。仍要使用，请先在「列表」工作表中添加。",
        "「{column}」的清單中沒有這個值。仍要使用，請先在「清單」工作表中新增。",
        "{column}: this value is not in the list. To use it, add it on the sheet Lists first.",
    ),
    "entry.datetime": (
        "「{column}」须为日期和时间，例如 2026-11-20 14:05。",
        "「{column}」須為日期和時間，例如 2026-11-20 14:05。",
        "{column}: enter date and time, e.g. 2026-11-20 14:05.",
    ),
    "entry.not_before_receipt": (
        "「{column}」须为日期和时间，且不早于受理时间。",
        "「{column}」須為日期和時間，且不早於受理時間。",
        "{column}: enter date and time, not before the complaint was received.",
    ),
    "entry.not_after_now": (
        "「{column}」须为日期和时间，例如 2026-11-20 14:05，且不晚于现在。",
        "「{column}」須為日期和時間，例如 2026-11-20 14:05，且不晚於現在。",
        "{column}: enter date and time, e.g. 2026-11-20 14:05, not after the present.",
    ),
    "entry.length": (
        "「{column}」超过 {longest} 个字；详细内容写在相应的明细表，或分条填写。",
        "「{column}」超過 {longest} 個字；詳細內容寫在相應的明細表，或分條填寫。",
        "{column}: more than {longest} characters; put the details on their own sheet.",
    ),
    "entry.date": (
        "「{column}」须为日期，例如 2026-11-20。",
        "「{column}」須為日期，例如 2026-11-20。",
        "{column}: enter a date, e.g. 2026-11-20.",
    ),
    "entry.count": (
        "「{column}」须为不小于 0 的整数，单位不要写在格内。",
        "「{column}」須為不小於 0 的整數，單位不要寫在儲存格內。",
        "{column}: a whole number from 0, without a unit.",
    ),
    "entry.positive": (
        "「{column}」须为大于 0 的整数，单位不要写在格内。",
        "「{column}」須為大於 0 的整數，單位不要寫在儲存格內。",
        "{column}: a whole number above 0, without a unit.",
    ),
    "entry.money": (
        "「{column}」须为不小于 0 的数字，不带货币符号。",
        "「{column}」須為不小於 0 的數字，不帶貨幣符號。",
        "{column}: a number from 0, without a currency sign.",
    ),
    "entry.score": (
        "「{column}」为 1 到 5 的整数，5 为最满意。",
        "「{column}」為 1 到 5 的整數，5 為最滿意。",
        "{column}: 1 to 5, where 5 is best.",
    ),
    "entry.case_new": (
        "这个编号已经用过，每件客诉的编号须唯一。",
        "這個編號已經用過，每件客訴的編號須唯一。",
        "This number is already taken; every complaint needs its own.",
    ),
    "entry.case_known": (
        "台账中没有这个客诉编号。",
        "台帳中沒有這個客訴編號。",
        "The register has no complaint with this number.",
    ),
    "prompt.date": ("例：2026-11-20", "例：2026-11-20", "e.g. 2026-11-20"),
    "prompt.datetime": (
        "例：2026-11-20 14:05\n只写日期不能计算时效",
        "例：2026-11-20 14:05\n只寫日期不能計算時效",
        "e.g. 2026-11-20 14:05\nA date alone cannot run a clock",
    ),
    "prompt.count": ("整数，不带单位", "整數，不帶單位", "A whole number, no unit"),
    "prompt.money": ("数字，不带货币符号", "數字，不帶貨幣符號", "A number, no currency sign"),
    "prompt.score": ("1 到 5，5 为最满意", "1 到 5，5 為最滿意", "1 to 5, 5 is best"),
    "prompt.own_list": (
        "从下拉列表选择；新的值先加到「列表」",
        "從下拉清單選擇；新的值先加到「清單」",
        "Choose from the list; add new values on the sheet Lists",
    ),
    "prompt.case_new": (
        "每件一个编号，例：KS-2611-001",
        "每件一個編號，例：KS-2611-001",
        "One per case, e.g. KS-2611-001",
    ),
    # other sheets
    "list.fixed": ("固定", "固定", "fixed"),
    # the guide
    "guide.title": ("使用说明", "使用說明", "Guide"),
    "guide.subtitle": (
        "这本客诉台账怎么用：一页看完",
        "這本客訴台帳怎麼用：一頁看完",
        "How this complaint register is used, on one page",
    ),
    "guide.daily": ("每天做什么", "每天做什麼", "Every day"),
    "guide.daily.1": (
        "接到客诉先登记：编号、受理时间（到分钟）、客户、不良现象、客户要求。人人可以受理，不得向外推。",
        "接到客訴先登記：編號、受理時間（到分鐘）、客戶、不良現象、客戶要求。人人可以受理，不得向外推。",
        "Write a complaint down at once: number, time of receipt to the minute, customer, defect, demand. Anyone may accept it.",
    ),
    "guide.daily.2": (
        "4 h 内回复客户初步处理措施，并找到责任人；两个时间分别填写。",
        "4 h 內回覆客戶初步處理措施，並找到責任人；兩個時間分別填寫。",
        "Within 4 h tell the customer the first measure, and find the owner; each has its own time.",
    ),
    "guide.daily.3": (
        "按进展更新「结案状况」，标 * 的栏位同步补齐；围堵、原因、措施写在各自的工作表，每项一行。",
        "依進展更新「結案狀況」，標 * 的欄位同步補齊；圍堵、原因、措施寫在各自的工作表，每項一列。",
        "Move the status on as work goes on, and fill the columns marked *. Containment, causes and actions: one row each on their sheets.",
    ),
    "guide.daily.4": (
        "48 h 内不能结案，必须上报主管：填写上报时间与上报对象。",
        "48 h 內不能結案，必須上報主管：填寫上報時間與上報對象。",
        "What cannot be closed within 48 h is escalated: fill in when and to whom.",
    ),
    "guide.daily.5": (
        "结案前确认：产生原因、流出原因、责任人、对策与结案时间都已填写；3 天后回访客户。",
        "結案前確認：產生原因、流出原因、責任人、對策與結案時間都已填寫；3 天後回訪客戶。",
        "Before closing: both causes, owner, actions and closing time are there. Call the customer 3 days later.",
    ),
    "guide.colours": ("颜色的含义", "顏色的含義", "What the colours mean"),
    "guide.colours.white": ("白底", "白底", "White"),
    "guide.colours.white.meaning": ("在这里填写", "在這裡填寫", "Type here"),
    "guide.colours.computed": ("淡青底", "淡青底", "Pale teal"),
    "guide.colours.computed.meaning": ("自动计算，不要填写", "自動計算，不要填寫", "Computed; do not type"),
    "guide.colours.breached.meaning": (
        "已过期限，立即处理或上报",
        "已過期限，立即處理或上報",
        "Past its due time: act or escalate now",
    ),
    "guide.colours.at_risk.meaning": (
        "已用去时限的 80 %",
        "已用去時限的 80 %",
        "80 % of the time is used up",
    ),
    "guide.colours.late.meaning": ("已完成，但晚于期限", "已完成，但晚於期限", "Done, but after the due time"),
    "guide.colours.paused.meaning": (
        "时钟停走，期间登记在「暂停」",
        "時鐘停走，期間登記在「暫停」",
        "The clock stands; see the sheet Pauses",
    ),
    "guide.colours.closed": ("灰字", "灰字", "Grey text"),
    "guide.colours.closed.meaning": (
        "已结案、不成立或已取消",
        "已結案、不成立或已取消",
        "Closed, not justified or cancelled",
    ),
    "guide.live": ("颜色怎样更新", "顏色怎樣更新", "How the colours follow the time"),
    "guide.live.now.macros": (
        "打开期间每 5 分钟更新一次；宏未启用时，在打开和每次编辑时更新。时间取自本机时钟，须与台账的时区一致。",
        "開啟期間每 5 分鐘更新一次；巨集未啟用時，在開啟和每次編輯時更新。時間取自本機時鐘，須與台帳的時區一致。",
        "Every five minutes while open; with macros off, on open and on edit. By this computer's clock, which has to be in the register's zone.",
    ),
    "guide.live.now.plain": (
        "本文件不带宏：在打开和每次编辑时更新。时间取自本机时钟，须与台账的时区一致。",
        "本檔案不帶巨集：在開啟和每次編輯時更新。時間取自本機時鐘，須與台帳的時區一致。",
        "This file has no macros: on open and on edit. By this computer's clock, which has to be in the register's zone.",
    ),
    "guide.live.beyond": (
        "已备好 1000 件客诉的计算；再往后的行显示「○ 未知」。续上，以及改了规则、日历、暂停、联系记录或 8D 进度之后：关闭文件，运行 kesu flag --in-place。",
        "已備好 1000 件客訴的計算；再往後的列顯示「○ 未知」。續上，以及改了規則、行事曆、暫停、聯絡記錄或 8D 進度之後：關閉檔案，執行 kesu flag --in-place。",
        "Ready for 1,000 complaints; rows beyond show ○ Unknown. For more, and after changing rules, calendar, pauses, contacts or 8D steps: close the file, run kesu flag --in-place.",
    ),
    "guide.live.check": (
        "校验之后，有错误的单元格为浅红底，有警告的为浅黄底；每一条写在「问题」工作表，点链接跳到该格。",
        "檢查之後，有錯誤的儲存格為淺紅底，有警告的為淺黃底；每一條寫在「問題」工作表，點連結跳到該格。",
        "After a check, cells with an error are light red, those with a warning light yellow; the sheet Problems lists each, with a link.",
    ),
    "guide.buttons": ("按钮", "按鈕", "The buttons"),
    "guide.buttons.macros.1": (
        "选项卡「客诉」：登记、校验、时效、8D、汇总、设置，都作用于打开的这本台账。",
        "索引標籤「客訴」：登記、檢查、時效、8D、彙總、設定，都作用於開啟的這本台帳。",
        "The tab Complaints: new complaint, check, clocks, 8D, summary, settings; all work on this open register.",
    ),
    "guide.buttons.macros.2": (
        "打开时出现黄条：点「启用内容」，每本台账一次。出现红条（文件来自网络或邮件）：关闭，右键文件，属性，勾选「解除锁定」。",
        "開啟時出現黃條：點「啟用內容」，每本台帳一次。出現紅條（檔案來自網路或郵件）：關閉，右鍵檔案，內容，勾選「解除封鎖」。",
        "Yellow bar on opening: click Enable Content, once per register. Red bar (file from mail or the web): close, right-click the file, Properties, Unblock.",
    ),
    "guide.buttons.macros.3": (
        "按钮没有反应：运行 kesu addin doctor，它逐项说明原因和办法。颜色和下拉列表不依赖宏。",
        "按鈕沒有反應：執行 kesu addin doctor，它逐項說明原因和辦法。顏色和下拉清單不依賴巨集。",
        "A button does nothing: run kesu addin doctor, which names cause and remedy. Colours and dropdowns need no macros.",
    ),
    "guide.buttons.plain": (
        "本文件没有按钮：按钮只在 .xlsm 台账中（kesu new 客诉台账.xlsm），或用 kesu addin install 装到 Excel。",
        "本檔案沒有按鈕：按鈕只在 .xlsm 台帳中（kesu new 客訴台帳.xlsm），或用 kesu addin install 裝到 Excel。",
        "This file has no buttons: they come with an .xlsm register (kesu new complaints.xlsm), or into Excel by kesu addin install.",
    ),
    "guide.clocks": ("本台账的时效", "本台帳的時效", "The clocks of this register"),
    "guide.clocks.1": (
        "超过期限的那一秒起为超时，用去 80 % 起为将超时。时钟只看时间栏位，不看结案状况。",
        "超過期限的那一秒起為超時，用去 80 % 起為將超時。時鐘只看時間欄位，不看結案狀況。",
        "Breached is after the due second, at risk from 80 %. Clocks read the times, never the status.",
    ),
    "guide.clocks.2": (
        "规则、时区、默认主管在「设置」中修改。",
        "規則、時區、預設主管在「設定」中修改。",
        "Profile, time zone and supervisor are changed on the sheet Settings.",
    ),
    "guide.commands": ("命令行", "命令列", "On the command line"),
    "guide.commands.check": (
        "检查每一行，说明哪一格有错、怎么改",
        "檢查每一列，說明哪一格有錯、怎麼改",
        "Check every row: which cell is wrong, what to do",
    ),
    "guide.commands.clocks": (
        "列出每件客诉的时效与依据",
        "列出每件客訴的時效與依據",
        "Every clock of every complaint, with its reasons",
    ),
    "guide.commands.flag": ("做一份带实时颜色的副本", "做一份帶即時顏色的副本", "A copy with live colours"),
    "guide.commands.renew": (
        "续上预备的行，计入改动的规则（先关闭文件）",
        "續上預備的列，計入改動的規則（先關閉檔案）",
        "More rows ready, changed rules counted (close the file first)",
    ),
    "guide.commands.8d": ("每件客诉一份 8D 报告", "每件客訴一份 8D 報告", "One 8D report per complaint"),
    "guide.commands.summary": ("汇总表与图表", "彙總表與圖表", "Summary tabs with charts"),
    "guide.file": ("客诉台账.xlsx", "客訴台帳.xlsx", "complaints.xlsx"),
    "guide.marked": ("客诉台账_标记.xlsx", "客訴台帳_標記.xlsx", "marked.xlsx"),
    "guide.summary": ("汇总.xlsx", "彙總.xlsx", "summary.xlsx"),
    "guide.sheets": ("其他工作表", "其他工作表", "The other sheets"),
    "guide.sheets.1": (
        "小组、围堵、原因、5Why、措施等：每项一行，用客诉编号对应；8D 报告由它们生成。",
        "小組、圍堵、原因、5Why、措施等：每項一列，用客訴編號對應；8D 報告由它們產生。",
        "Team, Containment, Causes, 5 whys, Actions and so on: one row per item, tied by the complaint number; the 8D is made from them.",
    ),
    "guide.sheets.2": (
        "列表：下拉值，标「固定」的不能改；人员、客户、出货、日历：按需填写。",
        "清單：下拉值，標「固定」的不能改；人員、客戶、出貨、行事曆：按需填寫。",
        "Lists: the dropdown values, those marked fixed stay as they are. People, Customers, Shipped, Calendar: fill what you need.",
    ),
}
