"""The process as the machine runs it: immutable, indexed, in document order.

A state is its index, and document order is index order, so 'outer before inner' and 'first written first' are both
plain integer comparison. Index 0 is the root, which stands for the process itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from prosessi.calendars.calendar import Calendar
from prosessi.calendars.durations import Duration
from prosessi.calendars.moments import Moment
from prosessi.expressions.kinds import Coded, DataType
from prosessi.expressions.program import Program
from prosessi.model.deadline import Deadline
from prosessi.model.library import Library
from prosessi.model.process import Process, Qualification
from prosessi.model.state import State, Transition

StateId = int
ROOT: StateId = 0
Active = frozenset[StateId]


class Kind(Enum):
    """The core kinds, to which everything an author can write is lowered."""

    ATOMIC = "atomic"
    COMPOUND = "compound"
    PARALLEL = "parallel"
    FINAL = "final"
    SHALLOW_HISTORY = "shallow history"
    DEEP_HISTORY = "deep history"


class Trigger(Enum):
    """What sets an edge off."""

    EVENT = "event"
    AFTER = "after"
    AT = "at"
    DONE = "done"
    ALWAYS = "always"
    SENT = "sent"


_HISTORIES = frozenset({Kind.SHALLOW_HISTORY, Kind.DEEP_HISTORY})
_TIMED = frozenset({Trigger.AFTER, Trigger.AT})


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one piece of case data is kept, and what it can be."""

    index: int
    name: str
    type: DataType
    default: Coded | None


@dataclass(frozen=True, slots=True)
class Assign:
    """The action of giving a piece of case data a value."""

    slot: int
    value: Program


@dataclass(frozen=True, slots=True)
class Raise:
    """The action of raising an event inside the chart."""

    event: str


@dataclass(frozen=True, slots=True)
class Send:
    """The action of sending the case itself an event, which comes when all else has come to rest."""

    event: str


@dataclass(frozen=True, slots=True)
class Start:
    """The action of starting the clock of an edge that `later` was lowered to."""

    edge: int


@dataclass(frozen=True, slots=True)
class Stop:
    """The action of stopping such clocks."""

    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """The action of doing one thing or another, as a condition is at that very moment."""

    condition: Program
    yes: tuple[Action, ...]
    no: tuple[Action, ...]


Action = Assign | Raise | Send | Start | Stop | Choose


@dataclass(frozen=True, slots=True)
class Edge:
    """A transition. Without targets it stays where it is.

    `id` is its index in the chart: states in document order, and in a state the order in which its edges are tried.
    `events` are the names it answers to: those of the process, or the inner ones `done.<state>`, `after.<edge>`,
    `at.<edge>` and `sent.<edge>`; none for an automatic one. An edge `sent` belongs to the root: its clock is started
    and stopped by actions, and it raises the event that was to come. `fallback` marks the author's `else`: such an
    edge stands after the others of its state and has no guard. `written` is None for what the author's sugar was
    lowered to.
    """

    id: int
    source: StateId
    targets: tuple[StateId, ...]
    trigger: Trigger
    events: tuple[str, ...]
    guard: Program | None
    fallback: bool
    actions: tuple[Action, ...]
    reenter: bool
    after: Duration | None
    at: Moment | None
    written: Transition | None


@dataclass(frozen=True, slots=True)
class Vertex:
    """A state, with every question that the semantics asks of it answered once.

    `name` is the author's id. What the author's sugar was lowered to (the two inner states of a one-step branch)
    has the name of the branch and `written` None.
    """

    id: StateId
    name: str
    kind: Kind
    parent: StateId | None
    children: tuple[StateId, ...]
    ancestors: tuple[StateId, ...]  # nearest first, the root last
    initial: tuple[StateId, ...]  # of a history state: where it leads before it remembers anything
    edges: tuple[Edge, ...]  # in the order in which they are tried
    entry: tuple[Action, ...]
    exit: tuple[Action, ...]
    begin: tuple[Action, ...]  # done when what is below is entered by `initial`
    starts_if: Program | None  # of a branch: whether it starts at all
    join: int | None  # of a parallel state: how many branches are waited for; None for all that started
    written: State | None

    @property
    def remembers(self) -> bool:
        """Whether it is a history state, which is never active itself."""
        return self.kind in _HISTORIES

    @property
    def clocks(self) -> Iterator[Edge]:
        """The edges that a clock sets off, whoever starts it."""
        return (edge for edge in self.edges if edge.trigger in _TIMED or edge.trigger is Trigger.SENT)

    @property
    def timers(self) -> Iterator[Edge]:
        """The edges that a clock sets off which starts when the state is entered."""
        return (edge for edge in self.edges if edge.trigger in _TIMED)


@dataclass(frozen=True, slots=True)
class Marks:
    """The happenings that a deadline waits for: any of these states entered or left, any of these events taken."""

    enter: frozenset[StateId]
    exit: frozenset[StateId]
    events: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A deadline ready to run: the author's words, and its marks, its condition and its calendar resolved.

    `dates` are the case data on which its last day rests.
    """

    name: str
    deadline: Deadline
    starts: Marks
    met_by: Marks
    condition: Program | None
    calendar: Calendar
    dates: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A qualification rule ready to run."""

    name: str
    rule: Qualification
    states: frozenset[StateId]
    condition: Program | None


def unfolded(actions: Iterable[Action]) -> Iterator[Action]:
    """Actions with those between which others choose, outer before inner."""
    for action in actions:
        yield action
        if isinstance(action, Choose):
            yield from unfolded((*action.yes, *action.no))


@dataclass(frozen=True, eq=False)
class Chart:
    """A statechart ready to run, with the texts of its process for whoever shows it.

    A chart equals only itself. `memo` is where `prosessi.chart.memory` keeps what has been worked out about it.
    """

    process: Process
    library: Library
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    slots: tuple[Slot, ...]
    watches: tuple[Watch, ...]
    entitlements: tuple[Entitlement, ...]
    ids: Mapping[str, StateId]  # author's ids only
    calendar: Calendar  # by which timers count
    memo: dict[object, Any] = field(default_factory=dict, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: all but the memory, which grows there anew."""
        return vars(self) | {"memo": {}}

    def __getitem__(self, state: StateId) -> Vertex:
        return self.vertices[state]

    def named(self, name: str) -> Vertex:
        """The state that the author called `name`; a KeyError if there is none."""
        return self.vertices[self.ids[name]]
