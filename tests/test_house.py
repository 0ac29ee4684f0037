"""How the house is built: which room may import which, texts in every language, nothing of one machine in the tree."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import kesu_xl
from kesu_xl.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kesu_xl"

#: The table of DESIGN, with the changes that docs/decisions.md explains. errors and wording may be used by all.
ARROWS: dict[str, set[str]] = {
    "errors": set(),
    "wording": set(),
    "problem": set(),
    "complaint": set(),
    "change": set(),
    "batch": set(),
    "collecting": set(),
    "notation": set(),
    "package": {"change", "collecting", "notation"},
    "grid": {"package"},
    "register": {"grid", "complaint", "problem"},
    "settings": {"grid", "complaint", "problem", "register"},
    "clock": {"complaint", "settings", "problem", "collecting"},
    "checks": {"register", "complaint", "settings", "clock", "problem", "collecting"},
    "alerting": {"register", "complaint", "clock", "problem"},
    "eight_d": {"complaint"},
    "flags": {"clock", "change", "notation"},
    "annotation": {"complaint", "problem", "change", "clock", "flags", "eight_d", "notation"},
    "form": {"package", "problem"},
    "figures": {"complaint", "clock"},
    "newbook": {"complaint", "clock", "flags", "package", "notation"},
    "mail": set(),
}
FLOW = {*ARROWS, "flow"}
DOORS = {"cli": {"flow", "ribbon"}, "ribbon": {"flow", "package"}, "": {"flow", "cli", "ribbon"}}


def _modules() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts[0] in ("__init__", "__main__") else parts[0]


def _imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" if node.module == "kesu_xl" else node.module for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("kesu_xl."):
                yield getattr(node, "lineno", 0), name.split(".")[1]


def test_rooms_import_only_what_the_table_of_arrows_allows() -> None:
    wrong = []
    for path in _modules():
        room = _room(path)
        allowed = {room, "errors", "wording"}
        allowed |= FLOW if room == "flow" else DOORS[room] if room in DOORS else ARROWS[room]
        for line, other in _imported_rooms(path):
            if other not in allowed and not other.startswith("__"):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {room or 'kesu_xl'} -> {other}")
    assert not wrong, "\n".join(wrong)


def test_every_arrow_of_the_table_is_needed() -> None:
    used = {(_room(path), other) for path in _modules() for _, other in _imported_rooms(path)}
    assert not [(room, other) for room, others in {**ARROWS, **DOORS}.items() for other in others - {room}
                if (room, other) not in used]  # fmt: skip


def test_every_room_is_in_the_table() -> None:
    rooms = {_room(path) for path in _modules()}
    assert rooms <= {*ARROWS, "flow", *DOORS}


def test_no_module_is_two_rooms() -> None:
    long = {
        str(path.relative_to(ROOT)): n for path in _modules() if (n := len(path.read_text("utf-8").splitlines())) > 420
    }
    # tables of text are read by key, not from top to bottom
    assert not {name for name in long if not name.startswith("kesu_xl/wording/")}, long


def test_no_room_without_a_concept() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager"}
    assert not [path for path in _modules() if nameless & set(path.relative_to(PACKAGE).with_suffix("").parts)]


def _loads_or_saves(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what a module does with openpyxl: imports it, reads a file with it, saves to a file by a workbook of it."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(alias.name.split(".")[0] == "openpyxl" for alias in names):
                yield node.lineno, "import"
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "openpyxl":
                yield node.lineno, "load" if any(alias.name == "load_workbook" for alias in names) else "import"
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if name.split(".")[0] == "openpyxl":
                yield node.lineno, "import"  # import_module, __import__
            case ast.Attribute(attr="load_workbook" | "load_worksheet") | ast.Name(id="load_workbook"):
                yield node.lineno, "load"
            # a workbook of openpyxl cannot be saved without a target; parts of a package are saved without one
            case ast.Call(func=ast.Attribute(attr="save"), args=args, keywords=keywords) if args or keywords:
                yield node.lineno, "save"
            case ast.Name(id="save_workbook" | "save_virtual_workbook" | "ExcelWriter"):
                yield node.lineno, "save"


def test_only_newbook_writes_with_openpyxl_and_nothing_reads_with_it() -> None:
    """What openpyxl loads and saves loses shapes, slicers, cached values...: it makes new files and re-saves none."""
    wrong, newbook = [], set()
    for path in _modules():
        for line, doing in _loads_or_saves(ast.parse(path.read_text(encoding="utf-8"))):
            if _room(path) == "newbook":
                newbook.add(doing)
            if path.name == "photo.py" and doing == "save":
                continue  # a picture, saved by Pillow
            if _room(path) != "newbook" or doing == "load":
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {doing}")
    assert not wrong, "\n".join(wrong)
    assert newbook == {"import", "save"}


@pytest.mark.parametrize(("code", "doing"), [
    ("import openpyxl as o", "import"), ("from openpyxl.styles import Font", "import"),
    ("import_module('openpyxl')", "import"), ("from openpyxl import load_workbook", "load"),
    ("from openpyxl import load_workbook as read", "load"), ("from openpyxl.reader.excel import load_workbook", "load"),
    ("o.load_workbook(path)", "load"), ("book.save(path)", "save"), ("book.save(filename=path)", "save"),
])  # fmt: skip
def test_re_saving_would_be_seen(code: str, doing: str) -> None:
    assert (1, doing) in list(_loads_or_saves(ast.parse(code)))


def _areas() -> list[str]:
    return sorted(path.stem for path in (PACKAGE / "wording").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("area", _areas())
def test_texts_are_there_in_every_language_with_the_same_placeholders(area: str) -> None:
    from importlib import import_module

    texts = import_module(f"kesu_xl.wording.{area}").TEXTS
    for key, wordings in texts.items():
        assert len(wordings) == len(LANGUAGES), key
        assert all(text.strip() for text in wordings), key
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in wordings]
        assert fields[0] == fields[1] == fields[2], (key, fields)


#: Characters that only Simplified Chinese uses, of those that our texts use often.
_SIMPLIFIED_ONLY = set("这还没间时认为问题处单号动开关书报数据维护应该对显统计继续复责销约价满级结错误选择条记录")
_TRADITIONAL_ONLY = set("這還沒間時認為問題處單號動開關書報數據維護應該對顯統計繼續複責銷約價滿級結錯誤選擇條記錄")


@pytest.mark.parametrize("area", _areas())
def test_an_item_is_no_project_in_traditional_chinese(area: str) -> None:
    """Converters turn 项目 into 專案, which is a project; here it is always an item: 項目."""
    from importlib import import_module

    for key, (_, hant, _) in import_module(f"kesu_xl.wording.{area}").TEXTS.items():
        assert "專案" not in hant, (key, hant)


@pytest.mark.parametrize("area", _areas())
def test_each_chinese_keeps_to_its_script(area: str) -> None:
    from importlib import import_module

    only_hans, only_hant = _SIMPLIFIED_ONLY - _TRADITIONAL_ONLY, _TRADITIONAL_ONLY - _SIMPLIFIED_ONLY
    for key, (hans, hant, english) in import_module(f"kesu_xl.wording.{area}").TEXTS.items():
        assert not only_hant & set(hans), (key, hans)
        assert not only_hans & set(hant), (key, hant)
        assert not re.search(r"[\u4e00-\u9fff]", english) or area in ("eight_d", "newbook", "clock", "cli"), (
            key,
            english,
        )


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_nothing_names_a_registry_or_a_path_of_one_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    hosts = ["py" + "pi.org", "pythonhos" + "ted", "np" + "mjs.org", "deb.deb" + "ian"]
    paths = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root)/")
    for path in _tracked():
        if path.suffix in (".xlsx", ".png", ".ods") or not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        assert not [host for host in hosts if host in text], path
        assert path == Path(__file__) or not paths.search(text), path
        assert path.name not in ("uv.lock", "poetry.lock", "package-lock.json"), path


@pytest.mark.needs("wheel")
def test_it_is_the_wheel_that_is_tested() -> None:
    assert "site-packages" in kesu_xl.__file__


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from kesu_xl.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print('|'.join(sys.modules), file=sys.stderr)"
    )
    import sys

    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    loaded = set(run.stderr.split("|"))
    assert not loaded & {
        "openpyxl",
        "pydantic",
        "pydantic_core",
        "lxml",
        "rich",
        "opencc",
        "rapidfuzz",
        "python_calamine",
        "xlwings",
        "holidays",
    }


def test_only_the_ribbon_knows_xlwings_and_only_when_a_button_is_clicked() -> None:
    knowing = []
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "xlwings" for name in names):
                knowing.append((_room(path), getattr(node, "col_offset", 0) > 0))
    assert set(knowing) == {("ribbon", True)}
