"""The sheets of scores in a workbook."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "sheet": ("评分", "評分", "Scores"),
    "title": ("8D 评分", "8D 評分", "8D scores"),
    "findings_sheet": ("评分明细", "評分明細", "Findings"),
    "findings_title": ("8D 评分明细", "8D 評分明細", "What the 8Ds lack"),
    "heading": (
        "{file} · 工作表 {sheet} · 截至 {as_of} · 参照标准自编的检查项，见 docs/quality.md",
        "{file} · 工作表 {sheet} · 截至 {as_of} · 參照標準自編的檢查項，見 docs/quality.md",
        "{file} · sheet {sheet} · as of {as_of} · checks modelled on standards, see docs/quality.md",
    ),
    "average": ("平均得分", "平均得分", "Average"),
    "of_reports": ("共 {count} 份", "共 {count} 份", "of {count} reports"),
    "most": ("最多的缺项", "最多的缺項", "most frequent"),
    "most_is": ("{times} × {what}（{check}）", "{times} × {what}（{check}）", "{times} × {what} ({check})"),
    "more": (
        "还有 {count} 项放不下；改好以上各项后再评分，或用 kesu score --json",
        "還有 {count} 項放不下；改好以上各項後再評分，或用 kesu score --json",
        "{count} more findings do not fit; correct those above and score again, or use kesu score --json",
    ),
    "proposed_is": ("{form}：{reason}", "{form}：{reason}", "{form}: {reason}"),
    "blocking": ("■ 阻断", "■ 阻斷", "■ Blocking"),
    "finding": ("○ 缺项", "○ 缺項", "○ Lacking"),
    "head_case_no": ("客诉编号", "客訴編號", "Complaint"),
    "head_customer": ("客户", "客戶", "Customer"),
    "head_score": ("得分", "得分", "Score"),
    "head_verdict": ("结论", "結論", "Verdict"),
    "head_blocking": ("阻断项", "阻斷項", "Blocking"),
    "head_form": ("报告形式", "報告形式", "Form"),
    "head_proposed": ("建议形式", "建議形式", "Proposed form"),
    "head_own": ("客户评分", "客戶評分", "Customer's score"),
    "head_level": ("级别", "級別", "Level"),
    "head_d": ("步骤", "步驟", "Step"),
    "head_check": ("检查项", "檢查項", "Check"),
    "head_field": ("栏目（点击前往）", "欄目（點擊前往）", "Field (click to go there)"),
    "head_what": ("缺什么", "缺什麼", "What is lacking"),
    "head_demand": ("要求", "要求", "Demand"),
}
