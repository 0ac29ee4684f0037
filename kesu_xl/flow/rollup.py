"""One summary over many registers: files and folders, read by any executor, counted together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kesu_xl.batch import bundled, executor_of, mapped
from kesu_xl.errors import KesuError
from kesu_xl.flow.counting import Counted, counted, without_collecting
from kesu_xl.flow.opening import open_register
from kesu_xl.flow.output import OutputFolder, refuse_source, write_output
from kesu_xl.flow.results import Found
from kesu_xl.flow.shown import problem_json, registers_json
from kesu_xl.flow.summarising import Span, workbook_of
from kesu_xl.form import read_origin
from kesu_xl.package.saving import BACKUP
from kesu_xl.problem import Problem

__all__ = ["RollupResult", "rollup"]

#: What a register may be, in a folder that is searched.
_ENDINGS: Final = frozenset((".xlsx", ".xlsm", ".xls", ".ods"))


@dataclass(slots=True)
class RollupResult(Found):
    """A summary over many registers.

    Attributes:
        path: Where it was written.
        registers: Path of each register that was read, with how many complaints it has.
        failed: Path of each that could not be read, with the reason.
        skipped: Files of searched folders that are no registers: our own outputs, backups, what Excel keeps open.
        found: The problems of all registers.
        lang: The language of its texts.
    """

    path: str
    registers: list[tuple[str, int]] = field(default_factory=list)
    failed: list[tuple[str, KesuError]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)
    lang: str = ""

    @property
    def complaints(self) -> int:
        """How many complaints were counted."""
        return sum(count for _, count in self.registers)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "path": self.path,
            "complaints": self.complaints,
            "registers": registers_json(self.registers, self.failed, self.lang),
            "skipped": self.skipped,
            "problems": [problem_json(problem, self.lang) for problem in self.found],
        }


@dataclass(frozen=True, slots=True)
class _Job:
    path: str
    as_of: datetime
    timezone: str
    span: Span | None


def rollup(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    as_of: datetime,
    span: Span | None = None,
    timezone: str = "",
    lang: str = "",
    jobs: int = 1,
    executor: str = "process",
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> RollupResult:
    """Write one summary over many registers; one that cannot be read is listed, and stops no other.

    Args:
        paths: Registers, and folders that are searched for them with all folders inside.
        out: The workbook to write, .xlsx.
        as_of: What counts as now; a naive time is in the zone of the first register.
        span: First and last day; everything where left out.
        timezone: The registers' zone.
        lang: Language of the workbook; the first register's where left out.
        jobs: How many registers are read at once.
        executor: Where: ``process``, ``thread``, or a Dask scheduler's address, ``tcp://host:8786``.
        force: Replace an existing file that is not as we wrote it.
        progress: Called with how many registers are read, of how many.

    Raises:
        KesuError: There is no register, none can be read, or the output cannot be written.
    """
    target = Path(out)
    if target.suffix.lower() != ".xlsx":
        raise KesuError("wrong_ending", file=str(target), ending=".xlsx")
    result = RollupResult(str(target), lang=lang)
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    files = list(dict.fromkeys(_registers(given, target, result.skipped)))
    if not files:
        raise KesuError("no_registers", paths=[os.fspath(path) for path in given])
    for file in files:
        refuse_source(target, file)
    todo = [_Job(file, as_of, timezone, span) for file in files]
    read: list[Counted] = []
    with executor_of(executor, jobs) as pool:
        done = 0
        for bundle, results in mapped(pool, jobs, _count_all, bundled(todo, 1)):
            for job, one in zip(bundle, results, strict=True):
                if isinstance(one, Counted):
                    read.append(one)
                    result.registers.append((job.path, one.complaints))
                else:
                    result.failed.append((job.path, one))
            done += len(bundle)
            if progress is not None:
                progress(done, len(todo))
    if not read:
        raise result.failed[0][1]
    for at, (path, _) in enumerate(result.registers):
        # only now the first one's zone is known, and with it the moment: the few of another zone are counted again
        if read[at].now != read[0].now:
            read[at] = counted(open_register(path, timezone=timezone), read[0].now, span=span)
    result.lang = lang or read[0].lang or "zh-Hans"
    with without_collecting():
        reasons = [(path, error.say(result.lang)) for path, error in result.failed]
        made, result.found, _ = workbook_of(read, span, result.lang, reasons)
    write_output(target, made, force=force)
    return result


def _count_all(jobs: Sequence[_Job]) -> list[Counted | KesuError]:
    """Read registers; what cannot be read is a result as well, as it must not stop the others."""
    found: list[Counted | KesuError] = []
    for job in jobs:
        try:
            with without_collecting():
                found.append(counted(open_register(job.path, timezone=job.timezone), job.as_of, span=job.span))
        except KesuError as error:
            found.append(error)
    return found


def _registers(given: Sequence[str | os.PathLike[str]], out: Path, skipped: list[str]) -> Iterator[str]:
    """Yield the files to read: those that are named, and in folders those that may be registers."""
    for path in given:
        place = Path(path)
        if not place.is_dir():
            yield os.fspath(path)
            continue
        for folder, folders, names in os.walk(place):
            folders.sort()
            folders[:] = [name for name in folders if not name.startswith(".")]
            ours = OutputFolder(Path(folder))
            for name in sorted(names):
                file = Path(folder, name)
                if file.suffix.lower() not in _ENDINGS:
                    continue
                if name.startswith(("~$", ".")) or file.stem.endswith(BACKUP) or _is_ours(file, out, ours):
                    skipped.append(str(file))
                else:
                    yield str(file)


def _is_ours(file: Path, out: Path, folder: OutputFolder) -> bool:
    """Say whether we made a file: the output itself, one as it was written, a form or a summary that was filled."""
    if (out.exists() and file.samefile(out)) or folder.as_written(file.name):
        return True
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        return bool(read_origin(file.read_bytes(), str(file)).template)
    except OSError:
        return False
