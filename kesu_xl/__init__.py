"""kesu_xl: the Python behind the customer-complaint workbook.

Each function takes paths or open binary files and ``as_of`` where a clock runs, and returns a result whose fields are
those of the JSON that the command of the same name prints. Nothing prints, exits, or reads the system clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kesu_xl.flow.alerting import alerts
    from kesu_xl.flow.changing import annotate, clean, show_clocks
    from kesu_xl.flow.checking import check, clocks, map_columns
    from kesu_xl.flow.comparing import compare
    from kesu_xl.flow.entering import enter_form
    from kesu_xl.flow.flagging import flag
    from kesu_xl.flow.forms import fill_form
    from kesu_xl.flow.reading import convert, read_form
    from kesu_xl.flow.reports import make_8d
    from kesu_xl.flow.rollup import rollup
    from kesu_xl.flow.scoring import score, show_scores
    from kesu_xl.flow.suggesting import suggest_template
    from kesu_xl.flow.summarising import summary
    from kesu_xl.flow.templates import check_template
    from kesu_xl.flow.weekly import compose_weekly
    from kesu_xl.ribbon.book import new_register

__version__ = "0.1.0"

__all__ = [
    "alerts", "annotate", "check", "check_template", "clean", "clocks", "compare", "compose_weekly", "convert",
    "enter_form", "fill_form", "flag", "make_8d", "map_columns", "new_register", "read_form", "rollup", "score",
    "show_clocks", "show_scores", "suggest_template", "summary",
]  # fmt: skip

_HOMES = {
    "alerts": "alerting",
    "annotate": "changing",
    "check": "checking",
    "check_template": "templates",
    "clean": "changing",
    "clocks": "checking",
    "compare": "comparing",
    "compose_weekly": "weekly",
    "convert": "reading",
    "enter_form": "entering",
    "fill_form": "forms",
    "flag": "flagging",
    "make_8d": "reports",
    "map_columns": "checking",
    "new_register": "ribbon.book",
    "read_form": "reading",
    "rollup": "rollup",
    "score": "scoring",
    "show_clocks": "changing",
    "show_scores": "scoring",
    "suggest_template": "suggesting",
    "summary": "summarising",
}


def __getattr__(name: str) -> Any:
    # imported when first used: `kesu --help` must not pay for it
    if name in _HOMES:
        from importlib import import_module

        home = _HOMES[name]
        return getattr(import_module(f"kesu_xl.{home}" if "." in home else f"kesu_xl.flow.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
