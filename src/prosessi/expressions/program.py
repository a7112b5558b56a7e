"""Expressions as programs of a small stack machine over numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled expression. `reads` are the names of the case data that it asks about."""

    text: str
    ops: tuple[int, ...]
    arguments: tuple[float, ...]
    reads: frozenset[str]
    asks_active: bool = False
