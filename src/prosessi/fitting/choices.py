"""How what comes from one state is chosen: one of several, or each by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from prosessi.chart.chart import StateId
from prosessi.fitting.offers import Offered, Offers

CERTAIN: Final = 0.97
"""What comes so often comes always, where the log tells of all that comes up."""

MOSTLY: Final = 0.5
USUALLY: Final = 0.9
"""Where the log only tells what was done, the rest was cut off by something else: for staff, and for others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How often an act is the one, or comes; `always` needs no number. `n` is how often it was offered."""

    kind: Literal["always", "share", "chance"]
    part: float
    n: int


def choices(offers: Offers, staff: Collection[str], acts: Collection[str]) -> Mapping[tuple[StateId, str], Choice]:
    """The choice for every state and each of `acts` that it offers; those of `staff` are done by the staff."""
    by_state: dict[StateId, dict[str, Offered]] = {}
    for (state, event), offered in offers.by_place.items():
        if event in acts and offered.times:
            by_state.setdefault(state, {})[event] = offered
    return {
        (state, event): choice
        for state, offered in by_state.items()
        for event, choice in _chosen(offered, staff, full=offers.full)
    }


def _chosen(offered: Mapping[str, Offered], staff: Collection[str], *, full: bool) -> Iterator[tuple[str, Choice]]:
    often = {event: min(one.came / one.times, 1.0) for event, one in offered.items()}
    ours = {event: part for event, part in often.items() if event in staff}
    others = {event: part for event, part in often.items() if event not in staff}
    if full and _one_of(often) and not _one_of(ours):
        groups = [(often, CERTAIN)]
    else:
        groups = [(ours, CERTAIN if full else MOSTLY), (others, CERTAIN if full else USUALLY)]
    for group, enough in groups:
        for event in group:
            yield event, _choice(group, event, enough, offered[event].times, least_two=group is not ours)


def _one_of(often: Mapping[str, float]) -> bool:
    """Whether just one of them comes each time."""
    return CERTAIN <= sum(often.values()) <= 2 - CERTAIN


def _choice(group: Mapping[str, float], event: str, enough: float, n: int, *, least_two: bool) -> Choice:
    total, part = sum(group.values()), group[event]
    taken = sum(each > 0 for each in group.values())
    if part == 0:
        return Choice("chance", 0.0, n)
    if taken == 1 and part >= enough:
        return Choice("always", 1.0, n)
    if enough <= total <= 2 - CERTAIN:
        return Choice("share", part / total, n)
    return Choice("always" if part >= CERTAIN and least_two else "chance", part, n)
