"""The main job end to end, on the packaged sample, judged by LibreOffice and the Open XML SDK validator."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

import kesu_xl
from kesu_xl.cli import main
from kesu_xl.errors import KesuError
from kesu_xl.flow.making import DEMO_AS_OF, Demo, demo
from kesu_xl.flow.output import MANIFEST, write_output
from kesu_xl.flow.reports import report_name
from kesu_xl.flow.shipped import shipped
from kesu_xl.flow.summarising import span_of
from kesu_xl.grid import read_book

VALIDATOR = Path(__file__).resolve().parent.parent / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
SAMPLE = shipped("workbooks") / "complaints.xlsx"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo(tmp_path_factory.mktemp("演示 demo"))


@pytest.fixture(scope="module")
def outputs(made: Demo, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return one of every kind of workbook that we make."""
    folder = tmp_path_factory.mktemp("outputs")
    kinds = list(Path(made.folder).rglob("*.xlsx"))
    for lang in ("zh-Hans", "zh-Hant", "en"):
        new = folder / f"new {lang}.xlsx"
        kesu_xl.new_register(new, lang=lang)
        kinds.append(new)
        if lang != "zh-Hans":
            kesu_xl.summary(SAMPLE, folder / f"summary {lang}.xlsx", as_of=DEMO_AS_OF, lang=lang)
            reports = kesu_xl.make_8d(SAMPLE, folder / lang, as_of=DEMO_AS_OF, lang=lang, cases=["KS-2611-001"])
            kinds += [folder / f"summary {lang}.xlsx", *(Path(report.path) for report in reports.made)]
    columns = folder / "with columns.xlsx"
    kesu_xl.flag(SAMPLE, columns, add_columns=True)
    empty = folder / "empty flagged.xlsx"
    kesu_xl.flag(folder / "new en.xlsx", empty)
    week = folder / "week.xlsx"
    kesu_xl.summary(SAMPLE, week, as_of=DEMO_AS_OF, span=span_of(week="2026-W47"))
    nothing = folder / "nothing.xlsx"
    kesu_xl.summary(folder / "new zh-Hans.xlsx", nothing, as_of=DEMO_AS_OF)
    listed = folder / "clocks.xlsx"
    kesu_xl.show_clocks(SAMPLE, listed, as_of=DEMO_AS_OF, with_closed=True)
    return [*kinds, columns, empty, week, nothing, listed, *sorted(shipped("workbooks").rglob("*.xlsx"))]


def test_the_demonstration_makes_everything(made: Demo) -> None:
    assert made.checked.rows == 150
    assert made.checked.clean
    assert len(made.reports.made) >= 10
    # the newest complaints have nothing in the detail tables yet
    assert [(problem.code, problem.level) for problem in made.reports.problems] == [("F218", "info")]
    assert not made.summary.problems
    names = {path.name for path in Path(made.folder).iterdir()}
    assert names == {"客诉台账_标色.xlsx", "客诉汇总.xlsx", "8D报告", MANIFEST}


def test_the_demonstration_may_be_run_again(made: Demo) -> None:
    before = hashes(Path(made.folder))
    again = demo(Path(made.folder))
    assert hashes(Path(made.folder)) == before
    assert len(again.reports.made) == len(made.reports.made)


def test_a_report_that_somebody_typed_into_is_left_alone(tmp_path: Path) -> None:
    first = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=["KS-2611-001", "KS-2611-005"])
    typed = Path(first.made[0].path)
    typed.write_bytes(typed.read_bytes() + b"typed")
    again = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF, cases=["KS-2611-001", "KS-2611-005"])
    assert [report.case_no for report in again.made] == ["KS-2611-005"]
    assert [(p.code, p.case_no) for p in again.problems] == [("F201", "KS-2611-001")]
    assert typed.read_bytes().endswith(b"typed")


def test_reports_of_every_complaint_that_is_not_cancelled(tmp_path: Path) -> None:
    result = kesu_xl.make_8d(SAMPLE, tmp_path, as_of=DEMO_AS_OF)
    statuses = read_book(SAMPLE)
    grid = statuses.grid(statuses.sheet_names[0])
    heads = grid.rows[4 - grid.top]
    status = heads.index("结案状况")
    numbers = {row[0] for row in grid.rows[5 - grid.top :] if row[0] and row[status] != "已取消"}
    assert {report.case_no for report in result.made} == numbers


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("KS-2611-001", "8D_KS-2611-001.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j', "8D_a_b_c_d_e_f_g_h_i_j.xlsx"),
        ("..", "8D__.xlsx"),
        ("../../etc", "8D_.._.._etc.xlsx"),
        ("客诉 1", "8D_客诉 1.xlsx"),
        ("x\ny", "8D_x_y.xlsx"),
    ],
)
def test_names_of_reports(number: str, name: str) -> None:
    assert report_name(number) == name


def test_a_very_long_number_still_gives_a_file_name() -> None:
    assert len(report_name("客" * 300).encode()) < 255


