"""The 时效 sheet: every clock of every open complaint."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "sheet": ("时效", "時效", "Clocks"),
    "title": ("时效一览", "時效一覽", "Clocks"),
    "heading": (
        "{file} · 工作表 {sheet} · 规则 {policy} · 截至 {as_of}（{zone}）· 不会自动更新 · 点编号跳到该行",
        "{file} · 工作表 {sheet} · 規則 {policy} · 截至 {as_of}（{zone}）· 不會自動更新 · 點編號跳到該列",
        "{file} · sheet {sheet} · policy {policy} · as of {as_of} ({zone}) · does not update by itself · click a number to go to its row",
    ),
    "in_cases": ("{cases} 件客诉", "{cases} 件客訴", "{cases} complaints"),
    "open_cases": ("未结客诉", "未結客訴", "open complaints"),
    "of_cases": ("共 {cases} 件", "共 {cases} 件", "of {cases}"),
    "most": ("最急", "最急", "most urgent"),
    "none": ("没有时钟在走", "沒有時鐘在走", "no clock runs"),
    "closed": ("已结案的客诉列在下面", "已結案的客訴列在下面", "closed complaints are listed below"),
    "not_closed": ("不含已结案的客诉", "不含已結案的客訴", "closed complaints are left out"),
    "more": (
        "还有 {count} 个时钟放不下；其余见 kesu clocks --json",
        "還有 {count} 個時鐘放不下；其餘見 kesu clocks --json",
        "{count} more clocks do not fit; see kesu clocks --json for the rest",
    ),
    "head_state": ("状态", "狀態", "State"),
    "head_case_no": ("客诉编号", "客訴編號", "Complaint"),
    "head_customer": ("客户名称", "客戶名稱", "Customer"),
    "head_clock": ("时钟", "時鐘", "Clock"),
    "head_start": ("开始", "開始", "Start"),
    "head_due": ("期限", "期限", "Due"),
    "head_stop": ("停止", "停止", "Stop"),
    "head_elapsed": ("已用", "已用", "Elapsed"),
    "head_left": ("剩余", "剩餘", "Left"),
    "head_explanation": ("说明", "說明", "Explanation"),
    "written": ("时效写进 {path}", "時效寫進 {path}", "clocks written to {path}"),
}
