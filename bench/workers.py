"""How much sooner two processes are done than one, and two workers of a Dask cluster.

`python bench/workers.py [TURNS]`. One and two take turns, so that both meet the same neighbours on a machine that
others use too, and the median of the turns' ratios is told. Beside it stand two more, to see what of it is ours: the
same ratio for work that does nothing but count, which is what the machine had to give in those very turns; and the
ratio by processor time, of one alone to half of what two took and all that it took to give out the work and hear the
answers, which is what two free processors would come to.

Only work is timed: a team is begun once and does many studies. What its beginning takes, with the compiled loop loaded,
is told by itself.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from prosessi.api import load_scenario
from prosessi.simulate.jobs.hired import hired
from prosessi.simulate.jobs.replicate import Replication
from prosessi.simulate.jobs.workers import Here, Tick, Work, Workers
from prosessi.simulate.results.digest import Digest, digest
from prosessi.simulate.setup import Setup

SCENARIO = Path(__file__).parent / "workloads" / "w2" / "scenario.yaml"
CASES = 200_000
REPLICATIONS = 16
COUNTED = 3_000_000

Share = tuple[int, float]
"""Who did a job, and what processor time it took."""


@dataclass(frozen=True)
class Simulating:
    """A replication, of which nothing but figures comes back."""

    setup: Setup

    def __call__(self, number: int, tick: Tick) -> tuple[Share, Digest]:
        """Simulate, and say what it took."""
        begun = time.process_time()
        short = Replication(self.setup, digest, seed=1, engine="compiled", log=False)(number, tick)
        return (os.getpid(), time.process_time() - begun), short


@dataclass(frozen=True)
class Counting:
    """Work that needs a processor and nothing else."""

    setup: Setup | None = None

    def __call__(self, number: int, _tick: Tick) -> tuple[Share, int]:
        """Count, and say what it took."""
        begun = time.process_time()
        for each in range(COUNTED):
            number ^= each
        return (os.getpid(), time.process_time() - begun), number


def main(turns: int = 5) -> None:
    setup = replace(load_scenario(SCENARIO).setup, cases=CASES)
    took(Simulating(setup), Here())
    print(f"{REPLICATIONS} replications of {CASES:,} cases, {turns} turns")
    print(
        f"{'':<18}{'begun, s':>10}{'alone, s':>10}{'two, s':>10}{'ratio':>8}{'counting':>10}{'by processor time':>20}"
    )
    begun = time.perf_counter()
    with hired(2) as two:
        row("two processes", begun, two, setup, turns)
    with cluster() as address:
        begun = time.perf_counter()
        with hired(cluster=address) as two:
            row("cluster of two", begun, two, setup, turns)


def row(name: str, begun: float, two: Workers | None, setup: Setup, turns: int) -> None:
    """Let both have their turns, and print what came of it."""
    assert two is not None
    took(Simulating(setup), two)
    ready = time.perf_counter() - begun
    works = Simulating(setup), Counting()
    taken = [[(took(work, Here()), took(work, two)) for work in works] for _ in range(turns)]
    alone, together = (statistics.median(turn[0][place][0] for turn in taken) for place in (0, 1))
    ratio, counting = (statistics.median(turn[work][0][0] / turn[work][1][0] for turn in taken) for work in (0, 1))
    busy = statistics.median(turn[0][0][1] / turn[0][1][1] for turn in taken)
    figures = f"{ready - together:>10.1f}{alone:>10.2f}{together:>10.2f}{ratio:>8.2f}{counting:>10.2f}{busy:>20.2f}"
    print(f"{name:<18}{figures}", flush=True)


def took(work: Work[tuple[Share, object]], team: Workers) -> tuple[float, float]:
    """The time until all was done, and the processor time of this process and, on average, of the two others."""
    begun, here = time.perf_counter(), time.process_time()
    shares = [share for _, (share, _) in team.results(work, range(REPLICATIONS), lambda _: None)]
    others = sum(busy for who, busy in shares if who != os.getpid())
    return time.perf_counter() - begun, time.process_time() - here + others / 2


@contextmanager
def cluster() -> Iterator[str]:
    """A scheduler and two workers, each a process of its own."""
    with TemporaryDirectory() as folder:
        card = Path(folder) / "scheduler.json"
        with dask("scheduler", "--port", "0", "--scheduler-file", str(card)):
            while not card.exists() or not card.read_text("utf-8"):
                time.sleep(0.1)
            address = json.loads(card.read_text("utf-8"))["address"]
            with dask("worker", address, "--nworkers", "2", "--nthreads", "1", "--local-directory", folder):
                yield address


@contextmanager
def dask(*words: str) -> Iterator[None]:
    """A program of Dask, which can import this module as well, for as long as the block lasts."""
    program = subprocess.Popen(  # noqa: S603  (our own words)
        [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with program:
        try:
            yield
        finally:
            program.terminate()


if __name__ == "__main__":
    import workers  # under this name other processes find what is in it

    workers.main(*map(int, sys.argv[1:]))
