"""Process to chart: names become indices, sugar becomes the core kinds, conditions become programs.

What `check` lets through, this compiles; a process with errors is not for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Duration
from prosessi.chart.chart import (
    ROOT,
    Action,
    Assign,
    Chart,
    Choose,
    Edge,
    Entitlement,
    Kind,
    Marks,
    Raise,
    Send,
    Slot,
    Start,
    StateId,
    Stop,
    Trigger,
    Vertex,
    Watch,
)
from prosessi.expressions.program import Program, compile_condition, compile_value, encode
from prosessi.expressions.syntax import Expression
from prosessi.expressions.types import DataType
from prosessi.model.deadline import Deadline, Mark, Version
from prosessi.model.library import Library
from prosessi.model.process import Datum, Process
from prosessi.model.state import Actions, Deed, State, Transition, deeds_of

_HISTORY_KINDS = {"shallow": Kind.SHALLOW_HISTORY, "deep": Kind.DEEP_HISTORY}


def compile_process(process: Process, library: Library) -> Chart:
    """Compile a process that has no errors."""
    slots = {name: _slot(index, name, datum) for index, (name, datum) in enumerate(process.case.items())}
    places = _lay_out(process)
    ids = {place.name: place.id for place in places if place.written is not None}
    compiler = _Compiler(places, ids, slots, tuple(dict.fromkeys(_sent(process.states))))
    vertices = tuple(compiler.vertices(process))
    return Chart(
        process=process,
        library=library,
        vertices=vertices,
        edges=tuple(edge for vertex in vertices for edge in vertex.edges),
        slots=tuple(slots.values()),
        watches=tuple(
            compiler.watch(name, deadline, library.calendar(deadline.calendar or process.calendar))
            for name, deadline in process.deadlines.items()
        ),
        entitlements=tuple(
            Entitlement(name, rule, compiler.at_or_below(rule.in_), compiler.condition(rule.if_))
            for name, rule in process.rules.items()
        ),
        ids=compiler.ids,
        calendar=library.calendar(process.calendar),
    )


@dataclass(slots=True)
class _Place:
    """A state that has got its index. `written` is None for the root and for what sugar was lowered to."""

    id: StateId
    name: str
    kind: Kind
    parent: StateId | None
    written: State | None = None
    finish: tuple[str, ...] = ()
    children: list[StateId] = field(default_factory=list)


def _lay_out(process: Process) -> list[_Place]:
    """All states in document order, the root first."""
    places: list[_Place] = []

    def add(name: str, kind: Kind, parent: StateId | None, written: State | None = None) -> _Place:
        place = _Place(len(places), name, kind, parent, written)
        places.append(place)
        if parent is not None:
            places[parent].children.append(place.id)
        return place

    def add_written(states: Mapping[str, State], parent: StateId) -> None:
        for name, state in states.items():
            place = add(name, _kind(state), parent, state)
            if state.finish:
                add(name, Kind.ATOMIC, place.id).finish = state.finish
                add(name, Kind.FINAL, place.id)
            add_written(state.states or state.parallel, place.id)

    add_written(process.states, add(process.process, Kind.COMPOUND, None).id)
    return places


def _kind(state: State) -> Kind:
    if state.history is not None:
        return _HISTORY_KINDS[state.history]
    if state.final is not None:
        return Kind.FINAL
    if state.parallel:
        return Kind.PARALLEL
    return Kind.COMPOUND if state.states or state.finish else Kind.ATOMIC


def _slot(index: int, name: str, datum: Datum) -> Slot:
    kind = DataType(datum.type, datum.of, datum.min, datum.max)
    return Slot(index, name, kind, None if datum.default is None else encode(kind, datum.default))


@dataclass(slots=True)
class _Compiler:
    places: list[_Place]
    ids: dict[str, StateId]
    slots: Mapping[str, Slot]
    sent: tuple[tuple[str, Duration], ...]
    edges: int = 0

    def vertices(self, process: Process) -> Iterator[Vertex]:
        for place in self.places:
            state = place.written
            yield Vertex(
                id=place.id,
                name=place.name,
                kind=place.kind,
                parent=place.parent,
                children=tuple(place.children),
                ancestors=tuple(self._above(place)),
                initial=self._initial(place, process.initial if place.id == ROOT else state.initial if state else ()),
                edges=tuple(self._edges(place)),
                entry=tuple(self._actions(state.entry)) if state else (),
                exit=tuple(self._actions(state.exit)) if state else (),
                begin=tuple(self._actions(state.begin)) if state else (),
                starts_if=self.condition(state.if_) if state else None,
                join=_join(state) if state else None,
                written=state,
            )

    def condition(self, expression: Expression | None) -> Program | None:
        return None if expression is None else compile_condition(expression, self.slots, self.ids)

    def watch(self, name: str, deadline: Deadline, calendar: Calendar) -> Watch:
        limits: tuple[Deadline | Version, ...] = (deadline, *deadline.versions)
        moments = [limit.at for limit in limits if limit.at is not None]
        dates = dict.fromkeys(filter(None, (deadline.from_, *(moment.datum for moment in moments))))
        return Watch(
            name=name,
            deadline=deadline,
            starts=self.marks(deadline.starts),
            met_by=self.marks(deadline.met_by),
            condition=self.condition(deadline.if_),
            calendar=calendar,
            dates=tuple(self.slots[date] for date in dates),
        )

    def marks(self, mark: Mark) -> Marks:
        return Marks(
            frozenset(self.ids[name] for name in mark.enter),
            frozenset(self.ids[name] for name in mark.exit),
            frozenset(mark.event),
        )

    def at_or_below(self, names: tuple[str, ...]) -> frozenset[StateId]:
        tops = {self.ids[name] for name in names}
        return frozenset(place.id for place in self.places if tops & {place.id, *self._above(place)})

    def _above(self, place: _Place) -> Iterator[StateId]:
        while place.parent is not None:
            yield place.parent
            place = self.places[place.parent]

    def _initial(self, place: _Place, written: tuple[str, ...]) -> tuple[StateId, ...]:
        """Where a state begins, or a history state leads at first: as written, else the first inner state."""
        if written:
            return tuple(self.ids[name] for name in written)
        if place.kind is Kind.COMPOUND:
            histories = _HISTORY_KINDS.values()
            return next(((child,) for child in place.children if self.places[child].kind not in histories), ())
        if place.kind in _HISTORY_KINDS.values() and place.parent is not None:
            return self._initial_beside(place, self.places[place.parent])
        return ()

    def _initial_beside(self, history: _Place, parent: _Place) -> tuple[StateId, ...]:
        """A history state without `initial` leads where its parent begins; a parallel parent begins as a whole."""
        if parent.kind is Kind.PARALLEL:
            return (parent.id,)
        begin = self._initial(parent, parent.written.initial if parent.written else ())
        return self._initial(parent, ()) if history.id in begin else begin

    def _edges(self, place: _Place) -> Iterator[Edge]:
        if place.id == ROOT:
            yield from map(self._sent_edge, self.sent)
        if place.finish:
            yield self._edge(place, Transition.model_validate({"event": place.finish}), (place.id + 1,), lowered=True)
        if place.written is not None:
            for written in sorted(place.written.transitions, key=lambda t: t.else_ is True):
                yield self._edge(place, written, tuple(self.ids[name] for name in written.to))

    def _sent_edge(self, awaited: tuple[str, Duration]) -> Edge:
        """What `later` is lowered to: a clock of the root, which raises the event awaited when it goes off."""
        event, after = awaited
        written = Transition.model_validate({"after": after, "raise": event})
        edge = self._edge(self.places[ROOT], written, (), lowered=True)
        return replace(edge, trigger=Trigger.SENT, events=(f"sent.{edge.id}",))

    def _edge(self, place: _Place, written: Transition, targets: tuple[StateId, ...], *, lowered: bool = False) -> Edge:
        number = self.edges
        self.edges += 1
        trigger, events = _trigger(written, place.name, number)
        return Edge(
            id=number,
            source=place.id,
            targets=targets,
            trigger=trigger,
            events=events,
            guard=self.condition(written.if_),
            fallback=written.else_ is True,
            actions=tuple(self._actions(written)),
            reenter=written.re_enter is True,
            after=written.after,
            at=written.at,
            written=None if lowered else written,
        )

    def _actions(self, written: Actions | Transition | Deed | None) -> Iterator[Action]:
        if written is None:
            return
        for name, value in written.set_.items():
            slot = self.slots[name]
            yield Assign(slot.index, compile_value(value, slot.type, self.slots, self.ids))
        for event in written.raise_:
            yield Raise(event)
        if isinstance(written, Deed):
            yield from self._timely(written)
        for deed in written.then:
            yield from self._deed(deed)

    def _timely(self, deed: Deed) -> Iterator[Action]:
        for event in deed.send:
            yield Send(event)
        for awaited in deed.later.items():
            yield Start(self.sent.index(awaited))
        for event in deed.cancel:
            yield Stop(tuple(edge for edge, (awaited, _) in enumerate(self.sent) if awaited == event))

    def _deed(self, deed: Deed) -> Iterator[Action]:
        actions = tuple(self._actions(deed))
        if deed.if_ is None:
            yield from actions
        else:
            otherwise = tuple(self._deed(deed.otherwise)) if deed.otherwise else ()
            yield Choose(compile_condition(deed.if_, self.slots, self.ids), actions, otherwise)


def _sent(states: Mapping[str, State]) -> Iterator[tuple[str, Duration]]:
    """The events that come later, each with its time."""
    for state in states.values():
        for actions in (state.entry, state.exit, state.begin, *state.transitions):
            for deed in deeds_of(actions):
                yield from deed.later.items()
        yield from _sent(state.states or state.parallel)


def _join(state: State) -> int | None:
    match state.join:
        case int():
            return state.join
        case "any":
            return 1
    return None


def _trigger(written: Transition, state: str, number: int) -> tuple[Trigger, tuple[str, ...]]:
    if written.after is not None:
        return Trigger.AFTER, (f"after.{number}",)
    if written.at is not None:
        return Trigger.AT, (f"at.{number}",)
    if written.done:
        names = (state,) if written.done is True else written.done
        return Trigger.DONE, tuple(f"done.{name}" for name in names)
    if written.always:
        return Trigger.ALWAYS, ()
    return Trigger.EVENT, written.event
