"""``python -m kesu_xl.newbook``: write the shipped templates anew. The same sources give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kesu_xl.newbook.eight_d import EIGHT_D_FORMS
from kesu_xl.newbook.summary_book import summary_book
from kesu_xl.wording import LANGUAGES

__all__ = ["TEMPLATES", "main", "shipped"]

#: Where the shipped templates stand in the source tree.
_FOLDER: Final = Path(__file__).resolve().parents[2] / "templates"

#: Every shipped template: its name without ending, and what draws it in a language.
TEMPLATES: Final[tuple[tuple[str, Callable[[str], bytes]], ...]] = (
    *EIGHT_D_FORMS,
    ("weekly", summary_book),
)


def shipped() -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the bytes of every template; the first language has the plain name."""
    for name, draw in TEMPLATES:
        for lang in LANGUAGES:
            yield f"{name}.xlsx" if lang == LANGUAGES[0] else f"{name}.{lang}.xlsx", draw(lang)


def main(folder: Path = _FOLDER) -> None:
    """Write the templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in shipped():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
