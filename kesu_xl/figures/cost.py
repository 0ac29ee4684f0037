"""What complaints cost: the rows of 费用, else the amount in the register, by kind and currency.

Amounts of different currencies are never added; one without a currency is in the register's usual one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kesu_xl.complaint.details import COST_KIND, COST_STATE
from kesu_xl.complaint.lists import Choice
from kesu_xl.figures.cases import as_number
from kesu_xl.figures.result import Measure
from kesu_xl.figures.scope import Scope, Window

__all__ = ["Cost", "Costs"]

_CLAIMED, _ACCEPTED, _OWN = range(3)
_STATES: Final = {
    word: state for state, choice in enumerate(COST_STATE.choices) for word in (*choice.texts, *choice.also)
}
_KINDS: Final = {word: choice for choice in COST_KIND.choices for word in (*choice.texts, *choice.also)}
_YUAN: Final = frozenset(("RMB", "CNY", "人民币", "人民幣", "元", "¥", "￥", "YUAN"))


@dataclass(slots=True)
class Cost:
    """One kind of cost in one currency.

    Attributes:
        currency: As written, yuan in its several spellings as ``CNY``; "" where nobody says.
        kind: List value or text; None for an amount of the register without rows in 费用.
        claimed: What customers ask for.
        accepted: What we grant.
        own: What we spent otherwise: rows that say neither.
        cases: How many complaints.
    """

    currency: str
    kind: Choice | str | None
    claimed: float = 0.0
    accepted: float = 0.0
    own: float = 0.0
    cases: int = 0

    @property
    def total(self) -> float:
        """Cost of poor quality: what was granted and what was spent; a claim alone costs nothing yet."""
        return self.accepted + self.own


class Costs:
    """The amounts of all complaints that count.

    Attributes:
        unreadable: Rows whose amount is no number: in no sum.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.unreadable = 0
        self._known: dict[Window | None, list[Cost]] = {}
        #: Position -> currency and kind, state, amount.
        self._rows: dict[int, list[tuple[tuple[str, Choice | str | None], int, float]]] = defaultdict(list)
        for item in scope.items("costs"):
            amount = as_number(item.values.get("amount"))
            if amount is None:
                self.unreadable += item.values.get("amount") is not None
            else:
                word = str(item.values.get("kind") or "").strip()
                told = str(item.values.get("state") or "").strip()
                kind = _KINDS.get(word, word) or None
                key = _currency(item.values.get("currency")), kind
                self._rows[item.position].append((key, _STATES.get(told, _OWN), amount))
        #: The amounts of the register, of the complaints without rows; `_usual` is their currency.
        self._totals = [
            float(total) if total and counts and position not in self._rows else 0.0
            for position, (total, counts) in enumerate(
                zip(scope.cases.column("cost_total"), scope.counted, strict=True)
            )
        ]
        self._usual = ""
        self._name_the_nameless()

    def _name_the_nameless(self) -> None:
        """Count amounts without a currency in the one that is written most often."""
        written = Counter(row[0][0] for rows in self._rows.values() for row in rows if row[0][0])
        if not written:
            return
        usual = self._usual = min(written, key=lambda name: (-written[name], name))
        for position, rows in self._rows.items():
            self._rows[position] = [((key[0] or usual, key[1]), state, amount) for key, state, amount in rows]

    def of_window(self, window: Window | None) -> list[Cost]:
        """Return the costs of the complaints received in a window."""
        if window not in self._known:
            self._known[window] = self._by_kind(self._scope.received_in(window))
        return self._known[window]

    def _by_kind(self, positions: Iterable[int]) -> list[Cost]:
        """Return the costs of some complaints, currency after currency, the dearest kind first."""
        found: dict[tuple[str, Choice | str | None], Cost] = {}
        plain = self._usual, None
        totals = self._totals
        for position in positions:
            if amount := totals[position]:
                cost = found.get(plain)
                if cost is None:
                    cost = found[plain] = Cost(*plain)
                cost.own += amount
                cost.cases += 1
                continue
            rows = self._rows.get(position, ())
            for key, state, amount in rows:
                cost = found.get(key)
                if cost is None:
                    cost = found[key] = Cost(*key)
                if state == _OWN:
                    cost.own += amount
                elif state == _ACCEPTED:
                    cost.accepted += amount
                else:
                    cost.claimed += amount
            for key in {key for key, _, _ in rows} if len(rows) > 1 else [row[0] for row in rows]:
                found[key].cases += 1
        sums: Counter[str] = Counter()
        for cost in found.values():
            sums[cost.currency] += cost.cases
        return sorted(found.values(), key=lambda one: (-sums[one.currency], one.currency, -one.total, str(one.kind)))

    def main_currency(self) -> str:
        """Return the currency of most complaints."""
        told = Counter(name for rows in self._rows.values() for name in {row[0][0] for row in rows})
        if count := sum(map(bool, self._totals)):
            told[self._usual] += count
        return min(told, key=lambda name: (-told[name], name), default="")

    def measures(self, window: Window | None, currency: str) -> dict[str, Measure]:
        """Return the figures of the complaints received in a window, in one currency."""
        if not self._rows and not any(self._totals):
            return {name: Measure(None) for name in ("copq", "claimed", "accepted", "granted_rate")}
        found = [one for one in self.of_window(window) if one.currency == currency]
        claimed, accepted = sum(one.claimed for one in found), sum(one.accepted for one in found)
        return {
            "copq": Measure(sum(one.total for one in found)),
            "claimed": Measure(claimed),
            "accepted": Measure(accepted),
            "granted_rate": Measure(accepted / claimed if claimed else None),
        }


def _currency(value: object) -> str:
    word = str(value or "").strip().upper()
    return "CNY" if word in _YUAN else word
