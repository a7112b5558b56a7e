"""Runs a setup.

The loop runs as it stands or compiled, and both give the same bytes. A run begins as it stands, for that needs no
loading, and goes over to the compiled loop in the middle when it turns out to be long.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Final, Literal

from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.simulate.ground import Ground, ground_of
from prosessi.simulate.keeping import LOOP, was_kept
from prosessi.simulate.layout import EVENTS
from prosessi.simulate.persons import by_person, together
from prosessi.simulate.run import Run
from prosessi.simulate.running import begin
from prosessi.simulate.setup import Setup

Engine = Literal["auto", "plain", "compiled"]
Tick = Callable[[int], None]

BEGUN: Final = 1_000
"""So many events are done as quickly as lists are made into arrays."""

LOADED: Final = 20_000
"""So many events are done as quickly as the compiled loop is loaded."""

MADE: Final = 200_000
"""Whoever has so many events has more, so that it is worth while to compile the loop."""


@dataclass(slots=True)
class _Tally:
    """How much this process has simulated as it stands, and whether it has loaded the compiled loop."""

    events: int = 0
    loaded: bool = False

    def patience(self) -> int:
        """How many more events to do before going over to the compiled loop."""
        if self.loaded:
            return BEGUN
        return (LOADED if was_kept(LOOP) else MADE) - self.events


_so_far: Final = _Tally()


def simulate(
    setup: Setup,
    *,
    seed: int = 1,
    replication: int = 0,
    engine: Engine = "auto",
    log: bool | frozenset[int] = False,
    tick: Tick | None = None,
) -> Run:
    """Run a setup once.

    The same setup, seed and replication give the same run, whichever engine. `log` keeps what happened, of all cases
    or of those with these numbers. `tick` is called now and then with how many cases that count have ended; if it
    raises, the run is over. What goes on for ever without time passing raises `NotSettling`.
    """
    with_numba = _can_compile()
    if engine == "compiled" and not with_numba:
        raise WrongUse(say("the compiled engine needs numba: install prosessi[fast]"))
    begun = perf_counter()
    running = begin(_ground(setup), seed, replication, log=log is not False)
    patience = _so_far.patience()
    long = (setup.cases or 0) * 4 > patience or patience < 0
    if engine == "compiled" or (engine == "auto" and with_numba and long):
        running.compile()
        begun = perf_counter()
    may_compile = engine == "auto" and with_numba
    while running.go_on():
        if tick is not None:
            tick(running.outcome.ended)
        if may_compile and not running.compiled and running.at[EVENTS] > patience:
            running.compile()
    _so_far.events += 0 if running.compiled else int(running.at[EVENTS])
    _so_far.loaded |= running.compiled
    return together(setup, running.result(seed, replication, perf_counter() - begun, log=log))


@lru_cache(maxsize=8)
def _ground(setup: Setup) -> Ground:
    return ground_of(by_person(setup))


def _can_compile() -> bool:
    return importlib.util.find_spec("numba") is not None
