"""The cases of a log: what was done in each, in order, and how long every act was waited for and worked on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final

from prosessi.expressions.kinds import Coded
from prosessi.fitting.logs.happening import EventLog, Happening, Life
from prosessi.fitting.naming import Naming

HARDLY_EVER: Final = 0.98
LONG: Final = 2
"""A case is over after so many times the gap that so large a share of gaps between two happenings does not exceed."""


@dataclass(slots=True)
class Task:
    """An act of a case, with the moments that the log knows. `number` is the place in its case at which it came up."""

    event: str
    number: int
    role: str | None = None
    group: str = ""
    person: str = ""
    awaited: datetime | None = None
    queued: datetime | None = None
    started: datetime | None = None
    done: datetime | None = None
    dropped: datetime | None = None

    @property
    def last(self) -> datetime | None:
        """When it was over, one way or the other."""
        return self.done or self.dropped


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that took the case on: at place `number` of its log. `task` is what was done, if it was an act."""

    number: int
    life: Life
    name: str
    at: datetime
    data: Mapping[int, Coded]
    task: Task | None = None


@dataclass(slots=True)
class History:
    """A case: when it began, with what data, what was done, and whether and where it ended."""

    case: str
    begun: datetime
    data: Mapping[int, Coded]
    seen: list[Seen] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    ended: bool = False
    final: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All cases of a log, in the order in which they began, and how often each activity came that nobody knows.

    `full` says that the log tells of acts from when they come up, not only from when they are begun or done, and
    `beginnings` that it tells when cases came.
    """

    name: str
    histories: tuple[History, ...]
    unknown: Mapping[str, int]
    full: bool
    beginnings: bool


def told(log: EventLog, naming: Naming) -> Told:
    """The cases of a log in the words of the process."""
    by_case: dict[str, list[Happening]] = defaultdict(list)
    for happening in log.happenings:
        by_case[happening.case].append(happening)
    unknown: Counter[str] = Counter()
    histories = [_Telling(naming, unknown).tell(case, lines) for case, lines in by_case.items()]
    histories.sort(key=lambda history: history.begun)
    _presume_ends(histories, [sorted(line.at for line in lines) for lines in by_case.values()])
    full = any(line.life is Life.AWAITED for line in log.happenings)
    beginnings = any(line.life is Life.BEGUN for line in log.happenings)
    return Told(log.name, tuple(histories), unknown, full, beginnings)


def _presume_ends(histories: Iterable[History], moments: Iterable[Sequence[datetime]]) -> None:
    """Take a case for ended in which nothing has happened for longer than hardly ever between two things."""
    moments = [*moments]
    gaps = sorted(later - earlier for each in moments for earlier, later in pairwise(each))
    if not gaps:
        return
    quiet_from = max(each[-1] for each in moments) - LONG * gaps[int(HARDLY_EVER * (len(gaps) - 1))]
    for history in histories:
        last = max((seen.at for seen in history.seen), default=history.begun)
        history.ended = history.ended or last < quiet_from


@dataclass(slots=True)
class _Telling:
    """A case being told: the acts that are open in it, by event."""

    naming: Naming
    unknown: Counter[str]
    waiting: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, case: str, lines: Iterable[Happening]) -> History:
        """The case out of its lines."""
        ordered = sorted(lines, key=lambda line: line.at)
        history = History(case, ordered[0].at, self.naming.data(ordered[0].data))
        for number, line in enumerate(ordered):
            if line.life in {Life.BEGUN, Life.ENDED, Life.TIMER, Life.BREACH}:
                self._note(history, number, line)
            elif (event := self.naming.event(line.event)) is None:
                self.unknown[line.event] += line.life is Life.DONE
            else:
                self._live(history, event, number, line)
        return history

    def _note(self, history: History, number: int, line: Happening) -> None:
        """Take down what is no act."""
        if line.life is Life.ENDED:
            history.ended = True
            history.final = self.naming.state(line.event)
        names = {Life.TIMER: self.naming.state, Life.BREACH: self.naming.deadline}
        name = names[line.life](line.event) if line.life in names else None
        if name is not None:
            history.seen.append(Seen(number, line.life, name, line.at, self.naming.data(line.data)))

    def _live(self, history: History, event: str, number: int, line: Happening) -> None:
        """Take down what became of an act."""
        task = self._meant(event, line.life)
        if task is None:
            if line.life in {Life.DROPPED, Life.OTHER}:
                return
            task = Task(event, number)
            self.waiting[event].append(task)
            history.tasks.append(task)
        match line.life:
            case Life.AWAITED:
                task.awaited = line.at
            case Life.QUEUED:
                task.queued = line.at
            case Life.STARTED:
                task.started = line.at
            case Life.DONE:
                task.done = line.at
                data = self.naming.data(line.data, self.naming.chart.process.events[event].decides)
                history.seen.append(Seen(number, Life.DONE, event, line.at, data, task))
            case Life.DROPPED | Life.REFUSED:
                task.dropped = line.at
        task.role = self.naming.role(line.role) or task.role
        task.group = line.group or task.group
        if line.person != line.group:
            task.person = line.person or task.person
        if task.last is not None:
            self.waiting[event].remove(task)

    def _meant(self, event: str, life: Life) -> Task | None:
        """The open act that a line is about: the one that has got as far as it must have, and waited longest."""
        waiting = self.waiting[event]
        match life:
            case Life.AWAITED:
                return None
            case Life.QUEUED:
                return next((task for task in waiting if task.queued is None), None)
            case Life.STARTED:
                return next((task for task in waiting if task.started is None), None)
        return next((task for task in waiting if task.started is not None), waiting[0] if waiting else None)
