"""The sheet of problems in a workbook."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "sheet": ("问题", "問題", "Problems"),
    "title": ("检查结果", "檢查結果", "Problems"),
    "heading": (
        "{file} · 工作表 {sheet} · 表头第 {row} 行 · 截至 {as_of} · 点“位置”跳到该单元格",
        "{file} · 工作表 {sheet} · 表頭第 {row} 列 · 截至 {as_of} · 點「位置」跳到該儲存格",
        "{file} · sheet {sheet} · header in row {row} · as of {as_of} · click a place to go to its cell",
    ),
    "unchecked": (
        "尚未校验：点选项卡“客诉”的“校验”，或关闭本文件后运行 kesu check --annotate",
        "尚未校驗：點選索引標籤「客訴」的「校驗」，或關閉本檔案後執行 kesu check --annotate",
        "Not checked yet: click Check on the tab Complaints, or close this file and run kesu check --annotate",
    ),
    "level_error": ("错误", "錯誤", "Error"),
    "level_warning": ("警告", "警告", "Warning"),
    "level_info": ("提示", "提示", "Info"),
    "in_rows": ("在 {rows} 行", "在 {rows} 列", "in {rows} rows"),
    "clean": ("没有错误的行", "沒有錯誤的列", "rows without an error"),
    "of_rows": ("共 {rows} 行，无一行跳过", "共 {rows} 列，無一列跳過", "of {rows}, none skipped"),
    "most": ("最多的问题", "最多的問題", "most frequent"),
    "most_is": ("{times} × {what}（{code}）", "{times} × {what}（{code}）", "{times} × {what} ({code})"),
    "more": (
        "还有 {count} 个问题放不下；改好以上问题后再校验",
        "還有 {count} 個問題放不下；改好以上問題後再校驗",
        "{count} more problems do not fit; correct those above, then check again",
    ),
    "by_address": ("{cell}（按位置）", "{cell}（按位置）", "{cell} (by place)"),
    "head_level": ("级别", "級別", "Level"),
    "head_place": ("位置", "位置", "Place"),
    "head_case_no": ("客诉编号", "客訴編號", "Complaint"),
    "head_column": ("栏目", "欄目", "Column"),
    "head_value": ("现在的值", "現在的值", "Present value"),
    "head_what": ("问题", "問題", "What is wrong"),
    "head_remedy": ("怎么改", "怎麼改", "What to do"),
    "head_rule": ("规则", "規則", "Rule"),
}
