"""Which 8D form, in which language, each customer gets: the 客户 sheet of a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kesu_xl.complaint import TABLES
from kesu_xl.eight_d import known_paths
from kesu_xl.errors import KesuError
from kesu_xl.flow.shipped import shipped_templates, template, template_named
from kesu_xl.form import Template, compile_template, unknown_fields
from kesu_xl.grid import Book
from kesu_xl.problem import Problem, rule
from kesu_xl.register.label import folded
from kesu_xl.register.tables import table_rows
from kesu_xl.settings import sheet_of
from kesu_xl.wording import nearest_language

__all__ = ["CustomerForms", "Form", "customers_template"]

#: A template named on the 客户 sheet cannot be used.
NO_TEMPLATE: Final = rule("F208", "warning", "flow", "kesu_xl")
#: A language named on the 客户 sheet is not known.
NO_LANGUAGE: Final = rule("F209", "warning", "flow", "kesu_xl")

_CUSTOMERS: Final = next(table for table in TABLES if table.name == "customers")
#: What people call our languages, besides their tags.
_LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    "简体": "zh-Hans", "简体中文": "zh-Hans", "中文": "zh-Hans", "中文简体": "zh-Hans", "簡體": "zh-Hans",
    "簡體中文": "zh-Hans", "繁体": "zh-Hant", "繁体中文": "zh-Hant", "繁體": "zh-Hant", "繁體中文": "zh-Hant",
    "正體中文": "zh-Hant", "中文繁體": "zh-Hant", "英文": "en", "英语": "en", "英語": "en", "english": "en",
}  # fmt: skip


def customers_template(book: Book, folder: Path, name: str) -> Template | None:
    """Return the template of that name that the 客户 sheet names for some customer, None where it names none.

    Args:
        book: The register's workbook.
        folder: Where the templates of customers are searched from.
        name: As a form says it: the template's file without its ending.
    """
    grid = sheet_of(book, _CUSTOMERS)
    for row in table_rows(grid, _CUSTOMERS) if grid is not None else ():
        told = str(row.get("template") or "").strip()
        if told.endswith(".xlsx") and Path(told).stem == name:
            return template_named(told, folder)
    return None


@dataclass(frozen=True, slots=True)
class Form:
    """The form that a complaint gets: the template, what its file is called, its language."""

    template: Template
    file: str
    lang: str


class CustomerForms:
    """Chooses the form of each complaint.

    Args:
        book: The register's workbook.
        folder: Where the templates of customers are searched from.
        lang: Language of customers that say none.
        named: The template for all complaints, whatever the 客户 sheet says.
        spoken: The language for all complaints.

    Raises:
        KesuError: The named template cannot be used.
    """

    def __init__(self, book: Book, folder: Path, lang: str, *, named: str = "", spoken: str = "") -> None:
        grid = sheet_of(book, _CUSTOMERS)
        rows = table_rows(grid, _CUSTOMERS) if grid is not None else []
        self._sheet = grid.name if grid is not None else ""
        self._rows = {folded(str(row["name"])): row for row in reversed(rows) if row.get("name")}
        self._folder, self._lang, self._spoken = folder, lang, spoken
        self._named = named
        self._known: dict[str, Form] = {}
        self._checked: set[str] = set()
        #: What is wrong with the sheet and with the fields of its forms, as far as they were asked for; each once.
        self.found: list[Problem] = []
        if named:
            self._form(named, Path(), lang)

    def of(self, customer: str | None) -> Form:
        """Return the form of a customer."""
        key = folded(customer or "")
        if key not in self._known:
            form = self._known[key] = self._choose(customer or "", self._rows.get(key, {}))
            if form.template.content_hash not in self._checked:
                self._checked.add(form.template.content_hash)
                self.found += unknown_fields(form.template, known_paths())
        return self._known[key]

    def _choose(self, customer: str, row: Mapping[str, Any]) -> Form:
        lang = self._spoken or self._language(customer, str(row.get("language") or "")) or self._lang
        if self._named:
            return self._form(self._named, Path(), lang)
        name = str(row.get("template") or "").strip()
        if name:
            try:
                return self._form(name, self._folder, lang)
            except KesuError as error:
                params = {"customer": customer, "reason": error}
                self.found.append(Problem(NO_TEMPLATE, self._sheet, field="template", value=name, params=params))
        return self._form("8d", None, lang)

    def _form(self, name: str, folder: Path | None, lang: str) -> Form:
        plain = name.removesuffix(".xlsx")
        if plain in shipped_templates() and (folder is None or not (folder / name).is_file()):
            # a shipped form that is named without a language comes in that of the customer
            wanted = template(plain, lang)
            file = wanted if wanted.is_file() else shipped_templates()[plain]
            return Form(compile_template(file.read_bytes(), file.stem), file.name, lang)
        return Form(template_named(name, folder), Path(name).name, lang)

    def _language(self, customer: str, text: str) -> str:
        if not text:
            return ""
        found = _LANGUAGE_NAMES.get(text.strip().casefold()) or nearest_language(text)
        if found is None:
            params = {"customer": customer}
            self.found.append(Problem(NO_LANGUAGE, self._sheet, field="language", value=text, params=params))
        return found or ""
