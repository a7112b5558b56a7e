"""The sequences of numbers that the loop goes over: those it only reads, and those it writes."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

Ints = Sequence[int]
Floats = Sequence[float]
Table = MutableSequence[int]
Reals = MutableSequence[float]
