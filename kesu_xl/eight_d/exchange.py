"""The 8D record as JSON, in and out, with its schema; and the record of a form that was read.

pydantic judges what comes in and writes the schema. It is imported here, and only when JSON is asked for: a form is
filled without it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final

from kesu_xl.complaint import COLUMNS, DETAILS, ChoiceList, Column, Kind
from kesu_xl.complaint.lists import YES_NO
from kesu_xl.eight_d.assemble import derive
from kesu_xl.eight_d.record import CLOCKS, DERIVED_LISTS, DERIVED_ROWS, Both, EightD, Row, leaving, table_of
from kesu_xl.eight_d.same import completed
from kesu_xl.eight_d.sections import ANSWER_KINDS, ANSWERS, SECTIONS
from kesu_xl.eight_d.typed import moment, recognised, shown_text
from kesu_xl.errors import KesuError
from kesu_xl.wording import LANGUAGES, in_language, say

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["as_json", "from_json", "from_record", "json_schema", "schema_document"]

#: JSON types of the values of a field, and their format.
_TIMES: Final = {Kind.DATE: "date", Kind.DATETIME: "date-time"}
_NUMBERS: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY, Kind.SCORE)
_COLUMNS: Final[Mapping[str, Column]] = {name: column for name, column in COLUMNS.items() if not column.internal}
_TABLES: Final[Mapping[str, Mapping[str, Column]]] = {
    table.name: {column.name: column for column in table.columns if not column.internal} for table in DETAILS
}
#: Fields that list several texts where there are several.
_MANY: Final = frozenset((
    "root_cause_occ", "root_cause_esc", "d3.dispositions", "d4.systemic", "d7.lessons", "d8.costs", "repeat.taken_over",
))  # fmt: skip


def as_json(record: EightD, lang: str) -> Row:
    """Return a record as JSON has it; see `EightD.as_json`."""
    made: Row = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if item.name in SECTIONS:
            value = {part.name: getattr(value, part.name) for part in fields(value)}
        plain = _plain(value, lang)
        if plain not in (None, {}, []):
            made[item.name] = plain
    return made


def _plain(value: Any, lang: str) -> Any:
    if isinstance(value, Mapping):
        return {name: one for name, item in value.items() if (one := _plain(item, lang)) not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [_plain(one, lang) for one in value]
    return value.isoformat() if isinstance(value, date) else in_language(value, lang)


def from_json(document: str | bytes | Mapping[str, Any]) -> EightD:
    """Return the record that a JSON document holds; see `EightD.from_json`."""
    from pydantic import ValidationError

    try:
        given = json.loads(document) if isinstance(document, str | bytes) else document
    except (ValueError, RecursionError) as error:
        raise KesuError("record_not_json", reason=str(error)) from error
    try:
        _model().model_validate(given)
    except ValidationError as error:
        places = [_place(one["loc"]) for one in error.errors(include_url=False)]
        raise KesuError("record_does_not_fit", places=list(dict.fromkeys(places))[:10]) from error
    read: Row = {name: _read(value, name) for name, value in given.items() if name not in ("columns", "tables")}
    columns = {name: _read(value, name) for name, value in given.get("columns", {}).items()}
    tables = {name: _read(rows, name) for name, rows in given.get("tables", {}).items()}
    return _made(columns, tables, read)


def _place(keys: tuple[int | str, ...]) -> str:
    """Return where something is, without the kinds that were tried for it."""
    kept = [str(key) for key in keys if key not in ("str", "int", "float", "bool") and not str(key).startswith("list[")]
    return ".".join(kept) or "-"


def from_record(record: Mapping[str, Any]) -> EightD:
    """Return the record of what `typed` made of a form; see `EightD.from_record`."""
    whole = completed(record)
    columns: Row = {}
    tables: dict[str, list[Row]] = {}
    for name, value in whole.items():
        if isinstance(value, list):
            if name in _TABLES:
                tables[name] = [dict(row) for row in value if isinstance(row, Mapping)]
            if isinstance(value, Both):
                columns[name] = value.word
        elif name in _COLUMNS:
            columns[name] = value
    rest = {name: value for name, value in whole.items() if name in _PARTS}
    return _made(columns, tables, rest)


def _made(columns: Row, tables: Mapping[str, list[Row]], rest: Mapping[str, Any]) -> EightD:
    parts = {
        name: SECTIONS[name](**{key: one for key, one in value.items() if key in _names(name)})
        for name, value in rest.items()
        if name in SECTIONS and isinstance(value, Mapping)
    }
    whole = {name: value for name, value in rest.items() if name in _PARTS and name not in SECTIONS}
    record = EightD(
        columns=dict.fromkeys(_COLUMNS) | columns,
        tables={table.name: list(tables.get(table.name, ())) for table in DETAILS},
        **parts,
        **whole,
    )
    derive(record)
    return record


_PARTS: Final = frozenset(item.name for item in fields(EightD)) - {"columns", "tables"}


@cache
def _names(section: str) -> frozenset[str]:
    return frozenset(item.name for item in fields(SECTIONS[section]))


def _read(value: Any, path: str) -> Any:
    """Return a value of JSON as the record holds it: words of lists and of states recognised, times made of texts."""
    if isinstance(value, Mapping):
        # a row of 8D内容 holds what its item holds
        own = {"value": str(value.get("path"))} if path == "answers[]" else {}
        return {name: _read(one, own.get(name, f"{path}.{name}")) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_read(one, f"{path}[]" if isinstance(one, Mapping) else path) for one in value]
    if not isinstance(value, str):
        return value
    if (shown := shown_text(value, path)) is not value:
        return shown
    kind, choices = _kind(path)
    value = recognised(value, choices)
    return moment(value) if kind in _TIMES else value


@cache
def _kind(path: str) -> tuple[Kind | None, ChoiceList | None]:
    """Return what a path holds, and the list of its values."""
    if path in ANSWERS:
        return ANSWER_KINDS.get(path), ANSWERS[path]
    if path in _COLUMNS:
        return _COLUMNS[path].kind, _COLUMNS[path].choices
    name, _, column = path.replace("[]", "").partition(".")
    if path == "d8.all_done":
        return Kind.YES_NO, YES_NO
    if name == "repeat":
        return (_COLUMNS[column].kind, _COLUMNS[column].choices) if column in _COLUMNS else (None, None)
    table = table_of(name)
    found = _TABLES.get(table, {}).get(column)
    return (found.kind, leaving(table)[column]) if found is not None else (None, None)


def json_schema() -> Row:
    """Return the JSON schema of a record: every field with its labels, what it holds, and its list of values."""
    schema: Row = _model().model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_document() -> str:
    """Return docs/eight_d.json: the schema, a line for each of its parts."""
    schema = json_schema()
    parts = ",\n".join(
        f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in schema.pop("$defs").items()
    )
    rest = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in schema.items())
    return f'{{\n{rest},\n"$defs": {{\n{parts}\n}}\n}}\n'


@cache
def _model() -> type[BaseModel]:
    from pydantic import ConfigDict, create_model

    strict = ConfigDict(extra="forbid")

    def model(name: str, what: str, members: Mapping[str, tuple[Any, Any]]) -> type[BaseModel]:
        # names such as `from`, `is` and `with` are the record's own
        given: Any = {f"f_{key}": (kind, _named(shown, key)) for key, (kind, shown) in members.items()}
        return create_model(name, __config__=strict, __doc__=what, **given)

    rows = {
        name: model(f"row_{name}", table.say("en"), {key: _field(column) for key, column in _TABLES[name].items()})
        for name, table in ((table.name, table) for table in DETAILS)
    }
    lists: dict[str, type[BaseModel]] = {}
    for name, (table, added) in DERIVED_LISTS.items():
        own = {key: _field(column) for key, column in _TABLES[table].items()}
        lists[name] = model(f"row_{name}", f"A row of {table}.", own | {key: _value(None, None, key) for key in added})
    single = {
        name: model(
            name, f"Rows of {table} as one.", {key: _field(one, many=True) for key, one in _TABLES[table].items()}
        )
        for name, table in DERIVED_ROWS.items()
    }
    sections = {
        name: model(name, _first_line(kind), {item.name: _answer(f"{name}.{item.name}") for item in fields(kind)})
        for name, kind in SECTIONS.items()
    }
    whole: dict[str, tuple[Any, Any]] = {
        "columns": (
            model("columns", "The register row.", {k: _field(one, many=k in _MANY) for k, one in _COLUMNS.items()})
            | None,
            {},
        ),
        "tables": (
            model("tables", "The detail tables.", {name: (list[row], {}) for name, row in rows.items()}) | None,  # type: ignore[valid-type]  # made here
            {},
        ),
        **{name: (one | None, {}) for name, one in sections.items()},
        **{name: (list[one], {}) for name, one in lists.items()},  # type: ignore[valid-type]  # made here
        **{name: (one | None, {}) for name, one in single.items()},
        "states": (model("states", "How the clocks stand.", {c: _value(None, None, c) for c in CLOCKS}) | None, {}),
        "customer_score": _answer("customer_score"),
        "stance": _value(None, None, "stance"),
    }
    return model("EightD", "One complaint as an 8D report: register row, detail tables, D0 to D8.", whole)


def _first_line(kind: type[Any]) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _named(shown: Mapping[str, Any], name: str) -> Any:
    from pydantic import Field

    def say_it(schema: Row) -> None:
        schema.pop("default", None)
        schema.update(shown)

    return Field(default=None, alias=name, json_schema_extra=say_it)


def _field(column: Column, *, many: bool = False) -> tuple[Any, Row]:
    labels = dict(zip(LANGUAGES, column.labels, strict=True))
    return _value(column.kind, column.choices, labels["en"], labels, many=many)


def _answer(path: str) -> tuple[Any, Row]:
    kind, choices = _kind(path)
    if path not in ANSWERS:
        return _value(kind, choices, path.partition(".")[2], many=True)
    labels = {lang: say(f"eight_d.{path}", lang) for lang in LANGUAGES}
    return _value(kind, choices, labels["en"], labels, many=path in _MANY)


def _value(
    kind: Kind | None, choices: ChoiceList | None, title: str, labels: Mapping[str, str] | None = None, *,
    many: bool = False,
) -> tuple[Any, Row]:  # fmt: skip
    """Return the type of a value and what the schema says of it; people's words are never refused."""
    shown: Row = {"title": title}
    if labels:
        shown["labels"] = dict(labels)
    if kind in _TIMES:
        shown["format"] = _TIMES[kind]
    if kind in _NUMBERS:
        shown["description"] = "A number; a text where it is not known as one."
    if choices is not None:
        shown["values"] = [list(choice.texts) for choice in choices.choices]
    plain = ["string", "number", "boolean", "null"]
    return (_many() if many else _one()), {**shown, "type": [*plain, "array"] if many else plain}


@cache
def _one() -> Any:
    from pydantic import WithJsonSchema

    return Annotated[str | int | float | bool | None, WithJsonSchema({})]


@cache
def _many() -> Any:
    from pydantic import WithJsonSchema

    return Annotated[str | int | float | bool | list[str | int | float | bool] | None, WithJsonSchema({})]


if __name__ == "__main__":
    sys.stdout.write(schema_document())
