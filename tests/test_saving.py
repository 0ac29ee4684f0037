"""Saving over a user's workbook: the old file or the new one, whole; and a backup of one generation."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kesu_xl.errors import KesuError
from kesu_xl.package.saving import backup_of, read_for_change, save_over

OLD, NEW = b"old workbook" * 1000, b"new workbook" * 1500


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "客诉 台账[1].xlsm"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_new_bytes_take_the_place_and_the_old_ones_are_kept(book: Path) -> None:
    data, origin = read_for_change(book)
    assert data == OLD
    backup = save_over(origin, NEW)
    assert backup == book.parent / "客诉 台账[1].kesu-backup.xlsm"
    assert book.read_bytes() == NEW
    assert backup.read_bytes() == OLD
    assert names(book.parent) == {book.name, backup.name}


def test_one_generation_of_backups(book: Path) -> None:
    save_over(read_for_change(book)[1], NEW)
    save_over(read_for_change(book)[1], b"third")
    assert book.read_bytes() == b"third"
    assert backup_of(book).read_bytes() == NEW


@pytest.mark.parametrize("name", [f"{'长' * 83}.xlsx", f"{'a' * 250}.xlsx", f"{'x' * 230}.xlsm", f"a{'长' * 82}.xlsx"])
def test_a_name_as_long_as_the_disk_takes_is_saved_too(tmp_path: Path, name: str) -> None:
    book = tmp_path / name
    book.write_bytes(OLD)
    backup = save_over(read_for_change(book)[1], NEW)
    assert book.read_bytes() == NEW
    assert backup is not None
    assert backup.read_bytes() == OLD
    assert backup.name.endswith(f".kesu-backup{book.suffix}")
    assert names(tmp_path) == {name, backup.name}


def test_long_names_that_begin_alike_have_backups_of_their_own(tmp_path: Path) -> None:
    backups = {backup_of(tmp_path / f"{'长' * 80}{n}.xlsx") for n in range(9)}
    assert len(backups) == 9


def test_a_disk_that_cannot_force_its_folders_saves_all_the_same(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    assert save_over(read_for_change(book)[1], NEW) == backup_of(book)
    assert book.read_bytes() == NEW


def test_nothing_changed_nothing_written(book: Path) -> None:
    before = book.stat()
    assert save_over(read_for_change(book)[1], OLD) is None
    assert names(book.parent) == {book.name}
    assert book.stat().st_mtime_ns == before.st_mtime_ns
    assert book.stat().st_ino == before.st_ino


def test_mode_is_kept_and_a_link_stays_a_link(book: Path, tmp_path: Path) -> None:
    book.chmod(0o640)
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.xlsm"
    link.symlink_to(book)
    backup = save_over(read_for_change(link)[1], NEW)
    assert link.is_symlink()
    assert book.read_bytes() == NEW
    assert book.stat().st_mode & 0o777 == 0o640
    assert backup == backup_of(book)


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#", ".~{}"])
def test_an_open_workbook_is_refused_and_the_way_out_is_told(book: Path, lock: str) -> None:
    _, origin = read_for_change(book)
    lock_file = book.parent / lock.format(book.name)
    lock_file.write_bytes(b"")
    for attempt in (lambda: read_for_change(book), lambda: save_over(origin, NEW)):
        with pytest.raises(KesuError) as refused:
            attempt()
        assert refused.value.code == "is_open"
        assert str(lock_file) in str(refused.value)
    assert book.read_bytes() == OLD
    assert not backup_of(book).exists()


def test_read_only_is_refused(book: Path) -> None:
    book.chmod(0o444)
    with pytest.raises(KesuError) as refused:
        read_for_change(book)
    assert refused.value.code == "read_only"


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - Muster GmbH", "Dropbox", "坚果云"])
def test_a_synchronised_folder_needs_force(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder / "台账").mkdir(parents=True)
    path = tmp_path / folder / "台账" / "a.xlsx"
    path.write_bytes(OLD)
    with pytest.raises(KesuError, match="--force"):
        read_for_change(path)
    _, origin = read_for_change(path, force=True)
    assert save_over(origin, NEW, force=True)


def test_changed_meanwhile_is_refused(book: Path) -> None:
    _, origin = read_for_change(book)
    book.write_bytes(b"somebody else")
    with pytest.raises(KesuError) as refused:
        save_over(origin, NEW)
    assert refused.value.code == "changed_meanwhile"
    assert book.read_bytes() == b"somebody else"
    assert names(book.parent) == {book.name}


def _failing(number: int, counted: list[int], real: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object, **named: object) -> object:
        counted[0] += 1
        if counted[0] == number:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    return call


_STEPS = [(os, "fsync"), (os, "link"), (os, "fdopen"), (Path, "replace"), (Path, "unlink"), (os, "open"), (os, "close")]


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize(("where", "name"), _STEPS, ids=lambda value: getattr(value, "__name__", value))
def test_whatever_fails_the_file_is_the_old_or_the_new_one(
    book: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str, number: int
) -> None:
    _, origin = read_for_change(book)
    counted = [0]
    monkeypatch.setattr(where, name, _failing(number, counted, getattr(where, name)))
    with contextlib.suppress(KesuError, OSError):
        save_over(origin, NEW)
    monkeypatch.undo()
    assert book.read_bytes() in (OLD, NEW)
    if backup_of(book).exists():
        assert backup_of(book).read_bytes() == OLD
    # the next run finds its way, and leaves nothing behind
    save_over(read_for_change(book)[1], b"next")
    assert book.read_bytes() == b"next"
    assert names(book.parent) == {book.name, backup_of(book).name}


_KILLED = """
import os, signal, sys
from kesu_xl.package import saving
at, seen = int(sys.argv[2]), 0
def trace(frame, event, argument):
    global seen
    if frame.f_code.co_filename == saving.__file__ and event == "line":
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace
data, origin = saving.read_for_change(sys.argv[1])
sys.settrace(trace)
saving.save_over(origin, b"new workbook" * 1500)
"""


def test_killed_at_any_line_the_file_is_whole(tmp_path: Path) -> None:
    ended = set()
    for at in range(1, 400, 9):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "a.xlsx"
        path.write_bytes(OLD)
        done = subprocess.run([sys.executable, "-c", _KILLED, str(path), str(at)], check=False)
        ended.add(done.returncode)
        assert path.read_bytes() in (OLD, NEW), at
        if done.returncode == 0:
            assert path.read_bytes() == NEW
            break
    assert -signal.SIGKILL in ended
    assert 0 in ended
