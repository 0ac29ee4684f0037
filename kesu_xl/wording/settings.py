"""What is wrong on the sheets by which a register says something about itself: 日历, 客户."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "S201.what": ("日历的一行看不懂", "行事曆的一列看不懂", "a row of the calendar cannot be read"),
    "S201.message": (
        "“{table}”第 {row} 行看不懂（“{value}”），这一天按平常算",
        "「{table}」第 {row} 列看不懂（「{value}」），這一天照平常算",
        'row {row} of "{table}" cannot be read ("{value}"); the day counts as any other',
    ),
    "S201.remedy": (
        "日期写成 2026-10-01，类别选休息或上班",
        "日期寫成 2026-10-01，類別選休息或上班",
        "write the date as 2026-10-01 and choose holiday or working day",
    ),
    "S202.what": (
        "日历里同一天又休息又上班",
        "行事曆裡同一天又休息又上班",
        "a day of the calendar is both worked and free",
    ),
    "S202.message": (
        "“{table}”里 {value} 既写了休息又写了上班，按先写的算",
        "「{table}」裡 {value} 既寫了休息又寫了上班，按先寫的算",
        'in "{table}", {value} is both a holiday and a working day; the first one counts',
    ),
    "S202.remedy": ("删去一行", "刪去一列", "delete one of the rows"),
    "S203.what": (
        "客户的日历或时区看不懂",
        "客戶的行事曆或時區看不懂",
        "a customer's calendar or time zone cannot be read",
    ),
    "S203.message": (
        "“{table}”第 {row} 行 {customer}：{detail} 这个客户按工作时间的时钟显示未知",
        "「{table}」第 {row} 列 {customer}：{detail} 這個客戶按工作時間的時鐘顯示未知",
        'row {row} of "{table}", {customer}: {detail} Clocks of this customer that count working hours are unknown.',
    ),
    "S203.remedy": (
        "日历写成例如“JP”“JP 09:00-12:00, 13:00-18:00”或“自然时间”，时区写成例如 Asia/Tokyo",
        "行事曆寫成例如「JP」「JP 09:00-12:00, 13:00-18:00」或「日曆時間」，時區寫成例如 Asia/Tokyo",
        "write the calendar as e.g. JP, or JP 09:00-12:00, 13:00-18:00, or calendar hours; the zone as e.g. Asia/Tokyo",
    ),
    "S204.what": ("某一年的节假日还不知道", "某一年的節假日還不知道", "the holidays of a year are not known"),
    "S204.message": (
        "{region} {year} 年的节假日与调休还不知道，要计到那一年的时钟没有期限或显示未知",
        "{region} {year} 年的節假日與補班還不知道，要計到那一年的時鐘沒有期限或顯示未知",
        "the holidays of {region} in {year} are not known; clocks that count into that year have no due time or are unknown",
    ),
    "S204.remedy": (
        "把该年的休息日和调休上班日填入“日历”，或更新 holidays 库",
        "把該年的休息日和補班日填入「行事曆」，或更新 holidays 套件",
        "enter the free days and make-up workdays of that year on the sheet Calendar, or update the holidays library",
    ),
    "S205.what": (
        "时限写给了不存在的客户、等级或优先级",
        "時限寫給了不存在的客戶、等級或優先級",
        "a limit is for a customer, grade or priority that there is not",
    ),
    "S205.message": (
        "“{value}”：台账、“客户”和“列表”里都没有“{word}”，这条时限不会用到",
        "「{value}」：台帳、「客戶」和「列表」裡都沒有「{word}」，這條時限不會用到",
        '"{value}": neither the register nor the sheets Customers and Lists have "{word}", so this limit never counts',
    ),
    "S205.remedy": (
        "把名称改成与台账里一样的写法，或删去这一行",
        "把名稱改成與台帳裡一樣的寫法，或刪去這一列",
        "write the name as the register does, or delete the row",
    ),
    "S206.what": (
        "时限写给了所用规则里没有的时钟",
        "時限寫給了所用規則裡沒有的時鐘",
        "a limit is for a clock that the profile does not have",
    ),
    "S206.message": (
        "“{value}”：规则 {profile} 里没有“{clock}”，这条时限不会用到",
        "「{value}」：規則 {profile} 裡沒有「{clock}」，這條時限不會用到",
        '"{value}": the profile {profile} has no clock "{clock}", so this limit never counts',
    ),
    "S206.remedy": (
        "改正时钟名称，在“设置”的“规则”里换成有这个时钟的规则，或删去这一行",
        "改正時鐘名稱，在「設定」的「規則」裡換成有這個時鐘的規則，或刪去這一列",
        "choose a profile that has this clock (Profile in Settings), correct the clock's name, or delete the row",
    ),
}
