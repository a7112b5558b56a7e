"""What replications say together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from statistics import fmean

from prosessi.simulate.engine import simulate
from prosessi.simulate.replay import Replay, replayed
from prosessi.simulate.results.digest import Digest
from prosessi.simulate.results.estimate import Estimate, needed, over_batches, over_replications, wilson
from prosessi.simulate.results.measure import Measure
from prosessi.simulate.run import Run
from prosessi.simulate.setup import Setup


@dataclass(frozen=True)
class Results:
    """Everything that is told of a setup, from one run or from several with luck of their own.

    `table` has each measure with its estimate, in the order in which they are told; `estimate` looks one up.
    `wanted` is how many replications were asked for: fewer have been run if somebody stopped them. `runs` are the
    runs themselves, if they were kept.
    """

    setup: Setup
    digests: tuple[Digest, ...]
    wanted: int
    runs: tuple[Run, ...] = ()

    @cached_property
    def table(self) -> Mapping[Measure, Estimate]:
        """Every measure that some run has a figure for."""
        measures = dict.fromkeys(measure for digest in self.digests for measure in digest.values)
        return {measure: estimate(measure, self.digests) for measure in measures}

    def estimate(self, metric: str, process: str = "", of: str = "") -> Estimate | None:
        """One figure, such as `estimate("deadline.met", "jalkihuolto", "suunnitelma")`; None if no run has it."""
        return self.table.get(Measure(metric, process, of))

    def mean(self, metric: str, process: str = "", of: str = "") -> float:
        """The same without its interval; not a number if no run has it."""
        found = self.estimate(metric, process, of)
        return math.nan if found is None else found.value

    def over(self, metric: str) -> Iterator[tuple[Measure, Estimate]]:
        """Every figure of one metric."""
        return ((measure, estimate) for measure, estimate in self.table.items() if measure.metric == metric)

    def walk(self, case: int, *, replication: int = 0) -> Replay:
        """One of the cases lived through again by the semantics itself, step by step.

        The run is made once more, with the log of this case alone; it goes just as it went before.
        """
        seed = self.digests[replication].seed
        return replayed(simulate(self.setup, seed=seed, replication=replication, log=frozenset({case})), case)

    @property
    def headlines(self) -> Mapping[Measure, Estimate]:
        """How long cases take and which share of each deadline is met: what the precision asked for is about."""
        wanted = ("cycle_time.mean", "deadline.met")
        return {measure: found for measure, found in self.table.items() if measure.metric in wanted}

    def replications_needed(self, within: float) -> int | None:
        """How many replications would make every headline so precise, as far as these can tell.

        `within` is a part of a time, and of a share as such: 0.02 asks for 2 % and for 2 percentage points. None if
        nobody can tell from these.
        """
        counts = [
            needed(found, len(self.digests), within if measure.is_share else within * abs(found.value))
            for measure, found in self.headlines.items()
        ]
        known = [count for count in counts if count is not None]
        return max(known) if known and len(known) == len(counts) else None

    def precise(self, within: float) -> bool:
        """Whether every headline is so precise."""
        return all(
            found.half is not None and found.half <= (within if measure.is_share else within * abs(found.value))
            for measure, found in self.headlines.items()
        )

    @property
    def cases(self) -> int:
        """How many cases counted, in all runs."""
        return sum(digest.cases for digest in self.digests)

    @property
    def unfinished(self) -> int:
        """How many of them had not ended when their run was stopped."""
        return sum(digest.unfinished for digest in self.digests)

    @property
    def refused(self) -> int:
        """How many acts the process did not allow, in all runs."""
        return sum(digest.refused for digest in self.digests)

    @property
    def stepped(self) -> int:
        """How many steps were not in the tables and were taken one by one, in all runs."""
        return sum(digest.stepped for digest in self.digests)

    @property
    def events(self) -> int:
        """How many events the engine went through, in all runs."""
        return sum(digest.events for digest in self.digests)

    @property
    def seconds(self) -> float:
        """How long the engine worked, in all runs."""
        return sum(digest.seconds for digest in self.digests)

    @property
    def engine(self) -> str:
        """The engine; several if they were not all run by the same."""
        return ", ".join(dict.fromkeys(digest.engine for digest in self.digests))

    @cached_property
    def durations(self) -> tuple[tuple[int, ...], ...]:
        """For each process how many cases took 0, 1, 2 ... working days, in all runs."""
        return tuple(
            tuple(map(sum, zip_longest(*lists, fillvalue=0)))
            for lists in zip(*(digest.durations for digest in self.digests), strict=True)
        )

    def queue_over_time(self, role: str) -> tuple[tuple[int, float], ...]:
        """How many tasks waited for a role at each sampled moment, on the average of the runs that came so far."""
        place = self.setup.roles.index(role)
        return _over_time((digest.samples.time, digest.samples.queues[place]) for digest in self.digests)

    def caseload_over_time(self, crew: str) -> tuple[tuple[int, float], ...]:
        """How many cases the people of a crew had open at each sampled moment, likewise."""
        place = [each.name for each in self.setup.crews].index(crew)
        return _over_time((digest.samples.time, digest.samples.caseloads[place]) for digest in self.digests)


def results_of(
    setup: Setup, digests: Iterable[Digest], *, wanted: int | None = None, runs: Iterable[Run] = ()
) -> Results:
    """Put runs of a setup together, in the order of their replications."""
    kept = tuple(sorted(digests, key=lambda digest: digest.replication))
    return Results(setup, kept, len(kept) if wanted is None else wanted, tuple(runs))


def estimate(measure: Measure, digests: Iterable[Digest]) -> Estimate:
    """The figure and its interval, between runs if there are several, otherwise within the one there is."""
    having = [digest for digest in digests if measure in digest.values]
    values = [digest.values[measure] for digest in having]
    batches = [batch for digest in having for batch in digest.batches.get(measure, ())]
    if measure.is_share and batches and _extreme(values):
        return wilson(sum(total for _, total in batches), sum(count for count, _ in batches))
    if len(values) == 1 and batches:
        found = over_batches(batches)
        if measure.is_share and found.low is None:
            return wilson(sum(total for _, total in batches), sum(count for count, _ in batches))
    else:
        found = over_replications(values)
    return found.between(*measure.range)


def _extreme(values: Iterable[float]) -> bool:
    """Whether all of them are 0, or all 1."""
    return set(values) in ({0.0}, {1.0})


def _over_time(columns: Iterable[tuple[Iterable[int], Iterable[int]]]) -> tuple[tuple[int, float], ...]:
    found: dict[int, list[int]] = {}
    for times, column in columns:
        for time, value in zip(times, column, strict=True):
            found.setdefault(time, []).append(value)
    return tuple((time, fmean(values)) for time, values in sorted(found.items()))
