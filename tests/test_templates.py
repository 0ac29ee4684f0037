"""The shipped templates: committed as the script draws them, asking only for known fields, printing as meant.

Golden files hold every filled cell of a full record; after a change that is meant, look at the printed pages, then
write them anew with ``KESU_WRITE_GOLDEN=1 pytest tests/test_templates.py -k golden`` and read the difference.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from html import unescape
from importlib import util
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl.complaint import Complaint
from kesu_xl.eight_d import REPORT_FORM, assemble, known_paths
from kesu_xl.form import Filled, compile_template
from kesu_xl.form.height import count_lines, text_box
from kesu_xl.form.style import CellStyle
from kesu_xl.newbook.__main__ import TEMPLATES as TEMPLATES_DRAWN
from kesu_xl.newbook.__main__ import main
from kesu_xl.newbook.look import FONTS
from kesu_xl.wording import LANGUAGES, say

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "templates"
GOLDEN: Final = ROOT / "tests" / "golden" / "templates"
VALIDATOR: Final = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
#: The 8D forms, and on how many pages each prints a report of usual length.
PAGES: Final = {"8d": 2, "8d_two_column": 1, "8d_table": 3, "8d_sheets": 10, "8d_short": 1}
FORMS: Final = tuple(PAGES)
SHEETS: Final = {"zh-Hans": "汇总", "zh-Hant": "彙總", "en": "Summary"}
EACH: Final = pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in FORMS for lang in LANGUAGES])


def _load_records() -> Any:
    """Return the module of the records that forms are filled with; the tests are no package."""
    spec = util.spec_from_file_location("eight_d_record", ROOT / "tests" / "eight_d_record.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


RECORDS: Final = _load_records()


def file_name(name: str, lang: str) -> str:
    return f"{name}.xlsx" if lang == "zh-Hans" else f"{name}.{lang}.xlsx"


@cache
def template(name: str, lang: str) -> bytes:
    return (TEMPLATES / file_name(name, lang)).read_bytes()


@cache
def book(name: str, lang: str) -> Workbook:
    return load_workbook(io.BytesIO(template(name, lang)))


@cache
def filled(name: str, lang: str, record: str = "full") -> Filled:
    made = getattr(RECORDS, record)(lang)
    return compile_template(template(name, lang), name).fill(made, lang)


@cache
def filled_book(name: str, lang: str, record: str = "full") -> Workbook:
    return load_workbook(io.BytesIO(filled(name, lang, record).data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def fields(name: str, lang: str) -> set[str]:
    return {re.sub(r"\[\d+\]", "[]", field) for field in compile_template(template(name, lang), name).fields}


def texts(workbook: Workbook) -> Iterator[tuple[Worksheet, Any]]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet, cell


def test_committed_templates_are_what_the_script_writes(tmp_path: Path) -> None:
    main(tmp_path)
    written = {path.name: parts(path.read_bytes()) for path in tmp_path.iterdir()}
    assert {file_name(name, lang) for name in FORMS for lang in LANGUAGES} <= written.keys()
    for name, made in written.items():
        # Part by part: how deflate packs them differs from one build of zlib to the next.
        assert parts((TEMPLATES / name).read_bytes()) == made, f"{name}: run python -m kesu_xl.newbook"
    for name, draw in TEMPLATES_DRAWN:
        assert draw("en") == (tmp_path / f"{name}.en.xlsx").read_bytes(), name


@EACH
def test_an_8d_form_is_small(name: str, lang: str) -> None:
    assert len(template(name, lang)) < 40_000


@EACH
def test_every_marker_is_a_known_path(name: str, lang: str) -> None:
    assert list(compile_template(template(name, lang), name).problems) == []
    assert fields(name, lang) - known_paths() == set()
    # The same questions in every language.
    assert fields(name, lang) == fields(name, "zh-Hans")


def test_forms_ask_for_what_an_8d_holds() -> None:
    everywhere = {
        "case_no", "customer", "product", "lot_no", "defect_qty", "d0.action", "team[].name", "d2.what", "d2.how_many",
        "photos[]", "d3_actions[].place", "d3_actions[].checked", "d3.dispositions", "d8.prepared_by", "d8.approved_on",
    }  # fmt: skip
    solved = {
        "whys_occ[].because", "whys_esc[].because", "cause_occ.cause", "cause_esc.state", "d4.systemic",
        "d5_actions[].due", "d5_actions[].done", "validation[].ng_after", "d6.containment_removed_at",
        "documents[].why_not", "d7_actions[].action", "d7.horizontal", "d8.summary", "d8.recognition", "effect_m3",
    }  # fmt: skip
    for name in FORMS:
        assert everywhere <= fields(name, "en"), name
        assert (solved <= fields(name, "en")) == (name != "8d_short"), name
    # The form of many sheets asks for every answer that an 8D knows.
    answers = {path for path in known_paths() if re.match(r"d\d\.", path)}
    assert answers - fields("8d_sheets", "en") == set()


@EACH
def test_every_fixed_text_fits_its_box(name: str, lang: str) -> None:
    cut = []
    merged = {sheet.title: areas(sheet) for sheet in book(name, lang).worksheets}
    for sheet, cell in texts(book(name, lang)):
        if not isinstance(cell.value, str) or "{{" in cell.value or cell.data_type == "f":
            continue
        if cell.alignment.shrink_to_fit:
            continue
        pixels, points = box_of(sheet, cell, merged[sheet.title].get(cell.coordinate))
        size, indent = float(cell.font.sz or 0), int(cell.alignment.indent or 0)
        box = text_box(CellStyle(str(cell.font.name), size, bool(cell.font.b), True, indent), pixels, 0)
        if count_lines(cell.value, box) * size * 1.25 > points:
            cut.append((sheet.title, cell.coordinate, cell.value))
    assert cut == []


def areas(sheet: Worksheet) -> dict[str, Any]:
    """Return the merged areas by their first cell."""
    return {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}


def box_of(sheet: Worksheet, cell: Any, area: Any) -> tuple[int, float]:
    """Return the pixels and points of a cell, or of the area that it begins."""
    columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
    rows = range(area.min_row, area.max_row + 1) if area else [cell.row]
    pixels = sum(round(7 * sheet.column_dimensions[get_column_letter(column)].width) for column in columns)
    return pixels, sum(sheet.row_dimensions[number].height or 0 for number in rows)


@EACH
def test_sheets_and_print_set_up(name: str, lang: str) -> None:
    workbook = book(name, lang)
    names = {"8d_sheets": [SHEETS[lang], *(f"D{n}" for n in range(9))], "8d_short": ["D0-D3"]}
    assert workbook.sheetnames == names.get(name, ["8D"])
    for number, sheet in enumerate(workbook.worksheets, 1):
        orientation = "landscape" if name == "8d_table" else "portrait"
        assert (int(sheet.page_setup.paperSize or 0), sheet.page_setup.orientation) == (9, orientation)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert [round(side * 25.4) for side in (sheet.page_margins.left, sheet.page_margins.bottom)] == [12, 15]
        last = get_column_letter(sheet.max_column)
        assert sheet.print_area == f"'{sheet.title}'!$A$1:${last}${sheet.max_row}"
        assert not sheet.sheet_view.showGridLines
        assert not sheet.protection.sheet
        assert all(size.height for size in sheet.row_dimensions.values())
        assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
        xml = parts(template(name, lang))[f"xl/worksheets/sheet{number}.xml"].decode()
        foot = re.search("<oddFooter>(.*)</oddFooter>", xml)
        assert foot is not None
        assert say(f"eight_d.template.{name}", lang) in unescape(foot.group(1))
        assert re.search(r"\d.*&P.*&N", unescape(foot.group(1)))
    assert {cell.font.name for _, cell in texts(workbook)} == {FONTS[lang]}
    first = re.search(r"<font>.*?</font>", parts(template(name, lang))["xl/styles.xml"].decode())
    assert first is not None
    assert 'val="Calibri"' in first.group()
    assert '<sz val="11"' in first.group()


def test_page_breaks_stand_before_a_discipline() -> None:
    for name, disciplines in (("8d", ["D4"]), ("8d_table", ["D3", "D5"])):
        for lang in LANGUAGES:
            sheet = book(name, lang).worksheets[0]
            assert [sheet.cell(cut.id + 1, 1).value for cut in sheet.row_breaks.brk] == disciplines
    assert book("8d_table", "en").worksheets[0].print_title_rows == "$10:$10"


@EACH
def test_a_report_of_usual_length_leaves_a_reserve_on_each_page(name: str, lang: str) -> None:
    """Programs draw rows a little higher or columns a little narrower than the file says."""
    for workbook, reserve in ((book(name, lang), 0.05), (filled_book(name, lang), 0.03)):
        for sheet in workbook.worksheets:
            width, height = (273, 183) if sheet.page_setup.orientation == "landscape" else (186, 270)
            pixels = (
                sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(1, sheet.max_column + 1)) * 7
            )
            page = height / 25.4 * 72 * (pixels * 25.4 / 96 / width)
            cuts = [0, *(cut.id for cut in sheet.row_breaks.brk), sheet.max_row]
            for above, below in pairwise(cuts):
                used = sum(sheet.row_dimensions[row].height or 0 for row in range(above + 1, below + 1))
                assert used < (1 - reserve) * page, (sheet.title, above, round(used / page, 3))


def fixed_texts(name: str, lang: str) -> str:
    values = [str(cell.value) for _, cell in texts(book(name, lang)) if cell.data_type != "n"]
    return re.sub(r"\{\{.*?\}\}", "", "\n".join(values))


@pytest.mark.parametrize("name", FORMS)
def test_the_form_speaks_one_language(name: str) -> None:
    assert re.findall(r"[\u4e00-\u9fff]+", fixed_texts(name, "en")) == []
    only_hans = "[户编严产费证状组称责态处发复应紧响围题误实验标识页简单汇总项详见临报签连张计划谁么属临术类]"
    assert re.findall(only_hans, fixed_texts(name, "zh-Hant")) == []


def test_tick_boxes_ask_for_words_of_the_list() -> None:
    for number, lang in enumerate(LANGUAGES):
        assert [say(f"eight_d.d0.{name}", lang) for name in ("full", "short")] == [
            choice.texts[number] for choice in REPORT_FORM.choices[:2]
        ]


@pytest.mark.parametrize("name", FORMS)
def test_a_nearly_empty_complaint_leaves_blank_boxes(name: str) -> None:
    row = Complaint(case_no="KS-1", received_at=date(2026, 11, 20), customer="北方汽贸", defect="异响")
    made = compile_template(template(name, "zh-Hans"), name).fill(assemble(row, {}).record(), "zh-Hans")
    assert made.problems == []
    values = [str(cell.value) for _, cell in texts(load_workbook(io.BytesIO(made.data)))]
    assert not [value for value in values if "{{" in value or "None" in value]
    assert {"KS-1", "北方汽贸", "异响", "2026-11-20"} <= set(values)


#: What stands to the right of a label in the Chinese forms when the full record is filled in.
BESIDE: Final[dict[str, dict[str, Any]]] = {
    "8d": {
        "客户": "华东包装", "批次号": "L261001-1", "首次回复": "2026-11-18 04:00", "是否需要": "☑ 是  ☐ 否",
        "报告形式": "☑ 完整  ☐ 简版", "处置": "退回重整 12；就地报废 8", "相关客户": "已联系 2 家，同批次 1 家",
        "状态": "☑ 已证实  ☐ 假设", "措施全部完成": "☐ 是  ☑ 否", "费用": 8640.5,
    },
    "8d_two_column": {
        "D0 紧急响应": "03:40 电话确认客户停用；04:00 书面回复初步处理；批次 L261001-1、-2 已在系统锁定",
        "什么 What": "膜面横向划伤，每 3 m 重复一次", "产生原因": "刀架轴承超期，微振划伤膜面", "发生状态": "已发生",
        "客户确认有效": "是，12-08 邮件", "结案时间": "2026-12-09 10:30",
    },
    "8d_table": {
        "已采取": "03:40 电话确认客户停用；04:00 书面回复初步处理；批次 L261001-1、-2 已在系统锁定",
        "有效性": "100 %（复检 816 卷）", "根本原因": "刀架轴承超期，微振划伤膜面", "总结评判": "根因已消除，效果稳定",
    },
    "8d_sheets": {
        "报告形式的理由": "客户停线，要求完整 8D", "组长": "张三", "批准人": "王五", "客户原话": "“这样的膜没法印。”",
        "已锁定数量": "816", "候选原因": "刀架振动；导辊划伤", "预计有效率": "100 %", "建议的责任人": "王五",
        "客户评分": "92",
    },
    "8d_short": {
        "可疑批次": "L261001-1、L261001-2", "初步怀疑原因": "刀架振动；导辊划伤", "防火墙": "出货前全幅灯检",
        "责任人": "张三",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_values_stand_beside_their_labels(name: str) -> None:
    found: dict[str, list[Any]] = {}
    merged = {sheet.title: areas(sheet) for sheet in filled_book(name, "zh-Hans").worksheets}
    for sheet, cell in texts(filled_book(name, "zh-Hans")):
        area = merged[sheet.title].get(cell.coordinate)
        right = sheet.cell(cell.row, (area.max_col if area else cell.column) + 1)
        found.setdefault(str(cell.value), []).append(right.value)
    assert filled(name, "zh-Hans").problems == []
    assert {label: value for label, value in BESIDE[name].items() if value not in found.get(label, ())} == {}


@EACH
def test_filled_forms_against_golden_cells(name: str, lang: str) -> None:
    """Every cell that held a marker: number format and value; whatever else is the template's own."""
    path = GOLDEN / f"{name}.{lang}.tsv"
    lines = []
    for sheet, cell in texts(book(name, lang)):
        now = filled_book(name, lang)[sheet.title][cell.coordinate]
        if isinstance(cell.value, str) and "{{" in cell.value:
            value = now.value.isoformat(" ") if hasattr(now.value, "isoformat") else now.value
            value = json.dumps(value, ensure_ascii=False)
            lines.append(f"{sheet.title}!{cell.coordinate}\t{now.number_format}\t{value}")
        else:
            assert now.value == cell.value, cell.coordinate
        # fonts, fills, borders, number formats: the workbook's lists of them are the template's own
        assert now._style == cell._style, cell.coordinate
    for sheet in book(name, lang).worksheets:
        assert filled_book(name, lang)[sheet.title].merged_cells.ranges == sheet.merged_cells.ranges
    text = "\n".join(lines) + "\n"
    if os.environ.get("KESU_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_texts_of_users_stay_text_and_no_item_is_lost(name: str) -> None:
    made = filled(name, "en", "hostile")
    workbook = filled_book(name, "en", "hostile")
    formulas = [
        cell.coordinate for sheet, cell in texts(workbook) if cell.data_type == "f" and sheet.title != "Summary"
    ]
    assert formulas == []
    values = [str(cell.value) for _, cell in texts(workbook)]
    assert {"=KS-1", "=1+1", "@SUM(A1)", "-2+3", "a\nb\nc", "{{ d2.what }}"} <= set(values)
    assert not [value for value in values if re.search(r"[\x00-\x08]", value)]
    # 40 containments: those without a slot grow the last sheet or stand on a further one, and this is said
    evidence = Counter(values)
    assert sum(evidence[str(number)] for number in (240, 60, 1480, 36)) >= 40
    assert {problem.code for problem in made.problems} >= {"F104"}
    further = {sheet for sheet in workbook.sheetnames if sheet.startswith("Cont.")}
    assert bool(further) == any(problem.code == "F103" for problem in made.problems)


@pytest.mark.needs("ooxml")
def test_templates_and_filled_forms_are_valid(tmp_path: Path) -> None:
    made = {f"{name}.{lang}.xlsx": template(name, lang) for name in FORMS for lang in LANGUAGES}
    made |= {f"{name}.hostile.xlsx": filled(name, "en", "hostile").data for name in ("8d_table", "8d_sheets")}

    def errors(name: str) -> Any:
        (tmp_path / name).write_bytes(made[name])
        ran = subprocess.run([str(VALIDATOR), str(tmp_path / name)], capture_output=True, text=True, check=False)
        return json.loads(ran.stdout)["errors"]

    with ThreadPoolExecutor(2) as pool:
        assert {name: found for name, found in zip(made, pool.map(errors, made), strict=True) if found} == {}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print every form in one run: full in each language, empty, and with more actions than the overview quotes."""
    folder = tmp_path_factory.mktemp("printed")
    many = RECORDS.full("zh-Hans")
    many["d5_actions"] = many["d5_actions"] * 3
    made = {f"{name}.{lang}.full": filled(name, lang).data for name in FORMS for lang in LANGUAGES}
    made |= {f"{name}.zh-Hans.empty": filled(name, "zh-Hans", "empty").data for name in FORMS}
    sheets = compile_template(template("8d_sheets", "zh-Hans"), "8d_sheets")
    made["8d_sheets.zh-Hans.many"] = sheets.fill(many, "zh-Hans").data
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{name}.xlsx") for name in made)], capture_output=True, check=True)
    return folder


def words_of(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the words of each page with their places: left, top, right, bottom, in points."""
    ran = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    pages = ran.stdout.split("<page ")[1:]
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    found = []
    for page in pages:
        found.append(
            [
                (float(left), float(top), float(right), float(bottom), unescape(text))
                for left, top, right, bottom, text in re.findall(pattern, page)
            ]
        )
    return found


def collisions(words: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """Return the pairs of words that are printed over each other."""
    found = []
    for at, (left, top, right, bottom, text) in enumerate(words):
        for other_left, other_top, other_right, other_bottom, other in words[at + 1 :]:
            wide = min(right, other_right) - max(left, other_left)
            high = min(bottom, other_bottom) - max(top, other_top)
            if wide > 1 and high > 0.4 * min(bottom - top, other_bottom - other_top):
                found.append((text, other))
    return found


@pytest.mark.needs("soffice", "pdftoppm")
@EACH
def test_a_usual_report_prints_on_its_pages_with_nothing_cut(name: str, lang: str, printed: Path) -> None:
    pages = words_of(printed / f"{name}.{lang}.full.pdf")
    assert len(pages) == PAGES[name]
    for page in pages:
        assert collisions(page) == []
    text = "".join(word[4] for page in pages for word in page)
    assert "###" not in text
    assert "{{" not in text
    # Lines wrap and stand beside each other, so the print is compared character by character.
    wanted: Counter[str] = Counter()
    for _, cell in texts(filled_book(name, lang)):
        if isinstance(cell.value, str) and cell.data_type != "f":
            wanted.update(re.sub(r"\s", "", cell.value))
    assert wanted - Counter(text) == Counter()


@pytest.mark.needs("soffice", "pdftoppm")
@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_prints_on_the_same_pages(name: str, printed: Path) -> None:
    pages = words_of(printed / f"{name}.zh-Hans.empty.pdf")
    assert len(pages) == PAGES[name]
    text = "".join(word[4] for page in pages for word in page)
    assert "KS-1" in text
    assert not re.search(r"\{\{|###|None|Err:|#VALUE|#REF|#NAME", text)


@pytest.mark.needs("soffice", "pdftoppm")
def test_the_overview_quotes_the_sheets(printed: Path) -> None:
    overview = "".join(word[4] for word in words_of(printed / "8d_sheets.zh-Hans.full.pdf")[0])
    for quoted in ("KS-2611-087", "刀架轴承超期，微振划伤膜面", ">0.05mm自动停机", "2026-11-29"):
        assert quoted in overview
    assert "共" not in overview.replace("共4台", "")
    many = "".join(word[4] for word in words_of(printed / "8d_sheets.zh-Hans.many.pdf")[0])
    assert "共9项，详见D5页" in many
