"""The worlds a step can run in: a live case with its data, and rehearsals in which every answer is tried.

`ask` and `assign` are the only places where the data of a case are read and written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from prosessi.chart.chart import Active, Assign, Chart, Edge, Slot
from prosessi.chart.memory import remembered
from prosessi.chart.semantics import Reaction, World
from prosessi.errors import NotSettling, ProsessiError
from prosessi.expressions.program import UNSET, Coded, Program, decode, misfit, unset_in
from prosessi.messages import Message

Data = tuple[Coded, ...]


class StepFailed(ProsessiError):
    """A guard or an action could not be worked out, so the step did not happen. `program` is the culprit."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.text)
        self.program = program


class Unanswerable(StepFailed):
    """It asks about the data `unset`, which are not there."""

    def __init__(self, program: Program, unset: tuple[str, ...] = ()) -> None:
        super().__init__(program)
        self.unset = unset


class OutOfRange(StepFailed):
    """It gives a piece of data a value that this cannot have; `misfit` says why."""

    def __init__(self, program: Program, slot: Slot, misfit: Message) -> None:
        super().__init__(program)
        self.slot = slot
        self.misfit = misfit


def ask(guard: Program, data: Data, active: Active) -> bool:
    """Whether a condition holds. One that cannot be answered raises `Unanswerable`."""
    answer = guard.evaluate(data, active)
    if answer is UNSET:
        raise Unanswerable(guard, unset_in(guard, data))
    return answer != 0.0


def assign(slot: Slot, value: Program, data: Data, active: Active) -> Data:
    """The data with one piece changed. An unknown value, or one out of range, raises a `StepFailed`."""
    new = value.evaluate(data, active)
    if new is UNSET:
        raise Unanswerable(value, unset_in(value, data))
    wrong = misfit(slot.type, new)
    if wrong is not None:
        raise OutOfRange(value, slot, wrong)
    index = slot.index
    return (*data[:index], new, *data[index + 1 :])


@remembered
def slots_of(chart: Chart) -> Mapping[str, Slot]:
    """Where each piece of case data is kept, by its name."""
    return MappingProxyType({slot.name: slot for slot in chart.slots})


def date_in(slot: Slot, coded: Coded) -> date | None:
    """The date that a slot holds; None if it is not set, or holds no date."""
    value = decode(slot.type, coded)
    return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a step does to the timed edges, by their ids: which clocks stop, and which then start, in order."""

    stopped: frozenset[int] = frozenset()
    started: tuple[int, ...] = ()


@dataclass(slots=True)
class Live:
    """A case with its data: guards are answered from them, and actions change them."""

    chart: Chart
    data: Data
    _stopped: set[int] = field(default_factory=set)
    _started: dict[int, None] = field(default_factory=dict)

    def holds(self, guard: Program, active: Active) -> bool:
        """Answer from the data."""
        return ask(guard, self.data, active)

    def perform(self, action: Assign, active: Active) -> None:
        """Change the data."""
        self.data = assign(self.chart.slots[action.slot], action.value, self.data, active)

    def schedule(self, edge: Edge) -> None:
        """Note that a clock starts."""
        self._started[edge.id] = None

    def cancel(self, edge: Edge) -> None:
        """Note that a clock stops."""
        self._started.pop(edge.id, None)
        self._stopped.add(edge.id)

    @property
    def clocks(self) -> Clocks:
        """What the step has done to the clocks, on balance."""
        return Clocks(frozenset(self._stopped), tuple(sorted(self._started)))


@dataclass(slots=True)
class Script:
    """A case without data: guards are answered by a list, and `otherwise` when that has come to its end.

    None is the answer of a guard whose data are not set.
    """

    answers: Iterator[bool | None]
    otherwise: bool = False

    def holds(self, guard: Program, active: Active) -> bool:  # noqa: ARG002  # a script knows its answers
        """Answer by the script."""
        answer = next(self.answers, self.otherwise)
        if answer is None:
            raise Unanswerable(guard)
        return answer

    def perform(self, action: Assign, active: Active) -> None:
        """Change nothing: there are no data."""

    def schedule(self, edge: Edge) -> None:
        """Start nothing: there is no time."""

    def cancel(self, edge: Edge) -> None:
        """Stop nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A guard was asked where the case stood, and this was the answer; None if there was none."""

    guard: Program
    active: Active
    answer: bool | None


@dataclass(frozen=True, slots=True)
class Performed:
    """The data were changed, where the case stood."""

    action: Assign
    active: Active


Moment = Asked | Performed


@dataclass(slots=True)
class Rehearsal:
    """A step that is written down while `world` lives it.

    Between two changes of the data a guard has one answer, so it is asked only once; after a change it is asked anew.
    """

    world: World
    moments: list[Moment] = field(default_factory=list)
    _known: dict[tuple[Program, Active | None], bool] = field(default_factory=dict)

    def holds(self, guard: Program, active: Active) -> bool:
        """Ask the world, unless the answer is known."""
        key = (guard, active if guard.asks_active else None)
        if key not in self._known:
            self._known[key] = self._ask(guard, active)
        return self._known[key]

    def perform(self, action: Assign, active: Active) -> None:
        """Have it done, and forget the answers."""
        self.moments.append(Performed(action, active))
        self._known.clear()
        self.world.perform(action, active)

    def schedule(self, edge: Edge) -> None:
        """Pass it on."""
        self.world.schedule(edge)

    def cancel(self, edge: Edge) -> None:
        """Pass it on."""
        self.world.cancel(edge)

    def _ask(self, guard: Program, active: Active) -> bool:
        try:
            answer = self.world.holds(guard, active)
        except Unanswerable:
            self.moments.append(Asked(guard, active, None))
            raise
        self.moments.append(Asked(guard, active, answer))
        return answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step can go: what was asked and done, and where it came to rest or why it did not."""

    moments: tuple[Moment, ...]
    end: Reaction | Unanswerable | NotSettling


def outcomes(
    step: Callable[[World], Reaction], *, may_be_unset: Callable[[Program], bool] = lambda _: False
) -> Iterator[Outcome]:
    """Every way `step` can go: rehearse it once for each list of answers that its guards can give.

    `may_be_unset` says of which guards one answer is that there is none. They can be many, above all where an
    automatic move goes round until the data stop it, so take as many as you can use.
    """
    scripts: list[tuple[bool | None, ...]] = [()]
    while scripts:
        script = scripts.pop()
        rehearsal = Rehearsal(Script(iter(script)))
        end = _end_of(step, rehearsal)
        asked = [moment for moment in rehearsal.moments if isinstance(moment, Asked)]
        answers = tuple(moment.answer for moment in asked)
        for i in range(len(script), len(answers)):
            scripts.append((*answers[:i], True))
            if may_be_unset(asked[i].guard):
                scripts.append((*answers[:i], None))
        yield Outcome(tuple(rehearsal.moments), end)


def _end_of(step: Callable[[World], Reaction], world: World) -> Reaction | Unanswerable | NotSettling:
    try:
        return step(world)
    except (Unanswerable, NotSettling) as failure:
        return failure
