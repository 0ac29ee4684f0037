"""The shipped templates: committed as the script draws them, asking only for known fields, printing as meant."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kesu_xl.complaint import Complaint
from kesu_xl.complaint.lists import CONTAINMENT, SEVERITY, YES_NO
from kesu_xl.eight_d import REPORT_FORM, assemble, known_paths
from kesu_xl.form import compile_template
from kesu_xl.form.height import count_lines, text_box
from kesu_xl.form.style import CellStyle
from kesu_xl.newbook.__main__ import main, shipped
from kesu_xl.newbook.look import FONTS
from kesu_xl.wording import LANGUAGES, say

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "templates"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
FILES: Final = {"zh-Hans": "8d.xlsx", "zh-Hant": "8d.zh-Hant.xlsx", "en": "8d.en.xlsx"}
RECEIVED: Final = datetime(2026, 11, 18, 3, 0)  # noqa: DTZ001 - times are naive, as a register has them
#: Texts of the typical report, one line or two each, per language.
WORDS: Final = {
    "zh-Hans": ("膜面横向划伤，每 3 m 重复一次", "轴承列入预防保养，2,000 h 更换一次", "为什么未更换？"),
    "zh-Hant": ("膜面橫向刮傷，每 3 m 重複一次", "軸承列入預防保養，2,000 h 更換一次", "為什麼未更換？"),
    "en": ("Film scratched crosswise every 3 m", "Bearings changed every 2,000 hours", "Why not changed?"),
}


def typical(lang: str) -> dict[str, Any]:
    """Return a record with every list in use and texts of usual length."""
    defect, action, why = WORDS[lang]
    day = date(2026, 11, 28)
    row = Complaint(
        case_no="KS-2611-087",
        received_at=RECEIVED,
        first_response_at=RECEIVED.replace(hour=4),
        customer="East 华东",
        customer_ref="SCAR-2026-1183",
        product="BOPP-18",
        part_no="M30210-01",
        lot_no="L261001-1",
        defect=defect,
        defect_qty=12,
        lot_qty=240,
        customer_demand=action,
        severity=SEVERITY.choices[0],
        safety_flag=YES_NO.choices[1],
        containment_state=CONTAINMENT.choices[1],
        initial_measure=defect,
        cost_total=8640.5,
        closing_summary=defect,
    )
    answers = {f"d2.{name}": defect for name in ("where", "who", "why", "how", "other_parts")}
    answers |= {"d0.needed": "是", "d0.form": "完整", "d3.effectiveness": "100 %", "d4.systemic": action}
    answers |= {"d7.horizontal": defect, "d7.lessons": action, "d8.recognition": defect, "d8.approved_by": "王五"}
    chain = [
        ("现象", "产生"),
        ("一次因", "产生"),
        ("中间", "产生"),
        ("中间", "产生"),
        ("n次因", "产生"),
        ("n次因", "流出"),
    ]
    details: dict[str, list[dict[str, Any]]] = {
        "answers": [{"path": path, "value": value} for path, value in answers.items()],
        "team": [
            {"role": role, "name": name, "dept": "品保", "extension": "8001", "mail": "zhangsan@example.com"}
            for role, name in (("批准人", "王五"), ("组长", "张三"), ("组员", "李四"))
        ],
        "is_isnot": [{"question": "?", "is": "2", "is_not": "1", "difference": "2 / 1"}] * 3,
        "containment": [
            {"place": place, "action": "OK", "owner": "李四", "introduced_on": day, "checked": 1480, "ng": 12}
            for place in ("客户", "在途", "仓库", "在制")
        ],
        "causes": [
            {"kind": kind, "cause": action, "state": "验证", "method": "3/3", "share": 1} for kind in ("产生", "流出")
        ],
        "whys": [
            {"chain": kind, "level": level, "why": why, "because": action[:12], "layer": layer}
            for level, (layer, kind) in enumerate(chain, 1)
        ],
        "actions": [
            {"step": step, "cause": "1", "action": action, "owner": "张三", "due": day, "done": day}
            for step in ("D5", "D5", "D5", "D7")
        ],
        "validation": [
            {"action": "1", "method": action[:12], "checked": 600, "ng_before": 30, "ng_after": 0, "date": day}
        ],
        "documents": [
            {"kind": kind, "number": "PF-02", "revision": "D", "date": day} for kind in ("PFMEA", "控制计划")
        ],
        "revisions": [{"number": 2, "date": day}],
    }
    return assemble(row, details, {"first_response": f"● {say('eight_d.state.done', lang)[2:]}"}).record()


@cache
def template(lang: str) -> bytes:
    return (TEMPLATES / FILES[lang]).read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_committed_templates_are_what_the_script_writes(tmp_path: Path) -> None:
    main(tmp_path)
    written = {path.name: parts(path.read_bytes()) for path in tmp_path.iterdir()}
    assert set(FILES.values()) <= written.keys()
    for name, made in written.items():
        # Part by part: how deflate packs them differs from one build of zlib to the next.
        assert parts((TEMPLATES / name).read_bytes()) == made, f"{name}: run python -m kesu_xl.newbook"
    assert dict(shipped()) == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_marker_is_a_known_path(lang: str) -> None:
    compiled = compile_template(template(lang), FILES[lang])
    asked = {re.sub(r"\[\d+\]", "[]", field) for field in compiled.fields}
    assert list(compiled.problems) == []
    assert asked - known_paths() == set()
    assert {"case_no", "d2.how_many", "team[].mail", "d5_actions[].due", "whys_esc[].layer", "photos[]"} <= asked
    # The same questions in every language.
    assert asked == {re.sub(r"\[\d+\]", "[]", field) for field in compile_template(template("zh-Hans"), "8d").fields}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fixed_text_fits_its_box(lang: str) -> None:
    sheet = load_workbook(io.BytesIO(template(lang))).worksheets[0]
    spans = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    cut = []
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or "{{" in cell.value:
                continue
            area = spans.get(cell.coordinate)
            columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
            rows = range(area.min_row, area.max_row + 1) if area else [cell.row]
            pixels = sum(round(7 * sheet.column_dimensions[get_column_letter(column)].width) for column in columns)
            height = sum(sheet.row_dimensions[number].height or 0 for number in rows)
            size, indent = float(cell.font.sz or 0), int(cell.alignment.indent or 0)
            box = text_box(CellStyle(str(cell.font.name), size, bool(cell.font.b), True, indent), pixels, 0)
            if count_lines(cell.value, box) * size * 1.25 > height:
                cut.append((cell.coordinate, cell.value))
    assert cut == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheet_and_print_set_up(lang: str) -> None:
    book = load_workbook(io.BytesIO(template(lang)))
    sheet = book.worksheets[0]
    assert book.sheetnames == ["8D"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) in ((9, "portrait"), ("9", "portrait"))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert [round(side * 25.4) for side in (sheet.page_margins.left, sheet.page_margins.bottom)] == [12, 15]
    assert sheet.print_area == f"'8D'!$A$1:$X${sheet.max_row}"
    (page_break,) = sheet.row_breaks.brk
    assert sheet.cell(page_break.id + 1, 1).value == "D4"
    footer = re.search(
        "<oddFooter>.*&amp;P.*&amp;N.*</oddFooter>", parts(template(lang))["xl/worksheets/sheet1.xml"].decode()
    )
    assert footer is not None
    fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
    assert fonts == {FONTS[lang]}
    first = re.search(r"<font>.*?</font>", parts(template(lang))["xl/styles.xml"].decode())
    assert first is not None
    assert 'val="Calibri"' in first.group()
    assert '<sz val="11"' in first.group()
    # 24 columns of 32 px: at least 90 % of their size on the 186 mm between the margins.
    pixels = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 25)) * 7
    assert pixels == pytest.approx(768, abs=0.1)
    # 5 % of both pages stay free for rows that grow, and for programs that draw them higher.
    height = 270 / 25.4 * 72 * (pixels * 25.4 / 96 / 186)
    rows = {number: size.height or 0 for number, size in sheet.row_dimensions.items()}
    on_first = sum(points for number, points in rows.items() if number <= page_break.id)
    assert max(on_first, sum(rows.values()) - on_first) < 0.95 * height


def fixed_texts(lang: str) -> str:
    sheet = load_workbook(io.BytesIO(template(lang))).worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    return re.sub(r"\{\{.*?\}\}", "", "\n".join(texts))


def test_the_form_speaks_one_language() -> None:
    assert re.findall(r"[\u4e00-\u9fff]+", fixed_texts("en")) == []
    assert re.findall("[户编严产费证状组称责态处发复应紧响围题误实验标识]", fixed_texts("zh-Hant")) == []


def test_tick_boxes_ask_for_words_of_the_list() -> None:
    for number, lang in enumerate(LANGUAGES):
        assert [say(f"eight_d.d0.{name}", lang) for name in ("full", "short")] == [
            choice.texts[number] for choice in REPORT_FORM.choices
        ]


def test_a_nearly_empty_complaint_leaves_blank_boxes() -> None:
    row = Complaint(case_no="KS-1", received_at=date(2026, 11, 20), customer="北方汽贸", defect="异响")
    filled = compile_template(template("zh-Hans"), "8d").fill(assemble(row, {}).record(), "zh-Hans")
    assert filled.problems == []
    sheet = load_workbook(io.BytesIO(filled.data)).worksheets[0]
    values = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [value for value in values if "{{" in value or "None" in value]
    assert values.count("2026-11-20") == 2
    assert "☐ 是  ☐ 否" in values


@pytest.mark.needs("ooxml")
def test_templates_and_filled_forms_are_valid(tmp_path: Path) -> None:
    made = {f"8d_{lang}.xlsx": template(lang) for lang in LANGUAGES}
    made["filled.xlsx"] = compile_template(template("zh-Hans"), "8d").fill(typical("zh-Hans"), "zh-Hans").data
    for name, data in made.items():
        path = tmp_path / name
        path.write_bytes(data)
        ran = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
        assert json.loads(ran.stdout)["errors"] == [], name


@pytest.mark.needs("soffice", "pdftoppm")
def test_a_typical_report_prints_on_two_pages(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        filled = compile_template(template(lang), "8d").fill(typical(lang), lang)
        assert filled.problems == []
        (tmp_path / f"{lang}.xlsx").write_bytes(filled.data)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    inputs = [str(tmp_path / f"{lang}.xlsx") for lang in LANGUAGES]
    subprocess.run([*command, "--outdir", str(tmp_path), *inputs], capture_output=True, check=True)
    for lang in LANGUAGES:
        text = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / f"{lang}.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        pages = text.rstrip("\f\n").split("\f")
        assert len(pages) == 2, lang
        heads = [re.findall(r"^\s*(D\d)\b", page, re.MULTILINE) for page in pages]
        assert heads == [["D0", "D1", "D2", "D3"], ["D4", "D5", "D6", "D7", "D8"]], lang
        assert "###" not in text
        assert "{{" not in text
