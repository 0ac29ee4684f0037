"""Alerts: what has happened, and what stands in the way of telling somebody."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    # kinds
    "kind.at_risk": ("将超时", "將超時", "At risk"),
    "kind.breached": ("已超时", "已超時", "Breached"),
    "kind.decision_due": ("待主管决定", "待主管決定", "Decision due"),
    "kind.step_overdue": ("8D 节点逾期", "8D 節點逾期", "8D step overdue"),
    "kind.commitment_overdue": ("承诺逾期", "承諾逾期", "Commitment overdue"),
    "kind.customer_silent": ("客户久未联系", "客戶久未聯絡", "Customer not contacted"),
    "kind.crisis": ("危机", "危機", "Crisis"),
    "kind.safety": ("安全问题", "安全問題", "Safety issue"),
    # what has happened
    "step": (
        "{step} 应于 {due} 前完成，到现在还没有完成时间。",
        "{step} 應於 {due} 前完成，到現在還沒有完成時間。",
        "{step} was due by {due} and has no done time yet.",
    ),
    "promise": (
        "答应客户的“{promise}”应于 {due} 前兑现，联系记录里还没有承诺完成时间。",
        "答應客戶的「{promise}」應於 {due} 前兌現，聯絡記錄裡還沒有承諾完成時間。",
        'What was promised to the customer, "{promise}", was due by {due}; the contacts do not say that it was done.',
    ),
    "promised": (
        "答应客户 {due} 前完成，到现在还没有结案。",
        "答應客戶 {due} 前完成，到現在還沒有結案。",
        "The customer was promised completion by {due}, and the complaint is still open.",
    ),
    "action": (
        "{step}措施“{action}”应于 {due} 前完成，“措施”里还没有实际完成日期。",
        "{step}措施「{action}」應於 {due} 前完成，「措施」裡還沒有實際完成日期。",
        'The {step}action "{action}" was due by {due}; the sheet Actions has no done date yet.',
    ),
    "visit": (
        "应于 {due} 前回访客户，结案后还没有联系记录，也没有满意度。",
        "應於 {due} 前回訪客戶，結案後還沒有聯絡記錄，也沒有滿意度。",
        "A follow-up with the customer was due by {due}; there is no contact since the closing and no satisfaction.",
    ),
    "silent": (
        "{customer}有 {count} 件客诉未结（最早的是 {case}），自 {since} 起 {days} 天没有联系记录。",
        "{customer}有 {count} 件客訴未結（最早的是 {case}），自 {since} 起 {days} 天沒有聯絡記錄。",
        "{customer}: open complaints {count} (the oldest is {case}), and no contact for {days} days, since {since}.",
    ),
    "safety": (
        "{case}（{customer}）涉及安全，请立即处理。",
        "{case}（{customer}）涉及安全，請立即處理。",
        "{case} ({customer}) is a safety issue: act at once.",
    ),
    "crisis": (
        "{case}（{customer}）危机等级 {level}，请立即处理。",
        "{case}（{customer}）危機等級 {level}，請立即處理。",
        "{case} ({customer}) has crisis level {level}: act at once.",
    ),
    "media": (
        "{case}（{customer}）有媒体介入，请立即处理。",
        "{case}（{customer}）有媒體介入，請立即處理。",
        "{case} ({customer}): the media are involved. Act at once.",
    ),
    # what stands in the way
    "A101.what": ("要提醒的人不在人员表中", "要提醒的人不在人員表中", "somebody to be told is not on the sheet People"),
    "A101.message": (
        "“{value}”不在“{table}”中，提醒发不到此人",
        "「{value}」不在「{table}」中，提醒發不到此人",
        '"{value}" is not on the sheet "{table}", so alerts do not reach that person',
    ),
    "A101.remedy": (
        "在“人员”中加一行，或改正姓名",
        "在「人員」中加一列，或改正姓名",
        "add a row on the sheet People, or correct the name",
    ),
    "A102.what": ("要提醒的人没有邮箱", "要提醒的人沒有郵箱", "somebody to be told has no mail address"),
    "A102.message": (
        "{name} 没有可用的邮箱（“{value}”），提醒发不到此人",
        "{name} 沒有可用的郵箱（「{value}」），提醒發不到此人",
        '{name} has no usable mail address ("{value}"), so alerts do not reach that person',
    ),
    "A102.remedy": (
        "在“人员”的“邮箱”栏填写邮箱",
        "在「人員」的「郵箱」欄填寫郵箱",
        "enter the address in the column Mail of the sheet People",
    ),
    "A103.what": ("提醒没有收件人", "提醒沒有收件人", "an alert reaches nobody"),
    "A103.message": (
        "{case_no} 有提醒，但找不到能通知的人",
        "{case_no} 有提醒，但找不到能通知的人",
        "there is an alert about {case_no}, but nobody who could be told",
    ),
    "A103.remedy": (
        "填写责任人，并在“人员”中填写其邮箱；也可在“设置”中填写默认主管",
        "填寫責任人，並在「人員」中填寫其郵箱；也可在「設定」中填寫預設主管",
        "enter the owner, and the owner's address on the sheet People; or a default supervisor in Settings",
    ),
    "A104.what": ("没有人员表", "沒有人員表", "the register has no sheet People"),
    "A104.message": (
        "台账没有“人员”工作表，不知道提醒该发到哪里",
        "台帳沒有「人員」工作表，不知道提醒該發到哪裡",
        "the register has no sheet People, so nobody knows where alerts should go",
    ),
    "A104.remedy": (
        "加一张“人员”工作表：姓名、邮箱、主管、代理人、语言",
        "加一張「人員」工作表：姓名、郵箱、主管、代理人、語言",
        "add a sheet People with the columns Name, Mail, Supervisor, Stand-in, Language",
    ),
    "A105.what": ("同名的人邮箱不同", "同名的人郵箱不同", "one name with several mail addresses"),
    "A105.message": (
        "“{value}”在“人员”中有不同的邮箱（{mails}），不知道该发给谁",
        "「{value}」在「人員」中有不同的郵箱（{mails}），不知道該發給誰",
        '"{value}" has several addresses on the sheet People ({mails}); nobody knows which one is meant',
    ),
    "A105.remedy": (
        "把姓名写得能区分，台账中也用同样的写法",
        "把姓名寫得能區分，台帳中也用同樣的寫法",
        "tell the two apart by name, there and in the register",
    ),
}
