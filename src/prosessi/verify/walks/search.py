"""The search for a case in which something happens: the nearest first, and no situation twice.

Situations that differ only in days are taken for one, so that a search comes to an end. What it finds is a case that
has been lived through; what it does not find may still be possible, and only the graph can say that it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Final

from prosessi.chart.chart import ROOT, Chart, Kind, StateId
from prosessi.chart.situation import Case
from prosessi.verify.walks.choices import Choices
from prosessi.verify.walks.nearness import CLOCKS, nearness
from prosessi.verify.walks.tale import Act, Beat, Deed, Tale, Values, played

MOST: Final = 400
"""So many situations are looked at in one search, unless it is told otherwise."""

_ENDED: Final = 3.0  # a case that has ended can show nothing more


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """Where a search has come to: the last beat, and the stop before it."""

    known: Values
    beat: Beat
    origin: Stop | None = None
    depth: int = 0

    @property
    def case(self) -> Case:
        """The case as it stands here."""
        return self.beat.after

    def on(self, beat: Beat) -> Stop:
        """The next stop."""
        return Stop(self.known, beat, self, self.depth + 1)

    @property
    def beats(self) -> tuple[Beat, ...]:
        """All beats up to here, the opening first."""
        return tuple(reversed([stop.beat for stop in self._back()]))

    @property
    def tale(self) -> Tale:
        """The tale that leads here."""
        beats = self.beats
        return Tale(beats[0].after.now.date(), self.known, tuple(beat.deed for beat in beats if beat.deed is not None))

    def _back(self) -> Iterator[Stop]:
        stop: Stop | None = self
        while stop is not None:
            yield stop
            stop = stop.origin


@dataclass(frozen=True, slots=True)
class Aim:
    """What a search looks for: a beat that `hits`, first where the case is `near` to it.

    `probes` are deeds to try beside the usual ones. `watches` are the deadlines whose standing matters on the way.
    """

    hits: Callable[[Beat], bool]
    near: Callable[[Case], float]
    probes: Callable[[Case], Iterable[Deed]] = lambda _: ()
    watches: Collection[int] = ()
    everyone: bool = False
    waiting: bool = True


def seek(choices: Choices, origins: Iterable[Stop], aim: Aim, *, most: int = MOST) -> Stop | None:
    """The first stop found whose beat hits, from the nearest of the origins; None if none was found."""
    return next(seek_all(choices, origins, aim, most=most), None)


def seek_all(choices: Choices, origins: Iterable[Stop], aim: Aim, *, most: int = MOST) -> Iterator[Stop]:
    """The stops whose beats hit, as they are found; the search goes on beside them and not beyond."""
    serial = count()
    heap: list[tuple[float, int, int, Stop]] = []
    seen: set[object] = set()

    def push(stop: Stop) -> None:
        key = situation(choices, stop.case, aim.watches)
        if key not in seen:
            seen.add(key)
            far = aim.near(stop.case) + (_ENDED if stop.case.ended is not None else 0)
            if far < inf:
                heappush(heap, (far, stop.depth, next(serial), stop))

    for origin in origins:
        push(origin)
    for _ in range(most):
        if not heap:
            return
        stop = heappop(heap)[3]
        for deed in _deeds(choices, stop.case, aim):
            beat = played(choices.chart, stop.case, deed)
            if aim.hits(beat):
                yield stop.on(beat)
            elif beat.refused is None and not beat.broken:
                push(stop.on(beat))


def situation(choices: Choices, case: Case, watches: Collection[int] = ()) -> object:
    """What of a case matters for what can come of it, days apart."""
    chart = choices.chart
    data = tuple(
        choices.cells[slot].representative(case.data[slot])
        for slot in sorted(choices.asked)
        if choices.cells[slot].values
    )
    standing = tuple(
        state.status
        for number, (watch, state) in enumerate(zip(chart.watches, case.deadlines, strict=True))
        if watch.deadline.breach is not None or number in watches
    )
    ringing = tuple(timer.edge for timer in sorted(case.timers, key=lambda t: (str(t.due), t.edge)) if timer.due)
    return case.snapshot, data, case.documents, standing, ringing


def run_out(choices: Choices, stop: Stop, *, most: int = MOST) -> Stop:
    """The case brought to an end from here, as straight as it goes; or left where it stands if no end is found."""
    if stop.case.ended is not None:
        return stop
    chart = choices.chart
    ends = [edge.id for edge in chart.edges if any(is_end(chart, target) for target in edge.targets)]
    aim = Aim(
        lambda beat: beat.after.ended is not None, lambda case: nearness(chart, case.snapshot, CLOCKS).nearest(ends)
    )
    return seek(choices, [stop], aim, most=most) or stop


def is_end(chart: Chart, state: StateId) -> bool:
    """Whether a state ends the case."""
    return chart[state].kind is Kind.FINAL and chart[state].parent == ROOT


def _deeds(choices: Choices, case: Case, aim: Aim) -> Iterator[Deed]:
    yield from aim.probes(case)
    for deed in choices.deeds(case, everyone=aim.everyone, watches=aim.watches):
        if aim.waiting or isinstance(deed, Act):
            yield deed
