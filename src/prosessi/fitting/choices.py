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

Kind = Literal["always", "share", "chance"]


@dataclass(frozen=True, slots=True)
class Choice:
    """How often an act is the one, or comes; `always` needs no number. `n` is how often it was offered."""

    kind: Kind
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
    """The choices of one state: among all it offers if just one of these comes each time, else among those alike."""
    often = {event: min(one.came / one.times, 1.0) for event, one in offered.items()}
    ours = {event: part for event, part in often.items() if event in staff}
    others = {event: part for event, part in often.items() if event not in staff}
    together = full and _one_of(often, CERTAIN) and not _one_of(ours, CERTAIN)
    for group in (often,) if together else (ours, others):
        enough = CERTAIN if full else MOSTLY if group is ours else USUALLY
        for event, part in group.items():
            kind, share = _kind(group, part, enough)
            sure = kind == "chance" and group is others and part >= CERTAIN
            yield event, Choice("always" if sure else kind, share, offered[event].times)


def _kind(group: Mapping[str, float], part: float, enough: float) -> tuple[Kind, float]:
    """How what comes so often is chosen among a group of which `enough` comes each time."""
    alone = sum(each > 0 for each in group.values()) == 1
    if part >= enough and alone:
        return "always", 1.0
    if part > 0 and _one_of(group, enough):
        return "share", part / sum(group.values())
    return "chance", part


def _one_of(often: Mapping[str, float], enough: float) -> bool:
    """Whether just one of them comes each time, or often enough."""
    return enough <= sum(often.values()) <= 2 - CERTAIN
