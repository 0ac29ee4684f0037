"""What the checks of an 8D demand, and what they say where it is lacking."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "missing": ("“{label}”没有填写", "「{label}」沒有填寫", "“{label}” is not filled in"),
    "column": ("{table} · {column}", "{table} · {column}", "{table} · {column}"),
    "report.language": ("报告语言", "報告語言", "Language of the report"),
    "report.revision": ("模板版本", "範本版本", "Template revision"),
    # --- D0
    "d0.1.demand": (
        "是否保护了客户有结论和日期",
        "是否保護了客戶有結論和日期",
        "whether the customer is protected is decided, with a date",
    ),
    "d0.2.demand": (
        "回答是否涉及安全 / 法规",
        "回答是否涉及安全 / 法規",
        "whether safety or law is concerned is answered",
    ),
    "d0.3.demand": (
        "列出可疑批次并锁定",
        "列出可疑批號並鎖定",
        "suspect lots are listed and blocked",
    ),
    "d0.3.open": (
        "列出了可疑批次，但没有确认已锁定",
        "列出了可疑批號，但沒有確認已鎖定",
        "suspect lots are listed, but nobody says that they are blocked",
    ),
    "d0.4.demand": (
        "决定用完整 8D 还是简版，并写明理由",
        "決定用完整 8D 還是簡版，並寫明理由",
        "full 8D or short form is decided, with a reason",
    ),
    "d0.4.undecided": (
        "没有决定报告形式；建议 {form}：{reason}",
        "沒有決定報告形式；建議 {form}：{reason}",
        "the form of the report is not decided; proposed: {form}, as {reason}",
    ),
    "d0.4.unexplained": (
        "报告形式“{chosen}”没有写理由（建议也是 {form}：{reason}）",
        "報告形式「{chosen}」沒有寫理由（建議也是 {form}：{reason}）",
        "the form “{chosen}” has no reason (the proposal is the same, {form}, as {reason})",
    ),
    "d0.4.differs": (
        "报告形式“{chosen}”与建议的 {form} 不同（{reason}），没有写理由",
        "報告形式「{chosen}」與建議的 {form} 不同（{reason}），沒有寫理由",
        "the form “{chosen}” is another one than the proposed {form} ({reason}), and no reason is given",
    ),
    "d0.5.demand": (
        "发现时间 ≤ 受理时间 ≤ 首次回复时间",
        "發現時間 ≤ 受理時間 ≤ 首次回覆時間",
        "detected, then complained about, then answered",
    ),
    "d0.5.later": (
        "发现时间晚于受理时间",
        "發現時間晚於受理時間",
        "it was detected after the complaint was received",
    ),
    "d0.5.before": (
        "首次回复时间早于受理时间",
        "首次回覆時間早於受理時間",
        "the first response is earlier than the complaint",
    ),
    # --- D1
    "d1.1.demand": ("指定批准人（Champion）", "指定批准人（Champion）", "a champion is named"),
    "d1.1.none": ("小组里没有批准人", "小組裡沒有批准人", "the team has no champion"),
    "d1.2.demand": ("指定一名组长，只有一名", "指定一名組長，只有一名", "one leader is named, and only one"),
    "d1.2.none": ("小组里没有组长", "小組裡沒有組長", "the team has no leader"),
    "d1.2.several": ("小组里有 {count} 名组长", "小組裡有 {count} 名組長", "the team has {count} leaders"),
    "d1.3.demand": (
        "批准人不是小组成员",
        "批准人不是小組成員",
        "the champion is not a member of the team",
    ),
    "d1.3.member": (
        "批准人 {name} 同时是小组成员",
        "批准人 {name} 同時是小組成員",
        "the champion {name} is a member of the team as well",
    ),
    "d1.4.demand": ("小组 4-10 人", "小組 4-10 人", "the team has 4 to 10 people"),
    "d1.4.size": (
        "小组有 {count} 人，应为 {least}-{most} 人",
        "小組有 {count} 人，應為 {least}-{most} 人",
        "the team has {count} people instead of {least} to {most}",
    ),
    "d1.5.demand": (
        "每人有姓名全称、职称、分机、邮箱",
        "每人有姓名全稱、職稱、分機、郵箱",
        "everybody has a full name, title, extension and mail address",
    ),
    "d1.5.nameless": ("有一行没有姓名", "有一列沒有姓名", "a row has no name"),
    "d1.5.half": (
        "“{name}”不是完整的姓名",
        "「{name}」不是完整的姓名",
        "“{name}” is not a first name and surname",
    ),
    "d1.5.of": (
        "{name} 没有填“{label}”",
        "{name} 沒有填「{label}」",
        "{name}: “{label}” is not filled in",
    ),
    "d1.6.demand": ("小组跨两个以上部门", "小組跨兩個以上部門", "the team is of two departments or more"),
    "d1.6.few": (
        "小组只有 {count} 个部门，至少要 {least} 个",
        "小組只有 {count} 個部門，至少要 {least} 個",
        "the team is of {count} department(s) instead of {least} or more",
    ),
    "d1.7.demand": (
        "每条措施的责任人都在小组或联系人里",
        "每條措施的責任人都在小組或聯絡人裡",
        "every owner of an action is in the team or among the contacts",
    ),
    "d1.7.outside": (
        "措施责任人 {name} 不在小组里",
        "措施責任人 {name} 不在小組裡",
        "{name} owns an action and is not in the team",
    ),
    # --- D2
    "d2.1.demand": (
        "一句话说明什么对象有什么不良",
        "一句話說明什麼對象有什麼不良",
        "what is wrong with what",
    ),
    "d2.2.demand": ("5W2H 全部回答", "5W2H 全部回答", "all of 5W2H is answered"),
    "d2.3.demand": (
        "不良程度有数字和单位，不良数 / 总数",
        "不良程度有數字和單位，不良數 / 總數",
        "the extent in numbers with units, X of Y",
    ),
    "d2.3.number": ("“{label}”里没有数字", "「{label}」裡沒有數字", "“{label}” has no number"),
    "d2.3.unit": ("“{label}”的数字没有单位", "「{label}」的數字沒有單位", "“{label}” has numbers without a unit"),
    "d2.3.total": (
        "“{label}”没有写总数（不良数 / 总数）",
        "「{label}」沒有寫總數（不良數 / 總數）",
        "“{label}” does not say of how many",
    ),
    "d2.4.demand": ("有“是 / 不是”分析", "有「是 / 不是」分析", "is / is not is worked out"),
    "d2.4.none": ("没有“是 / 不是”分析", "沒有「是 / 不是」分析", "there is no is / is not"),
    "d2.4.row": (
        "“是 / 不是”第 {n} 行缺“{label}”",
        "「是 / 不是」第 {n} 列缺「{label}」",
        "is / is not, row {n}: “{label}” is not filled in",
    ),
    "d2.5.demand": (
        "料号、批次、投诉 / 交货 / 退回数量齐全",
        "料號、批號、投訴 / 交貨 / 退回數量齊全",
        "part no., lot, quantities complained about, delivered and returned",
    ),
    "d2.6.demand": ("D2 不写原因", "D2 不寫原因", "D2 states no cause"),
    "d2.6.words": (
        "“{label}”写了原因：{words}；原因放到 D4",
        "「{label}」寫了原因：{words}；原因放到 D4",
        "“{label}” states a cause ({words}): it belongs to D4",
    ),
    "d2.7.demand": (
        "说明首次发生、趋势还是重复",
        "說明首次發生、趨勢還是重複",
        "first time, trend or repeat is answered",
    ),
    "d2.8.demand": (
        "回答其它料号 / 工厂是否受影响",
        "回答其他料號 / 工廠是否受影響",
        "whether other parts or plants are affected is answered",
    ),
    "d2.9.demand": ("保留客户原话", "保留客戶原話", "the customer's own words are kept"),
    "d2.10.demand": (
        "D2 与台账一致（数量、料号、日期）",
        "D2 與台帳一致（數量、料號、日期）",
        "D2 says what the register says (quantity, part, dates)",
    ),
    "d2.10.quantity": (
        "“{label}”里没有台账的不良数量 {register}",
        "「{label}」裡沒有台帳的不良數量 {register}",
        "“{label}” does not have the register's NG quantity {register}",
    ),
    "d2.10.date": (
        "“{label}”晚于受理日期 {register}",
        "「{label}」晚於受理日期 {register}",
        "“{label}” is later than the complaint of {register}",
    ),
    "d2.10.part": (
        "“{label}”里的料号不是台账的 {register}",
        "「{label}」裡的料號不是台帳的 {register}",
        "“{label}” names another part number than the register's {register}",
    ),
    "d2.11.demand": ("有初步风险评估", "有初步風險評估", "a preliminary risk assessment"),
    "d2.12.demand": ("有不良照片", "有不良照片", "a photo of the defect"),
    "d2.12.none": ("没有不良照片", "沒有不良照片", "there is no photo"),
    # --- D3
    "d3.1.demand": (
        "至少一条未取消的围堵措施",
        "至少一條未取消的圍堵措施",
        "at least one containment action that was not cancelled",
    ),
    "d3.1.none": ("没有围堵措施", "沒有圍堵措施", "there is no containment action"),
    "d3.2.demand": (
        "围堵措施有责任人、地点、实施日期、有效起始",
        "圍堵措施有責任人、地點、實施日期、有效起始",
        "containment with owner, place, day of introduction and start of effect",
    ),
    "d3.2.of": (
        "围堵措施“{action}”缺“{label}”",
        "圍堵措施「{action}」缺「{label}」",
        "containment “{action}”: “{label}” is not filled in",
    ),
    "d3.3.demand": (
        "客户、在途、仓库、在制都覆盖，有检查数和不良数",
        "客戶、在途、倉庫、在製都覆蓋，有檢查數和不良數",
        "customer, transit, warehouse and process are covered, with quantities checked and NG",
    ),
    "d3.3.place": ("围堵没有覆盖：{place}", "圍堵沒有覆蓋：{place}", "containment does not cover: {place}"),
    "d3.3.count": (
        "围堵地点“{place}”没有“{label}”",
        "圍堵地點「{place}」沒有「{label}」",
        "containment at {place}: “{label}” is not filled in",
    ),
    "d3.4.demand": (
        "围堵有证据和有效率 %",
        "圍堵有證據和有效率 %",
        "proof of the containment and its effectiveness in %",
    ),
    "d3.4.percent": ("“{label}”没有写百分比", "「{label}」沒有寫百分比", "“{label}” is not a percentage"),
    "d3.5.demand": ("有标识与断点", "有標示與斷點", "labelling and clean point"),
    "d3.6.demand": (
        "D6 验证前有防火墙",
        "D6 驗證前有防火牆",
        "a firewall until D6 is verified",
    ),
    "d3.7.demand": (
        "围堵写已做的事，不写将要做的",
        "圍堵寫已做的事，不寫將要做的",
        "containment says what was done, not what will be",
    ),
    "d3.7.words": (
        "围堵措施“{action}”是计划，不是已做的事：{words}",
        "圍堵措施「{action}」是計畫，不是已做的事：{words}",
        "containment “{action}” is a plan ({words}), not something done",
    ),
    "d3.8.demand": (
        "围堵符合发生状态：发生中要中止或查因，已发生要筛选并管制（客户处派人或请代为封存），未发生要加严检查或试产",
        "圍堵符合發生狀態：發生中要中止或查因，已發生要篩選並管制（客戶處派員或請代為封存），未發生要加嚴檢查或試產",
        "containment fits the state: ongoing, stop it or find the cause; occurred, sort and block (at the customer: send "
        "somebody, or have it sealed); not yet, inspect more or run a trial",
    ),
    "d3.9.demand": ("处置数量合计 = 不良数量", "處置數量合計 = 不良數量", "dispositions sum up to the NG quantity"),
    "d3.9.none": ("没有写各处置方式的数量", "沒有寫各處置方式的數量", "no quantity is disposed of"),
    "d3.9.sum": (
        "处置数量合计 {sum}，不良数量是 {register}",
        "處置數量合計 {sum}，不良數量是 {register}",
        "dispositions sum up to {sum}, the NG quantity is {register}",
    ),
    "d3.10.demand": (
        "D3 完成前已联系其它相关客户",
        "D3 完成前已聯絡其他相關客戶",
        "other customers concerned were called before D3 was done",
    ),
    "d3.10.none": (
        "没有联系其它相关客户的记录（没有相关客户也写一行）",
        "沒有聯絡其他相關客戶的記錄（沒有相關客戶也寫一列）",
        "no call to other customers is recorded (one row, too, where no other customer has such parts)",
    ),
    "d3.10.open": (
        "相关客户第 {n} 行缺“{label}”",
        "相關客戶第 {n} 列缺「{label}」",
        "related customers, row {n}: “{label}” is not filled in",
    ),
    "d3.10.late": (
        "相关客户第 {n} 行在 D3 完成后才联系",
        "相關客戶第 {n} 列在 D3 完成後才聯絡",
        "related customers, row {n}: called after D3 was done",
    ),
    "d3.11.demand": (
        "客户要求时写锁定数量（大众等）",
        "客戶要求時寫鎖定數量（大眾等）",
        "the secured quantity where the customer asks for it (VW and others)",
    ),
    "d3.12.demand": ("有关部门都已通知", "有關部門都已通知", "all areas concerned were informed"),
    # --- D4
    "d4.1.demand": (
        "产生原因和流出原因都有",
        "產生原因和流出原因都有",
        "both the cause of occurrence and the cause of escape",
    ),
    "d4.1.none": ("没有{kind}原因", "沒有{kind}原因", "there is no cause of the kind: {kind}"),
    "d4.2.demand": (
        "候选原因按人机料法环测列出",
        "候選原因按人機料法環測列出",
        "candidate causes by category (man, machine, material, method, environment, measurement)",
    ),
    "d4.2.categories": (
        "候选原因没有按类别（人机料法环测，至少两类）列出",
        "候選原因沒有按類別（人機料法環測，至少兩類）列出",
        "candidate causes are not given by category (two at least)",
    ),
    "d4.3.demand": (
        "每个原因已验证，有方法和证据",
        "每個原因已驗證，有方法和證據",
        "every cause is verified, with method and evidence",
    ),
    "d4.3.guess": (
        "原因“{cause}”没有验证",
        "原因「{cause}」沒有驗證",
        "the cause “{cause}” is not verified",
    ),
    "d4.3.of": (
        "原因“{cause}”缺“{label}”",
        "原因「{cause}」缺「{label}」",
        "cause “{cause}”: “{label}” is not filled in",
    ),
    "d4.4.demand": (
        "原因能解释全部“是 / 不是”",
        "原因能解釋全部「是 / 不是」",
        "the causes explain all of is / is not",
    ),
    "d4.4.no": (
        "没有确认原因能解释“是 / 不是”",
        "沒有確認原因能解釋「是 / 不是」",
        "nobody says that the causes explain is / is not",
    ),
    "d4.5.demand": (
        "原因有贡献率，同类合计不超过 100 %",
        "原因有貢獻率，同類合計不超過 100 %",
        "causes have their share, at most 100 % in all of a kind",
    ),
    "d4.5.of": (
        "原因“{cause}”没有贡献率",
        "原因「{cause}」沒有貢獻率",
        "the cause “{cause}” has no share",
    ),
    "d4.5.sum": (
        "{kind}原因的贡献率合计 {sum} %",
        "{kind}原因的貢獻率合計 {sum} %",
        "shares of the kind {kind} sum up to {sum} %",
    ),
    "d4.6.demand": (
        "每条 5Why 至少 3 层，每层标明层次",
        "每條 5Why 至少 3 層，每層標明層次",
        "why-chains of three levels at least, each with its layer",
    ),
    "d4.6.short": (
        "{kind}的 5Why 只有 {count} 层，至少 {least} 层",
        "{kind}的 5Why 只有 {count} 層，至少 {least} 層",
        "the why-chain of {kind} has {count} level(s) instead of {least} or more",
    ),
    "d4.6.layer": (
        "5Why“{because}”没有标明层次",
        "5Why「{because}」沒有標明層次",
        "the why “{because}” has no layer",
    ),
    "d4.7.demand": (
        "原因不只是人为疏忽、缺乏培训",
        "原因不只是人為疏忽、缺乏訓練",
        "the cause is more than human error or lack of training",
    ),
    "d4.7.people": (
        "{kind}原因只停在人（{words}）：继续问为什么会让人犯错",
        "{kind}原因只停在人（{words}）：繼續問為什麼會讓人犯錯",
        "the cause of {kind} stops at people ({words}): ask on why they could err",
    ),
    "d4.8.demand": ("写系统原因", "寫系統原因", "the systemic cause is given"),
    "d4.9.demand": (
        "失效原因类别写到三级",
        "失效原因類別寫到三級",
        "the failure cause category, three levels",
    ),
    "d4.9.levels": (
        "失效类别没有写到三级（一级 / 二级 / 三级）",
        "失效類別沒有寫到三級（一級 / 二級 / 三級）",
        "the failure category does not have three levels (level 1 / 2 / 3)",
    ),
    "d4.10.demand": (
        "未复现（NTF）只在有约定的判定标准时成立",
        "未重現（NTF）只在有約定的判定標準時成立",
        "no trouble found only with test criteria that were agreed on",
    ),
    "d4.10.criteria": (
        "不良未复现，没有写与客户约定的判定标准",
        "不良未重現，沒有寫與客戶約定的判定標準",
        "not reproduced, and no agreed test criteria are named",
    ),
    "g.repeat.demand": (
        "不是已结案原因的重复发生",
        "不是已結案原因的重複發生",
        "no repeat of a cause that was closed",
    ),
    "g.repeat.closed": (
        "重复 {case_no} 已结案的原因（{cause}）：上次的措施没有守住",
        "重複 {case_no} 已結案的原因（{cause}）：上次的措施沒有守住",
        "repeats the closed cause of {case_no} ({cause}): the last action did not hold",
    ),
    # --- D5
    "d5.1.demand": (
        "每个原因有措施，每条措施写明针对哪个原因",
        "每個原因有措施，每條措施寫明針對哪個原因",
        "every cause has an action, every action names its cause",
    ),
    "d5.1.none": ("没有纠正措施", "沒有矯正措施", "there is no corrective action"),
    "d5.1.no_cause": (
        "措施“{action}”没有写针对哪个原因",
        "措施「{action}」沒有寫針對哪個原因",
        "the action “{action}” names no cause",
    ),
    "d5.1.stranger": (
        "措施“{action}”针对的“{cause}”不是 D4 的原因",
        "措施「{action}」針對的「{cause}」不是 D4 的原因",
        "the action “{action}” names “{cause}”, which is no cause of D4",
    ),
    "d5.1.unmet": (
        "原因“{cause}”没有对应的措施",
        "原因「{cause}」沒有對應的措施",
        "no action answers the cause “{cause}”",
    ),
    "d5.2.demand": (
        "产生和流出都有对策",
        "產生和流出都有對策",
        "actions against occurrence and against escape",
    ),
    "d5.2.kind": ("没有针对{kind}原因的措施", "沒有針對{kind}原因的措施", "no action against the cause of: {kind}"),
    "d5.3.demand": (
        "实施前验证过，确认没有不良副作用",
        "實施前驗證過，確認沒有不良副作用",
        "verified before implementation, side effects looked at",
    ),
    "d5.4.demand": (
        "措施有责任人和计划完成日",
        "措施有責任人和計畫完成日",
        "actions have an owner and a due date",
    ),
    "d5.4.of": (
        "措施“{action}”缺“{label}”",
        "措施「{action}」缺「{label}」",
        "action “{action}”: “{label}” is not filled in",
    ),
    "d5.5.demand": (
        "措施不只是培训、提醒或加严检验，否则写明理由",
        "措施不只是訓練、提醒或加嚴檢驗，否則寫明理由",
        "more than training, reminding or inspecting, or else a justification",
    ),
    "d5.5.only": (
        "措施只有培训、提醒或检验（{words}）：改为防呆或工艺措施，或写明理由",
        "措施只有訓練、提醒或檢驗（{words}）：改為防呆或製程措施，或寫明理由",
        "only training, reminding or inspecting ({words}): error-proof it, or justify it",
    ),
    "d5.6.demand": ("有预计有效率 %", "有預計有效率 %", "the expected effectiveness in %"),
    "d5.6.percent": ("“{label}”没有写百分比", "「{label}」沒有寫百分比", "“{label}” is not a percentage"),
    # --- D6
    "d6.1.demand": (
        "措施有实际完成日，不早于计划开始和 D5 完成",
        "措施有實際完成日，不早於計畫開始和 D5 完成",
        "actions have their actual date, not before the planned start or D5",
    ),
    "d6.1.open": (
        "措施“{action}”没有实际完成日",
        "措施「{action}」沒有實際完成日",
        "the action “{action}” has no actual date",
    ),
    "d6.1.early": (
        "措施“{action}”的实际完成早于计划开始 {planned}",
        "措施「{action}」的實際完成早於計畫開始 {planned}",
        "the action “{action}” was done before its planned start, {planned}",
    ),
    "d6.1.before": (
        "措施“{action}”的实际完成早于 D5 完成 {chosen}",
        "措施「{action}」的實際完成早於 D5 完成 {chosen}",
        "the action “{action}” was done before D5 was, {chosen}",
    ),
    "d6.2.demand": (
        "有验证数据：检查数、改善前后不良数、方法",
        "有驗證數據：檢查數、改善前後不良數、方法",
        "validation data: checked, NG before and after, method",
    ),
    "d6.2.none": ("没有验证数据", "沒有驗證數據", "there is no validation data"),
    "d6.2.row": (
        "验证第 {n} 行缺“{label}”",
        "驗證第 {n} 列缺「{label}」",
        "validation, row {n}: “{label}” is not filled in",
    ),
    "d6.3.demand": (
        "样本数足以证明改善：n ≥ ln 0.05 / ln(1−p)，p 为原不良率",
        "樣本數足以證明改善：n ≥ ln 0.05 / ln(1−p)，p 為原不良率",
        "the sample is large enough: n ≥ ln 0.05 / ln(1−p), p the former share of bad parts",
    ),
    "d6.3.few": (
        "验证第 {n} 行只检查了 {checked}，至少要 {least}",
        "驗證第 {n} 列只檢查了 {checked}，至少要 {least}",
        "validation, row {n}: {checked} checked, {least} are needed",
    ),
    "d6.4.demand": (
        "临时措施已解除，且在验证之后",
        "臨時措施已解除，且在驗證之後",
        "containment was taken off, after the validation",
    ),
    "d6.4.open": ("验证没有日期", "驗證沒有日期", "the validation has no date"),
    "d6.4.early": (
        "临时措施在验证（{validated}）之前就解除了",
        "臨時措施在驗證（{validated}）之前就解除了",
        "containment was taken off before the validation of {validated}",
    ),
    "d6.5.demand": ("客户确认有效", "客戶確認有效", "the customer confirms that it works"),
    "d6.6.demand": (
        "有切换点：日期 / 批次 / 序号",
        "有切換點：日期 / 批號 / 序號",
        "the cut-in point: date, lot or serial number",
    ),
    "d6.6.none": ("没有切换批次和日期", "沒有切換批號和日期", "no lot and date from which it applies"),
    # --- D7
    "d7.1.demand": (
        "PFMEA、控制计划、作业指导已更新（版本 + 日期），或写明不涉及的原因",
        "PFMEA、管制計畫、作業指導已更新（版本 + 日期），或寫明不涉及的原因",
        "PFMEA, control plan, work instruction: revision and date, or why not affected",
    ),
    "d7.1.none": (
        "没有说明 {kind} 是否更新",
        "沒有說明 {kind} 是否更新",
        "nothing is said about the {kind}",
    ),
    "d7.1.open": (
        "{kind} 没有新版本和日期，也没有写不涉及的原因",
        "{kind} 沒有新版本和日期，也沒有寫不涉及的原因",
        "the {kind} has no revision with date, and no reason why it is not affected",
    ),
    "d7.2.demand": (
        "类似料号 / 工序已展开，有结果",
        "類似料號 / 製程已展開，有結果",
        "similar parts and processes, with the result there",
    ),
    "d7.3.demand": ("记录经验教训", "記錄經驗教訓", "lessons learned are written down"),
    "d7.4.demand": (
        "体系改进建议有责任人",
        "體系改善建議有責任人",
        "the systemic recommendation has somebody responsible",
    ),
    "d7.5.demand": (
        "D7 措施针对 n 次因（远因）",
        "D7 措施針對 n 次因（遠因）",
        "an action of D7 answers the last why",
    ),
    "d7.5.rootless": (
        "5Why 没有标出 n 次因",
        "5Why 沒有標出 n 次因",
        "no why is marked as the root",
    ),
    "d7.5.none": ("没有 D7 预防措施", "沒有 D7 預防措施", "there is no preventive action"),
    "d7.5.unlinked": (
        "D7 措施没有针对 n 次因或系统原因",
        "D7 措施沒有針對 n 次因或系統原因",
        "no action of D7 names the root why or the systemic cause",
    ),
    # --- D8
    "d8.1.demand": (
        "措施全部完成，效果追踪 1-3 月有记录",
        "措施全部完成，效果追蹤 1-3 月有記錄",
        "all actions are done, the effect of months 1 to 3 is recorded",
    ),
    "d8.1.open": ("措施“{action}”没有完成", "措施「{action}」沒有完成", "the action “{action}” is not done"),
    "d8.2.demand": ("批准人签字并有日期", "批准人簽字並有日期", "the champion has signed, with a date"),
    "d8.3.demand": (
        "客户已接受（或催复一周无回复视同接受）",
        "客戶已接受（或催覆一週無回覆視同接受）",
        "the customer has accepted (or was silent for a week after a reminder)",
    ),
    "d8.4.demand": ("感谢小组", "感謝小組", "the team is thanked"),
    "d8.5.demand": ("结案日期是最晚的日期", "結案日期是最晚的日期", "the closing date is the latest one"),
    "d8.5.later": (
        "“{other}”的 {day} 晚于结案日期",
        "「{other}」的 {day} 晚於結案日期",
        "“{other}”, {day}, is later than the closing",
    ),
    "d8.6.demand": ("费用已记录", "費用已記錄", "costs are booked"),
    "d8.7.demand": (
        "结案有原因、责任人、已实施的措施",
        "結案有原因、責任人、已實施的措施",
        "closed with cause, owner and implemented action",
    ),
    "d8.7.cause": ("没有原因，不能结案", "沒有原因，不能結案", "no cause: it cannot be closed"),
    "d8.7.owner": ("没有责任人，不能结案", "沒有責任人，不能結案", "no owner: it cannot be closed"),
    "d8.7.action": (
        "没有已实施的措施，不能结案",
        "沒有已實施的措施，不能結案",
        "no action is implemented: it cannot be closed",
    ),
    # --- the whole report
    "g.1.demand": (
        "没有空栏；不适用写“不适用”",
        "沒有空欄；不適用寫「不適用」",
        "no field is empty; “n/a” is an answer",
    ),
    "g.2.demand": (
        "日期顺序：受理 ≤ D3 ≤ D4 ≤ D5 ≤ D6 ≤ D8",
        "日期順序：受理 ≤ D3 ≤ D4 ≤ D5 ≤ D6 ≤ D8",
        "dates in order: complaint ≤ D3 ≤ D4 ≤ D5 ≤ D6 ≤ D8",
    ),
    "g.2.order": (
        "{step} 完成于 {day}，早于{other}（{before}）",
        "{step} 完成於 {day}，早於{other}（{before}）",
        "{step} was done on {day}, before {other} ({before})",
    ),
    "g.3.demand": (
        "提交的版次和日期有记录",
        "提交的版次和日期有記錄",
        "submitted versions are kept with number and date",
    ),
    "g.3.none": ("没有提交版次和日期", "沒有提交版次和日期", "no submitted version with its date"),
    "g.4.demand": (
        "报告用客户要求的语言",
        "報告用客戶要求的語言",
        "the report is in the customer's language",
    ),
    "g.4.other": (
        "客户要求 {asked}，报告是 {used}",
        "客戶要求 {asked}，報告是 {used}",
        "the customer asks for {asked}, the report is in {used}",
    ),
    "g.5.demand": ("表单记有模板版本", "表單記有範本版本", "the form records the revision of its template"),
    "g.5.none": (
        "表单没有记录模板版本",
        "表單沒有記錄範本版本",
        "the form does not record the revision of its template",
    ),
    "g.6.demand": (
        "没有“待定 / TBD / xxx”",
        "沒有「待定 / TBD / xxx」",
        "no placeholders (TBD, xxx)",
    ),
    "g.6.words": (
        "“{label}”里有未填的占位：{words}",
        "「{label}」裡有未填的佔位：{words}",
        "“{label}” has a placeholder: {words}",
    ),
    # --- its words
    "t.1.demand": ("不过度承诺", "不過度承諾", "no over-promising"),
    "t.1.words": ("“{label}”过度承诺：{words}", "「{label}」過度承諾：{words}", "“{label}” promises too much: {words}"),
    "t.2.demand": ("不归咎客户", "不歸咎客戶", "the customer is not blamed"),
    "t.2.words": (
        "“{label}”归咎客户：{words}",
        "「{label}」歸咎客戶：{words}",
        "“{label}” blames the customer: {words}",
    ),
    "t.3.demand": (
        "报告里不承诺赔偿",
        "報告裡不承諾賠償",
        "no compensation is promised in the report",
    ),
    "t.3.words": (
        "“{label}”承诺赔偿：{words}",
        "「{label}」承諾賠償：{words}",
        "“{label}” promises compensation: {words}",
    ),
    "t.4.demand": (
        "不出现小组以外的内部人员姓名",
        "不出現小組以外的內部人員姓名",
        "no names of our people outside of the team",
    ),
    "t.4.words": (
        "“{label}”里有小组以外的人名：{words}",
        "「{label}」裡有小組以外的人名：{words}",
        "“{label}” names people who are not in the team: {words}",
    ),
    # --- why a form is proposed
    "form.safety": ("涉及安全", "涉及安全", "safety is concerned"),
    "form.repeat": ("重复客诉", "重複客訴", "it is a repeat"),
    "form.critical": ("严重等级为严重", "嚴重等級為嚴重", "it is critical"),
    "form.customer": ("A 级客户", "A 級客戶", "the customer is of grade A"),
    "form.large": (
        "不良数量 ≥ 100 或占批量 ≥ 5 %",
        "不良數量 ≥ 100 或佔批量 ≥ 5 %",
        "there are 100 bad parts or more, or 5 % of the lot",
    ),
    "form.major": ("严重等级为一般", "嚴重等級為一般", "it is major"),
    "form.minor": ("严重等级为轻微，数量少", "嚴重等級為輕微，數量少", "it is minor and small"),
    "form.unjudged": ("严重等级未判定", "嚴重等級未判定", "nobody has judged its severity yet"),
    # --- verdicts
    "verdict.fulfilled": ("● 符合", "● 符合", "● Fulfilled"),
    "verdict.partly": ("▲ 部分", "▲ 部分", "▲ Partly"),
    "verdict.not": ("■ 不符合", "■ 不符合", "■ Not"),
    "verdict.na": ("○ 不适用", "○ 不適用", "○ n/a"),
    "overall.accept": ("● 接受", "● 接受", "● Accept"),
    "overall.rework": ("▲ 返工", "▲ 返工", "▲ Rework"),
    "overall.no_measures": ("■ 没有措施", "■ 沒有措施", "■ No measures"),
    "overall.na": ("○ 不适用", "○ 不適用", "○ n/a"),
}
