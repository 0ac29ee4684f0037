"""The second page of the 8D form: D4 to D8 and the signatures."""

from __future__ import annotations

from typing import Final

from openpyxl.styles import Font

from kesu_xl.complaint.details import CAUSE_STATE, DOCUMENT_KIND, WHY_LAYER
from kesu_xl.newbook.eight_d_sheet import LINE, EightDSheet, words
from kesu_xl.newbook.look import BRAND, BRAND_TINT, HEAD, INK_2, WHITE

__all__ = ["draw_solution"]

_WHYS: Final = 5
_ACTIONS: Final = 5
_VALIDATION: Final = 3
_DOCUMENTS: Final = 3
_PREVENTION: Final = 2
#: Ground of the layer that the temporary measure answers (the look's note box).
_NOTE: Final = "FFF3D1"


def draw_solution(form: EightDSheet) -> None:
    """Draw root causes, corrective actions, validation, prevention, closure and signatures."""
    _causes(form)
    form.gap()
    form.section("D5")
    _actions(form, "d5_actions", "action", _ACTIONS)
    _validation(form)
    _prevention(form)
    _closure(form)
    _signatures(form)


def _causes(form: EightDSheet) -> None:
    form.section("D4")
    verified, hypothesis = words(CAUSE_STATE, form.lang)
    # The heading is longer in Chinese, which has the English beside it; the tick boxes are longer in English.
    span = 4 if form.lang == "en" else 5
    form.line(LINE)
    for items, heading in (("cause_occ", "d4.occurrence"), ("cause_esc", "d4.escape")):
        ticks = form.ticks(
            f"{items}.state", (verified, form.say("cause.verified")), (hypothesis, form.say("cause.hypothesis"))
        )
        form.box(f"{form.say(heading)} {form.beside(heading)}".strip(), span, size=8.5, bold=True, ground=HEAD)
        form.box(ticks, 10 - span, size=8.5, color=INK_2, ground=HEAD)
        form.box(f"{{{{ {items}.share }}}}", 2, size=8.5, color=INK_2, ground=HEAD, horizontal="center")
    form.end()
    top = form.row
    for _ in range(_WHYS):
        form.line(22)
        for items in ("whys_occ", "whys_esc"):
            form.box(f"{{{{ {items}[].level }}}}", 1, color=INK_2, horizontal="center", wrap=False)
            form.box(f"{{{{ {items}[].layer }}}}", 2, size=8.5, horizontal="center")
            form.box(f"{{{{ {items}[].why }}}}", 4, color=INK_2)
            form.value(f"{{{{ {items}[].because }}}}", 5)
        form.end()
    _layer_colors(form, top, form.row - 1)
    for label, marker, bold in (
        ("cause.cause", f'{{{{ <items>.cause | join("{form.joint}") }}}}', True),
        ("cause.method", "{{ <items>.method }}  {{ <items>.evidence }}", False),
    ):
        form.line(LINE)
        for items in ("cause_occ", "cause_esc"):
            form.label(form.say(label), 3)
            form.value(marker.replace("<items>", items), 9, bold=bold)
        form.end()
    form.pairs(("d4.systemic", 3, "{{ d4.systemic }}", 21))


def _layer_colors(form: EightDSheet, top: int, bottom: int) -> None:
    """Color the tag of each why by its layer, and print the root bold."""
    symptom, first, between, root = words(WHY_LAYER, form.lang)
    for layer, because in (("B", "H"), ("N", "T")):
        tags = f"{layer}{top}:{layer}{bottom}"
        for word, ground in ((symptom, HEAD), (first, _NOTE), (between, BRAND_TINT)):
            form.color(tags, f'${layer}{top}="{word}"', ground=ground)
        is_root = f'${layer}{top}="{root}"'
        form.color(tags, is_root, ground=BRAND, text=Font(color=WHITE, bold=True))
        form.color(f"{because}{top}:{because}{bottom}", is_root, text=Font(bold=True))


