"""Marks laid over a diagram: a walk's path, coverage, or any numbers. One mechanism for all of them.

The one rule: a mark is a text first; its colour and strength only repeat what the text says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from prosessi.messages import Message, say

Tone = Literal["mark", "met", "fault", "timer"]


@dataclass(frozen=True, slots=True)
class Badge:
    """What is written on one element, in which colour, and how strongly it stands out (0 to 1)."""

    text: str | Message
    tone: Tone = "mark"
    strength: float = 1.0

    def in_language(self, language: str) -> str:
        """The text of the badge."""
        return self.text if isinstance(self.text, str) else self.text.in_language(language)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Badges by the author's state ids and by the ids of the chart's edges, and what the legend says of each tone."""

    states: Mapping[str, Badge] = field(default_factory=lambda: MappingProxyType({}))
    edges: Mapping[int, Badge] = field(default_factory=lambda: MappingProxyType({}))
    legend: Mapping[Tone, Message] = field(default_factory=lambda: MappingProxyType({}))


def path_overlay(steps: Iterable[tuple[int, Iterable[int]]], *, active: Iterable[str] = ()) -> Overlay:
    """The way of a walk: each step with its number and the edges it took, and the states that are `active` at the end.

    Each transition carries the numbers of the steps that took it.
    """
    taken: dict[int, list[str]] = {}
    for number, edges in steps:
        for edge in dict.fromkeys(edges):
            taken.setdefault(edge, []).append(str(number))
    return Overlay(
        states={name: Badge(say("the case is here"), "met") for name in active},
        edges={
            edge: Badge(f"{', '.join(numbers[:6])}{' …' if len(numbers) > 6 else ''}")
            for edge, numbers in taken.items()
        },
        legend={"mark": say("steps of the walk, numbered"), "met": say("where the case is now")},
    )


def coverage_overlay(states: Mapping[str, int], edges: Mapping[int, int], *, legend: Message | None = None) -> Overlay:
    """How many times walks visited each element. Those with nought are painted as missing."""
    most = max([*states.values(), *edges.values(), 1])
    return Overlay(
        states={name: _visits(n, most) for name, n in states.items()},
        edges={edge: _visits(n, most) for edge, n in edges.items()},
        legend={"met": legend or say("visited by the walks, so many times"), "fault": say("no walk comes here")},
    )


def number_overlay(values: Mapping[str, float], texts: Mapping[str, str | Message], legend: Message) -> Overlay:
    """A number on each state, such as a waiting time: `texts` say it, and `values` give its strength."""
    most = max([abs(value) for value in values.values()] or [1.0]) or 1.0
    return Overlay(
        states={name: Badge(texts[name], "timer", abs(value) / most) for name, value in values.items()},
        legend={"timer": legend},
    )


def _visits(n: int, most: int) -> Badge:
    if n == 0:
        return Badge(say("not visited"), "fault")
    return Badge(f"{n}×", "met", n / most)
