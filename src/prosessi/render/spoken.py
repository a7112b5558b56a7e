"""The accessible names: each element's facts as sentences for those who hear the picture."""

from __future__ import annotations

from collections.abc import Iterator

from prosessi.chart.chart import ROOT, Trigger
from prosessi.messages import Message, say
from prosessi.model.basis import Grounded
from prosessi.render.elements import BasisFact, EdgeFact, StateFact
from prosessi.render.facts import Facts
from prosessi.render.overlay import Badge


def state_sentences(facts: Facts, fact: StateFact, badge: Badge | None = None) -> str:
    """Everything the picture says of a state, its name first."""
    return _joined([_kind(fact), *_of_state(facts, fact), *_badge(badge)], facts.language)


def state_details(facts: Facts, fact: StateFact) -> str:
    """The same under a heading that has the name already."""
    kind = _only_kind(fact)
    return _joined([*([kind] if kind else []), *_of_state(facts, fact)], facts.language)


def edge_sentences(facts: Facts, fact: EdgeFact, badge: Badge | None = None) -> str:
    """Everything the picture says of a transition."""
    return _joined([_way(facts, fact), *_of_act(fact), *_badge(badge)], facts.language)


def act_sentences(facts: Facts, fact: EdgeFact) -> str:
    """Who does it, when, with what, and on what ground."""
    return _joined(list(_of_act(fact)), facts.language)


def way_on(facts: Facts, fact: EdgeFact) -> Message:
    """A transition as it is told where its source is known: the act, and where it leads."""
    label = _label(fact)
    if fact.finishes:
        return say("{label} → done.", label=label)
    if fact.stays:
        return say("{label} → stays in this state.", label=label)
    return say("{label} → {target}.", label=label, target=[facts.states[target].name for target in fact.targets])


def basis_sentences(facts: Facts, element: Grounded) -> str:
    """What an element rests on: law, source, assumption."""
    return _joined(list(_basis(facts.basis((element,)))), facts.language)


def _of_state(facts: Facts, fact: StateFact) -> Iterator[Message]:
    if fact.parent != ROOT:
        yield say("Inside: {name}.", name=facts.states[fact.parent].name)
    if fact.roles:
        yield say("Responsible: {roles}.", roles=[role.name for role in fact.roles])
    if fact.condition:
        yield say("Starts only if {condition}.", condition=fact.condition)
    if fact.next_process:
        yield say("Goes on in the process {process}.", process=fact.next_process)
    for clock in fact.starts:
        yield say("Deadline begins: {name}, {length}.", name=clock.name, length=clock.length)
    for clock in fact.meets:
        yield say("Deadline is met: {name}.", name=clock.name)
    if fact.on_entry:
        yield say("On entering: {doings}.", doings=list(fact.on_entry))
    if fact.on_exit:
        yield say("On leaving: {doings}.", doings=list(fact.on_exit))
    yield from _basis(fact.basis)


def _of_act(fact: EdgeFact) -> Iterator[Message]:
    if fact.roles:
        yield say("By: {roles}.", roles=[role.name for role in fact.roles])
    if fact.condition:
        yield say("If {condition}.", condition=fact.condition)
    if fact.fallback:
        yield say("When no other condition holds.")
    if fact.needs:
        yield say("Documents needed: {documents}.", documents=list(fact.needs))
    if fact.produces:
        yield say("Documents made: {documents}.", documents=list(fact.produces))
    if fact.decides:
        yield say("Decided here: {data}.", data=list(fact.decides))
    if fact.does:
        yield say("At the same time: {doings}.", doings=list(fact.does))
    for clock in fact.starts:
        yield say("Deadline begins: {name}, {length}.", name=clock.name, length=clock.length)
    for clock in fact.meets:
        yield say("Deadline is met: {name}.", name=clock.name)
    yield from _basis(fact.basis)


def outcome(fact: StateFact) -> Message:
    """How the case ends in a final state."""
    match fact.outcome:
        case "success":
            return say("the goal was reached")
        case "handover":
            return say("the case goes on elsewhere")
    return say("the case is closed")


def _kind(fact: StateFact) -> Message:
    name = fact.name
    return {
        "state": say("State: {name}.", name=name),
        "task": say("One-step branch: {name}.", name=name),
        "compound": say("State with inner states: {name}.", name=name),
        "parallel": say("State: {name}, {join}.", name=name, join=fact.join),
        "final": say("Final state: {name}, {outcome}.", name=name, outcome=outcome(fact)),
        "inner final": say("End of this part: {name}.", name=name),
        "history": say("Return to where the case last was: {name}.", name=name),
    }[fact.shape]


def _only_kind(fact: StateFact) -> Message | None:
    return {
        "task": say("A branch of one step."),
        "compound": say("Holds inner states."),
        "parallel": say("Its branches run {join}.", join=fact.join),
        "final": say("Final state: {outcome}.", outcome=outcome(fact)),
        "inner final": say("This part ends here."),
        "history": say("Returns to where the case last was."),
    }.get(fact.shape)


def _label(fact: EdgeFact) -> Message:
    if fact.trigger is Trigger.AFTER:
        return say("after {time}", time=fact.label)
    return say("{label}", label=fact.label)


def _way(facts: Facts, fact: EdgeFact) -> Message:
    source, label = facts.states[fact.source].name, _label(fact)
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
    if badge is None:
        return
    if badge.note:
        yield say("Mark: {text}, {note}.", text=badge.text, note=badge.note)
    else:
        yield say("Mark: {text}.", text=badge.text)


def _joined(parts: list[Message], language: str) -> str:
    """The sentences in a row; one that ends in an abbreviation keeps one full stop."""
    sentences = (part.in_language(language) for part in parts)
    return " ".join(sentence[:-1] if sentence.endswith("..") else sentence for sentence in sentences)
