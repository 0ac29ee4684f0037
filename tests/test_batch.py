"""Many jobs at once: in order, in bundles, on local processes and threads and on a Dask cluster; the same files."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

import kesu_xl
from kesu_xl.batch import bundled, executor_of, mapped
from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import shipped

SAMPLE: Final = shipped("workbooks") / "complaints.xlsx"
AS_OF: Final = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # in the register's zone


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def test_bundles() -> None:
    assert list(bundled(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(bundled([], 3)) == []


@pytest.mark.parametrize(("name", "jobs"), [("process", 1), ("process", 2), ("thread", 3)])
def test_results_come_in_order(name: str, jobs: int) -> None:
    with executor_of(name, jobs) as pool:
        found = [pair for bundle, results in mapped(pool, jobs, doubled, bundled(range(50), 4))
                 for pair in zip(bundle, results, strict=True)]  # fmt: skip
    assert found == [(number, 2 * number) for number in range(50)]


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    with executor_of("thread", 2) as pool:
        results = mapped(pool, 2, doubled, bundled(endless(), 5))
        assert next(results)[1] == [2, 4, 6, 8, 10]
        assert taken <= 5 * 6


def reports(folder: Path, **options: object) -> dict[str, bytes]:
    made = kesu_xl.make_8d(SAMPLE, folder, as_of=AS_OF, cases=CASES, **options)  # type: ignore[arg-type]
    assert [report.case_no for report in made.made] == CASES
    return {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}


CASES: Final = [f"KS-2605-{number:03}" for number in range(1, 9)]


@pytest.mark.parametrize("name", ["process", "thread"])
def test_the_same_reports_whoever_makes_them(name: str, tmp_path: Path) -> None:
    alone = reports(tmp_path / "1")
    assert len(alone) == len(CASES)
    assert reports(tmp_path / "2", jobs=2, executor=name) == alone
    # and they may be made again, as the manifest knows them all
    assert reports(tmp_path / "2", jobs=2, executor=name) == alone


def start(program: str, *options: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        f"distributed.cli.dask_{program}",
        "--host",
        "127.0.0.1",
        "--no-dashboard",
        *options,
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)


def test_a_dask_cluster_makes_them_too(tmp_path: Path) -> None:
    place = tmp_path / "scheduler.json"
    started = [start("scheduler", "--port", "0", "--scheduler-file", str(place), folder=tmp_path)]
    try:
        until = time.monotonic() + 60
        while not place.exists() and time.monotonic() < until:
            time.sleep(0.1)
        started.append(start("worker", "--scheduler-file", str(place), "--no-nanny", folder=tmp_path))
        address = json.loads(place.read_text())["address"]
        assert reports(tmp_path / "1", jobs=2, executor=address) == reports(tmp_path / "2")
    finally:
        # the worker first: without its scheduler it would wait for it to come back
        for process in reversed(started):
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize(("name", "code"), [("fast", "no_such_executor"), ("tcp://127.0.0.1:9", "dask_unreachable")])
def test_an_executor_that_is_not_there_is_said_in_one_line(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(KesuError) as caught:
        reports(tmp_path / "1", jobs=2, executor=name)
    assert caught.value.code == code
    assert not list(tmp_path.rglob("*.xlsx"))
