"""Marks laid over a diagram: a walk's path, coverage, or any numbers. One mechanism for all of them.

The one rule: a mark is a text first; its colour and strength only repeat what the text says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from prosessi.messages import Message, say, show

Tone = Literal["mark", "met", "fault", "timer", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"]
HEAT: tuple[Tone, ...] = ("heat-1", "heat-2", "heat-3", "heat-4", "heat-5")
"""The tones that get stronger. Each is drawn with a gauge of as many bars as its number, too."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What is written on one element, in which colour, how strongly it stands out (0 to 1), and a note under it."""

    text: str | Message
    tone: Tone = "mark"
    strength: float = 1.0
    note: str | Message = ""

    def in_language(self, language: str) -> str:
        """The text of the badge."""
        return show(self.text, language)

    @property
    def gauge(self) -> str:
        """The icon that tells how strong its tone is; none for the tones that just differ."""
        return gauge(self.tone)


@dataclass(frozen=True, slots=True)
class Heat:
    """How hot it is in a state: on which step of the scale, from 0, what is written there, and a note under it."""

    step: int
    text: str | Message
    note: str | Message


@dataclass(frozen=True, slots=True)
class Overlay:
    """Badges by the author's state ids and by the ids of the chart's edges, and what the legend says of each tone.

    The `caption` stands before the tones, and says what they tell.
    """

    states: Mapping[str, Badge] = field(default_factory=lambda: MappingProxyType({}))
    edges: Mapping[int, Badge] = field(default_factory=lambda: MappingProxyType({}))
    legend: Mapping[Tone, Message] = field(default_factory=lambda: MappingProxyType({}))
    caption: Message | None = None


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


def heat_overlay(heats: Mapping[str, Heat], steps: Sequence[Message], caption: Message) -> Overlay:
    """How hot it gets in each state, on a scale of as many `steps` as there are tones of heat, the coolest first."""
    return Overlay(
        states={
            name: Badge(heat.text, HEAT[heat.step], heat.step / (len(HEAT) - 1), heat.note)
            for name, heat in heats.items()
        },
        legend=dict(zip(HEAT, steps, strict=True)),
        caption=caption,
    )


def gauge(tone: Tone) -> str:
    """The icon with as many bars as a tone of heat is strong."""
    return f"gauge-{HEAT.index(tone) + 1}" if tone in HEAT else ""


def _visits(n: int, most: int) -> Badge:
    if n == 0:
        return Badge(say("not visited"), "fault")
    return Badge(f"{n}×", "met", n / most)
