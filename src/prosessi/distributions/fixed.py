"""An amount that is always the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prosessi.distributions.family import AMOUNT, Family, Form, declare
from prosessi.messages import Message, say


@dataclass(frozen=True, slots=True)
class Fixed:
    """One value and no other."""

    value: float

    @property
    def parameters(self) -> Mapping[str, float]:
        """The value."""
        return {"value": self.value}

    @property
    def least(self) -> float:
        """The value."""
        return self.value

    @property
    def mean(self) -> float:
        """The value."""
        return self.value

    @property
    def deviation(self) -> float:
        """None at all."""
        return 0.0

    @property
    def steps(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The value, which all have."""
        return (self.value,), (1.0,)

    def quantile(self, _u: float) -> float:
        """Return the value."""
        return self.value

    def cumulative(self, x: float) -> float:
        """All from the value on."""
        return float(x >= self.value)

    def log_density(self, x: float) -> float:
        """Certain at the value, impossible elsewhere."""
        return 0.0 if x == self.value else -math.inf

    def in_words(self, amount: Callable[[float], object]) -> Message:
        """The value, for people."""
        return say("always {value}", value=amount(self.value))


def _fit(data: Sequence[float]) -> Fixed | None:
    return Fixed(data[0]) if min(data) == max(data) else None


declare(Family("fixed", (Form({"value": AMOUNT}, Fixed),), _fit, say("the value that all have")))
