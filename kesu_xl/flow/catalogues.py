"""The catalogues: rules, columns and figures, as the command line and the documents show them."""

from __future__ import annotations

from typing import Any

from kesu_xl.complaint import COLUMNS
from kesu_xl.problem import RULES
from kesu_xl.wording import LANGUAGES, say

__all__ = ["catalogue", "catalogue_table", "fields_document", "quality_document", "rules_document"]


def all_rules() -> dict[str, Any]:
    """Return every rule of every room by code, in order of the codes."""
    import kesu_xl.alerting.people
    import kesu_xl.checks.rules
    import kesu_xl.flow.entered
    import kesu_xl.flow.reports
    import kesu_xl.form.rules
    import kesu_xl.form.suggest.rules
    import kesu_xl.register.rules  # noqa: F401  # importing a room registers its rules

    return dict(sorted(RULES.items()))


def catalogue(name: str, lang: str) -> dict[str, Any]:
    """Return the JSON shape of a catalogue: ``rules``, ``fields`` or ``figures``."""
    if name == "rules":
        return {
            "rules": [
                {
                    "code": r.code,
                    "level": r.level,
                    "what": r.what(lang),
                    "remedy": _placeholders(r.remedy(lang)),
                    "source": r.source,
                }
                for r in all_rules().values()
            ]
        }
    if name == "fields":
        return {
            "fields": [
                {
                    "field": column.name,
                    "labels": dict(zip(LANGUAGES, column.labels, strict=True)),
                    "aliases": list(column.aliases),
                    "type": str(column.kind),
                    "required_from": column.required_from,
                    "personal": column.personal,
                    "internal": column.internal,
                    "values": [choice.say(lang) for choice in column.choices.choices] if column.choices else [],
                }
                for column in COLUMNS.values()
            ]
        }
    from kesu_xl.figures import catalogue as figures

    return {"figures": figures(lang)}


def catalogue_table(name: str, lang: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return heads and rows of a catalogue for a terminal."""
    listed = catalogue(name, lang)[name]
    if name == "rules":
        heads = [say(f"cli.catalogue_{part}", lang) for part in ("code", "level", "what")]
        return heads, [(r["code"], say(f"cli.level_{r['level']}", lang), r["what"]) for r in listed]
    if name == "fields":
        heads = ["", *(say(f"cli.catalogue_{part}", lang) for part in ("label", "type", "required"))]
        return heads, [(f["field"], f["labels"][lang], f["type"], f["required_from"] or "-") for f in listed]
    heads = [say(f"cli.catalogue_{part}", lang) for part in ("figure", "formula")]
    return heads, [(f["label"], f["formula"]) for f in listed]


def rules_document() -> str:
    """Return docs/rules.md: every rule with what it finds and what to do, in Chinese and English."""
    lines = [
        "# 校验规则 · Rules",
        "",
        "由 `kesu_xl.flow.catalogues.rules_document` 生成，与 `kesu rules` 一致。"
        "Generated; the same as `kesu rules`. Levels: error 错误, warning 警告, info 提示.",
        "",
    ]
    for entry in all_rules().values():
        lines += [
            f"## {entry.code} · {entry.what('zh-Hans')} · {entry.what('en')}",
            "",
            f"- {say(f'cli.level_{entry.level}', 'zh-Hans')} · {entry.level}; {entry.source}",
            f"- {_plain(entry.remedy('zh-Hans'))}。",
            f"- {_sentence(_plain(entry.remedy('en')))}.",
            "",
        ]
    return "\n".join(lines)


def quality_document() -> str:
    """Return the catalogue in docs/quality.md: every check of an 8D, in Chinese and English."""
    from kesu_xl.eight_d.quality import CHECKS

    # a check of all texts reads so many fields that a list of them says nothing
    every = len(CHECKS["g.6"].reads)
    lines = ["| | 要求 | Demand | 阻断 blocks | 来源 source | 栏目 fields |", "|---|---|---|---|---|---|"]
    for check in CHECKS.values():
        fields = "所有文字 all texts" if len(check.reads) >= every else ", ".join(f"`{path}`" for path in check.reads)
        cells = (
            check.id,
            check.demand("zh-Hans"),
            check.demand("en"),
            "■" if check.blocking else "",
            check.source,
            fields,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _placeholders(text: str) -> str:
    """Return a text of the catalogue with marked placeholders: there is no cell to fill them from."""
    return text.replace("{", "‹").replace("}", "›")


def _plain(text: str) -> str:
    return _placeholders(text).rstrip("。.")


def fields_document() -> str:
    """Return docs/fields.md: every column of the register, in three languages, with its lists and other names."""
    lines = [
        "# 台账的栏 · Columns of the register",
        "",
        "由 `kesu_xl.flow.catalogues.fields_document` 生成，与 `kesu fields` 一致。"
        "Generated; the same as `kesu fields`.",
        "",
        "必填 Required: N 新建 · A 已受理 · C 已围堵 · R 原因已明 · I 对策已实施 · X 已结案. "
        "P 个人信息 personal data · S 仅限内部 internal only.",
        "",
        "| field | zh-Hans | zh-Hant | en | type | required | | aliases |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for column in COLUMNS.values():
        marks = " ".join(mark for mark, on in (("P", column.personal), ("S", column.internal)) if on)
        required = (column.required_from or "-") + (" (我方 ours)" if column.own_liability_only else "")
        cells = (column.name, *column.labels, str(column.kind), required, marks, ", ".join(column.aliases))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    lines += ["", "## 列表 · Lists", ""]
    from kesu_xl.complaint import LISTS

    for choices in LISTS:
        kind = "固定 fixed" if choices.fixed else "自定 own" if choices.own else ""
        values = " · ".join("/".join(dict.fromkeys(choice.texts)) for choice in choices.choices)
        lines += [f"- **{choices.labels[0]} {choices.labels[2]}** (`{choices.name}`) {kind}: {values}"]
    return "\n".join([*lines, ""])
