"""The step semantics: the one place that says what a statechart does (with `reach`, which says where a move leads).

A step is a pure function of a chart, a snapshot and an event. Data is asked and changed, and timers are set, only
through a `World`, so that one and the same function serves a live case and the working out of everything that could
happen. The algorithm is that of the SCXML recommendation, appendix D, and so are its words: inner transitions go
before outer ones, of those in each other's way the one found first wins, all exits go before all actions and these
before all entries, and automatic transitions before raised events. We part from it in five things, each marked where
it is done.

1. A transition to its own state or below is internal unless it says `re-enter` (XState 5).
2. A branch of a parallel state may have a condition and is then not always active; `join` says how many branches
   finish the state; finishing goes up through parallel states that are branches themselves.
3. A remembered history is restored exactly: branches that had not started stay so.
4. A guard or action that fails stops the step by an exception of its world; nothing of the step remains.
5. A step that goes round, or does not come to rest in `MICROSTEPS`, is an error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from prosessi.chart.chart import (
    ROOT,
    Action,
    Active,
    Assign,
    Chart,
    Choose,
    Edge,
    Kind,
    Raise,
    Send,
    Start,
    StateId,
    Stop,
    Trigger,
)
from prosessi.chart.reach import Reach
from prosessi.chart.whereabouts import has_ended, is_finished, started_branches
from prosessi.errors import NotSettling
from prosessi.expressions.program import Program

MICROSTEPS = 200


class World(Protocol):
    """What a step may ask and do outside the chart. `active` is where the case stands at that very moment."""

    def holds(self, guard: Program, active: Active) -> bool:
        """Answer a guard."""

    def perform(self, action: Assign, active: Active) -> None:
        """Change the data."""

    def schedule(self, edge: Edge) -> None:
        """Start the clock of a timed edge, whose state has been entered."""

    def cancel(self, edge: Edge) -> None:
        """Stop the clock of a timed edge, whose state has been left."""


class Snapshot(NamedTuple):
    """Where a case stands: its active states, and what its history states remember."""

    active: Active = frozenset()
    memory: tuple[tuple[StateId, Active], ...] = ()


@dataclass(frozen=True, slots=True)
class Microstep:
    """One move: what set it off (None for an automatic one), and what it left and entered, in that order."""

    event: str | None
    edges: tuple[int, ...]
    exited: tuple[StateId, ...]
    entered: tuple[StateId, ...]


@dataclass(frozen=True, slots=True)
class Reaction:
    """Where a step came to rest, and by which moves. No moves: nothing answered the event."""

    snapshot: Snapshot
    microsteps: tuple[Microstep, ...]


def start(chart: Chart, world: World) -> Reaction:
    """Enter the chart and run to completion."""
    step = _Macrostep(chart, world, Snapshot())
    step.enter_initially()
    return step.settle()


def react(chart: Chart, snapshot: Snapshot, event: str, world: World) -> Reaction:
    """Take one event and run to completion. An event that nobody answers changes nothing at all."""
    step = _Macrostep(chart, world, snapshot)
    chosen = step.select(event)
    if not chosen:
        return Reaction(snapshot, ())
    step.take(event, chosen)
    return step.settle()


@dataclass(slots=True)
class _Macrostep:
    """A step under way."""

    chart: Chart
    world: World
    snapshot: Snapshot
    active: Active = field(init=False)
    memory: dict[StateId, Active] = field(init=False)
    raised: deque[str] = field(default_factory=deque)
    sent: deque[str] = field(default_factory=deque)
    microsteps: list[Microstep] = field(default_factory=list)
    visited: list[Active] = field(default_factory=list)
    changes: int = 0
    stood: set[object] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.active = self.snapshot.active
        self.memory = dict(self.snapshot.memory)

    def enter_initially(self) -> None:
        reach = self._reach()
        self._record(Microstep(None, (), (), self._enter(reach.initial_set(), reach.begun)))

    def settle(self) -> Reaction:
        """Automatic moves first, then raised events one by one, then sent ones, until there is nothing left to do."""
        while not has_ended(self.chart, self.active):
            event, chosen = None, self.select(None)
            while not chosen and (self.raised or self.sent):
                event = (self.raised or self.sent).popleft()
                chosen = self.select(event)
            if not chosen:
                break
            if len(self.microsteps) >= MICROSTEPS or self._stood_so_before(event):
                raise NotSettling(self._cycle())
            self.take(event, chosen)
        return Reaction(Snapshot(self.active, tuple(sorted(self.memory.items()))), tuple(self.microsteps))

    def select(self, event: str | None) -> list[Edge]:
        """The edges to take: for each leaf the innermost and first enabled one, less those that are preempted."""
        enabled: list[Edge] = []
        for leaf in self._leaves():
            edge = self._first_enabled((leaf, *self.chart[leaf].ancestors), event)
            if edge is not None and edge not in enabled:
                enabled.append(edge)
        return self._without_conflicts(enabled)

    def take(self, event: str | None, edges: list[Edge]) -> None:
        """One microstep: exit inner first, do what the edges say, enter outer first."""
        exited = self._exit(edges)
        for edge in edges:
            self._perform(edge.actions)
        reach = self._reach()
        entering = reach.entry_set(edges) - self.active
        entered = self._enter(entering, reach.begun)
        self._record(Microstep(event, tuple(e.id for e in edges), exited, entered))

    def _stood_so_before(self, event: str | None) -> bool:
        """Whether all that decides what follows is as it was earlier in this step, so that it would go round."""
        now = event, self.active, frozenset(self.memory.items()), (*self.raised,), (*self.sent,), self.changes
        before = now in self.stood
        self.stood.add(now)
        return before

    def _record(self, microstep: Microstep) -> None:
        self.microsteps.append(microstep)
        self.visited.append(self.active)

    def _leaves(self) -> list[StateId]:
        """The active states without active ones below. A parallel state none of whose branches started is one too."""
        parents = {self.chart[state].parent for state in self.active}
        return sorted(self.active - parents)

    def _first_enabled(self, scope: Iterable[StateId], event: str | None) -> Edge | None:
        for state in scope:
            for edge in self.chart[state].edges:
                answers = edge.trigger is Trigger.ALWAYS if event is None else event in edge.events
                if answers and (edge.guard is None or self.world.holds(edge.guard, self.active)):
                    return edge
        return None

    def _without_conflicts(self, enabled: list[Edge]) -> list[Edge]:
        """Of edges in each other's way, an inner one preempts an outer one, else the first is taken."""
        chosen: list[Edge] = []
        for edge in enabled:
            claimed = self._claim(edge)
            rivals = [rival for rival in chosen if claimed & self._claim(rival)]
            if all(rival.source in self.chart[edge.source].ancestors for rival in rivals):
                chosen = [kept for kept in chosen if kept not in rivals]
                chosen.append(edge)
        return chosen

    def _reach(self) -> Reach:
        return Reach(self.chart, self.memory, lambda guard: self.world.holds(guard, self.active))

    def _claim(self, edge: Edge) -> Active:
        """The states that an edge wants for itself: those it leaves, and the one it stays within.

        That one matters where nothing is left: a move of an innermost state to itself (deviation 1) needs its state.
        """
        domain = self._reach().domain(edge)
        return frozenset() if domain is None else self._exit_set(edge) | {domain}

    def _exit_set(self, edge: Edge) -> Active:
        domain = self._reach().domain(edge)
        return frozenset(state for state in self.active if domain in self.chart[state].ancestors)

    def _exit(self, edges: list[Edge]) -> tuple[StateId, ...]:
        """Leave the states, inner and later ones first, after history has noted what was active."""
        exiting = tuple(sorted(frozenset[StateId]().union(*map(self._exit_set, edges)), reverse=True))
        for state in exiting:
            self._remember(state)
        for state in exiting:
            self._perform(self.chart[state].exit)
            for edge in self.chart[state].timers:
                self.world.cancel(edge)
            self.active -= {state}
        return exiting

    def _remember(self, state: StateId) -> None:
        """Note for each history state of a state being left which of its siblings, or leaves below, were active."""
        for child in self.chart[state].children:
            kind = self.chart[child].kind
            if kind is Kind.DEEP_HISTORY:
                self.memory[child] = frozenset(leaf for leaf in self._leaves() if state in self.chart[leaf].ancestors)
            elif kind is Kind.SHALLOW_HISTORY:
                self.memory[child] = frozenset(s for s in self.chart[state].children if s in self.active)

    def _enter(self, entering: Active, begun: Collection[StateId]) -> tuple[StateId, ...]:
        """Enter the states, outer and earlier ones first, each with its actions, its clocks and its `done` events.

        What a state does when it begins by its `initial` comes after its own entry and before those below it.
        """
        whole = self.active | entering
        ordered = tuple(sorted(entering))
        for state in ordered:
            before = self.active
            self.active |= {state}
            self._perform(self.chart[state].entry)
            for beginning in (state, *self.chart[state].children):
                if beginning in begun and (beginning == state or self.chart[beginning].remembers):
                    self._perform(self.chart[beginning].begin)
            for edge in self.chart[state].timers:
                self.world.schedule(edge)
            self.raised.extend(f"done.{self.chart[done].name}" for done in self._completed(state, before, whole))
        return ordered

    def _completed(self, state: StateId, before: Active, whole: Active) -> Iterator[StateId]:
        """The states that are done now that `state` is entered, inner first.

        Deviation 2: a parallel state is done the moment the last branch waited for finishes, or at once if none
        started, and may itself be the branch that finishes another.
        """
        vertex = self.chart[state]
        done: StateId = state
        if vertex.kind is Kind.PARALLEL and not started_branches(self.chart, state, whole):
            yield done
        elif vertex.kind is not Kind.FINAL or vertex.parent in {None, ROOT}:
            return
        elif vertex.parent is not None and self.chart[vertex.parent].kind is Kind.COMPOUND:
            done = vertex.parent
            yield done
        for above in self.chart[done].ancestors:
            if self.chart[above].kind is not Kind.PARALLEL or is_finished(self.chart, above, before, whole):
                return
            if not is_finished(self.chart, above, self.active, whole):
                return
            yield above

    def _perform(self, actions: Iterable[Action]) -> None:
        for action in actions:
            match action:
                case Assign():
                    self.changes += 1
                    self.world.perform(action, self.active)
                case Raise(event=event):
                    self.raised.append(event)
                case Send(event=event):
                    self.sent.append(event)
                case Start(edge=edge):
                    self.world.schedule(self.chart.edges[edge])
                case Stop(edges=edges):
                    for each in edges:
                        self.world.cancel(self.chart.edges[each])
                case Choose(condition=condition, yes=yes, no=no):
                    self._perform(yes if self.world.holds(condition, self.active) else no)

    def _cycle(self) -> tuple[str, ...]:
        """The states gone round, by the last two times that the case stood in the same ones."""
        last = self.visited[-1]
        again = max((i for i, active in enumerate(self.visited[:-1]) if active == last), default=0)
        states = (
            state
            for microstep in self.microsteps[again + 1 :]
            for state in (*(self.chart.edges[edge].source for edge in microstep.edges), *microstep.entered)
        )
        return tuple(dict.fromkeys(self.chart[state].name for state in states))
