"""Where a process calls things by their names.

One generator a kind of element; a new field that holds a name is added here, and every rule about unknown and
unused names knows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from prosessi.calendars.moments import Moment
from prosessi.expressions import tree
from prosessi.expressions.syntax import Expression
from prosessi.model.basis import Grounded
from prosessi.model.deadline import Deadline, Mark
from prosessi.model.placed import Placed
from prosessi.model.process import Event, Process, Qualification
from prosessi.model.promise import WAYS, Always, Never, Promise, Way, ways_of
from prosessi.model.state import Actions, Deed, State, Transition, deeds_of
from prosessi.rules import nearest
from prosessi.span import Span

Kind = Literal[
    "state", "event", "role", "document", "data", "word", "law", "fact", "calendar", "process", "deadline", "hours"
]

_KINDS: Mapping[Way, Kind] = {"enter": "state", "exit": "state", "event": "event", "document": "document"}


@dataclass(frozen=True, slots=True)
class Use:
    """A name in a place. `way` is the field it stands in; a `word` of an expression may be data or a choice."""

    kind: Kind
    name: str
    at: Span
    way: str


def uses_of(process: Process) -> Iterator[Use]:
    """Every use of a name, in no promised order."""
    yield from listed("state", process, "initial", process.initial)
    yield from single("calendar", process, "calendar", process.calendar)
    yield from _basis(process)
    for grounded in (*process.roles.values(), *process.documents.values(), *process.case.values()):
        yield from _basis(grounded)
    for event in process.events.values():
        yield from _of_event(event)
    for deadline in process.deadlines.values():
        yield from _of_deadline(deadline)
    for qualification in process.rules.values():
        yield from _of_qualification(qualification)
    for promise in process.promises.values():
        yield from _of_promise(process, promise)
    for state in process.states.values():
        yield from _of_state(state)


def expressions_of(process: Process) -> Iterator[tuple[Expression, Span, str | None]]:
    """Every expression with its place, and the data that takes its value (None: it is a condition)."""
    for deadline in process.deadlines.values():
        yield from _condition(deadline, deadline.if_)
    for qualification in process.rules.values():
        yield from _condition(qualification, qualification.if_)
    for promise in process.promises.values():
        for said in (promise.always, promise.never):
            yield from _condition(said, said.if_) if said is not None else ()
    for state in process.states.values():
        yield from _expressions_of_state(state)


def inside(at: Span, text: str, start: int, end: int) -> Span:
    """The part of a scalar's place where `text[start:end]` stands; the whole where quoting has moved it.

    A number or a list of YAML is no text, and its parts have no places of their own: for them it is the whole as well.
    """
    if start == end:
        return at
    margin = (at.end - at.start - len(text)) // 2
    whole = at.end - at.start == len(text) + 2 * margin and margin in {0, 1}
    return at.part(margin + start, margin + max(end, start + 1)) if whole else at


def listed(kind: Kind, owner: Placed, key: str, names: tuple[str, ...]) -> Iterator[Use]:
    """Give the names that stand in the list (or alone) under `key`."""
    for index, name in enumerate(names):
        yield Use(kind, name, owner.place_of(key, index), key)


def single(kind: Kind, owner: Placed, key: str, name: str | None) -> Iterator[Use]:
    """Give the one name that stands under `key`, if any."""
    if name is not None:
        yield Use(kind, name, owner.place_of(key), key)


def _of_event(event: Event) -> Iterator[Use]:
    yield from listed("role", event, "by", event.by)
    yield from listed("document", event, "needs", event.needs)
    yield from listed("document", event, "produces", event.produces)
    yield from listed("data", event, "decides", event.decides)
    yield from _basis(event)


def _of_deadline(deadline: Deadline) -> Iterator[Use]:
    for mark in (deadline.starts, deadline.met_by):
        yield from _of_mark(mark)
    yield from single("data", deadline, "from", deadline.from_)
    yield from _moment(deadline, deadline.at)
    yield from _words(deadline, deadline.if_)
    yield from single("calendar", deadline, "calendar", deadline.calendar)
    yield from single("event", deadline, "breach", deadline.breach)
    yield from _basis(deadline)
    for version in deadline.versions:
        yield from _moment(version, version.at)
        yield from listed("law", version, "law", version.law)


def _of_mark(mark: Mark) -> Iterator[Use]:
    yield from listed("state", mark, "enter", mark.enter)
    yield from listed("state", mark, "exit", mark.exit)
    yield from listed("event", mark, "event", mark.event)


def _of_qualification(qualification: Qualification) -> Iterator[Use]:
    yield from listed("state", qualification, "in", qualification.in_)
    yield from listed("event", qualification, "events", qualification.events)
    yield from listed("role", qualification, "responsible", qualification.responsible)
    yield from _words(qualification, qualification.if_)
    yield from _basis(qualification)


def _of_promise(process: Process, promise: Promise) -> Iterator[Use]:
    for said in (promise.always, promise.never):
        if said is not None:
            yield from _of_happenings(process, said)
            yield from _words(said, said.if_)
    if promise.never is not None:
        yield from listed("state", promise.never, "together", promise.never.together)
        yield from listed("state", promise.never, "in", promise.never.in_)
    yield from _basis(promise)


def _of_happenings(process: Process, said: Always | Never) -> Iterator[Use]:
    """The names of what a promise is about. One that nothing has is taken for what it is nearest to."""
    names = {"state": tuple(_states(process.states)), "event": tuple(process.events), "document": tuple(process.papers)}
    for key in ("before", "after", "comes", "twice"):
        happening = getattr(said, key, None)
        if happening is None:
            continue
        for way in WAYS:
            for index, name in enumerate(getattr(happening, way)):
                yield Use(_KINDS[way], name, happening.place_of(way, index), "promise")
        bare = happening if happening.wrote("name") else said
        for index, name in enumerate(happening.name):
            near = name if any(name in known for known in names.values()) else nearest(name, chain(*names.values()))
            meant = ways_of(near or name, *names.values())
            kind = _KINDS[meant[0]] if meant else "state"
            yield Use(kind, name, bare.place_of("name" if bare is happening else key, index), "promise")


def _states(states: Mapping[str, State]) -> Iterator[str]:
    for name, state in states.items():
        yield name
        yield from _states(state.states)
        yield from _states(state.parallel)


def _of_state(state: State) -> Iterator[Use]:
    yield from listed("role", state, "responsible", state.responsible)
    yield from listed("event", state, "finish", state.finish)
    yield from listed("state", state, "initial", state.initial)
    yield from single("process", state, "process", state.process)
    yield from _words(state, state.if_)
    yield from _basis(state)
    for actions in (state.entry, state.exit, state.begin):
        if actions is not None:
            yield from _of_actions(actions)
    for transition in state.transitions:
        yield from _of_transition(transition)
    for inner in (*state.states.values(), *state.parallel.values()):
        yield from _of_state(inner)


def _of_transition(transition: Transition) -> Iterator[Use]:
    yield from listed("event", transition, "event", transition.event)
    yield from listed("state", transition, "to", transition.to)
    yield from listed("state", transition, "done", transition.done if isinstance(transition.done, tuple) else ())
    yield from _moment(transition, transition.at)
    yield from _words(transition, transition.if_)
    yield from _of_actions(transition)
    yield from _basis(transition)


def _of_actions(actions: Actions | Transition | Deed) -> Iterator[Use]:
    yield from listed("event", actions, "raise", actions.raise_)
    for deed in deeds_of(actions):
        yield from _of_deed(deed)
    for name in actions.set_:
        yield Use("data", name, actions.place_of_key("set", name), "set")
    for name, value in actions.set_.items():
        yield from _words_of(value, actions.place_of("set", name))


def _of_deed(deed: Deed) -> Iterator[Use]:
    yield from _words(deed, deed.if_)
    for way, names in (("raise", deed.raise_), ("send", deed.send), ("cancel", deed.cancel)):
        yield from listed("event", deed, way, names)
    for name in deed.later:
        yield Use("event", name, deed.place_of_key("later", name), "later")
    for name in deed.set_:
        yield Use("data", name, deed.place_of_key("set", name), "set")
    for name, value in deed.set_.items():
        yield from _words_of(value, deed.place_of("set", name))


def _basis(grounded: Grounded) -> Iterator[Use]:
    yield from listed("law", grounded, "law", grounded.law)
    yield from listed("fact", grounded, "source", grounded.source)


def _moment(owner: Placed, moment: Moment | None) -> Iterator[Use]:
    if moment is not None and moment.datum is not None:
        yield Use("data", moment.datum, owner.place_of("at"), "at")


def _words(owner: Placed, condition: Expression | None) -> Iterator[Use]:
    if condition is not None:
        yield from _words_of(condition, owner.place_of("if"))


def _words_of(expression: Expression, at: Span) -> Iterator[Use]:
    for word in _bare_words(expression.tree):
        yield Use("word", word.id, inside(at, expression.text, word.start, word.end), "if")


def _bare_words(node: tree.Node) -> Iterator[tree.Name]:
    match node:
        case tree.Name():
            yield node
        case tree.Unary():
            yield from _bare_words(node.operand)
        case tree.Binary():
            yield from _bare_words(node.left)
            yield from _bare_words(node.right)


def _expressions_of_state(state: State) -> Iterator[tuple[Expression, Span, str | None]]:
    yield from _condition(state, state.if_)
    for actions in (state.entry, state.exit, state.begin):
        if actions is not None:
            yield from _values(actions)
    for transition in state.transitions:
        yield from _condition(transition, transition.if_)
        yield from _values(transition)
    for inner in (*state.states.values(), *state.parallel.values()):
        yield from _expressions_of_state(inner)


def _condition(owner: Placed, condition: Expression | None) -> Iterator[tuple[Expression, Span, str | None]]:
    if condition is not None:
        yield condition, owner.place_of("if"), None


def _values(actions: Actions | Transition) -> Iterator[tuple[Expression, Span, str | None]]:
    for name, value in actions.set_.items():
        yield value, actions.place_of("set", name), name
    for deed in deeds_of(actions):
        yield from _condition(deed, deed.if_)
        for name, value in deed.set_.items():
            yield value, deed.place_of("set", name), name
