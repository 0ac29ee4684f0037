"""What stands on every 8D form around its disciplines: the head, the facts of the complaint, the signatures."""

from __future__ import annotations

from typing import Final

from kesu_xl.newbook.eight_d.sheet import DAY, EightDSheet
from kesu_xl.newbook.look import BRAND, INK_2, WHITE

__all__ = ["FACTS", "draw_facts", "draw_head", "draw_signatures"]

#: Columns of the grid for label and value of the three facts in a line of a portrait form.
FACTS: Final = (3, 6, 3, 5, 3, 4)


def draw_head(form: EightDSheet, title: str, spans: tuple[int, int, int, int] = (4, 11, 3, 6)) -> None:
    """Draw the logo block, the title, and number, version and due date at the right.

    Args:
        form: The sheet.
        title: Name of the title's text.
        spans: Columns of the logo block, the title, the labels and the values at the right.
    """
    logo, middle, label_span, span = spans
    facts = (
        ("head.case_no", "{{ case_no }}", "General"),
        ("head.revision", "{{ revision.number }}  {{ revision.date | date }}", "General"),
        ("head.due", "{{ due_8d_at | date }}", DAY),
    )
    for number, (label, marker, number_format) in enumerate(facts):
        form.line()
        if number == 0:
            form.box("8D", logo, rows=3, size=22, bold=True, color=WHITE, ground=BRAND, horizontal="center", edge=None)
            form.box(form.say(title), middle, rows=2, size=18, bold=True, edge=None)
        elif number == 2:
            form.column = logo + 1
            house = f'{{{{ company | default("{form.say("subtitle")}") }}}}  {{{{ department }}}}'
            form.box(house, middle, color=INK_2, edge=None)
        form.column = logo + middle + 1
        form.box(form.say(label), label_span, size=8.5, color=INK_2, horizontal="right", edge=None)
        form.box(
            marker,
            span,
            size=9 if number else 11,
            bold=not number,
            edge=None,
            wrap=False,
            shrink=True,
            number_format=number_format,
        )
        form.end()
    form.rule()


def draw_facts(form: EightDSheet, spans: tuple[int, int, int, int, int, int] = FACTS) -> None:
    """Draw the facts of the complaint, three pairs a line.

    Args:
        form: The sheet.
        spans: Columns of label and value, three times.
    """
    label_1, value_1, label_2, value_2, label_3, value_3 = spans
    form.pairs(
        ("head.customer", label_1, "{{ customer }}", value_1),
        ("head.customer_ref", label_2, "{{ customer_ref }}", value_2),
        ("head.severity", label_3, "{{ severity }}", value_3),
    )
    form.line()
    form.pair("head.product", label_1, "{{ product }}  {{ part_no }}", value_1)
    form.pair("head.lot_no", label_2, "{{ lot_no }}", value_2)
    form.label(form.say("head.quantity"), label_3)
    form.count("defect_qty", value_3 // 2)
    form.count("lot_qty", value_3 - value_3 // 2)
    form.end()
    form.line()
    # Times stand as text: a number format would show a midnight that nobody wrote.
    form.pair("head.received_at", label_1, "{{ received_at }}", value_1)
    form.pair("head.first_response", label_2, "{{ first_response_at }}", value_2)
    form.state_colors(form.pair("head.response_state", label_3, "{{ states.first_response }}", value_3))
    form.end()
    form.pairs(("head.demand", label_1, "{{ customer_demand }}", form.columns - label_1))


def draw_signatures(form: EightDSheet, *, pixels: float = 54) -> None:
    """Draw four boxes to sign in: prepared, reviewed, approved, and the customer's."""
    names = ("prepared", "reviewed", "approved")
    spans = [form.columns // 4] * 3
    spans.append(form.columns - sum(spans))
    form.gap()
    form.line()
    for name, span in zip(names, spans, strict=False):
        form.head(f"{form.say(f'd8.{name}_by')}  {{{{ d8.{name}_on | date }}}}", span)
    form.head(form.say("sign.customer"), spans[-1])
    form.end()
    form.line(pixels)
    for name, span in zip(names, spans, strict=False):
        form.box(f"{{{{ d8.{name}_by }}}}", span, size=11, horizontal="center")
    form.box("", spans[-1])
    form.end()
