"""People who keep their cases, each as a crew of their own while a run goes on, and together again in what came of it.

Who keeps a case is one person, with hours, leave and a caseload of their own. The author speaks of eight of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from prosessi.simulate.run import Log, Run, Samples, What
from prosessi.simulate.setup import Crew, Seconds, Setup

WITH_CREW = frozenset({What.STARTED, What.DONE, What.REFUSED, What.DROPPED})
"""The lines of a log whose value is a crew."""


def by_person(setup: Setup) -> Setup:
    """The setup with a crew for each person of those who keep cases; the same one if that changes nothing."""
    if all(_most(crew) == 1 for crew in setup.crews):
        return setup
    return replace(setup, crews=tuple(person for crew in setup.crews for person in _persons(crew)))


def together(setup: Setup, run: Run) -> Run:
    """The run of a setup by persons, as one of the setup itself: what people of one crew did is theirs together."""
    if run.setup is setup:
        return run
    ends = [0]
    for crew in setup.crews:
        ends.append(ends[-1] + _most(crew))
    parts = tuple(slice(begin, end) for begin, end in pairwise(ends))
    return replace(
        run,
        setup=setup,
        worked=tuple(sum(run.worked[part]) for part in parts),
        available=tuple(sum(run.available[part]) for part in parts),
        samples=_samples(run.samples, parts),
        log=run.log and _log(run.log, parts),
    )


def _most(crew: Crew) -> int:
    """Of how many crews a crew is made in a run: one, or one for each person who is there at some time."""
    return max(1, *(size for _, size in crew.sizes)) if crew.named else 1


def _persons(crew: Crew) -> Iterator[Crew]:
    most = _most(crew)
    for person in range(most):
        yield crew if most == 1 else replace(crew, sizes=tuple(_presence(crew.sizes, person)))


def _presence(sizes: Iterable[tuple[Seconds, int]], person: int) -> Iterator[tuple[Seconds, int]]:
    """When a person is there: as long as the crew is large enough that not only those before them are."""
    before = None
    for moment, size in sizes:
        there = int(person < size)
        if there != before:
            yield moment, there
        before = there


def _samples(samples: Samples, parts: Iterable[slice]) -> Samples:
    parts = tuple(parts)
    return replace(
        samples,
        busy=tuple(_sum(samples.busy[part]) for part in parts),
        caseloads=tuple(_sum(samples.caseloads[part]) for part in parts),
    )


def _sum(columns: Sequence[Sequence[int]]) -> Sequence[int]:
    return columns[0] if len(columns) == 1 else array("q", map(sum, zip(*columns, strict=True)))


def _log(log: Log, parts: Iterable[slice]) -> Log:
    crews = [float(crew) for crew, part in enumerate(parts) for _ in range(part.start, part.stop)]
    values = (
        crews[int(value)] if what in WITH_CREW and value >= 0 else value
        for what, value in zip(log.what, log.value, strict=True)
    )
    return replace(log, value=array("d", values))
