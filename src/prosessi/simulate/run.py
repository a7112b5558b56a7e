"""What came of one run: columns of numbers, from which everything that is shown is worked out.

Columns are `array.array` or numpy arrays, whichever the engine used; they are read alike. Time is as in the setup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from prosessi.chart.chart import StateId
from prosessi.simulate.setup import Seconds, Setup

STATUSES = ("not_started", "running", "met", "breached", "met_late", "lapsed")
"""How a deadline of a case stood when it ended, by the number that stands for it."""


class What(IntEnum):
    """What a line of the log says. `which` and `value` of the line are given in brackets."""

    BEGUN = 0  # a case (its process; the case from which it was carried over, -1 if none)
    VALUE = 1  # a piece of its data, before BEGUN's or DONE's own step (slot; coded value)
    AWAITED = 2  # an act is on the list of what is to be done (act)
    QUEUED = 3  # its people are waited for (act)
    STARTED = 4  # all its people have begun (act; crew of the first role)
    DONE = 5  # it is done and the step taken (act; crew of the first role, -1 if none)
    REFUSED = 6  # it was done, but the process did not allow the step (act; crew)
    DROPPED = 7  # it was not needed any more (act; crew of the first role if its people had been found, -1 if not)
    TIMER = 8  # a clock of the process went off (edge)
    BREACH = 9  # a deadline ran out that raises an event (its place among the deadlines)
    ENDED = 10  # the case (final state)


@dataclass(frozen=True, slots=True)
class Log:
    """What happened, line by line in order: when, to which case, what."""

    time: Sequence[int]
    case: Sequence[int]
    what: Sequence[int]
    which: Sequence[int]
    value: Sequence[float]


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that count, one line each, in the order in which they ended; those unfinished last, `ended` -1.

    `waited` is the time for which people were waited for and `worked` the working time, both summed over all acts.
    `final` is the state in which it ended, -1 if it did not. `statuses` and `late` have a column for each deadline of
    the process; `late` is in calendar days.
    """

    number: Sequence[int]
    begun: Sequence[int]
    ended: Sequence[int]
    waited: Sequence[int]
    worked: Sequence[int]
    final: Sequence[int]
    statuses: tuple[Sequence[int], ...]
    late: tuple[Sequence[int], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """An act as it is done from one state: how often its people began it, and how long was waited and worked in all.

    `begun` counts those of cases that count, in which it was done from `state` of process number `process`.
    """

    process: int
    state: StateId
    act: int
    begun: int
    waited: Seconds
    worked: Seconds


@dataclass(frozen=True, slots=True)
class Samples:
    """How things stood at noon of every so many days, one line each: from `counted_from` to `until`.

    `queues` has a column for each role: how many acts wait for somebody of it; `busy` and `caseloads` one for each
    crew; `open` one for each process.
    """

    time: Sequence[int]
    queues: tuple[Sequence[int], ...]
    busy: tuple[Sequence[int], ...]
    caseloads: tuple[Sequence[int], ...]
    open: tuple[Sequence[int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of a setup.

    `cases` has one table for each process. `worked` and `available` are by crew: seconds of work begun, and of
    working time there was, from `counted_from` to `until` or, where there is none, to the last arrival. `refused`
    counts acts that the process did not allow. `stepped` counts the steps that were not in the tables and were taken
    one by one. `finished` is False when the run was stopped at its end with cases unfinished.
    """

    setup: Setup
    seed: int
    replication: int
    engine: str
    events: int
    seconds: float
    span: tuple[int, int]
    cases: tuple[Cases, ...]
    tasks: tuple[Task, ...]
    worked: tuple[int, ...]
    available: tuple[int, ...]
    samples: Samples
    refused: int
    stepped: int
    finished: bool
    log: Log | None