def test_an_unknown_number_is_said(tmp_path: Path) -> None:
    with pytest.raises(KesuError, match="KS-9999"):
        kesu_xl.make_8d(SAMPLE, tmp_path / "reports", as_of=DEMO_AS_OF, cases=["KS-9999"])
    assert not (tmp_path / "reports").exists()


def test_outputs_are_replaced_only_while_they_are_ours(tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    assert run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T09:00") == 0
    assert run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T10:00") == 0
    changed = out.read_bytes() + b"x"
    out.write_bytes(changed)
    assert run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T09:00") == 2
    assert out.read_bytes() == changed
    assert run("summary", str(SAMPLE), "-o", str(out), "--as-of", "2026-11-21T09:00", "--force") == 0
    assert out.read_bytes() != changed


def test_a_register_is_never_its_own_output(tmp_path: Path) -> None:
    copy = tmp_path / "台账.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    assert run("flag", str(copy), "-o", str(copy), "--force") == 2
    assert run("summary", str(copy), "-o", str(copy), "--force") == 2
    assert copy.read_bytes() == SAMPLE.read_bytes()


def test_an_impossible_output_is_refused_in_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("长" * 100 + ".xlsx", "a\nb.txt", "a\nb/c.xlsx"):
        assert run("flag", str(SAMPLE), "-o", str(tmp_path / name)) == 2
        said = capfd.readouterr().err
        assert said.count("\n") == 1
        assert "OSError" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_output(link, b"new", force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_nothing_is_left_behind_when_a_write_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")

    def broken(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(KesuError, match="No space left"):
        write_output(out, b"new", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
    assert out.read_bytes() == b"old"


def test_open_files_are_taken_too() -> None:
    with SAMPLE.open("rb") as stream:
        result = kesu_xl.check(stream, as_of=DEMO_AS_OF)
    assert result.rows == 150
    assert result.register == ""


def test_the_naive_time_is_in_the_registers_zone() -> None:
    shanghai = kesu_xl.clocks(SAMPLE, as_of=DEMO_AS_OF)
    aware = kesu_xl.clocks(SAMPLE, as_of=datetime.fromisoformat("2026-11-21T01:00:00+00:00"))
    assert [clock.state for clock in shanghai.clocks] == [clock.state for clock in aware.clocks]
    assert shanghai.as_json()["as_of"] == "2026-11-21T09:00:00+08:00"
    assert shanghai.as_json()["timezone"] == "Asia/Shanghai"


def test_spans() -> None:
    assert span_of(week="2026-W47") == (datetime(2026, 11, 16).date(), datetime(2026, 11, 22).date())  # noqa: DTZ001
    assert span_of(month="2026-02") == (datetime(2026, 2, 1).date(), datetime(2026, 2, 28).date())  # noqa: DTZ001
    assert span_of(until="9999-12-31") == (date.min, date.max)
    for wrong in (
        {"week": "2026-47"},
        {"month": "2026-13"},
        {"since": "x"},
        {"since": "2026-02-02", "until": "2026-02-01"},
        {"week": "9999-W52"},
        {"month": "9999-12"},
        {"month": "0001-01"},
        {"since": "9999-12-31"},
        {"until": "0001-01-01"},
    ):
        with pytest.raises(KesuError):
            span_of(**wrong)


def validated(path: Path) -> list[dict[str, str]]:
    answer = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, check=False).stdout
    return list(json.loads(answer)["errors"])


@pytest.mark.needs("ooxml")
def test_the_validator_finds_nothing_in_what_we_make(outputs: Sequence[Path]) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = {
            path.name: errors for path, errors in zip(outputs, pool.map(validated, outputs), strict=True) if errors
        }
    assert not found


@pytest.fixture(scope="module")
def pages(outputs: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Convert every output to PDF in one start of LibreOffice; what it left out is tried again alone."""
    folder = tmp_path_factory.mktemp("pdf")
    named = folder / "in"
    named.mkdir()
    files = []
    for place, path in enumerate(outputs):
        # equal stems would overwrite each other
        files.append(named / f"{place:03d}.xlsx")
        files[-1].write_bytes(path.read_bytes())
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), *map(str, files)], capture_output=True, check=True)
    for path in files:
        if not (folder / f"{path.stem}.pdf").exists():
            subprocess.run([*office, "--outdir", str(folder), str(path)], capture_output=True, check=True)
    yield folder


@pytest.mark.needs("soffice")
def test_libreoffice_opens_what_we_make(outputs: Sequence[Path], pages: Path) -> None:
    missing = [path.name for place, path in enumerate(outputs) if not (pages / f"{place:03d}.pdf").exists()]
    assert not missing


@pytest.mark.needs("soffice", "pdftoppm")
def test_nothing_printed_is_cut_to_number_signs(outputs: Sequence[Path], pages: Path) -> None:
    cut = []
    for place, path in enumerate(outputs):
        if path.parent.name in ("workbooks", "faulty"):
            continue  # made to be wrong
        text = subprocess.run(
            ["pdftotext", "-layout", str(pages / f"{place:03d}.pdf"), "-"], capture_output=True, check=True
        ).stdout.decode()
        if "###" in text or "{{" in text or "#NAME?" in text or "#REF!" in text or "Err:5" in text:
            cut.append(path.name)
    assert not cut
