"""What a flagged register says besides the states: heads of the added columns, notes on the hidden sheet."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "band": ("时效 · 自动计算，请勿修改", "時效 · 自動計算，請勿修改", "Clocks · worked out, do not edit"),
    "head.worst": ("时效", "時效", "Clocks"),
    "head.worst_frozen": ("时效\n截至 {now}", "時效\n截至 {now}", "Clocks\nas of {now}"),
    "head.due": ("{clock}到期", "{clock}到期", "{clock} due"),
    # "First response" alone is the head of a time
    "head.state": ("{clock}", "{clock}", "{clock} state"),
    "head.left": ("{clock}剩余", "{clock}剩餘", "{clock} left"),
    "format.left": (
        '"剩 "0.0" h"_ ;"超 "0.0" h"_ ;"剩 "0.0" h"_ ',
        '"剩 "0.0" h"_ ;"超 "0.0" h"_ ;"剩 "0.0" h"_ ',
        '0.0" h left"_ ;0.0" h over"_ ;0.0" h left"_ ',
    ),
    "note.live": (
        "本表由 kesu 自动计算，请勿修改。A1 为当前时间（取自本机时钟）；跨夏令时切换的时长按钟面时间计算；以文本输入的时间在此为“未知”，请改成真正的日期时间。",
        "本表由 kesu 自動計算，請勿修改。A1 為目前時間（取自本機時鐘）；跨日光節約時間切換的時長按鐘面時間計算；以文字輸入的時間在此為「未知」，請改成真正的日期時間。",
        "Worked out by kesu; do not edit. A1 is the present by this computer's clock; time across a change to or from daylight saving time is counted by the wall clock. A time typed as text is unknown here: make it a real date and time.",
    ),
    "note.frozen": (
        "本表由 kesu 自动计算，请勿修改。A1 固定为 {now}：状态不随时间变化；要恢复实时，把 A1 改为 =NOW() 或重新标记。以文本输入的时间在此为“未知”，请改成真正的日期时间。",
        "本表由 kesu 自動計算，請勿修改。A1 固定為 {now}：狀態不隨時間變化；要恢復即時，把 A1 改為 =NOW() 或重新標記。以文字輸入的時間在此為「未知」，請改成真正的日期時間。",
        "Worked out by kesu; do not edit. A1 is fixed at {now}, so states do not move with time; for live states set A1 to =NOW() or flag again. A time typed as text is unknown here: make it a real date and time.",
    ),
    "note.left_out": (
        "本表不显示以下时钟（部分客诉的时限与其他客诉计法不同，见 kesu clocks）：{clocks}。",
        "本表不顯示以下時鐘（部分客訴的時限與其他客訴計法不同，見 kesu clocks）：{clocks}。",
        " Not shown here, as some complaints count these limits in another way (see kesu clocks): {clocks}.",
    ),
    "note.no_pauses": (
        "以后填写的暂停、工作时间和时限，重新标记后才计入。",
        "以後填寫的暫停、工作時間和時限，重新標記後才計入。",
        " Pauses, working hours and limits that are entered later count once the register is flagged again.",
    ),
    "note.snapshot": (
        "工作时间、节假日、暂停、联系记录和 8D 进度取自标记时的各工作表，改动后请重新标记；超出已知年份的显示未知；定期反馈只显示最近一次。",
        "工作時間、節假日、暫停、聯絡記錄和 8D 進度取自標記時的各工作表，改動後請重新標記；超出已知年份的顯示未知；定期回饋只顯示最近一次。",
        " Working hours, holidays, pauses, contacts and 8D steps are those of the other sheets when the register was flagged: flag again after changing them; outside the years that are known, clocks are unknown; of the feedback only the latest period is shown.",
    ),
}
