"""The command line: what each command prints, how it ends, and that no input ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width
from zipfile import ZipFile

import click
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kesu_xl import __version__
from kesu_xl.cli import help_language, main
from kesu_xl.cli.commands import build
from kesu_xl.cli.helptext import wrapped
from kesu_xl.flow.output import MANIFEST
from kesu_xl.wording import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "workbooks" / "complaints.xlsx"
FAULTY: Final = ROOT / "workbooks" / "complaints_faulty.xlsx"
NOW: Final = "--as-of=2026-11-21T09:00"
COMMANDS: Final = (
    "demo", "new", "check", "map", "clocks", "flag", "8d", "summary", "weekly", "alert", "outbox", "mail",
    "schedule", "template", "addin", "rules", "fields", "figures",
)  # fmt: skip

HEADS: Final = ["客诉编号", "受理时间", "客户名称", "不良现象", "结案状况"]
ROW: Final = ["K-1", datetime.fromisoformat("2026-11-20T09:00"), "甲公司", "划伤", "新建"]


@pytest.fixture(autouse=True)
def plain_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A machine that speaks English and has no settings of its own."""
    home = str(tmp_path_factory.mktemp("home"))
    for name in ("KESU_LANG", "KESU_TIMEZONE", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"LANG": "en_US.UTF-8", "HOME": home, "XDG_CONFIG_HOME": home, "APPDATA": home}.items():
        monkeypatch.setenv(name, value)
    yield


