"""What happens in a run whatever its cases do: people come and go, and now and then it is seen how things stand."""

from __future__ import annotations

from array import array
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from prosessi.simulate.arrays import copied
from prosessi.simulate.ground import Ground
from prosessi.simulate.layout import (
    BUSY,
    CHANGE,
    CREW_HOURS,
    CREW_SIZE,
    LOAD,
    NONE,
    NOW,
    OPEN_CASES,
    OPEN_ONLY,
    PROCESS_SIZE,
    SERVING,
    SIZE,
)
from prosessi.simulate.lists import Lists, set_horizon
from prosessi.simulate.run import Samples
from prosessi.simulate.setup import DAY, Seconds

MOST_SAMPLES: Final = 400
WEEK: Final = 7 * DAY


class Change(NamedTuple):
    """A crew is of another size from a moment on, or it opens; where there is no crew a sample is taken.

    They come in this order, so that a crew opens with the people of that day.
    """

    time: Seconds
    crew: int
    opens: bool = False
    size: int = 0


@dataclass(slots=True, eq=False)
class Agenda:
    """What is still to happen in a run, and the samples taken."""

    ground: Ground
    changes: list[Change] = field(default_factory=list)
    samples: list[tuple[int, ...]] = field(default_factory=list)
    openings: dict[int, Iterator[Seconds]] = field(default_factory=dict)
    """Those still to come of each crew that takes nothing before it is at work."""

    def __post_init__(self) -> None:
        """Put down what is known at the beginning."""
        crews = self.ground.crews
        for number, crew in enumerate(self.ground.setup.crews):
            for time, size in crew.sizes[1:]:
                self._foresee(Change(time, number, size=size))
            if crews[number * CREW_SIZE + OPEN_ONLY] == 1:
                self.openings[number] = self.ground.openings(crews[number * CREW_SIZE + CREW_HOURS])
                self._foresee_opening(number)
        self._foresee_sample()

    def take(self, lists: Lists) -> None:
        """Let what is due happen."""
        time, crew, opens, size = self.changes.pop(0)
        at = lists["at"]
        at[NOW] = max(time, at[NOW])
        at[SERVING] = crew
        if crew == NONE:
            self._sample(time, lists)
            self._foresee_sample()
        elif opens:
            self._foresee_opening(crew)
        else:
            lists["crews"][crew * CREW_SIZE + SIZE] = size
        self.tell(lists)

    def tell(self, lists: Lists) -> None:
        """Tell the loop when it is to stop for what comes next."""
        lists["at"][CHANGE] = self.changes[0][0] if self.changes else NONE
        set_horizon(lists)

    def table(self) -> Samples:
        """The samples, column by column."""
        setup = self.ground.setup
        counts = (1, len(setup.roles), len(setup.crews), len(setup.crews), len(setup.processes))
        columns = iter([array("q", (line[i] for line in self.samples)) for i in range(sum(counts))])
        [time], *parts = (tuple(next(columns) for _ in range(count)) for count in counts)
        queues, busy, caseloads, cases = parts
        return Samples(time, queues, busy, caseloads, cases)

    def _foresee(self, change: Change) -> None:
        if 0 <= change.time < self.ground.setup.end:
            insort(self.changes, change)

    def _foresee_opening(self, crew: int) -> None:
        self._foresee(Change(next(self.openings[crew], NONE), crew, opens=True))

    def _foresee_sample(self) -> None:
        self._foresee(Change(self._next_sample(), NONE))

    def _next_sample(self) -> Seconds:
        """When things are looked at next: at noon, rarer and rarer where the end is open; NONE after it."""
        setup, taken = self.ground.setup, len(self.samples)
        if setup.until is None:
            every = WEEK << (taken // (MOST_SAMPLES // 4))
        else:
            every = max((setup.until - setup.counted_from) // DAY // MOST_SAMPLES, 1) * DAY
        if not taken:
            return setup.counted_from - setup.counted_from % DAY + DAY // 2
        time = self.samples[-1][0] + every
        return time if setup.until is None or time < setup.until else NONE

    def _sample(self, time: Seconds, lists: Lists) -> None:
        setup = self.ground.setup
        roles, queues, crews = len(setup.roles), copied(lists["waiting"]), lists["crews"]
        for number, crew in enumerate(setup.crews):
            for role in crew.roles[:1]:
                queues[role] += queues[roles + number]
        self.samples.append(
            (
                time,
                *queues[:roles],
                *copied(crews[BUSY::CREW_SIZE]),
                *copied(crews[LOAD::CREW_SIZE]),
                *copied(lists["processes"][OPEN_CASES::PROCESS_SIZE]),
            )
        )
