"""The sections D0 to D3 of the 8D forms that go from top to bottom."""

from __future__ import annotations

from typing import Final, Literal

from kesu_xl.complaint.details import PLACE, TEAM_ROLE
from kesu_xl.newbook.eight_d.sheet import EightDSheet, Slot
from kesu_xl.newbook.look import HEAD, INK_2, SOFT

__all__ = [
    "QUESTIONS",
    "draw_containment",
    "draw_covered_photos",
    "draw_emergency",
    "draw_hint",
    "draw_is_isnot",
    "draw_photos",
    "draw_questions",
    "draw_team",
    "open_containment",
]

#: The questions of 5W2H, in order.
QUESTIONS: Final = ("what", "where", "when", "who", "why", "how", "how_many")
_TEAM: Final = (
    Slot("role", 3), Slot("name", 4), Slot("dept", 3), Slot("title", 4), Slot("extension", 3), Slot("mail", 7),
)  # fmt: skip
_IS_ISNOT: Final = (
    Slot("question", 3), Slot("is", 6), Slot("is_not", 5), Slot("difference", 5), Slot("change", 5),
)  # fmt: skip
_CONTAINMENT: Final = (
    Slot("place", 3), Slot("action", 7), Slot("owner", 3), Slot("introduced_on", 3, "day"), Slot("checked", 2, "count"),
    Slot("ng", 2, "count"), Slot("evidence", 4),
)  # fmt: skip


def draw_emergency(form: EightDSheet) -> None:
    """Draw the answers of D0."""
    short = (form.say("d0.full"), form.say("d0.short"))
    form.pairs(
        ("d0.needed", 3, form.yes_no("d0.needed"), 6),
        ("d0.safety", 3, form.yes_no("safety_flag"), 5),
        ("d0.form", 3, form.ticks("d0.form", *((word, word) for word in short)), 4),
    )
    form.pairs(("d0.action", 3, "{{ d0.action }}", 21))
    form.pairs(
        ("d0.customer_protected", 4, form.yes_no("d0.customer_protected"), 5),
        ("d0.suspect_lots", 3, "{{ d0.suspect_lots }}", 12),
    )


def draw_team(form: EightDSheet, slots: int) -> None:
    """Draw the team."""
    form.dropdown(TEAM_ROLE, form.table("team", slots, _TEAM)["role"])


def draw_questions(form: EightDSheet, pixels: float | None = None) -> None:
    """Draw 5W2H, one question a line."""
    for name in QUESTIONS:
        form.pairs((f"d2.{name}", 4, f"{{{{ d2.{name} }}}}", 20), pixels=pixels)


def draw_is_isnot(form: EightDSheet, slots: int) -> None:
    """Draw what the problem is and is not."""
    form.table("is_isnot", slots, _IS_ISNOT)


def draw_photos(form: EightDSheet, *spans: int, first: int = 0, pixels: float = 110) -> None:
    """Draw a line of boxes for the photos of the defect with their captions beneath.

    Args:
        form: The sheet.
        spans: Columns of each box.
        first: Number of the first picture, from 0.
        pixels: Height of the boxes.
    """
    form.line(pixels)
    for n, span in enumerate(spans, first):
        form.box(f"{{{{ d2.photos[{n}] }}}}", span, horizontal="center", edge="dashed")
    form.end()
    form.line()
    for n, span in enumerate(spans, first):
        text = f"{form.say('photo', n=n + 1)}  {{{{ d2.photos[{n}].caption }}}}"
        form.box(text, span, size=8.5, color=INK_2, horizontal="center")
    form.end()


def draw_covered_photos(form: EightDSheet, discipline: str, *spans: int, pixels: float = 110) -> None:
    """Draw lines of boxes for the photos of a discipline that stay hidden until there are any: most reports have none.

    Args:
        form: The sheet.
        discipline: ``d3`` or ``d5``.
        spans: Columns of each box.
        pixels: Height of the boxes.
    """
    boxes: tuple[tuple[str, float | None, Literal["thin", "dashed"]], ...]
    boxes = (("", pixels, "dashed"), (".caption", None, "thin"))
    for marker, height, edge in boxes:
        row = form.line(height)
        for n, span in enumerate(spans):
            text = f"{{{{ {discipline}.photos[{n}]{marker} }}}}"
            form.box(text, span, size=8.5, color=INK_2, horizontal="center", edge=edge)
        form.end()
        form.sheet.row_dimensions[row].hidden = True


def open_containment(form: EightDSheet) -> None:
    """Begin D3: its bar says the state of the problem, and the line beneath what this state asks for."""
    form.section("D3", form.say("d3.in_state").replace("…", '{{ containment_state | default("—") }}'))
    draw_hint(form, 3)


def draw_hint(form: EightDSheet, label_span: int) -> None:
    """Draw what the state of the problem asks for, up to the last column."""
    form.line()
    form.label(form.say("d3.hint"), label_span)
    form.box("{{ d3.hint }}", form.columns - form.column + 1, size=8.5, color=INK_2, ground=SOFT)
    form.end()


def draw_containment(form: EightDSheet, slots: int) -> None:
    """Draw the containment by place, its total, and what else shows that it works."""
    form.dropdown(PLACE, form.table("d3_actions", slots, _CONTAINMENT)["place"])
    form.line()
    form.box(form.say("d3.total"), 3, bold=True, ground=HEAD)
    form.pair("d3.effectiveness", 3, "{{ d3.effectiveness }}", 10)
    form.count("d3.checked", bold=True)
    form.count("d3.ng", bold=True)
    form.box("", 4, ground=SOFT)
    form.end()
    form.pairs(("d3.proof", 3, "{{ d3.proof }}", 9), ("d3.clean_point", 4, "{{ d3.clean_point }}", 8))
    form.pairs(("d3.dispositions", 3, form.joined("d3.dispositions"), 9), ("d3.calls", 4, "{{ d3.calls }}", 8))
