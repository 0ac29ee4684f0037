"""The figures once more, with pandas, from the words of the 指标定义 sheet and DOMAIN, with no code that is tested.

`Again` is a register at a moment. Times are pandas timestamps of UTC; days are those of the zone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

import pandas as pd

from kesu_xl.clock import History, Planned
from kesu_xl.complaint import Complaint

Span = tuple[date, date] | None
#: Value of a figure, and what it was divided by, None where it is no rate and no mean.
Figure = tuple[float | None, int | None]

TIMES: Final = (
    "received_at", "first_response_at", "owner_assigned_at", "closed_at", "escalated_at", "approved_at", "reopened_at",
    "promised_at", "revised_due_at", "oem_answered_at", "d3_done_at", "d8_done_at",
)  # fmt: skip
#: Clocks of a policy with their hours, as DOMAIN 4 has them.
HOURS: Final[Mapping[str, Mapping[str, int]]] = {
    "default": {"first_response": 4, "owner_found": 4, "closed_or_escalated": 48, "decision": 24},
    "dealer": {"first_response": 2, "owner_found": 2, "feedback": 72, "second_contact": 2, "decision": 24},
    "oem": {"first_response": 4, "owner_found": 4, "closed_or_escalated": 48, "decision": 24,
            "D3": 24, "D4": 168, "D5": 336, "D6": 600, "D8": 720},
}  # fmt: skip
RATES: Final = {
    "first_response": "response_rate", "owner_found": "owner_rate", "closed_or_escalated": "closing_rate",
    "decision": "decision_rate", "feedback": "feedback_rate", "second_contact": "second_contact_rate",
    **{step: f"{step}_rate" for step in ("D3", "D4", "D5", "D6", "D8")},
}  # fmt: skip
PRESSING: Final = ("breached", "at_risk", "running", "paused")
YUAN: Final = {"人民币": "CNY"}


def share(part: float, whole: float) -> Figure:
    return (part / whole if whole else None), int(whole)


def three(name: str, hours: pd.Series[float]) -> dict[str, Figure]:
    """Return mean, median and P90 of some hours."""
    if hours.empty:
        return {f"{name}_{kind}": (None, 0) for kind in ("mean", "median", "p90")}
    found = {"mean": hours.mean(), "median": hours.median(), "p90": hours.quantile(0.9)}
    return {f"{name}_{kind}": (float(value), len(hours)) for kind, value in found.items()}


class Again:
    """A register at a moment."""

    def __init__(
        self, rows: Sequence[Complaint], tables: Mapping[str, Any], told: Mapping[str, History],
        scored: Mapping[int, Any], now: datetime, zone: str, policy: str,
    ) -> None:  # fmt: skip
        self.zone, self.policy, self.wall = zone, policy, pd.Timestamp(now)
        self.now = self.utc(now)
        names = [name for name in Complaint.__dataclass_fields__ if name != "row"]
        df = pd.DataFrame([{name: getattr(one, name) for name in names} for one in rows], columns=names)
        for name in TIMES:
            df[name] = pd.to_datetime(df[name]).dt.tz_localize(zone).dt.tz_convert("UTC")
            if name not in ("received_at", "promised_at", "revised_due_at"):
                # what happens later is not known yet
                df[f"{name}_all"], df[name] = df[name], df[name].where(df[name] <= self.now)
        for name in ("status", "valid", "defect_class", "severity", "channel"):
            df[name] = df[name].astype(object).map(lambda one: None if pd.isna(one) else str(one))
        df["own"] = [scored[at].own if at in scored else None for at in range(len(df))]
        df["theirs"] = [scored[at].customer if at in scored else None for at in range(len(df))]
        df[["own", "theirs"]] = df[["own", "theirs"]].astype(float)
        # decided: by the approval, else by the closing; with neither nobody knows when, so it is
        dated = df["approved_at_all"].notna() | df["closed_at_all"].notna()
        decided = ~dated | df["approved_at"].notna() | df["closed_at"].notna()
        gone = (df["status"] == "已取消") & decided
        df["refused"] = (df["status"] == "不成立") & decided
        self.left = {"cancelled": int(gone.sum()), "later": int((~gone & (df["received_at"] > self.now)).sum())}
        heard = {df["customer"][at] for at, number in enumerate(df["case_no"]) if self._heard(told.get(number))}
        df = df[~gone & (df["received_at"] <= self.now)].copy()
        df["end"] = df["approved_at"].fillna(df["closed_at"]).where(df["status"].isin(["不成立", "已取消"]))
        df["open"] = ~df["refused"] & (df["closed_at"].isna() | (df["reopened_at"] > df["closed_at"]))
        df["done"] = df["closed_at"].where(~df["refused"] & ~df["open"])
        self.df, self.heard = df, heard
        self.told = {number: one for number, one in told.items() if number in set(df["case_no"])}
        self.tables = {name: self._table(found) for name, found in tables.items() if name != "shipped"}
        shipped = pd.DataFrame(tables.get("shipped", []), columns=["month", "customer", "qty", "lots"])
        shipped["month"] = pd.to_datetime(shipped["month"]).dt.to_period("M")
        self.shipped = shipped[shipped["month"] <= self.wall.to_period("M")]
        self.clocks = pd.DataFrame(list(self._clocks()), columns=["case_no", "clock", "due", "stop", "state", "left"])

    def utc(self, moment: date) -> pd.Timestamp:
        return pd.Timestamp(moment).tz_localize(self.zone).tz_convert("UTC")

    def days(self, moments: pd.Series[Any]) -> pd.Series[Any]:
        """Return the days of some moments, in the zone."""
        return moments.dt.tz_convert(self.zone).dt.tz_localize(None).dt.normalize()

    def inside(self, moments: pd.Series[Any], span: Span) -> pd.Series[bool]:
        if span is None:
            return pd.Series(True, index=moments.index)
        days = self.days(moments)
        return (days >= pd.Timestamp(span[0])) & (days <= pd.Timestamp(span[1]))

    def _heard(self, history: History | None) -> bool:
        return history is not None and any(
            self.wall - pd.Timedelta(days=7) <= pd.Timestamp(one) <= self.wall for one in history.contacts
        )

    def _table(self, found: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        """Return the rows that had happened by the moment, of complaints that count."""
        table = pd.DataFrame(found)
        if table.empty:
            return table
        at = [
            next(
                (pd.Timestamp(row[name]) for name in ("date", "at", "called_at", "submitted") if row.get(name)), pd.NaT
            )
            for row in found
        ]
        if "result" in table:
            at = [row.get("submitted") or row.get("done") for row in found]
        table["when"] = pd.to_datetime(pd.Series(at, index=table.index))
        table = table[table["when"].isna() | (table["when"] <= self.wall)].copy()
        table["when"] = table["when"].dt.tz_localize(self.zone).dt.tz_convert("UTC")
        return table.merge(self.df[["case_no", "refused"]], on="case_no")

    # clocks

    def _pauses(self, row: Any, clock: str) -> list[tuple[pd.Timestamp, pd.Timestamp | None]]:
        """Return the pauses of a clock in order, overlaps joined; without an end: None."""
        history = self.told.get(row.case_no)
        if history is None or clock == "first_response" or str(row.fixed_due) == "是":
            return []
        far = self.now + pd.Timedelta(days=99999)
        spans = sorted(
            (self.utc(one.begin), far if one.end is None else self.utc(one.end))
            for one in history.pauses if one.clock in ("", clock)
        )  # fmt: skip
        joined: list[list[pd.Timestamp]] = []
        for begin, end in spans:
            if joined and begin <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([begin, end])
        return [(begin, None if end == far else end) for begin, end in joined]

    def _one(self, row: Any, clock: str, start: pd.Timestamp, stops: Iterable[Any]) -> tuple[Any, ...]:
        known = [one for one in stops if pd.notna(one) and start <= one <= self.now]
        stop = min(known) if known else None
        limit = pd.Timedelta(hours=HOURS[self.policy][clock])
        end = self.now if stop is None else stop
        due: pd.Timestamp | None = start + limit
        used, is_paused = end - start, False
        for begin, over in self._pauses(row, clock):
            if due is not None and begin < due and (over is None or over > start):
                due = None if over is None else due + (over - max(begin, start))
            last = end if over is None else min(over, end)
            used -= max(last - max(begin, start), pd.Timedelta(0))
            is_paused |= begin <= end and (over is None or end < over)
        if stop is not None:
            state = "met_late" if used > limit else "met"
        elif used > limit:
            state = "breached"
        else:
            state = "paused" if is_paused else "at_risk" if used >= 0.8 * limit else "running"
        return row.case_no, clock, due, stop, state, limit - used

    def _clocks(self) -> Iterable[tuple[Any, ...]]:
        for row in self.df.itertuples():
            history = self.told.get(row.case_no) or History()
            contacts = sorted(self.utc(one) for one in history.contacts if self.utc(one) <= self.now)
            told = row.escalated_at if pd.notna(row.escalated_to) else pd.NaT
            for clock in HOURS[self.policy]:
                begin = row.received_at
                if clock == "first_response":
                    stops = [row.first_response_at, *(contacts if self.policy == "dealer" else ())]
                elif clock == "owner_found":
                    stops = [row.owner_assigned_at, row.end]
                elif clock == "closed_or_escalated":
                    stops = [row.closed_at, told, row.end]
                    begin = row.reopened_at if pd.notna(row.reopened_at) else begin
                elif clock == "second_contact":
                    if pd.isna(row.oem_answered_at):
                        continue
                    begin, stops = row.oem_answered_at, contacts
                elif clock == "decision":
                    was_closed = pd.notna(row.closed_at) and row.closed_at <= told and pd.isna(row.reopened_at)
                    if pd.isna(told) or was_closed:
                        continue
                    begin, stops = told, [row.approved_at, row.closed_at]
                elif clock == "feedback":
                    yield from self._feedback(row, contacts)
                    continue
                else:
                    done = [self.utc(one) for one in history.steps.get(clock, ()) if self.utc(one) <= self.now]
                    stops = [*(done or [getattr(row, f"{clock.lower()}_done_at", pd.NaT)]), row.end]
                yield self._one(row, clock, begin, stops)

    def _feedback(self, row: Any, contacts: Sequence[pd.Timestamp]) -> Iterable[tuple[Any, ...]]:
        """Every 3 days from the last contact, from the receipt at first, until it is closed; anew once reopened."""
        begin: pd.Timestamp | None = row.received_at
        ends = {one for one in (row.closed_at, row.end) if pd.notna(one)}
        again = [row.reopened_at] if pd.notna(row.reopened_at) else []
        for moment in sorted({*contacts, *ends, *again}):
            if moment in again:
                begin = moment
            elif begin is not None and moment >= begin:
                yield self._one(row, "feedback", begin, [moment])
                begin = None if moment in ends else moment
        if begin is not None:
            yield self._one(row, "feedback", begin, [])

    def counted_clocks(self, clock: str, span: Span) -> pd.DataFrame:
        """Return the clocks of a kind that are due in a span and decided."""
        found = self.clocks[
            (self.clocks["clock"] == clock) & self.clocks["state"].isin(["met", "met_late", "breached"])
        ]
        if clock == "closed_or_escalated":
            found = found[~found["case_no"].isin(self.df[self.df["refused"]]["case_no"])]
        # without a due time, as a pause has no end: by the time at which it was met
        day = pd.to_datetime(found["due"], utc=True).fillna(pd.to_datetime(found["stop"], utc=True))
        return found[self.inside(day, span)] if len(found) else found

    # figures

    def hours(self, stop: str, chosen: pd.DataFrame) -> pd.Series[float]:
        return (chosen[stop] - chosen["received_at"]).dt.total_seconds() / 3600

    def closed_in(self, span: Span) -> pd.DataFrame:
        return self.df[self.df["done"].notna() & self.inside(self.df["done"], span)]

    def received_in(self, span: Span) -> pd.DataFrame:
        return self.df[self.inside(self.df["received_at"], span)]

    def kept(self, plans: Iterable[tuple[Any, Any]], span: Span) -> Figure:
        """Return the share of plans kept, of those due in the span and done or past."""
        part = whole = 0
        for due, done in plans:
            by, at = pd.Timestamp(due), None if done is None or pd.isna(done) else pd.Timestamp(done)
            at = None if at is None or at > self.wall else at
            if span is not None and not pd.Timestamp(span[0]) <= by.normalize() <= pd.Timestamp(span[1]):
                continue
            is_day = by == by.normalize() or (at is not None and at == at.normalize())
            if at is not None:
                whole += 1
                part += at.normalize() <= by.normalize() if is_day else at <= by
            elif by.normalize() < self.wall.normalize() if is_day else by < self.wall:
                whole += 1
        return share(part, whole)

    def overdue(self, plans: Iterable[tuple[Any, Any]]) -> int:
        """Return how many plans are past and not done."""
        kept, whole = self.kept([(due, None) for due, done in plans if self._is_undone(done)], None)
        assert not kept
        return whole or 0

    def _is_undone(self, done: Any) -> bool:
        return done is None or pd.isna(done) or pd.Timestamp(done) > self.wall

    def actions(self) -> dict[str, list[tuple[Any, Any]]]:
        """Return the actions with a due day, by complaint."""
        table = self.tables.get("actions", pd.DataFrame())
        found: dict[str, list[tuple[Any, Any]]] = {}
        for row in table.itertuples() if len(table) else ():
            if not row.refused and pd.notna(row.due):
                found.setdefault(row.case_no, []).append((row.due, row.done))
        return found

    def promises(self) -> dict[str, list[tuple[Any, Any]]]:
        """Return the promises of contacts and of the register, by complaint."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        for row in self.df[~self.df["refused"]].itertuples():
            plans: list[tuple[Any, Any]] = [(p.due, p.done) for p in (self.told.get(row.case_no) or History()).promises]
            approved = pd.notna(row.approved_at) and pd.notna(row.revised_due_at)
            due = row.revised_due_at if approved else row.promised_at
            if pd.notna(due):
                plans.append((self._wall(due), None if row.open else self._wall(row.closed_at)))
            found[row.case_no] = plans
        return found

    def _wall(self, moment: pd.Timestamp) -> pd.Timestamp:
        return moment.tz_convert(self.zone).tz_localize(None)

    def planned(self, step: str) -> list[tuple[Any, Any]]:
        justified = set(self.df[~self.df["refused"]]["case_no"])
        rows: list[Planned] = [p for n, one in self.told.items() if n in justified for p in one.planned]
        return [(one.due, one.done) for one in rows if one.what == step]

    def net(self, done: pd.DataFrame) -> pd.Series[float]:
        """Return hours from receipt to closing without the pauses of the closing clock."""
        found = []
        for row in done.itertuples():
            used = row.closed_at - row.received_at
            history = self.told.get(row.case_no) or History()
            free = row._replace(fixed_due=None)
            for begin, over in self._pauses(free, "closed_or_escalated") if history.pauses else ():
                last = row.closed_at if over is None else min(over, row.closed_at)
                used -= max(last - max(begin, row.received_at), pd.Timedelta(0))
            found.append(used.total_seconds() / 3600)
        return pd.Series(found, dtype=float)

    def figures(self, span: Span) -> dict[str, Figure]:
        """Return the figures of a span."""
        df, received, done = self.df, self.received_in(span), self.closed_in(span)
        justified = df[~df["refused"]]
        no = received["refused"] | ((received["valid"] == "不成立") & (received["status"] != "不成立"))
        yes = (received["valid"] == "成立") & ~received["refused"]
        found: dict[str, Figure] = {
            "received": (len(received), None),
            "closed": (len(done), None),
            "not_justified": (int(received["refused"].sum()), None),
            "justified_rate": share(yes.sum(), (yes | no).sum()),
            "repeat_rate": share(received["repeat_of"].notna().sum(), len(received)),
        }
        for clock in HOURS[self.policy]:
            clocks = self.counted_clocks(clock, span)
            found[RATES[clock]] = share((clocks["state"] == "met").sum(), len(clocks))
        answered = df[df["first_response_at"].notna() & self.inside(df["first_response_at"], span)]
        found |= three("response", self.hours("first_response_at", answered))
        found |= three("close", self.hours("closed_at", done)) | three("net", self.net(done))
        closings = justified[justified["closed_at"].notna() & self.inside(justified["closed_at"], span)]
        again = closings["reopened_at"].notna()
        named = closings["case_no"].isin(set(df["repeat_of"].dropna()))
        found["reopen_rate"] = share(again.sum(), len(closings))
        found["first_fix_rate"] = share((~again & ~named).sum(), len(closings))
        told = df[df["escalated_to"].notna() & df["escalated_at"].notna()]
        found["escalated"] = (int(self.inside(told["escalated_at"], span).sum()), None)
        lots = received[~received["refused"] & received["defect_qty"].notna() & received["lot_qty"].notna()]
        found["rejection_rate"] = share(float(lots["defect_qty"].sum()), float(lots["lot_qty"].sum()))
        scores = done["satisfaction"].dropna().astype(float)
        found["satisfaction"] = (None if scores.empty else scores.mean(), len(scores))
        found["satisfied_rate"] = share((scores >= 4).sum(), len(scores))
        found["horizontal_rate"] = share(done["horizontal_parts"].notna().sum(), len(done))
        found["effect_rate"] = share(done[["effect_m1", "effect_m2", "effect_m3"]].notna().any(axis=1).sum(), len(done))
        asked = done[pd.to_datetime(done["follow_up_due"]) <= self.wall]
        found["visit_rate"] = share(sum(map(self._visited, asked.itertuples())), len(asked))
        for name, column in (("score_8d", "own"), ("customer_score_8d", "theirs")):
            points = done[column].dropna()
            found[name] = (None if points.empty else points.mean(), len(points))
        promises = [plan for plans in self.promises().values() for plan in plans]
        found["promise_rate"] = self.kept(promises, span)
        found["action_rate"] = self.kept([plan for plans in self.actions().values() for plan in plans], span)
        for step in (f"D{n}" for n in range(1, 9)):
            if plans := self.planned(step):
                found[f"plan_{step}"] = self.kept(plans, span)
        return found | self._rows(span) | self._shipped(span) | self._money(received)

    def _visited(self, row: Any) -> bool:
        contacts = (self.told.get(row.case_no) or History()).contacts
        return pd.notna(row.satisfaction) or any(row.done <= self.utc(one) <= self.now for one in contacts)

    def _rows(self, span: Span) -> dict[str, Figure]:
        found: dict[str, Figure] = {}
        for name in ("handovers", "related_calls", "lessons"):
            table = self.tables.get(name, pd.DataFrame())
            chosen = table[self.inside(table["when"], span)] if len(table) else table
            found[name] = (len(chosen), None)
            if name == "handovers":
                times = chosen.groupby("case_no").size() if len(chosen) else pd.Series(dtype=int)
                found["handed_twice"] = (int((times > 1).sum()), None)
        steps = self.tables.get("steps", pd.DataFrame())
        if steps.empty:
            return found | {"first_pass": (None, 0), "refused_8d": (0, None)}
        steps = steps[steps["result"].isin(["接受", "退回"])]
        latest = steps.groupby("case_no")["when"].max()
        whole = set(latest[self.inside(latest, span)].index) if len(latest) else set()
        refused = steps[steps["result"] == "退回"]
        versions = self.tables["revisions"].groupby("case_no")["number"].max()
        good = [n for n in whole if n not in set(refused["case_no"]) and versions.get(n, 0) <= 1]
        found["refused_8d"] = (int(self.inside(refused["when"], span).sum()) if len(refused) else 0, None)
        return found | {"first_pass": share(len(good), len(whole))}

    def shipped_in(self, span: Span, column: str) -> tuple[float, pd.DataFrame]:
        """Return what was shipped in the months of a span, and the complaints received in them."""
        shipped = self.shipped[self.shipped[column].notna()]
        if span is not None:
            first, last = (pd.Timestamp(day).to_period("M") for day in span)
            shipped = shipped[(shipped["month"] >= first) & (shipped["month"] <= last)]
        justified = self.df[~self.df["refused"]]
        months = self.days(justified["received_at"]).dt.to_period("M") if len(justified) else justified["received_at"]
        return float(shipped[column].sum()), justified[months.isin(set(shipped["month"]))]

    def shipped_of(self, span: Span, customer: str) -> float:
        """Return the pieces shipped to a customer in the months of a span."""
        shipped = self.shipped[self.shipped["customer"] == customer]
        if span is not None:
            first, last = (pd.Timestamp(day).to_period("M") for day in span)
            shipped = shipped[(shipped["month"] >= first) & (shipped["month"] <= last)]
        return float(shipped["qty"].sum())

    def _shipped(self, span: Span) -> dict[str, Figure]:
        pieces, back = self.shipped_in(span, "qty")
        lots, of_lots = self.shipped_in(span, "lots")
        bad = float(back["defect_qty"].fillna(0).astype(float).sum())
        return {
            "ppm": (bad / pieces * 1e6, int(pieces)) if pieces else (None, None),
            "complaint_ppm": (len(back) / pieces * 1e6, int(pieces)) if pieces else (None, None),
            "lot_rate": share(len(of_lots), lots),
        }

    @cached_property
    def costs(self) -> pd.DataFrame:
        """Return case_no, currency, kind, state, amount of every cost that counts."""
        columns = ["case_no", "currency", "kind", "state", "amount"]
        table = self.tables.get("costs", pd.DataFrame())
        table = table[columns] if len(table) else pd.DataFrame(columns=columns)
        table = table.assign(amount=pd.to_numeric(table["amount"].astype(str).str.replace(",", ""), errors="coerce"))
        table = table[table["amount"].notna()]
        plain = self.df[self.df["cost_total"].notna() & ~self.df["case_no"].isin(set(table["case_no"]))]
        rest = pd.DataFrame({"case_no": plain["case_no"], "amount": plain["cost_total"].astype(float)})
        table = pd.concat([table.astype({"amount": float}), rest], ignore_index=True).reindex(columns=columns)
        table["currency"] = table["currency"].astype(object).replace(YUAN)
        written = table["currency"].dropna().value_counts()
        usual = sorted(written.index, key=lambda name: (-written[name], name))[0] if len(written) else ""
        return table.assign(currency=table["currency"].fillna(usual), kind=table["kind"].astype(object))

    def main_currency(self) -> str:
        cases = self.costs.groupby("currency")["case_no"].nunique()
        return str(sorted(cases.index, key=lambda name: (-cases[name], name))[0]) if len(cases) else ""

    def _money(self, received: pd.DataFrame) -> dict[str, Figure]:
        costs = self.costs
        if costs.empty:
            return dict.fromkeys(("copq", "claimed", "accepted", "granted_rate"), (None, None))
        mine = costs[(costs["currency"] == self.main_currency()) & costs["case_no"].isin(received["case_no"])]
        claimed, accepted = (mine[mine["state"] == word]["amount"].sum() for word in ("索赔", "认赔"))
        return {
            "copq": (mine["amount"].sum() - claimed, None),
            "claimed": (claimed, None),
            "accepted": (accepted, None),
            "granted_rate": (accepted / claimed if claimed else None, None),
        }

    @cached_property
    def states(self) -> dict[str, str]:
        """Return open complaint -> the state of its most pressing clock."""
        running = self.clocks[self.clocks["case_no"].isin(self.df[self.df["open"]]["case_no"])]
        found: dict[str, str] = {}
        for state in PRESSING:
            for number in running[running["state"] == state]["case_no"]:
                found.setdefault(number, state)
        return found

    def left_h(self, number: str) -> float | None:
        """Return the hours left of the most pressing clock of an open complaint."""
        mine = self.clocks[(self.clocks["case_no"] == number) & (self.clocks["state"] == self.states.get(number))]
        return None if mine.empty else min(mine["left"]).total_seconds() / 3600

    def undecided(self) -> pd.DataFrame:
        told = self.df[self.df["open"] & self.df["escalated_to"].notna() & self.df["escalated_at"].notna()]
        return told[~(told["approved_at"] >= told["escalated_at"])]

    def current(self) -> dict[str, Figure]:
        """Return the figures of the moment."""
        states = list(self.states.values())
        waiting = set(self.df[self.df["open"]]["customer"].dropna())
        return {
            "open": (int(self.df["open"].sum()), None),
            "breached": (states.count("breached"), None),
            "at_risk": (states.count("at_risk"), None),
            "undecided": (len(self.undecided()), None),
            "actions_overdue": (self.overdue(plan for plans in self.actions().values() for plan in plans), None),
            "promises_overdue": (self.overdue(plan for plans in self.promises().values() for plan in plans), None),
            "call_coverage": share(len(waiting & self.heard), len(waiting)),
        }

    def estimates(self, span: Span, worth: float) -> dict[str, Figure]:
        done = self.hours("closed_at", self.closed_in(span))
        quick, open_ = int((done <= 48).sum()), int(self.df["open"].sum())
        lost = 0.18 * quick + 0.46 * (len(done) - quick) + 0.81 * open_
        received = len(self.received_in(span))
        return {
            "hidden": (received * 24, None),
            "word_of_mouth": (received * 25, None),
            "at_stake": (lost * worth, None),
        }


def earlier(now: datetime, span: tuple[date, date]) -> tuple[datetime, tuple[date, date]]:
    """Return the moment and the days that a span is compared with."""
    first, last = span
    is_month = first.day == 1 and (last + timedelta(1)).day == 1 and (last - first).days < 31
    days = (first - (first - timedelta(1)).replace(day=1)).days if is_month else (last - first).days + 1
    began, ended = first - timedelta(days), first - timedelta(1)
    moment = now - timedelta(days)
    if now.date() <= last and moment.date() > ended:
        moment = datetime(ended.year, ended.month, ended.day, 23, 59, 59)  # noqa: DTZ001
    return moment, (began, ended)


def alike(one: str, other: str) -> float:
    """Return twice the longest common subsequence of two texts by their length."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for at, a in enumerate(one):
        for to, b in enumerate(other):
            rows[at + 1][to + 1] = rows[at][to] + 1 if a == b else max(rows[at][to + 1], rows[at + 1][to])
    return 2 * rows[-1][-1] / (len(one) + len(other))


def same(one: float | None, other: float | None) -> bool:
    """Say whether two values of a figure agree."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
