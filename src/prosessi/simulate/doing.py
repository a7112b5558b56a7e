"""Who does what and how often, from how the author says it: each state that offers an event has its own numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from prosessi.chart.chart import Chart, StateId
from prosessi.chart.refusals import role_kind
from prosessi.model.scenario import Act as Written
from prosessi.model.scenario import Doing
from prosessi.simulate.chances import decisions_of, length_of
from prosessi.simulate.setup import Act, role_of


@dataclass(frozen=True, slots=True)
class Offer:
    """An event as one state offers it, with the numbers that hold there.

    Any of the roles `able` does it, `by` the first of them in the eyes of the process. Of the `alternative` offers of
    a state just one is taken up.
    """

    event: str
    state: StateId
    doing: Doing
    able: tuple[str, ...]
    alternative: bool

    @property
    def by(self) -> str | None:
        """Who does it in the eyes of the process."""
        return self.able[0] if self.able else None


def offers_of(chart: Chart, acts: Mapping[str, Written], staffed: Collection[str]) -> tuple[Offer, ...]:
    """What every state offers of what has numbers, in the order of the states; `staffed` are roles with people."""
    return tuple(
        _offer(chart, event, state, acts[event], staffed)
        for state, events in offering(chart)
        for event in events
        if event in acts
    )


def offering(chart: Chart) -> Iterator[tuple[StateId, tuple[str, ...]]]:
    """The states from which people or others can do something, with the events."""
    for vertex in chart.vertices:
        events = dict.fromkeys(event for edge in vertex.edges for event in edge.events if event in chart.process.events)
        if events:
            yield vertex.id, tuple(events)


def acts_of(chart: Chart, acts: Mapping[str, Written], roles: Mapping[str, int]) -> tuple[Act, ...]:
    """The acts of a process, each for the states where its numbers are the same; `roles` are those with people."""
    offers = offers_of(chart, acts, roles)
    made: dict[str, dict[Act, list[StateId]]] = {}
    for offer in offers:
        beside = [other for other in offers if other.state == offer.state]
        act = _act(chart, offer, _share(offer, beside), roles)
        made.setdefault(offer.event, {}).setdefault(act, []).append(offer.state)
    return tuple(
        act if len(kinds) == 1 else replace(act, in_states=tuple(states))
        for kinds in made.values()
        for act, states in kinds.items()
    )


def _offer(chart: Chart, event: str, state: StateId, act: Written, staffed: Collection[str]) -> Offer:
    doing = numbers_in(chart, act, state)
    able = doing.by or _who(chart, event, state, staffed)
    acting = doing.share is None and doing.chance is None
    ours = acting and any(role in staffed or role_kind(chart, role) == "staff" for role in able)
    return Offer(event, state, doing, able, alternative=doing.share is not None or ours)


def numbers_in(chart: Chart, act: Written, state: StateId) -> Doing:
    """The numbers of an act as done from a state: what is written for it or the nearest around it, then the rest."""
    vertex = chart[state]
    names = (vertex.name, *(chart[above].name for above in vertex.ancestors))
    there = next((act.in_[name] for name in names if name in act.in_), None)
    if there is None:
        return act
    fields = {name: getattr(there, name) for name in there.model_fields_set}
    return act.model_copy(update=fields)


def _who(chart: Chart, event: str, state: StateId, staffed: Collection[str]) -> tuple[str, ...]:
    """The first role that has people and may always do it there; else the first with people, or the first at all."""
    roles = chart.process.events[event].by
    ours = [role for role in roles if role in staffed]
    allowed = [role for role in ours if not _barred(chart, event, state, role)]
    return (*allowed, *ours, *roles)[:1]


def _barred(chart: Chart, event: str, state: StateId, role: str) -> bool:
    return any(
        state in entitlement.states
        and role not in entitlement.rule.responsible
        and (not entitlement.rule.events or event in entitlement.rule.events)
        for entitlement in chart.entitlements
    )


def _share(offer: Offer, beside: Iterable[Offer]) -> float | None:
    """How often it is this of the alternatives; those of which nothing is said have equal parts of what is left."""
    if not offer.alternative:
        return None
    if offer.doing.share is not None:
        return float(offer.doing.share)
    others = [other for other in beside if other.alternative]
    said = sum(other.doing.share for other in others if other.doing.share is not None)
    return max(0.0, 1 - said) / sum(other.doing.share is None for other in others)


def _act(chart: Chart, offer: Offer, share: float | None, roles: Mapping[str, int]) -> Act:
    doing = offer.doing
    together = (role_of(offer.able), *doing.with_) if doing.work is not None else ()
    return Act(
        event=offer.event,
        by=offer.by,
        delay=length_of(chart, doing.after) if doing.after else None,
        roles=tuple(dict.fromkeys(roles[role] for role in together if role in roles)),
        work=length_of(chart, doing.work) if doing.work else None,
        share=share,
        chance=1.0 if doing.chance is None else float(doing.chance),
        decisions=decisions_of(chart, doing.decides),
    )
