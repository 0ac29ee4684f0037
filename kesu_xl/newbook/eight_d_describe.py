"""The first page of the 8D form: D0 to D3."""

from __future__ import annotations

from typing import Final

from kesu_xl.complaint.details import PLACE, TEAM_ROLE
from kesu_xl.newbook.eight_d_sheet import LINE, EightDSheet
from kesu_xl.newbook.look import HEAD, INK_2, SOFT

__all__ = ["draw_description"]

_TEAM: Final = 5
_IS_ISNOT: Final = 4
_PLACES: Final = 5
_PHOTOS: Final = 3


def draw_description(form: EightDSheet) -> None:
    """Draw emergency response, team, problem description and containment."""
    _emergency(form)
    _team(form)
    _problem(form)
    _photos(form)
    _containment(form)


def _emergency(form: EightDSheet) -> None:
    form.gap()
    form.section("D0")
    short = (form.say("d0.full"), form.say("d0.short"))
    form.pairs(
        ("d0.needed", 3, form.yes_no("d0.needed"), 6),
        ("d0.safety", 3, form.yes_no("safety_flag"), 5),
        ("d0.form", 3, form.ticks("d0.form", *((word, word) for word in short)), 4),
    )
    form.pairs(("d0.action", 3, "{{ d0.action }}", 21))


def _team(form: EightDSheet) -> None:
    form.gap()
    form.section("D1")
    columns = (("role", 3), ("name", 4), ("dept", 3), ("title", 4), ("extension", 3), ("mail", 7))
    form.table("team", *((name, span, "left") for name, span in columns))
    form.dropdown(TEAM_ROLE, form.slots("team", _TEAM, *columns))


def _problem(form: EightDSheet) -> None:
    form.gap()
    form.section("D2")
    for name in ("what", "where", "when", "who", "why", "how", "how_many"):
        form.pairs((f"d2.{name}", 4, f"{{{{ d2.{name} }}}}", 20))
    columns = (("question", 3), ("is", 6), ("is_not", 5), ("difference", 5), ("change", 5))
    form.table("is_isnot", *((name, span, "left") for name, span in columns))
    form.slots("is_isnot", _IS_ISNOT, *columns)
    form.pairs(("d2.history", 4, "{{ d2.history }}", 8), ("d2.other_parts", 4, "{{ d2.other_parts }}", 8))


def _photos(form: EightDSheet) -> None:
    form.line(110)
    for n in range(_PHOTOS):
        form.box(f"{{{{ photos[{n}] }}}}", 8, horizontal="center", edge="dashed")
    form.end()
    form.line(LINE)
    for n in range(_PHOTOS):
        text = f"{form.say('photo', n=n + 1)}  {{{{ photos[{n}].caption }}}}"
        form.box(text, 8, size=8.5, color=INK_2, horizontal="center")
    form.end()


def _containment(form: EightDSheet) -> None:
    form.gap()
    state = '{{ containment_state | default("—") }}'
    form.section("D3", form.say("d3.in_state").replace("…", state))
    form.line(LINE)
    form.label(form.say("d3.hint"), 3)
    form.box("{{ d3.hint }}", 21, size=8.5, color=INK_2, ground=SOFT)
    form.end()
    form.table(
        "d3_actions",
        ("place", 3, "left"),
        ("action", 7, "left"),
        ("owner", 3, "left"),
        ("introduced_on", 3, "center"),
        ("checked", 2, "right"),
        ("ng", 2, "right"),
        ("evidence", 4, "left"),
    )
    top = form.row
    for _ in range(_PLACES):
        form.line(LINE)
        form.value("{{ d3_actions[].place }}", 3)
        form.value("{{ d3_actions[].action }}", 7)
        form.value("{{ d3_actions[].owner }}", 3)
        form.day("d3_actions[].introduced_on")
        form.count("d3_actions[].checked")
        form.count("d3_actions[].ng")
        form.value("{{ d3_actions[].evidence }}", 4)
        form.end()
    form.dropdown(PLACE, f"A{top}:A{form.row - 1}")
    form.line(LINE)
    form.box(form.say("d3.total"), 3, bold=True, ground=HEAD)
    form.label(form.say("d3.effectiveness"), 3)
    form.value("{{ d3.effectiveness }}", 10)
    form.count("d3.checked", bold=True)
    form.count("d3.ng", bold=True)
    form.box("", 4, ground=SOFT)
    form.end()
    form.pairs(
        ("d3.dispositions", 3, f'{{{{ d3.dispositions | join("{form.joint}") }}}}', 10),
        ("d3.calls", 4, "{{ d3.calls }}", 7),
    )
