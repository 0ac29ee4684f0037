"""The clocks: their names, the states, and the sentences that explain a verdict."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # names
    "first_response": ("首次回复", "首次回覆", "First response"),
    "owner_found": ("责任人确定", "責任人確定", "Owner found"),
    "closed_or_escalated": ("结案或上报", "結案或上報", "Closed or escalated"),
    "decision": ("主管决定", "主管決定", "Decision"),
    "feedback": ("定期反馈", "定期回饋", "Feedback"),
    "second_contact": ("二次联系", "二次聯繫", "Second contact"),
    "D3": ("D3 围堵", "D3 圍堵", "D3 containment"),
    "D4": ("D4 原因", "D4 原因", "D4 causes"),
    "D5": ("D5 对策", "D5 對策", "D5 actions"),
    "D6": ("D6 实施", "D6 實施", "D6 implementation"),
    "D8": ("D8 结案报告", "D8 結案報告", "D8 final report"),
    "numbered": ("{clock}（第 {n} 次）", "{clock}（第 {n} 次）", "{clock} (no. {n})"),
    "no_due": ("待定", "待定", "not fixed yet"),
    # states, and the same with their icon
    "state.met": ("按时", "準時", "On time"),
    "state.met_late": ("迟完成", "遲完成", "Late"),
    "state.running": ("进行中", "進行中", "Running"),
    "state.at_risk": ("将超时", "將超時", "At risk"),
    "state.breached": ("超时", "超時", "Breached"),
    "state.paused": ("暂停", "暫停", "Paused"),
    "state.unknown": ("未知", "未知", "Unknown"),
    "state.not_applicable": ("不适用", "不適用", "Not applicable"),
    "shown.met": ("● 按时", "● 準時", "● On time"),
    "shown.met_late": ("◆ 迟完成", "◆ 遲完成", "◆ Late"),
    "shown.running": ("○ 进行中", "○ 進行中", "○ Running"),
    "shown.at_risk": ("▲ 将超时", "▲ 將超時", "▲ At risk"),
    "shown.breached": ("■ 超时", "■ 超時", "■ Breached"),
    "shown.paused": ("‖ 暂停", "‖ 暫停", "‖ Paused"),
    "shown.unknown": ("○ 未知", "○ 未知", "○ Unknown"),
    "shown.not_applicable": ("不适用", "不適用", "Not applicable"),
    # lengths of time
    "h": ("小时", "小時", "h"),
    "min": ("分", "分", "min"),
    "s": ("秒", "秒", "s"),
    "all_hours": ("按自然时间、无扣除", "按日曆時間、無扣除", "calendar time, nothing excluded"),
    "minus": ("扣除 {excluded}", "扣除 {excluded}", "{excluded} excluded"),
    "working_hours": (
        "按工作时间，扣除 {excluded}",
        "按工作時間，扣除 {excluded}",
        "working hours, {excluded} excluded",
    ),
    "all_working_hours": ("按工作时间、无扣除", "按工作時間、無扣除", "working hours, nothing excluded"),
    "off_hours": ("非工作时间 {length}", "非工作時間 {length}", "{length} outside of them"),
    # which rule
    "rule_safety": ("{policy}，安全问题", "{policy}，安全問題", "{policy}, safety issues"),
    "rule_customer": ("{policy}，客户 {word}", "{policy}，客戶 {word}", "{policy}, customer {word}"),
    "rule_grade": ("{policy}，等级 {word}", "{policy}，等級 {word}", "{policy}, grade {word}"),
    "rule_priority": ("{policy}，优先级 {word}", "{policy}，優先級 {word}", "{policy}, priority {word}"),
    "paused": ("暂停 {length}", "暫停 {length}", "{length} of pauses"),
    "paused_for": ("暂停 {length}（{reasons}）", "暫停 {length}（{reasons}）", "{length} of pauses ({reasons})"),
    # why
    "why.paused": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），截至 {now} 处于暂停、还没有{last}，已用 {used}，恢复后还剩 {left}（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），截至 {now} 處於暫停、還沒有{last}，已用 {used}，恢復後還剩 {left}（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}); paused and no “{last}” by {now}, {used} used, {left} left once it goes on (policy: {policy}).",
    ),
    "why.met": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），期限 {due}；{last} {stop}，用时 {used}，按时（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），期限 {due}；{last} {stop}，用時 {used}，準時（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}), due {due}; “{last}” {stop} after {used}, on time (policy: {policy}).",
    ),
    "why.met_late": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），期限 {due}；{last} {stop}，用时 {used}，迟 {over}（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），期限 {due}；{last} {stop}，用時 {used}，遲 {over}（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}), due {due}; “{last}” {stop} after {used}, {over} late (policy: {policy}).",
    ),
    "why.running": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），期限 {due}；截至 {now} 还没有{last}，还剩 {left}（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），期限 {due}；截至 {now} 還沒有{last}，還剩 {left}（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}), due {due}; no “{last}” by {now}, {left} left (policy: {policy}).",
    ),
    "why.at_risk": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），期限 {due}；截至 {now} 还没有{last}，只剩 {left}，将超时（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），期限 {due}；截至 {now} 還沒有{last}，只剩 {left}，將超時（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}), due {due}; no “{last}” by {now}, only {left} left (policy: {policy}).",
    ),
    "why.breached": (
        "{clock}：{first} {start} 起 {limit}内（{minus}），期限 {due}；截至 {now} 还没有{last}，已超 {over}（规则：{policy}）。",
        "{clock}：{first} {start} 起 {limit}內（{minus}），期限 {due}；截至 {now} 還沒有{last}，已超 {over}（規則：{policy}）。",
        "{clock}: {limit} from “{first}” {start} ({minus}), due {due}; no “{last}” by {now}, {over} over (policy: {policy}).",
    ),
    "why.not_started": (
        "{clock}：{first}晚于统计时刻 {now}，当时尚未开始，不计时（规则：{policy}）。",
        "{clock}：{first}晚於統計時刻 {now}，當時尚未開始，不計時（規則：{policy}）。",
        "{clock}: “{first}” lies after the as-of time {now}, so nothing is counted yet (policy: {policy}).",
    ),
    "why.no_start": (
        "{clock}：没有{first}，无法计时（规则：{policy}）；请填写{first}，写到分钟，例如 2026-11-20 14:30。",
        "{clock}：沒有{first}，無法計時（規則：{policy}）；請填寫{first}，寫到分鐘，例如 2026-11-20 14:30。",
        "{clock}: “{first}” is empty, so nothing can be counted (policy: {policy}); fill it in to the minute, e.g. 2026-11-20 14:30.",
    ),
    "why.date_only": (
        "{clock}：{first}只有日期，{limit}的时限要写到分钟才能判断（规则：{policy}）；请补上时刻，例如 2026-11-20 14:30（正好零点写 00:00:01）。",
        "{clock}：{first}只有日期，{limit}的時限要寫到分鐘才能判斷（規則：{policy}）；請補上時刻，例如 2026-11-20 14:30（剛好零點寫 00:00:01）。",
        "{clock}: “{first}” is a date without a time, and {limit} cannot be judged by days (policy: {policy}); add the time, e.g. 2026-11-20 14:30 (exactly midnight: 00:00:01).",
    ),
    "why.unreadable": (
        "{clock}：{first}的内容不是时间，无法计时（规则：{policy}）；请改成例如 2026-11-20 14:30。",
        "{clock}：{first}的內容不是時間，無法計時（規則：{policy}）；請改成例如 2026-11-20 14:30。",
        "{clock}: “{first}” does not hold a time, so nothing can be counted (policy: {policy}); write e.g. 2026-11-20 14:30.",
    ),
    "why.no_column": (
        "{clock}：台账没有“{first}”这一列，无法判断（规则：{policy}）；请加上这一列并填写时间，例如 2026-11-20 14:30。",
        "{clock}：台帳沒有「{first}」這一欄，無法判斷（規則：{policy}）；請加上這一欄並填寫時間，例如 2026-11-20 14:30。",
        "{clock}: the register has no column “{first}”, so nobody can know (policy: {policy}); add it and fill in times, e.g. 2026-11-20 14:30.",
    ),
    "why.no_calendar": (
        "{clock}：{first}没有说明哪些时间是工作时间，无法计时（规则：{policy}）；请在“{first}”工作表补上该年的休息日和调休，或更正这个客户的日历。",
        "{clock}：{first}沒有說明哪些時間是工作時間，無法計時（規則：{policy}）；請在「{first}」工作表補上該年的休息日和補班，或更正這個客戶的行事曆。",
        "{clock}: “{first}” does not tell which hours are worked, so nothing can be counted (policy: {policy}); enter that year's free days and make-up workdays there, or correct the customer's calendar.",
    ),
    "why.out_of_order": (
        "{clock}：{last} {stop} 早于{first} {start}，前后矛盾，无法判断（规则：{policy}）；请核对这两个时间。",
        "{clock}：{last} {stop} 早於{first} {start}，前後矛盾，無法判斷（規則：{policy}）；請核對這兩個時間。",
        "{clock}: “{last}” {stop} lies before “{first}” {start}, so one of them is wrong (policy: {policy}); check both.",
    ),
}
