"""A process with one small mistake in it, for every small mistake that a writer could have made.

They are made in the model that the author wrote and compiled like any other, so that they mean what they would mean
in the file. Each knows its place and says in words what would be different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from prosessi.calendars.durations import MOST, Duration
from prosessi.calendars.moments import Moment, Shift
from prosessi.chart.chart import Chart
from prosessi.chart.compile import compile_process
from prosessi.chart.names import (
    datum_name,
    deadline_name,
    document_name,
    event_name,
    role_name,
    rule_name,
    state_name,
)
from prosessi.expressions.problem import ExpressionProblem
from prosessi.expressions.syntax import Expression, literal
from prosessi.expressions.tree import Constant, Name, Unary
from prosessi.messages import Message, say
from prosessi.model.deadline import Deadline, Mark, Version
from prosessi.model.placed import Placed
from prosessi.model.process import Process
from prosessi.model.state import State, Transition
from prosessi.span import Span
from prosessi.verify.walks.slips import Slip, slips

Kind = Literal[
    "constant",
    "border",
    "and or",
    "negated",
    "guard dropped",
    "else dropped",
    "target",
    "transition dropped",
    "initial",
    "join",
    "history",
    "action",
    "role",
    "needs",
    "rule dropped",
    "length",
    "marks",
    "breach",
    "timer",
]

Path = tuple[str | int, ...]

_KINDS_OF_SLIPS: Final[dict[str, Kind]] = {
    "constant": "constant",
    "border": "border",
    "and or": "and or",
    "negated": "negated",
}


@dataclass(frozen=True, eq=False)
class Mutant:
    """A process with one mistake: where it is, and what would be different, as a clause after 'if'."""

    kind: Kind
    at: Span
    change: Message
    process: Process

    def chart(self, original: Chart) -> Chart | None:
        """The mutant ready to run; None if it cannot be."""
        try:
            return compile_process(self.process, original.library)
        except (ExpressionProblem, KeyError, ValueError, StopIteration):
            return None


def mutants(chart: Chart) -> tuple[Mutant, ...]:
    """All mutants of a process, in its order."""
    return tuple(_Maker(chart).all())


@dataclass(frozen=True, slots=True)
class _Maker:
    chart: Chart

    def all(self) -> Iterator[Mutant]:
        process = self.chart.process
        for name in process.events:
            yield from self._event(name)
        for name, deadline in process.deadlines.items():
            yield from self._deadline(name, deadline)
        for name, rule in process.rules.items():
            change = say("the rule “{rule}” were not there", rule=rule_name(self.chart, name))
            rules = {other: kept for other, kept in process.rules.items() if other != name}
            yield self._made("rule dropped", process.place_of_key("rules", name), change, ("rules",), rules)
            yield from self._condition(("rules", name, "if_"), rule.if_, rule.place_of("if"))
        yield from self._initial((), process, tuple(process.states.items()))
        for name, state in process.states.items():
            yield from self._state(("states", name), name, state)

    def _made(self, kind: Kind, at: Span, change: Message, path: Path, value: object) -> Mutant:
        return Mutant(kind, at, change, _with(self.chart.process, path, value))

    def _event(self, name: str) -> Iterator[Mutant]:
        event, act = self.chart.process.events[name], event_name(self.chart, name)
        path: Path = ("events", name)
        if event.by:
            anybody = say("anybody could do “{act}”", act=act)
            yield self._made("role", event.place_of("by"), anybody, (*path, "by"), ())
        for role in event.by if len(event.by) > 1 else ():
            change = say("“{act}” were not for “{role}” to do", act=act, role=role_name(self.chart, role))
            left = tuple(other for other in event.by if other != role)
            yield self._made("role", event.place_of("by"), change, (*path, "by"), left)
        for paper in event.needs:
            change = say("“{act}” did not need “{document}”", act=act, document=document_name(self.chart, paper))
            left = tuple(other for other in event.needs if other != paper)
            yield self._made("needs", event.place_of("needs"), change, (*path, "needs"), left)

    def _deadline(self, name: str, deadline: Deadline) -> Iterator[Mutant]:
        path: Path = ("deadlines", name)
        called = deadline_name(self.chart, name)
        limits: list[tuple[Deadline | Version, Path]] = [(deadline, path)]
        limits += [(version, (*path, "versions", number)) for number, version in enumerate(deadline.versions)]
        for owner, where in limits:
            if owner.within is not None:
                for length in _lengths(owner.within):
                    change = say(
                        "the deadline “{name}” were {new} and not {old}", name=called, new=length, old=owner.within
                    )
                    yield self._made("length", owner.place_of("within"), change, (*where, "within"), length)
            if owner.at is not None:
                for moment, said in _moments(owner.at):
                    change = say("the deadline “{name}” ended {shift}", name=called, shift=said)
                    yield self._made("length", owner.place_of("at"), change, (*where, "at"), moment)
        swapped = deadline.model_copy(update={"starts": deadline.met_by, "met_by": deadline.starts})
        change = say("the start and the end of the deadline “{name}” changed places", name=called)
        yield self._made("marks", deadline.place_of("starts"), change, path, swapped)
        yield from self._marks((*path, "starts"), deadline.starts, called, starts=True)
        yield from self._marks((*path, "met_by"), deadline.met_by, called, starts=False)
        again = (
            say("the deadline “{name}” did not start again after it was met", name=called)
            if deadline.again
            else say("the deadline “{name}” started again after it was met", name=called)
        )
        yield self._made("marks", deadline.place_of("again"), again, (*path, "again"), None if deadline.again else True)
        if deadline.breach:
            change = say("nothing followed when the deadline “{name}” runs out", name=called)
            yield self._made("breach", deadline.place_of("breach"), change, (*path, "breach"), None)
        yield from self._condition((*path, "if_"), deadline.if_, deadline.place_of("if"))

    def _marks(self, path: Path, mark: Mark, called: object, *, starts: bool) -> Iterator[Mutant]:
        for way in ("enter", "exit", "event"):
            names: tuple[str, ...] = getattr(mark, way)
            for name in names:
                what = event_name(self.chart, name) if way == "event" else state_name(self.chart, name)
                change = (
                    say("the deadline “{name}” did not start at “{mark}”", name=called, mark=what)
                    if starts
                    else say("the deadline “{name}” were not met by “{mark}”", name=called, mark=what)
                )
                left = tuple(other for other in names if other != name)
                yield self._made("marks", mark.place_of(way), change, (*path, way), left)

    def _condition(self, path: Path, condition: Expression | None, at: Span) -> Iterator[Mutant]:
        if condition is None:
            return
        for slip in slips(condition):
            yield self._made(_KINDS_OF_SLIPS[slip.kind], at, _slipped(slip), path, slip.condition)
        yield self._made(
            "guard dropped", at, say("the condition “{text}” were not there", text=condition.text), path, None
        )

    def _initial(self, path: Path, owner: Process | State, inner: Sequence[tuple[str, State]]) -> Iterator[Mutant]:
        """Another state to begin with."""
        begins = [name for name, state in inner if state.history is None]
        written = owner.initial or tuple(begins[:1])
        new = _next_of(begins, written[0]) if len(written) == 1 and written[0] in begins else None
        if new is not None:
            change = say(
                "it began in “{new}” and not in “{old}”",
                new=state_name(self.chart, new),
                old=state_name(self.chart, written[0]),
            )
            at = owner.place_of("initial") if owner.wrote("initial") else owner.place_of("states")
            yield self._made("initial", at, change, (*path, "initial"), (new,))

    def _state(self, path: Path, name: str, state: State) -> Iterator[Mutant]:
        yield from self._condition((*path, "if_"), state.if_, state.place_of("if"))
        if state.states:
            yield from self._initial(path, state, tuple(state.states.items()))
        if state.parallel:
            yield from self._join(path, name, state)
        if state.history is not None and state.history in {"shallow", "deep"}:
            called, other = state_name(self.chart, name), "deep" if state.history == "shallow" else "shallow"
            change = (
                say("“{state}” remembered the innermost states too", state=called)
                if other == "deep"
                else say("“{state}” remembered the outermost states only", state=called)
            )
            yield self._made("history", state.place_of("history"), change, (*path, "history"), other)
        for way in ("entry", "exit"):
            actions = getattr(state, way)
            if actions is not None:
                yield from self._actions((*path, way), actions)
        for number, written in enumerate(state.transitions):
            yield from self._transition((*path, "transitions"), number, written, (name, state.transitions))
        for key, children in (("states", state.states), ("parallel", state.parallel)):
            for child, inner in children.items():
                yield from self._state((*path, key, child), child, inner)

    def _join(self, path: Path, name: str, state: State) -> Iterator[Mutant]:
        other = "all" if state.join == "any" or isinstance(state.join, int) else "any"
        called = state_name(self.chart, name)
        change = (
            say("“{state}” waited for all its branches", state=called)
            if other == "all"
            else say("“{state}” waited for one of its branches only", state=called)
        )
        yield self._made("join", state.place_of("join"), change, (*path, "join"), other)

    def _transition(
        self, path: Path, number: int, written: Transition, owner: tuple[str, Sequence[Transition]]
    ) -> Iterator[Mutant]:
        source, siblings = owner
        here: Path = (*path, number)
        left = tuple(siblings[:number]) + tuple(siblings[number + 1 :])
        change = say("the transition “{told}” were not there", told=self._told(source, written))
        yield self._made("transition dropped", written.place, change, path, left)
        if len(written.to) == 1:
            yield from self._target(here, source, written)
        if written.else_:
            change = say("“{told}” did not say 'else'", told=self._told(source, written))
            yield self._made("else dropped", written.place_of("else"), change, (*here, "else_"), None)
        yield from self._condition((*here, "if_"), written.if_, written.place_of("if"))
        yield from self._actions(here, written)
        if written.after is not None:
            for length in _lengths(written.after):
                change = say("the wait were {new} and not {old}", new=length, old=written.after)
                yield self._made("timer", written.place_of("after"), change, (*here, "after"), length)
        if written.at is not None:
            for moment, said in _moments(written.at):
                change = say("the day “{day}” came {shift}", day=written.at.text, shift=said)
                yield self._made("timer", written.place_of("at"), change, (*here, "at"), moment)

    def _target(self, here: Path, source: str, written: Transition) -> Iterator[Mutant]:
        """The transition led to the next state beside its target."""
        target = self.chart.named(written.to[0])
        beside = [
            self.chart[child].name
            for child in (self.chart[target.parent].children if target.parent is not None else ())
            if self.chart[child].written is not None
        ]
        new = _next_of(beside, target.name)
        if new is not None:
            change = say("“{told}” led to “{new}”", told=self._told(source, written), new=state_name(self.chart, new))
            yield self._made("target", written.place_of("to"), change, (*here, "to"), (new,))

    def _actions(self, path: Path, actions: Any) -> Iterator[Mutant]:
        for name, value in actions.set_.items():
            called, at = datum_name(self.chart, name), actions.place_of("set", name)
            left = {other: kept for other, kept in actions.set_.items() if other != name}
            change = say("“{datum}” were not given a value", datum=called)
            yield self._made("action", at, change, (*path, "set_"), left)
            other = self._other_value(name, value)
            if other is not None:
                change = say("“{datum}” were given {new} and not {old}", datum=called, new=other.text, old=value.text)
                yield self._made("action", at, change, (*path, "set_", name), other)
        for name in actions.raise_:
            change = say("“{event}” did not follow", event=event_name(self.chart, name))
            left_events = tuple(event for event in actions.raise_ if event != name)
            yield self._made("action", actions.place_of("raise"), change, (*path, "raise_"), left_events)

    def _other_value(self, datum: str, value: Expression) -> Expression | None:
        declared, tree = self.chart.process.case[datum], value.tree
        match tree:
            case Constant(kind="boolean", value=truth):
                return literal(not truth)
            case Constant(kind="integer" | "number", value=float() | int() as number):
                return literal(number + 1 if declared.max is None or number + 1 <= declared.max else number - 1)
            case Unary(word="not", operand=operand) if not isinstance(operand, Constant):
                return Expression(value.text.removeprefix("not "), operand)
            case Name(id=choice) if choice in declared.of:
                new = _next_of(declared.of, choice)
                return None if new is None else Expression(new, replace(tree, id=new))
        found = next((slip for slip in slips(value) if slip.kind == "constant"), None)
        return None if found is None else found.condition

    def _told(self, source: str, written: Transition) -> Message:
        """A transition in a few words."""
        where = state_name(self.chart, source)
        targets = [state_name(self.chart, name) for name in written.to]
        act: object = [event_name(self.chart, name) for name in written.event]
        if not written.event:
            act = written.after or (say("automatically") if written.at is None else written.at.text)
        if not targets:
            return say("{source}: {act}", source=where, act=act)
        return say("{source}: {act} → {targets}", source=where, act=act, targets=targets)


def _slipped(slip: Slip) -> Message:
    match slip.kind:
        case "constant":
            return say("the limit were {new} and not {old}", new=slip.new, old=slip.old)
        case "negated":
            return say("the condition “{text}” were the other way round", text=slip.old)
    return say("the condition said “{new}” and not “{old}”", new=slip.new, old=slip.old)


def _lengths(length: Duration) -> Iterator[Duration]:
    """One more and one less; and where the unit is long, one day less."""
    if length.unit == "same or next working day":
        return
    yield from (replace(length, n=length.n + step) for step in (1, -1) if 0 < length.n + step <= MOST[length.unit])
    if not length.exact and length.unit not in {"days", "working days"}:
        yield replace(length, counting_first=not length.counting_first)


def _moments(moment: Moment) -> Iterator[tuple[Moment, Message]]:
    for sign, said in ((1, say("a day later")), (-1, say("a day earlier"))):
        if isinstance(moment.base, date) and not moment.shifts:
            yield Moment(date.fromordinal(moment.base.toordinal() + sign)), said
        else:
            yield Moment(moment.base, (*moment.shifts, Shift(sign, Duration(1, "days")))), said


def _next_of(names: Sequence[str], name: str) -> str | None:
    """The next of some names, going round; None if there is no other."""
    if len(names) < 2:
        return None
    return names[(names.index(name) + 1) % len(names)]


def _with(owner: Any, path: Path, value: object) -> Any:
    """A model with one thing in it changed."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    match owner:
        case Placed():
            return owner.model_copy(update={str(key): _with(getattr(owner, str(key)), rest, value)})
        case tuple():
            return (*owner[: int(key)], _with(owner[int(key)], rest, value), *owner[int(key) + 1 :])
    return {**owner, key: _with(owner[key], rest, value)}
