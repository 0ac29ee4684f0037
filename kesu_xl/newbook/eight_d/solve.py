"""The sections D4 to D8 of the 8D forms that go from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kesu_xl.complaint.details import CAUSE_STATE, DOCUMENT_KIND, WHY_LAYER
from kesu_xl.newbook.eight_d.sheet import EightDSheet, Slot, words

__all__ = [
    "cause_ticks",
    "color_chain",
    "draw_actions",
    "draw_causes",
    "draw_closure",
    "draw_documents",
    "draw_validation",
    "draw_why_chains",
]

_WHYS: Final = (Slot("level", 1, "number"), Slot("layer", 2, "tag"), Slot("why", 4, "grey"), Slot("because", 5))
_VALIDATION: Final = (
    Slot("action", 5), Slot("method", 7), Slot("checked", 2, "count"), Slot("ng_before", 2, "count"),
    Slot("ng_after", 2, "count"), Slot("cut_in_lot", 3), Slot("date", 3, "day"),
)  # fmt: skip
_DOCUMENTS: Final = (
    Slot("kind", 4), Slot("number", 5), Slot("revision", 2, "tag"), Slot("date", 3, "day"), Slot("why_not", 10),
)  # fmt: skip


def draw_why_chains(form: EightDSheet, slots: int, *, pixels: float | None = None) -> None:
    """Draw the why-chains of occurrence and escape side by side, in halves of 12 columns."""
    form.line()
    for heading in ("d4.occurrence", "d4.escape"):
        form.head(f"{form.say(heading)} {form.beside(heading)}".strip(), 12)
    form.end()
    drawn = []
    for _ in range(slots):
        form.line(pixels)
        drawn.append([form.slots(items, _WHYS) for items in ("whys_occ", "whys_esc")])
        form.end()
    for chain in zip(*drawn, strict=True):
        color_chain(form, chain)


def color_chain(form: EightDSheet, slots: Sequence[dict[str, str]]) -> None:
    """Color the tags of a why-chain that was drawn: its slots from top to bottom."""
    layers, because = (f"{slots[0][name]}:{slots[-1][name]}" for name in ("layer", "because"))
    form.layer_colors(layers, because, words(WHY_LAYER, form.lang))


def draw_causes(form: EightDSheet) -> None:
    """Draw the root causes of occurrence and escape side by side, and the systemic one."""
    for label, marker, bold in (
        ("cause.cause", form.joined("<items>.cause"), True),
        ("cause.method", "{{ <items>.method }}  {{ <items>.evidence }}", False),
    ):
        form.line()
        for items in ("cause_occ", "cause_esc"):
            form.label(form.say(label), 3)
            form.value(marker.replace("<items>", items), 9, bold=bold)
        form.end()
    form.line()
    for items in ("cause_occ", "cause_esc"):
        form.pair("cause.state", 3, cause_ticks(form, items), 5)
        form.label(form.say("cause.share"), 2)
        form.box(f"{{{{ {items}.share }}}}", 2, horizontal="center")
    form.end()
    form.pairs(("d4.systemic", 3, "{{ d4.systemic }}", 21))


def cause_ticks(form: EightDSheet, cause: str) -> str:
    """Return the tick boxes that say whether a cause is verified."""
    verified, hypothesis = words(CAUSE_STATE, form.lang)
    return form.ticks(
        f"{cause}.state", (verified, form.say("cause.verified")), (hypothesis, form.say("cause.hypothesis"))
    )


def draw_actions(form: EightDSheet, items: str, heading: str, slots: int) -> None:
    """Draw a list of measures.

    Args:
        form: The sheet.
        items: The list.
        heading: Name of the text over the measure.
        slots: How many.
    """
    drawn = form.table(
        items,
        slots,
        (
            Slot("n", 1, "number"), Slot("cause", 4), Slot("action", 7, head=heading), Slot("owner", 3),
            Slot("due", 3, "day"), Slot("done", 3, "day"), Slot("state", 3),
        ),
        texts="actions",
    )  # fmt: skip
    form.state_colors(drawn["state"])


def draw_validation(form: EightDSheet, slots: int) -> None:
    """Draw how the measures were validated."""
    form.table("validation", slots, _VALIDATION)
    form.pairs(
        ("d6.containment_removed_at", 4, "{{ d6.containment_removed_at }}", 8),
        ("d6.customer_confirmed", 4, "{{ d6.customer_confirmed }}", 8),
    )


def draw_documents(form: EightDSheet, slots: int) -> None:
    """Draw the documents that were changed."""
    form.dropdown(DOCUMENT_KIND, form.table("documents", slots, _DOCUMENTS)["kind"])


def draw_closure(form: EightDSheet) -> None:
    """Draw the answers of D8."""
    form.line()
    form.pair("d8.customer_accepted", 4, "{{ d8.customer_accepted }}", 6)
    form.label(form.say("d8.effect"), 3)
    for month, span in ((1, 4), (2, 4), (3, 3)):
        form.value(f"{{{{ effect_m{month} }}}}", span)
    form.end()
    form.pairs(("d8.summary", 4, "{{ d8.summary }}", 20))
    form.pairs(
        ("d8.recognition", 4, "{{ d8.recognition }}", 11),
        ("d8.all_done", 4, form.yes_no("d8.all_done"), 5),
    )
    form.line()
    form.label(form.say("d8.costs"), 4)
    form.count("cost_total", 4, number_format="#,##0.00")
    form.value(form.joined("d8.costs"), 16)
    form.end()