class Ended:
    """What a command did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def kesu(capfd: pytest.CaptureFixture[str]) -> Any:
    """Run a command inside this process."""

    def run(*arguments: object) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in out + err
        return Ended(ended.value.code, out, err)

    return run


def written(path: Path, rows: list[list[Any]], **sheets: list[list[Any]]) -> Path:
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "客诉"
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in more:
            sheet.append(row)
    workbook.save(path)
    return path


def files(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


# --- help on a terminal ---


def helps(lang: str) -> dict[str, str]:
    """Return what every command says about itself at 80 columns."""
    found: dict[str, str] = {}

    def visit(command: click.Command, parent: click.Context | None, name: str) -> None:
        context = click.Context(command, parent=parent, info_name=name, terminal_width=78)
        found[context.command_path] = command.get_help(context)
        if isinstance(command, click.Group):
            for at, inner in command.commands.items():
                visit(inner, context, at)

    visit(build(lang), None, "kesu")
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_help_runs_over_the_edge_of_a_terminal(lang: str) -> None:
    shown = helps(lang)
    assert len(shown) > 30
    for command, text in shown.items():
        for line in text.splitlines():
            # a terminal draws what is neither wide nor narrow in one column or in two
            assert sum(2 if east_asian_width(char) in "WF" else 1 for char in line) <= 80, (command, line)
            # no line starts with what closes a clause, none ends with what opens one
            assert not line.lstrip().startswith(("，", "。", "、", "；", "：", "）", "”", "」")), (command, line)
            assert not line.endswith(("（", "“", "「")), (command, line)
        assert lang == "en" or "required" not in text


def test_lines_break_between_ideographs_and_keep_words() -> None:
    assert wrapped("校验台账的每一行，哪个单元格错了。", 14) == ["校验台账的每一", "行，哪个单元格", "错了。"]
    assert wrapped("见 kesu.toml（必填）和本机", 12) == ["见 kesu.toml", "（必填）和本", "机"]
    assert wrapped("a word, another-one  and more", 12) == ["a word,", "another-one", "and more"]
    assert wrapped("", 12) == []
    assert wrapped("tcp://scheduler.example:8786 地址", 10) == ["tcp://scheduler.example:8786", "地址"]


# --- as users start it ---


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kesu_xl", *map(str, arguments)],
        capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=False,
    )  # fmt: skip


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = process("check", SAMPLE, NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert "150" in done.stdout
    assert process("check", FAULTY, NOW, "-q").returncode == 1
    done = process("check", tmp_path / "没有 这个.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "没有 这个.xlsx" in done.stderr
    assert __version__ in process("--version").stdout


@pytest.mark.parametrize("name", ["FILE", "PART", "CELLS", "ENTRIES", "SHEETS"])
def test_the_limits_of_a_machine_can_be_set(name: str) -> None:
    done = process("check", SAMPLE, NOW, "--lang", "en", **{f"KESU_LIMIT_{name}": "3"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "too large" in done.stderr or "too many" in done.stderr or "far too" in done.stderr
    assert process("check", SAMPLE, NOW, **{f"KESU_LIMIT_{name}": "100000000"}).returncode == 0


def test_a_limit_that_is_no_number_is_told() -> None:
    done = process("check", SAMPLE, NOW, "--lang", "en", KESU_LIMIT_PART="2 GB")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "KESU_LIMIT_PART is “2 GB”" in done.stderr


def test_the_installed_command_is_the_same() -> None:
    script = Path(sys.executable).with_name("kesu.exe" if os.name == "nt" else "kesu")
    done = subprocess.run([str(script), "rules", "--json"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0 and json.loads(done.stdout)["rules"]


@pytest.mark.skipif(os.name == "nt", reason="a pipe of a Unix shell")
def test_a_reader_that_has_enough_does_no_harm() -> None:
    command = f'"{sys.executable}" -m kesu_xl check "{FAULTY}" {NOW} | head -n 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr and done.stdout.count("\n") == 1


def test_a_console_without_unicode_does_no_harm() -> None:
    done = process("check", FAULTY, NOW, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_help_needs_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['kesu', '--help']\n"
        "from kesu_xl.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([n for n in ('openpyxl', 'lxml', 'pydantic', 'python_calamine', 'opencc', 'rich') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_check_that_is_named_can_be_pasted(kesu: Any, tmp_path: Path) -> None:
    faulty = str(written(tmp_path / "客诉 台账.xlsx", [HEADS, [None, *ROW[1:]]]))
    assert kesu("clocks", faulty, NOW).err.rstrip().endswith(f'kesu check "{faulty}"')


def test_a_form_of_a_number_that_several_rows_have_is_not_guessed(kesu: Any, tmp_path: Path) -> None:
    twice = written(tmp_path / "r.xlsx", [HEADS, ROW, ["K-2", *ROW[1:]], ROW])
    ended = kesu("--lang", "zh-Hans", "form", "8d", twice, "--case", "K-1", "-o", tmp_path / "f.xlsx", NOW)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip() == "编号 K-1 有几行（第 2、4 行），不知道填哪一行。请先改正重复的编号。"
    assert not (tmp_path / "f.xlsx").exists()


def test_a_command_loads_its_own_rooms_only(tmp_path: Path) -> None:
    """What a command imports is most of its time on a small register."""
    out = tmp_path / "out.xlsx"
    for command, foreign in (
        (["check", str(FAULTY)], ("form", "eight_d", "figures", "mail", "change", "newbook")),
        (["summary", str(FAULTY), "-o", str(out)], ("eight_d", "mail", "change", "newbook", "package.graft")),
    ):
        code = (
            f"import sys; sys.argv = ['kesu', *{command!r}, '-q']\n"
            "from kesu_xl.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            f"print([room for room in {foreign!r} if 'kesu_xl.' + room in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines()[-1] == "[]", command
    assert out.exists()


# --- help, languages, usage ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help_in_every_language(kesu: Any, command: str, lang: str) -> None:
    shown = kesu(*([command] if command else []), "--help", "--lang", lang)
    assert shown.code == 0
    chinese = any("\u4e00" <= c <= "\u9fff" for c in shown.out)
    assert chinese == (lang != "en")
    if not command:
        assert all(name in shown.out for name in COMMANDS)


def test_the_list_of_commands_says_whole_sentences(kesu: Any) -> None:
    shown = kesu("--help", "--lang", "zh-Hans").out
    assert "  summary   写出周报工作簿：总览、指标、超时清单" in shown
    assert "  clocks    显示每条客诉的每个时钟：从何时起、何时到期、现在怎样、依据哪条规则\n" in shown
    assert "  suggest  把客户的空白 8D 表单做成模板" in kesu("template", "--help", "--lang", "zh-Hans").out
    every = shown + kesu("--help").out + kesu("template", "--help").out
    assert not [line for line in every.splitlines() if line.startswith(" ") and line.endswith("...")]


def test_help_marks_what_is_required_in_its_language(kesu: Any) -> None:
    assert "[必填]" in kesu("8d", "--help", "--lang", "zh-Hant").out
    assert "[required]" in kesu("8d", "--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["schedule", "print", "--every", "90"], "--every 要填整数（1 – 60）。用法见 kesu schedule print -h"),
        (["8d", "x.xlsx", "-o", "d", "--jobs", "abc"], "--jobs 要填整数（1 – 64）。用法见 kesu 8d -h"),
        (["outbox", "purge", "--older-than", "x"], "--older-than 要填整数（≥ 0）。用法见 kesu outbox purge -h"),
        (["schedule", "print", "--for", "foo"], "--for 只能是 cron, systemd, windows。用法见 kesu schedule print -h"),
        (["map", "x.xlsx", "y.xlsx"], "多了参数 y.xlsx。用法见 kesu map -h"),
        (["map", "x.xlsx", "-o"], "-o 后面要有内容。用法见 kesu -h"),
    ],
)
def test_a_wrong_call_is_said_in_the_users_language(kesu: Any, arguments: list[str], said: str) -> None:
    ended = kesu("--lang", "zh-Hans", *arguments)
    assert (ended.code, ended.out, ended.err.strip()) == (2, "", said)


@pytest.mark.parametrize(
    ("environment", "arguments", "lang"),
    [
        ({"LANG": "en_GB.UTF-8"}, [], "en"), ({"LANG": "zh_TW.UTF-8"}, [], "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8"}, [], "zh-Hans"), ({"LANG": "C"}, [], "zh-Hans"), ({"LANG": "de_DE"}, [], "zh-Hans"),
        ({"LANG": "de_DE", "KESU_LANG": "en"}, [], "en"), ({"LANG": "en_US", "LC_ALL": "zh_HK.UTF-8"}, [], "zh-Hant"),
        ({"LANG": "en_US"}, ["--lang", "zh-Hans"], "zh-Hans"), ({"LANG": "en_US"}, ["--lang=zh-Hant"], "zh-Hant"),
        ({"LANG": "en_US", "KESU_LANG": "zh-Hant"}, ["--lang", "en"], "en"),
    ],
)  # fmt: skip
def test_the_language_of_help(
    environment: dict[str, str], arguments: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert help_language(["check", *arguments]) == lang


def test_texts_come_in_the_registers_language_unless_one_is_asked_for(kesu: Any, tmp_path: Path) -> None:
    english = written(
        tmp_path / "e.xlsx", [["Complaint No.", "Received at", "Customer", "Defect"], ["1", ROW[1], "A", ""]]
    )
    traditional = written(
        tmp_path / "t.xlsx", [["客訴編號", "受理時間", "客戶名稱", "不良現象"], ["1", ROW[1], "A", ""]]
    )
    assert "demands" in kesu("check", english, NOW).out
    assert "填寫" in kesu("check", traditional, NOW).out
    assert "填写" in kesu("check", FAULTY, NOW).out
    for given in (("--lang", "en", "check", FAULTY, NOW), ("check", FAULTY, NOW, "--lang", "en")):
        assert "fill in" in kesu(*given).out
    (tmp_path / "kesu.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert "fill in" in kesu("check", traditional, NOW).out
    said = kesu("check", traditional, NOW, "--lang", "zh-Hans", "--json").json
    assert "填写" in " ".join(problem["remedy"] for problem in said["problems"])


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["check"], ["chekc", "a.xlsx"], ["check", "a.xlsx", "--nope"], ["check", SAMPLE, "--lang", "klingon"],
        ["check", SAMPLE, "--as-of", "yesterday"], ["check", SAMPLE, "--as-of", "2026-13-01"],
        ["check", SAMPLE, NOW, "--timezone", "Mars/Base"], ["flag", SAMPLE], ["8d", SAMPLE],
        ["summary", SAMPLE], ["clocks", SAMPLE, SAMPLE], ["check", SAMPLE, NOW, "--sheet", "没有"],
        ["check", SAMPLE, NOW, "--map", "没有.toml"], ["new", "a.txt"], ["new", "a.xlsx", "--profile", "gold"],
        ["summary", SAMPLE, NOW, "-o", "s.xlsx", "--week", "2026-W60"], ["8d", SAMPLE, NOW, "-o", "d", "--case", "X"],
    ],
    ids=lambda arguments: " ".join(str(a).rsplit("/", 1)[-1] for a in arguments) or "nothing",
)  # fmt: skip
def test_a_wrong_call_ends_with_2_and_writes_nothing(
    kesu: Any, arguments: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = kesu(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    if arguments:
        assert ended.err.count("\n") == 1, ended.err
    assert files(tmp_path) == {}


# --- bad input ---


def zipped(**parts: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def wide() -> bytes:
    """A workbook of a few kilobytes whose two cells span 17 billion."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "客诉编号"
    sheet["B1"] = "客户名称"
    sheet["XFD1048576"] = 1
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def empty() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


