"""Enough runs of a setup to say something of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prosessi.simulate.jobs.replicate import Progress, Replication, replicate
from prosessi.simulate.jobs.workers import Workers
from prosessi.simulate.results.digest import Digest, digest
from prosessi.simulate.results.results import Results, results_of
from prosessi.simulate.setup import Setup

FEWEST = 5
"""From fewer runs nobody can tell how many more it takes."""

MOST = 10_000

Heard = Callable[[Progress], None]


def study(  # noqa: PLR0913  (options, by keyword)
    setup: Setup,
    *,
    replications: int,
    seed: int = 1,
    engine: str = "auto",
    within: float | None = None,
    workers: Workers | None = None,
    heard: Heard | None = None,
) -> Results:
    """Run a setup so many times, each with luck of its own.

    With `within`, go on until every headline is so precise (`Results.replications_needed`), in rounds that at most
    double what there is: the first few runs cannot tell well how many it takes. An interruption gives what is done.
    """
    work = Replication(setup, digest, seed, engine, log=False)
    done: list[Digest] = []
    wanted = replications if within is None else max(replications, FEWEST)
    while True:
        first = len(done)
        tell = _onwards(heard, done, wanted)
        round_ = replicate(work, wanted - first, first=first, workers=workers, heard=tell)
        done += round_.answers
        results = results_of(setup, done, wanted=wanted)
        if within is None or round_.interrupted or wanted >= MOST or results.precise(within):
            return results
        wanted = _more(results, within)


def _more(results: Results, within: float) -> int:
    done = len(results.digests)
    return min(max(results.replications_needed(within) or 0, done + 1), 2 * done, MOST)


def _onwards(heard: Heard | None, done: Sequence[Digest], wanted: int) -> Heard | None:
    """Tell of a round as a part of the whole."""
    if heard is None:
        return None
    before, cases = len(done), sum(each.cases for each in done)
    return lambda progress: heard(Progress(before + progress.done, wanted, cases + progress.cases))
