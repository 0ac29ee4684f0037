"""What stands in mails: the weekly one and the digest of alerts."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "colon": ("：", "：", ": "),
    # weekly
    "weekly_title": ("客诉周报　{week}", "客訴週報　{week}", "Complaints, week {week}"),
    "personal_title": (
        "客诉周报　{week}　{name}",
        "客訴週報　{week}　{name}",
        "Complaints of {name}, week {week}",
    ),
    "weekly_subject": (
        "客诉周报 {week}：新增 {received}，未结 {open}，超时 {breached}",
        "客訴週報 {week}：新增 {received}，未結 {open}，超時 {breached}",
        "Complaints, week {week}: {received} new, {open} open, {breached} breached",
    ),
    "personal_subject": (
        "客诉周报 {week}（{name}）：新增 {received}，未结 {open}，超时 {breached}",
        "客訴週報 {week}（{name}）：新增 {received}，未結 {open}，超時 {breached}",
        "Complaints of {name}, week {week}: {received} new, {open} open, {breached} breached",
    ),
    "file": ("客诉周报_{week}.xlsx", "客訴週報_{week}.xlsx", "Complaints_{week}.xlsx"),
    "attached": ("完整表格见附件", "完整表格見附件", "all tables are attached"),
    "received": ("本周新增", "本週新增", "Received this week"),
    "open": ("未结", "未結", "Open"),
    "breached": ("超时", "超時", "Breached"),
    "mean": ("平均结案", "平均結案", "Mean time to close"),
    "case": ("件", "件", "cases"),
    "last_week": ("上周 {value}", "上週 {value}", "last week {value}"),
    "target": ("目标 {target}　{word}", "目標 {target}　{word}", "target {target}  {word}"),
    "none_due": ("○ 无到期", "○ 無到期", "○ None due"),
    "median": ("中位数 {hours}（{count} 件）", "中位數 {hours}（{count} 件）", "median {hours} ({count})"),
    "points": ("{arrow} {value} 点", "{arrow} {value} 點", "{arrow} {value} pts"),
    "by": ("{arrow} {value}", "{arrow} {value}", "{arrow} {value}"),
    "attention": ("需要处理：", "需要處理：", "To be done: "),
    "to_do": (
        "{breached} 件超时，{at_risk} 件将超时；其中 {nobody} 件还没有责任人。",
        "{breached} 件超時，{at_risk} 件將超時；其中 {nobody} 件還沒有責任人。",
        "{breached} breached, {at_risk} at risk; {nobody} of them without an owner.",
    ),
    "missing": (
        "{count} 个台账读不出：{files}。下面的数字不含其中的客诉，原因见附件“{tab}”。",
        "{count} 個台帳讀不出：{files}。下面的數字不含其中的客訴，原因見附件「{tab}」。",
        "Registers that could not be read ({count}): {files}. Their complaints are not in these figures; the tab {tab} says why.",
    ),
    "pressing": ("未结客诉：超时与将超时", "未結客訴：超時與將超時", "Open: breached and at risk"),
    "pressing_note": (
        "截至 {now}，最急的在前，列 {shown} 件，共 {count} 件",
        "截至 {now}，最急的在前，列 {shown} 件，共 {count} 件",
        "at {now}, most urgent first, {shown} of {count}",
    ),
    "pressing_more": (
        "另有 {count} 件，见附件“{tab}”。",
        "另有 {count} 件，見附件「{tab}」。",
        "{count} more: see the tab {tab} of the attachment.",
    ),
    "nothing_pressing": (
        "未结客诉都没有超时或将超时。",
        "未結客訴都沒有超時或將超時。",
        "No open complaint is breached or at risk.",
    ),
    "breaches": (
        "本周时限（本周到期的，以及至今仍超时的）：超时 {breached} 项，迟完成 {late} 项；逐项见附件“{tab}”。",
        "本週時限（本週到期的，以及至今仍超時的）：超時 {breached} 項，遲完成 {late} 項；逐項見附件「{tab}」。",
        "Clocks due this week, or breached until now: {breached} breached, {late} met late; each is on the tab {tab}.",
    ),
    "no_breaches": (
        "本周到期的时限没有超时，也没有迟完成。",
        "本週到期的時限沒有超時，也沒有遲完成。",
        "No clock that was due this week was breached or met late.",
    ),
    "over": ("超 {hours}", "超 {hours}", "{hours} over"),
    "left": ("剩 {hours}", "剩 {hours}", "{hours} left"),
    "trend": ("{clock}，未按时 %", "{clock}，未準時 %", "{clock}, missed %"),
    "trend_note": (
        "{first}–{last}，目标 ≤ {target}，越低越好",
        "{first}–{last}，目標 ≤ {target}，越低越好",
        "{first}–{last}, target ≤ {target}, lower is better",
    ),
    "classes": ("不良分类，本周", "不良分類，本週", "Defects of the week"),
    "classes_note": ("{count} 件", "{count} 件", "{count} received"),
    "none_received": ("本周没有新客诉。", "本週沒有新客訴。", "No complaint was received this week."),
    "attachment": (
        "附件 {file}：总览、超时清单、责任部门、未结清单、会议议程、指标定义等。",
        "附件 {file}：總覽、超時清單、責任部門、未結清單、會議議程、指標定義等。",
        "Attached {file}: overview, breaches, departments, open complaints, agenda, definitions.",
    ),
    "as_of": (
        "截至 {now}（{zone}）· 台账 {register} · 时限规则 {policy}",
        "截至 {now}（{zone}）· 台帳 {register} · 時限規則 {policy}",
        "As of {now} ({zone}) · register {register} · policy {policy}",
    ),
    "problems": (
        "台账有 {errors} 处错误、{warnings} 处警告，相关行照常计入，明细见附件“数据问题”。",
        "台帳有 {errors} 處錯誤、{warnings} 處警告，相關列照常計入，明細見附件「資料問題」。",
        "The register has {errors} errors and {warnings} warnings; these rows are counted, the attachment lists them.",
    ),
    "masked": (
        "客户联系人等个人信息已隐去，仅限内部的栏位不在其中。",
        "客戶聯絡人等個人資訊已隱去，僅限內部的欄位不在其中。",
        "Personal data such as customers' contacts is masked; internal-only columns are left out.",
    ),
    "arrows": (
        "箭头比上周；绿色变好，红色变差。由 kesu_xl 生成。",
        "箭頭比上週；綠色變好，紅色變差。由 kesu_xl 產生。",
        "Arrows compare with last week; green is better, red is worse. Made by kesu_xl.",
    ),
    # alerts
    "alert_title": ("客诉提醒", "客訴提醒", "Complaint alerts"),
    "alert_subject": (
        "客诉提醒：{count} 项（{first}）",
        "客訴提醒：{count} 項（{first}）",
        "Complaint alerts: {count} ({first})",
    ),
    "urgent_subject": (
        "【紧急】客诉提醒：{count} 项（{first}）",
        "【緊急】客訴提醒：{count} 項（{first}）",
        "URGENT complaint alerts: {count} ({first})",
    ),
    "alert_greeting": (
        "{name}：以下客诉需要您处理或知悉，每项只提醒一次。",
        "{name}：以下客訴需要您處理或知悉，每項只提醒一次。",
        "{name}, these complaints need you; each is told once.",
    ),
    "kind.safety": ("安全问题", "安全問題", "Safety"),
    "kind.crisis": ("危机与媒体", "危機與媒體", "Crisis and media"),
    "kind.breached": ("已超时", "已超時", "Breached"),
    "kind.decision_due": ("等待您决定", "等待您決定", "Waiting for a decision"),
    "kind.step_overdue": ("8D 节点已过期", "8D 節點已過期", "8D steps overdue"),
    "kind.commitment_overdue": ("承诺已过期", "承諾已過期", "Promises overdue"),
    "kind.customer_silent": ("客户 7 天无人联系", "客戶 7 天無人聯絡", "Customers without contact for 7 days"),
    "kind.at_risk": ("将超时", "將超時", "At risk"),
    "chip.safety": ("■ 安全", "■ 安全", "■ Safety"),
    "chip.crisis": ("■ 危机", "■ 危機", "■ Crisis"),
    "chip.breached": ("■ 超时", "■ 超時", "■ Breached"),
    "chip.decision_due": ("▲ 待决定", "▲ 待決定", "▲ Decide"),
    "chip.step_overdue": ("■ 过期", "■ 過期", "■ Overdue"),
    "chip.commitment_overdue": ("■ 过期", "■ 過期", "■ Overdue"),
    "chip.customer_silent": ("▲ 未联系", "▲ 未聯絡", "▲ Silent"),
    "chip.at_risk": ("▲ 将超时", "▲ 將超時", "▲ At risk"),
    "group_note": ("{count} 项", "{count} 項", "{count}"),
    "more": (
        "另有 {count} 项没有列出，请在台账中查看（kesu clocks）。",
        "另有 {count} 項沒有列出，請在台帳中查看（kesu clocks）。",
        "{count} more are not listed; see them in the register (kesu clocks).",
    ),
    "told_as": (
        "您收到此邮件，因为您是{roles}；名单见台账的“人员”“客户”“设置”。由 kesu_xl 生成。",
        "您收到此郵件，因為您是{roles}；名單見台帳的「人員」「客戶」「設定」。由 kesu_xl 產生。",
        "You get this as {roles}; see the sheets People, Customers and Settings of the register. Made by kesu_xl.",
    ),
    "role.owner": ("责任人", "責任人", "owner"),
    "role.received_by": (
        "受理人（责任人未定）",
        "受理人（責任人未定）",
        "the one who took it in (there is no owner yet)",
    ),
    "role.escalated_to": ("上报对象", "上報對象", "the one it was escalated to"),
    "role.supervisor": ("主管", "主管", "supervisor"),
    "role.default_supervisor": ("默认主管", "預設主管", "default supervisor"),
    "role.stand_in": ("代理人", "代理人", "stand-in"),
    # schedule
    "schedule_cron": (
        "用 crontab -e 加入下面两行；先在 kesu.toml 设好邮件并运行 kesu mail test",
        "用 crontab -e 加入下面兩行；先在 kesu.toml 設好郵件並執行 kesu mail test",
        "Add these two lines with crontab -e; set up mail in kesu.toml first, and run kesu mail test",
    ),
    "schedule_systemd": (
        "把下面四段各存成注释里的文件，再运行最后两行",
        "把下面四段各存成註解裡的檔案，再執行最後兩行",
        "Save each of the four parts as the file named above it, then run the last two lines",
    ),
    "schedule_windows": (
        "在 PowerShell 里运行下面几行；任务出现在“任务计划程序”的 kesu_xl 文件夹",
        "在 PowerShell 裡執行下面幾行；工作出現在「工作排程器」的 kesu_xl 資料夾",
        "Run these lines in PowerShell; the tasks stand in the folder kesu_xl of Task Scheduler",
    ),
}
