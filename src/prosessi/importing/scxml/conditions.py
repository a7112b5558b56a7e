"""What each transition answers to, and on which condition; taken apart by events where the condition asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prosessi.importing.scxml.content import Content
from prosessi.importing.scxml.data import EVENT_NAME, event_names, folded, truth
from prosessi.importing.scxml.document import Document, Place, Way
from prosessi.importing.scxml.events import Events, done_name
from prosessi.importing.scxml.script import Not, Plain, Script, ScriptProblem, Two, Variable, parse_script


@dataclass(frozen=True, slots=True)
class Answer:
    """One way in which a transition is taken: by these events, or when these states are done, on this condition."""

    events: tuple[str, ...]
    done: tuple[Place, ...]
    condition: Script | None


def asked_names(document: Document) -> list[str]:
    """The names with which the conditions of the document compare that of the event."""
    return [name for way in _ways(document) for script in _parsed(way) for name in event_names(script)]


def answers(way: Way, events: Events, content: Content) -> list[Answer]:
    """How a transition is taken; what can never be is left out. Problems of its condition are noted."""
    script: Script | None = None
    if "cond" in way.element.attributes:
        script = content.condition(way.element, way.element.get("cond"))
        if script is None:
            return []
    try:
        return list(_answers(way, script, events, content))
    except ScriptProblem as problem:
        content.blame(way.element, "cond", problem)
        return []


def _answers(way: Way, script: Script | None, events: Events, content: Content) -> Iterator[Answer]:
    if not way.events:
        yield from _settled(Answer((), (), script), content)
        return
    heard = events.heard(way)
    groups: dict[Script | None, tuple[list[str], list[Place]]] = {}
    for name in heard.events:
        groups.setdefault(_for(script, events.called(name)), ([], []))[0].append(name)
    for place in heard.done:
        groups.setdefault(_for(script, done_name(place)), ([], []))[1].append(place)
    for condition, (names, done) in groups.items():
        for answer in (Answer(tuple(names), (), condition), Answer((), tuple(done), condition)):
            if answer.events or answer.done:
                yield from _settled(answer, content)


def _settled(asked: Answer, content: Content) -> Iterator[Answer]:
    answer = asked
    if asked.condition is not None:
        condition = truth(asked.condition)
        content.data.settle_condition(condition)
        answer = replace(asked, condition=condition)
    if answer.condition == Plain(value=True):
        yield Answer(answer.events, answer.done, None)
    elif answer.condition != Plain(value=False):
        yield answer


def _for(script: Script | None, event: str) -> Script | None:
    return folded(script, event) if script is not None and _asks_for_event(script) else script


def _asks_for_event(script: Script) -> bool:
    match script:
        case Variable(name=name):
            return name == EVENT_NAME
        case Two():
            return _asks_for_event(script.left) or _asks_for_event(script.right)
        case Not():
            return _asks_for_event(script.operand)
    return False


def _ways(document: Document) -> Iterator[Way]:
    return (way for place in document.places for way in place.ways if way.own is None)


def _parsed(way: Way) -> Iterator[Script]:
    try:
        yield parse_script(way.element.get("cond") or "true")
    except ScriptProblem:
        return
