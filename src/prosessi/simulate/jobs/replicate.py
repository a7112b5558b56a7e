"""Replications of a setup, by whoever works: this process, others on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Generic

from prosessi.simulate.engine import Engine, simulate
from prosessi.simulate.jobs.workers import Answer, Here, Tick, Workers
from prosessi.simulate.run import Run
from prosessi.simulate.setup import Setup


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come: replications that are done, of so many, and cases that have ended in all of them."""

    done: int
    wanted: int
    cases: int


@dataclass(frozen=True, slots=True)
class Replicated(Generic[Answer]):
    """The answers in the order of their replications.

    After an interruption these are the first ones up to the first that is missing, just as if no more had been asked
    for. What was done out of turn is left out: of those under way at the same time the short ones are done first, and
    to count them would make every figure a little too good.
    """

    answers: tuple[Answer, ...]
    wanted: int

    @property
    def interrupted(self) -> bool:
        """Whether some were left undone."""
        return len(self.answers) < self.wanted


@dataclass(frozen=True, slots=True)
class Replication(Generic[Answer]):
    """The work of simulating a setup; `reduce` says what of a run is kept, and is a function of some module."""

    setup: Setup
    reduce: Callable[[Run], Answer]
    seed: int
    engine: Engine
    log: bool | frozenset[int]

    def __call__(self, number: int, tick: Tick) -> Answer:
        """Do the replication with this number."""
        return self.reduce(
            simulate(self.setup, seed=self.seed, replication=number, engine=self.engine, log=self.log, tick=tick)
        )


def replicate(
    work: Replication[Answer],
    wanted: int,
    *,
    first: int = 0,
    workers: Workers | None = None,
    heard: Callable[[Progress], None] | None = None,
) -> Replicated[Answer]:
    """Do so many replications from number `first` on, in this process unless there are workers.

    `heard` is told now and then how far it has come.
    An interruption (Ctrl-C) begins nothing more, stops what is under way, and gives what has been done.
    """
    answers: dict[int, Answer] = {}
    cases = 0

    def more(ended: int) -> None:
        nonlocal cases
        cases += ended
        if heard is not None:
            heard(Progress(len(answers), wanted, cases))

    try:
        with closing((workers or Here()).results(work, range(first, first + wanted), more)) as results:
            for number, answer in results:
                answers[number] = answer
                more(0)
    except KeyboardInterrupt:
        pass
    unbroken = takewhile(answers.__contains__, count(first))
    return Replicated(tuple(answers[number] for number in unbroken), wanted)
