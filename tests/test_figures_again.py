"""The figures against a second count: generated registers, three policies, as the summary and as its tabs show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from figures_again import Again, Figure, same
from generated_register import MOMENTS, complaints, details, histories, scores, spans, summed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kesu_xl.figures import Estimates, Summary

Span = tuple[date, date] | None


class Register:
    """A generated register, counted twice."""

    def __init__(self, seed: int, size: int, now: datetime, zone: str, policy: str) -> None:
        self.now, self.zone, self.policy = now, zone, policy
        self.rows = complaints(size, seed, now)
        self.tables, self.told = details(self.rows, seed, now), histories(self.rows, seed, now)
        self.scored = scores(self.rows, seed)

    def again(self, now: datetime | None = None) -> Again:
        return Again(self.rows, self.tables, self.told, self.scored, now or self.now, self.zone, self.policy)

    def summary(self, span: Span, estimates: Estimates | None = None) -> Summary:
        return summed(self.rows, self.tables, self.told, self.now, self.zone, span, estimates, self.policy, self.scored)


def agree(got: Mapping[str, Any], expected: Mapping[str, Figure]) -> set[str]:
    """Compare figures, and return their names."""
    for name, measure in got.items():
        value, whole = expected[name]
        assert same(measure.value, value), (name, measure, value)
        assert whole is None or measure.whole == whole, (name, measure, whole)
    return set(got)


@settings(max_examples=24, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 9999), st.sampled_from((0, 1, 2, 25, 40)), st.sampled_from(MOMENTS),
       st.sampled_from(("Asia/Shanghai", "Europe/Berlin")), st.integers(0, 4),
       st.sampled_from(("default", "dealer", "oem")))  # fmt: skip
def test_pandas_counts_the_same(seed: int, size: int, now: datetime, zone: str, which: int, policy: str) -> None:
    register = Register(seed, size, now, zone, policy)
    span = spans(now)[which]
    summary, again = register.summary(span), register.again()
    agree({one.name: one.now for one in summary.indicators}, again.figures(span) | again.current())
    assert (summary.left_out.cancelled, summary.left_out.later) == (again.left["cancelled"], again.left["later"])
    assert summary.currency == again.main_currency()
