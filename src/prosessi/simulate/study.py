"""Enough runs of a setup to say something of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from prosessi.simulate.coming import a_week
from prosessi.simulate.engine import Engine
from prosessi.simulate.jobs.replicate import Progress, Replication, replicate
from prosessi.simulate.jobs.workers import Workers
from prosessi.simulate.results.digest import Digest, digest
from prosessi.simulate.results.results import Results, results_of
from prosessi.simulate.run import Run
from prosessi.simulate.setup import DAY, Setup

FEWEST = 5
"""From fewer runs nobody can tell how many more it takes."""

MOST = 10_000

WEEK = 7 * DAY

Keep = Literal["figures", "cases", "log"]
Heard = Callable[[Progress], None]


def study(  # noqa: PLR0913  (options, by keyword)
    setup: Setup,
    *,
    replications: int | None = None,
    seed: int = 1,
    engine: Engine = "auto",
    within: float | None = None,
    keep: Keep = "figures",
    workers: Workers | None = None,
    heard: Heard | None = None,
) -> Results:
    """Run a setup so many times, each with luck of its own; as often as its scenario says if nothing else is said.

    With `within`, go on until every headline is so precise (`Results.replications_needed`), in rounds that at most
    double what there is: the first few runs cannot tell well how many it takes. An interruption gives what is done.
    `keep` says whether the runs themselves are kept, with their cases or also with their logs.
    """
    work = Replication(setup, _in_short if keep == "figures" else _whole, seed, engine, log=keep == "log")
    done: list[Digest] = []
    runs: list[Run] = []
    wanted = setup.replications if replications is None else replications
    wanted = wanted if within is None else max(wanted, FEWEST)
    while True:
        first = len(done)
        tell = _onwards(heard, done, wanted)
        round_ = replicate(work, wanted - first, first=first, workers=workers, heard=tell)
        done += (short for short, _ in round_.answers)
        runs += (run for _, run in round_.answers if run is not None)
        results = results_of(setup, done, wanted=wanted, runs=runs)
        if within is None or round_.interrupted or wanted >= MOST or results.precise(within):
            return results
        wanted = _more(results, within)


def cases_expected(setup: Setup) -> float:
    """About how many cases come in a run, those of the warm-up included."""
    coming = [each.arrivals for each in setup.processes if each.arrivals is not None]
    weekly = sum(map(a_week, coming))
    counted = setup.cases if setup.until is None else weekly * (setup.until - setup.counted_from) / WEEK
    listed = sum(len(arrivals.moments or ()) for arrivals in coming)
    return max(1.0, listed, (counted or 0.0) + weekly * setup.counted_from / WEEK)


def _in_short(run: Run) -> tuple[Digest, Run | None]:
    return digest(run), None


def _whole(run: Run) -> tuple[Digest, Run | None]:
    return digest(run), run


def _more(results: Results, within: float) -> int:
    done = len(results.digests)
    return min(max(results.replications_needed(within) or 2 * done, done + 1), 2 * done, MOST)


def _onwards(heard: Heard | None, done: Sequence[Digest], wanted: int) -> Heard | None:
    """Tell of a round as a part of the whole."""
    if heard is None:
        return None
    before, cases = len(done), sum(each.cases for each in done)
    return lambda progress: heard(Progress(before + progress.done, wanted, cases + progress.cases))
