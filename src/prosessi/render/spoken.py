"""The accessible names: each element's facts as sentences for those who hear the picture."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Trigger
from prosessi.messages import Message, say
from prosessi.render.facts import BasisFact, EdgeFact, Facts, StateFact
from prosessi.render.overlay import Badge


def state_sentences(facts: Facts, fact: StateFact, badge: Badge | None = None) -> str:
    """Everything the picture says of a state."""
    parts = [_kind(fact)]
    if fact.parent != ROOT:
        parts.append(say("Inside: {name}.", name=facts.states[fact.parent].name))
    if fact.roles:
        parts.append(say("Responsible: {roles}.", roles=[role.name for role in fact.roles]))
    if fact.condition:
        parts.append(say("Starts only if {condition}.", condition=fact.condition))
    if fact.next_process:
        parts.append(say("Goes on in the process {process}.", process=fact.next_process))
    parts += [say("Deadline begins: {name}, {length}.", name=clock.name, length=clock.length) for clock in fact.starts]
    parts += [say("Deadline is met: {name}.", name=clock.name) for clock in fact.meets]
    return _joined([*parts, *_basis(fact.basis), *_badge(badge)], facts.language)


def edge_sentences(facts: Facts, fact: EdgeFact, badge: Badge | None = None) -> str:
    """Everything the picture says of a transition."""
    parts = [_way(facts, fact)]
    if fact.roles:
        parts.append(say("By: {roles}.", roles=[role.name for role in fact.roles]))
    if fact.condition:
        parts.append(say("If {condition}.", condition=fact.condition))
    if fact.fallback:
        parts.append(say("When no other condition holds."))
    if fact.needs:
        parts.append(say("Documents needed: {documents}.", documents=list(fact.needs)))
    if fact.produces:
        parts.append(say("Documents made: {documents}.", documents=list(fact.produces)))
    parts += [say("Deadline begins: {name}, {length}.", name=clock.name, length=clock.length) for clock in fact.starts]
    parts += [say("Deadline is met: {name}.", name=clock.name) for clock in fact.meets]
    return _joined([*parts, *_basis(fact.basis), *_badge(badge)], facts.language)


def outcome(fact: StateFact) -> Message:
    """How the case ends in a final state."""
    match fact.outcome:
        case "success":
            return say("the goal was reached")
        case "handover":
            return say("the case goes on elsewhere")
    return say("the case is closed")


def _kind(fact: StateFact) -> Message:
    match fact.shape:
        case "final":
            return say("Final state: {name}, {outcome}.", name=fact.name, outcome=outcome(fact))
        case "inner final":
            return say("End of this part: {name}.", name=fact.name)
        case "parallel":
            return say("State: {name}, {join}.", name=fact.name, join=fact.join)
        case "compound":
            return say("State with inner states: {name}.", name=fact.name)
        case "task":
            return say("One-step branch: {name}.", name=fact.name)
        case "history":
            return say("Return to where the case last was: {name}.", name=fact.name)
    return say("State: {name}.", name=fact.name)


def _way(facts: Facts, fact: EdgeFact) -> Message:
    source = facts.states[fact.source].name
    label = say("after {time}", time=fact.label) if fact.trigger is Trigger.AFTER else fact.label
    if fact.finishes:
        return say("{source} is done: {label}.", source=source, label=label)
    if fact.stays:
        return say("{source}: {label}, and the case stays there.", source=source, label=label)
    targets = [facts.states[target].name for target in fact.targets]
    return say("{source} → {target}: {label}.", source=source, target=targets, label=label)


def _basis(basis: BasisFact) -> Iterator[Message]:
    if basis.laws:
        yield say("Law: {laws}.", laws=list(basis.laws))
    if basis.sources:
        yield say("Source: {sources}.", sources=list(basis.sources))
    if basis.assumption:
        yield say("Assumption: {text}.", text=basis.assumption.rstrip("."))


def _badge(badge: Badge | None) -> Iterator[Message]:
    if badge is not None:
        yield say("Mark: {text}.", text=badge.text)


def _joined(parts: list[Message], language: str) -> str:
    return " ".join(part.in_language(language) for part in parts)
