"""Writing what we made: whole files only, and never over something that a person changed."""

from __future__ import annotations

import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final

from kesu_xl.errors import KesuError

__all__ = ["MANIFEST", "OutputFolder", "make_folder", "refuse_source", "replace_file", "write_new", "write_output"]

#: Lists what we wrote into a folder: file name -> hash of its bytes.
MANIFEST: Final = ".kesu-manifest.json"


def write_output(path: Path, data: bytes, *, force: bool = False, source: str = "", noted: bool = True) -> None:
    """Write a file that we made: to a temporary file first, then in place of the old one.

    An existing file is replaced only with `force`, or while its bytes are those that we wrote last time.

    Args:
        path: Where to.
        data: The whole file.
        force: Replace an existing file whatever it is.
        source: Path of the register that it was made from: it is never written over.
        noted: A later run may replace it while nobody has changed it; no for a file that holds what somebody typed.

    Raises:
        KesuError: It exists and is not ours, or cannot be written.
    """
    try:
        refuse_source(path, source)
        if not path.parent.is_dir():
            raise KesuError("no_such_folder", folder=str(path.parent))
    except OSError as error:
        raise KesuError("cannot_write", file=str(path), detail=error.strerror or str(error)) from error
    with OutputFolder(path.parent) as folder:
        folder.write(path.name, data, force=force, noted=noted)


class OutputFolder:
    """A folder that gets many files of ours: its manifest is read once, and written once in a while and at the end.

    Args:
        folder: The folder; it exists.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = _manifest(folder)
        self._written: dict[str, str] = {}

    def __enter__(self) -> OutputFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.note()

    def as_written(self, name: str) -> bool:
        """Say whether a file's bytes are those that we wrote."""
        known = self._known.get(name)
        try:
            return known is not None and known == sha256((self._folder / name).read_bytes()).hexdigest()
        except OSError:
            return False

    def write(self, name: str, data: bytes, *, force: bool = False, noted: bool = True) -> None:
        """Write a file, see `write_output`.

        Raises:
            KesuError: It exists and is not ours, or cannot be written.
        """
        path = self._folder / name
        try:
            if path.is_dir():
                raise KesuError("cannot_write", file=str(path), detail="folder")
            if path.exists() and not force and not self.as_written(name):
                raise KesuError("output_exists", file=str(path))
            replace_file(path, data)
        except OSError as error:
            raise KesuError("cannot_write", file=str(path), detail=error.strerror or str(error)) from error
        if noted:
            self._known[name] = self._written[name] = sha256(data).hexdigest()

    def note(self) -> None:
        """Put what was written into the manifest.

        Raises:
            KesuError: It cannot be written.
        """
        if not self._written:
            return
        # another run may have put its own into it meanwhile
        manifest = dict(sorted({**_manifest(self._folder), **self._written}.items()))
        path = self._folder / MANIFEST
        try:
            replace_file(path, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise KesuError("cannot_write", file=str(path), detail=error.strerror or str(error)) from error
        self._written.clear()


def refuse_source(path: Path, source: str) -> None:
    """Refuse an output that is the register itself.

    Raises:
        KesuError: It is.
    """
    if source and path.exists() and Path(source).exists() and path.samefile(source):
        raise KesuError("output_is_source", file=str(path))


def make_folder(folder: Path) -> None:
    """Make a folder for outputs, if it is not there.

    Raises:
        KesuError: There is a file of that name, or no permission.
    """
    if folder.exists() and not folder.is_dir():
        raise KesuError("not_a_folder", file=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KesuError("cannot_write", file=str(folder), detail=error.strerror or str(error)) from error


def _manifest(folder: Path) -> dict[str, str]:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def replace_file(path: Path, data: bytes) -> None:
    """Write a whole file: to a temporary one in the same folder, then in place of the old one.

    Raises:
        OSError: It cannot be written; the old one is as it was.
    """
    # a link keeps pointing at its file: what it points at is replaced
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a whole file where there is none; one that is there stays, whoever made it and when.

    Raises:
        FileExistsError: There is one.
        KesuError: It cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o666 & ~_umask())
        try:
            # a second name for the file, which no other file can have had
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # a disk without such names
            with path.open("xb") as stream:
                stream.write(data)
    except FileExistsError:
        raise
    except OSError as error:
        raise KesuError("cannot_write", file=str(path), detail=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
