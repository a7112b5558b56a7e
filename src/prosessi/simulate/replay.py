"""A simulated case lived through again by the semantics itself, to the second.

Of the log only that is believed which a simulation draws: when the case begins and with which data, who does what
and when, and what is decided in it. Clocks and deadlines go off by themselves, so that what the engine says of them
can be held against this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from prosessi.chart.case import advance, begin, send
from prosessi.chart.chart import Chart
from prosessi.chart.situation import Case, Refused, Step
from prosessi.errors import WrongUse
from prosessi.expressions.program import decode
from prosessi.messages import say
from prosessi.simulate.chronicle import by_case, civil, kept
from prosessi.simulate.run import Log, Run, What
from prosessi.simulate.setup import ProcessSetup, Setup, done_by

_DEEDS = frozenset({What.DONE, What.REFUSED})


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did in the case: when, who, with which papers, and what was decided in it."""

    at: datetime
    event: str
    by: str | None
    papers: tuple[str, ...]
    decided: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Moment:
    """The case once something has happened, and the steps that it took.

    `deed` is None where the case began, and where it only waited. `refused` says why a deed was not allowed, and
    `failed` which clocks and deadlines of that time raised what could not be worked out.
    """

    deed: Deed | None
    after: Case
    steps: tuple[Step, ...] = ()
    refused: Refused | None = None
    failed: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """A simulated case as the semantics has it, from its beginning to its end or to that of the run.

    `data` are those with which it began, `came_from` is the case from which it was carried over, None if it was not.
    """

    number: int
    chart: Chart
    begun: datetime
    data: Mapping[str, object]
    came_from: int | None
    moments: tuple[Moment, ...]

    @property
    def case(self) -> Case:
        """The case as it was left."""
        return self.moments[-1].after

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What people did, in order."""
        return tuple(moment.deed for moment in self.moments if moment.deed is not None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step that the case took, its beginning first."""
        return tuple(step for moment in self.moments for step in moment.steps)


def replayed(run: Run, case: int) -> Replay:
    """A case of a run lived through again. A case that is not in the log of the run is wrong use.

    `engine.simulate(..., log=frozenset({case}))` gives the same run with the log of this case.
    """
    log = kept(run)
    lines = [line for line, number in enumerate(log.case) if number == case]
    if not lines:
        raise WrongUse(say("the log of the run does not have case {number}", number=case))
    return _told(run, lines)


def replays(run: Run) -> Iterator[Replay]:
    """Every case in the log of a run, one by one in the order of their numbers."""
    log = kept(run)
    for _, lines in groupby(by_case(log), key=log.case.__getitem__):
        yield _told(run, lines)


def _told(run: Run, lines: Iterable[int]) -> Replay:
    log, telling = kept(run), _Telling(run.setup)
    number = -1
    for line in lines:
        number = int(log.case[line])
        telling.hear(log, line)
    if telling.ended is None:
        telling.wait(max(run.span[1], int(log.time[-1])) if run.finished else run.setup.end)
    return telling.told(number)


@dataclass(slots=True)
class _Telling:
    """A case being lived through. What is `known` was drawn and waits for the deed or the beginning it belongs to."""

    setup: Setup
    process: ProcessSetup | None = None
    came_from: int | None = None
    ended: int | None = None
    known: dict[int, float] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)
    moments: list[Moment] = field(default_factory=list)

    def hear(self, log: Log, line: int) -> None:
        what, which, at = What(log.what[line]), int(log.which[line]), int(log.time[line])
        if what is What.VALUE:
            self.known[which] = float(log.value[line])
        elif what is What.BEGUN:
            came_from = int(log.value[line])
            self.came_from = None if came_from < 0 else came_from
            self.begin(self.setup.processes[which], at)
        elif what in _DEEDS:
            self.wait(at)
            self.do(which, int(log.value[line]))
        elif what is What.ENDED:
            self.wait(at)
            self.ended = at

    def begin(self, process: ProcessSetup, at: int) -> None:
        self.process, self.data = process, self._settled(process)
        taken = begin(process.chart, self.data, at=civil(self.setup, at))
        self.moments.append(Moment(None, taken.case, taken.steps, failed=taken.failed))

    def wait(self, until: int) -> None:
        chart, case, moment = self._chart, self.moments[-1].after, civil(self.setup, until)
        if moment <= case.now:
            return
        advanced = advance(chart, case, moment)
        self.moments.append(Moment(None, advanced.case, advanced.steps, failed=advanced.failed))

    def do(self, number: int, crew: int) -> None:
        process, case = self._process, self.moments[-1].after
        act = process.acts[number]
        papers = tuple(need for need in process.chart.process.events[act.event].needs if need not in case.documents)
        by = done_by(self.setup, act, crew if crew >= 0 else None)
        deed = Deed(case.now, act.event, by, papers, self._settled(process))
        tried = send(process.chart, case, act.event, by=by, papers=papers, decided=deed.decided)
        if isinstance(tried, Refused):
            self.moments.append(Moment(deed, case, refused=tried))
        else:
            self.moments.append(Moment(deed, tried.case, tried.steps, failed=tried.failed))

    def told(self, number: int) -> Replay:
        begun = self.moments[0].after.now
        return Replay(number, self._chart, begun, self.data, self.came_from, tuple(self.moments))

    def _settled(self, process: ProcessSetup) -> dict[str, object]:
        slots = process.chart.slots
        settled: dict[str, object] = {
            slots[slot].name: decode(slots[slot].type, value) for slot, value in self.known.items()
        }
        self.known.clear()
        return settled

    @property
    def _process(self) -> ProcessSetup:
        if self.process is None:
            raise WrongUse(say("the log of the run tells of a case before its beginning"))
        return self.process

    @property
    def _chart(self) -> Chart:
        return self._process.chart
