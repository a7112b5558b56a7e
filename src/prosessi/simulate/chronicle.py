"""The log of a run as a sequence of lines: kept or not, in the order of time or by case."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from heapq import heappop, heappush

from prosessi.errors import WrongUse
from prosessi.messages import say
from prosessi.simulate.run import Log, Run, What
from prosessi.simulate.setup import Setup


def civil(setup: Setup, moment: int) -> datetime:
    """The civil time of a moment of a run."""
    return datetime.combine(setup.start, time.min) + timedelta(seconds=moment)


def kept(run: Run) -> Log:
    """The log of a run. It is wrong use to ask for one that was not kept."""
    if run.log is None:
        raise WrongUse(say("the run kept no log, so that none of its cases can be told"))
    return run.log


def by_case(log: Log) -> Sequence[int]:
    """The lines of a log by case, those of each in their order: sorted by counting, so that a long log takes little."""
    most = max(log.case, default=-1) + 1
    ends = array("q", bytes(8 * (most + 1)))
    for case in log.case:
        ends[case + 1] += 1
    for case in range(most):
        ends[case + 1] += ends[case]
    order = array("q", bytes(8 * len(log.case)))
    for line, case in enumerate(log.case):
        order[ends[case]] = line
        ends[case] += 1
    return order


def in_order(log: Log) -> Log:
    """A log with each beginning of work where it belongs in time.

    The engine writes it down as soon as the people are found, though they begin only when they are next at work; what
    is dropped before that was never begun.
    """
    order = array("q", _in_order(log))
    return Log(
        time=array("q", (log.time[line] for line in order)),
        case=array("q", (log.case[line] for line in order)),
        what=array("q", (log.what[line] for line in order)),
        which=array("q", (log.which[line] for line in order)),
        value=array("d", (log.value[line] for line in order)),
    )


def _in_order(log: Log) -> Iterator[int]:
    coming: list[tuple[int, int]] = []
    lines: dict[tuple[int, int], int] = {}
    now = 0
    for line, (moment, what) in enumerate(zip(log.time, log.what, strict=True)):
        key = log.case[line], log.which[line]
        if what == What.STARTED:
            heappush(coming, (moment, line))
            lines[key] = line
            continue
        now = moment
        yield from _begun(coming, lines, log, now)
        if what == What.DROPPED:
            lines.pop(key, None)
        yield line
    yield from _begun(coming, lines, log, now)


def _begun(coming: list[tuple[int, int]], lines: dict[tuple[int, int], int], log: Log, now: int) -> Iterator[int]:
    """What has begun by now, unless it was dropped before."""
    while coming and coming[0][0] <= now:
        _, line = heappop(coming)
        if lines.get((log.case[line], log.which[line])) == line:
            del lines[log.case[line], log.which[line]]
            yield line
