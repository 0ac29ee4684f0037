"""The estimates of the founding documents: shown as estimates with their source, and only where 设置 asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kesu_xl.figures.result import Measure

__all__ = ["QUICKLY_H", "Estimates"]

#: S0: behind each complaint stand 24 dissatisfied customers who say nothing, and each of them tells 25 others.
_SILENT: Final = 24
_TOLD: Final = 25
#: S4: of customers whose complaint was solved 54 % come back, solved quickly 82 %, unsolved 19 %.
#: Quickly means within so many hours of the receipt.
QUICKLY_H: Final = 48
_SOLVED, _QUICKLY, _UNSOLVED = 0.54, 0.82, 0.19


@dataclass(frozen=True, slots=True)
class Estimates:
    """What 设置 says about estimates.

    Attributes:
        customer_value: What a customer is worth in a year, in the register's currency; None where nobody says.
    """

    customer_value: float | None = None

    def measures(self, received: int, quickly: int, closed: int, open_: int) -> dict[str, Measure]:
        """Return the estimates.

        Args:
            received: Complaints received in the span.
            quickly: Those closed in the span within `QUICKLY_H`.
            closed: All that were closed in the span.
            open_: Complaints open at the moment.
        """
        found = {
            "hidden": Measure.count(received * _SILENT),
            "word_of_mouth": Measure.count(received * _TOLD),
        }
        if self.customer_value is not None:
            lost = (1 - _QUICKLY) * quickly + (1 - _SOLVED) * (closed - quickly) + (1 - _UNSOLVED) * open_
            found["at_stake"] = Measure(lost * self.customer_value)
        return found
