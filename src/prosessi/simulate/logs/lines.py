"""The lines of a log in the words of the process: what every format writes, each in its own way.

The log says what happened when; where that took the case is asked of the chart, line by line, so that only the cases
that are open at the time are held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from prosessi.chart.chart import Chart, Edge, Raise, Slot, Trigger
from prosessi.chart.names import Name, deadline_name, event_name, process_name, state_name
from prosessi.chart.rows import Landing, Place, rows_of
from prosessi.chart.whereabouts import innermost
from prosessi.chart.worlds import Data, StepFailed
from prosessi.errors import NotSettling
from prosessi.expressions.program import UNSET, Coded
from prosessi.simulate.chronicle import civil, kept
from prosessi.simulate.run import Log, Run, What
from prosessi.simulate.setup import Act, Setup, done_by

ACTS = frozenset({What.AWAITED, What.QUEUED, What.STARTED, What.DONE, What.REFUSED, What.DROPPED})
"""What can be said of an act."""

_WITH_CREW = frozenset({What.STARTED, What.DONE, What.REFUSED})


class Line(NamedTuple):
    """One thing that happened to a case.

    `which` is as in `What`, `crew` who did it, None for nobody in particular. `settled` are the data with which the
    case began, defaults among them, or that were decided, and `states` where it stands afterwards, with `data`.
    """

    at: datetime
    case: str
    process: int
    what: What
    which: int
    crew: int | None
    came_from: str | None
    settled: tuple[tuple[Slot, Coded], ...]
    states: tuple[str, ...]
    data: Data


def lines(run: Run, prefix: str = "", order: Iterable[int] | None = None) -> Iterator[Line]:
    """The lines of a run's log, in the order of time or in another that keeps each case's own.

    Cases are called by their number after `prefix`. A run that kept no log is wrong use.
    """
    log = kept(run)
    reading = _Reading(run.setup, prefix)
    for number in range(len(log.case)) if order is None else order:
        line = reading.read(log, number)
        if line is not None:
            yield line


def prefixed(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Each run with what stands before the numbers of its cases: its replication, if there are several."""
    for run in runs:
        yield run, f"{run.replication}-" if len(runs) > 1 else ""


def act_of(setup: Setup, line: Line) -> Act | None:
    """The act that a line is about, None if it is about something else."""
    return setup.processes[line.process].acts[line.which] if line.what in ACTS else None


def role_in(setup: Setup, line: Line) -> str | None:
    """In which role somebody does the act that a line is about."""
    act = act_of(setup, line)
    return None if act is None else done_by(setup, act, line.crew)


def subject(setup: Setup, line: Line) -> tuple[str, Name]:
    """What a line is about, by its name in the process and by its label.

    That is the event of an act, the deadline that ran out, what the clock is called that went off, the state in which
    the case ended, and for its beginning the process.
    """
    chart = setup.processes[line.process].chart
    match line.what:
        case What.BEGUN:
            return chart.process.process, process_name(chart)
        case What.BREACH:
            deadline = chart.watches[line.which].name
            return deadline, deadline_name(chart, deadline)
        case What.TIMER:
            return clock(chart, chart.edges[line.which])
        case What.ENDED:
            state = chart[line.which].name
            return state, state_name(chart, state)
    event = setup.processes[line.process].acts[line.which].event
    return event, event_name(chart, event)


def clock(chart: Chart, edge: Edge) -> tuple[str, Name]:
    """What a clock is called, and its label: the state to which it belongs, or the event that comes `later`."""
    if edge.trigger is not Trigger.SENT:
        state = chart[edge.source].name
        return state, state_name(chart, state)
    event = next(action.event for action in edge.actions if isinstance(action, Raise))
    return event, event_name(chart, event)


@dataclass(slots=True, eq=False)
class _Open:
    """A case under way: where it stands and its data, and what was drawn that belongs to its next line."""

    process: int = -1
    place: Place | None = None
    data: Data = ()
    drawn: dict[int, Coded] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """A log being read: the cases that are open, by their numbers, and the states of each place met."""

    setup: Setup
    prefix: str
    open: dict[int, _Open] = field(default_factory=dict)
    _states: dict[Place, tuple[str, ...]] = field(default_factory=dict)

    def read(self, log: Log, number: int) -> Line | None:
        what, which, case = What(log.what[number]), int(log.which[number]), int(log.case[number])
        value = log.value[number]
        known = self.open.setdefault(case, _Open())
        if what is What.VALUE:
            known.drawn[which] = float(value)
            return None
        if what is What.BEGUN:
            known.process = which
            known.drawn = _defaults(self.setup.processes[which].chart) | known.drawn
        settled = self._settled(known)
        self._move(known, what, which, settled)
        if what is What.ENDED:
            del self.open[case]
        return Line(
            at=civil(self.setup, int(log.time[number])),
            case=f"{self.prefix}{case}",
            process=known.process,
            what=what,
            which=which,
            crew=int(value) if what in _WITH_CREW and value >= 0 else None,
            came_from=f"{self.prefix}{int(value)}" if what is What.BEGUN and value >= 0 else None,
            settled=settled,
            states=self._names(known),
            data=known.data,
        )

    def _settled(self, known: _Open) -> tuple[tuple[Slot, Coded], ...]:
        if not known.drawn:
            return ()
        slots = self.setup.processes[known.process].chart.slots
        settled = tuple((slots[slot], value) for slot, value in known.drawn.items())
        known.drawn.clear()
        return settled

    def _move(self, known: _Open, what: What, which: int, settled: tuple[tuple[Slot, Coded], ...]) -> None:
        """Take the step that a line tells of, if it tells of one."""
        process = self.setup.processes[known.process]
        chart, data = process.chart, known.data
        match what:
            case What.BEGUN:
                known.data = first = _with((UNSET,) * len(chart.slots), settled)
                self._land(known, lambda: rows_of(chart).begin(first))
            case What.DONE:
                self._take(known, chart, process.acts[which].event, _with(data, settled))
            case What.TIMER:
                self._take(known, chart, chart.edges[which].events[0], data)
            case What.BREACH:
                self._take(known, chart, chart.watches[which].deadline.breach, data)

    def _take(self, known: _Open, chart: Chart, event: str | None, data: Data) -> None:
        place = known.place
        if event is not None and place is not None:
            self._land(known, lambda: rows_of(chart).react(place, data, event))

    def _land(self, known: _Open, step: Callable[[], tuple[Landing, Data]]) -> None:
        """Move the case; what a clock sets off and cannot be worked out leaves it where it is."""
        try:
            landing, data = step()
        except (StepFailed, NotSettling):
            return
        if landing.microsteps:
            known.place, known.data = landing.place, data

    def _names(self, known: _Open) -> tuple[str, ...]:
        place = known.place
        if place is None:
            return ()
        if place not in self._states:
            chart = self.setup.processes[known.process].chart
            self._states[place] = innermost(chart, place.snapshot.active)
        return self._states[place]


def _defaults(chart: Chart) -> dict[int, Coded]:
    return {slot.index: slot.default for slot in chart.slots if slot.default is not None}


def _with(data: Data, settled: tuple[tuple[Slot, Coded], ...]) -> Data:
    if not settled:
        return data
    written = list(data)
    for slot, value in settled:
        written[slot.index] = value
    return tuple(written)