def _actions(form: EightDSheet, items: str, heading: str, count: int) -> None:
    form.table(
        "actions",
        ("n", 1, "center"),
        ("cause", 4, "left"),
        (heading, 7, "left"),
        ("owner", 3, "left"),
        ("due", 3, "center"),
        ("done", 3, "center"),
        ("state", 3, "left"),
    )
    top = form.row
    for _ in range(count):
        form.line(LINE)
        form.box(f"{{{{ {items}[].n }}}}", 1, color=INK_2, horizontal="center", wrap=False)
        form.value(f"{{{{ {items}[].cause }}}}", 4)
        form.value(f"{{{{ {items}[].action }}}}", 7)
        form.value(f"{{{{ {items}[].owner }}}}", 3)
        form.day(f"{items}[].due")
        form.day(f"{items}[].done")
        form.value(f"{{{{ {items}[].state }}}}", 3)
        form.end()
    form.state_colors("V", top, form.row - 1)


def _validation(form: EightDSheet) -> None:
    form.gap()
    form.section("D6")
    form.table(
        "validation",
        ("action", 5, "left"),
        ("method", 7, "left"),
        ("checked", 2, "right"),
        ("ng_before", 2, "right"),
        ("ng_after", 2, "right"),
        ("cut_in_lot", 3, "left"),
        ("date", 3, "center"),
    )
    for _ in range(_VALIDATION):
        form.line(LINE)
        form.value("{{ validation[].action }}", 5)
        form.value("{{ validation[].method }}", 7)
        for name in ("checked", "ng_before", "ng_after"):
            form.count(f"validation[].{name}")
        form.value("{{ validation[].cut_in_lot }}", 3)
        form.day("validation[].date")
        form.end()
    form.pairs(
        ("d6.containment_removed_at", 4, "{{ d6.containment_removed_at }}", 8),
        ("d6.customer_confirmed", 4, "{{ d6.customer_confirmed }}", 8),
    )


def _prevention(form: EightDSheet) -> None:
    form.gap()
    form.section("D7")
    form.table(
        "documents",
        ("kind", 4, "left"),
        ("number", 5, "left"),
        ("revision", 2, "center"),
        ("date", 3, "center"),
        ("why_not", 10, "left"),
    )
    top = form.row
    for _ in range(_DOCUMENTS):
        form.line(LINE)
        form.value("{{ documents[].kind }}", 4)
        form.value("{{ documents[].number }}", 5)
        form.box("{{ documents[].revision }}", 2, horizontal="center")
        form.day("documents[].date")
        form.value("{{ documents[].why_not }}", 10)
        form.end()
    form.dropdown(DOCUMENT_KIND, f"A{top}:A{form.row - 1}")
    _actions(form, "d7_actions", "prevention", _PREVENTION)
    form.pairs(("d7.horizontal", 4, "{{ d7.horizontal }}", 20))
    form.pairs(("d7.lessons", 4, f'{{{{ d7.lessons | join("{form.joint}") }}}}', 20))


def _closure(form: EightDSheet) -> None:
    form.gap()
    form.section("D8")
    form.line(LINE)
    form.label(form.say("d8.customer_accepted"), 4)
    form.value("{{ d8.customer_accepted }}", 6)
    form.label(form.say("d8.effect"), 3)
    for month, span in ((1, 4), (2, 4), (3, 3)):
        form.value(f"{{{{ effect_m{month} }}}}", span)
    form.end()
    form.pairs(("d8.summary", 4, "{{ d8.summary }}", 20))
    form.pairs(
        ("d8.recognition", 4, "{{ d8.recognition }}", 11),
        ("d8.all_done", 4, form.yes_no("d8.all_done"), 5),
    )
    form.line(LINE)
    form.label(form.say("d8.costs"), 4)
    form.count("cost_total", 4, number_format="#,##0.00")
    form.value(f'{{{{ d8.costs | join("{form.joint}") }}}}', 16)
    form.end()


def _signatures(form: EightDSheet) -> None:
    names = ("prepared", "reviewed", "approved")
    form.gap()
    dated = [f"{form.say(f'd8.{name}_by')}  {{{{ d8.{name}_on | date }}}}" for name in names]
    form.heads(*((text, 6, "left") for text in dated), (form.say("sign.customer"), 6, "left"))
    form.line(44)
    for name in names:
        form.box(f"{{{{ d8.{name}_by }}}}", 6, size=11, horizontal="center")
    form.box("", 6)
    form.end()
