"""The computer that Excel runs on: its system, the user's folders, and what the registry of Windows says."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kesu_xl.errors import KesuError

__all__ = ["Machine", "Registry", "this_machine"]

#: Gives a value by key (``HKCU\\Software\\...``) and name (``""``: the key's own), None where there is none.
Registry = Callable[[str, str], "str | int | None"]


def _nothing(key: str, name: str) -> None:
    """Answer as a computer without a registry does."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where to look and to install.

    Attributes:
        system: As `sys.platform` says: ``win32``, ``darwin`` or another one, on which there is no Excel.
        home: The user's folder.
        environment: Environment variables.
        registry: The registry of Windows.
        python: The interpreter that runs the buttons.
    """

    system: str
    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    registry: Registry = _nothing
    python: str = sys.executable

    def startup_folder(self) -> Path:
        """Return the folder from which this user's Excel loads add-ins when it starts.

        Raises:
            KesuError: There is no Excel on this system.
        """
        if self.system == "win32":
            return self.roaming() / "Microsoft" / "Excel" / "XLSTART"
        if self.system == "darwin":
            office = self.home / "Library" / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
            return office / "Startup.localized" / "Excel"
        raise KesuError("no_excel_here")

    def sendto_folder(self) -> Path:
        """Return the folder of Explorer's "Send to" menu.

        Raises:
            KesuError: Not on Windows.
        """
        if self.system != "win32":
            raise KesuError("no_sendto_here")
        return self.roaming() / "Microsoft" / "Windows" / "SendTo"

    def roaming(self) -> Path:
        """Return the folder in which Windows keeps a user's settings."""
        known = self.environment.get("APPDATA", "")
        return Path(known) if known else self.home / "AppData" / "Roaming"


def this_machine() -> Machine:
    """Return the computer that we are on."""
    registry = _windows_registry if sys.platform == "win32" else _nothing
    return Machine(sys.platform, Path.home(), dict(os.environ), registry)


def _windows_registry(key: str, name: str) -> str | int | None:
    if sys.platform != "win32":
        return None
    import winreg

    root, _, path = key.partition("\\")
    roots = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }
    # Office of 32 bits writes where programs of 64 bits do not look at first.
    for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
        try:
            with winreg.OpenKey(roots[root], path, 0, winreg.KEY_READ | view) as opened:
                value, _ = winreg.QueryValueEx(opened, name)
        except OSError:
            continue
        return value if isinstance(value, str | int) else None
    return None
