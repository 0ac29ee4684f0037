"""A complaint with an 8D that lacks nothing, as the register holds it: what the tests of the checks spoil."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from kesu_xl.complaint import Complaint
from kesu_xl.complaint.details import (
    ACTION_KIND,
    CAUSE_KIND,
    CAUSE_STATE,
    COST_KIND,
    DOCUMENT_KIND,
    PLACE,
    STEP,
    STEP_RESULT,
    TEAM_ROLE,
    WHY_LAYER,
)
from kesu_xl.complaint.lists import (
    CLOSED,
    CONTAINMENT,
    CUSTOMER_GRADE,
    DISPOSITION,
    JUSTIFIED,
    OURS,
    OWNER_DEPT,
    SEVERITY,
    YES_NO,
)
from kesu_xl.eight_d import REPORT_FORM

__all__ = ["ANSWERS", "perfect_complaint", "perfect_details"]

_YES, _NO = YES_NO.choices
_OCCURRENCE, _ESCAPE, _SYSTEM = CAUSE_KIND.choices
_RECEIVED: Final = datetime(2026, 8, 3, 9, 0)  # noqa: DTZ001 - times are naive, as a register has them

ANSWERS: Final[dict[str, Any]] = {
    "d0.needed": _YES,
    "d0.action": "电话通知客户停用，批次已在系统锁定",
    "d0.customer_protected": _YES,
    "d0.customer_protected_at": datetime(2026, 8, 3, 10, 0),  # noqa: DTZ001
    "d0.detected_at": datetime(2026, 8, 3, 7, 30),  # noqa: DTZ001
    "d0.suspect_lots": "L260701-1、L260701-2",
    "d0.lots_blocked": _YES,
    "d0.form": REPORT_FORM.choices[0],
    "d0.form_reason": "客户停线",
    "d2.object": "BOPP-18 薄膜，料号 M30210-01",
    "d2.what": "膜面横向划伤，每 3 m 重复一次",
    "d2.where": "客户 2 号分切机；膜面外侧",
    "d2.when": "2026-08-02 22:10 首次，随后同批 11 卷",
    "d2.who": "客户分切班组",
    "d2.why": "划伤处印刷漏墨，客户停线 3 h",
    "d2.how": "客户首件目视检查",
    "d2.how_many": "12 / 240 卷，划伤长 30–80 mm",
    "d2.is_real_problem": _YES,
    "d2.history": "首次发生，近 12 个月无同类",
    "d2.other_parts": "CPP-30 用同一刀架，已查无不良",
    "d2.verbatim": "“这样的膜没法印。”",
    "d2.risk": "仅外观，不影响安全",
    "d2.returned_qty": 12,
    "d3.effectiveness": "100 %（复检 1816 卷）",
    "d3.proof": "复检记录 QR-118",
    "d3.clean_point": "绿色圆标，自 L260805 起",
    "d3.firewall": "出货前全幅灯检",
    "d3.informed": "生产、仓库、业务",
    "d3.secured_qty": 816,
    "d4.candidates": "人：换刀手法；机：刀架振动；料：膜厚；法：张力；环：温度；测：灯检",
    "d4.explains_is_isnot": _YES,
    "d4.systemic": "新设备导入清单没有 PFMEA 评审",
    "d4.failure_category": "制造 / 设备 / 磨损",
    "d4.not_reproduced": _NO,
    "d4.no_trouble_found": "不适用",
    "d5.verification": "试装 1 台，连续 3 批 200 卷无划伤",
    "d5.side_effects": "张力、厚度无变化",
    "d5.effectiveness": "100 %",
    "d5.justification": "不适用",
    "d6.containment_removed_at": date(2026, 9, 10),
    "d6.customer_confirmed": "是，9 月 12 日邮件",
    "d7.horizontal": "CPP-30、PET-25 共 4 台分切机",
    "d7.horizontal_result": "4 台都已加装监测，无不良",
    "d7.lessons": "新设备导入要有振动基线",
    "d7.recommendation": "设备变更流程增加 PFMEA 评审",
    "d7.recommendation_owner": "王五",
    "d8.customer_accepted": "2026-09-12 邮件确认接受",
    "d8.summary": "根因已消除，效果稳定",
    "d8.recognition": "感谢分切班组连夜复检",
    "d8.prepared_by": "张三",
    "d8.prepared_on": date(2026, 9, 12),
    "d8.reviewed_by": "李四",
    "d8.reviewed_on": date(2026, 9, 13),
    "d8.approved_by": "陈总",
    "d8.approved_on": date(2026, 9, 14),
    "customer_score": 92,
}


def perfect_complaint() -> Complaint:
    """Return the row of the register."""
    return Complaint(
        case_no="KS-2608-001",
        received_at=_RECEIVED,
        first_response_at=_RECEIVED.replace(hour=11),
        customer="华东包装",
        customer_grade=CUSTOMER_GRADE.choices[0],
        product="BOPP-18 薄膜",
        part_no="M30210-01",
        lot_no="L260701-1",
        defect="膜面横向划伤",
        defect_qty=12,
        lot_qty=240,
        detected_where="客户分切机",
        photo="photos/1.jpg",
        severity=SEVERITY.choices[0],
        safety_flag=_NO,
        valid=JUSTIFIED,
        liability=OURS,
        owner="张三",
        owner_dept=OWNER_DEPT.choices[0],
        initial_measure="隔离同批库存",
        proposal="更换 12 卷",
        containment_state=CONTAINMENT.choices[1],
        disposition=DISPOSITION.choices[4],
        root_cause_occ="刀架轴承超期，微振划伤膜面",
        root_cause_esc="首检范围只有端部 0.5 m",
        action_occ="刀架加装振动监测",
        action_esc="首检改全幅灯检",
        fmea_no="PF-SL-02 D",
        horizontal_parts="CPP-30",
        d3_done_at=datetime(2026, 8, 4, 9, 0),  # noqa: DTZ001
        d8_done_at=datetime(2026, 9, 14, 9, 0),  # noqa: DTZ001
        status=CLOSED,
        closed_at=datetime(2026, 12, 15, 9, 0),  # noqa: DTZ001
        closing_summary="根因已消除",
        cost_total=8640.5,
        effect_m1="0 件",
        effect_m2="0 件",
        effect_m3="0 件",
        remark="留样 1 卷",
    )


def perfect_details() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the detail tables."""
    champion, leader, member = TEAM_ROLE.choices
    d5, d7 = STEP.choices[5], STEP.choices[7]
    return {
        "answers": [{"path": path, "value": value} for path, value in ANSWERS.items()],
        "team": [
            {
                "role": role, "name": name, "title": title, "dept": dept, "extension": str(8000 + n),
                "mail": f"p{n}@example.com",
            }
            for n, (role, name, title, dept) in enumerate((
                (champion, "陈总", "厂长", "管理"),
                (leader, "张三", "工程师", OWNER_DEPT.choices[0]),
                (member, "李四", "班长", OWNER_DEPT.choices[2]),
                (member, "王五", "主管", OWNER_DEPT.choices[5]),
                (member, "赵六", "技师", OWNER_DEPT.choices[5]),
            ))
        ],
        "is_isnot": [
            {"question": "什么", "is": "横向划伤", "is_not": "纵向划伤", "difference": "方向", "change": "换刀架"},
            {"question": "何处", "is": "外侧", "is_not": "内侧", "difference": "2 号刀架", "change": "轴承"},
        ],
        "containment": [
            {
                "place": place, "action": action, "owner": owner, "introduced_on": date(2026, 8, 3),
                "effective_from": date(2026, 8, 4), "checked": checked, "ng": ng, "evidence": "QR-118",
                "cancelled": _NO,
            }
            for place, action, owner, checked, ng in zip(
                PLACE.choices[:4],
                ("封存 12 卷，派人挑选", "联系承运商停发退仓", "全数复检，贴隔离标签", "停 2 号刀架，全检"),
                ("李四", "王五", "李四", "张三"),
                (240, 60, 1480, 36),
                (12, 0, 5, 3),
                strict=True,
            )
        ],
        "disposition": [
            {"kind": DISPOSITION.choices[1], "qty": 10, "cost": 100, "note": "返回重卷"},
            {"kind": DISPOSITION.choices[2], "qty": 2, "cost": 50, "note": "客户同意"},
        ],
        "related_calls": [
            {
                "customer": "华北包装", "same_lot": _YES, "called_at": datetime(2026, 8, 3, 15, 0),  # noqa: DTZ001
                "by": "王五", "result": "已挑选，无不良",
            },
        ],
        "causes": [
            {
                "kind": kind, "cause": cause, "state": CAUSE_STATE.choices[0], "method": method, "evidence": "QR-118",
                "share": 1,
            }
            for kind, cause, method in (
                (_OCCURRENCE, "刀架轴承超期，微振划伤膜面", "换下轴承装回后复现（3/3）"),
                (_ESCAPE, "首检范围只有端部 0.5 m", "旧检法复检 20 卷，检出 4 卷"),
                (_SYSTEM, "新设备导入清单没有 PFMEA 评审", "查阅流程 P-07"),
            )
        ],
        "whys": [
            {"chain": chain, "level": level, "why": "为什么？", "because": because, "layer": WHY_LAYER.choices[layer]}
            for chain, level, because, layer in (
                (_OCCURRENCE, 1, "膜面与刀架接触", 0),
                (_OCCURRENCE, 2, "刀架微振 0.2 mm", 1),
                (_OCCURRENCE, 3, "轴承游隙超差", 2),
                (_OCCURRENCE, 4, "新设备导入时没有做 PFMEA", 3),
                (_ESCAPE, 1, "首检判合格", 0),
                (_ESCAPE, 2, "只看端部 0.5 m", 1),
                (_ESCAPE, 3, "作业指导书只规定端部", 3),
                (_SYSTEM, 1, "变更流程没有这一项", 3),
            )
        ],
        "actions": [
            {
                "step": step, "kind": kind, "cause": cause, "action": action, "owner": owner, "due": date(2026, 9, 5),
                "done": date(2026, 9, 2), "verification": "3/3", "result": "无划伤", "planned_start": date(2026, 8, 20),
                "cancelled": _NO,
            }
            for step, kind, cause, action, owner in (
                (d5, ACTION_KIND.choices[2], _OCCURRENCE, "刀架加装振动监测，>0.05 mm 自动停机", "李四"),
                (d5, ACTION_KIND.choices[1], "首检范围只有端部", "首检改全幅灯检，指导书升 C 版", "张三"),
                (d7, ACTION_KIND.choices[3], _SYSTEM, "新设备导入清单增加 PFMEA 评审", "王五"),
            )
        ],
        "validation": [
            {
                "action": "振动监测", "checked": 200, "ng_before": 10, "ng_after": 0, "method": "全幅灯检",
                "cut_in_lot": "L260901", "date": date(2026, 9, 9),
            }
        ],
        "documents": [
            {"kind": kind, "number": number, "revision": revision, "date": date(2026, 9, 8), "why_not": "新增"}
            for kind, number, revision in zip(DOCUMENT_KIND.choices, ("PF-02", "CP-02", "WI-31"), "DEC", strict=True)
        ],
        "photos": [{"photo": "photos/1.jpg", "step": STEP.choices[2], "caption": "膜面划伤（红圈）"}],
        "steps": [
            {"step": step, "done": done, "result": STEP_RESULT.choices[0]}
            for step, done in (
                (STEP.choices[3], datetime(2026, 8, 4, 9, 0)),  # noqa: DTZ001
                (STEP.choices[4], datetime(2026, 8, 12, 9, 0)),  # noqa: DTZ001
                (STEP.choices[5], datetime(2026, 8, 18, 9, 0)),  # noqa: DTZ001
                (STEP.choices[6], datetime(2026, 9, 9, 9, 0)),  # noqa: DTZ001
                (STEP.choices[8], datetime(2026, 9, 14, 9, 0)),  # noqa: DTZ001
            )
        ],
        "revisions": [{"number": 2, "date": date(2026, 9, 14), "receiver": "李经理", "file_hash": "a1b2"}],
        "costs": [{"kind": COST_KIND.choices[0], "amount": 6200.5, "currency": "CNY"}],
        "contacts": [{"at": datetime(2026, 8, 3, 10, 0), "by": "张三", "with": "李经理"}],  # noqa: DTZ001
        "lessons": [{"lesson": "新设备导入要有振动基线", "applies_to": "分切", "date": date(2026, 9, 10)}],
    }  # fmt: skip
