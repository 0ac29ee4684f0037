"""What is said when filled forms go back into the register."""

from __future__ import annotations

from kesu_xl.wording import Text

TEXTS: dict[str, Text] = {
    "F221.what": (
        "台账里的内容比表单新，没有覆盖",
        "台帳裡的內容比表單新，沒有覆蓋",
        "the register's value is newer than the form's and was kept",
    ),
    "F221.message": (
        "{place} 的 {field} 在表单生成以后改过（台账“{ours}”，表单 {form} “{theirs}”），没有覆盖",
        "{place} 的 {field} 在表單產生以後改過（台帳「{ours}」，表單 {form}「{theirs}」），沒有覆蓋",
        "{place}, {field}, changed since the form was made (register “{ours}”, form {form} “{theirs}”); it was kept",
    ),
    "F221.remedy": (
        "以表单为准时加 --theirs；以台账为准时用 kesu 8d --update 更新表单",
        "以表單為準時加 --theirs；以台帳為準時用 kesu 8d --update 更新表單",
        "if the form is right, use --theirs; if the register is, make the form again with kesu 8d --update",
    ),
    "F222.what": (
        "表单里清空或删掉的内容，台账保留",
        "表單裡清空或刪掉的內容，台帳保留",
        "what was emptied or taken out in a form stays in the register",
    ),
    "F222.message": (
        "{field} 在表单里清空了，台账 {place} 仍是“{ours}”",
        "{field} 在表單裡清空了，台帳 {place} 仍是「{ours}」",
        "{field} was emptied in the form; {place} of the register still says “{ours}”",
    ),
    "F222.remedy": (
        "确实要清空时加 --theirs，或直接在台账里删除",
        "確實要清空時加 --theirs，或直接在台帳裡刪除",
        "if it is to go, use --theirs, or delete it in the register",
    ),
    "F223.what": (
        "台账没有位置放表单里的内容",
        "台帳沒有位置放表單裡的內容",
        "the register has no place for a value of the form",
    ),
    "F223.message": (
        "表单 {cell} 的 {field}“{value}”在台账（{where}）里没有对应的栏，没有写入",
        "表單 {cell} 的 {field}「{value}」在台帳（{where}）裡沒有對應的欄，沒有寫入",
        "{field} in cell {cell} of the form, “{value}”, has no column in the register ({where}) and was not written",
    ),
    "F223.remedy": (
        "在台账里加上这一栏（同名的工作表若是别的内容，请先改名）；一个栏对应多行时直接在台账里改",
        "在台帳裡加上這一欄（同名的工作表若是別的內容，請先改名）；一個欄對應多列時直接在台帳裡改",
        "add that column to the register (rename a sheet that only shares the name); where several rows are meant, edit the register",
    ),
    "F224.what": (
        "表单里的内容不符合台账栏位的类型",
        "表單裡的內容不符合台帳欄位的類型",
        "a value of the form is not what its column holds",
    ),
    "F224.message": (
        "表单 {cell} 的“{value}”不能作为“{label}”，没有写入",
        "表單 {cell} 的「{value}」不能作為「{label}」，沒有寫入",
        "“{value}” in cell {cell} of the form cannot be “{label}” and was not written",
    ),
    "F224.remedy": (
        "改成日期（2026-11-20）、数字或下拉列表里的词，再读一次",
        "改成日期（2026-11-20）、數字或下拉清單裡的詞，再讀一次",
        "write a date (2026-11-20), a number or a word of the list, then read it again",
    ),
    "F225.what": (
        "表单的客诉不在台账里",
        "表單的客訴不在台帳裡",
        "the form's complaint is not in the register",
    ),
    "F225.message": (
        "台账里没有客诉 {case_no}（表单 {sheet}!{cell}），没有写入",
        "台帳裡沒有客訴 {case_no}（表單 {sheet}!{cell}），沒有寫入",
        "the register has no complaint {case_no} (cell {sheet}!{cell} of the form); nothing was written",
    ),
    "F225.remedy": (
        "核对表单的客诉编号，或换成登记了它的台账",
        "核對表單的客訴編號，或換成登記了它的台帳",
        "check the number in the form, or use the register that has it",
    ),
    "F226.what": ("表单没有客诉编号", "表單沒有客訴編號", "the form names no complaint"),
    "F226.message": (
        "表单 {value} 里没有客诉编号，没有写入",
        "表單 {value} 裡沒有客訴編號，沒有寫入",
        "the form {value} names no complaint; nothing was written",
    ),
    "F226.remedy": (
        "在表单的编号格里填写客诉编号；模板要有 case_no 标记",
        "在表單的編號格裡填寫客訴編號；範本要有 case_no 標記",
        "fill in the complaint's number; the template needs the marker case_no",
    ),
    "F227.what": (
        "表单没有记录生成时的内容",
        "表單沒有記錄產生時的內容",
        "the form does not say what it was filled with",
    ),
    "F227.message": (
        "{value} 没有记录生成时的内容，只写入台账空白处，已有内容视为较新（共 {count} 处不同）",
        "{value} 沒有記錄產生時的內容，只寫入台帳空白處，已有內容視為較新（共 {count} 處不同）",
        "{value} does not say what it was filled with: only blank cells are filled, all others count as newer ({count} differ)",
    ),
    "F227.remedy": (
        "以表单为准时加 --theirs；以后用 kesu 8d 生成的表单会带上记录",
        "以表單為準時加 --theirs；以後用 kesu 8d 產生的表單會帶上記錄",
        "if the form is right, use --theirs; forms that kesu 8d makes say it",
    ),
    "F228.what": (
        "台账里有几行是同一编号",
        "台帳裡有幾列是同一編號",
        "several rows of the register have the form's number",
    ),
    "F228.message": (
        "客诉 {case_no} 在台账里有几行（{rows}），不知道写入哪一行",
        "客訴 {case_no} 在台帳裡有幾列（{rows}），不知道寫入哪一列",
        "complaint {case_no} stands in several rows of the register ({rows}); nobody knows which one is meant",
    ),
    "F228.remedy": (
        "改正重复的编号，再读一次",
        "改正重複的編號，再讀一次",
        "correct the repeated number, then read the form again",
    ),
    "F229.what": (
        "表单里的列表与台账对不上",
        "表單裡的清單與台帳對不上",
        "the rows of a list cannot be told apart",
    ),
    "F229.message": (
        "{field} 的行与台账对不上（台账 {ours} 行，表单 {theirs} 行），没有写入",
        "{field} 的列與台帳對不上（台帳 {ours} 列，表單 {theirs} 列），沒有寫入",
        "the rows of {field} cannot be matched (register {ours}, form {theirs}) and were not written",
    ),
    "F229.remedy": (
        "直接在台账的明细表里修改",
        "直接在台帳的明細表裡修改",
        "edit the detail table of the register",
    ),
    "F230.what": (
        "改了只显示、不填写的单元格",
        "改了只顯示、不填寫的儲存格",
        "a cell was changed that only shows what stands elsewhere",
    ),
    "F230.message": (
        "表单 {cell} 写的是“{value}”，台账算出的是“{ours}”；{field} 只显示台账里的明细，没有写入",
        "表單 {cell} 寫的是「{value}」，台帳算出的是「{ours}」；{field} 只顯示台帳裡的明細，沒有寫入",
        "cell {cell} of the form says “{value}”, the register works out “{ours}”; {field} only shows rows of the register and was not written",
    ),
    "F230.remedy": (
        "要改就改台账里的明细（处置、相关客户、费用、照片、版本、设置等工作表），再用 --update 更新表单；台账后来变了的，不用处理",
        "要改就改台帳裡的明細（處置、相關客戶、費用、照片、版本、設定等工作表），再用 --update 更新表單；台帳後來變了的，不用處理",
        "change the rows in the register (dispositions, related customers, costs, photos, revisions, settings), then make the form again with --update; nothing to do where only the register changed since",
    ),
    "F231.what": ("表单里有两个组长", "表單裡有兩個組長", "a form with two leaders"),
    "F231.message": (
        "{sheet}!{cell} 又写了一个组长（{value}），已有 {leader}",
        "{sheet}!{cell} 又寫了一個組長（{value}），已有 {leader}",
        "{sheet}!{cell} names another leader ({value}), besides {leader}",
    ),
    "F231.remedy": (
        "只留一个组长，其他改为组员",
        "只留一個組長，其他改為組員",
        "keep one leader, make the others members",
    ),
    "F232.what": ("表单里的小组人数过多", "表單裡的小組人數過多", "a form with a team of too many people"),
    "F232.message": (
        "小组有 {members} 人，{sheet}!{cell} 起超过 {most} 人",
        "小組有 {members} 人，{sheet}!{cell} 起超過 {most} 人",
        "the team has {members} people from {sheet}!{cell} on; {most} are the most",
    ),
    "F232.remedy": (
        "保留 4 到 10 名真正参与的人，其他人知会即可",
        "保留 4 到 10 名真正參與的人，其他人知會即可",
        "keep the 4 to 10 people who work on it; tell the others",
    ),
    "F233.what": (
        "表单里的措施日期早于受理时间",
        "表單裡的措施日期早於受理時間",
        "a form with an action dated before its complaint",
    ),
    "F233.message": (
        "{sheet}!{cell} 的 {value} 早于受理日期 {received}",
        "{sheet}!{cell} 的 {value} 早於受理日期 {received}",
        "{value} in {sheet}!{cell} lies before the complaint was received ({received})",
    ),
    "F233.remedy": ("核对年月日", "核對年月日", "check the date"),
}
