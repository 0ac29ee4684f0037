"""The clocks: policies as data, verdicts from raw times (`now` is an argument), the formulas that mirror them."""

from __future__ import annotations

from kesu_xl.clock.chosen import idle_limits, policy_of, unknown_years
from kesu_xl.clock.history import NOTHING, History, Pause, Planned
from kesu_xl.clock.judge import all_verdicts, verdicts
from kesu_xl.clock.moment import WallClock, is_bare
from kesu_xl.clock.policy import CLOCKS, SCOPE_FIELDS, Limit, Policy, load_policy, plain
from kesu_xl.clock.state import SEVERITY, State, worst
from kesu_xl.clock.track import STATES, Track, tracks, tracks_of
from kesu_xl.clock.verdict import Verdict, clock_name

__all__ = [
    "CLOCKS",
    "NOTHING",
    "SCOPE_FIELDS",
    "SEVERITY",
    "STATES",
    "History",
    "Limit",
    "Pause",
    "Planned",
    "Policy",
    "State",
    "Track",
    "Verdict",
    "WallClock",
    "all_verdicts",
    "clock_name",
    "idle_limits",
    "is_bare",
    "load_policy",
    "plain",
    "policy_of",
    "tracks",
    "tracks_of",
    "unknown_years",
    "verdicts",
    "worst",
]
