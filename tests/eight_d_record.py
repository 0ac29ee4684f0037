# ruff: noqa: E501 - tables of Chinese text: a Chinese character counts as two columns
"""One complaint with a full 8D in three languages, as a QA engineer would write it; and one that tries everything."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from kesu_xl.complaint import Complaint
from kesu_xl.complaint.details import (
    CAUSE_KIND,
    CAUSE_STATE,
    COST_KIND,
    DOCUMENT_KIND,
    PLACE,
    TEAM_ROLE,
    WHY_LAYER,
)
from kesu_xl.complaint.lists import CONTAINMENT, DISPOSITION, SEVERITY, YES_NO
from kesu_xl.eight_d import ANSWERS, assemble
from kesu_xl.wording import LANGUAGES

__all__ = ["empty", "full", "hostile"]

_RECEIVED: Final = datetime(2026, 11, 18, 3, 0)  # noqa: DTZ001 - times are naive, as a register has them

#: Answers of 8D内容 in zh-Hans, zh-Hant, en.
_ANSWERS: Final = {
    "d0.action": (
        "03:40 电话确认客户停用；04:00 书面回复初步处理；批次 L261001-1、-2 已在系统锁定",
        "03:40 電話確認客戶停用；04:00 書面回覆初步處理；批號 L261001-1、-2 已於系統鎖定",
        "03:40 customer stopped by phone; 04:00 first written reply; lots L261001-1 and -2 blocked in the system",
    ),
    "d0.suspect_lots": ("L261001-1、L261001-2", "L261001-1、L261001-2", "L261001-1, L261001-2"),
    "d0.form_reason": ("客户停线，要求完整 8D", "客戶停線，要求完整 8D", "Line stop; the customer asks for the full report"),
    "d2.object": ("BOPP-18 薄膜，宽 1,020 mm", "BOPP-18 薄膜，寬 1,020 mm", "BOPP-18 film, 1,020 mm wide"),
    "d2.what": ("膜面横向划伤，每 3 m 重复一次", "膜面橫向刮傷，每 3 m 重複一次", "Film scratched crosswise, every 3 m"),
    "d2.where": (
        "客户 2 号分切机；膜面外侧，距边 120–180 mm",
        "客戶 2 號分切機；膜面外側，距邊 120–180 mm",
        "Customer's slitter no. 2; outer face, 120–180 mm from the edge",
    ),
    "d2.when": ("首次 11-18 02:10；随后同批 11 卷均有", "首次 11-18 02:10；隨後同批 11 卷均有", "First 18 Nov 02:10; then on 11 more rolls"),
    "d2.who": ("客户分切班组，机台作业人员", "客戶分切班組，機台作業人員", "Customer's slitting crew"),
    "d2.why": ("划伤处印刷漏墨，客户停线 3 h", "刮傷處印刷漏墨，客戶停線 3 h", "Ink skips at the scratches; line stopped for 3 h"),
    "d2.how": ("客户首件目视检查", "客戶首件目視檢查", "Visual check of the first piece"),
    "d2.how_many": (
        "12 / 240 卷，划伤长 30–80 mm，深 <1 μm",
        "12 / 240 卷，刮傷長 30–80 mm，深 <1 μm",
        "12 of 240 rolls, 30–80 mm long, under 1 μm deep",
    ),
    "d2.history": ("否（近 12 个月无同类）", "否（近 12 個月無同類）", "No (none in the last 12 months)"),
    "d2.other_parts": ("CPP-30 同刀架，已查无不良", "CPP-30 同刀架，已查無不良", "CPP-30 on the same knife: checked, none"),
    "d2.verbatim": ("“这样的膜没法印。”", "「這樣的膜沒法印。」", "“We cannot print on this film.”"),
    "d2.risk": ("仅外观，不影响安全", "僅外觀，不影響安全", "Appearance only, no safety risk"),
    "d3.effectiveness": ("100 %（复检 816 卷）", "100 %（複檢 816 卷）", "100 % (816 rolls sorted)"),
    "d3.proof": ("复检记录 QR-118，已附照片", "複檢記錄 QR-118，已附照片", "Sorting record QR-118 with photos"),
    "d3.clean_point": ("绿色圆标；自 L261120 起", "綠色圓標；自 L261120 起", "Green dot, from L261120 on"),
    "d3.firewall": ("出货前全幅灯检", "出貨前全幅燈檢", "Full-width light check before shipping"),
    "d3.informed": ("生产、仓库、业务", "生產、倉庫、業務", "Production, warehouse, sales"),
    "d4.candidates": ("刀架振动；导辊划伤", "刀架振動；導輥刮傷", "Knife holder vibrates; scratched roller"),
    "d4.systemic": (
        "变更管理未要求对新设备同步评审 PFMEA 与检验方法",
        "變更管理未要求對新設備同步評審 PFMEA 與檢驗方法",
        "Change management asks for no review of PFMEA and inspection when machines are new",
    ),
    "d5.verification": (
        "试装 1 台，连续 3 批 200 卷无划伤",
        "試裝 1 台，連續 3 批 200 卷無刮傷",
        "Trial on one machine: 3 lots of 200 rolls without a scratch",
    ),
    "d6.containment_removed_at": ("2026-12-05（验证后）", "2026-12-05（驗證後）", "2026-12-05 (validated)"),
    "d6.customer_confirmed": ("是，12-08 邮件", "是，12-08 郵件", "Yes, mail of 8 Dec"),
    "d7.horizontal": (
        "CPP-30、PET-25 共 4 台分切机：已完成 3 台，1 台 12-10",
        "CPP-30、PET-25 共 4 台分切機：已完成 3 台，1 台 12-10",
        "4 slitters of CPP-30 and PET-25: 3 done, 1 on 10 Dec",
    ),
    "d7.lessons": (
        "新设备导入必须有振动基线；已在品质例会通报",
        "新設備導入必須有振動基準；已於品質例會通報",
        "A new machine needs a vibration baseline; told at the quality meeting",
    ),
    "d8.customer_accepted": ("2026-12-08 邮件确认接受", "2026-12-08 郵件確認接受", "Accepted by mail on 2026-12-08"),
    "d8.summary": ("根因已消除，效果稳定", "根因已消除，效果穩定", "Cause removed, results stable"),
    "d8.recognition": ("感谢分切班组连夜复检", "感謝分切班組連夜複檢", "Thanks to the slitting crew for the night's sorting"),
    "d8.prepared_by": ("张三", "張三", "张三"),
    "d8.reviewed_by": ("李四", "李四", "李四"),
    "d8.approved_by": ("王五", "王五", "王五"),
}  # fmt: skip
#: Why, because of the two chains and of the system's.
_WHYS: Final = (
    (("为什么划伤？", "膜面与刀架接触"), ("為什麼刮傷？", "膜面與刀架接觸"), ("Why scratched?", "Film touches the holder")),
    (("为什么接触？", "刀架微振 0.2 mm"), ("為什麼接觸？", "刀架微振 0.2 mm"), ("Why does it?", "Holder vibrates, 0.2 mm")),
    (("为什么微振？", "轴承游隙超差"), ("為什麼微振？", "軸承游隙超差"), ("Why vibrates?", "Bearing has too much play")),
    (("为什么未更换？", "保养表无轴承寿命"), ("為什麼未更換？", "保養表無軸承壽命"), ("Why not changed?", "Not in the plan")),
    (("为什么没有？", "新设备导入时未做 PFMEA"), ("為什麼沒有？", "新設備導入時未做 PFMEA"), ("Why not?", "No PFMEA for it")),
)  # fmt: skip
_ESCAPE: Final = (
    (("为什么流出？", "首检判合格"), ("為什麼流出？", "首檢判合格"), ("Why escaped?", "First piece passed")),
    (("为什么判合格？", "只看端部 0.5 m"), ("為什麼判合格？", "只看端部 0.5 m"), ("Why passed?", "Only 0.5 m looked at")),
    (("为什么只看端部？", "指导书如此规定"), ("為什麼只看端部？", "指導書如此規定"), ("Why only that?", "So says the instruction")),
)  # fmt: skip
_CAUSES: Final = (
    (
        "刀架轴承超期，微振划伤膜面",
        "刀架軸承逾期，微振刮傷膜面",
        "Worn bearing: the knife holder vibrates and scratches",
    ),
    ("首检范围只有端部 0.5 m", "首檢範圍只有端部 0.5 m", "First check covers 0.5 m at the end only"),
)
_METHODS: Final = (
    ("换下轴承装回后复现（3/3）", "換下軸承裝回後重現（3/3）", "Old bearing put back: came again (3/3)"),
    ("旧检法复检 20 卷，检出 4 卷", "舊檢法複檢 20 卷，檢出 4 卷", "Old check on 20 rolls found 4"),
)
_MEASURES: Final = (
    ("刀架加装振动监测，>0.05 mm 自动停机", "刀架加裝振動監測，>0.05 mm 自動停機", "Vibration sensor stops the machine above 0.05 mm"),
    ("轴承列入预防保养，2,000 h 更换", "軸承列入預防保養，2,000 h 更換", "Bearings in the maintenance plan, every 2,000 h"),
    ("首检改全幅灯检，指导书升 C 版", "首檢改全幅燈檢，指導書升 C 版", "Full-width light check, instruction rev. C"),
    ("新设备导入清单增加 PFMEA 评审", "新設備導入清單增加 PFMEA 評審", "PFMEA review on the list for new machines"),
)  # fmt: skip
_PLACES: Final = (
    ("封存 12 卷，派人挑选", "封存 12 卷，派員挑選", "12 rolls sealed, sorter sent"),
    ("联系承运商停发退仓", "聯絡承運商停發退倉", "Carrier turned back"),
    ("全数复检，贴隔离标签", "全數複檢，貼隔離標籤", "All sorted, quarantine label"),
    ("停 2 号刀架，全检", "停 2 號刀架，全檢", "Knife 2 stopped, all checked"),
)
_IS_ISNOT: Final = (
    (("什么", "横向划伤", "纵向划伤", "方向", "换刀架"), ("什麼", "橫向刮傷", "縱向刮傷", "方向", "換刀架"), ("What", "Across", "Along", "Direction", "New holder")),
    (("何处", "外侧膜面", "内侧", "2 号刀架", "轴承"), ("何處", "外側膜面", "內側", "2 號刀架", "軸承"), ("Where", "Outer face", "Inner face", "Knife 2", "Bearing")),
    (("何时", "10-28 之后", "10-28 之前", "换轴承后", "新供应商"), ("何時", "10-28 之後", "10-28 之前", "換軸承後", "新供應商"), ("When", "After 28 Oct", "Before", "Bearing changed", "New supplier")),
)  # fmt: skip
_WORDS: Final = {
    "customer": ("华东包装", "華東包裝", "East Packaging"),
    "demand": (
        "更换 12 卷；3 个工作日内提供初步原因；其余库存挑选后方可使用",
        "更換 12 卷；3 個工作日內提供初步原因；其餘庫存挑選後方可使用",
        "Replace 12 rolls; first causes within 3 working days; the rest only after sorting",
    ),
    "product": ("BOPP-18 薄膜", "BOPP-18 薄膜", "BOPP-18 film"),
    "effect": ("0 件", "0 件", "0 pcs"),
    "dept": ("品保", "品保", "Quality"),
    "title": ("工程师", "工程師", "Engineer"),
    "evidence": ("QR-118", "QR-118", "QR-118"),
    "change": ("新增失效模式：刀架振动", "新增失效模式：刀架振動", "New failure mode: vibration"),
    "caption": ("膜面划伤（红圈）", "膜面刮傷（紅圈）", "Scratch (red circle)"),
    "state": ("按时", "準時", "On time"),
}


def full(lang: str) -> dict[str, Any]:
    """Return a record in which every answer and every list is filled, in one language."""
    at = LANGUAGES.index(lang)
    word = {name: texts[at] for name, texts in _WORDS.items()}
    day = date(2026, 11, 28)
    yes, no = YES_NO.choices
    answers = dict.fromkeys(ANSWERS, "—") | {path: texts[at] for path, texts in _ANSWERS.items()}
    answers |= {
        path: yes.say(lang)
        for path in ("d0.needed", "d0.customer_protected", "d2.is_real_problem", "d4.explains_is_isnot")
    }
    answers |= {f"d8.{name}_on": "2026-12-08" for name in ("prepared", "reviewed", "approved")}
    answers |= {"d0.form": ("完整", "完整", "Full")[at], "d2.returned_qty": "12", "d3.secured_qty": "816"}
    answers |= {"d0.detected_at": "2026-11-18 02:10", "d0.customer_protected_at": "2026-11-18 03:40"}
    answers |= {"d5.effectiveness": "100 %", "customer_score": "92", "d7.recommendation_owner": "王五"}
    row = Complaint(
        case_no="KS-2611-087",
        received_at=_RECEIVED,
        received_by="张三",
        first_response_at=_RECEIVED.replace(hour=4),
        due_8d_at=date(2026, 12, 2),
        promised_at=datetime(2026, 12, 1),  # noqa: DTZ001
        owner="张三",
        customer=word["customer"],
        customer_ref="SCAR-2026-1183",
        product=word["product"],
        part_no="M30210-01",
        lot_no="L261001-1",
        defect=_ANSWERS["d2.what"][at],
        defect_qty=12,
        lot_qty=240,
        customer_demand=word["demand"],
        severity=SEVERITY.choices[0],
        safety_flag=no,
        containment_state=CONTAINMENT.choices[1],
        cost_total=8640.5,
        closed_at=datetime(2026, 12, 9, 10, 30),  # noqa: DTZ001
        d3_done_at=datetime(2026, 11, 19, 9, 0),  # noqa: DTZ001
        effect_m1=f"1: {word['effect']}",
        effect_m2=f"2: {word['effect']}",
        effect_m3=f"3: {word['effect']}",
    )
    layers = [WHY_LAYER.choices[n] for n in (0, 1, 2, 2, 3)]
    chains = ((CAUSE_KIND.choices[0], _WHYS), (CAUSE_KIND.choices[1], _ESCAPE), (CAUSE_KIND.choices[2], _WHYS[3:]))
    details: dict[str, list[dict[str, Any]]] = {
        "answers": [{"path": path, "value": value} for path, value in answers.items()],
        "team": [
            {
                "role": role, "name": name, "dept": word["dept"], "title": word["title"], "extension": extension,
                "mail": "zhangsan@example.com",
            }
            for role, name, extension in zip(TEAM_ROLE.choices, ("王五", "张三", "李四"), (8001, 8120, 8233), strict=True)
        ],
        "is_isnot": [
            dict(zip(("question", "is", "is_not", "difference", "change"), texts[at], strict=True))
            for texts in _IS_ISNOT
        ],
        "containment": [
            {
                "place": place, "action": action[at], "owner": owner, "introduced_on": day, "effective_from": day,
                "checked": checked, "ng": ng, "evidence": word["evidence"],
            }
            for place, action, owner, checked, ng in zip(
                PLACE.choices, _PLACES, ("李四", "王五", "李四", "张三"), (240, 60, 1480, 36), (12, 0, 5, 3), strict=False
            )
        ],
        "disposition": [{"kind": DISPOSITION.choices[1], "qty": 12}, {"kind": DISPOSITION.choices[2], "qty": 8}],
        "related_calls": [{"customer": "A", "same_lot": yes}, {"customer": "B", "same_lot": no}],
        "causes": [
            {"kind": kind, "cause": cause[at], "state": CAUSE_STATE.choices[0], "method": method[at],
             "evidence": word["evidence"], "share": 1}
            for kind, cause, method in zip(CAUSE_KIND.choices, _CAUSES, _METHODS, strict=False)
        ],
        "whys": [
            {"chain": kind, "level": level, "why": texts[at][0], "because": texts[at][1], "layer": layers[level - 1]}
            for kind, chain in chains
            for level, texts in enumerate(chain, 1)
        ],
        "actions": [
            {
                "step": step, "cause": cause.say(lang), "action": action[at], "owner": owner, "due": day, "done": done,
                "verification": "3/3", "result": "OK",
            }
            for step, cause, action, owner, done in (
                ("D5", CAUSE_KIND.choices[0], _MEASURES[0], "李四", date(2026, 11, 27)),
                ("D5", CAUSE_KIND.choices[0], _MEASURES[1], "王五", date(2026, 11, 29)),
                ("D5", CAUSE_KIND.choices[1], _MEASURES[2], "张三", None),
                ("D7", CAUSE_KIND.choices[2], _MEASURES[3], "张三", date(2026, 11, 26)),
            )
        ],
        "validation": [
            {
                "action": action[at], "method": _METHODS[1][at], "checked": 1600, "ng_before": 80, "ng_after": 0,
                "cut_in_lot": "L261201", "date": date(2026, 12, 4),
            }
            for action in _MEASURES[:2]
        ],
        "documents": [
            {"kind": kind, "number": number, "revision": "D", "date": day, "why_not": word["change"]}
            for kind, number in zip(DOCUMENT_KIND.choices, ("PF-SL-02", "CP-SL-02", "WI-Q-031"), strict=True)
        ],
        "costs": [
            {"kind": COST_KIND.choices[0], "amount": 6200.5, "currency": "CNY"},
            {"kind": COST_KIND.choices[1], "amount": 2440, "currency": "CNY"},
        ],
        "photos": [{"caption": f"{n}. {word['caption']}"} for n in range(1, 7)],
        "revisions": [{"number": 2, "date": date(2026, 12, 9)}],
    }  # fmt: skip
    return assemble(row, details, {"first_response": f"● {word['state']}"}).record() | {
        "company": ("示例膜业有限公司", "示例膜業有限公司", "Sample Films Ltd.")[at],
        "department": word["dept"],
    }


def empty(lang: str) -> dict[str, Any]:
    """Return the record of a complaint of which only the number is known."""
    del lang
    return assemble(Complaint(case_no="KS-1"), {}).record()


def hostile(lang: str) -> dict[str, Any]:
    """Return a record of long texts, would-be formulas, line breaks and control characters, with 40 items a list."""
    long = {"zh-Hans": "膜面横向划伤，", "zh-Hant": "膜面橫向刮傷，", "en": "scratched crosswise, "}[lang] * 24
    texts = (
        "=1+1",
        "@SUM(A1)",
        "a\nb\nc",
        "\x00\x07tab\tend",
        "W" * 60,
        '</t></is><x a="&">',
        long,
        "-2+3",
        "{{ d2.what }}",
    )

    def spoiled(value: Any, n: int) -> Any:
        if isinstance(value, dict):
            return {name: spoiled(item, n + at) for at, (name, item) in enumerate(value.items())}
        if isinstance(value, list):
            return [spoiled(value[item % len(value)], n + item) for item in range(40)] if value else value
        return texts[n % len(texts)] if isinstance(value, str) else value

    record: dict[str, Any] = spoiled(full(lang), 0)
    return record | {"case_no": "=KS-1"}
