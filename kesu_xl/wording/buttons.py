"""What the buttons in Excel say: what they are about to write, how it ended, why they could not."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # the status bar
    "reading": ("正在读取台账…", "正在讀取台帳…", "Reading the register…"),
    "writing": (
        "正在写入工作簿…（之前的操作将不能撤销）",
        "正在寫入活頁簿…（之前的操作將不能復原）",
        "Writing to the workbook… (Undo will be empty)",
    ),
    "making_reports": (
        "正在生成 8D 报告：{done}/{count}…",
        "正在產生 8D 報告：{done}/{count}…",
        "Making 8D reports: {done} of {count}…",
    ),
    "making_form": ("正在填写表单…", "正在填寫表單…", "Filling the form…"),
    # what is about to be written
    "ask": (
        "{question}\n\n写入后，之前的操作不能再撤销（Ctrl+Z）。继续？",
        "{question}\n\n寫入後，之前的操作不能再復原（Ctrl+Z）。繼續？",
        "{question}\n\nAfter that, what you did before cannot be undone (Ctrl+Z). Go on?",
    ),
    "ask_new_case": (
        "在工作表「{sheet}」第 {row} 行新建客诉 {number}。",
        "在工作表「{sheet}」第 {row} 列新增客訴 {number}。",
        "New complaint {number} in row {row} of the sheet {sheet}.",
    ),
    "ask_check": (
        "{counts}{unread}\n\n结果将写入「{sheet}」工作表。",
        "{counts}{unread}\n\n結果將寫入「{sheet}」工作表。",
        "{counts}{unread}\n\nThe sheet {sheet} will be written.",
    ),
    "ask_clocks": (
        "{counts}{unread}\n\n明细将写入「{sheet}」工作表。",
        "{counts}{unread}\n\n明細將寫入「{sheet}」工作表。",
        "{counts}{unread}\n\nThe sheet {sheet} will be written.",
    ),
    "unread": (
        "\n\n只处理了「{sheet}」。这些工作表也像台账，没有处理：{sheets}。",
        "\n\n只處理了「{sheet}」。這些工作表也像台帳，沒有處理：{sheets}。",
        "\n\nOnly {sheet} was read. These sheets look like registers too, and were not: {sheets}.",
    ),
    "counts_all": (
        "检查了全部 {rows} 条客诉：错误 {errors}，警告 {warnings}，提示 {infos}。",
        "檢查了全部 {rows} 條客訴：錯誤 {errors}，警告 {warnings}，提示 {infos}。",
        "All {rows} complaints checked: {errors} errors, {warnings} warnings, {infos} notes.",
    ),
    "counts_selected": (
        "只检查了选中的 {rows} 条客诉：错误 {errors}，警告 {warnings}，提示 {infos}。",
        "只檢查了選取的 {rows} 條客訴：錯誤 {errors}，警告 {warnings}，提示 {infos}。",
        "Only the {rows} selected complaints checked: {errors} errors, {warnings} warnings, {infos} notes.",
    ),
    "selected_rows": ("只含选中的 {count} 行", "只含選取的 {count} 列", "only the {count} selected rows"),
    "ask_summary": (
        "已按 {rows} 条客诉算好汇总。将写入工作表：{tabs}。",
        "已依 {rows} 條客訴算好彙總。將寫入工作表：{tabs}。",
        "The summary of {rows} complaints is ready. These sheets will be written: {tabs}.",
    ),
    "ask_outside": (
        "「设置」中的 8D 文件夹不在台账所在的文件夹里：\n{folder}\n\n要使用这个文件夹吗？",
        "「設定」中的 8D 資料夾不在台帳所在的資料夾裡：\n{folder}\n\n要使用這個資料夾嗎？",
        "The 8D folder in Settings is not in the folder of the register:\n{folder}\n\nUse it?",
    ),
    "ask_folder": (
        "8D 报告放在哪个文件夹？",
        "8D 報告放在哪個資料夾？",
        "In which folder do the 8D reports go?",
    ),
    "ask_form": (
        "选择带标记（{{{{ 字段 }}}}）的表单",
        "選擇帶標記（{{{{ 欄位 }}}}）的表單",
        "Choose a form with markers ({{{{ field }}}})",
    ),
    # 周报
    "making_weekly": ("正在生成周报…", "正在產生週報…", "Making the weekly workbook…"),
    "sending": ("正在发送…", "正在寄送…", "Sending…"),
    "ask_weekly_folder": (
        "周报放在哪个文件夹？",
        "週報放在哪個資料夾？",
        "In which folder does the weekly workbook go?",
    ),
    "ask_send_weekly": (
        "把 {week} 的周报发给：{to}\n\n主题：{subject}\n附件：{file}\n\n现在发送？",
        "把 {week} 的週報寄給：{to}\n\n主旨：{subject}\n附件：{file}\n\n現在寄送？",
        "The weekly mail of {week} goes to: {to}\n\nSubject: {subject}\nAttached: {file}\n\nSend it now?",
    ),
    "ask_send_queued": (
        "{week} 的周报已经在发件箱里，还没有发给：{to}\n\n主题：{subject}\n附件：{file}\n\n不会再排入一封。现在发送？",
        "{week} 的週報已經在寄件匣裡，還沒有寄給：{to}\n\n主旨：{subject}\n附件：{file}\n\n不會再排入一封。現在寄送？",
        "The weekly mail of {week} is in the outbox already, and has not gone to: {to}\n\nSubject: {subject}\nAttached: {file}\n\nIt is not queued again. Send it now?",
    ),
    # 回读8D
    "ask_read_back": (
        "{file} 与台账有 {count} 处不同，将写入 {taken} 处，并记入「变更记录」：\n{changes}{left}",
        "{file} 與台帳有 {count} 處不同，將寫入 {taken} 處，並記入「變更記錄」：\n{changes}{left}",
        "{file} and the register differ in {count} places. {taken} will be written, with rows on the sheet Log:\n{changes}{left}",
    ),
    "read_back_change": (
        "{where}：“{old}” → “{new}”",
        "{where}：「{old}」→「{new}」",
        "{where}: “{old}” → “{new}”",
    ),
    "not_read_back": (
        "\n\n没有写入或需要留意的 {count} 处：\n{reasons}",
        "\n\n沒有寫入或需要留意的 {count} 處：\n{reasons}",
        "\n\nNot written, or to be looked at ({count}):\n{reasons}",
    ),
    "more_lines": ("…还有 {count} 处", "…還有 {count} 處", "… and {count} more"),
    "nothing_to_read_back": (
        "{file}：没有要写入台账的内容。{left}",
        "{file}：沒有要寫入台帳的內容。{left}",
        "{file}: there is nothing to write into the register.{left}",
    ),
    # 8D评分
    "ask_scores": (
        "{counts}{faults}\n\n结果将写入「评分」和「评分明细」工作表。",
        "{counts}{faults}\n\n結果將寫入「評分」和「評分明細」工作表。",
        "{counts}{faults}\n\nThe sheets Scores and Findings will be written.",
    ),
    "scores_all": (
        "评了全部 {count} 份 8D：接受 {accept}，返工 {rework}，没有措施 {no_measures}，不适用 {na}；阻断项共 {blocking} 处。",
        "評了全部 {count} 份 8D：接受 {accept}，返工 {rework}，沒有措施 {no_measures}，不適用 {na}；阻斷項共 {blocking} 處。",
        "All {count} 8Ds judged: accept {accept}, rework {rework}, no measures {no_measures}, n/a {na}; {blocking} blocking findings.",
    ),
    "scores_selected": (
        "只评了选中的 {count} 份 8D：接受 {accept}，返工 {rework}，没有措施 {no_measures}，不适用 {na}；阻断项共 {blocking} 处。",
        "只評了選取的 {count} 份 8D：接受 {accept}，返工 {rework}，沒有措施 {no_measures}，不適用 {na}；阻斷項共 {blocking} 處。",
        "Only the {count} selected 8Ds judged: accept {accept}, rework {rework}, no measures {no_measures}, n/a {na}; {blocking} blocking findings.",
    ),
    "score_faults": (
        "\n台账另有 {count} 处错误或警告，会影响评分，请点「校验」查看。",
        "\n台帳另有 {count} 處錯誤或警告，會影響評分，請按「檢查」查看。",
        "\nThe register has {count} errors and warnings that touch the scores: click Check to see them.",
    ),
    "nothing_to_score": (
        "没有可以评分的 8D：没有客诉，或选中的客诉都已取消。",
        "沒有可以評分的 8D：沒有客訴，或選取的客訴都已取消。",
        "There is no 8D to judge: no complaint, or only cancelled ones are selected.",
    ),
    # how it ended
    "no_rules": (
        "问题已列出。这个台账还没有标色规则，单元格不会变色。要标色，请关闭工作簿后运行：kesu check 台账.xlsx --in-place（问题）、kesu flag 台账.xlsx --in-place（时效）",
        "問題已列出。這個台帳還沒有標色規則，儲存格不會變色。要標色，請關閉活頁簿後執行：kesu check 台帳.xlsx --in-place（問題）、kesu flag 台帳.xlsx --in-place（時效）",
        "The problems are listed. This register has no rules that colour its cells. For colours, close the workbook and run: kesu check REGISTER.xlsx --in-place (problems), kesu flag REGISTER.xlsx --in-place (clocks)",
    ),
    "clock_counts": (
        "截至 {as_of}：超时 {breached} 件，将超时 {at_risk} 件，迟完成 {met_late} 件，暂停 {paused} 件，未知 {unknown} 件。",
        "截至 {as_of}：超時 {breached} 件，將超時 {at_risk} 件，遲完成 {met_late} 件，暫停 {paused} 件，未知 {unknown} 件。",
        "As of {as_of}: {breached} breached, {at_risk} at risk, {met_late} late, {paused} paused, {unknown} unknown.",
    ),
    "nothing_late": (
        "没有超时或将超时的客诉，筛选未改动。{unread}",
        "沒有超時或將超時的客訴，篩選未改動。{unread}",
        "No complaint is breached or at risk; the filter is as it was.{unread}",
    ),
    "late_without_number": (
        "有 {count} 件超时或将超时的客诉没有编号，筛选显示不出来。请点「校验」，补上编号。",
        "有 {count} 件超時或將超時的客訴沒有編號，篩選顯示不出來。請按「檢查」，補上編號。",
        "{count} complaints are breached or at risk but have no number, so the filter cannot show them. Click Check and fill in their numbers.",
    ),
    "filter_replaced": (
        "编号列原来按颜色等条件筛选，关闭「只看超时」时恢复不了；其他列的筛选不受影响。",
        "編號欄原來按色彩等條件篩選，關閉「只看超時」時恢復不了；其他欄的篩選不受影響。",
        "The column of numbers was filtered by colour or the like. That filter cannot be put back later; those of other columns stay.",
    ),
    "reports_made": (
        "生成了 {count} 份 8D 报告，在：{folder}{left}{noted}",
        "產生了 {count} 份 8D 報告，在：{folder}{left}{noted}",
        "{count} 8D reports made in {folder}{left}{noted}",
    ),
    "reports_left": (
        "\n\n未生成 {count} 份：\n{reasons}",
        "\n\n未產生 {count} 份：\n{reasons}",
        "\n\n{count} not made:\n{reasons}",
    ),
    "reports_noted": (
        "\n\n{count} 处需要留意：\n{reasons}",
        "\n\n{count} 處需要留意：\n{reasons}",
        "\n\n{count} things to look at:\n{reasons}",
    ),
    "no_report": (
        "{number} 还没有 8D 报告（{folder}）。请先点「生成8D」。",
        "{number} 還沒有 8D 報告（{folder}）。請先按「產生8D」。",
        "{number} has no 8D report yet ({folder}). Click Make 8D first.",
    ),
    "form_incomplete": (
        "表单已生成并打开，但有 {count} 处需要留意：{first}",
        "表單已產生並開啟，但有 {count} 處需要留意：{first}",
        "The form is made and open, with {count} things to look at: {first}",
    ),
    "no_settings_sheet": (
        "这个工作簿没有「设置」工作表，使用默认规则。kesu new 生成的台账带有这个工作表。",
        "這個活頁簿沒有「設定」工作表，使用預設規則。kesu new 產生的台帳帶有這個工作表。",
        "This workbook has no sheet Settings, so the defaults hold. Registers of kesu new have one.",
    ),
    "no_help_sheet": (
        "这个工作簿没有「说明」工作表。按钮的用法：指向按钮看提示；出错时运行 kesu addin doctor。",
        "這個活頁簿沒有「說明」工作表。按鈕的用法：指向按鈕看提示；出錯時執行 kesu addin doctor。",
        "This workbook has no sheet Guide. Point at a button to read what it does; if something fails, run kesu addin doctor.",
    ),
}