BAD: Final[dict[str, bytes]] = {
    "text.xlsx": "投诉编号,客户\n1,甲\n".encode(),
    "nothing.xlsx": b"",
    "pdf.xlsx": b"%PDF-1.7",
    "other zip.xlsx": zipped(a="b"),
    "word 文档.xlsx": zipped(word__document_xml="<a/>"),
    "binary.xlsb": zipped(**{"[Content_Types].xml": "<Types/>", "xl__workbook.bin": "x"}),
    "cut.xlsx": SAMPLE.read_bytes()[:20_000],
    "tail.xlsx": SAMPLE.read_bytes()[-20_000:],
    "empty sheet.xlsx": empty(),
    "宽 表.xlsx": wide(),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["check", "map", "clocks", "flag", "8d", "summary"])
def test_bad_input_is_refused_in_one_line(kesu: Any, command: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    before = files(tmp_path)
    outputs = {
        "flag": ["-o", tmp_path / "o.xlsx"],
        "8d": ["-o", tmp_path / "o"],
        "summary": ["-o", tmp_path / "o.xlsx"],
    }
    ended = kesu(command, path, *outputs.get(command, []), *([] if command == "map" else [NOW]))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and ended.err.endswith((".\n", "。\n")), ended.err
    assert files(tmp_path) == before and not (tmp_path / "o").exists()


def test_other_things_that_are_no_register(kesu: Any, tmp_path: Path) -> None:
    plain = written(tmp_path / "预算 2026.xlsx", [["月份", "金额"], ["1月", 100], ["2月", 120]])
    double = written(
        tmp_path / "双 表头.xlsx", [["客诉编号", "客户名称", "客诉编号", "不良现象"], ["1", "甲", "2", "划伤"]]
    )
    for path, words in (
        (tmp_path, "folder"), (tmp_path / "none.xlsx", "no such file"), (plain, "--map"), (double, "A1"),
    ):  # fmt: skip
        ended = kesu("check", path, NOW)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert words in ended.err
    assert "C1" in kesu("check", double, NOW).err


def test_a_name_with_a_line_break_stays_on_one_line(kesu: Any, tmp_path: Path) -> None:
    ended = kesu("check", tmp_path / "a\nb\x1b[31m.xlsx", NOW)
    assert ended.code == 2 and ended.err.count("\n") == 1 and "\x1b" not in ended.err


def test_registers_with_blanks_and_chinese_in_their_names(kesu: Any, tmp_path: Path) -> None:
    path = written(tmp_path / "客诉 台账（2026）#1 100%.xlsx", [HEADS, ROW])
    ended = kesu("check", path, NOW, "--json")
    assert ended.code == 1 and ended.json["register"] == str(path)


# --- the JSON shapes ---

PROBLEM: Final = ["code", "level", "sheet", "cell", "row", "count", "field", "case_no", "value", "message", "remedy"]


def test_json_of_check(kesu: Any) -> None:
    ended = kesu("check", FAULTY, NOW, "--json")
    shown = ended.json
    assert ended.code == 1 and ended.err == ""
    assert list(shown) == ["register", "sheet", "header_row", "rows", "valid", "columns", "problems"]
    assert (shown["register"], shown["sheet"], shown["header_row"]) == (str(FAULTY), "客诉台账", 4)
    assert all(list(column) == ["field", "header", "column"] for column in shown["columns"])
    assert {"field": "case_no", "header": "客诉编号", "column": "A"} in shown["columns"]
    assert all(list(problem) == PROBLEM for problem in shown["problems"])
    for problem in shown["problems"]:
        kinds = {key: type(value) for key, value in problem.items()}
        assert (kinds.pop("row"), kinds.pop("count")) == (int, int)
        assert set(kinds.values()) == {str}
        assert problem["level"] in ("error", "warning", "info")
        assert problem["cell"].endswith(str(problem["row"])) and problem["case_no"]


def test_json_of_map(kesu: Any) -> None:
    shown = kesu("map", SAMPLE, "--json").json
    assert list(shown)[:7] == ["register", "sheet", "header_row", "rows", "columns", "unmapped", "missing"]
    assert all(list(c) == ["field", "header", "column", "how", "sure"] for c in shown["columns"])
    assert {c["how"] for c in shown["columns"]} == {"exact"} and {c["sure"] for c in shown["columns"]} == {1.0}
    assert (shown["rows"], shown["unmapped"], shown["missing"]) == (150, [], [])


def test_json_of_map_of_somebody_elses_register(kesu: Any, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [[*HEADS, "快递"], [*ROW, "自提"]])
    shown = kesu("map", path, "--json").json
    assert shown["unmapped"] == [{"header": "快递", "column": "F"}]
    assert all(list(item) == ["field", "needed_for"] for item in shown["missing"])
    assert all(isinstance(item["needed_for"], str) and item["needed_for"] for item in shown["missing"])


def test_json_of_clocks(kesu: Any) -> None:
    ended = kesu("clocks", SAMPLE, NOW, "--json")
    shown = ended.json
    assert ended.code == 0  # breaches are no problem
    assert list(shown) == ["register", "as_of", "policy", "timezone", "timezone_from", "clocks"]
    assert (shown["as_of"], shown["policy"], shown["timezone"]) == (
        "2026-11-21T09:00:00+08:00",
        "default",
        "Asia/Shanghai",
    )
    keys = ["case_no", "row", "clock", "n", "start", "due", "stop", "elapsed_h", "limit_h", "excluded_h", "state",
            "explanation"]  # fmt: skip
    assert all(list(clock) == keys for clock in shown["clocks"])
    assert {clock["state"] for clock in shown["clocks"]} >= {"met", "met_late", "running", "at_risk", "breached"}
    for clock in shown["clocks"]:
        for moment in (clock["start"], clock["due"], clock["stop"]):
            assert moment is None or datetime.fromisoformat(moment).utcoffset() is not None


def test_json_of_the_catalogues(kesu: Any) -> None:
    rules = kesu("rules", "--json").json["rules"]
    assert all(list(rule) == ["code", "level", "what", "remedy", "source"] for rule in rules)
    assert len({rule["code"] for rule in rules}) == len(rules) >= 35
    fields = kesu("fields", "--json").json["fields"]
    keys = ["field", "labels", "aliases", "type", "required_from", "personal", "internal", "values"]
    assert all(list(field) == keys and list(field["labels"]) == list(LANGUAGES) for field in fields)
    assert {f["field"] for f in fields if f["internal"]} == {
        "operator", "complaint_nature", "motive", "personality", "strategy", "internal_note",
    }  # fmt: skip
    assert kesu("figures", "--json").json["figures"]
    for name in ("rules", "fields", "figures"):
        assert kesu(name).code == 0


def test_several_registers_of_which_one_cannot_be_read(kesu: Any, tmp_path: Path) -> None:
    ended = kesu("check", SAMPLE, tmp_path / "没有.xlsx", FAULTY, NOW, "--json")
    assert ended.code == 1
    first, second, third = ended.json["registers"]
    assert (first["register"], first["rows"]) == (str(SAMPLE), 150)
    assert list(second) == ["register", "failed"] and second["register"] == str(tmp_path / "没有.xlsx")
    assert "没有.xlsx" in second["failed"]
    assert third["problems"]
    ended = kesu("check", SAMPLE, tmp_path / "没有.xlsx", NOW)
    assert ended.code == 1 and ended.err.count("\n") == 1 and "150" in ended.out
    assert kesu("check", SAMPLE, SAMPLE, NOW, "--json").code == 0
    ended = kesu("check", tmp_path / "a.xlsx", tmp_path / "b.xlsx", NOW, "--json")
    assert ended.code == 2 and ended.err.count("\n") == 2


def test_only_errors_and_warnings_make_1(kesu: Any) -> None:
    assert kesu("check", SAMPLE, NOW).code == 0  # one info
    assert kesu("check", FAULTY, NOW).code == 1
    assert kesu("map", FAULTY).code == 0


# --- time ---


def test_a_naive_as_of_is_in_the_registers_zone(kesu: Any) -> None:
    def due(*arguments: str) -> str:
        return str(kesu("clocks", SAMPLE, "--json", *arguments).json["as_of"])

    assert due("--as-of", "2026-11-21T09:00") == "2026-11-21T09:00:00+08:00"
    assert due("--as-of", "2026-11-21T09:00+09:00") == "2026-11-21T08:00:00+08:00"
    assert due("--as-of", "2026-11-21T01:00Z") == "2026-11-21T09:00:00+08:00"
    assert due("--as-of", "2026-11-21") == "2026-11-21T00:00:00+08:00"
    assert due("--as-of", "2026-11-21T09:00", "--timezone", "America/New_York") == "2026-11-21T09:00:00-05:00"


def test_the_zone_says_where_it_came_from(kesu: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.xlsx", [HEADS, ROW])
    ours = written(tmp_path / "b.xlsx", [HEADS, ROW], 设置=[["时区", "Asia/Taipei"]])

    def zone(register: Path, *arguments: str) -> tuple[str, str]:
        shown = kesu("clocks", register, NOW, "--json", "--lang", "en", *arguments).json
        return shown["timezone"], shown["timezone_from"]

    machine = zone(path)[1]
    (tmp_path / "kesu.toml").write_text('timezone = "Europe/Berlin"\n', encoding="utf-8")
    name, config = zone(path)
    assert name == "Europe/Berlin" and "kesu.toml" in config
    monkeypatch.setenv("KESU_TIMEZONE", "Asia/Tokyo")
    name, environment = zone(path)
    assert name == "Asia/Tokyo" and "KESU_TIMEZONE" in environment
    name, own = zone(ours)
    assert name == "Asia/Taipei"
    name, option = zone(ours, "--timezone", "UTC")
    assert name == "UTC"
    assert len({machine, config, environment, own, option}) == 5


# --- outputs ---


def test_a_mapping_is_written_used_and_not_lost(kesu: Any, tmp_path: Path) -> None:
    path = written(tmp_path / "台账.xlsx", [HEADS, ROW])
    out = tmp_path / "对应 表.toml"
    ended = kesu("map", path, "-o", out)
    assert ended.code == 0 and str(out) in ended.out
    assert (tmp_path / MANIFEST).exists()
    assert (
        kesu("check", path, NOW, "--map", out, "--json").json["columns"]
        == (kesu("check", path, NOW, "--json").json["columns"])
    )
    # our own, unchanged: may be written again
    assert kesu("map", path, "-o", out).code == 0
    edited = out.read_text(encoding="utf-8").replace('status = "E"', 'status = ""')
    out.write_text(edited, encoding="utf-8")
    ended = kesu("map", path, "-o", out)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1) and "--force" in ended.err
    assert out.read_text(encoding="utf-8") == edited
    assert "status" not in {c["field"] for c in kesu("map", path, "--map", out, "--json").json["columns"]}
    assert kesu("map", path, "-o", out, "--force").code == 0
    assert 'status = "E"' in out.read_text(encoding="utf-8")


def test_a_mapping_decides_what_two_columns_of_one_label_cannot(kesu: Any, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [["客诉编号", "客诉编号", "客户名称"], ["K-1", "X-1", "甲公司"]])
    assert kesu("map", path).code == 2
    (tmp_path / "m.toml").write_text('[columns]\ncase_no = "B"\n', encoding="utf-8")
    shown = kesu("map", path, "--map", tmp_path / "m.toml", "--json").json
    assert {"field": "case_no", "header": "客诉编号", "column": "B", "how": "mapped", "sure": 1.0} in shown["columns"]


@pytest.mark.parametrize("text", ["[columns", '[columns]\nfoo = "A"', '[columns]\ncase_no = "A1"', "header_row = 99"])
def test_a_wrong_mapping_gives_one_line(kesu: Any, text: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    ended = kesu("check", SAMPLE, NOW, "--map", tmp_path / "m.toml")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("target", ["register", "folder", "missing folder"])
def test_an_output_that_cannot_be_written(kesu: Any, target: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [HEADS, ROW])
    (tmp_path / "d").mkdir()
    out = {"register": path, "folder": tmp_path / "d", "missing folder": tmp_path / "x" / "m.toml"}[target]
    before = files(tmp_path)
    for command in (["map", path], ["summary", path, NOW]):
        ended = kesu(*command, "-o", out, "--force")
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert files(tmp_path) == before


def test_a_summary_is_replaced_only_while_it_is_ours(kesu: Any, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    assert kesu("summary", SAMPLE, NOW, "-o", out).code == 0
    assert kesu("summary", SAMPLE, NOW, "-o", out).code == 0
    out.write_bytes(out.read_bytes() + b"\0")
    changed = files(tmp_path)
    ended = kesu("summary", SAMPLE, NOW, "-o", out)
    assert ended.code == 2 and files(tmp_path) == changed
    assert kesu("summary", SAMPLE, NOW, "-o", out, "--force").code == 0


def test_quiet_says_only_results(kesu: Any, tmp_path: Path) -> None:
    loud = kesu("8d", FAULTY, NOW, "-o", tmp_path / "a", "--case", "KS-2609-001")
    still = kesu("8d", FAULTY, NOW, "-o", tmp_path / "b", "--case", "KS-2609-001", "-q")
    assert loud.err and still.err == ""
    assert loud.code == still.code
    assert kesu("-q", "8d", FAULTY, NOW, "-o", tmp_path / "c", "--case", "KS-2609-001").err == ""
    new = kesu("new", tmp_path / "d.xlsx", "-q")
    assert (new.code, new.out, new.err) == (0, "", "") and (tmp_path / "d.xlsx").exists()


def test_xls_and_ods_are_not_written_into(kesu: Any, tmp_path: Path) -> None:
    ods = ROOT / "workbooks" / "faulty" / "R108_看不出错误值.ods"
    ended = kesu("flag", ods, "-o", tmp_path / "o.xlsx", NOW)
    assert ended.code == 2 and ".xlsx" in ended.err and files(tmp_path) == {}


def test_new_registers_are_clean(kesu: Any, tmp_path: Path) -> None:
    for lang in LANGUAGES:
        path = tmp_path / f"新 {lang}.xlsx"
        assert kesu("new", path, "--lang", lang).code == 0
        shown = kesu("check", path, NOW, "--json").json
        assert (shown["rows"], shown["problems"]) == (0, [])
        assert kesu("new", path, "--lang", lang).code == 0
        path.write_bytes(path.read_bytes() + b"\0")
        assert kesu("new", path, "--lang", lang).code == 2
